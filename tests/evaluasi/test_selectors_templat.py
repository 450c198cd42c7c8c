"""The evaluation year that every page opens with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluasi.selectors.templat import tahun_bawaan
from tests.factories import TAHUN, KotaFactory, LembarKerjaFactory, buat_templat_lke

pytestmark = pytest.mark.django_db


def test_without_any_value_it_is_the_newest_template():
    assert tahun_bawaan() is None
    for tahun in (TAHUN, TAHUN + 1, TAHUN - 1):
        buat_templat_lke(tahun)

    assert tahun_bawaan() == TAHUN + 1


@pytest.mark.parametrize("status", ["dinilai", "direviu", "final"])
def test_one_judged_sheet_makes_the_year(status):
    buat_templat_lke(TAHUN + 1)
    LembarKerjaFactory(jawaban="B", status=status)
    LembarKerjaFactory(jawaban="B", tahun=TAHUN - 1)

    assert tahun_bawaan() == TAHUN


def test_official_value_makes_the_year():
    buat_templat_lke(TAHUN + 1)
    LembarKerjaFactory(pd=KotaFactory(), jenis="kementerian", total=Decimal("69.04"))

    assert tahun_bawaan() == TAHUN


@pytest.mark.parametrize(("jenis", "status"), [("internal", "draf"), ("mandiri", "dikirim")])
def test_draft_and_self_assessment_do_not(jenis, status):
    LembarKerjaFactory(jawaban="B")
    LembarKerjaFactory(tahun=TAHUN + 1, jenis=jenis, status=status, jawaban="B")

    assert tahun_bawaan() == TAHUN


def test_it_takes_one_query(django_assert_num_queries):
    LembarKerjaFactory(jawaban="B")
    with django_assert_num_queries(1):
        assert tahun_bawaan() == TAHUN
