"""The comparison of two versions as a spreadsheet; texts always as text."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from dasar.tanggal import romawi
from kinerja.formulas.banding_versi import BarisBanding, Beda

_TEBAL = Font(bold=True)
_KEPALA = PatternFill("solid", fgColor="DCEDEC")
_BUNGKUS = Alignment(wrap_text=True, vertical="top")
_RUMUS = ("=", "+", "-", "@", "\t", "\r")
_KOLOM = (
    ("Keadaan", 11),
    ("Baris", 14),
    ("Nama", 60),
    ("Berada di", 50),
    ("Yang berubah", 24),
    ("Semula", 50),
    ("Menjadi", 50),
)


def tulis_banding(baris: Iterable[BarisBanding], lama: str, baru: str, pd: str) -> bytes:
    """One row per field that differs; a line without fields has one row."""
    buku = Workbook()
    ws = buku.active
    ws.title = "Perbandingan"
    _tulis(ws, [f"{lama} dibandingkan dengan {baru}"], tebal=True)
    _tulis(ws, [pd])
    _tulis(ws, [judul for judul, _ in _KOLOM], tebal=True, kepala=True)
    for nomor, (_, lebar) in enumerate(_KOLOM):
        ws.column_dimensions["ABCDEFG"[nomor]].width = lebar
    for b in baris:
        kosong: tuple[Beda | None, ...] = (None,)
        for beda in b.beda or kosong:
            _tulis(
                ws,
                [
                    b.keadaan.value,
                    b.label,
                    b.nama,
                    b.induk,
                    _nama_medan(b, beda) if beda else "",
                    (beda.lama or "") if beda else "",
                    (beda.baru or "") if beda else "",
                ],
            )
    ws.freeze_panes = "D4"
    berkas = BytesIO()
    buku.save(berkas)
    return berkas.getvalue()


def nama_periode(periode: tuple[int, int]) -> str:
    """ "2025" or "2025 triwulan II"."""
    tahun, triwulan = periode
    return f"{tahun} triwulan {romawi(triwulan)}" if triwulan else str(tahun)


def _nama_medan(b: BarisBanding, beda: Beda) -> str:
    return f"{beda.medan} {nama_periode(b.periode)}" if b.periode else beda.medan


def _tulis(ws: Worksheet, sel: list[str], *, tebal: bool = False, kepala: bool = False) -> None:
    nomor = 1 if ws["A1"].value is None else ws.max_row + 1
    for kolom, teks in enumerate(sel, start=1):
        satu = ws.cell(nomor, kolom)
        satu.value = ILLEGAL_CHARACTERS_RE.sub("", teks)
        satu.data_type = "s"  # a text that begins with "=" is no formula
        satu.quotePrefix = teks.startswith(_RUMUS)
        satu.alignment = _BUNGKUS
        if tebal:
            satu.font = _TEBAL
        if kepala:
            satu.fill = _KEPALA
