"""What one cell of a quarterly report says, and what kind of indicator its row describes.

No Django imports in this package. Every refusal is an Indonesian sentence in `BacaanSel.galat`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from dasar.angka import (
    DESIMAL_MAKS,
    AngkaTakTerbaca,
    baca_angka_impor,
    format_angka_utuh,
    perlu_konfirmasi,
)
from dasar.satuan import periksa_kewajaran
from kinerja.formulas.agregasi import SEMUA_TRIWULAN
from kinerja.formulas.pencocokan import kemiripan
from kinerja.formulas.skala import SKALA_OPINI, SKALA_SAKIP, baca_nilai

BATAS_NILAI = Decimal(10) ** 18
BATAS_RUPIAH = 10**18
_KONTEKS = Context(prec=60, rounding=ROUND_HALF_UP)
_MIRIP_INDIKATOR = 80.0  # percent: the same indicator in the words of another edition
_PERSEN = re.compile(r"p[er]+e?sentase|prosentase|persen\b", re.I)
_JUMLAH = re.compile(r"jumlah|jumah|banyaknya", re.I)
_BENDA = re.compile(
    r"jum(?:l)?ah (dokumen|laporan|orang|paket|unit)\b(?!\s*(?:dan\b|/|,|atau\b))", re.I
)
_DESIMAL_TAMPAK = re.compile(r",\d|^\D*\d+\.\d{1,2}\D*$|^\D*\d+\.\d{4,}\D*$")

Isian = Literal["per_triwulan", "sd_triwulan"]


@dataclass(frozen=True)
class Sel:
    """One cell as it stands in the file. `angka`: of a numeric spreadsheet cell, in shown units;
    `galat`: why the spreadsheet itself has no value here."""

    teks: str = ""
    angka: Decimal | None = None
    galat: str = ""

    @property
    def kosong(self) -> bool:
        return not self.teks.strip() and self.angka is None and not self.galat


@dataclass(frozen=True)
class BacaanSel:
    """A cell that was read: a value, nothing (unknown), or why it cannot be read.
    `pertanyaan`: the value was read, but another reading is possible."""

    nilai: Decimal | None = None
    galat: str = ""
    pertanyaan: str = ""


@dataclass(frozen=True)
class SifatIndikator:
    """How the values of an indicator are read and shown."""

    satuan: str
    desimal: int
    cara: str
    isian: str
    skala: Mapping[str, int] | None = None


@dataclass(frozen=True)
class AcuanSatuan:
    """An indicator of the nomenclature with its unit."""

    indikator: str
    satuan: str


def kira_sifat(
    nama: str, sel: Sequence[Sel], acuan: Sequence[AcuanSatuan], isian: Isian
) -> SifatIndikator:
    """Unit, decimals and way of adding up of a new indicator; "" where the unit is not certain.

    The year's value of s.d. numbers is the sum of their differences, so `cara` is jumlah there.
    """
    skala = _kira_skala(nama, sel)
    if skala is not None:
        return SifatIndikator("Predikat", 0, "posisi_akhir", "per_triwulan", skala)
    isi = [s for s in sel if _bernilai(s)]
    berpersen = any("%" in s.teks for s in isi)
    satuan = _kira_satuan(nama, isi, acuan, berpersen=berpersen)
    persen = satuan.casefold() in {"persen", "%"}
    cacahan = not persen and (bool(_JUMLAH.match(nama)) or bool(_cocok(nama, acuan)))
    pecahan = any(
        "%" in s.teks
        or (s.angka is not None and s.angka != s.angka.to_integral_value())
        or (s.angka is None and _DESIMAL_TAMPAK.search(s.teks))
        for s in isi
    )
    jumlah = isian == "sd_triwulan" or (cacahan and not berpersen)
    return SifatIndikator(
        satuan=satuan,
        desimal=0 if cacahan and not pecahan else 2,
        cara="jumlah" if jumlah else "posisi_akhir",
        isian=isian,
    )


def _bernilai(sel: Sel) -> bool:
    return bool(sel.angka is not None or (sel.teks.strip(" -") and not sel.galat))


def _cocok(nama: str, acuan: Sequence[AcuanSatuan]) -> str:
    """Unit of the most similar indicator of the nomenclature, "" when none is similar."""
    nilai, satuan = max(((kemiripan(nama, a.indikator), a.satuan) for a in acuan), default=(0, ""))
    return satuan if nilai >= _MIRIP_INDIKATOR else ""


def _kira_satuan(
    nama: str, isi: Sequence[Sel], acuan: Sequence[AcuanSatuan], *, berpersen: bool
) -> str:
    if satuan := _cocok(nama, acuan):
        return satuan
    if berpersen and all("%" in s.teks or _nol(s) for s in isi):
        return "Persen"
    if _PERSEN.match(nama):
        return "Persen"
    if not berpersen and (benda := _BENDA.match(nama)):
        return benda.group(1).capitalize()
    return ""


def _nol(sel: Sel) -> bool:
    if sel.angka is not None:
        return not sel.angka
    return not sel.teks.strip("0,.% ")


def _kira_skala(nama: str, sel: Sequence[Sel]) -> Mapping[str, int] | None:
    """The letters of an indicator that is a predicate, unless its row holds plain numbers."""
    kata = nama.casefold()
    if _JUMLAH.match(nama) or _PERSEN.match(nama):
        return None
    skala = SKALA_OPINI if "opini" in kata else SKALA_SAKIP if "predikat" in kata else None
    if skala is None:
        return None
    isi = [s for s in sel if _bernilai(s)]
    if any(s.teks.strip().upper() in skala for s in isi):
        return skala
    angka = [s for s in isi if s.angka is not None or any(h.isdigit() for h in s.teks)]
    return None if any("%" not in s.teks for s in angka) else skala


def baca_kinerja(
    sel: Sel, *, satuan: str, desimal: int, skala: Mapping[str, int] | None
) -> BacaanSel:
    """Read one measured value in the unit of its indicator."""
    if sel.galat:
        return BacaanSel(galat=sel.galat)
    bulat = desimal == 0
    try:
        if sel.angka is not None:
            if skala is not None:
                baca_nilai(sel.teks, desimal=desimal, skala=skala)
            bacaan = _dari_angka(sel, bulat=bulat)
        elif skala is not None and baca_kosong(sel.teks):
            bacaan = BacaanSel()
        elif skala is not None:
            return BacaanSel(nilai=baca_nilai(sel.teks, desimal=desimal, skala=skala))
        else:
            nilai = baca_angka_impor(sel.teks, bulat=bulat)
            bacaan = BacaanSel(
                nilai=nilai, pertanyaan=perlu_konfirmasi(sel.teks, bulat=bulat) or ""
            )
    except ValueError as galat:
        return BacaanSel(galat=str(galat))
    if bacaan.nilai is None or bacaan.galat:
        return bacaan
    if abs(bacaan.nilai) >= BATAS_NILAI:
        return BacaanSel(galat="Angka ini terlalu besar untuk disimpan.")
    if bacaan.nilai and (tanya := periksa_kewajaran(bacaan.nilai, satuan, sel.teks)):
        return BacaanSel(galat=tanya)
    return bacaan


def baca_rupiah(sel: Sel) -> BacaanSel:
    """Read one amount in whole rupiah."""
    if sel.galat:
        return BacaanSel(galat=sel.galat)
    try:
        if sel.angka is not None:
            bacaan = _dari_angka(sel, bulat=True)
        else:
            bacaan = BacaanSel(
                nilai=baca_angka_impor(sel.teks, bulat=True),
                pertanyaan=perlu_konfirmasi(sel.teks, bulat=True) or "",
            )
    except ValueError as galat:
        return BacaanSel(galat=str(galat))
    if bacaan.nilai is None:
        return bacaan
    if abs(bacaan.nilai) >= BATAS_RUPIAH:
        return BacaanSel(galat="Angka ini terlalu besar untuk disimpan.")
    if "%" in sel.teks:
        return BacaanSel(galat=f'"{sel.teks.strip()[:40]}" memakai tanda persen, bukan rupiah.')
    if bacaan.nilai < 0:
        return BacaanSel(
            nilai=bacaan.nilai, pertanyaan=f"Rupiah negatif: {sel.teks.strip()[:40]}. Betul?"
        )
    return bacaan


def baca_kosong(teks: str) -> bool:
    """Whether a cell says "no value": empty, a dash, n.a."""
    try:
        return baca_angka_impor(teks) is None
    except AngkaTakTerbaca:
        return False


def _dari_angka(sel: Sel, *, bulat: bool) -> BacaanSel:
    """A numeric spreadsheet cell; the noise of binary fractions behind the sixth digit goes."""
    angka = sel.angka
    if angka is None or abs(angka) >= BATAS_NILAI:
        raise AngkaTakTerbaca("Angka ini terlalu besar untuk disimpan.")
    nilai = angka.quantize(Decimal(1).scaleb(-DESIMAL_MAKS), context=_KONTEKS)
    if nilai == nilai.to_integral_value():
        nilai = nilai.quantize(Decimal(1))
    elif bulat:
        raise AngkaTakTerbaca(
            f'"{format_angka_utuh(nilai)}" bukan bilangan bulat. Tulis tanpa koma.'
        )
    return BacaanSel(nilai=nilai)


@dataclass(frozen=True)
class HasilUbah:
    """A year's values said the other way; `tak_pasti` are quarters whose value is known only in
    the file's way, because an earlier quarter is missing."""

    nilai: tuple[Decimal | None, ...]
    tak_pasti: tuple[int, ...] = ()


def ubah_isian(
    triwulan: Sequence[Decimal | None],
    dari: Isian,
    ke: Isian,
    *,
    tersimpan: Mapping[int, Decimal] | None = None,
    jatuh_tempo: Collection[int] = SEMUA_TRIWULAN,
) -> HasilUbah:
    """The same year's values (I first), said the other way. Unknown quarters stay unknown.

    A quarter that the file leaves out counts with its stored value (`tersimpan`, in isian `ke`);
    without one, the next value cannot be converted, unless the quarter is not due.

    >>> ubah_isian([Decimal(10), Decimal(25)], "sd_triwulan", "per_triwulan").nilai
    (Decimal('10'), Decimal('15'))
    >>> ubah_isian([None, Decimal(5)], "per_triwulan", "sd_triwulan", tersimpan={1: Decimal(10)})
    HasilUbah(nilai=(None, Decimal('15')), tak_pasti=())
    >>> ubah_isian([None, Decimal(5)], "per_triwulan", "sd_triwulan")
    HasilUbah(nilai=(None, None), tak_pasti=(2,))
    """
    if dari == ke:
        return HasilUbah(tuple(triwulan))
    hasil: list[Decimal | None] = []
    tak_pasti: list[int] = []
    sampai: Decimal | None = Decimal(0)  # the total up to the quarter before, where it is known
    for tw, nilai in enumerate(triwulan, start=1):
        if nilai is None:
            sampai = _sampai_tersimpan(
                sampai, (tersimpan or {}).get(tw), ke, jatuh_tempo=tw in jatuh_tempo
            )
            hasil.append(None)
        elif sampai is None:
            tak_pasti.append(tw)
            hasil.append(None)
            sampai = nilai if dari == "sd_triwulan" else None
        elif ke == "sd_triwulan":
            sampai += nilai
            hasil.append(sampai)
        else:
            hasil.append(nilai - sampai)
            sampai = nilai
    return HasilUbah(tuple(hasil), tuple(tak_pasti))


def _sampai_tersimpan(
    sampai: Decimal | None, tersimpan: Decimal | None, isian: Isian, *, jatuh_tempo: bool
) -> Decimal | None:
    """The total up to and including a quarter that the file leaves out."""
    if tersimpan is None:
        return None if jatuh_tempo else sampai
    if isian == "sd_triwulan":
        return tersimpan
    return None if sampai is None else sampai + tersimpan
