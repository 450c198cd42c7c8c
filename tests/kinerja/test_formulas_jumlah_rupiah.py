"""Spent money up the tree: exact to the rupiah, unknown is never 0."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja.formulas.jumlah_rupiah import jumlahkan_rupiah

POHON = [(1, None), (2, 1), (3, 2), (4, 2), (5, 1)]


@pytest.mark.parametrize(
    ("tersimpan", "beranggaran", "nilai", "terlihat", "sebagian", "selisih"),
    [
        ({3: 10, 4: 20, 5: 30}, {}, 60, 60, False, 0),
        ({1: 61, 2: 29, 3: 10, 4: 20, 5: 30}, {}, 60, 60, False, 1),
        ({3: 10, 5: 30}, {4}, None, 40, True, 0),
        ({3: 10, 5: 30}, {}, 40, 40, False, 0),  # node 4 has no budget at all
        ({1: 99, 3: 10, 5: 30}, {4}, 99, 99, False, 0),
        ({1: 7}, {}, 7, 7, False, 0),
        ({}, {3, 4, 5}, None, None, False, 0),
        ({}, {}, None, None, False, 0),
        ({3: 0, 4: 0, 5: 0}, {}, 0, 0, False, 0),
    ],
)
def test_root_of_a_tree(tersimpan, beranggaran, nilai, terlihat, sebagian, selisih):
    akar = jumlahkan_rupiah(POHON, tersimpan, beranggaran)[1]

    assert (akar.nilai, akar.terlihat, akar.sebagian) == (nilai, terlihat, sebagian)
    assert akar.selisih == selisih


@st.composite
def pohon(draw):
    """(node, parent) in reading order, parents first."""
    n = draw(st.integers(1, 30))
    return [(0, None), *((i, draw(st.integers(0, i - 1))) for i in range(1, n))]


@settings(max_examples=60, deadline=None)
@given(pohon(), st.data())
def test_the_leaves_add_up_to_the_root_to_the_rupiah(urutan, data):
    induk = {i for _, i in urutan}
    daun = [satu for satu, _ in urutan if satu not in induk]
    rupiah = st.integers(-(10**12), 10**17)
    tersimpan = {satu: data.draw(rupiah) for satu in daun}
    tersimpan |= {satu: data.draw(rupiah) for satu, _ in urutan if data.draw(st.booleans())}

    hasil = jumlahkan_rupiah(urutan, tersimpan)

    assert hasil[0].nilai == sum(tersimpan[satu] for satu in daun)
    assert not any(h.sebagian for h in hasil.values())


@settings(max_examples=60, deadline=None)
@given(pohon(), st.data())
def test_a_part_is_never_shown_as_the_whole(urutan, data):
    induk = {i for _, i in urutan}
    daun = {satu for satu, _ in urutan if satu not in induk}
    tahu = {satu: data.draw(st.integers(0, 10**15)) for satu in daun if data.draw(st.booleans())}

    akar = jumlahkan_rupiah(urutan, tahu, daun)[0]

    assert (akar.nilai is not None) is (set(tahu) == daun)
    assert akar.terlihat == (sum(tahu.values()) if tahu else None)
    assert akar.sebagian is bool(tahu and set(tahu) != daun)
