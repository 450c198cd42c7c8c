"""Texts written by people, as blocks of the page: paragraphs and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from laporan.formulas.data_lkjip import Naskah
from laporan.reports.bentuk import BELATI, CATATAN_TEKS_CONTOH

_BUTIR = re.compile(r"(?:[-•*]|(?P<nomor>\d{1,2}[.)]))\s+")


@dataclass(frozen=True)
class Blok:
    """A paragraph ("p", one item) or a list ("ol", "ul")."""

    jenis: Literal["p", "ol", "ul"]
    butir: tuple[str, ...]


@dataclass(frozen=True)
class NaskahCetak:
    """A text ready to print; `belum` says what is missing when there is none.

    A made-up text ends with †; who wrote it stands in the note of the chapter (`catatan_naskah`).
    """

    blok: tuple[Blok, ...] = ()
    belum: str = ""
    asal: str = ""
    contoh: bool = False


def susun_naskah(naskah: Naskah | None, belum: str = "") -> NaskahCetak:
    """Lines that begin with "-" or "1." become a list; `belum` is printed when nothing is there."""
    blok = tuple(satu for teks in (naskah.paragraf if naskah else ()) for satu in _blok(teks))
    if naskah is None or not blok:
        return NaskahCetak(belum=belum)
    if naskah.contoh:
        akhir = blok[-1]
        butir = (*akhir.butir[:-1], f"{akhir.butir[-1]}{BELATI}")
        blok = (*blok[:-1], Blok(akhir.jenis, butir))
    return NaskahCetak(blok=blok, asal=naskah.asal.rstrip("."), contoh=naskah.contoh)


def catatan_naskah(naskah: Iterable[NaskahCetak | None]) -> str:
    """Who wrote the texts of one chapter, and what † means there; "" when there is nothing."""
    tercetak = [satu for satu in naskah if satu is not None and satu.blok]
    penulis = dict.fromkeys(satu.asal for satu in tercetak if satu.asal)
    bagian = [f"Sumber teks: {'; '.join(penulis)}."] if penulis else []
    if any(satu.contoh for satu in tercetak):
        bagian.append(CATATAN_TEKS_CONTOH)
    return " ".join(bagian)


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
