"""What this app tells the floors below through their registries."""

from importlib import import_module

from dasar.pendaftar import JenisPekerjaan, jenis_pekerjaan, menu, tugas_beranda
from dasar.services.pekerjaan import Kerja
from laporan.selectors.lkjip import JENIS_PEKERJAAN
from laporan.services.pindah_pd import PindahLaporan
from laporan.views.beranda import beranda_laporan, menu_laporan
from opd.pendaftar import pindahkan_pd


def daftarkan() -> None:
    """Called once when the apps are ready."""
    pindahkan_pd.daftarkan(PindahLaporan())
    tugas_beranda.daftarkan(beranda_laporan)
    menu.daftarkan(menu_laporan)
    jenis_pekerjaan.daftarkan(JENIS_PEKERJAAN, JenisPekerjaan(_susun_lkjip, "LKjIP"))


def _susun_lkjip(kerja: Kerja) -> None:
    """Loads the task with its first job: printing takes a second and 40 MB to load, and of all
    processes only a worker prints."""
    import_module("laporan.tasks").susun_lkjip(kerja)
