"""Signing in again in place: whose page it is, wrong passwords, the lockout, the token."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opd.models import Pengguna
from tests.factories import SANDI, PenggunaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rina() -> Pengguna:
    return PenggunaFactory.create(username="rina", nama="Rina Marlina")


@pytest.fixture
def budi() -> Pengguna:
    return PenggunaFactory.create(username="budi", nama="Budi Santoso")


def _masuk(client: Client, nama: str, sandi: str, pemilik: Pengguna, **lain: Any) -> Any:
    return client.post(
        reverse("masuk_di_tempat"),
        {"username": nama, "password": sandi, "pengguna": pemilik.pk},
        **lain,
    )


def test_asking_says_who_is_signed_in_and_gives_a_token(client, rina):
    jawaban = client.get(reverse("masuk_di_tempat"))

    assert jawaban.json()["pengguna"] is None
    assert jawaban.json()["csrf"]
    assert jawaban.cookies["csrftoken"]
    assert "no-store" in jawaban["Cache-Control"]
    client.force_login(rina)
    isi = client.get(reverse("masuk_di_tempat")).json()
    assert isi["pengguna"] == rina.pk
    assert "Rina Marlina" in isi["kalimat"]


def test_the_owner_goes_on_with_a_token_that_is_good(rina):
    client = Client(enforce_csrf_checks=True)
    token = client.get(reverse("masuk_di_tempat")).json()["csrf"]

    jawaban = _masuk(client, "rina", SANDI, rina, headers={"X-CSRFToken": token})

    assert jawaban.status_code == 200
    assert jawaban.json()["pengguna"] == rina.pk
    assert client.session["_auth_user_id"] == str(rina.pk)
    keluar = client.post(reverse("logout"), headers={"X-CSRFToken": jawaban.json()["csrf"]})
    assert keluar.status_code == 302


def test_without_a_token_nobody_gets_in(rina):
    client = Client(enforce_csrf_checks=True)

    assert _masuk(client, "rina", SANDI, rina).status_code == 403
    assert "_auth_user_id" not in client.session


def test_another_person_does_not_take_the_page_over(client, rina, budi):
    jawaban = _masuk(client, "budi", SANDI, rina)

    assert jawaban.status_code == 422
    assert "milik pengguna lain" in jawaban.json()["kalimat"]
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("sandi", "kalimat"), [("salah", "Kata sandi salah"), ("", "Tulis kata sandi")]
)
def test_a_wrong_or_empty_password_says_so(client, rina, sandi, kalimat):
    jawaban = _masuk(client, "rina", sandi, rina)

    assert jawaban.status_code == 422
    assert kalimat in jawaban.json()["kalimat"]
    assert "_auth_user_id" not in client.session


def test_a_person_who_was_switched_off_stays_out(client, rina):
    Pengguna.objects.filter(pk=rina.pk).update(is_active=False)

    assert _masuk(client, "rina", SANDI, rina).status_code == 422


def test_wrong_passwords_lock_the_name_as_on_the_login_page(client, settings, rina, budi):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(3):
        jawaban = _masuk(client, "rina", "salah", rina)

    assert jawaban.status_code == 429
    assert _masuk(client, "rina", SANDI, rina).status_code == 429
    halaman = client.post(reverse("login"), {"username": "rina", "password": SANDI})
    assert halaman.status_code == 429
    assert _masuk(client, "budi", SANDI, budi).status_code == 200
