"""How well the matcher finds rows of disturbed reports; asserted over every PD of the real file,
over an independent plan of the same PD, and over PD that no file of ours knows."""

from __future__ import annotations

import csv

import pytest

from kinerja.selectors.berkas_triwulan import baca_berkas_triwulan
from kinerja.selectors.nomenklatur import Pustaka
from tests.kinerja.ukuran_padanan import (
    DATA,
    jumlahkan,
    laporan_karangan,
    muat_pustaka_csv,
    ukur,
    ukur_antar_sumber,
    ukur_semua,
)

PALING_SEDIKIT_BENAR, PALING_BANYAK_SALAH = 0.95, 0.005


@pytest.fixture(scope="module")
def pustaka() -> Pustaka:
    return muat_pustaka_csv()


def test_the_rows_of_six_pd_find_their_place():
    """A part of the measurement below, for every run."""
    c = jumlahkan(ukur_semua(pd=["BPBD", "DAMKAR", "DINKOP", "DISPAR", "INSPEKTORAT", "PERPUS"]))
    assert c["jumlah"] > 300
    assert c["benar"] / c["jumlah"] >= PALING_SEDIKIT_BENAR, c
    assert c["salah"] <= 1, c


@pytest.mark.lengkap
@pytest.mark.parametrize("benih", [2023, 7])
def test_95_percent_of_the_named_rows_of_31_pd_find_their_place(benih):
    semua = ukur_semua(benih)
    assert len(semua) == 31
    c = jumlahkan(semua)
    assert c["jumlah"] > 2200
    assert c["benar"] / c["jumlah"] >= PALING_SEDIKIT_BENAR, c
    assert c["salah"] / c["jumlah"] <= PALING_BANYAK_SALAH, c
    for h in semua:
        assert h.benar / h.jumlah >= 0.88, (h.pd, h.keliru)
        assert h.salah <= 2, (h.pd, h.keliru)


@pytest.mark.lengkap
def test_pd_that_are_in_no_file_find_their_places(pustaka):
    """Plans made from the nomenclature: eight bidang, ten programs each at most."""
    semua = [ukur(pd, baris, pustaka) for pd, baris in laporan_karangan().items()]
    c = jumlahkan(semua)
    assert c["jumlah"] > 600
    assert c["benar"] / c["jumlah"] >= PALING_SEDIKIT_BENAR, c
    assert c["salah"] / c["jumlah"] <= PALING_BANYAK_SALAH, c


@pytest.mark.lengkap
def test_a_pd_without_nomenclature_is_matched_by_its_plan_alone():
    """Names that the nomenclature never had, and no nomenclature at all."""
    kosong = Pustaka([])
    baris = laporan_karangan()["Contoh 1.02"]
    h = ukur("Contoh 1.02", baris, kosong)
    assert h.jumlah > 50
    assert h.benar / h.jumlah >= PALING_SEDIKIT_BENAR, h.keliru
    assert h.salah / h.jumlah <= 0.01


@pytest.mark.lengkap
@pytest.mark.parametrize("pd", ["DINDIKBUD", "DINKES"])
def test_the_report_fits_the_plan_that_another_document_gives(pustaka, pd):
    """The quarterly report against the RKPD 2023 of the same PD: two hands, two documents. Right
    is told by equal names alone, so a row is wrong when it went to another name."""
    c = ukur_antar_sumber(pd, pustaka)
    assert c["sama_nama"] > 40
    assert c["benar"] / c["sama_nama"] >= PALING_SEDIKIT_BENAR, c
    assert c["beda_kata"] == 0, c


def test_the_measured_file_is_the_one_with_2360_named_rows():
    with (DATA / "tangsel_triwulan_2023.csv").open(encoding="utf-8-sig", newline="") as berkas:
        nama = [b["urusan_program_kegiatan"].strip() for b in csv.DictReader(berkas)]
    lembar = baca_berkas_triwulan((DATA / "tangsel_triwulan_2023.csv").read_bytes(), "csv")
    assert sum(map(bool, nama)) == sum(bool(b.nama) for b in lembar.baris) == 2360
