"""Reading and showing Indonesian numbers. Rules: docs/regulasi.md#angka"""

import doctest
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dasar import angka
from dasar.angka import (
    PANJANG_MAKS,
    AngkaTakTerbaca,
    baca_angka,
    baca_angka_impor,
    bulatkan,
    format_angka,
    format_angka_utuh,
    format_persen,
    format_rupiah,
    perlu_konfirmasi,
)

NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"
desimal_berapa_saja = st.integers(0, 6).flatmap(
    lambda d: st.tuples(
        st.decimals(-(10**15), 10**15, places=d, allow_nan=False, allow_infinity=False), st.just(d)
    )
)


def test_docstring_examples_hold():
    hasil = doctest.testmod(angka)
    assert hasil.attempted > 10
    assert hasil.failed == 0


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("0", "0"),
        ("87,5", "87.5"),
        ("31.82", "31.82"),
        ("31.8", "31.8"),
        ("1.2345", "1.2345"),
        ("0.125", "0.125"),
        (".125", "0.125"),
        ("-0.125", "-0.125"),
        (",5", "0.5"),
        ("1,250", "1.25"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1.234,567", "1234.567"),
        ("1.234.567,89", "1234567.89"),
        ("12345,6", "12345.6"),
        ("87,5%", "87.5"),
        ("7267,00%", "7267"),
        ("87,5 %", "87.5"),
        ("32.49%", "32.49"),
        (" 12 ", "12"),
        (f"{NBSP}12,5{THIN}", "12.5"),
        (f"1{NBSP}234{NBSP}567,8", "1234567.8"),
        (f"1{THIN}234", "1234"),
        (f"12{NARROW}%", "12"),
        ("\ufeff12", "12"),
        ("+5", "5"),
        ("-5", "-5"),
        ("\u22125,5", "-5.5"),
        ("\u20135", "-5"),
        ("- 5", "-5"),
        ("-0", "0"),
        ("-0,00", "0"),
        ("(12,5)", "-12.5"),
        ("Rp 1.234.567", "1234567"),
        ("Rp. 1.234.567,00", "1234567"),
        ("rp1.234.567", "1234567"),
        ("-Rp 1.234.567", "-1234567"),
        ("Rp (1.234.567)", "-1234567"),
        ("Rp 1.000,-", "1000"),
        ("1,234.56", "1234.56"),
        ("1,234,567", "1234567"),
        ("1,234,567.5", "1234567.5"),
        ("1,50000000", "1.5"),
        ("0,123456", "0.123456"),
        ("007", "7"),
    ],
)
def test_baca_angka_reads(teks, nilai):
    assert baca_angka(teks) == Decimal(nilai)


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("70.125", "70125"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("70125", "70125"),
        ("-70.125", "-70125"),
        ("(70.125)", "-70125"),
        ("Rp 46.246.000", "46246000"),
        ("1.234.567,00", "1234567"),
        ("12,0", "12"),
        ("1,234,567", "1234567"),
        (f"70{NBSP}125", "70125"),
    ],
)
def test_baca_angka_bulat_takes_dots_as_thousands(teks, nilai):
    hasil = baca_angka(teks, bulat=True)
    assert hasil == Decimal(nilai)
    assert hasil.as_tuple().exponent == 0


@pytest.mark.parametrize(
    ("teks", "saran"),
    [
        ("70.125", "Tulis 70,125 atau 70125."),
        ("-70.125", "Tulis -70,125 atau -70125."),
        ("70.125%", "Tulis 70,125 atau 70125."),
        ("10.000", "Tulis 10,000 atau 10000."),
        ("1234.567", "Tulis 1234,567 atau 1234567."),
    ],
)
def test_one_dot_with_three_digits_is_refused_with_both_ways_to_write_it(teks, saran):
    with pytest.raises(ValueError, match="bisa dibaca dua cara") as galat:
        baca_angka(teks)
    assert str(galat.value) == f'"{teks}" bisa dibaca dua cara. {saran}'


@pytest.mark.parametrize(
    ("teks", "potongan"),
    [
        ("", "Nilai kosong"),
        ("   ", "Nilai kosong"),
        ("-", "bukan angka"),
        ("\u2013", "bukan angka"),
        ("n.a", "bukan angka"),
        ("N/A", "bukan angka"),
        ("#REF!", "galat rumus Excel"),
        ("#DIV/0!", "galat rumus Excel"),
        ("1e5", "notasi ilmiah"),
        ("1E-5", "notasi ilmiah"),
        ("NaN", "berisi huruf"),
        ("Infinity", "berisi huruf"),
        ("47 Angka", "berisi huruf"),
        ("BB Predikat", "berisi huruf"),
        ("0x10", "berisi huruf"),
        ("1_000", "bukan angka"),
        ("\u0663\u0664", "bukan angka"),  # Arabic digits
        ("\uff11\uff12", "bukan angka"),  # full width digits
        ("5\u00b2", "bukan angka"),  # superscript
        ("1\n2", "bukan angka"),
        ("1\t2", "bukan angka"),
        ("--5", "bukan angka"),
        ("+-5", "bukan angka"),
        ("5-", "bukan angka"),
        ("(-5)", "bukan angka"),
        ("(5", "bukan angka"),
        ("5)", "bukan angka"),
        ("((5))", "bukan angka"),
        ("5%%", "bukan angka"),
        ("Rp 5%", "bukan angka"),
        ("Rp Rp 5", "bukan angka"),
        ("%5", "bukan angka"),
        (".", "bukan angka"),
        ("5.", "tidak pada tempatnya"),
        ("5,", "tidak pada tempatnya"),
        ("1.23.456", "tidak pada tempatnya"),
        ("1.234.56", "tidak pada tempatnya"),
        ("0.125.000", "tidak pada tempatnya"),
        ("1234.567,8", "tidak pada tempatnya"),
        ("1,2,3", "tidak pada tempatnya"),
        ("1,234.567.890", "tidak pada tempatnya"),
        ("1.234,567,890", "tidak pada tempatnya"),
        ("12 34", "tidak pada tempatnya"),
        ("2023 100", "tidak pada tempatnya"),
        ("1,2345678", "7 angka di belakang koma"),
        ("33.3333333333", "paling banyak 6"),
        ("1" * (PANJANG_MAKS + 1), "terlalu panjang"),
    ],
)
def test_baca_angka_refuses_with_a_sentence(teks, potongan):
    with pytest.raises(AngkaTakTerbaca, match=potongan) as galat:
        baca_angka(teks)
    assert str(galat.value).endswith(".")
    assert "\n" not in str(galat.value)


@pytest.mark.parametrize(
    ("teks", "potongan"),
    [
        ("12,5", "bukan bilangan bulat"),
        ("1.234,5", "bukan bilangan bulat"),
        ("31.82", "bukan bilangan bulat"),
        ("0.125", "bukan bilangan bulat"),
        ("1,250", "Tulis 1250 bila koma itu pemisah ribuan"),
    ],
)
def test_baca_angka_bulat_refuses_fractions(teks, potongan):
    with pytest.raises(AngkaTakTerbaca, match=potongan):
        baca_angka(teks, bulat=True)


@pytest.mark.parametrize(
    "teks", ["", " ", "-", " - ", "--", "\u2013", "\u2014", "\u2212", "n.a", "N.A.", "n/a", "NA"]
)
def test_import_takes_unknown_as_none_and_never_as_zero(teks):
    assert baca_angka_impor(teks) is None
    assert baca_angka_impor(teks, bulat=True) is None


def test_import_reads_zero_as_zero():
    assert baca_angka_impor("0") == 0
    assert baca_angka_impor("327.778", bulat=True) == 327778


@pytest.mark.parametrize("teks", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "A", "nihil", "-5-"])
def test_import_refuses_what_is_neither_number_nor_unknown(teks):
    with pytest.raises(AngkaTakTerbaca):
        baca_angka_impor(teks)


@pytest.mark.parametrize(
    ("teks", "pertanyaan"),
    [
        ("1,250", '"1,250" dibaca 1,25. Betul, atau maksudnya 1250?'),
        ("-1,250", '"-1,250" dibaca -1,25. Betul, atau maksudnya -1250?'),
        ("12,345%", '"12,345%" dibaca 12,345. Betul, atau maksudnya 12345?'),
        ("1,234.56", '"1,234.56" dibaca 1.234,56. Betul?'),
        ("(5)", '"(5)" dibaca -5. Betul?'),
        ("1 234", '"1 234" dibaca 1.234 sebagai satu angka. Betul?'),
    ],
)
def test_doubtful_numbers_come_with_a_question(teks, pertanyaan):
    assert perlu_konfirmasi(teks) == pertanyaan


@pytest.mark.parametrize(
    "teks", ["12,5", "0,125", "1.234,567", "1.234.567", "31.82", "5", "70.125", "", "-", "abc"]
)
def test_clear_and_refused_texts_come_without_a_question(teks):
    assert perlu_konfirmasi(teks) is None


@pytest.mark.parametrize(
    ("nilai", "desimal", "teks"),
    [
        ("0", 2, "0,00"),
        ("-0", 2, "0,00"),
        ("-0.004", 2, "0,00"),
        ("-0.005", 2, "-0,01"),
        ("2.345", 2, "2,35"),
        ("2.344999", 2, "2,34"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("-1.5", 0, "-2"),
        ("999.995", 2, "1.000,00"),
        ("70125", 0, "70.125"),
        ("70.125", 3, "70,125"),
        ("1234567.5", 1, "1.234.567,5"),
        ("1E+3", 0, "1.000"),
        ("12345678901234567890123456789012.5", 1, "12.345.678.901.234.567.890.123.456.789.012,5"),
    ],
)
def test_format_angka_rounds_half_up_and_groups(nilai, desimal, teks):
    assert format_angka(Decimal(nilai), desimal) == teks


@pytest.mark.parametrize(("nilai", "desimal"), [("NaN", 2), ("Infinity", 2), ("1", -1)])
def test_format_angka_refuses_what_has_no_digits(nilai, desimal):
    with pytest.raises(ValueError, match="angka|negatif"):
        format_angka(Decimal(nilai), desimal)


def test_other_formats():
    assert format_rupiah(1234567) == "1.234.567"
    assert format_rupiah(-1500) == "-1.500"
    assert format_persen(Decimal("117.034569")) == "117,03%"
    assert format_angka_utuh(Decimal("26.4"), 2) == "26,40"
    assert format_angka_utuh(Decimal("26.4051"), 2) == "26,4051"
    assert format_angka_utuh(Decimal("1200"), 0) == "1.200"
    assert str(bulatkan(Decimal("88.005"))) == "88.01"
    assert str(bulatkan(Decimal("-0.001"))) == "0.00"


@given(desimal_berapa_saja)
@example((Decimal("70.125"), 3))
@example((Decimal(70125), 0))
@example((Decimal("0.125"), 3))
@example((Decimal("1234.5"), 1))
def test_format_then_read_gives_the_same_number(pasangan):
    nilai, desimal = pasangan
    teks = format_angka(nilai, desimal)
    assert baca_angka(teks, bulat=desimal == 0) == nilai


@given(desimal_berapa_saja)
def test_exact_format_loses_nothing(pasangan):
    nilai, desimal = pasangan
    teks = format_angka_utuh(nilai, desimal)
    assert baca_angka(teks, bulat="," not in teks) == nilai


@given(
    st.one_of(
        st.text(max_size=120),
        st.text(alphabet="0123456789.,-+%()Rpne/# \u00a0\u2009\u2212\u0663", max_size=30),
    ),
    st.booleans(),
)
def test_nothing_but_our_valueerror_escapes(teks, bulat):
    try:
        nilai = baca_angka(teks, bulat=bulat)
    except AngkaTakTerbaca:
        assert perlu_konfirmasi(teks, bulat=bulat) is None
    else:
        assert nilai.is_finite()
        assert nilai == bulatkan(nilai, 0 if bulat else 6)
        assert not (nilai.is_zero() and nilai.is_signed())
        assert baca_angka_impor(teks, bulat=bulat) == nilai


@given(st.decimals(-(10**12), 10**12, places=6), st.integers(0, 6))
def test_rounding_moves_at_most_half_a_step(nilai, desimal):
    langkah = Decimal(1).scaleb(-desimal)
    assert abs(bulatkan(nilai, desimal) - nilai) <= langkah / 2
