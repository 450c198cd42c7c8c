"""The Perjanjian Kinerja that a report answers for."""

from __future__ import annotations

import datetime

from kinerja.formulas.isi_pk import dari_json
from kinerja.models import PerjanjianKinerja
from laporan.formulas.data_lkjip import PerjanjianLKjIP


def muat_perjanjian(pd_id: int, tahun: int) -> PerjanjianLKjIP | None:
    """The signed agreement of the head of a PD (or the wali kota) on 31 December; None: none."""
    pk = (
        PerjanjianKinerja.objects.berlaku_pada(datetime.date(tahun, 12, 31))
        .filter(perangkat_daerah=pd_id, jabatan__kepala=True)
        .order_by("jabatan__eselon", "-tanggal", "-pk")
        .first()
    )
    if pk is None or pk.isi is None:
        return None
    return PerjanjianLKjIP(kode=pk.kode, nomor=pk.nomor, isi=dari_json(pk.isi))
