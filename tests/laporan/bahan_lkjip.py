"""A small city with plans, values, money and evaluation for the tests of the LKjIP."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kinerja.models import (
    Anggaran,
    Dukungan,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    Simpul,
    StatusRealisasi,
)
from laporan.formulas.data_lkjip import DataLKjIP
from laporan.selectors.data_lkjip import susun_data_lkjip
from opd.models import PerangkatDaerah
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    KotaFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    TargetFactory,
)

KAPAN = datetime.datetime(2025, 3, 14, 9, 0, tzinfo=datetime.UTC)


def susun(pd: PerangkatDaerah, tahun: int = TAHUN, **lain: Any) -> DataLKjIP:
    """The report of one PD as it would be now."""
    return susun_data_lkjip(
        pd=pd,
        tahun=tahun,
        versi=1,
        kode="TSL-UJI",
        disusun_pada=KAPAN,
        disusun_oleh="Penyusun",
        **lain,
    )


class KotaUji:
    """A city with RPJMD and RKPD of one year, empty."""

    def __init__(self, tahun: int = TAHUN) -> None:
        self.tahun = tahun
        self.kota = KotaFactory()
        self.rpjmd = DokumenFactory(
            pd=self.kota, jenis=JenisDokumen.RPJMD, tahun_dari=2021, tahun_sampai=2026
        )
        self.rkpd = DokumenFactory(pd=self.kota, jenis=JenisDokumen.RKPD, tahun=tahun)

    def sasaran(self, kode: str, *, di_rkpd: bool = True) -> IsiSimpul:
        """A sasaran of the RPJMD, and of the RKPD unless it was forgotten there; the latter."""
        menengah: IsiSimpul = IsiSimpulFactory(
            dokumen=self.rpjmd, jenis=JenisSimpul.SASARAN, kode=kode, nama=f"Sasaran kota {kode}"
        )
        if not di_rkpd:
            return menengah
        isi: IsiSimpul = IsiSimpulFactory(
            dokumen=self.rkpd,
            simpul=menengah.simpul,
            jenis=JenisSimpul.SASARAN,
            kode=kode,
            nama=f"Sasaran kota {kode}",
        )
        return isi

    def iku(self, sasaran: IsiSimpul, nama: str, pengampu: PerangkatDaerah) -> IsiIndikator:
        """An indicator of the city, measured once a year, with the target 100."""
        isi: IsiIndikator = IsiIndikatorFactory(
            isi_simpul=sasaran, nama=nama, iku=True, frekuensi="tahun", pengampu=pengampu
        )
        TargetFactory(isi=isi)
        return isi


class PDUji:
    """A PD with the Renja of one year, empty."""

    def __init__(self, nama: str = "Dinas Kesehatan", tahun: int = TAHUN, **sifat: Any) -> None:
        self.pd = PerangkatDaerahFactory(nama=nama, **sifat)
        self.renja = DokumenFactory(pd=self.pd, tahun=tahun)
        self.tahun = tahun

    def sasaran(self, kode: str = "1.02") -> IsiSimpul:
        isi: IsiSimpul = IsiSimpulFactory(
            dokumen=self.renja, jenis=JenisSimpul.SASARAN, kode=kode, nama=f"Sasaran PD {kode}"
        )
        return isi

    def program(
        self,
        nama: str = "Program Uji",
        *,
        induk: IsiSimpul | None = None,
        pagu: int | None = None,
        realisasi: int | None = None,
        contoh: bool = False,
    ) -> IsiSimpul:
        """A program with its money of the whole year."""
        letak = {"induk": induk} if induk else {"dokumen": self.renja}
        isi: IsiSimpul = IsiSimpulFactory(jenis=JenisSimpul.PROGRAM, nama=nama, **letak)
        if pagu is not None:
            rupiah(isi.simpul, self.tahun, 0, pagu=pagu, contoh=contoh)
        if realisasi is not None:
            rupiah(isi.simpul, self.tahun, 4, realisasi=realisasi, contoh=contoh)
        return isi


def rupiah(simpul: Simpul, tahun: int, triwulan: int, **medan: Any) -> Anggaran:
    """One row of money."""
    return Anggaran.objects.create(simpul=simpul, tahun=tahun, triwulan=triwulan, **medan)


def dukung(dari: IsiSimpul, ke: IsiSimpul) -> None:
    """`dari` supports `ke`."""
    Dukungan.objects.create(dari=dari.simpul, ke=ke.simpul)


def nilai(
    isi: IsiIndikator,
    angka: str | None,
    *,
    triwulan: int = 4,
    status: str = StatusRealisasi.DIVERIFIKASI,
    **medan: Any,
) -> None:
    """A value of one quarter, verified unless said otherwise."""
    if status == StatusRealisasi.DIVERIFIKASI:
        medan.setdefault("diverifikasi_pada", timezone.now())
    RealisasiFactory(
        isi=isi,
        triwulan=triwulan,
        nilai=None if angka is None else Decimal(angka),
        status=status,
        **medan,
    )


def kalimat(data: DataLKjIP) -> list[str]:
    """All gaps of a report as text."""
    return [c.kalimat for c in data.celah]
