"""What this app tells the floors below through their registries."""

from dasar.pendaftar import (
    JenisImpor,
    JenisPekerjaan,
    jenis_impor,
    jenis_pekerjaan,
    menu,
    tugas_beranda,
)
from kinerja.forms.impor_data import DrafForm, EdisiForm
from kinerja.resources.nomenklatur import boleh_muat_nomenklatur, buat_nomenklatur
from kinerja.resources.rencana import boleh_impor_rencana, buat_rencana, sebut_draf
from kinerja.selectors.belum_tanda import akibat_pergantian
from kinerja.selectors.tautan_pd import tautan_kinerja
from kinerja.services.pindah_pd import PindahKinerja
from kinerja.tasks import bekukan_triwulan, cetak_dokumen, impor_laporan
from kinerja.views.beranda import beranda_kinerja, menu_kinerja
from opd.pendaftar import akibat_pelantikan, pindahkan_pd, tautan_pd


def daftarkan() -> None:
    """Called once when the apps are ready."""
    pindahkan_pd.daftarkan(PindahKinerja())
    tugas_beranda.daftarkan(beranda_kinerja)
    menu.daftarkan(menu_kinerja)
    jenis_pekerjaan.daftarkan("impor_laporan", JenisPekerjaan(impor_laporan, "Impor laporan"))
    jenis_pekerjaan.daftarkan("cetak_dokumen", JenisPekerjaan(cetak_dokumen, "Cetak dokumen"))
    jenis_pekerjaan.daftarkan("bekukan", JenisPekerjaan(bekukan_triwulan, "Pembekuan triwulan"))
    akibat_pelantikan.daftarkan(akibat_pergantian)
    tautan_pd.daftarkan(tautan_kinerja)
    jenis_impor.daftarkan(
        "rencana",
        JenisImpor(
            "Rencana",
            "Pohon, indikator, target, dan pagu satu dokumen draf.",
            110,
            buat_rencana,
            boleh_impor_rencana,
            DrafForm,
            sebut_draf,
        ),
    )
    jenis_impor.daftarkan(
        "nomenklatur",
        JenisImpor(
            "Nomenklatur",
            "Program, kegiatan, dan sub kegiatan satu edisi nomenklatur nasional.",
            120,
            buat_nomenklatur,
            boleh_muat_nomenklatur,
            EdisiForm,
            lambda user, parameter: str(parameter["edisi"]),
        ),
    )
