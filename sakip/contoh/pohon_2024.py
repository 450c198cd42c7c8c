"""Sample pohon kinerja: one of the Dinas Kesehatan, and a thematic one across PD.

KemenPANRB looked at poverty in the city in 2025; the conditions here are made up and marked so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from kinerja.models import (
    DokumenPerencanaan,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisPohon,
    KondisiKinerja,
    PohonKinerja,
    StatusDokumen,
    TingkatKondisi,
)
from kinerja.services.crosscutting import tawarkan
from kinerja.services.isi_kondisi import tambah_csf, tambah_indikator_kondisi
from kinerja.services.pohon import KondisiMasuk, PohonMasuk, buat_pohon, tambah_kondisi
from opd.models import Jabatan, Pengguna, PerangkatDaerah
from sakip.contoh.sumber import HasilBagian

TAHUN = 2024
SUMBER = "Contoh, disusun menurut langkah PermenPANRB 89/2021"


@dataclass(frozen=True)
class Kondisi:
    """One sample condition. `pd` is a kode, "" the PD of the tree; `kode` the node of its plan;
    `csf` its factors, and `menjawab` the number of the parent's factor that it answers."""

    uraian: str
    csf: tuple[str, ...] = ()
    indikator: tuple[str, ...] = ()
    menjawab: int | None = None
    pd: str = ""
    kode: str = ""
    jabatan: str = ""
    ditawarkan: tuple[tuple[str, str], ...] = ()
    anak: tuple[Kondisi, ...] = field(default=())


KESEHATAN = Kondisi(
    "Derajat kesehatan masyarakat meningkat",
    csf=("Layanan kesehatan bermutu dan terjangkau", "Masyarakat berperilaku sehat"),
    indikator=("Angka Harapan Hidup",),
    kode="1.02",
    anak=(
        Kondisi(
            "Ibu, bayi, dan balita memperoleh layanan sesuai standar",
            csf=("Puskesmas memenuhi standar tenaga dan alat", "Rujukan berjalan tepat waktu"),
            indikator=("Angka Kematian Ibu per 100.000 Kelahiran Hidup", "Prevalensi stunting"),
            menjawab=0,
            kode="1.02.02",
            jabatan="Kepala Bidang Pelayanan Kesehatan",
            ditawarkan=(
                ("dp3ap2kb", "Pendampingan keluarga berisiko stunting oleh kader KB"),
                ("disperkimta", "Akses air minum dan sanitasi di kelurahan lokus stunting"),
            ),
            anak=(
                Kondisi(
                    "Rujukan ibu bersalin ditangani tanpa keterlambatan",
                    csf=("Rumah sakit rujukan siap 24 jam",),
                    indikator=("Persentase rujukan ditangani dalam 30 menit",),
                    menjawab=1,
                    kode="1.02.02.2.01",
                    jabatan="Ketua Tim Pelayanan Kesehatan Rujukan",
                ),
                Kondisi(
                    "Puskesmas memberi layanan sesuai standar minimal",
                    csf=("Tenaga terlatih di setiap puskesmas",),
                    indikator=("Persentase ibu hamil mendapatkan pelayanan kesehatan ibu hamil",),
                    menjawab=0,
                    kode="1.02.02.2.02",
                    jabatan="Ketua Tim Pelayanan Kesehatan Primer",
                ),
            ),
        ),
        Kondisi(
            "Tenaga kesehatan cukup dan kompeten di setiap fasilitas",
            csf=("Pemetaan kebutuhan tenaga menurut beban kerja",),
            indikator=("Persentase fasilitas dengan tenaga sesuai standar",),
            menjawab=0,
            kode="1.02.03",
            jabatan="Kepala Bidang Sumber Daya Kesehatan",
        ),
        Kondisi(
            "Warga menerapkan perilaku hidup bersih dan sehat",
            indikator=("Persentase rumah tangga berperilaku hidup bersih dan sehat",),
            menjawab=1,
            kode="1.02.05",
            jabatan="Kepala Bidang Kesehatan Masyarakat",
        ),
    ),
)

# The three strategies of the national programme against extreme poverty are the factors.
KEMISKINAN = Kondisi(
    "Penduduk miskin berkurang",
    csf=(
        "Beban pengeluaran penduduk miskin berkurang",
        "Pendapatan penduduk miskin meningkat",
        "Kantong kemiskinan berkurang",
    ),
    indikator=("Persentase penduduk miskin",),
    anak=(
        Kondisi(
            "Penduduk miskin terlindungi jaminan dan bantuan sosial",
            csf=("Data penerima mutakhir dan terpadu",),
            indikator=("Persentase keluarga miskin penerima bantuan tepat sasaran",),
            menjawab=0,
            pd="dinsos",
            anak=(
                Kondisi(
                    "Anak keluarga miskin tetap bersekolah",
                    csf=("Bantuan pendidikan diterima sebelum tahun ajaran",),
                    indikator=("Angka putus sekolah keluarga miskin",),
                    pd="dindikbud",
                ),
                Kondisi(
                    "Keluarga miskin berobat tanpa biaya",
                    csf=("Kepesertaan jaminan kesehatan aktif",),
                    indikator=("Cakupan jaminan kesehatan penduduk miskin",),
                    pd="dinkes",
                ),
            ),
        ),
        Kondisi(
            "Penduduk miskin usia kerja bekerja atau berusaha",
            csf=("Keterampilan sesuai kebutuhan pasar kerja", "Modal dan pasar usaha mikro"),
            indikator=("Tingkat pengangguran terbuka",),
            menjawab=1,
            pd="disnaker",
            ditawarkan=(("dindikbud", "Lulusan pendidikan kesetaraan diarahkan ke pelatihan"),),
            anak=(
                Kondisi(
                    "Usaha mikro keluarga miskin tumbuh",
                    csf=("Pendampingan usaha berkelanjutan",),
                    indikator=("Persentase usaha mikro binaan yang naik omzet",),
                    menjawab=1,
                    pd="dinkop-ukm",
                ),
            ),
        ),
        Kondisi(
            "Rumah dan lingkungan permukiman miskin layak huni",
            csf=("Kawasan kumuh tertangani menyeluruh",),
            indikator=("Jumlah rumah tidak layak huni",),
            menjawab=2,
            pd="disperkimta",
        ),
    ),
)


@transaction.atomic
def muat_pohon_2024(oleh: Pengguna) -> HasilBagian:
    """Both trees with their offers, which wait for an answer."""
    if PohonKinerja.objects.exists():
        return HasilBagian(0, "pohon kinerja sudah ada")
    pd = {p.kode: p for p in PerangkatDaerah.objects.all()}
    kota = PerangkatDaerah.objects.kota()
    jumlah = 0
    for jenis, pemilik, judul, akar, dari, sampai in (
        (JenisPohon.PD, pd["dinkes"], "Pohon kinerja Dinas Kesehatan", KESEHATAN, TAHUN, TAHUN),
        (JenisPohon.TEMATIK, kota, "Penanggulangan kemiskinan", KEMISKINAN, 2021, 2026),
    ):
        pohon = buat_pohon(
            masuk=PohonMasuk(jenis, pemilik.pk, judul, dari, sampai, SUMBER),
            contoh=True,
            oleh=oleh,
        )
        jumlah += _tanam(pohon, akar, None, (), pd, oleh)
    return HasilBagian(2, f"2 pohon contoh, {jumlah} kondisi")


def _tanam(
    pohon: PohonKinerja,
    isi: Kondisi,
    induk: KondisiKinerja | None,
    faktor_induk: Sequence[int],
    pd: dict[str, PerangkatDaerah],
    oleh: Pengguna,
) -> int:
    """Store one condition and everything below it; how many that were."""
    pemilik = pd[isi.pd] if isi.pd else pohon.perangkat_daerah
    dalam = 0 if induk is None else induk.kedalaman + 1
    simpul = (
        IsiSimpul.objects.filter(dokumen__in=_renja(pemilik), kode=isi.kode).values_list(
            "simpul", flat=True
        )
        if isi.kode
        else []
    )
    jabatan = Jabatan.objects.filter(perangkat_daerah=pemilik, nama=isi.jabatan)
    kondisi = tambah_kondisi(
        pohon_id=pohon.pk,
        induk_id=induk.pk if induk else None,
        masuk=KondisiMasuk(
            tingkat=TingkatKondisi.values[min(dalam, 3)],
            uraian=isi.uraian,
            faktor_id=None if isi.menjawab is None else faktor_induk[isi.menjawab],
            pd_id=pemilik.pk,
            simpul_id=next(iter(simpul), None),
            jabatan_id=jabatan.values_list("pk", flat=True).first() if isi.jabatan else None,
        ),
        oleh=oleh,
    )
    faktor = [tambah_csf(kondisi_id=kondisi.pk, uraian=c, oleh=oleh).pk for c in isi.csf]
    for nama in isi.indikator:
        dikenal = (
            IsiIndikator.objects.filter(
                dokumen__in=_renja(pemilik), nama__iexact=nama, indikator__perangkat_daerah=pemilik
            )
            .values_list("indikator", flat=True)
            .first()
        )
        tambah_indikator_kondisi(
            kondisi_id=kondisi.pk,
            indikator_id=dikenal,
            nama="" if dikenal else nama,
            oleh=oleh,
        )
    for kode, uraian in isi.ditawarkan:
        tawarkan(kondisi_id=kondisi.pk, pd_id=pd[kode].pk, uraian=uraian, oleh=oleh)
    return 1 + sum(_tanam(pohon, a, kondisi, faktor, pd, oleh) for a in isi.anak)


def _renja(pd: PerangkatDaerah) -> list[int]:
    return list(
        DokumenPerencanaan.objects.filter(
            perangkat_daerah=pd,
            jenis=JenisDokumen.RENJA,
            tahun_dari=TAHUN,
            status=StatusDokumen.BERLAKU,
        ).values_list("pk", flat=True)
    )
