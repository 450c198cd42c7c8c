"""Reading the files in sakip/data; what each holds and where it comes from: its README.md."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

FOLDER_DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class HasilBagian:
    """What one part of the demo added: `baru` rows (0: nothing changed), told in `kalimat`."""

    baru: int
    kalimat: str


def baca_csv(nama: str) -> list[dict[str, str]]:
    """The rows of one data file, in file order (row n stands on line n + 2 at the earliest)."""
    with (FOLDER_DATA / nama).open(encoding="utf-8", newline="") as berkas:
        return list(csv.DictReader(berkas))


def hasil(satuan: str, baru: int, lama: int) -> HasilBagian:
    """The sentence for parts that only count rows."""
    if not baru:
        return HasilBagian(0, f"{lama} {satuan} sudah ada, tidak ada yang baru")
    return HasilBagian(baru, f"{baru} {satuan} baru, {lama} sudah ada")
