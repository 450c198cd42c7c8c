"""Comparing two versions: each line is known by its identity, whatever it is called."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.formulas.banding_versi import (
    Beda,
    IndikatorVersi,
    IsiVersi,
    JenisBaris,
    Keadaan,
    Nilai,
    SimpulVersi,
    bandingkan,
    hitung_keadaan,
)


def _simpul(kunci, induk=None, nama=None):
    nama = nama or f"S{kunci}"
    return SimpulVersi(kunci, induk, "Program", nama, {"Nama": Nilai(nama, nama)})


def _indikator(kunci, simpul, nama="I", **target):
    milik = {(2025, int(tw[1:])): Nilai(Decimal(n), str(n)) for tw, n in target.items()}
    return IndikatorVersi(kunci, simpul, nama, {"Nama": Nilai(nama, nama)}, milik)


@st.composite
def _versi(draw):
    """A tree over at most eight identities, with indicators and targets."""
    kunci = draw(st.lists(st.integers(1, 8), unique=True))
    simpul = []
    for n, satu in enumerate(kunci):
        induk = draw(st.sampled_from([None, *kunci[:n]]))
        simpul.append(_simpul(satu, induk, draw(st.sampled_from(["A", "B"]))))
    indikator = []
    if kunci:
        for satu in draw(st.lists(st.integers(1, 5), unique=True)):
            tw = draw(st.dictionaries(st.sampled_from(["t0", "t1"]), st.integers(0, 3)))
            indikator.append(_indikator(satu, draw(st.sampled_from(kunci)), **tw))
    return IsiVersi(tuple(simpul), tuple(indikator))


_TUKAR = {Keadaan.BARU: Keadaan.HILANG, Keadaan.HILANG: Keadaan.BARU}


def _kantong(baris, *, tukar=False):
    return Counter(
        (
            b.jenis,
            b.kunci,
            b.periode,
            _TUKAR.get(b.keadaan, b.keadaan) if tukar else b.keadaan,
            frozenset(
                (d.medan, d.baru, d.lama) if tukar else (d.medan, d.lama, d.baru) for d in b.beda
            ),
        )
        for b in baris
    )


@given(_versi())
def test_a_version_with_itself_has_no_difference(versi):
    baris = bandingkan(versi, versi)

    assert {b.keadaan for b in baris} <= {Keadaan.SAMA}
    assert [b.kunci for b in baris if b.jenis == JenisBaris.SIMPUL] == _urutan(versi)


def _urutan(versi, induk=None):
    return [
        k for s in versi.simpul if s.induk == induk for k in (s.kunci, *_urutan(versi, s.kunci))
    ]


@given(_versi(), _versi())
def test_swapping_the_versions_swaps_new_and_gone_and_loses_no_line(lama, baru):
    maju, mundur = bandingkan(lama, baru), bandingkan(baru, lama)

    assert _kantong(maju) == _kantong(mundur, tukar=True)
    simpul = [b.kunci for b in maju if b.jenis == JenisBaris.SIMPUL]
    assert len(simpul) == len(set(simpul))
    assert set(simpul) == {s.kunci for s in (*lama.simpul, *baru.simpul)}
    indikator = [b.kunci for b in maju if b.jenis == JenisBaris.INDIKATOR]
    assert sorted(indikator) == sorted({i.kunci for i in (*lama.indikator, *baru.indikator)})


def test_what_is_gone_stands_where_it_stood():
    lama = IsiVersi(tuple(_simpul(n) for n in (1, 2, 3, 4)))
    baru = IsiVersi((_simpul(3), _simpul(1), _simpul(5)))

    assert [(b.kunci, b.keadaan.value) for b in bandingkan(lama, baru)] == [
        (3, "sama"),
        (4, "hilang"),
        (1, "sama"),
        (2, "hilang"),
        (5, "baru"),
    ]


def test_a_moved_and_renamed_node_says_both():
    lama = IsiVersi((_simpul(1), _simpul(2), _simpul(3, 1, "Lama")))
    baru = IsiVersi((_simpul(1), _simpul(2), _simpul(3, 2, "Baru")))

    (pindah,) = [b for b in bandingkan(lama, baru) if b.keadaan != Keadaan.SAMA]

    assert (pindah.keadaan, pindah.nama, pindah.induk) == (Keadaan.PINDAH, "Baru", "Program S2")
    assert pindah.beda == (
        Beda("Letak", "Program S1", "Program S2"),
        Beda("Nama", "Lama", "Baru"),
    )


def test_a_node_moved_to_the_root_is_named_so():
    lama = IsiVersi((_simpul(1), _simpul(2, 1)))
    baru = IsiVersi((_simpul(1), _simpul(2)))

    beda = [d for b in bandingkan(lama, baru) for d in b.beda]

    assert beda == [Beda("Letak", "Program S1", "tingkat teratas")]


@pytest.mark.parametrize(
    ("dulu", "kini", "keadaan", "beda"),
    [
        ({"t0": 5}, {"t0": 6}, Keadaan.BERUBAH, Beda("Target", "5", "6")),
        ({}, {"t0": 6}, Keadaan.BARU, Beda("Target", None, "6")),
        ({"t0": 5}, {}, Keadaan.HILANG, Beda("Target", "5", None)),
        ({"t0": 5}, {"t0": 5}, Keadaan.SAMA, Beda("Target", "5", "5")),
    ],
)
def test_targets_are_compared_one_by_one(dulu, kini, keadaan, beda):
    baris = bandingkan(
        IsiVersi((_simpul(1),), (_indikator(7, 1, **dulu),)),
        IsiVersi((_simpul(1),), (_indikator(7, 1, **kini),)),
    )

    (target,) = [b for b in baris if b.jenis == JenisBaris.TARGET]
    assert (target.keadaan, target.beda, target.periode) == (keadaan, (beda,), (2025, 0))
    assert hitung_keadaan(baris)[JenisBaris.INDIKATOR][Keadaan.SAMA] == 1


def test_the_same_number_shown_with_other_decimals_is_no_change():
    lama = IndikatorVersi(7, 1, "I", {}, {(2025, 0): Nilai((Decimal("5"), None), "5")})
    baru = IndikatorVersi(7, 1, "I", {}, {(2025, 0): Nilai((Decimal("5.000000"), None), "5,00")})

    baris = bandingkan(IsiVersi((_simpul(1),), (lama,)), IsiVersi((_simpul(1),), (baru,)))

    assert {b.keadaan for b in baris} == {Keadaan.SAMA}
