"""A draf with a small tree, for the tests of the services and pages that edit it."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    IsiIndikator,
    IsiSimpul,
    JenisNomenklatur,
    JenisSimpul,
    Nomenklatur,
    StatusDokumen,
)
from kinerja.selectors.pagu_versi import pagu_versi
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
)

EDISI = "2024"
EDISI_LAMA = "2019"


@dataclass
class PanggungSimpul:
    """Program P with kegiatan K1 (sub S1, S2; one indicator) and K2 (sub S3); program Q, empty."""

    pd: PerangkatDaerah
    dokumen: DokumenPerencanaan
    perencana: Pengguna
    organisasi: Pengguna
    operator: Pengguna
    operator_lain: Pengguna
    p: IsiSimpul
    q: IsiSimpul
    k1: IsiSimpul
    k2: IsiSimpul
    s1: IsiSimpul
    s2: IsiSimpul
    s3: IsiSimpul
    indikator: IsiIndikator

    def urutan(self) -> list[str]:
        """Names in reading order, indented by depth."""
        return [
            f"{'-' * s.kedalaman}{s.nama}"
            for s in IsiSimpul.objects.filter(dokumen=self.dokumen).order_by("jalur")
        ]

    def segar(self, isi: IsiSimpul) -> IsiSimpul:
        """The node as stored now."""
        return IsiSimpul.objects.select_related("dokumen").get(pk=isi.pk)

    def pagu(self, isi: IsiSimpul, rupiah: int) -> None:
        """The pagu of the document's year, written past the rules."""
        Anggaran.objects.update_or_create(
            simpul=isi.simpul, tahun=self.dokumen.tahun_dari, triwulan=0, defaults={"pagu": rupiah}
        )

    def baca_pagu(self, isi: IsiSimpul) -> int | None:
        """The pagu that the version of the node says, None when there is none."""
        isi = IsiSimpul.objects.select_related("dokumen").get(pk=isi.pk)
        tahun = isi.dokumen.tahun_dari
        ada = pagu_versi(isi.dokumen, [tahun])[tahun].get(isi.pk)
        return ada.rupiah if ada else None


def susun_panggung() -> PanggungSimpul:
    """Build it with factories."""
    pd = PerangkatDaerahFactory(nama="Dinas Kesehatan")
    dokumen = DokumenFactory(pd=pd, status=StatusDokumen.DRAF)

    def simpul(nama: str, jenis: JenisSimpul, induk: IsiSimpul | None = None) -> IsiSimpul:
        return IsiSimpulFactory(dokumen=dokumen, nama=nama, jenis=jenis, induk=induk)

    p = simpul("P", JenisSimpul.PROGRAM)
    k1 = simpul("K1", JenisSimpul.KEGIATAN, p)
    s1 = simpul("S1", JenisSimpul.SUB_KEGIATAN, k1)
    s2 = simpul("S2", JenisSimpul.SUB_KEGIATAN, k1)
    k2 = simpul("K2", JenisSimpul.KEGIATAN, p)
    s3 = simpul("S3", JenisSimpul.SUB_KEGIATAN, k2)
    q = simpul("Q", JenisSimpul.PROGRAM)
    return PanggungSimpul(
        pd=pd,
        dokumen=dokumen,
        perencana=PenggunaFactory(peran=JenisPeran.PERENCANA),
        organisasi=PenggunaFactory(peran=JenisPeran.ORGANISASI),
        operator=PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd),
        operator_lain=PenggunaFactory(peran=JenisPeran.OPERATOR),
        p=p,
        q=q,
        k1=k1,
        k2=k2,
        s1=s1,
        s2=s2,
        s3=s3,
        indikator=IsiIndikatorFactory(isi_simpul=k1),
    )


def isi_nomenklatur() -> None:
    """Two programs of the newest edition with what is below them, and one code of an older one."""

    def baris(kode: str, jenis: JenisNomenklatur, nama: str, **lain: str) -> Nomenklatur:
        return Nomenklatur(
            edisi=lain.pop("edisi", EDISI),
            kode=kode,
            jenis=jenis,
            nama=nama,
            baku="".join(nama.casefold().split()),
            **lain,
        )

    program, kegiatan, sub = (
        JenisNomenklatur.PROGRAM,
        JenisNomenklatur.KEGIATAN,
        JenisNomenklatur.SUB_KEGIATAN,
    )
    Nomenklatur.objects.bulk_create(
        [
            baris("X.XX.01", program, "PROGRAM PENUNJANG URUSAN"),
            baris("X.XX.01.2.01", kegiatan, "Perencanaan Perangkat Daerah"),
            baris(
                "X.XX.01.2.01.0001",
                sub,
                "Penyusunan Dokumen Perencanaan",
                indikator="Jumlah dokumen perencanaan",
                satuan="Dokumen",
            ),
            baris("1.02.02", program, "PROGRAM PEMENUHAN UPAYA KESEHATAN"),
            baris("1.02.02.2.02", kegiatan, "Penyediaan Layanan Kesehatan"),
            baris(
                "1.02.02.2.02.0001",
                sub,
                "Pengelolaan Pelayanan Kesehatan Ibu Hamil",
                indikator="Jumlah ibu hamil yang dilayani",
                satuan="Orang",
            ),
            baris("1.02.07", program, "PROGRAM LAMA KESEHATAN", edisi=EDISI_LAMA),
        ]
    )
