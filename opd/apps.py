"""App configuration: fills the registries; no start with demo accounts outside a demo."""

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import Tags, register

from opd.pemeriksaan import periksa_akun_contoh


class OpdConfig(AppConfig):
    name = "opd"
    verbose_name = "Organisasi"

    def ready(self) -> None:
        register(periksa_akun_contoh, Tags.database)
        # Models exist only now, so what needs them is loaded here and not above.
        import_module("opd.pendaftaran").daftarkan()
