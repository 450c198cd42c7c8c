"""Jobs: one holder at a time, no write of a former holder, an ending for every story."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connections, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from dasar import tasks
from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import Pekerjaan, StatusPekerjaan
from dasar.pendaftar import JenisPekerjaan, jenis_pekerjaan
from dasar.services import pekerjaan as modul
from dasar.services.pekerjaan import (
    GALAT_ANTREAN,
    Kerja,
    SewaHilang,
    batalkan_pekerjaan,
    buat_pekerjaan,
    kerjakan,
    sapu_pekerjaan,
    ulangi_pekerjaan,
)
from tests.factories import PenggunaFactory


@pytest.fixture
def terkirim(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers sent to the queue, instead of a broker."""
    nomor: list[int] = []

    def kirim(nama: str, isi: list[int]) -> None:
        assert nama == tasks.jalankan.name
        nomor.extend(isi)

    monkeypatch.setattr(modul, "current_app", SimpleNamespace(send_task=kirim))
    return nomor


@pytest.fixture
def jenis_uji(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Kerja], None]], None]:
    """Register what the kind "uji" does, for one test."""

    def pasang(jalankan: Callable[[Kerja], None]) -> None:
        monkeypatch.setitem(jenis_pekerjaan._isi, "uji", JenisPekerjaan(jalankan, "Uji"))

    pasang(lambda kerja: None)
    return pasang


def _antre(**isi) -> Pekerjaan:
    return Pekerjaan.objects.create(jenis="uji", judul="Pekerjaan uji", **isi)


@contextmanager
def _dikerjakan(pekerjaan: Pekerjaan) -> Iterator[Kerja]:
    """`kerjakan` makes every Exception a failed job, so bring a failed assertion back."""
    galat: list[AssertionError] = []
    with kerjakan(pekerjaan.pk) as kerja:
        try:
            assert kerja is not None
            yield kerja
        except AssertionError as satu:
            galat.append(satu)
            raise
    if galat:
        raise galat[0]


def _habiskan_sewa(pekerjaan: Pekerjaan) -> None:
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(
        sewa_sampai=timezone.now() - timedelta(seconds=1)
    )


# Asking


@pytest.mark.django_db
def test_job_is_sent_only_after_commit(terkirim, jenis_uji, django_capture_on_commit_callbacks):
    orang = PenggunaFactory.create()
    with django_capture_on_commit_callbacks(execute=True):
        pekerjaan = buat_pekerjaan("uji", judul="Uji", parameter={"a": 1}, diminta_oleh=orang)
        assert terkirim == []

    assert terkirim == [pekerjaan.pk]
    assert pekerjaan.status == StatusPekerjaan.ANTRE


@pytest.mark.django_db
def test_unknown_kind_is_refused_at_once():
    with pytest.raises(KeyError):
        buat_pekerjaan("tidak_ada", judul="Uji", parameter={}, diminta_oleh=None)


@pytest.mark.django_db
def test_same_key_is_queued_once_while_it_lives(
    terkirim, jenis_uji, django_capture_on_commit_callbacks
):
    orang, lain = PenggunaFactory.create(), PenggunaFactory.create()
    with django_capture_on_commit_callbacks(execute=True):
        satu = buat_pekerjaan("uji", judul="Uji", parameter={}, diminta_oleh=orang, kunci="k")
        dua = buat_pekerjaan("uji", judul="Uji", parameter={}, diminta_oleh=orang, kunci="k")
        with pytest.raises(GalatPengguna, match="sedang dikerjakan"):
            buat_pekerjaan("uji", judul="Uji", parameter={}, diminta_oleh=lain, kunci="k")

    assert satu.pk == dua.pk
    assert terkirim == [satu.pk]
    with _dikerjakan(satu):
        pass
    tiga = buat_pekerjaan("uji", judul="Uji", parameter={}, diminta_oleh=lain, kunci="k")
    assert tiga.pk != satu.pk


@pytest.mark.django_db
def test_unreachable_broker_is_told_on_the_row(
    monkeypatch, jenis_uji, django_capture_on_commit_callbacks
):
    def putus(*_args):
        raise OperationalError("Connection refused")

    monkeypatch.setattr(modul, "current_app", SimpleNamespace(send_task=putus))
    with django_capture_on_commit_callbacks(execute=True):
        pekerjaan = buat_pekerjaan("uji", judul="Uji", parameter={}, diminta_oleh=None)

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.galat) == (StatusPekerjaan.GAGAL, GALAT_ANTREAN)


@pytest.mark.django_db(transaction=True)
def test_every_thread_sends_to_the_projects_own_app():
    """Celery keeps its current app per thread; a web server works in other threads."""
    nama: list[str] = []
    utas = threading.Thread(target=lambda: nama.append(str(modul.current_app.main)))
    utas.start()
    utas.join()

    assert nama == ["sakip"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "isi",
    [
        {"status": "aneh"},
        {"kemajuan": 101},
        {"status": "berjalan"},
        {"status": "selesai"},
        {"status": "gagal", "selesai_pada": timezone.now()},
        {"sewa_sampai": timezone.now()},
    ],
)
def test_database_refuses_impossible_rows(isi):
    with pytest.raises(IntegrityError), transaction.atomic():
        _antre(**isi)


# Working


@pytest.mark.django_db
def test_normal_end_is_selesai_with_its_result(jenis_uji):
    orang = PenggunaFactory.create()
    pekerjaan = _antre(diminta_oleh=orang, parameter={"tahun": 2024})

    def jalankan(kerja: Kerja) -> None:
        assert (kerja.parameter, kerja.diminta_oleh) == ({"tahun": 2024}, orang)
        kerja.kemajuan(40, "Menghitung 2 dari 5 PD.")
        pekerjaan.refresh_from_db()
        assert (pekerjaan.kemajuan, pekerjaan.pesan) == (40, "Menghitung 2 dari 5 PD.")
        with kerja.transaksi():
            Group.objects.create(name="hasil")
            kerja.selesai({"tautan": "/kinerja/"})

    jenis_uji(jalankan)
    tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.SELESAI
    assert (pekerjaan.kemajuan, pekerjaan.hasil) == (100, {"tautan": "/kinerja/"})
    assert (pekerjaan.nomor_pagar, pekerjaan.percobaan, pekerjaan.sewa_sampai) == (1, 1, None)
    assert Group.objects.filter(name="hasil").exists()


@pytest.mark.django_db
def test_job_that_just_returns_is_selesai_too(jenis_uji):
    pekerjaan = _antre()

    tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.hasil) == (StatusPekerjaan.SELESAI, {})


@pytest.mark.django_db
def test_second_delivery_does_nothing(jenis_uji):
    pekerjaan = _antre()
    panggilan: list[int] = []
    jenis_uji(lambda kerja: panggilan.append(kerja.pekerjaan_id))

    tasks.jalankan(pekerjaan.pk)
    tasks.jalankan(pekerjaan.pk)

    assert panggilan == [pekerjaan.pk]


@pytest.mark.django_db
def test_progress_is_written_at_most_twice_a_second(jenis_uji):
    pekerjaan = _antre()
    with _dikerjakan(pekerjaan) as kerja:
        for persen in range(50):
            kerja.kemajuan(persen, "Menghitung.")
        pekerjaan.refresh_from_db()
        assert pekerjaan.kemajuan == 0
        kerja.kemajuan(50, "Mencetak.", segera=True)  # a long step begins
        pekerjaan.refresh_from_db()
        assert (pekerjaan.kemajuan, pekerjaan.pesan) == (50, "Mencetak.")
        time.sleep(modul.JEDA_TULIS_KEMAJUAN)
        kerja.kemajuan(60, "Menghitung.")
        pekerjaan.refresh_from_db()
        assert pekerjaan.kemajuan == 60


@pytest.mark.django_db
@pytest.mark.parametrize(
    "galat", [GalatPengguna("Lembar “Realisasi” tidak ditemukan."), TidakBoleh("Sudah ditutup.")]
)
def test_sentence_for_the_user_is_shown_as_it_is(jenis_uji, galat):
    pekerjaan = _antre()

    def jalankan(kerja: Kerja) -> None:
        raise galat

    jenis_uji(jalankan)
    tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.galat) == (StatusPekerjaan.GAGAL, str(galat))
    assert pekerjaan.nomor_galat == ""


@pytest.mark.django_db
def test_unexpected_error_gives_a_number_that_the_log_knows(jenis_uji, caplog):
    pekerjaan = _antre()

    def jalankan(kerja: Kerja) -> None:
        with kerja.transaksi():
            Group.objects.create(name="setengah")
            kerja.selesai({})
            raise ZeroDivisionError("rahasia")

    jenis_uji(jalankan)
    with caplog.at_level(logging.ERROR):
        tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.GAGAL
    assert len(pekerjaan.nomor_galat) == 8
    assert pekerjaan.galat == f"Terjadi kesalahan, nomor {pekerjaan.nomor_galat}."
    assert pekerjaan.nomor_galat in caplog.text
    assert "ZeroDivisionError: rahasia" in caplog.text
    assert not Group.objects.filter(name="setengah").exists()


@pytest.mark.django_db
def test_result_that_was_rolled_back_does_not_count_as_an_end(jenis_uji):
    pekerjaan = _antre()

    def jalankan(kerja: Kerja) -> None:
        with suppress(ValueError), kerja.transaksi():
            kerja.selesai({"tautan": "/dibatalkan/"})
            raise ValueError

    jenis_uji(jalankan)
    tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.hasil) == (StatusPekerjaan.SELESAI, {})


@pytest.mark.django_db
def test_kind_that_this_version_does_not_know_fails_with_a_sentence():
    pekerjaan = _antre()

    tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.GAGAL
    assert "tidak dikenal" in pekerjaan.galat


# Losing the lease


@pytest.mark.django_db
def test_write_under_an_old_number_is_refused(jenis_uji):
    pekerjaan = _antre()
    with _dikerjakan(pekerjaan) as lama:
        _habiskan_sewa(pekerjaan)
        with _dikerjakan(pekerjaan) as baru:
            assert baru.nomor_pagar == lama.nomor_pagar + 1

            with pytest.raises(SewaHilang), lama.transaksi():
                Group.objects.create(name="tulisan lama")
            with pytest.raises(SewaHilang):
                lama.kemajuan(90, "Hampir selesai.")
            with pytest.raises(SewaHilang):
                lama.selesai({"tautan": "/lama/"})
            lama.gagal("Tidak boleh tertulis.")

            with baru.transaksi():
                Group.objects.create(name="tulisan baru")
                baru.selesai({"tautan": "/baru/"})

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.hasil) == (StatusPekerjaan.SELESAI, {"tautan": "/baru/"})
    assert list(Group.objects.values_list("name", flat=True)) == ["tulisan baru"]


@pytest.mark.django_db
def test_transaction_extends_the_lease_that_nobody_could_renew(jenis_uji):
    pekerjaan = _antre()
    with _dikerjakan(pekerjaan) as kerja:
        with kerja.transaksi():
            _habiskan_sewa(pekerjaan)
        assert sapu_pekerjaan() == 0
        kerja.selesai({})


@pytest.mark.django_db
def test_cancelled_job_stops_its_worker_silently(jenis_uji, terkirim):
    orang = PenggunaFactory.create()
    pekerjaan = _antre(diminta_oleh=orang)
    langkah: list[str] = []

    def jalankan(kerja: Kerja) -> None:
        batalkan_pekerjaan(pekerjaan.pk, oleh=orang)
        langkah.append("dibatalkan")
        kerja.kemajuan(10, "Lanjut.")
        langkah.append("lanjut")

    jenis_uji(jalankan)
    tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.galat) == (StatusPekerjaan.DIBATALKAN, "")
    assert langkah == ["dibatalkan"]
    with pytest.raises(GalatPengguna, match="sudah berakhir"):
        batalkan_pekerjaan(pekerjaan.pk, oleh=orang)


@pytest.mark.django_db
def test_only_the_owner_cancels_or_repeats(jenis_uji):
    pekerjaan = _antre(diminta_oleh=PenggunaFactory.create())
    lain = PenggunaFactory.create()

    for ubah in (batalkan_pekerjaan, ulangi_pekerjaan):
        with pytest.raises(Pekerjaan.DoesNotExist):
            ubah(pekerjaan.pk, oleh=lain)


@pytest.mark.django_db
def test_failed_job_can_be_repeated_in_its_row(
    jenis_uji, terkirim, django_capture_on_commit_callbacks
):
    orang = PenggunaFactory.create()
    pekerjaan = _antre(
        diminta_oleh=orang, status="gagal", galat="Galat.", selesai_pada=timezone.now(), percobaan=3
    )
    with django_capture_on_commit_callbacks(execute=True):
        ulangi_pekerjaan(pekerjaan.pk, oleh=orang)
    assert terkirim == [pekerjaan.pk]
    with pytest.raises(GalatPengguna, match="gagal atau dibatalkan"):
        ulangi_pekerjaan(pekerjaan.pk, oleh=orang)

    tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.percobaan) == (StatusPekerjaan.SELESAI, 1)


# Sweeping


@pytest.mark.django_db
def test_sweep_queues_expired_leases_only(jenis_uji, terkirim, django_capture_on_commit_callbacks):
    kini = timezone.now()
    antre = _antre()
    hidup = _antre(status="berjalan", sewa_sampai=kini + timedelta(seconds=30), mulai_pada=kini)
    mati = _antre(
        status="berjalan", sewa_sampai=kini - timedelta(seconds=1), mulai_pada=kini, percobaan=1
    )
    selesai = _antre(status="selesai", selesai_pada=kini)

    with django_capture_on_commit_callbacks(execute=True):
        assert sapu_pekerjaan() == 1

    assert terkirim == [mati.pk]
    for baris, status in ((antre, "antre"), (hidup, "berjalan"), (mati, "antre")):
        baris.refresh_from_db()
        assert baris.status == status
    selesai.refresh_from_db()
    assert selesai.status == "selesai"


@pytest.mark.django_db
@pytest.mark.parametrize("lewat", ["sapu", "kiriman_ulang"])
def test_job_that_kills_its_worker_each_time_ends_as_gagal(jenis_uji, terkirim, lewat):
    kini = timezone.now()
    pekerjaan = _antre(
        status="berjalan", sewa_sampai=kini - timedelta(seconds=1), mulai_pada=kini, percobaan=3
    )

    if lewat == "sapu":
        assert sapu_pekerjaan() == 0
    else:
        tasks.jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.GAGAL
    assert "terhenti 3 kali" in pekerjaan.galat


# Several processes at once


@pytest.mark.postgres
def test_eight_workers_claim_one_job_once(jenis_uji, transactional_db):
    pekerjaan = _antre()
    mulai, selesai = threading.Barrier(8, timeout=20), threading.Barrier(8, timeout=20)
    dapat: list[int] = []

    def pekerja() -> None:
        try:
            mulai.wait()
            with kerjakan(pekerjaan.pk) as kerja:
                if kerja is not None:
                    dapat.append(kerja.nomor_pagar)
                selesai.wait()  # the winner holds it until all have tried
        finally:
            connections.close_all()

    utas = [threading.Thread(target=pekerja, daemon=True) for _ in range(8)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(30)

    pekerjaan.refresh_from_db()
    assert dapat == [1]
    assert (pekerjaan.status, pekerjaan.percobaan) == (StatusPekerjaan.SELESAI, 1)


@pytest.mark.django_db(transaction=True)
def test_lease_is_renewed_while_the_job_works(jenis_uji, settings):
    settings.PEKERJAAN_SEWA_DETIK = 1
    settings.PEKERJAAN_PERPANJANG_DETIK = 0.2
    pekerjaan = _antre()

    with _dikerjakan(pekerjaan):
        time.sleep(1.8)
        pekerjaan.refresh_from_db()
        assert pekerjaan.sewa_sampai is not None
        assert pekerjaan.sewa_sampai > timezone.now()
        assert sapu_pekerjaan() == 0

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.SELESAI
    assert not [u for u in threading.enumerate() if u.name == f"sewa-{pekerjaan.pk}"]


@pytest.mark.django_db(transaction=True)
def test_renewal_notices_a_lost_lease(jenis_uji, settings, monkeypatch):
    # No progress is written after the first, so only the renewal can tell.
    monkeypatch.setattr(modul, "JEDA_TULIS_KEMAJUAN", 60)
    settings.PEKERJAAN_PERPANJANG_DETIK = 0.1
    orang = PenggunaFactory.create()
    pekerjaan = _antre(diminta_oleh=orang)
    berhenti = False

    with _dikerjakan(pekerjaan) as kerja:
        kerja.kemajuan(1, "Mulai.")
        batalkan_pekerjaan(pekerjaan.pk, oleh=orang)
        batas = time.monotonic() + 5
        while time.monotonic() < batas and not berhenti:
            try:
                kerja.kemajuan(2, "Lanjut.")
            except SewaHilang:
                berhenti = True
            time.sleep(0.05)

    assert berhenti


@pytest.mark.postgres
def test_sweep_during_a_long_transaction_of_the_holder_takes_nothing(jenis_uji, transactional_db):
    pekerjaan = _antre()
    hasil: list[int] = []

    def sapu() -> None:
        try:
            hasil.append(sapu_pekerjaan())
        finally:
            connections.close_all()

    with _dikerjakan(pekerjaan) as kerja:
        _habiskan_sewa(pekerjaan)
        with kerja.transaksi():
            utas = threading.Thread(target=sapu, daemon=True)
            utas.start()
            time.sleep(0.5)  # the sweep saw the expired lease and waits for the row
        utas.join(10)
        assert hasil == [0]
        kerja.selesai({})

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.SELESAI
