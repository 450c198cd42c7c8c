"""What this floor itself puts into its registries."""

from dasar.pendaftar import JenisPekerjaan, jenis_pekerjaan, saluran_pesan
from dasar.services.saluran_surel import SUREL
from dasar.services.saluran_whatsapp import WHATSAPP
from dasar.tasks import impor_data


def daftarkan() -> None:
    """Called once when the apps are ready."""
    jenis_pekerjaan.daftarkan("impor_data", JenisPekerjaan(impor_data, "Impor data"))
    saluran_pesan.daftarkan("surel", SUREL)
    saluran_pesan.daftarkan("whatsapp", WHATSAPP)
