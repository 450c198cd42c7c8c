"""Who may act on evaluations and city values, and why not. Pure judgement over loaded rows."""

from __future__ import annotations

from collections.abc import Collection

from dasar.izin import Izin
from evaluasi.models import JenisLembar, LembarKerja, StatusLembar, TemplatLKE
from opd.models import JenisPeran, Pengguna

TIGA_TINGKAT = (JenisPeran.EVALUATOR, JenisPeran.KETUA_TIM, JenisPeran.PENANGGUNG_JAWAB)
_BUKAN_DRAF = {
    StatusLembar.DIKIRIM: "Penilaian mandiri ini sudah dikirim. Isinya tidak berubah lagi.",
    StatusLembar.DINILAI: "Lembar ini sudah selesai dinilai dan menunggu reviu ketua tim.",
    StatusLembar.DIREVIU: "Lembar ini sudah direviu dan menunggu penanggung jawab.",
    StatusLembar.FINAL: "Lembar ini sudah final. Isinya tidak berubah lagi.",
}


def boleh_lihat_evaluasi(user: Pengguna) -> Izin:
    """Evaluation pages need a PD, or a role over all PD; a sheet of its own says 404."""
    if user.melihat_semua_pd or user.pd_terlihat:
        return Izin.ya()
    if user.punya_peran(JenisPeran.ADMIN):
        return Izin.tidak("Admin mengelola pengguna dan peran, bukan nilai evaluasi.")
    return Izin.tidak("Akun Anda belum diberi perangkat daerah. Minta admin memberi peran.")


def boleh_lihat_kota(user: Pengguna) -> Izin:
    """City values and the dashboard of all PD."""
    if user.melihat_semua_pd:
        return Izin.ya()
    return Izin.tidak(
        "Halaman ini memuat nilai semua perangkat daerah. "
        "Pembacanya Bagian Organisasi, Inspektorat, perencana, dan pimpinan."
    )


def boleh_isi_lembar(user: Pengguna, lembar: LembarKerja) -> Izin:
    """mandiri: the PD's operator (for the city Bagian Organisasi). internal: evaluators."""
    izin = boleh_buat_lembar(user, lembar.jenis, lembar.perangkat_daerah_id, lembar.untuk_kota)
    if not izin:
        return izin
    if lembar.status != StatusLembar.DRAF:
        return Izin.tidak(_BUKAN_DRAF[StatusLembar(lembar.status)])
    return Izin.ya()


def boleh_buat_lembar(user: Pengguna, jenis: str, pd_id: int, untuk_kota: bool) -> Izin:
    """Whose sheet it is, whatever its state."""
    if jenis == JenisLembar.MANDIRI:
        peran = JenisPeran.ORGANISASI if untuk_kota else JenisPeran.OPERATOR
        if user.punya_peran(peran, pd_id=pd_id):
            return Izin.ya()
        return Izin.tidak(
            "Penilaian mandiri kota diisi oleh Bagian Organisasi."
            if untuk_kota
            else "Penilaian mandiri diisi oleh operator perangkat daerah itu sendiri."
        )
    if jenis == JenisLembar.INTERNAL:
        if user.punya_peran(*TIGA_TINGKAT, pd_id=pd_id):
            return Izin.ya()
        return Izin.tidak("Evaluasi internal diisi oleh evaluator Inspektorat.")
    if user.punya_peran(JenisPeran.ORGANISASI, pd_id=pd_id):
        return Izin.ya()
    return Izin.tidak("Nilai dari kementerian direkam oleh Bagian Organisasi.")


def boleh_kirim_lembar(user: Pengguna, lembar: LembarKerja) -> Izin:
    """Finish a draft: mandiri is sent, internal is judged."""
    return boleh_isi_lembar(user, lembar)


def boleh_reviu_lembar(user: Pengguna, lembar: LembarKerja, pengisi: Collection[int]) -> Izin:
    """The team leader reviews what evaluators judged, never the own judgement.

    `pengisi`: ids of those whose answers stand on the sheet, whoever sent it.
    """
    return _boleh_tingkat(
        user,
        lembar,
        pengisi,
        JenisPeran.KETUA_TIM,
        StatusLembar.DINILAI,
        "direviu",
        "ketua tim evaluasi",
    )


def boleh_finalkan_lembar(user: Pengguna, lembar: LembarKerja, pengisi: Collection[int]) -> Izin:
    """The responsible officer closes what the team leader reviewed; `pengisi` as above."""
    return _boleh_tingkat(
        user,
        lembar,
        pengisi,
        JenisPeran.PENANGGUNG_JAWAB,
        StatusLembar.DIREVIU,
        "difinalkan",
        "penanggung jawab evaluasi",
    )


def boleh_kembalikan_lembar(user: Pengguna, lembar: LembarKerja, pengisi: Collection[int]) -> Izin:
    """The tier at which an internal sheet waits may send it back to its evaluator."""
    if lembar.status == StatusLembar.DINILAI:
        return boleh_reviu_lembar(user, lembar, pengisi)
    if lembar.status == StatusLembar.DIREVIU:
        return boleh_finalkan_lembar(user, lembar, pengisi)
    return Izin.tidak("Hanya lembar yang menunggu reviu atau penetapan yang dapat dikembalikan.")


def boleh_buka_lembar(user: Pengguna, lembar: LembarKerja, internal: str = "") -> Izin:
    """Back to draf before the next tier decided: Bagian Organisasi reopens a sent
    self-assessment, an evaluator takes back an internal sheet that nobody has reviewed.

    `internal`: the state of the sheet that judges this self-assessment, "" without one.
    """
    if lembar.jenis == JenisLembar.INTERNAL and lembar.status == StatusLembar.DINILAI:
        return boleh_buat_lembar(user, lembar.jenis, lembar.perangkat_daerah_id, lembar.untuk_kota)
    if lembar.jenis == JenisLembar.MANDIRI and lembar.status == StatusLembar.DIKIRIM:
        if not user.punya_peran(JenisPeran.ORGANISASI, pd_id=lembar.perangkat_daerah_id):
            return Izin.tidak("Penilaian mandiri dibuka kembali oleh Bagian Organisasi.")
        if internal in (StatusLembar.DIREVIU, StatusLembar.FINAL):
            return Izin.tidak(
                "Evaluasi internal yang memakai penilaian mandiri ini sudah direviu, "
                "jadi isinya tidak berubah lagi."
            )
        return Izin.ya()
    return Izin.tidak(
        "Hanya penilaian mandiri yang sudah dikirim, atau lembar internal yang belum direviu, "
        "yang dapat dibuka kembali."
    )


def boleh_rekam_kementerian(user: Pengguna) -> Izin:
    """Bagian Organisasi records what the ministry gave."""
    if user.punya_peran(JenisPeran.ORGANISASI):
        return Izin.ya()
    return Izin.tidak("Nilai dari kementerian direkam oleh Bagian Organisasi.")


def boleh_atur_templat(user: Pengguna) -> Izin:
    """Templates are kept by the Inspektorat's responsible officer and by Bagian Organisasi."""
    if user.punya_peran(JenisPeran.ORGANISASI, JenisPeran.PENANGGUNG_JAWAB):
        return Izin.ya()
    return Izin.tidak("Templat LKE diatur oleh Bagian Organisasi atau penanggung jawab evaluasi.")


def boleh_ubah_templat(user: Pengguna, templat: TemplatLKE, jumlah_lembar: int) -> Izin:
    """Weights move only while no worksheet stands on them."""
    izin = boleh_atur_templat(user)
    if not izin:
        return izin
    if jumlah_lembar:
        return Izin.tidak(
            f"Templat {templat.tahun_evaluasi} sudah dipakai {jumlah_lembar} lembar kerja, "
            "jadi bobotnya tidak berubah lagi. Buat templat untuk tahun berikutnya."
        )
    return Izin.ya()


def boleh_hitung_kota(user: Pengguna) -> Izin:
    """Bagian Organisasi starts the computation of the city's values."""
    if user.punya_peran(JenisPeran.ORGANISASI):
        return Izin.ya()
    return Izin.tidak("Nilai kota dihitung oleh Bagian Organisasi.")


def _boleh_tingkat(
    user: Pengguna,
    lembar: LembarKerja,
    pengisi: Collection[int],
    peran: str,
    status: str,
    kata: str,
    siapa: str,
) -> Izin:
    if not user.punya_peran(peran, pd_id=lembar.perangkat_daerah_id):
        return Izin.tidak(f"Lembar ini {kata} oleh {siapa}.")
    if lembar.jenis != JenisLembar.INTERNAL or lembar.status != status:
        return Izin.tidak(
            f"Lembar ini tidak dapat {kata} sekarang: "
            f"statusnya {lembar.get_status_display().lower()}."
        )
    if user.pk in (lembar.dinilai_oleh_id, lembar.direviu_oleh_id):
        return Izin.tidak(
            "Anda yang menilai atau mereviu lembar ini, jadi orang lain yang harus memutuskannya."
        )
    if user.pk in pengisi:
        return Izin.tidak(
            "Anda ikut mengisi jawaban lembar ini, jadi orang lain yang harus memutuskannya."
        )
    return Izin.ya()
