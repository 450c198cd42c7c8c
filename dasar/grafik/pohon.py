"""A tree of boxes: heading strip, text and small lines in each, joined by lines.

Places come from outside; this module measures boxes and draws them. Every text stands in full
unless it is longer than `MAKS_BARIS`; then the box ends with "…" and carries the whole as title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dasar.grafik.kanvas import NAIK, Kanvas, Svg, Titik, bersih, kanvas_kosong
from dasar.grafik.tema import PALET, Tema, Warna, bungkus

LEBAR_KOTAK = 216.0
MAKS_BARIS = 14
MAKS_BARIS_KECIL = 6
_SISIP = 10.0
_LANGKAH = 1.3  # line height in type sizes
_TEPI = 6.0  # free space around the drawing


class Rupa(StrEnum):
    """How a box looks: four strengths for levels, a factor between levels, and one outside."""

    SATU = "satu"
    DUA = "dua"
    TIGA = "tiga"
    EMPAT = "empat"
    FAKTOR = "faktor"
    LUAR = "luar"


# The strip at the top. Strengths of one accent: the word in the strip says the level, too.
_STRIP: dict[Tema, dict[Rupa, Warna]] = {
    Tema.LAYAR: {
        Rupa.SATU: Warna("#063B40", "#FFFFFF"),
        Rupa.DUA: Warna("#0A5B61", "#FFFFFF"),
        Rupa.TIGA: Warna("#9CCBC8", "#0B2A2A"),
        Rupa.EMPAT: Warna("#DCEDEC", "#17262A"),
    },
    Tema.CETAK: {
        Rupa.SATU: Warna("#0A3440", "#FFFFFF"),
        Rupa.DUA: Warna("#3E6E7B", "#FFFFFF"),
        Rupa.TIGA: Warna("#B4C8CE", "#1B1F23"),
        Rupa.EMPAT: Warna("#E3EAEC", "#1B1F23"),
    },
}


@dataclass(frozen=True)
class IsiKotak:
    """The texts of one box: `label` in the strip, `teks`, and small lines below it."""

    rupa: Rupa
    label: str
    teks: str
    butir: tuple[str, ...] = ()
    kaki: tuple[str, ...] = ()


@dataclass(frozen=True)
class KotakPohon:
    """One box in its place: the upper left corner and the size from `tinggi_kotak`."""

    isi: IsiKotak
    x: float
    y: float
    lebar: float
    tinggi: float


@dataclass(frozen=True)
class GarisPohon:
    """A line between two boxes; `putus`: to something outside the tree."""

    titik: tuple[Titik, ...]
    putus: bool = False


def tinggi_kotak(isi: IsiKotak, *, tema: Tema, lebar: float = LEBAR_KOTAK) -> float:
    """How high the box of these texts is, in user units."""
    palet = PALET[tema]
    teks, butir, kaki = _baris(isi, tema, lebar)
    tinggi = _tinggi_strip(tema) if isi.rupa in _STRIP[tema] else 0.0
    if isi.rupa not in _STRIP[tema]:
        tinggi += palet.ukuran_kecil * _LANGKAH
    tinggi += _SISIP * 1.4 + len(teks) * palet.ukuran * _LANGKAH
    for kelompok in (butir, kaki):
        if kelompok:
            tinggi += 6 + sum(len(satu) for satu, _ in kelompok) * _kecil(tema) * _LANGKAH
    return tinggi


def gambar_pohon(
    kotak: Sequence[KotakPohon],
    garis: Sequence[GarisPohon],
    *,
    judul: str,
    lebar: float,
    tinggi: float,
    tema: Tema = Tema.LAYAR,
) -> Svg:
    """Draw boxes and lines on a surface of `lebar` by `tinggi` user units (plus a small margin)."""
    if not kotak:
        return kanvas_kosong(320, 120, tema, judul)
    k = Kanvas(lebar + 2 * _TEPI, tinggi + 2 * _TEPI, tema, judul)
    for satu in garis:
        titik = [(x + _TEPI, y + _TEPI) for x, y in satu.titik]
        k.alur(titik, k.palet.kedua, 1.4, "5 4" if satu.putus else None)
    for isi in kotak:
        _kotak(k, isi)
    return k.selesai()


def _tinggi_strip(tema: Tema) -> float:
    return _kecil(tema) * 1.3 + 8


def _kecil(tema: Tema) -> float:
    """Small lines: a little smaller than the text on the screen, as small type in print."""
    return 12.0 if tema == Tema.LAYAR else PALET[tema].ukuran_kecil


Kelompok = list[tuple[list[str], str]]


def _baris(isi: IsiKotak, tema: Tema, lebar: float) -> tuple[list[str], Kelompok, Kelompok]:
    """The broken lines of text, items and foot; beside each small group its whole text."""
    palet, ruang = PALET[tema], lebar - 2 * _SISIP
    tebal = isi.rupa in _STRIP[tema]
    teks = bungkus(bersih(isi.teks), ruang, palet.ukuran, tebal=tebal, maks=MAKS_BARIS)

    def kecil(semua: Sequence[str], sisip: float) -> Kelompok:
        return [
            (
                bungkus(bersih(satu), ruang - sisip, _kecil(tema), maks=MAKS_BARIS_KECIL),
                bersih(satu),
            )
            for satu in semua
        ]

    return teks, kecil(isi.butir, 10), kecil(isi.kaki, 0)


def _kotak(k: Kanvas, kotak: KotakPohon) -> None:
    isi, tema = kotak.isi, k.tema
    x, y = kotak.x + _TEPI, kotak.y + _TEPI
    kecil = _kecil(tema)
    strip = _STRIP[tema].get(isi.rupa)
    if strip is not None:
        tinggi_strip = _tinggi_strip(tema)
        k.kotak(x, y, kotak.lebar, kotak.tinggi, isi=k.palet.alas, tepi=k.palet.aksen)
        k.kotak(x, y, kotak.lebar, tinggi_strip, isi=strip.isi, tepi=k.palet.aksen)
        k.teks(
            x + _SISIP,
            y + tinggi_strip / 2 + kecil * 0.33,
            bersih(isi.label),
            ukuran=kecil,
            warna=strip.teks,
            tebal=True,
        )
        y += tinggi_strip
    else:
        _kotak_luar(k, isi.rupa, (x, y), (kotak.lebar, kotak.tinggi))
        y += _SISIP * 0.5 + NAIK * kecil
        k.teks(
            x + _SISIP, y, bersih(isi.label), ukuran=kecil, warna=k.palet.tinta_redup, tebal=True
        )
        y += kecil * (_LANGKAH - NAIK) - _SISIP * 0.4
    _tulis(k, kotak, x, y)


def _kotak_luar(k: Kanvas, rupa: Rupa, letak: Titik, besar: Titik) -> None:
    """A factor is a tinted box with a thick left edge; what is outside has a dashed outline."""
    if rupa == Rupa.FAKTOR:
        k.kotak(*letak, *besar, isi=k.palet.lintasan)
        k.kotak(*letak, 3, besar[1], isi=k.palet.aksen)
        return
    (x, y), (lebar, tinggi) = letak, besar
    k.kotak(x, y, lebar, tinggi, isi=k.palet.alas)
    sudut = [(x, y), (x + lebar, y), (x + lebar, y + tinggi), (x, y + tinggi), (x, y)]
    k.alur(sudut, k.palet.kedua, 1.4, "5 4")


def _tulis(k: Kanvas, kotak: KotakPohon, x: float, y: float) -> None:
    """The text of a box below y."""
    isi, tema, kecil = kotak.isi, k.tema, _kecil(k.tema)
    teks, butir, kaki = _baris(isi, tema, kotak.lebar)
    tebal = isi.rupa in _STRIP[tema]
    y += _SISIP * 0.6
    for satu in teks:
        k.teks(
            x + _SISIP,
            y + NAIK * k.palet.ukuran + 1,
            satu,
            tebal=tebal,
            lengkap=bersih(isi.teks) if satu.endswith("…") else "",
        )
        y += k.palet.ukuran * _LANGKAH
    for kelompok, sisip, titik in ((butir, 10.0, True), (kaki, 0.0, False)):
        if not kelompok:
            continue
        k.garis((x + _SISIP, y + 2), (x + kotak.lebar - _SISIP, y + 2), k.palet.garis, 0.8)
        y += 6
        for baris, lengkap in kelompok:
            if titik:
                k.lingkaran((x + _SISIP + 3, y + kecil * 0.6), 2, isi=k.palet.aksen)
            for satu in baris:
                k.teks(
                    x + _SISIP + sisip,
                    y + NAIK * kecil + 1,
                    satu,
                    ukuran=kecil,
                    warna=k.palet.tinta if titik else k.palet.tinta_redup,
                    lengkap=lengkap if satu.endswith("…") else "",
                )
                y += kecil * _LANGKAH
