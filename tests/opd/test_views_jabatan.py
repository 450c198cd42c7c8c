"""Pages of the posts: list, history, new, change, end, and putting an official into one."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opd.models import Eselon, Jabatan, JenisPeran
from opd.services.jabatan import tanda_jabatan
from opd.services.penugasan import tanda_penugasan
from tests.factories import PenggunaFactory
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory

pytestmark = pytest.mark.django_db
LIST = reverse("opd:jabatan_list")


@pytest.fixture
def organisasi(client):
    orang = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    client.force_login(orang)
    return orang


def _isi(**lain):
    return {
        "nama": "Kepala Bidang Uji",
        "eselon": Eselon.III_B,
        "induk": "",
        "urutan": "1",
        "dari": "2024-01-01",
        **lain,
    }


def test_list_filters_by_pd_name_and_vacancy(client, organisasi):
    terisi = PenugasanFactory(jabatan__nama="Kepala Dinas Kesehatan").jabatan
    kosong = JabatanFactory(nama="Kepala Dinas Sosial")

    def nama(**saring):
        return [j.nama for j, _, _ in client.get(LIST, saring).context["baris"]]

    assert nama() == [terisi.nama, kosong.nama]
    assert nama(kosong="1") == [kosong.nama]
    assert nama(cari="kesehatan") == [terisi.nama]
    assert nama(pd=kosong.perangkat_daerah_id) == [kosong.nama]
    assert nama(tanggal="2019-01-01") == []


def test_three_people(client):
    milik, lain = JabatanFactory(), JabatanFactory()
    client.force_login(PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=milik.perangkat_daerah))
    assert [j for j, _, _ in client.get(LIST).context["baris"]] == [milik]

    def status(nama, jabatan):
        return client.get(reverse(f"opd:{nama}", args=[jabatan.pk])).status_code

    assert [status("jabatan_detail", j) for j in (milik, lain)] == [200, 404]
    for nama in ("jabatan_update", "jabatan_akhir", "penugasan_create"):
        assert [status(nama, j) for j in (milik, lain)] == [403, 404]
    client.force_login(PenggunaFactory(peran=JenisPeran.EVALUATOR))
    assert [status("jabatan_detail", lain), status("jabatan_update", lain)] == [200, 403]


def test_new_post_with_an_error_keeps_what_was_typed(client, organisasi):
    kepala = JabatanFactory()
    alamat = reverse("opd:jabatan_create", args=[kepala.perangkat_daerah_id])

    salah = client.post(alamat, _isi(kepala="on"))
    assert "sudah dipimpin" in salah.context["form"].errors["kepala"][0]
    assert salah.context["form"]["nama"].value() == "Kepala Bidang Uji"
    assert client.post(alamat, _isi(dari="31/31/2024")).context["form"].errors["dari"] == [
        "Tulis tanggal seperti 01/07/2024."
    ]
    assert Jabatan.objects.count() == 1

    jawaban = client.post(alamat, _isi(induk=kepala.pk))
    baru = Jabatan.objects.exclude(pk=kepala.pk).get()
    assert jawaban.url == reverse("opd:jabatan_detail", args=[baru.pk])
    assert (baru.induk, baru.urutan) == (kepala, 1)


def test_a_circle_is_a_sentence_at_the_superior(client, organisasi):
    kepala = JabatanFactory(nama="Kepala")
    bidang = JabatanFactory(
        pd=kepala.perangkat_daerah, nama="Bidang", eselon="iii_b", kepala=False, induk=kepala
    )
    jawaban = client.post(
        reverse("opd:jabatan_update", args=[kepala.pk]),
        _isi(induk=bidang.pk, tanda=tanda_jabatan(kepala), kepala="on", eselon="ii_b"),
    )
    assert "adalah bawahan jabatan ini" in jawaban.context["form"].errors["induk"][0]
    kepala.refresh_from_db()
    assert (kepala.nama, kepala.induk) == ("Kepala", None)


def test_the_second_change_of_one_page_is_refused(client, organisasi):
    jabatan = JabatanFactory(kepala=False)
    alamat = reverse("opd:jabatan_update", args=[jabatan.pk])
    isi = _isi(nama="Pertama", tanda=tanda_jabatan(jabatan))
    assert client.post(alamat, isi).status_code == 302
    jawaban = client.post(alamat, {**isi, "nama": "Kedua"})
    assert "diubah orang lain" in jawaban.content.decode()
    jabatan.refresh_from_db()
    assert jabatan.nama == "Pertama"


def test_a_post_that_was_held_is_only_spelled_better(client, organisasi):
    jabatan = PenugasanFactory(jabatan__kepala=False).jabatan
    alamat = reverse("opd:jabatan_update", args=[jabatan.pk])
    isi = _isi(nama="Nama Lain", dari="2021-01-01", tanda=tanda_jabatan(jabatan))
    salah = client.post(alamat, isi)
    assert "centang perbaikan ejaan" in salah.context["form"].errors["nama"][0]
    assert salah.context["form"]["nama"].value() == "Nama Lain"
    assert client.post(alamat, {**isi, "ejaan": "on"}).status_code == 302
    jabatan.refresh_from_db()
    assert jabatan.nama == "Nama Lain"


def test_end_a_post(client, organisasi):
    penugasan = PenugasanFactory()
    jabatan = penugasan.jabatan
    alamat = reverse("opd:jabatan_akhir", args=[jabatan.pk])
    isi = {"sampai": "2024-06-30", "tanda": tanda_jabatan(jabatan)}
    jawaban = client.post(alamat, isi)
    assert penugasan.pegawai.nama in jawaban.context["form"].errors["sampai"][0]
    penugasan.delete()
    assert client.post(alamat, isi).status_code == 302
    jabatan.refresh_from_db()
    assert jabatan.sampai == datetime.date(2024, 6, 30)


@pytest.mark.parametrize("ejaan", ["label", "nip", "nip_berjarak", "nama"])
def test_put_an_official_into_a_post_by_any_spelling(client, organisasi, ejaan):
    jabatan, orang = JabatanFactory(), PegawaiFactory(nip="197001011995031002", nama="Siti, S.E.")
    teks = {
        "label": "Siti, S.E. (197001011995031002)",
        "nip": "197001011995031002",
        "nip_berjarak": "19700101 199503 1 002",
        "nama": "siti, s.e.",
    }[ejaan]
    jawaban = client.post(
        reverse("opd:penugasan_create", args=[jabatan.pk]),
        {"pegawai": teks, "jenis": "definitif", "dari": "2024-01-01", "dasar": "SK 1"},
    )
    assert jawaban.status_code == 302
    assert jabatan.penugasan.get().pegawai == orang


def test_unknown_and_ambiguous_officials_are_sentences(client, organisasi):
    jabatan = JabatanFactory()
    PegawaiFactory(nama="Budi")
    PegawaiFactory(nama="Budi")
    for teks, kalimat in (
        ("Budi", "Tulis NIP-nya"),
        ("Tidak ada", "belum terdaftar"),
        ("", "Tulis nama"),
    ):
        jawaban = client.post(
            reverse("opd:penugasan_create", args=[jabatan.pk]),
            {"pegawai": teks, "jenis": "definitif", "dari": "2024-01-01", "dasar": "SK 1"},
        )
        assert kalimat in jawaban.context["form"].errors["pegawai"][0]
    assert not jabatan.penugasan.exists()


def test_end_an_assignment(client, organisasi):
    penugasan = PenugasanFactory()
    alamat = reverse("opd:penugasan_akhir", args=[penugasan.pk])
    isi = {"sampai": "2020-06-30", "tanda": tanda_penugasan(penugasan)}
    assert "baru mulai" in client.post(alamat, isi).context["form"].errors["sampai"][0]
    assert client.post(alamat, {**isi, "sampai": "2024-06-30"}).status_code == 302
    penugasan.refresh_from_db()
    assert penugasan.sampai == datetime.date(2024, 6, 30)
    # running: a day is wanted; ended: an empty field takes the end back
    isi["tanda"] = tanda_penugasan(penugasan)
    assert client.post(alamat, {**isi, "sampai": ""}).status_code == 302
    penugasan.refresh_from_db()
    assert penugasan.sampai is None
    isi["tanda"] = tanda_penugasan(penugasan)
    kosong = client.post(alamat, {**isi, "sampai": ""})
    assert kosong.context["form"].errors["sampai"] == ["Isi tanggalnya."]


@pytest.mark.parametrize("halaman", ["daftar", "jabatan"])
def test_query_count_does_not_grow(client, organisasi, halaman):
    def hitung(jumlah):
        kepala = JabatanFactory()
        for n in range(jumlah):
            PenugasanFactory(
                jabatan=kepala,
                dari=datetime.date(2021, 1, 1) + datetime.timedelta(days=n),
                sampai=datetime.date(2021, 1, 1) + datetime.timedelta(days=n),
            )
            bidang = JabatanFactory(
                pd=kepala.perangkat_daerah, eselon="iii_b", kepala=False, induk=kepala
            )
            PenugasanFactory(jabatan=bidang)
        alamat = reverse("opd:jabatan_detail", args=[kepala.pk]) if halaman == "jabatan" else LIST
        client.get(alamat)
        with CaptureQueriesContext(connection) as kueri:
            assert client.get(alamat).status_code == 200
        return len(kueri)

    assert hitung(3) == hitung(30)


def test_remove_an_assignment_entered_by_mistake(client, organisasi):
    lama = PenugasanFactory(sampai=datetime.date(2024, 3, 31))
    salah = PenugasanFactory(jabatan=lama.jabatan, dari=datetime.date(2024, 4, 1))
    alamat = reverse("opd:penugasan_hapus", args=[salah.pk])
    halaman = reverse("opd:jabatan_detail", args=[lama.jabatan_id])
    assert f'href="{alamat}"' in client.get(halaman).content.decode()
    jawaban = client.get(alamat)
    assert jawaban.context["sebelumnya"] == [lama]  # to be taken back by hand
    isi = {"alasan": "", "tanda": tanda_penugasan(salah)}
    assert client.post(alamat, isi).context["form"].errors["alasan"] == ["Tulis alasannya."]
    jawaban = client.post(alamat, {**isi, "alasan": "Salah orang."})
    assert jawaban.url == halaman
    assert not lama.jabatan.penugasan.exclude(pk=lama.pk).exists()
