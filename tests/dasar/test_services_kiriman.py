"""The outbox: queued with the notice, sent once, tried again only when refused."""

from __future__ import annotations

import datetime
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from dasar.galat import KirimanDitolak
from dasar.models import KirimanPesan, StatusKiriman
from dasar.pendaftar import SaluranPesan, saluran_pesan
from dasar.services import kiriman, saluran_surel
from dasar.services.kiriman import kirim_antrean, kirim_keluar
from dasar.services.notifikasi import beri_tahu
from tests.factories import PenggunaFactory
from tests.serentak import serentak

MENIT = datetime.timedelta(minutes=1)


def _kabar(judul: str = "Tenggat mendekat", **sifat: str):
    kabar = beri_tahu(
        PenggunaFactory.create(**sifat),
        judul,
        teks="Isi sel ini:\nAngka harapan hidup\t/kinerja/pengisian/?baris=3",
        tautan="/kinerja/pengisian/",
        kunci="uji",
    )
    assert kabar is not None
    return kabar


@pytest.mark.django_db
def test_mail_is_plain_text_with_whole_addresses(settings):
    settings.ALAMAT_SITUS = "https://sakip.contoh.go.id/"
    assert kirim_keluar(_kabar(email="ayu@contoh.go.id")) == 1

    assert (kirim_antrean(), kirim_antrean()) == (1, 0)

    (surat,) = mail.outbox
    assert (surat.to, surat.subject) == (["ayu@contoh.go.id"], "Tenggat mendekat")
    assert surat.body == (
        "Isi sel ini:\nAngka harapan hidup\n"
        "  https://sakip.contoh.go.id/kinerja/pengisian/?baris=3\n\n"
        "Buka: https://sakip.contoh.go.id/kinerja/pengisian/\n"
    )
    assert KirimanPesan.objects.get().status == StatusKiriman.TERKIRIM


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["", "bukan alamat", "a@b.id\nBcc: x@y.id"])
def test_person_without_an_address_gets_no_mail(email):
    assert kirim_keluar(_kabar(email=email)) == 0


@pytest.mark.django_db
def test_a_line_break_in_a_title_is_no_header():
    kirim_keluar(_kabar("Dikembalikan: nama\r\nBcc: orang@lain.id"))
    kirim_antrean()

    assert mail.outbox[0].subject == "Dikembalikan: nama Bcc: orang@lain.id"
    assert mail.outbox[0].recipients() == mail.outbox[0].to


class Buatan:
    """A channel that does what the test says."""

    def __init__(self) -> None:
        self.galat: Exception | None = None
        self.terkirim: list[str] = []
        self.hidup = True

    def kirim(self, alamat: str, judul: str, teks: str) -> None:
        if self.galat is not None:
            raise self.galat
        self.terkirim.append(alamat)


@pytest.fixture
def saluran(monkeypatch: pytest.MonkeyPatch) -> Buatan:
    buatan = Buatan()
    isi = SaluranPesan("Uji", lambda: buatan.hidup, lambda o: o.username, buatan.kirim)
    monkeypatch.setattr(saluran_pesan, "_isi", {"uji": isi})
    return buatan


@pytest.mark.django_db
def test_refused_is_tried_five_times_with_growing_pauses(saluran):
    kirim_keluar(_kabar())
    saluran.galat = KirimanDitolak("Nomor ditolak.")
    kini = timezone.now()
    jeda = []
    for n in range(120):
        sebelum = KirimanPesan.objects.get().percobaan
        kirim_antrean(kini=kini + n * MENIT)
        if KirimanPesan.objects.get().percobaan > sebelum:
            jeda.append(n)

    assert jeda == [0, 2, 6, 14, 30]
    kiriman = KirimanPesan.objects.get()
    assert (kiriman.status, kiriman.galat) == (StatusKiriman.GAGAL, "Nomor ditolak.")


@pytest.mark.django_db
def test_refused_once_then_taken(saluran):
    kirim_keluar(_kabar())
    saluran.galat = KirimanDitolak("Sibuk.")
    kirim_antrean()
    saluran.galat = None

    assert kirim_antrean() == 0  # not yet
    assert kirim_antrean(kini=timezone.now() + 3 * MENIT) == 1
    assert len(saluran.terkirim) == 1


@pytest.mark.django_db
def test_uncertain_is_never_sent_again(saluran):
    kirim_keluar(_kabar())
    saluran.galat = TimeoutError("no answer")
    kirim_antrean()
    saluran.galat = None

    assert kirim_antrean(kini=timezone.now() + 999 * MENIT) == 0
    kiriman = KirimanPesan.objects.get()
    assert kiriman.status == StatusKiriman.GAGAL
    assert "mungkin sudah sampai" in kiriman.galat


@pytest.mark.django_db
def test_a_worker_that_died_while_sending_is_not_repeated(saluran):
    kirim_keluar(_kabar())
    KirimanPesan.objects.update(status=StatusKiriman.DIKIRIM, diperbarui_pada=timezone.now())

    assert kirim_antrean(kini=timezone.now() + MENIT) == 0
    assert KirimanPesan.objects.get().status == StatusKiriman.DIKIRIM
    assert kirim_antrean(kini=timezone.now() + 20 * MENIT) == 0
    assert KirimanPesan.objects.get().status == StatusKiriman.GAGAL
    assert saluran.terkirim == []


@pytest.mark.django_db
def test_a_server_that_hangs_ends_the_run_and_each_claim_has_its_own_time(saluran, monkeypatch):
    for _ in range(3):
        kirim_keluar(_kabar())
    jam = [0.0]
    monkeypatch.setattr(kiriman.time, "monotonic", lambda: jam[0])
    awal = timezone.now()
    monkeypatch.setattr(kiriman.timezone, "now", lambda: awal + datetime.timedelta(seconds=jam[0]))

    def lambat(*_: object) -> None:
        jam[0] += 30
        raise KirimanDitolak("Server surel tidak menjawab.")

    isi = SaluranPesan("Uji", lambda: True, lambda o: o.username, lambat)
    monkeypatch.setattr(saluran_pesan, "_isi", {"uji": isi})
    kirim_antrean()

    dicoba = KirimanPesan.objects.filter(percobaan=1).order_by("pk")
    assert [(k.diperbarui_pada - awal).seconds for k in dicoba] == [0, 30]


@pytest.mark.django_db
def test_channel_that_is_off_is_not_queued(saluran):
    saluran.hidup = False

    assert kirim_keluar(_kabar()) == 0
    assert not KirimanPesan.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tahap", "galat", "dicoba_lagi"),
    [
        ("open", ConnectionRefusedError("down"), True),
        ("send_messages", SMTPRecipientsRefused({}), True),
        ("send_messages", SMTPServerDisconnected("gone"), False),
        ("send_messages", TimeoutError("slow"), False),
    ],
)
def test_mail_server_that_fails(monkeypatch, tahap, galat, dicoba_lagi):
    def gagal(*_: object) -> None:
        raise galat

    monkeypatch.setattr(EmailBackend, tahap, gagal)
    kirim_keluar(_kabar())
    kirim_antrean()

    harapan = StatusKiriman.ANTRE if dicoba_lagi else StatusKiriman.GAGAL
    assert KirimanPesan.objects.get().status == harapan
    assert saluran_surel.aktif()


@pytest.mark.django_db
def test_the_reason_is_what_the_server_said(monkeypatch):
    def gagal(*_: object) -> None:
        raise SMTPRecipientsRefused({"a@b.id": (550, b"5.1.1 Alamat\r\ntidak ada")})

    monkeypatch.setattr(EmailBackend, "send_messages", gagal)
    kirim_keluar(_kabar())
    kirim_antrean()

    assert KirimanPesan.objects.get().galat == "Server surel menolak: 550 5.1.1 Alamat tidak ada"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_workers_send_each_message_once(saluran):
    for n in range(20):
        kabar = beri_tahu(PenggunaFactory.create(), "Kabar", kunci=f"k{n}")
        assert kabar is not None
        kirim_keluar(kabar)

    hasil = serentak(lambda _: kirim_antrean())

    assert sum(n for n in hasil if isinstance(n, int)) == 20, hasil
    assert len(set(saluran.terkirim)) == len(saluran.terkirim) == 20
