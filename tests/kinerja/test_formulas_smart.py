"""SMART findings: on real names, by level, with the words and the rule."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from kinerja.formulas.kata_indikator import bakukan_indikator
from kinerja.formulas.skala import SKALA_SAKIP
from kinerja.formulas.smart import BahanSmart, RealisasiLalu, periksa_smart

TRIWULAN = Path(settings.BASE_DIR) / "sakip" / "data" / "tangsel_triwulan_2023.csv"

_KABUR = "Kata kerja yang kabur"
LENGKAP = {
    "jenis_simpul": "sasaran",
    "satuan": "Persen",
    "definisi": "Bagian jalan kota yang mantap.",
    "rumus": "Panjang jalan mantap dibagi panjang jalan kota.",
    "sumber_data": "Dinas Sumber Daya Air",
    "penanggung_jawab": "Bidang Jalan",
    "frekuensi": "tahun",
    "baseline": Decimal(90),
    "tahun": (2024,),
    "target": {2024: (Decimal(94), None)},
    "jatuh_tempo": (4,),
}


def _judul(**sifat):
    bahan = BahanSmart(**{**LENGKAP, "nama": "Persentase jalan mantap", **sifat})
    return {t.judul: t for t in periksa_smart(bahan)}


def test_a_whole_indicator_has_no_finding():
    assert _judul() == {}


@pytest.mark.parametrize(
    ("nama", "kata"),
    [
        ("Meningkatnya kualitas layanan dan akses pendidikan", "Meningkatnya"),
        ("Optimalisasi penerimaan daerah", "Optimalisasi"),
        ("Terlaksananya kegiatan pembinaan", "Terlaksananya"),
        ("Terwujudnya tata kelola", "Terwujudnya"),
    ],
)
def test_a_wish_is_no_measure(nama, kata):
    temuan = _judul(nama=nama)["Kata kerja yang kabur"]

    assert (temuan.unsur, temuan.tingkat) == ("S", "perbaiki")
    assert temuan.kata[0] == kata
    assert f'"{kata}"' in temuan.alasan
    assert "1.b.5" in temuan.sumber


def test_a_wish_behind_a_measure_is_only_to_be_looked_at():
    temuan = _judul(nama="Persentase meningkatnya cakupan imunisasi")["Kata kerja yang kabur"]

    assert temuan.tingkat == "periksa"


@pytest.mark.parametrize(
    "nama",
    ["Jumlah rapat koordinasi", "Tersusunnya dokumen perencanaan", "Persentase serapan anggaran"]
    + ["Jumlah Laporan Evaluasi Kinerja Perangkat Daerah"],
)
def test_work_is_no_result_but_an_output_may_count_it(nama):
    hasil = _judul(nama=nama)["Mengukur proses, bukan hasil"]
    program = _judul(nama=nama, jenis_simpul="program")["Mengukur proses, bukan hasil"]

    assert (hasil.unsur, hasil.tingkat, program.tingkat) == ("R", "perbaiki", "periksa")
    assert "sasaran" in hasil.alasan
    assert "Mengukur proses, bukan hasil" not in _judul(nama=nama, jenis_simpul="sub_kegiatan")


@pytest.mark.parametrize(
    ("polaritas", "lalu", "target", "mudah"),
    [
        ("positif", "95", ("94", None), True),
        ("positif", "94", ("94", None), False),
        ("positif", "95", ("90", "96"), False),
        ("negatif", "8", ("9", None), True),
        ("negatif", "9", ("8", None), False),
        ("negatif", "8", ("7", "9"), False),
        ("stabil", "95", ("50", None), False),
    ],
)
def test_a_target_easier_than_the_last_value_follows_the_polarity(polaritas, lalu, target, mudah):
    bawah, atas = target
    temuan = _judul(
        polaritas=polaritas,
        target={2024: (Decimal(bawah), None if atas is None else Decimal(atas))},
        realisasi_lalu=RealisasiLalu(2023, Decimal(lalu)),
    )
    judul = "Target lebih mudah daripada realisasi tahun lalu"
    assert (judul in temuan) is mudah
    if mudah:
        assert "1.b.7" in temuan[judul].sumber
        assert f"{lalu},00" in temuan[judul].alasan


def test_only_the_first_target_after_the_value_is_compared():
    temuan = _judul(
        tahun=(2022, 2023, 2024),
        target={t: (Decimal(n), None) for t, n in ((2022, 1), (2023, 96), (2024, 2))},
        realisasi_lalu=RealisasiLalu(2022, Decimal(95)),
    )
    assert temuan == {}


@pytest.mark.parametrize(
    ("sifat", "judul", "unsur", "medan"),
    [
        ({"satuan": " "}, "Satuan belum ada", "M", "satuan"),
        ({"satuan": "Predikat"}, "Satuan predikat tanpa skala", "M", "ukuran"),
        ({"definisi": ""}, "Definisi operasional belum ada", "S", "definisi_operasional"),
        ({"rumus": ""}, "Rumus belum ada", "M", "rumus"),
        ({"sumber_data": ""}, "Sumber data belum ada", "M", "sumber_data"),
        ({"penanggung_jawab": ""}, "Penanggung jawab belum ada", "M", "penanggung_jawab"),
        ({"baseline": None}, "Baseline belum ada", "A", "baseline"),
        ({"target": {}}, "Target belum ada", "A", "target"),
        ({"frekuensi": ""}, "Frekuensi pengukuran belum ada", "T", "frekuensi"),
        (
            {"jatuh_tempo": (1, 2, 3, 4), "frekuensi": "triwulan"}
            | {"triwulan_bertarget": {2024: {1, 4}}},
            "Target triwulan belum lengkap",
            "T",
            "target",
        ),
        ({"nama_lain": ["Presentase jalan  mantap"]}, "Diukur dua kali", "S", "nama"),
    ],
)
def test_what_is_missing_is_named_with_its_field(sifat, judul, unsur, medan):
    temuan = _judul(**sifat)

    assert list(temuan) == [judul]
    assert (temuan[judul].unsur, temuan[judul].medan) == (unsur, medan)
    assert temuan[judul].alasan.endswith(".")


def test_letters_need_no_unit_and_whole_quarters_no_more_targets():
    assert _judul(satuan="", skala=SKALA_SAKIP) == {}
    assert _judul(jatuh_tempo=(2, 4), triwulan_bertarget={2024: {2}}) == {}


def test_findings_stand_in_the_order_of_the_letters():
    temuan = periksa_smart(BahanSmart(nama="Jumlah rapat", jenis_simpul="sasaran", tahun=(2024,)))

    unsur = [t.unsur for t in temuan]
    assert unsur == sorted(unsur, key="SMART".index)
    assert set(unsur) == set("SMART")


def test_real_names_are_told_apart():
    """Of the real reports of 2023: measures pass, documents below a sasaran do not."""
    with TRIWULAN.open(encoding="utf-8") as berkas:
        nama = {b["indikator"].strip() for b in csv.DictReader(berkas)} - {""}
    temuan = {n: _judul(nama=n) for n in sorted(nama)[::4]}
    kabur = {n: t[_KABUR] for n, t in temuan.items() if _KABUR in t}
    proses = {n for n, t in temuan.items() if "Mengukur proses, bukan hasil" in t}
    assert 0 < len(kabur) < len(temuan) / 4
    assert all(k.kata[0] in n for n, k in kabur.items())
    assert any(n.startswith("Jumlah Dokumen") for n in proses)
    assert not any(n.startswith(("Persentase Pemenuhan", "Indeks", "Nilai")) for n in proses)


def test_spelling_does_not_hide_a_name_used_twice():
    assert bakukan_indikator("PROSENTASE  Jalan, mantap") == "persentase jalan mantap"
