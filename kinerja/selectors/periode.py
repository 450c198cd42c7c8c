"""Which quarter is open for whom, and which one a page starts with."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from kinerja.models import Beku, JadwalPengisian, JendelaPeriode, Pembekuan
from opd.models import NamaPD


def jendela_periode(
    pd_id: int, tahun: int, triwulan: int, *, kini: datetime.datetime | None = None
) -> JendelaPeriode:
    """The window of one quarter for one PD (two queries)."""
    return _jendela(pd_id, tahun, (triwulan,), kini)[triwulan]


def jendela_setahun(
    pd_id: int, tahun: int, *, kini: datetime.datetime | None = None
) -> dict[int, JendelaPeriode]:
    """The windows of all four quarters for one PD (two queries)."""
    return _jendela(pd_id, tahun, (1, 2, 3, 4), kini)


def _jendela(
    pd_id: int, tahun: int, triwulan: Collection[int], kini: datetime.datetime | None
) -> dict[int, JendelaPeriode]:
    kini = kini or timezone.now()
    jadwal = {
        j.triwulan: j
        for j in dengan_perpanjangan(
            JadwalPengisian.objects.filter(tahun=tahun, triwulan__in=triwulan), pd_id
        )
    }
    beku = beku_per_pd([pd_id], tahun).get(pd_id, {})
    return {
        tw: JendelaPeriode(
            tahun,
            tw,
            j := jadwal.get(tw),
            getattr(j, "diperpanjang", None),
            kini,
            beku.get(tw) or beku.get(4),
        )
        for tw in triwulan
    }


def dengan_perpanjangan(jadwal: QuerySet[JadwalPengisian], pd_id: int) -> QuerySet[JadwalPengisian]:
    """Annotate `diperpanjang`: until when one PD has more time (None: no extension in force)."""
    milik = Q(perpanjangan__perangkat_daerah=pd_id, perpanjangan__dicabut_pada__isnull=True)
    return jadwal.annotate(diperpanjang=Max("perpanjangan__sampai", filter=milik))


def beku_per_pd(pd_ids: Collection[int], tahun: int) -> dict[int, dict[int, Beku]]:
    """The freezes in force of a year by PD and quarter (one query)."""
    nama = NamaPD.objects.filter(perangkat_daerah=OuterRef("perangkat_daerah")).order_by("-dari")
    hasil: dict[int, dict[int, Beku]] = {}
    for pd_id, tw, pada, oleh, kode, sebutan in (
        Pembekuan.objects.berlaku()
        .filter(perangkat_daerah__in=pd_ids, jadwal__tahun=tahun)
        .values_list(
            "perangkat_daerah",
            "jadwal__triwulan",
            "dibuat_pada",
            "oleh__nama",
            "perangkat_daerah__kode",
            Subquery(nama.values("nama")[:1]),
        )
    ):
        hasil.setdefault(pd_id, {})[tw] = Beku(tw, pada, oleh, sebutan or kode)
    return hasil


def periode_awal(kini: datetime.datetime | None = None) -> tuple[int, int]:
    """(tahun, triwulan) a page opens with: the open quarter that closes first, else the newest
    one that was ever opened, else the current calendar quarter."""
    kini = kini or timezone.now()
    dibuka = JadwalPengisian.objects.filter(dibuka_pada__lte=kini)
    jadwal = (
        dibuka.filter(ditutup_pada__gte=kini).order_by("ditutup_pada").first()
        or dibuka.order_by("-tahun", "-triwulan").first()
    )
    if jadwal is not None:
        return jadwal.tahun, jadwal.triwulan
    lokal = timezone.localtime(kini)
    return lokal.year, (lokal.month - 1) // 3 + 1


def tahun_tersedia() -> list[int]:
    """Years that have a schedule, newest first."""
    return list(
        JadwalPengisian.objects.order_by("-tahun").values_list("tahun", flat=True).distinct()
    )
