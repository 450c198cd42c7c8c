"""Who may fill in, submit, decide on and talk about measured values, and why not."""

from __future__ import annotations

from dasar.izin import Izin
from kinerja.models import (
    STATUS_DAPAT_DIISI,
    IsiIndikator,
    JendelaPeriode,
    Realisasi,
    StatusRealisasi,
)
from opd.models import JenisPeran, Pengguna

_ALASAN_STATUS = {
    StatusRealisasi.DIAJUKAN: "Baris ini sudah diajukan dan menunggu keputusan kepala PD.",
    StatusRealisasi.DISETUJUI_PD: "Baris ini sudah disetujui kepala PD dan menunggu verifikasi.",
    StatusRealisasi.DIVERIFIKASI: "Baris ini sudah diverifikasi. Nilainya hanya "
    "berubah bila Bagian Organisasi mengembalikannya.",
    StatusRealisasi.DIBEKUKAN: "Baris ini sudah dibekukan. Nilainya tidak berubah lagi.",
}


def boleh_isi_periode(user: Pengguna, pd_id: int, jendela: JendelaPeriode) -> Izin:
    """Operators of the PD write while the quarter is open."""
    if not user.punya_peran(JenisPeran.OPERATOR, pd_id=pd_id):
        return Izin.tidak("Hanya operator perangkat daerah pengampu yang mengisi realisasi.")
    return jendela.terbuka


def boleh_muat_periode(user: Pengguna, pd_id: int, jendela: JendelaPeriode) -> Izin:
    """Loading a report file: operators as in the grid, organisasi for any quarter (old reports)."""
    if user.punya_peran(JenisPeran.ORGANISASI, pd_id=pd_id):
        return jendela.tidak_beku
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


def boleh_jelaskan(user: Pengguna, realisasi: Realisasi, jendela: JendelaPeriode) -> Izin:
    """The operator answers a flag while the row is in their hands."""
    return boleh_isi_periode(user, realisasi.indikator.pengampu_id, jendela) and boleh_ubah_baris(
        realisasi
    )


def boleh_setujui(user: Pengguna, realisasi: Realisasi, jendela: JendelaPeriode) -> Izin:
    """The kepala PD approves what was submitted, never what they submitted themselves."""
    if not user.punya_peran(JenisPeran.KEPALA_PD, pd_id=realisasi.indikator.pengampu_id):
        return Izin.tidak("Hanya kepala perangkat daerah pengampu yang menyetujui baris ini.")
    if realisasi.status != StatusRealisasi.DIAJUKAN:
        return Izin.tidak(_bukan_antrean(realisasi, "disetujui"))
    if user.pk in (realisasi.diajukan_oleh_id, realisasi.diisi_oleh_id):
        return Izin.tidak(
            "Anda yang mengisi atau mengajukan baris ini, jadi orang lain yang harus menyetujuinya."
        )
    return jendela.persetujuan


def boleh_verifikasi(user: Pengguna, realisasi: Realisasi, jendela: JendelaPeriode) -> Izin:
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
    return jendela.verifikasi


def boleh_kembalikan(user: Pengguna, realisasi: Realisasi, jendela: JendelaPeriode) -> Izin:
    """Each reviewer returns from the own queue: kepala PD what is submitted, organisasi what is
    approved, and what was verified as long as the quarter is not frozen."""
    if realisasi.status == StatusRealisasi.DIAJUKAN:
        return boleh_setujui(user, realisasi, jendela)
    if realisasi.status == StatusRealisasi.DISETUJUI_PD:
        return boleh_verifikasi(user, realisasi, jendela)
    if realisasi.status == StatusRealisasi.DIVERIFIKASI and user.punya_peran(
        JenisPeran.ORGANISASI, pd_id=realisasi.indikator.pengampu_id
    ):
        return jendela.tidak_beku
    if not user.punya_peran(JenisPeran.ORGANISASI, JenisPeran.KEPALA_PD):
        return Izin.tidak("Baris dikembalikan oleh kepala PD atau Bagian Organisasi.")
    if not jendela.tidak_beku:
        return jendela.tidak_beku
    return Izin.tidak(_bukan_antrean(realisasi, "dikembalikan"))


def boleh_komentar(user: Pengguna, realisasi: Realisasi, jendela: JendelaPeriode) -> Izin:
    """Those who enter and those who review talk about a value until it is frozen; readers only
    read."""
    if user.punya_peran(
        JenisPeran.OPERATOR, JenisPeran.KEPALA_PD, pd_id=realisasi.indikator.pengampu_id
    ) or user.punya_peran(JenisPeran.ORGANISASI, pd_id=realisasi.indikator.pengampu_id):
        return jendela.tidak_beku
    return Izin.tidak("Komentar ditulis oleh perangkat daerah pengampu dan Bagian Organisasi.")


def _bukan_antrean(realisasi: Realisasi, tindakan: str) -> str:
    return (
        f"Baris ini tidak dapat {tindakan} sekarang: "
        f"statusnya {realisasi.get_status_display().lower()}."
    )
