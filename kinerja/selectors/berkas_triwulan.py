"""A quarterly report file (CSV or XLSX) as raw rows with their spreadsheet row numbers.

Only reads bytes; what a cell means is told by kinerja.formulas.isi_laporan, what a header means
by kinerja.formulas.judul_laporan.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any

from dasar.galat import GalatPengguna
from dasar.services.isi_berkas import baca_teks
from kinerja.formulas.isi_laporan import Sel
from kinerja.formulas.judul_laporan import (
    KOLOM_NILAI,
    TINGGI_KEPALA,
    Kepala,
    cari_kepala,
    lipat,
    peran_judul,
    tahun_judul,
)
from kinerja.formulas.penanda import baku_kode
from kinerja.formulas.pencocokan import kunci_nama
from kinerja.formulas.susunan_laporan import KEGIATAN, LANGKAH_TANGGA, PROGRAM, SUB_KEGIATAN
from kinerja.selectors.sel_xlsx import GALAT_XLSX, MAKS_KOLOM, SEL_KOSONG, BukuXlsx

__all__ = [
    "KOLOM_NILAI",
    "BarisMentah",
    "BentukBerkas",
    "BerkasTakTerbaca",
    "LembarTriwulan",
    "Pembacaan",
    "baca_berkas_triwulan",
    "peran_judul",
]

MAKS_BARIS = 5_000  # filled rows; the preview compares them all while a person waits
MAKS_BARIS_LEMBAR = 20_000  # with the empty rows that spreadsheets carry along
MAKS_BARIS_JUDUL = 40  # the header is looked for in these first rows
PANJANG_KOLOM = 40
LAPIS_LAPORAN = (PROGRAM, KEGIATAN, SUB_KEGIATAN)
_PENGGALAN = re.compile(r"([^\W\d_]{2,})-[ \t]*\r?\n\s*([a-z]{2,})")
BARIS_CONTOH = 15  # rows shown to a person who says where the columns are


class BerkasTakTerbaca(GalatPengguna):
    """The file is no readable table of a quarterly report; the message says what is missing.
    `bentuk` shows the file so that a person can say where the columns are."""

    def __init__(self, kalimat: str, bentuk: BentukBerkas | None = None) -> None:
        super().__init__(kalimat)
        self.bentuk = bentuk


@dataclass(frozen=True)
class BentukBerkas:
    """The first rows of a sheet as text, and the names of all sheets ("" for a CSV)."""

    lembar: str
    semua_lembar: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Pembacaan:
    """How a person said to read the file, where its headers do not say it. `kepala`: last row of
    the header as the spreadsheet counts; `kolom`: role -> column, the first is 1."""

    lembar: str = ""
    kepala: int = 0
    kolom: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def dari(cls, isi: Mapping[str, Any] | None) -> Pembacaan:
        """From the JSON that an upload keeps."""
        isi = isi or {}
        return cls(
            str(isi.get("lembar", "")), int(isi.get("kepala", 0)), dict(isi.get("kolom", {}))
        )


@dataclass(frozen=True)
class BarisMentah:
    """One row of the table: `nomor` counts like the spreadsheet (first row of the file is 1);
    `sel` holds the value columns that the file has (tw1_k, tw1_rp, ...). `kode` and `jenis` as
    the row's own columns say them. A name above the row's own has a number of its own, see
    `LANGKAH_TANGGA`."""

    nomor: int
    nama: str
    indikator: str
    opd: str
    sel: Mapping[str, Sel]
    kode: str = ""
    jenis: str = ""


@dataclass(frozen=True)
class LembarTriwulan:
    """The table of a file. `kolom`: role (nama, tw1_k, ...) to the file's own header text."""

    kolom: Mapping[str, str]
    baris: tuple[BarisMentah, ...]
    catatan: tuple[str, ...] = ()
    tahun: int | None = None  # what the titles above the table say, when they say one

    def peran_kolom(self, teks: str) -> str | None:
        """The value column a person means: by its header in the file or by its role."""
        dicari = lipat(teks)
        for peran in KOLOM_NILAI:
            if peran in self.kolom and dicari in (lipat(self.kolom[peran]), lipat(peran)):
                return peran
        return None


Petak = Sequence[Sel]


def baca_berkas_triwulan(
    isi: bytes, jenis: str, pembacaan: Pembacaan | None = None
) -> LembarTriwulan:
    """Read the table of a CSV or XLSX report, by its headers or as a person said.

    Raises BerkasTakTerbaca with one Indonesian sentence when it is damaged or a column that the
    import cannot do without is missing.
    """
    cara = pembacaan or Pembacaan()
    if jenis == "xlsx":
        return _baca_xlsx(isi, cara)
    if jenis == "csv":
        return _baca_csv(isi, cara)
    raise BerkasTakTerbaca("Laporan triwulan dibaca dari berkas Excel (XLSX) atau CSV.")


def _baca_csv(isi: bytes, cara: Pembacaan) -> LembarTriwulan:
    try:
        teks = baca_teks(isi)
    except ValueError:
        raise BerkasTakTerbaca("Berkas CSV ini rusak dan tidak dapat dibaca.") from None
    terbaik: BerkasTakTerbaca | None = None
    for pemisah in (",", ";", "\t", "|"):
        try:
            petak = _ambil(
                [Sel(teks=t) if t else SEL_KOSONG for t in baris[:MAKS_KOLOM]]
                for baris in csv.reader(StringIO(teks, newline=""), delimiter=pemisah)
            )
        except csv.Error:
            continue
        try:
            return _tabel(petak, cara)
        except BerkasTakTerbaca as galat:
            if terbaik is None or max(map(len, petak), default=0) > 1:
                terbaik = galat
    raise terbaik or BerkasTakTerbaca("Berkas CSV ini rusak dan tidak dapat dibaca.")


def _baca_xlsx(isi: bytes, cara: Pembacaan) -> LembarTriwulan:
    try:
        return _pilih_lembar(BukuXlsx(isi), cara)
    except BerkasTakTerbaca:
        raise
    except GALAT_XLSX:
        raise BerkasTakTerbaca(
            "Berkas Excel ini rusak dan tidak dapat dibaca. Simpan ulang, lalu unggah lagi."
        ) from None


def _pilih_lembar(buku: BukuXlsx, cara: Pembacaan) -> LembarTriwulan:
    """The sheet that was asked for, else the first that holds a table."""
    if cara.lembar and cara.lembar not in buku.lembar:
        ada = ", ".join(f"“{j}”" for j in buku.lembar[:10])
        raise BerkasTakTerbaca(
            f"Lembar “{cara.lembar[:40]}” tidak ada di berkas ini. Lembar yang ada: {ada}."
        )
    hasil: LembarTriwulan | None = None
    galat: BerkasTakTerbaca | None = None
    lain: list[str] = []
    for judul in [cara.lembar] if cara.lembar else buku.lembar:
        petak = _ambil(buku.baris(judul))
        try:
            tabel = _tabel(petak, cara, lembar=judul, semua=buku.lembar)
        except BerkasTakTerbaca as satu:
            galat = galat or (satu if petak else None)
            continue
        if hasil is None:
            hasil = tabel
        else:
            lain.append(judul)
    if hasil is None:
        raise galat or BerkasTakTerbaca("Berkas Excel ini tidak berisi lembar yang terlihat.")
    if lain:
        nama = ", ".join(f"“{j}”" for j in lain)
        return replace(hasil, catatan=(*hasil.catatan, f"Lembar {nama} tidak dibaca."))
    return hasil


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


_CONTOH_JUDUL = {
    "nama": "Kolom program/kegiatan tidak ditemukan. Beri judul “Urusan/Program/Kegiatan”.",
    "indikator": "Kolom indikator tidak ditemukan. Beri judul “Indikator Kinerja”.",
    "nilai": "Kolom nilai triwulan tidak ditemukan. Beri judul seperti “TW I K” dan “TW I Rp”.",
}


def _tabel(
    petak: Sequence[Petak],
    cara: Pembacaan,
    *,
    lembar: str = "",
    semua: Sequence[str] = (),
) -> LembarTriwulan:
    bentuk = BentukBerkas(
        lembar,
        tuple(semua),
        tuple(tuple(s.teks.strip()[:60] for s in b[:30]) for b in petak[:BARIS_CONTOH]),
    )
    if not any(s.teks.strip() for b in petak for s in b):
        raise BerkasTakTerbaca("Berkas ini tidak berisi tabel.")
    judul = [[s.teks for s in b] for b in petak[: MAKS_BARIS_JUDUL + TINGGI_KEPALA]]
    kepala = _kepala_pilihan(judul, cara) if cara.kolom else cari_kepala(judul, MAKS_BARIS_JUDUL)
    if kepala is None:
        raise BerkasTakTerbaca(_CONTOH_JUDUL["nama"], bentuk)
    if kepala.kurang:
        raise BerkasTakTerbaca(_CONTOH_JUDUL[kepala.kurang[0]], bentuk)
    if kepala.kembar:
        raise BerkasTakTerbaca(f"Kolom “{kepala.kembar[:60]}” ada lebih dari sekali.", bentuk)
    terisi = sum(_berisi(b) for b in petak[kepala.baris_data :])
    if terisi > MAKS_BARIS or len(petak) > MAKS_BARIS_LEMBAR:
        batas = MAKS_BARIS if terisi > MAKS_BARIS else MAKS_BARIS_LEMBAR
        raise BerkasTakTerbaca(
            f"Tabel ini lebih dari {batas:,} baris. ".replace(",", ".")
            + "Bagi menjadi beberapa berkas, lalu unggah satu per satu."
        )
    if not terisi:
        raise BerkasTakTerbaca("Tabel ini tidak berisi baris di bawah judul kolomnya.", bentuk)
    letak = {peran: k for k, peran in kepala.peran.items()}
    return LembarTriwulan(
        _nama_kolom(kepala),
        tuple(_baris_data(petak, kepala, letak)),
        tahun=tahun_judul(" ".join(t for b in judul[: kepala.baris_data] for t in b)),
    )


def _kepala_pilihan(judul: Sequence[Sequence[str]], cara: Pembacaan) -> Kepala:
    """The header as a person said it."""
    baris = judul[cara.kepala - 1] if 0 < cara.kepala <= len(judul) else ()
    peran = {int(k) - 1: p for p, k in cara.kolom.items()}
    if len(peran) < len(cara.kolom):
        raise BerkasTakTerbaca("Satu kolom dipilih untuk dua isi. Periksa pilihan kolomnya.")
    lebar = max((len(b) for b in judul), default=0)
    if jauh := [k + 1 for k in peran if k >= lebar]:
        raise BerkasTakTerbaca(f"Kolom ke-{min(jauh)} tidak ada di berkas ini.")
    teks = {k: (baris[k].strip() if k < len(baris) else "") or p for k, p in peran.items()}
    kode = tuple(k for k, p in peran.items() if p == "kode")
    return Kepala(cara.kepala, peran, teks, kode=kode)


def _nama_kolom(kepala: Kepala) -> dict[str, str]:
    """The file's own header per role; the role itself where headers are too long to differ."""
    nama = {
        peran: " ".join(kepala.judul[k].split())[:PANJANG_KOLOM]
        for k, peran in kepala.peran.items()
    }
    terlipat = [lipat(t) for t in nama.values()]
    return {p: t if terlipat.count(lipat(t)) == 1 else p for p, t in nama.items()}


def _baris_data(
    petak: Sequence[Petak], kepala: Kepala, letak: Mapping[str, int]
) -> Iterator[BarisMentah]:
    opd = ""
    kini: dict[str, str] = {}  # names that are open, by kind
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
            kode=_kode(baris, kepala),
        )
        if kepala.tangga:
            *atas, data = _tangga(data, baris, kepala, kini)
            yield from atas
        if data.nama or data.indikator or any(not s.kosong for s in data.sel.values()):
            yield data


def _kode(baris: Petak, kepala: Kepala) -> str:
    isi = [baris[k].teks.strip() for k in kepala.kode if k < len(baris) and baris[k].teks.strip()]
    return baku_kode(".".join(isi))


def _tangga(
    data: BarisMentah, baris: Petak, kepala: Kepala, kini: dict[str, str]
) -> Iterator[BarisMentah]:
    """The row where program, kegiatan and sub kegiatan each have a column of their own, after the
    names above its own that are new (changes `kini`). The same names again go on with the node."""
    isi = [
        (jenis, _satu_baris(baris[k].teks))
        for k, jenis in sorted(kepala.tangga, key=lambda kj: LAPIS_LAPORAN.index(kj[1]))
        if k < len(baris) and kunci_nama(baris[k].teks)  # "-" is no name
    ]
    for n, (jenis, nama) in enumerate(isi):
        terakhir = n == len(isi) - 1
        if kunci_nama(kini.get(jenis, "")) != kunci_nama(nama):
            for bawah in LAPIS_LAPORAN[LAPIS_LAPORAN.index(jenis) :]:
                kini.pop(bawah, None)
            kini[jenis] = nama
        elif terakhir and jenis == list(kini)[-1]:
            nama = ""
        elif not terakhir:
            continue
        if terakhir:
            yield replace(data, nama=nama, jenis=jenis if nama else "")
        else:
            yield BarisMentah(
                nomor=data.nomor + LANGKAH_TANGGA * (2 - LAPIS_LAPORAN.index(jenis)),
                nama=nama,
                indikator="",
                opd=data.opd,
                sel=dict.fromkeys(data.sel, SEL_KOSONG),
                jenis=jenis,
            )
    if not isi:
        yield replace(data, nama="")


def _satu_baris(teks: str) -> str:
    """One line; a word that was broken at the end of a line is whole again."""
    return " ".join(_PENGGALAN.sub(_utuhkan, teks).split())


def _utuhkan(cocok: re.Match[str]) -> str:
    """A word cut in two at the end of a line; "undang-undang" keeps its hyphen."""
    sama = cocok[1].casefold() == cocok[2].casefold()
    return f"{cocok[1]}{'-' if sama else ''}{cocok[2]}"


def _baris_penomoran(baris: Iterable[Sel]) -> bool:
    """The row "(1) (2) (3)" that forms print below the header."""
    isi = [s.teks.strip() for s in baris if s.teks.strip()]
    return len(isi) > 2 and all(re.fullmatch(r"\(?\d{1,2}\)?[a-z]?", t) for t in isi)
