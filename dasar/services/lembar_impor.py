"""A master-data file (XLSX or CSV) as rows under known headings, with spreadsheet row numbers.

Only reads bytes; what a cell means is told by the columns of the resource.
"""

from __future__ import annotations

import csv
import math
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl

from dasar.galat import GalatPengguna
from dasar.services.isi_berkas import baca_teks

LEMBAR_PETUNJUK = "Petunjuk"
MAKS_KOLOM = 80
# Empty rows that spreadsheets carry along; a file is not read to its end for them.
MAKS_BARIS_KOSONG = 2_000
_KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_GABUNGAN = re.compile(rb'<mergeCell [^>]*ref="[A-Z]+1:')
_SARAN = "Pakai baris judul dari templat, di baris pertama dan tanpa sel gabungan."
_RUSAK = "Berkas Excel ini rusak dan tidak dapat dibaca. Simpan ulang, lalu unggah lagi."


class LembarTakTerbaca(GalatPengguna):
    """The file is no table of this kind; the message says what is wrong with it."""


@dataclass(frozen=True)
class Rumus:
    """A cell that holds a formula instead of a value."""

    teks: str


@dataclass(frozen=True)
class BentukLembar:
    """What a kind of data reads: its headings, those that must be there, those that may be there
    and are not read, and how many rows it takes."""

    judul: str
    kolom: tuple[str, ...]
    wajib: frozenset[str]
    abaikan: frozenset[str]
    maks_baris: int


@dataclass(frozen=True)
class LembarImpor:
    """The filled rows under the headings of the template; `nomor` is each row's number in the
    spreadsheet (the heading is row 1)."""

    kolom: tuple[str, ...]
    baris: tuple[tuple[Any, ...], ...]
    nomor: tuple[int, ...]


def baca_lembar(
    isi: bytes, jenis: str, bentuk: BentukLembar, *, judul_saja: bool = False
) -> LembarImpor:
    """Read a file; with `judul_saja` only its headings and its first filled row.

    Raises LembarTakTerbaca with one Indonesian sentence: damaged, empty, too many rows, a heading
    that is missing, unknown or there twice, a value under no heading.
    """
    if jenis == "csv":
        return _baca_csv(isi, bentuk, judul_saja)
    if jenis == "xlsx":
        return _baca_xlsx(isi, bentuk, judul_saja)
    raise LembarTakTerbaca("Data dibaca dari berkas Excel (XLSX) atau CSV.")


def lipat(teks: str) -> str:
    """Case, spaces and marks folded, so that headings and words are compared as people read.

    >>> lipat(" Berlaku  dari_")
    'berlaku dari'
    """
    return " ".join(re.findall(r"[^\W_]+", teks.casefold()))


def _baca_csv(isi: bytes, bentuk: BentukLembar, judul_saja: bool) -> LembarImpor:
    try:
        teks = baca_teks(isi)
    except ValueError:
        raise LembarTakTerbaca("Berkas CSV ini rusak dan tidak dapat dibaca.") from None
    if not teks.strip():
        raise LembarTakTerbaca("Berkas ini kosong.")
    pertama = teks.lstrip("\r\n").splitlines()[0]
    # The separator that gives most headings of the template; Excel here writes a semicolon.
    dikenal = {lipat(k) for k in (*bentuk.kolom, *bentuk.abaikan)}

    def cocok(pemisah: str) -> int:
        judul = next(csv.reader([pertama], delimiter=pemisah), [])
        return sum(lipat(j) in dikenal for j in judul)

    try:
        pemisah = max((";", ",", "\t", "|"), key=cocok)
        return _susun(csv.reader(StringIO(teks, newline=""), delimiter=pemisah), bentuk, judul_saja)
    except csv.Error:
        raise LembarTakTerbaca("Berkas CSV ini rusak dan tidak dapat dibaca.") from None


def _baca_xlsx(isi: bytes, bentuk: BentukLembar, judul_saja: bool) -> LembarImpor:
    try:
        buku = openpyxl.load_workbook(BytesIO(isi), read_only=True)
        lembar = _pilih_lembar(buku, bentuk.judul)
        if lembar is None:
            raise LembarTakTerbaca("Berkas Excel ini tidak berisi lembar yang terlihat.")
        lembar.reset_dimensions()  # the stored size is often wrong
        baris = ([_sel(s) for s in b] for b in lembar.iter_rows(max_col=MAKS_KOLOM))
        return _susun(baris, bentuk, judul_saja)
    except LembarTakTerbaca as galat:
        if _judul_digabung(isi):
            raise LembarTakTerbaca(f"Baris judul berisi sel gabungan. {_SARAN}") from None
        raise galat
    except Exception:
        # openpyxl raises whatever the damage leads to; the user can only save the file again.
        raise LembarTakTerbaca(_RUSAK) from None


def _pilih_lembar(buku: Any, judul: str) -> Any:
    """The sheet of the template by its name, else the first visible one that is no help page."""
    terlihat = [
        ws for ws in buku.worksheets if ws.sheet_state == "visible" and hasattr(ws, "iter_rows")
    ]
    sama = [ws for ws in terlihat if lipat(ws.title) == lipat(judul)]
    lain = [ws for ws in terlihat if lipat(ws.title) != lipat(LEMBAR_PETUNJUK)]
    return next(iter([*sama, *lain]), None)


def _sel(sel: Any) -> Any:
    isi = sel.value
    if isinstance(isi, str):
        isi = _KENDALI.sub("", isi)
        # A text that begins with = is a text; only a cell stored as a formula is one.
        return Rumus(isi) if sel.data_type == "f" else isi
    if isi is not None and getattr(sel, "data_type", "") == "f":
        return Rumus(str(getattr(isi, "text", "")))
    if isinstance(isi, float) and not math.isfinite(isi):
        return str(isi)  # "1E+999" in a damaged file: no number, and no column takes it for one
    if isinstance(isi, int | float) and not isinstance(isi, bool) and "%" in sel.number_format:
        return Decimal(repr(isi)) * 100  # the sheet shows a hundred times what it stores
    return isi


def _judul_digabung(isi: bytes) -> bool:
    """Whether a sheet merges cells of row 1; only asked when the headings were not understood."""
    try:
        with zipfile.ZipFile(BytesIO(isi)) as arsip:
            return any(
                _GABUNGAN.search(arsip.read(nama))
                for nama in arsip.namelist()
                if nama.startswith("xl/worksheets/sheet")
            )
    except (zipfile.BadZipFile, OSError, KeyError):
        return False


def _kosong(nilai: Any) -> bool:
    return nilai is None or (isinstance(nilai, str) and not nilai.strip())


def _susun(baris: Iterable[Sequence[Any]], bentuk: BentukLembar, judul_saja: bool) -> LembarImpor:
    petak = _terisi(baris)
    pertama = next(petak, None)
    if pertama is None:
        raise LembarTakTerbaca("Berkas ini kosong.")
    letak = _letak_kolom(pertama[1], bentuk)
    indeks = [k for k, _ in letak]
    lebar = len(pertama[1])
    semua = set(range(lebar)) - {k for k, j in enumerate(pertama[1]) if not _kosong(j)}
    hasil: list[tuple[Any, ...]] = []
    nomor: list[int] = []
    for n, sel in petak:
        for k in (*semua, *range(lebar, len(sel))):
            if k < len(sel) and not _kosong(sel[k]):
                huruf = openpyxl.utils.get_column_letter(k + 1)
                raise LembarTakTerbaca(f"Baris {n} berisi nilai di kolom {huruf} yang tanpa judul.")
        hasil.append(tuple(sel[k] if k < len(sel) else None for k in indeks))
        nomor.append(n)
        if judul_saja:
            break
        if len(hasil) > bentuk.maks_baris:
            batas = f"{bentuk.maks_baris:,}".replace(",", ".")
            raise LembarTakTerbaca(
                f"Tabel ini lebih dari {batas} baris. Bagi menjadi beberapa berkas."
            )
    if not hasil:
        raise LembarTakTerbaca("Tidak ada baris di bawah judul kolom.")
    return LembarImpor(tuple(nama for _, nama in letak), tuple(hasil), tuple(nomor))


def _terisi(baris: Iterable[Sequence[Any]]) -> Iterator[tuple[int, Sequence[Any]]]:
    """Rows that hold anything, with their numbers; the heading must be the first row."""
    kosong = 0
    for n, sel in enumerate(baris, 1):
        if all(_kosong(s) for s in sel):
            kosong += 1
            if kosong > MAKS_BARIS_KOSONG:
                return
            continue
        if kosong and kosong == n - 1:
            raise LembarTakTerbaca(f"Baris pertama kosong. {_SARAN}")
        kosong = 0
        yield n, sel


def _letak_kolom(judul: Sequence[Any], bentuk: BentukLembar) -> list[tuple[int, str]]:
    """Index and official name of each heading that is read."""
    dikenal = {lipat(k): k for k in bentuk.kolom}
    abaikan = {lipat(k) for k in bentuk.abaikan}
    letak: list[tuple[int, str]] = []
    asing: list[str] = []
    kembar: list[str] = []
    for k, sel in enumerate(judul):
        if _kosong(sel):
            continue
        nama = dikenal.get(lipat(str(sel)))
        if nama is None:
            if lipat(str(sel)) not in abaikan:
                asing.append(str(sel).strip()[:40])
        elif any(nama == n for _, n in letak):
            kembar.append(nama)
        else:
            letak.append((k, nama))
    ada = {n for _, n in letak}
    kurang = [k for k in bentuk.kolom if k in bentuk.wajib and k not in ada]
    if kurang:
        kata = "tidak ada" if len(kurang) > 1 or ada else "tidak ditemukan"
        raise LembarTakTerbaca(f"Kolom {_kutip(kurang)} {kata}. {_SARAN}")
    if kembar:
        raise LembarTakTerbaca(f"Kolom {_kutip(kembar)} ada lebih dari sekali.")
    if asing:
        raise LembarTakTerbaca(
            f"Kolom {_kutip(asing)} tidak dikenal. Hapus, atau pakai judul dari templat."
        )
    return letak


def _kutip(nama: Collection[str]) -> str:
    tampil = [f"“{n}”" for n in list(nama)[:6]]
    lain = len(nama) - len(tampil)
    return ", ".join(tampil) + (f" dan {lain} lainnya" if lain > 0 else "")
