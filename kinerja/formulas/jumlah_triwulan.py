"""Whether the targets of the quarters reach the target of the year. No Django imports here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from kinerja.formulas.agregasi import SEMUA_TRIWULAN, Cara, Isian, nilai_tahun


def target_dari_triwulan(
    target: Mapping[int, Decimal],
    cara: Cara,
    isian: Isian,
    *,
    jatuh_tempo: Collection[int] = SEMUA_TRIWULAN,
) -> Decimal | None:
    """The year's target that the quarters (1..4) add up to, in the indicator's unit; None while a
    quarter that is due has no target. Source: docs/regulasi.md#nilai-tahun

    >>> satu = {1: Decimal(10), 2: Decimal(20), 3: Decimal(30), 4: Decimal(40)}
    >>> target_dari_triwulan(satu, "jumlah", "per_triwulan")
    Decimal('100')
    """
    nilai = nilai_tahun(
        [target.get(tw) for tw in SEMUA_TRIWULAN], cara, isian, jatuh_tempo=jatuh_tempo
    )
    return nilai.nilai if nilai.lengkap else None


def triwulan_menyimpang(
    target: Mapping[int, Decimal],
    cara: Cara,
    isian: Isian,
    *,
    jatuh_tempo: Collection[int] = SEMUA_TRIWULAN,
) -> Decimal | None:
    """What the quarters add up to where that is not the target of the year (key 0); None while
    they agree, and where there is nothing to compare."""
    setahun = target.get(0)
    dicapai = target_dari_triwulan(target, cara, isian, jatuh_tempo=jatuh_tempo)
    return None if setahun is None or dicapai == setahun else dicapai
