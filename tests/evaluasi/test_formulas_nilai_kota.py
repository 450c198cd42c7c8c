"""Formulas of the city's values: 2/3 lines, spread, frozen inputs, digest."""

from __future__ import annotations

import copy
import itertools
import json
from decimal import Decimal
from statistics import fmean, pstdev
from statistics import median as median_baku
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluasi.formulas.nilai_kota import (
    VERSI_RUMUS,
    ambang_dua_pertiga,
    bakukan,
    digest,
    hitung_ambang,
    hitung_nilai_kota,
    memuat_contoh,
    sebaran,
    teks_angka,
)
from evaluasi.formulas.nilai_lke import TEMPLAT_88_2021, JawabanTidakSah
from evaluasi.formulas.predikat import PREDIKAT_88_2021

NILAI = st.decimals("0", "100", places=2)
KODE = [s.kode for s in TEMPLAT_88_2021.subkomponen]
# Published sheet 2 of docs/regulasi.md#nilai-lke: 88,10 (A).
HURUF_DJAMIL = ["A", "A", "B", "AA", "A", "A", "A", "A", "A", "AA", "A", "A"]
DJAMIL = dict(zip(KODE, HURUF_DJAMIL, strict=True))


def semua(huruf: str) -> dict[str, str]:
    return dict.fromkeys(KODE, huruf)


def lembar(jawaban: dict[str, str], *, terhitung: bool = True, contoh: bool = False) -> dict:
    return {
        "status": "dinilai" if terhitung else "draf",
        "terhitung": terhitung,
        "contoh": contoh,
        "jawaban": jawaban,
    }


def iku(capaian: str | None, *, sementara: bool = False, contoh: bool = False) -> dict:
    return {"nama": "IKU", "capaian": capaian, "sementara": sementara, "contoh": contoh}


def masukan(kota: dict | None = None, pd: dict[str, dict] | None = None, daftar_iku=()) -> dict:
    t = TEMPLAT_88_2021
    skala = PREDIKAT_88_2021
    return bakukan(
        {
            "tahun": 2024,
            "templat": {
                "nama": t.nama,
                "komponen": [
                    {
                        "kode": k.kode,
                        "nama": k.nama,
                        "bobot": k.bobot,
                        "subkomponen": [
                            {
                                "kode": s.kode,
                                "nama": s.nama,
                                "bobot": s.bobot,
                                "dimensi": s.dimensi,
                            }
                            for s in k.subkomponen
                        ],
                    }
                    for k in t.komponen
                ],
                "skala_jawaban": {
                    d: [{"huruf": p.huruf, "nilai": p.nilai} for p in pilihan]
                    for d, pilihan in t.skala.items()
                },
                "skala_predikat": [
                    *(
                        {
                            "huruf": r.predikat.huruf,
                            "sebutan": r.predikat.sebutan,
                            "di_atas": r.di_atas,
                            "sampai": r.sampai,
                        }
                        for r in skala.rentang
                    ),
                    {"huruf": "E", "sebutan": "nilai nol", "di_atas": "", "sampai": 0},
                ],
            },
            "kota": kota or {"status": "", "terhitung": False, "contoh": False, "jawaban": {}},
            "pd": [{"kode": kode, **isi} for kode, isi in (pd or {}).items()],
            "iku": list(daftar_iku),
        }
    )


@pytest.mark.parametrize(
    ("jumlah", "garis"), [(0, 0), (1, 1), (2, 2), (3, 2), (36, 24), (37, 25), (38, 26)]
)
def test_two_thirds_are_rounded_up(jumlah, garis):
    assert ambang_dua_pertiga(jumlah) == garis


@given(st.integers(0, 10_000))
def test_line_is_the_smallest_count_that_is_two_thirds(jumlah):
    garis = ambang_dua_pertiga(jumlah)
    assert 3 * garis >= 2 * jumlah
    assert garis == 0 or 3 * (garis - 1) < 2 * jumlah


def test_line_refuses_a_negative_count():
    with pytest.raises(ValueError, match="negatif"):
        ambang_dua_pertiga(-1)


@given(st.lists(NILAI, min_size=1, max_size=60))
def test_spread_agrees_with_the_standard_library(nilai):
    s = sebaran(nilai)
    assert s.rata_rata is not None
    assert s.simpangan_baku is not None
    assert s.median == median_baku(nilai)
    assert (s.terendah, s.tertinggi, s.n) == (min(nilai), max(nilai), len(nilai))
    assert float(s.rata_rata) == pytest.approx(fmean(nilai))
    # Decimal against Decimal: floats lose small deviations around a large mean.
    assert abs(s.simpangan_baku - pstdev(nilai)) < Decimal("1e-12")


def test_spread_of_nothing_is_unknown_and_never_zero():
    s = sebaran([])
    assert (s.rata_rata, s.median, s.terendah, s.tertinggi, s.simpangan_baku) == (None,) * 5
    assert s.n == 0


def test_spread_does_not_depend_on_the_order():
    nilai = [Decimal("70.05"), Decimal("61.1"), Decimal("88.35"), Decimal(1) / Decimal(3)]
    assert len({sebaran(urutan) for urutan in itertools.permutations(nilai)}) == 1


def test_what_counts_for_a_line_is_the_predicate_and_all_pd_are_its_base():
    nilai = [Decimal(teks) for teks in ("80", "70.01", "70", "70.004", "60.01", "60", "0")]

    bb, b = hitung_ambang(nilai, 9, PREDIKAT_88_2021)

    assert (bb.huruf, bb.jumlah, bb.dari, bb.garis, bb.kurang) == ("BB", 2, 9, 6, 4)
    assert (b.huruf, b.jumlah, b.dari, b.garis, b.kurang) == ("B", 5, 9, 6, 1)
    assert (bb.di_atas, b.di_atas) == (Decimal(70), Decimal(60))
    assert not bb.tercapai
    assert not b.tercapai
    assert "88/2021" in bb.sumber
    assert "5 Februari 2025" in b.sumber


def test_a_line_is_reached_exactly_at_two_thirds():
    nilai = [Decimal(75)] * 25 + [Decimal(65)] * 12
    bb, b = hitung_ambang(nilai, 37, PREDIKAT_88_2021)
    assert (bb.jumlah, bb.kurang, bb.tercapai) == (25, 0, True)
    assert (b.jumlah, b.kurang, b.tercapai) == (37, 0, True)
    bb, _ = hitung_ambang(nilai[1:], 37, PREDIKAT_88_2021)
    assert (bb.jumlah, bb.kurang, bb.tercapai) == (24, 1, False)


def test_no_pd_reach_no_line():
    assert not any(a.tercapai for a in hitung_ambang([], 0, PREDIKAT_88_2021))


def test_the_city_gets_the_points_of_its_own_sheet():
    hasil = hitung_nilai_kota(masukan(kota=lembar(DJAMIL)))["lke_kota"]
    assert (hasil["nilai"], hasil["predikat"], hasil["alasan"]) == ("88.1", "A", "")
    assert hasil["komponen"] == {"1": "24", "2": "27.6", "3": "13.5", "4": "23"}
    assert hasil["subkomponen"]["1.c"] == "10.5"
    assert (hasil["terjawab"], hasil["dari"]) == ("12", "12")


@pytest.mark.parametrize(
    ("kota", "alasan"),
    [
        (None, "LKE Kota belum ada"),
        (
            lembar(dict.fromkeys(KODE[:10], "BB"), terhitung=False),
            "LKE Kota baru terjawab 10 dari 12",
        ),
        (lembar(dict.fromkeys(KODE[:10], "BB")), "LKE Kota baru terjawab 10 dari 12"),
        (
            lembar(semua("BB"), terhitung=False),
            "LKE Kota sudah terjawab 12 dari 12, tetapi belum selesai dinilai",
        ),
    ],
)
def test_the_city_has_no_value_until_its_sheet_is_judged(kota, alasan):
    hasil = hitung_nilai_kota(masukan(kota=kota))["lke_kota"]
    assert (hasil["nilai"], hasil["predikat"], hasil["alasan"]) == (None, None, alasan)
    assert hasil["komponen"] == {}


def test_pd_without_a_counted_sheet_are_not_judged_and_never_zero():
    pd = {
        "a": lembar(semua("A")),
        "b": lembar(semua("B")),
        "c": lembar({}, terhitung=False),
        "d": lembar({"1.a": "BB"}),
    }
    hasil = hitung_nilai_kota(masukan(pd=pd))["pd"]
    assert (hasil["n"], hasil["dari"], hasil["rata_rata"]) == ("2", "4", "80")
    assert (hasil["median"], hasil["terendah"], hasil["simpangan_baku"]) == ("80", "70", "10")
    assert hasil["belum_dinilai"] == ["c", "d"]
    assert [(p["kode"], p["nilai"], p["predikat"]) for p in hasil["nilai"]] == [
        ("a", "90", "A"),
        ("b", "70", "B"),
    ]
    assert {p["huruf"]: p["jumlah"] for p in hasil["per_predikat"] if p["jumlah"] != "0"} == {
        "A": "1",
        "B": "1",
    }


def test_city_and_pd_do_not_move_each_other():
    dasar = masukan(kota=lembar(semua("BB")), pd={"a": lembar(semua("BB"))})
    kota_naik, pd_naik = copy.deepcopy(dasar), copy.deepcopy(dasar)
    kota_naik["kota"]["jawaban"]["1.a"] = "A"
    pd_naik["pd"][0]["jawaban"]["1.a"] = "A"

    awal, naik, naik_pd = (hitung_nilai_kota(m) for m in (dasar, kota_naik, pd_naik))

    assert (awal["lke_kota"]["nilai"], naik["lke_kota"]["nilai"]) == ("80", "80.6")
    assert naik["pd"] == awal["pd"]
    assert naik_pd["lke_kota"] == awal["lke_kota"]
    assert (awal["pd"]["rata_rata"], naik_pd["pd"]["rata_rata"]) == ("80", "80.6")


def test_iku_mean_says_n_of_n_and_what_is_provisional_or_made_up():
    daftar = [iku("120"), iku("-40"), iku(None, contoh=True), iku("100", sementara=True)]
    hasil = hitung_nilai_kota(masukan(daftar_iku=daftar))["iku"]
    assert hasil["nilai"][:7] == "73.3333"
    assert {k: hasil[k] for k in ("n", "dari", "sementara", "contoh")} == {
        "n": "3",
        "dari": "4",
        "sementara": "1",
        "contoh": "0",
    }
    assert hitung_nilai_kota(masukan())["iku"]["nilai"] is None


def test_a_letter_outside_the_scale_gives_no_value_at_all():
    with pytest.raises(JawabanTidakSah, match="AAA"):
        hitung_nilai_kota(masukan(pd={"a": lembar(semua("AAA"))}))


@pytest.mark.parametrize(
    ("isi", "contoh"),
    [
        ({}, False),
        ({"kota": lembar({}, contoh=True)}, True),
        ({"pd": {"a": lembar({}), "b": lembar({}, contoh=True)}}, True),
        ({"daftar_iku": [iku("90", contoh=True)]}, True),
        ({"daftar_iku": [iku(None, contoh=True)]}, False),
    ],
)
def test_one_made_up_value_marks_the_whole(isi, contoh):
    assert memuat_contoh(masukan(**isi)) is contoh


@pytest.mark.parametrize(
    "tulisan", ["6", "6.00", "6.000000", "0.6E+1", "600E-2", Decimal("6").normalize()]
)
def test_one_number_has_one_digest_however_a_database_returns_it(tulisan):
    assert digest({"bobot": Decimal(tulisan)}) == digest({"bobot": "6"})
    assert digest({"bobot": 6}) == digest({"bobot": "6"})


def test_digest_sorts_keys_and_tells_inputs_and_formulas_apart():
    assert digest({"a": "1", "b": None}) == digest({"b": None, "a": "1"})
    berbeda: list[dict[str, Any]] = [
        {"a": "1"},
        {"a": "2"},
        {"a": None},
        {"a": True},
        {"a": ""},
        {"b": "1"},
        {"a": [1]},
    ]
    assert len({digest(isi) for isi in berbeda}) == len(berbeda)
    assert digest({"a": "1"}) == digest({"a": "1"}, VERSI_RUMUS) != digest({"a": "1"}, "kota-2")
    assert len(digest({})) == 64


def test_frozen_inputs_survive_json_with_digest_and_result():
    asal = masukan(kota=lembar(DJAMIL), pd={"a": lembar(semua("B"))}, daftar_iku=[iku("88.27")])
    kembali = json.loads(json.dumps(asal))
    assert digest(kembali) == digest(asal)
    assert hitung_nilai_kota(kembali) == hitung_nilai_kota(asal)


def test_floats_are_refused_because_their_text_is_not_one():
    with pytest.raises(TypeError, match="float"):
        bakukan({"nilai": 0.1})


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_number_text_is_plain_and_loses_nothing(nilai):
    teks = teks_angka(nilai)
    assert Decimal(teks) == nilai
    assert "E" not in teks
    assert teks == teks_angka(Decimal(teks))
