"""Who may write and produce a LKjIP, and why not. Pure judgement over loaded rows."""

from __future__ import annotations

from dasar.izin import Izin
from opd.models import JenisPD, JenisPeran, Pengguna, PerangkatDaerah


def boleh_lihat_laporan(user: Pengguna) -> Izin:
    """Report pages need a PD, or a role over all PD; a row of its own says 404."""
    if user.melihat_semua_pd or user.pd_terlihat:
        return Izin.ya()
    if user.punya_peran(JenisPeran.ADMIN):
        return Izin.tidak("Admin mengelola pengguna dan peran, bukan laporan kinerja.")
    return Izin.tidak("Akun Anda belum diberi perangkat daerah. Minta admin memberi peran.")


def boleh_susun_lkjip(user: Pengguna, pd: PerangkatDaerah) -> Izin:
    """Write its texts and have it produced: Bagian Organisasi any report, a PD its own."""
    if user.punya_peran(JenisPeran.ORGANISASI, pd_id=pd.pk):
        return Izin.ya()
    if pd.jenis == JenisPD.KOTA:
        return Izin.tidak("LKjIP Kota disusun oleh Bagian Organisasi.")
    if user.punya_peran(JenisPeran.OPERATOR, JenisPeran.KEPALA_PD, pd_id=pd.pk):
        return Izin.ya()
    return Izin.tidak("LKjIP disusun oleh perangkat daerahnya sendiri atau oleh Bagian Organisasi.")
