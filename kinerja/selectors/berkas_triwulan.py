"""A quarterly report file (CSV or XLSX) as raw rows with their spreadsheet row numbers.

Only reads bytes; what a cell means is told by kinerja.formulas.isi_laporan.
"""

from __future__ import annotations

import csv
import datetime
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl

from dasar.angka import format_angka_utuh
from dasar.galat import GalatPengguna
from dasar.services.isi_berkas import baca_teks
from kinerja.formulas.isi_laporan import BATAS_NILAI, Sel

MAKS_BARIS = 5_000  # filled rows; the preview compares them all while a person waits
MAKS_BARIS_LEMBAR = 20_000  # with the empty rows that spreadsheets carry along
MAKS_KOLOM = 100
MAKS_BARIS_JUDUL = 40  # the header is looked for in these first rows
PANJANG_KOLOM = 40
_SEL_KOSONG = Sel()
_KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_GALAT_XLSX = frozenset(
    [
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
    ]
)
_ROMAWI = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_KATA_TW = frozenset({"tw", "triwulan", "trw", "triw", "kuartal"})
_JENIS_TW = {
    **dict.fromkeys(("k", "kinerja", "fisik"), "k"),
    **dict.fromkeys(("rp", "rupiah", "keuangan", "anggaran"), "rp"),
}
_BUKAN_REALISASI = frozenset({"target", "pagu", "rencana", "sisa"})
_SEBUTAN_PD = ("opd", "skpd", "perangkatdaerah")
_OPD = frozenset([*_SEBUTAN_PD, *(f"nama{s}" for s in _SEBUTAN_PD), "pd", "unitkerja"])
_NAMA = frozenset(
    ["uraian", "nama", "nomenklatur", "namaprogram", "uraianprogram", "program", "kegiatan"]
)
KOLOM_NILAI = tuple(f"tw{tw}_{jenis}" for tw in (1, 2, 3, 4) for jenis in ("k", "rp"))


class BerkasTakTerbaca(GalatPengguna):
    """The file is no readable table of a quarterly report; the message says what is missing."""


@dataclass(frozen=True)
class BarisMentah:
    """One row of the table: `nomor` counts like the spreadsheet (first row of the file is 1);
    `sel` holds the value columns that the file has (tw1_k, tw1_rp, ...)."""

    nomor: int
    nama: str
    indikator: str
    opd: str
    sel: Mapping[str, Sel]


@dataclass(frozen=True)
class LembarTriwulan:
    """The table of a file. `kolom`: role (nama, tw1_k, ...) to the file's own header text."""

    kolom: Mapping[str, str]
    baris: tuple[BarisMentah, ...]
    catatan: tuple[str, ...] = ()

    def peran_kolom(self, teks: str) -> str | None:
        """The value column a person means: by its header in the file or by its role."""
        dicari = _lipat(teks)
        for peran in KOLOM_NILAI:
            if peran in self.kolom and dicari in (_lipat(self.kolom[peran]), _lipat(peran)):
                return peran
        return None


Petak = Sequence[Sel]


def baca_berkas_triwulan(isi: bytes, jenis: str) -> LembarTriwulan:
    """Read the table of a CSV or XLSX report.

    Raises BerkasTakTerbaca with one Indonesian sentence when it is damaged or a column that the
    import cannot do without is missing.
    """
    if jenis == "xlsx":
        return _baca_xlsx(isi)
    if jenis == "csv":
        return _baca_csv(isi)
    raise BerkasTakTerbaca("Laporan triwulan dibaca dari berkas Excel (XLSX) atau CSV.")


def _baca_csv(isi: bytes) -> LembarTriwulan:
    try:
        teks = baca_teks(isi)
    except ValueError:
        raise BerkasTakTerbaca("Berkas CSV ini rusak dan tidak dapat dibaca.") from None
    terbaik: BerkasTakTerbaca | None = None
    for pemisah in (",", ";", "\t", "|"):
        try:
            petak = _ambil(
                [Sel(teks=t) if t else _SEL_KOSONG for t in baris[:MAKS_KOLOM]]
                for baris in csv.reader(StringIO(teks, newline=""), delimiter=pemisah)
            )
        except csv.Error:
            continue
        try:
            return _tabel(petak)
        except BerkasTakTerbaca as galat:
            if terbaik is None or max(map(len, petak), default=0) > 1:
                terbaik = galat
    raise terbaik or BerkasTakTerbaca("Berkas CSV ini rusak dan tidak dapat dibaca.")


def _baca_xlsx(isi: bytes) -> LembarTriwulan:
    try:
        nilai = openpyxl.load_workbook(BytesIO(isi), read_only=True, data_only=True)
        rumus = openpyxl.load_workbook(BytesIO(isi), read_only=True, data_only=False)
        lembar = [
            ws.title
            for ws in nilai.worksheets
            if ws.sheet_state == "visible" and hasattr(ws, "iter_rows")
        ]
        hasil: LembarTriwulan | None = None
        galat: BerkasTakTerbaca | None = None
        lain: list[str] = []
        for judul in lembar:
            petak = _petak_xlsx(nilai[judul], rumus[judul])
            try:
                tabel = _tabel(petak)
            except BerkasTakTerbaca as satu:
                galat = galat or (satu if petak else None)
                continue
            if hasil is None:
                hasil = tabel
            else:
                lain.append(judul)
    except BerkasTakTerbaca:
        raise
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        IndexError,
        SyntaxError,
        EOFError,
        NotImplementedError,
        OverflowError,
        MemoryError,
        RecursionError,
        RuntimeError,
        AssertionError,
        zipfile.LargeZipFile,
    ):
        # openpyxl raises whatever the damage leads to; the user can only save the file again.
        raise BerkasTakTerbaca(
            "Berkas Excel ini rusak dan tidak dapat dibaca. Simpan ulang, lalu unggah lagi."
        ) from None
    if hasil is None:
        raise galat or BerkasTakTerbaca("Berkas Excel ini tidak berisi lembar yang terlihat.")
    if lain:
        nama = ", ".join(f"“{j}”" for j in lain)
        return LembarTriwulan(hasil.kolom, hasil.baris, (f"Lembar {nama} tidak dibaca.",))
    return hasil


def _petak_xlsx(nilai: Any, rumus: Any) -> list[list[Sel]]:
    for ws in (nilai, rumus):
        ws.reset_dimensions()  # the stored size is often wrong
    return _ambil(
        [_sel_xlsx(n, r) for n, r in zip(bn, br, strict=False)]
        for bn, br in zip(
            nilai.iter_rows(max_col=MAKS_KOLOM), rumus.iter_rows(max_col=MAKS_KOLOM), strict=False
        )
    )


def _ambil(baris: Iterable[list[Sel]]) -> list[list[Sel]]:
    """The rows, a few more than `_tabel` accepts: a huge file is not read to its end."""
    hasil: list[list[Sel]] = []
    terisi = 0
    for satu in baris:
        hasil.append(satu)
        terisi += _berisi(satu)
        # The header is not known yet; no table has one that is this tall.
        if terisi > MAKS_BARIS + MAKS_BARIS_JUDUL + 3 or len(hasil) > MAKS_BARIS_LEMBAR:
            break
    return hasil


def _berisi(baris: Petak) -> bool:
    return any(not s.kosong for s in baris)


def _sel_xlsx(sel: Any, rumus: Any) -> Sel:
    isi = sel.value
    if isi is None:
        if getattr(rumus, "data_type", "") == "f":
            return Sel(
                teks=_bersih(str(rumus.value))[:80],
                galat="Rumus sel ini belum punya hasil. Buka di Excel, simpan, lalu unggah lagi.",
            )
        return _SEL_KOSONG
    if isinstance(isi, bool):
        return Sel(teks="TRUE" if isi else "FALSE")
    if isinstance(isi, int | float):
        return _sel_angka(isi, getattr(sel, "number_format", None) or "")
    if isinstance(isi, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        teks = isi.strftime("%d-%m-%Y") if isinstance(isi, datetime.date) else str(isi)
        return Sel(teks=teks, galat=f'"{teks}" adalah tanggal atau jam, bukan angka.')
    teks = _bersih(str(isi))
    if teks.strip() in _GALAT_XLSX:
        return Sel(teks=teks.strip())
    return Sel(teks=teks)


def _sel_angka(isi: int | float, format_sel: str) -> Sel:
    if isinstance(isi, float) and not math.isfinite(isi):
        return Sel(teks=str(isi), galat=f'"{isi}" bukan angka.')
    angka = Decimal(repr(isi)) if isinstance(isi, float) else Decimal(isi)
    persen = "%" in format_sel.split(";")[0].replace('"%"', "")
    if persen:  # the sheet shows a hundred times what it stores
        angka *= 100
    if abs(angka) >= BATAS_NILAI:
        return Sel(teks=str(isi)[:40], galat="Angka ini terlalu besar untuk disimpan.")
    angka = round(angka, 9)
    return Sel(teks=format_angka_utuh(round(angka, 6)) + ("%" if persen else ""), angka=angka)


def _bersih(teks: str) -> str:
    return _KENDALI.sub("", teks)


# --- header ---------------------------------------------------------------------------------


def _lipat(teks: str) -> str:
    return "".join(re.findall(r"[a-z0-9]+", teks.casefold()))


def _kata(teks: str) -> list[str]:
    """Words of a header, digits apart from letters: "tw1_k" -> tw, 1, k."""
    kata: list[str] = []
    for satu in re.findall(r"[a-z]+|[0-9]+", teks.casefold()):
        if cocok := re.fullmatch(r"(tw|triwulan)(iv|i{1,3})", satu):
            kata.extend(cocok.groups())
        else:
            kata.append(satu)
    return kata


def peran_judul(teks: str) -> str | None:
    """Which column a header names, None for one that the import does not read.

    >>> [peran_judul(t) for t in ("TW I K", "Triwulan II Rp", "K (TW3)", "tw4_rp", "Target TW I K")]
    ['tw1_k', 'tw2_rp', 'tw3_k', 'tw4_rp', None]
    >>> peran_judul("Urusan/Bidang/Program/Kegiatan"), peran_judul("Indikator  Kinerja")
    ('nama', 'indikator')
    """
    kata = _kata(teks)
    himpunan = set(kata)
    if himpunan & _BUKAN_REALISASI:
        return None
    triwulan = next(
        (
            _ROMAWI[b]
            for a, b in zip(kata, kata[1:], strict=False)
            if a in _KATA_TW and b in _ROMAWI
        ),
        None,
    )
    if triwulan is not None:
        jenis = next((_JENIS_TW[k] for k in reversed(kata) if k in _JENIS_TW), None)
        return f"tw{triwulan}_{jenis}" if jenis else None
    lipat = "".join(kata)
    if himpunan & _KATA_TW:
        return None
    if "indikator" in himpunan:
        return "indikator"
    if lipat in _OPD:
        return "opd"
    if "kode" in himpunan or "no" in himpunan:
        return None
    if {"program", "kegiatan"} <= himpunan or lipat in _NAMA or {"urusan", "program"} <= himpunan:
        return "nama"
    return None


def _judul_gabungan(petak: Sequence[Petak], awal: int, tinggi: int) -> list[str]:
    """Header texts of `tinggi` rows joined downwards; a merged cell counts for its columns."""
    lebar = max((len(b) for b in petak[awal : awal + tinggi]), default=0)
    lapis: list[list[str]] = []
    for n in range(tinggi):
        baris = [s.teks.strip() for s in petak[awal + n]] if awal + n < len(petak) else []
        baris += [""] * (lebar - len(baris))
        if n < tinggi - 1:  # the right part of a merged cell is empty in the file
            bawah = petak[awal + n + 1] if awal + n + 1 < len(petak) else ()
            for k in range(1, lebar):
                anak = bawah[k].teks.strip() if k < len(bawah) else ""
                if not baris[k] and (anak or n < tinggi - 2) and baris[k - 1]:
                    baris[k] = baris[k - 1]
        lapis.append(baris)
    return [
        " ".join(dict.fromkeys(t for t in (baris[k] for baris in lapis) if t)) for k in range(lebar)
    ]


@dataclass(frozen=True)
class _Kepala:
    baris_data: int  # index of the first row below the header
    peran: Mapping[int, str]  # column index -> role
    judul: Mapping[int, str]
    kembar: str = ""

    @property
    def kurang(self) -> list[str]:
        ada = set(self.peran.values())
        kurang = [k for k in ("nama", "indikator") if k not in ada]
        return kurang if ada & set(KOLOM_NILAI) else [*kurang, "nilai"]


def _cari_kepala(petak: Sequence[Petak]) -> _Kepala | None:
    """The first rows that name all columns we need, else the ones that name the most."""
    terbaik: _Kepala | None = None
    for awal in range(min(len(petak), MAKS_BARIS_JUDUL)):
        for tinggi in (1, 2, 3):
            if awal + tinggi > len(petak):
                break
            judul = _judul_gabungan(petak, awal, tinggi)
            peran: dict[int, str] = {}
            kembar = ""
            for kolom, teks in enumerate(judul):
                satu = peran_judul(teks)
                if satu is None:
                    continue
                if satu in peran.values():
                    kembar = kembar or (teks if satu in KOLOM_NILAI else "")
                    continue
                peran[kolom] = satu
            kepala = _Kepala(awal + tinggi, peran, dict(enumerate(judul)), kembar)
            if not kepala.kurang:
                return kepala
            if peran and (terbaik is None or len(peran) > len(terbaik.peran)):
                terbaik = kepala
    return terbaik


_CONTOH_JUDUL = {
    "nama": "Kolom program/kegiatan tidak ditemukan. Beri judul “Urusan/Program/Kegiatan”.",
    "indikator": "Kolom indikator tidak ditemukan. Beri judul “Indikator Kinerja”.",
    "nilai": "Kolom nilai triwulan tidak ditemukan. Beri judul seperti “TW I K” dan “TW I Rp”.",
}


def _tabel(petak: Sequence[Petak]) -> LembarTriwulan:
    if not any(s.teks.strip() for b in petak for s in b):
        raise BerkasTakTerbaca("Berkas ini tidak berisi tabel.")
    kepala = _cari_kepala(petak)
    if kepala is None:
        raise BerkasTakTerbaca(_CONTOH_JUDUL["nama"])
    if kepala.kurang:
        raise BerkasTakTerbaca(_CONTOH_JUDUL[kepala.kurang[0]])
    if kepala.kembar:
        raise BerkasTakTerbaca(f"Kolom “{kepala.kembar[:60]}” ada lebih dari sekali.")
    terisi = sum(_berisi(b) for b in petak[kepala.baris_data :])
    if terisi > MAKS_BARIS or len(petak) > MAKS_BARIS_LEMBAR:
        batas = MAKS_BARIS if terisi > MAKS_BARIS else MAKS_BARIS_LEMBAR
        raise BerkasTakTerbaca(
            f"Tabel ini lebih dari {batas:,} baris. ".replace(",", ".")
            + "Bagi menjadi beberapa berkas, lalu unggah satu per satu."
        )
    kolom = _nama_kolom(kepala)
    letak = {peran: k for k, peran in kepala.peran.items()}
    return LembarTriwulan(kolom, tuple(_baris_data(petak, kepala, letak)))


def _nama_kolom(kepala: _Kepala) -> dict[str, str]:
    """The file's own header per role; the role itself where headers are too long to differ."""
    nama = {
        peran: " ".join(kepala.judul[k].split())[:PANJANG_KOLOM]
        for k, peran in kepala.peran.items()
    }
    lipat = [_lipat(t) for t in nama.values()]
    return {p: t if lipat.count(_lipat(t)) == 1 else p for p, t in nama.items()}


def _baris_data(
    petak: Sequence[Petak], kepala: _Kepala, letak: Mapping[str, int]
) -> Iterator[BarisMentah]:
    opd = ""
    for indeks in range(kepala.baris_data, len(petak)):
        baris = petak[indeks]
        if not _berisi(baris):
            continue
        if indeks == kepala.baris_data and _baris_penomoran(baris):
            continue

        def ambil(peran: str, baris: Petak = baris) -> Sel:
            k = letak.get(peran, -1)
            return baris[k] if 0 <= k < len(baris) else Sel()

        opd = ambil("opd").teks.strip() or opd
        data = BarisMentah(
            nomor=indeks + 1,
            nama=_satu_baris(ambil("nama").teks),
            indikator=_satu_baris(ambil("indikator").teks),
            opd=opd,
            sel={peran: ambil(peran) for peran in KOLOM_NILAI if peran in letak},
        )
        if data.nama or data.indikator or any(not s.kosong for s in data.sel.values()):
            yield data


def _satu_baris(teks: str) -> str:
    return " ".join(teks.split())


def _baris_penomoran(baris: Iterable[Sel]) -> bool:
    """The row "(1) (2) (3)" that forms print below the header."""
    isi = [s.teks.strip() for s in baris if s.teks.strip()]
    return len(isi) > 2 and all(re.fullmatch(r"\(?\d{1,2}\)?[a-z]?", t) for t in isi)
