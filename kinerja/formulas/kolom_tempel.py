"""What the columns of a pasted block hold, told by their heads. No Django imports here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kinerja.formulas.blok_tempel import Blok, mirip_angka, sel_kosong


class PeranKolom(StrEnum):
    """Where the cells of a column go."""

    ABAIKAN = "abaikan"
    NAMA = "nama"
    NILAI = "nilai"
    RUPIAH = "rupiah"
    ANALISIS = "analisis"
    FAKTOR_PENDORONG = "faktor_pendorong"
    FAKTOR_PENGHAMBAT = "faktor_penghambat"
    TINDAK_LANJUT = "tindak_lanjut"


LABEL_PERAN: Mapping[PeranKolom, str] = {
    PeranKolom.ABAIKAN: "Jangan dipakai",
    PeranKolom.NAMA: "Nama indikator atau program",
    PeranKolom.NILAI: "Realisasi",
    PeranKolom.RUPIAH: "Realisasi anggaran (Rp)",
    PeranKolom.ANALISIS: "Analisis",
    PeranKolom.FAKTOR_PENDORONG: "Faktor pendorong",
    PeranKolom.FAKTOR_PENGHAMBAT: "Faktor penghambat",
    PeranKolom.TINDAK_LANJUT: "Tindak lanjut",
}
# To the right of a value in the grid: the texts of the same row.
URUTAN_KANAN = (
    PeranKolom.NILAI,
    PeranKolom.ANALISIS,
    PeranKolom.FAKTOR_PENDORONG,
    PeranKolom.FAKTOR_PENGHAMBAT,
    PeranKolom.TINDAK_LANJUT,
)
PANJANG_JUDUL = 60
_TRIWULAN = re.compile(r"\b(?:tw|triwulan|trw)[\s.\-]*(iv|iii|ii|i|[1-4])\b")
_ANGKA_TW = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TEKS = (
    (re.compile(r"tindak lanjut|\brtl\b"), PeranKolom.TINDAK_LANJUT),
    (re.compile(r"pendorong|pendukung"), PeranKolom.FAKTOR_PENDORONG),
    (re.compile(r"penghambat|hambatan|kendala|permasalahan"), PeranKolom.FAKTOR_PENGHAMBAT),
    (re.compile(r"analisis|analisa|penjelasan"), PeranKolom.ANALISIS),
)
_LAIN = re.compile(
    r"\bpagu\b|alokasi|serapan|tahun lalu|sebelumnya|\bn-1\b|satuan|\bkode\b|^no\b|nomor|bukti"
    r"|polaritas|keterangan"
)
_RUPIAH = re.compile(r"\brp\b|rupiah|keuangan|anggaran")
_KEPALA = re.compile(
    r"\b(?:no|nomor|kode|program|kegiatan|sasaran|uraian|indikator|kinerja|satuan|target|realisasi"
    r"|capaian|pagu|anggaran|rp|rupiah|keuangan|analisis|analisa|faktor|pendorong|penghambat"
    r"|hambatan|kendala|tindak lanjut|keterangan|tw|triwulan|tahun|fisik|serapan|bukti|polaritas"
    r"|pendukung|penjelasan)\b|^k$|^%$"
)


@dataclass(frozen=True)
class Kolom:
    """One column: its head as far as there is one, and where its cells go."""

    nomor: int
    judul: str
    peran: PeranKolom


def baris_penomoran(sel: Sequence[str]) -> bool:
    """Whether a row only counts the columns: "1 2 3" or "(1) (2) (3)" under a head."""
    angka = [s.strip("()[] .") for s in sel if s]
    if len(angka) < 3 or not all(a.isascii() and a.isdigit() and len(a) < 4 for a in angka):
        return False
    nilai = [int(a) for a in angka]
    return nilai[0] <= 1 and all(b - a == 1 for a, b in zip(nilai, nilai[1:], strict=False))


def baris_kepala(sel: Sequence[str]) -> bool:
    """Whether every filled cell of a row is a head ("Realisasi TW III"), none a number."""
    isi = [" ".join(s.casefold().split()) for s in sel if s]
    return bool(isi) and all(
        len(s) <= PANJANG_JUDUL and not mirip_angka(s) and _KEPALA.search(s) for s in isi
    )


def kepala_atas(blok: Blok, *, sampai: int | None = None) -> int:
    """How many rows at the top are heads, titles above them or the counting row below.

    `sampai` is the first row known to hold data; without it only rows of heads count.
    """
    if sampai is not None:
        return sampai
    n = 0
    while n < len(blok.baris) and baris_kepala(blok.baris[n]):
        n += 1
    if n and n < len(blok.baris) and baris_penomoran(blok.baris[n]):
        n += 1
    return n


def judul_kolom(blok: Blok, kepala: int) -> list[str]:
    """The head of each column, top to bottom; a merged head reaches over the cells below it."""
    baris = [
        b
        for b in blok.baris[:kepala]
        if sum(bool(s) for s in b) > 1 or (blok.lebar == 1 and any(b))
    ]
    baris = [b for b in baris if not baris_penomoran(b)]
    hasil = []
    for k in range(blok.lebar):
        kata: list[str] = []
        for n, b in enumerate(baris):
            teks = b[k]
            if not teks and any(bawah[k] for bawah in baris[n + 1 :]):
                teks = next((b[kiri] for kiri in range(k, -1, -1) if b[kiri]), "")
            teks = " ".join(teks.split())
            if teks and (not kata or kata[-1] != teks):
                kata.append(teks)
        hasil.append(" · ".join(kata)[:120])
    return hasil


def kenali_kolom(
    blok: Blok,
    *,
    kepala: int,
    triwulan: int,
    kolom_nama: int | None,
    diminta: Mapping[int, PeranKolom] | None = None,
    data: Collection[int] = (),
) -> tuple[Kolom, ...]:
    """The columns of a block whose rows go by name.

    `kepala`: rows at the top that are heads; `data`: rows that found their place; `diminta` is what
    the person chose and wins.
    """
    judul = judul_kolom(blok, kepala)
    nilai_peran: dict[int, tuple[PeranKolom, int]] = {
        k: _peran_judul(" ".join(j.casefold().split()), triwulan)
        for k, j in enumerate(judul)
        if j and k != kolom_nama
    }
    if kolom_nama is not None and not any(
        p in (PeranKolom.NILAI, PeranKolom.RUPIAH) for p, _ in nilai_peran.values()
    ):
        nilai_peran.update(_tanpa_judul(blok, kolom_nama, nilai_peran, data))
    terpilih: dict[PeranKolom, int] = {}
    for k, (peran, bobot) in nilai_peran.items():
        ada = terpilih.get(peran)
        if bobot and (ada is None or bobot >= nilai_peran[ada][1]):
            terpilih[peran] = k
    peran_kolom = {k: p for p, k in terpilih.items()}
    if kolom_nama is not None:
        peran_kolom[kolom_nama] = PeranKolom.NAMA
    peran_kolom.update(diminta or {})
    return tuple(
        Kolom(k, judul[k], peran_kolom.get(k, PeranKolom.ABAIKAN)) for k in range(blok.lebar)
    )


def _peran_judul(judul: str, triwulan: int) -> tuple[PeranKolom, int]:
    """(role, how sure: 0 none, 1 weak, 2 sure, 3 sure and of this quarter)."""
    tw = _TRIWULAN.findall(judul)
    if tw and _ANGKA_TW[tw[-1]] != triwulan:
        return PeranKolom.ABAIKAN, 0
    tambah = 1 if tw else 0
    for pola, peran in _TEKS:
        if pola.search(judul):
            return peran, 2 + tambah
    realisasi = "realisasi" in judul
    if _LAIN.search(judul) or ("target" in judul and not realisasi):
        return PeranKolom.ABAIKAN, 0
    if _RUPIAH.search(judul):
        return PeranKolom.RUPIAH, (2 if realisasi or tw else 1) + tambah
    if "%" in judul or "capaian" in judul:
        return PeranKolom.NILAI, 1
    if realisasi or (tw and re.search(r"\bk\b|kinerja|fisik", judul)):
        return PeranKolom.NILAI, 2 + tambah
    return (PeranKolom.NILAI, 1) if tw else (PeranKolom.ABAIKAN, 0)


def _tanpa_judul(
    blok: Blok,
    kolom_nama: int,
    sudah: Mapping[int, tuple[PeranKolom, int]],
    data: Collection[int],
) -> dict[int, tuple[PeranKolom, int]]:
    """Without heads: the last column of numbers right of the names is the value, one of large
    amounts is money."""
    hasil: dict[int, tuple[PeranKolom, int]] = {}
    nilai = None
    for k in range(kolom_nama + 1, blok.lebar):
        isi = [s for n in data if not sel_kosong(s := blok.baris[n][k])]
        if k in sudah or not isi or sum(mirip_angka(s) for s in isi) * 2 < len(isi):
            continue
        besar = sum(len(re.sub(r"[.,]\d{1,2}$|\D", "", s)) >= 7 for s in isi)
        if besar * 2 >= len(isi):
            hasil[k] = (PeranKolom.RUPIAH, 1)
        else:
            nilai = k
    if nilai is not None:
        hasil[nilai] = (PeranKolom.NILAI, 1)
    return hasil
