"""Versions of planning documents: their list, the family of one, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from django.db.models import Case, Count, IntegerField, Max, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from dasar.tanggal import format_tanggal
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.jumlah_pagu import jumlahkan
from kinerja.formulas.target_triwulan import TemuanTarget
from kinerja.models import (
    JENIS_TAHUNAN,
    DokumenPerencanaan,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    StatusDokumen,
    Target,
)
from kinerja.selectors.jumlah_pagu import kalimat_pagu, pagu_per_tahun
from kinerja.selectors.rencana_beku import temuan_beku
from kinerja.selectors.target_triwulan import temuan_triwulan
from opd.models import NamaPD

_URUTAN_JENIS = {jenis: nomor for nomor, jenis in enumerate(JenisDokumen.values)}


def keluarga(dokumen: DokumenPerencanaan) -> QuerySet[DokumenPerencanaan]:
    """All versions of the same document, the first one first."""
    return DokumenPerencanaan.objects.filter(
        jenis=dokumen.jenis,
        perangkat_daerah=dokumen.perangkat_daerah_id,
        tahun_dari=dokumen.tahun_dari,
        tahun_sampai=dokumen.tahun_sampai,
    ).order_by("perubahan_ke")


def periode_lain(dokumen: DokumenPerencanaan) -> QuerySet[DokumenPerencanaan]:
    """All versions of the same kind of document of the same PD in other periods, newest first."""
    return (
        DokumenPerencanaan.objects.filter(
            jenis=dokumen.jenis, perangkat_daerah=dokumen.perangkat_daerah_id
        )
        .exclude(tahun_dari=dokumen.tahun_dari, tahun_sampai=dokumen.tahun_sampai)
        .order_by("-tahun_dari", "-tahun_sampai", "-perubahan_ke")
    )


def periode_terdekat(dokumen: DokumenPerencanaan) -> DokumenPerencanaan | None:
    """The version to lay beside this one: of the period before, else after; in force if any is."""
    return min(
        periode_lain(dokumen),
        key=lambda d: (
            d.tahun_dari > dokumen.tahun_dari,
            abs(d.tahun_dari - dokumen.tahun_dari),
            d.status != StatusDokumen.BERLAKU,
        ),
        default=None,
    )


def nama_versi(dokumen: DokumenPerencanaan) -> str:
    """ "Murni" or "Perubahan ke-n"."""
    return f"Perubahan ke-{dokumen.perubahan_ke}" if dokumen.perubahan_ke else "Murni"


def teks_penetapan(dokumen: DokumenPerencanaan) -> str:
    """By which regulation a version was adopted, and from which day it counts."""
    bagian = [dokumen.nomor] if dokumen.nomor else []
    if dokumen.berlaku_mulai:
        bagian.append(f"mulai {format_tanggal(dokumen.berlaku_mulai)}")
    if not bagian:
        draf = dokumen.status == StatusDokumen.DRAF
        return "belum ditetapkan" if draf else "tanpa nomor penetapan"
    return ", ".join(bagian)


def masa_dokumen(dokumen: DokumenPerencanaan) -> str:
    """ "2024" or "2021-2026"."""
    if dokumen.tahun_dari == dokumen.tahun_sampai:
        return str(dokumen.tahun_dari)
    return f"{dokumen.tahun_dari}-{dokumen.tahun_sampai}"


def dokumen_terurut(dokumen: QuerySet[DokumenPerencanaan]) -> QuerySet[DokumenPerencanaan]:
    """In the order of the list page, each with `nama_pd`, `jumlah_simpul`, `jumlah_indikator`.

    Counted in subqueries: two joins would multiply nodes with indicators.
    """

    def jumlah(model: type[IsiSimpul] | type[IsiIndikator]) -> Coalesce:
        baris = model._default_manager.filter(dokumen=OuterRef("pk")).order_by()
        hitungan = baris.values("dokumen").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(hitungan, output_field=IntegerField()), 0)

    nama = NamaPD.objects.filter(perangkat_daerah=OuterRef("perangkat_daerah")).order_by("-dari")
    return dokumen.annotate(
        nama_pd=Subquery(nama.values("nama")[:1]),
        jumlah_simpul=jumlah(IsiSimpul),
        jumlah_indikator=jumlah(IsiIndikator),
        urutan_jenis=Case(*[When(jenis=j, then=n) for j, n in _URUTAN_JENIS.items()]),
    ).order_by(
        "perangkat_daerah__urutan",
        "perangkat_daerah",
        "urutan_jenis",
        "-tahun_dari",
        "-tahun_sampai",
        "-perubahan_ke",
    )


@dataclass(frozen=True)
class VersiTampil:
    """One version as the list shows it."""

    dokumen: DokumenPerencanaan
    nama: str
    keterangan: str


@dataclass(frozen=True)
class MasaTampil:
    """One period with its versions, newest first."""

    judul: str
    versi: list[VersiTampil]


@dataclass(frozen=True)
class KelompokDokumen:
    """The periods of one kind of document of one PD, side by side."""

    pd: str
    jenis: str
    masa: list[MasaTampil]


def kelompokkan(dokumen: Iterable[DokumenPerencanaan]) -> list[KelompokDokumen]:
    """Documents in the order of `dokumen_terurut` by PD and kind, then by period (no query)."""
    return [
        KelompokDokumen(
            pd=pd,
            jenis=JenisDokumen(jenis).label,
            masa=[
                MasaTampil(judul, [_tampilkan(d) for d in versi])
                for judul, versi in groupby(milik, masa_dokumen)
            ],
        )
        for (_, pd, jenis), milik in groupby(
            dokumen,
            lambda d: (d.perangkat_daerah_id, getattr(d, "nama_pd", None) or "", d.jenis),
        )
    ]


def _tampilkan(dokumen: DokumenPerencanaan) -> VersiTampil:
    bagian = [
        f"{getattr(dokumen, 'jumlah_simpul', 0)} baris rencana",
        f"{getattr(dokumen, 'jumlah_indikator', 0)} indikator",
    ]
    if dokumen.nomor or dokumen.berlaku_mulai:
        bagian.append(teks_penetapan(dokumen))
    if dokumen.asal != "dokumen":
        bagian.append(str(dokumen.get_asal_display()).lower())
    return VersiTampil(dokumen, nama_versi(dokumen), " · ".join(bagian))


def tanda_versi(dokumen: DokumenPerencanaan) -> str:
    """Which state of the content a page was shown (three small queries)."""
    bagian = []
    for model in (IsiSimpul, IsiIndikator, Target):
        isi = model._default_manager.filter(dokumen=dokumen).aggregate(
            n=Count("pk"), kini=Max("diperbarui_pada")
        )
        bagian.append(f"{isi['n']}@{isi['kini'].isoformat() if isi['kini'] else ''}")
    return "|".join(bagian)


@dataclass(frozen=True)
class PeriksaVersi:
    """What is wrong with a draf, as sentences: what blocks it, and what to know before."""

    menghalangi: list[str] = field(default_factory=list)
    peringatan: list[str] = field(default_factory=list)


def periksa_versi(dokumen: DokumenPerencanaan) -> PeriksaVersi:
    """Judge the content before it is put in force (at most nine queries).

    Blocks: a year that is frozen, an empty document, a target that the predicate scale does not
    have, a target of a year outside the document, quarters that miss the year, pagu that does not
    add up where all of it is known. Warns: frozen indicators that are gone, an indicator without
    unit or without target, pagu that is known in part.
    """
    simpul = list(IsiSimpul.objects.filter(dokumen=dokumen).order_by("jalur"))
    if not simpul:
        return PeriksaVersi([f"{dokumen} belum berisi. Isi rencananya dahulu."])
    isi = list(IsiIndikator.objects.filter(dokumen=dokumen).order_by("isi_simpul__jalur", "urutan"))
    target: dict[int, list[Target]] = {}
    for t in Target.objects.filter(dokumen=dokumen).order_by("tahun", "triwulan"):
        target.setdefault(t.indikator_id, []).append(t)
    beku = temuan_beku(dokumen)
    hasil = PeriksaVersi(beku.menghalangi, beku.peringatan)
    for satu in isi:
        _periksa_indikator(dokumen, satu, target.get(satu.indikator_id, []), hasil)
    _periksa_pagu(dokumen, simpul, hasil)
    # Last: of old reports there are many, and they must not push the others off the page.
    hasil.peringatan.extend(
        f"{huruf_kalimat(i.nama)[:120]}: satuannya belum diisi."
        for i in isi
        if not i.satuan and i.skala_predikat is None
    )
    return hasil


def _periksa_indikator(
    dokumen: DokumenPerencanaan, isi: IsiIndikator, target: list[Target], hasil: PeriksaVersi
) -> None:
    nama = huruf_kalimat(isi.nama)[:120]
    if not any(t.triwulan == 0 for t in target):
        kapan = f" {dokumen.tahun_dari}" if dokumen.jenis in JENIS_TAHUNAN else ""
        hasil.peringatan.append(f"{nama}: target{kapan} belum diisi.")
    per_tahun: dict[int, dict[int, Target]] = {}
    for t in target:
        per_tahun.setdefault(t.tahun, {})[t.triwulan] = t
        if not dokumen.tahun_dari <= t.tahun <= dokumen.tahun_sampai:
            hasil.menghalangi.append(f"{nama}: target {t.tahun} di luar masa {dokumen}.")
        if isi.skala_predikat is not None and t.nilai not in _ordinal(isi.skala_predikat):
            hasil.menghalangi.append(
                f"{nama}: target {t.tahun} tidak ada pada skala predikatnya "
                f"({', '.join(isi.skala_predikat)})."
            )
    for tahun, milik in per_tahun.items():
        for satu in _temuan(isi, milik):
            # a quarter without a target may follow; a year that is not reached may not stand
            kurang = satu.menghalangi and not satu.triwulan
            tujuan = hasil.menghalangi if kurang else hasil.peringatan
            tujuan.append(f"{nama}, {tahun}: {satu.kalimat}")


def _ordinal(skala: Mapping[str, int]) -> set[Decimal]:
    return {Decimal(n) for n in skala.values()}


def kalimat_triwulan(isi: IsiIndikator, target: Mapping[int, Target]) -> str:
    """The sentences about quarters (1..4) that miss the year (0); "" while they agree, and while
    the year or all quarters have no target."""
    return " ".join(t.kalimat for t in _temuan(isi, target))


def _temuan(isi: IsiIndikator, target: Mapping[int, Target]) -> list[TemuanTarget]:
    setahun = target.get(0)
    if setahun is None:
        return []
    return temuan_triwulan(
        isi,
        {tw: t.nilai for tw, t in target.items() if tw},
        tahunan=setahun.nilai,
        tahunan_atas=setahun.nilai_atas,
    )


def _periksa_pagu(
    dokumen: DokumenPerencanaan, simpul: list[IsiSimpul], hasil: PeriksaVersi
) -> None:
    urutan = [(s.pk, s.induk_id) for s in simpul]
    for tahun, pagu in pagu_per_tahun(dokumen, simpul).items():
        jumlah = jumlahkan(urutan, pagu)
        for s in simpul:
            if jumlah[s.pk].menyimpang:
                tujuan = hasil.menghalangi if jumlah[s.pk].lengkap else hasil.peringatan
                kalimat = kalimat_pagu(s, jumlah[s.pk])
                tujuan.append(f"{huruf_kalimat(s.nama)[:120]}, {tahun}: {kalimat}")
