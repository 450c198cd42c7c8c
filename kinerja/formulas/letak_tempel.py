"""Which indicator or node each row of a pasted block is about. No Django imports here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kinerja.formulas.blok_tempel import Blok, berhuruf
from kinerja.formulas.pemasangan import Pasangan, pasangkan
from kinerja.formulas.pencocokan import (
    Calon,
    DaftarNama,
    Padanan,
    kunci_nama,
)

PANJANG_NAMA = 600  # of a cell that is compared with names; longer ones are texts
_AWALAN = re.compile(r"^(?:program|sub ?-?kegiatan|kegiatan|sasaran)\b[\s:.\-]*", re.IGNORECASE)
_KODE = re.compile(r"^\d[\dx.]*\.[\dx.]*\d$", re.IGNORECASE)


@dataclass(frozen=True)
class NamaIndikator:
    """An indicator of the sheet and the place of its node."""

    id: int
    nama: str
    dokumen: int
    jalur: str


@dataclass(frozen=True)
class NamaSimpul:
    """A node of the sheet; `id` is the lasting node."""

    id: int
    nama: str
    kode: str
    dokumen: int
    jalur: str


@dataclass(frozen=True)
class Letak:
    """Where one row goes: an indicator, a node, or nowhere yet (`pilihan` are the near ones).

    `kembar`: other indicators have the same name and nothing in the block tells them apart; they
    were taken in the order of the sheet.
    """

    indikator: int | None = None
    simpul: int | None = None
    keyakinan: float = 0.0
    kembar: bool = False
    pilihan: tuple[int, ...] = ()


class PencariNama:
    """Names of one sheet, asked once per text."""

    def __init__(self, indikator: Sequence[NamaIndikator], simpul: Sequence[NamaSimpul]) -> None:
        self.indikator, self.simpul = indikator, simpul
        self._nama = DaftarNama([Calon(i, i.nama) for i in indikator])
        self._simpul = DaftarNama(
            [Calon(s, nama) for s in simpul for nama in {s.nama, _AWALAN.sub("", s.nama)} if nama]
        )
        self._kode: dict[str, list[NamaSimpul]] = {}
        for s in simpul:
            if s.kode:
                self._kode.setdefault(s.kode.casefold(), []).append(s)
        self._ingat: dict[str, tuple[list[Padanan[NamaIndikator]], list[Padanan[NamaSimpul]]]] = {}

    def cari(self, teks: str) -> tuple[list[Padanan[NamaIndikator]], list[Padanan[NamaSimpul]]]:
        """(indicators, nodes) that a cell may name, best first."""
        if len(teks) < 3 or len(teks) > PANJANG_NAMA or not berhuruf(teks):
            return [], []
        if teks not in self._ingat:
            simpul = self._simpul.cari(teks) or self._simpul.cari(_AWALAN.sub("", teks))
            self._ingat[teks] = (self._nama.cari(teks), simpul)
        return self._ingat[teks]

    def berkode(self, teks: str) -> list[NamaSimpul]:
        """Nodes with this code."""
        return self._kode.get(teks.casefold(), []) if _KODE.match(teks) else []


def cari_kolom_nama(blok: Blok, pencari: PencariNama) -> int | None:
    """The column whose texts name most of the indicators; None when no column names any."""
    terbaik: tuple[int, int] | None = None
    for k in range(blok.lebar):
        cocok = sum(bool(pencari.cari(teks)[0]) for teks in blok.kolom(k))
        if cocok and (terbaik is None or cocok > terbaik[0]):
            terbaik = (cocok, k)
    return None if terbaik is None else terbaik[1]


def letakkan(
    blok: Blok,
    *,
    kolom_nama: int,
    pencari: PencariNama,
    lewati: Collection[int] = (),
    kolom_lain: Iterable[int] = (),
    diminta: Mapping[int, int] | None = None,
) -> dict[int, Letak]:
    """The place of every row whose name column is filled or that the person placed (`diminta`).

    Same words under different programs are told apart by the node named last at or above the row,
    in the name column or in `kolom_lain` (columns of programs and codes; merged cells are empty
    below the first). Each indicator is used once.
    """
    diminta = diminta or {}
    hasil: dict[int, Letak] = {}
    nama: dict[int, str] = {}
    induk: dict[int, NamaSimpul | None] = {}
    kini: NamaSimpul | None = None
    lain = sorted({*kolom_lain} - {kolom_nama})
    for n, sel in enumerate(blok.baris):
        if n in lewati:
            continue
        for k in lain:
            kini = _simpul(sel[k], pencari, kini) or kini
        teks = sel[kolom_nama]
        if n in diminta:
            hasil[n] = Letak(indikator=diminta[n], keyakinan=100.0)
            continue
        if not berhuruf(teks):
            continue
        indikator, simpul = pencari.cari(teks)
        if simpul and (not indikator or simpul[0].keyakinan > indikator[0].keyakinan):
            kini = _dekat([p.hal for p in simpul if p.keyakinan == simpul[0].keyakinan], kini)
            hasil[n] = Letak(simpul=kini.id, keyakinan=simpul[0].keyakinan)
            continue
        nama[n], induk[n] = teks[:PANJANG_NAMA], kini
    dipakai = set(diminta.values())
    kelompok = list(dict.fromkeys(s for s in induk.values() if s is not None))
    for dalam in (_tepat, _di_bawah):  # a node's own indicators first, then those further down
        for s in kelompok:
            baris = {n: t for n, t in nama.items() if induk[n] == s and n not in hasil}
            milik = [i for i in pencari.indikator if i.id not in dipakai and dalam(i, s)]
            kembar = _nama_kembar(milik)
            padanan = pasangkan(baris, _calon(milik), kunci_hal=lambda i: i.id)
            _pakai(padanan, hasil, dipakai, kembar)
    sisa = {n: t for n, t in nama.items() if n not in hasil}
    bebas = [i for i in pencari.indikator if i.id not in dipakai]
    padanan = pasangkan(sisa, _calon(bebas), kunci_hal=lambda i: i.id)
    _pakai(padanan, hasil, dipakai, _nama_kembar(pencari.indikator))
    for n in sisa:
        if n not in hasil:
            pilihan = padanan[n].pilihan if n in padanan else ()
            hasil[n] = Letak(pilihan=tuple(p.hal.id for p in pilihan))
    return hasil


def _calon(indikator: Iterable[NamaIndikator]) -> list[Calon[NamaIndikator]]:
    return [Calon(i, i.nama) for i in indikator]


def _nama_kembar(indikator: Iterable[NamaIndikator]) -> set[int]:
    """Indicators that share their name with another one of the list."""
    bernama: dict[str, list[int]] = {}
    for i in indikator:
        bernama.setdefault(kunci_nama(i.nama), []).append(i.id)
    return {i for ids in bernama.values() if len(ids) > 1 for i in ids}


def _pakai(
    padanan: Mapping[int, Pasangan[NamaIndikator]],
    hasil: dict[int, Letak],
    dipakai: set[int],
    kembar: Collection[int],
) -> None:
    """Take over the sure pairs (changes `hasil` and `dipakai`)."""
    for n, p in padanan.items():
        if p.hal is not None:
            hasil[n] = Letak(indikator=p.hal.id, keyakinan=p.keyakinan, kembar=p.hal.id in kembar)
            dipakai.add(p.hal.id)


def _simpul(teks: str, pencari: PencariNama, kini: NamaSimpul | None) -> NamaSimpul | None:
    """The node that a cell of a program or code column names."""
    if berkode := pencari.berkode(teks):
        return _dekat(berkode, kini)
    calon = pencari.cari(teks)[1]
    sama = [p.hal for p in calon if p.keyakinan == calon[0].keyakinan]
    return _dekat(sama, kini) if sama else None


def _dekat(calon: Sequence[NamaSimpul], kini: NamaSimpul | None) -> NamaSimpul:
    """Of nodes with one name the one that hangs nearest to the node named before."""
    if kini is None:
        return calon[0]
    dasar = kini

    def sama(s: NamaSimpul) -> int:
        if s.dokumen != dasar.dokumen:
            return -1
        ruas = zip(s.jalur.split("."), dasar.jalur.split("."), strict=False)
        return sum(1 for _ in _selagi_sama(ruas))

    return max(calon, key=sama)


def _selagi_sama(ruas: Iterable[tuple[str, str]]) -> Iterable[str]:
    for a, b in ruas:
        if a != b:
            return
        yield a


def _tepat(i: NamaIndikator, s: NamaSimpul) -> bool:
    return i.dokumen == s.dokumen and i.jalur == s.jalur


def _di_bawah(i: NamaIndikator, s: NamaSimpul) -> bool:
    return i.dokumen == s.dokumen and i.jalur.startswith(f"{s.jalur}.")


BARIS_LAIN, BARIS_JUMLAH = 0, -1  # rows of the sheet without a cell of the column; sums of others
_SEJAJAR = (
    "Baris kosong di tempelan disejajarkan dengan baris program dan kegiatan di lembar. "
    "Periksa letaknya."
)


def letak_berurutan(
    tata: Sequence[int], mulai: int | None, kosong: Sequence[bool]
) -> tuple[list[int], str]:
    """Where the rows of a block without names go: (id per row, 0 for none; what to check).

    `tata` are the rows of the sheet from top to bottom, `kosong` says of each row of the block
    whether it has nothing for the column. A block that is empty exactly beside the rows without a
    cell was copied with them; any other goes from cell to cell.

    >>> letak_berurutan([7, 0, 8, 9], 7, [False, True, False])[0]
    [7, 0, 8]
    >>> letak_berurutan([7, 0, 8, 9], 7, [False, False, False])
    ([7, 8, 9], '')
    """
    sisa = list(tata[tata.index(mulai) if mulai in tata else 0 :])
    while sisa and sisa[0] <= 0:
        sisa.pop(0)
    potong = sisa[: len(kosong)]
    lain = [n for n, t in enumerate(potong) if t == BARIS_LAIN]
    if lain and all(kosong[n] for n in lain):
        return [max(t, 0) for t in potong], _SEJAJAR
    hasil = [t for t in sisa if t > 0][: len(kosong)]
    lewat = sisa[: sisa.index(hasil[-1])] if hasil else []
    if BARIS_JUMLAH in lewat:
        return hasil, (
            f"{lewat.count(BARIS_JUMLAH)} baris jumlah di lembar dilewati. Bila tempelan memuat "
            "baris jumlah, salin bersama nama barisnya."
        )
    if BARIS_LAIN in lewat and any(kosong):
        return hasil, (
            f"{sum(kosong)} baris kosong di tempelan dihitung sebagai baris isian. "
            "Periksa letaknya."
        )
    return hasil, ""
