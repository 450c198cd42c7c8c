"""Reading report files: tolerant headers, spreadsheet cells, and whatever else people upload."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dasar.galat import GalatPengguna
from kinerja.formulas.isi_laporan import (
    Isian,
    Sel,
    baca_kinerja,
    baca_rupiah,
    kira_sifat,
    ubah_isian,
)
from kinerja.selectors.berkas_triwulan import (
    MAKS_BARIS,
    BerkasTakTerbaca,
    baca_berkas_triwulan,
    peran_judul,
)
from tests.langkah import jumlah_panggilan

KEPALA = ["Urusan/Program/Kegiatan", "Indikator Kinerja", "TW I K", "TW I Rp"]


def _csv(*baris: list[str], pemisah: str = ",") -> bytes:
    keluar = StringIO()
    csv.writer(keluar, delimiter=pemisah).writerows(baris)
    return keluar.getvalue().encode()


def _xlsx(*baris: Sequence[object], atur=None) -> bytes:
    buku = openpyxl.Workbook()
    for satu in baris:
        buku.active.append(satu)
    if atur:
        atur(buku)
    keluar = BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


@pytest.mark.parametrize(
    ("judul", "peran"),
    [
        ("TRIWULAN  ii\nRp", "tw2_rp"),
        ("K (TW1)", "tw1_k"),
        ("tw4_rp", "tw4_rp"),
        ("Realisasi Keuangan Triwulan III", "tw3_rp"),
        ("Urusan/Bidang/Program/Kegiatan", "nama"),
        ("URUSAN BIDANG PROGRAM KEGIATAN", "nama"),
        ("Indikator Kinerja Program/Kegiatan", "indikator"),
        ("SKPD", "opd"),
        ("Target TW I K", None),
        ("Pagu Rp", None),
        ("halaman", None),
    ],
)
def test_header_names_are_read_tolerantly(judul, peran):
    assert peran_judul(judul) == peran


def test_csv_with_semicolons_other_order_and_title_rows():
    isi = _csv(
        ["Laporan Triwulan 2023", "", "", ""],
        [],
        ["TW I Rp", "indikator", "TW I K", "Program / Kegiatan"],
        ["1.000", "Jumlah dokumen", "4", "PROGRAM A"],
        pemisah=";",
    )
    lembar = baca_berkas_triwulan(isi, "csv")
    (baris,) = lembar.baris
    assert (baris.nomor, baris.nama, baris.sel["tw1_k"].teks) == (4, "PROGRAM A", "4")
    assert lembar.peran_kolom("tw i k") == lembar.peran_kolom("tw1_k") == "tw1_k"


@pytest.mark.parametrize(
    ("kepala", "kata"),
    [
        (["Indikator", "TW I K"], "program/kegiatan"),
        (["Program/Kegiatan", "TW I K"], "indikator"),
        (["Program/Kegiatan", "Indikator"], "nilai triwulan"),
    ],
)
def test_missing_column_is_named_in_one_sentence(kepala, kata):
    with pytest.raises(BerkasTakTerbaca, match=rf"^Kolom {kata} tidak ditemukan\."):
        baca_berkas_triwulan(_csv(kepala, ["a", "b", "c"][: len(kepala)]), "csv")


def test_the_same_column_twice_is_refused():
    with pytest.raises(BerkasTakTerbaca, match="lebih dari sekali"):
        baca_berkas_triwulan(_csv([*KEPALA, "TW I K"], ["a", "b", "1", "2", "3"]), "csv")


def test_xlsx_header_in_two_merged_rows_with_numbering_row():
    def atur(buku):
        buku.active.merge_cells("C3:D3")
        buku.active.merge_cells("A3:A4")

    isi = _xlsx(
        ["Laporan"],
        [],
        ["Program/Kegiatan", "Indikator Kinerja", "Triwulan I", None, "Triwulan II", None],
        [None, None, "K", "Rp", "K", "Rp"],
        [1, 2, 3, 4, 5, 6],
        ["PROGRAM A", "Persentase", 0.5, 1000, None, 2500],
        atur=atur,
    )
    lembar = baca_berkas_triwulan(isi, "xlsx")
    assert lembar.kolom["tw2_rp"] == "Triwulan II Rp"
    (baris,) = lembar.baris
    assert baris.nomor == 6
    assert baris.sel["tw1_k"].angka == Decimal("0.5")
    assert baris.sel["tw2_rp"].angka == 2500


def test_xlsx_cells_percent_error_date_formula_and_hidden_sheet():
    import datetime

    def atur(buku):
        lembar = buku.active
        lembar["C2"].number_format = "0.00%"
        lembar["C3"] = "#REF!"
        lembar["C3"].data_type = "e"
        lembar["C5"] = "=SUM(C2:C4)"
        tersembunyi = buku.create_sheet("lama", 0)
        tersembunyi.append(KEPALA)
        tersembunyi.append(["PROGRAM LAMA", "x", 1, 2])
        tersembunyi.sheet_state = "hidden"

    isi = _xlsx(
        KEPALA,
        ["PROGRAM A", "Persentase", 0.2316, 70.125],
        ["Kegiatan B", "Jumlah", None, 2],
        ["Kegiatan C", "Jumlah", datetime.date(2023, 4, 1), 0.1 + 0.2],
        ["Kegiatan D", "Jumlah", None, 3],
        atur=atur,
    )
    baris = baca_berkas_triwulan(isi, "xlsx").baris
    assert [b.nama for b in baris] == ["PROGRAM A", "Kegiatan B", "Kegiatan C", "Kegiatan D"]
    assert (baris[0].sel["tw1_k"].teks, baris[0].sel["tw1_k"].angka) == ("23,16%", Decimal("23.16"))
    assert "bukan bilangan bulat" in baca_rupiah(baris[0].sel["tw1_rp"]).galat
    assert "galat rumus Excel" in baca_rupiah(baris[1].sel["tw1_k"]).galat
    assert "tanggal" in baris[2].sel["tw1_k"].galat
    assert "belum punya hasil" in baris[3].sel["tw1_k"].galat


@pytest.mark.parametrize("pemisah", [",", ";"])
def test_a_table_of_too_many_rows_is_refused_and_empty_rows_do_not_count(pemisah):
    def isi(jumlah: int) -> bytes:
        baris = [[f"Kegiatan {n}", "Jumlah", "1", "2"] for n in range(jumlah)]
        kosong = [["", " ", "", ""]] * 2000
        return _csv(["Laporan"], KEPALA, *baris, *kosong, pemisah=pemisah)

    assert MAKS_BARIS == 5000
    assert len(baca_berkas_triwulan(isi(5000), "csv").baris) == 5000
    with pytest.raises(BerkasTakTerbaca, match=r"^Tabel ini lebih dari 5\.000 baris\. Bagi"):
        baca_berkas_triwulan(isi(5001), "csv")


def test_a_huge_spreadsheet_is_not_read_to_its_end():
    def kerja(jumlah: int) -> int:
        isi = _xlsx(KEPALA, *[[f"Kegiatan {n}", "Jumlah", 1, 2] for n in range(jumlah)])

        def baca() -> None:
            with pytest.raises(BerkasTakTerbaca, match=r"lebih dari 5\.000 baris"):
                baca_berkas_triwulan(isi, "xlsx")

        return jumlah_panggilan(baca)

    assert kerja(15_000) < 1.1 * kerja(5_100)


SD: Isian = "sd_triwulan"
PER: Isian = "per_triwulan"


@pytest.mark.parametrize(
    ("dari", "isi", "tersimpan", "hasil", "tak_pasti"),
    [
        (PER, [10, 5], {}, [10, 15], ()),
        (SD, [10, 25], {}, [10, 15], ()),
        (PER, [None, 5], {1: 10}, [None, 15], ()),
        (SD, [None, 25], {1: 10}, [None, 15], ()),
        (PER, [None, 5, 3], {}, [None, None, None], (2, 3)),
        (SD, [None, 25, 30], {}, [None, None, 5], (2,)),
        (PER, [10, None, 20], {}, [10, None, None], (3,)),
        (PER, [10, None, 20], {2: 12}, [10, None, 32], ()),
        (SD, [None, None, 30], {1: 10, 2: 5}, [None, None, 15], ()),
        (SD, [None, None, 30], {2: 5}, [None, None, None], (3,)),
        (PER, [12, 5], {1: 10, 2: 15}, [12, 17], ()),  # the file's own quarter goes first
    ],
)
def test_values_are_said_the_other_way_only_from_known_quarters(
    dari, isi, tersimpan, hasil, tak_pasti
):
    def angka(satu):
        return tuple(None if n is None else Decimal(n) for n in satu)

    ubah = ubah_isian(
        angka(isi), dari, PER if dari == SD else SD,
        tersimpan={tw: Decimal(n) for tw, n in tersimpan.items()},
    )  # fmt: skip
    assert (ubah.nilai, ubah.tak_pasti) == (angka(hasil), tak_pasti)


def test_a_quarter_that_is_not_due_is_not_missing():
    ubah = ubah_isian([None, Decimal(5)], "per_triwulan", "sd_triwulan", jatuh_tempo=(2, 4))
    assert (ubah.nilai, ubah.tak_pasti) == ((None, Decimal(5)), ())


def test_formula_text_stays_text():
    isi = _csv(KEPALA, ['=HYPERLINK("http://x","y")', "@SUM(1)", "+1+2", "=1+1"])
    (baris,) = baca_berkas_triwulan(isi, "csv").baris
    assert baris.nama.startswith("=HYPERLINK")
    assert baca_kinerja(baris.sel["tw1_k"], satuan="", desimal=2, skala=None).galat


def test_indicator_kinds_are_guessed_from_name_and_values():
    dokumen = kira_sifat("Jumlah Dokumen yang disusun", [Sel("4"), Sel("-")], [], "per_triwulan")
    assert (dokumen.satuan, dokumen.desimal, dokumen.cara) == ("Dokumen", 0, "jumlah")
    persen = kira_sifat("Cakupan layanan", [Sel("21,10%"), Sel("0")], [], "per_triwulan")
    assert (persen.satuan, persen.desimal, persen.cara) == ("Persen", 2, "posisi_akhir")
    koma = kira_sifat("Jumlah luas", [Sel("4,72")], [], "per_triwulan")
    assert (koma.satuan, koma.desimal) == ("", 2)
    predikat = kira_sifat("Predikat SAKIP", [Sel("A"), Sel("")], [], "per_triwulan")
    assert predikat.skala is not None
    assert baca_kinerja(Sel("BB"), satuan="Predikat", desimal=0, skala=predikat.skala).nilai == 5
    assert baca_kinerja(Sel("n.a"), satuan="", desimal=0, skala=predikat.skala).nilai is None
    assert (
        "predikat" in baca_kinerja(Sel("0,00%"), satuan="", desimal=0, skala=predikat.skala).galat
    )


def test_implausible_and_doubtful_values_are_questioned():
    assert (
        "Maksudnya 72,67"
        in baca_kinerja(Sel("7267,00%"), satuan="Tahun", desimal=2, skala=None).galat
    )
    ragu = baca_kinerja(Sel("1,250"), satuan="", desimal=2, skala=None)
    assert (ragu.nilai, bool(ragu.pertanyaan), ragu.galat) == (Decimal("1.250"), True, "")
    assert baca_kinerja(Sel("70.125"), satuan="", desimal=2, skala=None).galat
    assert baca_kinerja(Sel("70.125"), satuan="", desimal=0, skala=None).nilai == 70125


def _kalimat(isi: bytes, jenis: str) -> str:
    """What the reader says to bytes: rows, or its refusal. Anything else it raises is a bug."""
    try:
        return f"{len(baca_berkas_triwulan(isi, jenis).baris)} baris."
    except GalatPengguna as galat:
        return str(galat)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(isi=st.binary(max_size=400), jenis=st.sampled_from(["csv", "xlsx", ""]))
def test_any_bytes_give_a_table_or_a_sentence(isi, jenis):
    for data in (isi, b"PK\x03\x04" + isi, ",".join(KEPALA).encode() + b"\n" + isi):
        assert _kalimat(data, jenis).endswith(".")


_TEKS = st.text(max_size=30)
_SEL = st.one_of(
    _TEKS,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.none(),
    st.sampled_from(["#REF!", "n.a", "-", "0,00%", "1.234", "1,250", "A", "=1+1", "9" * 200]),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    sel=_SEL, satuan=st.sampled_from(["", "Persen", "Dokumen", "Tahun"]), desimal=st.integers(0, 6)
)
def test_any_cell_is_a_value_nothing_or_a_sentence(sel, satuan, desimal):
    try:
        isi = _xlsx(KEPALA, ["PROGRAM A", "Jumlah hal", sel, sel])
    except (ValueError, openpyxl.utils.exceptions.IllegalCharacterError):
        return  # no spreadsheet program writes such a cell
    try:
        lembar = baca_berkas_triwulan(isi, "xlsx")
    except GalatPengguna:
        return
    for baris in lembar.baris:
        for satu in baris.sel.values():
            sifat = kira_sifat(baris.indikator, [satu], [], "per_triwulan")
            for bacaan in (
                baca_rupiah(satu),
                baca_kinerja(satu, satuan=satuan, desimal=desimal, skala=None),
                baca_kinerja(satu, satuan="", desimal=0, skala=sifat.skala or {"A": 6}),
            ):
                assert bacaan.nilai is None or not bacaan.galat
                assert bacaan.nilai is None or abs(bacaan.nilai) < Decimal(10) ** 18


@settings(max_examples=60, deadline=None)
@given(baris=st.lists(st.lists(_TEKS, min_size=4, max_size=4), max_size=5))
def test_any_text_rows_give_a_table_or_a_sentence(baris):
    assert _kalimat(_csv(KEPALA, *baris), "csv").endswith(".")
