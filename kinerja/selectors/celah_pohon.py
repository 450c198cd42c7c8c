"""What a pohon kinerja still lacks, as sentences that lead to the place to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dasar.tulisan import huruf_kalimat
from kinerja.models import (
    URUTAN_TINGKAT,
    IndikatorKondisi,
    IsiIndikator,
    IsiSimpul,
    JenisPohon,
    JenisSimpul,
    KondisiKinerja,
    PohonKinerja,
    StatusCrosscutting,
    TingkatKondisi,
)
from kinerja.selectors.pohon_kinerja import KondisiTampil, PohonTampil, rencana_berlaku
from opd.models import Jabatan
from opd.models.organisasi import bakukan_nama

# Names of the plan that a condition must not just repeat.
_NAMA_PROGRAM = (JenisSimpul.PROGRAM, JenisSimpul.KEGIATAN, JenisSimpul.SUB_KEGIATAN)


@dataclass(frozen=True)
class Celah:
    """One gap; `kondisi` is where it is mended, None for the tree as a whole."""

    kalimat: str
    kondisi: int | None = None


@dataclass(frozen=True)
class KelompokCelah:
    """Gaps of one kind. `catatan`: worth a thought, the tree is not incomplete by it."""

    kode: str
    judul: str
    butir: tuple[Celah, ...]
    catatan: bool = False

    @property
    def jumlah(self) -> int:
        return len(self.butir)


def celah_pohon(pohon: PohonKinerja, tampil: PohonTampil) -> list[KelompokCelah]:
    """All gaps by kind, in the order of the five steps of PermenPANRB 89/2021 (docs/regulasi.md).

    Kinds without a gap are left out. The number of queries does not depend on the tree's size.
    """
    dipakai = _kinerja_pd(pohon)
    semua = [
        KelompokCelah("tanpa_csf", "Sasaran atau kondisi tanpa CSF", tuple(_tanpa_csf(tampil))),
        KelompokCelah(
            "csf_tak_dijawab", "CSF yang belum dijawab kondisi mana pun", tuple(_csf(tampil))
        ),
        KelompokCelah("tanpa_indikator", "Kondisi tanpa indikator", tuple(_indikator(tampil))),
        KelompokCelah(
            "output_tanpa_pemilik", "Output tanpa penanggung jawab", tuple(_pemilik(tampil))
        ),
        KelompokCelah(
            "output_tanpa_sub", "Output tanpa sub kegiatan", tuple(_sub_kegiatan(tampil))
        ),
        KelompokCelah(
            "jabatan_tanpa_kinerja",
            "Jabatan tanpa kinerja",
            tuple(_jabatan(pohon, tampil, dipakai)),
        ),
        KelompokCelah(
            "indikator_rencana",
            "Indikator rencana yang tidak dibawa kondisi mana pun",
            tuple(_indikator_rencana(pohon)),
            catatan=True,
        ),
        KelompokCelah(
            "tawaran_terbuka", "Tawaran crosscutting yang belum dijawab", tuple(_tawaran(tampil))
        ),
        KelompokCelah(
            "bernama_program",
            "Kondisi yang masih bernama program atau kegiatan",
            tuple(_bernama_program(pohon, tampil)),
            catatan=True,
        ),
    ]
    return [satu for satu in semua if satu.butir]


def _tanpa_csf(tampil: PohonTampil) -> Iterator[Celah]:
    for k in tampil.semua:
        if k.tingkat != TingkatKondisi.OUTPUT and not k.csf:
            kata = "Sasaran" if k.simpul_jenis == JenisSimpul.SASARAN else k.label
            yield Celah(f"{kata} \u201c{k.uraian}\u201d belum punya CSF.", k.pk)


def _csf(tampil: PohonTampil) -> Iterator[Celah]:
    for k in tampil.semua:
        for f in k.csf:
            if not f.dijawab:
                yield Celah(
                    f"CSF \u201c{f.uraian}\u201d pada \u201c{k.uraian}\u201d belum dijawab.", k.pk
                )


def _indikator(tampil: PohonTampil) -> Iterator[Celah]:
    for k in tampil.semua:
        if not k.indikator:
            yield Celah(f"{k.label} \u201c{k.uraian}\u201d belum punya indikator.", k.pk)


def _output(tampil: PohonTampil) -> Iterator[KondisiTampil]:
    return (k for k in tampil.semua if k.tingkat == TingkatKondisi.OUTPUT)


def _pemilik(tampil: PohonTampil) -> Iterator[Celah]:
    for k in _output(tampil):
        if k.jabatan_id is None:
            yield Celah(
                f"Output \u201c{k.uraian}\u201d belum punya jabatan penanggung jawab.", k.pk
            )


def _sub_kegiatan(tampil: PohonTampil) -> Iterator[Celah]:
    """An output that other outputs carry is translated by them."""
    for k in _output(tampil):
        if not k.anak and k.simpul_jenis != JenisSimpul.SUB_KEGIATAN:
            yield Celah(f"Output \u201c{k.uraian}\u201d belum dikaitkan dengan sub kegiatan.", k.pk)


def _kinerja_pd(pohon: PohonKinerja) -> set[int]:
    """Ids of the posts that a condition of any tree of these years names."""
    return set(
        KondisiKinerja.objects.filter(
            jabatan__perangkat_daerah=pohon.perangkat_daerah_id,
            pohon__tahun_dari__lte=pohon.tahun_sampai,
            pohon__tahun_sampai__gte=pohon.tahun_dari,
        )
        .values_list("jabatan", flat=True)
        .distinct()
    )


def _jabatan(pohon: PohonKinerja, tampil: PohonTampil, dipakai: set[int]) -> Iterator[Celah]:
    """Posts of the PD below the wali kota; other trees name posts of many PD."""
    if pohon.jenis != JenisPohon.PD:
        return
    for j in Jabatan.objects.filter(perangkat_daerah=pohon.perangkat_daerah_id).pada(
        tampil.tanggal
    ):
        if j.tingkat > 1 and j.pk not in dipakai:
            yield Celah(f"{j.nama} ({j.get_eselon_display()}) belum punya kinerja di pohon ini.")


def _indikator_rencana(pohon: PohonKinerja) -> Iterator[Celah]:
    if pohon.jenis == JenisPohon.TEMATIK:
        return
    rencana = rencana_berlaku(pohon.perangkat_daerah_id, pohon.tahun_dari, pohon.tahun_sampai)
    dibawa = IndikatorKondisi.objects.filter(
        kondisi__pohon__jenis=pohon.jenis,
        kondisi__pohon__perangkat_daerah=pohon.perangkat_daerah_id,
        kondisi__pohon__tahun_dari__lte=pohon.tahun_sampai,
        kondisi__pohon__tahun_sampai__gte=pohon.tahun_dari,
        indikator__isnull=False,
    ).values("indikator")
    ada: set[int] = set()
    for isi in (
        IsiIndikator.objects.filter(dokumen__in=rencana)
        .exclude(indikator__in=dibawa)
        .select_related("dokumen")
        .order_by("dokumen__tahun_dari", "isi_simpul__jalur", "urutan")
    ):
        if isi.indikator_id not in ada:
            ada.add(isi.indikator_id)
            yield Celah(f"\u201c{huruf_kalimat(isi.nama)}\u201d pada {isi.dokumen}.")


def _tawaran(tampil: PohonTampil) -> Iterator[Celah]:
    for k in tampil.semua:
        for t in k.keluar:
            if t.status == StatusCrosscutting.DITAWARKAN:
                yield Celah(f"{t.nama_pd} belum menjawab tawaran \u201c{t.uraian}\u201d.", k.pk)


def _bernama_program(pohon: PohonKinerja, tampil: PohonTampil) -> Iterator[Celah]:
    """PermenPANRB 89/2021 finds conditions first, apart from the names of programs."""
    pd = {k.pd_id for k in tampil.semua}
    nama = {
        bakukan_nama(teks)
        for teks in IsiSimpul.objects.filter(
            dokumen__perangkat_daerah__in=pd, jenis__in=_NAMA_PROGRAM
        ).values_list("nama", flat=True)
    }
    for k in sorted(tampil.semua, key=lambda satu: URUTAN_TINGKAT[satu.tingkat]):
        if bakukan_nama(k.uraian) in nama:
            yield Celah(
                f"\u201c{k.uraian}\u201d masih nama program atau kegiatan, "
                "belum kondisi yang ingin dicapai.",
                k.pk,
            )
