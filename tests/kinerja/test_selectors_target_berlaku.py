"""Which target counts: the city's before the PD's, the version in force, the quarter's own."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from kinerja.models import JenisDokumen, StatusDokumen
from kinerja.selectors.target_berlaku import (
    target_banyak_tahun,
    target_berlaku,
    target_setahun,
)
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IndikatorFactory,
    IsiIndikatorFactory,
    KotaFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


def _hari(bulan: int, tahun: int = TAHUN) -> datetime.date:
    return datetime.date(tahun, bulan, 28)


def _target(indikator, dokumen, nilai, triwulan=0, **medan):
    if not indikator.isi.filter(dokumen=dokumen).exists():
        IsiIndikatorFactory(dokumen=dokumen, indikator=indikator)
    return TargetFactory(
        indikator=indikator, dokumen=dokumen, nilai=Decimal(nilai), triwulan=triwulan, **medan
    )


@pytest.mark.parametrize("kota_dulu", [True, False])
def test_the_citys_target_outranks_the_renjas_whichever_was_written_first(p, kota_dulu):
    indikator = IndikatorFactory(perangkat_daerah=p.pd)
    rkpd = DokumenFactory(pd=KotaFactory(), jenis=JenisDokumen.RKPD)
    for dokumen in (rkpd, p.dokumen) if kota_dulu else (p.dokumen, rkpd):
        _target(indikator, dokumen, 80 if dokumen == rkpd else 70)

    berlaku: Any = target_berlaku(indikator, _hari(12))

    assert (berlaku.nilai, berlaku.dokumen) == (80, "RKPD 2024")


def test_quarters_that_the_city_does_not_set_come_from_the_renja(p):
    indikator = IndikatorFactory(perangkat_daerah=p.pd)
    _target(indikator, DokumenFactory(pd=KotaFactory(), jenis=JenisDokumen.RKPD), 80)
    _target(indikator, p.dokumen, 20, triwulan=1)

    target: Any = target_setahun([indikator.pk], TAHUN)[indikator.pk]

    assert (target.tahun.dokumen, target.triwulan[1].dokumen) == ("RKPD 2024", "Renja 2024")


def test_a_changed_version_replaces_the_original_also_where_it_says_nothing(p):
    tetap, hilang = p.isi().indikator, p.isi().indikator
    p.dokumen.status = StatusDokumen.DIGANTIKAN
    p.dokumen.save()
    perubahan = DokumenFactory(pd=p.pd, perubahan_ke=1)
    _target(tetap, perubahan, 95)

    berlaku: Any = target_berlaku(tetap, _hari(12))

    assert (berlaku.nilai, berlaku.dokumen) == (95, "Renja 2024 perubahan ke-1")
    assert target_berlaku(hilang, _hari(12)) is None


@pytest.mark.parametrize(
    "medan",
    [
        {"status": StatusDokumen.DRAF},
        {"status": StatusDokumen.DIGANTIKAN},
        {"jenis": JenisDokumen.RENSTRA},
        {"jenis": JenisDokumen.RPJMD},
    ],
)
def test_drafts_old_versions_and_five_year_plans_do_not_count(p, medan):
    dokumen = DokumenFactory(pd=p.lain, **medan)
    indikator = IndikatorFactory(perangkat_daerah=p.lain)
    _target(indikator, dokumen, 80)

    assert target_berlaku(indikator, _hari(12)) is None
    assert target_setahun([indikator.pk], TAHUN) == {}


def test_none_is_none_and_never_zero(p):
    assert target_berlaku(IndikatorFactory(), _hari(12)) is None


@pytest.mark.parametrize(
    ("bulan", "nilai"), [(1, 10), (3, 10), (4, None), (6, None), (9, None), (10, 100), (12, 100)]
)
def test_the_years_target_stands_in_only_for_the_last_quarter(p, bulan, nilai):
    indikator = p.isi().indikator
    _target(indikator, p.dokumen, 10, triwulan=1)

    berlaku: Any = target_berlaku(indikator, _hari(bulan))

    assert (berlaku and berlaku.nilai) == nilai
    assert target_berlaku(indikator, _hari(bulan, TAHUN + 1)) is None


def test_a_zero_target_of_the_quarter_is_a_target(p):
    indikator = p.isi().indikator
    _target(indikator, p.dokumen, 0, triwulan=4)

    berlaku: Any = target_berlaku(indikator, _hari(12))

    assert berlaku.nilai == 0


def test_many_indicators_need_three_queries(p, django_assert_num_queries):
    ids = [p.isi().indikator_id for _ in range(5)]

    with django_assert_num_queries(3):
        assert len(target_setahun(ids, TAHUN)) == 5


def test_range_and_sample_mark_travel_with_the_target(p):
    indikator = p.isi().indikator
    _target(indikator, p.dokumen, 10, triwulan=2, nilai_atas=Decimal(12), contoh=True)

    berlaku: Any = target_berlaku(indikator, _hari(5))

    assert (berlaku.nilai, berlaku.nilai_atas, berlaku.contoh) == (10, 12, True)


def test_many_years_are_read_at_once_and_agree_with_each_year(p, django_assert_num_queries):
    indikator = IndikatorFactory(perangkat_daerah=p.pd)
    lama = DokumenFactory(pd=p.pd, tahun=TAHUN - 1)
    _target(indikator, p.dokumen, 80)
    _target(indikator, p.dokumen, 20, triwulan=1)
    TargetFactory(isi=IsiIndikatorFactory(dokumen=lama, indikator=indikator), nilai=Decimal(70))

    with django_assert_num_queries(3):
        semua = target_banyak_tahun([indikator.pk], [TAHUN - 2, TAHUN - 1, TAHUN])

    assert set(semua) == {TAHUN - 1, TAHUN}  # a year without target is unknown, not empty
    for tahun, milik in semua.items():
        assert milik == target_setahun([indikator.pk], tahun)
    lalu = semua[TAHUN - 1][indikator.pk].tahun
    assert lalu is not None
    assert lalu.nilai == 70
