"""The window of one quarter for one PD, as a value: schedule, extension and the time of asking."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from dasar.izin import Izin
from dasar.tanggal import format_tanggal, format_waktu, romawi
from kinerja.models.jadwal import JadwalPengisian


@dataclass(frozen=True)
class JendelaPeriode:
    """What decides whether a quarter is open for one PD: the schedule and an extension."""

    tahun: int
    triwulan: int
    jadwal: JadwalPengisian | None
    diperpanjang_sampai: datetime.datetime | None
    kini: datetime.datetime

    @property
    def tutup(self) -> datetime.datetime | None:
        """When writing ends for this PD."""
        if self.jadwal is None:
            return None
        return max(filter(None, [self.jadwal.ditutup_pada, self.diperpanjang_sampai]))

    @property
    def terbuka(self) -> Izin:
        """Whether the quarter is open now, for whoever may write at all."""
        nama = f"Triwulan {romawi(self.triwulan)} {self.tahun}"
        if self.jadwal is None:
            return Izin.tidak(f"{nama} belum dibuka.")
        if self.kini < self.jadwal.dibuka_pada:
            return Izin.tidak(f"{nama} baru dibuka pada {format_tanggal(self.jadwal.dibuka_pada)}.")
        tutup = self.tutup
        if tutup is not None and self.kini > tutup:
            return Izin.tidak(
                f"{nama} sudah ditutup pada {format_tanggal(tutup)} pukul {format_waktu(tutup)}. "
                "Ajukan perpanjangan bila perlu mengubah angka."
            )
        return Izin.ya()
