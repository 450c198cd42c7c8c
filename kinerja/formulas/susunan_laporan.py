"""The tree hidden in the flat rows of a quarterly report. No Django imports in this package.

A report prints programs, kegiatan and sub kegiatan one under the other without saying which is
which. The nomenclature knows most names; the rest follows from the order, and where the order
leaves two readings, from the money: a kegiatan costs what its sub kegiatan cost together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kinerja.formulas.pencocokan import bakukan, kunci_nama

JUDUL, LANJUTAN = "judul", "lanjutan"
PROGRAM, KEGIATAN, SUB_KEGIATAN = "program", "kegiatan", "sub_kegiatan"
_LAPIS = {PROGRAM: 0, KEGIATAN: 1, SUB_KEGIATAN: 2}
_AWAL_JUDUL = re.compile(r"(urusan|unsur)\b|bidang urusan\b|(sub ?total|total|jumlah)\W*$", re.I)
_AWAL_PROGRAM = re.compile(r"program\b", re.I)


@dataclass(frozen=True)
class BarisUrai:
    """What the tree needs to know of one row. `kenal`: the kinds under which the nomenclature
    knows the name, `kenal_persis` whether letter by letter; `rupiah`: per quarter."""

    nomor: int
    nama: str
    indikator: str
    ada_nilai: bool
    rupiah: tuple[int | None, ...] = ()
    kenal: frozenset[str] = frozenset()
    kenal_persis: bool = False
    nama_pd: bool = False


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
    """Give each row its kind and its parent, in reading order."""
    bernama = [b for b in baris if bakukan(b.nama)]
    kapital = sum(_kapital(b.nama) for b in bernama)
    # Where everything is in capitals, capitals say nothing.
    kapital_berarti = kapital * 2 < len(bernama) or len(bernama) < 3
    akhir = max((b.nomor for b in baris if b.indikator or b.ada_nilai or b.kenal), default=0)
    terbuka: dict[str, BarisUrai] = {}
    hasil: list[BarisTersusun] = []
    terakhir: BarisTersusun | None = None
    for urutan, b in enumerate(baris):
        if not bakukan(b.nama):
            if terakhir is None or terakhir.simpul is None:
                hasil.append(BarisTersusun(b.nomor, JUDUL, None, None, "di bawah judul"))
            else:
                hasil.append(
                    BarisTersusun(
                        b.nomor, LANJUTAN, terakhir.simpul, terakhir.induk, "indikator tambahan"
                    )
                )
            continue
        jenis, dasar = _jenis(
            b, baris[urutan + 1 :], terbuka, kapital_berarti=kapital_berarti, akhir=akhir
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


def _jenis(
    b: BarisUrai,
    sesudah: Sequence[BarisUrai],
    terbuka: dict[str, BarisUrai],
    *,
    kapital_berarti: bool,
    akhir: int,
) -> tuple[str, str]:
    """Kind of a named row, and the reason in Indonesian."""
    if b.nama_pd and not b.kenal_persis:
        return JUDUL, "nama perangkat daerah"
    if not b.kenal_persis:
        if _AWAL_PROGRAM.match(b.nama) and (_kapital(b.nama) or PROGRAM in b.kenal or not terbuka):
            return PROGRAM, "diawali kata program"
        if _AWAL_JUDUL.match(b.nama):
            return JUDUL, "judul urusan atau jumlah"
        if kapital_berarti and _kapital(b.nama):
            return JUDUL, "judul kelompok"
        if b.nomor > akhir:
            return JUDUL, "catatan di bawah tabel"
    if len(b.kenal) == 1:
        return next(iter(b.kenal)), "nomenklatur"
    kegiatan = terbuka.get(KEGIATAN)
    if b.kenal:
        if kegiatan and kunci_nama(kegiatan.nama) == kunci_nama(b.nama):
            return SUB_KEGIATAN, "nama sama dengan kegiatannya"
        if kegiatan is None or _biaya_anak(b, sesudah):
            return (KEGIATAN if KEGIATAN in b.kenal else min(b.kenal, key=_LAPIS.__getitem__)), (
                "nomenklatur dan urutan"
            )
        return SUB_KEGIATAN, "nomenklatur dan urutan"
    if not terbuka:
        return PROGRAM, "urutan"
    if kegiatan is None:
        return KEGIATAN, "urutan"
    if _biaya_anak(b, sesudah):
        return KEGIATAN, "jumlah rupiah baris di bawahnya"
    return SUB_KEGIATAN, "urutan"


def _biaya_anak(b: BarisUrai, sesudah: Sequence[BarisUrai]) -> bool:
    """Whether the rows below, up to the next known program, kegiatan or title, cost together
    exactly what this row costs, in at least two rows (one equal row proves nothing)."""
    if not any(b.rupiah):
        return False
    anak: list[BarisUrai] = []
    for lain in sesudah:
        if not bakukan(lain.nama):
            continue
        if _kapital(lain.nama) or lain.nama_pd or (lain.kenal and SUB_KEGIATAN not in lain.kenal):
            break
        anak.append(lain)
    if len(anak) == 1 and kunci_nama(anak[0].nama) == kunci_nama(b.nama):
        return anak[0].rupiah == b.rupiah
    if len(anak) < 2:
        return False
    return all(
        (nilai or 0) == sum(a.rupiah[n] or 0 for a in anak if n < len(a.rupiah))
        for n, nilai in enumerate(b.rupiah)
    )


def _kapital(nama: str) -> bool:
    huruf = [h for h in nama if h.isalpha()]
    return len(huruf) > 2 and all(not h.islower() for h in huruf)
