"""Names of programs, kegiatan and indicators as people type them: folding and matching.

Two spellings of one name differ by case, hyphens, line breaks, spaces and "KABUPATEN / KOTA";
typing slips are found by similarity. No Django imports in this package.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

T = TypeVar("T")

# Percent of equal letters from which two names are one. Real slips ("Penatusahaan",
# "Sosiaisasi") stay above 94; "DPA-SKPD" against "Perubahan DPA-SKPD" is 87.
AMBANG_KEMIRIPAN = 90.0
# Two candidates closer to each other than this cannot be told apart by similarity.
JARAK_AMAN = 3.0

_DAERAH = re.compile(r"kab(?:upaten)?kota")
_KATA = re.compile(r"[a-z]+|[0-9]+")
# One such word more or less makes another thing, however similar the rest is.
_KATA_PEMBEDA = frozenset(
    [
        "perubahan",
        "non",
        "nonformal",
        "bukan",
        "tidak",
        "tanpa",
        "belum",
        "dasar",
        "menengah",
        "pertama",
        "dini",
        "paud",
        "sd",
        "smp",
        "utara",
        "timur",
        "selatan",
        "barat",
        "tengah",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "tercetak",
        "elektronik",
        "digital",
        "pria",
        "wanita",
        "laki",
        "perempuan",
        "bayi",
        "balita",
        "lansia",
        "ibu",
        "bulanan",
        "triwulanan",
        "semesteran",
        "tahunan",
        "negeri",
        "swasta",
        "dalam",
        "luar",
        "sedang",
        "berat",
        "ringan",
    ]
)


def bakukan(teks: str) -> str:
    """Letters and digits only, without case: equal for two spellings of one name.

    >>> bakukan("Koordinasi dan Penyusunan Dokumen RKA- SKPD")
    'koordinasidanpenyusunandokumenrkaskpd'
    """
    return "".join(_KATA.findall(unicodedata.normalize("NFKC", teks).casefold()))


def kunci_nama(teks: str) -> str:
    """As `bakukan`, and blind to "Kabupaten/Kota", which each region writes its own way.

    >>> kunci_nama("PROGRAM PENUNJANG URUSAN DAERAH KABUPATEN / KOTA")
    'programpenunjangurusandaerah'
    """
    baku = bakukan(teks)
    return _DAERAH.sub("", baku) or baku


def _pembeda(teks: str) -> frozenset[str]:
    kata = _KATA.findall(unicodedata.normalize("NFKC", teks).casefold())
    return frozenset(k for k in kata if k in _KATA_PEMBEDA or k.isdigit())


def kemiripan(satu: str, dua: str) -> float:
    """Percent of equal letters of two names, 0..100; 0 when a distinguishing word differs.

    >>> kemiripan("Penatusahaan Arsip Dinamis", "Penatausahaan Arsip Dinamis") > 97
    True
    >>> kemiripan("Penyusunan Dokumen DPA-SKPD", "Penyusunan Dokumen Perubahan DPA-SKPD")
    0.0
    """
    kunci_satu, kunci_dua = kunci_nama(satu), kunci_nama(dua)
    if kunci_satu == kunci_dua:
        return 100.0
    if _pembeda(satu) != _pembeda(dua):
        return 0.0
    return fuzz.ratio(kunci_satu, kunci_dua)


@dataclass(frozen=True)
class Calon(Generic[T]):
    """One thing a name may mean."""

    hal: T
    nama: str


@dataclass(frozen=True)
class Padanan(Generic[T]):
    """A candidate and how sure the match is, in percent (100: the same name)."""

    hal: T
    nama: str
    keyakinan: float


class DaftarNama(Generic[T]):
    """Many names to be asked often: exact by dictionary, else by similarity."""

    def __init__(self, calon: Iterable[Calon[T]]) -> None:
        self._calon: Sequence[Calon[T]] = tuple(calon)
        self._kunci: list[str] = [kunci_nama(c.nama) for c in self._calon]
        self._sama: dict[str, list[int]] = {}
        for nomor, kunci in enumerate(self._kunci):
            self._sama.setdefault(kunci, []).append(nomor)

    def cari(self, nama: str, *, ambang: float = AMBANG_KEMIRIPAN) -> list[Padanan[T]]:
        """Candidates at least `ambang` similar, best first; only equal ones when there are any."""
        kunci = kunci_nama(nama)
        if not kunci:
            return []
        if sama := self._sama.get(kunci):
            return [self._padanan(nomor, 100.0) for nomor in sama]
        beda = _pembeda(nama)
        mirip = process.extract(kunci, self._kunci, scorer=fuzz.ratio, score_cutoff=ambang, limit=8)
        return [
            self._padanan(nomor, nilai)
            for _, nilai, nomor in mirip
            if _pembeda(self._calon[nomor].nama) == beda
        ]

    def _padanan(self, nomor: int, keyakinan: float) -> Padanan[T]:
        calon = self._calon[nomor]
        return Padanan(calon.hal, calon.nama, keyakinan)


@dataclass(frozen=True)
class Pasangan(Generic[T]):
    """What one name was matched with: a single candidate, several too close, or none."""

    hal: T | None = None
    keyakinan: float = 0.0
    pilihan: tuple[Padanan[T], ...] = ()


def pasangkan(
    nama: Mapping[int, str],
    calon: Sequence[Calon[T]],
    *,
    kunci_hal: Callable[[T], int],
) -> dict[int, Pasangan[T]]:
    """Match names (by row number) with candidates one to one; each candidate is used once.

    Equal names first: the first row of a name takes the first candidate of that name, and so on,
    as long as there are as many of both; otherwise nobody can say which one is missing, and the
    rows that are not told apart get `pilihan`. What is left is matched by similarity, best pair
    first; a row whose two best candidates are closer than JARAK_AMAN gets `pilihan`.
    """
    hasil: dict[int, Pasangan[T]] = {}
    dipakai: set[int] = set()
    baris_per_kunci: dict[str, list[int]] = {}
    for baris, teks in nama.items():
        baris_per_kunci.setdefault(kunci_nama(teks), []).append(baris)
    calon_per_kunci: dict[str, list[Calon[T]]] = {}
    for c in calon:
        calon_per_kunci.setdefault(kunci_nama(c.nama), []).append(c)
    for kunci, semua in baris_per_kunci.items():
        sama = calon_per_kunci.get(kunci, [])
        if not sama:
            continue
        if len(sama) > len(semua) and len(sama) > 1:
            pilihan = tuple(Padanan(c.hal, c.nama, 100.0) for c in sama)
            hasil.update((baris, Pasangan(pilihan=pilihan)) for baris in semua)
            dipakai.update(kunci_hal(c.hal) for c in sama)
            continue
        for baris, c in zip(semua, sama, strict=False):
            hasil[baris] = Pasangan(c.hal, 100.0)
            dipakai.add(kunci_hal(c.hal))
    _pasangkan_mirip(nama, calon, hasil, dipakai, kunci_hal)
    return hasil


def _pasangkan_mirip(
    nama: Mapping[int, str],
    calon: Sequence[Calon[T]],
    hasil: dict[int, Pasangan[T]],
    dipakai: set[int],
    kunci_hal: Callable[[T], int],
) -> None:
    """Match by similarity what equal names left over (changes `hasil` and `dipakai`)."""
    sisa = [c for c in calon if kunci_hal(c.hal) not in dipakai]
    daftar = DaftarNama(sisa)
    mirip = {
        baris: daftar.cari(teks) for baris, teks in nama.items() if sisa and baris not in hasil
    }
    urut = sorted(
        (b for b, padanan in mirip.items() if padanan),
        key=lambda b: (-mirip[b][0].keyakinan, b),
    )
    for baris in urut:
        padanan = [p for p in mirip[baris] if kunci_hal(p.hal) not in dipakai]
        if not padanan:
            continue
        if len(padanan) > 1 and padanan[0].keyakinan - padanan[1].keyakinan < JARAK_AMAN:
            hasil[baris] = Pasangan(pilihan=tuple(padanan))
            continue
        hasil[baris] = Pasangan(padanan[0].hal, padanan[0].keyakinan)
        dipakai.add(kunci_hal(padanan[0].hal))
