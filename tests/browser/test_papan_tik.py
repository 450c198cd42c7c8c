"""Without a mouse: everything is reached by Tab, opened by Enter and left by Escape."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from kinerja.models import StatusRealisasi
from tests.browser.kisi import Kisi
from tests.browser.lembar import TAHUN, TRIWULAN

pytestmark = pytest.mark.browser


def _tab_ke(halaman: Page, sasaran: Locator, tombol: str = "Tab") -> None:
    """Press Tab until `sasaran` has the focus; every stop on the way must be visible."""
    for _ in range(80):
        halaman.keyboard.press(tombol)
        if sasaran.evaluate("el => el === document.activeElement"):
            return
        if halaman.evaluate("document.activeElement !== document.body"):
            expect(halaman.locator(":focus")).to_be_visible()
    raise AssertionError(f"not reached by {tombol}: {sasaran}")


def test_the_page_is_walked_from_the_skip_link_to_the_dialog(lembar, masuk):
    halaman = masuk(lembar.operator)
    menu = halaman.get_by_role("navigation", name="Menu utama")
    kinerja = menu.locator("summary", has_text="Kinerja")
    _tab_ke(halaman, kinerja)
    halaman.keyboard.press("Enter")
    pengisian = menu.get_by_role("link", name="Pengisian")
    expect(pengisian).to_be_visible()
    halaman.keyboard.press("Tab")
    halaman.keyboard.press("Escape")
    expect(pengisian).to_be_hidden()
    expect(kinerja).to_be_focused()
    halaman.keyboard.press("Enter")
    _tab_ke(halaman, pengisian)
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_role("heading", name="Pengisian realisasi", level=1)).to_be_visible()

    # The skip link
    halaman.goto(lembar.alamat)
    halaman.keyboard.press("Tab")
    lewati = halaman.get_by_role("link", name="Langsung ke isi")
    expect(lewati).to_be_focused()
    expect(lewati).to_be_in_viewport()
    halaman.keyboard.press("Enter")
    expect(halaman.locator("main")).to_be_focused()
    halaman.keyboard.press("Tab")
    expect(halaman.locator("main :focus")).to_have_count(1)

    # The dialog of submitting holds the focus and gives it back
    tombol = halaman.get_by_role("button", name="Ajukan Triwulan II 2024")
    _tab_ke(halaman, tombol)
    halaman.keyboard.press("Enter")
    dialog = halaman.get_by_role("dialog")
    expect(dialog.locator(":focus")).to_have_count(1)
    batal = dialog.get_by_role("button", name="Tutup")  # cells are empty: nothing to submit yet
    _tab_ke(halaman, batal)
    halaman.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(tombol).to_be_focused()
    halaman.keyboard.press("Enter")
    _tab_ke(halaman, batal)
    halaman.keyboard.press("Enter")
    expect(dialog).to_be_hidden()

    # Filter and quarter are links
    kepingan = halaman.get_by_role("navigation", name="Saring menurut keadaan")
    kepingan.get_by_role("link").first.focus()
    _tab_ke(halaman, kepingan.get_by_role("link", name=re.compile("^Kosong")))
    halaman.keyboard.press("Enter")
    expect(halaman).to_have_url(re.compile("saring=kosong"))
    triwulan = halaman.get_by_role("navigation", name="Triwulan")
    _tab_ke(halaman, triwulan.get_by_role("link", name=re.compile("^TW I ")))
    halaman.keyboard.press("Enter")
    expect(halaman).to_have_url(re.compile(r"triwulan=1(&|$)"))
    expect(halaman.get_by_text("Triwulan I 2024 belum dibuka.").first).to_be_visible()


def test_menu_on_a_tablet_keeps_the_focus_inside_and_gives_it_back(lembar, masuk):
    halaman = masuk(lembar.operator, viewport={"width": 820, "height": 1100})
    tombol = halaman.get_by_role("banner").get_by_role("button", name="Menu")
    _tab_ke(halaman, tombol)
    halaman.keyboard.press("Enter")
    menu = halaman.locator("#menu-utama")
    expect(menu).to_be_focused()
    expect(menu.get_by_role("link", name="Beranda")).to_be_visible()
    for _ in range(12):
        halaman.keyboard.press("Tab")
        assert menu.evaluate(
            "el => el.contains(document.activeElement) || document.activeElement === document.body"
        )
    halaman.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(tombol).to_be_focused()


def test_panel_takes_the_focus_and_gives_it_back(lembar, masuk):
    halaman = masuk(lembar.operator)
    kisi = Kisi(halaman, lembar)
    judul = lembar.isi["stunting"].nama
    tautan = kisi.baris("stunting").get_by_role("link", name=judul, exact=True)
    for lebar in (360, 820, 1440):
        halaman.set_viewport_size({"width": lebar, "height": 900})
        halaman.goto(lembar.alamat)
        tautan.focus()
        halaman.keyboard.press("Enter")
        expect(kisi.panel.get_by_role("heading", name=judul)).to_be_visible()
        expect(kisi.panel).to_be_focused()
        expect(tautan).to_have_attribute("aria-current", "true")
        _tab_ke(halaman, kisi.panel.get_by_label("Analisis"))
        halaman.keyboard.press("Escape")
        expect(tautan).to_be_focused()
        if lebar < 1200:
            expect(kisi.panel).to_be_hidden()

    # From the cell, and back to it after a save in the panel
    kisi.panel.get_by_label("Analisis").evaluate("el => { el.dataset.lama = 'ya' }")
    kisi.isian("stunting").focus()
    halaman.keyboard.press("Alt+ArrowDown")
    expect(kisi.panel.locator("[data-lama]")).to_have_count(0)  # the panel was read again
    expect(kisi.panel).to_be_focused()
    alasan = kisi.panel.get_by_label("Alasan sel ini kosong")
    expect(alasan).to_be_visible()
    _tab_ke(halaman, alasan)
    halaman.keyboard.type("Data belum ada")
    expect(kisi.baris("stunting")).to_contain_text("Kosong: data belum ada")
    expect(alasan).to_be_focused()
    halaman.keyboard.press("Escape")
    expect(kisi.isian("stunting")).to_be_focused()


def test_a_row_is_verified_without_a_mouse(lembar, masuk):
    lembar.isi_semua(StatusRealisasi.DISETUJUI_PD)
    halaman = masuk(lembar.organisasi)
    halaman.goto(f"/kinerja/verifikasi/?tahun={TAHUN}&triwulan={TRIWULAN}")
    saran = halaman.get_by_role("button", name="Satuan keliru", exact=True)
    _tab_ke(halaman, saran)
    halaman.keyboard.press("Enter")
    catatan = halaman.get_by_role("textbox", name="Catatan untuk operator", exact=True)
    expect(catatan).to_have_value(re.compile("^Nilainya tidak sesuai dengan satuan"))
    expect(catatan).to_be_focused()
    _tab_ke(halaman, halaman.get_by_role("button", name="Kembalikan baris ini"))
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_text("Baris dikembalikan. Operator diberi tahu.")).to_be_visible()
    _tab_ke(halaman, halaman.get_by_role("button", name="Verifikasi dan lanjut"))
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_text("Baris diverifikasi.")).to_be_visible()
    assert lembar.realisasi("harapan_hidup").status == StatusRealisasi.DIKEMBALIKAN
    assert lembar.realisasi("stunting").status == StatusRealisasi.DIVERIFIKASI

    # On a phone the row to decide on comes before the queue
    halaman.set_viewport_size({"width": 360, "height": 780})
    halaman.goto(f"/kinerja/verifikasi/?tahun={TAHUN}&triwulan={TRIWULAN}")
    judul = halaman.locator(".kokpit__judul")
    expect(judul).to_be_in_viewport()
    assert judul.bounding_box()["y"] < halaman.locator(".antrean").bounding_box()["y"]
    assert halaman.evaluate("window.scrollY") == 0
