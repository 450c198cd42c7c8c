"""What the columns of a pasted block hold, told by their heads. No Django imports here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kinerja.formulas.blok_tempel import (
    Blok,
    galat_excel,
    huruf_kolom,
    mirip_angka,
    sel_kosong,
)


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
_TRIWULAN = re.compile(
    r"\b(?:tw|triwulan|trw|tribulan|kuartal|q)[\s.\-]*(?:ke[\s.\-]*)?"
    r"(iv|iii|ii|i|[1-4]|pertama|kesatu|kedua|ketiga|keempat)\b"
)
_ANGKA_TW = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4} | {
    **{"pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4}
}
_TAHUN = re.compile(r"\b20\d\d\b")
_TEKS = (
    (re.compile(r"tindak lanjut|\brtl\b"), PeranKolom.TINDAK_LANJUT),
    (re.compile(r"pendorong|pendukung"), PeranKolom.FAKTOR_PENDORONG),
    (re.compile(r"penghambat|hambatan|kendala|permasalahan"), PeranKolom.FAKTOR_PENGHAMBAT),
    (re.compile(r"analisis|analisa|penjelasan"), PeranKolom.ANALISIS),
)
_LAIN = re.compile(
    r"\bpagu\b|alokasi|serapan|\blalu\b|sebelumnya|\bn-[12]\b|satuan|\bkode\b|^no\b|nomor|bukti"
    r"|polaritas|keterangan|\bsisa\b|selisih|deviasi"
)
_RUPIAH = re.compile(r"\brp\b|rupiah|keuangan|anggaran")
_BUKAN_RUPIAH = re.compile(r"%|persen|\bribu|\bjuta|\bjt\b|\bmil[iy]ar|[.,(x]\s*000")
_KINERJA = re.compile(r"(?:^|· )(?:k|kinerja|fisik)$")
_CAPAIAN = re.compile(r"%|capaian")
_PASTI = 2  # below, a head says too little about what the column holds
_KEPALA = re.compile(
    r"\b(?:no|nomor|kode|program|kegiatan|sasaran|uraian|indikator|kinerja|satuan|target|realisasi"
    r"|capaian|pagu|anggaran|rp|rupiah|keuangan|analisis|analisa|faktor|pendorong|penghambat"
    r"|hambatan|kendala|tindak lanjut|keterangan|tw|triwulan|tahun|fisik|serapan|bukti|polaritas"
    r"|pendukung|penjelasan)\b|^k$|^%$"
)


@dataclass(frozen=True)
class Kolom:
    """One column: its head as far as there is one, and where its cells go. `catatan` says what the
    person should check about that."""

    nomor: int
    judul: str
    peran: PeranKolom
    catatan: str = ""


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


def kepala_atas(blok: Blok) -> int:
    """How many rows at the top are heads or the counting row below them."""
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
    tahun: int,
    triwulan: int,
    kolom_nama: int | None,
    diminta: Mapping[int, PeranKolom] | None = None,
    data: Collection[int] = (),
) -> tuple[Kolom, ...]:
    """The columns of a block, by their heads and, where rows go by name, by what stands in them.

    `kepala`: rows at the top that are heads; `data`: rows that found their place; `diminta` is what
    the person chose and wins.
    """
    judul = judul_kolom(blok, kepala)
    nilai_peran: dict[int, tuple[PeranKolom, int]] = {
        k: _peran_judul(" ".join(j.casefold().split()), tahun, triwulan)
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
    # The page sends every column back: notes stand until one of them is changed.
    diubah = any(p != peran_kolom.get(k, PeranKolom.ABAIKAN) for k, p in (diminta or {}).items())
    peran_kolom.update(diminta or {})
    return tuple(
        Kolom(
            k,
            judul[k],
            peran := peran_kolom.get(k, PeranKolom.ABAIKAN),
            "" if diubah else _catatan(k, peran, nilai_peran, judul),
        )
        for k in range(blok.lebar)
    )


def kolom_posisi(
    blok: Blok,
    *,
    medan: PeranKolom,
    kepala: int,
    tahun: int,
    triwulan: int,
    diminta: Mapping[int, PeranKolom],
) -> tuple[Kolom, ...]:
    """The columns of a block that lands downwards from a cell of `medan`.

    A head that names `medan` says which column it is ("TW IV" of four quarters). Else the first
    lands in the cell and texts beside it in the texts of the row in their order; a further column
    of numbers (a capaian, a percentage) is none of these.
    """
    menurut_judul = kenali_kolom(
        blok, kepala=kepala, tahun=tahun, triwulan=triwulan, kolom_nama=None, diminta=diminta
    )
    if any(k.peran == medan for k in menurut_judul):
        return tuple(k if k.peran == medan else replace(k, catatan="") for k in menurut_judul)
    berikut = iter(URUTAN_KANAN[URUTAN_KANAN.index(medan) + 1 :] if medan in URUTAN_KANAN else ())
    peran, angka = [medan], []
    for k in range(1, blok.lebar):
        isi = [s for s in blok.kolom(k)[kepala:] if not sel_kosong(s)]
        bilangan = bool(isi) and all(mirip_angka(s) or galat_excel(s) for s in isi)
        peran.append(PeranKolom.ABAIKAN if bilangan else next(berikut, PeranKolom.ABAIKAN))
        angka += [huruf_kolom(k)] if bilangan else []
    judul = menurut_judul[0].judul
    catatan = f'Kolom A dipakai sebagai {LABEL_PERAN[medan]}, padahal judulnya "{judul[:60]}".'
    if not judul:
        catatan = (
            f"Kolom A dipakai sebagai {LABEL_PERAN[medan]}. Kolom {', '.join(angka)} juga berisi "
            "angka dan tidak dipakai."
        )
    ragu = (judul or angka) and medan in (PeranKolom.NILAI, PeranKolom.RUPIAH)
    diubah = any(p != peran[k] for k, p in diminta.items() if k < blok.lebar)
    return tuple(
        Kolom(
            k.nomor,
            k.judul,
            diminta.get(k.nomor, peran[k.nomor]),
            catatan if k.nomor == 0 and ragu and not diubah else "",
        )
        for k in menurut_judul
    )


def _catatan(
    k: int,
    peran: PeranKolom,
    nilai_peran: Mapping[int, tuple[PeranKolom, int]],
    judul: Sequence[str],
) -> str:
    """What is doubtful about the column that was taken for values or for money."""
    if peran not in (PeranKolom.NILAI, PeranKolom.RUPIAH):
        return ""
    bobot = nilai_peran[k][1]
    lain = [huruf_kolom(n) for n, p in nilai_peran.items() if n != k and p == (peran, bobot)]
    nama, dipakai = huruf_kolom(k), LABEL_PERAN[peran]
    if lain:
        return (
            f"Kolom {', '.join(lain)} dan {nama} sama-sama dapat berisi {dipakai}. "
            f"Yang dipakai kolom {nama}."
        )
    if bobot < _PASTI and judul[k]:
        return f'Kolom {nama} dipakai sebagai {dipakai}, padahal judulnya "{judul[k][:60]}".'
    return ""


def _peran_judul(judul: str, tahun: int, triwulan: int) -> tuple[PeranKolom, int]:
    """(role, how sure: 0 none, 1 doubtful, 2 likely, 3 named so, 4 and of this quarter)."""
    tw = _TRIWULAN.findall(judul)
    if tw and _ANGKA_TW[tw[-1]] != triwulan:
        return PeranKolom.ABAIKAN, 0
    bertahun = _TAHUN.findall(judul)
    if bertahun and int(bertahun[-1]) != tahun:
        return PeranKolom.ABAIKAN, 0
    tambah = 1 if tw else 0
    for pola, peran in _TEKS:
        if pola.search(judul):
            return peran, 2 + tambah
    realisasi = "realisasi" in judul
    if _LAIN.search(judul) or ("target" in judul and not realisasi):
        return PeranKolom.ABAIKAN, 0
    if _RUPIAH.search(judul) and not _KINERJA.search(judul):
        if _BUKAN_RUPIAH.search(judul):  # a share of it, or not whole rupiah
            return PeranKolom.ABAIKAN, 0
        return PeranKolom.RUPIAH, 3 + tambah if realisasi or tw else 1
    if _CAPAIAN.search(judul):
        return PeranKolom.NILAI, 2 if realisasi else 1
    if realisasi or (tw and re.search(r"\bk\b|kinerja|fisik", judul)):
        return PeranKolom.NILAI, 3 + tambah
    return (PeranKolom.NILAI, 2) if tw else (PeranKolom.ABAIKAN, 0)


def _tanpa_judul(
    blok: Blok,
    kolom_nama: int,
    sudah: Mapping[int, tuple[PeranKolom, int]],
    data: Collection[int],
) -> dict[int, tuple[PeranKolom, int]]:
    """Without heads: the last column of numbers right of the names is the value, one of large
    amounts is money. Further ones are named beside it."""
    hasil: dict[int, tuple[PeranKolom, int]] = {}
    for k in range(kolom_nama + 1, blok.lebar):
        isi = [s for n in data if not sel_kosong(s := blok.baris[n][k])]
        if k in sudah or not isi or sum(mirip_angka(s) for s in isi) * 2 < len(isi):
            continue
        besar = sum(len(re.sub(r"[.,]\d{1,2}$|\D", "", s)) >= 7 for s in isi)
        hasil[k] = (PeranKolom.RUPIAH if besar * 2 >= len(isi) else PeranKolom.NILAI, 1)
    return hasil
