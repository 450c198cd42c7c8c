"""Typed cells: letters as ordinals, numbers as the indicator shows them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja.formulas.skala import SKALA_OPINI, SKALA_SAKIP, baca_nilai, format_nilai


@pytest.mark.parametrize("skala", [SKALA_SAKIP, SKALA_OPINI])
def test_every_letter_is_read_and_written_back(skala):
    for huruf, urutan in skala.items():
        for teks in (huruf, huruf.lower(), f" {huruf} ", f"{huruf} predikat", f"{huruf} Opini"):
            assert baca_nilai(teks, desimal=0, skala=skala) == urutan
        assert format_nilai(Decimal(urutan), desimal=0, skala=skala) == huruf


def test_scales_rise_from_worst_to_best():
    assert [*SKALA_SAKIP] == ["D", "C", "CC", "B", "BB", "A", "AA"]
    assert [*SKALA_SAKIP.values()] == [1, 2, 3, 4, 5, 6, 7]
    assert [*SKALA_OPINI] == ["TMP", "TW", "WDP", "WTP"]


@pytest.mark.parametrize("teks", ["5", "BBB", "WTP", "", "B B", "0", "-", "B+", "72,5"])
def test_what_is_no_letter_of_the_scale_is_refused_with_the_choices(teks):
    with pytest.raises(ValueError, match=r"Pilih salah satu: D, C, CC, B, BB, A, AA\."):
        baca_nilai(teks, desimal=0, skala=SKALA_SAKIP)


@pytest.mark.parametrize(
    ("teks", "desimal", "nilai"),
    [
        ("85,5", 2, "85.5"),
        ("85,5%", 2, "85.5"),
        ("1.234,56", 2, "1234.56"),
        ("31.82", 2, "31.82"),
        ("70.125", 0, "70125"),
        ("0,125", 3, "0.125"),
        ("-3,5", 1, "-3.5"),
        ("0", 2, "0"),
    ],
)
def test_numbers_are_read_by_the_decimals_of_the_indicator(teks, desimal, nilai):
    assert baca_nilai(teks, desimal=desimal) == Decimal(nilai)


@pytest.mark.parametrize(
    ("teks", "desimal"), [("70.125", 2), ("7,5", 0), ("BB", 2), ("", 2), ("-", 2), ("n.a", 0)]
)
def test_doubtful_and_empty_numbers_are_refused_and_never_zero(teks, desimal):
    with pytest.raises(ValueError, match=r".+\."):
        baca_nilai(teks, desimal=desimal)


@pytest.mark.parametrize(
    ("nilai", "desimal", "teks"),
    [
        ("85.5", 2, "85,50"),
        ("31.825", 2, "31,825"),
        ("31.820000", 2, "31,82"),
        ("70125", 0, "70.125"),
        ("70125.5", 0, "70.125,5"),
        ("0", 2, "0,00"),
        ("1E+3", 0, "1.000"),
        ("-0.5", 1, "-0,5"),
    ],
)
def test_digits_that_were_typed_are_never_hidden(nilai, desimal, teks):
    assert format_nilai(Decimal(nilai), desimal=desimal) == teks


def test_unknown_is_a_dash_with_and_without_a_scale():
    assert format_nilai(None, desimal=2) == "–"
    assert format_nilai(None, desimal=0, skala=SKALA_SAKIP) == "–"


def test_an_ordinal_between_two_letters_is_shown_as_a_number():
    assert format_nilai(Decimal("4.5"), desimal=0, skala=SKALA_SAKIP) == "4,5"
