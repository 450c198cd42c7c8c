"""Writing indicators of a draf: who may, what is refused, what stays."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import (
    Indikator,
    IsiIndikator,
    IsiSimpul,
    Pembekuan,
    Target,
    TargetBeku,
)
from kinerja.selectors.target_berlaku import aturan_beku
from kinerja.services.indikator import (
    IndikatorMasuk,
    buat_indikator,
    hapus_indikator,
    ubah_indikator,
)
from kinerja.services.target import NilaiTarget, atur_target, tanda_indikator
from tests.factories import (
    DokumenFactory,
    IndikatorFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    RealisasiFactory,
    TargetFactory,
)
from tests.kinerja.panggung_indikator import buat_draf

pytestmark = pytest.mark.django_db


@pytest.fixture
def d(p):
    return buat_draf(p)


def _masuk(simpul, target=None, pengampu_id=None, urutan=0, **atribut):
    dasar = {"nama": "Persentase balita gizi baik", "satuan": "Persen"}
    return IndikatorMasuk(simpul.pk, {**dasar, **atribut}, target or {}, pengampu_id, urutan)


def test_new_indicator_has_an_identity_its_targets_and_an_audit_row(p, d):
    isi = buat_indikator(
        dokumen_id=d.dokumen.pk,
        masuk=_masuk(d.simpul, {(2024, 0): NilaiTarget(Decimal(90), Decimal(95)), (2024, 2): None}),
        oleh=p.perencana,
    )

    assert (isi.urutan, isi.indikator.perangkat_daerah, isi.indikator.pengampu) == (2, p.pd, p.pd)
    (target,) = Target.objects.filter(indikator=isi.indikator)
    assert (target.nilai, target.nilai_atas) == (Decimal(90), Decimal(95))
    assert not target.contoh
    aksi = set(JejakAudit.objects.values_list("aksi", flat=True))
    assert {"indikator.dibuat", "target.disimpan"} <= aksi


def test_three_people_only_the_planner_writes(p, d):
    for orang in (p.operator, p.kepala, p.evaluator):
        with pytest.raises(TidakBoleh):
            buat_indikator(dokumen_id=d.dokumen.pk, masuk=_masuk(d.simpul), oleh=orang)
        with pytest.raises(TidakBoleh):
            ubah_indikator(
                isi_id=d.isi.pk, masuk=_masuk(d.simpul), tanda=tanda_indikator(d.isi), oleh=orang
            )
    with pytest.raises(IsiIndikator.DoesNotExist):
        ubah_indikator(isi_id=d.isi.pk, masuk=_masuk(d.simpul), tanda="", oleh=p.operator_lain)
    d.isi.refresh_from_db()
    assert d.isi.nama == "Prevalensi stunting"


@pytest.mark.parametrize("status", ["berlaku", "digantikan"])
def test_a_version_that_is_no_draf_refuses_with_the_way_out(p, status):
    isi = IsiIndikatorFactory(dokumen=DokumenFactory(pd=p.pd, perubahan_ke=2, status="draf"))
    isi.dokumen.status = status
    if status == "berlaku":
        p.dokumen.delete()
    isi.dokumen.save()
    with pytest.raises(TidakBoleh, match="Salin menjadi versi perubahan"):
        hapus_indikator(isi_id=isi.pk, tanda=tanda_indikator(isi), oleh=p.perencana)


def test_change_keeps_the_identity_and_says_what_changed(p, d):
    ubah_indikator(
        isi_id=d.isi.pk,
        masuk=_masuk(d.simpul, {(2024, 0): NilaiTarget(Decimal(12))}, nama="Stunting balita"),
        tanda=tanda_indikator(d.isi),
        oleh=p.perencana,
    )

    isi = IsiIndikator.objects.get(pk=d.isi.pk)
    assert (isi.nama, isi.indikator_id) == ("Stunting balita", d.isi.indikator_id)
    jejak = JejakAudit.objects.get(aksi="indikator.diubah")
    assert jejak.sebelum == {"nama": "Prevalensi stunting"}
    assert Target.objects.get(indikator=isi.indikator_id, dokumen=d.dokumen).nilai == 12


def test_the_second_of_two_people_is_told_and_overwrites_nothing(p, d):
    dilihat = tanda_indikator(d.isi)
    atur_target(
        isi_id=d.isi.pk,
        target={(2024, 0): NilaiTarget(Decimal(10))},
        tanda=dilihat,
        oleh=p.organisasi,
    )
    with pytest.raises(GalatPengguna, match="diubah orang lain"):
        ubah_indikator(isi_id=d.isi.pk, masuk=_masuk(d.simpul), tanda=dilihat, oleh=p.perencana)
    d.isi.refresh_from_db()
    assert d.isi.nama == "Prevalensi stunting"


def test_position_with_values_up_to_the_quarter_is_refused_at_its_field(p, d):
    with pytest.raises(ValidationError) as galat:
        buat_indikator(
            dokumen_id=d.dokumen.pk,
            masuk=_masuk(d.simpul, cara="posisi_akhir", isian="sd_triwulan"),
            oleh=p.perencana,
        )
    assert list(galat.value.message_dict) == ["isian"]
    assert IsiIndikator.objects.filter(dokumen=d.dokumen).count() == 1


def test_a_node_of_another_document_is_not_found(p, d):
    asing = IsiSimpulFactory(dokumen=p.dokumen)
    with pytest.raises(IsiSimpul.DoesNotExist):
        buat_indikator(dokumen_id=d.dokumen.pk, masuk=_masuk(asing), oleh=p.perencana)


def test_only_the_city_lets_another_pd_enter(p, d):
    with pytest.raises(ValidationError, match="pengampu"):
        buat_indikator(
            dokumen_id=d.dokumen.pk,
            masuk=_masuk(d.simpul, pengampu_id=p.lain.pk),
            oleh=p.perencana,
        )
    ubah_indikator(
        isi_id=d.iku_kota.pk,
        masuk=_masuk(d.iku_kota.isi_simpul, pengampu_id=p.lain.pk),
        tanda=tanda_indikator(d.iku_kota),
        oleh=p.perencana,
    )
    assert Indikator.objects.get(pk=d.iku_kota.indikator_id).pengampu == p.lain


def test_an_indicator_with_a_frozen_quarter_stays_with_its_pd(p, d):
    beku = Pembekuan.objects.create(jadwal=p.jadwal, perangkat_daerah=p.pd, oleh=p.organisasi)
    semula = Indikator.objects.get(pk=d.iku_kota.indikator_id).pengampu
    TargetBeku.objects.create(
        indikator=d.iku_kota.indikator,
        tahun=2024,
        triwulan=4,
        pembekuan=beku,
        **aturan_beku(d.iku_kota),
    )
    with pytest.raises(ValidationError, match="Nilai 2024 indikator ini sudah dibekukan"):
        ubah_indikator(
            isi_id=d.iku_kota.pk,
            masuk=_masuk(d.iku_kota.isi_simpul, pengampu_id=p.lain.pk),
            tanda=tanda_indikator(d.iku_kota),
            oleh=p.perencana,
        )
    assert Indikator.objects.get(pk=d.iku_kota.indikator_id).pengampu == semula


def test_history_goes_on_with_an_identity_of_the_pd_but_not_of_another(p, d):
    lama = p.isi()
    isi = buat_indikator(
        dokumen_id=d.dokumen.pk,
        masuk=_masuk(d.simpul),
        oleh=p.perencana,
        indikator_id=lama.indikator_id,
    )
    assert isi.indikator_id == lama.indikator_id
    for pk in (lama.indikator_id, IndikatorFactory(perangkat_daerah=p.lain).pk):
        with pytest.raises(ValidationError):
            buat_indikator(
                dokumen_id=d.dokumen.pk, masuk=_masuk(d.simpul), oleh=p.perencana, indikator_id=pk
            )


def test_moving_numbers_the_row_of_its_new_place(p, d):
    lain = IsiSimpulFactory(dokumen=d.dokumen)
    kedua = IsiIndikatorFactory(isi_simpul=lain, urutan=1)
    ubah_indikator(
        isi_id=d.isi.pk,
        masuk=_masuk(lain, urutan=1),
        tanda=tanda_indikator(d.isi),
        oleh=p.perencana,
    )
    urutan = IsiIndikator.objects.filter(isi_simpul=lain).order_by("urutan")
    assert list(urutan.values_list("pk", "urutan")) == [(d.isi.pk, 1), (kedua.pk, 2)]


def test_removing_takes_the_targets_and_an_identity_nobody_knows(p, d):
    hapus_indikator(isi_id=d.isi.pk, tanda=tanda_indikator(d.isi), oleh=p.perencana)

    assert not IsiIndikator.objects.filter(dokumen=d.dokumen).exists()
    assert not Target.objects.filter(dokumen=d.dokumen).exists()
    assert not Indikator.objects.filter(pk=d.isi.indikator_id).exists()
    assert JejakAudit.objects.filter(aksi="target.dihapus").count() == 1


def test_removing_keeps_the_identity_that_has_values(p, d):
    RealisasiFactory(isi=d.isi)
    hapus_indikator(isi_id=d.isi.pk, tanda=tanda_indikator(d.isi), oleh=p.perencana)
    assert Indikator.objects.filter(pk=d.isi.indikator_id).exists()


@pytest.mark.parametrize(
    ("periode", "frekuensi", "pesan"),
    [
        ((2025, 0), "triwulan", "di luar masa"),
        ((2024, 1), "tahun", "tidak diukur pada Triwulan I"),
    ],
)
def test_a_target_outside_its_time_is_refused(p, d, periode, frekuensi, pesan):
    d.isi.frekuensi = frekuensi
    d.isi.save()
    with pytest.raises(ValidationError, match=pesan):
        atur_target(
            isi_id=d.isi.pk,
            target={periode: NilaiTarget(Decimal(1))},
            tanda=tanda_indikator(d.isi),
            oleh=p.perencana,
        )


def test_a_plan_of_several_years_has_no_quarters(p, d):
    with pytest.raises(ValidationError, match="hanya memuat target tahunan"):
        atur_target(
            isi_id=d.iku_kota.pk,
            target={(2023, 1): NilaiTarget(Decimal(1))},
            tanda=tanda_indikator(d.iku_kota),
            oleh=p.perencana,
        )


def test_a_typed_value_is_real_and_an_untouched_one_stays_an_example(p, d):
    TargetFactory(isi=d.isi, triwulan=1, nilai=Decimal(14), contoh=True)
    TargetFactory(isi=d.isi, triwulan=2, nilai=Decimal(15), contoh=True)
    atur_target(
        isi_id=d.isi.pk,
        target={
            (2024, 1): NilaiTarget(Decimal("14.00")),
            (2024, 2): NilaiTarget(Decimal(13)),
            (2024, 0): None,
        },
        tanda=tanda_indikator(d.isi),
        oleh=p.perencana,
    )
    target = Target.objects.filter(dokumen=d.dokumen).order_by("triwulan")
    assert list(target.values_list("triwulan", "contoh")) == [(1, True), (2, False)]
