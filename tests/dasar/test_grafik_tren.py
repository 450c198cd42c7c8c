"""Where the trend chart puts its texts."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from dasar.grafik import TitikTren, tren
from dasar.grafik.tema import lebar_teks
from tests.dasar.periksa_svg import NS, baca


def _ruas(akar: ET.Element) -> list[tuple[float, ...]]:
    """Segments between points as (x1, y1, x2, y2)."""
    return [
        tuple(float(n) for titik in garis.get("points", "").split() for n in titik.split(","))
        for garis in akar.iter(f"{NS}polyline")
    ]


@pytest.mark.parametrize(("lebar", "tinggi"), [(500, 190), (300, 160)])
@pytest.mark.parametrize("nilai", [(75, 65, 62, 66, 74), (66, 74, 75, 73, 65), (71, 69, 71, 69)])
def test_text_of_the_target_crosses_no_segment_when_both_ends_are_near_it(nilai, lebar, tinggi):
    akar = baca(
        tren(
            [TitikTren(str(2020 + i), Decimal(n), f"{n},00") for i, n in enumerate(nilai)],
            judul="J",
            target=Decimal(70),
            teks_target="Target 70,00",
            lebar=lebar,
            tinggi=tinggi,
        )
    )
    (teks,) = [e for e in akar.iter(f"{NS}text") if e.text == "Target 70,00"]
    x, y = float(teks.get("x", "0")), float(teks.get("y", "0"))
    panjang = lebar_teks("Target 70,00", 13.5)
    kiri = (
        x
        - {"start": 0.0, "middle": panjang / 2, "end": panjang}[teks.get("text-anchor") or "start"]
    )

    ruas = _ruas(akar)
    assert len(ruas) == len(nilai) - 1
    for x1, y1, x2, y2 in ruas:
        langkah = [i / 200 for i in range(201)]
        titik = [(x1 + (x2 - x1) * i, y1 + (y2 - y1) * i) for i in langkah]
        assert not any(kiri < a < kiri + panjang and y - 10.5 < b < y + 3 for a, b in titik)
    assert len([e for e in akar.iter(f"{NS}text") if (e.text or "").endswith(",00")]) == 1 + len(
        nilai
    )
