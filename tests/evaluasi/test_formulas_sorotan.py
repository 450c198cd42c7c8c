"""Why an indicator is named, and the words for a share submitted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluasi.formulas.sorotan import alasan_sorotan, kata_pengajuan, runtun_memburuk


def _deret(*nilai):
    return [None if n is None else Decimal(str(n)) for n in nilai]


@pytest.mark.parametrize(
    ("capaian", "deret", "triwulan", "polaritas", "setahun", "alasan"),
    [
        (Decimal("49.99"), (9, 8, 7), 3, "positif", False, "Belum separuh dari target"),
        (Decimal(50), (9, 8, 7), 3, "positif", False, "Turun dua triwulan berturut-turut"),
        (Decimal(80), (5, 6, 7), 3, "negatif", False, "Naik dua triwulan berturut-turut"),
        (Decimal(80), (9, 8, 7, 6, 5, 4, 3, 2), 4, "positif", True, "Turun tujuh triwulan "),
        (Decimal(80), (9, 9, 7), 3, "positif", False, "Turun dari Triwulan II"),
        (Decimal(80), (7, 9), 1, "negatif", False, "Naik dari Triwulan IV tahun lalu"),
        (Decimal(80), (5, 6, 7), 3, "positif", False, "Di bawah target triwulan"),
        (Decimal(80), (5, 6, 7), 4, "positif", True, "Di bawah target tahun"),
        (Decimal(80), (7, 7), 2, "positif", False, "Di bawah target triwulan"),
        (Decimal(80), (9, None, 7), 3, "positif", False, "Di bawah target triwulan"),
        (Decimal(80), (9, 8, 7), 3, "stabil", False, "Di bawah target triwulan"),
        (Decimal(80), (), 1, "positif", False, "Di bawah target triwulan"),
    ],
)
def test_reason(capaian, deret, triwulan, polaritas, setahun, alasan):
    hasil = alasan_sorotan(
        capaian, _deret(*deret), triwulan=triwulan, polaritas=polaritas, setahun=setahun
    )

    assert hasil.startswith(alasan)


@pytest.mark.parametrize(
    ("deret", "polaritas", "langkah"),
    [
        ((1, 2, 1, 0), "positif", 2),
        ((4, 3, None, 2, 1), "positif", 1),
        ((3, 2, 1, None), "positif", 0),
        ((1, 2, 3), "negatif", 2),
        ((3, 2, 1), "negatif", 0),
        ((3, 2, 1), "stabil", 0),
        ((5,), "positif", 0),
    ],
)
def test_run_ends_at_a_gap_or_a_better_value(deret, polaritas, langkah):
    assert runtun_memburuk(_deret(*deret), polaritas) == langkah


@pytest.mark.parametrize(
    ("persen", "kata"),
    [
        ("0", "Jauh tertinggal"),
        ("24.99", "Jauh tertinggal"),
        ("25", "Tertinggal"),
        ("74.99", "Tertinggal"),
        ("75", "Berjalan"),
    ],
)
def test_word_of_a_share(persen, kata):
    assert kata_pengajuan(Decimal(persen)) == kata
