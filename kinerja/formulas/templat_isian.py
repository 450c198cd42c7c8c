"""Reading a filled-in template back: rows by their hidden key, cells as what they mean.

Only reads bytes; what a cell changes is told by banding_templat. No Django imports in this package.
"""

from __future__ import annotations

import datetime
import math
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from dasar.angka import DESIMAL_MAKS, KONTEKS, format_angka_utuh
from dasar.galat import GalatPengguna
from dasar.tanggal import format_tanggal
from kinerja.formulas.bentuk_templat import (
    ISIAN,
    KOLOM,
    LEMBAR_ISIAN,
    LEMBAR_META,
    META_KEPALA,
    META_KOLOM,
    NAMA_KOLOM,
    SKEMA,
    TANDA_KODE,
    BarisMeta,
    KepalaTemplat,
)

MAKS_BARIS = 20_000
MAKS_BARIS_KOSONG = 2_000  # spreadsheets carry empty rows along
MAKS_KOLOM = 80
BARIS_KODE_CARI = 50  # filled rows among which the row of codes is looked for
_KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_HARFIAH = re.compile(r'"[^"]*"|\\.|_.')  # parts of a number format that are mere text
_KODE_TERTULIS = frozenset(TANDA_KODE + kode for kode in KOLOM)
_ANGKA_PENTING = 15  # what a spreadsheet keeps of a number
_BUKAN_TEMPLAT = (
    "Berkas ini bukan templat isian dari aplikasi ini. Unduh templatnya dari halaman ini, "
    "isi, lalu unggah lagi."
)
_TANPA_KODE = (
    "Baris kode yang tersembunyi di atas judul kolom tidak ada lagi. "
    "Unduh templat baru, lalu salin isiannya ke sana."
)
_RUANG_KETAT = b"http://purl.oclc.org/ooxml/"
_KETAT = (
    "Berkas ini disimpan sebagai Strict Open XML. Di Excel pilih Simpan Sebagai, "
    "Buku Kerja Excel (.xlsx), lalu unggah lagi."
)
_RUSAK = "Berkas Excel ini rusak dan tidak dapat dibaca. Simpan ulang, lalu unggah lagi."


class TemplatTakTerbaca(GalatPengguna):
    """The file is no template that can be read; the message says what to do."""


@dataclass(frozen=True)
class SelExcel:
    """One cell. `teks` is what a person sees, `angka` the number if it is one (a percent format
    already counted: 0.855 shown as 85,5% is 85.5), `galat` why it cannot be read at all."""

    teks: str = ""
    angka: Decimal | None = None
    persen: bool = False
    galat: str = ""

    @property
    def kosong(self) -> bool:
        return not (self.teks.strip() or self.galat)

    @property
    def ketikan(self) -> str:
        """What a person would type for it: a number without thousands marks, which could be read
        in two ways."""
        if self.angka is None:
            return self.teks
        polos = format(self.angka.normalize(), "f").replace(".", ",")
        return polos + ("%" if self.persen else "")


SEL_KOSONG = SelExcel()


@dataclass(frozen=True)
class BarisTerbaca:
    """One row of the sheet with its number there; `kunci` is "" where there is none."""

    nomor: int
    kunci: str
    uraian: str
    sel: Mapping[str, SelExcel]


@dataclass(frozen=True)
class TemplatTerbaca:
    """A whole file: where it comes from, what it held, what it holds; `letak` are the letters of
    the columns."""

    kepala: KepalaTemplat
    meta: Mapping[str, BarisMeta]
    letak: Mapping[str, str]
    baris: tuple[BarisTerbaca, ...]


def baca_templat(isi: bytes) -> TemplatTerbaca:
    """Read a workbook. Raises TemplatTakTerbaca with one Indonesian sentence."""
    try:
        with zipfile.ZipFile(BytesIO(isi)) as arsip:
            if _RUANG_KETAT in arsip.read("xl/workbook.xml"):  # openpyxl finds no sheets in it
                raise TemplatTakTerbaca(_KETAT)
        buku = openpyxl.load_workbook(BytesIO(isi), read_only=True)
        if LEMBAR_META not in buku.sheetnames:
            raise TemplatTakTerbaca(_BUKAN_TEMPLAT)
        kepala, meta = _baca_meta(buku[LEMBAR_META])
        lembar = _lembar_isian(buku)
        letak, baris, rumus = _baca_isian(buku[lembar], {})
        if rumus:
            hasil = openpyxl.load_workbook(BytesIO(isi), read_only=True, data_only=True)
            letak, baris, _ = _baca_isian(buku[lembar], _hasil_rumus(hasil[lembar], rumus))
        return TemplatTerbaca(kepala, meta, letak, tuple(baris))
    except TemplatTakTerbaca:
        raise
    except Exception:
        # openpyxl raises whatever the damage leads to; the user can only save the file again.
        raise TemplatTakTerbaca(_RUSAK) from None


def _lembar_isian(buku: Any) -> str:
    """The one sheet with the hidden row of codes, whatever people call it now."""
    ada = [
        ws.title
        for ws in buku.worksheets
        if ws.title != LEMBAR_META
        and any(_berkode(sel) for _, sel in islice(_baris_lembar(ws), BARIS_KODE_CARI))
    ]
    if len(ada) > 1:
        nama = ", ".join(f"“{n}”" for n in ada)
        raise TemplatTakTerbaca(
            f"Ada {len(ada)} lembar isian di berkas ini: {nama}. Hapus yang tidak dipakai."
        )
    if ada:
        return str(ada[0])
    if LEMBAR_ISIAN in buku.sheetnames:
        raise TemplatTakTerbaca(_TANPA_KODE)
    raise TemplatTakTerbaca(_BUKAN_TEMPLAT)


def _berkode(sel: tuple[Any, ...]) -> bool:
    return any(_polos(satu).strip() in _KODE_TERTULIS for satu in sel)


def _baris_lembar(ws: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    ws.reset_dimensions()  # the stored size is often wrong
    kosong = 0
    for nomor, sel in enumerate(ws.iter_rows(max_col=MAKS_KOLOM), 1):
        if nomor > MAKS_BARIS:
            raise TemplatTakTerbaca(
                "Berkas ini berisi jauh lebih banyak baris daripada templatnya."
            )
        if all(s.value is None for s in sel):
            kosong += 1
            if kosong > MAKS_BARIS_KOSONG:
                return
            continue
        kosong = 0
        yield nomor, sel


def _baca_meta(ws: Any) -> tuple[KepalaTemplat, dict[str, BarisMeta]]:
    kepala: dict[str, str] = {}
    meta: dict[str, BarisMeta] = {}
    judul: list[str] = []
    for _, sel in _baris_lembar(ws):
        isi = [_polos(s) for s in sel]
        if not judul and isi[0] == META_KOLOM[0]:
            judul = isi
        elif not judul:
            kepala[isi[0]] = isi[1] if len(isi) > 1 else ""
        elif isi[0]:
            satu = dict(zip(judul, isi, strict=False))
            meta[isi[0]] = BarisMeta(
                isi[0],
                satu.get("uraian", ""),
                _bulat(satu.get("versi", "")),
                {k: satu.get(k, "") for k in ISIAN},
            )
    skema = kepala.get("skema", "")
    if skema != str(SKEMA) and skema:
        raise TemplatTakTerbaca(
            "Templat ini dari bentuk yang lama. Unduh templat baru, lalu salin isiannya ke sana."
        )
    if not judul or any(k not in kepala for k in META_KEPALA):
        raise TemplatTakTerbaca(_BUKAN_TEMPLAT)
    return (
        KepalaTemplat(
            SKEMA,
            kepala["pd"],
            kepala["nama_pd"],
            _bulat(kepala["tahun"]),
            _bulat(kepala["triwulan"]),
        ),
        meta,
    )


def _bulat(teks: str) -> int:
    if not re.fullmatch(r"\d{1,9}", teks):
        raise TemplatTakTerbaca(_BUKAN_TEMPLAT)
    return int(teks)


def _polos(sel: Any) -> str:
    nilai = sel.value
    if nilai is None:
        return ""
    if isinstance(nilai, float) and nilai.is_integer():
        return str(int(nilai))  # LibreOffice stores whole numbers so
    return str(nilai)


def _baca_isian(
    ws: Any, hasil_rumus: Mapping[tuple[int, int], SelExcel]
) -> tuple[dict[str, str], list[BarisTerbaca], set[tuple[int, int]]]:
    """Where the columns are, the rows below the hidden codes, and the cells that hold formulas."""
    letak: dict[str, int] = {}
    baris: list[BarisTerbaca] = []
    rumus: set[tuple[int, int]] = set()
    for nomor, sel in _baris_lembar(ws):
        if not letak:
            letak = _letak(sel)
            kepala = nomor
            continue
        if nomor == kepala + 1:
            continue  # the heads that people read
        isi = {}
        for kode in ISIAN:
            k = letak[kode]
            satu = sel[k] if k < len(sel) else None
            if satu is not None and satu.data_type == "f":
                rumus.add((nomor, k))
                isi[kode] = hasil_rumus.get((nomor, k), _RUMUS_KOSONG)
            else:
                isi[kode] = SEL_KOSONG if satu is None else baca_sel_excel(satu)
        teks = [
            _KENDALI.sub("", _polos(sel[letak[k]])) if letak[k] < len(sel) else ""
            for k in ("kunci", "uraian")
        ]
        baris.append(BarisTerbaca(nomor, teks[0].strip(), teks[1], isi))
    if not letak:
        raise TemplatTakTerbaca(_TANPA_KODE)
    return {k: get_column_letter(n + 1) for k, n in letak.items()}, baris, rumus


def _letak(sel: tuple[Any, ...]) -> dict[str, int]:
    """Index of each column when this is the row of codes."""
    ada: dict[str, int] = {}
    for k, satu in enumerate(sel):
        teks = _polos(satu).strip()
        kode = teks.removeprefix(TANDA_KODE)
        if not teks.startswith(TANDA_KODE) or kode not in KOLOM:
            continue
        if kode in ada:
            raise TemplatTakTerbaca(
                f"Kolom “{NAMA_KOLOM.get(kode, kode)}” ada dua kali. Hapus salinannya."
            )
        ada[kode] = k
    if not ada:
        return {}
    kurang = [NAMA_KOLOM.get(k, k) for k in ("kunci", "uraian", *ISIAN) if k not in ada]
    if kurang:
        raise TemplatTakTerbaca(
            f"Kolom {', '.join(f'“{k}”' for k in kurang)} tidak ada lagi. "
            "Unduh templat baru, lalu salin isiannya ke sana."
        )
    return ada


def _hasil_rumus(ws: Any, rumus: set[tuple[int, int]]) -> dict[tuple[int, int], SelExcel]:
    """What the spreadsheet last computed for these cells."""
    hasil = {}
    for nomor, sel in _baris_lembar(ws):
        for k, satu in enumerate(sel):
            if (nomor, k) in rumus and satu.value is not None:
                hasil[nomor, k] = baca_sel_excel(satu)
    return hasil


_RUMUS_KOSONG = SelExcel(
    "(rumus)",
    galat="Rumus ini tersimpan tanpa hasilnya. Salin selnya, lalu tempel sebagai nilai.",
)


def baca_sel_excel(sel: Any) -> SelExcel:
    """What one cell of openpyxl says, formulas aside."""
    nilai = sel.value
    if nilai is None:
        return SEL_KOSONG
    if isinstance(nilai, str):
        teks = _KENDALI.sub("", nilai)
        if sel.data_type == "e":
            return SelExcel(
                teks,
                galat=f"“{teks}” adalah galat rumus Excel. Perbaiki rumusnya atau kosongkan sel.",
            )
        return SelExcel(teks)
    if isinstance(nilai, bool):
        kata = "BENAR" if nilai else "SALAH"
        return SelExcel(kata, galat=f"Sel ini berisi {kata}, bukan isian yang diminta.")
    if isinstance(nilai, int | float):
        return _sel_angka(nilai, str(sel.number_format or ""))
    if isinstance(nilai, datetime.datetime):
        nilai = nilai.date()
    kata = format_tanggal(nilai) if isinstance(nilai, datetime.date) else str(nilai)
    return SelExcel(
        kata,
        galat=f"Excel menyimpan sel ini sebagai tanggal atau jam ({kata}). "
        "Ubah format selnya menjadi Angka atau Teks, lalu ketik ulang.",
    )


def _sel_angka(nilai: int | float, bentuk: str) -> SelExcel:
    if isinstance(nilai, float) and not math.isfinite(nilai):
        return SelExcel(str(nilai), galat="Angka ini terlalu besar untuk disimpan.")
    angka = (
        Decimal(nilai) if isinstance(nilai, int) else Decimal(format(nilai, f".{_ANGKA_PENTING}g"))
    )
    persen = "%" in _HARFIAH.sub("", bentuk)
    if persen:
        angka *= 100
    if abs(angka) >= Decimal(10) ** 24:
        return SelExcel(str(nilai), galat="Angka ini terlalu besar untuk disimpan.")
    angka = angka.quantize(Decimal(1).scaleb(-DESIMAL_MAKS), ROUND_HALF_UP, context=KONTEKS)
    return SelExcel(format_angka_utuh(angka) + ("%" if persen else ""), angka, persen)
