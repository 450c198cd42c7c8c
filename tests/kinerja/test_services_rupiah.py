"""Saving the money of one node: versions, clearing, locks and people."""

from __future__ import annotations

import pytest

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import Anggaran, Isian, Simpul
from kinerja.services.anggaran import KonflikRupiah, simpan_rupiah
from tests.factories import TAHUN, IsiSimpulFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db


@pytest.fixture
def simpul(p):
    return IsiSimpulFactory(dokumen=p.dokumen).simpul


@pytest.fixture
def simpan(p, simpul):
    def _simpan(rupiah, versi=None, oleh=None, satu=None):
        return simpan_rupiah(
            simpul_id=(satu or simpul).pk,
            tahun=TAHUN,
            triwulan=TW,
            rupiah=rupiah,
            versi=versi,
            oleh=oleh or p.operator,
        )

    return _simpan


def test_a_new_amount_is_up_to_the_quarter_and_leaves_a_trace(simpan, p):
    baris = simpan(1_000_000_000_001, versi=0)

    assert (baris.realisasi, baris.isian, baris.versi) == (1_000_000_000_001, "sd_triwulan", 1)
    assert (baris.diisi_oleh, baris.contoh) == (p.operator, False)
    jejak = JejakAudit.objects.get(aksi="anggaran.disimpan")
    assert (jejak.sebelum, (jejak.sesudah or {})["realisasi"]) == (None, 1_000_000_000_001)


def test_the_same_amount_again_changes_nothing_whatever_the_version(simpan):
    simpan(5)

    assert simpan(5, versi=0).versi == 1
    assert JejakAudit.objects.filter(aksi="anggaran.disimpan").count() == 1


def test_a_quarter_stored_per_triwulan_stays_so(simpan, simpul):
    Anggaran.objects.create(
        simpul=simpul, tahun=TAHUN, triwulan=TW, realisasi=5, isian=Isian.PER_TRIWULAN, contoh=True
    )

    baris = simpan(6, versi=1)

    assert (baris.isian, baris.contoh, baris.versi) == (Isian.PER_TRIWULAN, False, 2)


def test_the_second_of_two_people_is_told(simpan):
    simpan(5, versi=0)

    with pytest.raises(KonflikRupiah) as galat:
        simpan(6, versi=0)

    assert galat.value.tersimpan is not None
    assert galat.value.tersimpan.realisasi == 5
    assert simpan(6, versi=1).realisasi == 6


def test_clearing_takes_the_row_away_and_an_old_page_does_not_write_over_the_next(simpan, simpul):
    simpan(5, versi=0)

    assert simpan(None, versi=1) is None
    assert not Anggaran.objects.exists()
    jejak = JejakAudit.objects.get(aksi="anggaran.dihapus")
    assert (jejak.objek_id, (jejak.sebelum or {})["realisasi"]) == (str(simpul.pk), 5)
    with pytest.raises(KonflikRupiah):
        simpan(7, versi=1)
    assert simpan(8, versi=0).versi == 2
    with pytest.raises(KonflikRupiah):
        simpan(9, versi=1)  # shown before it was cleared


def test_clearing_what_is_not_there_changes_nothing(simpan):
    assert simpan(None, versi=0) is None
    assert not JejakAudit.objects.filter(aksi__startswith="anggaran.").exists()


def test_three_people_and_a_closed_quarter(simpan, p):
    for orang in (p.operator_lain, p.tanpa_peran):
        with pytest.raises(Simpul.DoesNotExist):
            simpan(5, oleh=orang)
    for orang in (p.evaluator, p.kepala, p.organisasi):
        with pytest.raises(TidakBoleh):
            simpan(5, oleh=orang)
    p.tutup()
    with pytest.raises(TidakBoleh, match="ditutup"):
        simpan(5)
    assert not Anggaran.objects.exists()


def test_money_is_fixed_with_the_last_submitted_row(simpan, p):
    p.baris("diajukan")

    with pytest.raises(TidakBoleh, match="sudah diajukan"):
        simpan(5)
