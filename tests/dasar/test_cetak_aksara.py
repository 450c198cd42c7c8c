"""Fonts of the report and the characters that they can draw."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from dasar.cetak.aksara import KOTAK, aksara_tersedia, bersihkan, bersihkan_teks
from laporan.formulas.data_lkjip import ke_json
from laporan.reports.bentuk import TANDA_TINGKAT
from tests.laporan import contoh_data

FOLDER = Path(settings.BASE_DIR) / "static" / "cetak" / "huruf"
CATATAN: dict[str, Any] = json.loads((FOLDER / "huruf.json").read_text(encoding="utf-8"))
BERKAS: list[dict[str, str]] = CATATAN["berkas"]


@pytest.mark.parametrize("entri", BERKAS, ids=lambda entri: entri["berkas"])
def test_font_file_has_the_recorded_sha256_and_licence(entri: dict[str, str]) -> None:
    isi = (FOLDER / entri["berkas"]).read_bytes()
    assert hashlib.sha256(isi).hexdigest() == entri["sha256"]
    assert entri["paket"]
    assert entri["versi"]
    assert entri["lisensi"]


def test_no_unlisted_file_and_a_licence_beside_the_fonts() -> None:
    ada = {satu.name for satu in FOLDER.iterdir()} - {"huruf.json"}
    assert ada == {entri["berkas"] for entri in BERKAS}
    for keluarga in ("source-serif-4", "source-sans-3"):
        isi = (FOLDER / f"LICENSE-{keluarga}").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in isi


def test_recorded_characters_are_those_of_every_text_font() -> None:
    teks = [set(TTFont(satu).getBestCmap()) for satu in FOLDER.glob("source-*.ttf")]
    tanda = set(TTFont(FOLDER / "tanda-lk.ttf").getBestCmap())
    assert len(teks) == 7
    bersama = {chr(kode) for kode in set.intersection(*teks) if kode >= 0x20}
    assert aksara_tersedia() == bersama | {chr(kode) for kode in tanda - {0x20}}


def test_mark_font_has_the_categories_and_a_dagger_without_width_for_tables() -> None:
    biasa, tabel = (TTFont(FOLDER / nama) for nama in ("tanda-lk.ttf", "tanda-lk-tabel.ttf"))
    peta = biasa.getBestCmap()
    for huruf in (*TANDA_TINGKAT.values(), *"▲▼†□≥≤→"):
        assert biasa["glyf"][peta[ord(huruf)]].numberOfContours > 0, huruf
    assert biasa["hmtx"][peta[ord("†")]][0] > 0
    assert tabel["hmtx"][peta[ord("†")]][0] == 0
    assert set(tabel.getBestCmap()) == set(peta)


@pytest.mark.parametrize(
    ("berkas", "kata", "ukuran", "tengah", "alas"),
    [
        ("draf", "DRAF", 84, 105, 148),
        ("draf_lanskap", "DRAF", 84, 148, 105),
        ("contoh", "CONTOH", 66, 105, 148),
        ("contoh_lanskap", "CONTOH", 66, 148, 105),
    ],
)
def test_word_below_the_page_is_drawn_and_not_written(
    berkas: str, kata: str, ukuran: int, tengah: int, alas: int
) -> None:
    """As text it would stand between the copied sentences; so it is the outline of our font."""
    isi = (FOLDER.parent / f"{berkas}.svg").read_text(encoding="utf-8")
    assert "<text" not in isi
    assert 'fill="#EDEFF1"' in isi
    huruf = TTFont(FOLDER / "source-sans-3-latin-700-normal.ttf")
    gambar, peta = huruf.getGlyphSet(), huruf.getBestCmap()
    skala = ukuran / huruf["head"].unitsPerEm
    lebar = [huruf["hmtx"][peta[ord(satu)]][0] for satu in kata]
    pena = SVGPathPen(gambar, ntos=lambda angka: f"{angka:.2f}".rstrip("0").rstrip("."))
    x = tengah - sum(lebar) * skala / 2
    for satu, maju in zip(kata, lebar, strict=True):
        gambar[peta[ord(satu)]].draw(TransformPen(pena, (skala, 0, 0, -skala, x, alas)))
        x += maju * skala
    assert f'd="{pena.getCommands()}"' in isi


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("Angka 1.234,50 biasa", "Angka 1.234,50 biasa"),
        ("“kutip” – … ≥ ≤ →", "“kutip” – … ≥ ≤ →"),
        ("anti\u2010korupsi\u2011", "anti-korupsi-"),
        ("luas 12 ㎡ ﬁnal １２", "luas 12 m2 final 12"),
        ("Şahin", "Sahin"),
        ("e\u0301", "é"),
        ("a\u00a0b\tc", "a\u00a0b c"),
        ("nol\u200blebar\ufeff\u202e\x00", "nollebar"),
        ("\u4e2d\u0627", KOTAK * 2),
        ("\U0001f600\ufe0f", KOTAK),
        ("1. a\n2. b", "1. a\n2. b"),
    ],
)
def test_characters_without_a_font_are_replaced(teks: str, harapan: str) -> None:
    assert bersihkan_teks(teks) == harapan


@given(st.text())
def test_whatever_is_typed_only_our_characters_remain(teks: str) -> None:
    assert set(bersihkan_teks(teks)) <= aksara_tersedia() | {"\n"}


def test_clean_data_stay_as_they_are() -> None:
    isi = ke_json(contoh_data.data_kota())
    assert bersihkan(isi) == isi
