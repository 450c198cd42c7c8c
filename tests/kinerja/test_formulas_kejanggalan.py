"""Flags on a value: each rule at its bound, with its numbers in the sentence."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja.formulas.kejanggalan import (
    KODE_JANGGAL,
    BahanJanggal,
    pemeriksaan_lolos,
    periksa_kejanggalan,
)


def _bahan(nilai, triwulan=2, **lain) -> BahanJanggal:
    lampau = {
        th: {tw: D(str(n)) for tw, n in isi.items()} for th, isi in lain.pop("lampau", {}).items()
    }
    angka = None if nilai is None else D(str(nilai))
    return BahanJanggal(2024, triwulan, angka, lampau=lampau, **lain)


def _kode(bahan) -> list[str]:
    return [k.kode for k in periksa_kejanggalan(bahan)]


def _kalimat(bahan, kode) -> str:
    return next(k.kalimat for k in periksa_kejanggalan(bahan) if k.kode == kode)


def test_an_empty_cell_is_not_judged():
    kosong = _bahan(None, capaian=D(999), lampau={2024: {1: 5}})

    assert not periksa_kejanggalan(kosong)
    assert not pemeriksaan_lolos(kosong)


def test_a_falling_cumulative_names_both_quarters():
    turun = _bahan(94844, isian="sd_triwulan", desimal=0, lampau={2024: {1: 594576}})

    assert _kalimat(turun, "turun") == (
        "Triwulan II lebih kecil dari Triwulan I: 594.576 lalu 94.844. "
        "Indikator yang diisi s.d. triwulan tidak bisa turun."
    )
    assert "turun" not in _kode(_bahan(594576, isian="sd_triwulan", lampau={2024: {1: 594576}}))
    assert "turun" not in _kode(_bahan(1, lampau={2024: {1: 9}}))
    tahun_lalu = _bahan(1, 1, isian="sd_triwulan", lampau={2023: {4: 9}})
    assert "turun" not in _kode(tahun_lalu)


def test_an_earlier_fall_of_the_year_is_still_asked_about():
    b = _bahan(20, 3, isian="sd_triwulan", lampau={2024: {1: 10, 2: 4}})

    assert "Triwulan II lebih kecil dari Triwulan I" in _kalimat(b, "turun")


@pytest.mark.parametrize(("capaian", "janggal"), [("150", False), ("150.01", True), ("-5", False)])
def test_capaian_over_150_percent(capaian, janggal):
    b = _bahan(31, capaian=D(capaian), target=D(20))

    assert ("capaian" in _kode(b)) is janggal
    if janggal:
        assert _kalimat(b, "capaian") == ("Capaian 150,01%: realisasi 31,00 terhadap target 20,00.")


_DEKAT = ("12.005", "14", "16.005", "18")


@pytest.mark.parametrize(
    ("bahan", "kode", "kata"),
    [
        (_bahan(31, capaian=D("150.004"), target=D(20)), "capaian", "Capaian 150,004%:"),
        (_bahan("50.001", lampau={2024: {1: 10}}), "lompat", "Naik 5,0001 kali"),
        (_bahan("1.9999", lampau={2024: {1: 10}}), "lompat", "Tinggal 19,999%"),
        # quartiles 12,005 and 16,005: the range ends at 28,005, which is not 28,01
        (
            _bahan("28.01", 1, lampau={2022: {4: 1}, 2023: dict(enumerate(_DEKAT, 1))}),
            "sebaran",
            "Nilai 28,01 di luar rentang 0,01 s.d. 28,00",
        ),
    ],
)
def test_a_value_just_beyond_a_bound_does_not_read_like_the_bound(bahan, kode, kata):
    assert _kalimat(bahan, kode).startswith(kata)


# quartiles of 10 12 14 16 18: 12 and 16, so IQR 4 and the range 0 to 28
LIMA = {2022: {4: 10}, 2023: {1: 12, 2: 14, 3: 16, 4: 18}}


@pytest.mark.parametrize(("nilai", "janggal"), [(0, False), (28, False), (28.01, True), (-1, True)])
def test_three_times_the_spread_of_the_history(nilai, janggal):
    assert ("sebaran" in _kode(_bahan(nilai, 1, lampau=LIMA))) is janggal


def test_the_spread_says_its_range_and_how_many_values():
    assert _kalimat(_bahan(40, 1, lampau=LIMA), "sebaran") == (
        "Nilai 40,00 di luar rentang 0,00 s.d. 28,00 dari 5 nilai sebelumnya "
        "(kuartil 12,00 dan 16,00)."
    )


def test_four_values_are_too_few_for_a_spread():
    assert "sebaran" not in _kode(_bahan(9999, 1, lampau={2023: LIMA[2023]}))


@pytest.mark.parametrize(("nilai", "janggal"), [(65, False), (64.9, True), (50, False), (0, True)])
def test_values_that_never_changed_are_compared_with_a_tenth_of_the_median(nilai, janggal):
    tetap = {2022: {4: 50}, 2023: {1: 50, 2: 50, 3: 50, 4: 50}}
    nilai = 130 - nilai if nilai == 64.9 else nilai  # 65,1 above, 65 still inside

    assert ("sebaran" in _kode(_bahan(nilai, 1, lampau=tetap))) is janggal


@pytest.mark.parametrize(("nilai", "janggal"), [(2, False), (4, False), (5, True)])
def test_things_counted_one_by_one_have_room_of_three(nilai, janggal):
    """One report each quarter and two now is no news; "0,7 to 1,3 reports" is no range."""
    satu = {2022: {4: 1}, 2023: {1: 1, 2: 1, 3: 1, 4: 1}}
    b = _bahan(nilai, 1, lampau=satu, satuan="Laporan", desimal=0)

    assert ("sebaran" in _kode(b)) is janggal
    lain = _bahan(nilai, 1, lampau=satu, satuan="Bidang", desimal=0)  # a unit nobody listed
    assert ("sebaran" in _kode(lain)) is janggal
    assert "sebaran" in _kode(_bahan(nilai, 1, lampau=satu, satuan="Persen"))
    if janggal:
        assert "di luar rentang 0 s.d. 4 dari 5 nilai" in _kalimat(b, "sebaran")


def test_a_range_of_things_does_not_begin_below_nothing():
    b = _bahan(99, 1, lampau=LIMA | {2022: {4: 2}}, satuan="Orang", desimal=0)

    assert "di luar rentang 0 s.d. " in _kalimat(b, "sebaran")
    minus = {2022: {4: -9}, 2023: {1: -8, 2: -7, 3: -6, 4: -5}}
    turun = _bahan(-7, 1, lampau=minus, satuan="Orang")
    assert "sebaran" not in _kode(turun)  # a history below 0 keeps its own range


def test_always_zero_gives_no_distance():
    nol = {2022: {4: 0}, 2023: {1: 0, 2: 0, 3: 0, 4: 0}}

    assert "sebaran" not in _kode(_bahan(7, 1, lampau=nol))


def test_a_cumulative_is_compared_quarter_by_quarter():
    setahun = {1: 10, 2: 20, 3: 30, 4: 40}
    lampau = {2022: setahun, 2023: setahun, 2024: {1: 10, 2: 20}}

    assert "sebaran" not in _kode(_bahan(30, 3, isian="sd_triwulan", lampau=lampau))
    kalimat = _kalimat(_bahan(90, 3, isian="sd_triwulan", lampau=lampau), "sebaran")
    assert kalimat.startswith("Tambahan triwulan ini 70,00 di luar rentang 7,00 s.d. 13,00")


def test_a_difference_over_an_empty_quarter_is_no_quarter():
    setahun = {1: 10, 2: 20, 3: 30, 4: 40}
    lampau = {2022: setahun, 2023: setahun, 2024: {1: 10}}

    assert "sebaran" not in _kode(_bahan(30, 3, isian="sd_triwulan", lampau=lampau))


@pytest.mark.parametrize(
    ("nilai", "janggal"), [(50, False), (50.01, True), (2, False), (1.99, True)]
)
def test_a_jump_from_the_last_quarter_while_there_is_little_history(nilai, janggal):
    assert ("lompat" in _kode(_bahan(nilai, lampau={2024: {1: 10}}))) is janggal


def test_a_jump_says_how_many_times():
    assert _kalimat(_bahan(75.2, lampau={2024: {1: 10}}), "lompat") == (
        "Naik 7,52 kali dari Triwulan I: 10,00 menjadi 75,20."
    )
    assert _kalimat(_bahan(0, lampau={2024: {1: 10}}), "lompat") == (
        "Turun ke 0 dari Triwulan I: 10,00 menjadi 0,00."
    )
    banyak = {**LIMA, 2024: {1: 10}}
    assert "lompat" not in _kode(_bahan(9999, lampau=banyak))  # the spread judges that


def test_the_same_value_as_last_quarter():
    assert _kalimat(_bahan(12, lampau={2024: {1: 12}}), "sama") == (
        "Nilainya 12,00, sama persis dengan Triwulan I."
    )
    assert "Triwulan IV 2023" in _kalimat(_bahan(12, 1, lampau={2023: {4: 12}}), "sama")
    assert "Tidak ada tambahan" in _kalimat(
        _bahan(12, isian="sd_triwulan", lampau={2024: {1: 12}}), "sama"
    )


@pytest.mark.parametrize(
    "bahan",
    [
        _bahan(0, lampau={2024: {1: 0}}),
        _bahan(100, satuan="Persen", lampau={2024: {1: 100}}),
        _bahan(12, target=D(12), lampau={2024: {1: 12}}),
        _bahan(12, target_tahun={2024: D(12)}, lampau={2024: {1: 12}}),
        _bahan(12, 4, jatuh_tempo=(2, 4), lampau={2024: {2: 12}}),
        _bahan(5, predikat=True, lampau={2024: {1: 5}}),
        _bahan(12, 1, isian="sd_triwulan", lampau={2023: {4: 12}}),
        _bahan(12.01, lampau={2024: {1: 12}}),
    ],
)
def test_a_value_may_stay_for_a_good_reason(bahan):
    assert "sama" not in _kode(bahan)


@pytest.mark.parametrize(("nilai", "janggal"), [(150, False), (150.01, True), (-0.01, True)])
def test_implausible_for_the_unit(nilai, janggal):
    b = _bahan(nilai, satuan="Tahun")

    assert ("satuan" in _kode(b)) is janggal
    if janggal:
        assert "tidak masuk akal untuk satuan tahun" in _kalimat(b, "satuan")
        assert "belum disimpan" not in _kalimat(b, "satuan")
    assert "satuan" not in _kode(_bahan(10**9, satuan="Satuan yang tidak dikenal"))


def test_targets_that_move_against_the_polarity():
    naik = {2022: D(10), 2023: D(11), 2024: D(12)}

    assert _kalimat(_bahan(9, polaritas="negatif", target_tahun=naik), "polaritas") == (
        "Target terus naik (2022 10,00, 2023 11,00, 2024 12,00), padahal indikator ini "
        "“makin rendah makin baik”."
    )
    for sifat in (
        {"polaritas": "positif", "target_tahun": naik},
        {"polaritas": "stabil", "target_tahun": naik},
        {"polaritas": "negatif", "target_tahun": {2023: D(1), 2024: D(2)}},  # two years only
        {"polaritas": "negatif", "target_tahun": {**naik, 2024: D(9)}},  # up and down
        {"polaritas": "negatif", "target_tahun": dict.fromkeys(naik, D(5))},  # flat
    ):
        assert "polaritas" not in _kode(_bahan(9, **sifat))
    dari_dasar = _bahan(9, polaritas="negatif", baseline=D(10), target_akhir=D(20))
    assert "polaritas" in _kode(dari_dasar)


def test_every_flag_says_its_rule_and_passed_checks_say_their_numbers():
    b = _bahan(31, capaian=D(160), target=D(20), satuan="Persen", lampau={2024: {1: 30}})

    (janggal,) = periksa_kejanggalan(b)
    assert janggal.aturan.startswith("Ditandai bila")
    assert pemeriksaan_lolos(b) == (
        "Tidak melompat dari Triwulan I: 30,00 menjadi 31,00.",
        "Berbeda dari Triwulan I, yaitu 30,00.",
        "Masuk akal untuk satuan persen (mulai −100,00 sampai 1.000,00).",
    )


ANGKA = st.decimals(-(10**12), 10**12, places=3)


@settings(max_examples=60, deadline=None)
@given(
    nilai=ANGKA,
    triwulan=st.integers(1, 4),
    isian=st.sampled_from(["per_triwulan", "sd_triwulan"]),
    polaritas=st.sampled_from(["positif", "negatif", "stabil"]),
    capaian=st.none() | ANGKA,
    lampau=st.dictionaries(
        st.integers(2021, 2024), st.dictionaries(st.integers(1, 4), ANGKA), max_size=4
    ),
)
def test_any_history_gives_sentences_and_each_rule_at_most_once(
    nilai, triwulan, isian, polaritas, capaian, lampau
):
    b = BahanJanggal(
        2024,
        triwulan,
        nilai,
        satuan="Persen",
        isian=isian,
        polaritas=polaritas,
        capaian=capaian,
        lampau=lampau,
    )

    temuan = periksa_kejanggalan(b)

    assert len({k.kode for k in temuan}) == len(temuan)
    assert {k.kode for k in temuan} <= KODE_JANGGAL
    assert all(k.kalimat.endswith((".", "?")) and k.aturan.endswith(".") for k in temuan)
    assert not {"sebaran", "lompat"} <= {k.kode for k in temuan}  # one of the two judges
