"""Signing in: what the page says and whose address counts."""

import pytest
from django.urls import reverse

from opd.views.masuk import alamat_klien
from tests.factories import PenggunaFactory


@pytest.mark.parametrize(
    ("di_belakang", "diteruskan", "alamat"),
    [
        (False, "203.0.113.7", "10.0.0.1"),
        (True, "203.0.113.7", "203.0.113.7"),
        (True, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (True, "203.0.113.7, bukan-alamat", "10.0.0.1"),
        (True, "2001:DB8::1", "2001:db8::1"),
        (True, "fe80::1%eth0", "fe80::1"),
        (True, "", "10.0.0.1"),
    ],
)
def test_address_is_the_last_one_the_proxy_wrote(rf, settings, di_belakang, diteruskan, alamat):
    settings.DI_BELAKANG_PROXY = di_belakang
    permintaan = rf.post("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=diteruskan)

    assert alamat_klien(permintaan) == alamat


def test_a_socket_without_address_has_none(rf, settings):
    settings.DI_BELAKANG_PROXY = True

    assert alamat_klien(rf.post("/", REMOTE_ADDR="")) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("demo", "tampak"), [(True, True), (False, False)])
def test_demo_lists_its_active_accounts_only(client, settings, demo, tampak):
    settings.DEMO = demo
    PenggunaFactory(username="operator.uji", contoh=True)
    PenggunaFactory(username="lama.uji", contoh=True, is_active=False)
    PenggunaFactory(username="budi.asli")

    isi = client.get(reverse("login")).content.decode()

    assert ("operator.uji" in isi) is tampak
    assert "lama.uji" not in isi
    assert "budi.asli" not in isi
