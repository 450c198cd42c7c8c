"""The window of one quarter for one PD, as a value: schedule, extension, freeze, time of asking."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from dasar.izin import Izin
from dasar.tanggal import format_tanggal, format_waktu, romawi
from kinerja.models.jadwal import JadwalPengisian


@dataclass(frozen=True)
class Beku:
    """A freeze in force. That of triwulan IV closes the whole year: its value is made of all
    four quarters."""

    triwulan: int
    pada: datetime.datetime
    oleh: str
    pd: str


@dataclass(frozen=True)
class JendelaPeriode:
    """What decides whether a quarter is open for one PD: the schedule, an extension, a freeze."""

    tahun: int
    triwulan: int
    jadwal: JadwalPengisian | None
    diperpanjang_sampai: datetime.datetime | None
    kini: datetime.datetime
    beku: Beku | None = None

    @property
    def nama(self) -> str:
        return f"Triwulan {romawi(self.triwulan)} {self.tahun}"

    @property
    def dibuka(self) -> bool:
        """Whether writing has begun at all."""
        return self.jadwal is not None and self.kini >= self.jadwal.dibuka_pada

    @property
    def tutup(self) -> datetime.datetime | None:
        """When writing ends for this PD."""
        return self.jadwal.tutup_untuk(self.diperpanjang_sampai) if self.jadwal else None

    @property
    def persetujuan_sampai(self) -> datetime.datetime | None:
        """When the kepala PD stops approving; None: never."""
        return self.jadwal.persetujuan_untuk(self.diperpanjang_sampai) if self.jadwal else None

    @property
    def verifikasi_sampai(self) -> datetime.datetime | None:
        """When Bagian Organisasi stops verifying; None: never."""
        return self.jadwal.verifikasi_untuk(self.diperpanjang_sampai) if self.jadwal else None

    @property
    def tidak_beku(self) -> Izin:
        """Whether anything of this quarter may still change at all."""
        if self.beku is None:
            return Izin.ya()
        b = self.beku
        kalimat = (
            f"Triwulan {romawi(b.triwulan)} {self.tahun} {b.pd} dibekukan pada "
            f"{format_tanggal(b.pada)} oleh {b.oleh}."
        )
        if b.triwulan != self.triwulan:
            kalimat += f" Nilai setahunnya dihitung juga dari {self.nama}."
        return Izin.tidak(kalimat)

    @property
    def terbuka(self) -> Izin:
        """Whether the quarter is open now, for whoever may write at all."""
        if not self.tidak_beku:
            return self.tidak_beku
        if self.jadwal is None:
            return Izin.tidak(f"{self.nama} belum dibuka.")
        if self.kini < self.jadwal.dibuka_pada:
            return Izin.tidak(
                f"{self.nama} baru dibuka pada {format_tanggal(self.jadwal.dibuka_pada)}."
            )
        tutup = self.tutup
        if tutup is not None and self.kini > tutup:
            return Izin.tidak(
                f"{self.nama} sudah ditutup pada {format_tanggal(tutup)} pukul "
                f"{format_waktu(tutup)}. Ajukan perpanjangan bila perlu mengubah angka."
            )
        return Izin.ya()

    @property
    def persetujuan(self) -> Izin:
        """Whether the kepala PD may still decide."""
        if not self.tidak_beku:
            return self.tidak_beku
        sampai = self.persetujuan_sampai
        if sampai is not None and self.kini > sampai:
            return Izin.tidak(
                f"Persetujuan {self.nama} ditutup pada {format_tanggal(sampai)} pukul "
                f"{format_waktu(sampai)}. Perpanjangan diberikan oleh Bagian Organisasi."
            )
        return Izin.ya()

    @property
    def verifikasi(self) -> Izin:
        """Whether Bagian Organisasi may still decide."""
        if not self.tidak_beku:
            return self.tidak_beku
        sampai = self.verifikasi_sampai
        if sampai is not None and self.kini > sampai:
            return Izin.tidak(
                f"Verifikasi {self.nama} ditutup pada {format_tanggal(sampai)} pukul "
                f"{format_waktu(sampai)}. Bagian Organisasi dapat mengubah jadwalnya atau "
                "memberi perpanjangan."
            )
        return Izin.ya()
