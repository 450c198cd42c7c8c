"""Pages of this floor: home, notices, jobs, health, errors."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from dasar.izin import TidakBoleh
from dasar.konteks import susun_menu
from dasar.models import Notifikasi, Pekerjaan
from dasar.pendaftar import BagianBeranda, ButirMenu, Daftar
from dasar.services import pekerjaan as layanan
from dasar.services.notifikasi import beri_tahu
from dasar.views import beranda as modul_beranda
from dasar.views import galat, sehat
from tests.factories import PenggunaFactory


@pytest.fixture
def orang(client):
    pengguna = PenggunaFactory.create()
    client.force_login(pengguna)
    return pengguna


def _pekerjaan(orang, **isi) -> Pekerjaan:
    return Pekerjaan.objects.create(
        jenis="uji", judul="LKjIP Kota 2024, PDF", diminta_oleh=orang, **isi
    )


# Home


@pytest.mark.django_db
def test_every_page_but_health_wants_a_login(client):
    pekerjaan = _pekerjaan(PenggunaFactory.create())
    alamat = [
        reverse("dasar:beranda"),
        reverse("dasar:notifikasi_list"),
        reverse("dasar:pekerjaan_list"),
        reverse("dasar:pekerjaan_detail", args=[pekerjaan.pk]),
        reverse("dasar:pekerjaan_status", args=[pekerjaan.pk]),
    ]

    for url in alamat:
        jawaban = client.get(url)
        assert jawaban.status_code == 302
        assert jawaban.url.startswith(reverse("login"))


@pytest.mark.django_db
def test_home_without_sections_says_what_comes_next(client, orang, monkeypatch):
    monkeypatch.setattr(modul_beranda, "tugas_beranda", Daftar())

    isi = client.get("/").content.decode()

    assert "<h1>Beranda</h1>" in isi
    assert "Belum ada yang perlu Anda kerjakan" in isi


@pytest.mark.django_db
def test_home_places_sections_by_column_and_order(client, orang, monkeypatch):
    daftar: Daftar = Daftar()
    diterima = []

    def pembuat(user, kini, pilihan):
        diterima.append((user, pilihan))
        templat = "dasar/_galat.html"
        yield BagianBeranda("utama", 20, templat, {"alasan": "bagian kedua"})
        yield BagianBeranda("utama", 10, templat, {"alasan": "bagian pertama"})
        yield BagianBeranda("samping", 1, templat, {"alasan": "bagian samping"})

    daftar.daftarkan(pembuat)
    monkeypatch.setattr(modul_beranda, "tugas_beranda", daftar)

    isi = client.get("/?tahun=2024").content.decode()

    letak = [isi.index(f"bagian {kata}") for kata in ("pertama", "kedua", "samping")]
    assert letak == sorted(letak)
    assert diterima == [(orang, {"tahun": "2024"})]
    assert "Belum ada yang perlu" not in isi


# Shell


def test_menu_groups_items_and_marks_the_longest_match():
    menu = susun_menu(
        [
            ButirMenu("Beranda", "/", "house-door", 0),
            ButirMenu("Verifikasi", "/kinerja/verifikasi/", "check2-all", 20, "Kinerja"),
            ButirMenu("Pengisian", "/kinerja/pengisian/", "table", 10, "Kinerja"),
            ButirMenu("Dasbor", "/dasbor/", "bar-chart", 15),
            ButirMenu("Pengisian lama", "/kinerja/pengisian/arsip/", "archive", 30, "Kinerja"),
        ],
        "/kinerja/pengisian/arsip/2024/",
    )

    assert [butir.judul for butir in menu.atas] == ["Beranda", "Kinerja", "Dasbor"]
    kinerja = menu.atas[1]
    assert kinerja.aktif
    assert [(a.judul, a.aktif) for a in kinerja.anak] == [
        ("Pengisian", False),
        ("Verifikasi", False),
        ("Pengisian lama", True),
    ]
    assert [butir.judul for butir in menu.bawah] == ["Beranda", "Pengisian", "Dasbor"]


def test_items_with_a_place_on_the_phone_come_first_there():
    menu = susun_menu(
        [
            ButirMenu("Beranda", "/", "house-door", 0, hp=0),
            ButirMenu("Realisasi", "/kinerja/", "table", 10),
            ButirMenu("LKjIP", "/laporan/", "file-earmark-text", 50, hp=2),
            ButirMenu("Dasbor", "/dasbor/", "graph-up", 40, hp=1),
        ],
        "/",
    )

    assert [b.judul for b in menu.bawah] == ["Beranda", "Dasbor", "LKjIP"]
    assert [b.judul for b in menu.atas] == ["Beranda", "Realisasi", "Dasbor", "LKjIP"]


@pytest.mark.django_db
def test_bell_counts_unread_notices(client, orang):
    beri_tahu(orang, "Baris dikembalikan", kunci="a")
    beri_tahu(PenggunaFactory.create(), "Bukan milik Anda", kunci="a")

    isi = client.get("/").content.decode()

    assert "1 pemberitahuan belum dibaca" in isi


# Notices


@pytest.mark.django_db
def test_notices_show_own_rows_and_an_empty_state(client, orang):
    assert "Belum ada pemberitahuan" in client.get("/notifikasi/").content.decode()
    beri_tahu(orang, "Triwulan II dikembalikan", teks="Dua baris.", kunci="a")
    beri_tahu(PenggunaFactory.create(), "Rahasia orang lain", kunci="a")

    isi = client.get("/notifikasi/").content.decode()

    assert "Triwulan II dikembalikan" in isi
    assert "Dua baris." in isi
    assert "hari ini" in isi
    assert "Rahasia orang lain" not in isi


@pytest.mark.django_db
def test_opening_a_notice_marks_it_and_goes_to_its_page(client, orang):
    satu = beri_tahu(orang, "Kabar", tautan="/kinerja/", kunci="a")
    beri_tahu(orang, "Kabar lain", kunci="b")
    assert satu is not None

    jawaban = client.post("/notifikasi/baca/", {"id": satu.pk})

    assert (jawaban.status_code, jawaban.url) == (302, "/kinerja/")
    assert [n.kunci for n in Notifikasi.objects.for_user(orang).belum_dibaca()] == ["b"]


@pytest.mark.django_db
def test_marking_all_leaves_others_alone(client, orang):
    beri_tahu(orang, "Kabar", kunci="a")
    lain = PenggunaFactory.create()
    milik_lain = beri_tahu(lain, "Kabar", kunci="a")
    assert milik_lain is not None

    client.post("/notifikasi/baca/")

    assert not Notifikasi.objects.for_user(orang).belum_dibaca().exists()
    assert Notifikasi.objects.for_user(lain).belum_dibaca().exists()
    assert client.post("/notifikasi/baca/", {"id": milik_lain.pk}).status_code == 404
    for nomor in ("x", "²", "", "9" * 19, "9" * 5000):
        assert client.post("/notifikasi/baca/", {"id": nomor}).status_code == 404, nomor[:20]
    assert client.get("/notifikasi/baca/").status_code == 405


# Jobs


@pytest.mark.django_db
def test_running_job_shows_progress_and_polls(client, orang):
    kini = timezone.now()
    pekerjaan = _pekerjaan(
        orang,
        status="berjalan",
        kemajuan=62,
        pesan="Menyusun lampiran, 23 dari 37 PD.",
        mulai_pada=kini,
        sewa_sampai=kini,
    )

    isi = client.get(f"/pekerjaan/{pekerjaan.pk}/").content.decode()

    assert "62%" in isi
    assert "Menyusun lampiran, 23 dari 37 PD. Anda boleh meninggalkan halaman ini." in isi
    assert f'hx-get="/pekerjaan/{pekerjaan.pk}/status/"' in isi
    assert 'hx-trigger="every 2s"' in isi
    assert "Batalkan" in isi
    assert "Ulangi" not in isi


@pytest.mark.django_db
def test_status_answers_204_until_something_changes_and_286_at_the_end(client, orang):
    pekerjaan = _pekerjaan(orang)
    url = f"/pekerjaan/{pekerjaan.pk}/status/"
    pertama = client.get(url)
    assert pertama.status_code == 200
    assert "Menunggu giliran." in pertama.content.decode()
    cocok = re.search(r'name="keadaan" value="([^"]+)"', pertama.content.decode())
    assert cocok is not None
    assert client.get(url, {"keadaan": cocok[1]}).status_code == 204

    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(
        status="selesai", hasil={"tautan": "/laporan/7/"}, selesai_pada=timezone.now()
    )
    akhir = client.get(url, {"keadaan": cocok[1]})

    assert akhir.status_code == 286
    assert 'href="/laporan/7/"' in akhir.content.decode()
    assert "<html" not in akhir.content.decode()


@pytest.mark.django_db
def test_failed_job_shows_its_sentence_and_can_be_repeated(client, orang, monkeypatch):
    monkeypatch.setattr(layanan, "_kirim", lambda pk: None)
    pekerjaan = _pekerjaan(
        orang,
        status="gagal",
        galat="Lembar “Realisasi” tidak ditemukan.",
        selesai_pada=timezone.now(),
    )
    isi = client.get(f"/pekerjaan/{pekerjaan.pk}/").content.decode()
    assert "Lembar “Realisasi” tidak ditemukan." in isi
    assert "Ulangi" in isi
    assert "hx-get" not in isi

    jawaban = client.post(f"/pekerjaan/{pekerjaan.pk}/ulang/")

    assert jawaban.url == f"/pekerjaan/{pekerjaan.pk}/"
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "antre"


@pytest.mark.django_db
def test_waiting_job_can_be_cancelled_once(client, orang):
    pekerjaan = _pekerjaan(orang)

    client.post(f"/pekerjaan/{pekerjaan.pk}/batal/")
    kedua = client.post(f"/pekerjaan/{pekerjaan.pk}/batal/", follow=True)

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "dibatalkan"
    assert "Pekerjaan ini sudah berakhir." in kedua.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("tautan", ["javascript:alert(1)", "https://jahat.example/", "//jahat/"])
def test_result_link_stays_on_this_site(client, orang, tautan):
    pekerjaan = _pekerjaan(
        orang, status="selesai", hasil={"tautan": tautan}, selesai_pada=timezone.now()
    )

    assert tautan not in client.get(f"/pekerjaan/{pekerjaan.pk}/").content.decode()


@pytest.mark.django_db
def test_job_of_another_person_does_not_exist(client, orang):
    lain = _pekerjaan(PenggunaFactory.create())

    assert client.get(f"/pekerjaan/{lain.pk}/").status_code == 404
    assert client.get(f"/pekerjaan/{lain.pk}/status/").status_code == 404
    assert client.post(f"/pekerjaan/{lain.pk}/ulang/").status_code == 404
    assert client.post(f"/pekerjaan/{lain.pk}/batal/").status_code == 404
    assert lain.judul not in client.get("/pekerjaan/").content.decode()
    lain.refresh_from_db()
    assert lain.status == "antre"


@pytest.mark.django_db
def test_job_list_pages_and_has_an_empty_state(client, orang):
    assert "Belum ada pekerjaan" in client.get("/pekerjaan/").content.decode()
    for _ in range(26):
        _pekerjaan(orang)

    assert "Halaman 1 dari 2" in client.get("/pekerjaan/").content.decode()
    assert client.get("/pekerjaan/?page=2").content.decode().count("LKjIP Kota 2024") == 1


# Health


@pytest.mark.django_db
def test_health_answers_without_login(client):
    jawaban = client.get("/sehat/")

    assert jawaban.status_code == 200
    assert jawaban.json() == {"status": "sehat", "basis_data": True, "antrean": True}
    assert "no-store" in jawaban["Cache-Control"]


def test_health_is_503_without_database_and_tells_no_secret(client, monkeypatch):
    class Putus:
        def cursor(self):
            raise DatabaseError("password=rahasia")

    monkeypatch.setattr(sehat, "connection", Putus())

    jawaban = client.get("/sehat/")

    assert jawaban.status_code == 503
    assert jawaban.json()["basis_data"] is False
    assert "rahasia" not in jawaban.content.decode()


@pytest.mark.django_db
def test_health_without_queue_still_serves_pages(client, monkeypatch):
    def putus(**_kwargs):
        raise OSError("Connection refused")

    monkeypatch.setattr(sehat.current_app, "connection_for_write", putus)

    jawaban = client.get("/sehat/")

    assert (jawaban.status_code, jawaban.json()["status"]) == (200, "gangguan")
    assert jawaban.json()["antrean"] is False


# Errors


@pytest.mark.django_db
def test_403_gives_the_reason_of_a_refusal_only(rf: RequestFactory):
    permintaan = rf.get("/kinerja/")

    jawaban = galat.permission_denied(permintaan, TidakBoleh("Triwulan II sudah ditutup."))
    lain = galat.permission_denied(permintaan, PermissionDenied("detail teknis"))

    assert jawaban.status_code == 403
    assert "Triwulan II sudah ditutup." in jawaban.content.decode()
    assert "<html" in jawaban.content.decode()
    assert "detail teknis" not in lain.content.decode()
    assert galat.ALASAN_UMUM in lain.content.decode()


@pytest.mark.django_db
def test_htmx_gets_a_fragment(rf: RequestFactory):
    permintaan = rf.get("/kinerja/", headers={"HX-Request": "true"})

    for jawaban, kode, kata in (
        (galat.permission_denied(permintaan, TidakBoleh("Sudah ditutup.")), 403, "Sudah ditutup."),
        (galat.page_not_found(permintaan, Exception()), 404, galat.TIDAK_DITEMUKAN),
        (galat.server_error(permintaan), 500, "Terjadi kesalahan, nomor"),
    ):
        assert jawaban.status_code == kode
        assert kata in jawaban.content.decode()
        assert 'role="alert"' in jawaban.content.decode()
        assert "<html" not in jawaban.content.decode()


@pytest.mark.django_db
def test_404_page_keeps_the_shell(client, orang):
    jawaban = client.get("/tidak-ada/")

    assert jawaban.status_code == 404
    assert "Halaman tidak ditemukan" in jawaban.content.decode()
    assert "Beranda" in jawaban.content.decode()


def test_400_needs_no_database(rf: RequestFactory):
    jawaban = galat.bad_request(rf.get("/"), Exception("detail"))

    assert jawaban.status_code == 400
    assert "Permintaan tidak dapat dibaca" in jawaban.content.decode()
    assert "detail" not in jawaban.content.decode()


@pytest.mark.django_db
def test_500_shows_a_number_that_finds_the_trace(client, orang, monkeypatch, caplog):
    def rusak(*_args):
        raise ZeroDivisionError("rahasia")

    daftar: Daftar = Daftar()
    daftar.daftarkan(rusak)
    monkeypatch.setattr(modul_beranda, "tugas_beranda", daftar)
    client.raise_request_exception = False

    jawaban = client.get("/")

    assert jawaban.status_code == 500
    cocok = re.search(r"\b[0-9A-F]{8}\b", jawaban.content.decode())
    assert cocok is not None
    assert "rahasia" not in jawaban.content.decode()
    catatan = [r for r in caplog.records if r.name == galat.__name__]
    assert cocok[0] in catatan[0].getMessage()
    assert catatan[0].exc_info is not None
    assert catatan[0].exc_info[0] is ZeroDivisionError


def test_500_page_needs_no_database(rf: RequestFactory):
    assert galat.server_error(rf.get("/")).status_code == 500
