"""Money beside performance: absorption of the budget, and how much result it bought.

Pure functions over Decimal percent and whole rupiah; no Django. Unknown is None, never 0.
Source: docs/regulasi.md#serapan-dan-efisiensi
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SERATUS = Decimal(100)
AMBANG_SELISIH = Decimal(5)  # points; within: cukup efisien
BATAS_E = Decimal(20)  # percent; E outside is counted as its bound


class EfisiensiTakTerdefinisi(ValueError):
    """The comparison has no meaning; the message says why, in Indonesian."""


class Golongan(StrEnum):
    """Word beside the difference of capaian and serapan."""

    EFISIEN = "Efisien"
    CUKUP = "Cukup efisien"
    TIDAK = "Tidak efisien"


@dataclass(frozen=True)
class NilaiEfisiensi:
    """NE in percent 0..100 of `n` of `dari` outputs; `e` is the mean before it was bounded."""

    nilai: Decimal
    e: Decimal
    n: int
    dari: int

    @property
    def dibatasi(self) -> bool:
        """Whether the mean lay outside the bounds."""
        return abs(self.e) > BATAS_E


def hitung_serapan(realisasi: int, pagu: int) -> Decimal:
    """Spent part of the budget in percent, unrounded; both in whole rupiah.

    Raises EfisiensiTakTerdefinisi for a pagu of 0 or less.

    >>> hitung_serapan(60_920, 100_000)
    Decimal('60.92')
    """
    if pagu <= 0:
        raise EfisiensiTakTerdefinisi("Serapan tidak dapat dihitung karena pagu 0.")
    return Decimal(realisasi) * SERATUS / Decimal(pagu)


def selisih_efisiensi(capaian: Decimal, serapan: Decimal) -> Decimal:
    """Capaian minus serapan, both in percent: points above 0 bought more result than money.

    >>> selisih_efisiensi(Decimal(100), Decimal("92.5"))
    Decimal('7.5')
    """
    return capaian - serapan


def golongan_efisiensi(selisih: Decimal) -> Golongan:
    """The word for a difference in points: above 5 efficient, below -5 not.

    >>> golongan_efisiensi(Decimal(5)).value
    'Cukup efisien'
    """
    if selisih > AMBANG_SELISIH:
        return Golongan.EFISIEN
    if selisih < -AMBANG_SELISIH:
        return Golongan.TIDAK
    return Golongan.CUKUP


def efisiensi_keluaran(capaian: Decimal, serapan: Decimal) -> Decimal:
    """E of one output in percent: E = 1 - (RAK/RVK)/(PAK/TVK), with RVK/TVK = capaian and
    RAK/PAK = serapan (both in percent): 1 - serapan/capaian.

    Raises EfisiensiTakTerdefinisi where nothing was produced (capaian 0 or less).

    >>> efisiensi_keluaran(Decimal(100), Decimal(80))
    Decimal('20')
    """
    if capaian <= 0:
        raise EfisiensiTakTerdefinisi(
            "Efisiensi keluaran tidak dapat dihitung karena capaiannya 0."
        )
    return (capaian - serapan) * SERATUS / capaian


def nilai_efisiensi(e: Decimal, *, berbatas: bool = True) -> Decimal:
    """NE = 50 + (E / 20) x 50 in percent; E bounded to -20..20, so NE to 0..100.

    `berbatas=False` is the form that the Inspektorat Jenderal Kemenkeu printed for 2019.

    >>> nilai_efisiensi(Decimal("74.03"))
    Decimal('100')
    >>> nilai_efisiensi(Decimal("74.03"), berbatas=False)
    Decimal('235.075')
    """
    if berbatas:
        e = max(-BATAS_E, min(BATAS_E, e))
    return Decimal(50) + e * Decimal(50) / BATAS_E


def rata_rata_efisiensi(e: Iterable[Decimal | None]) -> NilaiEfisiensi | None:
    """NE over outputs: the mean of E, bounded, turned into NE; None when no output has an E.

    >>> rata_rata_efisiensi([Decimal(20), Decimal(0), None]).nilai
    Decimal('75')
    """
    semua = list(e)
    terpakai = [satu for satu in semua if satu is not None]
    if not terpakai:
        return None
    rata = sum(terpakai, Decimal(0)) / len(terpakai)
    return NilaiEfisiensi(nilai_efisiensi(rata), rata, len(terpakai), len(semua))
