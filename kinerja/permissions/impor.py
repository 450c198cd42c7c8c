"""Who may upload a report of a PD, and change an upload."""

from __future__ import annotations

import datetime

from dasar.izin import Izin
from dasar.tanggal import format_tanggal
from kinerja.models import ImporLaporan, StatusImpor
from opd.models import JenisPeran, Pengguna, PerangkatDaerah


def boleh_impor(user: Pengguna, pd_id: int) -> Izin:
    """Who may upload a quarterly report of the PD; each quarter is judged again on apply."""
    if user.punya_peran(JenisPeran.ORGANISASI, pd_id=pd_id) or user.punya_peran(
        JenisPeran.OPERATOR, pd_id=pd_id
    ):
        return Izin.ya()
    return Izin.tidak("Laporan diunggah oleh operator perangkat daerah atau Bagian Organisasi.")


def boleh_impor_tahun(pd: PerangkatDaerah, tahun: int) -> Izin:
    """The plan of the year in which a PD ends goes on under its successor, so its reports too."""
    sampai = pd.berlaku_sampai
    if sampai is None or sampai >= datetime.date(tahun, 12, 31):
        return Izin.ya()
    return Izin.tidak(
        f"{pd} berakhir {format_tanggal(sampai)}. Laporan {tahun} diunggah untuk perangkat "
        "daerah penerusnya."
    )


def boleh_ubah_impor(user: Pengguna, impor: ImporLaporan) -> Izin:
    """An upload changes only before it was applied."""
    boleh = boleh_impor(user, impor.perangkat_daerah_id) and boleh_impor_tahun(
        impor.perangkat_daerah, impor.tahun
    )
    if not boleh:
        return boleh
    if impor.status != StatusImpor.PRATINJAU:
        return Izin.tidak(f"Impor ini sudah {impor.get_status_display().lower()}.")
    return Izin.ya()


def boleh_urungkan_impor(user: Pengguna, impor: ImporLaporan) -> Izin:
    """An import is taken back by who may import, once; each cell is judged again."""
    boleh = boleh_impor(user, impor.perangkat_daerah_id)
    if not boleh:
        return boleh
    if impor.status != StatusImpor.DITERAPKAN:
        return Izin.tidak("Hanya impor yang sudah diterapkan yang dapat diurungkan.")
    if not impor.perubahan:
        return Izin.tidak("Impor ini tidak mengubah nilai apa pun.")
    return Izin.ya()
