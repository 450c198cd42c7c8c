"""Charts: one well-formed svg each, nothing outside, no text over text, no style, no crash."""

import re
from base64 import b64decode
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from dasar.grafik import (
    BarisBanding,
    BarisCapaian,
    BarisPagu,
    Ruas,
    Tema,
    TitikTren,
    bagan_organisasi,
    batang_banding,
    batang_capaian,
    batang_pagu,
    percikan,
    skala_predikat,
    tren,
    uri_data,
)
from dasar.grafik.tema import bungkus, lebar_teks, potong
from tests.dasar.periksa_svg import NS, baca, tulisan

D = Decimal

BATAS = (
    ("C", 30, 50),
    ("CC", 50, 60),
    ("B", 60, 70),
    ("BB", 70, 80),
    ("A", 80, 90),
    ("AA", 90, 100),
)
RUAS = [Ruas(huruf, D(dari), D(sampai)) for huruf, dari, sampai in BATAS]
TITIK = [
    TitikTren("2022", D("66.02"), "66,02", "contoh"),
    TitikTren("2023", D("67.31"), "67,31"),
    TitikTren("2024", D("69.04"), "69,04"),
    TitikTren("2025", D("70.41"), "70,41", "dihitung"),
]
CAPAIAN = [
    BarisCapaian("Angka Harapan Hidup", D("100.15"), "100,15"),
    BarisCapaian("Kualitas lingkungan", D("88.71"), "88,71", redup=True, contoh=True),
    BarisCapaian("Nilai SAKIP Kota", None, "–"),
]
PAGU = [
    BarisPagu("Dinas Kesehatan", 3022, 2860, "302,2", "94,65 %"),
    BarisPagu("Sekretariat Daerah", 994, None, "99,4", "–"),
]
BANDING = [
    BarisBanding("Rata-rata nasional", D("63.9"), "63,90"),
    BarisBanding("Kota Tangerang Selatan", D("69.04"), "69,04", utama=True),
    BarisBanding("Target akhir RPJMD", D(75), "75,00", garis=True),
]
CABANG = [("Inspektorat Daerah", ""), ("Dinas", "(20)"), ("Kecamatan", "(7)\n54 kelurahan")]

Gambar = Callable[[Tema], str]
SEMUA: dict[str, Gambar] = {
    "tren": lambda t: tren(TITIK, judul="J", tema=t, target=D(70), teks_target="Target 70,00"),
    "percikan": lambda t: percikan([D(1), None, D(3), D(2)], judul="J", tema=t),
    "skala": lambda t: skala_predikat(
        judul="J",
        ruas=RUAS,
        nilai=D("72.1"),
        teks_nilai="Evaluator 72,10",
        tema=t,
        target=D(75),
        teks_target="target 75",
        pembanding=D("77.4"),
        teks_pembanding="Mandiri 77,40",
        awal=D(50),
    ),
    "capaian": lambda t: batang_capaian(CAPAIAN, judul="J", tema=t),
    "pagu": lambda t: batang_pagu(PAGU, judul="J", tema=t),
    "banding": lambda t: batang_banding(BANDING, judul="J", tema=t),
    "bagan": lambda t: bagan_organisasi("Wali Kota", "Setda", CABANG, judul="J", tema=t),
}
semua_gambar = pytest.mark.parametrize("gambar", SEMUA.values(), ids=SEMUA.keys())
semua_tema = pytest.mark.parametrize("tema", list(Tema))


@semua_gambar
@semua_tema
def test_every_chart_is_one_labelled_svg(gambar: Gambar, tema: Tema):
    svg = gambar(tema)
    assert baca(svg).get("aria-label") == "J"
    assert svg == gambar(tema)
    assert not re.search(r"\d\.\d{3}", svg)


@semua_gambar
def test_fonts_and_colours_follow_the_theme(gambar: Gambar):
    layar, cetak = baca(gambar(Tema.LAYAR)), baca(gambar(Tema.CETAK))
    assert layar.get("font-family") is None
    assert cetak.get("font-family") == "'Sans LK','Tanda LK'"
    ukuran = {float(e.get("font-size", "")) for e in cetak.iter(f"{NS}text")}
    assert ukuran <= {10, 11.2}  # 7.5 and 8.4 pt
    assert {e.get("font-size") for e in layar.iter(f"{NS}text")} <= {"13.5"}


@semua_tema
def test_texts_of_users_are_escaped(tema: Tema):
    jahat = "</text><script>alert(\"1\")</script> & 'x' \x00\x0b\ud800"
    gambar = [
        tren([TitikTren(jahat, D(1), jahat)] * 2, judul=jahat, tema=tema, teks_target=jahat),
        percikan([D(1)], judul=jahat, tema=tema),
        skala_predikat(
            judul=jahat,
            ruas=[Ruas("<b>", D(0), D(100))],
            nilai=D(5),
            teks_nilai=jahat,
            tema=tema,
            target=D(7),
            teks_target=jahat,
            pembanding=D(9),
            teks_pembanding=jahat,
        ),
        batang_capaian([BarisCapaian(jahat, D(1), jahat)], judul=jahat, tema=tema),
        batang_pagu([BarisPagu(jahat, 1, 1, jahat, jahat)], judul=jahat, tema=tema),
        batang_banding([BarisBanding(jahat, D(1), jahat)], judul=jahat, tema=tema),
        bagan_organisasi(jahat, jahat, [(jahat, jahat)], judul=jahat, tema=tema),
    ]
    for svg in gambar:
        akar = baca(svg)
        assert "<script" not in svg
        assert akar.get("aria-label", "").startswith('</text><script>alert("1")</script> & ')


def test_template_prints_the_chart_without_a_safe_filter():
    svg = tren(TITIK, judul="A & B")
    assert Template("{{ g }}").render(Context({"g": svg})) == svg


def test_uri_data_holds_the_whole_chart():
    svg = batang_pagu(PAGU, judul="Pagu – realisasi")
    awal, isi = uri_data(svg).split(",")
    assert awal == "data:image/svg+xml;base64"
    assert b64decode(isi).decode() == svg


@semua_tema
def test_empty_input_says_so(tema: Tema):
    kosong = [
        tren([], judul="J", tema=tema),
        tren(
            [TitikTren("2024", None, "–"), TitikTren("2025", D("NaN"), "–")], judul="J", tema=tema
        ),
        skala_predikat(judul="J", ruas=[], nilai=D(1), teks_nilai="1", tema=tema),
        batang_capaian([], judul="J", tema=tema),
        batang_pagu([], judul="J", tema=tema),
        batang_banding([], judul="J", tema=tema),
    ]
    for svg in kosong:
        assert "Belum ada data" in tulisan(svg)
    assert not baca(percikan([None, None], judul="J", tema=tema)).findall(f"{NS}circle")
    assert tulisan(bagan_organisasi("Wali Kota", "", [], judul="J", tema=tema)) == ["Wali Kota"]


def test_trend_prints_all_values_and_marks_by_kind():
    akar = baca(SEMUA["tren"](Tema.LAYAR))
    isi = [e.text for e in akar.iter(f"{NS}text")]
    assert {"66,02", "67,31", "69,04", "70,41", "Target 70,00", "2022", "2025"} <= set(isi)
    titik = [e for e in akar.iter(f"{NS}circle") if e.find(f"{NS}title") is not None]
    penuh = [e.get("fill") != "#FFFFFF" for e in titik]
    assert penuh == [False, True, True, False]
    assert len(list(akar.iter(f"{NS}circle"))) == 5  # the computed one has a dot inside


def test_trend_leaves_a_gap_and_does_not_draw_unknown_as_zero():
    titik = [TitikTren(str(i), None if i == 1 else D(i + 5), str(i + 5)) for i in range(4)]
    akar = baca(tren(titik, judul="J"))
    assert len(akar.findall(f"{NS}circle")) == 3
    assert len(akar.findall(f"{NS}polyline")) == 1


def test_equal_values_lie_on_one_line():
    akar = baca(tren([TitikTren(str(i), D(7), "7") for i in range(3)], judul="J", target=D(7)))
    assert len({e.get("cy") for e in akar.iter(f"{NS}circle")}) == 1
    akar = baca(percikan([D(7)] * 5, judul="J"))
    assert {p.split(",")[1] for p in akar[0].get("points", "").split()} == {"12"}


def test_sparkline_has_its_dot_at_the_last_known_value():
    akar = baca(percikan([D(1), D(2), D(3), None], judul="J"))
    titik = akar.findall(f"{NS}circle")[-1]
    garis = akar.find(f"{NS}polyline")
    assert garis is not None
    assert garis.get("points", "").split()[-1] == f"{titik.get('cx')},{titik.get('cy')}"


def kini(nilai: Decimal) -> str:
    """The letter that print sets off."""
    akar = baca(
        skala_predikat(
            judul="J", ruas=RUAS, nilai=nilai, teks_nilai="x", tema=Tema.CETAK, lebar=470
        )
    )
    return next(e.text or "" for e in akar.iter(f"{NS}text") if e.get("fill") == "#FFFFFF")


def test_scale_keeps_the_upper_bound_in_its_predicate():
    assert kini(D(70)) == "B"
    assert kini(D("70.01")) == "BB"
    assert kini(D(0)) == "C"
    assert kini(D(120)) == "AA"


def test_scale_starts_where_asked_and_says_so():
    isi = tulisan(SEMUA["skala"](Tema.LAYAR))
    assert {"50", "100", "CC", "AA", "Evaluator 72,10", "Mandiri 77,40", "target 75"} <= set(isi)
    assert "C" not in isi
    cetak = tulisan(
        skala_predikat(judul="J", ruas=RUAS, nilai=None, teks_nilai="–", tema=Tema.CETAK, lebar=470)
    )
    assert [s for s in cetak if s.isdigit()] == ["30", "100", "90", "80", "70", "60", "50"]


def test_scale_without_value_has_no_mark():
    svg = skala_predikat(judul="J", ruas=RUAS, nilai=None, teks_nilai="belum dinilai")
    assert baca(svg).find(f"{NS}polygon") is None
    assert "belum dinilai" in tulisan(svg)


def test_achievement_unknown_is_written_out_and_has_no_track():
    for lebar in (200, 320, 620):
        svg = batang_capaian([CAPAIAN[2]], judul="J", lebar=lebar)
        assert "tidak tersedia" in tulisan(svg)
        assert "–" not in tulisan(svg)
        assert baca(svg).find(f"{NS}rect") is None


def test_achievement_far_beyond_the_target_does_not_flatten_the_others():
    baris = [BarisCapaian("A", D(7267), "7.267,00"), BarisCapaian("B", D(50), "50,00")]
    akar = baca(batang_capaian(baris, judul="J", lebar=620))
    lintasan, setengah = [e for e in akar.iter(f"{NS}rect") if e.get("height") == "14"][-2:]
    bagian = float(setengah.get("width", "")) / float(lintasan.get("width", ""))
    assert bagian == pytest.approx(1 / 3, abs=0.001)
    assert len(akar.findall(f"{NS}polygon")) == 1


def test_made_up_values_are_called_contoh():
    assert "Kualitas lingkungan (contoh)" in tulisan(batang_capaian(CAPAIAN, judul="J", lebar=620))


def test_budget_is_outline_and_spending_fill():
    akar = baca(batang_pagu([BarisPagu("A", 200, 100, "200", "50 %")], judul="J", lebar=620))
    garis, isi = akar.findall(f"{NS}rect")
    assert garis.get("stroke") == isi.get("fill")
    assert float(isi.get("width", "")) * 2 == pytest.approx(float(garis.get("width", "")) + 1)
    tanpa = baca(batang_pagu([BarisPagu("A", 200, None, "200", "–")], judul="J"))
    assert len(tanpa.findall(f"{NS}rect")) == 1
    assert not baca(batang_pagu([BarisPagu("A", 0, 0, "0", "–")], judul="J")).findall(f"{NS}rect")


def test_comparison_starts_at_zero_also_for_negative_values():
    baris = [BarisBanding("A", D(-10), "−10"), BarisBanding("B", D(30), "30", utama=True)]
    minus, plus = baca(batang_banding(baris, judul="J", lebar=470)).findall(f"{NS}rect")
    nol = float(minus.get("x", "")) + float(minus.get("width", ""))
    assert float(plus.get("x", "")) == pytest.approx(nol, abs=0.02)
    nihil = [BarisBanding("A", D(0), "0")]
    assert not baca(batang_banding(nihil, judul="J")).findall(f"{NS}rect")


def test_organisation_chart_wraps_into_rows_and_keeps_every_branch():
    cabang = [(f"Bidang {i}", f"({i})") for i in range(9)]
    akar = baca(bagan_organisasi("Kepala Dinas", "Sekretariat", cabang, judul="J", lebar=470))
    assert len({e.get("y") for e in akar.findall(f"{NS}rect")}) >= 4
    assert {f"Bidang {i} ({i})" for i in range(9)} <= {e.text for e in akar.iter(f"{NS}text")}


def test_long_labels_are_cut_and_kept_whole_in_the_title():
    panjang = "Persentase penyelesaian gangguan ketertiban umum dan ketenteraman masyarakat kota"
    akar = baca(batang_capaian([BarisCapaian(panjang, D(5), "5,00")], judul="J", lebar=240))
    assert panjang in [e.text for e in akar.iter(f"{NS}title")]
    assert any((e.text or "").endswith("…") for e in akar.iter(f"{NS}text"))


def test_text_measure_cuts_and_wraps():
    assert lebar_teks("00", 10) == pytest.approx(9.94)
    assert lebar_teks("Wali", 10, tebal=True) > lebar_teks("Wali", 10)
    assert potong("Dinas Kesehatan", 1000, 10) == "Dinas Kesehatan"
    assert potong("Dinas Kesehatan", 45, 10) == "Dinas K…"
    assert potong("Dinas", 3, 10) == ""
    assert bungkus("Dinas Pendidikan dan Kebudayaan", 80, 10) == [
        "Dinas Pendidikan",
        "dan Kebudayaan",
    ]
    assert bungkus("", 80, 10) == []


nilai = st.none() | st.decimals(allow_nan=True, allow_infinity=True)
teks = st.text(max_size=60) | st.sampled_from(["69,04", "Target 70,00", "Dinas Kesehatan", "–"])
tema_ = st.sampled_from(Tema)
lebar_ = st.integers(1, 700)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.builds(TitikTren, teks, nilai, teks, st.sampled_from(["resmi", "contoh", "dihitung"])),
        max_size=20,
    ),
    nilai,
    teks,
    tema_,
    lebar_,
    st.integers(1, 300),
)
def test_property_trend_stays_inside(titik, target, teks_target, tema, lebar, tinggi):
    baca(
        tren(
            titik,
            judul="J",
            tema=tema,
            target=target,
            teks_target=teks_target,
            lebar=lebar,
            tinggi=tinggi,
        )
    )
    baca(percikan([t.nilai for t in titik], judul="J", tema=tema, lebar=lebar, tinggi=tinggi))


sekitar = st.none() | st.decimals(-20, 130, places=2, allow_nan=False)


@settings(max_examples=200, deadline=None)
@given(sekitar, teks, sekitar, teks, sekitar, teks, st.decimals(-10, 110, places=0), tema_, lebar_)
def test_property_scale_stays_inside(n, tn, t, tt, p, tp, awal, tema, lebar):
    baca(
        skala_predikat(
            judul="J",
            ruas=RUAS,
            nilai=n,
            teks_nilai=tn,
            tema=tema,
            target=t,
            teks_target=tt,
            pembanding=p,
            teks_pembanding=tp,
            awal=awal,
            lebar=lebar,
        )
    )


uang = st.integers(-(10**15), 10**15)
hingga = st.decimals(allow_nan=True, allow_infinity=True)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.builds(BarisCapaian, teks, nilai, teks, st.booleans(), st.booleans()), max_size=8),
    st.lists(st.builds(BarisPagu, teks, uang, st.none() | uang, teks, teks), max_size=8),
    st.lists(st.builds(BarisBanding, teks, hingga, teks, st.booleans(), st.booleans()), max_size=8),
    hingga,
    tema_,
    lebar_,
)
def test_property_bars_stay_inside(capaian, pagu, banding, target, tema, lebar):
    baca(batang_capaian(capaian, judul="J", tema=tema, lebar=lebar, target=target))
    baca(batang_pagu(pagu, judul="J", tema=tema, lebar=lebar))
    baca(batang_banding(banding, judul="J", tema=tema, lebar=lebar))


@settings(max_examples=200, deadline=None)
@given(teks, teks, st.lists(st.tuples(teks, teks), max_size=15), tema_, lebar_)
def test_property_organisation_chart_stays_inside(pucuk, staf, cabang, tema, lebar):
    baca(bagan_organisasi(pucuk, staf, cabang, judul="J", tema=tema, lebar=lebar))
