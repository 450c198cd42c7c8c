"""Rows that wait for a reviewer, as a list ready to print: a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dasar.angka import format_persen
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.capaian import Kategori
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    AlasanKosong,
    IsiIndikator,
    JenisKomentar,
    Komentar,
    Realisasi,
)
from kinerja.selectors.capaian import CapaianSel, capaian_sel, nilai_setahun
from kinerja.selectors.target_berlaku import target_setahun
from opd.models import Pengguna, PerangkatDaerah


@dataclass(frozen=True)
class BarisAntrean:
    """One waiting (or decided) row."""

    realisasi_id: int
    pd_id: int
    nama: str
    nilai: str
    capaian: str
    kategori: Kategori | None
    status: str
    catatan: str
    pernah_kembali: bool
    contoh: bool


@dataclass(frozen=True)
class KelompokAntrean:
    """The rows of one PD."""

    pd_id: int
    nama: str
    baris: list[BarisAntrean]


@dataclass(frozen=True)
class RingkasanPeriode:
    """How far a quarter is, over the rows a reviewer sees."""

    semua: int
    selesai: int
    menunggu: int
    diperbaiki: int


def susun_antrean(
    *,
    user: Pengguna,
    status: Iterable[str],
    tahun: int,
    triwulan: int,
    pd_ids: Collection[int] | None = None,
    diperbaiki: bool = False,
) -> list[KelompokAntrean]:
    """Visible rows in one of `status`, grouped by PD in its order.

    `pd_ids` narrows them to what these PD enter (None: all that `user` sees); `diperbaiki` keeps
    only rows that had been returned before.
    """
    baris = (
        Realisasi.objects.for_user(user)
        .periode(tahun, triwulan)
        .filter(status__in=list(status))
        .select_related("indikator")
        .annotate(kembali=Count("komentar", filter=Q(komentar__jenis=JenisKomentar.PENGEMBALIAN)))
        .defer("analisis", "faktor_pendorong", "faktor_penghambat", "tindak_lanjut")
    )
    if pd_ids is not None:
        baris = baris.filter(indikator__pengampu__in=pd_ids)
    if diperbaiki:
        baris = baris.filter(kembali__gt=0)
    semua = {r.indikator_id: r for r in baris}
    isi = (
        IsiIndikator.objects.diukur(tahun)
        .filter(indikator__in=semua)
        .defer("definisi_operasional", "alasan", "rumus")
        .satu_per_indikator()
    )
    target = target_setahun(semua, tahun)
    nilai = nilai_setahun(semua, tahun)
    nama_pd = PerangkatDaerah.objects.filter(
        pk__in={r.indikator.pengampu_id for r in semua.values()}
    ).nama_per_id()
    kelompok = {pk: KelompokAntrean(pk, nama, []) for pk, nama in nama_pd.items()}
    for pk, i in isi.items():
        r = semua[pk]
        sel = capaian_sel(i, target.get(pk), nilai.get(pk, {}), triwulan)
        kelompok[r.indikator.pengampu_id].baris.append(_baris(r, i, sel))
    return [k for k in kelompok.values() if k.baris]


def _baris(r: Realisasi, i: IsiIndikator, sel: CapaianSel) -> BarisAntrean:
    nilai = format_nilai(r.nilai, desimal=i.desimal, skala=i.skala_predikat)
    pernah_kembali = bool(getattr(r, "kembali", 0))
    if r.alasan_kosong:
        catatan = f"Kosong: {AlasanKosong(r.alasan_kosong).label}"
    elif pernah_kembali:
        catatan = "Diperbaiki setelah dikembalikan"
    else:
        catatan = "Baru diajukan"
    return BarisAntrean(
        realisasi_id=r.pk,
        pd_id=r.indikator.pengampu_id,
        nama=huruf_kalimat(i.nama),
        nilai=nilai,
        capaian="–" if sel.capaian is None else format_persen(sel.capaian),
        kategori=sel.kategori,
        status=r.status,
        catatan=catatan,
        pernah_kembali=pernah_kembali,
        contoh=r.contoh or bool(sel.target and sel.target.contoh),
    )


def antrean_pd(pd_id: int, tahun: int, triwulan: int, status: str) -> QuerySet[Realisasi]:
    """Rows of one PD that wait in `status` and are still in the plan of the year."""
    return (
        Realisasi.objects.periode(tahun, triwulan)
        .filter(indikator__pengampu_id=pd_id, status=status)
        .filter(indikator__in=IsiIndikator.objects.diukur(tahun).values("indikator"))
        .order_by("pk")
    )


def ringkasan_periode(
    user: Pengguna,
    tahun: int,
    triwulan: int,
    status_antrean: str,
    status_selesai: Iterable[str],
    pd_ids: Collection[int] | None = None,
) -> RingkasanPeriode:
    """How far a quarter is: its due cells, and the visible rows that say something (two
    queries)."""
    isi = IsiIndikator.objects.for_user(user).diukur(tahun).only("indikator", "frekuensi")
    if pd_ids is not None:
        isi = isi.filter(indikator__pengampu__in=pd_ids)
    semua = sum(i.jatuh_tempo(triwulan) for i in isi.satu_per_indikator().values())
    baris = Realisasi.objects.for_user(user).periode(tahun, triwulan)
    baris = baris.filter(Q(nilai__isnull=False) | ~Q(alasan_kosong=""))
    baris = baris.filter(indikator__in=IsiIndikator.objects.diukur(tahun).values("indikator"))
    if pd_ids is not None:
        baris = baris.filter(indikator__pengampu__in=pd_ids)
    menunggu = Q(status=status_antrean)
    kembali = Exists(
        Komentar.objects.filter(realisasi=OuterRef("pk"), jenis=JenisKomentar.PENGEMBALIAN)
    )
    hitung = baris.aggregate(
        selesai=Count("pk", filter=Q(status__in=list(status_selesai))),
        menunggu=Count("pk", filter=menunggu),
        diperbaiki=Count("pk", filter=menunggu & Q(kembali)),
    )
    return RingkasanPeriode(semua=semua, **hitung)
