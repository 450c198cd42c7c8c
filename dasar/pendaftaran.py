"""What this floor itself puts into its registries."""

from dasar.pendaftar import JenisPekerjaan, jenis_pekerjaan
from dasar.tasks import impor_data


def daftarkan() -> None:
    """Called once when the apps are ready."""
    jenis_pekerjaan.daftarkan("impor_data", JenisPekerjaan(impor_data, "Impor data"))
