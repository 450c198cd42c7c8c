"""What a worker does for this app; registered as kinds of jobs in pendaftaran.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from celery import shared_task
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse

from dasar.galat import GalatPengguna
from dasar.services.berkas import buang_berkas_yatim
from dasar.services.pekerjaan import Kerja
from kinerja.reports.iku import cetak_iku
from kinerja.reports.pk import cetak_pk
from kinerja.reports.pohon import cetak_pohon
from kinerja.services.cetakan import SUMBER, objek_cetakan
from kinerja.services.impor import siapkan_impor, terapkan_impor
from kinerja.services.pembekuan import bekukan
from kinerja.services.pengingat import kirim_pengingat
from opd.models import Pengguna
from opd.services.dokumen_resmi import Cetakan, terbitkan_dokumen

# Prints one row: (row, who asks) -> the paper, not stored yet.
PENCETAK: dict[str, Callable[[Any, Pengguna], Cetakan]] = {
    "pk": cetak_pk,
    "pohon": cetak_pohon,
}
PENCETAK["iku"] = cetak_iku


def cetak_dokumen(kerja: Kerja) -> None:
    """Print one paper and store it (jenis "cetak_dokumen", {"jenis": "pk", "objek": id}).

    Printing changes nothing. File, row, audit and the end of the job commit together.
    """
    jenis, oleh = str(kerja.parameter["jenis"]), kerja.diminta_oleh
    try:
        objek = objek_cetakan(jenis, int(kerja.parameter["objek"]), oleh)
    except ObjectDoesNotExist:
        raise GalatPengguna("Yang akan dicetak tidak ada lagi, atau tidak lagi terlihat.") from None
    SUMBER[jenis].boleh(oleh, objek).wajib()
    kerja.kemajuan(10, "Menata halaman.")
    cetakan = PENCETAK[jenis](objek, oleh)
    kerja.kemajuan(90, "Menyimpan berkas.")
    dokumen = None
    try:
        with kerja.transaksi():
            dokumen = terbitkan_dokumen(cetakan, oleh=oleh)
            kerja.selesai(
                {
                    "pesan": f"{dokumen.judul}, {cetakan.jumlah_halaman} halaman.",
                    "tautan": reverse("opd:dokumen_resmi_unduh", args=[dokumen.pk]),
                    "kata": "Unduh PDF",
                    "dokumen": dokumen.pk,
                }
            )
    except BaseException:
        if dokumen is not None:
            buang_berkas_yatim(dokumen.berkas)
        raise


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


def bekukan_triwulan(kerja: Kerja) -> None:
    """Freeze a quarter (jenis "bekukan", {"jadwal": id, "perangkat_daerah": [...], "apa_adanya":
    [...]}).

    Judging, freezing and the end of the job commit together: a killed worker leaves nothing
    behind.
    """
    kerja.kemajuan(20, "Memeriksa dan membekukan baris.", segera=True)
    with kerja.transaksi():
        hasil = bekukan(
            jadwal_id=int(kerja.parameter["jadwal"]),
            perangkat_daerah=kerja.parameter["perangkat_daerah"],
            apa_adanya=kerja.parameter["apa_adanya"],
            oleh=kerja.diminta_oleh,
        )
        kerja.selesai(
            {
                "pesan": f"{hasil.pd} perangkat daerah dibekukan, {hasil.baris} baris.",
                "tautan": reverse("kinerja:jadwal_list") + f"?tahun={hasil.tahun}",
                "kata": "Kembali ke jadwal",
            }
        )


@shared_task(ignore_result=True)
def ingatkan() -> None:
    """Each hour: remind of deadlines. Safe to run often and twice at once."""
    kirim_pengingat()
