"""Spreadsheets for tests of the master-data import, and one run of a resource over them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from dasar.resources.buku import buku_ekspor
from dasar.resources.lembar import LembarResource
from dasar.services.impor import HasilImpor
from dasar.services.lembar_impor import baca_lembar


def buku(*baris: Sequence[Any], judul: str = "Data") -> bytes:
    """An XLSX with these rows, the headings first; texts are stored as text."""
    kitab = Workbook()
    ws = kitab.active
    ws.title = judul
    for n, satu in enumerate(baris, 1):
        for k, nilai in enumerate(satu, 1):
            sel = ws.cell(n, k, nilai)
            if isinstance(nilai, str):
                sel.data_type = "s"
    isi = BytesIO()
    kitab.save(isi)
    return isi.getvalue()


def jalankan(sumber: LembarResource, isi: bytes, *, terapkan: bool = True) -> HasilImpor:
    """Read and run an XLSX."""
    return sumber.jalankan(baca_lembar(isi, "xlsx", sumber.bentuk), terapkan=terapkan)


def impor(sumber: LembarResource, *baris: Sequence[Any], terapkan: bool = True) -> HasilImpor:
    """Rows under all headings of the kind, in their order."""
    return jalankan(sumber, buku([k.nama for k in sumber.kolom], *baris), terapkan=terapkan)


def bolak_balik(sumber: LembarResource, lagi: LembarResource) -> HasilImpor:
    """Export with one resource, import with another."""
    return jalankan(lagi, buku_ekspor(sumber))


def galat(hasil: HasilImpor) -> list[tuple[int, str, str]]:
    """(row, column, sentence) of every refusal."""
    return [(r.baris, r.kolom, r.isi) for r in hasil.rincian if r.macam == "galat"]


def baca_buku(isi: bytes, lembar: str) -> list[list[Any]]:
    """The cells of a sheet."""
    return [[s.value for s in b] for b in load_workbook(BytesIO(isi))[lembar].iter_rows()]
