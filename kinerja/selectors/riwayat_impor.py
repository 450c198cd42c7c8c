"""Who took an import back, and when."""

from __future__ import annotations

from dasar.models import JejakAudit
from dasar.tanggal import format_tanggal, format_waktu
from kinerja.models import ImporLaporan, StatusImpor


def kalimat_diurungkan(impor: ImporLaporan) -> str:
    """ "Oleh A pada 3 Mei 2024 pukul 10.00", "" while it was not taken back (one query)."""
    if impor.status != StatusImpor.DIURUNGKAN:
        return ""
    jejak = (
        JejakAudit.objects.filter(
            aksi="impor.diurungkan", objek_label=impor._meta.label_lower, objek_id=str(impor.pk)
        )
        .select_related("oleh")
        .order_by("-pk")
        .first()
    )
    if jejak is None:
        return ""
    return f"oleh {jejak.oleh} pada {format_tanggal(jejak.waktu)} pukul {format_waktu(jejak.waktu)}"
