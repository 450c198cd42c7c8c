"""Celery's entrance. The queue carries only a number; everything else is in the Pekerjaan row."""

from celery import shared_task

from dasar.galat import GalatPengguna
from dasar.pendaftar import jenis_pekerjaan
from dasar.services.pekerjaan import kerjakan, sapu_pekerjaan
from dasar.services.segel_audit import segel_audit


@shared_task(acks_late=True, ignore_result=True)
def jalankan(pekerjaan_id: int) -> None:
    """Do one job. Safe to deliver twice: only the holder of the lease works."""
    with kerjakan(pekerjaan_id) as kerja:
        if kerja is None:
            return
        jenis = jenis_pekerjaan.cari(kerja.jenis)
        if jenis is None:
            raise GalatPengguna("Jenis pekerjaan ini tidak dikenal oleh versi aplikasi ini.")
        jenis.jalankan(kerja)


@shared_task(ignore_result=True)
def sapu() -> None:
    """Each minute: queue jobs again whose worker died."""
    sapu_pekerjaan()


@shared_task(ignore_result=True)
def segel() -> None:
    """Each minute: seal the audit rows written since the last seal."""
    segel_audit()
