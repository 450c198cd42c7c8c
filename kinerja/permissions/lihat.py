"""Who may open pages over plans and numbers at all."""

from __future__ import annotations

from dasar.izin import Izin
from opd.models import JenisPeran, Pengguna


def boleh_lihat_kinerja(user: Pengguna) -> Izin:
    """Pages over plans and numbers need a PD, or a role over all PD; a row of its own says 404."""
    if user.melihat_semua_pd or user.pd_terlihat:
        return Izin.ya()
    if user.punya_peran(JenisPeran.ADMIN):
        return Izin.tidak("Admin mengelola pengguna dan peran, bukan rencana dan angka kinerja.")
    return Izin.tidak("Akun Anda belum diberi perangkat daerah. Minta admin memberi peran.")
