"""What was promised and achieved."""

from kinerja.models.acuan import Acuan
from kinerja.models.anggaran import Anggaran
from kinerja.models.dokumen import (
    JENIS_TAHUNAN,
    AsalDokumen,
    DokumenPerencanaan,
    JenisDokumen,
    StatusDokumen,
)
from kinerja.models.impor import (
    ImporLaporan,
    PengecualianImpor,
    StatusImpor,
)
from kinerja.models.indikator import (
    Cara,
    Frekuensi,
    Indikator,
    Isian,
    IsiIndikator,
    Polaritas,
    RumusNegatif,
    Target,
)
from kinerja.models.jadwal import JadwalPengisian, Perpanjangan
from kinerja.models.jendela import JendelaPeriode
from kinerja.models.nomenklatur import JenisNomenklatur, Nomenklatur
from kinerja.models.realisasi import (
    STATUS_DAPAT_DIISI,
    AlasanKosong,
    JenisKomentar,
    Komentar,
    Realisasi,
    StatusRealisasi,
)
from kinerja.models.simpul import Dukungan, IsiSimpul, JenisSimpul, Simpul

__all__ = [
    "JENIS_TAHUNAN",
    "STATUS_DAPAT_DIISI",
    "Acuan",
    "AlasanKosong",
    "Anggaran",
    "AsalDokumen",
    "Cara",
    "DokumenPerencanaan",
    "Dukungan",
    "Frekuensi",
    "ImporLaporan",
    "Indikator",
    "IsiIndikator",
    "IsiSimpul",
    "Isian",
    "JadwalPengisian",
    "JendelaPeriode",
    "JenisDokumen",
    "JenisKomentar",
    "JenisNomenklatur",
    "JenisSimpul",
    "Komentar",
    "Nomenklatur",
    "PengecualianImpor",
    "Perpanjangan",
    "Polaritas",
    "Realisasi",
    "RumusNegatif",
    "Simpul",
    "StatusDokumen",
    "StatusImpor",
    "StatusRealisasi",
    "Target",
]
