"""Where a row of a report stands: the names above it, and the key under which it is remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kinerja.formulas.pencocokan import kunci_nama
from kinerja.formulas.susunan_laporan import BarisTersusun
from kinerja.selectors.berkas_triwulan import BarisMentah


@dataclass(frozen=True)
class Ingatan:
    """What was picked for earlier reports of the PD: key of a row (`kunci_jalur`) -> identity."""

    simpul: Mapping[str, int] = field(default_factory=dict)
    indikator: Mapping[str, int] = field(default_factory=dict)


def kunci_jalur(nama: Sequence[str], indikator: str = "") -> str:
    """sha256 of the folded names from the program down, and of the indicator when it is one."""
    jalur = "/".join(kunci_nama(n) for n in nama)
    if indikator:
        jalur += f"#{kunci_nama(indikator)}"
    return hashlib.sha256(jalur.encode()).hexdigest()


def jalur_baris(
    susunan: Sequence[BarisTersusun], mentah: Mapping[int, BarisMentah]
) -> dict[int, tuple[str, ...]]:
    """Names from the program down to the node of each row that belongs to one."""
    jalur: dict[int, tuple[str, ...]] = {}
    for s in susunan:
        if s.simpul == s.nomor:
            jalur[s.nomor] = (*jalur.get(s.induk or 0, ()), mentah[s.nomor].nama)
        elif s.simpul is not None:
            jalur[s.nomor] = jalur.get(s.simpul, ())
    return jalur
