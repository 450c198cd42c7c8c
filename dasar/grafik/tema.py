"""Colours, type sizes and text measure of the charts, for the screen and for print.

Sizes are user units: CSS pixels on the screen, 1/96 inch (0.75 pt) in print.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tema(StrEnum):
    """Where the chart is shown: in a page of the application or in a printed report."""

    LAYAR = "layar"
    CETAK = "cetak"


@dataclass(frozen=True, slots=True)
class Warna:
    """A fill and the text colour readable on it."""

    isi: str
    teks: str


@dataclass(frozen=True, slots=True)
class Palet:
    """All colours and sizes of one theme; `huruf` None: the font of the page around the chart."""

    huruf: str | None
    ukuran: float
    ukuran_kecil: float
    tinta: str
    tinta_redup: str
    aksen: str
    kedua: str
    garis: str
    alas: str
    lintasan: str
    garis_target: str
    garis_contoh: str
    predikat: dict[str, Warna]
    predikat_lain: Warna
    predikat_kini: Warna | None


_LAYAR = Palet(
    huruf=None,
    ukuran=13.5,
    ukuran_kecil=13.5,
    tinta="#17262A",
    tinta_redup="#5C686A",
    aksen="#0A5B61",
    kedua="#7A8384",
    garis="#CFCABD",
    alas="#FFFFFF",
    lintasan="#E6E2D9",
    garis_target="#445255",
    garis_contoh="#7A8384",
    predikat={
        "AA": Warna("#004B47", "#FFFFFF"),
        "A": Warna("#1B7169", "#FFFFFF"),
        "BB": Warna("#73BCB1", "#0B2A2A"),
        "B": Warna("#C5E5DF", "#0B2A2A"),
        "CC": Warna("#F2E1B8", "#33230A"),
        "C": Warna("#DCB565", "#33230A"),
        "D": Warna("#A5641A", "#FFFFFF"),
        "E": Warna("#6B3605", "#FFFFFF"),
    },
    predikat_lain=Warna("#DCEDEC", "#17262A"),
    predikat_kini=None,
)

# Print has one accent; the scale shows only where the value lies (grey printers, section 3).
_CETAK = Palet(
    huruf="'Sans LK','Tanda LK'",
    ukuran=11.2,
    ukuran_kecil=10,
    tinta="#1B1F23",
    tinta_redup="#5A636B",
    aksen="#0E4A5A",
    kedua="#87939B",
    garis="#BCC3C9",
    alas="#FFFFFF",
    lintasan="#EEF2F3",
    garis_target="#5A636B",
    garis_contoh="#0E4A5A",
    predikat={},
    predikat_lain=Warna("#DDE3E6", "#5A636B"),
    predikat_kini=Warna("#0E4A5A", "#FFFFFF"),
)

PALET: dict[Tema, Palet] = {Tema.LAYAR: _LAYAR, Tema.CETAK: _CETAK}

# Advance widths of Source Sans 3 in thousandths of the type size, rounded up to the widest of the
# group, so that a text never comes out wider than estimated. Digits are tabular.
_LEBAR_HURUF: tuple[tuple[int, int, str], ...] = (
    (200, 200, " \u00a0"),
    (255, 275, "ijl|',.:;·‘’"),
    (263, 282, "I"),
    (303, 324, "f!()[]{}-"),
    (347, 373, "rt"),
    (350, 344, "/\\"),
    (426, 482, 's*?z"“”'),
    (467, 495, "cvxy†"),
    (497, 522, "0123456789#$+<=>^~×÷−–JkLeYF_"),
    (536, 558, "agEhuoASTVXZ`"),
    (566, 582, "bdnpqPC"),
    (588, 597, "BRK"),
    (617, 639, "&DG"),
    (664, 674, "UNHOQ"),
    (727, 748, "wM"),
    (829, 843, "m%W—@"),
    (948, 964, "…"),
)
_LEBAR: dict[str, tuple[int, int]] = {
    huruf: (biasa, tebal) for biasa, tebal, kelompok in _LEBAR_HURUF for huruf in kelompok
}
_LEBAR["@"] = (847, 875)
_LEBAR_ASING = (700, 720)
_LEBAR_ASIA = (1000, 1000)
_AWAL_ASIA = "\u2e80"


def lebar_teks(teks: str, ukuran: float, *, tebal: bool = False) -> float:
    """Estimated width of a text in user units; characters outside the font count as wide."""
    jumlah = 0
    for huruf in teks:
        asing = _LEBAR_ASIA if huruf >= _AWAL_ASIA else _LEBAR_ASING
        jumlah += _LEBAR.get(huruf, asing)[tebal]
    return jumlah * ukuran / 1000


def potong(teks: str, lebar: float, ukuran: float, *, tebal: bool = False) -> str:
    """The text, or its beginning and "…", not wider than `lebar`; "" if nothing fits."""
    if lebar_teks(teks, ukuran, tebal=tebal) <= lebar:
        return teks
    for akhir in range(len(teks) - 1, 0, -1):
        calon = teks[:akhir].rstrip(" ,;-") + "…"
        if lebar_teks(calon, ukuran, tebal=tebal) <= lebar:
            return calon
    return ""


def bungkus(
    teks: str, lebar: float, ukuran: float, *, tebal: bool = False, maks: int = 2
) -> list[str]:
    """The text in at most `maks` lines at word breaks; what does not fit is cut with "…"."""
    baris: list[str] = []
    kata = teks.split()
    while kata and len(baris) < maks - 1:
        jumlah = len(kata)
        while jumlah > 1 and lebar_teks(" ".join(kata[:jumlah]), ukuran, tebal=tebal) > lebar:
            jumlah -= 1
        baris.append(potong(" ".join(kata[:jumlah]), lebar, ukuran, tebal=tebal))
        kata = kata[jumlah:]
    if kata:
        baris.append(potong(" ".join(kata), lebar, ukuran, tebal=tebal))
    return [satu for satu in baris if satu]
