"""Who may act on plans and numbers, and why not. Pure judgement over loaded rows."""

from __future__ import annotations

import datetime

from dasar.izin import Izin
from dasar.tanggal import format_tanggal
from kinerja.models import (
    STATUS_DAPAT_DIISI,
    Crosscutting,
    DokumenPerencanaan,
    ImporLaporan,
    IsiIndikator,
    JendelaPeriode,
    JenisPohon,
    PerjanjianKinerja,
    PohonKinerja,
    Realisasi,
    StatusCrosscutting,
    StatusDokumen,
    StatusImpor,
    StatusPK,
    StatusRealisasi,
    StatusUsul,
    UsulTarget,
)
from opd.models import JenisPeran, Pengguna, PerangkatDaerah

_ALASAN_STATUS = {
    StatusRealisasi.DIAJUKAN: "Baris ini sudah diajukan dan menunggu keputusan kepala PD.",
    StatusRealisasi.DISETUJUI_PD: "Baris ini sudah disetujui kepala PD dan menunggu verifikasi.",
    StatusRealisasi.DIVERIFIKASI: "Baris ini sudah diverifikasi. Nilainya tidak berubah lagi.",
    StatusRealisasi.DIBEKUKAN: "Baris ini sudah dibekukan. Nilainya tidak berubah lagi.",
}


def boleh_lihat_kinerja(user: Pengguna) -> Izin:
    """Pages over plans and numbers need a PD, or a role over all PD; a row of its own says 404."""
    if user.melihat_semua_pd or user.pd_terlihat:
        return Izin.ya()
    if user.punya_peran(JenisPeran.ADMIN):
        return Izin.tidak("Admin mengelola pengguna dan peran, bukan rencana dan angka kinerja.")
    return Izin.tidak("Akun Anda belum diberi perangkat daerah. Minta admin memberi peran.")


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


def boleh_isi_periode(user: Pengguna, pd_id: int, jendela: JendelaPeriode) -> Izin:
    """Operators of the PD write while the quarter is open."""
    if not user.punya_peran(JenisPeran.OPERATOR, pd_id=pd_id):
        return Izin.tidak("Hanya operator perangkat daerah pengampu yang mengisi realisasi.")
    return jendela.terbuka


def boleh_muat_periode(user: Pengguna, pd_id: int, jendela: JendelaPeriode) -> Izin:
    """Loading a report file: operators as in the grid, organisasi for any quarter (old reports)."""
    if user.punya_peran(JenisPeran.ORGANISASI, pd_id=pd_id):
        return Izin.ya()
    return boleh_isi_periode(user, pd_id, jendela)


def boleh_isi_triwulan(isi: IsiIndikator | None, triwulan: int) -> Izin:
    """Whether the plan in force has this indicator at all, and measures it in this quarter."""
    if isi is None:
        return Izin.tidak("Indikator ini tidak ada di RKPD atau Renja yang berlaku.")
    if not isi.jatuh_tempo(triwulan):
        return Izin.tidak("Indikator ini tidak diukur pada triwulan ini.")
    return Izin.ya()


def boleh_ubah_baris(realisasi: Realisasi | None) -> Izin:
    """Whether the state of the row lets its numbers change (a missing row always does)."""
    if realisasi is None or realisasi.status in STATUS_DAPAT_DIISI:
        return Izin.ya()
    return Izin.tidak(_ALASAN_STATUS[StatusRealisasi(realisasi.status)])


def boleh_setujui(user: Pengguna, realisasi: Realisasi) -> Izin:
    """The kepala PD approves what was submitted, never what they submitted themselves."""
    if not user.punya_peran(JenisPeran.KEPALA_PD, pd_id=realisasi.indikator.pengampu_id):
        return Izin.tidak("Hanya kepala perangkat daerah pengampu yang menyetujui baris ini.")
    if realisasi.status != StatusRealisasi.DIAJUKAN:
        return Izin.tidak(_bukan_antrean(realisasi, "disetujui"))
    if user.pk in (realisasi.diajukan_oleh_id, realisasi.diisi_oleh_id):
        return Izin.tidak(
            "Anda yang mengisi atau mengajukan baris ini, jadi orang lain yang harus menyetujuinya."
        )
    return Izin.ya()


def boleh_verifikasi(user: Pengguna, realisasi: Realisasi) -> Izin:
    """Bagian Organisasi verifies what the PD approved, never what they entered themselves."""
    if not user.punya_peran(JenisPeran.ORGANISASI, pd_id=realisasi.indikator.pengampu_id):
        return Izin.tidak("Verifikasi dilakukan oleh Bagian Organisasi.")
    if realisasi.status != StatusRealisasi.DISETUJUI_PD:
        return Izin.tidak(_bukan_antrean(realisasi, "diverifikasi"))
    if user.pk in (realisasi.diajukan_oleh_id, realisasi.diisi_oleh_id):
        return Izin.tidak(
            "Anda yang mengisi baris ini, jadi orang lain yang harus memverifikasinya."
        )
    if user.pk == realisasi.disetujui_oleh_id:
        return Izin.tidak(
            "Anda yang menyetujui baris ini, jadi orang lain yang harus memverifikasinya."
        )
    return Izin.ya()


def boleh_kembalikan(user: Pengguna, realisasi: Realisasi) -> Izin:
    """Each reviewer returns from the own queue: kepala PD what is submitted, organisasi what is
    approved."""
    if realisasi.status == StatusRealisasi.DIAJUKAN:
        return boleh_setujui(user, realisasi)
    if realisasi.status == StatusRealisasi.DISETUJUI_PD:
        return boleh_verifikasi(user, realisasi)
    if not user.punya_peran(JenisPeran.ORGANISASI, JenisPeran.KEPALA_PD):
        return Izin.tidak("Baris dikembalikan oleh kepala PD atau Bagian Organisasi.")
    return Izin.tidak(_bukan_antrean(realisasi, "dikembalikan"))


def boleh_komentar(user: Pengguna, realisasi: Realisasi) -> Izin:
    """Those who enter and those who review talk about a value; readers only read."""
    if user.punya_peran(
        JenisPeran.OPERATOR, JenisPeran.KEPALA_PD, pd_id=realisasi.indikator.pengampu_id
    ) or user.punya_peran(JenisPeran.ORGANISASI, pd_id=realisasi.indikator.pengampu_id):
        return Izin.ya()
    return Izin.tidak("Komentar ditulis oleh perangkat daerah pengampu dan Bagian Organisasi.")


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


def _bukan_antrean(realisasi: Realisasi, tindakan: str) -> str:
    return (
        f"Baris ini tidak dapat {tindakan} sekarang: "
        f"statusnya {realisasi.get_status_display().lower()}."
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
