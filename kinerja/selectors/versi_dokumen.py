"""Which version of a plan counts on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from kinerja.models import DokumenPerencanaan


def versi_pada(
    semua: Iterable[DokumenPerencanaan], tanggal: datetime.date
) -> DokumenPerencanaan | None:
    """Of the versions that are or were in force, the one that counts on `tanggal`: the newest
    that had begun (a version without a day began at once), else the first; None of nothing."""
    urut = sorted(semua, key=lambda d: (d.tahun_dari, d.perubahan_ke))
    sudah = [d for d in urut if d.berlaku_mulai is None or d.berlaku_mulai <= tanggal]
    if sudah:
        return sudah[-1]
    return urut[0] if urut else None
