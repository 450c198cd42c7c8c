"""Two PD with plans of two years, values, money, posts, people and an agreement."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    Dukungan,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    PerjanjianKinerja,
    RencanaAksi,
    StatusRealisasi,
)
from kinerja.selectors.isi_perjanjian import susun_isi
from kinerja.services.perjanjian import buat_pk
from kinerja.services.perjanjian_tanda import tanda_isi, tandatangani_pk
from opd.models import Eselon, Jabatan, JenisPeran, Pengguna, PerangkatDaerah
from opd.selectors.perubahan import PDBaru, susun_pratinjau
from opd.services.perubahan import simpan_perubahan, terapkan_perubahan
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    KotaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    TargetFactory,
)
from tests.factories_jabatan import JabatanFactory, PenugasanFactory
from tests.laporan.bahan_lkjip import KotaUji

TANGGAL = datetime.date(TAHUN, 7, 1)
SEHARI_SEBELUM = datetime.date(TAHUN, 6, 30)
DASAR = "Perda Nomor 3 Tahun 2024"


@dataclass
class PDLama:
    """One PD as it was before: plans of last year and this one, under lasting identities."""

    pd: PerangkatDaerah
    kepala: Jabatan
    sekretaris: Jabatan
    operator: Pengguna
    renja: dict[int, DokumenPerencanaan] = field(default_factory=dict)
    isi: list[IsiIndikator] = field(default_factory=list)  # of this year
    program: list[IsiSimpul] = field(default_factory=list)
    pk: PerjanjianKinerja | None = None


def buat_lama(
    nama: str, singkatan: str, kota: KotaUji | None, *, program: int = 2, sasaran: bool = True
) -> PDLama:
    """A PD with `program` programs of one indicator each; with `sasaran` below one sasaran that
    has an indicator too and supports the city's."""
    if not Jabatan.objects.filter(perangkat_daerah__jenis="kota").exists():
        kota_pd = PerangkatDaerah.objects.filter(jenis="kota").first() or KotaFactory()
        wali = JabatanFactory(pd=kota_pd, nama="Wali Kota", eselon=Eselon.KEPALA_DAERAH)
        PenugasanFactory(jabatan=wali)
    pd = PerangkatDaerahFactory(nama=nama, singkatan=singkatan, kode=singkatan.lower())
    kepala = JabatanFactory(pd=pd, nama=f"Kepala {nama}")
    PenugasanFactory(jabatan=kepala)
    sekretaris = JabatanFactory(
        pd=pd, nama="Sekretaris", kepala=False, induk=kepala, eselon=Eselon.III_A
    )
    PenugasanFactory(jabatan=sekretaris)
    lama = PDLama(pd, kepala, sekretaris, PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd))
    PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=pd)
    _rencana(lama, kota, program, sasaran)
    lama.pk = _tandatangani(kepala)
    return lama


def _tandatangani(kepala: Jabatan) -> PerjanjianKinerja:
    """The agreement of the head, signed in January."""
    oleh = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    tanggal = datetime.date(TAHUN, 1, 15)
    pk = buat_pk(jabatan_id=kepala.pk, tahun=TAHUN, tanggal=tanggal, oleh=oleh)
    return tandatangani_pk(
        pk_id=pk.pk,
        tanggal=tanggal,
        oleh=oleh,
        tanda=tanda_isi(susun_isi(pk, tanggal)),
        contoh=False,
    )


def _rencana(lama: PDLama, kota: KotaUji | None, program: int, sasaran: bool) -> None:
    simpul: dict[str, Any] = {}
    indikator: dict[str, Any] = {}

    def satu(dokumen: DokumenPerencanaan, kunci: str, **medan: Any) -> IsiSimpul:
        if kunci in simpul:
            medan["simpul"] = simpul[kunci]
        isi: IsiSimpul = IsiSimpulFactory(dokumen=dokumen, **medan)
        simpul[kunci] = isi.simpul
        return isi

    def ukur(isi: IsiSimpul, kunci: str, tahun: int, nilai: int) -> IsiIndikator:
        medan = {"indikator": indikator[kunci]} if kunci in indikator else {}
        baru: IsiIndikator = IsiIndikatorFactory(
            isi_simpul=isi, nama=f"Persentase {kunci} {lama.pd}", **medan
        )
        indikator[kunci] = baru.indikator
        TargetFactory(indikator=baru.indikator, dokumen=isi.dokumen, nilai=Decimal(nilai))
        for tw in (1, 2, 3, 4) if tahun < TAHUN else (1, 2):
            RealisasiFactory(
                indikator=baru.indikator,
                tahun=tahun,
                triwulan=tw,
                nilai=Decimal(nilai * tw) / 4,
                status=StatusRealisasi.DIVERIFIKASI,
            )
        return baru

    for tahun in (TAHUN - 1, TAHUN):
        renja = DokumenFactory(pd=lama.pd, tahun=tahun)
        lama.renja[tahun] = renja
        atas = None
        if sasaran:
            atas = satu(renja, "sasaran", jenis=JenisSimpul.SASARAN, nama=f"Sasaran {lama.pd}")
            ukuran = ukur(atas, "sasaran", tahun, 80)
            if tahun == TAHUN:
                lama.isi.append(ukuran)
                if kota is not None:
                    Dukungan.objects.create(dari=atas.simpul, ke=kota.sasaran("1").simpul)
        for n in range(1, program + 1):
            isi = satu(
                renja, f"program {n}", induk=atas, nama=f"Program {n} {lama.pd}", kode=f"1.0{n}"
            )
            ukuran = ukur(isi, f"program {n}", tahun, 90 + n)
            uang = n * 1_000_000
            Anggaran.objects.create(simpul=isi.simpul, tahun=tahun, triwulan=0, pagu=uang)
            for tw in (1, 2):
                Anggaran.objects.create(
                    simpul=isi.simpul, tahun=tahun, triwulan=tw, realisasi=uang * tw // 4
                )
            if tahun == TAHUN:
                isi.jabatan = lama.sekretaris
                isi.save()
                lama.isi.append(ukuran)
                lama.program.append(isi)
                RencanaAksi.objects.create(
                    perangkat_daerah=lama.pd,
                    indikator=ukuran.indikator,
                    tahun=TAHUN,
                    triwulan=3,
                    kegiatan=f"Kegiatan {n}",
                    simpul=isi.simpul,
                    jabatan=lama.sekretaris,
                )
    renstra = DokumenFactory(
        pd=lama.pd, jenis=JenisDokumen.RENSTRA, tahun_dari=2021, tahun_sampai=2026
    )
    atas = satu(renstra, "sasaran", jenis=JenisSimpul.SASARAN, nama=f"Sasaran {lama.pd}")
    baris: IsiIndikator = IsiIndikatorFactory(
        isi_simpul=atas,
        nama=f"Persentase sasaran {lama.pd}",
        target_akhir=Decimal(99),
        **({"indikator": indikator["sasaran"]} if "sasaran" in indikator else {}),
    )
    for tahun in (2021, TAHUN - 1, TAHUN, 2026):
        TargetFactory(indikator=baris.indikator, dokumen=renstra, tahun=tahun, nilai=Decimal(70))


BARU = PDBaru(-1, "Dinas Gabungan", "DINGAB", "dingab", "dinas")


def terapkan(oleh: Pengguna, **medan: Any) -> Any:
    """A change made, looked at and applied."""
    bawaan: dict[str, Any] = {
        "jenis": "penggabungan",
        "tanggal": TANGGAL,
        "dasar_hukum": DASAR,
        "tujuan": [],
        "baru": [],
    }
    pembagian = medan.pop("pembagian", None)
    perubahan = simpan_perubahan(oleh=oleh, **{**bawaan, **medan})
    if pembagian is not None:
        perubahan.pembagian = pembagian
        perubahan.save()
    return terapkan_perubahan(
        perubahan_id=perubahan.pk, tanda=susun_pratinjau(perubahan).tanda, oleh=oleh
    )
