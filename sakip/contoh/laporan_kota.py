"""What the city's office would have asked for already: the computed values, and both LKjIP.

The reports are only queued: the worker of script/server prints them after it has started.
"""

from __future__ import annotations

from django.db import transaction

from dasar.models import Pekerjaan
from evaluasi.models import PerhitunganKota
from evaluasi.services.nilai_kota import hitung_nilai_kota
from laporan.models import DokumenLKjIP
from laporan.selectors.lkjip import kunci_pekerjaan
from laporan.services.lkjip import antrekan_lkjip
from opd.models import Pengguna, PerangkatDaerah
from sakip.contoh.riwayat_2024 import VERIFIKATOR
from sakip.contoh.sumber import HasilBagian, hasil

TAHUN_NILAI = 2024
TAHUN_LKJIP = (2023, 2024)


@transaction.atomic
def muat_nilai_kota(oleh: Pengguna) -> HasilBagian:
    """The computed values of 2024, once."""
    if PerhitunganKota.objects.filter(tahun=TAHUN_NILAI).exists():
        return hasil("perhitungan nilai kota", 0, 1)
    hitung_nilai_kota(tahun=TAHUN_NILAI, oleh=_organisasi())
    return hasil("perhitungan nilai kota", 1, 0)


@transaction.atomic
def muat_lkjip_kota(oleh: Pengguna) -> HasilBagian:
    """A job for each report of the city that was never asked for."""
    kota = PerangkatDaerah.objects.kota()
    baru = 0
    for tahun in TAHUN_LKJIP:
        diminta = Pekerjaan.objects.filter(kunci=kunci_pekerjaan(kota.pk, tahun)).exists()
        if diminta or DokumenLKjIP.objects.filter(perangkat_daerah=kota, tahun=tahun).exists():
            continue
        antrekan_lkjip(pd_id=kota.pk, tahun=tahun, oleh=_organisasi())
        baru += 1
    if not baru:
        return HasilBagian(0, f"{len(TAHUN_LKJIP)} laporan sudah diminta")
    return HasilBagian(baru, f"{baru} laporan diantrekan; disusun begitu pekerja berjalan")


def _organisasi() -> Pengguna:
    return Pengguna.objects.get(username=VERIFIKATOR)
