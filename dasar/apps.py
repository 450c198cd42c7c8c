"""App configuration: keeps the audit triggers installed and checked."""

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from dasar.pemeriksaan import pasang_setelah_migrasi, periksa_pemicu_audit


class DasarConfig(AppConfig):
    name = "dasar"
    verbose_name = "Dasar"

    def ready(self) -> None:
        # Models exist only now, so what needs them is loaded here and not above.
        import_module("dasar.pendaftaran").daftarkan()
        post_migrate.connect(pasang_setelah_migrasi, sender=self, dispatch_uid="dasar.pemicu_audit")
        register(periksa_pemicu_audit, Tags.database)
