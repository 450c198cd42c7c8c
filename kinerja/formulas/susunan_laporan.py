"""The tree hidden in the flat rows of a quarterly report. No Django imports in this package.

A report prints programs, kegiatan and sub kegiatan one under the other without saying which is
which. The nomenclature knows most names; the rest follows from the order, and where the order
leaves two readings, from the money: a kegiatan costs what its sub kegiatan cost together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from kinerja.formulas.pencocokan import bakukan, kunci_nama, serupa

JUDUL, LANJUTAN = "judul", "lanjutan"
# Where one spreadsheet row names a program, its kegiatan and its sub kegiatan, the names above the
# lowest are rows of their own: the row's number and so much for each level (a sheet has fewer).
LANGKAH_TANGGA = 100_000
PROGRAM, KEGIATAN, SUB_KEGIATAN = "program", "kegiatan", "sub_kegiatan"
_LAPIS = {PROGRAM: 0, KEGIATAN: 1, SUB_KEGIATAN: 2}
_AWAL_JUDUL = re.compile(r"(urusan|unsur)\b|bidang urusan\b|(sub ?total|total|jumlah)\W*$", re.I)
_AWAL_PROGRAM = re.compile(r"prog(ram)?\b", re.I)


def nomor_berkas(nomor: int) -> int:
    """The row of the spreadsheet that a row of the tree stands in.

    >>> nomor_berkas(7), nomor_berkas(200_007)
    (7, 7)
    """
    return nomor % LANGKAH_TANGGA


@dataclass(frozen=True)
class BarisUrai:
    """What the tree needs to know of one row. `ada_kinerja`: a cell of performance holds something,
    `ada_nilai`: any cell does. `kenal`: the kinds under which the nomenclature
    knows the name, `kenal_persis` whether letter by letter; `rupiah`: per quarter; `jenis`: what
    its column, its first word or its code says."""

    nomor: int
    nama: str
    indikator: str
    ada_nilai: bool
    rupiah: tuple[int | None, ...] = ()
    kenal: frozenset[str] = frozenset()
    kenal_persis: bool = False
    nama_pd: bool = False
    jenis: str = ""
    ada_kinerja: bool = False


@dataclass(frozen=True)
class BarisTersusun:
    """One row in the tree. `simpul`: number of the row that names its node (itself for a node,
    None for a judul); `induk`: row of the parent node; `dasar`: why it is what it is."""

    nomor: int
    jenis: str
    simpul: int | None
    induk: int | None
    dasar: str


def susun(baris: Sequence[BarisUrai]) -> list[BarisTersusun]:
    """Give each row its kind and its parent, in reading order. Time grows with the rows only."""
    nama = [_Nama(bakukan(b.nama), _kapital(b.nama)) for b in baris]
    bernama = [n for n in nama if n.baku]
    kapital = sum(n.kapital for n in bernama)
    # Where everything is in capitals, capitals say nothing.
    kapital_berarti = kapital * 2 < len(bernama) or len(bernama) < 3
    akhir = max(
        (n for n, b in enumerate(baris) if b.indikator or b.ada_nilai or b.kenal), default=-1
    )
    biaya = _BiayaAnak(baris, nama)
    bernomor = [n for n, satu in enumerate(nama) if satu.baku]
    berikut = {n: nama[m].baku for n, m in zip(bernomor, bernomor[1:], strict=False)}
    terbuka: dict[str, BarisUrai] = {}
    hasil: list[BarisTersusun] = []
    terakhir: BarisTersusun | None = None
    for urutan, b in enumerate(baris):
        if not nama[urutan].baku:
            if terakhir is None or terakhir.simpul is None:
                hasil.append(BarisTersusun(b.nomor, JUDUL, None, None, "di bawah judul"))
            else:
                hasil.append(
                    BarisTersusun(
                        b.nomor, LANJUTAN, terakhir.simpul, terakhir.induk, "indikator tambahan"
                    )
                )
            continue
        huruf_besar = nama[urutan].kapital
        jenis, dasar = _jenis_judul(
            b, terbuka, kapital=huruf_besar, kapital_berarti=kapital_berarti, bawah=urutan > akhir
        ) or _jenis_simpul(
            b,
            terbuka,
            seharga_anak=partial(biaya.sama, urutan),
            senama_berikut=berikut.get(urutan) == nama[urutan].baku,
        )
        if jenis == JUDUL:
            terakhir = BarisTersusun(b.nomor, JUDUL, None, None, dasar)
        else:
            induk = _induk(jenis, terbuka)
            terakhir = BarisTersusun(b.nomor, jenis, b.nomor, induk.nomor if induk else None, dasar)
            for lain in [j for j in terbuka if _LAPIS[j] >= _LAPIS[jenis]]:
                del terbuka[lain]
            terbuka[jenis] = b
        hasil.append(terakhir)
    return hasil


def _induk(jenis: str, terbuka: dict[str, BarisUrai]) -> BarisUrai | None:
    """The last open node of a higher level."""
    lebih_tinggi = [j for j in terbuka if _LAPIS[j] < _LAPIS[jenis]]
    return terbuka[max(lebih_tinggi, key=lambda j: _LAPIS[j])] if lebih_tinggi else None


def _jenis_judul(
    b: BarisUrai,
    terbuka: dict[str, BarisUrai],
    *,
    kapital: bool,
    kapital_berarti: bool,
    bawah: bool,
) -> tuple[str, str] | None:
    """What the look of a named row says when the nomenclature does not have its very name: a
    title, or a program by its first word. None when it says nothing."""
    if b.kenal_persis:
        return None
    if b.nama_pd:
        return JUDUL, "nama perangkat daerah"
    if _ditulis(b) and not bawah and not _AWAL_JUDUL.match(b.nama):
        return None
    if _AWAL_PROGRAM.match(b.nama) and (kapital or PROGRAM in b.kenal or not terbuka):
        return PROGRAM, "diawali kata program"
    if _AWAL_JUDUL.match(b.nama):
        return JUDUL, "judul urusan atau jumlah"
    if kapital_berarti and kapital and not (b.indikator and b.ada_kinerja):
        return JUDUL, "judul kelompok"
    if bawah:
        return JUDUL, "catatan di bawah tabel"
    return None


def _ditulis(b: BarisUrai) -> bool:
    """Whether the report itself says the kind, and no known name speaks against it."""
    return bool(b.jenis) and (b.jenis in b.kenal or not b.kenal_persis)


def _jenis_simpul(
    b: BarisUrai,
    terbuka: dict[str, BarisUrai],
    *,
    seharga_anak: Callable[[], bool],
    senama_berikut: bool,
) -> tuple[str, str]:
    """Kind of a row that names a node, and the reason in Indonesian. `senama_berikut`: the next
    name is the same, as that of a sub kegiatan below its kegiatan often is."""
    if _ditulis(b):
        return b.jenis, "tertulis di laporan"
    if len(b.kenal) == 1:
        return next(iter(b.kenal)), "nomenklatur"
    kegiatan = terbuka.get(KEGIATAN)
    if b.kenal:
        if kegiatan and serupa(kegiatan.nama, b.nama).yakin:
            return SUB_KEGIATAN, "nama sama dengan kegiatannya"
        if kegiatan is None or seharga_anak() or (KEGIATAN in b.kenal and senama_berikut):
            return (KEGIATAN if KEGIATAN in b.kenal else min(b.kenal, key=_LAPIS.__getitem__)), (
                "nomenklatur dan urutan"
            )
        return SUB_KEGIATAN, "nomenklatur dan urutan"
    if not terbuka:
        return PROGRAM, "urutan"
    if kegiatan is None:
        return KEGIATAN, "urutan"
    if seharga_anak():
        return KEGIATAN, "jumlah rupiah baris di bawahnya"
    return SUB_KEGIATAN, "urutan"


@dataclass(frozen=True)
class _Nama:
    """A folded name and whether it is written in capitals, found once per row."""

    baku: str
    kapital: bool


class _BiayaAnak:
    """Whether the rows below a row, up to the next known program, kegiatan or title, cost together
    exactly what it costs, in at least two rows (one equal row proves nothing).

    Every row below may ask this over the same long stretch, so sums are running totals and the
    end of the stretch is looked up: asking costs the same wherever the row stands.
    """

    def __init__(self, baris: Sequence[BarisUrai], nama: Sequence[_Nama]) -> None:
        self._baris = baris
        # Of the named rows only: their places, and the sum of all amounts before each.
        self._urutan = [n for n, satu in enumerate(nama) if satu.baku]
        self._letak = {n: k for k, n in enumerate(self._urutan)}
        lebar = max((len(b.rupiah) for b in baris), default=0)
        jumlah = [0] * lebar
        self._sebelum: list[tuple[int, ...]] = [tuple(jumlah)]
        for n in self._urutan:
            for tw, rupiah in enumerate(baris[n].rupiah):
                jumlah[tw] += rupiah or 0
            self._sebelum.append(tuple(jumlah))
        self._batas = [len(self._urutan)] * (len(self._urutan) + 1)  # first end at or after k
        for k in range(len(self._urutan) - 1, -1, -1):
            b = baris[self._urutan[k]]
            pembatas = (
                nama[self._urutan[k]].kapital
                or b.nama_pd
                or (b.kenal and SUB_KEGIATAN not in b.kenal)
            )
            self._batas[k] = k if pembatas else self._batas[k + 1]

    def sama(self, urutan: int) -> bool:
        """The answer for the named row at this place of `baris`."""
        b = self._baris[urutan]
        if not any(b.rupiah):
            return False
        awal = self._letak[urutan] + 1
        akhir = self._batas[awal]
        if akhir - awal == 1:
            anak = self._baris[self._urutan[awal]]
            return kunci_nama(anak.nama) == kunci_nama(b.nama) and anak.rupiah == b.rupiah
        if akhir - awal < 2:
            return False
        dari, sampai = self._sebelum[awal], self._sebelum[akhir]
        return all((rupiah or 0) == sampai[tw] - dari[tw] for tw, rupiah in enumerate(b.rupiah))


def _kapital(nama: str) -> bool:
    huruf = [h for h in nama if h.isalpha()]
    return len(huruf) > 2 and all(not h.islower() for h in huruf)
