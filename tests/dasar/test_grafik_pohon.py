"""The drawing of a tree of boxes: whole text, no style, levels by word and not by colour alone."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from dasar.grafik import Tema
from dasar.grafik.pohon import (
    LEBAR_KOTAK,
    GarisPohon,
    IsiKotak,
    KotakPohon,
    Rupa,
    gambar_pohon,
    tinggi_kotak,
)

SVG = "{http://www.w3.org/2000/svg}"
PANJANG = "Meningkatnya cakupan pelayanan kesehatan bagi kelompok sasaran prioritas " * 3


def kotak(isi: IsiKotak, tema: Tema, x: float = 0) -> KotakPohon:
    return KotakPohon(isi, x, 0, LEBAR_KOTAK, tinggi_kotak(isi, tema=tema))


def gambar(isi: list[IsiKotak], tema: Tema = Tema.LAYAR) -> ET.Element:
    semua = [kotak(satu, tema, n * 240) for n, satu in enumerate(isi)]
    garis = [GarisPohon(((0, 10), (240, 10)), putus=True)]
    svg = gambar_pohon(
        semua, garis, judul="Pohon <uji>", lebar=240 * len(isi), tinggi=400, tema=tema
    )
    return ET.fromstring(svg)  # noqa: S314 (our own output)


def teks(akar: ET.Element) -> str:
    return " ".join((satu.text or "") for satu in akar.iter(f"{SVG}text"))


@pytest.mark.parametrize("tema", list(Tema))
def test_all_texts_stand_in_full_and_escaped(tema):
    akar = gambar(
        [
            IsiKotak(Rupa.SATU, "Final outcome", PANJANG, ("Indikator <A> & B: 10",), ("Kepala",)),
            IsiKotak(Rupa.FAKTOR, "Faktor kunci (CSF)", "Gizi terpenuhi"),
            IsiKotak(Rupa.LUAR, "Crosscutting, diterima", "Dinas Pendidikan"),
        ],
        tema,
    )
    isi = teks(akar)
    assert " ".join(PANJANG.split()) in isi
    for satu in ("Final outcome", "Indikator <A> & B: 10", "Kepala", "Dinas Pendidikan"):
        assert satu in isi
    assert akar.attrib["aria-label"] == "Pohon <uji>"


@pytest.mark.parametrize("tema", list(Tema))
def test_nothing_that_the_security_policy_blocks(tema):
    akar = gambar([IsiKotak(r, r.value, "Isi") for r in Rupa], tema)
    for unsur in akar.iter():
        assert "style" not in unsur.attrib
        assert not [nama for nama in unsur.attrib if nama.startswith("on")]
        assert unsur.tag != f"{SVG}style"


@pytest.mark.parametrize("tema", list(Tema))
def test_text_stays_inside_its_box(tema):
    isi = IsiKotak(Rupa.EMPAT, "Output", PANJANG, (PANJANG, "B"), ("Kepala Bidang", "Nama"))
    satu = kotak(isi, tema)
    akar = ET.fromstring(  # noqa: S314 (our own output)
        gambar_pohon([satu], [], judul="x", lebar=LEBAR_KOTAK, tinggi=satu.tinggi, tema=tema)
    )
    y = [float(t.attrib["y"]) for t in akar.iter(f"{SVG}text")]
    assert max(y) <= satu.tinggi + 6
    assert len(y) == len(set(y))


def test_a_text_beyond_the_limit_is_cut_and_kept_as_title():
    akar = gambar([IsiKotak(Rupa.DUA, "Intermediate outcome", PANJANG * 6)])
    assert "…" in teks(akar)
    assert [t.text for t in akar.iter(f"{SVG}title")] == [" ".join((PANJANG * 6).split())]


def test_lines_to_the_outside_are_dashed():
    akar = gambar([IsiKotak(Rupa.SATU, "A", "B"), IsiKotak(Rupa.DUA, "C", "D")])
    assert [p.attrib.get("stroke-dasharray") for p in akar.iter(f"{SVG}polyline")] == ["5 4"]


def test_an_empty_tree_says_so():
    svg = gambar_pohon([], [], judul="Kosong", lebar=0, tinggi=0)
    assert "Belum ada data" in teks(ET.fromstring(svg))  # noqa: S314 (our own output)
