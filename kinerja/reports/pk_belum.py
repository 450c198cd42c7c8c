"""Who has not signed yet, as a spreadsheet: one row per post."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dasar.tanggal import format_tanggal
from kinerja.selectors.belum_tanda import BelumTanda

_KEPALA = ("Perangkat daerah", "Tingkat", "Jabatan", "Pejabat", "Keadaan")
_LEBAR = (40, 22, 46, 36, 60)


def tulis_belum(belum: BelumTanda) -> bytes:
    """One sheet with every post that has something to do; the last line counts them.

    Text is stored as text, whatever it begins with, so that no name runs as a formula.
    """
    buku = Workbook()
    buku.remove(buku.worksheets[0])
    lembar = buku.create_sheet(f"Belum ditandatangani {belum.tahun}")
    _tulis(lembar, 1, _KEPALA)
    nomor = 2
    for pd in belum.pd:
        for b in pd.baris:
            _tulis(
                lembar,
                nomor,
                (pd.nama, b.eselon, b.jabatan.nama, b.pejabat, b.keadaan.kalimat),
            )
            nomor += 1
    _tulis(
        lembar,
        nomor + 1,
        (
            f"{belum.sudah} dari {belum.dari} jabatan sudah menandatangani Perjanjian Kinerja "
            f"{belum.tahun}. Keadaan {format_tanggal(belum.hari)}.",
        ),
    )
    for sel in lembar[1]:
        sel.font = Font(bold=True)
        sel.alignment = Alignment(wrap_text=True, vertical="top")
    for kolom, lebar in enumerate(_LEBAR, start=1):
        lembar.column_dimensions[get_column_letter(kolom)].width = lebar
    lembar.freeze_panes = "A2"
    wadah = BytesIO()
    buku.save(wadah)
    return wadah.getvalue()


def _tulis(lembar: Worksheet, nomor: int, isi: tuple[str, ...]) -> None:
    for kolom, teks in enumerate(isi, start=1):
        if not teks:
            continue
        sel = lembar.cell(nomor, kolom)
        sel.value = ILLEGAL_CHARACTERS_RE.sub(" ", teks)
        sel.data_type = "s"  # openpyxl reads a leading "=" as a formula
