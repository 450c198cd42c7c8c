"""Reading one typed cell: a value, a question, or a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja.forms.pengisian import KomentarForm, NarasiForm, PengembalianForm
from kinerja.forms.sel import SelForm
from kinerja.formulas.baca_sel import PesanSel, baca_sel
from kinerja.formulas.skala import SKALA_SAKIP, format_nilai
from kinerja.models import IsiIndikator


def _isi(satuan="Persen", desimal=2, skala=None) -> IsiIndikator:
    return IsiIndikator(satuan=satuan, desimal=desimal, skala_predikat=skala)


@pytest.mark.parametrize(
    ("teks", "sifat", "nilai"),
    [
        ("85,5%", {}, "85.5"),
        ("1.234,56", {"satuan": "Rasio"}, "1234.56"),
        ("31.82", {}, "31.82"),
        ("70.125", {"satuan": "Orang", "desimal": 0}, "70125"),
        ("0", {}, "0"),
        ("70,125", {"desimal": 3}, "70.125"),
        ("bb", {"desimal": 0, "skala": SKALA_SAKIP}, "5"),
        ("72,67", {"satuan": "Tahun"}, "72.67"),
    ],
)
def test_what_has_one_reading_is_a_value(teks, sifat, nilai):
    assert baca_sel(_isi(**sifat), teks) == Decimal(nilai)


@pytest.mark.parametrize(
    ("teks", "sifat", "kalimat"),
    [
        ("70.125", {}, "bisa dibaca dua cara. Tulis 70,125 atau 70125."),
        ("abc", {}, "berisi huruf"),
        ("#REF!", {}, "galat rumus Excel"),
        ("1e5", {}, "notasi ilmiah"),
        ("7,5", {"desimal": 0, "satuan": "Orang"}, "bukan bilangan bulat"),
        ("-", {}, "Kosongkan bila nilainya belum ada."),
        ("5", {"desimal": 0, "skala": SKALA_SAKIP}, "Pilih salah satu"),
        ("1,2345678", {}, "paling banyak 6"),
    ],
)
@pytest.mark.parametrize("yakin", ["", "bacaan", "nilai"])
def test_what_cannot_be_read_is_refused_even_if_one_is_sure(teks, sifat, kalimat, yakin):
    pesan = baca_sel(_isi(**sifat), teks, yakin=yakin)

    assert isinstance(pesan, PesanSel)
    assert kalimat in pesan.kalimat
    assert (pesan.teks, pesan.usul, pesan.boleh_yakin, pesan.konflik) == (teks, "", False, None)


@pytest.mark.parametrize(
    ("teks", "sifat", "usul", "pilihan", "bersikeras"),
    [
        ("7267%", {"satuan": "Tahun"}, "72,67", (), False),
        ("85,5%", {"satuan": "Tahun"}, "85,50", (), False),  # only the "%" was wrong
        ("1700%", {"satuan": "Laporan", "desimal": 0}, "17", (), False),
        ("200000", {"satuan": "Persen"}, "", (), True),
        ("1,250", {"satuan": "Persen"}, "", ("1,25", "1.250,00"), False),
    ],
)
def test_what_is_odd_is_asked_with_the_likely_readings(teks, sifat, usul, pilihan, bersikeras):
    isi = _isi(**sifat)

    pesan = baca_sel(isi, teks)

    assert isinstance(pesan, PesanSel)
    assert (pesan.usul, pesan.pilihan, pesan.boleh_yakin) == (usul, pilihan, bersikeras)
    assert isinstance(baca_sel(isi, teks, yakin="nilai"), Decimal)


def test_a_chosen_reading_is_still_judged_for_its_unit():
    assert baca_sel(_isi(), "1,250", yakin="bacaan") == Decimal("1.25")
    assert isinstance(baca_sel(_isi(satuan="Tahun"), "7.267,00", yakin="bacaan"), PesanSel)


@pytest.mark.parametrize("desimal", range(7))
@pytest.mark.parametrize("nilai", ["0", "1.25", "70.125", "999.999999", "70125", "-3.5", "0.125"])
def test_what_the_grid_shows_it_reads_back_without_a_question(nilai, desimal):
    isi = _isi(satuan="Rasio", desimal=desimal)
    angka = Decimal(nilai)
    if desimal == 0:
        angka = angka.quantize(Decimal(1))
    tampil = format_nilai(angka, desimal=desimal)

    banyak = desimal < 3 and angka != angka.quantize(Decimal("0.01"))
    hasil = baca_sel(isi, tampil, yakin="bacaan" if banyak else "")

    assert hasil == angka, tampil


def test_cell_form_wants_a_real_quarter_and_a_known_reason():
    benar = {"indikator": 1, "tahun": 2024, "triwulan": 4, "versi": 0}

    assert SelForm(benar).is_valid()
    assert SelForm({**benar, "alasan_kosong": "belum_rilis"}).is_valid()
    for medan, nilai in [
        ("triwulan", 0),
        ("triwulan", 5),
        ("tahun", 1999),
        ("versi", -1),
        ("versi", ""),
        ("indikator", "x"),
        ("alasan_kosong", "malas"),
        ("nilai", "9" * 61),
    ]:
        assert medan in SelForm({**benar, medan: nilai}).errors


def test_texts_have_a_limit_and_a_return_needs_a_reason():
    sel = {"indikator": 1, "tahun": 2024, "triwulan": 4}

    assert NarasiForm(sel).is_valid()
    assert "analisis" in NarasiForm({**sel, "analisis": "x" * 4001}).errors
    assert KomentarForm({**sel, "teks": "  "}).errors["teks"] == ["Tulis komentarnya dulu."]
    assert "Tulis alasan pengembaliannya" in PengembalianForm({"teks": " "}).errors["teks"][0]
    assert PengembalianForm({"teks": "x" * 4001}).errors
