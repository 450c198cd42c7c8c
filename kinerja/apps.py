"""App configuration: fills the registries of the floors below."""

from importlib import import_module

from django.apps import AppConfig


class KinerjaConfig(AppConfig):
    name = "kinerja"
    verbose_name = "Kinerja"

    def ready(self) -> None:
        # Models exist only now, so what needs them is loaded here and not above.
        import_module("kinerja.pendaftaran").daftarkan()
