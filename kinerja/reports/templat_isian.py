"""The template of one PD and quarter as a workbook: pre-filled, protected, read back by its keys.

The protection has no password: it keeps people from slips, not from their own file.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dasar.angka import jumlah_desimal
from dasar.tanggal import romawi
from kinerja.formulas.bentuk_templat import (
    HURUF_INDIKATOR,
    HURUF_JUMLAH,
    HURUF_SIMPUL,
    ISIAN,
    KOLOM,
    LEMBAR_ISIAN,
    LEMBAR_META,
    LEMBAR_PETUNJUK,
    META_KOLOM,
    NAMA_KOLOM,
    NARASI,
    SKEMA,
    TANDA_KODE,
)
from kinerja.formulas.skala import format_nilai
from kinerja.models import Isian, JenisSimpul
from kinerja.reports.rupa_templat import (
    ABU,
    BESAR,
    INDEN,
    INDEN_INDIKATOR,
    ISI_SIMPUL,
    KEPALA,
    KOLOM_NILAI,
    KUNING,
    LEBAR,
    TEPI,
    huruf_tulis,
    menjorok,
    tinggi,
)
from kinerja.selectors.templat_isian import (
    BahanTemplat,
    IndikatorTemplat,
    SimpulTemplat,
    kata_alasan,
)

BARIS_JUDUL = 3  # title, quarter, colours
BARIS_KODE = BARIS_JUDUL + 1
BARIS_KEPALA = BARIS_KODE + 1
_PEMICU_RUMUS = ("=", "+", "-", "@", "\t", "\r")
_CONTOH = "Memuat angka contoh."
_TERBUKA = Protection(locked=False)
_WAKTU_TETAP = (2000, 1, 1, 0, 0, 0)  # the same data gives the same bytes
_DIUBAH = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_TINGGI_TETAP = re.compile(rb'(<row [^>]*ht="[^"]*") customHeight="1"')


@dataclass(frozen=True)
class _Isi:
    """What one cell shows: a number with its format, or a text."""

    nilai: str | int | Decimal | None
    format: str = "General"


def templat_isian(bahan: BahanTemplat) -> tuple[bytes, str]:
    """The workbook and its sha256; the same data gives the same bytes."""
    buku = Workbook()
    ws = buku.worksheets[0]
    ws.title = LEMBAR_ISIAN
    _kepala(ws, bahan)
    meta = buku.create_sheet(LEMBAR_META)
    meta.sheet_state = "veryHidden"
    for kepala in (
        ("skema", str(SKEMA)),
        ("pd", bahan.kode_pd),
        ("nama_pd", bahan.nama_pd),
        ("tahun", str(bahan.tahun)),
        ("triwulan", str(bahan.triwulan)),
    ):
        _tambah_teks(meta, kepala)
    _tambah_teks(meta, META_KOLOM)
    alasan = kata_alasan()
    daftar_alasan = _daftar(list(alasan.values()))
    predikat: dict[tuple[str, ...], DataValidation] = {}
    panjang = DataValidation(
        type="textLength", operator="lessThanOrEqual", formula1="4000", allow_blank=True
    )
    panjang.errorTitle, panjang.error = "Terlalu panjang", "Paling banyak 4.000 huruf."
    for nomor, b in enumerate(bahan.baris, BARIS_KEPALA + 1):
        if isinstance(b, SimpulTemplat):
            _baris_simpul(ws, nomor, b)
            _meta_simpul(meta, b)
            continue
        _baris_indikator(ws, nomor, b, alasan)
        _meta_indikator(meta, b)
        if b.terkunci:
            continue
        daftar_alasan.add(f"{_huruf('alasan')}{nomor}")
        panjang.add(f"{_huruf(NARASI[0])}{nomor}:{_huruf(NARASI[-1])}{nomor}")
        if b.skala:
            huruf = tuple(sorted(b.skala, key=lambda h: b.skala[h] if b.skala else 0))
            predikat.setdefault(huruf, _daftar(huruf)).add(f"{_huruf('nilai')}{nomor}")
    for aturan in (daftar_alasan, panjang, *predikat.values()):
        if aturan.sqref:
            ws.add_data_validation(aturan)
    _tata(ws, BARIS_KEPALA + len(bahan.baris))
    _petunjuk(buku.create_sheet(LEMBAR_PETUNJUK, 1), bahan)
    wadah = BytesIO()
    buku.save(wadah)
    isi = _tetap(wadah.getvalue())
    return isi, hashlib.sha256(isi).hexdigest()


def _huruf(kode: str) -> str:
    return get_column_letter(KOLOM.index(kode) + 1)


def _daftar(pilihan: Sequence[str]) -> DataValidation:
    aturan = DataValidation(type="list", formula1=f'"{",".join(pilihan)}"', allow_blank=True)
    aturan.errorTitle, aturan.error = "Pilihan tidak dikenal", "Pilih dari daftarnya."
    return aturan


def _kepala(ws: Worksheet, bahan: BahanTemplat) -> None:
    tw = f"TW {romawi(bahan.triwulan)}"
    lalu = f"TW {romawi(bahan.triwulan - 1)}" if bahan.triwulan > 1 else f"TW IV {bahan.tahun - 1}"
    teks = {
        "kunci": "Kunci",
        "uraian": "Program, kegiatan, sub kegiatan, indikator",
        "satuan": "Satuan",
        "target_tahun": f"Target {bahan.tahun}",
        "target_triwulan": f"Target {tw}",
        "lalu": f"Realisasi {lalu}",
        "tahun_lalu": f"Realisasi {tw} {bahan.tahun - 1}",
        "pagu": f"Pagu {bahan.tahun} (Rp)",
        "keterangan": "Keterangan",
        **NAMA_KOLOM,
        "nilai": f"Realisasi {tw} {bahan.tahun}",
        "rupiah": f"Realisasi s.d. {tw} (Rp)",
    }
    judul = (
        f"Isian realisasi {bahan.nama_pd}",
        f"Triwulan {romawi(bahan.triwulan)} {bahan.tahun}",
        (
            "Isi sel kuning. Sel abu-abu terkunci, sebabnya di kolom Keterangan."
            if bahan.dapat_diisi
            else "Lembar ini untuk dibaca. Semua sel terkunci."
        ),
    )
    for nomor, kalimat in enumerate(judul, 1):
        sel = _teks(ws.cell(nomor, KOLOM.index("uraian") + 1), kalimat)
        sel.font = huruf_tulis(tebal=nomor < BARIS_JUDUL, besar=14 if nomor == 1 else BESAR)
    for k, kode in enumerate(KOLOM, 1):
        _teks(ws.cell(BARIS_KODE, k), TANDA_KODE + kode)
        sel = _teks(ws.cell(BARIS_KEPALA, k), teks[kode])
        sel.font, sel.fill, sel.border = huruf_tulis(tebal=True), KEPALA, TEPI
        sel.alignment = Alignment(
            wrap_text=True,
            vertical="center",
            horizontal="left" if kode in ("uraian", "satuan", *NARASI, "keterangan") else "center",
        )


def _angka(nilai: Decimal | None, b: IndikatorTemplat) -> _Isi:
    """A number in the indicator's unit; hidden digits would make screen and file disagree."""
    if nilai is not None and b.skala:
        return _Isi(format_nilai(nilai, desimal=b.desimal, skala=b.skala), "@")
    return _Isi(nilai, _bentuk(max(b.desimal, 0 if nilai is None else jumlah_desimal(nilai))))


def _bentuk(desimal: int) -> str:
    return "#,##0" + (f".{'0' * desimal}" if desimal else "")


def _baris_simpul(ws: Worksheet, nomor: int, b: SimpulTemplat) -> None:
    catatan = [b.terkunci]
    if b.simpul_id is not None and b.isian == Isian.PER_TRIWULAN:
        catatan.append("Rupiah di baris ini triwulan itu saja.")
    if b.contoh:
        catatan.append(_CONTOH)
    dapat = b.simpul_id is not None and not b.terkunci
    rupiah = b.rupiah if b.simpul_id is not None else b.total
    isi = {
        "kunci": _Isi(_kunci_simpul(b)),
        "uraian": _Isi(b.uraian),
        "pagu": _Isi(b.pagu, _bentuk(0)),
        "rupiah": _Isi(rupiah, _bentuk(0)),
        "keterangan": _Isi(" ".join(filter(None, catatan))),
    }
    jenis = JenisSimpul(b.jenis)
    for k, kode in enumerate(KOLOM, 1):
        sel = _tulis(ws.cell(nomor, k), isi.get(kode, _Isi(None)))
        sel.font = huruf_tulis(tebal=kode != "keterangan")
        sel.fill = ISI_SIMPUL.get(jenis, KEPALA)
        if kode == "rupiah" and dapat:
            sel.fill, sel.protection, sel.font = KUNING, _TERBUKA, huruf_tulis()
        if kode == "uraian":
            sel.alignment = menjorok(INDEN.get(jenis, 0))
    tinggi(ws, nomor, {"uraian": b.uraian, "keterangan": isi["keterangan"].nilai})


def _baris_indikator(
    ws: Worksheet, nomor: int, b: IndikatorTemplat, alasan: dict[str, str]
) -> None:
    catatan = [b.terkunci]
    if b.dikembalikan:
        catatan.append("Dikembalikan. Baca komentarnya di aplikasi.")
    if b.contoh:
        catatan.append(_CONTOH)
    isi = {
        "kunci": _Isi(f"{HURUF_INDIKATOR}{b.indikator_id}"),
        "uraian": _Isi(b.uraian),
        "satuan": _Isi(b.satuan),
        "target_tahun": _angka(b.target_tahun, b),
        "target_triwulan": _angka(b.target_triwulan, b),
        "lalu": _angka(b.lalu, b),
        "tahun_lalu": _angka(b.tahun_lalu, b),
        "nilai": _angka(b.nilai, b),
        "alasan": _Isi(alasan.get(b.alasan, "")),
        **{k: _Isi(b.narasi[k], "@") for k in NARASI},
        "keterangan": _Isi(" ".join(filter(None, catatan))),
    }
    for k, kode in enumerate(KOLOM, 1):
        sel = _tulis(ws.cell(nomor, k), isi.get(kode, _Isi(None)))
        if kode == "uraian":
            sel.alignment = menjorok(INDEN_INDIKATOR)
        elif kode in KOLOM_NILAI and b.skala:
            sel.alignment = Alignment(vertical="top", horizontal="right")
        if b.terkunci:
            sel.fill = ABU
        elif kode in ISIAN and kode != "rupiah":
            sel.fill, sel.protection = KUNING, _TERBUKA
    tinggi(ws, nomor, {kode: satu.nilai for kode, satu in isi.items()})


def _kunci_simpul(b: SimpulTemplat) -> str:
    return f"{HURUF_JUMLAH}{b.isi_id}" if b.simpul_id is None else f"{HURUF_SIMPUL}{b.simpul_id}"


def _meta_simpul(ws: Worksheet, b: SimpulTemplat) -> None:
    rupiah = b.total if b.simpul_id is None else b.rupiah
    isi = {
        "kunci": _kunci_simpul(b),
        "uraian": b.uraian,
        "versi": str(b.versi),
        "rupiah": "" if rupiah is None else str(rupiah),
    }
    _tambah_teks(ws, [isi.get(k, "") for k in META_KOLOM])


def _meta_indikator(ws: Worksheet, b: IndikatorTemplat) -> None:
    isi = {
        "kunci": f"{HURUF_INDIKATOR}{b.indikator_id}",
        "uraian": b.uraian,
        "versi": str(b.versi),
        "nilai": "" if b.nilai is None else format(b.nilai.normalize(), "f"),
        "alasan": b.alasan,
        **b.narasi,
    }
    _tambah_teks(ws, [isi.get(k, "") for k in META_KOLOM])


def _tata(ws: Worksheet, terakhir: int) -> None:
    """Widths, frozen panes, protection and the printed page."""
    for kode, lebar in LEBAR.items():
        ws.column_dimensions[_huruf(kode)].width = lebar
    ws.column_dimensions[_huruf("kunci")].hidden = True
    ws.row_dimensions[BARIS_KODE].hidden = True
    ws.row_dimensions[BARIS_KEPALA].height = 34
    ws.freeze_panes = f"{_huruf('satuan')}{BARIS_KEPALA + 1}"
    # From the hidden key on: whoever lifts the protection and sorts takes the keys along.
    ws.auto_filter.ref = f"{_huruf('kunci')}{BARIS_KEPALA}:{_huruf('keterangan')}{terakhir}"
    ws.sheet_view.zoomScale = 90
    ws.sheet_view.selection[-1].activeCell = f"{_huruf('nilai')}{BARIS_KEPALA + 1}"
    ws.sheet_view.selection[-1].sqref = f"{_huruf('nilai')}{BARIS_KEPALA + 1}"
    ws.protection.sheet = True
    # False: allowed in spite of the protection
    ws.protection.formatColumns = ws.protection.formatRows = ws.protection.autoFilter = False
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", ws.PAPERSIZE_A3
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.print_title_rows = f"{BARIS_KEPALA}:{BARIS_KEPALA}"
    ws.print_area = f"{_huruf('uraian')}1:{_huruf('keterangan')}{terakhir}"
    ws.page_margins.left = ws.page_margins.right = 0.4
    ws.oddFooter.right.text = "Halaman &P dari &N"


def _petunjuk(ws: Worksheet, bahan: BahanTemplat) -> None:
    kalimat = (
        "Petunjuk",
        "1. Isi sel kuning di lembar Isian. Sel yang dibiarkan tidak diubah saat berkas diunggah.",
        "2. Realisasi: tulis angka seperti biasa di Excel, misalnya 85,5. Predikat ditulis dengan "
        "hurufnya, misalnya BB.",
        "3. Bila nilainya belum ada, kosongkan realisasi dan pilih alasannya di kolom Alasan "
        "kosong.",
        "4. Realisasi anggaran: rupiah bulat dari Januari sampai akhir triwulan, di baris paling "
        "bawah pohon (biasanya sub kegiatan).",
        "5. Sel yang semula berisi lalu dikosongkan akan dikosongkan juga di aplikasi.",
        "6. Jangan hapus, sisipkan, atau urutkan baris. Lebar kolom dan saringan boleh diubah.",
        "7. Unggah berkas ini di Pengisian, Templat Excel. Perubahannya ditampilkan dulu; "
        "tidak ada yang disimpan sebelum Anda menerapkannya.",
        f"Templat ini hanya untuk {bahan.nama_pd}, Triwulan {romawi(bahan.triwulan)} "
        f"{bahan.tahun}.",
    )
    ws.column_dimensions["A"].width = 100
    for nomor, teks in enumerate(kalimat, 1):
        sel = _teks(ws.cell(nomor, 1), teks)
        sel.alignment = Alignment(wrap_text=True, vertical="top")
        sel.font = huruf_tulis(tebal=nomor == 1, besar=14 if nomor == 1 else BESAR)
    ws.protection.sheet = True


def _tulis(sel: Cell, isi: _Isi) -> Cell:
    sel.border = TEPI
    sel.alignment = Alignment(wrap_text=isinstance(isi.nilai, str), vertical="top")
    if isinstance(isi.nilai, str):
        if isi.nilai:
            _teks(sel, isi.nilai)
    elif isi.nilai is not None:
        sel.value = isi.nilai
    sel.number_format = isi.format
    return sel


def _teks(sel: Cell, teks: str) -> Cell:
    """A text stays a text, whatever it begins with, also when somebody edits it."""
    sel.value = ILLEGAL_CHARACTERS_RE.sub("", teks)
    sel.data_type = "s"
    sel.quotePrefix = teks.startswith(_PEMICU_RUMUS)
    return sel


def _tambah_teks(ws: Worksheet, isi: Sequence[str]) -> None:
    nomor = ws.max_row + 1 if ws["A1"].value is not None else 1
    for k, teks in enumerate(isi, 1):
        if teks:
            _teks(ws.cell(nomor, k), teks).number_format = "@"


def _tetap(isi: bytes) -> bytes:
    """The same workbook without the time at which it was written, its rows free to grow when
    somebody types more."""
    wadah = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(isi)) as asal,
        zipfile.ZipFile(wadah, "w", zipfile.ZIP_DEFLATED) as tujuan,
    ):
        for nama in asal.namelist():
            data = asal.read(nama)
            if nama == "docProps/core.xml":
                data = _DIUBAH.sub(rb"\g<1>2000-01-01T00:00:00Z", data)
            elif nama.startswith("xl/worksheets/"):
                data = _TINGGI_TETAP.sub(rb"\g<1>", data)
            entri = zipfile.ZipInfo(nama, _WAKTU_TETAP)
            entri.compress_type = zipfile.ZIP_DEFLATED
            tujuan.writestr(entri, data)
    return wadah.getvalue()
