"""No start with demo accounts outside a demo."""

import socket
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from tests.factories import PenggunaFactory

pytestmark = pytest.mark.django_db


def _galat() -> list[str]:
    return [g.msg for g in run_checks(databases=["default"]) if g.id == "opd.E001"]


def test_active_demo_account_is_an_error_outside_a_demo(settings):
    PenggunaFactory(username="organisasi", contoh=True)
    PenggunaFactory(username="budi")

    assert _galat() == []  # the suite itself is a demo
    settings.DEMO = False
    assert _galat() == ["Akun contoh masih aktif di basis data 'default': organisasi."]


def test_inactive_demo_account_and_people_are_no_error(settings):
    settings.DEMO = False
    PenggunaFactory(contoh=True, is_active=False)
    PenggunaFactory()

    assert _galat() == []


def test_check_asks_no_database_that_was_not_named(settings):
    settings.DEMO = False
    PenggunaFactory(contoh=True)

    assert not [g for g in run_checks() if g.id == "opd.E001"]


@pytest.mark.parametrize(
    "perintah", [["check", "--deploy", "--database=default"], ["migrate"], ["serve"]]
)
def test_neither_web_nor_migration_starts_with_a_demo_account(settings, perintah):
    settings.DEMO = False
    PenggunaFactory(contoh=True)
    lain: dict[str, Any] = {} if "check" in perintah else {"skip_checks": False}
    # a taken port: should the check ever be left out, serve stops there instead of running on
    with socket.create_server(("127.0.0.1", 0)) as penjaga:
        if "serve" in perintah:
            lain["bind"] = f"127.0.0.1:{penjaga.getsockname()[1]}"
        with pytest.raises(SystemCheckError, match="Akun contoh masih aktif"):
            call_command(*perintah, **lain)
