"""Sentences with numbers: what they say, and what they say when something is unknown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from laporan.formulas.data_lkjip import AcuanLKjIP, BarisAnggaran, NilaiSakip, SasaranLKjIP
from laporan.reports import kalimat, kalimat_sasaran
from tests.laporan import contoh_data
from tests.laporan.contoh_bagian import indikator

TAHUN = 2024


def sasaran(**ubah: object) -> SasaranLKjIP:
    dasar = SasaranLKjIP(
        simpul_id=1,
        kode="1.1.1",
        nama="Meningkatnya mutu",
        jenis="Sasaran",
        indikator=(indikator(1, "Nilai SAKIP Kota", "Nilai", "70", "69.04"),),
        capaian=Decimal("98.6285"),
        n=1,
        dari=1,
        program=(),
        anggaran=BarisAnggaran("Jumlah", 100, 93, Decimal("93.18")),
        efisiensi=Decimal("5.4485"),
        naskah={},
    )
    return replace(dasar, **ubah)  # type: ignore[arg-type]


def test_analysis_1_says_realisasi_target_capaian_and_whether_it_was_reached() -> None:
    satu = indikator(1, "Nilai SAKIP Kota", "Nilai", "70", "69.04")
    assert kalimat_sasaran.target_dan_realisasi(satu, TAHUN) == (
        "Realisasi Nilai SAKIP Kota 69,04 dari target 70,00 memberi capaian 98,63 persen, "
        "berkategori sangat tinggi; target tahunan belum tercapai."
    )


def test_target_counts_as_reached_by_the_printed_number() -> None:
    hampir = indikator(1, "Angka", "Persen", "100000", "99999.9")  # 99.9999 is printed 100,00
    assert "capaian 100,00 persen" in kalimat_sasaran.target_dan_realisasi(hampir, TAHUN)
    assert kalimat_sasaran.target_dan_realisasi(hampir, TAHUN).endswith("target tahunan tercapai.")


def test_made_up_and_unfinished_values_carry_their_marks() -> None:
    satu = indikator(1, "Angka", "Persen", "10", "9", contoh=True, sementara=True)
    isi = kalimat_sasaran.target_dan_realisasi(satu, TAHUN)
    assert isi.startswith("Realisasi sementara Angka 9,00† persen dari target 10,00† persen")
    assert "tercapai" not in isi
    assert "sementara" in kalimat_sasaran.banding_tahun_lalu(satu, TAHUN)
    assert "sementara" in kalimat_sasaran.banding_target_akhir(satu, TAHUN)
    assert "sementara" in kalimat_sasaran.efisiensi(sasaran(indikator=(satu,)))


@pytest.mark.parametrize(
    ("target", "realisasi", "harapan"),
    [
        (None, "9", "Realisasi Angka 9,00 persen; target tahun 2024 belum ditetapkan."),
        (
            "10",
            None,
            "Realisasi Angka tahun 2024 belum tersedia; targetnya 10,00 persen. "
            "Realisasi belum diisi.",
        ),
        (None, None, "Realisasi Angka tahun 2024 belum tersedia. Realisasi belum diisi."),
    ],
)
def test_unknown_is_said_and_never_becomes_a_number(
    target: str | None, realisasi: str | None, harapan: str
) -> None:
    satu = indikator(1, "Angka", "Persen", target, realisasi)
    assert kalimat_sasaran.target_dan_realisasi(satu, TAHUN) == harapan


def test_analysis_2_compares_with_the_last_known_year() -> None:
    satu = indikator(1, "Indeks", "Indeks", "70", "69.04")
    riwayat = (
        replace(satu.riwayat[0], tahun=2022, realisasi=Decimal("67.31"), contoh=False),
        replace(satu.riwayat[0], tahun=2023, realisasi=None),
    )
    assert kalimat_sasaran.banding_tahun_lalu(replace(satu, riwayat=riwayat), TAHUN) == (
        "Indeks naik 1,73 dari 67,31 pada 2022 menjadi 69,04; makin tinggi makin baik."
    )
    assert kalimat_sasaran.banding_tahun_lalu(replace(satu, riwayat=()), TAHUN) == (
        "Realisasi Indeks pada tahun-tahun sebelumnya belum direkam."
    )


def test_a_letter_scale_has_no_difference() -> None:
    satu = replace(
        indikator(1, "Predikat", "Predikat", "5", "4", desimal=0),
        skala={"B": 4, "BB": 5},
        riwayat=(
            replace(
                indikator(1, "P", "", "5", "5", desimal=0).riwayat[3],
                tahun=2023,
                realisasi=Decimal(5),
            ),
        ),
    )
    assert (
        kalimat_sasaran.banding_tahun_lalu(satu, TAHUN)
        == "Predikat berubah dari BB pada 2023 menjadi B."
    )


def test_analysis_3_names_the_plan_and_its_last_target() -> None:
    satu = replace(
        indikator(1, "Indeks", "Indeks", "70", "69.04"),
        target_akhir=Decimal(75),
        capaian_akhir=Decimal("92.0533"),
    )
    assert kalimat_sasaran.banding_target_akhir(satu, TAHUN) == (
        "Target akhir RPJMD 2021-2026 untuk Indeks adalah 75,00 pada 2026. Realisasi 2024 memberi "
        "capaian 92,05 persen terhadap target itu."
    )
    assert "belum direkam" in kalimat_sasaran.banding_target_akhir(
        replace(satu, target_akhir=None), TAHUN
    )


def test_analysis_4_names_every_reference() -> None:
    acuan = (
        AcuanLKjIP("rata-rata nasional", 2023, Decimal("64.23"), "Nilai", 2, "PANRB"),
        AcuanLKjIP("Provinsi Banten", 2024, Decimal("70.75"), "Nilai", 2, "PANRB"),
    )
    satu = indikator(1, "Nilai SAKIP", "Nilai", "70", "69.04", acuan=acuan)
    assert kalimat_sasaran.banding_acuan(satu) == (
        "Nilai SAKIP 69,04; pembandingnya rata-rata nasional 64,23 (2023) dan Provinsi Banten "
        "70,75 (2024)."
    )
    assert kalimat_sasaran.banding_acuan(replace(satu, acuan=())) == (
        "Standar nasional untuk Nilai SAKIP belum direkam."
    )


def test_analysis_6_sets_capaian_beside_serapan() -> None:
    assert kalimat_sasaran.efisiensi(sasaran()) == (
        "Capaian 98,63 persen diperoleh dengan serapan 93,18 persen dari pagu pendukung. Capaian "
        "5,45 poin lebih besar daripada serapan."
    )
    assert "Rata-rata capaian 98,63 persen (1 dari 2 indikator)" in kalimat_sasaran.efisiensi(
        sasaran(dari=2)
    )
    assert "3,00 poin lebih kecil" in kalimat_sasaran.efisiensi(sasaran(efisiensi=Decimal(-3)))
    assert "sama besar" in kalimat_sasaran.efisiensi(sasaran(efisiensi=Decimal("0.001")))


@pytest.mark.parametrize(
    ("ubah", "kurang"),
    [
        ({"capaian": None}, "capaian belum tersedia"),
        ({"anggaran": BarisAnggaran("Jumlah", 1, None, None)}, "belum direkam"),
        (
            {"capaian": None, "anggaran": BarisAnggaran("Jumlah", None, None, None)},
            "capaian dan serapan anggaran belum tersedia",
        ),
    ],
)
def test_analysis_6_says_which_half_is_missing(ubah: dict[str, object], kurang: str) -> None:
    isi = kalimat_sasaran.efisiensi(sasaran(**ubah))
    assert isi.startswith("Efisiensi belum dapat dihitung")
    assert kurang in isi


def test_lead_of_chapter_3_counts_categories() -> None:
    data = contoh_data.data_kota()
    assert kalimat.pimpin_bab3(data) == (
        "Dari sebelas indikator yang dilaporkan, delapan berkategori sangat tinggi dan tiga "
        "berkategori di bawahnya."
    )
    kosong = indikator(1, "Angka", "Persen", "10", None)
    tanpa = replace(data, sasaran=(sasaran(indikator=(kosong, kosong)),))
    assert kalimat.pimpin_bab3(tanpa) == (
        "Dari dua indikator yang dilaporkan, semuanya belum mempunyai capaian."
    )
    assert kalimat.pimpin_bab3(replace(data, sasaran=())) == (
        "Belum ada indikator yang dilaporkan untuk tahun 2024."
    )


def test_mean_says_n_of_n() -> None:
    data = replace(
        contoh_data.data_kota(), rata_rata=Decimal("91.994"), rata_rata_n=9, rata_rata_dari=11
    )
    assert kalimat.simpulan_rata_rata(data) == (
        "Rata-rata capaian 91,99† persen, dihitung dari 9 dari 11 indikator, satu di antaranya "
        "sementara."
    )
    assert kalimat.simpulan_rata_rata(replace(data, sasaran=data.sasaran[2:])).endswith(
        "dari 9 dari 11 indikator."
    )
    assert kalimat.simpulan_rata_rata(replace(data, rata_rata=None)) == ""


def test_value_of_the_summary_with_movement_and_target() -> None:
    nilai = contoh_data.data_kota().nilai_sakip
    assert isinstance(nilai, NilaiSakip)
    assert kalimat.baris_predikat(nilai, TAHUN) == ("Predikat B (Baik)", ", naik 1,73 dari 2023")
    assert kalimat.baris_target_sakip(nilai) == "Target 70,00 belum tercapai, kurang 0,96"
    assert kalimat.baris_predikat(replace(nilai, nilai_lalu=None), TAHUN)[1] == ""
    assert kalimat.baris_predikat(replace(nilai, nilai_lalu=nilai.nilai), TAHUN)[1] == (
        ", tetap dari 2023"
    )
    assert kalimat.baris_target_sakip(replace(nilai, target=Decimal(69))) == "Target 69,00 tercapai"
    assert kalimat.baris_target_sakip(replace(nilai, target=None)) == ""


def test_running_head_tells_draft_and_example_apart() -> None:
    data = contoh_data.data_kota_draf()
    assert kalimat.kepala_dokumen(data) == "DRAF: 3 isian belum lengkap"
    assert kalimat.kepala_dokumen(replace(data, sifat="contoh")) == "CONTOH: memuat angka contoh"
    assert kalimat.kepala_dokumen(replace(data, sifat="bersih")) == (
        "LKjIP Kota Tangerang Selatan 2024"
    )


@pytest.mark.parametrize(
    ("bagian", "harapan"),
    [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")],
)
def test_list_in_words(bagian: list[str], harapan: str) -> None:
    assert kalimat.rangkai(bagian) == harapan
