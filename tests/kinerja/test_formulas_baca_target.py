"""Reading one typed target: numbers, ranges, letters, and what the sentence says otherwise."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from kinerja.formulas.baca_target import TargetTakTerbaca, baca_target, kenali_skala, nama_skala
from kinerja.formulas.skala import SKALA_OPINI, SKALA_SAKIP

RKPD = Path(settings.BASE_DIR) / "sakip" / "data" / "tangsel_rkpd2023_target.csv"


@pytest.mark.parametrize(
    ("teks", "desimal", "satuan", "bawah", "atas"),
    [
        ("47 Angka", 0, "", "47", None),
        ("47 Angka", 2, "Nilai", "47", None),
        ("12 Dokumen", 0, "Dokumen", "12", None),
        ("98,58%", 2, "Persen", "98.58", None),
        ("98,58 persen", 2, "%", "98.58", None),
        ("31.82", 2, "Angka", "31.82", None),
        ("70.125", 0, "Orang", "70125", None),
        ("-2,5", 2, "Persen", "-2.5", None),
        ("7-8", 0, "Bulan", "7", "8"),
        ("7 – 8", 0, "Bulan", "7", "8"),
        ("7,5 s.d. 8,25", 2, "Indeks", "7.5", "8.25"),
        ("7 sampai 8 bulan", 0, "Bulan", "7", "8"),
        ("80-80", 2, "", "80", None),
        ("80-90%", 2, "Persen", "80", "90"),
    ],
)
def test_target_is_read(teks, desimal, satuan, bawah, atas):
    target = baca_target(teks, desimal=desimal, satuan=satuan)

    assert target.nilai == Decimal(bawah)
    assert target.nilai_atas == (None if atas is None else Decimal(atas))
    assert target.pertanyaan == ""


@pytest.mark.parametrize(
    ("teks", "skala"),
    [("BB Predikat", "sakip"), ("bb", "sakip"), ("Predikat A", "sakip"), ("WTP", "opini")],
)
def test_a_letter_on_a_number_offers_its_scale(teks, skala):
    with pytest.raises(TargetTakTerbaca) as galat:
        baca_target(teks, desimal=2)

    assert galat.value.skala == skala
    assert "diukur dengan angka" in str(galat.value)


@pytest.mark.parametrize(
    ("teks", "potongan"),
    [
        ("Baik", "berisi huruf"),
        ("12 Dokumen", "satuan dokumen, padahal satuan indikator ini orang"),
        ("8-7", "lebih kecil daripada batas bawah"),
        ("70.125", "bisa dibaca dua cara"),
        ("#REF!", "galat rumus Excel"),
    ],
)
def test_what_is_no_target_says_why_and_offers_nothing(teks, potongan):
    with pytest.raises(TargetTakTerbaca) as galat:
        baca_target(teks, desimal=2, satuan="Orang")

    assert potongan in str(galat.value)
    assert galat.value.skala is None


@pytest.mark.parametrize("teks", ["BB", "bb predikat", "Predikat BB"])
def test_letters_of_the_scale_are_read_as_ordinals(teks):
    assert baca_target(teks, desimal=0, skala=SKALA_SAKIP).nilai == 5


def test_a_letter_of_another_scale_is_refused_with_the_choices():
    with pytest.raises(TargetTakTerbaca, match="TMP, TW, WDP, WTP"):
        baca_target("BB", desimal=0, skala=SKALA_OPINI)


@pytest.mark.parametrize(
    ("teks", "desimal", "satuan"),
    [("120", 2, "Persen"), ("7267", 2, "Tahun"), ("1,250", 2, ""), ("90-110", 0, "Persen")],
)
def test_unusual_targets_are_read_with_a_question(teks, desimal, satuan):
    assert baca_target(teks, desimal=desimal, satuan=satuan).pertanyaan.endswith("?")


def test_known_scales_are_recognised_and_others_are_not():
    assert (kenali_skala("WDP"), kenali_skala("Memuaskan")) == ("opini", None)
    assert (nama_skala(dict(SKALA_SAKIP)), nama_skala({"A": 1}), nama_skala(None)) == (
        "sakip",
        None,
        None,
    )


def test_every_target_of_the_real_rkpd_is_read_or_refused_with_a_sentence():
    """Of the RKPD 2023 of Tangerang Selatan only "BB Predikat" leads to the offer of a scale."""
    with RKPD.open(encoding="utf-8") as berkas:
        semua = {b["target_k"] for b in csv.DictReader(berkas) if b["target_k"].strip()}
    tertolak: dict[str, TargetTakTerbaca] = {}
    for teks in semua:
        try:
            baca_target(teks, desimal=2)
        except TargetTakTerbaca as galat:
            tertolak[teks] = galat
    assert all(str(galat).endswith(".") for galat in tertolak.values())
    assert [teks for teks, galat in tertolak.items() if galat.skala] == ["BB Predikat"]
    assert len(tertolak) <= len(semua) * 0.2
