"""What was promised and achieved."""

from kinerja.models.acuan import Acuan
from kinerja.models.anggaran import Anggaran, PaguVersi
from kinerja.models.bukti import BuktiDukung
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
from kinerja.models.jendela import Beku, JendelaPeriode
from kinerja.models.kejanggalan import PenjelasanKejanggalan
from kinerja.models.nomenklatur import JenisNomenklatur, Nomenklatur
from kinerja.models.padanan import IngatanPadanan
from kinerja.models.pembekuan import PaguBeku, Pembekuan, TargetBeku
from kinerja.models.perjanjian import AlasanPerubahanPK, ButirPK, PerjanjianKinerja, StatusPK
from kinerja.models.pohon import (
    URUTAN_TINGKAT,
    Crosscutting,
    FaktorKunci,
    IndikatorKondisi,
    JenisPohon,
    KondisiKinerja,
    PohonKinerja,
    StatusCrosscutting,
    TingkatKondisi,
)
from kinerja.models.realisasi import (
    STATUS_DAPAT_DIISI,
    AlasanKosong,
    JenisKomentar,
    Komentar,
    Realisasi,
    StatusRealisasi,
)
from kinerja.models.rencana_aksi import RencanaAksi, StatusUsul, UsulTarget
from kinerja.models.simpul import Dukungan, IsiSimpul, JenisSimpul, Simpul
from kinerja.models.unggahan import StatusUnggahan, UnggahanIsian

__all__ = [
    "JENIS_TAHUNAN",
    "STATUS_DAPAT_DIISI",
    "URUTAN_TINGKAT",
    "Acuan",
    "AlasanKosong",
    "AlasanPerubahanPK",
    "Anggaran",
    "AsalDokumen",
    "ButirPK",
    "Cara",
    "Crosscutting",
    "DokumenPerencanaan",
    "Dukungan",
    "FaktorKunci",
    "Frekuensi",
    "ImporLaporan",
    "Indikator",
    "IndikatorKondisi",
    "IsiIndikator",
    "IsiSimpul",
    "Isian",
    "JadwalPengisian",
    "JendelaPeriode",
    "JenisDokumen",
    "JenisKomentar",
    "JenisNomenklatur",
    "JenisPohon",
    "JenisSimpul",
    "Komentar",
    "KondisiKinerja",
    "Nomenklatur",
    "PaguVersi",
    "PengecualianImpor",
    "PerjanjianKinerja",
    "Perpanjangan",
    "PohonKinerja",
    "Polaritas",
    "Realisasi",
    "RencanaAksi",
    "RumusNegatif",
    "Simpul",
    "StatusCrosscutting",
    "StatusDokumen",
    "StatusImpor",
    "StatusPK",
    "StatusRealisasi",
    "StatusUsul",
    "Target",
    "TingkatKondisi",
    "UsulTarget",
    "Beku",
    "BuktiDukung",
    "PenjelasanKejanggalan",
    "IngatanPadanan",
    "Pembekuan",
    "PaguBeku",
    "TargetBeku",
    "StatusUnggahan",
    "UnggahanIsian",
]
