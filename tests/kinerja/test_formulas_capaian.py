"""Capaian against published figures, boundaries and properties. Sources: docs/regulasi.md"""

import doctest
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dasar.angka import baca_angka, bulatkan, format_persen
from kinerja.formulas import capaian
from kinerja.formulas.capaian import (
    PERMENDAGRI_86_2017,
    CapaianTakTerdefinisi,
    Kategori,
    Skala,
    hitung_capaian,
    jelaskan_capaian,
    kategori_capaian,
)

D = Decimal
ukuran = st.decimals(D("0.01"), D(10**9), places=2)
terukur = st.decimals(-D(10**9), D(10**9), places=2)
polaritas_apa_saja = st.sampled_from(["positif", "negatif", "stabil"])


def test_docstring_examples_hold():
    hasil = doctest.testmod(capaian)
    assert hasil.attempted >= 4
    assert hasil.failed == 0


# Numbers of the examples are those of docs/regulasi.md.
@pytest.mark.parametrize(
    ("realisasi", "target", "terbit", "desimal"),
    [
        pytest.param("74.63", "73.00", "102.23", 2, id="8-kota-kediri-2023-rb"),
        pytest.param("3.54", "3.75", "94.40", 2, id="8-kota-kediri-2023-ikm"),
        pytest.param("3.2", "3.45", "92.75", 2, id="8-kota-kediri-2023-smart-city"),
        pytest.param("80.97", "79.30", "102.11", 2, id="8-kota-kediri-2023-ipm"),
        pytest.param("85", "85", "100", 2, id="11-lkj-lampung-2015-p363-tepat"),
        pytest.param("93", "95", "97.89", 2, id="11-lkj-lampung-2015-p363-kurang"),
        pytest.param("254", "255", "99.60784314", 8, id="13-lldikti-254-dari-255"),
        pytest.param("79", "84", "94.04761905", 8, id="13-lldikti-79-dari-84"),
    ],
)
def test_published_positive_examples(realisasi, target, terbit, desimal):
    assert bulatkan(hitung_capaian(D(realisasi), D(target)), desimal) == D(terbit)


@pytest.mark.parametrize(
    ("target", "terbit"),
    [
        pytest.param("32", "184.75", id="10a-lkj-lampung-2015-akb-target-2015"),
        pytest.param("24", "179.67", id="10a-lkj-lampung-2015-akb-target-2019"),
    ],
)
def test_published_negative_example_is_linear_and_uncapped(target, terbit):
    hasil = hitung_capaian(D("4.88"), D(target), polaritas="negatif")
    assert bulatkan(hasil) == D(terbit)
    assert kategori_capaian(hasil).nama == "Sangat Tinggi"


def test_ratio_variant_gives_another_number():
    # 10a: T/R would have printed 655.74
    hasil = hitung_capaian(D("4.88"), D(32), polaritas="negatif", rumus_negatif="rasio")
    assert bulatkan(hasil) == D("655.74")


@pytest.mark.parametrize(
    ("polaritas", "target", "atas", "realisasi", "terbit", "desimal"),
    [
        pytest.param("positif", "80", "90", "92", "102.2", 1, id="9-permenpanrb-8-2021-p110-atas"),
        pytest.param("positif", "80", "90", "70", "87.5", 1, id="9-permenpanrb-8-2021-p110-bawah"),
        pytest.param(
            "negatif", "7", "8", "6.5", "107.14", 2, id="10-permenpanrb-8-2021-p110-cepat"
        ),
        pytest.param("negatif", "7", "8", "9", "87.5", 2, id="10-permenpanrb-8-2021-p110-lambat"),
    ],
)
def test_published_range_examples(polaritas, target, atas, realisasi, terbit, desimal):
    hasil = hitung_capaian(D(realisasi), D(target), polaritas=polaritas, target_atas=D(atas))
    assert bulatkan(hasil, desimal) == D(terbit)


@pytest.mark.parametrize("realisasi", ["80", "85", "90"])
@pytest.mark.parametrize("polaritas", ["positif", "negatif", "stabil"])
def test_inside_the_range_both_bounds_included_is_100(polaritas, realisasi):
    assert hitung_capaian(D(realisasi), D(80), polaritas=polaritas, target_atas=D(90)) == 100


def test_inside_a_range_around_zero_needs_no_division():
    assert hitung_capaian(D(0), D(-5), target_atas=D(0)) == 100
    with pytest.raises(CapaianTakTerdefinisi, match="kurang dari 0"):
        hitung_capaian(D(-6), D(-5), target_atas=D(0))


# regulasi 3.1: T = 5 shows where the two negative variants part.
@pytest.mark.parametrize(
    ("realisasi", "linear", "rasio"),
    [("4", "120", "125"), ("5", "100", "100"), ("6", "80", "83.33"), ("12", "-40", "41.67")],
)
def test_negative_variants(realisasi, linear, rasio):
    r, t = D(realisasi), D(5)
    assert hitung_capaian(r, t, polaritas="negatif") == D(linear)
    lain = hitung_capaian(r, t, polaritas="negatif", rumus_negatif="rasio")
    assert bulatkan(lain) == D(rasio)


@pytest.mark.parametrize(("realisasi", "hasil"), [("8", "80"), ("10", "100"), ("12", "80")])
def test_stabil_is_the_lower_of_both(realisasi, hasil):
    assert hitung_capaian(D(realisasi), D(10), polaritas="stabil") == D(hasil)


@pytest.mark.parametrize("rumus", ["linear", "rasio"])
def test_no_cases_as_target(rumus):
    def hitung(realisasi):
        return hitung_capaian(D(realisasi), D(0), polaritas="negatif", rumus_negatif=rumus)

    assert hitung("0") == 100
    assert hitung("0.00") == 100
    assert hitung("1") == 0
    assert hitung("0.01") == 0


@pytest.mark.parametrize(
    ("realisasi", "target", "pilihan", "kalimat"),
    [
        ("5", "0", {}, "Capaian tidak dapat dihitung karena target 0."),
        ("0", "0", {}, "Capaian tidak dapat dihitung karena target 0."),
        ("0", "0", {"polaritas": "stabil"}, "Capaian tidak dapat dihitung karena target 0."),
        ("5", "-1", {}, "Capaian tidak dapat dihitung karena target kurang dari 0."),
        (
            "5",
            "-1",
            {"polaritas": "negatif"},
            "Capaian tidak dapat dihitung karena target kurang dari 0.",
        ),
        (
            "5",
            "-1",
            {"polaritas": "negatif", "rumus_negatif": "rasio"},
            "Capaian tidak dapat dihitung karena target kurang dari 0.",
        ),
        (
            "0",
            "5",
            {"polaritas": "negatif", "rumus_negatif": "rasio"},
            "Capaian tidak dapat dihitung karena realisasi 0 dan rumusnya target dibagi realisasi.",
        ),
        (
            "-1",
            "5",
            {"polaritas": "negatif", "rumus_negatif": "rasio"},
            "Capaian tidak dapat dihitung karena realisasi kurang dari 0 "
            "dan rumusnya target dibagi realisasi.",
        ),
        (
            "5",
            "9",
            {"target_atas": D(8)},
            "Capaian tidak dapat dihitung karena batas atas target lebih kecil "
            "dari batas bawahnya.",
        ),
        (
            "NaN",
            "9",
            {},
            "Capaian tidak dapat dihitung karena realisasi atau target bukan angka.",
        ),
        (
            "5",
            "9",
            {"target_atas": D("Infinity")},
            "Capaian tidak dapat dihitung karena realisasi atau target bukan angka.",
        ),
    ],
)
def test_undefined_says_why(realisasi, target, pilihan, kalimat):
    with pytest.raises(CapaianTakTerdefinisi) as galat:
        hitung_capaian(D(realisasi), D(target), **pilihan)
    assert str(galat.value) == kalimat
    penjelasan = jelaskan_capaian(D(realisasi), D(target), **pilihan)
    assert (penjelasan.kalimat, penjelasan.rumus, penjelasan.capaian) == (kalimat, "", None)


def test_wrong_option_names_are_programming_errors():
    asing: Any = "naik"
    with pytest.raises(AssertionError):
        hitung_capaian(D(1), D(1), polaritas=asing)
    with pytest.raises(AssertionError):
        hitung_capaian(D(1), D(1), polaritas="negatif", rumus_negatif=asing)


@given(terukur, terukur, ukuran)
def test_positive_never_falls_when_realisasi_rises(a, b, target):
    rendah, tinggi = sorted((a, b))
    assert hitung_capaian(rendah, target) <= hitung_capaian(tinggi, target)


@given(terukur, terukur, ukuran)
def test_negative_linear_never_rises_when_realisasi_rises(a, b, target):
    rendah, tinggi = sorted((a, b))
    assert hitung_capaian(rendah, target, polaritas="negatif") >= hitung_capaian(
        tinggi, target, polaritas="negatif"
    )


@given(ukuran, ukuran, ukuran)
def test_negative_ratio_never_rises_when_realisasi_rises(a, b, target):
    rendah, tinggi = sorted((a, b))
    pilihan: dict[str, Any] = {"polaritas": "negatif", "rumus_negatif": "rasio"}
    assert hitung_capaian(rendah, target, **pilihan) >= hitung_capaian(tinggi, target, **pilihan)


@given(terukur, terukur, ukuran)
def test_stabil_never_rises_with_the_distance_from_target(a, b, target):
    dekat, jauh = sorted((a, b), key=lambda nilai: abs(nilai - target))
    hasil_dekat = hitung_capaian(dekat, target, polaritas="stabil")
    assert hasil_dekat >= hitung_capaian(jauh, target, polaritas="stabil")
    assert hasil_dekat <= 100


@given(terukur, terukur, ukuran, ukuran, st.sampled_from(["positif", "negatif"]))
def test_range_is_monotone_across_both_bounds(a, b, batas1, batas2, polaritas):
    bawah, atas = sorted((batas1, batas2))
    rendah, tinggi = sorted((a, b))
    hasil = [
        hitung_capaian(r, bawah, polaritas=polaritas, target_atas=atas) for r in (rendah, tinggi)
    ]
    assert hasil == sorted(hasil, reverse=polaritas == "negatif")


@given(ukuran, polaritas_apa_saja, st.sampled_from(["linear", "rasio"]))
def test_reaching_the_target_is_100(target, polaritas, rumus):
    assert hitung_capaian(target, target, polaritas=polaritas, rumus_negatif=rumus) == 100


@pytest.mark.parametrize(
    ("nilai", "nama", "tingkat"),
    [
        ("-40", "Sangat Rendah", 1),
        ("0", "Sangat Rendah", 1),
        ("50.99", "Sangat Rendah", 1),
        ("51", "Rendah", 2),
        ("65.5", "Rendah", 2),
        ("66", "Sedang", 3),
        ("75.99", "Sedang", 3),
        ("76", "Tinggi", 4),
        ("90.5", "Tinggi", 4),  # inside a gap of the printed table
        ("90.999999", "Tinggi", 4),
        ("91", "Sangat Tinggi", 5),
        ("100", "Sangat Tinggi", 5),
        ("102.23", "Sangat Tinggi", 5),  # example 8, Kota Kediri
        ("92.75", "Sangat Tinggi", 5),  # example 8, Kota Kediri
    ],
)
def test_category_reads_the_lower_bound(nilai, nama, tingkat):
    assert kategori_capaian(D(nilai)) == Kategori(nama, tingkat)


def test_category_scale_is_data():
    tiga = Skala("Tiga warna", (D(70), D(90)), ("Merah", "Kuning", "Hijau"))
    assert kategori_capaian(D(70), tiga) == Kategori("Kuning", 2)
    assert kategori_capaian(D(95), tiga) == Kategori("Hijau", 3)


def test_broken_scales_are_refused():
    with pytest.raises(ValueError, match="harus naik"):
        Skala("Terbalik", (D(90), D(70)), ("Merah", "Kuning", "Hijau"))
    with pytest.raises(ValueError, match="satu sebutan lebih"):
        Skala("Kurang", (D(70), D(90)), ("Merah", "Hijau"))
    with pytest.raises(ValueError, match="bukan angka"):
        kategori_capaian(D("NaN"))


@given(st.decimals(-500, 500, places=4), st.decimals(-500, 500, places=4))
def test_category_is_total_and_monotone(a, b):
    rendah, tinggi = sorted((a, b))
    tingkat = kategori_capaian(rendah).tingkat
    assert 1 <= tingkat <= kategori_capaian(tinggi).tingkat <= len(PERMENDAGRI_86_2017.sebutan)


@pytest.mark.parametrize(
    ("realisasi", "target", "pilihan", "kalimat", "rumus"),
    [
        pytest.param(
            "26.40",
            "31.82",
            {"polaritas": "negatif"},
            "Realisasi 26,40 lebih rendah dari target 31,82. "
            "Untuk indikator ini, makin rendah makin baik.",
            "(2 × 31,82 − 26,40) ÷ 31,82 × 100 = 117,03%",
            id="gambar-02",
        ),
        (
            "86.92",
            "88",
            {},
            "Realisasi 86,92 lebih rendah dari target 88,00. "
            "Untuk indikator ini, makin tinggi makin baik.",
            "86,92 ÷ 88,00 × 100 = 98,77%",
        ),
        (
            "22954",
            "23232",
            {"desimal": 0},
            "Realisasi 22.954 lebih rendah dari target 23.232. "
            "Untuk indikator ini, makin tinggi makin baik.",
            "22.954 ÷ 23.232 × 100 = 98,80%",
        ),
        (
            "10",
            "10",
            {"polaritas": "stabil", "desimal": 0},
            "Realisasi 10 sama dengan target 10. "
            "Untuk indikator ini, makin dekat ke target makin baik.",
            "10 ÷ 10 × 100 = 100,00%",
        ),
        (
            "12",
            "10",
            {"polaritas": "stabil", "desimal": 0},
            "Realisasi 12 lebih tinggi dari target 10. "
            "Untuk indikator ini, makin dekat ke target makin baik.",
            "(2 × 10 − 12) ÷ 10 × 100 = 80,00%",
        ),
        (
            "4.88",
            "32",
            {"polaritas": "negatif", "rumus_negatif": "rasio"},
            "Realisasi 4,88 lebih rendah dari target 32,00. "
            "Untuk indikator ini, makin rendah makin baik.",
            "32,00 ÷ 4,88 × 100 = 655,74%",
        ),
        (
            "12",
            "5",
            {"polaritas": "negatif", "desimal": 0},
            "Realisasi 12 lebih tinggi dari target 5. "
            "Untuk indikator ini, makin rendah makin baik.",
            "(2 × 5 − 12) ÷ 5 × 100 = −40,00%",
        ),
        (
            "-2.5",
            "5",
            {"polaritas": "negatif", "desimal": 1},
            "Realisasi −2,5 lebih rendah dari target 5,0. "
            "Untuk indikator ini, makin rendah makin baik.",
            "(2 × 5,0 − (−2,5)) ÷ 5,0 × 100 = 250,00%",
        ),
        (
            "85",
            "80",
            {"target_atas": D(90), "desimal": 0},
            "Realisasi 85 berada dalam rentang target 80 s.d. 90. "
            "Untuk indikator ini, makin tinggi makin baik.",
            "85 dalam rentang 80 s.d. 90 = 100,00%",
        ),
        (
            "92",
            "80",
            {"target_atas": D(90), "desimal": 0},
            "Realisasi 92 di atas rentang target 80 s.d. 90. "
            "Untuk indikator ini, makin tinggi makin baik.",
            "92 ÷ 90 × 100 = 102,22%",
        ),
        (
            "6.5",
            "7",
            {"target_atas": D(8), "polaritas": "negatif", "desimal": 1},
            "Realisasi 6,5 di bawah rentang target 7,0 s.d. 8,0. "
            "Untuk indikator ini, makin rendah makin baik.",
            "(2 × 7,0 − 6,5) ÷ 7,0 × 100 = 107,14%",
        ),
        (
            "0",
            "0",
            {"polaritas": "negatif", "desimal": 0},
            "Realisasi 0 sama dengan target 0. Untuk indikator ini, makin rendah makin baik.",
            "Target 0 tercapai = 100,00%",
        ),
        (
            "2",
            "0",
            {"polaritas": "negatif", "desimal": 0},
            "Realisasi 2 lebih tinggi dari target 0. Untuk indikator ini, makin rendah makin baik.",
            "Target 0 tidak tercapai = 0,00%",
        ),
        (  # more decimals than the indicator shows are printed, or the sum would not come out
            "26.405",
            "31.82",
            {"polaritas": "negatif"},
            "Realisasi 26,405 lebih rendah dari target 31,82. "
            "Untuk indikator ini, makin rendah makin baik.",
            "(2 × 31,82 − 26,405) ÷ 31,82 × 100 = 117,02%",
        ),
    ],
)
def test_explanation(realisasi, target, pilihan, kalimat, rumus):
    hasil = jelaskan_capaian(D(realisasi), D(target), **pilihan)
    assert (hasil.kalimat, hasil.rumus) == (kalimat, rumus)


def recompute(ruas: str) -> Fraction:
    """Work out a printed left side from the printed numbers alone, with another arithmetic."""
    angka = [
        Fraction(baca_angka(teks.replace("−", "-"), bulat="," not in teks))
        for teks in re.findall(r"(?:(?<=\()|^)−[0-9.,]+|[0-9][0-9.,]*", ruas)
    ]
    if ruas.startswith("(2 ×"):
        dua, t, r, penyebut, seratus = angka
        return (dua * t - r) / penyebut * seratus
    pembilang, penyebut, seratus = angka
    return pembilang / penyebut * seratus


@given(
    st.decimals(-(10**6), 10**6, places=4),
    st.decimals(D("0.01"), 10**6, places=3),
    polaritas_apa_saja,
    st.sampled_from(["linear", "rasio"]),
    st.none() | st.decimals(D("0.01"), 10**6, places=2),
    st.integers(0, 4),
)
def test_printed_formula_recomputes_to_the_printed_result(
    realisasi, target, polaritas, rumus_negatif, lebar, desimal
):
    pilihan = {
        "polaritas": polaritas,
        "rumus_negatif": rumus_negatif,
        "target_atas": None if lebar is None else target + lebar,
    }
    hasil = jelaskan_capaian(realisasi, target, desimal=desimal, **pilihan)
    assume(hasil.capaian is not None)
    assert hasil.capaian == hitung_capaian(realisasi, target, **pilihan)
    ruas, tercetak = hasil.rumus.split(" = ")
    assert tercetak == format_persen(hasil.capaian).replace("-", "−")
    if "dalam rentang" in ruas:
        assert hasil.capaian == 100
    else:
        selisih = recompute(ruas) - Fraction(baca_angka(tercetak))
        assert abs(selisih) <= Fraction(1, 200) + Fraction(1, 10**12)
