"""Which quarter is open for whom, and which one a page starts with."""

from __future__ import annotations

import datetime

from django.db.models import Max
from django.utils import timezone

from kinerja.models import JadwalPengisian, JendelaPeriode, Perpanjangan


def jendela_periode(
    pd_id: int, tahun: int, triwulan: int, *, kini: datetime.datetime | None = None
) -> JendelaPeriode:
    """The window of one quarter for one PD (two queries)."""
    jadwal = JadwalPengisian.objects.filter(tahun=tahun, triwulan=triwulan).first()
    sampai = None
    if jadwal is not None:
        sampai = Perpanjangan.objects.filter(jadwal=jadwal, perangkat_daerah_id=pd_id).aggregate(
            sampai=Max("sampai")
        )["sampai"]
    return JendelaPeriode(tahun, triwulan, jadwal, sampai, kini or timezone.now())


def jendela_setahun(
    pd_id: int, tahun: int, *, kini: datetime.datetime | None = None
) -> dict[int, JendelaPeriode]:
    """The windows of all four quarters for one PD (two queries)."""
    kini = kini or timezone.now()
    jadwal = {j.triwulan: j for j in JadwalPengisian.objects.filter(tahun=tahun)}
    sampai = dict(
        Perpanjangan.objects.filter(jadwal__in=jadwal.values(), perangkat_daerah_id=pd_id)
        .values_list("jadwal")
        .annotate(Max("sampai"))
    )
    return {
        tw: JendelaPeriode(tahun, tw, j := jadwal.get(tw), sampai.get(j.pk) if j else None, kini)
        for tw in (1, 2, 3, 4)
    }


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
