"""The outbox as Bagian Organisasi and admin see it, and sending again."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dasar.models import JejakAudit, KirimanPesan, StatusKiriman
from dasar.pendaftar import SaluranPesan, saluran_pesan
from dasar.services.kiriman import TAK_PASTI, kirim_antrean, kirim_keluar
from dasar.services.notifikasi import beri_tahu
from opd.models import JenisPeran, Pengguna
from tests.factories import PenggunaFactory

pytestmark = pytest.mark.django_db
DAFTAR, ULANG = reverse("opd:pesan_list"), reverse("opd:pesan_retry")


def _pesan(orang=None, status=StatusKiriman.GAGAL, galat="550 ditolak", **sifat) -> KirimanPesan:
    orang = orang or PenggunaFactory()
    nomor = KirimanPesan.objects.count()
    kabar = beri_tahu(orang, "Tenggat mendekat", teks="Rahasia pesan", kunci=f"uji-{nomor}")
    assert kabar is not None
    kirim_keluar(kabar)
    kabar.kiriman.update(status=status, galat=galat, percobaan=5, **sifat)
    return kabar.kiriman.get()


@pytest.fixture
def organisasi(client):
    orang = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    client.force_login(orang)
    return orang


def test_sent_again_to_the_address_the_person_has_now(client, organisasi):
    pesan = _pesan(PenggunaFactory(email="salah@contoh.go.id"))
    orang = pesan.notifikasi.penerima
    orang.email = "benar@contoh.go.id"
    orang.save()

    for _ in range(2):  # the second click finds it queued
        client.post(ULANG, {"id": pesan.pk})
    pesan.refresh_from_db()
    assert (pesan.status, pesan.alamat, pesan.percobaan, pesan.galat) == (
        *("antre", "benar@contoh.go.id", 0, ""),
    )
    jejak: Any = JejakAudit.objects.get(aksi="pesan.dikirim_ulang")
    assert (jejak.oleh, jejak.sebelum["galat"]) == (organisasi, "550 ditolak")
    assert kirim_antrean() == 1


def test_all_at_once_leaves_old_uncertain_and_unreachable_ones(client, organisasi):
    baru = _pesan()
    tanpa = _pesan(PenggunaFactory())
    Pengguna.objects.filter(pk=tanpa.notifikasi.penerima_id).update(email="")
    _pesan(galat=TAK_PASTI)
    _pesan(dibuat_pada=timezone.now() - datetime.timedelta(days=4))
    _pesan(status=StatusKiriman.TERKIRIM, galat="")

    jawaban = client.post(ULANG, {"status": "gagal"}, follow=True)

    antre = KirimanPesan.objects.filter(status=StatusKiriman.ANTRE)
    assert list(antre) == [baru]
    assert "1 pesan diantrekan untuk dikirim ulang. 1 pesan belum" in jawaban.content.decode()
    assert jawaban.redirect_chain[0][0] == f"{DAFTAR}?status=gagal"


@pytest.mark.parametrize("sebab", ["alamat", "akun", "saluran", "terkirim"])
def test_refused_with_its_reason_and_nothing_changes(client, organisasi, sebab, monkeypatch):
    pesan = _pesan()
    orang = pesan.notifikasi.penerima
    if sebab == "alamat":
        orang.email = ""
    orang.is_active = sebab != "akun"
    orang.save()
    if sebab == "saluran":
        mati = SaluranPesan("Uji", lambda: False, lambda _: "x", lambda *_: None)
        monkeypatch.setattr(saluran_pesan, "_isi", {"surel": mati})
    if sebab == "terkirim":
        KirimanPesan.objects.update(status=StatusKiriman.TERKIRIM)

    halaman = client.post(ULANG, {"id": pesan.pk}, follow=True).content.decode()

    kata = {"alamat": "belum punya", "akun": "tidak aktif", "saluran": "dimatikan"}
    assert kata.get(sebab, "sudah diantrekan lagi") in halaman
    assert not KirimanPesan.objects.filter(status=StatusKiriman.ANTRE).exists()
    assert not JejakAudit.objects.filter(aksi="pesan.dikirim_ulang").exists()


@pytest.mark.parametrize("nomor", ["999999", "x", "-1", ""])
def test_unknown_message_is_not_found(client, organisasi, nomor):
    assert client.post(ULANG, {"id": nomor}).status_code == 404


def test_list_says_everything_but_the_text_in_a_constant_number_of_queries(client, organisasi):
    def kueri() -> int:
        with CaptureQueriesContext(
            connection,
        ) as isi:
            assert client.get(DAFTAR, {"status": "gagal"}).status_code == 200
        return len(isi)

    for _ in range(3):
        _pesan()
    PenggunaFactory(nama="Tanpa Surel", peran=JenisPeran.OPERATOR, email="")
    tiga = kueri()
    for _ in range(9):
        _pesan()
        PenggunaFactory(peran=JenisPeran.KEPALA_PD, email="")
    assert kueri() == tiga

    _pesan(status=StatusKiriman.TERKIRIM, galat="")
    halaman = client.get(DAFTAR, {"status": "gagal"})
    isi = halaman.content.decode()
    assert "Rahasia pesan" not in isi
    assert "550 ditolak" in isi
    assert "Tanpa Surel" in isi
    assert len(halaman.context["baris"]) == 12
    assert [k["jumlah"] for k in halaman.context["kepingan"]] == [13, 0, 0, 1, 12]


def test_three_people(client):
    pesan = _pesan()
    for peran, status in (
        (JenisPeran.OPERATOR, 403),
        (JenisPeran.ADMIN, 302),
        (JenisPeran.EVALUATOR, 403),
    ):
        client.force_login(PenggunaFactory(peran=peran))
        assert client.get(DAFTAR).status_code == (403 if status == 403 else 200)
        assert client.post(ULANG, {"id": pesan.pk}).status_code == status
