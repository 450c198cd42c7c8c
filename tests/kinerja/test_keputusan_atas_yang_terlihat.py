"""Who decides sees what they decide on, and never decides on what they made."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dasar.izin import Izin, TidakBoleh
from kinerja.models import Anggaran, Isian, Realisasi, StatusRealisasi
from kinerja.selectors.kisi import susun_kisi
from kinerja.selectors.uang_simpul import realisasi_rupiah
from kinerja.services.alur import (
    NilaiBerubah,
    kembalikan_realisasi,
    setujui_realisasi,
    tanda_antrean,
    verifikasi_realisasi,
)
from kinerja.services.alur_massal import setujui_triwulan
from kinerja.services.realisasi import (
    IsiSel,
    KonflikNarasi,
    simpan_narasi,
    simpan_sel,
)
from opd.models import JenisPeran
from tests.factories import TAHUN, PeranFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
S = StatusRealisasi
NARASI = {"analisis": "", "faktor_pendorong": "", "faktor_penghambat": "", "tindak_lanjut": ""}


def _narasi(p, baris, isi, semula=None, oleh=None):
    return simpan_narasi(
        indikator_id=baris.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi={**NARASI, **isi},
        semula=None if semula is None else {**NARASI, **semula},
        oleh=oleh or p.operator,
    )


# Four eyes


def test_writing_an_analysis_does_not_make_one_the_author_of_the_value(p):
    baris = p.baris(diisi_oleh=p.organisasi)

    _narasi(p, baris, {"analisis": "Cuaca."})

    baris.refresh_from_db()
    assert (baris.diisi_oleh, baris.dijelaskan_oleh) == (p.organisasi, p.operator)
    Realisasi.objects.filter(pk=baris.pk).update(
        status=S.DISETUJUI_PD, diajukan_oleh=p.operator, disetujui_oleh=p.kepala
    )
    with pytest.raises(TidakBoleh, match="Anda yang mengisi"):
        verifikasi_realisasi(realisasi_id=baris.pk, oleh=p.organisasi)


def test_a_plt_does_not_approve_a_value_they_typed_and_a_colleague_submitted(p):
    PeranFactory(pengguna=p.kepala, peran=JenisPeran.OPERATOR, perangkat_daerah=p.pd)
    baris = p.baris(S.DIAJUKAN, diisi_oleh=p.kepala)

    with pytest.raises(TidakBoleh, match="Anda yang mengisi"):
        setujui_realisasi(realisasi_id=baris.pk, oleh=p.kepala)


def test_who_approved_does_not_verify(p):
    PeranFactory(pengguna=p.kepala, peran=JenisPeran.ORGANISASI)
    baris = p.baris(S.DISETUJUI_PD, disetujui_oleh=p.kepala)

    with pytest.raises(TidakBoleh, match="Anda yang menyetujui"):
        verifikasi_realisasi(realisasi_id=baris.pk, oleh=p.kepala)


# Stale pages


@pytest.mark.parametrize(
    ("status", "layanan", "siapa"),
    [
        (S.DIAJUKAN, setujui_realisasi, "kepala"),
        (S.DISETUJUI_PD, verifikasi_realisasi, "organisasi"),
        (S.DISETUJUI_PD, kembalikan_realisasi, "organisasi"),
    ],
)
def test_a_value_that_changed_since_it_was_shown_is_not_decided_on(p, status, layanan, siapa):
    baris = p.baris(status, versi=3)
    lain = {"teks": "Cek lagi."} if layanan is kembalikan_realisasi else {}

    with pytest.raises(NilaiBerubah):
        layanan(realisasi_id=baris.pk, oleh=getattr(p, siapa), versi=2, **lain)

    baris.refresh_from_db()
    assert baris.status == status
    layanan(realisasi_id=baris.pk, oleh=getattr(p, siapa), versi=3, **lain)


def test_the_whole_queue_is_approved_only_as_it_was_shown(p):
    satu = p.baris(S.DIAJUKAN)
    tanda = tanda_antrean([satu])
    dua = p.baris(S.DIAJUKAN)
    kunci = {
        "perangkat_daerah_id": p.pd.pk,
        "tahun": TAHUN,
        "triwulan": TW,
        "oleh": p.kepala,
    }

    with pytest.raises(NilaiBerubah):
        setujui_triwulan(**kunci, tanda=tanda)

    assert setujui_triwulan(**kunci, tanda=tanda_antrean([dua, satu])).jumlah == 2


# Texts


def test_saving_one_text_keeps_what_a_colleague_wrote_in_another(p):
    baris = p.baris()
    _narasi(p, baris, {"analisis": "Dari Ayu."}, semula={})

    _narasi(p, baris, {"faktor_pendorong": "Dari Beni."}, semula={})

    baris.refresh_from_db()
    assert (baris.analisis, baris.faktor_pendorong) == ("Dari Ayu.", "Dari Beni.")


def test_two_people_in_one_text_the_second_is_told(p):
    baris = p.baris()
    _narasi(p, baris, {"analisis": "Dari Ayu."}, semula={})

    with pytest.raises(KonflikNarasi) as galat:
        _narasi(p, baris, {"analisis": "Dari Beni."}, semula={})

    assert galat.value.tersimpan == {"analisis": "Dari Ayu."}
    baris.refresh_from_db()
    assert baris.analisis == "Dari Ayu."


def test_the_line_ends_of_a_browser_are_no_change(p):
    baris = p.baris(analisis="Satu\nDua")

    _narasi(p, baris, {"analisis": "Satu\r\nDua "}, semula={"analisis": "Satu\r\nDua"})

    baris.refresh_from_db()
    assert (baris.analisis, baris.dijelaskan_oleh) == ("Satu\nDua", None)


# Where a number comes from


def test_a_typed_value_no_longer_names_the_report_it_replaced(p):
    baris = p.baris(sumber="Laporan triwulan 2024, berkas a.csv, baris 3")

    simpan_sel(
        indikator_id=baris.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi=IsiSel(Decimal(5)),
        oleh=p.operator,
    )

    baris.refresh_from_db()
    assert (baris.nilai, baris.sumber) == (5, "")


def test_a_value_against_a_made_up_yearly_target_is_marked(p):
    baris = p.baris()
    isi = baris.indikator.isi.get()
    isi.indikator.target.update(contoh=True)

    kisi = susun_kisi(pd_id=p.pd.pk, tahun=TAHUN, triwulan=TW, izin=Izin.ya())

    assert [b.contoh for b in kisi.baris if not b.simpul] == [True]


def test_isian_is_a_property_of_each_amount():
    sd, per = Isian.SD_TRIWULAN, Isian.PER_TRIWULAN
    uang = {
        1: Anggaran(triwulan=1, realisasi=10, isian=sd),
        2: Anggaran(triwulan=2, realisasi=25, isian=sd),
        3: Anggaran(triwulan=3, realisasi=15, isian=per),
    }

    assert [realisasi_rupiah(uang, tw) for tw in (1, 2, 3, 4)] == [10, 25, 40, None]
    assert realisasi_rupiah({3: uang[3]}, 3) is None
