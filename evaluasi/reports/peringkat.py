"""The ranking as a spreadsheet: the same numbers as the dashboard, as numbers."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dasar.angka import baca_angka
from evaluasi.selectors.dasbor_peringkat import BarisPeringkat, Peringkat

_TANDA = {"naik": 1, "tetap": 1, "turun": -1}
_LEBAR = {1: 8, 2: 46, 3: 10, 4: 10, 5: 14, 6: 12}


def tulis_peringkat(p: Peringkat) -> bytes:
    """One sheet: number, PD, value, predicate, change, a letter per subkomponen.

    Without a year before there is no column of changes, and the last line says why.

    Text is stored as text, whatever it begins with, so that no name runs as a formula. A PD
    that was not judged has empty cells, never 0.
    """
    buku = Workbook()
    buku.remove(buku.worksheets[0])
    lembar = buku.create_sheet(f"Peringkat {p.tahun}")
    dari = [f"Perubahan dari {p.tahun_lalu}"] if p.tahun_lalu else []
    _baris(
        lembar,
        1,
        [
            *("No.", "Perangkat daerah", "Nilai", "Predikat", *dari, "Keterangan"),
            *(f"{k.kode} {k.nama}" for k in p.kolom),
        ],
    )
    nomor = 2
    for baris in [*p.baris, *p.belum]:
        _pd(lembar, nomor, baris, berubah=bool(dari))
        nomor += 1
    _baris(
        lembar,
        nomor + 1,
        [
            f"Nilai dihitung sistem dari LKE internal tahun evaluasi {p.tahun}. "
            f"Rata-rata {p.jumlah} PD: {p.rata_rata}. {p.tanpa_perubahan}".rstrip()
        ],
    )
    _gaya(lembar, len(p.kolom), [lebar for k, lebar in _LEBAR.items() if k != 5 or dari])
    wadah = BytesIO()
    buku.save(wadah)
    return wadah.getvalue()


def _pd(lembar: Worksheet, nomor: int, b: BarisPeringkat, *, berubah: bool) -> None:
    dinilai = bool(b.huruf)
    _baris(
        lembar,
        nomor,
        [
            b.nomor if dinilai else "",
            b.nama,
            "",
            b.huruf,
            *([""] if berubah else []),
            ("contoh" if b.contoh else "") if dinilai else "belum dinilai",
            *(s.huruf if s.kelas != "kosong" else "" for s in b.peta),
        ],
    )
    if dinilai:
        _angka(lembar, nomor, 3, b.nilai, 1)
    if b.perubahan.arah:
        _angka(lembar, nomor, 5, b.perubahan.besar, _TANDA[b.perubahan.arah])


def _angka(lembar: Worksheet, nomor: int, kolom: int, teks: str, tanda: int) -> None:
    sel = lembar.cell(nomor, kolom)
    sel.value = baca_angka(teks) * tanda
    sel.number_format = "0.00"


def _baris(lembar: Worksheet, nomor: int, isi: list[str]) -> None:
    for kolom, teks in enumerate(isi, start=1):
        if not teks:
            continue
        sel = lembar.cell(nomor, kolom)
        sel.value = ILLEGAL_CHARACTERS_RE.sub(" ", teks)
        sel.data_type = "s"  # openpyxl reads a leading "=" as a formula


def _gaya(lembar: Worksheet, subkomponen: int, lebar: list[int]) -> None:
    for sel in lembar[1]:
        sel.font = Font(bold=True)
        sel.alignment = Alignment(wrap_text=True, vertical="top")
    for kolom, satu in enumerate([*lebar, *[16] * subkomponen], start=1):
        lembar.column_dimensions[get_column_letter(kolom)].width = satu
    lembar.freeze_panes = "C2"
