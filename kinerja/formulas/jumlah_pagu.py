"""Budget added upward through a tree, and budget that several goals share.

Pure functions, whole rupiah. Unknown (None) is never 0: a sum with an unknown part says how many
of how many it holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class JumlahPagu:
    """Budget of one node: its own, and what stands directly below it.

    `jumlah` adds what is known of the `dari` nodes below, `n` of which are known whole; None when
    nothing is known. `nilai` is the budget of the node: its own, else the sum once complete.
    """

    sendiri: int | None
    jumlah: int | None
    n: int
    dari: int

    @property
    def lengkap(self) -> bool:
        return self.n == self.dari

    @property
    def nilai(self) -> int | None:
        if self.sendiri is not None:
            return self.sendiri
        return self.jumlah if self.dari and self.lengkap else None

    @property
    def selisih(self) -> int | None:
        """Own pagu minus the sum below, in rupiah; None while either is unknown."""
        if self.sendiri is None or self.jumlah is None:
            return None
        return self.sendiri - self.jumlah

    @property
    def lebih(self) -> int:
        """By how much the known part below exceeds the own pagu; 0 when it does not."""
        return max(0, -self.selisih) if self.selisih is not None else 0

    @property
    def menyimpang(self) -> bool:
        """Worth a warning: exceeded, or all below is known and it is not the own pagu."""
        return bool(self.lebih or (self.lengkap and self.selisih))


def jumlahkan(
    urutan: Iterable[tuple[int, int | None]], pagu: Mapping[int, int | None]
) -> dict[int, JumlahPagu]:
    """Sums of all nodes; `urutan` are (node, parent) in reading order, parents first.

    >>> hasil = jumlahkan([(1, None), (2, 1), (3, 1)], {2: 40, 3: 60})
    >>> hasil[1].nilai, hasil[1].n, hasil[1].dari
    (100, 2, 2)
    >>> jumlahkan([(1, None), (2, 1), (3, 1)], {1: 100, 2: 40})[1].selisih
    60
    """
    baris = list(urutan)
    bawah: dict[int, list[JumlahPagu]] = {}
    hasil: dict[int, JumlahPagu] = {}
    for satu, induk in reversed(baris):
        anak = bawah.get(satu, [])
        # A child that is known in part counts with that part: it can only grow.
        ada = [n for a in anak if (n := a.jumlah if a.sendiri is None else a.sendiri) is not None]
        hasil[satu] = JumlahPagu(
            sendiri=pagu.get(satu),
            jumlah=sum(ada) if ada else None,
            n=sum(a.nilai is not None for a in anak),
            dari=len(anak),
        )
        if induk is not None:
            bawah.setdefault(induk, []).append(hasil[satu])
    return hasil


def lebih_bertambah(lama: Mapping[int, JumlahPagu], baru: Mapping[int, JumlahPagu]) -> list[int]:
    """Nodes whose children exceed their pagu by more than before: what a change may not do.

    An excess that was there already (old data) may stay or shrink.
    """
    return [
        satu
        for satu, jumlah in baru.items()
        if jumlah.lebih > (lama[satu].lebih if satu in lama else 0)
    ]


@dataclass(frozen=True)
class PaguBersama:
    """Budget that supports several goals: per goal, and in total with each source counted once.

    `bersama` are the sources that support more than one of the goals.
    """

    per_tujuan: Mapping[int, JumlahPagu]
    total: JumlahPagu
    bersama: frozenset[int]


def jumlahkan_sekali(
    pendukung: Mapping[int, Collection[int]], pagu: Mapping[int, int | None]
) -> PaguBersama:
    """Budget of the sources that support each goal; a shared source counts once in the total.

    >>> p = jumlahkan_sekali({1: [7, 8], 2: [8]}, {7: 10, 8: 5})
    >>> p.per_tujuan[1].jumlah, p.per_tujuan[2].jumlah, p.total.jumlah, sorted(p.bersama)
    (15, 5, 15, [8])
    """
    kali: dict[int, int] = {}
    for sumber in pendukung.values():
        for satu in set(sumber):
            kali[satu] = kali.get(satu, 0) + 1
    return PaguBersama(
        per_tujuan={tujuan: _jumlah(set(s), pagu) for tujuan, s in pendukung.items()},
        total=_jumlah(set(kali), pagu),
        bersama=frozenset(satu for satu, n in kali.items() if n > 1),
    )


def _jumlah(sumber: Collection[int], pagu: Mapping[int, int | None]) -> JumlahPagu:
    ada = [n for satu in sumber if (n := pagu.get(satu)) is not None]
    return JumlahPagu(sendiri=None, jumlah=sum(ada) if ada else None, n=len(ada), dari=len(sumber))
