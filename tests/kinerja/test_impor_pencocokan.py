"""Folding and matching of names, and the tree of a report."""

from __future__ import annotations

import pytest

from kinerja.formulas.pemasangan import pasangkan
from kinerja.formulas.pencocokan import (
    Calon,
    DaftarNama,
    kemiripan,
    kunci_nama,
    serupa,
)
from kinerja.formulas.susunan_laporan import BarisUrai, susun
from tests.langkah import jumlah_panggilan


@pytest.mark.parametrize(
    ("satu", "dua"),
    [
        ("Koordinasi Penyusunan RKA- SKPD", "koordinasi penyusunan RKA-SKPD"),
        ("Respon Cepat Darurat Bencana Kabupaten / Kota", "Respon Cepat\nDarurat Bencana"),
        (
            "ADMINISTRASI UMUM SEKRETARIATDPRD KABUPATEN / KOTA",
            "Administrasi Umum Sekretariat DPRD",
        ),
    ],
)
def test_spellings_of_one_name_are_equal(satu, dua):
    assert kunci_nama(satu) == kunci_nama(dua)


@pytest.mark.parametrize(
    ("satu", "dua"),
    [
        ("Dokumen RKA-SKPD", "Dokumen Perubahan RKA-SKPD"),
        ("Laporan Triwulan I", "Laporan Triwulan II"),
        ("Kecamatan Ciputat Timur", "Kecamatan Ciputat"),
        ("Pengelolaan Pelayanan Kesehatan Bayi", "Pengelolaan Pelayanan Kesehatan Balita"),
    ],
)
def test_a_distinguishing_word_keeps_similar_names_apart(satu, dua):
    assert kemiripan(satu, dua) == 0


def _pasangkan(nama: dict[int, str], calon: list[str]):
    return pasangkan(nama, [Calon(n, teks) for n, teks in enumerate(calon)], kunci_hal=lambda n: n)


def test_each_candidate_is_used_once_and_slips_are_found():
    hasil = _pasangkan(
        {1: "Penatusahaan Arsip Dinamis", 2: "Penyediaan Jasa Surat"},
        ["Penyediaan Jasa Surat", "Penatausahaan Arsip Dinamis"],
    )
    assert (hasil[1].hal, hasil[2].hal) == (1, 0)
    assert 90 <= hasil[1].keyakinan < 100
    assert hasil[2].keyakinan == 100


def test_two_candidates_too_close_are_left_to_the_person():
    hasil = _pasangkan(
        {1: "Pengadaan Alat Peraga Sekolah"},
        ["Pengadaan Alat Peraga Sekolaha", "Pengadaan Alat Peraga Sekolahb"],
    )
    assert hasil[1].hal is None
    assert {p.hal for p in hasil[1].pilihan} == {0, 1}


def test_as_many_equal_names_on_both_sides_are_matched_in_order():
    hasil = _pasangkan({5: "Rapat", 9: "Rapat"}, ["Rapat", "Rapat"])
    assert (hasil[5].hal, hasil[9].hal) == (0, 1)


def test_twins_are_told_apart_by_what_belongs_to_them():
    """The first row has what belongs to the second of two equal candidates."""
    calon = [Calon(n, "Layanan") for n in (0, 1)]
    isi = {(1, 1): 2, (1, 0): 1, (2, 0): 1, (2, 1): 1}
    hasil = pasangkan(
        {1: "Layanan", 2: "Layanan"}, calon, kunci_hal=lambda n: n, isi_sama=lambda b, n: isi[b, n]
    )
    assert (hasil[1].hal, hasil[2].hal) == (1, 0)
    satu = pasangkan({1: "Layanan"}, calon, kunci_hal=lambda n: n, isi_sama=lambda b, n: isi[b, n])
    assert satu[1].hal == 1


def test_twins_in_a_report_of_another_order_are_asked():
    calon = ["Alat", "Layanan", "Layanan", "Bahan"]
    hasil = _pasangkan({1: "Bahan", 2: "Layanan", 3: "Layanan", 4: "Alat"}, calon)
    assert (hasil[1].hal, hasil[4].hal) == (3, 0)
    assert [len(hasil[n].pilihan) for n in (2, 3)] == [2, 2]


def test_two_rows_that_mean_one_candidate_are_asked():
    hasil = _pasangkan(
        {1: "Penyediaan Sarana (DAU)", 2: "Penyediaan Sarana (DAK Fisik)"}, ["Penyediaan Sarana"]
    )
    assert all(hasil[n].hal is None and len(hasil[n].pilihan) == 1 for n in (1, 2))


@pytest.mark.parametrize(
    ("laporan", "rencana"),
    [
        ("Pe1ayanan S0sial Nasiona1", "Pelayanan Sosial Nasional"),
        ("Pengel. BMD pada OPD", "Pengelolaan Barang Milik Daerah pada Perangkat Daerah"),
        ("Adm Pendpt. Daerah", "Administrasi Pendapatan Daerah"),
        ("Penyediaan Jasa Pelayanan Ummu Kantor", "Penyediaan Jasa Pelayanan Umum Kantor"),
        ("Penyuluhan Kota/Kabupaten", "Penyuluhan Kabupaten/Kota"),
        ("Koordinasi dan Sinkronisasi Pengen...", "Koordinasi dan Sinkronisasi Pengendalian Mutu"),
        ("Layanan Rujukan (DAK Non Fisik)", "Layanan Rujukan"),
        ("% siswa lulus", "Persentase siswa lulus"),
    ],
)
def test_one_name_in_other_hands_is_sure(laporan, rencana):
    assert serupa(laporan, rencana).yakin


@pytest.mark.parametrize(
    ("laporan", "rencana"),
    [
        ("Layanan SDM", "Layanan Sumber Daya Air"),
        ("Peningkatan Pelayanan", "Peningkatan Pelayanan BLUD"),
        ("Koordinasi ...", "Koordinasi dan Sinkronisasi Pengendalian Mutu"),
        ("Pembangunan (Tahap 1)", "Pembangunan"),
        ("Penyediaan Sosial Dasar", "Penyediaan Sosialisasi Dasar"),
    ],
)
def test_another_word_is_not_taken_for_another_hand(laporan, rencana):
    kosakata = frozenset(["penyediaan", "sosial", "sosialisasi", "dasar"])
    assert not serupa(laporan, rencana, kosakata).yakin


def test_fewer_equal_names_in_the_report_than_in_the_plan_must_be_picked():
    hasil = _pasangkan({5: "Rapat"}, ["Rapat", "Rapat"])
    assert len(hasil[5].pilihan) == 2


def test_matching_twice_as_many_rows_is_about_twice_the_work():
    def kerja(jumlah):
        nama = {
            n: f"Pengelolaan Pelayanan {chr(97 + n % 26) * 9} urusan {n // 26 * 7}x"
            for n in range(jumlah)
        }
        calon = [f"{teks} Daerah" for teks in nama.values()]
        return jumlah_panggilan(lambda: _pasangkan(nama, calon))

    assert kerja(250) < 2.5 * kerja(125)


def test_name_list_prefers_equal_names():
    daftar = DaftarNama([Calon(1, "Evaluasi Kinerja"), Calon(2, "Evaluasi Kinerjaa")])
    assert [p.hal for p in daftar.cari("EVALUASI KINERJA")] == [1]


def _baris(nomor, nama, *, rupiah=(), kenal=(), indikator="Jumlah hal", **kw) -> BarisUrai:
    return BarisUrai(
        nomor=nomor, nama=nama, indikator=indikator, ada_nilai=True, rupiah=tuple(rupiah),
        kenal=frozenset(kenal), kenal_persis=bool(kenal), **kw,
    )  # fmt: skip


def test_tree_by_nomenclature_order_and_titles():
    hasil = susun(
        [
            _baris(2, "DINAS UJI COBA", indikator="", nama_pd=True),
            _baris(3, "PROGRAM PENGELOLAAN"),
            _baris(4, "", indikator="Persentase kedua"),
            _baris(5, "Perencanaan Kegiatan", kenal=["kegiatan"]),
            _baris(6, "Penyusunan Dokumen", kenal=["sub_kegiatan"]),
            _baris(7, "Nama yang tidak dikenal"),
            _baris(8, "", indikator="Indikator lain"),
            _baris(9, "URUSAN PEMERINTAHAN BIDANG UJI", indikator=""),
            _baris(10, "PROGRAM KEDUA"),
            _baris(11, "Kegiatan baru yang tidak dikenal"),
            _baris(12, "mengetahui kepala dinas"),
        ]
    )
    assert [(h.jenis, h.simpul, h.induk) for h in hasil] == [
        ("judul", None, None),
        ("program", 3, None),
        ("lanjutan", 3, None),
        ("kegiatan", 5, 3),
        ("sub_kegiatan", 6, 5),
        ("sub_kegiatan", 7, 5),
        ("lanjutan", 7, 5),
        ("judul", None, None),
        ("program", 10, None),
        ("kegiatan", 11, 10),
        ("sub_kegiatan", 12, 11),
    ]


def test_money_proves_an_unknown_kegiatan():
    hasil = susun(
        [
            _baris(2, "PROGRAM PENGELOLAAN", rupiah=[60]),
            _baris(3, "Kegiatan yang dikenal", kenal=["kegiatan"], rupiah=[10]),
            _baris(4, "Sub yang dikenal", kenal=["sub_kegiatan"], rupiah=[10]),
            _baris(5, "Kegiatan yang tidak dikenal", rupiah=[50]),
            _baris(6, "Sub satu", rupiah=[20]),
            _baris(7, "Sub dua", rupiah=[30]),
        ]
    )
    assert [(h.nomor, h.jenis, h.induk) for h in hasil[3:]] == [
        (5, "kegiatan", 2),
        (6, "sub_kegiatan", 5),
        (7, "sub_kegiatan", 5),
    ]


def test_a_tree_of_twice_as_many_unknown_rows_is_twice_the_work():
    def kerja(jumlah):
        baris = [
            _baris(n, f"Nama nomor {n} tanpa nomenklatur", rupiah=[5, 6])
            for n in range(2, jumlah + 2)
        ]
        return jumlah_panggilan(lambda: susun(baris))

    assert kerja(1000) < 2.5 * kerja(500)
    hasil = susun([_baris(n, f"Nama nomor {n}", rupiah=[5, 6]) for n in range(2, 6)])
    assert [h.jenis for h in hasil[:3]] == ["program", "kegiatan", "sub_kegiatan"]


@pytest.mark.parametrize(
    ("rupiah", "jenis"),
    [
        ([50, 70], "kegiatan"),
        ([50, 71], "sub_kegiatan"),  # every quarter must agree
        ([80, 110], "sub_kegiatan"),  # the rows behind the next kegiatan do not count
        ([0, 0], "sub_kegiatan"),
    ],
)
def test_costs_are_summed_up_to_the_next_known_kegiatan(rupiah, jenis):
    hasil = susun(
        [
            _baris(2, "PROGRAM PENGELOLAAN", rupiah=[60, 70]),
            _baris(3, "Kegiatan yang dikenal", kenal=["kegiatan"], rupiah=[9, 9]),
            _baris(4, "Baris yang diuji", rupiah=rupiah),
            _baris(5, "Sub satu", rupiah=[20, None]),
            _baris(6, "", indikator="Indikator lain", rupiah=[7, 7]),
            _baris(7, "Sub dua", rupiah=[30, 70]),
            _baris(8, "Kegiatan lain yang dikenal", kenal=["kegiatan"], rupiah=[30, 40]),
            _baris(9, "Sub tiga", rupiah=[30, 40]),
        ]
    )
    assert hasil[2].jenis == jenis


def test_a_note_below_the_table_makes_no_node():
    catatan = BarisUrai(
        nomor=9, nama="Tangerang Selatan, 5 Juli 2023", indikator="", ada_nilai=False
    )
    hasil = susun([_baris(2, "PROGRAM A"), _baris(3, "Kegiatan B"), catatan])
    assert hasil[-1].jenis == "judul"
