"""The outbox as those who look after it read it, and who cannot be reached at all."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from dasar.models import KirimanPesan, StatusKiriman
from dasar.pendaftar import saluran_pesan
from dasar.services.kiriman import TAK_PASTI
from opd.models import Pengguna, Peran, PerangkatDaerah
from opd.models.pengguna import PERAN_PD

# What was refused longer ago is sent again one by one: a reminder grows old.
BARU = datetime.timedelta(days=3)


@dataclass(frozen=True)
class TakTerjangkau:
    """Somebody whom no channel reaches: reminders stay in the system."""

    nama: str
    peran: str
    pd: str


def pesan_keluar(status: str = "") -> QuerySet[KirimanPesan]:
    """The outbox, newest first; with `status` only that state."""
    semua = KirimanPesan.objects.select_related("notifikasi__penerima").order_by("-pk")
    return semua.filter(status=status) if status else semua


def jumlah_per_status() -> dict[str, int]:
    """How many messages are in each state (one query)."""
    ada = dict(KirimanPesan.objects.order_by().values_list("status").annotate(jumlah=Count("pk")))
    return {status: ada.get(status, 0) for status in StatusKiriman.values}


def gagal_baru(kini: datetime.datetime | None = None) -> QuerySet[KirimanPesan]:
    """Messages that ended lately without leaving; those that perhaps arrived are not among them."""
    sejak = (kini or timezone.now()) - BARU
    gagal = KirimanPesan.objects.filter(status=StatusKiriman.GAGAL, dibuat_pada__gte=sejak)
    return gagal.exclude(galat=TAK_PASTI)


def tak_terjangkau(hari: datetime.date | None = None) -> list[TakTerjangkau]:
    """Operators and heads who may sign in and have no address for any channel that is on."""
    saluran = [s for _, s in saluran_pesan.butir() if s.aktif()]
    peran: dict[int, tuple[Pengguna, Peran]] = {}
    for p in (
        Peran.objects.pada(hari or timezone.localdate())
        .filter(peran__in=PERAN_PD, pengguna__is_active=True)
        .select_related("pengguna")
        .order_by("pengguna__nama", "pk")
    ):
        peran.setdefault(p.pengguna_id, (p.pengguna, p))
    tanpa = [(orang, p) for orang, p in peran.values() if not any(s.alamat(orang) for s in saluran)]
    nama = PerangkatDaerah.objects.filter(
        pk__in={p.perangkat_daerah_id for _, p in tanpa}
    ).nama_per_id()
    return [
        TakTerjangkau(str(orang), p.get_peran_display(), nama.get(p.perangkat_daerah_id or 0, "–"))
        for orang, p in tanpa
    ]
