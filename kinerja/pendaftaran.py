"""What this app tells the floors below through their registries."""

from dasar.pendaftar import JenisPekerjaan, jenis_pekerjaan, menu, tugas_beranda
from kinerja.tasks import cetak_dokumen, impor_laporan
from kinerja.views.beranda import beranda_kinerja, menu_kinerja


def daftarkan() -> None:
    """Called once when the apps are ready."""
    tugas_beranda.daftarkan(beranda_kinerja)
    menu.daftarkan(menu_kinerja)
    jenis_pekerjaan.daftarkan("impor_laporan", JenisPekerjaan(impor_laporan, "Impor laporan"))
    jenis_pekerjaan.daftarkan("cetak_dokumen", JenisPekerjaan(cetak_dokumen, "Cetak dokumen"))
