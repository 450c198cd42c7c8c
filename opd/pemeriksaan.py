"""System checks of accounts."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connections


def periksa_akun_contoh(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """Error when a demo account could sign in although this is no demo: its password is shared."""
    if settings.DEMO:
        return []
    return [
        Error(
            f"Akun contoh masih aktif di basis data '{alias}': {', '.join(nama)}.",
            hint="Pakai basis data tanpa data contoh, atau nonaktifkan akun itu.",
            id="opd.E001",
        )
        for alias in databases or []
        if (nama := _akun_contoh_aktif(alias))
    ]


def _akun_contoh_aktif(alias: str) -> list[str]:
    """User names of demo accounts that can sign in; none before the first migration."""
    # asked by name: the app configuration imports this module before models exist
    pengguna = apps.get_model("opd", "Pengguna")
    if pengguna._meta.db_table not in connections[alias].introspection.table_names():
        return []
    akun = pengguna._default_manager.using(alias).filter(contoh=True, is_active=True)
    return list(akun.order_by("username").values_list("username", flat=True))
