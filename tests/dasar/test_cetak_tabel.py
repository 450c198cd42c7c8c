"""The table of the printed report: widths, alignment, marks, numbers that are too wide."""

from __future__ import annotations

import re

import pytest

from dasar.cetak.tabel import LEBAR_LANSKAP, Kolom, LebarTabelSalah, Sel, Tabel


def tabel(lebar_angka: float = 40) -> Tabel:
    return Tabel(
        [
            Kolom("Nama", 164 - 30 - lebar_angka),
            Kolom("Pagu", lebar_angka, "kanan", "rupiah"),
            Kolom("Ket", 30),
        ]
    )


def html(satu: Tabel) -> str:
    return satu.html(jangkar="tabel-1", nomor="Tabel I.1", judul="Uji <b>")


@pytest.mark.parametrize(("lebar", "halaman"), [(163, 164), (165, 164), (267, LEBAR_LANSKAP)])
def test_widths_must_add_up_to_the_page(lebar: int, halaman: int) -> None:
    with pytest.raises(LebarTabelSalah, match=f"{halaman} mm"):
        Tabel([Kolom("A", 100), Kolom("B", lebar - 100)], lebar=halaman)


def test_a_row_needs_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="2 sel"):
        tabel().baris("a", "1")


def test_cells_hold_bare_escaped_text() -> None:
    satu = tabel()
    satu.baris('Program <script>alert("x")</script> & lain', "1.000", "ada")
    isi = html(satu)
    assert "<script>" not in isi
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; lain" in isi
    assert "<caption><b>Tabel I.1</b> Uji &lt;b&gt;</caption>" in isi
    assert '<td class="n">1.000</td>' in isi
    assert '<td class="s">ada</td>' in isi  # text behind a number keeps its distance
    assert re.findall(r'<th[^>]* scope="(\w+)"', isi) == ["col", "col", "col"]


def test_groups_get_bodies_of_their_own() -> None:
    satu = tabel()
    satu.kelompok("Dinas A")
    satu.baris("a", "1", "")
    satu.subjumlah("Jumlah", "1", "")
    satu.kelompok("Dinas B")
    satu.baris("b", "2", "")
    satu.jumlah("Jumlah", "3", "")
    isi = html(satu)
    assert isi.count("<tbody>") == isi.count("</tbody>") == 2
    assert isi.index("Dinas A") < isi.index("</tbody>") < isi.index("Dinas B")
    assert isi.count('scope="rowgroup"') == 2
    assert satu.jumlah_baris == 4


def test_marks_are_noticed_for_the_note_below() -> None:
    satu = tabel()
    satu.baris("a", "1", "")
    assert (satu.memuat_contoh, satu.memuat_sementara) == (False, False)
    satu.baris("b", Sel("2†", "sementara"), "")
    assert (satu.memuat_contoh, satu.memuat_sementara) == (True, True)
    assert "2†<small>sementara</small>" in html(satu)


def test_a_number_too_wide_for_its_column_shrinks_the_whole_column() -> None:
    lapang, sempit, tersempit = tabel(40), tabel(22), tabel(8)
    for satu in (lapang, sempit, tersempit):
        satu.baris("a", "1.466.663.211.000", "")
        satu.baris("b", "5", "")
    assert 'class="n">5<' in html(lapang)
    assert re.search(r'class="n k[12]">5<', html(sempit))
    assert 'class="n k3">5<' in html(tersempit)


def test_words_in_a_number_column_do_not_shrink_it() -> None:
    satu = tabel(22)
    satu.baris("a", "Tidak tersedia untuk tahun ini", "")
    assert 'class="n">Tidak' in html(satu)
