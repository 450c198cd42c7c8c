"""The states of a value: every allowed step, and every step that is refused."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit, Notifikasi
from kinerja.models import (
    Frekuensi,
    JenisKomentar,
    Komentar,
    Perpanjangan,
    Realisasi,
    StatusRealisasi,
)
from kinerja.services import alur
from kinerja.services.alur import (
    ajukan_triwulan,
    alamat_baris,
    kembalikan_realisasi,
    setujui_realisasi,
    tulis_komentar,
    verifikasi_realisasi,
)
from kinerja.services.alur_massal import setujui_triwulan
from kinerja.services.realisasi import IsiSel, simpan_sel
from opd.models import JenisPeran, PerangkatDaerah
from tests.factories import TAHUN, KotaFactory, PenggunaFactory, PeranFactory, TargetFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
S = StatusRealisasi


def _kembalikan(*, realisasi_id, oleh):
    return kembalikan_realisasi(realisasi_id=realisasi_id, teks="Bukti tidak cocok.", oleh=oleh)


# (service, who presses, state before -> state after); every other state is refused.
LANGKAH = {
    "setujui": (setujui_realisasi, "kepala", {S.DIAJUKAN: S.DISETUJUI_PD}),
    "verifikasi": (verifikasi_realisasi, "organisasi", {S.DISETUJUI_PD: S.DIVERIFIKASI}),
    "kembalikan oleh kepala": (_kembalikan, "kepala", {S.DIAJUKAN: S.DIKEMBALIKAN}),
    "kembalikan oleh organisasi": (_kembalikan, "organisasi", {S.DISETUJUI_PD: S.DIKEMBALIKAN}),
}
PELAKU = ("operator", "kepala", "organisasi", "perencana", "evaluator", "pimpinan")


def _ajukan(p, oleh=None, pd=None):
    return ajukan_triwulan(
        perangkat_daerah_id=(pd or p.pd).pk, tahun=TAHUN, triwulan=TW, oleh=oleh or p.operator
    )


def _setujui(p, oleh=None):
    return setujui_triwulan(
        perangkat_daerah_id=p.pd.pk, tahun=TAHUN, triwulan=TW, oleh=oleh or p.kepala
    )


def _tak_berubah(baris, status):
    baris.refresh_from_db()
    return (
        baris.status == status
        and not JejakAudit.objects.exists()
        and not Komentar.objects.exists()
        and not Notifikasi.objects.exists()
    )


# One row


@pytest.mark.parametrize("status", S.values)
@pytest.mark.parametrize("nama", LANGKAH)
def test_each_step_from_each_state(p, nama, status):
    layanan, pelaku, jalan = LANGKAH[nama]
    baris = p.baris(status)

    if status not in jalan:
        with pytest.raises(TidakBoleh) as galat:
            layanan(realisasi_id=baris.pk, oleh=getattr(p, pelaku))
        assert str(galat.value).endswith(".")
        assert _tak_berubah(baris, status)
        return

    layanan(realisasi_id=baris.pk, oleh=getattr(p, pelaku))

    baris.refresh_from_db()
    assert baris.status == jalan[status]
    jejak: Any = JejakAudit.objects.get()
    assert jejak.aksi == f"realisasi.{jalan[status].value}"
    assert jejak.oleh == getattr(p, pelaku)
    assert jejak.sebelum == {"status": status}
    assert jejak.sesudah["status"] == jalan[status]


@pytest.mark.parametrize("pelaku", PELAKU)
@pytest.mark.parametrize("nama", LANGKAH)
def test_each_step_by_each_role_that_sees_the_row(p, nama, pelaku):
    layanan, berhak, jalan = LANGKAH[nama]
    status = next(iter(jalan))
    baris = p.baris(status)

    if pelaku == berhak:
        assert layanan(realisasi_id=baris.pk, oleh=getattr(p, pelaku)).status == jalan[status]
    else:
        with pytest.raises(TidakBoleh):
            layanan(realisasi_id=baris.pk, oleh=getattr(p, pelaku))
        assert _tak_berubah(baris, status)


@pytest.mark.parametrize("nama", LANGKAH)
def test_a_row_of_another_pd_does_not_exist(p, nama):
    layanan, _, jalan = LANGKAH[nama]
    baris = p.baris(next(iter(jalan)))
    kepala_lain = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=p.lain)

    for orang in (p.operator_lain, kepala_lain, p.admin, p.tanpa_peran):
        with pytest.raises(Realisasi.DoesNotExist):
            layanan(realisasi_id=baris.pk, oleh=orang)
    assert _tak_berubah(baris, next(iter(jalan)))


def test_refusals_say_the_state_in_words(p):
    draf, diajukan = p.baris(S.DRAF), p.baris(S.DIAJUKAN)

    with pytest.raises(TidakBoleh, match="tidak dapat disetujui sekarang: statusnya draf"):
        setujui_realisasi(realisasi_id=draf.pk, oleh=p.kepala)
    with pytest.raises(TidakBoleh, match="tidak dapat diverifikasi sekarang: statusnya diajukan"):
        verifikasi_realisasi(realisasi_id=diajukan.pk, oleh=p.organisasi)
    with pytest.raises(TidakBoleh, match="tidak dapat dikembalikan sekarang: statusnya draf"):
        _kembalikan(realisasi_id=draf.pk, oleh=p.organisasi)
    with pytest.raises(TidakBoleh, match="oleh kepala PD atau Bagian Organisasi"):
        _kembalikan(realisasi_id=draf.pk, oleh=p.operator)


def test_kepala_does_not_approve_what_they_submitted(p):
    PeranFactory(pengguna=p.operator, peran=JenisPeran.KEPALA_PD, perangkat_daerah=p.pd)
    baris = p.baris(S.DIAJUKAN)

    for layanan in (setujui_realisasi, _kembalikan):
        with pytest.raises(TidakBoleh, match="Anda yang mengisi atau mengajukan"):
            layanan(realisasi_id=baris.pk, oleh=p.operator)
    with pytest.raises(TidakBoleh, match="Anda yang mengisi atau mengajukan"):
        _setujui(p, oleh=p.operator)
    assert _tak_berubah(baris, S.DIAJUKAN)


@pytest.mark.parametrize("medan", ["diisi_oleh", "diajukan_oleh"])
def test_verifier_is_neither_who_entered_nor_who_submitted(p, medan):
    baris = p.baris(S.DISETUJUI_PD, **{medan: p.organisasi})

    for layanan in (verifikasi_realisasi, _kembalikan):
        with pytest.raises(TidakBoleh, match="Anda yang mengisi baris ini"):
            layanan(realisasi_id=baris.pk, oleh=p.organisasi)
    assert _tak_berubah(baris, S.DISETUJUI_PD)
    rekan = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    assert verifikasi_realisasi(realisasi_id=baris.pk, oleh=rekan).status == S.DIVERIFIKASI


def test_database_itself_wants_two_people(p):
    baris = p.baris(S.DIVERIFIKASI)

    with pytest.raises(IntegrityError), transaction.atomic():
        Realisasi.objects.filter(pk=baris.pk).update(diverifikasi_oleh=p.operator)


@pytest.mark.parametrize("status", [s for s in S.values if s not in ("draf", "dikembalikan")])
def test_database_refuses_an_empty_row_outside_the_operators_hands(p, status):
    baris = p.baris(S.DRAF, nilai=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        Realisasi.objects.filter(pk=baris.pk).update(status=status)


def test_organisasi_role_of_one_pd_verifies_only_there(p):
    orang = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=p.pd)
    PeranFactory(pengguna=orang, peran=JenisPeran.ORGANISASI, perangkat_daerah=p.lain)
    baris = p.baris(S.DISETUJUI_PD)

    with pytest.raises(TidakBoleh, match="oleh Bagian Organisasi"):
        verifikasi_realisasi(realisasi_id=baris.pk, oleh=orang)


def test_failing_audit_undoes_the_step(p, monkeypatch):
    baris = p.baris(S.DISETUJUI_PD)

    def gagal(*_a, **_k):
        raise RuntimeError("disk")

    monkeypatch.setattr(alur, "catat_audit", gagal)
    for layanan in (verifikasi_realisasi, _kembalikan):
        with pytest.raises(RuntimeError, match="disk"):
            layanan(realisasi_id=baris.pk, oleh=p.organisasi)
    assert _tak_berubah(baris, S.DISETUJUI_PD)


# Returning


def test_return_keeps_the_reason_and_tells_who_submitted_once(p):
    baris = p.baris(S.DISETUJUI_PD)

    kembalikan_realisasi(realisasi_id=baris.pk, teks="  Satuan keliru. ", oleh=p.organisasi)

    baris.refresh_from_db()
    assert (baris.dikembalikan_oleh, baris.nilai) == (p.organisasi, Decimal(90))
    komentar = Komentar.objects.get()
    assert (komentar.teks, komentar.jenis, komentar.oleh) == (
        "Satuan keliru.",
        JenisKomentar.PENGEMBALIAN,
        p.organisasi,
    )
    kabar = Notifikasi.objects.get()
    assert kabar.penerima == p.operator
    assert kabar.judul == f"Dikembalikan: {baris.indikator.isi.get().nama}"
    assert (kabar.teks, kabar.tautan) == ("Satuan keliru.", alamat_baris(baris))
    assert f"baris={baris.indikator_id}" in kabar.tautan


@pytest.mark.parametrize("teks", ["", "   "])
def test_return_without_a_reason_changes_nothing(p, teks):
    baris = p.baris(S.DISETUJUI_PD)

    with pytest.raises(ValidationError):
        kembalikan_realisasi(realisasi_id=baris.pk, teks=teks, oleh=p.organisasi)

    assert _tak_berubah(baris, S.DISETUJUI_PD)


def test_returned_mended_and_submitted_again_reaches_the_end(p):
    baris = p.baris(S.DISETUJUI_PD)
    isi = baris.indikator.isi.get()
    _kembalikan(realisasi_id=baris.pk, oleh=p.organisasi)

    with pytest.raises(TidakBoleh, match="Perbaiki atau jawab 1 baris yang dikembalikan"):
        _ajukan(p)
    simpan_sel(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi=IsiSel(Decimal(88)),
        oleh=p.operator,
    )
    assert _ajukan(p).jumlah == 1
    baris.refresh_from_db()
    assert (baris.status, baris.disetujui_oleh, baris.nilai) == (S.DIAJUKAN, None, 88)
    setujui_realisasi(realisasi_id=baris.pk, oleh=p.kepala)
    assert verifikasi_realisasi(realisasi_id=baris.pk, oleh=p.organisasi).status == S.DIVERIFIKASI
    assert [j.aksi for j in JejakAudit.objects.order_by("pk")] == [
        "realisasi.dikembalikan",
        "realisasi.disimpan",
        "realisasi.diajukan",
        "realisasi.disetujui_pd",
        "realisasi.diverifikasi",
    ]


def test_an_answer_is_enough_to_submit_a_returned_row_again_but_not_the_reviewers_own(p):
    baris = p.baris(S.DISETUJUI_PD)
    _kembalikan(realisasi_id=baris.pk, oleh=p.organisasi)
    tulis_komentar(realisasi_id=baris.pk, teks="Tolong segera.", oleh=p.organisasi)

    with pytest.raises(TidakBoleh, match="jawab 1 baris"):
        _ajukan(p)
    tulis_komentar(realisasi_id=baris.pk, teks="Nilainya memang demikian.", oleh=p.operator)

    assert _ajukan(p).jumlah == 1


def test_a_row_returned_again_wants_another_answer(p):
    baris = p.baris(S.DISETUJUI_PD)
    _kembalikan(realisasi_id=baris.pk, oleh=p.organisasi)
    tulis_komentar(realisasi_id=baris.pk, teks="Sudah benar.", oleh=p.operator)
    _ajukan(p)
    _kembalikan(realisasi_id=baris.pk, oleh=p.kepala)

    with pytest.raises(TidakBoleh, match="jawab 1 baris"):
        _ajukan(p)


# The whole quarter


@pytest.mark.parametrize("status", S.values)
def test_submitting_moves_what_is_in_the_operators_hands_and_nothing_else(p, status):
    baris = p.baris(status)
    if status == S.DIKEMBALIKAN:
        tulis_komentar(realisasi_id=baris.pk, teks="Sudah benar.", oleh=p.operator)
    sebelum = JejakAudit.objects.count()

    if status in (S.DRAF, S.DIKEMBALIKAN):
        assert _ajukan(p).jumlah == 1
        baris.refresh_from_db()
        assert (baris.status, baris.diajukan_oleh) == (S.DIAJUKAN, p.operator)
        jejak: Any = JejakAudit.objects.first()
        assert (jejak.aksi, jejak.sebelum, jejak.sesudah) == (
            "realisasi.diajukan",
            {"status": status},
            {"status": "diajukan"},
        )
    else:
        with pytest.raises(TidakBoleh, match="Triwulan IV 2024 sudah diajukan"):
            _ajukan(p)
        baris.refresh_from_db()
        assert baris.status == status
        assert JejakAudit.objects.count() == sebelum
        assert not Notifikasi.objects.exists()


def test_an_incomplete_quarter_is_refused_with_the_number_of_empty_cells(p):
    baris = p.baris(S.DRAF)
    p.isi()
    p.baris(S.DRAF, nilai=None, analisis="Hanya teks")

    with pytest.raises(TidakBoleh) as galat:
        _ajukan(p)

    assert str(galat.value) == (
        "Belum bisa diajukan. Selesaikan 2 sel yang kosong, "
        "atau beri alasan bila datanya memang belum ada."
    )
    assert _tak_berubah(baris, S.DRAF)


def test_a_reason_counts_as_an_answer_and_a_cell_not_due_is_not_missing(p):
    p.baris(S.DRAF, nilai=None, alasan_kosong="belum_rilis")
    assert _ajukan(p).jumlah == 1
    p.jadwal.triwulan = 3
    p.jadwal.save()
    p.isi(frekuensi=Frekuensi.TAHUN)
    p.isi(frekuensi=Frekuensi.SEMESTER)
    p.baris(S.DRAF, triwulan=3)
    p.baris(S.DRAF, triwulan=3, isi=Realisasi.objects.get(triwulan=4).indikator.isi.get())

    hasil = ajukan_triwulan(perangkat_daerah_id=p.pd.pk, tahun=TAHUN, triwulan=3, oleh=p.operator)
    assert hasil.jumlah == 2


def test_a_quarter_without_indicators_says_so(p):
    with pytest.raises(TidakBoleh, match="Belum ada indikator untuk triwulan ini"):
        _ajukan(p)


def test_submitting_takes_the_city_indicator_along_and_leaves_other_pd_alone(p):
    kota = TargetFactory(pd=KotaFactory(), pengampu=p.pd).indikator.isi.get()
    baris_kota, lain = p.baris(isi=kota), p.baris(isi=TargetFactory(pd=p.lain).indikator.isi.get())
    p.baris()

    assert _ajukan(p).jumlah == 2

    baris_kota.refresh_from_db()
    lain.refresh_from_db()
    assert (baris_kota.status, lain.status) == (S.DIAJUKAN, S.DRAF)


def test_only_the_operator_submits_and_only_the_own_pd(p):
    p.baris()

    for orang in (p.kepala, p.organisasi, p.perencana, p.evaluator, p.pimpinan):
        with pytest.raises(TidakBoleh, match="Hanya operator"):
            _ajukan(p, oleh=orang)
    for orang in (p.operator_lain, p.admin, p.tanpa_peran):
        with pytest.raises(PerangkatDaerah.DoesNotExist):
            _ajukan(p, oleh=orang)


def test_submitting_waits_for_the_window(p):
    p.baris()
    p.tutup()

    with pytest.raises(TidakBoleh, match="sudah ditutup"):
        _ajukan(p)
    Perpanjangan.objects.create(
        perangkat_daerah=p.pd,
        jadwal=p.jadwal,
        sampai=timezone.now() + datetime.timedelta(hours=1),
        alasan="Data terlambat",
        oleh=p.organisasi,
    )
    assert _ajukan(p).jumlah == 1


def test_submission_tells_each_kepala_of_the_pd_once(p):
    PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=p.lain)
    plt = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=p.pd)
    PeranFactory(pengguna=plt, peran=JenisPeran.KEPALA_PD, perangkat_daerah=p.lain)
    keluar = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=p.pd, is_active=False)
    lalu = PenggunaFactory()
    PeranFactory(
        pengguna=lalu,
        peran=JenisPeran.KEPALA_PD,
        perangkat_daerah=p.pd,
        sampai=timezone.localdate() - datetime.timedelta(days=1),
    )
    for _ in range(3):
        p.baris()

    _ajukan(p)

    assert sorted(n.penerima_id for n in Notifikasi.objects.all()) == [p.kepala.pk, plt.pk]
    kabar = Notifikasi.objects.get(penerima=p.kepala)
    assert kabar.judul == "Dinas Kesehatan mengajukan realisasi Triwulan IV 2024"
    assert kabar.teks == "3 baris menunggu keputusan Anda."
    assert f"/kinerja/persetujuan/?pd={p.pd.pk}&tahun=2024&triwulan=4" in kabar.tautan
    assert not Notifikasi.objects.filter(penerima=keluar).exists()


def test_without_approval_of_the_kepala_rows_go_straight_to_organisasi(p, settings):
    settings.PERSETUJUAN_KEPALA_PD = False
    baris = p.baris()

    assert _ajukan(p).jumlah == 1

    baris.refresh_from_db()
    assert (baris.status, baris.disetujui_oleh) == (S.DISETUJUI_PD, None)
    assert JejakAudit.objects.get().sesudah == {"status": "disetujui_pd"}
    kabar = Notifikasi.objects.get()
    assert kabar.penerima == p.organisasi
    assert "/kinerja/verifikasi/" in kabar.tautan
    with pytest.raises(TidakBoleh, match="sudah diajukan"):
        _ajukan(p)
    assert verifikasi_realisasi(realisasi_id=baris.pk, oleh=p.organisasi).status == S.DIVERIFIKASI


def test_kepala_approves_all_that_waits_and_organisasi_is_told_once(p):
    menunggu = [p.baris(S.DIAJUKAN) for _ in range(3)]
    draf = p.baris(S.DRAF)

    assert _setujui(p).jumlah == 3

    for baris in menunggu:
        baris.refresh_from_db()
        assert (baris.status, baris.disetujui_oleh) == (S.DISETUJUI_PD, p.kepala)
    draf.refresh_from_db()
    assert draf.status == S.DRAF
    assert JejakAudit.objects.filter(aksi="realisasi.disetujui_pd").count() == 3
    assert [n.penerima for n in Notifikasi.objects.all()] == [p.organisasi]
    with pytest.raises(TidakBoleh, match="Tidak ada baris yang menunggu"):
        _setujui(p)


def test_one_own_row_among_many_stays_behind(p):
    lain = p.baris(S.DIAJUKAN)
    sendiri = p.baris(S.DIAJUKAN, diajukan_oleh=p.kepala)

    assert _setujui(p).jumlah == 1

    lain.refresh_from_db()
    assert lain.status == S.DISETUJUI_PD
    sendiri.refresh_from_db()
    assert sendiri.status == S.DIAJUKAN


@pytest.mark.parametrize("ada", [True, False])
def test_others_do_not_approve_a_quarter_whether_something_waits_or_not(p, ada):
    if ada:
        p.baris(S.DIAJUKAN)

    for orang in (p.operator, p.organisasi, p.evaluator, p.pimpinan, p.perencana):
        with pytest.raises(TidakBoleh, match="Hanya kepala perangkat daerah"):
            _setujui(p, oleh=orang)
    for orang in (p.operator_lain, p.admin, p.tanpa_peran):
        with pytest.raises(PerangkatDaerah.DoesNotExist):
            _setujui(p, oleh=orang)


def test_a_plt_approves_in_both_pd(p):
    plt = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=p.pd)
    PeranFactory(pengguna=plt, peran=JenisPeran.KEPALA_PD, perangkat_daerah=p.lain)
    p.baris(S.DIAJUKAN)
    p.baris(S.DIAJUKAN, isi=TargetFactory(pd=p.lain).indikator.isi.get())

    for pd in (p.pd, p.lain):
        hasil = setujui_triwulan(perangkat_daerah_id=pd.pk, tahun=TAHUN, triwulan=TW, oleh=plt)
        assert hasil.jumlah == 1


@pytest.mark.parametrize("layanan", ["_ajukan", "_setujui"])
def test_failing_audit_undoes_the_quarter(p, monkeypatch, layanan):
    status = S.DRAF if layanan == "_ajukan" else S.DIAJUKAN
    for _ in range(2):
        p.baris(status)

    def gagal(*_a, **_k):
        raise RuntimeError("disk")

    monkeypatch.setattr(alur, "catat_audit_massal", gagal)
    with pytest.raises(RuntimeError, match="disk"):
        {"_ajukan": _ajukan, "_setujui": _setujui}[layanan](p)

    assert Realisasi.objects.filter(status=status).count() == 2
    assert not Notifikasi.objects.exists()


# Comments


def test_those_who_enter_and_review_comment_readers_do_not(p):
    baris = p.baris()

    for orang in (p.operator, p.kepala, p.organisasi):
        komentar = tulis_komentar(realisasi_id=baris.pk, teks=" Baik. ", oleh=orang)
        assert (komentar.teks, komentar.peran) == ("Baik.", orang.peran_utama)
    for orang in (p.evaluator, p.pimpinan, p.perencana):
        with pytest.raises(TidakBoleh, match="Komentar ditulis oleh"):
            tulis_komentar(realisasi_id=baris.pk, teks="Baik.", oleh=orang)
    with pytest.raises(Realisasi.DoesNotExist):
        tulis_komentar(realisasi_id=baris.pk, teks="Baik.", oleh=p.operator_lain)
    with pytest.raises(ValidationError):
        tulis_komentar(realisasi_id=baris.pk, teks="  ", oleh=p.operator)
    assert Komentar.objects.count() == JejakAudit.objects.count() == 3
