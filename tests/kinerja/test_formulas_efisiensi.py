"""Absorption and efficiency on the printed examples, on bounds and by properties."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.formulas.efisiensi import (
    EfisiensiTakTerdefinisi,
    Golongan,
    efisiensi_keluaran,
    golongan_efisiensi,
    hitung_serapan,
    nilai_efisiensi,
    rata_rata_efisiensi,
    selisih_efisiensi,
)

persen = st.decimals(min_value=0, max_value=300, places=2)


def test_serapan_is_a_percent_of_whole_rupiah_without_loss() -> None:
    assert hitung_serapan(9_007_199_254_740_993, 9_007_199_254_740_993) == 100
    assert hitung_serapan(0, 5) == 0


@pytest.mark.parametrize("pagu", [0, -1])
def test_serapan_of_no_budget_is_undefined(pagu: int) -> None:
    with pytest.raises(EfisiensiTakTerdefinisi, match="pagu 0"):
        hitung_serapan(1, pagu)


@pytest.mark.parametrize(
    ("selisih", "golongan"),
    [
        ("5.01", Golongan.EFISIEN),
        ("5", Golongan.CUKUP),
        ("0", Golongan.CUKUP),
        ("-5", Golongan.CUKUP),
        ("-5.01", Golongan.TIDAK),
    ],
)
def test_words_at_the_bounds(selisih: str, golongan: Golongan) -> None:
    assert golongan_efisiensi(Decimal(selisih)) == golongan


def test_the_printed_example_of_2019() -> None:
    # Itjen Kemenkeu 2019 prints E 74,03 % as 235 %: the form without bounds.
    assert nilai_efisiensi(Decimal("74.03"), berbatas=False) == Decimal("235.075")
    assert nilai_efisiensi(Decimal("74.03")) == 100


@pytest.mark.parametrize(("e", "ne"), [(-20, 0), (-21, 0), (0, 50), (10, 75), (20, 100), (21, 100)])
def test_ne_at_the_bounds(e: int, ne: int) -> None:
    assert nilai_efisiensi(Decimal(e)) == ne


def test_an_output_that_was_not_produced_has_no_e() -> None:
    with pytest.raises(EfisiensiTakTerdefinisi, match="capaiannya 0"):
        efisiensi_keluaran(Decimal(0), Decimal(50))


@given(
    rak=st.integers(1, 10**12),
    pak=st.integers(1, 10**12),
    rvk=st.integers(1, 10**6),
    tvk=st.integers(1, 10**6),
)
def test_e_is_the_published_formula(rak: int, pak: int, rvk: int, tvk: int) -> None:
    langsung = 1 - (Decimal(rak) / rvk) / (Decimal(pak) / tvk)
    capaian = Decimal(rvk) * 100 / tvk
    kami = efisiensi_keluaran(capaian, hitung_serapan(rak, pak)) / 100
    assert abs(kami - langsung) <= abs(langsung) * Decimal("1e-20") + Decimal("1e-20")


@given(persen, persen)
def test_as_much_result_as_money_is_neither(capaian: Decimal, serapan: Decimal) -> None:
    assert selisih_efisiensi(capaian, capaian) == 0
    assert selisih_efisiensi(capaian, serapan) == -selisih_efisiensi(serapan, capaian)


@given(st.lists(st.none() | st.decimals(-1000, 1000, places=3), max_size=8))
def test_ne_stays_between_0_and_100_and_counts_what_is_unknown(e: list[Decimal | None]) -> None:
    hasil = rata_rata_efisiensi(e)
    if hasil is None:
        assert all(x is None for x in e)
        return
    assert 0 <= hasil.nilai <= 100
    assert (hasil.n, hasil.dari) == (sum(x is not None for x in e), len(e))
