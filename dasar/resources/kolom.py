"""Columns of an import: what a cell may hold, in the words of the template."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from import_export import widgets

from dasar.angka import baca_angka_impor, format_angka_utuh, kutip
from dasar.services.lembar_impor import Rumus, lipat

BATAS_ANGKA = Decimal(10) ** 18
# Excel keeps 15 digits of a number; the rest of a longer one is already lost.
DIGIT_EXCEL = 15
_GALAT_EXCEL = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
_TANGGAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True)
class Kolom:
    """One column. `baca` turns a cell into its value and raises ValueError or ValidationError
    with an Indonesian sentence; an empty cell is `kosong` and never reaches it. `harus_ada`: the
    file must have this column."""

    nama: str
    arti: str
    contoh: str
    baca: Callable[[Any], Any]
    wajib: bool = False
    harus_ada: bool = True
    rupa: Literal["teks", "tanggal", "angka"] = "teks"
    kosong: Any = ""
    pilihan: tuple[str, ...] = ()
    label: Mapping[Any, str] | None = None
    lebar: int = 22

    def tampil(self, nilai: Any) -> str:
        """A value as the preview shows it."""
        if nilai is None or nilai == "":
            return "–"
        if self.label is not None and nilai in self.label:
            return self.label[nilai]
        if isinstance(nilai, datetime.date):
            return f"{nilai:%d/%m/%Y}"
        if isinstance(nilai, Decimal | int) and not isinstance(nilai, bool):
            return format_angka_utuh(Decimal(nilai))
        return str(nilai)

    def sel(self, nilai: Any) -> Any:
        """A value as a spreadsheet cell that reads back as the same value."""
        if nilai is None:
            return None
        return self.label.get(nilai, nilai) if self.label is not None else nilai


class CellWidget(widgets.Widget):
    """Judges one cell by its column; every refusal is keyed by the column's name."""

    def __init__(self, kolom: Kolom) -> None:
        super().__init__()
        self.kolom = kolom

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        kolom = self.kolom
        try:
            if isinstance(value, Rumus):
                raise ValueError("Sel ini berisi rumus. Tempel sebagai nilai, lalu unggah lagi.")
            if isinstance(value, str):
                value = value.strip()
                if _GALAT_EXCEL.fullmatch(value):
                    raise ValueError(f"{kutip(value)} adalah galat rumus Excel. Perbaiki isinya.")
            if value is None or value == "":
                if kolom.wajib:
                    raise ValueError("Kolom ini wajib diisi.")
                return kolom.kosong
            return kolom.baca(value)
        except ValidationError as galat:
            raise ValidationError({kolom.nama: galat.messages}) from None
        except ValueError as galat:
            raise ValidationError({kolom.nama: str(galat)}) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return self.kolom.sel(value)


def kolom_teks(
    nama: str,
    arti: str,
    contoh: str,
    *,
    panjang: int,
    wajib: bool = False,
    harus_ada: bool = True,
    ketat: bool = False,
    lebar: int = 30,
) -> Kolom:
    """Text in one line. `ketat`: only a text cell will do, for Excel drops zeros of numbers."""
    medan = forms.CharField(
        max_length=panjang,
        error_messages={"max_length": "Paling banyak %(limit_value)d huruf, ini %(show_value)d."},
    )
    return Kolom(
        nama,
        arti,
        contoh,
        lambda nilai: medan.clean(_teks(nilai, ketat=ketat)),
        wajib=wajib,
        harus_ada=harus_ada,
        lebar=lebar,
    )


def kolom_pilihan(
    nama: str,
    arti: str,
    contoh: str,
    pilihan: Iterable[tuple[Any, Any]],
    *,
    wajib: bool = False,
    harus_ada: bool = True,
    kosong: Any = "",
    lebar: int = 20,
) -> Kolom:
    """One of a list, by its word or its code."""
    label = {nilai: str(kata) for nilai, kata in pilihan}
    cari = {lipat(str(nilai)): nilai for nilai in label} | {lipat(k): n for n, k in label.items()}

    def baca(nilai: Any) -> Any:
        teks = _teks(nilai)
        if lipat(teks) not in cari:
            raise ValueError(
                f"{kutip(teks)} tidak dikenal. Pilih salah satu: {', '.join(label.values())}."
            )
        return cari[lipat(teks)]

    return Kolom(
        nama,
        arti,
        contoh,
        baca,
        wajib=wajib,
        harus_ada=harus_ada,
        kosong=kosong,
        pilihan=tuple(label.values()),
        label=label,
        lebar=lebar,
    )


def kolom_ya_tidak(nama: str, arti: str, *, harus_ada: bool = True) -> Kolom:
    """A yes or no; empty is no."""
    dasar = kolom_pilihan(nama, arti, "Ya", [(True, "Ya"), (False, "Tidak")], lebar=10)

    def baca(nilai: Any) -> bool:
        return nilai if isinstance(nilai, bool) else bool(dasar.baca(nilai))

    return Kolom(
        nama,
        arti,
        "Ya",
        baca,
        harus_ada=harus_ada,
        kosong=False,
        pilihan=dasar.pilihan,
        label=dasar.label,
        lebar=10,
    )


def kolom_tanggal(
    nama: str, arti: str, contoh: str, *, wajib: bool = False, harus_ada: bool = True
) -> Kolom:
    """A day: an Excel date, 31/12/2024 or 2024-12-31."""
    return Kolom(
        nama,
        arti,
        contoh,
        baca_tanggal,
        wajib=wajib,
        harus_ada=harus_ada,
        rupa="tanggal",
        kosong=None,
        lebar=16,
    )


def kolom_angka(
    nama: str,
    arti: str,
    contoh: str,
    *,
    bulat: bool = True,
    terkecil: int | None = 0,
    terbesar: Decimal | int = BATAS_ANGKA,
    wajib: bool = False,
    harus_ada: bool = True,
    kosong: Any = None,
    lebar: int = 16,
) -> Kolom:
    """A number; `bulat`: a whole one (rupiah, an order), read as int."""

    def baca(nilai: Any) -> Any:
        angka = baca_sel_angka(nilai, bulat=bulat)
        if angka is None:
            if wajib:
                raise ValueError("Kolom ini wajib diisi.")
            return kosong
        if terkecil is not None and angka < terkecil:
            raise ValueError(f"Angka tidak boleh kurang dari {terkecil}.")
        if angka > terbesar:
            raise ValueError("Angka ini terlalu besar untuk disimpan.")
        return int(angka) if bulat else angka

    return Kolom(
        nama,
        arti,
        contoh,
        baca,
        wajib=wajib,
        harus_ada=harus_ada,
        rupa="angka",
        kosong=kosong,
        lebar=lebar,
    )


def baca_sel_angka(nilai: Any, *, bulat: bool) -> Decimal | None:
    """The number of a cell: a numeric cell as it is, a text the Indonesian way; None: unknown.

    Raises ValueError with an Indonesian sentence.
    """
    if isinstance(nilai, bool) or not isinstance(nilai, int | float | Decimal):
        return baca_angka_impor(_teks(nilai), bulat=bulat)
    angka = Decimal(repr(nilai)) if isinstance(nilai, float) else Decimal(nilai)
    if not angka.is_finite() or abs(angka) >= BATAS_ANGKA:
        raise ValueError("Angka ini terlalu besar untuk disimpan.")
    if bulat:
        if angka != angka.to_integral_value():
            raise ValueError(f"{format_angka_utuh(angka)} bukan bilangan bulat.")
        return angka.to_integral_value()
    # A sheet stores binary fractions: the digits behind the sixth are noise, not typed.
    return round(angka, 6).normalize() + 0


def baca_tanggal(nilai: Any) -> datetime.date:
    """The day of a cell. Raises ValueError with an Indonesian sentence."""
    if isinstance(nilai, datetime.datetime):
        return nilai.date()
    if isinstance(nilai, datetime.date):
        return nilai
    teks = str(nilai).strip()
    cocok = _TANGGAL.fullmatch(teks)
    if cocok is None:
        raise ValueError(
            f"{kutip(teks)} bukan tanggal. Format kolom ini sebagai Tanggal, atau tulis 31/12/2024."
        )
    hari, bulan, tahun, tahun_iso, bulan_iso, hari_iso = cocok.groups()
    angka = (tahun, bulan, hari) if tahun else (tahun_iso, bulan_iso, hari_iso)
    try:
        hasil = datetime.date(*map(int, angka))
    except ValueError:
        raise ValueError(
            f"{kutip(teks)} tidak ada di kalender. Tulis hari/bulan/tahun, misalnya 31/12/2024."
        ) from None
    if not 1900 <= hasil.year <= 2200:
        raise ValueError(f"Tahun {hasil.year} tidak masuk akal.")
    return hasil


def _teks(nilai: Any, *, ketat: bool = False) -> str:
    """The text of a cell. Raises ValueError for one that Excel has turned into something else."""
    if isinstance(nilai, str):
        return " ".join(nilai.split())
    if isinstance(nilai, datetime.datetime | datetime.date | datetime.time):
        raise ValueError("Sel ini berisi tanggal. Format kolomnya sebagai Teks, lalu tulis lagi.")
    if isinstance(nilai, Decimal):  # a cell with a percent format
        return f"{format_angka_utuh(nilai)}%"
    if isinstance(nilai, bool):
        return "TRUE" if nilai else "FALSE"
    if ketat:
        raise ValueError(
            "Sel ini berisi angka, padahal harus teks: Excel dapat membuang nol dan digit. "
            "Format kolomnya sebagai Teks, lalu tulis lagi."
        )
    if isinstance(nilai, float) and nilai.is_integer() and abs(nilai) < 10**DIGIT_EXCEL:
        return str(int(nilai))
    return str(nilai).replace(".", ",") if isinstance(nilai, float) else str(nilai)
