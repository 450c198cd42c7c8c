"""Editing the tree of a plan: by keyboard only, by the panel, and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from kinerja.models import IsiSimpul, StatusDokumen
from opd.models import JenisPeran
from tests.browser.conftest import HP, Penjaga
from tests.factories import DokumenFactory, PenggunaFactory, PerangkatDaerahFactory
from tests.kinerja.panggung_simpul import isi_nomenklatur, susun_panggung

pytestmark = pytest.mark.browser


def _baris(halaman: Page, nama: str) -> Locator:
    return halaman.locator("#susunan-isi tr[data-pk]").filter(
        has=halaman.get_by_role("link", name=nama, exact=True)
    )


def _tambah(halaman: Page, nama: str) -> None:
    """Add below the focused row by keyboard; the focus comes back on the new row."""
    halaman.keyboard.press("Insert")
    # The form of the row before may still stand there; only the new one takes the focus.
    expect(halaman.get_by_label("Nama", exact=True)).to_be_focused()
    halaman.get_by_label("Nama", exact=True).press_sequentially(nama)
    halaman.keyboard.press("Tab")
    halaman.get_by_label("Nama", exact=True).press("Tab")
    halaman.locator("#panel form[method=post]").get_by_role("button").press("Enter")
    expect(_baris(halaman, nama)).to_be_focused()


def test_tree_is_built_and_moved_by_keyboard(masuk: Callable[..., Page]) -> None:
    isi_nomenklatur()
    dokumen = DokumenFactory(
        pd=PerangkatDaerahFactory(nama="Dinas Kesehatan"), status=StatusDokumen.DRAF
    )
    halaman = masuk(PenggunaFactory(peran=JenisPeran.PERENCANA))
    halaman.goto(f"/kinerja/perencanaan/{dokumen.pk}/ubah/")
    halaman.get_by_role("link", name="Tambah di jenjang teratas").press("Enter")
    expect(halaman.get_by_label("Nama", exact=True)).to_be_focused()
    halaman.keyboard.type("Visi kota")
    halaman.get_by_role("button", name="Tambah visi").press("Enter")
    expect(_baris(halaman, "Visi kota")).to_be_focused()

    _tambah(halaman, "Misi satu")
    halaman.keyboard.press("ArrowUp")
    _tambah(halaman, "Misi dua")
    halaman.keyboard.press("Alt+ArrowUp")
    expect(halaman.locator("#susunan-isi tr[data-pk]").nth(1)).to_contain_text("Misi dua")
    expect(_baris(halaman, "Misi dua")).to_be_focused()

    # pick a program from the nomenclature while typing
    halaman.keyboard.press("Insert")
    expect(halaman.get_by_label("Nama", exact=True)).to_be_focused()
    halaman.locator(".susunan__jenis").get_by_role("link", name="Program", exact=True).press(
        "Enter"
    )
    cari = halaman.get_by_label("Cari di nomenklatur")
    expect(cari).to_be_focused()
    halaman.keyboard.type("pemenuhan upaya")
    temuan = halaman.locator(".nomenklatur__daftar").get_by_role("link").first
    expect(temuan).to_contain_text(re.compile("pemenuhan upaya", re.IGNORECASE))
    temuan.press("Enter")
    expect(halaman.get_by_label("Kode (boleh kosong)")).to_have_value("1.02.02")
    expect(halaman.get_by_label("Nama", exact=True)).to_be_focused()
    halaman.get_by_role("button", name="Tambah program").press("Enter")
    program = _baris(halaman, "Program pemenuhan upaya kesehatan")
    expect(program).to_be_focused()
    expect(program).to_have_attribute("aria-level", "3")

    halaman.keyboard.press("ArrowLeft")
    expect(_baris(halaman, "Misi dua")).to_be_focused()
    halaman.keyboard.press("ArrowLeft")
    expect(program).to_have_count(0)
    halaman.keyboard.press("ArrowRight")
    expect(program).to_have_count(1)
    halaman.keyboard.press("?")
    expect(halaman.get_by_role("dialog")).to_contain_text("pindahkan naik, turun")
    halaman.keyboard.press("Escape")

    halaman.locator("#susunan-isi tr[tabindex='0']").press("Delete")
    halaman.get_by_role("button", name="Hapus beserta isinya").press("Enter")
    expect(_baris(halaman, "Misi dua")).to_have_count(0)
    assert IsiSimpul.objects.filter(dokumen=dokumen).count() == 2


def test_keys_of_the_list_work_on_a_tree_that_is_there(
    masuk: Callable[..., Page], penjaga: Penjaga
) -> None:
    penjaga.harap(r"422 POST .*/urutkan/")
    r = susun_panggung()
    halaman = masuk(r.perencana)
    halaman.goto(f"/kinerja/perencanaan/{r.dokumen.pk}/ubah/")
    tombol = halaman.keyboard.press
    halaman.locator("#susunan-isi tr[tabindex='0']").focus()
    tombol("End")
    expect(_baris(halaman, "Q")).to_be_focused()
    tombol("Home")
    expect(_baris(halaman, "P")).to_be_focused()
    tombol("Alt+ArrowUp")
    expect(halaman.get_by_role("alert")).to_have_text(
        "Baris rencana ini sudah paling atas di bawah induknya."
    )
    expect(_baris(halaman, "P")).to_be_focused()

    tombol("/")
    halaman.keyboard.type("tidak ada yang begini")
    for kunci in ("ArrowDown", "Enter"):
        tombol(kunci)
        expect(halaman.get_by_text("Tidak ada baris rencana yang cocok")).to_be_visible()
        expect(halaman.locator("[data-susunan-cari]")).to_be_focused()
    halaman.locator("[data-susunan-cari]").fill("s2")
    tombol("Enter")
    expect(_baris(halaman, "S2")).to_be_focused()
    tombol("Insert")  # a sub kegiatan holds none: the new one comes behind it
    simpan = halaman.get_by_role("button", name="Tambah sub kegiatan")
    expect(simpan).to_be_visible()  # until then "Nama" is the one of the panel before
    halaman.get_by_label("Nama", exact=True).fill("S2 lanjutan")
    simpan.press("Enter")
    expect(_baris(halaman, "S2 lanjutan")).to_be_focused()
    assert r.urutan()[2:5] == ["--S1", "--S2", "--S2 lanjutan"]
    tombol("Enter")
    expect(halaman.get_by_label("Nama", exact=True)).to_be_focused()
    tombol("Escape")
    expect(_baris(halaman, "S2 lanjutan")).to_be_focused()
    tombol("Alt+ArrowLeft")
    expect(_baris(halaman, "S2 lanjutan")).to_have_attribute("aria-level", "2")
    expect(_baris(halaman, "S2 lanjutan")).to_be_focused()
    tombol("Alt+ArrowRight")
    expect(_baris(halaman, "S2 lanjutan")).to_have_attribute("aria-level", "3")


def test_split_merge_and_a_pagu_that_does_not_add_up(
    masuk: Callable[..., Page], penjaga: Penjaga
) -> None:
    penjaga.harap(r"422 POST .*/pagu/")
    r = susun_panggung()
    r.pagu(r.s1, 700)
    halaman = masuk(r.perencana)
    halaman.goto(f"/kinerja/perencanaan/{r.dokumen.pk}/ubah/?pilih={r.k1.pk}")
    panel = halaman.locator("#panel")

    panel.get_by_label(re.compile("^Pagu")).fill("500")
    panel.get_by_role("button", name="Simpan pagu").click()
    expect(panel).to_contain_text("Pagu kegiatan Rp 500, jumlah sub kegiatan Rp 700")
    expect(panel.get_by_label(re.compile("^Pagu"))).to_have_value("500")

    panel.get_by_role("link", name="Pecah").click()
    panel.get_by_label("Nama baris rencana baru").fill("K1 bagian dua")
    panel.get_by_label("S2").check()
    panel.get_by_role("button", name="Pecah").click()
    expect(_baris(halaman, "K1 bagian dua")).to_be_focused()

    panel.get_by_role("link", name="Gabungkan").click()
    panel.get_by_label("Gabungkan ke").select_option(label="K2")
    panel.get_by_role("button", name="Gabungkan").click()
    expect(halaman.locator(".kabar--benar")).to_contain_text("digabungkan ke “K2”")
    assert r.urutan() == ["P", "-K1", "--S1", "-K2", "--S3", "--S2", "Q"]


def test_page_on_a_phone_with_and_without_a_script(
    masuk: Callable[..., Page], penjaga: Penjaga
) -> None:
    penjaga.harap(r"422 POST .*/urutkan/")
    r = susun_panggung()
    alamat = f"/kinerja/perencanaan/{r.dokumen.pk}/ubah/?pilih={r.k1.pk}"
    kabar = "dipindahkan satu ke bawah"

    halaman = masuk(r.perencana, viewport=HP)
    halaman.goto(alamat)
    assert halaman.evaluate("document.documentElement.scrollWidth") <= HP["width"]
    halaman.locator("#panel").get_by_role("button", name="Turun").click()
    expect(halaman.locator(".kabar--benar")).to_contain_text(kabar)
    expect(halaman.locator("#panel")).not_to_be_visible()  # the tree with the sentence is seen
    assert r.urutan()[1] == "-K2"

    tanpa_skrip = masuk(r.organisasi, viewport=HP, java_script_enabled=False)
    tanpa_skrip.goto(alamat)
    tanpa_skrip.locator("#panel").get_by_role("button", name="Turun").click()
    expect(tanpa_skrip.get_by_role("alert")).to_have_text(
        "Baris rencana ini sudah paling bawah di bawah induknya."
    )
    tanpa_skrip.locator("#panel").get_by_role("button", name="Naik").click()
    expect(tanpa_skrip.locator("body")).to_contain_text("dipindahkan satu ke atas")
    assert r.urutan()[1] == "-K1"
    tanpa_skrip.locator("#panel").get_by_role("link", name="Tambah di bawahnya").click()
    tanpa_skrip.get_by_label("Nama", exact=True).fill("Sub kegiatan tanpa skrip")
    tanpa_skrip.get_by_role("button", name="Tambah sub kegiatan").click()
    expect(_baris(tanpa_skrip, "Sub kegiatan tanpa skrip")).to_have_count(1)
