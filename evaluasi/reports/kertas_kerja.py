"""The worksheet as a spreadsheet: the numbers of the screen, texts always as text."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from dasar.angka import bulatkan
from evaluasi.models import JenisLembar, StatusLembar
from evaluasi.selectors.kriteria_lembar import BarisKriteria
from evaluasi.selectors.lembar import IsiLembar

_TEBAL = Font(bold=True)
_KEPALA = PatternFill("solid", fgColor="DCEDEC")
_KOMPONEN = PatternFill("solid", fgColor="F3F0E9")
_BUNGKUS = Alignment(wrap_text=True, vertical="top")
_KOLOM_JAWABAN = (
    ("Kode", 8),
    ("Subkomponen", 60),
    ("Bobot", 9),
    ("Kriteria terpenuhi", 12),
    ("Jumlah kriteria", 10),
    ("Jawaban mandiri", 10),
    ("Jawaban", 10),
    ("Nilai", 9),
    ("Poin hilang", 9),
    ("Alasan", 60),
    ("Peringatan", 50),
)
_KOLOM_KRITERIA = (
    ("Kode", 10),
    ("Kriteria", 70),
    ("Tahun dokumen", 10),
    ("Mandiri", 14),
    ("Pemenuhan", 14),
    ("Bukti", 40),
    ("Tautan", 50),
)


def kertas_kerja(isi: IsiLembar, nama_pd: str) -> bytes:
    """The worksheet as XLSX. Points are rounded half up to two decimals, as on the screen."""
    buku = Workbook()
    lembar = buku.active
    lembar.title = "Jawaban"
    _tulis_jawaban(lembar, isi, nama_pd)
    _tulis_kriteria(buku.create_sheet("Kriteria"), isi)
    berkas = BytesIO()
    buku.save(berkas)
    return berkas.getvalue()


def nama_berkas(isi: IsiLembar, kode_pd: str) -> str:
    return f"kertas-kerja-{isi.lembar.jenis}-{isi.templat.tahun}-{kode_pd}.xlsx"


def _tulis_jawaban(ws: Worksheet, isi: IsiLembar, nama_pd: str) -> None:
    lembar = isi.lembar
    judul = f"{JenisLembar(lembar.jenis).label} {isi.templat.tahun}, {nama_pd}"
    _baris(ws, [judul], tebal=True)
    _baris(ws, [isi.templat.nama])
    status = f"Status: {StatusLembar(lembar.status).label.lower()}"
    if lembar.contoh:
        status += ". Nilai contoh, bukan hasil evaluasi."
    _baris(ws, [status])
    _kepala(ws, _KOLOM_JAWABAN)
    for k in isi.komponen:
        _baris(
            ws,
            [k.kode, k.nama, k.bobot, None, None, None, None, k.nilai, k.hilang, None],
            tebal=True,
            isian=_KOMPONEN,
        )
        for s in k.sub:
            _baris(
                ws,
                [
                    s.kode,
                    s.nama,
                    s.bobot,
                    s.terpenuhi if s.dinilai else None,
                    s.jumlah,
                    s.huruf_mandiri or None,
                    s.huruf or None,
                    s.nilai,
                    s.hilang,
                    s.alasan or None,
                    f"{s.kode}: {s.peringatan}" if s.peringatan else None,
                ],
            )
    sementara = isi.nilai.sementara
    kata = _kata_jumlah(isi)
    total = (
        isi.nilai.total if sementara.lengkap else sementara.total if sementara.terjawab else None
    )
    _baris(ws, [None, kata, Decimal(100), *[None] * 4, total], tebal=True)
    if isi.nilai.predikat:
        predikat = isi.nilai.predikat
        kata = "Predikat sementara" if lembar.status == StatusLembar.DRAF else "Predikat"
        _baris(ws, [None, kata, *[None] * 5, predikat.huruf, None, predikat.sebutan], tebal=True)
    ws.freeze_panes = "C5"


def _kata_jumlah(isi: IsiLembar) -> str:
    sementara = isi.nilai.sementara
    if not sementara.lengkap:
        return f"Jumlah sementara, {sementara.terjawab} dari {sementara.dari} subkomponen"
    return "Jumlah sementara" if isi.lembar.status == StatusLembar.DRAF else "Jumlah"


def _tulis_kriteria(ws: Worksheet, isi: IsiLembar) -> None:
    _kepala(ws, _KOLOM_KRITERIA)
    for s in isi.sub:
        for k in s.kriteria:
            _baris(
                ws,
                [
                    k.kode,
                    k.bunyi,
                    k.tahun_dokumen,
                    _kata_mandiri(k),
                    k.sendiri.kata,
                    k.bukti.bukti or None,
                    k.bukti.tautan or None,
                ],
            )
    ws.freeze_panes = "C2"


def _kata_mandiri(k: BarisKriteria) -> str | None:
    return None if k.mandiri is None else k.mandiri.kata


def _kepala(ws: Worksheet, kolom: tuple[tuple[str, int], ...]) -> None:
    _baris(ws, [nama for nama, _ in kolom], tebal=True, isian=_KEPALA)
    for sel, (_, lebar) in zip(ws[ws.max_row], kolom, strict=True):
        ws.column_dimensions[sel.column_letter].width = lebar


def _baris(
    ws: Worksheet, nilai: list[Any], *, tebal: bool = False, isian: PatternFill | None = None
) -> None:
    nomor = 1 if ws["A1"].value is None else ws.max_row + 1
    for kolom, satu in enumerate(nilai, start=1):
        sel = ws.cell(nomor, kolom)
        _isi_sel(sel, satu)
        sel.alignment = _BUNGKUS
        if tebal:
            sel.font = _TEBAL
        if isian is not None:
            sel.fill = isian


def _isi_sel(sel: Cell, nilai: Any) -> None:
    """A text that starts with = + - or @ stays a text: a spreadsheet would compute it."""
    if isinstance(nilai, str):
        sel.value = ILLEGAL_CHARACTERS_RE.sub("", nilai)
        sel.data_type = "s"
        sel.quotePrefix = nilai[:1] in "=+-@\t\r"
        return
    if isinstance(nilai, Decimal):
        sel.value = bulatkan(nilai)
        sel.number_format = "0.00"
        return
    sel.value = nilai
