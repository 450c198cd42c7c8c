"""Upright bars over the quarters of a value, with the target as a dashed line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dasar.grafik.kanvas import (
    NAIK,
    TURUN,
    Kanvas,
    Kotak,
    Svg,
    bersih,
    jepit,
    kanvas_kosong,
    kotak_teks,
    terhingga,
)
from dasar.grafik.tema import Tema, lebar_teks, potong

LEBAR_MIN = 160
TINGGI_MIN = 110
SELA = 0.4  # share of a step that stays free between two bars
LEBAR_BATANG = 44.0
WARNA_LALU, WARNA_TANDA, TINTA_TANDA = "#BFD9D5", "#B87A0B", "#754700"


@dataclass(frozen=True)
class KolomNilai:
    """One period. `kelompok` (a year) stands once below its bars; `kini`: the value at hand;
    `tanda`: one to look at; `nilai` None leaves a gap."""

    label: str
    kelompok: str
    nilai: Decimal | None
    teks: str
    kini: bool = False
    tanda: bool = False


def kolom_nilai(
    kolom: Sequence[KolomNilai],
    *,
    judul: str,
    target: Decimal | None = None,
    teks_target: str = "",
    lebar: int = 396,
    tinggi: int = 170,
) -> str:
    """Bars from zero up (or down), the newest in the accent colour.

    Value texts that find no room are left out of the picture, the newest and the marked ones last;
    `judul` must say what the picture shows.
    """
    lebar, tinggi = max(lebar, LEBAR_MIN), max(tinggi, TINGGI_MIN)
    if not kolom:
        return kanvas_kosong(lebar, tinggi, Tema.LAYAR, judul)
    return _Kolom(kolom, judul, terhingga(target), bersih(teks_target), lebar, tinggi).gambar()


class _Kolom:
    """Works out one chart step by step; later texts avoid what earlier ones took."""

    def __init__(
        self,
        kolom: Sequence[KolomNilai],
        judul: str,
        target: Decimal | None,
        teks_target: str,
        lebar: float,
        tinggi: float,
    ) -> None:
        self.kolom, self.target = kolom, target
        self.k = Kanvas(lebar, tinggi, Tema.LAYAR, judul)
        self.u = self.k.palet.ukuran
        self.teks_target = potong(teks_target, lebar, self.u)
        self.nilai = [terhingga(satu.nilai) for satu in kolom]
        ada = [n for n in [*self.nilai, target, Decimal(0)] if n is not None]
        self.min, self.maks = min(ada), max(ada)
        self.langkah = lebar / len(kolom)
        self.tebal = min(self.langkah * (1 - SELA), LEBAR_BATANG)
        self.atas = 2.3 * self.u if self.teks_target else 1.3 * self.u
        baris = 2 if any(satu.kelompok for satu in kolom) else 1
        self.dasar = tinggi - baris * 1.3 * self.u - 4
        ruang_bawah = 1.3 * self.u if self.min < 0 else 0.0
        self.bawah = self.dasar - ruang_bawah
        self.terpakai: list[Kotak] = []

    def _x(self, i: int) -> float:
        return (i + 0.5) * self.langkah

    def _y(self, nilai: Decimal) -> float:
        rentang = self.maks - self.min
        bagian = float((nilai - self.min) / rentang) if rentang else 0.0
        return self.bawah - bagian * (self.bawah - self.atas)

    def gambar(self) -> Svg:
        """The finished chart."""
        nol = self._y(Decimal(0))
        for i, (satu, nilai) in enumerate(zip(self.kolom, self.nilai, strict=True)):
            if nilai is not None:
                self._batang(i, satu, nilai, nol)
        self.k.garis((0, nol), (self.k.lebar, nol), self.k.palet.garis)
        if self.target is not None:
            y = self._y(self.target)
            self.k.garis((0, y), (self.k.lebar, y), self.k.palet.garis_target, 1.2, "5 3")
        self._angka()
        self._teks_target()
        self._label()
        return self.k.selesai()

    def _batang(self, i: int, satu: KolomNilai, nilai: Decimal, nol: float) -> None:
        y = self._y(nilai)
        atas, tinggi = min(y, nol), abs(y - nol)
        if tinggi < 2:  # a value near zero is still a value
            atas, tinggi = nol - 2, 2.0
        warna = WARNA_TANDA if satu.tanda else self.k.palet.aksen if satu.kini else WARNA_LALU
        self.k.kotak(self._x(i) - self.tebal / 2, atas, self.tebal, tinggi, isi=warna)

    def _angka(self) -> None:
        urutan = sorted(
            (i for i, n in enumerate(self.nilai) if n is not None),
            key=lambda i: (not self.kolom[i].kini, not self.kolom[i].tanda, -i),
        )
        for i in urutan:
            satu, nilai = self.kolom[i], self.nilai[i]
            if nilai is None:
                continue
            isi, tebal = bersih(satu.teks), satu.kini or satu.tanda
            setengah = lebar_teks(isi, self.u, tebal=tebal) / 2
            x = jepit(self._x(i), setengah, self.k.lebar - setengah)
            y = self._y(nilai)
            letak = y - TURUN * self.u - 3 if nilai >= 0 else y + NAIK * self.u + 3
            kotak = kotak_teks(x, letak, isi, self.u, "middle", tebal)
            if any(kotak.bertemu(lain, 3) for lain in self.terpakai):
                continue
            warna = TINTA_TANDA if satu.tanda else self.k.palet.tinta
            self.k.teks(x, letak, isi, ukuran=self.u, warna=warna, jangkar="middle", tebal=tebal)
            self.terpakai.append(kotak)

    def _teks_target(self) -> None:
        if self.target is None or not self.teks_target:
            return
        y = self._y(self.target)
        for letak in (y - TURUN * self.u - 3, self.u * NAIK):
            for x, jangkar in ((0.0, "start"), (self.k.lebar, "end")):
                kotak = kotak_teks(x, letak, self.teks_target, self.u, jangkar)  # type: ignore[arg-type]
                if kotak.atas >= 0 and not any(kotak.bertemu(lain, 3) for lain in self.terpakai):
                    self.k.teks(
                        x,
                        letak,
                        self.teks_target,
                        ukuran=self.u,
                        warna=self.k.palet.garis_target,
                        jangkar=jangkar,  # type: ignore[arg-type]
                    )
                    self.terpakai.append(kotak)
                    return

    def _label(self) -> None:
        y = self.dasar + NAIK * self.u + 5
        kelompok: dict[str, list[int]] = {}
        for i, satu in enumerate(self.kolom):
            self.k.teks(
                self._x(i),
                y,
                potong(bersih(satu.label), self.langkah - 2, self.u, tebal=satu.kini),
                ukuran=self.u,
                warna=self.k.palet.tinta if satu.kini else self.k.palet.tinta_redup,
                jangkar="middle",
                tebal=satu.kini,
            )
            if satu.kelompok:
                kelompok.setdefault(satu.kelompok, []).append(i)
        for nama, isi in kelompok.items():
            self.k.teks(
                (self._x(isi[0]) + self._x(isi[-1])) / 2,
                y + 1.25 * self.u,
                bersih(nama),
                ukuran=self.u,
                warna=self.k.palet.tinta_redup,
                jangkar="middle",
            )
