"""Settings that only show when they are used: the lockout after wrong passwords."""

import pytest
from django.conf import settings as pengaturan
from django.urls import reverse

from tests.factories import SANDI, PenggunaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def masuk(client, settings):
    """Post the real form with the lockout on; gives the response."""
    settings.AXES_ENABLED = True
    PenggunaFactory(username="budi")

    def kirim(sandi: str, dari: str = "203.0.113.7"):
        return client.post(
            reverse("login"),
            {"username": "budi", "password": sandi},
            HTTP_X_FORWARDED_FOR=dari,
        )

    return kirim


def _kunci(masuk, **dari: str):
    for _ in range(pengaturan.AXES_FAILURE_LIMIT - 1):
        assert masuk("salah", **dari).status_code == 200
    return masuk("salah", **dari)


def test_tenth_wrong_password_gets_a_page_that_says_how_long(masuk):
    terkunci = _kunci(masuk)

    isi = terkunci.content.decode()
    assert terkunci.status_code == 429
    assert "<h1" in isi
    assert "Tunggu 15 menit" in isi
    assert "minta bantuan admin" in isi
    assert masuk(SANDI).status_code == 429


def test_right_password_before_the_limit_starts_the_count_again(client, masuk):
    for _ in range(pengaturan.AXES_FAILURE_LIMIT - 1):
        masuk("salah")

    assert masuk(SANDI).status_code == 302
    client.logout()
    assert masuk("salah").status_code == 200


def test_behind_the_proxy_another_machine_still_signs_in(masuk, settings):
    settings.DI_BELAKANG_PROXY = True

    assert _kunci(masuk, dari="203.0.113.7").status_code == 429

    assert masuk(SANDI, dari="203.0.113.8").status_code == 302


def test_made_up_addresses_do_not_escape_the_lockout(masuk, settings):
    settings.DI_BELAKANG_PROXY = True
    for n in range(pengaturan.AXES_FAILURE_LIMIT):
        terakhir = masuk("salah", dari=f"198.51.100.{n}, 203.0.113.7")

    assert terakhir.status_code == 429
