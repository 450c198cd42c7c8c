"""The tree of one document version."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import Anggaran, JenisSimpul
from kinerja.selectors.pohon import susun_pohon
from tests.factories import TAHUN, DokumenFactory, IsiIndikatorFactory, IsiSimpulFactory
from tests.factories import TargetFactory as Target

pytestmark = pytest.mark.django_db


def test_children_stand_under_their_parents_in_reading_order(p):
    program = IsiSimpulFactory(dokumen=p.dokumen, nama="P1", kode="1.02")
    IsiSimpulFactory(dokumen=p.dokumen, nama="P2")
    kegiatan = IsiSimpulFactory(induk=program, jenis=JenisSimpul.KEGIATAN, nama="K1")
    IsiSimpulFactory(induk=kegiatan, jenis=JenisSimpul.SUB_KEGIATAN, nama="S1")
    IsiSimpulFactory(induk=program, jenis=JenisSimpul.KEGIATAN, nama="K2", dari_laporan=True)
    IsiSimpulFactory(dokumen=DokumenFactory(pd=p.lain), nama="Lain")

    pohon = susun_pohon(p.dokumen, TAHUN)

    assert [s.nama for s in pohon.akar] == ["P1", "P2"]
    assert [s.nama for s in pohon.akar[0].anak] == ["K1", "K2"]
    assert [s.nama for s in pohon.akar[0].anak[0].anak] == ["S1"]
    assert (pohon.akar[0].label, pohon.akar[0].kode) == ("Program", "1.02")
    assert pohon.akar[0].anak[1].dari_laporan
    assert (pohon.jumlah_simpul, pohon.jumlah_indikator, pohon.contoh) == (5, 0, False)


def test_indicators_carry_target_owner_and_marks(p):
    simpul = IsiSimpulFactory(dokumen=p.dokumen)
    satu = IsiIndikatorFactory(isi_simpul=simpul, urutan=2, nama="Dua", desimal=0, iku=True)
    IsiIndikatorFactory(isi_simpul=simpul, urutan=1, nama="Satu", pengampu=p.lain)
    Target(isi=satu, nilai=Decimal(70125), contoh=True)

    pohon = susun_pohon(p.dokumen, TAHUN)
    pertama, kedua = pohon.akar[0].indikator

    assert (pertama.nama, pertama.target, pertama.pengampu) == ("Satu", "–", "DINSOS")
    assert (kedua.nama, kedua.target, kedua.pengampu) == ("Dua", "70.125", "")
    assert (kedua.iku, kedua.contoh, pohon.contoh) == (True, True, True)
    lain = susun_pohon(p.dokumen, TAHUN + 1)
    assert [i.target for i in lain.akar[0].indikator] == ["–", "–"]


@pytest.mark.parametrize(("pagu", "teks"), [(1_234_567, "1.234.567"), (0, "0"), (None, "")])
def test_pagu_zero_is_zero_and_unknown_is_blank(p, pagu, teks):
    simpul = IsiSimpulFactory(dokumen=p.dokumen).simpul
    if pagu is not None:
        Anggaran.objects.create(simpul=simpul, tahun=TAHUN, pagu=pagu)
    Anggaran.objects.create(simpul=simpul, tahun=TAHUN, triwulan=1, realisasi=9)
    Anggaran.objects.create(simpul=simpul, tahun=TAHUN - 1, pagu=8)

    assert susun_pohon(p.dokumen, TAHUN).akar[0].pagu == teks


def test_three_nodes_and_forty_need_the_same_queries(p):
    def hitung() -> int:
        with CaptureQueriesContext(connection) as c:
            susun_pohon(p.dokumen, TAHUN)
        return len(c)

    for _ in range(3):
        p.isi()
    sedikit = hitung()
    for _ in range(37):
        p.isi()

    assert hitung() == sedikit <= 5
