"""Names of programs, kegiatan and indicators as people type them: folding and likeness.

Two spellings of one name differ by case, hyphens, line breaks, spaces and "KABUPATEN / KOTA";
typing slips are found by similarity. No Django imports in this package.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from kinerja.formulas.ejaan import (
    kata_nama,
    pembeda_berbeda,
    rata,
    sambung_penggalan,
    selip_saja,
    tanpa_daerah,
)
from kinerja.formulas.singkatan import jabarkan, tanpa_embel, tanpa_putus

T = TypeVar("T")

# Percent of equal letters from which two names are one. Real slips ("Penatusahaan",
# "Sosiaisasi") stay above 94; "DPA-SKPD" against "Perubahan DPA-SKPD" is 87.
AMBANG_KEMIRIPAN = 90.0
# Two candidates closer to each other than this cannot be told apart by similarity.
JARAK_AMAN = 3.0
# Names that differ by slips of letters only are one from here; below, they are too short to say.
AMBANG_SELIP = 75.0
# From here a person is asked whether the name means the candidate.
AMBANG_TANYA = 72.0
# A name written out from its abbreviations is sure, but not the same letters.
KEYAKINAN_SINGKATAN = 99.0
# A name that was cut off, and the letters that it must have to say anything.
KEYAKINAN_PUTUS = 95.0
_PANJANG_PUTUS = 25
# What differs by a word is never taken without asking, however similar.
BATAS_BEDA_KATA = 89.0
_CALON_DEKAT = 6  # candidates compared word by word, for each name
_BANYAK_PASANGAN = 200_000  # above this only close candidates are looked at

_DAERAH = re.compile(r"kab(?:upaten)?(?:atau)?kota|kota(?:atau)?kabupaten")
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
    return "".join(_KATA.findall(rata(teks)))


def kunci_nama(teks: str) -> str:
    """As `bakukan`, and blind to "Kabupaten/Kota", which each region writes its own way.

    >>> kunci_nama("PROGRAM PENUNJANG URUSAN DAERAH KABUPATEN / KOTA")
    'programpenunjangurusandaerah'
    """
    baku = bakukan(teks)
    return _DAERAH.sub("", baku) or baku


def _pembeda(teks: str) -> frozenset[str]:
    kata = _KATA.findall(rata(teks))
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

    def punya(self, nama: str) -> bool:
        """Whether the list has this very name."""
        return kunci_nama(nama) in self._sama

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
class Serupa:
    """How alike two names are, in percent, and whether they differ by writing only."""

    nilai: float
    yakin: bool


def serupa(nama: str, calon: str, kosakata: Collection[str] = frozenset()) -> Serupa:
    """Compare a name of a report with one of the plan, abbreviations written out.

    >>> serupa("Adm. Keuangan PD", "Administrasi Keuangan Perangkat Daerah")
    Serupa(nilai=99.0, yakin=True)
    >>> serupa("Penyusunan RKA-SKPD", "Penyusunan DPA-SKPD").yakin
    False
    """
    if kunci_nama(nama) == kunci_nama(calon):
        return Serupa(100.0, yakin=True)
    if tanpa_embel(calon) == calon:
        nama = tanpa_embel(nama)
    if putus := tanpa_putus(nama):
        return _serupa_putus(putus, calon)
    satu = tanpa_daerah(jabarkan(sambung_penggalan(nama, calon), calon, kosakata))
    dua = tanpa_daerah(jabarkan(calon, nama))
    if pembeda_berbeda(kata_nama(satu), kata_nama(dua), _KATA_PEMBEDA):
        return Serupa(0.0, yakin=False)
    kunci_satu, kunci_dua = kunci_nama(satu), kunci_nama(dua)
    if kunci_satu == kunci_dua:
        return Serupa(KEYAKINAN_SINGKATAN, yakin=True)
    nilai = min(fuzz.ratio(kunci_satu, kunci_dua), KEYAKINAN_SINGKATAN)
    if nilai >= AMBANG_SELIP and selip_saja(satu, dua, kosakata):
        return Serupa(nilai, yakin=True)
    return Serupa(min(nilai, BATAS_BEDA_KATA), yakin=False)


def _serupa_putus(nama: str, calon: str) -> Serupa:
    """A name that was cut off ("...") against the beginning of another: sure when it is long and
    the same. Candidates that begin alike stay equally sure, and are asked."""
    satu, dua = bakukan(nama), bakukan(calon)
    if len(satu) < _PANJANG_PUTUS or len(dua) <= len(satu):
        return Serupa(0.0, yakin=False)
    if dua.startswith(satu):
        return Serupa(KEYAKINAN_PUTUS, yakin=True)
    return Serupa(min(fuzz.ratio(satu, dua[: len(satu)]), BATAS_BEDA_KATA), yakin=False)


def kata_dikenal(nama: Iterable[str], *, paling_sedikit: int = 1) -> frozenset[str]:
    """The words of these names, written out, that stand in at least so many of them: a rare
    word may itself be a slip."""
    hitung = Counter(k for satu in set(nama) for k in set(jabarkan(satu).split()))
    return frozenset(k for k, n in hitung.items() if n >= paling_sedikit)


def calon_dekat(
    nama: str, calon: Sequence[Calon[T]], kosakata: Collection[str] = frozenset(), *, baris: int = 1
) -> list[tuple[Calon[T], Serupa]]:
    """The candidates most like a name, those that differ by writing only first, best first.

    `baris` says how many names are asked with the same candidates.
    """
    kunci = [_kunci_luas(c.nama) for c in calon]
    nama = tanpa_embel(nama)
    if putus := tanpa_putus(nama):
        panjang = len(kunci_nama(putus))
        kunci = [k[:panjang] for k in kunci]
    batas = 80 if baris * len(calon) > _BANYAK_PASANGAN else 50
    ambil = process.extract(
        _kunci_luas(nama), kunci, scorer=fuzz.ratio, score_cutoff=batas, limit=_CALON_DEKAT
    )
    dinilai = [(calon[nomor], serupa(nama, calon[nomor].nama, kosakata)) for _, _, nomor in ambil]
    return sorted(
        ((c, s) for c, s in dinilai if s.nilai), key=lambda cs: (not cs[1].yakin, -cs[1].nilai)
    )


@lru_cache(maxsize=20_000)
def _kunci_luas(nama: str) -> str:
    return kunci_nama(tanpa_daerah(jabarkan(nama)))
