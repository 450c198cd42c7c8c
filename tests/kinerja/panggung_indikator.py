"""A draf of a Renja with one whole indicator, and the city with an IKU that a PD enters."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kinerja.models import DokumenPerencanaan, IsiIndikator, IsiSimpul, JenisDokumen, JenisSimpul
from opd.models import Eselon, PerangkatDaerah
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    KotaFactory,
    TargetFactory,
)
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory
from tests.kinerja.panggung import Panggung

ATRIBUT = {
    "definisi_operasional": "Bagian balita pendek.",
    "alasan": "Ukuran gizi yang dipakai nasional.",
    "rumus": "Balita pendek dibagi balita ditimbang.",
    "sumber_data": "Survei Status Gizi",
    "penanggung_jawab": "Bidang Kesehatan Masyarakat",
    "baseline": Decimal("16.2"),
}


@dataclass
class Draf:
    """The draf of the PD and the draf of the city."""

    dokumen: DokumenPerencanaan
    simpul: IsiSimpul
    isi: IsiIndikator
    kota: PerangkatDaerah
    rpjmd: DokumenPerencanaan
    iku_kota: IsiIndikator


def buat_draf(p: Panggung) -> Draf:
    """Renja perubahan 1 of the PD (draf) and an RPJMD 2021-2026 of the city (draf)."""
    dokumen = DokumenFactory(pd=p.pd, perubahan_ke=1, status="draf")
    simpul = IsiSimpulFactory(dokumen=dokumen, jenis=JenisSimpul.SASARAN, nama="Sehat")
    isi = IsiIndikatorFactory(
        isi_simpul=simpul,
        nama="Prevalensi stunting",
        polaritas="negatif",
        iku=True,
        urutan=1,
        **ATRIBUT,
    )
    TargetFactory(isi=isi, nilai=Decimal("13.69"))
    kota = KotaFactory()
    rpjmd = DokumenFactory(
        pd=kota, jenis=JenisDokumen.RPJMD, tahun_dari=2021, tahun_sampai=2026, status="draf"
    )
    sasaran = IsiSimpulFactory(
        dokumen=rpjmd, jenis=JenisSimpul.SASARAN, kode="1.1.2", nama="Derajat kesehatan"
    )
    iku_kota = IsiIndikatorFactory(
        isi_simpul=sasaran, nama="Angka Harapan Hidup", satuan="Tahun", iku=True, pengampu=p.pd
    )
    TargetFactory(isi=iku_kota, tahun=2023, nilai=Decimal("72.67"))
    return Draf(dokumen, simpul, isi, kota, rpjmd, iku_kota)


def wali_kota(kota: PerangkatDaerah, **sifat: Any) -> None:
    """The city's post with its holder since 2021."""
    jabatan = JabatanFactory(
        pd=kota, nama="Wali Kota Tangerang Selatan", eselon=Eselon.KEPALA_DAERAH
    )
    PenugasanFactory(jabatan=jabatan, pegawai=PegawaiFactory(nama="Uji Wali Kota", nip=""), **sifat)
