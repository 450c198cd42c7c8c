"""Worksheets for people: a head, rows, widths; text stays text whatever it begins with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

PANJANG_NAMA_LEMBAR = 31
_KEPALA = PatternFill("solid", fgColor="DCEDEC")
_BUNGKUS = Alignment(wrap_text=True, vertical="top")
_PEMICU_RUMUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Angka:
    """A number shown with so many decimals."""

    nilai: Decimal
    desimal: int


Isi = str | int | Decimal | Angka | None


@dataclass(frozen=True)
class Lembar:
    """One sheet: its name, the head with column widths and the rows; lines above the head and below
    the rows. `beku`: columns that stay in view."""

    nama: str
    kepala: Sequence[tuple[str, float]]
    baris: Iterable[Sequence[Isi]]
    judul: Sequence[str] = ()
    catatan: Sequence[str] = ()
    beku: int = 0


def tulis_xlsx(lembar: Sequence[Lembar]) -> tuple[bytes, str]:
    """The file and the sha256 of what it says (the file itself bears its time).

    Numbers are written as numbers, unknown (None) as an empty cell, never 0. A text that begins
    with "=" is stored as text, so no name runs as a formula.
    """
    buku = Workbook()
    buku.remove(buku.worksheets[0])
    sidik = hashlib.sha256()
    for satu in lembar:
        ws = buku.create_sheet(satu.nama[:PANJANG_NAMA_LEMBAR])
        kepala = len(satu.judul) + 1
        isi = list(satu.baris)
        semua: list[Sequence[Isi]] = [
            *[[baris] for baris in satu.judul],
            [judul for judul, _ in satu.kepala],
            *isi,
            *([[]] if satu.catatan else []),
            *[[baris] for baris in satu.catatan],
        ]
        for nomor, baris in enumerate(semua, start=1):
            sidik.update(repr(list(baris)).encode())
            for kolom, nilai in enumerate(baris, start=1):
                sel = ws.cell(row=nomor, column=kolom)
                _tulis(sel, nilai)
                if kepala <= nomor <= kepala + len(isi):  # the lines around may run over columns
                    sel.alignment = _BUNGKUS
                if nomor <= kepala:
                    sel.font = Font(bold=True)
                if nomor == kepala:
                    sel.fill = _KEPALA
        for kolom, (_, lebar) in enumerate(satu.kepala, start=1):
            ws.column_dimensions[get_column_letter(kolom)].width = lebar
        ws.freeze_panes = ws.cell(kepala + 1, satu.beku + 1)
    wadah = BytesIO()
    buku.save(wadah)
    return wadah.getvalue(), sidik.hexdigest()


def _tulis(sel: Cell, isi: Isi) -> None:
    if isinstance(isi, Angka):
        sel.value = isi.nilai
        sel.number_format = "#,##0" + (f".{'0' * isi.desimal}" if isi.desimal else "")
    elif isinstance(isi, str):
        if not isi:
            return
        sel.value = ILLEGAL_CHARACTERS_RE.sub("", isi)
        sel.data_type = "s"
        # Kept when somebody edits the cell: without the mark a spreadsheet would compute it then.
        sel.quotePrefix = isi.startswith(_PEMICU_RUMUS)
    else:
        sel.value = isi
