"""Picks, memory and undo of an import: who may, what is kept, what comes back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import (
    Anggaran,
    ImporLaporan,
    IngatanPadanan,
    IsiSimpul,
    Realisasi,
    StatusImpor,
    StatusRealisasi,
)
from kinerja.services.impor import pratinjau, terapkan_impor
from kinerja.services.padanan_impor import lupakan_padanan, pilih_padanan
from kinerja.services.unggah_impor import unggah_berkas_laporan
from kinerja.services.urung_impor import urungkan_impor
from opd.models import JenisPeran
from tests.factories import PenggunaFactory, PerangkatDaerahFactory

pytestmark = pytest.mark.django_db
KEPALA = "Program/Kegiatan;Indikator;TW I K;TW I Rp"
RENCANA = ["PROGRAM LAYANAN;Nilai layanan;81,5;900", "Kegiatan Layanan;Persentase layanan;20%;900",
           "Rapat Koordinasi Daerah;Jumlah rapat;2;400",
           "Pengadaan Kendaraan Dinas;Jumlah kendaraan;1;500"]  # fmt: skip
LAIN = "Rapat Konsultasi ke Daerah Lain;Jumlah rapat;5;450"


@pytest.fixture
def pd():
    return PerangkatDaerahFactory(nama="Dinas Contoh", singkatan="DINUJI")


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran=JenisPeran.ORGANISASI)


def _unggah(pd, oleh, baris, tahun=2023, kepala=KEPALA) -> ImporLaporan:
    return unggah_berkas_laporan(
        isi="\n".join([kepala, *baris]).encode(), nama_asli="l.csv", perangkat_daerah=pd,
        tahun=tahun, oleh=oleh, isian_kinerja="per_triwulan", isian_anggaran="sd_triwulan",
    )  # fmt: skip


@pytest.fixture
def rencana(pd, organisasi) -> ImporLaporan:
    impor = _unggah(pd, organisasi, RENCANA)
    terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    return impor


def _baris(impor, nomor):
    impor.refresh_from_db()
    return next(b for b in pratinjau(impor).baris if b.nomor == nomor)


def _kode(nama) -> str:
    return f"S{IsiSimpul.objects.get(nama=nama).pk}"


def _pilih_lalu_terapkan(pd, organisasi) -> ImporLaporan:
    impor = _unggah(pd, organisasi, [*RENCANA[:2], LAIN])
    assert _baris(impor, 4).isi_simpul_id is None
    pilih_padanan(
        impor_id=impor.pk, baris=4, pilihan=_kode("Rapat Koordinasi Daerah"), oleh=organisasi
    )
    assert _baris(impor, 4).kata_keyakinan == "dipilih"
    terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    return impor


def test_a_pick_is_remembered_for_the_next_report_and_can_be_forgotten(pd, organisasi, rencana):
    _pilih_lalu_terapkan(pd, organisasi)
    assert IngatanPadanan.objects.get().oleh == organisasi
    lagi = _unggah(pd, organisasi, [*RENCANA[:2], LAIN.upper()])
    b = _baris(lagi, 4)
    assert (b.status, b.kata_keyakinan) == ("cocok", "diingat dari laporan lalu")
    assert lupakan_padanan(impor_id=lagi.pk, baris=4, oleh=organisasi) == 1
    assert _baris(lagi, 4).isi_simpul_id is None
    assert JejakAudit.objects.filter(aksi="impor.padanan_dilupakan").exists()
    with pytest.raises(ValidationError, match="Tidak ada yang diingat"):
        lupakan_padanan(impor_id=lagi.pk, baris=4, oleh=organisasi)


def test_a_memory_of_another_pd_is_not_used(pd, organisasi, rencana):
    _pilih_lalu_terapkan(pd, organisasi)
    lain = PerangkatDaerahFactory(singkatan="DINLAIN")
    terapkan_impor(impor_id=_unggah(lain, organisasi, RENCANA).pk, oleh=organisasi)
    assert _baris(_unggah(lain, organisasi, [*RENCANA[:2], LAIN]), 4).cara != "diingat"


def test_an_automatic_match_can_be_changed_and_taken_back(pd, organisasi, rencana):
    impor = _unggah(pd, organisasi, RENCANA)
    lama = _baris(impor, 5)
    assert lama.kata_keyakinan == "sama persis"
    with pytest.raises(ValidationError, match="tidak ada untuk baris 5"):
        pilih_padanan(
            impor_id=impor.pk, baris=5, pilihan=_kode("Kegiatan Layanan"), oleh=organisasi
        )
    pilih_padanan(impor_id=impor.pk, baris=5, pilihan="sbaru", oleh=organisasi)
    assert _baris(impor, 5).status == "baru"
    pilih_padanan(impor_id=impor.pk, baris=5, pilihan="semula", oleh=organisasi)
    assert _baris(impor, 5) == lama
    with pytest.raises(ValidationError, match="tidak punya pilihan"):
        pilih_padanan(impor_id=impor.pk, baris=5, pilihan="semula", oleh=organisasi)


def test_undo_puts_values_and_money_back_and_leaves_the_plan(pd, organisasi, rencana):
    nilai = {r.pk: (r.nilai, r.sumber) for r in Realisasi.objects.all()}
    uang = {a.pk: a.realisasi for a in Anggaran.objects.all()}
    simpul = IsiSimpul.objects.count()
    baru = [b.replace(";900", ";950").replace(";2;", ";7;") for b in RENCANA]
    impor = _unggah(pd, organisasi, [*baru, "Sub Yang Baru Sekali;Jumlah hal;3;25"])
    terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    assert Realisasi.objects.filter(nilai=Decimal(7)).exists()
    assert urungkan_impor(impor_id=impor.pk, oleh=organisasi) == 5
    impor.refresh_from_db()
    assert impor.status == StatusImpor.DIURUNGKAN
    for r in Realisasi.objects.exclude(pk__in=nilai):
        assert r.nilai is None
    assert {r.pk: (r.nilai, r.sumber) for r in Realisasi.objects.filter(pk__in=nilai)} == nilai
    assert {a.pk: a.realisasi for a in Anggaran.objects.all()} == uang
    assert IsiSimpul.objects.count() == simpul + 1
    assert JejakAudit.objects.get(aksi="impor.diurungkan").oleh == organisasi
    with pytest.raises(TidakBoleh, match="sudah diterapkan yang dapat"):
        urungkan_impor(impor_id=impor.pk, oleh=organisasi)


@pytest.mark.parametrize(
    "ubah", [{"status": StatusRealisasi.DIAJUKAN}, {"versi": 9, "nilai": Decimal(3)}]
)
def test_undo_is_all_or_nothing_and_names_the_cell(pd, organisasi, rencana, ubah):
    Realisasi.objects.filter(nilai=Decimal("81.5")).update(**ubah)
    sebelum = list(Realisasi.objects.order_by("pk").values_list("nilai", "versi"))
    with pytest.raises(GalatPengguna, match="“Nilai layanan” nilai Triwulan I: "):
        urungkan_impor(impor_id=rencana.pk, oleh=organisasi)
    assert list(Realisasi.objects.order_by("pk").values_list("nilai", "versi")) == sebelum
    rencana.refresh_from_db()
    assert rencana.status == StatusImpor.DITERAPKAN


def test_other_pd_sees_nothing_and_a_reader_may_not_undo(pd, rencana, client):
    with pytest.raises(ImporLaporan.DoesNotExist):
        urungkan_impor(impor_id=rencana.pk, oleh=PenggunaFactory(peran=JenisPeran.OPERATOR))
    with pytest.raises(TidakBoleh, match="operator perangkat daerah"):
        urungkan_impor(impor_id=rencana.pk, oleh=PenggunaFactory(peran=JenisPeran.EVALUATOR))
    client.force_login(PenggunaFactory(peran=JenisPeran.EVALUATOR))
    for nama in ("urungkan", "lupakan"):
        alamat = reverse(f"kinerja:impor_{nama}", args=[rencana.pk])
        assert client.post(alamat, {"baris": "2"}).status_code == 403


def test_pages_of_an_undone_import_say_so(pd, organisasi, rencana, client):
    client.force_login(organisasi)
    detail = reverse("kinerja:impor_detail", args=[rencana.pk])
    assert "Urungkan impor" in client.get(detail).content.decode()
    client.post(reverse("kinerja:impor_urungkan", args=[rencana.pk]))
    halaman = client.get(detail).content.decode()
    assert "Impor ini diurungkan oleh" in halaman
    assert "tetap ada: 4 program/kegiatan dan 4 indikator" in halaman
    assert "Diurungkan" in client.get(reverse("kinerja:impor_list")).content.decode()


def test_columns_are_said_by_a_person_and_kept_with_the_upload(pd, organisasi, client):
    client.force_login(organisasi)
    isi = b"Laporan;;;\nApa;Ukuran;Hasil;Uang\nPROGRAM A;Nilai a;4;100\n"
    data = {"perangkat_daerah": pd.pk, "tahun": 2023, "isian_kinerja": "per_triwulan",
            "isian_anggaran": "sd_triwulan"}  # fmt: skip
    alamat = reverse("kinerja:impor_create")
    tolak = client.post(alamat, data | {"berkas": SimpleUploadedFile("l.csv", isi)})
    assert "Tentukan kolomnya" in tolak.content.decode()
    assert "B: Ukuran" in tolak.content.decode()
    kolom = {
        "kepala": 2,
        "kolom_nama": 1,
        "kolom_indikator": 2,
        "kolom_tw2_k": 3,
        "kolom_tw2_rp": 4,
    }
    client.post(alamat, data | kolom | {"berkas": SimpleUploadedFile("l.csv", isi)})
    impor = ImporLaporan.objects.get()
    (baris,) = pratinjau(impor).baris
    assert (baris.nomor, baris.nilai, baris.rupiah) == (3, {2: Decimal(4)}, {2: 100})
