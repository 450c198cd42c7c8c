"""What each role must do about measurement, for the home page: a constant number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone

from dasar.tanggal import format_waktu_relatif
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    IsiIndikator,
    JadwalPengisian,
    JenisKomentar,
    Komentar,
    Realisasi,
    StatusRealisasi,
)
from kinerja.selectors.kelengkapan import belum_ditanggapi
from opd.models import Pengguna, PerangkatDaerah


@dataclass(frozen=True)
class Kembalian:
    """One returned row with the latest reason."""

    indikator_id: int
    nama: str
    kutipan: str
    siapa: str
    nilai: str


@dataclass(frozen=True)
class AntreanPD:
    """How many rows of one PD wait for a reviewer."""

    pd_id: int
    nama: str
    menunggu: int


@dataclass(frozen=True)
class KemajuanKota:
    """How far all PD are in one quarter, by state."""

    per_status: dict[str, int]
    antrean: Sequence[AntreanPD]
    belum_mengajukan: Sequence[str]

    @property
    def semua(self) -> int:
        return sum(self.per_status.values())

    @property
    def selesai(self) -> int:
        return sum(
            self.per_status.get(s, 0)
            for s in (StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DIBEKUKAN)
        )


def kembalian_terbuka(
    pd_ids: Sequence[int], tahun: int, triwulan: int, kini: datetime.datetime, batas: int = 3
) -> tuple[list[Kembalian], int]:
    """The newest returned rows of the PD that nobody answered yet, and how many there are."""
    terakhir = Komentar.objects.filter(
        realisasi=OuterRef("pk"), jenis=JenisKomentar.PENGEMBALIAN
    ).order_by("-pk")
    isi = IsiIndikator.objects.diukur(tahun).filter(indikator=OuterRef("indikator"))
    isi = isi.order_by("-dokumen__jenis")
    baris = list(
        Realisasi.objects.periode(tahun, triwulan)
        .filter(belum_ditanggapi(), indikator__pengampu__in=pd_ids)
        .annotate(
            nama_indikator=Subquery(isi.values("nama")[:1]),
            desimal=Subquery(isi.values("desimal")[:1]),
            skala=Subquery(isi.values("skala_predikat")[:1]),
            kutipan=Subquery(terakhir.values("teks")[:1]),
            oleh_nama=Subquery(terakhir.values("oleh__nama")[:1]),
            oleh_peran=Subquery(terakhir.values("peran")[:1]),
        )
        .order_by("-dikembalikan_pada")
    )
    return [
        Kembalian(
            indikator_id=r.indikator_id,
            nama=huruf_kalimat(r.nama_indikator or ""),
            kutipan=r.kutipan or "",
            siapa=", ".join(filter(None, [r.oleh_nama, (r.oleh_peran or "").partition(" · ")[0]]))
            + (
                f" · {format_waktu_relatif(r.dikembalikan_pada, kini)}"
                if r.dikembalikan_pada
                else ""
            ),
            nilai=format_nilai(r.nilai, desimal=r.desimal or 0, skala=r.skala),
        )
        for r in baris[:batas]
    ], len(baris)


def kemajuan_kota(
    user: Pengguna, tahun: int, triwulan: int, antrean: str, pd_id: int | None = None
) -> KemajuanKota:
    """States of all visible rows of a quarter, and who waits in state `antrean` (two queries).

    `pd_id` narrows the rows to those that one PD enters.
    """
    per_pd: dict[int, dict[str, int]] = {}
    per_status: dict[str, int] = {}
    baris = (
        Realisasi.objects.for_user(user)
        .periode(tahun, triwulan)
        .values(pd=F("indikator__pengampu"), keadaan=F("status"))
        .annotate(n=Count("pk", filter=Q(nilai__isnull=False) | ~Q(alasan_kosong="")))
        .order_by("pd")
    )
    if pd_id is not None:
        baris = baris.filter(indikator__pengampu=pd_id)
    for b in baris:
        per_pd.setdefault(b["pd"], {})[b["keadaan"]] = b["n"]
        per_status[b["keadaan"]] = per_status.get(b["keadaan"], 0) + b["n"]
    nama = nama_pd(user)
    terbuka = (StatusRealisasi.DRAF, StatusRealisasi.DIKEMBALIKAN)
    return KemajuanKota(
        per_status=per_status,
        antrean=[
            AntreanPD(pk, teks, n)
            for pk, teks in nama.items()
            if (n := per_pd.get(pk, {}).get(antrean, 0))
        ],
        belum_mengajukan=[
            teks
            for pk, teks in nama.items()
            if pk not in per_pd or all(s in terbuka for s in per_pd[pk])
        ],
    )


def nama_pd(user: Pengguna) -> dict[int, str]:
    """Names of the PD a user sees, in order (one query)."""
    return PerangkatDaerah.objects.for_user(user).penyusun().order_by("urutan").nama_per_id()


def tenggat_berikut(kini: datetime.datetime, batas: int = 4) -> list[JadwalPengisian]:
    """Open and coming quarters, the one that closes first ahead (one query)."""
    return list(
        JadwalPengisian.objects.filter(ditutup_pada__gte=kini).order_by("ditutup_pada")[:batas]
    )


def hari_lokal(waktu: datetime.datetime) -> datetime.date:
    """The day in WIB of a stored time."""
    return timezone.localtime(waktu).date()
