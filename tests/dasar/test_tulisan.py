"""Names in capitals are shown in sentence case; all others stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dasar.tulisan import huruf_kalimat


@pytest.mark.parametrize(
    ("tersimpan", "tampil"),
    [
        ("URUSAN PEMERINTAHAN BIDANG KESEHATAN", "Urusan pemerintahan bidang kesehatan"),
        ("PROGRAM PEMBERDAYAAN UMKM DAN SDM", "Program pemberdayaan UMKM dan SDM"),
        ("Predikat SAKIP", "Predikat SAKIP"),
        ("DINKES", "DINKES"),
        ("", ""),
        ("2023", "2023"),
    ],
)
def test_huruf_kalimat(tersimpan, tampil):
    assert huruf_kalimat(tersimpan) == tampil


@given(st.text(max_size=60))
def test_only_the_case_of_letters_changes(teks):
    assert huruf_kalimat(teks).casefold() == teks.casefold()
