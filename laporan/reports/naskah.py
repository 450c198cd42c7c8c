"""Texts written by people, as blocks of the page: paragraphs and lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from laporan.formulas.data_lkjip import Naskah

_BUTIR = re.compile(r"(?:[-•*]|(?P<nomor>\d{1,2}[.)]))\s+")


@dataclass(frozen=True)
class Blok:
    """A paragraph ("p", one item) or a list ("ol", "ul")."""

    jenis: Literal["p", "ol", "ul"]
    butir: tuple[str, ...]


@dataclass(frozen=True)
class NaskahCetak:
    """A text ready to print; `belum` says what is missing when there is none."""

    blok: tuple[Blok, ...] = ()
    catatan: str = ""
    belum: str = ""


def susun_naskah(naskah: Naskah | None, belum: str = "") -> NaskahCetak:
    """Lines that begin with "-" or "1." become a list; `belum` is printed when nothing is there."""
    blok = tuple(satu for teks in (naskah.paragraf if naskah else ()) for satu in _blok(teks))
    if naskah is None or not blok:
        return NaskahCetak(belum=belum)
    bagian = []
    if naskah.asal:
        bagian.append(f"Sumber teks: {naskah.asal.rstrip('.')}.")
    if naskah.contoh:
        bagian.append("† Teks contoh, bukan pernyataan resmi.")
    return NaskahCetak(blok=blok, catatan=" ".join(bagian))


def _blok(teks: str) -> list[Blok]:
    hasil: list[Blok] = []
    for baris in (satu.strip() for satu in teks.splitlines()):
        if not baris:
            continue
        cocok = _BUTIR.match(baris)
        jenis: Literal["p", "ol", "ul"] = "p"
        if cocok:
            jenis, baris = "ol" if cocok["nomor"] else "ul", baris[cocok.end() :]
        sambung = bool(hasil) and hasil[-1].jenis == jenis
        if sambung and jenis == "p":  # a line break inside a paragraph is only a space
            hasil[-1] = Blok("p", (f"{hasil[-1].butir[0]} {baris}",))
        elif sambung:
            hasil[-1] = Blok(jenis, (*hasil[-1].butir, baris))
        else:
            hasil.append(Blok(jenis, (baris,)))
    return hasil
