"""What this app tells the floors below through their registries."""

from dasar.pendaftar import JenisPekerjaan, jenis_pekerjaan, menu, tugas_beranda
from evaluasi.selectors.tautan_pd import tautan_dasbor
from evaluasi.services.nilai_kota import JENIS_PEKERJAAN
from evaluasi.services.pindah_pd import PindahEvaluasi
from evaluasi.tasks import hitung_kota
from evaluasi.views.beranda import beranda_evaluasi, menu_evaluasi
from opd.pendaftar import pindahkan_pd, tautan_pd


def daftarkan() -> None:
    """Called once when the apps are ready."""
    pindahkan_pd.daftarkan(PindahEvaluasi())
    tautan_pd.daftarkan(tautan_dasbor)
    tugas_beranda.daftarkan(beranda_evaluasi)
    menu.daftarkan(menu_evaluasi)
    jenis_pekerjaan.daftarkan(
        JENIS_PEKERJAAN, JenisPekerjaan(hitung_kota, "Penghitungan nilai kota")
    )
