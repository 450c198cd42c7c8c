"""The pages of the master-data import."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from dasar.models import ImporData, RincianImpor
from dasar.tasks import jalankan as jalankan_pekerjaan
from kinerja.models import StatusDokumen
from tests.factories import DokumenFactory, PenggunaFactory
from tests.factories_jabatan import PegawaiFactory
from tests.lembar_impor import buku

pytestmark = pytest.mark.django_db

NIP = "197001011995031001"
PEGAWAI = ["pegawai"]


@pytest.fixture
def organisasi(client):
    orang = PenggunaFactory(peran="organisasi")
    client.force_login(orang)
    return orang


def _unggah(client, *baris, nama="pegawai.xlsx", jenis="pegawai"):
    isi = buku(["nip", "nama", "pangkat"], *baris)
    return client.post(
        reverse("dasar:impor_data_jenis", args=[jenis]),
        {"berkas": SimpleUploadedFile(nama, isi)},
    )


def _pratinjau(client, *baris) -> ImporData:
    _unggah(client, *baris)
    impor = ImporData.objects.latest("pk")
    jalankan_pekerjaan(impor.pekerjaan_id)
    return impor


def test_the_list_shows_the_kinds_that_the_person_may_use(client, organisasi):
    teks = client.get(reverse("dasar:impor_data_list")).content.decode()
    for judul in ("Perangkat daerah", "Pegawai", "Jabatan", "Penugasan", "Rencana", "Nomenklatur"):
        assert judul in teks

    client.force_login(PenggunaFactory(peran="perencana"))
    teks = client.get(reverse("dasar:impor_data_list")).content.decode()
    assert "Rencana" in teks
    assert "NIP, nama, dan pangkat" not in teks

    for peran in ("operator", "evaluator"):
        client.force_login(PenggunaFactory(peran=peran))
        assert client.get(reverse("dasar:impor_data_list")).status_code == 403


@pytest.mark.parametrize("nama", ["impor_data_jenis", "impor_data_templat", "impor_data_ekspor"])
def test_three_people_before_one_kind(client, nama):
    alamat = reverse(f"dasar:{nama}", args=PEGAWAI)
    for peran, status in (("organisasi", 200), ("operator", 403), ("evaluator", 403)):
        client.force_login(PenggunaFactory(peran=peran))
        assert client.get(alamat).status_code == status
    assert client.get(reverse(f"dasar:{nama}", args=["tiada"])).status_code == 404


def test_template_and_export_are_books(client, organisasi):
    PegawaiFactory(nip=NIP, nama="=1+1", pangkat="")

    templat = client.get(reverse("dasar:impor_data_templat", args=PEGAWAI))
    ekspor = client.get(reverse("dasar:impor_data_ekspor", args=PEGAWAI))

    assert "templat-pegawai.xlsx" in templat.headers["Content-Disposition"]
    assert load_workbook(BytesIO(templat.content))["Pegawai"].max_row == 1
    ws = load_workbook(BytesIO(ekspor.content))["Pegawai"]
    assert [s.value for s in ws[2]] == [NIP, "=1+1", None]


def test_upload_leads_to_the_preview_with_rows_columns_and_reasons(client, organisasi):
    jawaban = _unggah(client, [NIP, "Baik", ""], ["1", "Buruk", ""])
    impor = ImporData.objects.get()
    alamat = reverse("dasar:impor_data_detail", args=[impor.pk])
    assert jawaban.url == alamat
    berjalan = client.get(alamat).content.decode()
    assert "Menunggu giliran" in berjalan
    assert "Terapkan</button>" not in berjalan

    status = client.get(reverse("dasar:impor_data_status", args=[impor.pk]))
    assert status.status_code == 200
    jalankan_pekerjaan(impor.pekerjaan_id)
    status = client.get(reverse("dasar:impor_data_status", args=[impor.pk]))
    assert status.headers["HX-Refresh"] == "true"

    teks = client.get(alamat).content.decode()
    assert "NIP terdiri dari 18 angka." in teks
    assert "Masih ada galat" in teks
    assert "Terapkan</button>" not in teks


def test_a_good_preview_is_applied_by_its_button(client, organisasi):
    impor = _pratinjau(client, [NIP, "Baik", ""])
    alamat = reverse("dasar:impor_data_detail", args=[impor.pk])
    assert "Terapkan</button>" in client.get(alamat).content.decode()

    client.post(reverse("dasar:impor_data_terapkan", args=[impor.pk]))
    impor.refresh_from_db()
    jalankan_pekerjaan(impor.pekerjaan_id)

    teks = client.get(alamat).content.decode()
    assert "Diterapkan: 1 baris baru, 0 berubah, 0 sama." in teks


def test_a_bad_file_is_a_sentence_at_the_field(client, organisasi):
    jawaban = client.post(
        reverse("dasar:impor_data_jenis", args=PEGAWAI),
        {"berkas": SimpleUploadedFile("x.xlsx", buku(["nip"], ["1"]))},
    )

    assert jawaban.status_code == 200
    assert "Kolom “nama”, “pangkat” tidak ada." in jawaban.content.decode()
    assert not ImporData.objects.exists()
    kosong = client.post(reverse("dasar:impor_data_jenis", args=PEGAWAI), {})
    assert "Pilih berkasnya." in kosong.content.decode()


def test_uploads_of_others_look_nonexistent(client, organisasi):
    impor = _pratinjau(client, [NIP, "Baik", ""])

    for orang in (PenggunaFactory(peran="organisasi"), PenggunaFactory(peran="operator")):
        client.force_login(orang)
        for nama in ("detail", "status"):
            assert (
                client.get(reverse(f"dasar:impor_data_{nama}", args=[impor.pk])).status_code == 404
            )
        for nama in ("terapkan", "batal"):
            assert (
                client.post(reverse(f"dasar:impor_data_{nama}", args=[impor.pk])).status_code == 404
            )


def test_cancel(client, organisasi):
    impor = _pratinjau(client, [NIP, "Baik", ""])

    client.post(reverse("dasar:impor_data_batal", args=[impor.pk]))

    teks = client.get(reverse("dasar:impor_data_detail", args=[impor.pk])).content.decode()
    assert "Impor ini dibatalkan. Tidak ada data yang diubah." in teks


def test_a_plan_asks_for_its_draf_first(client):
    perencana = PenggunaFactory(peran="perencana")
    client.force_login(perencana)
    draf = DokumenFactory(status=StatusDokumen.DRAF)
    alamat = reverse("dasar:impor_data_jenis", args=["rencana"])

    teks = client.get(alamat).content.decode()
    assert "Pilih dokumen" in teks
    assert "Unduh templat" not in teks
    siap = client.get(alamat, {"dokumen": draf.pk}).content.decode()
    assert f"templat.xlsx?dokumen={draf.pk}" in siap
    templat = client.get(
        reverse("dasar:impor_data_templat", args=["rencana"]), {"dokumen": draf.pk}
    )
    assert templat.status_code == 200
    tanpa = client.get(reverse("dasar:impor_data_templat", args=["rencana"]))
    assert tanpa.url == alamat

    berlaku = DokumenFactory()
    teks = client.get(alamat, {"dokumen": berlaku.pk}).content.decode()
    assert "bukan draf yang dapat Anda ubah" in teks


def test_the_pages_ask_the_same_number_of_queries_for_any_number_of_rows(client, organisasi):
    impor = _pratinjau(client, [NIP, "Baik", ""])
    alamat = [
        reverse("dasar:impor_data_detail", args=[impor.pk]),
        reverse("dasar:impor_data_list"),
    ]

    def hitung():
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            for satu in alamat:
                assert client.get(satu).status_code == 200
        return len(kueri)

    sedikit = hitung()
    RincianImpor.objects.bulk_create(
        RincianImpor(impor=impor, macam="baru", baris=n, isi="x") for n in range(3, 33)
    )
    for _ in range(3):
        _unggah(client, [NIP, "Baik", ""])

    assert hitung() == sedikit
