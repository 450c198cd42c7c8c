"""Dated roles: who is what today, and what follows for what they see."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from opd.models import JenisPeran, Pengguna, Peran, PerangkatDaerah
from opd.models.pengguna import PERAN_MELIHAT_SEMUA
from tests.factories import AWAL, PenggunaFactory, PeranFactory, PerangkatDaerahFactory

pytestmark = pytest.mark.django_db


def _geser(hari: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=hari)


@pytest.mark.parametrize(
    ("dari", "sampai", "aktif"),
    [
        (-10, None, True),
        (-10, 0, True),
        (-10, -1, False),
        (0, None, True),
        (1, None, False),
        (1, 5, False),
        (0, 0, True),
    ],
)
def test_a_role_counts_from_its_first_to_its_last_day(dari, sampai, aktif):
    orang, pd = PenggunaFactory(), PerangkatDaerahFactory()
    PeranFactory(
        pengguna=orang,
        perangkat_daerah=pd,
        dari=_geser(dari),
        sampai=None if sampai is None else _geser(sampai),
    )

    assert orang.punya_peran(JenisPeran.OPERATOR, pd_id=pd.pk) is aktif
    assert orang.pd_terlihat == (frozenset({pd.pk}) if aktif else frozenset())


def test_a_plt_heads_two_pd_and_only_those():
    satu, dua, tiga = (PerangkatDaerahFactory() for _ in range(3))
    plt = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=satu)
    PeranFactory(
        pengguna=plt, peran=JenisPeran.KEPALA_PD, perangkat_daerah=dua, asal_penugasan="Plt"
    )

    assert plt.pd_terlihat == {satu.pk, dua.pk}
    assert [plt.punya_peran(JenisPeran.KEPALA_PD, pd_id=x.pk) for x in (satu, dua, tiga)] == [
        True,
        True,
        False,
    ]
    assert set(PerangkatDaerah.objects.for_user(plt)) == {satu, dua}


def test_a_role_in_one_pd_says_nothing_about_another():
    satu, dua = PerangkatDaerahFactory(), PerangkatDaerahFactory()
    orang = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=satu)
    PeranFactory(pengguna=orang, peran=JenisPeran.KEPALA_PD, perangkat_daerah=dua)

    assert not orang.punya_peran(JenisPeran.KEPALA_PD, pd_id=satu.pk)
    assert not orang.punya_peran(JenisPeran.OPERATOR, pd_id=dua.pk)
    assert orang.punya_peran(JenisPeran.OPERATOR, JenisPeran.KEPALA_PD, pd_id=dua.pk)


@pytest.mark.parametrize("peran", JenisPeran.values)
def test_only_roles_over_all_pd_see_all_pd(peran):
    pd = PerangkatDaerahFactory()
    PerangkatDaerahFactory()
    orang = PenggunaFactory(peran=peran)
    terbatas = PenggunaFactory()
    PeranFactory(pengguna=terbatas, peran=peran, perangkat_daerah=pd)

    semua = peran in PERAN_MELIHAT_SEMUA
    assert orang.melihat_semua_pd is semua
    assert terbatas.melihat_semua_pd is False
    assert terbatas.pd_terlihat == (frozenset() if peran == JenisPeran.ADMIN else {pd.pk})
    if semua:
        assert PerangkatDaerah.objects.for_user(orang).count() == 2


def test_someone_without_role_and_someone_unsaved_have_nothing():
    orang, belum = PenggunaFactory(), Pengguna(username="belum", nama="Belum")

    for satu in (orang, belum):
        assert satu.peran_kini == ()
        assert satu.pd_terlihat == frozenset()
        assert not satu.melihat_semua_pd
        assert not satu.punya_peran(*JenisPeran.values)
        assert satu.peran_utama == "Belum punya peran"


def test_roles_are_read_once_per_loaded_person(django_assert_num_queries):
    orang = PenggunaFactory(peran=JenisPeran.OPERATOR)
    segar = Pengguna.objects.get(pk=orang.pk)

    with django_assert_num_queries(1):
        assert segar.punya_peran(JenisPeran.OPERATOR)
        assert segar.pd_terlihat
        assert not segar.melihat_semua_pd


def test_line_under_the_name_says_role_and_pd():
    pd = PerangkatDaerahFactory(nama="Dinas Kesehatan")

    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd)
    assert operator.peran_utama == "Operator · Dinas Kesehatan"
    assert PenggunaFactory(peran=JenisPeran.PIMPINAN).peran_utama == "Pimpinan"
    assert (operator.get_full_name(), str(operator)) == (operator.nama, operator.nama)
    assert str(Pengguna(username="x")) == "x"


@pytest.mark.parametrize("peran", [JenisPeran.OPERATOR, JenisPeran.KEPALA_PD])
def test_roles_of_a_pd_cannot_stand_without_a_pd(peran):
    lowong = Peran(pengguna=PenggunaFactory(), peran=peran, dari=AWAL)

    with pytest.raises(ValidationError, match="harus punya perangkat daerah"):
        lowong.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        lowong.save()


def test_the_same_role_from_the_same_day_exists_once_also_for_all_pd():
    semua = PeranFactory(peran=JenisPeran.EVALUATOR)
    satu = PeranFactory(peran=JenisPeran.OPERATOR)

    for lama in (semua, satu):
        with pytest.raises(IntegrityError), transaction.atomic():
            Peran.objects.create(
                pengguna=lama.pengguna,
                peran=lama.peran,
                perangkat_daerah=lama.perangkat_daerah,
                dari=lama.dari,
            )


@pytest.mark.parametrize("medan", [{"peran": "raja"}, {"sampai": datetime.date(2020, 1, 1)}])
def test_database_refuses_an_unknown_role_and_a_backward_period(medan):
    with pytest.raises(IntegrityError), transaction.atomic():
        PeranFactory(**{"peran": JenisPeran.EVALUATOR, **medan})


def test_admin_lists_all_roles_and_others_their_own():
    admin = PenggunaFactory(peran=JenisPeran.ADMIN)
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR)

    assert Peran.objects.for_user(admin).count() == 2
    assert [r.pengguna for r in Peran.objects.for_user(operator)] == [operator]
