"""Who may change plans, trees, agreements and action plans, and why not."""

from __future__ import annotations

from dasar.izin import Izin
from kinerja.models import (
    Crosscutting,
    DokumenPerencanaan,
    JenisPohon,
    PerjanjianKinerja,
    PohonKinerja,
    StatusCrosscutting,
    StatusDokumen,
    StatusPK,
    StatusUsul,
    UsulTarget,
)
from kinerja.permissions.lihat import boleh_lihat_kinerja
from opd.models import JenisPeran, Pengguna


def boleh_ubah_rencana(user: Pengguna, pd_id: int) -> Izin:
    """Plans are written by perencana; organisasi loads them from reports and files."""
    if user.punya_peran(JenisPeran.PERENCANA, JenisPeran.ORGANISASI, pd_id=pd_id):
        return Izin.ya()
    return Izin.tidak("Dokumen perencanaan diubah oleh perencana atau Bagian Organisasi.")


def boleh_ubah_acuan(user: Pengguna, pd_id: int) -> Izin:
    """Published numbers are recorded by perencana and organisasi, and by a PD for itself."""
    if user.punya_peran(
        JenisPeran.PERENCANA, JenisPeran.ORGANISASI, JenisPeran.OPERATOR, pd_id=pd_id
    ):
        return Izin.ya()
    return Izin.tidak(
        "Data pembanding dicatat oleh operator perangkat daerah itu sendiri, perencana, "
        "atau Bagian Organisasi."
    )


def boleh_ubah_isi_rencana(user: Pengguna, dokumen: DokumenPerencanaan) -> Izin:
    """The tree of a version changes only while it is a draf."""
    izin = boleh_ubah_rencana(user, dokumen.perangkat_daerah_id)
    if izin and dokumen.status != StatusDokumen.DRAF:
        return Izin.tidak(
            f"{dokumen} sudah {dokumen.get_status_display().lower()}, jadi isinya tidak berubah "
            "lagi. Salin menjadi versi perubahan untuk mengubahnya."
        )
    return izin


def boleh_ubah_pohon(user: Pengguna, pohon: PohonKinerja) -> Izin:
    """A PD draws its own tree; those of the city and the thematic ones are the planner's."""
    pd_id = pohon.perangkat_daerah_id
    if user.punya_peran(JenisPeran.PERENCANA, JenisPeran.ORGANISASI, pd_id=pd_id):
        return Izin.ya()
    if pohon.jenis == JenisPohon.PD and user.punya_peran(JenisPeran.OPERATOR, pd_id=pd_id):
        return Izin.ya()
    if pohon.jenis == JenisPohon.PD:
        return Izin.tidak(
            "Pohon kinerja diubah oleh operator perangkat daerah itu, perencana, "
            "atau Bagian Organisasi."
        )
    return Izin.tidak(
        "Pohon kinerja kota dan tematik diubah oleh perencana atau Bagian Organisasi."
    )


def boleh_putus_crosscutting(user: Pengguna, tawaran: Crosscutting) -> Izin:
    """Only the PD that was asked accepts or declines, while the offer stands."""
    if not user.punya_peran(
        JenisPeran.OPERATOR, JenisPeran.KEPALA_PD, pd_id=tawaran.perangkat_daerah_id
    ):
        return Izin.tidak("Tawaran ini dijawab oleh perangkat daerah yang dituju.")
    if tawaran.status != StatusCrosscutting.DITAWARKAN:
        return Izin.tidak(f"Tawaran ini sudah {tawaran.get_status_display().lower()}.")
    return Izin.ya()


def boleh_susun_pk(user: Pengguna, pd_id: int) -> Izin:
    """A PD drafts its own agreements; Bagian Organisasi and perencana those of anybody."""
    if user.punya_peran(
        JenisPeran.OPERATOR,
        JenisPeran.KEPALA_PD,
        JenisPeran.PERENCANA,
        JenisPeran.ORGANISASI,
        pd_id=pd_id,
    ):
        return Izin.ya()
    return Izin.tidak(
        "Perjanjian Kinerja disusun oleh perangkat daerah itu, perencana, atau Bagian Organisasi."
    )


def boleh_ubah_pk(user: Pengguna, pk: PerjanjianKinerja) -> Izin:
    """A draf may be changed and thrown away; a signed one never."""
    izin = boleh_susun_pk(user, pk.perangkat_daerah_id)
    if izin and pk.status != StatusPK.DRAF:
        return Izin.tidak(
            f"{pk} sudah {pk.get_status_display().lower()}. Isinya tidak berubah lagi; "
            "buat Perjanjian Kinerja perubahan bila ada alasannya."
        )
    return izin


def boleh_tandatangani_pk(user: Pengguna, pk: PerjanjianKinerja) -> Izin:
    """The kepala PD signs, or records what was signed in the own PD; Bagian Organisasi records
    those of the city and of every PD."""
    if not user.punya_peran(
        JenisPeran.KEPALA_PD, JenisPeran.ORGANISASI, pd_id=pk.perangkat_daerah_id
    ):
        return Izin.tidak(
            "Penandatanganan dicatat oleh kepala perangkat daerah itu atau Bagian Organisasi."
        )
    if pk.status != StatusPK.DRAF:
        return Izin.tidak(f"{pk} sudah {pk.get_status_display().lower()}.")
    return Izin.ya()


def boleh_ubah_rencana_aksi(user: Pengguna, pd_id: int) -> Izin:
    """The PD plans its own quarters; perencana and Bagian Organisasi may help."""
    if user.punya_peran(
        JenisPeran.OPERATOR, JenisPeran.PERENCANA, JenisPeran.ORGANISASI, pd_id=pd_id
    ):
        return Izin.ya()
    return Izin.tidak("Rencana aksi diisi oleh operator perangkat daerah itu atau perencana.")


def boleh_usul_target(user: Pengguna, pd_id: int) -> Izin:
    """The PD that owns or enters the indicator asks."""
    if user.punya_peran(JenisPeran.OPERATOR, JenisPeran.KEPALA_PD, pd_id=pd_id):
        return Izin.ya()
    return Izin.tidak("Perubahan target diusulkan oleh perangkat daerah itu.")


def boleh_putus_usul(user: Pengguna, usul: UsulTarget) -> Izin:
    """Perencana decides, never on their own request."""
    if not user.punya_peran(JenisPeran.PERENCANA, pd_id=usul.perangkat_daerah_id):
        return Izin.tidak("Usul perubahan target diputus oleh perencana.")
    if usul.status != StatusUsul.DIAJUKAN:
        return Izin.tidak(f"Usul target ini sudah {usul.get_status_display().lower()}.")
    if usul.diajukan_oleh_id == user.pk:
        return Izin.tidak("Anda yang mengajukan usul ini, jadi orang lain yang memutusnya.")
    return Izin.ya()


def boleh_tarik_usul(user: Pengguna, usul: UsulTarget) -> Izin:
    """The PD that asked takes its request back while nobody decided."""
    izin = boleh_usul_target(user, usul.perangkat_daerah_id)
    if izin and usul.status != StatusUsul.DIAJUKAN:
        return Izin.tidak(f"Usul target ini sudah {usul.get_status_display().lower()}.")
    return izin


def boleh_cetak(user: Pengguna, objek: object) -> Izin:
    """Whoever reads a plan or a tree may have its paper made: it says what the page says."""
    return boleh_lihat_kinerja(user)


def boleh_cetak_pk(user: Pengguna, pk: PerjanjianKinerja) -> Izin:
    """A signed agreement is printed for any reader, a draf for those who work on it."""
    if pk.status == StatusPK.DRAF:
        return boleh_susun_pk(user, pk.perangkat_daerah_id)
    return boleh_lihat_kinerja(user)
