"""Who may change the organisation and its people."""

from __future__ import annotations

from django.utils import timezone

from dasar.izin import Izin
from dasar.tanggal import format_tanggal
from opd.models import JenisPeran, Pengguna, PerangkatDaerah

# The account that acts when no person does: loading data, jobs. Nobody can sign in with it.
NAMA_SISTEM = "sistem"


def adalah_sistem(user: Pengguna) -> bool:
    """Whether `user` is the system account (inactive, so never a person who signed in)."""
    return user.username == NAMA_SISTEM and not user.is_active


def boleh_lihat_organisasi(user: Pengguna) -> Izin:
    """PD, posts and officials are read by everyone who has a PD, or a role over all PD."""
    if adalah_sistem(user) or user.melihat_semua_pd or user.pd_terlihat:
        return Izin.ya()
    if user.punya_peran(JenisPeran.ADMIN):
        return Izin.tidak("Admin mengelola pengguna dan peran, bukan jabatan dan pegawai.")
    return Izin.tidak("Akun Anda belum diberi perangkat daerah. Minta admin memberi peran.")


def boleh_kelola_pd(user: Pengguna) -> Izin:
    """PD, their names and aliases are masters of Bagian Organisasi."""
    if adalah_sistem(user) or user.punya_peran(JenisPeran.ORGANISASI):
        return Izin.ya()
    return Izin.tidak("Data perangkat daerah diubah oleh Bagian Organisasi.")


def boleh_tambah_pada_pd(user: Pengguna, pd: PerangkatDaerah) -> Izin:
    """New names and posts: for a PD that has not ended."""
    izin = boleh_kelola_pd(user)
    if izin and pd.berlaku_sampai is not None and pd.berlaku_sampai < timezone.localdate():
        return Izin.tidak(
            f"Perangkat daerah ini berakhir {format_tanggal(pd.berlaku_sampai)}. Nama dan "
            "jabatan baru dicatat pada penerusnya."
        )
    return izin


def boleh_beri_peran(user: Pengguna, pengguna: Pengguna) -> Izin:
    """Roles are given to others: an admin with a role over numbers would be its own control."""
    izin = boleh_kelola_pengguna(user)
    if izin and user.pk == pengguna.pk:
        return Izin.tidak("Peran Anda sendiri diberikan oleh admin lain.")
    return izin


def boleh_kelola_pengguna(user: Pengguna) -> Izin:
    """Accounts and roles belong to the admin, who has no right over numbers."""
    if adalah_sistem(user) or user.punya_peran(JenisPeran.ADMIN):
        return Izin.ya()
    return Izin.tidak("Pengguna dan perannya dikelola oleh admin.")


def boleh_urus_pesan(user: Pengguna) -> Izin:
    """What leaves the system is watched by those who set the calendar and the accounts."""
    if user.punya_peran(JenisPeran.ORGANISASI, JenisPeran.ADMIN):
        return Izin.ya()
    return Izin.tidak("Pesan keluar diurus oleh Bagian Organisasi dan admin.")
