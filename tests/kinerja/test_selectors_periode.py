"""Which quarter is open for whom, and where a page starts."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from kinerja.models import Perpanjangan
from kinerja.selectors.periode import (
    jendela_periode,
    jendela_setahun,
    periode_awal,
    tahun_tersedia,
)
from tests.factories import TAHUN, JadwalFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
HARI = datetime.timedelta(days=1)


def _perpanjang(p, hari, pd=None):
    return Perpanjangan.objects.create(
        perangkat_daerah=pd or p.pd,
        jadwal=p.jadwal,
        sampai=p.jadwal.ditutup_pada + hari * HARI,
        alasan="x",
        oleh=p.organisasi,
    )


def test_the_longest_extension_of_the_pd_counts(p):
    _perpanjang(p, 5)
    _perpanjang(p, 2)
    _perpanjang(p, 9, pd=p.lain)
    tutup = p.jadwal.ditutup_pada

    for jendela in (jendela_periode(p.pd.pk, TAHUN, TW), jendela_setahun(p.pd.pk, TAHUN)[TW]):
        assert jendela.tutup == tutup + 5 * HARI
    assert jendela_periode(p.lain.pk, TAHUN, TW).tutup == tutup + 9 * HARI


def test_all_quarters_agree_with_one_and_need_two_queries(p, django_assert_num_queries):
    JadwalFactory(triwulan=1)
    _perpanjang(p, 5)
    kini = timezone.now()

    with django_assert_num_queries(2):
        setahun = jendela_setahun(p.pd.pk, TAHUN, kini=kini)

    assert setahun == {tw: jendela_periode(p.pd.pk, TAHUN, tw, kini=kini) for tw in (1, 2, 3, 4)}
    assert [bool(j.terbuka) for j in setahun.values()] == [True, False, False, True]


def test_asked_about_another_time_the_window_answers_for_that_time(p):
    akhir = p.jadwal.ditutup_pada

    assert jendela_periode(p.pd.pk, TAHUN, TW, kini=akhir).terbuka
    assert not jendela_periode(p.pd.pk, TAHUN, TW, kini=akhir + HARI).terbuka


def test_a_page_starts_with_the_open_quarter_that_closes_first(p):
    JadwalFactory(tahun=2025, triwulan=1, ditutup_pada=timezone.now() + HARI)

    assert periode_awal() == (2025, 1)


def test_without_an_open_quarter_it_starts_with_the_newest_opened(p):
    p.tutup()
    JadwalFactory(
        triwulan=3,
        dibuka_pada=timezone.now() - 90 * HARI,
        ditutup_pada=timezone.now() - 60 * HARI,
    )
    JadwalFactory(tahun=2025, triwulan=1, dibuka_pada=timezone.now() + HARI)

    assert periode_awal() == (TAHUN, TW)


@pytest.mark.parametrize(
    ("utc", "periode"),
    [
        ((2026, 3, 31, 16, 59), (2026, 1)),
        ((2026, 3, 31, 17, 0), (2026, 2)),
        ((2026, 12, 31, 17, 0), (2027, 1)),
    ],
)
def test_without_any_schedule_it_is_the_quarter_of_the_local_calendar(utc, periode):
    kini = datetime.datetime(*utc).replace(tzinfo=datetime.UTC)

    assert periode_awal(kini) == periode


def test_years_with_a_schedule_newest_first(p):
    for tahun, tw in ((2023, 1), (2025, 1), (2025, 2)):
        JadwalFactory(tahun=tahun, triwulan=tw)

    assert tahun_tersedia() == [2025, 2024, 2023]
