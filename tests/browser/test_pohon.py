"""A small pohon kinerja built by keyboard, an offer made by one PD and accepted by another."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from kinerja.models import Crosscutting, KondisiKinerja
from tests.browser.conftest import HP
from tests.kinerja.panggung_pohon import TAHUN, PanggungPohon, susun_pohon_uji

pytestmark = pytest.mark.browser


@pytest.fixture
def p(live_server) -> PanggungPohon:
    return susun_pohon_uji()


def tekan(halaman: Page, nama: str, peran: Literal["button", "link"] = "button") -> None:
    """Focus a control by its name and press Enter."""
    halaman.get_by_role(peran, name=nama, exact=True).first.focus()
    halaman.keyboard.press("Enter")


def ketik(halaman: Page, label: str, teks: str) -> None:
    halaman.get_by_label(label).focus()
    halaman.keyboard.press("ControlOrMeta+A")
    halaman.keyboard.type(teks)


def test_a_tree_is_built_by_keyboard(masuk, p):
    halaman = masuk(p.operator)
    halaman.goto("/kinerja/pohon/")
    tekan(halaman, "Buat pohon", "link")
    ketik(halaman, "Judul", "Pohon stunting")
    ketik(halaman, "Tahun awal", str(TAHUN))
    ketik(halaman, "Tahun akhir", str(TAHUN - 1))
    tekan(halaman, "Buat pohon")
    expect(halaman.locator("[data-ringkasan-galat]")).to_be_focused()
    ketik(halaman, "Tahun akhir", str(TAHUN + 1))
    tekan(halaman, "Buat pohon")

    tekan(halaman, "Tambah kondisi", "link")
    ketik(halaman, "Kondisi", "Menurunnya stunting")
    tekan(halaman, "Tambah kondisi")
    tekan(halaman, "Ubah Menurunnya stunting", "link")
    tekan(halaman, "Tambah CSF", "link")
    ketik(halaman, "Faktor keberhasilan (CSF)", "Gizi terpenuhi")
    tekan(halaman, "Tambah CSF")
    tekan(halaman, "Jawab CSF Gizi terpenuhi", "link")
    ketik(halaman, "Kondisi", "Meningkatnya pemantauan")
    tekan(halaman, "Tambah kondisi")

    anak = halaman.locator("li", has_text="menjawab CSF: Gizi terpenuhi")
    expect(anak.last).to_contain_text("Meningkatnya pemantauan")
    expect(anak.last).to_contain_text("Intermediate outcome")
    tekan(halaman, "Bagan", "link")
    kanvas = halaman.get_by_role("region", name="Bagan pohon, dapat digulir")
    gambar = kanvas.get_by_role("img")
    expect(gambar).to_be_visible()
    # at first the whole drawing is in view
    assert kanvas.evaluate("(k) => k.scrollWidth <= k.clientWidth && k.scrollLeft === 0")
    lebar = float(gambar.get_attribute("width") or 0)
    tekan(halaman, "Perbesar")
    assert float(gambar.get_attribute("width") or 0) > lebar
    kanvas.focus()
    expect(kanvas).to_be_focused()
    assert KondisiKinerja.objects.filter(pohon__judul="Pohon stunting").count() == 2


def test_one_pd_offers_and_the_other_accepts(masuk, p):
    penawar = masuk(p.operator)
    penawar.goto(f"/kinerja/kondisi/{p.antara.pk}/ubah/")
    penawar.get_by_role("link", name="Tawarkan kepada perangkat daerah lain").click()
    penawar.get_by_label("Perangkat daerah yang dituju").select_option(label="Dinas Pendidikan")
    penawar.get_by_label("Yang diharapkan").fill("Makanan tambahan di PAUD")
    penawar.get_by_role("button", name="Tawarkan").click()
    expect(penawar.get_by_text("Menunggu jawaban")).to_be_visible()

    penjawab = masuk(p.operator_lain, viewport=HP)
    penjawab.goto("/kinerja/crosscutting/")
    penjawab.get_by_role("link", name="Makanan tambahan di PAUD").click()
    expect(penjawab.get_by_text("Menurunnya balita stunting")).to_be_visible()
    penjawab.get_by_role("button", name="Tolak tawaran").click()
    ringkasan = penjawab.locator("[data-ringkasan-galat]")
    ringkasan.get_by_role("link", name="Tulis alasan menolak tawaran ini.").click()
    expect(penjawab.get_by_label("Alasan menolak")).to_be_focused()
    penjawab.get_by_role("button", name="Terima tawaran").click()
    expect(penjawab.locator("main").get_by_text("Diterima", exact=True)).to_be_visible()
    assert penjawab.evaluate("document.documentElement.scrollWidth") == HP["width"]
    assert Crosscutting.objects.get().status == "diterima"

    penawar.goto(f"/kinerja/pohon/{p.pohon.pk}/?tampilan=daftar")
    expect(penawar.get_by_text("Dinas Pendidikan, diterima")).to_be_visible()


def test_a_phone_shows_the_list_first(masuk, p):
    halaman = masuk(p.evaluator, viewport=HP)
    halaman.goto(f"/kinerja/pohon/{p.pohon.pk}/")
    expect(halaman.get_by_role("list", name="Kondisi Pohon Dinas Kesehatan")).to_be_visible()
    expect(halaman.locator("[data-pohon-kanvas]")).to_be_hidden()
    assert halaman.evaluate("document.documentElement.scrollWidth") == HP["width"]
    halaman.get_by_role("link", name="Bagan").click()
    expect(halaman.locator("[data-pohon-kanvas]")).to_be_visible()
    assert halaman.evaluate("document.documentElement.scrollWidth") == HP["width"]
