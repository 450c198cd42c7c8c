"""Layouts that real reports have, other than the sample's."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from dasar.services.isi_berkas import jenis_dari_isi
from kinerja.formulas.isi_laporan import baca_rupiah
from kinerja.formulas.susunan_laporan import nomor_berkas
from kinerja.selectors.berkas_triwulan import BerkasTakTerbaca, Pembacaan, baca_berkas_triwulan


def _xlsx(*lembar: tuple[str, Sequence[Any]]) -> bytes:
    buku = openpyxl.Workbook()
    buku.remove(buku.active)
    for judul, baris in lembar:
        ws = buku.create_sheet(judul)
        for satu in baris:
            ws.append(satu)
    keluar = BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


DUA_TINGKAT = [
    ["LAPORAN REALISASI RENJA"],
    [],
    ["No", "Kode", "Uraian", "Tolok Ukur Kinerja", "Satuan", "Pagu", "Realisasi Triwulan I", None],
    [None, None, None, None, None, None, "K", "Rp"],
    [1, "1.02.01", "PROGRAM A", "Nilai a", "Angka", 9000, 4, 1500],
]


def test_two_header_rows_with_extra_columns():
    (baris,) = baca_berkas_triwulan(_xlsx(("Data", DUA_TINGKAT)), "xlsx").baris
    assert (baris.nomor, baris.nama, baris.indikator) == (5, "PROGRAM A", "Nilai a")
    assert {p: s.angka for p, s in baris.sel.items()} == {"tw1_k": Decimal(4), "tw1_rp": 1500}


def test_one_quarter_is_told_by_the_title():
    isi = [["LAPORAN TRIWULAN II TAHUN 2023"],
           ["Program/Kegiatan", "Indikator", "Target", "Realisasi Kinerja", "Realisasi Rp"],
           ["PROGRAM A", "Nilai a", 8, 4, 1500]]  # fmt: skip
    (baris,) = baca_berkas_triwulan(_xlsx(("Data", isi)), "xlsx").baris
    assert set(baris.sel) == {"tw2_k", "tw2_rp"}


def test_the_sheet_is_chosen_and_a_missing_one_is_named():
    lain = [*DUA_TINGKAT[:4], [1, "", "PROGRAM B", "Nilai b", "", 0, 7, 8]]
    isi = _xlsx(("Satu", DUA_TINGKAT), ("Dua", lain))
    assert baca_berkas_triwulan(isi, "xlsx").catatan == ("Lembar “Dua” tidak dibaca.",)
    (baris,) = baca_berkas_triwulan(isi, "xlsx", Pembacaan(lembar="Dua")).baris
    assert baris.nama == "PROGRAM B"
    with pytest.raises(BerkasTakTerbaca, match="Lembar “Tiga” tidak ada"):
        baca_berkas_triwulan(isi, "xlsx", Pembacaan(lembar="Tiga"))


def test_names_in_a_column_for_each_level():
    kepala = "Program;Kegiatan;Sub Kegiatan;Indikator;TW I K\n"
    isi = kepala + "PROGRAM A;;;Nilai;1\n;Kegiatan B;;Nilai;2\n;;Sub C;Nilai;3\n"
    assert [b.nama for b in baca_berkas_triwulan(isi.encode(), "csv").baris] == [
        "PROGRAM A", "Kegiatan B", "Sub C",
    ]  # fmt: skip


def test_program_kegiatan_and_sub_kegiatan_named_in_one_row():
    """The names above the row's own are rows of their own; the same names again go on."""
    isi = (
        "LAPORAN DINAS CONTOH\nKode;Program;Kegiatan;Sub Kegiatan;Indikator;TW I K\n"
        "1.02.01.2.01.0001;PROGRAM A;Kegiatan B;Sub C;Nilai;1\n"
        ";Program a;Kegiatan B;Sub C;Nilai lain;2\n"
        ";PROGRAM A;Kegiatan B;Sub D;Nilai;3\n"
        ";PROGRAM A;Kegiatan E;;Nilai;4\n"
        ";PROGRAM F;Kegiatan E;;Nilai;5\n"
    )
    baris = baca_berkas_triwulan(isi.encode(), "csv").baris
    assert [(nomor_berkas(b.nomor), b.nama, b.jenis, b.sel["tw1_k"].teks) for b in baris] == [
        (3, "PROGRAM A", "program", ""),
        (3, "Kegiatan B", "kegiatan", ""),
        (3, "Sub C", "sub_kegiatan", "1"),
        (4, "", "", "2"),
        (5, "Sub D", "sub_kegiatan", "3"),
        (6, "Kegiatan E", "kegiatan", "4"),
        (7, "PROGRAM F", "program", ""),
        (7, "Kegiatan E", "kegiatan", "5"),
    ]
    assert [b.kode for b in baris] == ["", "", "1.02.01.2.01.0001", *[""] * 5]
    assert len({b.nomor for b in baris}) == len(baris)


def test_a_code_may_take_several_columns():
    isi = [["Kode Rekening", None, None, "Uraian", "Indikator", "TW I K"],
           [1, "02", "01", "PROGRAM A", "Nilai a", 4]]  # fmt: skip
    (baris,) = baca_berkas_triwulan(_xlsx(("Data", isi)), "xlsx").baris
    assert (baris.kode, baris.nama) == ("1.02.01", "PROGRAM A")


def test_a_word_broken_at_the_end_of_a_line_is_whole_again():
    isi = [["Uraian", "Indikator", "TW I K"],
           ["Penye-\ndiaan Undang-\nundang", "Nilai a", 4]]  # fmt: skip
    (baris,) = baca_berkas_triwulan(_xlsx(("Data", isi)), "xlsx").baris
    assert baris.nama == "Penyediaan Undang-undang"


def test_a_csv_whose_title_row_has_no_separator_is_a_csv():
    isi = b"LAPORAN TRIWULAN\nUraian;Indikator;TW I K\nPROGRAM A;Nilai a;4\n"
    assert jenis_dari_isi(isi) == "csv"
    (baris,) = baca_berkas_triwulan(isi, "csv").baris
    assert baris.nomor == 3


def test_windows_1252_tabs_and_rupiah_with_prefix():
    isi = "Uraian\tIndikator\tTW I Rp\nPROGRAM “A”\tNilai – a\tRp 1.234.567\n".encode("cp1252")
    (baris,) = baca_berkas_triwulan(isi, "csv").baris
    assert baris.nama == "PROGRAM “A”"
    assert baca_rupiah(baris.sel["tw1_rp"]).nilai == 1234567


def test_a_refused_file_shows_its_columns():
    with pytest.raises(BerkasTakTerbaca) as galat:
        baca_berkas_triwulan(b"Apa;Ukuran;Hasil\nx;y;1\n", "csv")
    assert galat.value.bentuk is not None
