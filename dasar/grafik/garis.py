"""Trend of values over time, and its small form for a table cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dasar.grafik.kanvas import (
    NAIK,
    TURUN,
    Jangkar,
    Kanvas,
    Kotak,
    Svg,
    Titik,
    bersih,
    jepit,
    kanvas_kosong,
    kotak_teks,
    pecahan,
    terhingga,
)
from dasar.grafik.tema import Tema, lebar_teks, potong

LEBAR_MIN = 160
TINGGI_MIN = 110
# More points than this: numbers that would lie on the line are left out.
PENUH = 8
BIAYA_RUAS = 4.0
# Places along the target line that are tried for its text.
BAGIAN_TARGET = 24


@dataclass(frozen=True)
class TitikTren:
    """One period. `rupa`: filled point, hollow point (made up, or not final), or hollow with a
    dot. `keterangan` follows the value in the title of the point."""

    label: str
    nilai: Decimal | None
    teks: str
    rupa: Literal["resmi", "contoh", "dihitung"] = "resmi"
    keterangan: str = ""


def tren(
    titik: Sequence[TitikTren],
    *,
    judul: str,
    tema: Tema = Tema.LAYAR,
    target: Decimal | None = None,
    teks_target: str = "",
    lebar: int = 320,
    tinggi: int = 150,
) -> str:
    """Line through the periods, values printed on the points, the target as a dashed line.

    A period without value leaves a gap. Value texts that find no free place are left out of the
    picture (the last, first, highest and lowest come first); each point keeps its title.
    """
    lebar, tinggi = max(lebar, LEBAR_MIN), max(tinggi, TINGGI_MIN)
    if not titik:
        return kanvas_kosong(lebar, tinggi, tema, judul)
    return _Tren(titik, judul, tema, terhingga(target), bersih(teks_target), lebar, tinggi).gambar()


class _Tren:
    """Works out one trend chart step by step; later texts avoid what earlier ones took."""

    def __init__(
        self,
        titik: Sequence[TitikTren],
        judul: str,
        tema: Tema,
        target: Decimal | None,
        teks_target: str,
        lebar: float,
        tinggi: float,
    ) -> None:
        self.titik = titik
        self.k = Kanvas(lebar, tinggi, tema, judul)
        self.ukuran = self.k.palet.ukuran
        self.nilai = [terhingga(satu.nilai) for satu in titik]
        self.target = target
        self.teks_target = potong(teks_target, lebar / 2, self.ukuran)
        self.cetak = tema is Tema.CETAK
        self.terpakai: list[Kotak] = []

        ukuran_label = self.k.palet.ukuran_kecil
        ruang = lebar_teks(bersih(titik[0].label), ukuran_label) / 2
        self.kiri = jepit(ruang, 10, lebar * 0.16) + 4
        ruang = max(
            lebar_teks(bersih(titik[-1].label), ukuran_label) / 2,
            lebar_teks(bersih(titik[-1].teks), self.ukuran, tebal=True) / 2,
        )
        self.kanan = lebar - jepit(ruang, 10, lebar * 0.16) - 4
        self.langkah = (self.kanan - self.kiri) / max(len(titik) - 1, 1)
        self.jari = jepit(self.langkah / 4, 1.5, 4.5)
        self.y_sumbu = tinggi - 1.75 * ukuran_label
        self.atas = 1.45 * self.ukuran + 8
        self.bawah = self.y_sumbu - 1.3 * self.ukuran - 8

        ada = [satu for satu in [*self.nilai, target] if satu is not None]
        self.min, self.maks = (min(ada), max(ada)) if ada else (Decimal(0), Decimal(0))
        self.letak: list[Titik | None] = [
            None if nilai is None else (self._x(i), self._y(nilai))
            for i, nilai in enumerate(self.nilai)
        ]

    def _x(self, i: int) -> float:
        return (
            (self.kiri + self.kanan) / 2 if len(self.titik) == 1 else self.kiri + i * self.langkah
        )

    def _y(self, nilai: Decimal) -> float:
        return self.bawah - pecahan(nilai, self.min, self.maks) * (self.bawah - self.atas)

    def gambar(self) -> Svg:
        """The finished chart."""
        self.k.garis((0, self.y_sumbu), (self.k.lebar, self.y_sumbu), self.k.palet.garis)
        self._label_sumbu()
        self._garis_target()
        self._ruas()
        self._tanda()
        self._teks_target()
        self._teks_nilai()
        return self.k.selesai()

    def _label_sumbu(self) -> None:
        ukuran = self.k.palet.ukuran_kecil
        y = self.k.tinggi - TURUN * ukuran - 1
        maks = max(self.langkah - 6, min(self.k.lebar / 3, 72))
        akhir = len(self.titik) - 1
        # The fewest labels are dropped that let the rest stand apart; the last one always stays.
        for lompat in range(1, len(self.titik) + 1):
            pilihan = []
            for i in range(akhir, -1, -lompat):
                tebal = self.cetak and i == akhir
                isi = potong(bersih(self.titik[i].label), maks, ukuran, tebal=tebal)
                setengah = lebar_teks(isi, ukuran, tebal=tebal) / 2
                x = jepit(self._x(i), setengah, self.k.lebar - setengah)
                pilihan.append((i, x, isi, tebal, kotak_teks(x, y, isi, ukuran, "middle", tebal)))
            kotak = [satu[4] for satu in pilihan]
            if not any(a.bertemu(b, 4) for a, b in zip(kotak, kotak[1:], strict=False)):
                break
        for i, x, isi, tebal, _ in pilihan:
            self.k.teks(
                x,
                y,
                isi,
                ukuran=ukuran,
                warna=self.k.palet.tinta_redup,
                jangkar="middle",
                tebal=tebal,
                lengkap=bersih(self.titik[i].label),
            )

    def _garis_target(self) -> None:
        if self.target is not None:
            y = self._y(self.target)
            self.k.garis((0, y), (self.k.lebar, y), self.k.palet.garis_target, 1.2, "5 3")

    def _ruas(self) -> None:
        palet = self.k.palet
        for i in range(1, len(self.letak)):
            awal, akhir = self.letak[i - 1], self.letak[i]
            if awal is None or akhir is None:
                continue
            rupa = {self.titik[i - 1].rupa, self.titik[i].rupa}
            if "dihitung" in rupa:
                self.k.alur((awal, akhir), palet.aksen, 2, "4 5")
            elif "contoh" in rupa:
                self.k.alur((awal, akhir), palet.garis_contoh, 2)
            else:
                self.k.alur((awal, akhir), palet.aksen, 2.4)

    def _tanda(self) -> None:
        palet = self.k.palet
        for satu, letak in zip(self.titik, self.letak, strict=True):
            if letak is None:
                continue
            sambungan = f", {satu.keterangan}" if satu.keterangan else ""
            keterangan = bersih(f"{satu.label}: {satu.teks}{sambungan}")
            if satu.rupa == "resmi":
                self.k.lingkaran(letak, self.jari, isi=palet.aksen, keterangan=keterangan)
                continue
            warna = palet.garis_contoh if satu.rupa == "contoh" else palet.aksen
            tebal = min(2.0, self.jari * 0.5)
            self.k.lingkaran(
                letak,
                self.jari,
                isi=palet.alas,
                tepi=warna,
                tebal_tepi=tebal,
                keterangan=keterangan,
            )
            if satu.rupa == "dihitung":
                self.k.lingkaran(letak, self.jari * 0.36, isi=warna)

    def _teks_target(self) -> None:
        if self.target is None or not self.teks_target:
            return
        y = self._y(self.target)
        ujung: list[tuple[float, Jangkar]] = [(0, "start"), (self.k.lebar, "end")]
        if self.cetak:
            ujung.reverse()
        ukuran = self.ukuran if not self.cetak else self.k.palet.ukuran_kecil
        # The ends of the line read best; where the values run high or low on both, its inside.
        setengah = lebar_teks(self.teks_target, ukuran) / 2
        dalam: list[tuple[float, Jangkar]] = [
            (jepit(self.k.lebar * i / BAGIAN_TARGET, setengah, self.k.lebar - setengah), "middle")
            for i in range(1, BAGIAN_TARGET)
        ]
        calon = [
            (x, baris, jangkar)
            for tempat in (ujung, dalam)
            for baris in (y - TURUN * ukuran - 3, y + NAIK * ukuran + 4)
            for x, jangkar in tempat
        ]
        x, baris, jangkar = min(
            calon,
            key=lambda c: self._biaya_target(
                kotak_teks(c[0], c[1], self.teks_target, ukuran, c[2])
            ),
        )
        kotak = self.k.teks(
            x,
            baris,
            self.teks_target,
            ukuran=ukuran,
            warna=self.k.palet.garis_target,
            jangkar=jangkar,
        )
        self.terpakai.append(kotak)

    def _biaya_target(self, kotak: Kotak) -> float:
        """As `_biaya`, and rather not where the number of a point will want to stand."""
        ruang = self.jari + 1.4 * self.ukuran
        dekat = sum(
            kotak.bertemu(Kotak(x - ruang, y - ruang, x + ruang, y + ruang))
            for x, y in (letak for letak in self.letak if letak is not None)
        )
        return self._biaya(kotak) + dekat

    def _teks_nilai(self) -> None:
        palet = self.k.palet
        ada = [i for i, nilai in enumerate(self.nilai) if nilai is not None]
        if not ada:
            self._belum_ada()
            return
        urut = sorted(ada, key=lambda i: (self._y(self.nilai[i] or Decimal(0)), i))
        penting = (ada[-1], ada[0], urut[0], urut[-1])
        for i in dict.fromkeys([*penting, *reversed(ada)]):
            satu, letak = self.titik[i], self.letak[i]
            if letak is None:
                continue
            tebal = i == ada[-1] if self.cetak else satu.rupa == "resmi"
            ukuran = self.ukuran if tebal or not self.cetak else palet.ukuran_kecil
            isi = potong(bersih(satu.teks), self.k.lebar / 2, ukuran, tebal=tebal)
            x, y, kotak, biaya = self._letak_teks(letak, isi, ukuran, tebal)
            # Among many points a number on the line is harder to read than none.
            sesak = len(ada) > PENUH and biaya >= BIAYA_RUAS and i not in penting
            if not isi or sesak or any(kotak.bertemu(lain, 2) for lain in self.terpakai):
                continue
            warna = palet.tinta if tebal or self.cetak else palet.garis_target
            self.k.teks(
                x,
                y,
                isi,
                ukuran=ukuran,
                warna=warna,
                jangkar="middle",
                tebal=tebal,
                lengkap=bersih(satu.teks),
            )
            self.terpakai.append(kotak)

    def _letak_teks(
        self, letak: Titik, isi: str, ukuran: float, tebal: bool
    ) -> tuple[float, float, Kotak, float]:
        """The best place around a point: below, above, or beside it."""
        setengah = lebar_teks(isi, ukuran, tebal=tebal) / 2
        samping = self.jari + 3 + setengah
        atas = letak[1] - self.jari - TURUN * ukuran - 2
        bawah = letak[1] + self.jari + NAIK * ukuran + 2
        calon = []
        for urut, (geser, y) in enumerate(
            (
                (0.0, bawah),
                (0.0, atas),
                (samping, letak[1] + ukuran * 0.6),
                (-samping, letak[1] + ukuran * 0.6),
                (samping, letak[1]),
                (-samping, letak[1]),
            )
        ):
            x = jepit(letak[0] + geser, setengah, self.k.lebar - setengah)
            kotak = kotak_teks(x, y, isi, ukuran, "middle", tebal)
            calon.append((x, y, kotak, self._biaya(kotak) + urut / 2))
        return min(calon, key=lambda satu: satu[3])

    def _belum_ada(self) -> None:
        y = (self.atas + self.bawah) / 2
        if self.target is not None:
            y += 1.4 * self.ukuran
        self.k.teks(
            self.k.lebar / 2,
            y,
            "Belum ada data",
            warna=self.k.palet.tinta_redup,
            jangkar="middle",
        )

    def _biaya(self, kotak: Kotak) -> float:
        """How badly a text would sit there: over a text, a point, the line or the target."""
        biaya = 0.0
        if kotak.atas < 0 or kotak.bawah > self.y_sumbu - 1:
            biaya += 100
        biaya += 50 * sum(kotak.bertemu(lain, 2) for lain in self.terpakai)
        if self.target is not None:
            y = self._y(self.target)
            biaya += 8 * (kotak.atas - 2 < y < kotak.bawah + 2)
        for i, letak in enumerate(self.letak):
            if letak is None:
                continue
            jari = self.jari
            tanda = Kotak(letak[0] - jari, letak[1] - jari, letak[0] + jari, letak[1] + jari)
            biaya += 20 * kotak.bertemu(tanda)
            sebelum = self.letak[i - 1] if i else None
            if sebelum is not None and _memotong(sebelum, letak, kotak):
                biaya += BIAYA_RUAS
        return biaya


def _memotong(awal: Titik, akhir: Titik, kotak: Kotak) -> bool:
    """Whether a line that runs to the right crosses a rectangle."""
    kiri, kanan = max(awal[0], kotak.kiri), min(akhir[0], kotak.kanan)
    if kiri >= kanan:
        return False
    lereng = (akhir[1] - awal[1]) / (akhir[0] - awal[0])
    ujung = (awal[1] + (kiri - awal[0]) * lereng, awal[1] + (kanan - awal[0]) * lereng)
    return min(ujung) < kotak.bawah and max(ujung) > kotak.atas


def percikan(
    nilai: Sequence[Decimal | None],
    *,
    judul: str,
    tema: Tema = Tema.LAYAR,
    lebar: int = 72,
    tinggi: int = 24,
) -> str:
    """Small line without text: gaps where the value is unknown, a dot at the last known value."""
    k = Kanvas(max(lebar, 16), max(tinggi, 12), tema, judul)
    tepi = 4.0
    rapi = [terhingga(satu) for satu in nilai]
    ada = [satu for satu in rapi if satu is not None]
    if not ada:
        y = k.tinggi / 2
        k.garis((tepi, y), (k.lebar - tepi, y), k.palet.kedua, 1.2, "2 3")
        return k.selesai()
    bawah, atas = min(ada), max(ada)
    langkah = (k.lebar - 2 * tepi) / max(len(rapi) - 1, 1)
    ruas: list[list[Titik]] = [[]]
    for i, satu in enumerate(rapi):
        if satu is None:
            ruas.append([])
            continue
        x = k.lebar / 2 if len(rapi) == 1 else tepi + i * langkah
        y = k.tinggi - tepi - pecahan(satu, bawah, atas) * (k.tinggi - 2 * tepi)
        ruas[-1].append((x, y))
    terisi = [satu for satu in ruas if satu]
    for satu_ruas in terisi:
        k.alur(satu_ruas, k.palet.aksen, 1.8)
        if len(satu_ruas) == 1:
            k.lingkaran(satu_ruas[0], 1.2, isi=k.palet.aksen)
    k.lingkaran(terisi[-1][-1], 2.8, isi=k.palet.aksen)
    return k.selesai()
