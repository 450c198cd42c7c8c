"""From quarters to a year, and from many capaian to one mean.

Sources and tests: docs/regulasi.md#nilai-tahun and #rata-rata-capaian
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal, assert_never

Cara = Literal["jumlah", "posisi_akhir", "rata_rata"]
Isian = Literal["per_triwulan", "sd_triwulan"]

SEMUA_TRIWULAN = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class NilaiTahun:
    """Value of a period of quarters, in the unit of the Indikator.

    `nilai` is None when no quarter is filled (never 0). Unless `lengkap`, the value is
    "sementara" and must be shown with that word. `triwulan_terisi` counts the filled quarters.
    """

    nilai: Decimal | None
    lengkap: bool
    triwulan_terisi: int


@dataclass(frozen=True, slots=True)
class RataRata:
    """A mean in percent over `n` of `dari` values; `nilai` is None when n is 0."""

    nilai: Decimal | None
    n: int
    dari: int


def per_triwulan(
    triwulan: Sequence[Decimal | None], isian: Isian = "per_triwulan"
) -> tuple[Decimal | None, ...]:
    """Return the quarters' own values.

    sd_triwulan is differenced against the last known value. After a gap a value therefore
    covers every quarter since that one: the sum stays right, and no share is invented for the
    quarter that nobody filled; it stays None. A fall gives a negative quarter, which is kept
    (see `triwulan_turun`).

    >>> per_triwulan([Decimal(10), None, Decimal(30), Decimal(30)], "sd_triwulan")
    (Decimal('10'), None, Decimal('20'), Decimal('0'))
    """
    if len(triwulan) > len(SEMUA_TRIWULAN):
        raise ValueError("Satu tahun paling banyak empat triwulan.")
    if isian == "per_triwulan":
        return tuple(triwulan)
    if isian != "sd_triwulan":
        assert_never(isian)
    sendiri: list[Decimal | None] = []
    terakhir = Decimal(0)
    for nilai in triwulan:
        if nilai is None:
            sendiri.append(None)
            continue
        sendiri.append(nilai - terakhir)
        terakhir = nilai
    return tuple(sendiri)


def triwulan_turun(triwulan: Sequence[Decimal | None]) -> tuple[int, ...]:
    """Return the quarters whose "sd_triwulan" value is below the last known one.

    Such a row contradicts its isian: the importer lists it and the verifier sees a flag.

    >>> triwulan_turun([Decimal(10), None, Decimal(8), Decimal(9)])
    (3,)
    """
    terisi = [(n, nilai) for n, nilai in enumerate(triwulan, start=1) if nilai is not None]
    return tuple(n for (_, lalu), (n, kini) in pairwise(terisi) if kini < lalu)


def nilai_tahun(
    triwulan: Sequence[Decimal | None],
    cara: Cara,
    isian: Isian = "per_triwulan",
    *,
    jatuh_tempo: Collection[int] = SEMUA_TRIWULAN,
) -> NilaiTahun:
    """Return the year's value from its quarters (I first; None is unknown, never 0).

    jumlah: sum; posisi_akhir: the last filled quarter; rata_rata: mean of the filled quarters.
    All three work on per-quarter values: sd_triwulan is differenced first by `per_triwulan`.
    `jatuh_tempo`: quarters in which the Indikator is measured (semester: 2 and 4); one that is
    not due is not missing. Raises ValueError for more than four quarters.
    Source: docs/regulasi.md#nilai-tahun

    >>> nilai_tahun([Decimal(10), Decimal(25), None, None], "jumlah", "sd_triwulan")
    NilaiTahun(nilai=Decimal('25'), lengkap=False, triwulan_terisi=2)
    """
    return nilai_sd_triwulan(triwulan, 4, cara, isian, jatuh_tempo=jatuh_tempo)


def nilai_sd_triwulan(
    triwulan: Sequence[Decimal | None],
    sampai: int,
    cara: Cara,
    isian: Isian = "per_triwulan",
    *,
    jatuh_tempo: Collection[int] = SEMUA_TRIWULAN,
) -> NilaiTahun:
    """Return the value from quarter I up to and including `sampai`, as `nilai_tahun` does.

    `lengkap` then speaks of the quarters due up to `sampai`. Raises ValueError outside 1 to 4.

    >>> nilai_sd_triwulan([Decimal(10), Decimal(15), Decimal(5)], 2, "jumlah").nilai
    Decimal('25')
    """
    if sampai not in SEMUA_TRIWULAN:
        raise ValueError(f"Triwulan harus 1 sampai 4, bukan {sampai}.")
    sendiri = per_triwulan(triwulan, isian)[:sampai]
    terisi = [nilai for nilai in sendiri if nilai is not None]
    wajib = [n for n in SEMUA_TRIWULAN if n <= sampai and n in jatuh_tempo]
    lengkap = bool(terisi) and all(n <= len(sendiri) and sendiri[n - 1] is not None for n in wajib)
    return NilaiTahun(
        nilai=_gabung(terisi, cara) if terisi else None,
        lengkap=lengkap,
        triwulan_terisi=len(terisi),
    )


def _gabung(terisi: Sequence[Decimal], cara: Cara) -> Decimal:
    if cara == "jumlah":
        return sum(terisi, Decimal(0))
    if cara == "posisi_akhir":
        return terisi[-1]
    if cara == "rata_rata":
        return sum(terisi, Decimal(0)) / len(terisi)
    assert_never(cara)


def rata_rata_capaian(
    capaian: Iterable[Decimal | None], *, batas_atas: Decimal | None = None
) -> RataRata:
    """Return the simple mean of capaian in percent, and how many of how many went into it.

    Each value is floored at 0 and, where the year's setting says so, capped at `batas_atas`
    (percent), so that one extreme does not hide the others. None (unknown or undefined) is left
    out and counted in `dari` only. Raises ValueError for a negative `batas_atas`.
    Source: docs/regulasi.md#rata-rata-capaian

    >>> rata_rata_capaian([Decimal(100), None, Decimal(-40)])
    RataRata(nilai=Decimal('50'), n=2, dari=3)
    """
    if batas_atas is not None and batas_atas < 0:
        raise ValueError("Batas atas capaian tidak boleh kurang dari 0.")
    semua = list(capaian)
    terpakai = [max(nilai, Decimal(0)) for nilai in semua if nilai is not None]
    if batas_atas is not None:
        terpakai = [min(nilai, batas_atas) for nilai in terpakai]
    return RataRata(
        nilai=sum(terpakai, Decimal(0)) / len(terpakai) if terpakai else None,
        n=len(terpakai),
        dari=len(semua),
    )
