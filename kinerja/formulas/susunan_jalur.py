"""The order of a tree: who stands below whom, in which order, and the path that says so.

Pure functions over ids. A path is one group of digits per level, joined by dots, so that text
order is reading order and a prefix selects a branch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field


class SusunanDitolak(ValueError):
    """The tree cannot be arranged that way; the message is a sentence for the user."""


@dataclass
class Susunan:
    """A tree being arranged: the parent of each node and the children of each in order.

    `anak[None]` are the roots. Every change keeps both sides equal.
    """

    induk: dict[int, int | None] = field(default_factory=dict)
    anak: dict[int | None, list[int]] = field(default_factory=dict)

    @classmethod
    def dari_baris(cls, baris: Iterable[tuple[int, int | None]]) -> Susunan:
        """Build from (node, parent) in reading order.

        >>> Susunan.dari_baris([(1, None), (2, 1), (3, 1)]).anak
        {None: [1], 1: [2, 3]}
        """
        susunan = cls()
        for satu, induk in baris:
            susunan.induk[satu] = induk
            susunan.anak.setdefault(induk, []).append(satu)
        return susunan

    def leluhur(self, satu: int) -> Iterator[int]:
        """Parents from the nearest up to the root."""
        induk = self.induk[satu]
        while induk is not None:
            yield induk
            induk = self.induk[induk]

    def cabang(self, satu: int) -> list[int]:
        """The node and all below it in reading order."""
        hasil, antre = [], [satu]
        while antre:
            kini = antre.pop()
            hasil.append(kini)
            antre.extend(reversed(self.anak.get(kini, [])))
        return hasil

    def urutan_baca(self) -> list[int]:
        """All nodes in reading order."""
        return [pk for akar in self.anak.get(None, []) for pk in self.cabang(akar)]

    def tambah(self, satu: int, induk: int | None, sesudah: int | None = None) -> None:
        """Put a new node below `induk`: at the end, or right after its child `sesudah`."""
        self.induk[satu] = induk
        saudara = self.anak.setdefault(induk, [])
        letak = saudara.index(sesudah) + 1 if sesudah in saudara else len(saudara)
        saudara.insert(letak, satu)

    def pindah(self, satu: int, induk: int | None, sesudah: int | None = None) -> None:
        """Hang a node with its branch elsewhere. Raises SusunanDitolak below itself.

        >>> s = Susunan.dari_baris([(1, None), (2, 1)])
        >>> s.pindah(1, 2)
        Traceback (most recent call last):
        ...
        kinerja.formulas.susunan_jalur.SusunanDitolak: Simpul tidak dapat dipindahkan ke bawah \
dirinya sendiri.
        """
        if induk is not None and (induk == satu or satu in self.leluhur(induk)):
            raise SusunanDitolak("Simpul tidak dapat dipindahkan ke bawah dirinya sendiri.")
        self.anak[self.induk[satu]].remove(satu)
        self.tambah(satu, induk, sesudah)

    def geser(self, satu: int, langkah: int) -> None:
        """Change places with the sibling before (-1) or after (1). Raises SusunanDitolak."""
        saudara = self.anak[self.induk[satu]]
        letak = saudara.index(satu)
        tujuan = letak + langkah
        if not 0 <= tujuan < len(saudara):
            ujung = "paling atas" if langkah < 0 else "paling bawah"
            raise SusunanDitolak(f"Baris rencana ini sudah {ujung} di bawah induknya.")
        saudara[letak], saudara[tujuan] = saudara[tujuan], saudara[letak]

    def taruh(self, satu: int, posisi: int) -> None:
        """Make a node the `posisi`-th (from 1) of its siblings; beyond the end: the last.

        >>> s = Susunan.dari_baris([(1, None), (2, None), (3, None)])
        >>> s.taruh(3, 1)
        >>> s.anak[None]
        [3, 1, 2]
        """
        saudara = self.anak[self.induk[satu]]
        saudara.remove(satu)
        saudara.insert(max(0, posisi - 1), satu)

    def sebelum(self, satu: int) -> int | None:
        """The sibling right before, None for the first."""
        saudara = self.anak[self.induk[satu]]
        letak = saudara.index(satu)
        return saudara[letak - 1] if letak else None

    def buang(self, satu: int) -> None:
        """Take out a node that has no children left. Raises SusunanDitolak."""
        if self.anak.get(satu):
            raise SusunanDitolak("Baris rencana ini masih mempunyai simpul di bawahnya.")
        self.anak[self.induk.pop(satu)].remove(satu)

    def buang_cabang(self, satu: int) -> list[int]:
        """Take out a node with all below it; returns them in reading order."""
        cabang = self.cabang(satu)
        self.anak[self.induk[satu]].remove(satu)
        for pk in cabang:
            self.induk.pop(pk)
            self.anak.pop(pk, None)
        return cabang

    def jalur(self, *, lebar: int, panjang_maks: int) -> dict[int, str]:
        """The path of every node.

        Raises SusunanDitolak when a parent has more children than `lebar` digits count, or the
        tree is deeper than a path of `panjang_maks` characters holds.

        >>> Susunan.dari_baris([(7, None), (9, 7)]).jalur(lebar=4, panjang_maks=60)
        {7: '0001', 9: '0001.0001'}
        """
        hasil: dict[int, str] = {}
        antre: list[tuple[int | None, str]] = [(None, "")]
        while antre:
            induk, atas = antre.pop()
            saudara = self.anak.get(induk, [])
            if len(saudara) >= 10**lebar:
                raise SusunanDitolak(
                    f"Satu simpul paling banyak mempunyai {10**lebar - 1} simpul di bawahnya."
                )
            for nomor, pk in enumerate(saudara, start=1):
                ruas = f"{nomor:0{lebar}d}"
                hasil[pk] = f"{atas}.{ruas}" if atas else ruas
                if len(hasil[pk]) > panjang_maks:
                    jenjang = (panjang_maks + 1) // (lebar + 1)
                    raise SusunanDitolak(f"Pohon rencana paling dalam {jenjang} jenjang.")
                antre.append((pk, hasil[pk]))
        return hasil


def pisahkan(anak: Iterable[int], dipilih: Collection[int]) -> tuple[list[int], list[int]]:
    """(staying, going) of a split, both in the old order.

    >>> pisahkan([1, 2, 3], {2})
    ([1, 3], [2])
    """
    semua = list(anak)
    return [a for a in semua if a not in dipilih], [a for a in semua if a in dipilih]


def akan_melingkar(dari: int, ke: int, sisi: Mapping[int, Collection[int]]) -> bool:
    """Whether the link `dari` -> `ke` closes a circle in the links `sisi` (node -> its goals).

    >>> akan_melingkar(3, 1, {1: [2], 2: [3]}), akan_melingkar(1, 3, {1: [2], 2: [3]})
    (True, False)
    """
    sudah: set[int] = set()
    antre = [ke]
    while antre:
        kini = antre.pop()
        if kini == dari:
            return True
        if kini not in sudah:
            sudah.add(kini)
            antre.extend(sisi.get(kini, ()))
    return False
