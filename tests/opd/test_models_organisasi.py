"""Perangkat daerah: names over time, search, visibility, and what the database refuses."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from opd.models import AliasPD, JenisPD, JenisPeran, NamaPD, PerangkatDaerah
from tests.factories import (
    KotaFactory,
    NamaPDFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
)

pytestmark = pytest.mark.django_db


def hari(teks: str) -> datetime.date:
    return datetime.date.fromisoformat(teks)


@pytest.fixture
def berganti_nama() -> PerangkatDaerah:
    pd = PerangkatDaerahFactory(nama="Dinas Pendidikan", singkatan="DISDIK", kode="disdikbud")
    NamaPD.objects.filter(perangkat_daerah=pd).update(sampai=hari("2022-12-31"))
    NamaPDFactory(
        perangkat_daerah=pd,
        nama="Dinas Pendidikan dan Kebudayaan",
        singkatan="DISDIKBUD",
        dari=hari("2023-01-01"),
    )
    return pd


@pytest.mark.parametrize(
    ("tanggal", "nama", "singkatan"),
    [
        ("2022-12-31", "Dinas Pendidikan", "DISDIK"),
        ("2023-01-01", "Dinas Pendidikan dan Kebudayaan", "DISDIKBUD"),
        (None, "Dinas Pendidikan dan Kebudayaan", "DISDIKBUD"),
        ("2020-12-31", "disdikbud", "disdikbud"),
    ],
)
def test_name_is_the_one_of_the_day_and_else_the_kode(berganti_nama, tanggal, nama, singkatan):
    pada = hari(tanggal) if tanggal else None

    assert berganti_nama.nama_pada(pada) == nama
    assert berganti_nama.singkatan_pada(pada) == singkatan


def test_annotated_names_need_no_further_query(berganti_nama, django_assert_num_queries):
    for _ in range(3):
        PerangkatDaerahFactory()
    with django_assert_num_queries(1):
        nama = [pd.nama_pada() for pd in PerangkatDaerah.objects.dengan_nama()]
    assert "Dinas Pendidikan dan Kebudayaan" in nama

    lama = PerangkatDaerah.objects.dengan_nama(hari("2022-06-01")).get(pk=berganti_nama.pk)
    assert (lama.nama_kini, lama.singkatan_kini) == ("Dinas Pendidikan", "DISDIK")


@pytest.mark.parametrize(
    "teks",
    ["disdikbud", " DISDIK ", "dinas  pendidikan", "DINAS PENDIDIKAN & KEBUDAYAAN", "Dindik-Bud"],
)
def test_search_folds_spelling_and_reads_old_names_and_aliases(berganti_nama, teks):
    PerangkatDaerahFactory(nama="Dinas Sosial")
    for ejaan in ("Dindik Bud", "Dinas Pendidikan & Kebudayaan"):
        alias = AliasPD(perangkat_daerah=berganti_nama, teks=ejaan)
        alias.full_clean()
        alias.save()

    assert list(PerangkatDaerah.objects.cari(teks)) == [berganti_nama]


def test_search_for_a_part_of_a_name_finds_nothing(berganti_nama):
    assert not PerangkatDaerah.objects.cari("Dinas").exists()


def test_an_alias_belongs_to_one_pd_however_it_is_spelled(berganti_nama):
    AliasPD.objects.create(perangkat_daerah=berganti_nama, teks="Dindik", baku="dindik")
    kembar = AliasPD(perangkat_daerah=PerangkatDaerahFactory(), teks="DINDIK.")

    with pytest.raises(ValidationError):
        kembar.full_clean()


def test_there_is_one_city():
    assert PerangkatDaerah.objects.kota_id() == 0
    with pytest.raises(PerangkatDaerah.DoesNotExist):
        PerangkatDaerah.objects.kota()
    kota = KotaFactory()
    assert PerangkatDaerah.objects.kota() == kota
    assert PerangkatDaerah.objects.kota_id() == kota.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        PerangkatDaerahFactory(jenis=JenisPD.KOTA)


def test_units_and_the_city_do_not_plan_on_their_own():
    dinas = PerangkatDaerahFactory()
    kecamatan = PerangkatDaerahFactory(jenis=JenisPD.KECAMATAN)
    KotaFactory()
    for jenis in (JenisPD.RSUD, JenisPD.BAGIAN, JenisPD.KELURAHAN, JenisPD.UPTD):
        PerangkatDaerahFactory(jenis=jenis, induk=dinas)

    assert set(PerangkatDaerah.objects.penyusun()) == {dinas, kecamatan}


@pytest.mark.parametrize("medan", [{"jenis": "yayasan"}, {"berlaku_sampai": hari("2020-12-31")}])
def test_database_refuses_an_unknown_kind_and_a_backward_period(medan):
    with pytest.raises(IntegrityError), transaction.atomic():
        PerangkatDaerahFactory(**medan)


def test_a_name_cannot_end_before_it_starts_nor_start_twice_on_a_day(berganti_nama):
    with pytest.raises(IntegrityError), transaction.atomic():
        NamaPDFactory(
            perangkat_daerah=berganti_nama, dari=hari("2025-01-02"), sampai=hari("2025-01-01")
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        NamaPDFactory(perangkat_daerah=berganti_nama, dari=hari("2023-01-01"))


def test_operator_sees_own_pd_evaluator_all_and_someone_without_role_none(berganti_nama):
    lain = PerangkatDaerahFactory()
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=berganti_nama)
    evaluator = PenggunaFactory(peran=JenisPeran.EVALUATOR)
    AliasPD.objects.create(perangkat_daerah=lain, teks="Lain", baku="lain")

    def terlihat(model, user):
        return model.objects.for_user(user)

    assert list(terlihat(PerangkatDaerah, operator)) == [berganti_nama]
    assert set(terlihat(PerangkatDaerah, evaluator)) == {berganti_nama, lain}
    assert not terlihat(PerangkatDaerah, PenggunaFactory()).exists()
    assert terlihat(NamaPD, operator).count() == 2
    assert terlihat(NamaPD, evaluator).count() == 3
    assert not terlihat(AliasPD, operator).exists()
    assert terlihat(AliasPD, evaluator).count() == 1
