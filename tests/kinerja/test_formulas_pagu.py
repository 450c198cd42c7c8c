"""Sums upward: nothing is lost, nothing unknown becomes 0, shared money counts once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kinerja.formulas.jumlah_pagu import jumlahkan, jumlahkan_sekali, lebih_bertambah
from kinerja.formulas.susunan_jalur import Susunan


@st.composite
def pohon(draw: st.DrawFn) -> list[tuple[int, int | None]]:
    """A tree with one root, parents before children."""
    n = draw(st.integers(1, 25))
    return [(0, None), *((i, draw(st.integers(0, i - 1))) for i in range(1, n))]


@given(pohon(), st.data())
def test_sum_of_the_leaves_is_the_root(baris: list[tuple[int, int | None]], data: st.DataObject):
    punya_anak = {induk for _, induk in baris}
    daun = [pk for pk, _ in baris if pk not in punya_anak]
    pagu: dict[int, int | None] = {pk: data.draw(st.integers(0, 10**13)) for pk in daun}

    hasil = jumlahkan(baris, pagu)

    assert hasil[0].nilai == sum(n for n in pagu.values() if n is not None)
    assert all(h.lengkap for h in hasil.values())


@given(pohon(), st.data())
def test_an_unknown_leaf_makes_all_above_it_incomplete(
    baris: list[tuple[int, int | None]], data: st.DataObject
):
    susunan = Susunan.dari_baris(baris)
    daun = [pk for pk, _ in baris if not susunan.anak.get(pk)]
    hilang = data.draw(st.sampled_from(daun))
    hasil = jumlahkan(baris, {pk: 1 for pk in daun if pk != hilang})
    assert hasil[hilang].nilai is None
    for atas in susunan.leluhur(hilang):
        assert not hasil[atas].lengkap
        assert hasil[atas].nilai is None
        assert hasil[atas].n < hasil[atas].dari


@given(
    st.dictionaries(st.integers(0, 5), st.sets(st.integers(10, 15)), max_size=5),
    st.dictionaries(st.integers(10, 15), st.integers(0, 10**12)),
)
def test_shared_sources_count_once_in_total(tujuan: dict[int, set[int]], pagu: dict[int, int]):
    hasil = jumlahkan_sekali(tujuan, pagu)
    semua: set[int] = set().union(*tujuan.values()) if tujuan else set()
    dikenal = [pagu[s] for s in semua if s in pagu]
    assert hasil.total.jumlah == (sum(dikenal) if dikenal else None)
    assert hasil.bersama == {s for s in semua if sum(s in t for t in tujuan.values()) > 1}


def test_only_a_growing_excess_is_reported():
    baris: list[tuple[int, int | None]] = [(1, None), (2, 1)]
    lama, sama = jumlahkan(baris, {1: 5, 2: 8}), jumlahkan(baris, {1: 5, 2: 7})
    assert lebih_bertambah(lama, sama) == []
    assert lebih_bertambah(lama, jumlahkan(baris, {1: 5, 2: 9})) == [1]
    assert lebih_bertambah({}, sama) == [1]


@given(pohon(), st.data())
def test_paths_follow_parents_after_any_moves(
    baris: list[tuple[int, int | None]], data: st.DataObject
):
    susunan = Susunan.dari_baris(baris)
    semua = [pk for pk, _ in baris]
    for _ in range(data.draw(st.integers(0, 5))):
        a, b = data.draw(st.sampled_from(semua)), data.draw(st.sampled_from(semua))
        if b not in susunan.cabang(a):
            susunan.pindah(a, b)
    jalur = susunan.jalur(lebar=4, panjang_maks=400)
    assert sorted(jalur) == semua
    assert len(set(jalur.values())) == len(semua)
    assert sorted(semua, key=jalur.__getitem__) == susunan.urutan_baca()
    for pk in semua:
        induk = susunan.induk[pk]
        assert jalur[pk].rpartition(".")[0] == ("" if induk is None else jalur[induk])
