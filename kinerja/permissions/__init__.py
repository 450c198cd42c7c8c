"""Who may act on plans and numbers, and why not. Pure judgement over loaded rows."""

from kinerja.permissions.bukti import (
    boleh_ubah_bukti,
)
from kinerja.permissions.impor import (
    boleh_impor,
    boleh_impor_tahun,
    boleh_ubah_impor,
    boleh_urungkan_impor,
)
from kinerja.permissions.jadwal import (
    boleh_atur_jadwal,
    boleh_perpanjang,
    boleh_ubah_jadwal,
)
from kinerja.permissions.lihat import (
    boleh_lihat_kinerja,
)
from kinerja.permissions.pengukuran import (
    boleh_isi_periode,
    boleh_isi_triwulan,
    boleh_jelaskan,
    boleh_kembalikan,
    boleh_komentar,
    boleh_muat_periode,
    boleh_setujui,
    boleh_ubah_baris,
    boleh_verifikasi,
)
from kinerja.permissions.perencanaan import (
    boleh_cetak,
    boleh_cetak_pk,
    boleh_putus_crosscutting,
    boleh_putus_usul,
    boleh_susun_pk,
    boleh_tandatangani_pk,
    boleh_tarik_usul,
    boleh_ubah_acuan,
    boleh_ubah_isi_rencana,
    boleh_ubah_pk,
    boleh_ubah_pohon,
    boleh_ubah_rencana,
    boleh_ubah_rencana_aksi,
    boleh_usul_target,
)
from kinerja.permissions.unggahan import (
    boleh_ubah_unggahan,
    boleh_unggah_isian,
    boleh_urungkan_unggahan,
)

__all__ = [
    "boleh_atur_jadwal",
    "boleh_cetak",
    "boleh_cetak_pk",
    "boleh_impor",
    "boleh_impor_tahun",
    "boleh_isi_periode",
    "boleh_isi_triwulan",
    "boleh_jelaskan",
    "boleh_kembalikan",
    "boleh_komentar",
    "boleh_lihat_kinerja",
    "boleh_muat_periode",
    "boleh_perpanjang",
    "boleh_putus_crosscutting",
    "boleh_putus_usul",
    "boleh_setujui",
    "boleh_susun_pk",
    "boleh_tandatangani_pk",
    "boleh_tarik_usul",
    "boleh_ubah_acuan",
    "boleh_ubah_baris",
    "boleh_ubah_bukti",
    "boleh_ubah_impor",
    "boleh_urungkan_impor",
    "boleh_ubah_isi_rencana",
    "boleh_ubah_jadwal",
    "boleh_ubah_pk",
    "boleh_ubah_pohon",
    "boleh_ubah_rencana",
    "boleh_ubah_rencana_aksi",
    "boleh_ubah_unggahan",
    "boleh_unggah_isian",
    "boleh_urungkan_unggahan",
    "boleh_usul_target",
    "boleh_verifikasi",
]
