"""The grid that the browser tests fill in: one PD, one open quarter, every kind of indicator."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kinerja.formulas.skala import SKALA_SAKIP
from kinerja.models import (
    Anggaran,
    Cara,
    Isian,
    IsiIndikator,
    JenisSimpul,
    Polaritas,
    Realisasi,
    StatusRealisasi,
)
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    JadwalFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    TargetFactory,
)

TAHUN = 2024
TRIWULAN = 2


@dataclass(frozen=True)
class LembarDinkes:
    """The people and the indicators; each indicator under a short name."""

    pd: PerangkatDaerah
    pd_lain: PerangkatDaerah
    operator: Pengguna
    rekan: Pengguna
    kepala: Pengguna
    organisasi: Pengguna
    operator_lain: Pengguna
    isi: dict[str, IsiIndikator]

    @property
    def alamat(self) -> str:
        return f"/kinerja/pengisian/?pd={self.pd.pk}&tahun={TAHUN}&triwulan={TRIWULAN}"

    def pk(self, nama: str) -> int:
        """Id of the lasting indicator."""
        return self.isi[nama].indikator_id

    def realisasi(self, nama: str) -> Realisasi:
        return Realisasi.objects.get(indikator_id=self.pk(nama), tahun=TAHUN, triwulan=TRIWULAN)

    def isi_semua(self, status: str, **medan: Any) -> None:
        """A value in every cell, in this state, as if the operator had typed and submitted."""
        if status != StatusRealisasi.DRAF:
            medan = {"diajukan_oleh": self.operator, **medan}
        for isi in self.isi.values():
            RealisasiFactory.create(
                isi=isi,
                triwulan=TRIWULAN,
                status=status,
                nilai=Decimal(5),
                versi=1,
                diisi_oleh=self.operator,
                **medan,
            )


def susun_lembar() -> LembarDinkes:
    """Triwulan II 2024 of Dinas Kesehatan, open, nothing filled in but triwulan I of one row."""
    pd = PerangkatDaerahFactory.create(nama="Dinas Kesehatan", singkatan="Dinkes")
    lain = PerangkatDaerahFactory.create(nama="Dinas Pendidikan", singkatan="Dindikbud")

    def orang(nama: str, peran: str, pd: PerangkatDaerah | None = None) -> Pengguna:
        return PenggunaFactory.create(
            username=nama.lower().replace(" ", "."), nama=nama, peran=peran, pd=pd
        )

    dokumen = DokumenFactory.create(pd=pd, tahun=TAHUN)
    program = IsiSimpulFactory.create(
        dokumen=dokumen,
        kode="1.02.02",
        nama="Program Pemenuhan Upaya Kesehatan Perorangan dan Upaya Kesehatan Masyarakat",
    )
    kegiatan = IsiSimpulFactory.create(
        induk=program,
        jenis=JenisSimpul.KEGIATAN,
        kode="1.02.02.2.02",
        nama="Penyediaan Layanan Kesehatan untuk UKM dan UKP Rujukan",
    )
    sub = IsiSimpulFactory.create(
        induk=kegiatan,
        jenis=JenisSimpul.SUB_KEGIATAN,
        kode="1.02.02.2.02.0001",
        nama="Pengelolaan Pelayanan Kesehatan Ibu Hamil",
    )
    for simpul, pagu, realisasi in (
        (program, 48_250_000_000, 19_804_125_000),
        (sub, 1_750_400_000, 612_300_450),
    ):
        Anggaran.objects.create(simpul=simpul.simpul, tahun=TAHUN, triwulan=0, pagu=pagu)
        Anggaran.objects.create(
            simpul=simpul.simpul, tahun=TAHUN, triwulan=TRIWULAN, realisasi=realisasi
        )
    isi: dict[str, IsiIndikator] = {}

    def indikator(nama: str, simpul: Any, judul: str, target: str, **sifat: Any) -> None:
        isi[nama] = IsiIndikatorFactory.create(
            isi_simpul=simpul, nama=judul, urutan=len(isi), **sifat
        )
        for triwulan in (TRIWULAN, 0):
            TargetFactory.create(isi=isi[nama], triwulan=triwulan, nilai=Decimal(target))

    indikator("harapan_hidup", program, "Angka harapan hidup", "72.5", satuan="Tahun", iku=True)
    indikator(
        "stunting", program, "Prevalensi balita stunting", "31.82", polaritas=Polaritas.NEGATIF
    )
    indikator(
        "predikat",
        program,
        "Predikat AKIP Dinas Kesehatan",
        "5",
        satuan="Predikat",
        desimal=0,
        skala_predikat=dict(SKALA_SAKIP),
    )
    indikator("imunisasi", kegiatan, "Persentase imunisasi dasar lengkap", "92.50", desimal=3)
    indikator(
        "ibu_hamil",
        sub,
        "Jumlah ibu hamil yang mendapat pelayanan sesuai standar",
        "1200",
        satuan="Orang",
        desimal=0,
        cara=Cara.JUMLAH,
        isian=Isian.SD_TRIWULAN,
    )
    indikator("rujukan", sub, "Persentase rujukan ibu hamil yang tertangani", "80")
    indikator("kunjungan", sub, "Persentase kunjungan nifas lengkap", "90")
    RealisasiFactory.create(isi=isi["ibu_hamil"], triwulan=1, nilai=Decimal(512))
    JadwalFactory.create(tahun=TAHUN, triwulan=TRIWULAN)
    return LembarDinkes(
        pd=pd,
        pd_lain=lain,
        operator=orang("Rina Marlina", JenisPeran.OPERATOR, pd),
        rekan=orang("Budi Santoso", JenisPeran.OPERATOR, pd),
        kepala=orang("Dewi Anggraini", JenisPeran.KEPALA_PD, pd),
        organisasi=orang("Hendra Wijaya", JenisPeran.ORGANISASI),
        operator_lain=orang("Sari Utami", JenisPeran.OPERATOR, lain),
        isi=isi,
    )
