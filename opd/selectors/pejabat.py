"""Who holds a post on a day: the name beside every promise and every number."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from opd.models import Jabatan, JenisPD, PenugasanJabatan


def pejabat_pada(jabatan_ids: Iterable[int], tanggal: datetime.date) -> dict[int, PenugasanJabatan]:
    """The holder who signs for each post on `tanggal` (one query); a vacant post is left out.

    Of several the definitive holder counts, then Pj, Plt, Plh.
    """
    penugasan = (
        PenugasanJabatan.objects.filter(jabatan__in=list(jabatan_ids))
        .pada(tanggal)
        .select_related("jabatan", "pegawai")
    )
    hasil: dict[int, PenugasanJabatan] = {}
    for satu in penugasan:
        hasil.setdefault(satu.jabatan_id, satu)
    return hasil


def penandatangan(jabatan_id: int, tanggal: datetime.date) -> PenugasanJabatan | None:
    """The holder who signs for one post on `tanggal`; None: vacant."""
    return pejabat_pada([jabatan_id], tanggal).get(jabatan_id)


def jabatan_kepala(pd_id: int, tanggal: datetime.date) -> Jabatan | None:
    """The post that leads a PD on `tanggal` (the wali kota for the city)."""
    return (
        Jabatan.objects.filter(perangkat_daerah=pd_id, kepala=True)
        .pada(tanggal)
        .order_by("eselon", "pk")
        .first()
    )


def atasan_jabatan(jabatan: Jabatan, tanggal: datetime.date) -> Jabatan | None:
    """The post above: `induk`, for the head of a PD the wali kota; None for the wali kota."""
    if jabatan.induk_id is not None:
        return jabatan.induk
    if jabatan.perangkat_daerah.jenis == JenisPD.KOTA:
        return None
    return (
        Jabatan.objects.filter(perangkat_daerah__jenis=JenisPD.KOTA, kepala=True)
        .pada(tanggal)
        .order_by("pk")
        .first()
    )
