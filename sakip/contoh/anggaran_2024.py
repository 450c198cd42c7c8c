"""Money of the sample year: leaves are made up, every parent is exactly the sum of its children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sakip.contoh.ukuran_2024 import acak

TRIWULAN = (1, 2, 3, 4)
# Share of the year's spending that has happened by the end of each quarter.
LAJU = (Decimal("0.16"), Decimal("0.41"), Decimal("0.68"), Decimal(1))
RIBUAN = 1000


@dataclass(frozen=True)
class SimpulBerbiaya:
    """One node that may carry money; `induk` None where its parent carries none.

    `pagu_lalu`, `belanja_lalu`: whole rupiah of 2023, the latter for half a year.
    """

    kunci: str
    induk: str | None
    pagu_lalu: int | None = None
    belanja_lalu: int | None = None


@dataclass(frozen=True)
class Biaya:
    """Pagu and the spending up to each quarter, whole rupiah."""

    pagu: int
    realisasi: tuple[int, int, int, int]


def susun_anggaran(simpul: Sequence[SimpulBerbiaya], benih: str) -> dict[str, Biaya]:
    """Money of every node; `benih` is text that never changes. Parents come before children."""
    anak: dict[str, list[str]] = {}
    for s in simpul:
        if s.induk is not None:
            anak.setdefault(s.induk, []).append(s.kunci)
    hasil: dict[str, Biaya] = {}
    for s in reversed(simpul):
        hasil[s.kunci] = (
            _jumlahkan([hasil[a] for a in anak[s.kunci]])
            if s.kunci in anak
            else _daun(s, f"{benih}|{s.kunci}")
        )
    return hasil


def _daun(simpul: SimpulBerbiaya, benih: str) -> Biaya:
    dasar = simpul.pagu_lalu or 2 * (simpul.belanja_lalu or 0)
    if dasar:
        pagu = int(dasar * (Decimal("0.95") + acak(benih, "pagu") / 5))
    else:
        pagu = 25_000_000 + int(acak(benih, "pagu") * 125_000_000)
    pagu = max(pagu // RIBUAN, 1) * RIBUAN
    # Most of a pagu is spent; one leaf in twelve stays well behind.
    tertinggal = acak(benih, "serap") < Decimal(1) / 12
    terserap = Decimal("0.55") if tertinggal else Decimal("0.86")
    terserap += acak(benih, "porsi") * Decimal("0.13")
    geser = (acak(benih, "laju") - Decimal("0.5")) / 10
    satu, dua, tiga, empat = (
        int(pagu * terserap * (laju + (geser if laju < 1 else 0))) for laju in LAJU
    )
    return Biaya(pagu, (satu, dua, tiga, empat))


def _jumlahkan(anak: Sequence[Biaya]) -> Biaya:
    satu, dua, tiga, empat = (sum(b.realisasi[n] for b in anak) for n in range(4))
    return Biaya(sum(b.pagu for b in anak), (satu, dua, tiga, empat))


def belanja_tengah_tahun(triwulan: Mapping[int, tuple[int, str]]) -> int | None:
    """Spending of half a year from the quarters of a report: (rupiah, isian) by quarter."""
    if not triwulan:
        return None
    terakhir = max(triwulan)
    rupiah, isian = triwulan[terakhir]
    if isian == "per_triwulan":
        rupiah = sum(r for tw, (r, _) in triwulan.items() if tw <= 2)
    return rupiah
