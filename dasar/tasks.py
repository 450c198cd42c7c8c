"""Celery's entrance. The queue carries only a number; everything else is in the Pekerjaan row."""

from celery import shared_task
from django.urls import reverse

from dasar.galat import GalatPengguna
from dasar.pendaftar import jenis_pekerjaan
from dasar.services.impor import (
    LANGKAH_TERAPKAN,
    baca_impor,
    impor_milik,
    simpan_pratinjau,
    terapkan_data,
)
from dasar.services.kiriman import kirim_antrean
from dasar.services.pekerjaan import Kerja, kerjakan, sapu_pekerjaan
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


@shared_task(ignore_result=True)
def kirim_pesan() -> None:
    """Each minute: send the notices that wait to leave the system."""
    kirim_antrean()


def impor_data(kerja: Kerja) -> None:
    """Preview or apply one upload (jenis "impor_data", {"impor": id, "langkah": ...}).

    The file is read before anything is locked. A preview does everything and takes it back;
    applying commits together with the end of the job.
    """
    impor_id, oleh = int(kerja.parameter["impor"]), kerja.diminta_oleh
    kerja.kemajuan(5, "Membaca berkas.", segera=True)
    sumber, lembar = baca_impor(impor_milik(impor_id, oleh), oleh)
    tautan = {"tautan": reverse("dasar:impor_data_detail", args=[impor_id])}
    jumlah = f"{len(lembar.baris):,}".replace(",", ".")
    if kerja.parameter["langkah"] == LANGKAH_TERAPKAN:
        kerja.kemajuan(30, f"Memeriksa lagi dan menyimpan {jumlah} baris.", segera=True)
        with kerja.transaksi():
            hasil = terapkan_data(impor_id=impor_id, lembar=lembar, sumber=sumber, oleh=oleh)
            kerja.selesai({**hasil.ringkasan, **tautan, "kata": "Lihat hasilnya"})
        return
    kerja.kemajuan(30, f"Memeriksa {jumlah} baris.", segera=True)
    hasil = sumber.jalankan(lembar, terapkan=False)
    kerja.kemajuan(90, "Menyimpan pratinjau.", segera=True)
    with kerja.transaksi():
        simpan_pratinjau(impor_id=impor_id, hasil=hasil, oleh=oleh)
        kerja.selesai({**hasil.ringkasan, **tautan, "kata": "Lihat pratinjau"})
