"""How the template looks: letters, colours, widths and the heights of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from textwrap import wrap

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from kinerja.formulas.bentuk_templat import NARASI
from kinerja.models import JenisSimpul

LEBAR = {
    "kunci": 8,
    "uraian": 54,
    "satuan": 16,
    "target_tahun": 13,
    "target_triwulan": 13,
    "lalu": 13,
    "tahun_lalu": 13,
    "nilai": 14,
    "alasan": 22,
    **dict.fromkeys(NARASI, 36),
    "pagu": 19,
    "rupiah": 19,
    "keterangan": 40,
}
TEPI = Border(*(Side("thin", color="D5D0C6"),) * 4)
KUNING = PatternFill("solid", fgColor="FFF4C2")
ABU = PatternFill("solid", fgColor="ECEAE5")
KEPALA = PatternFill("solid", fgColor="DCEDEC")
ISI_SIMPUL = {
    JenisSimpul.PROGRAM: PatternFill("solid", fgColor="DDE8E7"),
    JenisSimpul.KEGIATAN: PatternFill("solid", fgColor="EBF2F1"),
    JenisSimpul.SUB_KEGIATAN: PatternFill("solid", fgColor="F5F8F8"),
}
INDEN = {JenisSimpul.KEGIATAN: 1, JenisSimpul.SUB_KEGIATAN: 2}
INDEN_INDIKATOR = 3
KOLOM_NILAI = ("target_tahun", "target_triwulan", "lalu", "tahun_lalu", "nilai")
HURUF, BESAR = "Calibri", 11
TINGGI_BARIS = 15  # points of one line of that letter
BARIS_TEKS_MAKS = 20  # higher rows would leave nothing else on a screen


def huruf_tulis(*, tebal: bool = False, besar: int = BESAR) -> Font:
    """Named in full: without a name each program takes another letter."""
    return Font(name=HURUF, size=besar, bold=tebal)


def menjorok(inden: int) -> Alignment:
    """Spreadsheets indent only what is set to the left."""
    return Alignment(wrap_text=True, vertical="top", horizontal="left", indent=inden)


def tinggi(ws: Worksheet, nomor: int, isi: Mapping[str, str | int | Decimal | None]) -> None:
    """Height for the longest wrapped text of a row: LibreOffice does not work it out on opening."""
    baris = 1
    for kode, teks in isi.items():
        if isinstance(teks, str) and kode in LEBAR:
            lebar = LEBAR[kode] - (INDEN_INDIKATOR if kode == "uraian" else 0)
            baris = max(baris, sum(len(wrap(satu, lebar)) or 1 for satu in teks.split("\n")))
    if baris > 1:
        ws.row_dimensions[nomor].height = TINGGI_BARIS * min(baris, BARIS_TEKS_MAKS)
