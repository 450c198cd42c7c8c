"""Layouts that real reports have, other than the sample's."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from kinerja.formulas.isi_laporan import baca_rupiah
from kinerja.selectors.berkas_triwulan import BerkasTakTerbaca, Pembacaan, baca_berkas_triwulan


def _xlsx(*lembar: tuple[str, list[list[object]]]) -> bytes:
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
    with pytest.raises(BerkasTakTerbaca, match="Baris 2 berisi program dan kegiatan sekaligus"):
        baca_berkas_triwulan((kepala + "P;K;S;Nilai;1\n").encode(), "csv")


def test_windows_1252_tabs_and_rupiah_with_prefix():
    isi = "Uraian\tIndikator\tTW I Rp\nPROGRAM “A”\tNilai – a\tRp 1.234.567\n".encode("cp1252")
    (baris,) = baca_berkas_triwulan(isi, "csv").baris
    assert baris.nama == "PROGRAM “A”"
    assert baca_rupiah(baris.sel["tw1_rp"]).nilai == 1234567


def test_a_refused_file_shows_its_columns():
    with pytest.raises(BerkasTakTerbaca) as galat:
        baca_berkas_triwulan(b"Apa;Ukuran;Hasil\nx;y;1\n", "csv")
    assert galat.value.bentuk is not None
