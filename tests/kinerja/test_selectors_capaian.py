"""Comparing cells with targets, and the means over them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kinerja.models import Cara, Frekuensi, Isian, JenisDokumen, Polaritas, RumusNegatif
from kinerja.selectors.capaian import (
    capaian_sel,
    hitung_tanpa_analisis,
    jelaskan_sel,
    nilai_setahun,
    perlu_analisis,
    rata_rata_setahun,
)
from kinerja.selectors.target_berlaku import target_setahun
from tests.factories import TAHUN, DokumenFactory, IsiIndikatorFactory, KotaFactory, TargetFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db


def _sel(p, isi, nilai, triwulan=TW):
    target = target_setahun([isi.indikator_id], TAHUN).get(isi.indikator_id)
    angka = {tw: None if n is None else Decimal(n) for tw, n in nilai.items()}
    return capaian_sel(isi, target, angka, triwulan)


def test_quarter_is_compared_with_its_own_target(p):
    isi = p.isi()
    TargetFactory(isi=isi, triwulan=4, nilai=Decimal(50))

    sel = _sel(p, isi, {4: 40})

    assert (sel.capaian, sel.setahun, sel.target.nilai) == (80, False, 50)
    assert sel.kategori.nama == "Tinggi"


@pytest.mark.parametrize(
    ("sifat", "nilai", "realisasi"),
    [
        ({"cara": Cara.POSISI_AKHIR}, {1: 10, 4: 60}, 60),
        ({"cara": Cara.JUMLAH}, {1: 10, 2: 20, 3: 30, 4: 5}, 65),
        ({"cara": Cara.JUMLAH, "isian": Isian.SD_TRIWULAN}, {1: 10, 2: 30, 3: 60, 4: 65}, 65),
        ({"cara": Cara.RATA_RATA}, {1: 60, 2: 70, 3: 80, 4: 90}, 75),
        ({"cara": Cara.JUMLAH, "frekuensi": Frekuensi.SEMESTER}, {2: 20, 4: 30}, 50),
        ({"frekuensi": Frekuensi.TAHUN}, {4: 42}, 42),
    ],
)
def test_last_quarter_without_a_target_is_compared_as_the_year(p, sifat, nilai, realisasi):
    sel = _sel(p, p.isi(**sifat), nilai)

    assert (sel.setahun, sel.realisasi, sel.capaian) == (True, realisasi, realisasi)


@pytest.mark.parametrize("nilai", [{}, {4: None}, {1: 50, 2: 60, 3: 70}, {3: 70, 4: None}])
@pytest.mark.parametrize("cara", Cara.values)
def test_an_empty_last_quarter_has_no_capaian_whatever_came_before(p, nilai, cara):
    sel = _sel(p, p.isi(cara=cara), nilai)

    assert (sel.capaian, sel.kategori, sel.realisasi) == (None, None, None)
    assert sel.alasan == "Realisasi belum diisi."


@pytest.mark.parametrize("triwulan", [1, 2, 3])
def test_other_quarters_without_a_target_have_no_capaian(p, triwulan):
    sel = _sel(p, p.isi(), {triwulan: 50}, triwulan)

    assert sel.capaian is None
    assert "baru dihitung di Triwulan IV" in sel.alasan


def test_without_any_target_the_reason_says_so(p):
    sel = _sel(p, IsiIndikatorFactory(dokumen=p.dokumen), {4: 50})

    assert (sel.capaian, sel.realisasi) == (None, 50)
    assert sel.alasan == "Target belum ditetapkan, jadi capaian tidak dapat dihitung."
    assert jelaskan_sel(p.isi(), sel).kalimat == sel.alasan


def test_an_undefined_formula_gives_a_reason_and_not_zero(p):
    isi = p.isi(polaritas=Polaritas.NEGATIF, rumus_negatif=RumusNegatif.RASIO)

    sel = _sel(p, isi, {4: 0})

    assert sel.capaian is None
    assert sel.alasan


def test_zero_reached_is_zero_percent_and_wants_an_analysis(p):
    sel = _sel(p, p.isi(), {4: 0})

    assert sel.capaian == 0
    assert perlu_analisis(sel)


def test_range_counts_as_reached_inside(p):
    isi = p.isi()
    TargetFactory(isi=isi, triwulan=4, nilai=Decimal(10), nilai_atas=Decimal(12))

    assert _sel(p, isi, {4: 11}).capaian == 100


@pytest.mark.parametrize(("nilai", "perlu"), [("75.99", True), ("76", False), ("0", True)])
def test_an_analysis_is_expected_below_seventy_six_percent(p, nilai, perlu):
    isi = p.isi()
    p.baris(isi=isi, nilai=Decimal(nilai))

    assert perlu_analisis(_sel(p, isi, {4: nilai})) is perlu
    assert hitung_tanpa_analisis(p.pd.pk, TAHUN, TW) == int(perlu)


def test_written_not_due_and_empty_cells_want_no_analysis(p):
    p.baris(nilai=Decimal(10), analisis="Sebabnya")
    p.isi()
    p.baris(nilai=None, alasan_kosong="belum_rilis")
    tahunan = p.isi(frekuensi=Frekuensi.TAHUN)
    TargetFactory(isi=tahunan, triwulan=1)
    p.baris(isi=tahunan, triwulan=1, nilai=Decimal(1))

    assert hitung_tanpa_analisis(p.pd.pk, TAHUN, TW) == 0
    assert hitung_tanpa_analisis(p.pd.pk, TAHUN, 1) == 0


def test_means_say_n_of_n_and_leave_quarters_without_any_value_out(p):
    satu, dua = p.isi(), p.isi()
    for isi in (satu, dua):
        TargetFactory(isi=isi, triwulan=1, nilai=Decimal(10))
    p.baris(isi=satu, triwulan=1, nilai=Decimal(5))
    p.baris(isi=dua, triwulan=1, nilai=Decimal(10))
    p.baris(isi=satu, triwulan=4, nilai=Decimal(80))
    p.isi(frekuensi=Frekuensi.TAHUN)

    rata: Any = rata_rata_setahun(p.pd.pk, TAHUN)

    assert set(rata) == {1, 4}
    assert (rata[1].nilai, rata[1].n, rata[1].dari) == (75, 2, 2)
    assert (rata[4].nilai, rata[4].n, rata[4].dari) == (80, 1, 3)


def test_a_shared_indicator_is_measured_as_the_city_defines_it(p):
    isi = p.isi(polaritas=Polaritas.POSITIF)
    rkpd = DokumenFactory(pd=KotaFactory(), jenis=JenisDokumen.RKPD)
    IsiIndikatorFactory(dokumen=rkpd, indikator=isi.indikator, polaritas=Polaritas.NEGATIF)
    p.baris(isi=isi, nilai=Decimal(150))

    rata: Any = rata_rata_setahun(p.pd.pk, TAHUN)

    assert (rata[4].nilai, rata[4].dari) == (50, 1)
    assert hitung_tanpa_analisis(p.pd.pk, TAHUN, TW) == 1


def test_stored_values_per_quarter_in_one_query(p, django_assert_num_queries):
    isi = p.isi()
    p.baris(isi=isi, triwulan=1, nilai=Decimal(5))
    p.baris(isi=isi, triwulan=2, nilai=None, alasan_kosong="belum_rilis")

    with django_assert_num_queries(1):
        assert nilai_setahun([isi.indikator_id], TAHUN) == {
            isi.indikator_id: {1: Decimal(5), 2: None}
        }
