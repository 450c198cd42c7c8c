"""A planner types letters for one indicator, takes the offer of a scale, and reads the card."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from kinerja.models import IsiIndikator, Target
from tests.browser.conftest import LAYAR
from tests.kinerja.panggung import buat_panggung
from tests.kinerja.panggung_indikator import buat_draf, wali_kota

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("layar", LAYAR)
def test_letters_lead_to_the_offer_and_the_card_shows_them(masuk, layar):
    p = buat_panggung()
    d = buat_draf(p)
    IsiIndikator.objects.filter(pk=d.isi.pk).update(baseline=None)
    halaman = masuk(p.perencana, viewport=layar)
    halaman.goto(f"/kinerja/indikator/{d.isi.pk}/")
    halaman.get_by_role("link", name="Ubah", exact=True).click()
    halaman.get_by_label("Target 2024", exact=True).fill("BB Predikat")
    halaman.keyboard.press("Enter")  # saves, and does not take the offer unasked

    ringkasan = halaman.locator("[data-ringkasan-galat]")
    expect(ringkasan).to_be_focused()
    ringkasan.get_by_role("link", name="adalah huruf predikat SAKIP").click()
    medan = halaman.get_by_label("Target 2024", exact=True)
    expect(medan).to_be_focused()
    expect(medan).to_have_value("BB Predikat")
    assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"]
    assert Target.objects.get(dokumen=d.dokumen).nilai == Decimal("13.69")

    halaman.get_by_role("button", name="Ubah menjadi indikator predikat").click()
    expect(halaman.get_by_role("heading", name="Cara menghitung capaian 2024")).to_be_visible()
    expect(halaman.get_by_text("Predikat SAKIP: D 1, C 2", exact=False).first).to_be_visible()
    expect(halaman.get_by_text("Capaian = 4 ÷ 5 × 100 = 80,00%")).to_be_visible()
    assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"]
    assert Target.objects.get(dokumen=d.dokumen).nilai == 5


def test_owner_of_another_day_and_the_list_of_iku(masuk):
    p = buat_panggung()
    d = buat_draf(p)
    wali_kota(d.kota)
    halaman = masuk(p.perencana)
    halaman.goto(f"/kinerja/indikator/{d.iku_kota.pk}/")
    halaman.get_by_label("Menurut tanggal").fill("2024-03-15")
    halaman.get_by_role("button", name="Tampilkan").click()
    expect(halaman.get_by_text("15 Maret 2024")).to_be_visible()

    halaman.goto(f"/kinerja/perencanaan/{d.rpjmd.pk}/iku/")
    expect(halaman.get_by_role("row", name="Angka Harapan Hidup")).to_contain_text("72,67")
    with halaman.expect_download() as unduhan:
        halaman.get_by_role("link", name="Unduh XLSX").click()
    assert unduhan.value.suggested_filename == "iku-rpjmd-2021-2026-kota.xlsx"
