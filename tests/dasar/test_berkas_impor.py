"""Files of master data: what is read, and the sentence for each that is not."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from dasar.resources.buku import buku_ekspor, buku_templat
from dasar.resources.kolom import kolom_angka, kolom_pilihan, kolom_tanggal, kolom_teks
from dasar.resources.lembar import LembarResource
from dasar.services.lembar_impor import (
    BentukLembar,
    LembarTakTerbaca,
    baca_lembar,
)
from tests.lembar_impor import buku, galat, impor, jalankan

BENTUK = BentukLembar(
    "Data", ("kode", "nama", "catatan"), frozenset({"kode", "nama"}), frozenset({"abai"}), 50
)


class _Contoh(LembarResource):
    """A kind without a database: what is written lands in a list."""

    judul_lembar = "Barang"
    kolom_kunci = ("kode",)
    kolom = (
        kolom_teks("kode", "Kode.", "01", panjang=10, wajib=True, ketat=True),
        kolom_pilihan("jenis", "Jenis.", "Besar", [("b", "Besar"), ("k", "Kecil")]),
        kolom_tanggal("mulai", "Mulai.", "01/01/2024"),
        kolom_angka("harga", "Harga.", "1000", bulat=False),
    )
    contoh = ({"kode": "01", "jenis": "Besar"},)

    def __init__(self, isi=None):
        super().__init__(None)
        self.isi = isi or {}
        self.tertulis = []

    def tersimpan(self):
        return self.isi

    def simpan(self, baris):
        self.tertulis.append(dict(baris.nilai))


def _baca(*baris, jenis="xlsx"):
    return baca_lembar(buku(*baris), jenis, BENTUK)


def test_rows_keep_their_spreadsheet_numbers_over_empty_ones():
    lembar = _baca(["Nama ", "KODE", "abai"], ["a", "1", "x"], [None, " "], ["b", "2"])

    assert lembar.kolom == ("nama", "kode")
    assert lembar.baris == (("a", "1"), ("b", "2"))
    assert lembar.nomor == (2, 4)


@pytest.mark.parametrize("pemisah", [",", ";", "\t", "|"])
def test_csv_with_any_separator(pemisah):
    teks = "\n".join(pemisah.join(b) for b in (["kode", "nama"], ["01", "satu"], ["02", "dua"]))

    lembar = baca_lembar(b"\xef\xbb\xbf" + teks.encode(), "csv", BENTUK)

    assert lembar.baris == (("01", "satu"), ("02", "dua"))


@pytest.mark.parametrize(
    ("baris", "kalimat"),
    [
        ([], "Berkas ini kosong."),
        ([["kode", "nama"]], "Tidak ada baris di bawah judul kolom."),
        ([["kode"], ["1"]], "Kolom “nama” tidak ada. Pakai baris judul dari templat"),
        ([["kode", "nama", "warna"], ["1", "a", "b"]], "Kolom “warna” tidak dikenal."),
        ([["kode", "nama", "Kode"], ["1", "a", "b"]], "Kolom “kode” ada lebih dari sekali."),
        ([["kode", "nama"], ["1", "a", None, "b"]],
         "Baris 2 berisi nilai di kolom D yang tanpa judul."),
        ([[None], ["kode", "nama"], ["1", "a"]], "Baris pertama kosong."),
        ([["kode", "nama"], *[["1", "a"]] * 51], "Tabel ini lebih dari 50 baris."),
    ],
)  # fmt: skip
def test_a_table_that_does_not_fit_says_why(baris, kalimat):
    with pytest.raises(LembarTakTerbaca, match=re.escape(kalimat)):
        _baca(*baris)


def test_merged_headings_are_named():
    kitab = Workbook()
    ws = kitab.active
    ws.append(["Data barang", None])
    ws.append(["kode", "nama"])
    ws.append(["1", "a"])
    ws.merge_cells("A1:B1")
    isi = BytesIO()
    kitab.save(isi)

    with pytest.raises(LembarTakTerbaca, match="Baris judul berisi sel gabungan"):
        baca_lembar(isi.getvalue(), "xlsx", BENTUK)


@pytest.mark.parametrize("isi", [b"PK\x03\x04rusak", b"", b"bukan excel"])
def test_a_damaged_book_is_one_sentence(isi):
    with pytest.raises(LembarTakTerbaca, match="rusak"):
        baca_lembar(isi, "xlsx", BENTUK)


@pytest.mark.parametrize("isi", [b"x" * 200_000, b"kode,nama\n" + b"y" * 200_000, b"kode\x00,nama"])
def test_a_csv_that_no_reader_takes_is_one_sentence(isi):
    with pytest.raises(LembarTakTerbaca, match="Berkas CSV ini rusak"):
        baca_lembar(isi, "csv", BENTUK)


@pytest.mark.django_db
@pytest.mark.parametrize("format_angka", ["General", "0%"])
def test_a_number_beyond_all_bounds_is_no_number(format_angka):
    kitab = Workbook()
    kitab.active.append(["kode", "jenis", "mulai", "harga"])
    kitab.active.append(["01", None, None, 1])
    kitab.active["D2"].number_format = format_angka
    isi = BytesIO()
    kitab.save(isi)
    rusak = BytesIO()
    with zipfile.ZipFile(isi) as asal, zipfile.ZipFile(rusak, "w") as hasil:
        for nama in asal.namelist():
            teks = asal.read(nama).replace(
                b"<v>1</v></c></row></sheetData>", b"<v>1E+999</v></c></row></sheetData>"
            )
            hasil.writestr(nama, teks)

    sumber = _Contoh()

    assert galat(jalankan(sumber, rusak.getvalue())) == [
        (2, "harga", '"inf" berisi huruf. Tulis angkanya saja, misalnya 87,5.')
    ]
    assert sumber.tertulis == []


def test_a_huge_file_is_not_read_to_its_end(monkeypatch):
    dibaca = []

    class Penghitung(list):
        def __iter__(self):
            for n in range(100_000):
                dibaca.append(n)
                yield ["1", "a"] if n else ["kode", "nama"]

    monkeypatch.setattr("csv.reader", lambda *a, **k: iter(Penghitung()))
    with pytest.raises(LembarTakTerbaca, match="lebih dari 50 baris"):
        baca_lembar(b"kode,nama\n1,a\n", "csv", BENTUK)
    assert len(dibaca) < 200


@pytest.mark.django_db
def test_formulas_are_refused_and_texts_that_look_like_one_are_text():
    kitab = Workbook()
    ws = kitab.active
    ws.append(["kode", "jenis", "mulai", "harga"])
    ws.append(["01", None, None, "=1+1"])
    ws.append(["x", None, None, "#REF!"])
    ws.append(["y", None, None, None])
    ws["A4"].value = "=cmd|x"
    ws["A4"].data_type = "s"
    isi = BytesIO()
    kitab.save(isi)

    hasil = jalankan(_Contoh(), isi.getvalue())

    assert galat(hasil) == [
        (2, "harga", "Sel ini berisi rumus. Tempel sebagai nilai, lalu unggah lagi."),
        (3, "harga", '"#REF!" adalah galat rumus Excel. Perbaiki isinya.'),
    ]


@pytest.mark.django_db
def test_a_percent_cell_counts_as_it_is_shown():
    kitab = Workbook()
    ws = kitab.active
    ws.append(["kode", "jenis", "mulai", "harga"])
    ws.append(["01", None, None, 0.985])
    ws["D2"].number_format = "0.00%"
    isi = BytesIO()
    kitab.save(isi)
    sumber = _Contoh()

    assert jalankan(sumber, isi.getvalue()).galat == 0
    assert str(sumber.tertulis[0]["harga"]) == "98.5"


def test_the_template_explains_each_column_and_holds_no_data():
    kitab = load_workbook(BytesIO(buku_templat(_Contoh())))

    ws = kitab["Barang"]
    assert [s.value for s in ws[1]] == ["kode", "jenis", "mulai", "harga"]
    assert ws.max_row == 1
    assert ws.column_dimensions["A"].number_format == "@"
    assert ws.data_validations.dataValidation[0].formula1 == '"Besar,Kecil"'
    teks = {s.value for b in kitab["Petunjuk"].iter_rows() for s in b}
    assert {"Kode.", "Besar, Kecil", "01 (contoh)"} <= teks
    assert "Contoh pengisian. Baris ini contoh, bukan data." in teks


def test_the_help_page_is_never_read_as_data():
    isi = buku_templat(_Contoh())
    with pytest.raises(LembarTakTerbaca, match="Tidak ada baris di bawah judul"):
        baca_lembar(isi, "xlsx", _Contoh().bentuk)


def test_exported_cells_are_texts_and_never_formulas():
    isi = {("x",): {"kode": "=1+1", "jenis": "b", "mulai": None, "harga": None},
           ("y",): {"kode": "@x", "jenis": "", "mulai": None, "harga": None}}  # fmt: skip

    ws = load_workbook(BytesIO(buku_ekspor(_Contoh(isi))))["Barang"]

    assert [ws["A2"].data_type, ws["A3"].data_type] == ["s", "s"]
    assert [ws["A2"].value, ws["B2"].value, ws["A3"].value] == ["=1+1", "Besar", "@x"]
    assert ws["A2"].quotePrefix
    assert ws["A3"].quotePrefix


INGGRIS = re.compile(
    r"\b(the|this|is|are|not|field|required|invalid|value|enter|error|column|ensure|exists)\b",
    re.IGNORECASE,
)


@pytest.mark.django_db
@pytest.mark.parametrize("sel", ["x" * 5000, "?", -1, 1e30, True, 3.5, "31/02/2024", "=x", "–"])
def test_no_english_sentence_reaches_the_user(sel):
    hasil = impor(_Contoh(), [sel, sel, sel, sel], ["", "Besar", "", ""])

    assert {g[0] for g in galat(hasil)} == {2, 3}
    for _, _, pesan in galat(hasil):
        assert not INGGRIS.search(pesan), pesan
        assert pesan[0].isupper() or pesan[0] in '"–0123456789', pesan
        assert pesan.endswith("."), pesan
