"""Notices: once per cause, only to addresses of this site."""

import threading

import pytest
from django.db import connections

from dasar.models import Notifikasi
from dasar.services.notifikasi import baca_satu, baca_semua, beri_tahu
from tests.factories import PenggunaFactory


@pytest.mark.django_db
def test_same_cause_is_told_once_per_person():
    orang, lain = PenggunaFactory.create(), PenggunaFactory.create()

    pertama = beri_tahu(orang, "Baris dikembalikan", kunci="kembali:1")
    ulang = beri_tahu(orang, "Baris dikembalikan", kunci="kembali:1")
    untuk_lain = beri_tahu(lain, "Baris dikembalikan", kunci="kembali:1")

    assert pertama is not None
    assert ulang is None
    assert untuk_lain is not None
    assert Notifikasi.objects.for_user(orang).count() == 1


@pytest.mark.django_db
def test_cause_stays_told_after_it_was_read():
    orang = PenggunaFactory.create()
    beri_tahu(orang, "Tenggat mendekat", kunci="tenggat:3")
    assert baca_semua(orang) == 1

    assert beri_tahu(orang, "Tenggat mendekat", kunci="tenggat:3") is None
    assert not Notifikasi.objects.for_user(orang).belum_dibaca().exists()


@pytest.mark.django_db
@pytest.mark.parametrize("tautan", ["https://jahat.example/", "//jahat.example/", "javascript:1"])
def test_foreign_address_is_refused(tautan):
    with pytest.raises(ValueError, match="Not an address"):
        beri_tahu(PenggunaFactory.create(), "Kabar", tautan=tautan, kunci="a")


@pytest.mark.django_db
def test_reading_touches_own_notices_only():
    orang, lain = PenggunaFactory.create(), PenggunaFactory.create()
    milik_lain = beri_tahu(lain, "Kabar", kunci="a")
    assert milik_lain is not None

    assert baca_satu(orang, milik_lain.pk) == 0
    assert baca_semua(orang) == 0
    assert Notifikasi.objects.for_user(lain).belum_dibaca().count() == 1


@pytest.mark.postgres
def test_eight_workers_tell_once(transactional_db):
    orang = PenggunaFactory.create()
    hasil: list[Notifikasi | None] = []
    mulai = threading.Barrier(8, timeout=10)

    def satu() -> None:
        try:
            mulai.wait()
            hasil.append(beri_tahu(orang, "Kabar", kunci="a"))
        finally:
            connections.close_all()

    utas = [threading.Thread(target=satu, daemon=True) for _ in range(8)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(20)

    assert len(hasil) == 8
    assert len([h for h in hasil if h is not None]) == 1
