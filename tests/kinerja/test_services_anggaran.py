"""Writing money: pagu of the planner, realisasi of the operator, whole rupiah, all or none."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import Anggaran, Isian, Simpul
from kinerja.services import anggaran as layanan
from kinerja.services.anggaran import RupiahMasuk, simpan_anggaran_massal
from opd.models import PerangkatDaerah
from tests.factories import TAHUN, IsiSimpulFactory, SimpulFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db

BESAR = 4_890_123_456_789_012  # far beyond what a float or 32 bits keep exactly


@pytest.fixture
def simpul(p):
    return IsiSimpulFactory(dokumen=p.dokumen).simpul


def _simpan(p, baris, oleh=None, pd=None):
    return simpan_anggaran_massal(
        perangkat_daerah_id=(pd or p.pd).pk, tahun=TAHUN, baris=baris, oleh=oleh or p.organisasi
    )


def test_new_changed_and_same_amounts_with_an_audit_row_for_each_change(p, simpul):
    masuk = [RupiahMasuk(simpul.pk, 0, BESAR), RupiahMasuk(simpul.pk, TW, 7, sumber="Baris 4")]

    hasil = _simpan(p, masuk)
    assert (hasil.baru, hasil.berubah, hasil.sama) == (2, 0, 0)
    pagu, realisasi = Anggaran.objects.order_by("triwulan")
    assert (pagu.pagu, pagu.realisasi) == (BESAR, None)
    assert (realisasi.pagu, realisasi.realisasi, realisasi.isian) == (None, 7, "sd_triwulan")

    hasil = _simpan(p, [masuk[0], RupiahMasuk(simpul.pk, TW, 8)])
    assert (hasil.baru, hasil.berubah, hasil.sama) == (0, 1, 1)
    jejak: Any = JejakAudit.objects.first()
    assert (jejak.sebelum["realisasi"], jejak.sesudah["realisasi"]) == (7, 8)
    assert JejakAudit.objects.count() == 3


def test_the_same_amount_meant_another_way_is_a_change(p, simpul):
    _simpan(p, [RupiahMasuk(simpul.pk, TW, 7)])

    hasil = _simpan(p, [RupiahMasuk(simpul.pk, TW, 7, isian=Isian.PER_TRIWULAN)])

    assert hasil.berubah == 1
    assert Anggaran.objects.get().isian == Isian.PER_TRIWULAN


def test_zero_is_kept_apart_from_unknown(p, simpul):
    _simpan(p, [RupiahMasuk(simpul.pk, 0, 0)])

    assert Anggaran.objects.get().pagu == 0


def test_pagu_is_the_planners_realisasi_the_operators(p, simpul):
    pagu, uang = RupiahMasuk(simpul.pk, 0, 5), RupiahMasuk(simpul.pk, TW, 5)

    with pytest.raises(TidakBoleh, match="perencana atau Bagian Organisasi"):
        _simpan(p, [uang, pagu], oleh=p.operator)
    assert not Anggaran.objects.exists()
    with pytest.raises(TidakBoleh, match="Hanya operator"):
        _simpan(p, [pagu, uang], oleh=p.perencana)
    assert not Anggaran.objects.exists()
    assert not JejakAudit.objects.exists()
    assert _simpan(p, [pagu], oleh=p.perencana).baru == 1
    assert _simpan(p, [uang], oleh=p.operator).baru == 1


def test_other_pd_does_not_exist_and_readers_are_refused(p, simpul):
    masuk = [RupiahMasuk(simpul.pk, TW, 5)]

    for orang in (p.operator_lain, p.admin, p.tanpa_peran):
        with pytest.raises(PerangkatDaerah.DoesNotExist):
            _simpan(p, masuk, oleh=orang)
    for orang in (p.evaluator, p.pimpinan, p.kepala):
        with pytest.raises(TidakBoleh):
            _simpan(p, masuk, oleh=orang)
    assert not Anggaran.objects.exists()


def test_a_node_of_another_pd_stops_the_whole_batch(p, simpul):
    asing = SimpulFactory(perangkat_daerah=p.lain)

    with pytest.raises(Simpul.DoesNotExist, match="1 simpul bukan milik"):
        _simpan(p, [RupiahMasuk(simpul.pk, TW, 5), RupiahMasuk(asing.pk, TW, 5)])
    assert not Anggaran.objects.exists()


def test_closed_quarter_is_closed_for_money_too_but_not_for_organisasi(p, simpul):
    masuk = [RupiahMasuk(simpul.pk, TW, 5)]
    p.tutup()

    with pytest.raises(TidakBoleh, match="sudah ditutup"):
        _simpan(p, masuk, oleh=p.operator)
    assert _simpan(p, masuk).baru == 1
    assert _simpan(p, masuk, oleh=p.operator).sama == 1


def test_a_negative_pagu_stops_the_whole_batch(p, simpul):
    with pytest.raises(IntegrityError), transaction.atomic():
        _simpan(p, [RupiahMasuk(simpul.pk, TW, 5), RupiahMasuk(simpul.pk, 0, -1)])

    assert not Anggaran.objects.exists()


def test_failing_audit_undoes_the_amounts(p, simpul, monkeypatch):
    def gagal(*_a, **_k):
        raise RuntimeError("disk")

    monkeypatch.setattr(layanan, "catat_audit_massal", gagal)
    with pytest.raises(RuntimeError, match="disk"):
        _simpan(p, [RupiahMasuk(simpul.pk, TW, 5)])

    assert not Anggaran.objects.exists()
