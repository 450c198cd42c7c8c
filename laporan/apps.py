"""App configuration: fills the registries of the floors below."""

from importlib import import_module

from django.apps import AppConfig


class LaporanConfig(AppConfig):
    name = "laporan"
    verbose_name = "Laporan"

    def ready(self) -> None:
        # Models exist only now, so what needs them is loaded here and not above.
        import_module("laporan.pendaftaran").daftarkan()
