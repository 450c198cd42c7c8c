"""The evaluation part of the demo: official values true to their source, all else marked."""

from decimal import Decimal

import pytest

from evaluasi.formulas.nilai_lke import TEMPLAT_88_2021, nilai_lke, saran_jawaban
from sakip.contoh.evaluasi_kota import acuan_sakip
from sakip.contoh.jawaban_lke import (
    JAWABAN_KOTA,
    URUTAN,
    isi_kriteria,
    jawaban_mandiri,
    jawaban_pd,
)
from sakip.contoh.naskah_2024 import ANALISIS_KOTA, KOTA, TANDA
from sakip.contoh.sumber import baca_csv

SUB = TEMPLAT_88_2021.subkomponen
BOBOT = {"penuh": Decimal(1), "sebagian": Decimal("0.5"), "belum": Decimal(0)}


@pytest.mark.parametrize("huruf", ["AA", "A", "BB", "B", "CC", "C", "D"])
@pytest.mark.parametrize("sub", SUB, ids=lambda s: s.kode)
def test_checklist_suggests_its_letter(huruf, sub):
    isi = isi_kriteria(huruf, sub, ("Contoh: Renja",))
    terpenuhi = sum((BOBOT[k.pemenuhan] for k in isi.values()), Decimal(0))

    assert len(isi) == len(sub.kriteria)
    assert saran_jawaban(terpenuhi, len(sub.kriteria)) == ("BB" if huruf in "AA" else huruf)
    assert all(bool(k.bukti) == (k.pemenuhan != "belum") for k in isi.values())


def test_letters_are_the_same_each_time_and_a_better_place_is_never_far_worse():
    satu = jawaban_pd(3, 37, "dinkes", SUB)

    assert satu == jawaban_pd(3, 37, "dinkes", SUB)
    nilai = [nilai_lke(jawaban_pd(n, 37, f"pd-{n}", SUB), TEMPLAT_88_2021).total for n in range(37)]
    assert nilai[0] > 80
    assert nilai[-1] < 60
    assert sum(n > 70 for n in nilai) in range(12, 25)


def test_self_assessment_is_never_below_the_evaluation():
    internal = jawaban_pd(20, 37, "dishub", SUB)
    mandiri = jawaban_mandiri(internal, "dishub")

    assert all(URUTAN.index(mandiri[k]) >= URUTAN.index(internal[k]) for k in internal)
    assert mandiri != internal


def test_city_answers_are_complete():
    assert nilai_lke(JAWABAN_KOTA, TEMPLAT_88_2021).total == Decimal("69.85")


def test_source_file_holds_the_published_values():
    nilai = {(b["indikator"], b["tahun"]): b["nilai"] for b in baca_csv("realisasi_tangsel.csv")}

    assert nilai["SAKIP", "2023"] == "67,31"
    assert nilai["SAKIP", "2024"] == "69,04"
    assert nilai["Indeks Reformasi Birokrasi", "2020"] == "62,89"
    assert nilai["Indeks Reformasi Birokrasi", "2021"] == "63,48"
    assert all(b["sumber"] for b in baca_csv("realisasi_tangsel.csv"))
    assert {n: v for n, _, v, _ in acuan_sakip()}["Rata-rata kabupaten/kota"] == Decimal("64.23")


def test_texts_are_kept_without_the_mark_that_the_loader_adds():
    semua = [*KOTA.values(), *(t for a in ANALISIS_KOTA.values() for t in a.values())]

    assert not any(t.startswith(TANDA) for t in semua)
    assert all(t.strip() == t for t in semua)
