"""Fuzz of the workbook reader: any bytes give a template or one Indonesian sentence."""

from __future__ import annotations

import datetime
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja.formulas import templat_isian
from kinerja.formulas.banding_templat import bandingkan
from kinerja.formulas.bentuk_templat import (
    ISIAN,
    KOLOM,
    LEMBAR_ISIAN,
    LEMBAR_META,
    META_KOLOM,
    TANDA_KODE,
)
from kinerja.formulas.templat_isian import TemplatTakTerbaca, TemplatTerbaca, baca_templat

ALASAN = {"belum_rilis": "belum rilis"}
UKURAN: dict[int, Any] = {
    1: SimpleNamespace(desimal=2, satuan="Persen", skala_predikat=None),
    2: SimpleNamespace(desimal=0, satuan="Orang", skala_predikat=None),
    3: SimpleNamespace(desimal=0, satuan="Predikat", skala_predikat={"B": 4, "BB": 5}),
}
KUNCI = ("i1", "i2", "i3", "s7", "j8")


def buku(sel: dict[tuple[str, str], Any] | None = None) -> bytes:
    """A template of three indicators and two nodes with these cells."""
    b = openpyxl.Workbook()
    ws = b.worksheets[0]
    ws.title = LEMBAR_ISIAN
    ws.append([TANDA_KODE + k for k in KOLOM])
    ws.append(list(KOLOM))
    for kunci in KUNCI:
        ws.append([kunci, f"Nama {kunci}"])
    for (kunci, kolom), isi in (sel or {}).items():
        ws.cell(KUNCI.index(kunci) + 3, KOLOM.index(kolom) + 1).value = isi
    meta = b.create_sheet(LEMBAR_META)
    for nama, isi in (("skema", 1), ("pd", "dinkes"), ("nama_pd", "Dinas"), ("tahun", 2024)):
        meta.append([nama, isi])
    meta.append(["triwulan", 4])
    meta.append(list(META_KOLOM))
    for kunci in KUNCI:
        meta.append([kunci, f"Nama {kunci}", 0])
    wadah = BytesIO()
    b.save(wadah)
    return wadah.getvalue()


ASLI = buku()
BAGIAN = zipfile.ZipFile(BytesIO(ASLI)).namelist()
ISI_SEL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(["#REF!", "=1/0", "1.234,56", "85,5%", "-", "=cmd|' /C calc'!A0", "(5)"]),
    st.datetimes(datetime.datetime(1950, 1, 1), datetime.datetime(2050, 1, 1)),
    st.times(),
)


def baca(isi: bytes) -> None:
    """Read and compare; what is refused says a sentence."""
    try:
        templat = baca_templat(isi)
    except TemplatTakTerbaca as galat:
        kalimat = str(galat)
    else:
        kalimat = "Terbaca."
        _periksa(templat)
    assert kalimat.endswith(".")


def _periksa(templat: TemplatTerbaca) -> None:
    for s in bandingkan(templat, UKURAN, ALASAN).sel:
        assert s.keadaan in ("ubah", "sama", "galat")
        assert s.kalimat or s.keadaan != "galat"


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from(KUNCI), st.sampled_from(ISIAN)), ISI_SEL))
def test_any_cells_are_understood_or_refused(sel: dict[tuple[str, str], Any]) -> None:
    baca(buku(sel))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(ASLI) - 1), st.binary(max_size=40))
def test_a_damaged_file_is_refused_with_a_sentence(letak: int, isi: bytes) -> None:
    baca(ASLI[:letak] + isi)
    baca(ASLI[:letak] + isi + ASLI[letak + len(isi) :])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(BAGIAN), st.integers(0, 4000), st.text(max_size=30))
def test_a_damaged_part_of_the_archive_is_refused_with_a_sentence(
    nama: str, letak: int, isi: str
) -> None:
    wadah = BytesIO()
    with zipfile.ZipFile(BytesIO(ASLI)) as asal, zipfile.ZipFile(wadah, "w") as tujuan:
        for satu in BAGIAN:
            data = asal.read(satu)
            if satu == nama:
                data = data[:letak] + isi.encode("utf-8", "replace") + data[letak + 20 :]
            tujuan.writestr(satu, data)
    baca(wadah.getvalue())


@pytest.mark.parametrize("isi", [b"", b"PK\x03\x04", b"bukan zip", ASLI[: len(ASLI) // 2]])
def test_what_is_no_workbook_is_refused(isi: bytes) -> None:
    with pytest.raises(TemplatTakTerbaca, match="rusak"):
        baca_templat(isi)


def test_the_last_result_of_a_formula_counts_and_its_error_is_named() -> None:
    isi = buku({("i1", "nilai"): "=A1", ("i2", "nilai"): "=A1", ("s7", "rupiah"): "=2*3"})
    dihitung = {"<v></v>": "<v>7.5</v>", "<v />": "<v>7.5</v>"}
    wadah = BytesIO()
    with zipfile.ZipFile(BytesIO(isi)) as asal, zipfile.ZipFile(wadah, "w") as tujuan:
        for nama in asal.namelist():
            data = asal.read(nama)
            if nama == "xl/worksheets/sheet1.xml":
                teks = data.decode()
                for lama, baru in dihitung.items():
                    teks = teks.replace(lama, baru)
                # the second one has an error for its result
                teks = teks.replace('<c r="H4">', '<c r="H4" t="e">')
                pertama, _, sisa = teks.partition('r="H4"')
                data = (pertama + 'r="H4"' + sisa.replace("7.5", "#DIV/0!", 1)).encode()
            tujuan.writestr(nama, data)
    templat = baca_templat(wadah.getvalue())
    sel = {(s.nama, s.medan): s for s in bandingkan(templat, UKURAN, ALASAN).sel}
    assert str(sel["Nama i1", "nilai"].nilai) == "7.5"
    assert "galat rumus" in sel["Nama i2", "nilai"].kalimat
    assert sel["Nama s7", "rupiah"].keadaan == "galat"  # 7,5 rupiah


def test_a_file_that_libreoffice_saved_is_read_as_it_was_filled_in() -> None:
    """Kept as LibreOffice Calc 7.4 saved a downloaded template (made-up rows), unprotected and
    changed by hand: sheet renamed, a sheet put before it, a row inserted, another deleted, a
    formula, a percent format, a formula error, a text number and a text of two lines."""
    berkas = Path(__file__).with_name("berkas") / "templat_libreoffice.xlsx"
    templat = baca_templat(berkas.read_bytes())
    persen = UKURAN[1]
    hasil = bandingkan(templat, UKURAN | dict.fromkeys((4, 5, 6, 7), persen), ALASAN)
    assert (templat.kepala.nama_pd, hasil.hilang) == ("Dinas Contoh", 1)
    sel = {(f"{s.kolom}{s.baris}", s.keadaan): s for s in hasil.sel if s.keadaan != "sama"}
    assert {letak: s.nilai or s.rupiah or s.isi for letak, s in sel.items()} == {
        ("O8", "ubah"): 355,  # =300+55
        ("H9", "ubah"): Decimal("91.25"),  # 0,9125 shown as 91,25%
        ("H10", "galat"): "",  # =1/0
        ("H11", "ubah"): Decimal(5),  # BB
        ("H12", "ubah"): Decimal("77.25"),
        ("J14", "ubah"): "Baris satu.\nBaris dua.",
    }
    assert sum(s.keadaan == "sama" for s in hasil.sel) == 7


def test_a_copied_sheet_is_not_passed_over_in_silence() -> None:
    b = openpyxl.load_workbook(BytesIO(ASLI))
    b.copy_worksheet(b[LEMBAR_ISIAN]).title = "Isian (2)"
    wadah = BytesIO()
    b.save(wadah)
    with pytest.raises(TemplatTakTerbaca, match="“Isian”, “Isian .2.”. Hapus"):
        baca_templat(wadah.getvalue())


def test_the_strict_kind_of_workbook_says_how_to_save_it() -> None:
    wadah = BytesIO()
    with zipfile.ZipFile(BytesIO(ASLI)) as asal, zipfile.ZipFile(wadah, "w") as tujuan:
        for nama in BAGIAN:
            biasa = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            ketat = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            tujuan.writestr(nama, asal.read(nama).replace(biasa, ketat))
    with pytest.raises(TemplatTakTerbaca, match="Strict Open XML"):
        baca_templat(wadah.getvalue())


def test_rows_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templat_isian, "MAKS_BARIS", 50)
    b = openpyxl.load_workbook(BytesIO(ASLI))
    for n in range(10, 60):
        b[LEMBAR_ISIAN].cell(n, 2).value = "x"
    wadah = BytesIO()
    b.save(wadah)
    with pytest.raises(TemplatTakTerbaca, match="lebih banyak baris"):
        baca_templat(wadah.getvalue())
