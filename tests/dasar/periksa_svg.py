"""What must hold for every chart: checked by all chart tests while they read the svg."""

from typing import cast
from xml.etree import ElementTree

from dasar.grafik.kanvas import Jangkar, Kotak, kotak_teks

NS = "{http://www.w3.org/2000/svg}"
TEPI = 0.02  # Attributes are rounded to two decimals.


def baca(svg: str) -> ElementTree.Element:
    """Parses the chart and checks everything that holds for every chart."""
    akar = ElementTree.fromstring(svg)  # noqa: S314 (our own output)
    assert akar.tag == f"{NS}svg"
    assert akar.get("role") == "img"
    assert akar.get("viewBox") == f"0 0 {akar.get('width')} {akar.get('height')}"
    assert not [e for e in akar.iter() if e.tag == f"{NS}style" or e.get("style") is not None]
    lebar, tinggi = float(akar.get("width", "")), float(akar.get("height", ""))
    for unsur in akar:
        for x, y in sudut(unsur):
            assert -TEPI <= x <= lebar + TEPI, (unsur.tag, unsur.attrib, lebar)
            assert -TEPI <= y <= tinggi + TEPI, (unsur.tag, unsur.attrib, tinggi)
    kotak = [kotak_unsur(e) for e in akar.iter(f"{NS}text")]
    for i, satu in enumerate(kotak):
        for lain in kotak[i + 1 :]:
            assert not satu.bertemu(lain, -TEPI), svg
    return akar


def kotak_unsur(unsur: ElementTree.Element) -> Kotak:
    jangkar = cast(Jangkar, unsur.get("text-anchor", "start"))
    return kotak_teks(
        float(unsur.get("x", "")),
        float(unsur.get("y", "")),
        unsur.text or "",
        float(unsur.get("font-size", "")),
        jangkar,
        unsur.get("font-weight") == "600",
    )


def sudut(unsur: ElementTree.Element) -> list[tuple[float, float]]:
    """The outermost points of a shape; strokes count with half their width on discs and boxes."""

    def a(nama: str) -> float:
        return float(unsur.get(nama, "0"))

    tepi = a("stroke-width") / 2
    match unsur.tag.removeprefix(NS):
        case "line":
            return [(a("x1"), a("y1")), (a("x2"), a("y2"))]
        case "rect":
            assert a("width") > 0
            assert a("height") > 0
            kanan, bawah = a("x") + a("width") + tepi, a("y") + a("height") + tepi
            return [(a("x") - tepi, a("y") - tepi), (kanan, bawah)]
        case "circle":
            r = a("r") + tepi
            return [(a("cx") - r, a("cy") - r), (a("cx") + r, a("cy") + r)]
        case "polygon" | "polyline":
            pasangan = [p.split(",") for p in unsur.get("points", "").split()]
            return [(float(x), float(y)) for x, y in pasangan]
        case "text":
            kotak = kotak_unsur(unsur)
            return [(kotak.kiri, kotak.atas), (kotak.kanan, kotak.bawah)]
    raise AssertionError(unsur.tag)


def tulisan(svg: str) -> list[str]:
    return [e.text or "" for e in baca(svg).iter(f"{NS}text")]
