"""The grid in Excel's hands: a whole quarter without a mouse, undo, a range, the phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kinerja.models import Realisasi
from tests.browser.conftest import HP
from tests.browser.kisi import Kisi
from tests.browser.lembar import LembarDinkes

pytestmark = pytest.mark.browser

PERTAMA, KEDUA, KETIGA, TERAKHIR = "harapan_hidup", "stunting", "predikat", "kunjungan"


@pytest.fixture
def kisi(lembar: LembarDinkes, masuk: Callable[..., Page]) -> Kisi:
    """The grid, open before the operator."""
    halaman = masuk(lembar.operator)
    halaman.goto(lembar.alamat)
    return Kisi(halaman, lembar)


def test_a_whole_quarter_is_filled_in_and_submitted_without_a_mouse(kisi, lembar):
    papan = kisi.halaman.keyboard
    kisi.isian(PERTAMA).focus()
    for nama, teks in (
        (PERTAMA, "71,5"),
        (KEDUA, "30"),
        (KETIGA, "BB"),
        ("imunisasi", "90,125"),
        ("ibu_hamil", "700"),
        ("rujukan", "79"),
    ):
        expect(kisi.isian(nama)).to_be_focused()
        papan.type(teks)
        papan.press("Enter")
    expect(kisi.isian(TERAKHIR)).to_be_focused()
    expect(kisi.status).to_have_text(re.compile("^Tersimpan "))
    papan.press("Alt+ArrowDown")
    expect(kisi.panel.get_by_role("heading", name=lembar.isi[TERAKHIR].nama)).to_be_visible()
    kisi.panel.get_by_label("Alasan sel ini kosong").focus()
    papan.type("Data belum ada")
    expect(kisi.baris(TERAKHIR)).to_contain_text("Kosong: data belum ada")
    papan.press("Escape")
    expect(kisi.isian(TERAKHIR)).to_be_focused()
    papan.press("Control+Home")
    expect(kisi.isian(PERTAMA).or_(kisi.halaman.locator(".sel__isian").first)).to_be_focused()
    ajukan = kisi.halaman.get_by_role("button", name="Ajukan Triwulan II 2024")
    ajukan.focus()
    papan.press("Enter")
    dialog = kisi.halaman.get_by_role("dialog")
    kirim = dialog.get_by_role("button", name=re.compile("^Ajukan"))
    for _ in range(40):
        if kirim.evaluate("el => el === document.activeElement"):
            break
        papan.press("Tab")
    papan.press("Enter")
    expect(kisi.halaman.get_by_text(re.compile("diajukan")).first).to_be_visible()
    assert set(Realisasi.objects.filter(triwulan=2).values_list("status", flat=True)) == {
        "diajukan"
    }


def test_undo_redo_range_copy_and_the_list_of_keys(kisi, lembar):
    halaman, papan = kisi.halaman, kisi.halaman.keyboard
    for nama, teks in ((PERTAMA, "70"), (KEDUA, "30"), (PERTAMA, "71")):
        kisi.ketik(nama, teks)
        expect(kisi.isian(nama)).to_have_value(f"{teks},00")
        expect(kisi.status).to_have_text(re.compile("^Tersimpan "))
    kisi.isian(PERTAMA).focus()
    papan.press("Control+z")
    expect(halaman.get_by_text(re.compile("^Diurungkan: .*71,00"))).to_be_visible()
    kisi.tersimpan(PERTAMA, "70,00", "96,55%", "Sangat tinggi")
    kisi.isian(PERTAMA).focus()
    papan.press("Control+y")
    expect(kisi.isian(PERTAMA)).to_have_value("71,00")
    kisi.tersimpan(PERTAMA, "71,00", "97,93%", "Sangat tinggi")
    assert lembar.realisasi(PERTAMA).nilai == 71

    expect(kisi.isian(PERTAMA)).to_be_focused()
    papan.press("Shift+ArrowDown")
    expect(halaman.locator(".sel--blok")).to_have_count(2)
    expect(halaman.locator("#kisi-suara")).to_have_text("2 sel dipilih")
    halaman.evaluate(
        """() => window.addEventListener("copy",
            (e) => { window.disalin = e.clipboardData.getData("text/plain"); })"""
    )
    papan.press("Control+c")
    expect(halaman.get_by_text("2 sel disalin.")).to_be_visible()
    assert halaman.evaluate("window.disalin") == "71,00\r\n30,00"
    papan.press("Delete")
    expect(halaman.get_by_text("2 sel dikosongkan.").first).to_be_visible()
    expect(kisi.status).to_have_text(re.compile("^Tersimpan "))
    expect(kisi.isian(KEDUA)).to_have_value("")
    assert [lembar.realisasi(n).nilai for n in (PERTAMA, KEDUA)] == [None, None]
    kisi.isian(PERTAMA).focus()
    papan.press("Control+z")  # one step for both
    expect(kisi.isian(PERTAMA)).to_have_value("71,00")
    expect(kisi.isian(KEDUA)).to_have_value("30,00")
    expect(kisi.status).to_have_text(re.compile("^Tersimpan "))
    assert [lembar.realisasi(n).nilai for n in (PERTAMA, KEDUA)] == [71, 30]

    papan.press("?")
    dialog = halaman.get_by_role("dialog", name="Tombol di lembar isian")
    expect(dialog).to_be_visible()
    papan.press("Escape")
    expect(dialog).to_be_hidden()
    expect(kisi.isian(PERTAMA)).to_be_focused()


def test_explanations_keep_their_lines_and_stay_while_another_cell_is_saved(kisi, lembar):
    halaman, papan = kisi.halaman, kisi.halaman.keyboard
    halaman.goto(f"{lembar.alamat}&tampilan=penjelasan")
    analisis = halaman.locator(f"#analisis-{lembar.pk(PERTAMA)}")
    pendorong = halaman.locator(f"#faktor_pendorong-{lembar.pk(PERTAMA)}")
    analisis.focus()
    papan.type("=SUM(A1) bukan rumus")
    papan.press("Enter")
    papan.type("Baris kedua")
    papan.press("Tab")
    expect(pendorong).to_be_focused()
    papan.type("Kader aktif")
    papan.press("Control+Enter")
    expect(halaman.locator(f"#faktor_pendorong-{lembar.pk(KEDUA)}")).to_be_focused()
    expect(kisi.status).to_have_text(re.compile("^Tersimpan "))
    tersimpan = lembar.realisasi(PERTAMA)
    assert tersimpan.analisis == "=SUM(A1) bukan rumus\nBaris kedua"
    assert tersimpan.faktor_pendorong == "Kader aktif"
    analisis.focus()
    papan.press("Control+a")
    papan.press("Shift+ArrowRight")
    expect(halaman.locator(".sel--blok")).to_have_count(2)
    halaman.evaluate(
        """() => window.addEventListener("copy",
            (e) => { window.disalin = e.clipboardData.getData("text/plain"); })"""
    )
    papan.press("Control+c")
    expect(halaman.get_by_text("2 sel disalin.")).to_be_visible()
    assert halaman.evaluate("window.disalin") == (
        '"\'=SUM(A1) bukan rumus\nBaris kedua"\tKader aktif'
    )


def test_on_a_phone_a_value_is_typed_and_waits_for_the_network(lembar, masuk, penjaga):
    penjaga.harap(r"ERR_INTERNET_DISCONNECTED", r"^konsol: htmx:(sendError|afterRequest)")
    halaman = masuk(lembar.operator, viewport=HP)
    halaman.goto(lembar.alamat)
    kisi = Kisi(halaman, lembar)
    halaman.context.set_offline(True)
    kisi.ketik("rujukan", "79")
    kisi.kata("rujukan", "Menunggu jaringan")
    expect(kisi.baris("rujukan").locator(".sel__kata")).to_be_visible()
    halaman.context.set_offline(False)
    kisi.tersimpan("rujukan", "79,00", "98,75%", "Sangat tinggi")
    lebar = halaman.evaluate("document.documentElement.scrollWidth")
    assert lebar <= HP["width"]
