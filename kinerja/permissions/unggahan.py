"""Who may upload the filled-in template of a PD, apply it and take it back.

Whoever sees the numbers of a PD may download its template (boleh_lihat_kinerja): it says what the
grid says.
"""

from __future__ import annotations

from dasar.izin import Izin
from kinerja.models import JendelaPeriode, StatusUnggahan, UnggahanIsian
from opd.models import JenisPeran, Pengguna


def boleh_unggah_isian(user: Pengguna, pd_id: int, jendela: JendelaPeriode) -> Izin:
    """Operators of the PD while the quarter is open, as in the grid."""
    if not user.punya_peran(JenisPeran.OPERATOR, pd_id=pd_id):
        return Izin.tidak("Templat isian diunggah oleh operator perangkat daerah ini.")
    return jendela.terbuka


def boleh_ubah_unggahan(user: Pengguna, unggahan: UnggahanIsian, jendela: JendelaPeriode) -> Izin:
    """Apply or put aside: only what was not decided yet."""
    izin = boleh_unggah_isian(user, unggahan.perangkat_daerah_id, jendela)
    if izin and unggahan.status != StatusUnggahan.PRATINJAU:
        return Izin.tidak(f"Unggahan ini sudah {unggahan.get_status_display().lower()}.")
    return izin


def boleh_urungkan_unggahan(
    user: Pengguna, unggahan: UnggahanIsian, jendela: JendelaPeriode
) -> Izin:
    """Take back what was applied; each cell is judged again when it is done."""
    izin = boleh_unggah_isian(user, unggahan.perangkat_daerah_id, jendela)
    if izin and unggahan.status != StatusUnggahan.DITERAPKAN:
        return Izin.tidak(
            f"Hanya unggahan yang diterapkan yang dapat diurungkan. Unggahan ini "
            f"{unggahan.get_status_display().lower()}."
        )
    return izin
