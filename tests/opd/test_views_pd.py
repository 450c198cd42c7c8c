"""Pages of the PD: the list and the tree of a day, a new PD, a new name."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dasar.izin import TidakBoleh
from opd.models import (
    Eselon,
    JenisPD,
    JenisPeran,
    JenisPerubahan,
    PerangkatDaerah,
    PerubahanOrganisasi,
    StatusPerubahan,
)
from opd.services.jabatan import buat_jabatan
from opd.services.organisasi import beri_nama
from tests.factories import (
    DokumenFactory,
    KotaFactory,
    NamaPDFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
)
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory

pytestmark = pytest.mark.django_db
LIST = reverse("opd:pd_list")


@pytest.fixture
def organisasi(client):
    orang = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    client.force_login(orang)
    return orang


def _detail(pd, tanggal=""):
    return reverse("opd:pd_detail", args=[pd.pk]) + (f"?tanggal={tanggal}" if tanggal else "")


def _susunan(jumlah):
    """A PD with a head, a vacant sekretaris and `jumlah` held posts below the head."""
    kepala = JabatanFactory(nama="Kepala Dinas Kesehatan")
    pd = kepala.perangkat_daerah
    PenugasanFactory(jabatan=kepala, pegawai=PegawaiFactory(nama="Ibu Kepala"))
    JabatanFactory(pd=pd, nama="Sekretaris", eselon=Eselon.III_A, kepala=False, induk=kepala)
    for n in range(jumlah):
        bidang = JabatanFactory(
            pd=pd, nama=f"Bidang {n}", eselon=Eselon.III_B, kepala=False, induk=kepala
        )
        PenugasanFactory(jabatan=bidang)
    return pd


def test_three_people_see_their_own_and_the_city(client):
    kota, pd, lain = KotaFactory(), PerangkatDaerahFactory(), PerangkatDaerahFactory()
    client.force_login(PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd))
    isi = client.get(LIST).content.decode()
    assert pd.nama_pada() in isi
    assert "Kota Tangerang Selatan</a>" in isi
    assert lain.nama_pada() not in isi
    assert [client.get(_detail(p)).status_code for p in (kota, pd, lain)] == [200, 200, 404]

    client.force_login(PenggunaFactory(peran=JenisPeran.PIMPINAN))
    assert lain.nama_pada() in client.get(LIST).content.decode()

    client.force_login(PenggunaFactory(peran=JenisPeran.ADMIN))
    jawaban = client.get(LIST)
    assert jawaban.status_code == 403
    assert "Admin mengelola pengguna" in jawaban.content.decode()
    assert client.get(_detail(pd)).status_code == 404


def test_tree_shows_holders_of_the_day_and_vacant_posts(client, organisasi):
    pd = _susunan(1)
    kepala = pd.jabatan.get(kepala=True)
    lama = kepala.penugasan.get()
    lama.sampai = datetime.date(2024, 2, 29)
    lama.save()
    PenugasanFactory(
        jabatan=kepala,
        jenis="plt",
        pegawai=PegawaiFactory(nama="Pak Pelaksana"),
        dari=datetime.date(2024, 3, 1),
    )

    pohon = client.get(_detail(pd, "2024-02-29")).context["pohon"]
    (akar,) = pohon.akar
    assert (akar.jabatan, [p.pegawai.nama for p in akar.pemegang]) == (kepala, ["Ibu Kepala"])
    assert [s.jabatan.nama for s in akar.bawahan] == ["Sekretaris", "Bidang 0"]
    assert (pohon.jumlah, pohon.kosong, akar.bawahan[0].pemegang) == (3, 1, ())

    isi = client.get(_detail(pd, "2024-03-01")).content.decode()
    assert "Pak Pelaksana" in isi
    assert "Plt" in isi
    assert "Kosong" in isi
    assert "Ibu Kepala" not in isi


def test_a_day_that_is_none_shows_today_and_says_so(client, organisasi):
    pd = _susunan(0)
    assert "Tanggal di alamat tidak terbaca" in client.get(_detail(pd, "besok")).content.decode()
    assert "tidak ada. Berlaku sejak" in client.get(_detail(pd, "2019-01-01")).content.decode()


def test_old_day_shows_the_old_name_and_where_a_pd_went(client, organisasi):
    lama, baru = PerangkatDaerahFactory(nama="Dinas Lama"), PerangkatDaerahFactory(nama="Gabungan")
    nama = lama.nama.get()
    nama.sampai = datetime.date(2022, 12, 31)
    nama.save()
    NamaPDFactory(perangkat_daerah=lama, nama="Dinas Antara", dari=datetime.date(2023, 1, 1))
    perubahan = PerubahanOrganisasi.objects.create(
        jenis=JenisPerubahan.PENGGABUNGAN,
        tanggal=datetime.date(2024, 7, 1),
        dasar_hukum="Perda 3/2024",
        status=StatusPerubahan.DITERAPKAN,
        diterapkan_pada="2024-06-01T00:00:00Z",
    )
    perubahan.asal.add(lama)
    perubahan.tujuan.add(baru)

    isi = client.get(_detail(lama, "2022-06-01")).content.decode()
    assert "<h1>Dinas Lama</h1>" in isi
    assert "Dilanjutkan oleh" in isi
    assert "Perda 3/2024" in isi
    assert "Melanjutkan" in client.get(_detail(baru)).content.decode()


@pytest.mark.parametrize("halaman", ["detail", "daftar"])
def test_query_count_does_not_grow(client, organisasi, halaman):
    def hitung(jumlah):
        pd = _susunan(jumlah)
        for _ in range(jumlah):
            _susunan(0)
            PerangkatDaerahFactory(jenis=JenisPD.UPTD, induk=pd)
        alamat = LIST if halaman == "daftar" else _detail(pd)
        client.get(alamat)
        with CaptureQueriesContext(connection) as kueri:
            assert client.get(alamat).status_code == 200
        return len(kueri)

    assert hitung(3) == hitung(30)


def test_search_finds_by_name_and_short_name(client, organisasi):
    PerangkatDaerahFactory(nama="Dinas Kesehatan", singkatan="DINKES")
    PerangkatDaerahFactory(nama="Dinas Sosial", singkatan="DINSOS")
    for cari in ("kesehatan", "DINKES"):
        isi = client.get(LIST, {"cari": cari}).content.decode()
        assert "Dinas Kesehatan" in isi
        assert "Dinas Sosial" not in isi


def test_new_pd_below_another(client, organisasi):
    induk = PerangkatDaerahFactory()
    data = {
        "kode": "UPTD-Labkesda",
        "nama": "UPTD Laboratorium Kesehatan Daerah",
        "singkatan": "LABKESDA",
        "jenis": "uptd",
        "induk": induk.pk,
        "dari": "2024-01-01",
        "dasar_hukum": "",
        "urutan": "",
    }
    jawaban = client.post(reverse("opd:pd_create"), data)
    pd = PerangkatDaerah.objects.get(kode="uptd-labkesda")
    assert jawaban.url == _detail(pd)
    assert (pd.induk, pd.nama_pada()) == (induk, data["nama"])

    ulang = client.post(reverse("opd:pd_create"), data)
    assert "kode" in ulang.context["form"].errors
    assert PerangkatDaerah.objects.count() == 2


def test_new_name_and_status_on_one_page(client, organisasi):
    pd = PerangkatDaerahFactory(nama="Kantor Arsip", jenis=JenisPD.SATUAN)
    alamat = reverse("opd:nama_create", args=[pd.pk])
    data = {
        "nama": "Dinas Arsip",
        "singkatan": "DISARSIP",
        "jenis": "dinas",
        "dari": "2020-01-01",
        "dasar_hukum": "Perda 1/2024",
    }
    salah = client.post(alamat, data)
    assert "Nama baru harus berlaku setelah itu" in salah.content.decode()
    assert salah.context["form"]["nama"].value() == "Dinas Arsip"
    pd.refresh_from_db()
    assert pd.jenis == JenisPD.SATUAN

    assert client.post(alamat, {**data, "dari": "01/07/2024"}).status_code == 302
    pd.refresh_from_db()
    assert (pd.jenis, pd.nama_pada()) == (JenisPD.DINAS, "Dinas Arsip")
    assert pd.nama_pada(datetime.date(2024, 6, 30)) == "Kantor Arsip"


def test_only_organisasi_writes(client):
    pd = PerangkatDaerahFactory()
    for peran, status in ((JenisPeran.OPERATOR, 403), (JenisPeran.PERENCANA, 403)):
        client.force_login(
            PenggunaFactory(peran=peran, pd=pd if peran == JenisPeran.OPERATOR else None)
        )
        assert client.get(reverse("opd:pd_create")).status_code == status
        assert client.post(reverse("opd:nama_create", args=[pd.pk])).status_code == status
    client.force_login(PenggunaFactory(peran=JenisPeran.OPERATOR))
    assert client.get(reverse("opd:nama_create", args=[pd.pk])).status_code == 404


def test_other_spellings_are_added_and_forgotten(client, organisasi):
    pd = PerangkatDaerahFactory(nama="Dinas Kesehatan")
    lain = PerangkatDaerahFactory(nama="Dinas Sosial")
    alamat = reverse("opd:alias_create", args=[pd.pk])
    assert client.post(alamat, {"teks": "Dinkes Kota"}).url == alamat
    salah = client.post(alamat, {"teks": "dinas sosial"})
    assert salah.context["form"].errors["teks"] == [f"Ejaan “dinas sosial” sudah dipakai {lain}."]
    assert "Dinkes Kota" in client.get(_detail(pd)).content.decode()

    alias = pd.alias.get()
    hapus = reverse("opd:alias_hapus", args=[alias.pk])
    assert client.get(hapus).status_code == 405
    assert client.post(hapus).url == alamat
    assert not pd.alias.exists()
    assert client.post(hapus).status_code == 404


def test_three_people_and_the_spellings(client, organisasi):
    pd = PerangkatDaerahFactory()
    client.post(reverse("opd:alias_create", args=[pd.pk]), {"teks": "Ejaan Uji"})
    alias = pd.alias.get()
    for peran, milik, status in (
        (JenisPeran.OPERATOR, pd, 403),
        (JenisPeran.PERENCANA, None, 403),
        (JenisPeran.OPERATOR, None, 404),
    ):
        client.force_login(PenggunaFactory(peran=peran, pd=milik))
        assert client.get(reverse("opd:alias_create", args=[pd.pk])).status_code == status
        assert client.post(reverse("opd:alias_hapus", args=[alias.pk])).status_code == status
    assert pd.alias.exists()


def test_an_ended_pd_gets_no_new_name_or_post(client, organisasi):
    pd = _susunan(0)
    buat = [reverse(f"opd:{nama}", args=[pd.pk]) for nama in ("nama_create", "jabatan_create")]
    assert [client.get(a).status_code for a in buat] == [200, 200]
    PerangkatDaerah.objects.filter(pk=pd.pk).update(berlaku_sampai=datetime.date(2024, 6, 30))

    isi = client.get(_detail(pd)).content.decode()
    assert [a in isi for a in buat] == [False, False]
    jawaban = client.get(buat[0])
    assert jawaban.status_code == 403
    assert "Perangkat daerah ini berakhir 30 Juni 2024" in jawaban.content.decode()
    assert client.post(buat[1]).status_code == 403
    hari = datetime.date(2024, 1, 1)
    baru = {"nama": "Seksi", "eselon": "iv_a", "dari": hari, "oleh": organisasi}
    with pytest.raises(TidakBoleh):
        buat_jabatan(perangkat_daerah_id=pd.pk, **baru)
    with pytest.raises(TidakBoleh):
        beri_nama(perangkat_daerah=pd, nama="X", singkatan="X", dari=hari, oleh=organisasi)
    assert buat_jabatan(perangkat_daerah_id=pd.pk, **baru, riwayat=True).pk  # an import


def test_a_pd_leads_to_its_plan_agreements_and_dashboard(client, organisasi):
    pd, kosong = _susunan(0), PerangkatDaerahFactory()
    DokumenFactory(pd=pd)

    tautan = dict(client.get(_detail(pd)).context["tautan"])

    assert set(tautan) == {"Perencanaan", "Perjanjian Kinerja", "Dasbor kinerja"}
    assert [client.get(a).status_code for a in tautan.values()] == [200, 200, 200]
    assert [k for k, _ in client.get(_detail(kosong)).context["tautan"]] == ["Dasbor kinerja"]
