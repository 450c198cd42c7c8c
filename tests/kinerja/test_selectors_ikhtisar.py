"""Measurement over many indicators: the same numbers as the pages of one PD, in fewer queries."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja.models import Anggaran, Isian, StatusRealisasi
from kinerja.selectors.beranda import mutu_capaian
from kinerja.selectors.capaian import rata_rata_setahun
from kinerja.selectors.ikhtisar import (
    PengajuanPD,
    Uang,
    capaian_per_pd,
    iku_terlihat,
    jumlah_uang,
    muat_bahan,
    pengajuan_per_pd,
    uang_simpul,
)
from tests.factories import (
    TAHUN,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    RealisasiFactory,
    TargetFactory,
)


def _keadaan(isi):
    return muat_bahan({isi.indikator_id: isi}, TAHUN).keadaan(isi.indikator_id)


def test_state_is_that_of_the_last_measured_quarter(p):
    isi = p.isi()
    TargetFactory(isi=isi, triwulan=2, nilai=Decimal(50))
    p.baris("diverifikasi", isi=isi, triwulan=1, nilai=Decimal(10))
    p.baris("diverifikasi", isi=isi, triwulan=2, nilai=Decimal(40))
    p.baris(isi=isi, triwulan=3, nilai=None, alasan_kosong="belum_rilis")

    k = _keadaan(isi)

    assert (k.triwulan, k.sel.capaian, k.belum_akhir) == (2, Decimal(80), False)
    assert k.deret == (None,) * 4 + (Decimal(10), Decimal(40), None, None)


def test_quarters_of_the_year_before_come_first(p):
    isi = p.isi()
    RealisasiFactory(indikator=isi.indikator, tahun=TAHUN - 1, triwulan=4, nilai=Decimal(7))

    k = _keadaan(isi)

    assert k.deret[3] == Decimal(7)
    assert (k.triwulan, k.sel) == (None, None)


@pytest.mark.parametrize("contoh_target", [True, False])
def test_made_up_target_or_value_marks_the_state(p, contoh_target):
    isi = IsiIndikatorFactory(dokumen=p.dokumen)
    TargetFactory(isi=isi, contoh=contoh_target)
    p.baris("diajukan", isi=isi, contoh=not contoh_target)

    k = _keadaan(isi)

    assert k.contoh
    assert k.belum_akhir  # submitted is not verified


def test_means_of_all_pd_equal_those_of_one(p):
    for nilai in (50, 90):
        p.baris("diverifikasi", nilai=Decimal(nilai))
    p.isi()  # due, without a value
    RealisasiFactory(pd=p.lain, nilai=Decimal(30), contoh=True)

    semua = capaian_per_pd(p.pimpinan, TAHUN)

    for pd in (p.pd, p.lain):
        assert semua[pd.pk].rata_rata == rata_rata_setahun(pd.pk, TAHUN)
    assert (semua[p.pd.pk].rata_rata[4].n, semua[p.pd.pk].rata_rata[4].dari) == (2, 3)
    assert not semua[p.pd.pk].contoh
    assert semua[p.lain.pk].contoh == {4}


def test_everybody_gets_only_what_they_may_see(p):
    isi = p.isi(iku=True)
    p.baris("diajukan", isi=isi)

    assert list(iku_terlihat(p.pimpinan, TAHUN)) == [isi.indikator_id]
    assert list(iku_terlihat(p.operator, TAHUN)) == [isi.indikator_id]
    assert iku_terlihat(p.operator_lain, TAHUN) == {}
    assert capaian_per_pd(p.operator_lain, TAHUN) == {}
    assert pengajuan_per_pd(p.operator_lain, TAHUN, 4) == {}
    assert pengajuan_per_pd(p.admin, TAHUN, 4) == {}


def test_iku_of_one_pd_are_those_it_owns_or_enters(p):
    sendiri, asing = p.isi(iku=True), IsiIndikatorFactory(pd=p.lain, iku=True)
    diampu = IsiIndikatorFactory(dokumen=asing.dokumen, pengampu=p.pd, iku=True)
    p.isi()

    assert set(iku_terlihat(p.pimpinan, TAHUN, p.pd.pk)) == {
        sendiri.indikator_id,
        diampu.indikator_id,
    }


def test_submitted_share_counts_due_cells_only(p):
    p.baris("diajukan")
    p.baris("dikembalikan")
    p.baris()
    p.isi()
    p.baris("diajukan", isi=p.isi(frekuensi="tahun"), triwulan=3)  # not due in III

    p.baris(nilai=None)  # a draft that says nothing
    p.baris(nilai=None, alasan_kosong="belum_rilis")

    assert pengajuan_per_pd(p.pimpinan, TAHUN, 4) == {p.pd.pk: PengajuanPD(7, 4, 1)}
    assert pengajuan_per_pd(p.pimpinan, TAHUN, 3) == {p.pd.pk: PengajuanPD(6, 0, 0)}
    assert PengajuanPD(5, 2, 1).persen(2) == Decimal(40)
    assert PengajuanPD(0, 0, 0).persen(0) is None


@pytest.mark.parametrize("status", ["draf", "diajukan", "dikembalikan"])
def test_mean_is_provisional_by_the_rule_of_the_home_page(p, status):
    p.baris("diverifikasi", triwulan=3, nilai=Decimal(50))
    p.baris("diverifikasi", nilai=Decimal(50))
    p.baris(status, nilai=Decimal(60))

    milik = capaian_per_pd(p.pimpinan, TAHUN)[p.pd.pk]

    assert milik.belum_akhir == {4}
    assert {tw for tw, m in mutu_capaian(p.pd.pk, TAHUN).items() if m.belum_akhir} == {4}


def test_reason_without_a_value_is_provisional_too_until_verified(p):
    p.baris("diverifikasi", nilai=Decimal(50))
    baris = p.baris("diajukan", nilai=None, alasan_kosong="belum_rilis")
    sebelum = capaian_per_pd(p.pimpinan, TAHUN)[p.pd.pk].belum_akhir
    baris.status = "diverifikasi"
    baris.save()

    assert sebelum == {4}
    assert capaian_per_pd(p.pimpinan, TAHUN)[p.pd.pk].belum_akhir == set()


def test_money_up_to_the_last_known_quarter(p):
    isi = IsiSimpulFactory(dokumen=p.dokumen)
    simpul = isi.simpul
    Anggaran.objects.create(simpul=simpul, tahun=TAHUN, triwulan=0, pagu=400)
    for tw in (1, 2):
        Anggaran.objects.create(
            simpul=simpul,
            tahun=TAHUN,
            triwulan=tw,
            realisasi=100,
            isian=Isian.PER_TRIWULAN,
            contoh=tw == 2,
        )

    uang = uang_simpul(p.operator, [isi], TAHUN)[simpul.pk]

    assert (uang.pagu, uang.realisasi, uang.triwulan, uang.contoh) == (400, 200, 2, True)
    assert uang.serapan == Decimal(50)
    assert uang_simpul(p.operator_lain, [isi], TAHUN) == {}


def test_money_of_a_program_is_the_sum_of_what_was_typed_below_it(p):
    program = IsiSimpulFactory(dokumen=p.dokumen)
    bawah = [IsiSimpulFactory(induk=program, jenis="kegiatan") for _ in range(2)]
    Anggaran.objects.create(simpul=program.simpul, tahun=TAHUN, triwulan=0, pagu=400)
    Anggaran.objects.create(simpul=program.simpul, tahun=TAHUN, triwulan=1, realisasi=99)
    for satu in bawah:
        Anggaran.objects.create(simpul=satu.simpul, tahun=TAHUN, triwulan=1, realisasi=75)
    # one of two in the next quarter: the program is known up to the first
    Anggaran.objects.create(simpul=bawah[0].simpul, tahun=TAHUN, triwulan=2, realisasi=90)

    uang = uang_simpul(p.operator, [program, *bawah], TAHUN)[program.simpul_id]

    assert (uang.pagu, uang.realisasi, uang.triwulan, uang.contoh) == (400, 150, 1, False)


def test_sum_says_how_many_are_known_and_gives_no_share_of_a_part():
    penuh = Uang(100, 50, 4, contoh=False)
    tanpa_realisasi = Uang(100, None, None, contoh=True, n_realisasi=0)

    total = jumlah_uang([penuh, tanpa_realisasi, None])

    assert (total.pagu, total.realisasi) == (200, 50)
    assert (total.n_pagu, total.n_realisasi, total.dari) == (2, 1, 3)
    assert total.serapan is None
    assert total.contoh
    assert jumlah_uang([penuh, penuh]).serapan == Decimal(50)
    assert jumlah_uang([]).pagu is None


def test_queries_do_not_grow_with_rows(p, django_assert_num_queries):
    for status in (StatusRealisasi.DIVERIFIKASI,) * 3:
        p.baris(status)
    user = p.pimpinan
    assert user.melihat_semua_pd  # the roles are read once
    with django_assert_num_queries(5):
        capaian_per_pd(user, TAHUN)
    for _ in range(27):
        RealisasiFactory(isi=p.isi())
    with django_assert_num_queries(5):
        capaian_per_pd(user, TAHUN)
    with django_assert_num_queries(2):
        pengajuan_per_pd(user, TAHUN, 4)


def test_share_needs_both_numbers_of_the_same_nodes_not_equally_many():
    tanpa_realisasi = Uang(1000, None, None, contoh=False, n_realisasi=0)
    tanpa_pagu = Uang(None, 900, 4, contoh=False, n_pagu=0)

    total = jumlah_uang([tanpa_realisasi, tanpa_pagu])

    assert (total.pagu, total.realisasi, total.n_pagu, total.n_realisasi) == (1000, 900, 1, 1)
    assert total.serapan is None


def test_sum_names_the_quarter_where_some_nodes_stopped():
    sampai_dua, sampai_empat = Uang(100, 20, 2, contoh=False), Uang(100, 90, 4, contoh=False)

    assert jumlah_uang([sampai_dua, sampai_empat]).tertinggal == 2
    assert jumlah_uang([sampai_empat, sampai_empat]).tertinggal is None


def _setahun(p, **awal):
    """Triwulan I as `awal`, the others verified and real; compared with the target of the year."""
    isi = IsiIndikatorFactory(dokumen=p.dokumen, cara="jumlah")
    TargetFactory(isi=isi)
    p.baris(awal.pop("status", "diverifikasi"), isi=isi, triwulan=1, nilai=Decimal(20), **awal)
    for tw in (2, 3, 4):
        p.baris("diverifikasi", isi=isi, triwulan=tw, nilai=Decimal(20))
    return isi


@pytest.mark.parametrize(
    ("awal", "contoh", "belum_akhir"),
    [({}, False, False), ({"contoh": True}, True, False), ({"status": "draf"}, False, True)],
)
def test_value_of_a_year_carries_the_marks_of_all_its_quarters(p, awal, contoh, belum_akhir):
    isi = _setahun(p, **awal)

    k = _keadaan(isi)

    assert k.sel.setahun
    assert k.sel.capaian == Decimal(80)
    assert (k.contoh, k.belum_akhir) == (contoh, belum_akhir)
    bahan = muat_bahan({isi.indikator_id: isi}, TAHUN)
    assert bahan.memuat_contoh(4) is contoh


def test_made_up_value_outside_the_mean_does_not_mark_it(p):
    isi = IsiIndikatorFactory(dokumen=p.dokumen)  # due in every quarter, target of the year only
    TargetFactory(isi=isi)
    p.baris("diverifikasi", isi=isi, triwulan=1, nilai=Decimal(20), contoh=True)
    bahan = muat_bahan({isi.indikator_id: isi}, TAHUN)

    assert bahan.rata_rata(1).nilai is None
    assert not bahan.memuat_contoh(1)
