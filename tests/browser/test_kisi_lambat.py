"""Weak networks: scripts that come late or never, answers that come when another row is open."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.kisi import Kisi
from tests.browser.lembar import LembarDinkes

pytestmark = pytest.mark.browser

PERTAMA, KEDUA = "harapan_hidup", "stunting"


@pytest.fixture
def kisi(lembar: LembarDinkes, masuk: Callable[..., Page]) -> Kisi:
    """The grid of the operator, not opened yet."""
    return Kisi(masuk(lembar.operator), lembar)


def test_what_is_written_in_the_panel_before_the_scripts_are_there_is_kept(kisi, lembar):
    halaman = kisi.halaman
    antre: list[Route] = []
    halaman.route(re.compile(r"/js/kisi\."), lambda rute: antre.append(rute))
    halaman.goto(f"{lembar.alamat}&baris={lembar.pk(KEDUA)}", wait_until="commit")
    kisi.panel.get_by_label("Analisis").fill("Ditulis lebih dulu.")
    kisi.panel.get_by_label("Alasan sel ini kosong").select_option(label="Belum rilis")
    while not antre:
        halaman.wait_for_timeout(20)
    for rute in antre:
        rute.continue_()
    kisi.kata(KEDUA, "Kosong dengan alasan")
    assert lembar.realisasi(KEDUA).alasan_kosong == "belum_rilis"
    expect(kisi.panel.get_by_label("Analisis")).to_have_value("Ditulis lebih dulu.")
    # Submitting would lock the row and leave the text behind
    halaman.get_by_role("button", name="Ajukan Triwulan").click()
    expect(halaman.get_by_text("1 isian di rincian baris")).to_be_visible()
    expect(halaman.get_by_role("dialog")).to_have_count(0)
    kisi.panel.get_by_role("button", name="Simpan penjelasan").click()
    expect(kisi.baris(KEDUA)).to_contain_text("Ditulis lebih dulu.")


def test_a_script_that_never_comes_leaves_a_form_that_saves(kisi, lembar, penjaga):
    penjaga.harap(r"^gagal: GET .*/js/kisi_kirim", r"^skrip: ")
    halaman = kisi.halaman
    halaman.route(re.compile(r"/js/kisi_kirim"), lambda rute: rute.abort())
    halaman.goto(lembar.alamat)
    expect(kisi.status).to_contain_text("Halaman tidak termuat utuh.")
    kisi.isian(PERTAMA).fill("71,5")
    halaman.get_by_role("button", name="Simpan lembar").click()
    expect(halaman.get_by_text("1 sel tersimpan.")).to_be_visible()
    expect(kisi.isian(PERTAMA)).to_have_value("71,50")


def test_a_late_answer_does_not_take_the_open_row_away(kisi, lembar):
    halaman = kisi.halaman
    antre: list[Route] = []
    halaman.goto(lembar.alamat)
    kisi.buka_panel(PERTAMA)
    halaman.route(re.compile(r"/narasi/"), lambda rute: antre.append(rute))
    kisi.panel.get_by_label("Analisis").fill("Angka sementara.")
    kisi.panel.get_by_role("button", name="Simpan penjelasan").click()
    kisi.buka_panel(KEDUA)
    analisis = kisi.panel.get_by_label("Analisis")
    analisis.click()
    halaman.keyboard.type("Satu ")
    with halaman.expect_response(re.compile(r"/narasi/")):
        antre.pop().continue_()
    expect(kisi.baris(PERTAMA)).to_contain_text("Angka sementara.")
    halaman.keyboard.type("dua")
    expect(analisis).to_have_value("Satu dua")
    assert lembar.realisasi(PERTAMA).analisis == "Angka sementara."


def test_a_row_that_is_replaced_under_the_cursor_is_typed_over_as_a_whole(kisi, lembar):
    kisi.halaman.goto(lembar.alamat)
    kisi.ketik(PERTAMA, "71,5")
    kisi.kata(PERTAMA, "Tersimpan")
    kisi.isian(PERTAMA).click()
    kisi.halaman.evaluate("kisi.pulihkan(document.activeElement)")
    kisi.halaman.keyboard.type("70")
    kisi.halaman.keyboard.press("Enter")
    kisi.tersimpan(PERTAMA, "70,00", "96,55%", "Sangat tinggi")
    assert lembar.realisasi(PERTAMA).nilai == 70
