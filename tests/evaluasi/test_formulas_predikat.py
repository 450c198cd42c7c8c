"""Predicate boundaries of PermenPANRB 88/2021. Sources: docs/regulasi.md#predikat"""

import dataclasses
import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluasi.formulas import predikat as modul
from evaluasi.formulas.predikat import (
    PREDIKAT_88_2021,
    RentangPredikat,
    SkalaPredikat,
    SkalaPredikatTidakSah,
    predikat,
)

D = Decimal
URUTAN = ["E", "D", "C", "CC", "B", "BB", "A", "AA"]


def test_docstring_examples_hold():
    hasil = doctest.testmod(modul)
    assert hasil.attempted >= 1
    assert hasil.failed == 0


@pytest.mark.parametrize(
    ("nilai", "huruf"),
    [
        pytest.param("79.55", "BB", id="1-lke-2021-jumlah-komponen"),
        pytest.param("88.10", "A", id="2-rsup-dr-m-djamil"),
        pytest.param("87.80", "A", id="3-pa-binjai-2024"),
        pytest.param("77.50", "BB", id="4-lldikti-2026"),
        pytest.param("68.19", "B", id="5-kemkomdigi-2023"),
        pytest.param("68.45", "B", id="5-kemkomdigi-2024"),
        pytest.param("69.14", "B", id="5-kemkomdigi-2025"),
        pytest.param("69.30", "B", id="6-kota-tangerang-2024"),
        pytest.param("78.33", "BB", id="7-db-siskip-rata-rata-polos"),
        pytest.param("79.715", "BB", id="7-db-siskip-berbobot"),
        pytest.param("76", "BB", id="14-sakipro"),
        pytest.param("64.23", "B", id="15-rata-rata-kabkota-2024"),
        pytest.param("70.75", "BB", id="15-rata-rata-provinsi-2024"),
        pytest.param("61.60", "B", id="16-sakip-kabkota-2021"),
        pytest.param("70.88", "BB", id="16-sakip-provinsi-2021"),
        pytest.param("71.30", "BB", id="16-sakip-kl-2021"),
        pytest.param("54.44", "CC", id="16-rb-kabkota-2021"),
        pytest.param("65.63", "B", id="16-rb-provinsi-2021"),
        pytest.param("75.65", "BB", id="16-rb-kl-2021"),
        pytest.param("69.76", "B", id="17-rb-kpu-2023"),
        pytest.param("73.51", "BB", id="17-rb-kpu-2024"),
        pytest.param("63.48", "B", id="18-rb-tangsel-2021"),
        pytest.param("69.04", "B", id="sakip-tangsel-2024"),
        pytest.param("67.31", "B", id="sakip-tangsel-2023"),
    ],
)
def test_published_values(nilai, huruf):
    assert predikat(D(nilai)).huruf == huruf


@pytest.mark.parametrize(
    "komponen",
    [
        pytest.param(("24.60 23.70 12.00 19.25", "79.55"), id="1-lke-2021"),
        pytest.param(("23 24 11.5 19", "77.50"), id="4-lldikti-2026"),
        pytest.param(("24 22 12 18", "76"), id="14-sakipro"),
    ],
)
def test_published_component_sums(komponen):
    titik, total = komponen
    jumlah = sum((D(n) for n in titik.split()), D(0))
    assert jumlah == D(total)
    assert predikat(jumlah).huruf == "BB"


@pytest.mark.parametrize(
    ("nilai", "huruf"),
    [
        ("100", "AA"),
        ("90.01", "AA"),
        ("90.005", "AA"),
        ("90.004999", "A"),
        ("90.00", "A"),
        ("80.01", "A"),
        ("80.005", "A"),
        ("80.0049", "BB"),
        ("80.00", "BB"),
        ("70.01", "BB"),
        ("70.00", "B"),
        ("60.01", "B"),
        ("60.00", "CC"),
        ("50.01", "CC"),
        ("50.00", "C"),
        ("30.01", "C"),
        ("30.00", "D"),
        ("0.01", "D"),
        ("0.005", "D"),
        ("0.004", "E"),
        ("0", "E"),
    ],
)
def test_lower_bound_open_upper_closed_after_rounding(nilai, huruf):
    assert predikat(D(nilai)).huruf == huruf


@pytest.mark.parametrize("nilai", ["-0.01", "-0.001", "100.001", "101", "NaN", "Infinity"])
def test_values_outside_the_scale_are_refused(nilai):
    with pytest.raises(ValueError, match="0 sampai 100"):
        predikat(D(nilai))


def test_names_and_meaning_come_from_the_regulation():
    hasil = predikat(D("69.04"))
    assert hasil.sebutan == "Baik"
    assert "1/3 unit kerja" in hasil.interpretasi
    assert "2/3 unit kerja" in predikat(D("70.01")).interpretasi
    sebutan = [r.predikat.sebutan for r in PREDIKAT_88_2021.rentang]
    assert sebutan == [
        *("Sangat Memuaskan", "Memuaskan", "Sangat Baik", "Baik"),
        *("Cukup (Memadai)", "Kurang", "Sangat Kurang"),
    ]
    assert predikat(D(0)).sebutan == "nilai nol"


@given(st.decimals(0, 100, places=4), st.decimals(0, 100, places=4))
def test_predicate_is_total_and_monotone(a, b):
    rendah, tinggi = sorted((a, b))
    assert URUTAN.index(predikat(rendah).huruf) <= URUTAN.index(predikat(tinggi).huruf)


@given(st.decimals(0, 100, places=5))
def test_predicate_agrees_with_the_value_as_shown(nilai):
    tampil = nilai.quantize(D("0.01"), rounding="ROUND_HALF_UP")
    assert predikat(nilai) == predikat(tampil)


def test_scale_of_another_year_is_data():
    atas, bawah = PREDIKAT_88_2021.rentang[0].predikat, PREDIKAT_88_2021.rentang[-1].predikat
    dua = SkalaPredikat(
        (RentangPredikat(D(50), D(100), atas), RentangPredikat(D(0), D(50), bawah)),
        PREDIKAT_88_2021.nol,
    )
    assert [predikat(D(n), dua).huruf for n in ("50.01", "50", "0")] == ["AA", "D", "E"]


@pytest.mark.parametrize("buang", [0, 3, 6])
def test_scale_with_a_gap_is_refused(buang):
    rentang = list(PREDIKAT_88_2021.rentang)
    del rentang[buang]
    with pytest.raises(SkalaPredikatTidakSah):
        dataclasses.replace(PREDIKAT_88_2021, rentang=tuple(rentang))
