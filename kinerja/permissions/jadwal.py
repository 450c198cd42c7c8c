"""Who sets the schedule, gives more time, freezes a quarter and lifts a freeze."""

from __future__ import annotations

from dasar.izin import Izin
from kinerja.models import JadwalPengisian, JendelaPeriode
from opd.models import JenisPeran, Pengguna


def boleh_atur_jadwal(user: Pengguna) -> Izin:
    """Bagian Organisasi of all PD runs the calendar; everyone else reads it."""
    if any(
        p.peran == JenisPeran.ORGANISASI and p.perangkat_daerah_id is None for p in user.peran_kini
    ):
        return Izin.ya()
    return Izin.tidak("Jadwal pengisian diatur oleh Bagian Organisasi.")


def boleh_ubah_jadwal(user: Pengguna, jadwal: JadwalPengisian, beku: int) -> Izin:
    """The times of a quarter stay while `beku` PD hold it frozen."""
    izin = boleh_atur_jadwal(user)
    if izin and beku:
        return Izin.tidak(
            f"{jadwal.nama} sudah dibekukan untuk {beku} perangkat daerah, jadi jadwalnya tidak "
            "berubah lagi. Beri perpanjangan kepada perangkat daerah yang belum dibekukan."
        )
    return izin


def boleh_perpanjang(user: Pengguna, jendela: JendelaPeriode) -> Izin:
    """More time for one PD, unless its quarter is frozen."""
    izin = boleh_atur_jadwal(user)
    return jendela.tidak_beku if izin else izin
