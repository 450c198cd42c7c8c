"""The tree of one document version as rows ready to print."""

from __future__ import annotations

from dataclasses import dataclass, field

from dasar.angka import format_rupiah
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.skala import format_nilai
from kinerja.models import DokumenPerencanaan, IsiIndikator, IsiSimpul, Target
from kinerja.selectors.kisi_baris import keterangan_indikator
from kinerja.selectors.pagu_versi import pagu_versi
from opd.models import PerangkatDaerah


@dataclass(frozen=True)
class IndikatorPohon:
    """One indicator under a node, with the year's target; `pk` is of its content here."""

    pk: int
    nama: str
    keterangan: str
    target: str
    iku: bool
    contoh: bool
    dari_laporan: bool
    pengampu: str


@dataclass(frozen=True)
class SimpulPohon:
    """One node with the nodes below it."""

    jenis: str
    label: str
    kode: str
    nama: str
    pagu: str
    pagu_contoh: bool
    dari_laporan: bool
    indikator: list[IndikatorPohon] = field(default_factory=list)
    anak: list[SimpulPohon] = field(default_factory=list)


@dataclass(frozen=True)
class Pohon:
    """The whole tree of a document and what is in it."""

    akar: list[SimpulPohon]
    jumlah_simpul: int
    jumlah_indikator: int
    contoh: bool


def susun_pohon(dokumen: DokumenPerencanaan, tahun: int) -> Pohon:
    """Nodes in reading order with their indicators and the targets of `tahun` (six queries)."""
    simpul = list(IsiSimpul.objects.filter(dokumen=dokumen).order_by("jalur"))
    pagu = pagu_versi(dokumen, [tahun], simpul)[tahun]
    target = {
        t.indikator_id: t for t in Target.objects.filter(dokumen=dokumen, tahun=tahun, triwulan=0)
    }
    pohon = {
        s.pk: SimpulPohon(
            jenis=s.jenis,
            label=s.get_jenis_display(),
            kode=s.kode,
            nama=huruf_kalimat(s.nama),
            pagu=format_rupiah(p.rupiah) if (p := pagu.get(s.pk)) else "",
            pagu_contoh=bool(p and p.contoh),
            dari_laporan=s.dari_laporan,
        )
        for s in simpul
    }
    isi = (
        IsiIndikator.objects.filter(dokumen=dokumen)
        .select_related("indikator")
        .order_by("isi_simpul", "urutan")
    )
    # PD that enter an indicator of this document for its owner
    pengampu = PerangkatDaerah.objects.filter(indikator_diampu__isi__dokumen=dokumen).distinct()
    nama_pd = pengampu.nama_per_id(singkatan=True)
    for i in isi:
        t = target.get(i.indikator_id)
        lain = i.indikator.pengampu_id != dokumen.perangkat_daerah_id
        pohon[i.isi_simpul_id].indikator.append(
            IndikatorPohon(
                pk=i.pk,
                nama=huruf_kalimat(i.nama),
                keterangan=keterangan_indikator(i),
                target=format_nilai(
                    t.nilai if t else None, desimal=i.desimal, skala=i.skala_predikat
                ),
                iku=i.iku,
                contoh=bool(t and t.contoh),
                dari_laporan=i.dari_laporan,
                pengampu=nama_pd.get(i.indikator.pengampu_id, "") if lain else "",
            )
        )
    akar: list[SimpulPohon] = []
    for s in simpul:
        (pohon[s.induk_id].anak if s.induk_id else akar).append(pohon[s.pk])
    return Pohon(
        akar=akar,
        jumlah_simpul=len(simpul),
        jumlah_indikator=sum(len(s.indikator) for s in pohon.values()),
        contoh=any(s.pagu_contoh or any(i.contoh for i in s.indikator) for s in pohon.values()),
    )
