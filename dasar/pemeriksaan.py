"""System checks and the step after each migration."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from dasar.services.pemicu_audit import pasang_pemicu, pemicu_hilang


def pasang_setelah_migrasi(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Receiver of post_migrate; a flush sends it too, so the triggers are back after that."""
    pasang_pemicu(using)


def periksa_pemicu_audit(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """Error when a trigger that keeps the audit trail unchangeable is missing."""
    return [
        Error(
            f"Pemicu audit hilang di basis data '{alias}': {', '.join(sorted(hilang))}.",
            hint="Jalankan manage.py migrate --skip-checks untuk memasangnya lagi.",
            id="dasar.E001",
        )
        for alias in databases or []
        if (hilang := pemicu_hilang(alias))
    ]
