"""Money of the nodes of a plan: sums, what is typed, the sentences under a row."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dasar.izin import Izin
from kinerja.models import Anggaran, Isian, JenisSimpul
from kinerja.selectors.kisi import susun_baris_uang, susun_kisi
from kinerja.selectors.uang_simpul import simpul_renja, uang_simpul
from tests.factories import TAHUN, IsiIndikatorFactory, IsiSimpulFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db


@pytest.fixture
def pohon(p):
    """Program > kegiatan > two sub kegiatan, one indicator below the first."""
    program = IsiSimpulFactory(dokumen=p.dokumen, nama="Program A")
    kegiatan = IsiSimpulFactory(induk=program, jenis=JenisSimpul.KEGIATAN, nama="Kegiatan A")
    sub = [
        IsiSimpulFactory(induk=kegiatan, jenis=JenisSimpul.SUB_KEGIATAN, nama=f"Sub {n}")
        for n in "12"
    ]
    IsiIndikatorFactory(dokumen=p.dokumen, isi_simpul=sub[0])
    return program, kegiatan, *sub


def _uang(isi, triwulan, rupiah, **lain):
    medan = "realisasi" if triwulan else "pagu"
    return Anggaran.objects.create(
        simpul=isi.simpul, tahun=TAHUN, triwulan=triwulan, **{medan: rupiah}, **lain
    )


def _semua(p):
    return uang_simpul(simpul_renja(p.pd.pk, TAHUN), TAHUN, TW)


def _baris(p, izin=None):
    izin = Izin.ya() if izin is None else izin
    kisi = susun_kisi(pd_id=p.pd.pk, tahun=TAHUN, triwulan=TW, izin=izin)
    return {b.nama: b for b in kisi.baris if b.simpul}


def test_parents_show_the_sum_and_only_the_lowest_with_a_budget_is_typed(p, pohon):
    program, kegiatan, satu, dua = pohon
    for isi, pagu, realisasi in ((satu, 400, 100), (dua, 600, 350)):
        _uang(isi, 0, pagu)
        _uang(isi, TW, realisasi)

    uang = _semua(p)

    assert [uang[i.pk].realisasi for i in pohon] == [450, 450, 100, 350]
    assert [uang[i.pk].pagu for i in pohon] == [1000, 1000, 400, 600]
    assert uang[program.pk].serapan == Decimal(45)
    assert [uang[i.pk].diketik for i in pohon] == [False, False, True, True]
    assert uang[kegiatan.pk].sebagian is False


def test_a_sum_that_holds_a_made_up_part_is_made_up(p, pohon):
    program, kegiatan, satu, dua = pohon
    _uang(satu, TW, 100, contoh=True)
    _uang(dua, TW, 350)

    uang = _semua(p)

    assert [uang[i.pk].contoh for i in (program, kegiatan, satu, dua)] == [True, True, True, False]


def test_a_known_part_says_so_and_gives_no_absorption(p, pohon):
    program, _, satu, dua = pohon
    _uang(satu, 0, 400)
    _uang(satu, TW, 100)
    _uang(dua, 0, 600)

    uang = _semua(p)[program.pk]
    baris = _baris(p)["Program A"]

    assert (uang.realisasi, uang.sebagian, uang.serapan) == (100, True, None)
    assert (baris.realisasi_rp, baris.sebagian, baris.serapan) == ("100", True, "–")


def test_without_any_budget_the_lowest_level_is_typed(p, pohon):
    assert [_semua(p)[i.pk].diketik for i in pohon] == [False, False, True, True]


def test_a_budget_in_the_middle_is_typed_there_and_not_below(p, pohon):
    _uang(pohon[1], 0, 1000)

    assert [_semua(p)[i.pk].diketik for i in pohon] == [False, True, False, False]


def test_what_is_unusual_is_said_with_its_numbers_and_refuses_nothing(p, pohon):
    program, _, satu, dua = pohon
    _uang(satu, 0, 400)
    _uang(satu, 3, 500)
    _uang(satu, TW, 450)
    _uang(dua, 0, 600)
    _uang(dua, TW, 50)
    _uang(program, TW, 501)

    baris = _baris(p)

    assert baris["Sub 1"].catatan == (
        "Lebih kecil daripada s.d. TW III (Rp500). Periksa lagi bila bukan pengembalian belanja.",
        "Melebihi pagu Rp400. Periksa angkanya atau pagunya.",
    )
    assert baris["Program A"].catatan == ("Laporan menyebut Rp501, jumlah anaknya Rp500.",)
    assert baris["Kegiatan A"].catatan == baris["Sub 2"].catatan == ()
    assert (baris["Sub 1"].dapat_diisi, baris["Sub 1"].isi) == (True, "450")


def test_a_quarter_typed_per_triwulan_says_so(p, pohon):
    for tw in (1, 2, 3, 4):
        _uang(pohon[2], tw, 10, isian=Isian.PER_TRIWULAN)

    baris = _baris(p)["Sub 1"]

    assert baris.isi == "10"
    assert baris.catatan == ("Diisi per triwulan: angka TW IV saja. Jumlah s.d. TW IV Rp40.",)


def test_whoever_may_not_write_reads_the_numbers_and_the_reason(p, pohon):
    _uang(pohon[2], TW, 10)

    baris = _baris(p, Izin.tidak("Sudah ditutup."))

    assert not any(b.dapat_diisi for b in baris.values())
    assert (baris["Sub 1"].realisasi_rp, baris["Sub 1"].alasan_terkunci) == ("10", "Sudah ditutup.")
    assert baris["Program A"].alasan_terkunci == ""


def test_rows_of_one_node_are_its_own_and_those_above(p, pohon):
    _uang(pohon[2], TW, 10)

    def rantai(isi):
        return susun_baris_uang(
            pd_id=p.pd.pk, tahun=TAHUN, triwulan=TW, izin=Izin.ya(), simpul_id=isi.simpul_id
        )

    assert [b.nama for b in rantai(pohon[2])] == ["Sub 1", "Kegiatan A", "Program A"]
    assert rantai(IsiSimpulFactory(pd=p.lain)) == []


def test_the_money_of_many_nodes_takes_as_many_queries_as_that_of_few(p, pohon):
    def hitung():
        simpul = simpul_renja(p.pd.pk, TAHUN)
        with CaptureQueriesContext(connection) as c:
            uang_simpul(simpul, TAHUN, TW)
        return len(c)

    assert hitung() == 2
    for _ in range(20):
        _uang(IsiSimpulFactory(induk=pohon[1], jenis=JenisSimpul.SUB_KEGIATAN), 0, 5)
    assert hitung() == 2
