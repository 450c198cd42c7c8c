"""Quarters to a year and means of capaian. Sources: docs/regulasi.md"""

import doctest
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.formulas import agregasi
from kinerja.formulas.agregasi import (
    NilaiTahun,
    RataRata,
    nilai_sd_triwulan,
    nilai_tahun,
    per_triwulan,
    rata_rata_capaian,
    triwulan_turun,
)

D = Decimal
CARA = ["jumlah", "posisi_akhir", "rata_rata"]
nilai = st.decimals(-(10**9), 10**9, places=3)
deret = st.lists(st.none() | nilai, max_size=4)


def quarters(*isi):
    return [None if n is None else D(str(n)) for n in isi]


def test_docstring_examples_hold():
    hasil = doctest.testmod(agregasi)
    assert hasil.attempted >= 5
    assert hasil.failed == 0


@pytest.mark.parametrize(
    ("triwulan", "cara", "hasil"),
    [
        ((10, 20, 30, 40), "jumlah", NilaiTahun(D(100), True, 4)),
        ((10, 20, 30, 40), "posisi_akhir", NilaiTahun(D(40), True, 4)),
        ((10, 20, 30, 40), "rata_rata", NilaiTahun(D(25), True, 4)),
        ((10, None, 30, None), "jumlah", NilaiTahun(D(40), False, 2)),
        ((10, None, 30, None), "posisi_akhir", NilaiTahun(D(30), False, 2)),
        ((10, None, 30, None), "rata_rata", NilaiTahun(D(20), False, 2)),
        ((None, None, None, None), "jumlah", NilaiTahun(None, False, 0)),
        ((), "rata_rata", NilaiTahun(None, False, 0)),
        ((0, 0, 0, 0), "jumlah", NilaiTahun(D(0), True, 4)),
        ((0, 0, 0, 0), "rata_rata", NilaiTahun(D(0), True, 4)),
        ((10, 20), "jumlah", NilaiTahun(D(30), False, 2)),
    ],
)
def test_year_from_own_quarters(triwulan, cara, hasil):
    assert nilai_tahun(quarters(*triwulan), cara) == hasil


@pytest.mark.parametrize(
    ("triwulan", "cara", "hasil"),
    [
        ((10, 30, 60, 100), "jumlah", NilaiTahun(D(100), True, 4)),
        ((10, 30, 60, 100), "posisi_akhir", NilaiTahun(D(40), True, 4)),
        ((10, 30, 60, 100), "rata_rata", NilaiTahun(D(25), True, 4)),
        ((10, 25, None, None), "jumlah", NilaiTahun(D(25), False, 2)),
        ((None, None, None, 90), "jumlah", NilaiTahun(D(90), False, 1)),
        ((10, 8, 8, 8), "jumlah", NilaiTahun(D(8), True, 4)),
    ],
)
def test_year_from_cumulative_quarters(triwulan, cara, hasil):
    assert nilai_tahun(quarters(*triwulan), cara, "sd_triwulan") == hasil


@pytest.mark.parametrize(
    ("triwulan", "sendiri"),
    [
        ((10, 30, 60, 100), (10, 20, 30, 40)),
        ((10, None, 60, 100), (10, None, 50, 40)),
        ((None, None, 60, None), (None, None, 60, None)),
        ((None, 30, None, 45), (None, 30, None, 15)),
        ((10, 8), (10, -2)),
        ((), ()),
    ],
)
def test_differencing_goes_back_to_the_last_known_value(triwulan, sendiri):
    assert per_triwulan(quarters(*triwulan), "sd_triwulan") == tuple(quarters(*sendiri))


def test_own_quarters_are_left_as_they_are():
    assert per_triwulan(quarters(10, None, 5)) == tuple(quarters(10, None, 5))


def test_semester_indicator_is_complete_with_two_quarters():
    hasil = nilai_tahun(quarters(None, 40, None, 50), "posisi_akhir", jatuh_tempo=(2, 4))
    assert hasil == NilaiTahun(D(50), True, 2)
    assert not nilai_tahun(quarters(None, 40), "posisi_akhir", jatuh_tempo=(2, 4)).lengkap
    # Not due yet, so nothing is missing; but nothing is known either.
    assert nilai_sd_triwulan([], 1, "jumlah", jatuh_tempo=(2, 4)) == NilaiTahun(None, False, 0)


@pytest.mark.parametrize(
    ("sampai", "hasil"),
    [
        (1, NilaiTahun(D(10), True, 1)),
        (2, NilaiTahun(D(30), True, 2)),
        (3, NilaiTahun(D(30), False, 2)),
        (4, NilaiTahun(D(100), False, 3)),
    ],
)
def test_value_up_to_a_quarter(sampai, hasil):
    assert nilai_sd_triwulan(quarters(10, 20, None, 70), sampai, "jumlah") == hasil
    assert nilai_sd_triwulan(quarters(10, 30, None, 100), sampai, "jumlah", "sd_triwulan") == hasil


@pytest.mark.parametrize(
    ("triwulan", "turun"),
    [
        ((10, 20, 20, 30), ()),
        ((10, 8, 9, 7), (2, 4)),
        ((10, None, 8, None), (3,)),
        ((None, 5), ()),
    ],
)
def test_falling_cumulative_series_is_found(triwulan, turun):
    assert triwulan_turun(quarters(*triwulan)) == turun


def test_impossible_arguments_are_refused():
    with pytest.raises(ValueError, match="paling banyak empat"):
        nilai_tahun(quarters(1, 2, 3, 4, 5), "jumlah")
    for sampai in (0, 5):
        with pytest.raises(ValueError, match="1 sampai 4"):
            nilai_sd_triwulan(quarters(1), sampai, "jumlah")
    asing: Any = "bulanan"
    with pytest.raises(AssertionError):
        nilai_tahun(quarters(1), asing)
    with pytest.raises(AssertionError):
        nilai_tahun(quarters(1), "jumlah", asing)
    with pytest.raises(ValueError, match="Batas atas"):
        rata_rata_capaian([D(1)], batas_atas=D(-1))


@given(deret, st.sampled_from(CARA))
def test_cumulative_equals_own_quarters_after_differencing(triwulan, cara):
    assert nilai_tahun(triwulan, cara, "sd_triwulan") == nilai_tahun(
        per_triwulan(triwulan, "sd_triwulan"), cara
    )


@given(st.lists(nilai, min_size=1, max_size=4))
def test_differencing_undoes_accumulation(sendiri):
    kumulatif = [sum(sendiri[: n + 1], D(0)) for n in range(len(sendiri))]
    assert per_triwulan(kumulatif, "sd_triwulan") == tuple(sendiri)


@given(deret)
def test_cumulative_sum_is_the_last_known_value(triwulan):
    terisi = [n for n in triwulan if n is not None]
    hasil = nilai_tahun(triwulan, "jumlah", "sd_triwulan")
    assert hasil.nilai == (terisi[-1] if terisi else None)
    assert hasil.triwulan_terisi == len(terisi)


@given(deret, st.sampled_from(CARA), st.sampled_from(["per_triwulan", "sd_triwulan"]))
def test_up_to_quarter_ignores_what_comes_later(triwulan, cara, isian):
    for sampai in (1, 2, 3, 4):
        assert nilai_sd_triwulan(triwulan, sampai, cara, isian) == nilai_sd_triwulan(
            triwulan[:sampai], sampai, cara, isian
        )


@pytest.mark.parametrize(
    ("capaian", "batas", "hasil"),
    [
        ((100, 50), None, RataRata(D(75), 2, 2)),
        ((100, None, 50), None, RataRata(D(75), 2, 3)),
        ((100, -40), None, RataRata(D(50), 2, 2)),
        (("184.75", 100), None, RataRata(D("142.375"), 2, 2)),
        (("184.75", 100), 120, RataRata(D(110), 2, 2)),
        ((0, 0), None, RataRata(D(0), 2, 2)),
        ((None, None), None, RataRata(None, 0, 2)),
        ((), None, RataRata(None, 0, 0)),
    ],
)
def test_mean_says_n_of_n(capaian, batas, hasil):
    atas = None if batas is None else D(batas)
    assert rata_rata_capaian(quarters(*capaian), batas_atas=atas) == hasil


def test_mean_reads_a_generator_once():
    assert rata_rata_capaian(D(n) for n in (90, 110)) == RataRata(D(100), 2, 2)


@given(st.lists(st.none() | nilai, max_size=30), st.none() | st.decimals(0, 300, places=1))
def test_mean_stays_between_its_members(capaian, batas):
    hasil = rata_rata_capaian(capaian, batas_atas=batas)
    assert hasil.dari == len(capaian)
    assert hasil.n == sum(n is not None for n in capaian)
    if hasil.nilai is None:
        assert hasil.n == 0
    else:
        assert hasil.nilai >= 0
        assert hasil.nilai <= max(max(n for n in capaian if n is not None), D(0)) + D("1e-9")
        assert batas is None or hasil.nilai <= batas + D("1e-9")
