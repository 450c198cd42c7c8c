"""Saving one value and its texts."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import (
    STATUS_DAPAT_DIISI,
    Indikator,
    Perpanjangan,
    Realisasi,
    StatusRealisasi,
)
from kinerja.services import realisasi as layanan
from kinerja.services.realisasi import (
    BATAS_NILAI,
    IsiSel,
    KonflikSel,
    simpan_narasi,
    simpan_sel,
)
from opd.models import JenisPeran
from tests.factories import TAHUN, KotaFactory, PenggunaFactory, RealisasiFactory, TargetFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db

TERKUNCI = [s for s in StatusRealisasi.values if s not in STATUS_DAPAT_DIISI]


def _sel(isi, oleh, nilai="85.5", *, versi=None, alasan="", triwulan=TW) -> Realisasi:
    return simpan_sel(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        triwulan=triwulan,
        isi=IsiSel(None if nilai is None else Decimal(nilai), alasan),
        oleh=oleh,
        versi=versi,
    )


# One cell


def test_first_value_is_stored_with_who_when_and_an_audit_row(p):
    isi, mulai = p.isi(), timezone.now()

    baris: Any = _sel(isi, p.operator, versi=0)

    baris.refresh_from_db()
    assert (baris.nilai, baris.status, baris.versi) == (Decimal("85.5"), "draf", 1)
    assert baris.diisi_oleh == p.operator
    assert mulai <= baris.diisi_pada <= timezone.now()
    jejak = JejakAudit.objects.get()
    assert (jejak.aksi, jejak.oleh, jejak.objek_id) == (
        "realisasi.disimpan",
        p.operator,
        str(baris.pk),
    )
    assert jejak.sebelum is None
    assert jejak.sesudah == {"nilai": "85.5", "alasan_kosong": "", "sumber": ""}


def test_change_raises_the_version_and_audits_before_and_after(p):
    baris = p.baris(nilai=Decimal(70), contoh=True)

    _sel(baris.indikator.isi.get(), p.operator, "71", versi=1)

    baris.refresh_from_db()
    assert (baris.nilai, baris.versi, baris.contoh) == (71, 2, False)
    jejak: Any = JejakAudit.objects.get()
    assert Decimal(jejak.sebelum["nilai"]) == 70
    assert Decimal(jejak.sesudah["nilai"]) == 71


def test_same_value_is_no_change_whatever_version_was_seen(p):
    baris = p.baris(nilai=Decimal("70.500000"), versi=7)
    isi, sebelum = baris.indikator.isi.get(), baris.diperbarui_pada

    for versi in (None, 0, 7):
        assert _sel(isi, p.operator, "70.5", versi=versi).pk == baris.pk

    baris.refresh_from_db()
    assert (baris.versi, baris.diperbarui_pada) == (7, sebelum)
    assert not JejakAudit.objects.exists()


def test_clearing_an_empty_cell_stores_nothing(p):
    isi = p.isi()

    assert _sel(isi, p.operator, None, versi=0).pk is None

    assert not Realisasi.objects.exists()
    assert not JejakAudit.objects.exists()


def test_clearing_a_value_leaves_unknown_and_not_zero(p):
    baris = p.baris(nilai=Decimal(70))

    _sel(baris.indikator.isi.get(), p.operator, None, versi=1)

    baris.refresh_from_db()
    assert baris.nilai is None
    assert not baris.terisi
    assert JejakAudit.objects.get().sesudah == {"nilai": None, "alasan_kosong": "", "sumber": ""}


def test_zero_is_a_value(p):
    baris = _sel(p.isi(), p.operator, "0")

    assert baris.terisi
    assert baris.nilai == 0


def test_reason_replaces_the_value_and_value_the_reason(p):
    baris = p.baris(nilai=Decimal(70))
    isi = baris.indikator.isi.get()

    _sel(isi, p.operator, None, alasan="belum_rilis")
    baris.refresh_from_db()
    assert (baris.nilai, baris.alasan_kosong, baris.terisi) == (None, "belum_rilis", True)

    _sel(isi, p.operator, "5")
    baris.refresh_from_db()
    assert (baris.nilai, baris.alasan_kosong) == (5, "")


@pytest.mark.parametrize(
    ("nilai", "alasan"), [("5", "belum_rilis"), (None, "malas"), (str(BATAS_NILAI), "")]
)
def test_what_breaks_a_rule_leaves_nothing(p, nilai, alasan):
    isi = p.isi()

    with pytest.raises(ValidationError):
        _sel(isi, p.operator, nilai, alasan=alasan)

    assert not Realisasi.objects.exists()
    assert not JejakAudit.objects.exists()


def test_second_of_two_people_is_shown_what_the_first_stored(p):
    baris = p.baris(nilai=Decimal(70))
    isi = baris.indikator.isi.get()
    rekan = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=p.pd)
    _sel(isi, rekan, "71", versi=1)

    with pytest.raises(KonflikSel) as galat:
        _sel(isi, p.operator, "72", versi=1)

    tersimpan: Any = galat.value.tersimpan
    assert (tersimpan.nilai, tersimpan.diisi_oleh) == (71, rekan)
    assert "Pilih nilai yang dipakai" in str(galat.value)
    baris.refresh_from_db()
    assert (baris.nilai, baris.versi) == (71, 2)
    assert JejakAudit.objects.count() == 1

    _sel(isi, p.operator, "72", versi=2)
    baris.refresh_from_db()
    assert baris.nilai == 72


def test_second_first_insert_is_a_conflict_too(p):
    isi = p.isi()
    _sel(isi, p.operator, "71", versi=0)

    with pytest.raises(KonflikSel):
        _sel(isi, p.operator, "72", versi=0)

    assert Realisasi.objects.get().nilai == 71


@pytest.mark.parametrize("status", TERKUNCI)
def test_a_row_that_left_the_operator_is_not_written(p, status):
    baris = p.baris(status, nilai=Decimal(70))
    isi = baris.indikator.isi.get()

    with pytest.raises(TidakBoleh, match=r"^Baris ini sudah .+\."):
        _sel(isi, p.operator, "71")
    with pytest.raises(TidakBoleh):
        _sel(isi, p.operator, None)
    with pytest.raises(TidakBoleh):
        simpan_narasi(
            indikator_id=isi.indikator_id,
            tahun=TAHUN,
            triwulan=TW,
            isi={"analisis": "x"},
            oleh=p.operator,
        )

    baris.refresh_from_db()
    assert (baris.nilai, baris.status, baris.versi, baris.analisis) == (70, status, 1, "")
    assert not JejakAudit.objects.exists()


@pytest.mark.parametrize("status", STATUS_DAPAT_DIISI)
def test_a_row_in_the_operators_hands_is_written_and_keeps_its_state(p, status):
    baris = p.baris(status, nilai=Decimal(70))

    _sel(baris.indikator.isi.get(), p.operator, "71")

    baris.refresh_from_db()
    assert (baris.nilai, baris.status) == (71, status)


def test_a_save_writes_named_fields_only(p, monkeypatch):
    """A copy read before someone pressed Ajukan must not write the old state back."""
    baris = p.baris(nilai=Decimal(70))
    basi = Realisasi.objects.get(pk=baris.pk)
    Realisasi.objects.filter(pk=baris.pk).update(status=StatusRealisasi.DIAJUKAN)
    basi.nilai = Decimal(71)

    layanan._simpan(basi, ["nilai"])

    baris.refresh_from_db()
    assert (baris.nilai, baris.status) == (71, StatusRealisasi.DIAJUKAN)


def test_failing_audit_undoes_the_value(p, monkeypatch):
    baris = p.baris(nilai=Decimal(70))

    def gagal(*_a, **_k):
        raise RuntimeError("disk")

    monkeypatch.setattr(layanan, "catat_audit", gagal)
    with pytest.raises(RuntimeError, match="disk"):
        _sel(baris.indikator.isi.get(), p.operator, "71")

    baris.refresh_from_db()
    assert (baris.nilai, baris.versi) == (70, 1)


def test_other_pd_does_not_exist_and_readers_are_refused(p):
    isi = p.isi()

    for orang in (p.operator_lain, p.tanpa_peran, p.admin):
        with pytest.raises(Indikator.DoesNotExist):
            _sel(isi, orang)
    for orang in (p.evaluator, p.pimpinan, p.kepala, p.organisasi, p.perencana):
        with pytest.raises(TidakBoleh, match="Hanya operator perangkat daerah pengampu"):
            _sel(isi, orang)

    assert not Realisasi.objects.exists()


def test_pengampu_of_a_city_indicator_enters_it_and_others_do_not_see_it(p):
    target = TargetFactory(pd=KotaFactory(), pengampu=p.pd)
    isi = target.indikator.isi.get()

    assert _sel(isi, p.operator, "80").nilai == 80
    with pytest.raises(Indikator.DoesNotExist):
        _sel(isi, p.operator_lain, "81")


def test_owner_that_is_not_the_pengampu_sees_but_does_not_enter(p):
    isi = TargetFactory(pd=p.lain, pengampu=p.pd).indikator.isi.get()

    with pytest.raises(TidakBoleh, match="pengampu"):
        _sel(isi, p.operator_lain)
    assert _sel(isi, p.operator).pk


def test_role_that_ended_yesterday_opens_nothing(p):
    isi = p.isi()
    peran = p.operator.peran.get()
    peran.sampai = timezone.localdate() - datetime.timedelta(days=1)
    peran.save()
    p.operator.__dict__.pop("peran_kini", None)

    with pytest.raises(Indikator.DoesNotExist):
        _sel(isi, p.operator)


# The window


@pytest.mark.parametrize(
    ("dibuka", "ditutup", "kata"),
    [(1, 2, "baru dibuka pada"), (-3, -1, "sudah ditutup pada")],
)
def test_outside_the_window_nothing_is_written(p, dibuka, ditutup, kata):
    isi, kini = p.isi(), timezone.now()
    p.jadwal.dibuka_pada = kini + datetime.timedelta(days=dibuka)
    p.jadwal.ditutup_pada = kini + datetime.timedelta(days=ditutup)
    p.jadwal.save()

    with pytest.raises(TidakBoleh, match=kata):
        _sel(isi, p.operator)
    assert not Realisasi.objects.exists()


def test_a_quarter_without_schedule_is_not_open(p):
    with pytest.raises(TidakBoleh, match=r"Triwulan III 2024 belum dibuka\."):
        _sel(p.isi(), p.operator, triwulan=3)


def test_extension_opens_the_quarter_for_its_pd_only(p):
    isi, isi_lain = p.isi(), TargetFactory(pd=p.lain).indikator.isi.get()
    p.tutup()
    Perpanjangan.objects.create(
        perangkat_daerah=p.pd,
        jadwal=p.jadwal,
        sampai=timezone.now() + datetime.timedelta(minutes=1),
        alasan="Data BPS terlambat",
        oleh=p.organisasi,
    )

    assert _sel(isi, p.operator).pk
    with pytest.raises(TidakBoleh, match="ditutup"):
        _sel(isi_lain, p.operator_lain)


# Texts


def _narasi(baris, oleh, **teks):
    return simpan_narasi(
        indikator_id=baris.indikator_id, tahun=TAHUN, triwulan=TW, isi=teks, oleh=oleh
    )


def test_texts_are_stored_with_an_audit_row_of_what_changed(p):
    baris = p.baris(tindak_lanjut="Tetap")

    _narasi(baris, p.operator, analisis="  Vaksin terlambat. ", tindak_lanjut="Tetap")

    baris.refresh_from_db()
    assert (baris.analisis, baris.tindak_lanjut) == ("Vaksin terlambat.", "Tetap")
    jejak = JejakAudit.objects.get()
    assert jejak.aksi == "realisasi.narasi_disimpan"
    assert (jejak.sebelum, jejak.sesudah) == ({"analisis": ""}, {"analisis": "Vaksin terlambat."})


def test_same_texts_change_nothing(p):
    baris = p.baris(analisis="Sama")

    _narasi(baris, p.operator, analisis=" Sama ")

    assert not JejakAudit.objects.exists()


def test_writing_texts_in_the_panel_is_no_conflict_for_the_cell_beside_it(p):
    baris, isi = p.baris(nilai=Decimal(70)), p.isi()
    _narasi(baris, p.operator, analisis="Sebab")
    simpan_narasi(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi={"analisis": "Sebelum nilainya"},
        oleh=p.operator,
    )

    assert _sel(baris.indikator.isi.get(), p.operator, "71", versi=1).nilai == 71
    kosong: Any = _sel(isi, p.operator, "5", versi=0)
    assert (kosong.nilai, kosong.versi, kosong.analisis) == (5, 1, "Sebelum nilainya")


def test_value_of_the_factory_is_stored_as_decimal():
    baris = RealisasiFactory(nilai=Decimal("1.234567"))
    baris.refresh_from_db()
    assert baris.nilai == Decimal("1.234567")
