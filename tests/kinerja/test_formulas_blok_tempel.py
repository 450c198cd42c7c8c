"""A pasted block: its cells, the places of its rows, the readings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja.formulas.bacaan_tempel import baca_tempelan
from kinerja.formulas.blok_tempel import (
    BATAS_BARIS,
    BATAS_HURUF,
    BATAS_KOLOM,
    BlokTakTerbaca,
    baca_blok,
    galat_excel,
    huruf_kolom,
    sel_kosong,
)
from kinerja.formulas.kolom_tempel import PeranKolom
from kinerja.formulas.letak_tempel import (
    NamaIndikator,
    NamaSimpul,
    PencariNama,
    cari_kolom_nama,
    letak_berurutan,
    letakkan,
)


class Ukuran:
    """What reading must know of an indicator."""

    def __init__(self, satuan="Persen", desimal=2, skala=None):
        self.satuan, self.desimal, self.skala_predikat = satuan, desimal, skala


@pytest.mark.parametrize(
    ("teks", "baris"),
    [
        ("85,5\r\n90\r\n", (("85,5",), ("90",))),
        ("85,5\n90", (("85,5",), ("90",))),
        ("a\tb\rc\td\r", (("a", "b"), ("c", "d"))),
        ('"dua\r\nbaris"\t"tab\tdi dalam"', (("dua\nbaris", "tab di dalam"),)),
        ('"kata ""kutip"""\tx', (('kata "kutip"', "x"),)),
        ('5" pipa\t"tak tertutup\tx', (('5" pipa', '"tak tertutup', "x"),)),
        ("a\tb\tc\nd", (("a", "b", "c"), ("d", "", ""))),
        ("\ufeff'85,5\u00a0%\t\u200b90", (("85,5 %", "90"),)),
        ("\n85", (("",), ("85",))),
        ('"Sudah baik"\t"85,5"', (('"Sudah baik"', "85,5"),)),
        ("'Aisyiyah\t'=jumlah\t'0812", (("'Aisyiyah", "=jumlah", "0812"),)),
        ("1\n\n\n", (("1",), ("",), ("",))),
        ("a\x00b\x07\tc", (("ab", "c"),)),
    ],
)
def test_block_is_read_as_both_programs_write_it(teks, baris):
    assert baca_blok(teks).baris == baris


@pytest.mark.parametrize(
    ("teks", "bunyi"),
    [
        ("", "kosong"),
        ("\t\t\n\t\n", "kosong"),
        ("1\n" * (BATAS_BARIS + 1), f"{BATAS_BARIS + 1} baris"),
        ("1\t" * (BATAS_KOLOM + 1), f"{BATAS_KOLOM + 2} kolom"),
        ("x" * (BATAS_HURUF + 1), "terlalu panjang"),
    ],
)
def test_what_is_no_block_or_too_large_says_so(teks, bunyi):
    with pytest.raises(BlokTakTerbaca, match=bunyi):
        baca_blok(teks)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.characters(), max_size=300) | st.text(alphabet='"\t\n\r1a,', max_size=80)
)
def test_any_text_is_a_block_of_equal_rows_or_its_own_error(teks):
    try:
        blok = baca_blok(teks)
    except BlokTakTerbaca:
        return
    assert {len(b) for b in blok.baris} == {blok.lebar}
    assert not any("\t" in sel or "\r" in sel for b in blok.baris for sel in b)


def _kutip(teks):
    """A cell as the programs write it: quotes only where they are needed."""
    if not any(h in teks for h in '\t\n"'):
        return teks
    return '"' + teks.replace('"', '""') + '"'


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(alphabet=st.sampled_from('ab" \n\t,1'), max_size=8), min_size=2, max_size=4
        ),
        min_size=1,
        max_size=6,
    )
)
def test_quoted_cells_come_back_as_they_were(baris):
    lebar = len(baris[0])
    baris = [[*b, *[""] * lebar][:lebar] for b in baris]
    teks = "\r\n".join("\t".join(_kutip(s) for s in b) for b in baris)
    if not any(s.strip() for b in baris for s in b):
        return
    harap = tuple(tuple(s.replace("\t", " ").strip() for s in b) for b in baris)
    assert baca_blok(teks + "\r\n").baris == harap


@pytest.mark.parametrize("teks", ["", "-", "–", "--", "n.a", "N/A"])
def test_cells_that_say_unknown(teks):
    assert sel_kosong(teks)


@pytest.mark.parametrize("teks", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "####", "Err:502"])
def test_errors_of_a_spreadsheet(teks):
    assert galat_excel(teks)
    bacaan = baca_tempelan(PeranKolom.NILAI, Ukuran(), teks)
    assert not bacaan.terbaca
    assert "galat Excel" in bacaan.kalimat


def test_letters_of_columns():
    assert [huruf_kolom(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


@pytest.mark.parametrize(
    ("teks", "ukuran", "nilai", "tampil", "lain"),
    [
        ("85,5%", Ukuran(), "85.5", "85,50", True),
        ("1.234,56", Ukuran("Rasio"), "1234.56", "1.234,56", False),
        ("31.82", Ukuran(), "31.82", "31,82", True),
        ("5", Ukuran("Orang", 0), "5", "5", False),
        ("bb", Ukuran("Predikat", 0, {"B": 4, "BB": 5}), "5", "BB", False),
    ],
)
def test_values_are_read_and_another_spelling_is_marked(teks, ukuran, nilai, tampil, lain):
    bacaan = baca_tempelan(PeranKolom.NILAI, ukuran, teks)

    assert (bacaan.terbaca, bacaan.nilai) == (True, Decimal(nilai))
    assert (bacaan.tampil, bacaan.lain) == (tampil, lain)


@pytest.mark.parametrize(
    ("teks", "ukuran", "jawaban", "nilai"),
    [
        ("1,250", Ukuran("Rasio"), "bacaan|1.250,00", "1250"),
        ("1,250", Ukuran("Persen"), "bacaan|12,50", "12.50"),
        ("1,250", Ukuran(), "bacaan|1,25", "1.25"),
        ("7267%", Ukuran("Tahun"), "bacaan|72,67", "72.67"),
        ("-5", Ukuran("Orang", 0), "nilai|-5", "-5"),
        ("1,234", Ukuran("Orang", 0), "bacaan|1234", "1234"),
        ("85.00", Ukuran("Orang", 0), "bacaan|85", "85"),
    ],
)
def test_doubtful_values_ask_and_the_answer_counts(teks, ukuran, jawaban, nilai):
    tanya = baca_tempelan(PeranKolom.NILAI, ukuran, teks)

    assert not tanya.terbaca
    assert jawaban in {j.kode for j in tanya.jawaban}
    assert "Nilai belum disimpan" not in tanya.kalimat
    assert baca_tempelan(PeranKolom.NILAI, ukuran, teks, jawaban=jawaban).nilai == Decimal(nilai)
    assert not baca_tempelan(PeranKolom.NILAI, ukuran, teks, jawaban="bacaan|999").terbaca


@pytest.mark.parametrize(
    ("teks", "jawaban", "rupiah"),
    [
        ("(5.000)", "bacaan|-5.000", -5000),
        ("-5.000", "bacaan|-5.000", -5000),
        ("1,234", "bacaan|1234", 1234),
        ("1234567.00", "bacaan|1234567", 1234567),
    ],
)
def test_doubtful_money_asks_and_the_answer_counts(teks, jawaban, rupiah):
    tanya = baca_tempelan(PeranKolom.RUPIAH, None, teks)

    assert (tanya.terbaca, [j.kode for j in tanya.jawaban]) == (False, [jawaban])
    assert baca_tempelan(PeranKolom.RUPIAH, None, teks, jawaban=jawaban).rupiah == rupiah


def test_money_on_another_unit_and_errors_in_texts_are_refused():
    assert not baca_tempelan(PeranKolom.NILAI, Ukuran("Orang", 0), "Rp 1.500.000").terbaca
    assert baca_tempelan(PeranKolom.NILAI, Ukuran("Rp", 0), "Rp 1.500.000").nilai == 1_500_000
    assert not baca_tempelan(PeranKolom.ANALISIS, Ukuran(), "#DIV/0!").terbaca


def test_money_is_whole_rupiah_and_a_dash_is_unknown():
    assert baca_tempelan(PeranKolom.RUPIAH, None, "Rp 1.234.567,00").rupiah == 1_234_567
    assert not baca_tempelan(PeranKolom.RUPIAH, None, "1,5").terbaca
    assert baca_tempelan(PeranKolom.RUPIAH, None, "-").baku == ""
    assert not (persen := baca_tempelan(PeranKolom.RUPIAH, None, "98%")).terbaca
    assert "bukan persen" in persen.kalimat
    assert baca_tempelan(PeranKolom.ANALISIS, Ukuran(), "=cmd|x").teks == "=cmd|x"


PROGRAM = [
    NamaSimpul(1, "Program Pelayanan Kesehatan", "1.02.02", 1, "0001"),
    NamaSimpul(2, "Program Sediaan Farmasi", "1.02.04", 1, "0002"),
]
INDIKATOR = [
    NamaIndikator(11, "Angka harapan hidup", 1, "0001"),
    NamaIndikator(12, "Persentase layanan sesuai standar", 1, "0001"),
    NamaIndikator(21, "Persentase layanan sesuai standar", 1, "0002"),
]


def _letak(teks, **lain):
    blok, pencari = baca_blok(teks), PencariNama(INDIKATOR, PROGRAM)
    kolom = cari_kolom_nama(blok, pencari)
    assert kolom is not None
    sisa = [k for k in range(blok.lebar) if k != kolom]
    return letakkan(blok, kolom_nama=kolom, pencari=pencari, kolom_lain=sisa, **lain)


def test_same_words_are_told_apart_by_the_rows_above():
    letak = _letak(
        "PROGRAM SEDIAAN FARMASI\t\nPersentase layanan sesuai standar\t7\n"
        "program pelayanan kesehatan\t\nAngka  Harapan\u00a0Hidup\t71\n"
        "Persentase layanan sesuai standar\t8"
    )

    assert [letak[n].indikator for n in (1, 3, 4)] == [21, 11, 12]
    assert [letak[n].simpul for n in (0, 2)] == [2, 1]


def test_same_words_are_told_apart_by_merged_program_cells_and_codes():
    letak = _letak(
        "Sediaan Farmasi\tPersentase layanan sesuai standar\t7\n"
        "1.02.02\tAngka harapan hidup\t71\n\tPersentase layanan sesuai standar\t8"
    )

    assert [letak[n].indikator for n in range(3)] == [21, 11, 12]


def test_same_words_without_a_program_ask_and_the_pick_counts():
    teks = "Angka harapan hidup\t71\nPersentase layanan sesuai standar\t8"

    assert (letak := _letak(teks)[1]).indikator is None
    assert set(letak.pilihan) == {12, 21}
    assert _letak(teks, diminta={1: 21})[1].indikator == 21


def test_twins_taken_in_the_order_of_the_sheet_are_marked():
    dua = "Persentase layanan sesuai standar\t7\nPersentase layanan sesuai standar\t8\n"

    letak = _letak(f"{dua}Angka harapan hidup\t9")
    assert [(letak[n].indikator, letak[n].kembar) for n in range(3)] == [
        (12, True),
        (21, True),
        (11, False),
    ]
    letak = _letak(f"PROGRAM SEDIAAN FARMASI\t\n{dua.splitlines()[0]}")
    assert (letak[1].indikator, letak[1].kembar) == (21, False)


def test_a_slip_is_matched_with_less_than_full_confidence():
    letak = _letak("Angka harapan hidpu\t71\nHal lain sama sekali\t5")

    assert letak[0].indikator == 11
    assert 90 <= letak[0].keyakinan < 100
    assert letak[1].indikator is None


def test_numbers_alone_have_no_column_of_names():
    pencari = PencariNama(INDIKATOR, PROGRAM)
    assert cari_kolom_nama(baca_blok("85\t90\n91\t92"), pencari) is None


@pytest.mark.parametrize(
    ("tata", "kosong", "tujuan", "catatan"),
    [
        ([7, 0, 8, 9], "1.1", [7, 0, 8], "disejajarkan"),
        ([7, 0, 8, 9], "11.", [7, 8, 9], "1 baris kosong"),
        ([7, 0, 8, 9], "111", [7, 8, 9], ""),
        ([7, 8, 9], "1.1", [7, 8, 9], ""),
        ([0, 7, 0, 8], "1", [7], ""),
        ([7, -1, 8], "11", [7, 8], "1 baris jumlah"),
        ([7, -1, 0, 8], "11.1", [7, 0, 0, 8], "disejajarkan"),
    ],
)
def test_rows_without_names_go_downwards(tata, kosong, tujuan, catatan):
    hasil, ada = letak_berurutan(tata, 7, [k == "." for k in kosong])

    assert hasil == tujuan
    assert catatan in ada
    assert bool(catatan) == bool(ada)
