"""Boxes of a tree never overlap, stand below their parent, and stay narrow with many leaves."""

from __future__ import annotations

import random

import pytest

from kinerja.formulas.tata_pohon import SELA_Y, Butir, Letak, tata_pohon, telusuri


def acak(dadu: random.Random, dalam: int, awalan: str = "k") -> Butir:
    anak = tuple(
        acak(dadu, dalam - 1, f"{awalan}.{n}") for n in range(dadu.randint(0, 4) if dalam else 0)
    )
    return Butir(awalan, 100, dadu.randint(30, 90), 4 - dalam, anak)


def bertemu(a: Letak, b: Letak) -> bool:
    return a.x < b.x + b.lebar and b.x < a.x + a.lebar and a.y < b.bawah and b.y < a.bawah


@pytest.mark.parametrize("benih", range(12))
def test_boxes_never_overlap_and_children_stand_below(benih):
    dadu = random.Random(benih)
    akar = [acak(dadu, 4, f"a{n}") for n in range(2)]
    tata = tata_pohon(akar)

    semua = list(tata.letak.values())
    assert len(semua) == len(list(telusuri(akar)))
    assert not [1 for i, a in enumerate(semua) for b in semua[i + 1 :] if bertemu(a, b)]
    for butir in telusuri(akar):
        for anak in butir.anak:
            assert tata.letak[anak.kunci].y >= tata.letak[butir.kunci].bawah + SELA_Y - 0.01
    assert all(satu.x >= -0.01 and satu.x + satu.lebar <= tata.lebar + 0.01 for satu in semua)
    assert len(tata.ruas) == len(semua) - len(akar)


def test_a_parent_stands_over_the_middle_of_its_children():
    cucu = (Butir("c1", 100, 40, 2),)
    anak = (Butir("b1", 100, 40, 1, cucu), Butir("b2", 100, 40, 1, (Butir("c2", 100, 40, 2),)))
    tata = tata_pohon([Butir("a", 100, 40, 0, anak)])

    assert tata.letak["a"].tengah == pytest.approx(
        (tata.letak["b1"].tengah + tata.letak["b2"].tengah) / 2
    )
    assert tata.letak["b1"].y == tata.letak["b2"].y


def test_leaves_are_stacked_in_columns_of_at_most_four():
    daun = tuple(Butir(f"d{n}", 100, 40, 1) for n in range(9))
    tata = tata_pohon([Butir("a", 100, 40, 0, daun)], tumpuk=4)

    kolom: dict[float, int] = {}
    for n in range(9):
        x = tata.letak[f"d{n}"].x
        kolom[x] = kolom.get(x, 0) + 1
    assert sorted(kolom.values()) == [3, 3, 3]
    assert tata.lebar < 9 * 100


def test_every_line_ends_at_its_child():
    akar = acak(random.Random(5), 4)
    tata = tata_pohon([akar])
    for ruas in tata.ruas:
        ke = tata.letak[ruas.ke]
        x, y = ruas.titik[-1]
        assert ke.x <= x <= ke.x + ke.lebar
        assert ke.y <= y <= ke.bawah


def test_nothing_to_place():
    tata = tata_pohon([])
    assert (tata.lebar, tata.tinggi, tata.letak) == (0, 0, {})
