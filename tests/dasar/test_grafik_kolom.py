"""Upright bars over quarters."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from dasar.grafik import KolomNilai, kolom_nilai
from dasar.grafik.kolom import WARNA_TANDA


def _kolom(*nilai, **lain):
    semua = [
        KolomNilai("I", "2024", None if n is None else Decimal(n), f"{n}", kini=i == len(nilai) - 1)
        for i, n in enumerate(nilai)
    ]
    return kolom_nilai(semua, judul="Nilai terakhir", **lain)


def _tinggi(svg: str) -> list[float]:
    return [float(t) for t in re.findall(r'<rect[^>]* height="([\d.]+)"', svg)]


def test_bars_keep_the_proportion_of_their_values():
    satu, dua = _tinggi(_kolom(10, 20))

    assert dua == pytest.approx(2 * satu, rel=0.01)


def test_an_unknown_quarter_leaves_a_gap_and_zero_is_seen():
    assert len(_tinggi(_kolom(10, None, 20))) == 2
    assert min(_tinggi(_kolom(0, 20))) == 2


def test_the_target_has_a_dashed_line_and_its_words():
    svg = _kolom(10, 20, target=Decimal(15), teks_target="Target TW IV 15")

    assert "stroke-dasharray" in svg
    assert "Target TW IV 15" in svg
    assert "stroke-dasharray" not in _kolom(10, 20)


def test_a_marked_bar_has_its_own_colour_and_names_are_escaped():
    svg = kolom_nilai([KolomNilai("<I>", "", Decimal(-3), "−3", tanda=True)], judul='"x" & y')

    assert WARNA_TANDA in svg
    assert "&lt;I&gt;" in svg
    assert "style" not in svg
    assert "Belum ada data" in kolom_nilai([], judul="Kosong")
