"""When the quarters of 2023 and 2024 were open; the last one of 2024 still is."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from dasar.services.audit import catat_audit
from dasar.tanggal import WIB
from kinerja.models import JadwalPengisian
from opd.models import Pengguna
from sakip.contoh.sumber import HasilBagian, hasil

HARI_TERBUKA = 30
# Days after the last day of writing until the head must have approved and Bagian Organisasi
# verified, from 2024 on: before, the city published no such days.
HARI_PERSETUJUAN, HARI_VERIFIKASI = 5, 21
TAHUN_BERTAHAP = 2024
TERBUKA = (2024, 4)

# (tahun, triwulan): first day, last day. Three weeks after the quarter, as cities usually give.
JENDELA: dict[tuple[int, int], tuple[datetime.date, datetime.date]] = {
    (2023, 1): (datetime.date(2023, 4, 3), datetime.date(2023, 4, 20)),
    (2023, 2): (datetime.date(2023, 7, 3), datetime.date(2023, 7, 20)),
    (2023, 3): (datetime.date(2023, 10, 2), datetime.date(2023, 10, 20)),
    (2023, 4): (datetime.date(2024, 1, 2), datetime.date(2024, 1, 31)),
    (2024, 1): (datetime.date(2024, 4, 1), datetime.date(2024, 4, 26)),
    (2024, 2): (datetime.date(2024, 7, 1), datetime.date(2024, 7, 19)),
    (2024, 3): (datetime.date(2024, 10, 1), datetime.date(2024, 10, 18)),
}
DIBUKA_TERAKHIR = datetime.date(2025, 1, 2)


@transaction.atomic
def muat_jadwal(oleh: Pengguna) -> HasilBagian:
    """Missing windows; the open one moves forward only when it has closed meanwhile. Windows of
    an older demo get the days of the later stages."""
    kini = timezone.now()
    terakhir = timezone.localdate(kini) + datetime.timedelta(days=HARI_TERBUKA)
    jendela = {**JENDELA, TERBUKA: (DIBUKA_TERAKHIR, terakhir)}
    ada = {(j.tahun, j.triwulan): j for j in JadwalPengisian.objects.select_for_update()}
    baru = 0
    for (tahun, triwulan), (dibuka, ditutup) in jendela.items():
        jadwal = ada.get((tahun, triwulan))
        if jadwal is None:
            jadwal = JadwalPengisian(tahun=tahun, triwulan=triwulan, dibuka_pada=_awal(dibuka))
            sebelum: dict[str, datetime.datetime | None] | None = None
        elif (tahun, triwulan) == TERBUKA and jadwal.ditutup_pada < kini:
            sebelum = {"ditutup_pada": jadwal.ditutup_pada}
        elif tahun >= TAHUN_BERTAHAP and jadwal.verifikasi_sampai is None:
            ditutup = timezone.localdate(jadwal.ditutup_pada)
            sebelum = {"persetujuan_sampai": None, "verifikasi_sampai": None}
        else:
            continue
        jadwal.ditutup_pada = _akhir(ditutup)
        if tahun >= TAHUN_BERTAHAP:
            jadwal.persetujuan_sampai = _akhir(ditutup + datetime.timedelta(HARI_PERSETUJUAN))
            jadwal.verifikasi_sampai = _akhir(ditutup + datetime.timedelta(HARI_VERIFIKASI))
        jadwal.full_clean()
        jadwal.save()
        catat_audit(
            "jadwal.disimpan",
            jadwal,
            oleh=oleh,
            sebelum=sebelum,
            sesudah={
                "dibuka_pada": jadwal.dibuka_pada,
                "ditutup_pada": jadwal.ditutup_pada,
                "persetujuan_sampai": jadwal.persetujuan_sampai,
                "verifikasi_sampai": jadwal.verifikasi_sampai,
            },
        )
        baru += 1
    return hasil("jadwal triwulan", baru, len(jendela) - baru)


def _awal(hari: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(hari, datetime.time(8), tzinfo=WIB)


def _akhir(hari: datetime.date) -> datetime.datetime:
    """23.59 WIB: the deadline as it is announced."""
    return datetime.datetime.combine(hari, datetime.time(23, 59), tzinfo=WIB)
