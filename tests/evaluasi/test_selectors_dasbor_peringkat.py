"""Ranking and heatmap: order, shared ranks, rules between the rows, unknown values."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from evaluasi.models import LembarKerja
from evaluasi.reports.peringkat import tulis_peringkat
from evaluasi.selectors.dasbor_nilai import nilai_semua_pd
from evaluasi.selectors.dasbor_peringkat import (
    hitung_perubahan,
    nomor_peringkat,
    sumbu_nilai,
    susun_peringkat,
)
from kinerja.selectors.ikhtisar import capaian_per_pd
from opd.models import JenisPeran
from tests.evaluasi.kota_dasbor import buat_kota_uji, buat_pd_uji
from tests.factories import TAHUN, LembarKerjaFactory, PenggunaFactory, PerangkatDaerahFactory


@pytest.fixture
def pimpinan(db):
    return PenggunaFactory(peran=JenisPeran.PIMPINAN)


def _peringkat(user, tahun=TAHUN, *, capaian=False):
    daftar = nilai_semua_pd(user, tahun)
    return susun_peringkat(daftar, capaian_per_pd(user, tahun) if capaian else None)


@pytest.mark.parametrize(
    ("kini", "lalu", "hasil"),
    [
        ("70.10", "69.04", ("naik", "1,06")),
        ("68", "69.5", ("turun", "1,50")),
        ("68.001", "68.004", ("tetap", "0,00")),
        ("68", None, ("", "–")),
        (None, "68", ("", "–")),
    ],
)
def test_change_is_that_of_the_shown_values(kini, lalu, hasil):
    p = hitung_perubahan(Decimal(kini) if kini else None, Decimal(lalu) if lalu else None)

    assert (p.arah, p.besar) == hasil


def test_equal_values_share_a_rank():
    nilai = [Decimal(n) for n in ("90", "80", "80", "80", "70", "60", "60")]

    assert nomor_peringkat(nilai) == ["1", "2=", "2=", "2=", "5", "6=", "6="]
    assert nomor_peringkat([]) == []


@pytest.mark.parametrize(
    ("nilai", "sumbu"),
    [((), (50, 90)), ((55, 85), (50, 90)), ((49, 91), (40, 100)), ((30, 90), (30, 90))],
)
def test_axis_holds_every_value(nilai, sumbu):
    assert sumbu_nilai([Decimal(n) for n in nilai]) == sumbu


def test_rows_are_ordered_with_value_change_and_letters(pimpinan):
    buat_kota_uji(4)  # A 90, BB 80, B 70, CC 60

    p = _peringkat(pimpinan)

    assert [(b.nomor, b.nama, b.nilai, b.huruf) for b in p.baris] == [
        ("1", "Dinas 00", "90,00", "A"),
        ("2", "Dinas 01", "80,00", "BB"),
        ("3", "Dinas 02", "70,00", "B"),
        ("4", "Dinas 03", "60,00", "CC"),
    ]
    assert [b.perubahan.besar for b in p.baris] == ["0,00"] * 4
    assert [b.posisi for b in p.baris] == ["100.00", "75.00", "50.00", "25.00"]
    assert [b.di_atas for b in p.baris] == [True, True, False, False]  # 70,00 is not BB
    assert len(p.baris[0].peta) == 12
    assert p.baris[0].peta[0].judul.startswith("1.a ")
    assert [nama for nama, _ in p.kelompok][:2] == ["1 Perencanaan", "2 Pengukuran"]
    assert (p.rata_rata, p.rata_huruf, p.posisi_batas) == ("75,00", "BB", "50.00")


def test_rules_stand_where_bb_ends_and_under_two_thirds(pimpinan):
    buat_kota_uji(4)

    p = _peringkat(pimpinan)

    assert [[(g.teks, g.pasti) for g in b.garis] for b in p.baris] == [
        [],
        [("Batas BB: 2 PD di atas 70,00", False)],
        [("Garis 2/3: 3 PD harus BB agar kota layak BB", True)],
        [],
    ]


def test_rule_stands_on_top_when_nobody_reached_bb(pimpinan):
    buat_kota_uji(0)
    for nomor in range(3):
        buat_pd_uji(nomor, "CC")

    p = _peringkat(pimpinan)

    assert [g.teks for g in p.garis_awal] == ["Batas BB: belum ada PD di atas 70,00"]
    assert [b.nomor for b in p.baris] == ["1=", "1=", "1="]
    assert [b.nama for b in p.baris] == ["Dinas 00", "Dinas 01", "Dinas 02"]


def test_pd_that_are_not_judged_stand_last_without_a_value(pimpinan):
    buat_kota_uji(4, dinilai=1)

    p = _peringkat(pimpinan)

    assert (p.jumlah, p.total) == (1, 4)
    assert [(b.nomor, b.nilai, b.huruf) for b in p.belum] == [("–", "–", "")] * 3
    assert {s.kelas for b in p.belum for s in b.peta} == {"kosong"}
    assert p.rata_rata == "90,00"  # over one PD, not over four
    assert p.baris[0].garis[0].teks == "Batas BB: 1 PD di atas 70,00"
    assert len(p.baris[0].garis) == 1  # rank 3 does not exist yet


def test_incomplete_sheet_has_no_value(pimpinan):
    buat_kota_uji(1)
    pd = PerangkatDaerahFactory(nama="Dinas Sebelas")
    LembarKerjaFactory(pd=pd, jawaban={"1.a": "AA", "1.b": "AA"})

    assert [b.nama for b in _peringkat(pimpinan).belum] == ["Dinas Sebelas"]


def test_two_weakest_subkomponen_are_marked_by_their_share_of_the_weight(pimpinan):
    buat_kota_uji(0)
    kode = [f"{k}.{s}" for k in "1234" for s in "abc"]
    jawaban = dict.fromkeys(kode, "BB") | {"4.c": "D", "2.c": "C"}
    LembarKerjaFactory(pd=PerangkatDaerahFactory(), jawaban=jawaban)

    p = _peringkat(pimpinan)

    assert {k.kode: k.rata_rata for k in p.kolom if k.lemah} == {"2.c": "50,0", "4.c": "30,0"}
    assert p.terlemah.startswith("4.c ")
    assert "; 2.c " in p.terlemah


def test_second_view_shows_means_with_their_counts(pimpinan):
    kota = buat_kota_uji(2, dinilai=1)

    p = _peringkat(pimpinan, capaian=True)

    assert [(s.label, s.nilai, s.hitungan) for s in p.baris[0].capaian] == [
        ("TW I", "–", "0 dari 1"),  # no target for the quarter
        ("TW II", "–", "0 dari 1"),
        ("TW III", "–", ""),
        ("TW IV", "80,00%", "1 dari 1"),
    ]
    assert p.belum[0].capaian[3].nilai == "80,00%"  # measured, though not judged
    assert (p.rata_capaian[3].nilai, p.rata_capaian[3].hitungan) == ("80,00%", "2 dari 2")
    assert not p.rata_capaian[3].contoh
    assert p.baris[0].pd_id == kota.pd[0].pd.pk


def test_made_up_quarters_are_marked_once_for_the_column_or_per_cell(pimpinan):
    kota = buat_kota_uji(2)
    satu = kota.pd[0].iku.indikator.realisasi.filter(triwulan=4)
    satu.update(contoh=True)

    sebagian = _peringkat(pimpinan, capaian=True)
    kota.pd[1].iku.indikator.realisasi.filter(triwulan=4).update(contoh=True)
    # the city enters its own IKU and has no value: it has no cell in the column
    semua = _peringkat(pimpinan, capaian=True)

    assert [b.capaian[3].tanda for b in sebagian.baris] == ["contoh", ""]
    assert not sebagian.rata_capaian[3].contoh
    assert [b.capaian[3].tanda for b in semua.baris] == ["", ""]
    assert semua.rata_capaian[3].contoh


def test_unverified_values_make_the_mean_of_a_pd_and_of_the_city_provisional(pimpinan):
    kota = buat_kota_uji(2)
    akhir = _peringkat(pimpinan, capaian=True)
    kota.pd[0].iku.indikator.realisasi.filter(triwulan=4).update(status="draf")
    sebagian = _peringkat(pimpinan, capaian=True)
    kota.pd[1].iku.indikator.realisasi.filter(triwulan=4).update(status="diajukan")
    semua = _peringkat(pimpinan, capaian=True)

    assert not akhir.rata_capaian[3].sementara
    assert [b.capaian[3].tanda for b in akhir.baris] == ["", ""]
    assert (sebagian.rata_capaian[3].sementara, sebagian.rata_capaian[3].tanda) == (True, "")
    assert [b.capaian[3].tanda for b in sebagian.baris] == ["sementara", ""]
    assert semua.rata_capaian[3].tanda == "semua"  # then the head of the column says it once
    assert [b.capaian[3].tanda for b in semua.baris] == ["", ""]


def test_column_of_changes_is_left_out_when_nobody_was_judged_before(pimpinan):
    buat_kota_uji(2)
    lalu = LembarKerja.objects.filter(jenis="internal", templat__tahun_evaluasi=TAHUN - 1)
    lalu.update(status="draf")

    p = _peringkat(pimpinan)
    lembar = load_workbook(BytesIO(tulis_peringkat(p))).worksheets[0]
    kepala, satu = [[sel.value for sel in b] for b in lembar.iter_rows(max_row=2)]

    alasan = "Perubahan belum dapat dihitung: belum ada PD yang dinilai juga pada 2023."
    assert (p.tahun_lalu, p.tanpa_perubahan) == (None, alasan)
    assert kepala[3:5] == ["Predikat", "Keterangan"]
    assert (len(kepala), satu[:4], satu[5]) == (17, ["1", "Dinas 00", 90, "A"], "A")
    assert lembar.cell(lembar.max_row, 1).value.endswith(alasan)
    assert lembar.column_dimensions["E"].width == 12
    assert "pertama" in _peringkat(pimpinan, TAHUN - 1).tanpa_perubahan


def test_year_without_template_has_no_columns(pimpinan):
    PerangkatDaerahFactory(nama="Dinas Sendiri")

    p = _peringkat(pimpinan)

    assert (p.jumlah, p.total, p.kolom, p.huruf, p.tahun_lalu) == (0, 1, [], [], None)


def test_spreadsheet_holds_the_same_numbers_as_numbers(pimpinan):
    buat_kota_uji(3, dinilai=2)
    buku = load_workbook(BytesIO(tulis_peringkat(_peringkat(pimpinan))))

    lembar = buku["Peringkat 2024"]
    kepala, satu, dua, belum = [[sel.value for sel in b] for b in lembar.iter_rows(max_row=4)]

    assert kepala[:6] == [
        "No.",
        "Perangkat daerah",
        "Nilai",
        "Predikat",
        "Perubahan dari 2023",
        "Keterangan",
    ]
    assert len(kepala) == 18
    assert satu[:5] == ["1", "Dinas 00", 90, "A", 0]
    assert dua[6:] == ["BB"] * 12
    assert belum[:6] == [None, "Dinas 02", None, None, None, "belum dinilai"]


@pytest.mark.parametrize("nama", ['=HYPERLINK("http://jahat")', "+1", "-1", "@SUM(A1)", "a\x07b"])
def test_name_never_becomes_a_formula(pimpinan, nama):
    buat_kota_uji(0)
    LembarKerjaFactory(pd=PerangkatDaerahFactory(nama=nama), jawaban="B")

    buku = load_workbook(BytesIO(tulis_peringkat(_peringkat(pimpinan))))
    sel = buku.worksheets[0]["B2"]

    assert (sel.data_type, sel.value) == ("s", nama.replace("\x07", " "))
