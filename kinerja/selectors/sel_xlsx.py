"""The cells of an XLSX report, sheet by sheet: shown values, errors, formulas without result."""

from __future__ import annotations

import datetime
import math
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl

from dasar.angka import format_angka_utuh
from kinerja.formulas.isi_laporan import BATAS_NILAI, Sel

MAKS_KOLOM = 100
SEL_KOSONG = Sel()
# openpyxl raises whatever the damage leads to.
GALAT_XLSX = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    IndexError,
    SyntaxError,
    EOFError,
    NotImplementedError,
    OverflowError,
    MemoryError,
    RecursionError,
    RuntimeError,
    AssertionError,
)
_KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_KATA_GALAT = frozenset(
    [
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
    ]
)


class BukuXlsx:
    """A workbook open for reading. Everything may raise one of GALAT_XLSX."""

    def __init__(self, isi: bytes) -> None:
        self._nilai = openpyxl.load_workbook(BytesIO(isi), read_only=True, data_only=True)
        self._rumus = openpyxl.load_workbook(BytesIO(isi), read_only=True, data_only=False)
        self.lembar: list[str] = [
            ws.title
            for ws in self._nilai.worksheets
            if ws.sheet_state == "visible" and hasattr(ws, "iter_rows")
        ]

    def baris(self, lembar: str) -> Iterator[list[Sel]]:
        """The rows of a visible sheet."""
        nilai, rumus = self._nilai[lembar], self._rumus[lembar]
        for ws in (nilai, rumus):
            ws.reset_dimensions()  # the stored size is often wrong
        for bn, br in zip(
            nilai.iter_rows(max_col=MAKS_KOLOM), rumus.iter_rows(max_col=MAKS_KOLOM), strict=False
        ):
            yield [_sel_xlsx(n, r) for n, r in zip(bn, br, strict=False)]


def _sel_xlsx(sel: Any, rumus: Any) -> Sel:
    isi = sel.value
    if isi is None:
        if getattr(rumus, "data_type", "") == "f":
            return Sel(
                teks=_bersih(str(rumus.value))[:80],
                galat="Rumus sel ini belum punya hasil. Buka di Excel, simpan, lalu unggah lagi.",
            )
        return SEL_KOSONG
    if isinstance(isi, bool):
        return Sel(teks="TRUE" if isi else "FALSE")
    if isinstance(isi, int | float):
        return _sel_angka(isi, getattr(sel, "number_format", None) or "")
    if isinstance(isi, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        teks = isi.strftime("%d-%m-%Y") if isinstance(isi, datetime.date) else str(isi)
        return Sel(teks=teks, galat=f'"{teks}" adalah tanggal atau jam, bukan angka.')
    teks = _bersih(str(isi))
    if teks.strip() in _KATA_GALAT:
        return Sel(teks=teks.strip())
    return Sel(teks=teks)


def _sel_angka(isi: int | float, format_sel: str) -> Sel:
    if isinstance(isi, float) and not math.isfinite(isi):
        return Sel(teks=str(isi), galat=f'"{isi}" bukan angka.')
    angka = Decimal(repr(isi)) if isinstance(isi, float) else Decimal(isi)
    persen = "%" in format_sel.split(";")[0].replace('"%"', "")
    if persen:  # the sheet shows a hundred times what it stores
        angka *= 100
    if abs(angka) >= BATAS_NILAI:
        return Sel(teks=str(isi)[:40], galat="Angka ini terlalu besar untuk disimpan.")
    angka = round(angka, 9)
    return Sel(teks=format_angka_utuh(round(angka, 6)) + ("%" if persen else ""), angka=angka)


def _bersih(teks: str) -> str:
    return _KENDALI.sub("", teks)
