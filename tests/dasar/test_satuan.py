"""Values that are implausible for their unit lead to a question with the likely number."""

import doctest
from decimal import Decimal

import pytest

from dasar import satuan
from dasar.satuan import periksa_kewajaran, usul_perbaikan


def test_doctests():
    hasil = doctest.testmod(satuan)
    assert hasil.attempted
    assert not hasil.failed


@pytest.mark.parametrize(
    ("nilai", "nama_satuan", "teks", "kalimat"),
    [
        (
            "7267",
            "tahun",
            "7267%",
            '"7267%" tidak masuk akal untuk satuan tahun. Maksudnya 72,67? Nilai belum disimpan.',
        ),
        (  # as typed in the RKPD 2023 of the city
            "7267.00",
            "Tahun",
            "7267,00%",
            '"7267,00%" tidak masuk akal untuk satuan tahun. '
            "Maksudnya 72,67? Nilai belum disimpan.",
        ),
        (  # the same file: 739 of 755 persons a month, shown as a percentage
            "73900.00",
            "Orang/bulan",
            "73900,00%",
            '"73900,00%" memakai tanda persen, padahal satuannya orang/bulan. '
            "Maksudnya 739? Nilai belum disimpan.",
        ),
        (
            "72.67",
            "tahun",
            "72,67%",
            '"72,67%" memakai tanda persen, padahal satuannya tahun. '
            "Tulis 72,67 bila itu nilainya. Nilai belum disimpan.",
        ),
        (
            "-3",
            "orang",
            "-3",
            '"-3" tidak masuk akal untuk satuan orang. Nilai belum disimpan.',
        ),
        (
            "200000",
            "persen",
            None,
            '"200.000" tidak masuk akal untuk satuan persen. Nilai belum disimpan.',
        ),
    ],
)
def test_implausible_values_get_a_sentence(nilai, nama_satuan, teks, kalimat):
    assert periksa_kewajaran(Decimal(nilai), nama_satuan, teks) == kalimat


@pytest.mark.parametrize(
    ("nilai", "nama_satuan", "teks"),
    [
        ("72.67", "Tahun", "72,67"),
        ("0", "tahun", "0"),
        ("150", "tahun", "150"),
        ("117.5", "Persen", "117,5%"),
        ("1000", "%", "1000%"),
        ("-7.33", "persen", "-7,33"),  # economic growth in 2020
        ("22954", "orang", "22.954"),
        ("-5", "derajat", "-5"),  # an unknown unit is not judged
        ("5", "", "5%"),  # no unit, nothing to contradict
    ],
)
def test_plausible_values_are_left_alone(nilai, nama_satuan, teks):
    assert periksa_kewajaran(Decimal(nilai), nama_satuan, teks) is None
    assert usul_perbaikan(Decimal(nilai), nama_satuan, teks) is None


def test_unknown_unit_gets_only_a_whole_suggestion():
    assert usul_perbaikan(Decimal(1700), "naskah", "1700%") == 17
    assert usul_perbaikan(Decimal(5), "naskah", "5%") is None
