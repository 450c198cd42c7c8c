"""Many rows at once: flagged and own rows stay behind, and a part of a quarter goes alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit, Notifikasi
from kinerja.models import Komentar, Realisasi, StatusRealisasi, Target
from kinerja.selectors.kelengkapan import periksa_kelengkapan
from kinerja.services.alur import NilaiBerubah, ajukan_triwulan, kembalikan_realisasi
from kinerja.services.alur_massal import (
    kembalikan_banyak,
    pilah_antrean,
    setujui_triwulan,
    verifikasi_sekaligus,
)
from kinerja.services.realisasi import IsiSel, simpan_sel
from opd.models import JenisPeran
from tests.factories import TAHUN, PenggunaFactory, TargetFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
S = StatusRealisasi
PERIODE: dict[str, Any] = {"tahun": TAHUN, "triwulan": TW}


def _janggal(p, status, **medan):
    """Capaian 151 %."""
    return p.baris(status, nilai=Decimal(151), **medan)


def _status(*baris):
    return [Realisasi.objects.get(pk=b.pk).status for b in baris]


def _verifikasi(p, oleh=None, **lain):
    return verifikasi_sekaligus(**PERIODE, oleh=oleh or p.organisasi, **lain)


def test_flagged_rows_stay_behind_unless_ticked(p):
    biasa, satu, dua = p.baris(S.DIAJUKAN), _janggal(p, S.DIAJUKAN), _janggal(p, S.DIAJUKAN)
    kunci = {"perangkat_daerah_id": p.pd.pk, **PERIODE, "oleh": p.kepala}

    assert setujui_triwulan(**kunci, ikut=[dua.pk]).jumlah == 2

    assert _status(biasa, satu, dua) == [S.DISETUJUI_PD, S.DIAJUKAN, S.DISETUJUI_PD]
    with pytest.raises(TidakBoleh, match="1 baris yang menunggu semuanya ditandai janggal"):
        setujui_triwulan(**kunci)


def test_all_pd_are_verified_at_once_and_each_row_has_four_eyes(p):
    biasa, janggal = p.baris(S.DISETUJUI_PD), _janggal(p, S.DISETUJUI_PD)
    lain = p.baris(S.DISETUJUI_PD, isi=TargetFactory(pd=p.lain).indikator.isi.get())
    sendiri = p.baris(S.DISETUJUI_PD, diisi_oleh=p.organisasi)

    assert _verifikasi(p).jumlah == 2

    assert _status(biasa, janggal, lain, sendiri) == [
        S.DIVERIFIKASI,
        S.DISETUJUI_PD,
        S.DIVERIFIKASI,
        S.DISETUJUI_PD,
    ]
    assert JejakAudit.objects.filter(aksi="realisasi.diverifikasi").count() == 2
    assert Realisasi.objects.get(pk=lain.pk).diverifikasi_oleh == p.organisasi


def test_one_pd_is_verified_alone(p):
    biasa = p.baris(S.DISETUJUI_PD)
    lain = p.baris(S.DISETUJUI_PD, isi=TargetFactory(pd=p.lain).indikator.isi.get())

    assert _verifikasi(p, pd_ids=[p.lain.pk]).jumlah == 1
    assert _status(biasa, lain) == [S.DISETUJUI_PD, S.DIVERIFIKASI]


def test_a_decision_on_many_is_bound_to_what_was_shown(p):
    baris = p.baris(S.DISETUJUI_PD)
    tanda = pilah_antrean(oleh=p.organisasi, status=S.DISETUJUI_PD, **PERIODE).tanda
    Realisasi.objects.filter(pk=baris.pk).update(nilai=Decimal(91), versi=baris.versi + 1)

    with pytest.raises(NilaiBerubah):
        _verifikasi(p, tanda=tanda)
    assert _status(baris) == [S.DISETUJUI_PD]
    baru = pilah_antrean(oleh=p.organisasi, status=S.DISETUJUI_PD, **PERIODE).tanda
    assert _verifikasi(p, tanda=baru).jumlah == 1
    with pytest.raises(TidakBoleh, match="Tidak ada baris yang menunggu verifikasi"):
        _verifikasi(p, tanda=baru)


def test_a_row_that_was_shown_with_a_flag_is_not_verified_along_when_the_flag_is_gone(p):
    biasa, janggal = p.baris(S.DISETUJUI_PD), _janggal(p, S.DISETUJUI_PD)
    tanda = pilah_antrean(oleh=p.organisasi, status=S.DISETUJUI_PD, **PERIODE).tanda
    Target.objects.filter(indikator=janggal.indikator).update(nilai=Decimal(151))

    with pytest.raises(NilaiBerubah):
        _verifikasi(p, tanda=tanda)
    assert _status(biasa, janggal) == [S.DISETUJUI_PD] * 2


@pytest.mark.parametrize("siapa", ["operator", "kepala", "perencana", "evaluator", "admin"])
def test_only_organisasi_verifies_many(p, siapa):
    baris = p.baris(S.DISETUJUI_PD)

    with pytest.raises(TidakBoleh, match="Bagian Organisasi"):
        _verifikasi(p, oleh=getattr(p, siapa))
    assert _status(baris) == [S.DISETUJUI_PD]


# Returning several


def test_several_rows_go_back_with_one_note_and_one_message(p):
    satu, dua, tetap = (p.baris(S.DISETUJUI_PD) for _ in range(3))

    hasil = kembalikan_banyak(
        baris={satu.pk: satu.versi, dua.pk: dua.versi}, teks=" Cek bukti. ", oleh=p.organisasi
    )

    assert hasil.jumlah == 2
    assert _status(satu, dua, tetap) == [S.DIKEMBALIKAN, S.DIKEMBALIKAN, S.DISETUJUI_PD]
    assert [k.teks for k in Komentar.objects.all()] == ["Cek bukti."] * 2
    kabar = Notifikasi.objects.get()
    assert kabar.penerima == p.operator
    assert kabar.judul.endswith("dan 1 baris lain")
    assert "saring=dikembalikan" in kabar.tautan
    jejak: Any = JejakAudit.objects.filter(aksi="realisasi.dikembalikan")
    assert [j.sesudah["komentar"] for j in jejak] == ["Cek bukti."] * 2


def test_several_rows_go_back_together_or_not_at_all(p):
    satu, draf = p.baris(S.DISETUJUI_PD), p.baris(S.DRAF)
    kunci = {"teks": "Cek.", "oleh": p.organisasi}

    with pytest.raises(TidakBoleh, match="statusnya draf"):
        kembalikan_banyak(baris={satu.pk: satu.versi, draf.pk: draf.versi}, **kunci)
    with pytest.raises(NilaiBerubah):
        kembalikan_banyak(baris={satu.pk: satu.versi + 1}, **kunci)
    with pytest.raises(ValidationError):
        kembalikan_banyak(baris={satu.pk: satu.versi}, teks="  ", oleh=p.organisasi)
    with pytest.raises(Realisasi.DoesNotExist):
        kembalikan_banyak(baris={satu.pk: satu.versi, 10**8: 1}, **kunci)
    for orang in (p.operator_lain, p.tanpa_peran):
        with pytest.raises(Realisasi.DoesNotExist):
            kembalikan_banyak(baris={satu.pk: satu.versi}, teks="Cek.", oleh=orang)
    assert _status(satu) == [S.DISETUJUI_PD]
    assert not Komentar.objects.exists()


def test_a_verified_row_goes_back_to_the_operator_and_all_the_way_again(p):
    baris = p.baris(S.DIVERIFIKASI, diverifikasi_oleh=p.organisasi)
    with pytest.raises(TidakBoleh):
        kembalikan_realisasi(realisasi_id=baris.pk, teks="Cek.", oleh=p.kepala)

    for layanan in (
        lambda: kembalikan_realisasi(realisasi_id=baris.pk, teks="Cek.", oleh=p.organisasi),
        lambda: kembalikan_banyak(baris={baris.pk: baris.versi}, teks="Cek.", oleh=p.organisasi),
    ):
        with pytest.raises(NilaiBerubah):  # the page had shown it as waiting
            layanan()

    kembalikan_realisasi(
        realisasi_id=baris.pk, teks="Salah satuan.", oleh=p.organisasi, status=S.DIVERIFIKASI
    )
    simpan_sel(indikator_id=baris.indikator_id, **PERIODE, isi=IsiSel(Decimal(9)), oleh=p.operator)
    ajukan_triwulan(perangkat_daerah_id=p.pd.pk, **PERIODE, oleh=p.operator)

    baris.refresh_from_db()
    assert (baris.status, baris.diverifikasi_oleh, baris.nilai) == (S.DIAJUKAN, None, 9)
    assert baris.dikembalikan_oleh == p.organisasi


# A part of the quarter


def _ajukan(p, ids, oleh=None):
    return ajukan_triwulan(
        perangkat_daerah_id=p.pd.pk, **PERIODE, oleh=oleh or p.operator, indikator_ids=ids
    )


def test_the_complete_part_goes_and_the_rest_stays(p):
    satu, dua = p.baris(), p.baris()
    p.isi()

    assert _ajukan(p, [satu.indikator_id]).jumlah == 1

    assert _status(satu, dua) == [S.DIAJUKAN, S.DRAF]
    kabar = Notifikasi.objects.get()
    assert (kabar.penerima, kabar.teks) == (p.kepala, "1 baris menunggu keputusan Anda.")
    k = periksa_kelengkapan(p.pd.pk, TAHUN, TW)
    assert (k.belum_diajukan, k.siap, k.kosong) == (2, 1, 1)
    with pytest.raises(TidakBoleh, match="sudah diajukan"):
        _ajukan(p, [satu.indikator_id])


def test_a_part_with_an_incomplete_row_is_refused_whole(p):
    lengkap, kosong = p.baris(), p.baris(nilai=None, analisis="Hanya teks")
    kembali = p.baris(S.DIKEMBALIKAN)

    for kurang in (kosong, kembali):
        with pytest.raises(TidakBoleh, match="1 baris yang dipilih belum lengkap"):
            _ajukan(p, [lengkap.indikator_id, kurang.indikator_id])
    with pytest.raises(TidakBoleh, match="Pilih paling sedikit satu"):
        _ajukan(p, [])
    assert _status(lengkap, kosong, kembali) == [S.DRAF, S.DRAF, S.DIKEMBALIKAN]


def test_a_part_is_of_the_own_pd_only(p):
    lain = p.baris(isi=TargetFactory(pd=p.lain).indikator.isi.get())
    p.baris()

    with pytest.raises(TidakBoleh):
        _ajukan(p, [lain.indikator_id])
    with pytest.raises(TidakBoleh, match="Hanya operator"):
        _ajukan(p, [lain.indikator_id], oleh=p.kepala)
    assert _status(lain) == [S.DRAF]


def test_organisasi_of_one_pd_verifies_many_only_there(p):
    orang = PenggunaFactory(peran=JenisPeran.ORGANISASI, pd=p.lain)
    baris = p.baris(S.DISETUJUI_PD)

    with pytest.raises(TidakBoleh):
        _verifikasi(p, oleh=orang)
    assert _status(baris) == [S.DISETUJUI_PD]
