"""Asking for another target, and deciding: nothing in force changes before its version does."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit, Notifikasi
from kinerja.models import (
    DokumenPerencanaan,
    IsiIndikator,
    Polaritas,
    StatusDokumen,
    StatusUsul,
    Target,
    UsulTarget,
)
from kinerja.selectors.usul_target import latar_usul, sisa_triwulan
from kinerja.services.usul_target import UsulMenunggu, ajukan_usul, putuskan_usul, tarik_usul
from kinerja.services.versi import salin_dokumen
from opd.models import JenisPeran
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    KotaFactory,
    PenggunaFactory,
    RealisasiFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


def _ajukan(p, isi, nilai="90", **medan):
    bahan = {
        "indikator_id": isi.indikator_id,
        "tahun": 2024,
        "nilai": Decimal(nilai),
        "nilai_atas": None,
        "alasan": "Alat rusak sejak Maret.",
        "oleh": p.operator,
    }
    return ajukan_usul(**{**bahan, **medan})


def _putus(p, usul, **medan):
    bahan = {"setuju": True, "catatan": "", "oleh": p.perencana}
    return putuskan_usul(usul_id=usul.pk, **{**bahan, **medan})


def test_a_request_keeps_the_target_it_met_and_tells_the_planners(p):
    usul = _ajukan(p, p.isi(nama="Angka"))

    assert (usul.nilai_lama, usul.nilai, usul.status, usul.dokumen) == (
        100,
        90,
        StatusUsul.DIAJUKAN,
        p.dokumen,
    )
    kabar = Notifikasi.objects.get()
    assert kabar.penerima == p.perencana
    assert kabar.tautan == f"/kinerja/usul-target/{usul.pk}/"
    assert JejakAudit.objects.filter(aksi="usul_target.diajukan", oleh=p.operator).exists()


def test_three_people_ask(p):
    isi = p.isi()
    for orang in (p.evaluator, p.perencana, p.organisasi, p.pimpinan):
        with pytest.raises(TidakBoleh, match="diusulkan oleh perangkat daerah itu"):
            _ajukan(p, isi, oleh=orang)
    for orang in (p.operator_lain, p.admin, p.tanpa_peran):
        with pytest.raises(IsiIndikator.DoesNotExist):
            _ajukan(p, isi, oleh=orang)
    assert _ajukan(p, isi, oleh=p.kepala).pk


def test_the_pd_that_enters_an_iku_of_the_city_asks_in_its_own_name(p):
    kota = DokumenFactory(pd=KotaFactory(), jenis="rkpd")
    isi = IsiIndikatorFactory(dokumen=kota, pengampu=p.pd)
    TargetFactory(isi=isi)

    usul = _ajukan(p, isi)

    assert (usul.perangkat_daerah, usul.dokumen) == (p.pd, kota)
    assert _putus(p, usul).dokumen_hasil.perangkat_daerah == kota.perangkat_daerah


def test_one_open_request_per_indicator_and_year(p):
    isi = p.isi()
    pertama = _ajukan(p, isi)

    with pytest.raises(UsulMenunggu) as galat:
        _ajukan(p, isi, "80")
    assert galat.value.usul == pertama
    tarik_usul(usul_id=pertama.pk, oleh=p.operator)
    assert _ajukan(p, isi, "80").pk


def test_the_target_that_stands_already_is_no_request(p):
    with pytest.raises(ValidationError, match="sama dengan target yang berlaku"):
        _ajukan(p, p.isi(), "100")
    assert not UsulTarget.objects.exists()


def test_accepted_stands_in_a_new_draft_and_nothing_in_force_moves(p):
    isi = p.isi()
    TargetFactory(isi=isi, triwulan=4, nilai=Decimal(100))
    usul = _ajukan(p, isi)

    putus = _putus(p, usul)

    draf = DokumenPerencanaan.objects.get(status=StatusDokumen.DRAF)
    assert (putus.status, putus.dokumen_hasil, putus.diputus_oleh) == (
        StatusUsul.DISETUJUI,
        draf,
        p.perencana,
    )
    assert Target.objects.get(dokumen=draf, triwulan=0).nilai == 90
    assert Target.objects.get(dokumen=p.dokumen, triwulan=0).nilai == 100
    p.dokumen.refresh_from_db()
    assert p.dokumen.status == StatusDokumen.BERLAKU
    kabar = Notifikasi.objects.get(penerima=p.operator)
    assert "disetujui" in kabar.judul


def test_accepted_goes_into_the_draft_that_is_there(p):
    isi = p.isi()
    draf = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)
    Target.objects.filter(dokumen=draf).delete()

    assert _putus(p, _ajukan(p, isi)).dokumen_hasil == draf
    assert Target.objects.get(dokumen=draf).nilai == 90


def test_quarters_that_no_longer_reach_the_year_are_named(p):
    isi = p.isi(desimal=0)
    for tw in (1, 2, 3, 4):
        TargetFactory(isi=isi, triwulan=tw, nilai=Decimal(100))

    putus = _putus(p, _ajukan(p, isi))

    assert sisa_triwulan(putus) == (
        "Target triwulan terakhir 100, melampaui target setahun 90. Pastikan benar."
    )


def test_a_draft_without_the_indicator_takes_no_target(p):
    isi = p.isi()
    draf = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)
    IsiIndikator.objects.filter(dokumen=draf).delete()
    usul = _ajukan(p, isi)

    with pytest.raises(GalatPengguna, match="tidak ada lagi di Renja 2024 perubahan ke-1"):
        _putus(p, usul)
    usul.refresh_from_db()
    assert usul.status == StatusUsul.DIAJUKAN


def test_rejection_needs_a_note_and_makes_no_draft(p):
    usul = _ajukan(p, p.isi())
    with pytest.raises(ValidationError, match="Tulis alasan penolakannya"):
        _putus(p, usul, setuju=False, catatan="  ")

    putus = _putus(p, usul, setuju=False, catatan="Belum cukup alasan.")

    assert (putus.status, putus.catatan, putus.dokumen_hasil) == (
        StatusUsul.DITOLAK,
        "Belum cukup alasan.",
        None,
    )
    assert not DokumenPerencanaan.objects.filter(status=StatusDokumen.DRAF).exists()
    assert Notifikasi.objects.get(penerima=p.operator).teks == "Belum cukup alasan."


def test_only_planners_decide_and_nobody_their_own(p):
    usul = _ajukan(p, p.isi())
    for orang in (p.operator, p.kepala, p.organisasi, p.evaluator):
        with pytest.raises(TidakBoleh, match="diputus oleh perencana"):
            _putus(p, usul, oleh=orang)
    for orang in (p.operator_lain, p.admin):
        with pytest.raises(UsulTarget.DoesNotExist):
            _putus(p, usul, oleh=orang)
    rangkap = PenggunaFactory(peran=JenisPeran.PERENCANA)
    UsulTarget.objects.update(diajukan_oleh=rangkap)
    with pytest.raises(TidakBoleh, match="orang lain yang memutusnya"):
        _putus(p, usul, oleh=rangkap)


def test_decided_once_and_withdrawn_only_while_it_waits(p):
    usul = _ajukan(p, p.isi())
    with pytest.raises(TidakBoleh):
        tarik_usul(usul_id=usul.pk, oleh=p.perencana)
    with pytest.raises(UsulTarget.DoesNotExist):
        tarik_usul(usul_id=usul.pk, oleh=p.operator_lain)
    _putus(p, usul)

    with pytest.raises(TidakBoleh, match="sudah disetujui"):
        _putus(p, usul, setuju=False, catatan="x")
    with pytest.raises(TidakBoleh, match="sudah disetujui"):
        tarik_usul(usul_id=usul.pk, oleh=p.operator)


@pytest.mark.parametrize(
    ("polaritas", "nilai", "ringan"),
    [
        (Polaritas.POSITIF, "70", True),
        (Polaritas.POSITIF, "85", False),
        (Polaritas.NEGATIF, "85", True),
        (Polaritas.NEGATIF, "70", False),
        (Polaritas.STABIL, "70", False),
    ],
)
def test_easier_than_last_year_is_said(p, polaritas, nilai, ringan):
    isi = p.isi(polaritas=polaritas)
    RealisasiFactory(indikator=isi.indikator, tahun=2023, nilai=Decimal(80))

    kalimat = latar_usul(isi, 2024).lebih_ringan(Decimal(nilai))

    assert bool(kalimat) == ringan
    assert not ringan or "lebih ringan daripada realisasi 2023, yaitu 80,00" in kalimat


def test_without_last_year_nothing_is_easier(p):
    assert latar_usul(p.isi(), 2024).lebih_ringan(Decimal(1)) == ""
