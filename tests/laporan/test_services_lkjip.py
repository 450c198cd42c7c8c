"""Producing a LKjIP: who may, which version, what is stored, and what a failure leaves behind."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import transaction

from dasar import tasks
from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import Berkas, JejakAudit, Notifikasi, Pekerjaan, StatusPekerjaan
from dasar.services import pekerjaan as mesin
from dasar.services.pekerjaan import SewaHilang, batalkan_pekerjaan, kerjakan
from kinerja.models import JenisDokumen
from laporan import tasks as tugas
from laporan.formulas.data_lkjip import dari_json, sidik, teks_baku
from laporan.models import DokumenLKjIP, SifatLKjIP
from laporan.services.lkjip import (
    VersiTersusul,
    antrekan_lkjip,
    kode,
    rencanakan_lkjip,
    simpan_lkjip,
)
from opd.models import Peran, PerangkatDaerah
from opd.services.dokumen_resmi import HURUF_KODE
from tests.factories import TAHUN, DokumenFactory, IsiIndikatorFactory
from tests.laporan.panggung import PDF, buat_panggung_lkjip, buat_versi, data_lkjip

pytestmark = pytest.mark.django_db


@pytest.fixture
def p():
    return buat_panggung_lkjip()


@pytest.fixture(autouse=True)
def terkirim(monkeypatch):
    """Numbers sent to the queue, instead of a broker."""
    nomor: list[int] = []
    antrean = SimpleNamespace(send_task=lambda nama, isi: nomor.extend(isi))
    monkeypatch.setattr(mesin, "current_app", antrean)
    return nomor


def _berkas_di_cakram() -> set[Path]:
    return {f for f in Path(settings.BERKAS_ROOT).rglob("*") if f.is_file()}


def _antrekan(pd, oleh, tahun=TAHUN):
    return antrekan_lkjip(pd_id=pd.pk, tahun=tahun, oleh=oleh)


# --- asking ----------------------------------------------------------------------------------


def test_three_people_ask_for_a_report(p):
    assert _antrekan(p.pd, p.operator).parameter == {"pd": p.pd.pk, "tahun": TAHUN}
    with pytest.raises(PerangkatDaerah.DoesNotExist):
        _antrekan(p.pd, p.operator_lain)
    with pytest.raises(TidakBoleh, match="Bagian Organisasi"):
        _antrekan(p.pd, p.evaluator)


def test_the_city_report_belongs_to_organisasi(p):
    with pytest.raises(TidakBoleh, match="LKjIP Kota disusun oleh Bagian Organisasi"):
        _antrekan(p.kota, p.pimpinan)
    pekerjaan = _antrekan(p.kota, p.organisasi)
    assert pekerjaan.judul == f"LKjIP Kota Tangerang Selatan {TAHUN}"


def test_asking_twice_is_one_job_and_another_person_is_told(p, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        pertama = _antrekan(p.pd, p.operator)

    assert _antrekan(p.pd, p.operator) == pertama
    with pytest.raises(GalatPengguna, match="sedang dikerjakan"):
        _antrekan(p.pd, p.organisasi)
    assert Pekerjaan.objects.count() == 1
    assert _antrekan(p.kota, p.organisasi) != pertama


@pytest.mark.parametrize("tahun", [TAHUN + 1, 0, 10**9])
def test_a_year_without_a_plan_is_refused_with_a_sentence(p, tahun):
    with pytest.raises(GalatPengguna, match="belum punya indikator"):
        _antrekan(p.pd, p.operator, tahun)
    assert not Pekerjaan.objects.exists()


def test_a_pd_that_only_enters_a_city_iku_has_no_report_of_its_own(p):
    iku = IsiIndikatorFactory(
        dokumen=DokumenFactory(pd=p.kota, jenis=JenisDokumen.RKPD, tahun=TAHUN + 1),
        pengampu=p.pd,
    )
    assert iku.indikator.pengampu == p.pd

    with pytest.raises(GalatPengguna, match="belum punya indikator"):
        _antrekan(p.pd, p.operator, TAHUN + 1)
    assert _antrekan(p.kota, p.organisasi, TAHUN + 1).pk


def test_codes_are_random_and_free_of_look_alikes():
    semua = {kode(2024) for _ in range(200)}

    assert len(semua) == 200
    assert all(re.fullmatch(rf"TSL-LK24-[{HURUF_KODE}]{{4}}-[{HURUF_KODE}]{{4}}", k) for k in semua)
    assert not set("0O1IL2Z5S8BUV") & set(HURUF_KODE)


# --- storing ---------------------------------------------------------------------------------


def test_the_file_is_called_as_the_cover_after_a_rename(p):
    dokumen = buat_versi(p.pd, p.operator, nama_pd="Dinas Kesehatan dan KB", sifat="bersih")

    assert dokumen.berkas.nama_asli == f"LKjIP Dinas Kesehatan dan KB {TAHUN} versi 1.pdf"


def test_a_version_is_stored_with_its_frozen_data_and_leaves_one_audit_row(p):
    dokumen = buat_versi(p.pd, p.operator)

    dokumen.refresh_from_db()
    assert (dokumen.versi, dokumen.sifat, dokumen.jumlah_celah) == (1, SifatLKjIP.DRAF, 1)
    assert dokumen.sha256 == sidik(dokumen.data)
    assert dari_json(dokumen.data).kode == dokumen.kode
    assert f'"kode":"{dokumen.kode}"' in teks_baku(dokumen.data)
    assert dokumen.berkas.nama_asli == f"LKjIP Dinas Kesehatan {TAHUN} versi 1 (draf).pdf"
    assert dokumen.berkas.isi.open().read() == PDF
    jejak = JejakAudit.objects.get(aksi="lkjip.disusun")
    assert jejak.oleh == p.operator
    assert jejak.sesudah is not None
    assert jejak.sesudah["kode"] == dokumen.kode
    assert jejak.sesudah["berkas_sha256"] == dokumen.berkas.sha256


def test_versions_count_on_per_report(p):
    nomor = [buat_versi(p.pd, p.operator).versi for _ in range(3)]
    kota = buat_versi(p.kota, p.organisasi)

    assert (nomor, kota.versi) == ([1, 2, 3], 1)
    rencana = rencanakan_lkjip(pd_id=p.pd.pk, tahun=TAHUN, oleh=p.operator)
    assert rencana.versi == 4


def test_the_second_of_two_prints_with_one_number_is_refused(p):
    data = data_lkjip(p.pd, versi=1)
    buat_versi(p.pd, p.operator)
    sebelum = _berkas_di_cakram()

    with pytest.raises(VersiTersusul, match="versi 1 sudah disusun"):
        simpan_lkjip(
            pd_id=p.pd.pk, tahun=TAHUN, data=data, pdf=PDF, jumlah_halaman=2, oleh=p.operator
        )

    assert DokumenLKjIP.objects.count() == 1
    assert _berkas_di_cakram() == sebelum


@pytest.mark.parametrize(("pdf", "kalimat"), [(b"bukan pdf", "Isinya bukan PDF"), (b"", "kosong")])
def test_what_is_no_pdf_is_not_stored(p, pdf, kalimat):
    with pytest.raises(GalatPengguna, match=kalimat):
        buat_versi(p.pd, p.operator, pdf=pdf)
    assert not DokumenLKjIP.objects.exists()


def test_storing_is_judged_by_role_again(p):
    def simpan(oleh):
        return simpan_lkjip(
            pd_id=p.pd.pk,
            tahun=TAHUN,
            data=data_lkjip(p.pd, versi=1),
            pdf=PDF,
            jumlah_halaman=2,
            oleh=oleh,
        )

    with pytest.raises(PerangkatDaerah.DoesNotExist):
        simpan(p.operator_lain)
    with pytest.raises(TidakBoleh):
        simpan(p.evaluator)
    assert simpan(p.kepala).disusun_oleh == p.kepala


def test_a_row_that_cannot_be_stored_leaves_no_file(p):
    sebelum = _berkas_di_cakram()
    pertama = buat_versi(p.kota, p.organisasi)
    sesudah = _berkas_di_cakram()
    assert len(sesudah) == len(sebelum) + 1

    with pytest.raises(Exception, match="[Kk]ode"), transaction.atomic():
        buat_versi(p.pd, p.operator, kode=pertama.kode)

    assert _berkas_di_cakram() == sesudah
    assert Berkas.objects.count() == 1


# --- the job ---------------------------------------------------------------------------------


@pytest.mark.lambat
def test_the_job_prints_stores_and_tells_the_requester_once(p, terkirim):
    pekerjaan = _antrekan(p.pd, p.operator)

    tasks.jalankan(pekerjaan.pk)
    tasks.jalankan(pekerjaan.pk)  # delivered twice

    pekerjaan.refresh_from_db()
    assert (pekerjaan.galat, pekerjaan.status) == ("", StatusPekerjaan.SELESAI)
    dokumen = DokumenLKjIP.objects.get()
    celah = f", {dokumen.jumlah_celah} kekurangan" if dokumen.jumlah_celah else ""
    assert pekerjaan.hasil == {
        "pesan": f"Versi 1, {dokumen.jumlah_halaman} halaman{celah}.",
        "tautan": f"/laporan/lkjip/{p.pd.pk}/{TAHUN}/",
        "kata": "Buka LKjIP",
        "dokumen": dokumen.pk,
    }
    assert (dokumen.pekerjaan, dokumen.disusun_oleh) == (pekerjaan, p.operator)
    assert dokumen.jumlah_halaman > 1
    assert dokumen.berkas.isi.open().read(5) == b"%PDF-"
    kabar = Notifikasi.objects.get(penerima=p.operator)
    assert kabar.judul == f"LKjIP Dinas Kesehatan {TAHUN} selesai disusun"
    assert kabar.tautan == pekerjaan.hasil["tautan"]
    assert JejakAudit.objects.filter(aksi="lkjip.disusun").count() == 1


def test_a_requester_who_lost_the_role_gets_no_report(p):
    pekerjaan = _antrekan(p.pd, p.operator)
    Peran.objects.filter(pengguna=p.operator).update(sampai="2022-01-01")

    tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.GAGAL
    assert pekerjaan.galat == "Akun yang meminta LKjIP ini tidak lagi melihat perangkat daerahnya."
    assert not DokumenLKjIP.objects.exists()


@pytest.mark.lambat
def test_a_lost_lease_stores_nothing_and_leaves_no_file(p, monkeypatch):
    pekerjaan = _antrekan(p.pd, p.operator)
    sebelum = _berkas_di_cakram()
    asli = tugas.kabari_lkjip

    def kabari_lalu_hilang(**nilai):
        asli(**nilai)
        assert len(_berkas_di_cakram()) == len(sebelum) + 1
        raise SewaHilang

    monkeypatch.setattr(tugas, "kabari_lkjip", kabari_lalu_hilang)
    tasks.jalankan(pekerjaan.pk)

    assert not DokumenLKjIP.objects.exists()
    assert not Notifikasi.objects.exists()
    assert _berkas_di_cakram() == sebelum


@pytest.mark.lambat
def test_a_job_cancelled_while_it_prints_stores_nothing(p, monkeypatch):
    pekerjaan = _antrekan(p.pd, p.operator)
    asli = tugas.cetak_lkjip

    def cetak_lalu_batal(data, **nilai):
        hasil = asli(data, **nilai)
        batalkan_pekerjaan(pekerjaan.pk, oleh=p.operator)
        return hasil

    monkeypatch.setattr(tugas, "cetak_lkjip", cetak_lalu_batal)
    tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.DIBATALKAN
    assert not DokumenLKjIP.objects.exists()


@pytest.mark.lambat
def test_a_failed_job_says_why_keeps_the_last_version_and_can_be_repeated(p, monkeypatch):
    lama = buat_versi(p.pd, p.operator)
    pekerjaan = _antrekan(p.pd, p.operator)

    def gagal(*_, **__):
        raise GalatPengguna("Target tahun 2024 bertentangan pada dua dokumen.")

    with monkeypatch.context() as sementara:
        sementara.setattr(tugas, "susun_data_lkjip", gagal)
        tasks.jalankan(pekerjaan.pk)
    pekerjaan.refresh_from_db()
    assert pekerjaan.galat == "Target tahun 2024 bertentangan pada dua dokumen."
    assert DokumenLKjIP.objects.get() == lama

    mesin.ulangi_pekerjaan(pekerjaan.pk, oleh=p.operator)
    tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert (pekerjaan.galat, pekerjaan.status) == ("", StatusPekerjaan.SELESAI)
    assert list(DokumenLKjIP.objects.values_list("versi", flat=True)) == [2, 1]


def test_only_one_of_two_workers_holds_the_job(p):
    pekerjaan = _antrekan(p.pd, p.operator)

    with kerjakan(pekerjaan.pk) as pertama, kerjakan(pekerjaan.pk) as kedua:
        assert pertama is not None
        assert kedua is None
        pertama.selesai({})
