"""Values measured in letters: predicates as ordinals. No Django imports in this package."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dasar.angka import baca_angka, format_angka

# Sumber: docs/regulasi.md#skala-predikat (SAKIP: D 1 .. AA 7; opini BPK: TMP 1 .. WTP 4)
SKALA_SAKIP: Mapping[str, int] = {"D": 1, "C": 2, "CC": 3, "B": 4, "BB": 5, "A": 6, "AA": 7}
SKALA_OPINI: Mapping[str, int] = {"TMP": 1, "TW": 2, "WDP": 3, "WTP": 4}


def baca_nilai(teks: str, *, desimal: int, skala: Mapping[str, int] | None = None) -> Decimal:
    """Read one typed cell: a letter of `skala` as its ordinal, else a number.

    Raises ValueError with an Indonesian sentence.

    >>> baca_nilai("bb", desimal=0, skala=SKALA_SAKIP)
    Decimal('5')
    >>> baca_nilai("1.250", desimal=0)
    Decimal('1250')
    """
    if skala is None:
        return baca_angka(teks, bulat=desimal == 0)
    huruf = teks.strip().upper().removesuffix(" PREDIKAT").removesuffix(" OPINI").strip()
    if huruf not in skala:
        pilihan = ", ".join(skala)
        raise ValueError(f'"{teks.strip()}" bukan predikat. Pilih salah satu: {pilihan}.')
    return Decimal(skala[huruf])


def format_nilai(
    nilai: Decimal | None, *, desimal: int, skala: Mapping[str, int] | None = None
) -> str:
    """The text `baca_nilai` reads back; "–" for unknown.

    A stored value with more decimals than the indicator shows keeps them: hiding digits that
    someone typed would make screen and database disagree.

    >>> format_nilai(Decimal("5"), desimal=0, skala=SKALA_SAKIP)
    'BB'
    >>> format_nilai(Decimal("31.825"), desimal=2)
    '31,825'
    """
    if nilai is None:
        return "–"
    if skala is not None:
        for huruf, urutan in skala.items():
            if nilai == urutan:
                return huruf
    pecahan = nilai.normalize().as_tuple().exponent
    butuh = -pecahan if isinstance(pecahan, int) and pecahan < 0 else 0
    return format_angka(nilai, max(desimal, butuh))
