"""Numbers of captions and entries of the lists, given by the builder and not by CSS.

So lists, cross-references in sentences and the captions themselves cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dasar.cetak.tabel import Tabel
from dasar.grafik.tema import lebar_teks

_HURUF_DAFTAR = 9.4  # points, the type of the lists
LEBAR_JUDUL = 244  # points that leave room for dots and a folio on one line of a list
LEBAR_JUDUL_SASARAN = 208


def pendekkan(judul: str, lebar: float = LEBAR_JUDUL) -> str:
    """A title that fits on one line of a list, cut at a word.

    >>> pendekkan("Meningkatnya investasi")
    'Meningkatnya investasi'
    """
    if lebar_teks(judul, _HURUF_DAFTAR) <= lebar:
        return judul
    kata = judul.split()
    while len(kata) > 1 and lebar_teks(f"{' '.join(kata)} …", _HURUF_DAFTAR) > lebar:
        kata.pop()
    return f"{' '.join(kata).rstrip(',;')} …"


@dataclass(frozen=True)
class Entri:
    """One line of daftar isi, daftar tabel or daftar gambar.

    `awalan` is the folio prefix of its range ("III–"); the page number itself is put in by the
    layout. `label` stands in the left column ("Bab III", "A", "Tabel III.2").
    """

    jangkar: str
    label: str
    judul: str
    awalan: str
    tingkat: int = 1


@dataclass(frozen=True)
class Gambar:
    """A figure with its number: `sumber` is a data URI, `uraian` what a screen reader says."""

    jangkar: str
    nomor: str
    judul: str
    sumber: str
    uraian: str
    catatan: str = ""
    lebar: Literal["teks", "penuh"] = "teks"


@dataclass(frozen=True)
class TabelCetak:
    """A finished table with the notes below it."""

    html: str
    nomor: str
    catatan: tuple[str, ...]


@dataclass
class Penomor:
    """Counts tables and figures per chapter and collects the entries of the three lists."""

    isi: list[Entri] = field(default_factory=list)
    tabel: list[Entri] = field(default_factory=list)
    gambar: list[Entri] = field(default_factory=list)
    _awalan: str = ""
    _bab: str = ""
    _hitung: dict[str, int] = field(default_factory=dict)

    def mulai(self, bab: str, awalan: str) -> None:
        """Begin a range: `bab` is the prefix of captions ("III"), `awalan` of folios."""
        self._bab, self._awalan = bab, awalan
        self._hitung = {"Tabel": 0, "Gambar": 0}

    def judul(self, jangkar: str, label: str, judul: str, tingkat: int = 1) -> str:
        """Enter a heading into daftar isi; returns its anchor."""
        self.isi.append(Entri(jangkar, label, judul, self._awalan, tingkat))
        return jangkar

    def beri_tabel(
        self, tabel: Tabel, judul: str, *, pendek: str = "", catatan: tuple[str, ...] = ()
    ) -> TabelCetak:
        """Number a table. `pendek` is its title in the list, where a long one would wrap."""
        nomor, jangkar = self._berikut("Tabel")
        self.tabel.append(Entri(jangkar, nomor, pendekkan(pendek or judul), self._awalan))
        return TabelCetak(tabel.html(jangkar=jangkar, nomor=nomor, judul=judul), nomor, catatan)

    def beri_gambar(
        self,
        svg_uri: str,
        judul: str,
        uraian: str,
        *,
        pendek: str = "",
        catatan: str = "",
        lebar: Literal["teks", "penuh"] = "teks",
    ) -> Gambar:
        """Number a figure."""
        nomor, jangkar = self._berikut("Gambar")
        self.gambar.append(Entri(jangkar, nomor, pendekkan(pendek or judul), self._awalan))
        return Gambar(jangkar, nomor, judul, svg_uri, uraian, catatan, lebar)

    def _berikut(self, jenis: str) -> tuple[str, str]:
        self._hitung[jenis] += 1
        angka = f"{self._bab}.{self._hitung[jenis]}"
        return f"{jenis} {angka}", f"{jenis.lower()}-{angka.replace('.', '-')}"
