"""The IKU of one document as a spreadsheet: numbers as numbers, texts always as text."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill

from kinerja.selectors.dokumen_iku import BarisIKU, DokumenIKU, KelompokIKU, TargetIKU

_TEBAL = Font(bold=True)
_KEPALA = PatternFill("solid", fgColor="DCEDEC")
_BUNGKUS = Alignment(wrap_text=True, vertical="top")
_KOLOM = (
    ("Nomor", 8),
    ("Sasaran", 40),
    ("Indikator", 40),
    ("Satuan", 14),
    ("Definisi operasional", 50),
    ("Alasan pemilihan", 40),
    ("Formulasi", 40),
    ("Tipe penghitungan", 24),
    ("Polaritas", 22),
    ("Frekuensi", 14),
    ("Sumber data", 26),
    ("Penanggung jawab", 26),
    ("Pengampu", 26),
    ("Baseline", 14),
)


def tabel_iku(iku: DokumenIKU) -> bytes:
    """The list as XLSX; a target that is a range or a letter is text, one not set an empty cell."""
    buku = Workbook()
    lembar = buku.active
    lembar.title = "IKU"
    baris: list[list[Any]] = [
        [f"Indikator Kinerja Utama {iku.nama_pd}"],
        [f"{iku.dokumen}, {iku.versi}, {iku.status.lower()}"],
    ]
    if iku.contoh:
        baris.append(["Memuat target contoh, bukan target resmi."])
    kolom = [
        *_KOLOM,
        *((f"Target {tahun}", 14) for tahun in iku.tahun),
        ("Target akhir", 14),
        ("Belum ada", 40),
    ]
    kepala = len(baris) + 1
    baris.append([nama for nama, _ in kolom])
    baris.extend(_isi(k, b) for k in iku.kelompok for b in k.baris)
    for nomor, satu in enumerate(baris, start=1):
        for letak, nilai in enumerate(satu, start=1):
            _tulis(lembar.cell(nomor, letak), nilai, judul=nomor <= kepala, kepala=nomor == kepala)
    for sel, (_, lebar) in zip(lembar[kepala], kolom, strict=True):
        lembar.column_dimensions[sel.column_letter].width = lebar
    lembar.freeze_panes = lembar.cell(kepala + 1, 4)
    berkas = BytesIO()
    buku.save(berkas)
    return berkas.getvalue()


def nama_berkas(iku: DokumenIKU) -> str:
    """A file name of plain letters."""
    return re.sub(r"[^a-z0-9]+", "-", f"iku {iku.dokumen} {iku.kode_pd}".casefold()) + ".xlsx"


def _isi(kelompok: KelompokIKU, b: BarisIKU) -> list[Any]:
    sasaran = f"{kelompok.kode} {kelompok.nama}".strip()
    teks = [
        *(sasaran, b.nama, b.satuan, b.definisi, b.alasan, b.rumus, b.tipe, b.polaritas),
        *(b.frekuensi, b.sumber, b.penanggung_jawab, b.pengampu),
    ]
    return [
        int(b.nomor),
        *(None if satu == "–" else satu for satu in teks),
        _angka(b, b.nilai_baseline, b.baseline),
        *(_target(b, t) for t in b.target),
        _angka(b, b.nilai_target_akhir, b.target_akhir),
        ", ".join(b.kurang) or None,
    ]


def _target(b: BarisIKU, t: TargetIKU) -> Any:
    return t.teks if t.atas is not None else _angka(b, t.nilai, t.teks)


def _angka(b: BarisIKU, nilai: Decimal | None, teks: str) -> Any:
    """The number itself with the format of the indicator; a letter as text."""
    if nilai is None:
        return None
    return teks if b.huruf else (nilai, b.desimal)


def _tulis(sel: Cell, nilai: Any, *, judul: bool, kepala: bool) -> None:
    """A text that starts with = + - or @ stays a text: a spreadsheet would compute it."""
    sel.alignment = _BUNGKUS if kepala or not judul else Alignment(vertical="top")
    if judul:
        sel.font = _TEBAL
    if kepala:
        sel.fill = _KEPALA
    if isinstance(nilai, tuple):
        angka, desimal = nilai
        sel.value = angka
        sel.number_format = "#,##0" + (f".{'0' * desimal}" if desimal else "")
    elif isinstance(nilai, str):
        sel.value = ILLEGAL_CHARACTERS_RE.sub("", nilai)
        sel.data_type = "s"
        sel.quotePrefix = nilai[:1] in "=+-@\t\r"
    else:
        sel.value = nilai
