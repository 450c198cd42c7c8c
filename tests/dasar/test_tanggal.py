"""Dates and times as civil servants write them, always in WIB."""

import doctest
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dasar import tanggal
from dasar.tanggal import (
    NAMA_BULAN,
    WIB,
    akhir_hari,
    akhir_triwulan,
    awal_triwulan,
    format_hari,
    format_tanggal,
    format_tanggal_pendek,
    format_waktu,
    format_waktu_relatif,
    romawi,
    sisa_hari,
    triwulan_dari,
)

KINI = datetime(2026, 11, 21, 14, 32, tzinfo=WIB)


def test_docstring_examples_hold():
    hasil = doctest.testmod(tanggal)
    assert hasil.attempted > 10
    assert hasil.failed == 0


def test_dates_in_words():
    hari = date(2026, 11, 21)
    assert format_tanggal(hari) == "21 November 2026"
    assert format_tanggal_pendek(hari) == "21 Nov"
    assert format_hari(hari) == "Sabtu, 21 November 2026"
    assert format_hari(date(2026, 7, 20)) == "Senin, 20 Juli 2026"
    assert [format_tanggal_pendek(date(2026, b, 1))[2:] for b in range(1, 13)] == [
        *("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
    ]
    assert len(NAMA_BULAN) == 12


def test_an_instant_is_dated_and_timed_in_wib():
    # 17.30 UTC is half past midnight of the next day in Tangerang Selatan.
    waktu = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    assert format_waktu(waktu) == "00.30 WIB"
    assert format_tanggal(waktu) == "21 November 2026"
    assert format_hari(waktu) == "Sabtu, 21 November 2026"
    assert triwulan_dari(datetime(2026, 9, 30, 18, tzinfo=UTC)) == 4


@pytest.mark.parametrize(
    ("waktu", "teks"),
    [
        (datetime(2026, 11, 21, 14, 29, tzinfo=WIB), "hari ini 14.29"),
        (datetime(2026, 11, 21, 0, 0, tzinfo=WIB), "hari ini 00.00"),
        (datetime(2026, 11, 20, 23, 59, tzinfo=WIB), "kemarin 23.59"),
        (datetime(2026, 11, 20, 9, 5, tzinfo=UTC), "kemarin 16.05"),
        (datetime(2026, 11, 19, 23, 59, tzinfo=WIB), "19 November 2026"),
        (datetime(2025, 11, 21, 14, 29, tzinfo=WIB), "21 November 2025"),
        (datetime(2026, 11, 22, 0, 1, tzinfo=WIB), "22 November 2026"),
    ],
)
def test_relative_time(waktu, teks):
    assert format_waktu_relatif(waktu, KINI) == teks


def test_naive_instants_are_refused():
    polos = datetime(2026, 11, 21, 14, 32)
    for panggil in (format_waktu, format_tanggal):
        with pytest.raises(ValueError, match="zona waktu"):
            panggil(polos)
    with pytest.raises(ValueError, match="zona waktu"):
        format_waktu_relatif(KINI, polos)


@pytest.mark.parametrize(
    ("tenggat", "teks"),
    [
        (date(2026, 11, 24), "Ditutup 3 hari lagi"),
        (date(2026, 11, 22), "Ditutup 1 hari lagi"),
        (date(2026, 11, 21), "Ditutup hari ini"),
        (date(2026, 11, 20), "Sudah ditutup"),
        (datetime(2026, 11, 21, 14, 33, tzinfo=WIB), "Ditutup hari ini"),
        (datetime(2026, 11, 21, 14, 31, tzinfo=WIB), "Sudah ditutup"),
        (datetime(2026, 11, 21, 17, 0, tzinfo=UTC), "Ditutup 1 hari lagi"),  # midnight in WIB
    ],
)
def test_days_left(tenggat, teks):
    assert sisa_hari(tenggat, KINI) == teks


def test_a_date_stays_open_until_its_last_moment():
    hari = date(2026, 11, 21)
    assert sisa_hari(hari, akhir_hari(hari)) == "Ditutup hari ini"
    assert sisa_hari(hari, akhir_hari(hari) + timedelta(microseconds=1)) == "Sudah ditutup"


def test_quarters():
    assert [romawi(n) for n in (1, 2, 3, 4)] == ["I", "II", "III", "IV"]
    assert [akhir_triwulan(2026, n) for n in (1, 2, 3, 4)] == [
        *(date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31))
    ]
    for salah in (0, 5, -1):
        for panggil in (
            romawi,
            lambda n: akhir_triwulan(2026, n),
            lambda n: awal_triwulan(2026, n),
        ):
            with pytest.raises(ValueError, match="1 sampai 4"):
                panggil(salah)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_day_lies_in_its_quarter(hari):
    n = triwulan_dari(hari)
    assert awal_triwulan(hari.year, n) <= hari <= akhir_triwulan(hari.year, n)
