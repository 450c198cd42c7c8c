"""Doubtful values say so wherever they are printed; empty things are told once, not drawn."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from laporan.formulas.data_lkjip import (
    AcuanLKjIP,
    AngkaKunci,
    DataLKjIP,
    IndikatorLKjIP,
    Naskah,
    UnsurOrganisasi,
)
from laporan.reports import gambar, kalimat
from laporan.reports.lkjip import susun_html
from laporan.reports.muka import jabatan_pimpinan
from tests.laporan import contoh_data
from tests.laporan.contoh_bagian import indikator


def html(data: DataLKjIP) -> str:
    return susun_html(data, "0" * 64)[0]


def tanpa_verifikasi(satu: IndikatorLKjIP) -> IndikatorLKjIP:
    akhir = replace(satu.triwulan[3], terverifikasi=False, status="Draf", diverifikasi="")
    return replace(satu, triwulan=(*satu.triwulan[:3], akhir))


def satu_sasaran(data: DataLKjIP, satu: IndikatorLKjIP) -> DataLKjIP:
    sasaran = replace(data.sasaran[0], indikator=(satu,))
    pengukuran = tuple(
        replace(baris, indikator=satu) if baris.indikator else baris
        for baris in data.pengukuran[:2]
    )
    return replace(data, sasaran=(sasaran,), pengukuran=pengukuran)


@pytest.fixture
def belum() -> DataLKjIP:
    """One sasaran whose only value stands on a quarter that nobody verified."""
    data = contoh_data.data_kota(contoh=False, banyak=1)
    return satu_sasaran(data, tanpa_verifikasi(data.sasaran[0].indikator[0]))


def test_unverified_value_says_so_in_every_table_and_sentence(belum: DataLKjIP) -> None:
    isi = html(belum)
    satu = belum.sasaran[0].indikator[0]
    nilai = "69,04"
    assert satu.realisasi == Decimal("69.04")
    for kalimat_ in re.findall(rf"<p>[^<]*{nilai}[^<]*</p>", isi):
        if "SAKIP Kota" in kalimat_:
            assert "belum diverifikasi" in kalimat_, kalimat_
    bab3 = isi.split('id="judul-bab-3"')[1].split('id="judul-bab-4"')[0]
    baris = re.findall(rf"<tr[^>]*>(?:(?!</tr>).)*>{nilai}<(?:(?!</tr>).)*</tr>", bab3)
    assert len(baris) >= 3  # III.1, analysis 1, analysis 2
    assert all("<small>belum diverifikasi</small>" in satu for satu in baris)
    lampiran2 = isi.split('id="judul-lampiran-2"')[1].split('id="judul-lampiran-3"')[0]
    assert f"{nilai}<small>b</small>" in lampiran2
    assert lampiran2.count("<small>b</small>") == 2  # the quarter, and the year above it
    assert "b: belum diverifikasi" in lampiran2


def test_leads_and_mean_count_what_is_not_verified(belum: DataLKjIP) -> None:
    assert kalimat.pimpin_bab3(belum).endswith("; nilai indikator itu belum diverifikasi.")
    assert "satu di antaranya belum diverifikasi" in kalimat.simpulan_rata_rata(
        replace(belum, rata_rata=Decimal("98.63"))
    )
    assert kalimat.dasar_angka(belum) == "Nilai indikator itu belum diverifikasi."
    assert "Nilai indikator itu belum diverifikasi." in html(belum)  # beside a written summary
    sah = contoh_data.data_kota(contoh=False, banyak=2)
    assert kalimat.dasar_angka(sah) == ""
    assert "belum diverifikasi" not in html(sah)


def test_lead_says_how_many_sasaran_have_an_indicator() -> None:
    data = contoh_data.data_kota_draf()
    tanpa = replace(data.sasaran[1], program=(), naskah={})
    data = replace(data, sasaran=(data.sasaran[0], *(replace(tanpa, kode=str(n)) for n in "123")))
    assert kalimat.pimpin_bab3(data) == (
        "Satu dari empat sasaran mempunyai indikator; satu indikator yang dilaporkan berkategori "
        "sangat tinggi."
    )
    assert "(satu dari empat sasaran mempunyai indikator)" in kalimat.simpulan_rata_rata(data)
    bab2 = replace(data, asal_perjanjian="RKPD 2024", perjanjian=None)
    assert kalimat.pimpin_bab2(bab2) == (
        "Laporan ini memuat empat sasaran; satu di antaranya mempunyai indikator dengan target "
        "menurut RKPD 2024."
    )


def test_derived_numbers_carry_the_dagger_of_their_inputs() -> None:
    data = contoh_data.data_kota(contoh=False, banyak=1)
    satu = replace(data.sasaran[0].indikator[0], contoh=True)
    bersih = tuple(replace(t, contoh=False) for t in satu.riwayat[:-1])
    satu = replace(satu, riwayat=(*bersih, replace(satu.riwayat[-1], contoh=True)))
    isi = html(satu_sasaran(replace(data, rata_rata=satu.capaian), satu))
    bab = isi.split('id="judul-bab-3"')[1].split('id="judul-lampiran-1"')[0]
    capaian = re.findall(r"98,63(.)", bab)  # tables, sentences, mean, chapter IV
    assert len(capaian) >= 7
    assert set(capaian) - {"†"} <= {"<"}  # earlier years of the history are real
    for baris in re.findall(r"<tr[^>]*>(?:(?!</tr>).)*98,63<(?:(?!</tr>).)*</tr>", bab):
        assert re.search(r"<td>20(19|2[0-3])</td>", baris), baris
    assert re.search(r"naik 0,\d\d† dari|naik \d,\d\d† dari", bab)


def test_plan_is_no_agreement_until_one_is_recorded() -> None:
    data = contoh_data.data_kota(contoh=False, banyak=1)
    assert "Ringkasan Perjanjian Kinerja 2024" in html(data)
    isi = html(replace(data, asal_perjanjian="RKPD 2024", perjanjian=None))
    assert "Ringkasan Perjanjian Kinerja" not in isi
    assert "Rancangan isi Perjanjian Kinerja Kota Tangerang Selatan" in isi
    belum = "Perjanjian Kinerja 2024 yang ditandatangani belum tercatat; isi berikut diambil dari"
    assert isi.count(f"{belum} RKPD 2024.") == 2
    assert "sesuai Perjanjian Kinerja" not in isi
    assert "pada program menurut RKPD dan Renja 2024" in isi


def test_author_of_the_texts_stands_once_per_chapter_and_the_mark_at_the_text() -> None:
    data = contoh_data.data_kota(banyak=1)
    naskah = {k: Naskah(("Satu.", "Dua."), True, "Verifikator") for k in data.naskah}
    sasaran = replace(data.sasaran[0], naskah={5: naskah["ikhtisar"], 6: naskah["ikhtisar"]})
    isi = html(replace(data, naskah=naskah, sasaran=(sasaran,)))
    assert isi.count("Sumber teks: Verifikator.") == 6  # foreword, summary, four chapters
    assert isi.count("<p>Dua.†</p>") >= 9
    assert "Satu.†" not in isi


def test_macro_table_numbers_its_sources() -> None:
    data = contoh_data.data_kota(contoh=False, banyak=1)
    makro = (
        AcuanLKjIP("IPM", 2022, Decimal(81), "Poin", 2, "BPS, Kota dalam Angka"),
        AcuanLKjIP("Penduduk", 2023, Decimal(5), "Jiwa", 0, "Dukcapil"),
        AcuanLKjIP("Penduduk", 2022, Decimal(4), "Jiwa", 0, "BPS, Kota dalam Angka"),
    )
    bab1 = html(replace(data, makro=makro)).split('id="judul-bab-1"')[1].split("bab-1-c")[0]
    assert "<td>(1)</td>" in bab1
    assert "<td>(1), (2)</td>" in bab1
    assert "(1) BPS, Kota dalam Angka.</p>" in bab1
    assert "(2) Dukcapil.</p>" in bab1
    assert "Tidak tersedia" not in bab1
    assert "Tanda – berarti tidak tersedia." in bab1


def test_foreword_ends_with_place_date_and_an_office_without_a_name() -> None:
    isi = html(contoh_data.data_kota(banyak=1))
    assert "<p>Tangerang Selatan, 14 Februari 2025</p>" in isi
    assert "<p>Wali Kota Tangerang Selatan</p>" in isi
    tanpa = html(contoh_data.data_kota_draf(banyak=1))
    assert "garis-nama" not in tanpa  # nothing to sign


@pytest.mark.parametrize(
    ("nama", "jabatan"),
    [
        ("Dinas Kesehatan", "Kepala Dinas Kesehatan"),
        ("Sekretariat Daerah", "Sekretaris Daerah"),
        ("Sekretariat DPRD", "Sekretaris DPRD"),
        ("Inspektorat Daerah", "Inspektur Daerah"),
        ("Kecamatan Serpong", "Camat Serpong"),
    ],
)
def test_office_of_the_head(nama: str, jabatan: str) -> None:
    assert jabatan_pimpinan(replace(contoh_data.data_pd(), nama_pd=nama)) == jabatan


def test_secretariat_of_the_city_is_not_counted_twice() -> None:
    unsur = [UnsurOrganisasi("Sekretariat", 2), UnsurOrganisasi("Dinas", 20)]
    assert gambar.unsur_di_bawah(unsur) == [
        UnsurOrganisasi("Sekretariat DPRD", 1),
        UnsurOrganisasi("Dinas", 20),
    ]
    assert gambar.unsur_di_bawah([UnsurOrganisasi("Sekretariat", 1)]) == []


def test_summary_shows_the_lowest_of_many() -> None:
    data = contoh_data.data_pd()
    banyak = tuple(
        replace(indikator(2 * n + 1, f"IKU {n}", "Persen", "100", str(100 - n)), iku=True)
        for n in range(9)
    )
    data = replace(data, sasaran=(replace(data.sasaran[0], indikator=banyak),))
    assert [satu.nama for satu in gambar.indikator_bagan(data)] == [
        f"IKU {n}" for n in (8, 7, 6, 5, 4)
    ]
    assert gambar.judul_bagan(data) == "Capaian lima IKU terendah dari sembilan"
    sedikit = replace(data, sasaran=(replace(data.sasaran[0], indikator=banyak[:3]),))
    assert gambar.judul_bagan(sedikit) == "Capaian tiga IKU"


def test_a_key_number_of_nought_is_a_sentence() -> None:
    data = contoh_data.data_kota(contoh=False, banyak=1)
    nol = AngkaKunci("0", "nilai kinerja terverifikasi dari 10.446", contoh=False)
    isi = html(replace(data, angka_kunci=(nol, data.angka_kunci[3])))
    assert "Belum ada nilai kinerja terverifikasi dari 10.446." in isi
    assert '<p class="angka">0</p>' not in isi


def test_origin_of_numbers_is_printed_for_the_analysed_indicators_only() -> None:
    data = contoh_data.data_kota(contoh=False, banyak=3)
    isi = html(replace(data, sasaran=data.sasaran[:1]))
    bagian = isi.split('id="judul-lampiran-3"')[1]
    assert data.sasaran[0].indikator[0].nama in bagian
    assert data.sasaran[1].indikator[0].nama not in bagian
    assert "Asal-usul dua indikator lain pada Lampiran 2, 8 baris, ada di dalam data" in bagian


def test_measurement_leaves_out_rows_that_hold_nothing() -> None:
    data = contoh_data.data_kota(contoh=False, banyak=2)
    kosong = replace(data.pengukuran[0], kode="7.7.7", nama="Tujuan tanpa isi", anggaran=None)
    isi = html(replace(data, pengukuran=(kosong, *data.pengukuran)))
    bagian = isi.split('id="judul-lampiran-2"')[1].split('id="judul-lampiran-3"')[0]
    assert "7.7.7" not in bagian
    assert "Satu sasaran atau tingkatan lain tanpa indikator dan tanpa anggaran" in bagian


def test_program_rows_say_whose_they_are_and_dashes_are_counted() -> None:
    data = contoh_data.data_kota(contoh=False, banyak=1)
    dasar = data.sasaran[0].program[1]
    program = replace(
        dasar,
        kode="5.01",
        indikator=(("Satu", Decimal(90)), ("Dua", Decimal(80))),
        indikator_contoh=(True, False),
        indikator_belum_verifikasi=(False, True),
    )
    isi = html(replace(data, sasaran=(replace(data.sasaran[0], program=(program,)),)))
    assert '<td>5.01</td><td>Satu</td><td class="n">90,00†</td><td class="s"></td>' in isi
    assert (
        '<td>5.01</td><td>Dua</td><td class="n">80,00</td><td class="s">belum diverifikasi</td>'
        in isi
    )
    uang = replace(program.anggaran, realisasi=None, serapan=None)
    kosong = replace(program, anggaran=uang, indikator=(("Satu", None), ("Dua", None)))
    isi = html(replace(data, sasaran=(replace(data.sasaran[0], program=(kosong,)),)))
    assert "Capaian indikator program dan realisasi anggarannya belum direkam." in isi
    assert f'{program.nama} ({program.nama_pd})</td><td class="n">2</td>' in isi
