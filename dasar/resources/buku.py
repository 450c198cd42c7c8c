"""The spreadsheet of a kind of data: an empty template, or the stored rows in the same columns.

Texts are stored as text cells, never as formulas, and marked so that Excel keeps them as text when
somebody edits them: what begins with = + - @ stays what it says, zeros in front stay.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from dasar.resources.kolom import Kolom
from dasar.resources.lembar import LembarResource
from dasar.services.lembar_impor import LEMBAR_PETUNJUK

_TEBAL = Font(bold=True)
_ISI_WAJIB = PatternFill("solid", fgColor="DCEDEC")
_ISI_BOLEH = PatternFill("solid", fgColor="F3F0E9")
_BUNGKUS = Alignment(wrap_text=True, vertical="top")
_FORMAT = {"teks": "@", "tanggal": "dd/mm/yyyy", "angka": "General"}
_PANJANG_DAFTAR = 250  # Excel takes at most 255 characters of a list
_BARIS_TERAKHIR = 1_048_576
_TANDA_RUMUS = ("=", "+", "-", "@", "\t", "\r")


def buku_templat(sumber: LembarResource) -> bytes:
    """The empty template with its page of instructions."""
    return _buku(sumber, [])


def buku_ekspor(sumber: LembarResource) -> bytes:
    """The stored rows; importing the book again changes nothing."""
    return _buku(sumber, sumber.ekspor())


def _buku(sumber: LembarResource, baris: Any) -> bytes:
    buku = Workbook(write_only=True)
    kolom = list(sumber.kolom)
    ws = buku.create_sheet(sumber.judul_lembar)
    for n, k in enumerate(kolom, 1):
        dimensi = ws.column_dimensions[get_column_letter(n)]
        dimensi.width = k.lebar
        dimensi.number_format = _FORMAT[k.rupa]
    ws.freeze_panes = "A2"
    ws.append([_judul(ws, k) for k in kolom])
    for satu in baris:
        ws.append([_sel(ws, k, nilai) for k, nilai in zip(kolom, satu, strict=True)])
    for n, k in enumerate(kolom, 1):
        daftar = ",".join(k.pilihan)
        if k.pilihan and len(daftar) <= _PANJANG_DAFTAR and not any("," in p for p in k.pilihan):
            aturan = DataValidation(
                type="list", formula1=f'"{daftar}"', allow_blank=True, showErrorMessage=True
            )
            aturan.errorTitle, aturan.error = "Pilihan tidak dikenal", "Pilih dari daftarnya."
            huruf = get_column_letter(n)
            aturan.add(f"{huruf}2:{huruf}{_BARIS_TERAKHIR}")
            ws.data_validations.append(aturan)
    _petunjuk(buku, sumber, kolom)
    hasil = BytesIO()
    buku.save(hasil)
    return hasil.getvalue()


def _petunjuk(buku: Workbook, sumber: LembarResource, kolom: Sequence[Kolom]) -> None:
    ws = buku.create_sheet(LEMBAR_PETUNJUK)
    for huruf, lebar in zip("ABCDE", (26, 12, 70, 50, 36), strict=True):
        ws.column_dimensions[huruf].width = lebar
    kalimat = [
        f"Isi lembar “{sumber.judul_lembar}” mulai baris 2. Jangan ubah baris judulnya.",
        "Tempel sebagai nilai: rumus tidak dibaca. Satu baris untuk satu hal.",
        "Baris yang sama dengan data tersimpan tidak mengubah apa pun. "
        "Baris yang dihapus dari lembar tidak menghapus data.",
        *sumber.catatan,
    ]
    for satu in kalimat:
        ws.append([_teks(ws, satu)])
    ws.append([])
    ws.append(
        [_teks(ws, j, tebal=True) for j in ("Kolom", "Wajib", "Arti", "Nilai yang boleh", "Contoh")]
    )
    for k in kolom:
        ws.append(
            [
                _teks(ws, k.nama, tebal=True),
                _teks(ws, "Ya" if k.wajib else "Boleh kosong"),
                _teks(ws, k.arti),
                _teks(ws, ", ".join(k.pilihan) or _kata_rupa(k)),
                _teks(ws, f"{k.contoh} (contoh)" if k.contoh else "–"),
            ]
        )
    if not sumber.contoh:
        return
    ws.append([])
    ws.append([_teks(ws, "Contoh pengisian. Baris ini contoh, bukan data.", tebal=True)])
    ws.append([_teks(ws, k.nama, tebal=True) for k in kolom])
    for baris in sumber.contoh:
        ws.append([_teks(ws, baris.get(k.nama, "")) for k in kolom])


def _kata_rupa(kolom: Kolom) -> str:
    return {
        "teks": "Teks",
        "tanggal": "Tanggal, atau teks seperti 31/12/2024",
        "angka": "Angka, tanpa satuan",
    }[kolom.rupa]


def _judul(ws: Any, kolom: Kolom) -> Cell:
    sel = _teks(ws, kolom.nama, tebal=True)
    sel.fill = _ISI_WAJIB if kolom.wajib else _ISI_BOLEH
    return sel


def _sel(ws: Any, kolom: Kolom, nilai: Any) -> Any:
    if nilai is None or nilai == "":
        return None
    if isinstance(nilai, datetime.date):
        sel = WriteOnlyCell(ws, nilai)
        sel.number_format = _FORMAT["tanggal"]
        return sel
    if isinstance(nilai, int | Decimal) and not isinstance(nilai, bool) and kolom.rupa == "angka":
        return WriteOnlyCell(ws, nilai)
    return _teks(ws, str(nilai), bungkus=False)


def _teks(ws: Any, teks: str, *, tebal: bool = False, bungkus: bool = True) -> Cell:
    sel = WriteOnlyCell(ws, ILLEGAL_CHARACTERS_RE.sub("", teks) or None)
    if teks:
        sel.data_type = "s"  # openpyxl would take "=..." for a formula
        sel.number_format = "@"
    if teks.startswith(_TANDA_RUMUS):
        sel.quotePrefix = True
    if tebal:
        sel.font = _TEBAL
    if bungkus:
        sel.alignment = _BUNGKUS
    return sel
