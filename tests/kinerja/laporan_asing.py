"""Reports of PD that no file has, written as people write them and read from their bytes.

The plan comes from the nomenclature (one bidang and the common X.XX program) with indicators of
our own; the report is the same rows in the hand of another person. Unlike kotori_laporan, the
disturbance is made on the table (CSV or XLSX), so that reading it is measured too.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
from django.conf import settings

from kinerja.selectors.rencana_berlaku import IndikatorRencana, RencanaBerlaku, SimpulRencana

LAPIS = ("program", "kegiatan", "sub_kegiatan")
KEPALA = ["Program/Kegiatan", "Indikator Kinerja", "TW I K", "TW I Rp"]
TETANGGA = {"a": "s", "e": "r", "i": "u", "o": "p", "n": "m", "r": "t", "s": "a", "t": "y"}


@dataclass
class Asal:
    """One named row: the node that it stands for, and the indicator (0 for none)."""

    pk: int
    jenis: str
    nama: str
    kode: str
    indikator: str
    indikator_pk: int


@dataclass
class Laporan:
    """A report as bytes, and what each spreadsheet row stands for."""

    isi: bytes
    jenis: str
    asal: dict[int, Asal] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _nomenklatur() -> tuple[dict[str, str], ...]:
    path = Path(settings.BASE_DIR) / "sakip" / "data" / "nomenklatur_kabkota.csv"
    with path.open(encoding="utf-8-sig", newline="") as berkas:
        return tuple(csv.DictReader(berkas))


def semua_bidang() -> list[str]:
    """Codes of all bidang with enough rows to be a PD."""
    hitung: dict[str, int] = {}
    for b in _nomenklatur():
        hitung[b["kode_bidang"]] = hitung.get(b["kode_bidang"], 0) + 1
    return [k for k, n in hitung.items() if n >= 20 and not k.startswith("X")]


def rencana_pd(bidang: str, benih: int, banyak: int = 55) -> tuple[RencanaBerlaku, list[Asal]]:
    """The plan of a PD of this bidang: a sample of its sub kegiatan and of the common ones."""
    acak = random.Random(f"{bidang}-{benih}")
    sendiri = [b for b in _nomenklatur() if b["kode_bidang"] == bidang]
    umum = [b for b in _nomenklatur() if b["kode_bidang"].startswith("X")]
    pilih = acak.sample(umum, min(20, len(umum))) + acak.sample(sendiri, min(banyak, len(sendiri)))
    urut = sorted(
        pilih, key=lambda b: (not b["kode_bidang"].startswith("X"), b["kode_subkegiatan"])
    )
    simpul: dict[str, SimpulRencana] = {}
    indikator: list[IndikatorRencana] = []
    asal: list[Asal] = []
    for b in urut:
        induk: int | None = None
        for jenis, kode, nama in (
            ("program", b["kode_program"], b["program"]),
            ("kegiatan", b["kode_kegiatan"], b["kegiatan"]),
            ("sub_kegiatan", b["kode_subkegiatan"], b["subkegiatan"]),
        ):
            kode = kode.replace("X.XX", bidang)
            if kode not in simpul:
                pk = len(simpul) + 1
                simpul[kode] = SimpulRencana(pk, pk, jenis, induk, nama, kode)
                teks = {
                    "program": f"Persentase capaian {nama.lower().removeprefix('program ')}",
                    "kegiatan": f"Persentase {nama.lower()} yang terlaksana",
                }.get(jenis, b["indikator"] or f"Jumlah dokumen {nama.lower()}")
                indikator.append(
                    IndikatorRencana(
                        1000 + pk, 1000 + pk, pk, teks, "", 2, "jumlah", "per_triwulan",
                        "triwulanan", None,
                    )
                )  # fmt: skip
                asal.append(Asal(pk, jenis, nama, kode, teks, 1000 + pk))
            induk = simpul[kode].pk
    return RencanaBerlaku.susun(simpul.values(), indikator), asal


# --- hands ---------------------------------------------------------------------------------


def salah_ketik(teks: str, acak: random.Random) -> str:
    """One or two slips, more in long names; digits stay."""
    huruf = list(teks)
    for _ in range(1 + (len(teks) > 45)):
        letak = [
            n for n in range(1, len(huruf) - 1) if huruf[n].isalpha() and huruf[n - 1].isalpha()
        ]
        if not letak:
            break
        n = acak.choice(letak)
        cara = acak.randrange(4)
        if cara == 0:
            del huruf[n]
        elif cara == 1:
            huruf.insert(n, huruf[n])
        elif cara == 2:
            huruf[n - 1], huruf[n] = huruf[n], huruf[n - 1]
        else:
            huruf[n] = TETANGGA.get(huruf[n].lower(), huruf[n])
    return "".join(huruf)


def _patah_baris(teks: str, acak: random.Random) -> str:
    kata = teks.split()
    for _ in range(1 + len(kata) // 5):
        n = acak.randrange(len(kata))
        kata[n] = "\n" + kata[n]
    return " ".join(kata)


def _pemenggalan(teks: str, acak: random.Random) -> str:
    """A word broken at the end of a line: "Penye-<newline>diaan"."""
    kata = teks.split()
    panjang = [n for n, k in enumerate(kata) if len(k) > 7 and k.isalpha()]
    if panjang:
        n = acak.choice(panjang)
        k = acak.randrange(3, len(kata[n]) - 3)
        kata[n] = f"{kata[n][:k]}-\n{kata[n][k:]}"
    return " ".join(kata)


def _tanda_hubung(teks: str, acak: random.Random) -> str:
    if "-" in teks:
        return teks.replace("-", acak.choice([" - ", " ", "–", "- ", ""]))
    if "/" in teks:
        return teks.replace("/", acak.choice([" / ", " ", "-", " /"]))
    n = acak.choice([n for n, h in enumerate(teks) if h == " "] or [0])
    return f"{teks[:n]} -{teks[n:]}" if n else teks


HURUF: tuple[Callable[[str, random.Random], str], ...] = (
    lambda t, a: a.choice([t.upper(), t.lower(), t.title(), t.capitalize()]),
    _tanda_hubung,
    _patah_baris,
    _pemenggalan,
    salah_ketik,
    lambda t, a: f"  {t.replace(' ', '  ', 2)} ",
    lambda t, a: t + a.choice([".", " ;", " *)", ","]),
)


SINGKATAN_LAIN = {
    "Sumber Daya Manusia": "SDM", "Sumber Daya Air": "SDA", "Barang Milik Daerah": "BMD",
    "Perlengkapan": "Perlengk.", "Penyelenggaraan": "Penyelengg.", "Kesejahteraan": "Kesej.",
    "Pemerintahan": "Pemt.", "Pemeliharaan": "Pemelih.", "Pelayanan": "Pely.", "Jumlah": "Jml.",
    " dan ": " & ", "Sinkronisasi": "Sinkr.", "Kendaraan": "Kend.", "terhadap": "thd",
}  # fmt: skip


def _pindaian(teks: str, acak: random.Random) -> str:
    """One letter as a scanner reads it."""
    ganti = [(a, b) for a, b in (("l", "1"), ("o", "0"), ("m", "rn")) if a in teks[1:-1]]
    if not ganti:
        return teks
    a, b = acak.choice(ganti)
    n = teks.index(a, 1)
    return f"{teks[:n]}{b}{teks[n + 1 :]}"


def _singkatan_lain(teks: str, acak: random.Random) -> str:
    ada = [k for k in SINGKATAN_LAIN if k in teks]
    for kata in acak.sample(ada, min(len(ada), 2)):
        teks = teks.replace(kata, SINGKATAN_LAIN[kata], 1)
    return teks


def _putus(teks: str, acak: random.Random) -> str:
    return f"{teks[: acak.randint(60, 75)].rstrip()}..." if len(teks) > 80 else teks


TANGAN_LAIN: tuple[Callable[[str, random.Random], str], ...] = (
    _pindaian,
    _singkatan_lain,
    _putus,
    lambda t, a: t + a.choice([" (DAU)", " (DBHCHT)", " - APBD", " 1)", " (DAK Non Fisik)"]),
    lambda t, a: t.replace("Kabupaten/Kota", a.choice(["Kota/Kabupaten", "Kab. atau Kota"])),
    lambda t, a: a.choice(["- ", "• ", "» "]) + t.replace(" ", "\u00a0", 2),
)


def tulis(
    teks: str,
    acak: random.Random,
    banyak: int = 2,
    tangan: tuple[Callable[[str, random.Random], str], ...] = HURUF,
) -> str:
    """The name in another hand: up to so many of its disturbances."""
    for cara in acak.sample(tangan, acak.randint(1, banyak)):
        teks = cara(teks, acak)
    return teks


# --- tables --------------------------------------------------------------------------------


def satu_kolom(asal: list[Asal], benih: int, *, bungkus: float = 0.15) -> Laporan:
    """One column of names, some wrapped over two or three rows, as CSV with a title above."""
    acak = random.Random(benih)
    baris: list[list[str]] = [["LAPORAN REALISASI CONTOH", "", "", ""], KEPALA]
    hasil = Laporan(b"", "csv")
    for a in asal:
        nama, indikator = tulis(a.nama, acak), tulis(a.indikator, acak)
        potongan = [nama]
        kata = nama.split()
        if acak.random() < bungkus and len(kata) > 4:
            n = acak.randrange(2, len(kata) - 1)
            potongan = [" ".join(kata[:n]), " ".join(kata[n:])]
        letak = acak.randrange(len(potongan))
        for n, teks in enumerate(potongan):
            utama = n == letak
            baris.append(
                [teks, indikator if n == 0 else "", *(("1", "1.000") if utama else ("", ""))]
            )
            if utama:
                hasil.asal[len(baris)] = a
    keluar = StringIO()
    csv.writer(keluar, delimiter=";").writerows(baris)
    hasil.isi = keluar.getvalue().encode()
    return hasil


def tangan_lain(asal: list[Asal], benih: int) -> Laporan:
    """Scanned letters, free abbreviations, names cut off, money and footnotes behind the name, a
    code in brackets; kegiatan in small letters without values and "-" in rows without a number."""
    acak = random.Random(benih)
    baris: list[list[str]] = [KEPALA]
    hasil = Laporan(b"", "csv")
    for a in asal:
        nama = tulis(a.nama, acak, 1, TANGAN_LAIN)
        if acak.random() < 0.3:
            nama = acak.choice([f"[{a.kode}] {nama}", f"{nama} ({a.kode})"])
        if a.jenis == "sub_kegiatan":
            baris.append([nama, tulis(a.indikator, acak, 1, TANGAN_LAIN), "1", "-"])
        else:
            baris.append([nama if a.jenis == "program" else nama.lower(), "", "-", ""])
        hasil.asal[len(baris)] = a
    keluar = StringIO()
    csv.writer(keluar).writerows(baris)
    hasil.isi = keluar.getvalue().encode()
    return hasil


AWALAN = {"program": "Program : ", "kegiatan": "Kegiatan : ", "sub_kegiatan": "Sub Kegiatan : "}


def bernomor(asal: list[Asal], benih: int) -> Laporan:
    """Numbers, codes or the kind before the name, in one style for a whole report."""
    acak = random.Random(benih)
    gaya = acak.choice(["angka", "kode", "jenis"])
    hitung = dict.fromkeys(LAPIS, 0)
    baris: list[list[str]] = [KEPALA]
    hasil = Laporan(b"", "csv")
    for a in asal:
        hitung[a.jenis] += 1
        for bawah in LAPIS[LAPIS.index(a.jenis) + 1 :]:
            hitung[bawah] = 0
        huruf = "abcdefghijklmnopqrstuvwxyz"[(hitung["sub_kegiatan"] - 1) % 26]
        angka = {
            "program": f"{hitung['program']}. ",
            "kegiatan": f"{hitung['program']}.{hitung['kegiatan']} ",
            "sub_kegiatan": f"{huruf}. ",
        }[a.jenis]
        awalan = {"angka": angka, "kode": f"{a.kode} ", "jenis": AWALAN[a.jenis]}[gaya]
        if gaya == "jenis" and a.nama.lower().startswith(a.jenis):
            awalan = ""
        baris.append([awalan + tulis(a.nama, acak), tulis(a.indikator, acak), "1", "1.000"])
        hasil.asal[len(baris)] = a
    keluar = StringIO()
    csv.writer(keluar).writerows(baris)
    hasil.isi = keluar.getvalue().encode()
    return hasil


def tangga(asal: list[Asal], benih: int, *, kode: bool = False) -> Laporan:
    """A column for each level in XLSX; a program and its kegiatan are merged over the rows of
    their sub kegiatan, so only the first row names them."""
    acak = random.Random(benih)
    buku = openpyxl.Workbook()
    ws = buku.active
    kepala = ["Program", "Kegiatan", "Sub Kegiatan", "Indikator", "TW I K", "TW I Rp"]
    ws.append([*(["Kode"] if kode else []), *kepala])
    hasil = Laporan(b"", "xlsx")
    kini: dict[str, str] = {}
    baru: list[str] = []
    for a in asal:
        kini[a.jenis] = tulis(a.nama, acak)
        baru.append(a.jenis)
        if a.jenis != "sub_kegiatan":
            continue
        sel = [kini[j] if j in baru else None for j in LAPIS]
        ws.append([*([a.kode] if kode else []), *sel, tulis(a.indikator, acak), 1, 1000])
        hasil.asal[ws.max_row] = a
        baru = []
    geser = 2 if kode else 1
    for k in (geser, geser + 1):
        mulai = 2
        for n in range(3, ws.max_row + 2):
            if n > ws.max_row or ws.cell(n, k).value:
                if n - 1 > mulai:
                    ws.merge_cells(start_row=mulai, end_row=n - 1, start_column=k, end_column=k)
                mulai = n
    keluar = BytesIO()
    buku.save(keluar)
    hasil.isi = keluar.getvalue()
    return hasil


def berkode(asal: list[Asal], benih: int, *, rusak: int = 3) -> Laporan:
    """A code column and names with so many disturbances each."""
    acak = random.Random(benih)
    buku = openpyxl.Workbook()
    ws = buku.active
    ws.append(["Kode Rekening", "Uraian", "Indikator", "Realisasi TW I", None])
    ws.append([None, None, None, "K", "Rp"])
    ws.merge_cells("D1:E1")
    hasil = Laporan(b"", "xlsx")
    for a in asal:
        ws.append([a.kode, tulis(a.nama, acak, rusak), tulis(a.indikator, acak, rusak), 1, 1000])
        hasil.asal[ws.max_row] = a
    keluar = BytesIO()
    buku.save(keluar)
    hasil.isi = keluar.getvalue()
    return hasil
