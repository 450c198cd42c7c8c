"""Who: organisation, people, dated roles, posts and their holders, official papers."""

from opd.models.dokumen_resmi import DokumenResmi, JenisDokumenResmi
from opd.models.jabatan import (
    TINGKAT_ESELON,
    Eselon,
    Jabatan,
    JenisPenugasan,
    Pegawai,
    PenugasanJabatan,
)
from opd.models.organisasi import AliasPD, JenisPD, NamaPD, PerangkatDaerah
from opd.models.pengguna import JenisPeran, Pengguna, Peran
from opd.models.perubahan import JenisPerubahan, PerubahanOrganisasi, StatusPerubahan
from opd.models.wilayah import TingkatWilayah, Wilayah

__all__ = [
    "TINGKAT_ESELON",
    "AliasPD",
    "DokumenResmi",
    "Eselon",
    "Jabatan",
    "JenisDokumenResmi",
    "JenisPD",
    "JenisPenugasan",
    "JenisPeran",
    "JenisPerubahan",
    "NamaPD",
    "Pegawai",
    "Pengguna",
    "PenugasanJabatan",
    "Peran",
    "PerangkatDaerah",
    "PerubahanOrganisasi",
    "StatusPerubahan",
    "TingkatWilayah",
    "Wilayah",
]
