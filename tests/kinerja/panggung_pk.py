"""A city and one dinas with posts, officials, a Renja and an RKPD: what agreements are made of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from kinerja.formulas.isi_pk import IsiPK
from kinerja.formulas.skala import SKALA_SAKIP
from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    PerjanjianKinerja,
)
from kinerja.selectors.isi_perjanjian import susun_isi
from kinerja.services.perjanjian import buat_pk
from kinerja.services.perjanjian_tanda import tanda_isi, tandatangani_pk
from opd.models import Eselon, Jabatan, JenisPeran, Pengguna, PenugasanJabatan, PerangkatDaerah
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    KotaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    TargetFactory,
)
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory

TAHUN = 2024
JANUARI = datetime.date(TAHUN, 1, 26)


@dataclass
class PanggungPK:
    """Wali kota > kepala dinas > kepala bidang > ketua tim, each with a definitive holder."""

    kota: PerangkatDaerah
    pd: PerangkatDaerah
    pd_lain: PerangkatDaerah
    jabatan: dict[str, Jabatan]
    pejabat: dict[str, PenugasanJabatan]
    renja: DokumenPerencanaan
    rkpd: DokumenPerencanaan
    simpul: dict[str, IsiSimpul]
    indikator: dict[str, IsiIndikator] = field(default_factory=dict)
    operator: Pengguna = field(init=False)
    kepala: Pengguna = field(init=False)
    operator_lain: Pengguna = field(init=False)
    organisasi: Pengguna = field(init=False)

    def __post_init__(self) -> None:
        self.operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=self.pd)
        self.kepala = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=self.pd)
        self.operator_lain = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=self.pd_lain)
        self.organisasi = PenggunaFactory(peran=JenisPeran.ORGANISASI)

    def buat(
        self, siapa: str = "kadis", tanggal: datetime.date = JANUARI, **lain: str
    ) -> PerjanjianKinerja:
        """A draft of one post, made by Bagian Organisasi."""
        return buat_pk(
            jabatan_id=self.jabatan[siapa].pk,
            tahun=TAHUN,
            tanggal=tanggal,
            oleh=self.organisasi,
            **lain,
        )

    def isi(self, siapa: str = "kadis", tanggal: datetime.date = JANUARI) -> IsiPK:
        """What an agreement of the post would say, without storing anything."""
        return susun_isi(
            PerjanjianKinerja(
                jabatan=self.jabatan[siapa],
                perangkat_daerah=self.jabatan[siapa].perangkat_daerah,
                tahun=TAHUN,
                tanggal=tanggal,
            ),
            tanggal,
        )

    def tanda(
        self,
        pk: PerjanjianKinerja,
        tanggal: datetime.date | None = None,
        oleh: Pengguna | None = None,
        contoh: bool = False,
    ) -> PerjanjianKinerja:
        """Sign a draft with what it says now."""
        tanggal = tanggal or pk.tanggal
        return tandatangani_pk(
            pk_id=pk.pk,
            tanggal=tanggal,
            oleh=oleh or self.organisasi,
            tanda=tanda_isi(susun_isi(pk, tanggal)),
            contoh=contoh,
        )

    def ganti_pejabat(
        self, siapa: str, dari: datetime.date, nama: str, jenis: str = "definitif"
    ) -> PenugasanJabatan:
        """The holder leaves the day before `dari`, and another one follows."""
        self.jabatan[siapa].penugasan.filter(sampai__isnull=True).update(
            sampai=dari - datetime.timedelta(days=1)
        )
        return PenugasanFactory(
            jabatan=self.jabatan[siapa],
            pegawai=PegawaiFactory(nama=nama),
            jenis=jenis,
            dari=dari,
        )


def susun_panggung_pk() -> PanggungPK:
    """The stage; the second dinas has nothing but its operator."""
    kota = KotaFactory()
    pd = PerangkatDaerahFactory(nama="Dinas Kesehatan", singkatan="DINKES", urutan=5)
    lain = PerangkatDaerahFactory(nama="Dinas Pendidikan dan Kebudayaan", urutan=6)
    jabatan = _jabatan(kota, pd)
    renja, rkpd = DokumenFactory(pd=pd), DokumenFactory(pd=kota, jenis=JenisDokumen.RKPD)
    simpul = _simpul(renja, rkpd, jabatan)
    p = PanggungPK(
        kota=kota,
        pd=pd,
        pd_lain=lain,
        jabatan=jabatan,
        pejabat={
            siapa: PenugasanFactory(jabatan=satu, pegawai=PegawaiFactory(nama=f"Pejabat {siapa}"))
            for siapa, satu in jabatan.items()
        },
        renja=renja,
        rkpd=rkpd,
        simpul=simpul,
    )
    p.indikator = _indikator(simpul)
    for nama, pagu in (("penunjang", 60), ("upaya", 40), ("kegiatan", 25), ("sub", 25)):
        Anggaran.objects.create(
            simpul=simpul[nama].simpul, tahun=TAHUN, triwulan=0, pagu=pagu * 1_000_000
        )
    return p


def _jabatan(kota: PerangkatDaerah, pd: PerangkatDaerah) -> dict[str, Jabatan]:
    wali = JabatanFactory(pd=kota, nama="Wali Kota Tangerang Selatan", eselon=Eselon.KEPALA_DAERAH)
    kadis = JabatanFactory(pd=pd, nama="Kepala Dinas Kesehatan")
    kabid = JabatanFactory(
        pd=pd,
        nama="Kepala Bidang Kesehatan Masyarakat",
        eselon=Eselon.III_B,
        kepala=False,
        induk=kadis,
    )
    ketua = JabatanFactory(
        pd=pd, nama="Ketua Tim Gizi", eselon=Eselon.KETUA_TIM, kepala=False, induk=kabid
    )
    return {"wali": wali, "kadis": kadis, "kabid": kabid, "ketua": ketua}


def _simpul(
    renja: DokumenPerencanaan, rkpd: DokumenPerencanaan, jabatan: dict[str, Jabatan]
) -> dict[str, IsiSimpul]:
    kota = IsiSimpulFactory(
        dokumen=rkpd, jenis=JenisSimpul.SASARAN, nama="Meningkatnya kualitas hidup warga"
    )
    sasaran = IsiSimpulFactory(
        dokumen=renja, jenis=JenisSimpul.SASARAN, nama="Meningkatnya derajat kesehatan"
    )
    penunjang = IsiSimpulFactory(induk=sasaran, nama="PROGRAM PENUNJANG URUSAN SKPD")
    upaya = IsiSimpulFactory(
        induk=sasaran, nama="Program Upaya Kesehatan", jabatan=jabatan["kabid"]
    )
    kegiatan = IsiSimpulFactory(
        induk=upaya, jenis=JenisSimpul.KEGIATAN, nama="Layanan gizi", jabatan=jabatan["ketua"]
    )
    sub = IsiSimpulFactory(
        induk=kegiatan, jenis=JenisSimpul.SUB_KEGIATAN, nama="Pengelolaan gizi masyarakat"
    )
    return {
        "kota": kota,
        "sasaran": sasaran,
        "penunjang": penunjang,
        "upaya": upaya,
        "kegiatan": kegiatan,
        "sub": sub,
    }


def _indikator(simpul: dict[str, IsiSimpul]) -> dict[str, IsiIndikator]:
    hasil = {
        "ipm": IsiIndikatorFactory(
            isi_simpul=simpul["kota"], nama="Indeks Pembangunan Manusia", satuan="Indeks", iku=True
        ),
        "gini": IsiIndikatorFactory(
            isi_simpul=simpul["kota"], nama="Rasio gini", satuan="", urutan=1
        ),
        "ahh": IsiIndikatorFactory(
            isi_simpul=simpul["sasaran"], nama="Angka Harapan Hidup", satuan="Tahun", iku=True
        ),
        "sakip": IsiIndikatorFactory(
            isi_simpul=simpul["sasaran"],
            nama="Predikat SAKIP",
            satuan="Predikat",
            desimal=0,
            skala_predikat=dict(SKALA_SAKIP),
            urutan=1,
        ),
        "stunting": IsiIndikatorFactory(
            isi_simpul=simpul["upaya"], nama="Prevalensi stunting", satuan="Persen"
        ),
        "gizi": IsiIndikatorFactory(
            isi_simpul=simpul["kegiatan"], nama="Balita gizi buruk yang dirawat", satuan="Persen"
        ),
    }
    for nama, nilai in (
        ("ipm", "82.50"),
        ("gini", "0.33"),
        ("ahh", "72.67"),
        ("sakip", "5"),
        ("stunting", "8.5"),
        ("gizi", "100"),
    ):
        TargetFactory(isi=hasil[nama], nilai=Decimal(nilai))
    return hasil
