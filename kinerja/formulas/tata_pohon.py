"""Where the boxes of a tree stand. Pure layout, no Django: sizes in, places out.

Every branch owns a strip of the width, so two boxes never overlap. Boxes of one row start at one
height. Children that have none themselves are stacked in columns below their parent, which keeps
a tree with many leaves narrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

SELA_X = 18.0
SELA_Y = 34.0
SELA_TUMPUK = 10.0
# The line that feeds a column of stacked boxes runs here, left of them.
LEKUK = 16.0


@dataclass(frozen=True)
class Butir:
    """One box to place: its size and the row (`lapis`) it belongs to, larger than its parent's."""

    kunci: str
    lebar: float
    tinggi: float
    lapis: int = 0
    anak: tuple[Butir, ...] = ()


@dataclass(frozen=True)
class Letak:
    """Where one box stands: its upper left corner and its size."""

    x: float
    y: float
    lebar: float
    tinggi: float

    @property
    def tengah(self) -> float:
        return self.x + self.lebar / 2

    @property
    def bawah(self) -> float:
        return self.y + self.tinggi


@dataclass(frozen=True)
class Ruas:
    """A line from the parent `dari` to `ke` through these points."""

    dari: str
    ke: str
    titik: tuple[tuple[float, float], ...]


@dataclass
class Tata:
    """The whole layout."""

    lebar: float = 0.0
    tinggi: float = 0.0
    letak: dict[str, Letak] = field(default_factory=dict)
    ruas: list[Ruas] = field(default_factory=list)


def tata_pohon(akar: Sequence[Butir], *, tumpuk: int = 4) -> Tata:
    """Place one or more trees side by side; `tumpuk` is how many leaves stand in one column.

    >>> tata = tata_pohon([Butir("a", 100, 40, 0, (Butir("b", 100, 40, 1),))])
    >>> tata.letak["b"].y - tata.letak["a"].bawah == SELA_Y
    True
    """
    if not akar:
        return Tata()
    atas = _atas_lapis(akar)
    tata = Tata()
    x = 0.0
    for satu in akar:
        x += _taruh(satu, x, atas, tata, tumpuk) + SELA_X
    tata.lebar = max(letak.x + letak.lebar for letak in tata.letak.values())
    tata.tinggi = max(letak.bawah for letak in tata.letak.values())
    return tata


def telusuri(akar: Sequence[Butir]) -> Iterator[Butir]:
    """All boxes, parents before children."""
    for satu in akar:
        yield satu
        yield from telusuri(satu.anak)


def _atas_lapis(akar: Sequence[Butir]) -> dict[int, float]:
    """The upper edge of every row; a row is as high as its highest box with something below it.

    A box with nothing below it may reach into the next rows: its strip is empty there.
    """
    tinggi: dict[int, float] = {}
    for butir in telusuri(akar):
        tinggi[butir.lapis] = max(tinggi.get(butir.lapis, 0.0), butir.tinggi if butir.anak else 0.0)
    atas, y = {}, 0.0
    for lapis in sorted(tinggi):
        atas[lapis] = y
        y += tinggi[lapis] + SELA_Y
    return atas


def _bertumpuk(butir: Butir) -> bool:
    """Whether its children are stacked: several of one row, none with children of its own."""
    return (
        len(butir.anak) > 1
        and not any(anak.anak for anak in butir.anak)
        and len({anak.lapis for anak in butir.anak}) == 1
    )


def _kolom(butir: Butir, tumpuk: int) -> list[tuple[Butir, ...]]:
    """The columns of stacked children, filled evenly."""
    jumlah = ceil(len(butir.anak) / tumpuk)
    panjang = ceil(len(butir.anak) / jumlah)
    return [butir.anak[awal : awal + panjang] for awal in range(0, len(butir.anak), panjang)]


def _lebar(butir: Butir, tumpuk: int) -> float:
    """The strip of the width that a branch owns."""
    if _bertumpuk(butir):
        kolom = _kolom(butir, tumpuk)
        isi = sum(LEKUK + max(anak.lebar for anak in satu) for satu in kolom)
    else:
        isi = sum(_lebar(anak, tumpuk) for anak in butir.anak)
        kolom = [() for _ in butir.anak]
    return max(butir.lebar, isi + SELA_X * max(len(kolom) - 1, 0))


def _taruh(butir: Butir, x: float, atas: dict[int, float], tata: Tata, tumpuk: int) -> float:
    """Place a branch whose strip starts at x; returns the width of the strip."""
    lebar = _lebar(butir, tumpuk)
    y = atas[butir.lapis]
    bertumpuk = _bertumpuk(butir)
    if bertumpuk:
        kolom = _kolom(butir, tumpuk)
        isi = sum(LEKUK + max(a.lebar for a in satu) for satu in kolom)
        isi += SELA_X * (len(kolom) - 1)
    else:
        isi = sum(_lebar(a, tumpuk) for a in butir.anak) + SELA_X * max(len(butir.anak) - 1, 0)
    kiri = x + (lebar - isi) / 2
    if bertumpuk:
        # Read before the boxes: a column stands a step to the right of its line.
        induk = Letak(x + (lebar - butir.lebar) / 2, y, butir.lebar, butir.tinggi)
        tata.letak[butir.kunci] = induk
        _taruh_tumpukan(butir, kolom, kiri, atas, tata, induk)
        return lebar
    for anak in butir.anak:
        kiri += _taruh(anak, kiri, atas, tata, tumpuk) + SELA_X
    if butir.anak:
        # Over the middle between the first and the last child, not over the middle of the strip.
        ujung = [tata.letak[a.kunci].tengah for a in (butir.anak[0], butir.anak[-1])]
        tengah = min(max(sum(ujung) / 2, x + butir.lebar / 2), x + lebar - butir.lebar / 2)
    else:
        tengah = x + lebar / 2
    induk = Letak(tengah - butir.lebar / 2, y, butir.lebar, butir.tinggi)
    tata.letak[butir.kunci] = induk
    for anak in butir.anak:
        ke = tata.letak[anak.kunci]
        belok = induk.bawah + SELA_Y / 2
        tata.ruas.append(
            Ruas(
                butir.kunci,
                anak.kunci,
                ((tengah, induk.bawah), (tengah, belok), (ke.tengah, belok), (ke.tengah, ke.y)),
            )
        )
    return lebar


def _taruh_tumpukan(
    butir: Butir,
    kolom: Sequence[Sequence[Butir]],
    kiri: float,
    atas: dict[int, float],
    tata: Tata,
    induk: Letak,
) -> None:
    """Place stacked children column by column, each fed from a line at its left."""
    belok = induk.bawah + SELA_Y / 2
    for satu in kolom:
        y = atas[satu[0].lapis]
        garis = kiri + LEKUK / 2
        for anak in satu:
            tata.letak[anak.kunci] = Letak(kiri + LEKUK, y, anak.lebar, anak.tinggi)
            masuk = y + min(anak.tinggi / 2, 14.0)
            tata.ruas.append(
                Ruas(
                    butir.kunci,
                    anak.kunci,
                    (
                        (induk.tengah, induk.bawah),
                        (induk.tengah, belok),
                        (garis, belok),
                        (garis, masuk),
                        (kiri + LEKUK, masuk),
                    ),
                )
            )
            y += anak.tinggi + SELA_TUMPUK
        kiri += LEKUK + max(a.lebar for a in satu) + SELA_X
