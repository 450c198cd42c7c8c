"""Rows that wait for a reviewer, as a list ready to print: a constant number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from dasar.angka import format_persen
from dasar.models import JejakAudit
from dasar.tanggal import format_waktu
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.capaian import Kategori
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    AlasanKosong,
    BuktiDukung,
    IsiIndikator,
    JadwalPengisian,
    JendelaPeriode,
    JenisKomentar,
    Komentar,
    Perpanjangan,
    Realisasi,
)
from kinerja.selectors.capaian import capaian_sel
from kinerja.selectors.kejanggalan import janggal_per_indikator
from kinerja.selectors.periode import beku_per_pd
from kinerja.selectors.riwayat_kinerja import muat_riwayat
from opd.models import Pengguna, PerangkatDaerah

SaringAntrean = Literal["", "diperbaiki", "janggal", "terlambat"]
# Rows just decided on stay in sight, so that a slip of the finger is found again.
TAMPIL_SELESAI = 5
TAMPIL_BARIS = 120  # a city has thousands of rows: the page shows those around the open one
TAMPIL_SEBELUM = 20
LAMA_SELESAI = datetime.timedelta(hours=12)


@dataclass(frozen=True)
class BarisAntrean:
    """One waiting (or just decided) row, with the reasons to look at it."""

    realisasi_id: int
    versi: int
    pd_id: int
    nama: str
    nilai: str
    capaian: str
    kategori: Kategori | None
    status: str
    catatan: str
    pernah_kembali: bool
    contoh: bool
    janggal: int = 0
    terlambat: int = 0  # days after the schedule's close
    bukti: int = 0
    selesai: str = ""  # what the reader just decided, with the time; "" while it waits


@dataclass(frozen=True)
class KelompokAntrean:
    """The rows of one PD."""

    pd_id: int
    nama: str
    baris: list[BarisAntrean]
    seluruhnya: int | None = None  # rows that wait, where `baris` is only a part of them

    @property
    def menunggu(self) -> int:
        if self.seluruhnya is not None:
            return self.seluruhnya
        return sum(not b.selesai for b in self.baris)


@dataclass(frozen=True)
class BagianAntrean:
    """The part of a long queue around the open row, and how to reach the rest."""

    kelompok: list[KelompokAntrean]
    sebelum: int = 0  # rows above that are not shown
    sesudah: int = 0
    id_sebelum: int | None = None  # the nearest row above; opening it moves the part there
    id_sesudah: int | None = None


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
    baru_diputus: Literal["", "disetujui", "diverifikasi"] = "",
) -> list[KelompokAntrean]:
    """Visible rows in one of `status`, grouped by PD in its order.

    `pd_ids` narrows them to what these PD enter (None: all that `user` sees); `baru_diputus` adds
    the last few that the reader decided on that way.
    """
    tersusun = (
        Realisasi.objects.for_user(user)
        .periode(tahun, triwulan)
        .select_related("indikator")
        .annotate(kembali=Count("komentar", filter=Q(komentar__jenis=JenisKomentar.PENGEMBALIAN)))
        .defer("analisis", "faktor_pendorong", "faktor_penghambat", "tindak_lanjut")
    )
    if pd_ids is not None:
        tersusun = tersusun.filter(indikator__pengampu__in=pd_ids)
    semua = {r.indikator_id: r for r in tersusun.filter(status__in=list(status))}
    selesai: dict[int, datetime.datetime] = {}
    if baru_diputus:
        pada = f"{baru_diputus}_pada"
        baru = tersusun.filter(
            **{f"{baru_diputus}_oleh": user, f"{pada}__gte": timezone.now() - LAMA_SELESAI},
            status="disetujui_pd" if baru_diputus == "disetujui" else "diverifikasi",
        ).order_by(f"-{pada}")[:TAMPIL_SELESAI]
        selesai = {r.indikator_id: getattr(r, pada) for r in baru}
        semua |= {r.indikator_id: r for r in baru}
    isi = (
        IsiIndikator.objects.diukur(tahun)
        .filter(indikator__in=semua)
        .defer("definisi_operasional", "alasan", "rumus")
        .satu_per_indikator()
    )
    riwayat = muat_riwayat(semua, tahun)
    target = riwayat.target.get(tahun, {})
    janggal = janggal_per_indikator(isi.values(), tahun, triwulan, riwayat)
    bukti = _jumlah_bukti(r.pk for r in semua.values())
    semula = _nilai_semula(semua.values())
    tutup = (
        JadwalPengisian.objects.filter(tahun=tahun, triwulan=triwulan)
        .values_list("ditutup_pada", flat=True)
        .first()
    )
    nama_pd = PerangkatDaerah.objects.filter(
        pk__in={r.indikator.pengampu_id for r in semua.values()}
    ).nama_per_id()
    kelompok = {pk: KelompokAntrean(pk, nama, []) for pk, nama in nama_pd.items()}
    for pk, i in isi.items():
        r = semua[pk]
        sel = capaian_sel(i, target.get(pk), riwayat.nilai.get(pk, {}).get(tahun, {}), triwulan)
        baris = BarisAntrean(
            realisasi_id=r.pk,
            versi=r.versi,
            pd_id=r.indikator.pengampu_id,
            nama=huruf_kalimat(i.nama),
            nilai=_teks_nilai(r.nilai, i),
            capaian="–" if sel.capaian is None else format_persen(sel.capaian),
            kategori=sel.kategori,
            status=r.status,
            catatan=_catatan(r, i, semula),
            pernah_kembali=bool(getattr(r, "kembali", 0)),
            contoh=r.contoh or bool(sel.target and sel.target.contoh),
            janggal=len(janggal.get(pk, ())),
            terlambat=hari_terlambat(r.diajukan_pada, tutup),
            bukti=bukti.get(r.pk, 0),
        )
        if pk in selesai:
            kata = "Disetujui" if baru_diputus == "disetujui" else "Diverifikasi"
            baris = replace(baris, selesai=f"{kata} {format_waktu(selesai[pk]).split()[0]}")
        kelompok[r.indikator.pengampu_id].baris.append(baris)
    return [k for k in kelompok.values() if k.baris]


def saring_antrean(
    antrean: Iterable[KelompokAntrean], saring: SaringAntrean
) -> list[KelompokAntrean]:
    """The groups with only the rows that pass the chip; "" keeps everything."""
    if not saring:
        return list(antrean)
    hasil = [
        KelompokAntrean(
            k.pd_id, k.nama, [b for b in k.baris if not b.selesai and _lolos(b, saring)]
        )
        for k in antrean
    ]
    return [k for k in hasil if k.baris]


def potong_antrean(antrean: Iterable[KelompokAntrean], terbuka: int | None) -> BagianAntrean:
    """The rows around the open one (an id, None: the first), with the whole counts of each PD.

    >>> potong_antrean([], None)
    BagianAntrean(kelompok=[], sebelum=0, sesudah=0, id_sebelum=None, id_sesudah=None)
    """
    semua = list(antrean)
    deret = [b.realisasi_id for k in semua for b in k.baris]
    if len(deret) <= TAMPIL_BARIS:
        return BagianAntrean(semua)
    letak = deret.index(terbuka) if terbuka in deret else 0
    awal = min(max(letak - TAMPIL_SEBELUM, 0), len(deret) - TAMPIL_BARIS)
    akhir = awal + TAMPIL_BARIS
    tampil = set(deret[awal:akhir])
    kelompok = [
        KelompokAntrean(
            k.pd_id, k.nama, [b for b in k.baris if b.realisasi_id in tampil], k.menunggu
        )
        for k in semua
    ]
    return BagianAntrean(
        [k for k in kelompok if k.baris],
        sebelum=awal,
        sesudah=len(deret) - akhir,
        id_sebelum=deret[awal - 1] if awal else None,
        id_sesudah=deret[akhir] if akhir < len(deret) else None,
    )


def hitung_antrean(antrean: Iterable[KelompokAntrean]) -> dict[SaringAntrean, int]:
    """How many waiting rows pass each chip."""
    menunggu = [b for k in antrean for b in k.baris if not b.selesai]
    kunci: tuple[SaringAntrean, ...] = ("", "diperbaiki", "janggal", "terlambat")
    return {saring: sum(_lolos(b, saring) for b in menunggu) for saring in kunci}


def _lolos(b: BarisAntrean, saring: SaringAntrean) -> bool:
    if saring == "diperbaiki":
        return b.pernah_kembali
    if saring == "janggal":
        return b.janggal > 0
    if saring == "terlambat":
        return b.terlambat > 0
    return True


def hari_terlambat(diajukan: datetime.datetime | None, tutup: datetime.datetime | None) -> int:
    """Calendar days (at least 1) between the schedule's close and the submission; 0: in time."""
    if diajukan is None or tutup is None or diajukan <= tutup:
        return 0
    selisih = timezone.localtime(diajukan).date() - timezone.localtime(tutup).date()
    return max(selisih.days, 1)


def _teks_nilai(nilai: Decimal | None, i: IsiIndikator) -> str:
    return format_nilai(nilai, desimal=i.desimal, skala=i.skala_predikat)


def _catatan(r: Realisasi, i: IsiIndikator, semula: Mapping[int, Decimal | None]) -> str:
    if getattr(r, "kembali", 0):
        if r.pk not in semula:
            return "Ditanggapi, nilai tetap"
        return f"Diperbaiki, semula {_teks_nilai(semula[r.pk], i)}"
    if r.alasan_kosong:
        return f"Kosong: {AlasanKosong(r.alasan_kosong).label}"
    return "Baru diajukan"


def _jumlah_bukti(ids: Iterable[int]) -> dict[int, int]:
    baris = BuktiDukung.objects.filter(realisasi__in=list(ids)).order_by()
    return dict(baris.values_list("realisasi").annotate(Count("pk")))


def _nilai_semula(baris: Iterable[Realisasi]) -> dict[int, Decimal | None]:
    """The value that was returned, of rows whose value was changed since (one query)."""
    kembali = {str(r.pk): r for r in baris if getattr(r, "kembali", 0) and r.dikembalikan_pada}
    if not kembali:
        return {}
    hasil: dict[int, Decimal | None] = {}
    jejak = JejakAudit.objects.filter(
        objek_tipe=ContentType.objects.get_for_model(Realisasi),
        objek_id__in=kembali,
        aksi="realisasi.disimpan",
    ).order_by("pk")
    for objek_id, waktu, sebelum in jejak.values_list("objek_id", "waktu", "sebelum"):
        r = kembali[objek_id]
        if r.dikembalikan_pada is None or waktu < r.dikembalikan_pada or not sebelum:
            continue
        lama = sebelum.get("nilai")
        hasil.setdefault(r.pk, None if lama is None else Decimal(lama))
    return {pk: n for pk, n in hasil.items() if n != kembali[str(pk)].nilai}


def baris_menunggu(
    user: Pengguna, status: str, tahun: int, triwulan: int, pd_ids: Collection[int] | None = None
) -> QuerySet[Realisasi]:
    """Visible rows in `status` that are still in the plan of the year, by id."""
    baris = (
        Realisasi.objects.periode(tahun, triwulan)
        .filter(
            pk__in=Realisasi.objects.for_user(user).values("pk"),
            status=status,
            indikator__in=IsiIndikator.objects.diukur(tahun).values("indikator"),
        )
        .select_related("indikator")
        .order_by("pk")
    )
    return baris if pd_ids is None else baris.filter(indikator__pengampu__in=pd_ids)


def jendela_banyak(pd_ids: Collection[int], tahun: int, triwulan: int) -> dict[int, JendelaPeriode]:
    """The window of one quarter for many PD (three queries)."""
    jadwal = JadwalPengisian.objects.filter(tahun=tahun, triwulan=triwulan).first()
    perpanjangan = Perpanjangan.objects.berlaku().filter(
        jadwal__tahun=tahun, jadwal__triwulan=triwulan, perangkat_daerah__in=pd_ids
    )
    sampai = dict(perpanjangan.order_by().values_list("perangkat_daerah").annotate(Max("sampai")))
    beku, kini = beku_per_pd(pd_ids, tahun), timezone.now()
    return {
        pk: JendelaPeriode(
            tahun,
            triwulan,
            jadwal,
            sampai.get(pk),
            kini,
            (milik := beku.get(pk, {})).get(triwulan) or milik.get(4),
        )
        for pk in pd_ids
    }


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
