"""Who may act on plans and numbers, and why not. Pure judgement over loaded rows."""

from kinerja.permissions.impor import (
    boleh_impor,
    boleh_impor_tahun,
    boleh_ubah_impor,
)
from kinerja.permissions.lihat import (
    boleh_lihat_kinerja,
)
from kinerja.permissions.pengukuran import (
    boleh_isi_periode,
    boleh_isi_triwulan,
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

__all__ = [
    "boleh_cetak",
    "boleh_cetak_pk",
    "boleh_impor",
    "boleh_impor_tahun",
    "boleh_isi_periode",
    "boleh_isi_triwulan",
    "boleh_kembalikan",
    "boleh_komentar",
    "boleh_lihat_kinerja",
    "boleh_muat_periode",
    "boleh_putus_crosscutting",
    "boleh_putus_usul",
    "boleh_setujui",
    "boleh_susun_pk",
    "boleh_tandatangani_pk",
    "boleh_tarik_usul",
    "boleh_ubah_acuan",
    "boleh_ubah_baris",
    "boleh_ubah_impor",
    "boleh_ubah_isi_rencana",
    "boleh_ubah_pk",
    "boleh_ubah_pohon",
    "boleh_ubah_rencana",
    "boleh_ubah_rencana_aksi",
    "boleh_usul_target",
    "boleh_verifikasi",
]
