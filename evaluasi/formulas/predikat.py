"""Predicate of an AKIP value. Source and boundary tests: docs/regulasi.md#predikat"""

from dataclasses import dataclass
from decimal import Decimal

from dasar.angka import bulatkan, format_angka_utuh
from evaluasi.formulas.data_88_2021 import baca_88_2021


@dataclass(frozen=True, slots=True)
class Predikat:
    """Letter, name and meaning of a value."""

    huruf: str
    sebutan: str
    interpretasi: str


@dataclass(frozen=True, slots=True)
class RentangPredikat:
    """`predikat` holds for di_atas < value <= sampai, in points after rounding."""

    di_atas: Decimal
    sampai: Decimal
    predikat: Predikat


class SkalaPredikatTidakSah(ValueError):
    """The ranges leave a gap, overlap, or do not cover 0 to 100."""


@dataclass(frozen=True, slots=True)
class SkalaPredikat:
    """Ranges from the highest down; the database holds one scale per year.

    `nol` is the predicate of exactly 0, which the lowest range ("more than 0") leaves out.
    Raises SkalaPredikatTidakSah unless the ranges cover everything above 0 up to 100 once.
    """

    rentang: tuple[RentangPredikat, ...]
    nol: Predikat

    def __post_init__(self) -> None:
        batas = [Decimal(100)]
        for baris in self.rentang:
            if baris.sampai != batas[-1] or baris.di_atas >= baris.sampai:
                raise SkalaPredikatTidakSah(
                    f"Rentang predikat {baris.predikat.huruf} tidak bersambung."
                )
            batas.append(baris.di_atas)
        if batas[-1] != 0:
            raise SkalaPredikatTidakSah("Rentang predikat harus mencakup 0 sampai 100.")


def _bangun_skala_88_2021() -> SkalaPredikat:
    return SkalaPredikat(
        rentang=tuple(
            RentangPredikat(
                di_atas=Decimal(baris["min_exclusive"]),
                sampai=Decimal(baris["max_inclusive"]),
                predikat=Predikat(baris["code"], baris["label"], baris["interpretation"]),
            )
            for baris in baca_88_2021()["predicates"]
        ),
        # 88/2021 begins at ">0" and names nothing for 0 itself.
        nol=Predikat("E", "nilai nol", "PermenPANRB 88/2021 tidak memberi sebutan untuk nilai 0."),
    )


PREDIKAT_88_2021 = _bangun_skala_88_2021()


def predikat(nilai: Decimal, skala: SkalaPredikat = PREDIKAT_88_2021) -> Predikat:
    """Return the predicate of a value in points (0 to 100).

    The value is rounded half up to two decimals first; then the lower bound is open and the
    upper one closed: 80,00 is BB, 80,01 is A, and 80,005 is A, never a gap between them.
    Raises ValueError outside 0 to 100. Source: docs/regulasi.md#predikat

    >>> predikat(Decimal("69.04")).huruf, predikat(Decimal("80.005")).huruf
    ('B', 'A')
    """
    if not nilai.is_finite() or not 0 <= nilai <= 100:
        tertulis = format_angka_utuh(nilai) if nilai.is_finite() else str(nilai)
        raise ValueError(f"Nilai AKIP harus 0 sampai 100, bukan {tertulis}.")
    terbulat = bulatkan(nilai)
    for rentang in skala.rentang:
        if terbulat > rentang.di_atas:
            return rentang.predikat
    return skala.nol
