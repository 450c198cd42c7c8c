"""Which lines of one period of a plan are those of another. No Django imports in this package.

Plans of two periods are made apart: few lines share their lasting identity. What is left is paired
by kind and name, so that a comparison says "berubah" and not "hilang" and "baru".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import replace
from typing import TypeVar

from kinerja.formulas.banding_versi import IndikatorVersi, IsiVersi, SimpulVersi
from kinerja.formulas.pencocokan import bakukan

B = TypeVar("B", SimpulVersi, IndikatorVersi)
Peta = dict[int, int]  # identity in the old period -> identity in the new one


def padankan_periode(lama: IsiVersi, baru: IsiVersi, tunggal: Collection[str] = ()) -> IsiVersi:
    """`lama` with the identities that its lines have in `baru`, ready for `bandingkan`.

    First the identity itself; then kinds that a plan has once (`tunggal`: their labels, the visi),
    whatever their name; then kind and name below the same parent; then kind and name where each
    plan has it once.
    """
    simpul = _seidentitas(lama.simpul, baru.simpul)
    _pasang_unik(simpul, lama.simpul, baru.simpul, lambda s: s.label if s.label in tunggal else "")
    _pasang_seinduk(simpul, lama.simpul, baru.simpul)
    _pasang_unik(simpul, lama.simpul, baru.simpul, _nama_simpul)
    _pasang_seinduk(simpul, lama.simpul, baru.simpul)  # below those that were just found
    indikator = _seidentitas(lama.indikator, baru.indikator)
    bebas = _bebas(indikator, baru.indikator, lambda i: (i.simpul, bakukan(i.nama)))
    for i in lama.indikator:
        if i.kunci not in indikator and i.simpul in simpul:
            _ambil(indikator, i.kunci, bebas, (simpul[i.simpul], bakukan(i.nama)))
    _pasang_unik(indikator, lama.indikator, baru.indikator, lambda i: bakukan(i.nama))
    return IsiVersi(
        tuple(
            replace(
                s,
                kunci=simpul.get(s.kunci, s.kunci),
                induk=None if s.induk is None else simpul.get(s.induk, s.induk),
            )
            for s in lama.simpul
        ),
        tuple(
            replace(
                i,
                kunci=indikator.get(i.kunci, i.kunci),
                simpul=simpul.get(i.simpul, i.simpul),
            )
            for i in lama.indikator
        ),
    )


def _nama_simpul(s: SimpulVersi) -> Hashable:
    return (s.label, nama) if (nama := bakukan(s.nama)) else ""


def _seidentitas(lama: Sequence[B], baru: Sequence[B]) -> Peta:
    ada = {b.kunci for b in baru}
    return {b.kunci: b.kunci for b in lama if b.kunci in ada}


def _pasang_seinduk(peta: Peta, lama: Sequence[SimpulVersi], baru: Sequence[SimpulVersi]) -> None:
    """Pair nodes of one kind and name below paired parents, in reading order."""
    bebas = _bebas(peta, baru, lambda s: (s.induk, s.label, bakukan(s.nama)))
    for s in lama:  # parents come before their children
        if s.kunci not in peta and (s.induk is None or s.induk in peta):
            induk = None if s.induk is None else peta[s.induk]
            _ambil(peta, s.kunci, bebas, (induk, s.label, bakukan(s.nama)))


def _pasang_unik(
    peta: Peta, lama: Sequence[B], baru: Sequence[B], kunci: Callable[[B], Hashable]
) -> None:
    """Pair what has a key ("": none) that one unpaired line on each side has."""
    bebas = _bebas(peta, baru, kunci)
    dulu: dict[Hashable, list[int]] = {}
    for b in lama:
        if b.kunci not in peta:
            dulu.setdefault(kunci(b), []).append(b.kunci)
    for satu, milik in dulu.items():
        if satu and len(milik) == 1 and len(bebas.get(satu, ())) == 1:
            _ambil(peta, milik[0], bebas, satu)


def _bebas(
    peta: Peta, baru: Sequence[B], kunci: Callable[[B], Hashable]
) -> dict[Hashable, list[int]]:
    """What is not paired in the new period, by key, in reading order."""
    terpakai = set(peta.values())
    hasil: dict[Hashable, list[int]] = {}
    for b in baru:
        if b.kunci not in terpakai:
            hasil.setdefault(kunci(b), []).append(b.kunci)
    return hasil


def _ambil(peta: Peta, kunci: int, bebas: dict[Hashable, list[int]], dicari: Hashable) -> None:
    if milik := bebas.get(dicari):
        peta[kunci] = milik.pop(0)
