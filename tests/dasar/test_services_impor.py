"""From upload over preview to apply, by the job."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import Berkas, ImporData, JejakAudit, Pekerjaan, StatusImporData
from dasar.services.impor import (
    antrekan_terapan,
    batalkan_data,
    unggah_data,
)
from dasar.tasks import jalankan as jalankan_pekerjaan
from opd.models import Pegawai
from tests.factories import PenggunaFactory
from tests.factories_jabatan import PegawaiFactory
from tests.lembar_impor import buku

pytestmark = pytest.mark.django_db

NIP = "197001011995031001"
JUDUL = ["nip", "nama", "pangkat"]


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran="organisasi")


def _unggah(oleh, *baris, jenis="pegawai", nama="pegawai.xlsx", judul=JUDUL):
    impor = unggah_data(
        jenis=jenis, parameter={}, isi=buku(judul, *baris), nama_asli=nama, oleh=oleh
    )
    jalankan_pekerjaan(impor.pekerjaan_id)
    impor.refresh_from_db()
    return impor


def _terapkan(impor, oleh):
    pekerjaan = antrekan_terapan(impor_id=impor.pk, oleh=oleh)
    jalankan_pekerjaan(pekerjaan.pk)
    impor.refresh_from_db()
    pekerjaan.refresh_from_db()
    return pekerjaan


def test_upload_preview_apply(organisasi):
    impor = _unggah(organisasi, [NIP, "Dra. Contoh", ""])

    assert impor.status == StatusImporData.PRATINJAU
    assert impor.ringkasan == {
        "baru": 1, "berubah": 0, "sama": 0, "galat": 0, "peringatan": 0,
    }  # fmt: skip
    assert not Pegawai.objects.exists()

    pekerjaan = _terapkan(impor, organisasi)

    assert pekerjaan.status == "selesai", pekerjaan.galat
    assert impor.status == StatusImporData.DITERAPKAN
    assert Pegawai.objects.get().nip == NIP
    jejak = JejakAudit.objects.get(aksi="impor_data.diterapkan")
    assert jejak.oleh == organisasi
    assert (jejak.sesudah or {})["sha256"] == impor.berkas.sha256


def test_a_preview_with_faults_is_kept_and_cannot_be_applied(organisasi):
    impor = _unggah(organisasi, [NIP, "Baik", ""], ["1", "", ""])

    assert impor.ringkasan["galat"] == 1
    assert list(impor.rincian.filter(macam="galat").values_list("baris", "kolom", "isi")) == [
        (3, "nip", "NIP terdiri dari 18 angka."),
        (3, "nama", "Kolom ini wajib diisi."),
    ]
    with pytest.raises(GalatPengguna, match="Masih ada galat"):
        antrekan_terapan(impor_id=impor.pk, oleh=organisasi)
    assert not Pegawai.objects.exists()


def test_data_that_changed_since_the_preview_stops_the_apply(organisasi):
    PegawaiFactory(nip=NIP, nama="Semula", pangkat="")
    impor = _unggah(organisasi, [NIP, "Menjadi", ""])
    Pegawai.objects.update(nama="Diubah orang lain")

    pekerjaan = _terapkan(impor, organisasi)

    assert pekerjaan.status == "gagal"
    assert "Data sudah berubah sejak pratinjau" in pekerjaan.galat
    assert impor.status == StatusImporData.PRATINJAU
    assert Pegawai.objects.get().nama == "Diubah orang lain"
    assert not JejakAudit.objects.filter(aksi="pegawai.diubah").exists()


def test_rights_that_ended_since_the_preview_stop_the_apply(organisasi):
    impor = _unggah(organisasi, [NIP, "Dra. Contoh", ""])
    pekerjaan = antrekan_terapan(impor_id=impor.pk, oleh=organisasi)
    organisasi.peran.all().delete()

    jalankan_pekerjaan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "gagal"
    assert "Bagian Organisasi" in pekerjaan.galat
    assert not Pegawai.objects.exists()


def test_a_file_that_changes_nothing_is_not_applied(organisasi):
    PegawaiFactory(nip=NIP, nama="Sama", pangkat="")
    impor = _unggah(organisasi, [NIP, "Sama", ""])

    with pytest.raises(GalatPengguna, match="sama dengan data yang tersimpan"):
        antrekan_terapan(impor_id=impor.pk, oleh=organisasi)


def test_applied_and_cancelled_uploads_stay_as_they_are(organisasi):
    impor = _unggah(organisasi, [NIP, "Dra. Contoh", ""])
    _terapkan(impor, organisasi)
    lain = _unggah(organisasi, ["", "Lain", ""])
    batalkan_data(impor_id=lain.pk, oleh=organisasi)

    for satu, kata in ((impor, "diterapkan"), (lain, "dibatalkan")):
        for kerja in (antrekan_terapan, batalkan_data):
            with pytest.raises(GalatPengguna, match=kata):
                kerja(impor_id=satu.pk, oleh=organisasi)


@pytest.mark.parametrize(
    ("isi", "nama", "kalimat"),
    [
        (b"%PDF-1.4\n%%EOF", "x.pdf", "tidak dapat diterima"),
        (b"", "x.xlsx", "kosong"),
        (b"nip;nama\n1;2\n", "x.csv", "Kolom “pangkat” tidak ada"),
        (buku(JUDUL), "x.xlsx", "Tidak ada baris"),
        (buku([*JUDUL, "alamat"], ["1", "2", "3", "4"]), "x.xlsx", "“alamat” tidak dikenal"),
    ],
)
def test_a_refused_file_leaves_nothing(organisasi, isi, nama, kalimat):
    with pytest.raises(GalatPengguna, match=kalimat):
        unggah_data(jenis="pegawai", parameter={}, isi=isi, nama_asli=nama, oleh=organisasi)

    assert not ImporData.objects.exists()
    assert not Berkas.objects.exists()
    assert not Pekerjaan.objects.exists()


def test_others_cannot_touch_an_upload(organisasi):
    impor = _unggah(organisasi, [NIP, "Dra. Contoh", ""])

    for orang in (PenggunaFactory(peran="organisasi"), PenggunaFactory(peran="evaluator")):
        for kerja in (antrekan_terapan, batalkan_data):
            with pytest.raises(ObjectDoesNotExist):
                kerja(impor_id=impor.pk, oleh=orang)
    with pytest.raises(TidakBoleh):
        _unggah(PenggunaFactory(peran="operator"), [NIP, "x", ""])


def test_two_presses_are_one_job(organisasi):
    impor = _unggah(organisasi, [NIP, "Dra. Contoh", ""])

    satu = antrekan_terapan(impor_id=impor.pk, oleh=organisasi)

    assert antrekan_terapan(impor_id=impor.pk, oleh=organisasi).pk == satu.pk


def test_an_unknown_kind_is_a_sentence(organisasi):
    with pytest.raises(GalatPengguna, match="tidak dikenal"):
        _unggah(organisasi, [NIP, "x", ""], jenis="tiada")
