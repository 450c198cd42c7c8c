"""Recording published numbers: who may, and what is refused."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import Acuan, Indikator
from kinerja.permissions import boleh_ubah_acuan
from kinerja.services.acuan import AcuanMasuk, buat_acuan, hapus_acuan, tanda_acuan, ubah_acuan
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from tests.factories import KotaFactory, PenggunaFactory
from tests.kinerja.panggung import Panggung

MASUK = AcuanMasuk(
    nama="Rata-rata nasional",
    tahun=2024,
    nilai=Decimal("74.15"),
    sumber="BPS, 2024",
    satuan="Tahun",
)


def test_operator_records_a_benchmark_for_the_own_pd_with_an_audit_row(p: Panggung):
    isi = p.isi()

    acuan = buat_acuan(
        pd_id=p.pd.pk,
        masuk=dataclasses.replace(MASUK, indikator_id=isi.indikator_id),
        oleh=p.operator,
    )

    assert (acuan.nilai, acuan.indikator_id, acuan.perangkat_daerah) == (
        Decimal("74.15"),
        isi.indikator_id,
        p.pd,
    )
    jejak = JejakAudit.objects.get(aksi="acuan.disimpan")
    assert jejak.oleh == p.operator
    assert jejak.sesudah is not None
    assert (jejak.sesudah["nilai"], jejak.sesudah["sumber"]) == ("74.15", "BPS, 2024")


def test_perencana_and_organisasi_record_for_any_pd_and_the_city(p: Panggung):
    kota = KotaFactory()
    for n, oleh in enumerate((p.perencana, p.organisasi)):
        for pd in (p.pd, kota):
            masuk = dataclasses.replace(MASUK, tahun=2020 + n)
            assert buat_acuan(pd_id=pd.pk, masuk=masuk, oleh=oleh).pk


@pytest.mark.parametrize("siapa", ["kepala", "evaluator", "pimpinan"])
def test_readers_do_not_record(p: Panggung, siapa: str):
    with pytest.raises(TidakBoleh, match="perencana"):
        buat_acuan(pd_id=p.pd.pk, masuk=MASUK, oleh=getattr(p, siapa))
    assert not Acuan.objects.exists()


def test_other_pd_and_its_indicators_look_nonexistent(p: Panggung):
    with pytest.raises(PerangkatDaerah.DoesNotExist):
        buat_acuan(pd_id=p.pd.pk, masuk=MASUK, oleh=p.operator_lain)

    asing = dataclasses.replace(MASUK, indikator_id=p.isi().indikator_id)
    with pytest.raises(Indikator.DoesNotExist):
        buat_acuan(pd_id=p.lain.pk, masuk=asing, oleh=p.operator_lain)


def test_same_number_twice_is_refused_with_and_without_indicator(p: Panggung):
    untuk = dataclasses.replace(MASUK, indikator_id=p.isi().indikator_id)
    for masuk in (MASUK, untuk):
        buat_acuan(pd_id=p.pd.pk, masuk=masuk, oleh=p.operator)
        with pytest.raises(ValidationError, match="sudah ada untuk tahun itu"):
            buat_acuan(pd_id=p.pd.pk, masuk=masuk, oleh=p.organisasi)
    assert Acuan.objects.count() == 2


@pytest.mark.parametrize(
    ("medan", "isi"), [("sumber", ""), ("nama", ""), ("nilai", Decimal(10) ** 20), ("desimal", 7)]
)
def test_what_the_model_does_not_hold_is_refused(p: Panggung, medan: str, isi: object):
    masuk = dataclasses.replace(MASUK, **{medan: isi})  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        buat_acuan(pd_id=p.pd.pk, masuk=masuk, oleh=p.operator)


def test_permission_of_three_people(p: Panggung):
    assert boleh_ubah_acuan(p.operator, p.pd.pk)
    assert not boleh_ubah_acuan(p.operator_lain, p.pd.pk)
    assert not boleh_ubah_acuan(p.evaluator, p.pd.pk)
    assert not boleh_ubah_acuan(PenggunaFactory(peran=JenisPeran.ADMIN), p.pd.pk)


def test_correcting_needs_the_right_the_row_and_what_was_shown(p: Panggung):
    acuan = buat_acuan(pd_id=p.pd.pk, masuk=MASUK, oleh=p.operator)
    baru = dataclasses.replace(MASUK, nilai=Decimal("75.5"))

    def ubah(oleh: Pengguna, tanda: str = "") -> Acuan:
        return ubah_acuan(
            acuan_id=acuan.pk, masuk=baru, tanda=tanda or tanda_acuan(acuan), oleh=oleh
        )

    with pytest.raises(Acuan.DoesNotExist):
        ubah(p.operator_lain)
    with pytest.raises(TidakBoleh, match="perencana"):
        ubah(p.evaluator)
    with pytest.raises(GalatPengguna, match="menjadi 74,15"):
        ubah(p.operator, "lama")
    assert ubah(p.operator).nilai == Decimal("75.5")


def test_saving_an_unchanged_number_leaves_no_trace(p: Panggung):
    acuan = buat_acuan(pd_id=p.pd.pk, masuk=MASUK, oleh=p.operator)
    tanda = tanda_acuan(acuan)

    ubah_acuan(acuan_id=acuan.pk, masuk=MASUK, tanda=tanda, oleh=p.operator)

    assert JejakAudit.objects.filter(aksi="acuan.disimpan").count() == 1
    assert tanda_acuan(Acuan.objects.get()) == tanda


def test_removing_needs_the_right_and_the_row(p: Panggung):
    acuan = buat_acuan(pd_id=p.pd.pk, masuk=MASUK, oleh=p.operator)
    tanda = tanda_acuan(acuan)
    with pytest.raises(Acuan.DoesNotExist):
        hapus_acuan(acuan_id=acuan.pk, tanda=tanda, oleh=p.operator_lain)
    with pytest.raises(TidakBoleh):
        hapus_acuan(acuan_id=acuan.pk, tanda=tanda, oleh=p.pimpinan)

    hapus_acuan(acuan_id=acuan.pk, tanda=tanda, oleh=p.organisasi)

    assert not Acuan.objects.exists()
    assert JejakAudit.objects.get(aksi="acuan.dihapus").oleh == p.organisasi
