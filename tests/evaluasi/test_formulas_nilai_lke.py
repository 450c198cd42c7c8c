"""LKE values against published sheets. Sources: docs/regulasi.md#nilai-lke"""

import dataclasses
import doctest
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluasi.formulas import nilai_lke as modul
from evaluasi.formulas.nilai_lke import (
    TEMPLAT_88_2021,
    JawabanTidakSah,
    Komponen,
    LKEBelumLengkap,
    PilihanJawaban,
    Subkomponen,
    Templat,
    TemplatTidakSah,
    nilai_lke,
    saran_jawaban,
)
from evaluasi.formulas.predikat import predikat

D = Decimal
HURUF = ["AA", "A", "BB", "B", "CC", "C", "D", "E"]
KODE = [f"{komponen}.{sub}" for komponen in "1234" for sub in "abc"]


def answers(teks: str) -> dict[str, str]:
    return dict(zip(KODE, teks.split(), strict=True))


def test_docstring_examples_hold():
    hasil = doctest.testmod(modul)
    assert hasil.attempted >= 4
    assert hasil.failed == 0


def test_default_template_is_88_2021():
    assert [sub.kode for sub in TEMPLAT_88_2021.subkomponen] == KODE
    assert [k.bobot for k in TEMPLAT_88_2021.komponen] == [30, 30, 15, 25]
    bobot = [sub.bobot for sub in TEMPLAT_88_2021.subkomponen]
    assert bobot == [6, 9, 15, 6, 9, 15, 3, D("4.5"), D("7.5"), 5, D("7.5"), D("12.5")]
    jumlah = [len(sub.kriteria) for sub in TEMPLAT_88_2021.subkomponen]
    assert jumlah == [6, 11, 8, 3, 7, 10, 6, 9, 7, 3, 5, 5]
    assert set(TEMPLAT_88_2021.skala) == {"keberadaan", "kualitas", "pemanfaatan"}
    for skala in TEMPLAT_88_2021.skala.values():
        assert [p.huruf for p in skala] == HURUF
        assert [p.nilai for p in skala] == [100, 90, 80, 70, 60, 50, 30, 0]
        assert all(p.bunyi.endswith(".") for p in skala)


@pytest.mark.parametrize(
    ("jawaban", "komponen", "total", "huruf"),
    [
        pytest.param(
            "A A B  AA A A  A A A  AA A A",
            ("24.0", "27.6", "13.5", "23.0"),
            "88.10",
            "A",
            id="2-rsup-dr-m-djamil-padang",
        ),
        pytest.param(
            "A BB BB  BB BB A  BB A AA  AA AA A",
            ("24.60", "25.50", "13.95", "23.75"),
            "87.80",
            "A",
            id="3-pa-binjai-2024",
        ),
    ],
)
def test_published_sheets(jawaban, komponen, total, huruf):
    hasil = nilai_lke(answers(jawaban), TEMPLAT_88_2021)
    assert hasil.komponen == {str(n): D(k) for n, k in enumerate(komponen, start=1)}
    assert hasil.total == D(total)
    assert predikat(hasil.total).huruf == huruf


def test_published_subkomponen_points():
    # example 2, RSUP Dr. M. Djamil Padang
    hasil = nilai_lke(answers("A A B  AA A A  A A A  AA A A"), TEMPLAT_88_2021)
    titik = "5.4 8.1 10.5 6 8.1 13.5 2.7 4.05 6.75 5 6.75 11.25"
    assert list(hasil.subkomponen.values()) == [D(n) for n in titik.split()]


def test_scores_outside_the_letters_need_another_scale():
    # example 7, db_siskip 2023: scores 0..100 per subkomponen; the plain mean (78.33) is not it
    skor = [80, 70, 90, 99, 60, 80, 60, 80, 88, 88, 55, 90]
    angka = tuple(PilihanJawaban(str(n), D(n)) for n in range(101))
    templat = dataclasses.replace(
        TEMPLAT_88_2021, skala=dict.fromkeys(TEMPLAT_88_2021.skala, angka)
    )
    hasil = nilai_lke(dict(zip(KODE, map(str, skor), strict=True)), templat)
    assert list(hasil.komponen.values()) == [D("24.6"), D("23.34"), D("12.0"), D("19.775")]
    assert hasil.total == D("79.715")
    assert predikat(hasil.total).huruf == "BB"


@pytest.mark.parametrize("huruf", HURUF)
def test_uniform_answers_reproduce_their_own_letter(huruf):
    hasil = nilai_lke(dict.fromkeys(KODE, huruf), TEMPLAT_88_2021)
    assert predikat(hasil.total).huruf == huruf


@given(st.fixed_dictionaries({kode: st.sampled_from(HURUF) for kode in KODE}))
def test_totals_add_up_and_step_by_a_twentieth(jawaban):
    hasil = nilai_lke(jawaban, TEMPLAT_88_2021)
    assert hasil.total == sum(hasil.komponen.values()) == sum(hasil.subkomponen.values())
    assert 0 <= hasil.total <= 100
    # Why the official 69,04 of the city cannot come out of twelve letters.
    assert hasil.total % D("0.05") == 0


@given(
    st.fixed_dictionaries({kode: st.sampled_from(HURUF) for kode in KODE}),
    st.sampled_from(KODE),
)
def test_a_better_answer_never_costs_points(jawaban, kode):
    awal = nilai_lke(jawaban, TEMPLAT_88_2021).total
    lebih_baik = HURUF[: HURUF.index(jawaban[kode])]
    for huruf in lebih_baik:
        assert nilai_lke({**jawaban, kode: huruf}, TEMPLAT_88_2021).total > awal


def test_missing_answers_are_listed_in_template_order():
    jawaban = dict.fromkeys(KODE, "B")
    jawaban["3.c"] = ""
    del jawaban["1.b"]
    with pytest.raises(LKEBelumLengkap) as galat:
        nilai_lke(jawaban, TEMPLAT_88_2021)
    assert galat.value.kurang == ("1.b", "3.c")
    assert str(galat.value) == "LKE belum lengkap. Belum dijawab: 1.b, 3.c."


def test_empty_sheet_is_incomplete_and_not_zero():
    with pytest.raises(LKEBelumLengkap) as galat:
        nilai_lke({}, TEMPLAT_88_2021)
    assert list(galat.value.kurang) == KODE


@pytest.mark.parametrize("huruf", ["F", "aa", "AAA", "80", " A"])
def test_letter_outside_the_scale_is_refused(huruf):
    with pytest.raises(JawabanTidakSah, match="2.b tidak ada di skala"):
        nilai_lke({**dict.fromkeys(KODE, "B"), "2.b": huruf}, TEMPLAT_88_2021)


def test_unknown_subkomponen_is_refused():
    with pytest.raises(JawabanTidakSah, match=r"tidak dikenal: 5\.a"):
        nilai_lke({**dict.fromkeys(KODE, "B"), "5.a": "A"}, TEMPLAT_88_2021)


def small_template(*, bobot=("100",), isi=None, skala=None, dimensi="kualitas", kode=None):
    isi = isi or bobot
    kode = kode or [str(n) for n in range(1, len(bobot) + 1)]
    return Templat(
        nama="Uji",
        komponen=tuple(
            Komponen(k, f"Komponen {k}", D(b), (Subkomponen(f"{k}.a", "Sub", D(i), dimensi),))
            for k, b, i in zip(kode, bobot, isi, strict=True)
        ),
        skala=skala or {"kualitas": (PilihanJawaban("Ya", D(100)), PilihanJawaban("Tidak", D(0)))},
    )


def test_template_of_another_year_is_data():
    templat = small_template(bobot=("40", "60"))
    assert nilai_lke({"1.a": "Ya", "2.a": "Tidak"}, templat).total == 40


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"bobot": ("40", "50")}, "harus 100, bukan 90,00"),
        ({"bobot": ("40", "60"), "isi": ("40", "50")}, "berjumlah 50,00, padahal .* 60,00"),
        ({"bobot": ("100.01",)}, "harus 100, bukan 100,01"),
        ({"bobot": ("0", "100")}, "1.a harus lebih dari 0"),
        ({"bobot": ("-10", "110")}, "1.a harus lebih dari 0"),
        ({"bobot": ("40", "60"), "kode": ["1", "1"]}, "tidak boleh berulang"),
        ({"dimensi": "keberadaan"}, "keberadaan.*belum ada"),
        (
            {"skala": {"kualitas": (PilihanJawaban("A", D(9)), PilihanJawaban("A", D(8)))}},
            "berulang",
        ),
        ({"skala": {"kualitas": (PilihanJawaban("A", D(101)),)}}, "harus 0 sampai 100"),
    ],
)
def test_broken_templates_are_refused(ubah, pesan):
    with pytest.raises(TemplatTidakSah, match=pesan):
        small_template(**ubah)


@pytest.mark.parametrize(
    ("terpenuhi", "jumlah", "huruf"),
    [
        ("6", 6, "BB"),
        ("5.5", 6, "B"),
        ("4.5", 6, "CC"),  # exactly 75 %: B begins above it
        ("3.5", 6, "CC"),
        ("3", 6, "C"),  # exactly 50 %
        ("1.5", 6, "D"),  # exactly 25 %
        ("0.5", 6, "D"),
        ("0", 6, "E"),
        ("2", 3, "CC"),
        ("1", 3, "C"),
        ("8", 11, "CC"),
        ("8.5", 11, "B"),
    ],
)
def test_suggestion_follows_the_share(terpenuhi, jumlah, huruf):
    assert saran_jawaban(D(terpenuhi), jumlah) == huruf


@given(st.integers(1, 40), st.integers(0, 80))
def test_suggestion_is_never_above_bb_and_never_falls(jumlah, setengah):
    terpenuhi = min(D(setengah) / 2, D(jumlah))
    huruf = saran_jawaban(terpenuhi, jumlah)
    assert huruf not in {"AA", "A"}
    assert (huruf == "BB") == (terpenuhi == jumlah)
    if terpenuhi >= 1:
        assert HURUF.index(saran_jawaban(terpenuhi - 1, jumlah)) >= HURUF.index(huruf)


@pytest.mark.parametrize(("terpenuhi", "jumlah"), [("0", 0), ("7", 6), ("-1", 6), ("NaN", 6)])
def test_suggestion_needs_a_possible_count(terpenuhi, jumlah):
    with pytest.raises(ValueError, match="kriteria"):
        saran_jawaban(D(terpenuhi), jumlah)


def test_formulas_need_no_django():
    # A fresh interpreter: in this one pytest-django has loaded it already.
    program = (
        "import sys, dasar.angka, dasar.tanggal, kinerja.formulas.capaian, "
        "kinerja.formulas.agregasi, evaluasi.formulas.nilai_lke, evaluasi.formulas.predikat; "
        "print(sorted(n for n in sys.modules if n.split('.')[0] == 'django'))"
    )
    akar = Path(modul.__file__).resolve().parents[2]
    hasil = subprocess.run(
        [sys.executable, "-c", program], cwd=akar, capture_output=True, text=True, check=True
    )
    assert hasil.stdout.strip() == "[]"
