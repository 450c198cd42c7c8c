"""Addresses and page pointers of evidence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja.formulas.tunjuk_bukti import baca_halaman, baca_tautan, nomor_halaman


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("", "Tulis alamat"),
        ("javascript:alert(1)", "https://"),
        ("JaVaScRiPt://situs.go.id/%0aalert(1)", "https://"),
        ("data:text/html,<script>", "https://"),
        ("file:///etc/passwd", "https://"),
        ("drive.contoh.go.id/a", "https://"),
        ("https://ayu:rahasia@contoh.go.id/", "kata sandi"),
        ("https://contoh.go.id@jahat.id/", "kata sandi"),
        ("https://", "nama situs"),
        ("https://lokal/a", "nama situs"),
        ("https://contoh.go.id/a b", "spasi"),
        ("https://contoh.go.id/\u202egpj", "tanda"),
        ("https://contoh.go.id\\@jahat.id/", "tanda"),
        ("https://[::1", "tidak dapat dibaca"),
        ("https://contoh.go.id:99999/", "tidak dapat dibaca"),
        ("https://contoh.go.id/" + "a" * 500, "500"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(teks, kalimat):
    with pytest.raises(ValueError, match=kalimat):
        baca_tautan(teks)


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_whatever_is_typed_is_an_address_or_a_sentence(teks):
    kalimat = ""
    try:
        tautan = baca_tautan(teks)
    except ValueError as galat:
        tautan, kalimat = "", str(galat)
    assert tautan.startswith(("http://", "https://")) or kalimat.endswith(".")


@pytest.mark.parametrize(
    ("teks", "tersimpan", "nomor"),
    [
        ("3", "3", 3),
        (" hal.  3-5 ", "hal. 3-5", 3),
        ("Halaman 14", "Halaman 14", 14),
        ("Tabel 99", "Tabel 99", None),
        ("Lembar Rekap", "Lembar Rekap", None),
        ("", "", None),
    ],
)
def test_a_pointer_is_kept_and_its_first_page_is_known(teks, tersimpan, nomor):
    assert baca_halaman(teks, 14) == tersimpan
    assert nomor_halaman(tersimpan) == nomor


@pytest.mark.parametrize("teks", ["15", "0", "hal. 20"])
def test_a_page_that_the_document_does_not_have_is_refused(teks):
    with pytest.raises(ValueError, match="berisi 14 halaman"):
        baca_halaman(teks, 14)
