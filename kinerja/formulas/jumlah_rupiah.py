"""Spent rupiah added upward through a tree, exact to the rupiah.

Pure functions, whole rupiah. Unknown (None) is never 0. Where every budgeted child is known the
sum of the children is the value of a node, whatever a report says of the node itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class JumlahRupiah:
    """Money of one node: what is stored for it, and what its budgeted children add up to.

    `jumlah` adds what is known of the `dari` budgeted children, `n` of which are known whole; None
    when nothing below is known.
    """

    sendiri: int | None
    jumlah: int | None
    n: int
    dari: int

    @property
    def lengkap(self) -> bool:
        """Whether there are budgeted children and each of them is known."""
        return self.dari > 0 and self.n == self.dari

    @property
    def nilai(self) -> int | None:
        """The sum of the children when all are known, else the node's own value, else unknown."""
        return self.jumlah if self.lengkap else self.sendiri

    @property
    def sebagian(self) -> bool:
        """Only a part is known: `jumlah` may be shown, with that word."""
        return self.nilai is None and self.jumlah is not None

    @property
    def terlihat(self) -> int | None:
        """What a page may show: the value, or the known part (`sebagian`)."""
        return self.jumlah if self.sebagian else self.nilai

    @property
    def selisih(self) -> int:
        """Stored value minus the complete sum below; 0 while either is unknown."""
        if not self.lengkap or self.sendiri is None or self.jumlah is None:
            return 0
        return self.sendiri - self.jumlah


def jumlahkan_rupiah(
    urutan: Iterable[tuple[int, int | None]],
    tersimpan: Mapping[int, int | None],
    beranggaran: Collection[int] = (),
) -> dict[int, JumlahRupiah]:
    """Sums of all nodes; `urutan` are (node, parent) in reading order, parents first.

    `beranggaran` are nodes that have a budget of their own; a node with a stored value, or with a
    budgeted node below, has one too. Other children do not count: no money is expected of them.

    >>> hasil = jumlahkan_rupiah([(1, None), (2, 1), (3, 1)], {1: 90, 2: 40, 3: 60})
    >>> hasil[1].nilai, hasil[1].selisih
    (100, -10)
    >>> hasil = jumlahkan_rupiah([(1, None), (2, 1), (3, 1)], {2: 40}, {3})
    >>> hasil[1].nilai, hasil[1].terlihat, hasil[1].sebagian
    (None, 40, True)
    """
    anak: dict[int, list[JumlahRupiah]] = {}
    hasil: dict[int, JumlahRupiah] = {}
    for satu, induk in reversed(list(urutan)):
        bawah = anak.get(satu, [])
        ada = [n for a in bawah if (n := a.terlihat) is not None]
        hasil[satu] = JumlahRupiah(
            sendiri=tersimpan.get(satu),
            jumlah=sum(ada) if ada else None,
            n=sum(a.nilai is not None for a in bawah),
            dari=len(bawah),
        )
        if induk is not None and (bawah or satu in beranggaran or tersimpan.get(satu) is not None):
            anak.setdefault(induk, []).append(hasil[satu])
    return hasil
