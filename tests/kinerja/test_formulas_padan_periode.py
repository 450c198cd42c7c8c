"""Pairing the lines of two periods of one plan."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kinerja.formulas.banding_versi import (
    IndikatorVersi,
    IsiVersi,
    JenisBaris,
    Nilai,
    SimpulVersi,
    bandingkan,
)
from kinerja.formulas.padan_periode import padankan_periode


def _simpul(kunci, nama, induk=None, label="Misi"):
    return SimpulVersi(kunci, induk, label, nama, {"Nama": Nilai(nama, nama)})


def _keadaan(lama, baru, tunggal=("Visi",)):
    baris = bandingkan(padankan_periode(lama, baru, tunggal), baru)
    return [(b.nama, b.keadaan.value) for b in baris if b.jenis != JenisBaris.TARGET]


def test_visi_changes_and_misi_are_same_new_or_gone():
    lama = IsiVersi(
        (
            _simpul(1, "Kota lama", label="Visi"),
            _simpul(2, "Menguatkan ekonomi", 1),
            _simpul(3, "Melayani publik", 1),
        )
    )
    baru = IsiVersi(
        (
            _simpul(11, "Kota baru", label="Visi"),
            _simpul(12, "MENGUATKAN  EKONOMI", 11),
            _simpul(13, "Merawat lingkungan", 11),
        )
    )

    assert _keadaan(lama, baru) == [
        ("Kota baru", "berubah"),
        ("MENGUATKAN  EKONOMI", "berubah"),
        ("Melayani publik", "hilang"),
        ("Merawat lingkungan", "baru"),
    ]


def test_the_identity_goes_before_the_name():
    lama = IsiVersi((_simpul(1, "A"), _simpul(2, "B")))
    baru = IsiVersi((_simpul(2, "A"), _simpul(3, "B")))

    assert _keadaan(lama, baru) == [("A", "hilang"), ("A", "berubah"), ("B", "baru")]


def test_one_name_below_two_parents_keeps_its_parent_and_another_kind_is_no_match():
    lama = IsiVersi((_simpul(1, "P"), _simpul(2, "X", 1), _simpul(3, "Q"), _simpul(4, "X", 3)))
    baru = IsiVersi(
        (
            _simpul(11, "Q"),
            _simpul(12, "X", 11),
            _simpul(13, "P"),
            _simpul(14, "X", 13),
            _simpul(15, "P", label="Tujuan"),
        )
    )

    assert _keadaan(lama, baru) == [
        ("Q", "sama"),
        ("X", "sama"),
        ("P", "sama"),
        ("X", "sama"),
        ("P", "baru"),
    ]


def test_indicators_follow_their_node_then_their_name():
    lama = IsiVersi(
        (_simpul(1, "P"), _simpul(2, "R")),
        (
            IndikatorVersi(1, 1, "Angka"),
            IndikatorVersi(2, 2, "Angka"),
            IndikatorVersi(3, 2, "Lain"),
        ),
    )
    baru = IsiVersi(
        (_simpul(11, "P"), _simpul(12, "S")),
        (IndikatorVersi(11, 11, "angka"), IndikatorVersi(12, 12, "Lain")),
    )

    padan = padankan_periode(lama, baru)

    assert [(i.kunci, i.simpul) for i in padan.indikator] == [(11, 11), (2, 2), (12, 2)]


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from("AB")), unique_by=lambda x: x[0]),
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from("AB")), unique_by=lambda x: x[0]),
)
def test_no_two_lines_become_one(dulu, kini):
    lama = IsiVersi(tuple(_simpul(k, n) for k, n in dulu))
    baru = IsiVersi(tuple(_simpul(k, n) for k, n in kini))

    padan = [s.kunci for s in padankan_periode(lama, baru).simpul]

    assert len(padan) == len(set(padan))
