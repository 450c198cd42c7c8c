"""What a worker does for this app; registered as kinds of jobs in apps.py."""

from __future__ import annotations

from dataclasses import asdict

from django.urls import reverse

from dasar.services.pekerjaan import Kerja
from kinerja.services.impor import siapkan_impor, terapkan_impor


def impor_laporan(kerja: Kerja) -> None:
    """Apply one uploaded report (jenis "impor_laporan", parameter {"impor": pk}).

    The file is read and judged first, where progress can be seen and nobody waits for a lock.
    Writing and ending the job commit together: a killed worker leaves nothing behind, and the
    rerun does the whole work once.
    """
    impor_id = int(kerja.parameter["impor"])
    bahan = siapkan_impor(impor_id=impor_id, oleh=kerja.diminta_oleh, lapor=kerja.kemajuan)
    with kerja.transaksi():
        ringkasan = terapkan_impor(impor_id=impor_id, oleh=kerja.diminta_oleh, bahan=bahan)
        kerja.selesai(
            {**asdict(ringkasan), "tautan": reverse("kinerja:impor_detail", args=[impor_id])}
        )
