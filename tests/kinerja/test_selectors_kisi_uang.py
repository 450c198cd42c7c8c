"""Money in the rows of the grid: up to the quarter, exact, unknown is a dash."""

from __future__ import annotations

import pytest

from dasar.izin import Izin
from kinerja.models import (
    Anggaran,
    Isian,
)
from kinerja.selectors.kisi import susun_kisi
from kinerja.selectors.uang_simpul import realisasi_rupiah
from tests.factories import (
    TAHUN,
)
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
BUKA = Izin.ya()


def _kisi(p, triwulan=TW, izin=BUKA, pd=None, **lain):
    return susun_kisi(pd_id=(pd or p.pd).pk, tahun=TAHUN, triwulan=triwulan, izin=izin, **lain)


def _uang(simpul, triwulan, rupiah, isian=Isian.SD_TRIWULAN):
    medan = "realisasi" if triwulan else "pagu"
    Anggaran.objects.create(
        simpul=simpul, tahun=TAHUN, triwulan=triwulan, isian=isian, **{medan: rupiah}
    )


@pytest.mark.parametrize(
    ("isian", "triwulan", "teks", "serapan"),
    [
        (Isian.SD_TRIWULAN, 2, "300", "30,00%"),
        (Isian.PER_TRIWULAN, 2, "400", "40,00%"),
        (Isian.PER_TRIWULAN, 1, "100", "10,00%"),
        (Isian.SD_TRIWULAN, 3, "–", "–"),
        (Isian.PER_TRIWULAN, 3, "–", "–"),
    ],
)
def test_money_is_up_to_the_quarter_and_unknown_is_a_dash(p, isian, triwulan, teks, serapan):
    simpul = p.isi().isi_simpul.simpul
    _uang(simpul, 0, 1000)
    _uang(simpul, 1, 100, isian)
    _uang(simpul, 2, 300, isian)

    baris = _kisi(p, triwulan).baris[0]

    assert (baris.pagu, baris.realisasi_rp, baris.serapan) == ("1.000", teks, serapan)


def test_money_is_exact_far_beyond_floats_and_zero_is_zero(p):
    simpul = p.isi().isi_simpul.simpul
    besar = 9_007_199_254_740_993
    _uang(simpul, 0, 0)
    _uang(simpul, 1, besar, Isian.PER_TRIWULAN)
    _uang(simpul, 2, 1, Isian.PER_TRIWULAN)

    baris = _kisi(p, 2).baris[0]

    assert baris.realisasi_rp == "9.007.199.254.740.994"
    assert (baris.pagu, baris.serapan) == ("0", "–")


def test_a_quarter_without_money_is_unknown_even_if_an_earlier_one_is_known():
    assert realisasi_rupiah({1: Anggaran(triwulan=1, realisasi=5)}, 2) is None
    assert realisasi_rupiah({}, 1) is None
