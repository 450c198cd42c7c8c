"""Pages of the officials: search, filter, history, new, change."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opd.models import JenisPeran, Pegawai
from opd.services.pegawai import tanda_pegawai
from tests.factories import PenggunaFactory
from tests.factories_jabatan import PegawaiFactory, PenugasanFactory

pytestmark = pytest.mark.django_db
LIST = reverse("opd:pegawai_list")


@pytest.fixture
def organisasi(client):
    orang = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    client.force_login(orang)
    return orang


def test_search_by_name_nip_and_pd(client, organisasi):
    siti = PegawaiFactory(nama="Siti, S.E.", nip="197001011995031002")
    budi = PenugasanFactory(pegawai__nama="Budi").pegawai
    mantan = PenugasanFactory(pegawai__nama="Agus", sampai=datetime.date(2022, 1, 1))

    def nama(**saring):
        return [p.nama for p, _ in client.get(LIST, saring).context["baris"]]

    assert nama(cari="siti") == [siti.nama]
    assert nama(cari="19700101 199503 1 002") == [siti.nama]
    assert nama(pd=budi.penugasan.get().jabatan.perangkat_daerah_id) == [budi.nama]
    assert nama(pd=mantan.jabatan.perangkat_daerah_id) == []


def test_pages_keep_the_filter(client, organisasi):
    for n in range(51):
        PegawaiFactory(nama=f"Siti {n:02}")
    isi = client.get(LIST, {"cari": "siti"}).content.decode()
    assert "?cari=siti&amp;page=2" in isi


def test_three_people(client):
    milik, lain = PenugasanFactory(), PenugasanFactory()
    client.force_login(
        PenggunaFactory(peran=JenisPeran.OPERATOR, pd=milik.jabatan.perangkat_daerah)
    )
    assert [p for p, _ in client.get(LIST).context["baris"]] == [milik.pegawai]

    def status(nama, pegawai):
        return client.get(reverse(f"opd:{nama}", args=[pegawai.pk])).status_code

    for nama, boleh in (("pegawai_detail", 200), ("pegawai_update", 403)):
        assert [status(nama, p.pegawai) for p in (milik, lain)] == [boleh, 404]
    assert client.get(reverse("opd:pegawai_create")).status_code == 403
    client.force_login(PenggunaFactory(peran=JenisPeran.EVALUATOR))
    assert status("pegawai_detail", lain.pegawai) == 200
    client.force_login(PenggunaFactory(peran=JenisPeran.ADMIN))
    assert (client.get(LIST).status_code, status("pegawai_detail", lain.pegawai)) == (403, 404)


def test_history_shows_only_posts_that_the_reader_may_see(client):
    milik = PenugasanFactory(sampai=datetime.date(2022, 12, 31))
    lain = PenugasanFactory(pegawai=milik.pegawai, dari=datetime.date(2023, 1, 1))
    client.force_login(
        PenggunaFactory(peran=JenisPeran.OPERATOR, pd=milik.jabatan.perangkat_daerah)
    )
    alamat = reverse("opd:pegawai_detail", args=[milik.pegawai_id])
    isi = client.get(alamat).content.decode()
    assert milik.jabatan.nama in isi
    assert lain.jabatan.nama not in isi
    client.force_login(PenggunaFactory(peran=JenisPeran.ORGANISASI))
    assert lain.jabatan.nama in client.get(alamat).content.decode()


def test_new_and_change(client, organisasi):
    buat = reverse("opd:pegawai_create")
    assert "18 angka" in client.post(buat, {"nama": "Siti", "nip": "12"}).content.decode()
    assert not Pegawai.objects.exists()
    client.post(buat, {"nama": "Siti", "nip": "19700101 199503 1 002"})
    pegawai = Pegawai.objects.get()

    ubah = reverse("opd:pegawai_update", args=[pegawai.pk])
    isi = {"nama": "Siti, S.E.", "nip": pegawai.nip, "tanda": tanda_pegawai(pegawai)}
    assert client.post(ubah, isi).status_code == 302
    assert "diubah orang lain" in client.post(ubah, {**isi, "nama": "Lain"}).content.decode()
    pegawai.refresh_from_db()
    assert pegawai.nama == "Siti, S.E."


def test_query_count_does_not_grow(client, organisasi):
    def hitung(jumlah):
        for _ in range(jumlah):
            PenugasanFactory()
        client.get(LIST)
        with CaptureQueriesContext(connection) as kueri:
            client.get(LIST)
        return len(kueri)

    assert hitung(3) == hitung(30)
