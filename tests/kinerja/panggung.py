"""The people, the PD and the open quarter that most tests of measurement need."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kinerja.models import (
    DokumenPerencanaan,
    IsiIndikator,
    JadwalPengisian,
    Realisasi,
    StatusRealisasi,
)
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    JadwalFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    TargetFactory,
)

TW = 4
_SUDAH_DIAJUKAN = (
    StatusRealisasi.DIAJUKAN,
    StatusRealisasi.DISETUJUI_PD,
    StatusRealisasi.DIVERIFIKASI,
    StatusRealisasi.DIBEKUKAN,
    StatusRealisasi.DIKEMBALIKAN,
)


@dataclass
class Panggung:
    """One PD with its Renja, another PD, one person of each kind, and triwulan IV open."""

    pd: PerangkatDaerah
    lain: PerangkatDaerah
    dokumen: DokumenPerencanaan
    jadwal: JadwalPengisian
    operator: Pengguna
    operator_lain: Pengguna
    kepala: Pengguna
    organisasi: Pengguna
    perencana: Pengguna
    evaluator: Pengguna
    pimpinan: Pengguna
    admin: Pengguna
    tanpa_peran: Pengguna

    def isi(self, **sifat: Any) -> IsiIndikator:
        """A new indicator of the PD with the yearly target 100."""
        isi: IsiIndikator = IsiIndikatorFactory(dokumen=self.dokumen, **sifat)
        TargetFactory(isi=isi)
        return isi

    def baris(
        self, status: str = StatusRealisasi.DRAF, *, isi: IsiIndikator | None = None, **medan: Any
    ) -> Realisasi:
        """A value of the quarter that came to `status` the usual way."""
        kini = timezone.now()
        bawaan: dict[str, Any] = {
            "diisi_oleh": self.operator,
            "diisi_pada": kini - datetime.timedelta(hours=3),
            "triwulan": TW,
        }
        if status in _SUDAH_DIAJUKAN:
            bawaan["diajukan_oleh"] = self.operator
            bawaan["diajukan_pada"] = kini - datetime.timedelta(hours=2)
        if status == StatusRealisasi.DIKEMBALIKAN:
            bawaan["dikembalikan_oleh"] = self.organisasi
            bawaan["dikembalikan_pada"] = kini - datetime.timedelta(hours=1)
        realisasi: Realisasi = RealisasiFactory(
            isi=isi or self.isi(), status=status, **{**bawaan, **medan}
        )
        return realisasi

    def tutup(self) -> None:
        """Close the quarter an hour ago."""
        self.jadwal.ditutup_pada = timezone.now() - datetime.timedelta(hours=1)
        self.jadwal.save()


def buat_panggung() -> Panggung:
    """Everything above, stored."""
    pd = PerangkatDaerahFactory(nama="Dinas Kesehatan", singkatan="DINKES", kode="dinkes")
    lain = PerangkatDaerahFactory(nama="Dinas Sosial", singkatan="DINSOS", kode="dinsos")
    return Panggung(
        pd=pd,
        lain=lain,
        dokumen=DokumenFactory(pd=pd),
        jadwal=JadwalFactory(tahun=TAHUN, triwulan=TW),
        operator=PenggunaFactory(nama="Ayu Operator", peran=JenisPeran.OPERATOR, pd=pd),
        operator_lain=PenggunaFactory(peran=JenisPeran.OPERATOR, pd=lain),
        kepala=PenggunaFactory(nama="Budi Kepala", peran=JenisPeran.KEPALA_PD, pd=pd),
        organisasi=PenggunaFactory(nama="Citra Organisasi", peran=JenisPeran.ORGANISASI),
        perencana=PenggunaFactory(peran=JenisPeran.PERENCANA),
        evaluator=PenggunaFactory(peran=JenisPeran.EVALUATOR),
        pimpinan=PenggunaFactory(peran=JenisPeran.PIMPINAN),
        admin=PenggunaFactory(peran=JenisPeran.ADMIN),
        tanpa_peran=PenggunaFactory(),
    )
