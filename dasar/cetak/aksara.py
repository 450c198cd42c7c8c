"""Characters of user text: only what our own fonts can draw reaches the page.

A character that no own font has would pull a font of the machine into the PDF, unseen and
different on every machine. So it is replaced by its plain form, or by a visible box.
"""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "static" / "cetak"
KOTAK = "□"  # U+25A1 of the mark font: "here was a character that cannot be printed"

_PADANAN = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u2043": "-",
    "\u25aa": "•",
    "\u25e6": "•",
    "\u2794": "→",
    "\u2713": "v",
    "\u2714": "v",
    "\u221a": "v",
    "\u2260": "bukan",
    "\u200b": "",  # the fonts have it, but invisible characters only hide differences
}


@lru_cache(maxsize=1)
def aksara_tersedia() -> frozenset[str]:
    """Every character that all text fonts, or the mark font, can draw."""
    isi = json.loads((FOLDER / "huruf" / "huruf.json").read_text(encoding="utf-8"))
    rentang = [*isi["aksara_teks"], *isi["aksara_tanda"]]
    return frozenset(chr(kode) for awal, akhir in rentang for kode in range(awal, akhir + 1))


def bersihkan_teks(teks: str) -> str:
    """The text with every character that our fonts lack replaced; white space becomes a space.

    >>> bersihkan_teks("nilai ≥ 80\u2010an, luas 12 ㎡, \u4e2d")
    'nilai ≥ 80-an, luas 12 m2, □'
    """
    tersedia = aksara_tersedia()
    if teks.isascii() and teks.isprintable():
        return teks
    return "".join(
        huruf if huruf in tersedia and huruf not in _PADANAN else _ganti(huruf, tersedia)
        for huruf in unicodedata.normalize("NFC", teks)
    )


def _ganti(huruf: str, tersedia: frozenset[str]) -> str:
    if huruf in _PADANAN:
        return _PADANAN[huruf]
    if huruf == "\n":  # tells lines of a list apart
        return huruf
    golongan = unicodedata.category(huruf)
    if golongan[0] == "Z" or huruf in "\t\r\v\f\x85":
        return " "
    if golongan[0] == "C" or golongan[0] == "M":  # control, direction, joiners, lone accents
        return ""
    dasar = "".join(
        bagian
        for bagian in unicodedata.normalize("NFKD", huruf)
        if not unicodedata.category(bagian).startswith("M")
    )
    return dasar if dasar and all(bagian in tersedia for bagian in dasar) else KOTAK


def bersihkan(isi: Any) -> Any:
    """The same JSON value with every text cleaned; keys stay as they are."""
    if isinstance(isi, str):
        return bersihkan_teks(isi)
    if isinstance(isi, dict):
        return {kunci: bersihkan(nilai) for kunci, nilai in isi.items()}
    if isinstance(isi, list):
        return [bersihkan(nilai) for nilai in isi]
    return isi
