"""A city with some PD, for the tests of the dashboard: plan, values, worksheets of two years."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    StatusRealisasi,
)
from opd.models import PerangkatDaerah
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    JadwalFactory,
    KotaFactory,
    LembarKerjaFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    TargetFactory,
    buat_templat_lke,
)

HURUF = ("A", "BB", "B", "CC")


@dataclass
class PDUji:
    """One PD: its program with money, one IKU with values in three quarters."""

    pd: PerangkatDaerah
    dokumen: DokumenPerencanaan
    program: IsiSimpul
    iku: IsiIndikator


@dataclass
class KotaUji:
    """The city with its own IKU (the SAKIP value, target 70) and its PD."""

    kota: PerangkatDaerah
    iku: IsiIndikator
    pd: list[PDUji]


def buat_pd_uji(nomor: int, huruf: str | None = None) -> PDUji:
    """PD `nomor` with a worksheet of one letter in both years (None: not judged)."""
    pd = PerangkatDaerahFactory(nama=f"Dinas {nomor:02d}", urutan=nomor)
    dokumen = DokumenFactory(pd=pd)
    sasaran = IsiSimpulFactory(dokumen=dokumen, jenis=JenisSimpul.SASARAN, nama="Sasaran uji")
    program = IsiSimpulFactory(induk=sasaran, nama=f"Program {nomor:02d}")
    iku = IsiIndikatorFactory(isi_simpul=program, iku=True, nama=f"IKU {nomor:02d}")
    TargetFactory(isi=iku)
    for tw, nilai in ((1, 60), (2, 70), (4, 80)):
        RealisasiFactory(
            isi=iku, triwulan=tw, nilai=Decimal(nilai), status=StatusRealisasi.DIVERIFIKASI
        )
    for tw in (0, 4):
        Anggaran.objects.create(
            simpul=program.simpul,
            tahun=TAHUN,
            triwulan=tw,
            pagu=None if tw else 200,
            realisasi=150 if tw else None,
        )
    if huruf is not None:
        for tahun in (TAHUN - 1, TAHUN):
            LembarKerjaFactory(pd=pd, tahun=tahun, jawaban=huruf)
    return PDUji(pd, dokumen, program, iku)


def buat_kota_uji(jumlah: int, *, dinilai: int | None = None) -> KotaUji:
    """A city of `jumlah` PD, the first `dinilai` of them judged (None: all)."""
    kota = KotaFactory()
    rkpd = DokumenFactory(pd=kota, jenis=JenisDokumen.RKPD)
    simpul = IsiSimpulFactory(dokumen=rkpd, jenis=JenisSimpul.SASARAN, nama="Sasaran kota")
    iku = IsiIndikatorFactory(
        isi_simpul=simpul, iku=True, nama="Nilai SAKIP Kota", satuan="Nilai", frekuensi="tahun"
    )
    TargetFactory(isi=iku, nilai=Decimal(70))
    for tahun, total in ((TAHUN - 1, "67.31"), (TAHUN, "69.04")):
        buat_templat_lke(tahun, iku.indikator)
        LembarKerjaFactory(pd=kota, tahun=tahun, jenis="kementerian", total=Decimal(total))
    JadwalFactory()
    batas = jumlah if dinilai is None else dinilai
    pd = [buat_pd_uji(n, HURUF[n % len(HURUF)] if n < batas else None) for n in range(jumlah)]
    return KotaUji(kota, iku, pd)
