"""App configuration: fills the registries of the floors below."""

from importlib import import_module

from django.apps import AppConfig


class EvaluasiConfig(AppConfig):
    name = "evaluasi"
    verbose_name = "Evaluasi"

    def ready(self) -> None:
        # Models exist only now, so what needs them is loaded here and not above.
        import_module("evaluasi.pendaftaran").daftarkan()
