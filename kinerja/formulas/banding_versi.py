"""What differs between two versions of one plan, line by line. No Django imports in this package.

A line is known by its lasting identity, so a renamed node is the same line under another name.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Keadaan(StrEnum):
    """What happened to a line; `pindah` also when its fields changed too."""

    BARU = "baru"
    HILANG = "hilang"
    BERUBAH = "berubah"
    PINDAH = "pindah"
    SAMA = "sama"


class JenisBaris(StrEnum):
    """What a line is."""

    SIMPUL = "simpul"
    INDIKATOR = "indikator"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Nilai:
    """One value: `kunci` is compared (None: empty), `teks` is shown. 5 and 5,00 are the same."""

    kunci: Hashable
    teks: str


@dataclass(frozen=True, slots=True)
class SimpulVersi:
    """One node of a version. `induk`: the identity of its parent, None at the root."""

    kunci: int
    induk: int | None
    label: str
    nama: str
    medan: Mapping[str, Nilai] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IndikatorVersi:
    """One indicator; `simpul` is the identity of the node it hangs under. `target`: by year and
    quarter (0: the year)."""

    kunci: int
    simpul: int
    nama: str
    medan: Mapping[str, Nilai] = field(default_factory=dict)
    target: Mapping[tuple[int, int], Nilai] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IsiVersi:
    """A version whole: nodes in reading order, indicators in their order under each node."""

    simpul: tuple[SimpulVersi, ...] = ()
    indikator: tuple[IndikatorVersi, ...] = ()


@dataclass(frozen=True, slots=True)
class Beda:
    """One field with what it was and what it is; None: it was not there."""

    medan: str
    lama: str | None
    baru: str | None


@dataclass(frozen=True, slots=True)
class BarisBanding:
    """One line. `induk` names what it hangs under (for `pindah`: now), `beda` what changed.
    For a target `periode` is (year, quarter) and `nama` its indicator."""

    jenis: JenisBaris
    keadaan: Keadaan
    kunci: int
    label: str
    nama: str
    induk: str
    kedalaman: int
    beda: tuple[Beda, ...] = ()
    periode: tuple[int, int] | None = None


INDUK = "Letak"
AKAR = "tingkat teratas"


def bandingkan(lama: IsiVersi, baru: IsiVersi) -> tuple[BarisBanding, ...]:
    """All lines of both versions in reading order of `baru`; what is gone stands where it stood.

    >>> satu = IsiVersi((SimpulVersi(1, None, "Program", "Kesehatan"),))
    >>> [b.keadaan.value for b in bandingkan(satu, IsiVersi())]
    ['hilang']
    """
    return tuple(_Pembanding(lama, baru).baris())


def hitung_keadaan(
    baris: Iterable[BarisBanding],
) -> dict[JenisBaris, dict[Keadaan, int]]:
    """How many lines of each kind are in each state."""
    hasil = {jenis: dict.fromkeys(Keadaan, 0) for jenis in JenisBaris}
    for b in baris:
        hasil[b.jenis][b.keadaan] += 1
    return hasil


class _Pembanding:
    """Both versions by identity."""

    def __init__(self, lama: IsiVersi, baru: IsiVersi) -> None:
        self.simpul_lama = {s.kunci: s for s in lama.simpul}
        self.simpul_baru = {s.kunci: s for s in baru.simpul}
        self.ind_lama = {i.kunci: i for i in lama.indikator}
        self.ind_baru = {i.kunci: i for i in baru.indikator}
        self.anak = _gabung_urutan(
            _per_induk((s.induk, s.kunci) for s in lama.simpul),
            _per_induk((s.induk, s.kunci) for s in baru.simpul),
            set(self.simpul_baru),
        )
        self.daun = _gabung_urutan(
            _per_induk((i.simpul, i.kunci) for i in lama.indikator),
            _per_induk((i.simpul, i.kunci) for i in baru.indikator),
            set(self.ind_baru),
        )

    def baris(self) -> Iterator[BarisBanding]:
        tumpukan = [(kunci, 0) for kunci in reversed(self.anak.get(None, []))]
        while tumpukan:
            kunci, kedalaman = tumpukan.pop()
            yield self._simpul(kunci, kedalaman)
            for indikator in self.daun.get(kunci, []):
                yield self._indikator(indikator, kedalaman + 1)
                yield from self._target(indikator, kedalaman + 2)
            tumpukan += [(a, kedalaman + 1) for a in reversed(self.anak.get(kunci, []))]

    def _nama(self, kunci: int | None, *, dulu: bool = False) -> str:
        """A node as both versions know it; the version that is asked for comes first."""
        if kunci is None:
            return ""
        lama, baru = self.simpul_lama.get(kunci), self.simpul_baru.get(kunci)
        s = ((lama or baru) if dulu else (baru or lama)) or self.simpul_baru[kunci]
        return f"{s.label} {s.nama}"

    def _simpul(self, kunci: int, kedalaman: int) -> BarisBanding:
        lama, baru = self.simpul_lama.get(kunci), self.simpul_baru.get(kunci)
        kini = baru or self.simpul_lama[kunci]
        keadaan, beda = _nilai_baris(
            lama.medan if lama else None,
            baru.medan if baru else None,
            (lama.induk, baru.induk) if lama and baru else None,
            self,
        )
        return BarisBanding(
            JenisBaris.SIMPUL,
            keadaan,
            kunci,
            kini.label,
            kini.nama,
            self._nama(kini.induk, dulu=baru is None),
            kedalaman,
            beda,
        )

    def _indikator(self, kunci: int, kedalaman: int) -> BarisBanding:
        lama, baru = self.ind_lama.get(kunci), self.ind_baru.get(kunci)
        kini = baru or self.ind_lama[kunci]
        keadaan, beda = _nilai_baris(
            lama.medan if lama else None,
            baru.medan if baru else None,
            (lama.simpul, baru.simpul) if lama and baru else None,
            self,
        )
        return BarisBanding(
            JenisBaris.INDIKATOR,
            keadaan,
            kunci,
            "Indikator",
            kini.nama,
            self._nama(kini.simpul, dulu=baru is None),
            kedalaman,
            beda,
        )

    def _target(self, kunci: int, kedalaman: int) -> Iterator[BarisBanding]:
        lama, baru = self.ind_lama.get(kunci), self.ind_baru.get(kunci)
        dulu = lama.target if lama else {}
        kini = baru.target if baru else {}
        nama = (baru or self.ind_lama[kunci]).nama
        for periode in sorted(set(dulu) | set(kini)):
            a, b = dulu.get(periode), kini.get(periode)
            yield BarisBanding(
                JenisBaris.TARGET,
                _keadaan(a, b, berubah=bool(a and b and a.kunci != b.kunci)),
                kunci,
                "Target",
                nama,
                nama,
                kedalaman,
                (Beda("Target", a.teks if a else None, b.teks if b else None),),
                periode,
            )

    def nama_letak(self, kunci: int | None, *, dulu: bool) -> str:
        """Where a line hangs, in words."""
        return self._nama(kunci, dulu=dulu) or AKAR


def _nilai_baris(
    lama: Mapping[str, Nilai] | None,
    baru: Mapping[str, Nilai] | None,
    induk: tuple[int | None, int | None] | None,
    banding: _Pembanding,
) -> tuple[Keadaan, tuple[Beda, ...]]:
    dulu, kini = lama or {}, baru or {}
    beda = [
        Beda(medan, a.teks if a else None, b.teks if b else None)
        for medan in [*kini, *(m for m in dulu if m not in kini)]
        if _kunci(a := dulu.get(medan)) != _kunci(b := kini.get(medan))
    ]
    pindah = induk is not None and induk[0] != induk[1]
    if pindah and induk is not None:
        letak = (
            banding.nama_letak(induk[0], dulu=True),
            banding.nama_letak(induk[1], dulu=False),
        )
        beda.insert(0, Beda(INDUK, *letak))
    return _keadaan(lama, baru, berubah=bool(beda), pindah=pindah), tuple(beda)


def _kunci(nilai: Nilai | None) -> Hashable:
    return nilai.kunci if nilai else None


def _keadaan(lama: object, baru: object, *, berubah: bool, pindah: bool = False) -> Keadaan:
    if lama is None:
        return Keadaan.BARU
    if baru is None:
        return Keadaan.HILANG
    if pindah:
        return Keadaan.PINDAH
    return Keadaan.BERUBAH if berubah else Keadaan.SAMA


def _per_induk(pasangan: Iterable[tuple[int | None, int]]) -> dict[int | None, list[int]]:
    hasil: dict[int | None, list[int]] = {}
    for induk, kunci in pasangan:
        hasil.setdefault(induk, []).append(kunci)
    return hasil


def _gabung_urutan(
    lama: Mapping[int | None, list[int]], baru: Mapping[int | None, list[int]], masih: set[int]
) -> dict[int | None, list[int]]:
    """Children by parent: those of the new version, and each that is gone right after the last
    older sibling that still stands there."""
    hasil = {induk: list(anak) for induk, anak in baru.items()}
    for induk, anak in lama.items():
        kini = hasil.setdefault(induk, [])
        letak = {k: n for n, k in enumerate(kini)}
        sesudah: dict[int, list[int]] = {}  # position in the new order -> what is gone behind it
        terakhir = -1
        for kunci in anak:
            if kunci in letak:
                terakhir = letak[kunci]
            elif kunci not in masih:
                sesudah.setdefault(terakhir, []).append(kunci)
        if sesudah:
            hasil[induk] = [
                *sesudah.get(-1, []),
                *(k for n, satu in enumerate(kini) for k in (satu, *sesudah.get(n, []))),
            ]
    return hasil
