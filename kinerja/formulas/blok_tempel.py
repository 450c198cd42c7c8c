"""A block copied from a spreadsheet, as text on the clipboard. No Django imports in this package.

Excel and LibreOffice write cells between tabs and rows between line ends; a cell that holds either
stands in quotes, its own quotes doubled.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

BATAS_BARIS = 500
BATAS_KOLOM = 40
BATAS_HURUF = 400_000

_BERKUTIP = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)')
_PERLU_KUTIP = re.compile(r'[\t\n"]')
_POLOS = re.compile(r"[^\t\n]*")
_SPASI = dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f\u3000"), " ")
_TAK_TAMPAK = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_NORMAL = {**_SPASI, **_TAK_TAMPAK}
_TANDA_TEKS = re.compile(r"'(?:[=+\-@(#]|\s*(?:rp\.?\s*)?[.,]?\d|\Z)", re.IGNORECASE)
_KOSONG = re.compile(r"[-‐‑‒–—−]*|n[./]?a\.?", re.IGNORECASE)
_GALAT_EXCEL = re.compile(r"#(?:REF|N/A|VALUE|DIV/0|NAME|NULL|NUM|SPILL|CALC)[!?]?|#+|Err:\d+")
_ANGKA = re.compile(r"[(]?[-+]?(?:rp\.?)?\s*\d[\d., ]*\s*%?[)]?", re.IGNORECASE)
_HURUF = re.compile(r"[^\W\d_]")


class BlokTakTerbaca(ValueError):
    """The text is no block, or too large; the message is a sentence for the user."""


@dataclass(frozen=True)
class Blok:
    """Rows of cells, all as wide as the widest; cleaned texts, "" for an empty cell."""

    baris: tuple[tuple[str, ...], ...]

    @property
    def lebar(self) -> int:
        return len(self.baris[0])

    def kolom(self, nomor: int) -> list[str]:
        """The cells of one column from the top."""
        return [baris[nomor] for baris in self.baris]


def baca_blok(teks: str) -> Blok:
    r"""Read the text of the clipboard. Raises BlokTakTerbaca and nothing else.

    >>> baca_blok('Angka\t"dua\nbaris"\r\n85,5%\t\r\n').baris
    (('Angka', 'dua\nbaris'), ('85,5%', ''))
    """
    if len(teks) > BATAS_HURUF:
        raise BlokTakTerbaca(
            "Tempelan ini terlalu panjang. Salin sebagian tabelnya, misalnya satu program."
        )
    teks = teks.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if teks.endswith("\n"):  # both programs end the last row too
        teks = teks[:-1]
    baris = _urai(teks)
    if len(baris) > BATAS_BARIS:
        raise BlokTakTerbaca(
            f"Tempelan ini berisi {len(baris)} baris. Paling banyak {BATAS_BARIS} baris sekali "
            "tempel."
        )
    lebar = max(len(b) for b in baris)
    if lebar > BATAS_KOLOM:
        raise BlokTakTerbaca(
            f"Tempelan ini berisi {lebar} kolom. Paling banyak {BATAS_KOLOM} kolom sekali tempel."
        )
    if not any(sel for b in baris for sel in b):
        raise BlokTakTerbaca("Tempelan ini kosong. Salin selnya di Excel, lalu tempel di sini.")
    return Blok(tuple((*b, *[""] * (lebar - len(b))) for b in baris))


def _urai(teks: str) -> list[list[str]]:
    hasil: list[list[str]] = [[]]
    letak = 0
    while True:
        cocok = _BERKUTIP.match(teks, letak)
        # Neither program puts quotes around a text that needs none: those are part of it.
        if cocok and (_PERLU_KUTIP.search(cocok[1]) or not _HURUF.search(cocok[1])):
            isi = cocok[1].replace('""', '"')
        else:  # a lone quote is part of the text
            cocok = _POLOS.match(teks, letak)
            isi = cocok[0] if cocok else ""
        hasil[-1].append(bersihkan_sel(isi))
        letak = cocok.end() if cocok else len(teks)
        if letak >= len(teks):
            return hasil
        if teks[letak] == "\n":
            hasil.append([])
        letak += 1


def bersihkan_sel(teks: str) -> str:
    """One cell without what cannot be seen: hard spaces, marks, the apostrophe that means "text".

    Only before a number or what would be a formula; "'Aisyiyah" is a word.

    >>> bersihkan_sel("\ufeff '85,5\u00a0% "), bersihkan_sel("'Aisyiyah")
    ('85,5 %', "'Aisyiyah")
    """
    tampak = (
        h
        for h in teks.translate(_NORMAL).replace("\t", " ")
        if h == "\n" or unicodedata.category(h) not in ("Cc", "Cs")
    )
    bersih = "".join(tampak).strip()
    return bersih[1:].strip() if _TANDA_TEKS.match(bersih) else bersih


def sel_kosong(teks: str) -> bool:
    """Whether a cell says "unknown": empty, dashes, "n.a"."""
    return len(teks) <= 20 and _KOSONG.fullmatch(teks) is not None


def galat_excel(teks: str) -> bool:
    """Whether a cell holds the error of a formula, or "####" of a column too narrow."""
    return len(teks) <= 20 and _GALAT_EXCEL.fullmatch(teks) is not None


def mirip_angka(teks: str) -> bool:
    """Whether a cell looks like an amount, with "Rp", "%" or brackets around it."""
    return len(teks) <= 60 and _ANGKA.fullmatch(teks) is not None


def berhuruf(teks: str) -> bool:
    """Whether a cell may be a name: it has letters and is neither a number nor an error."""
    return bool(_HURUF.search(teks)) and not mirip_angka(teks) and not galat_excel(teks)


def huruf_kolom(nomor: int) -> str:
    """The letters above a column of a spreadsheet: 0 is A, 26 is AA."""
    return huruf_kolom(nomor // 26 - 1) + chr(65 + nomor % 26) if nomor > 25 else chr(65 + nomor)
