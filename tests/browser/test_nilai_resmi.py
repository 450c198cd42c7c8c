"""Bad input on the pages of official values and templates: the summary leads to the field."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from evaluasi.models import LembarKerja
from evaluasi.selectors.templat import muat_templat
from tests.browser.conftest import LAYAR
from tests.factories import KotaFactory, PenggunaFactory, buat_templat_lke

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("layar", LAYAR)
def test_a_value_over_100_leads_to_its_field_then_the_right_one_is_recorded(masuk, layar):
    KotaFactory()
    buat_templat_lke(2024)
    halaman = masuk(PenggunaFactory(peran="organisasi"), viewport=layar)
    halaman.goto("/evaluasi/nilai-resmi/baru/")
    halaman.get_by_label("Nilai total").fill("690,4")
    halaman.get_by_label("Sumber").fill("LHE AKIP 2024")
    halaman.get_by_role("button", name="Rekam nilai").click()

    ringkasan = halaman.locator("[data-ringkasan-galat]")
    expect(ringkasan).to_be_focused()
    ringkasan.get_by_role("link", name="Nilai 690,40 lebih dari 100.").click()
    expect(halaman.get_by_label("Nilai total")).to_be_focused()
    assert not LembarKerja.objects.exists()

    halaman.keyboard.press("Control+A")
    halaman.keyboard.type("69,04")
    halaman.get_by_role("button", name="Rekam nilai").click()
    expect(halaman.get_by_role("row", name="2024")).to_contain_text("69,04")
    assert LembarKerja.objects.get().total == Decimal("69.04")
    assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"]


@pytest.mark.parametrize("layar", LAYAR)
def test_weights_of_95_lead_to_their_sum_and_stay_unsaved(masuk, layar):
    templat = buat_templat_lke(2024)
    dulu = muat_templat(templat)
    halaman = masuk(PenggunaFactory(peran="organisasi"), viewport=layar)
    halaman.goto(f"/evaluasi/templat/{templat.pk}/ubah/")
    halaman.get_by_label("Bobot komponen 1").fill("25")
    halaman.get_by_label("Bobot 1.a").fill("1")
    expect(halaman.get_by_label("Jumlah bobot komponen")).to_have_text("95,00")  # while typing
    halaman.get_by_label("Bobot 1.a").fill("satu")
    expect(halaman.get_by_label("Jumlah bobot subkomponen 1")).to_have_text("–")
    halaman.get_by_label("Bobot 1.a").fill("1")
    expect(halaman.get_by_label("Jumlah bobot subkomponen 1")).to_have_text("25,00")
    halaman.get_by_role("button", name="Simpan templat").click()

    kalimat = "Jumlah bobot komponen 95,00. Kurang 5,00 dari 100."
    halaman.get_by_role("link", name=kalimat).click()
    jumlah = halaman.get_by_label("Jumlah bobot komponen")
    expect(jumlah).to_be_focused()
    expect(jumlah).to_have_text("95,00")
    expect(jumlah).to_have_accessible_description(kalimat)
    assert muat_templat(templat) == dulu
    assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"]
