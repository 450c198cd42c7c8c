"""Whether quarterly targets reach the target of the year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja.formulas.jumlah_triwulan import target_dari_triwulan, triwulan_menyimpang


def _t(*nilai):
    return {n: Decimal(x) for n, x in enumerate(nilai) if x is not None}


@pytest.mark.parametrize(
    ("target", "cara", "isian", "harap"),
    [
        (_t(100, 10, 20, 30, 40), "jumlah", "per_triwulan", None),
        (_t(110, 10, 20, 30, 40), "jumlah", "per_triwulan", 100),
        (_t(40, 10, 20, 30, 40), "jumlah", "sd_triwulan", None),
        (_t(40, 10, 20, 30, 40), "posisi_akhir", "per_triwulan", None),
        (_t(50, 10, 20, 30, 40), "posisi_akhir", "per_triwulan", 40),
        (_t(25, 10, 20, 30, 40), "rata_rata", "per_triwulan", None),
        (_t(100, 10, 20, 30), "jumlah", "per_triwulan", None),
        (_t(None, 10, 20, 30, 40), "jumlah", "per_triwulan", None),
    ],
)
def test_quarters_and_year_agree_or_not(target, cara, isian, harap):
    assert triwulan_menyimpang(target, cara, isian) == harap


def test_a_quarter_that_is_not_due_needs_no_target():
    assert target_dari_triwulan(
        {2: Decimal(3), 4: Decimal(4)}, "jumlah", "per_triwulan", jatuh_tempo=(2, 4)
    ) == Decimal(7)
    assert target_dari_triwulan({2: Decimal(3)}, "jumlah", "per_triwulan") is None
