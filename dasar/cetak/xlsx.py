"""Worksheets for people: a head, rows, widths; text stays text whatever it begins with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Isi = str | int | Decimal | None
PANJANG_NAMA_LEMBAR = 31


@dataclass(frozen=True)
class Lembar:
    """One sheet: its name, the head with column widths, the rows, and lines below them."""

    nama: str
    kepala: Sequence[tuple[str, float]]
    baris: Iterable[Sequence[Isi]]
    catatan: Sequence[str] = ()


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
        semua: list[Sequence[Isi]] = [
            [judul for judul, _ in satu.kepala],
            *satu.baris,
            *([[]] if satu.catatan else []),
            *[[baris] for baris in satu.catatan],
        ]
        for nomor, baris in enumerate(semua, start=1):
            sidik.update(repr(list(baris)).encode())
            for kolom, isi in enumerate(baris, start=1):
                sel = ws.cell(row=nomor, column=kolom)
                if isinstance(isi, str):
                    sel.value = ILLEGAL_CHARACTERS_RE.sub("", isi)
                    sel.data_type = "s"
                else:
                    sel.value = isi
                sel.alignment = Alignment(wrap_text=True, vertical="top")
                if nomor == 1:
                    sel.font = Font(bold=True)
        for kolom, (_, lebar) in enumerate(satu.kepala, start=1):
            ws.column_dimensions[get_column_letter(kolom)].width = lebar
        ws.freeze_panes = "A2"
    wadah = BytesIO()
    buku.save(wadah)
    return wadah.getvalue(), sidik.hexdigest()
