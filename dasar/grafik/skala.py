"""Where a value stands on the scale of predicates."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dasar.grafik.kanvas import (
    NAIK,
    TURUN,
    Jangkar,
    Kanvas,
    Kotak,
    bersih,
    jepit,
    kanvas_kosong,
    kotak_teks,
    pecahan,
    terhingga,
)
from dasar.grafik.tema import Tema, lebar_teks, potong

LEBAR_MIN = 200
SEGITIGA = 4.5


@dataclass(frozen=True)
class Ruas:
    """One predicate; a value equal to `sampai` still belongs to it."""

    huruf: str
    dari: Decimal
    sampai: Decimal


def skala_predikat(
    *,
    judul: str,
    ruas: Sequence[Ruas],
    nilai: Decimal | None,
    teks_nilai: str,
    tema: Tema = Tema.LAYAR,
    target: Decimal | None = None,
    teks_target: str = "",
    pembanding: Decimal | None = None,
    teks_pembanding: str = "",
    awal: Decimal = Decimal(0),
    lebar: int = 320,
) -> str:
    """The scale from `awal` to the top of the highest predicate.

    The value stands above the bar, the target is a tick, the other value (`pembanding`) stands
    below. Marks outside the scale sit at its end; the texts still tell the numbers.
    """
    lebar = max(lebar, LEBAR_MIN)
    urut = sorted(ruas, key=lambda satu: (satu.sampai, satu.dari))
    if not urut:
        return kanvas_kosong(lebar, 40, tema, judul)
    skala = _Skala(urut, awal, Kanvas(lebar, 40, tema, judul))
    skala.di_atas(terhingga(nilai), bersih(teks_nilai), terhingga(target), bersih(teks_target))
    skala.batang(terhingga(nilai))
    skala.di_bawah(terhingga(pembanding), bersih(teks_pembanding))
    return skala.k.selesai()


class _Skala:
    """One scale; drawn from top to bottom, `y` is the top of what comes next."""

    def __init__(self, urut: Sequence[Ruas], awal: Decimal, kanvas: Kanvas) -> None:
        self.urut = urut
        self.k = kanvas
        self.maks = urut[-1].sampai
        terendah = min(satu.dari for satu in urut)
        self.awal = max(awal, terendah) if awal < self.maks else terendah
        self.cetak = kanvas.tema is Tema.CETAK
        self.tinggi_batang = 15.0 if self.cetak else 20.0
        self.y = 0.0
        self.x_target: float | None = None
        self.puncak_target = 0.0

    def _x(self, nilai: Decimal) -> float:
        return 1 + pecahan(nilai, self.awal, self.maks) * (self.k.lebar - 2)

    def di_atas(
        self, nilai: Decimal | None, teks: str, target: Decimal | None, teks_target: str
    ) -> None:
        """Value with its triangle, target text, and the target tick through the bar."""
        k, ukuran = self.k, self.k.palet.ukuran
        kecil = k.palet.ukuran_kecil
        teks = potong(teks, k.lebar * 0.6, ukuran, tebal=True)
        teks_target = potong(teks_target, k.lebar * 0.6, kecil)
        x_nilai, jangkar = self._letak_nilai(nilai, teks, target)
        naik_nilai = 2.0
        if nilai is not None and not (self.cetak and jangkar != "middle"):
            naik_nilai = SEGITIGA + 3
        # Baselines are first measured from the top of the bar (negative) and moved down later.
        y_nilai = -naik_nilai - TURUN * ukuran
        kotak_nilai = kotak_teks(x_nilai, y_nilai, teks, ukuran, jangkar, tebal=True)
        terpakai = [kotak_nilai] if teks else []
        segitiga = None
        if nilai is not None:
            x = self._x(nilai)
            segitiga = Kotak(x - SEGITIGA, -SEGITIGA - 3, x + SEGITIGA, 0)
        letak_target = None
        if target is not None and teks_target:
            letak_target = self._letak_target(target, teks_target, kecil, terpakai, segitiga)
        atas = min(
            [0.0, *(satu.atas for satu in terpakai)]
            + ([segitiga.atas] if segitiga else [])
            + ([letak_target[1] - NAIK * kecil] if letak_target else [])
            + ([-8.0] if target is not None else [])
        )
        self.y = 1 - atas
        self._teks_nilai(nilai, teks, x_nilai, y_nilai, jangkar)
        if target is not None:
            self.x_target = jepit(self._x(target), 1, k.lebar - 1)
            self.puncak_target = self.y - 8
            if letak_target:
                x, y, jangkar = letak_target
                if y < y_nilai - 1 and jangkar != "middle":
                    self.puncak_target = self.y + y - NAIK * kecil / 2
                k.teks(
                    x,
                    self.y + y,
                    teks_target,
                    ukuran=kecil,
                    warna=k.palet.garis_target,
                    jangkar=jangkar,
                )

    def _letak_nilai(
        self, nilai: Decimal | None, teks: str, target: Decimal | None
    ) -> tuple[float, Jangkar]:
        """At the triangle, moved aside where the target tick would run through the text."""
        if nilai is None:
            return 0.0, "start"
        x, k = self._x(nilai), self.k
        lebar = lebar_teks(teks, k.palet.ukuran, tebal=True)
        calon: list[tuple[float, Jangkar]]
        if self.cetak:
            calon = [(x - SEGITIGA - 3, "end"), (x + SEGITIGA + 3, "start")]
        else:
            calon = [(jepit(x, lebar / 2, k.lebar - lebar / 2), "middle")]
        x_target = None if target is None else self._x(target)
        if x_target is not None:
            samping: list[tuple[float, Jangkar]] = [(x_target - 5, "end"), (x_target + 5, "start")]
            calon += samping if x <= x_target else samping[::-1]
        for x_teks, jangkar in calon:
            kotak = kotak_teks(x_teks, 0, teks, k.palet.ukuran, jangkar, tebal=True)
            di_dalam = kotak.kiri >= -0.01 and kotak.kanan <= k.lebar + 0.01
            bebas = x_target is None or not kotak.kiri - 3 < x_target < kotak.kanan + 3
            tertutup = self.cetak and kotak.kiri < x + SEGITIGA and x - SEGITIGA < kotak.kanan
            if di_dalam and bebas and not tertutup:
                return x_teks, jangkar
        return jepit(x, lebar / 2, k.lebar - lebar / 2), "middle"

    def _letak_target(
        self,
        target: Decimal,
        teks: str,
        ukuran: float,
        terpakai: list[Kotak],
        segitiga: Kotak | None,
    ) -> tuple[float, float, Jangkar]:
        """Beside the tick in the row of the value, or in a row of its own above it."""
        x = jepit(self._x(target), 1, self.k.lebar - 1)
        dekat = -2 - TURUN * ukuran
        lewat = min([0.0, *(satu.atas for satu in terpakai)])
        naik = min(lewat, segitiga.atas if segitiga else 0) - 2 - TURUN * ukuran
        sisi: tuple[tuple[float, Jangkar], ...] = ((x + 5, "start"), (x - 5, "end"))
        for y in (dekat, naik):
            for x_teks, jangkar in sisi:
                kotak = kotak_teks(x_teks, y, teks, ukuran, jangkar)
                jarak = 4 if y == dekat else 0
                bebas = not any(kotak.bertemu(lain, jarak) for lain in terpakai)
                bebas = bebas and not (segitiga and kotak.bertemu(segitiga))
                # The tick itself must not run through the value when it is drawn higher.
                tegak = Kotak(x - 1, y - ukuran / 2, x + 1, 0)
                bebas = bebas and (y == dekat or not any(tegak.bertemu(b) for b in terpakai))
                if bebas and kotak.kiri >= 0 and kotak.kanan <= self.k.lebar:
                    return x_teks, y, jangkar
        setengah = lebar_teks(teks, ukuran) / 2
        return jepit(x, setengah, self.k.lebar - setengah), naik, "middle"

    def _teks_nilai(
        self, nilai: Decimal | None, teks: str, x: float, y: float, jangkar: Jangkar
    ) -> None:
        k = self.k
        warna = k.palet.tinta if nilai is not None else k.palet.tinta_redup
        k.teks(x, self.y + y, teks, warna=warna, jangkar=jangkar, tebal=True)
        if nilai is not None:
            pusat = jepit(self._x(nilai), SEGITIGA, k.lebar - SEGITIGA)
            atas = self.y - SEGITIGA - 2.5
            segitiga = ((pusat - SEGITIGA, atas), (pusat + SEGITIGA, atas), (pusat, self.y - 1))
            k.segi(segitiga, k.palet.tinta)

    def batang(self, nilai: Decimal | None) -> None:
        """The segments with their letters; print tints only the one that holds the value."""
        k = self.k
        ukuran = k.palet.ukuran_kecil
        kini = next((r for r in self.urut if nilai is not None and nilai <= r.sampai), None)
        if nilai is not None and kini is None:
            kini = self.urut[-1]
        kiri = self.awal
        for satu in self.urut:
            if satu.sampai <= kiri:
                continue
            x, kanan = self._x(kiri), self._x(satu.sampai)
            kiri = satu.sampai
            warna = k.palet.predikat.get(satu.huruf, k.palet.predikat_lain)
            aktif = satu is kini and k.palet.predikat_kini is not None
            if aktif and k.palet.predikat_kini is not None:
                warna = k.palet.predikat_kini
            lebar = max(kanan - x - 1.2, 0.4)
            k.kotak(x, self.y, lebar, self.tinggi_batang, isi=warna.isi)
            tebal = aktif or not self.cetak
            huruf = bersih(satu.huruf)
            if lebar_teks(huruf, ukuran, tebal=tebal) <= lebar - 2:
                k.teks(
                    x + lebar / 2,
                    self.y + self.tinggi_batang / 2 + ukuran * 0.34,
                    huruf,
                    ukuran=ukuran,
                    warna=warna.teks,
                    jangkar="middle",
                    tebal=tebal,
                )
        bawah = self.y + self.tinggi_batang
        if self.x_target is not None:
            atas = max(self.puncak_target, 0)
            tinggi = bawah + 2 - atas
            k.kotak(self.x_target - 1, atas, 2, tinggi, isi=k.palet.tinta)
        self.y = bawah

    def di_bawah(self, pembanding: Decimal | None, teks: str) -> None:
        """Bounds of the scale, and the other value under its triangle."""
        k, ukuran = self.k, self.k.palet.ukuran_kecil
        turun = 3 if pembanding is None else SEGITIGA + 5
        y = self.y + turun + NAIK * ukuran
        redup = k.palet.tinta_redup
        kiri = k.teks(0, y, _tulis_batas(self.awal), ukuran=ukuran, warna=redup)
        kanan = k.teks(
            k.lebar, y, _tulis_batas(self.maks), ukuran=ukuran, warna=redup, jangkar="end"
        )
        terpakai = [kiri, kanan]
        if pembanding is not None:
            terpakai.append(self._pembanding(pembanding, teks, y, kiri.kanan + 8, kanan.kiri - 8))
        if self.cetak:
            self._batas_antara(y, terpakai)
        k.tinggi = y + TURUN * ukuran + 1

    def _pembanding(
        self, pembanding: Decimal, teks: str, y: float, kiri: float, kanan: float
    ) -> Kotak:
        """Its text stands between the two bounds, its triangle exactly at the value."""
        k, ukuran = self.k, self.k.palet.ukuran_kecil
        pusat = jepit(self._x(pembanding), SEGITIGA, k.lebar - SEGITIGA)
        atas = self.y + 2
        bawah = atas + SEGITIGA + 1.5
        segitiga = ((pusat - SEGITIGA, bawah), (pusat + SEGITIGA, bawah), (pusat, atas))
        k.segi(segitiga, k.palet.garis_target)
        isi = potong(teks, kanan - kiri, ukuran)
        setengah = lebar_teks(isi, ukuran) / 2
        return k.teks(
            jepit(pusat, kiri + setengah, kanan - setengah),
            y,
            isi,
            ukuran=ukuran,
            warna=k.palet.garis_target,
            jangkar="middle",
            lengkap=teks,
        )

    def _batas_antara(self, y: float, terpakai: list[Kotak]) -> None:
        """The inner bounds of the scale where there is room."""
        k, ukuran = self.k, self.k.palet.ukuran_kecil
        for satu in reversed(self.urut[:-1]):
            if not self.awal < satu.sampai < self.maks:
                continue
            isi = _tulis_batas(satu.sampai)
            kotak = kotak_teks(self._x(satu.sampai), y, isi, ukuran, "middle")
            if any(kotak.bertemu(lain, 3) for lain in terpakai):
                continue
            k.teks(
                self._x(satu.sampai),
                y,
                isi,
                ukuran=ukuran,
                warna=k.palet.tinta_redup,
                jangkar="middle",
            )
            terpakai.append(kotak)


def _tulis_batas(nilai: Decimal) -> str:
    """A bound of the scale: "50", "66,5"; bounds are part of the axis, not reported values."""
    teks = f"{nilai.normalize():f}" if nilai else "0"
    return teks.replace("-", "−").replace(".", ",")
