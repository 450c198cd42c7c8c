"""The dashboard in a browser: from the city down to one number, at both widths."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from evaluasi.models import LembarKerja
from opd.models import JenisPeran
from tests.browser.conftest import HP, LAYAR
from tests.evaluasi.kota_dasbor import KotaUji, buat_kota_uji
from tests.factories import PenggunaFactory

pytestmark = [pytest.mark.browser, pytest.mark.lambat]


@pytest.fixture
def kota(live_server: Any) -> KotaUji:
    """Twelve PD, one of them not judged, all values made up."""
    kota = buat_kota_uji(12, dinilai=11)
    LembarKerja.objects.filter(jenis="internal").update(contoh=True)
    return kota


@pytest.fixture
def pimpinan(live_server: Any) -> Any:
    return PenggunaFactory(nama="Pimpinan Kota", peran=JenisPeran.PIMPINAN)


def _periksa(halaman: Page) -> None:
    """No serious finding of axe, nothing wider than the window."""
    berat = [
        (v["id"], [n["target"] for n in v["nodes"]][:3])
        for v in Axe().run(halaman).response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert berat == []
    lebar = halaman.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert lebar[0] <= lebar[1]


@pytest.mark.parametrize("layar", LAYAR)
def test_from_the_city_down_to_one_number(kota, pimpinan, masuk, layar):
    halaman: Page = masuk(pimpinan, viewport=layar, bypass_csp=True)
    halaman.goto("/dasbor/")

    expect(halaman.get_by_role("heading", name="Dasbor kota")).to_be_visible()
    expect(halaman.get_by_text("kurang 0,96")).to_be_visible()
    expect(halaman.get_by_role("img", name="Garis dua pertiga ada di 8").first).to_be_visible()
    _periksa(halaman)
    halaman.get_by_text("Cara memilih").click()
    expect(halaman.get_by_text("targetnya belum tercapai (capaian di bawah 100%)")).to_be_visible()

    halaman.get_by_role("region", name="Peringkat").get_by_role("link", name="Dinas 04").click()
    expect(halaman.get_by_role("heading", name="Dinas 04", level=1)).to_be_visible()
    _periksa(halaman)
    halaman.get_by_role("link", name="Program 04").click()
    expect(halaman.get_by_role("heading", name="Program 04", level=1)).to_be_visible()
    _periksa(halaman)
    halaman.get_by_role("link", name="IKU 04").click()
    expect(halaman.get_by_role("heading", name="IKU 04", level=1)).to_be_visible()
    expect(halaman.get_by_text("80,00 ÷ 100,00 × 100 = 80,00%").first).to_be_visible()
    _periksa(halaman)

    halaman.get_by_role("link", name="Dasbor kota").click()
    expect(halaman.get_by_role("heading", name="Dasbor kota")).to_be_visible()


@pytest.mark.parametrize("layar", LAYAR)
def test_second_view_and_year_stay_in_the_address(kota, pimpinan, masuk, layar):
    halaman: Page = masuk(pimpinan, viewport=layar, bypass_csp=True)
    halaman.goto("/dasbor/?tahun=2024")

    halaman.get_by_role("link", name="Capaian triwulan").click()
    expect(halaman.get_by_role("heading", name="Peringkat dan peta capaian")).to_be_visible()
    assert "tahun=2024&tampilan=capaian" in halaman.url
    _periksa(halaman)
    halaman.get_by_label("Tahun evaluasi").select_option("2023")
    expect(halaman.get_by_text("67,31").first).to_be_visible()
    assert "tahun=2023" in halaman.url


def test_phone_shows_eight_pd_and_then_all(kota, pimpinan, masuk):
    halaman: Page = masuk(pimpinan, viewport=HP)
    halaman.goto("/dasbor/")
    baris = halaman.locator(".peringkat__pd")

    assert [b.is_visible() for b in baris.all()] == [True] * 8 + [False] * 4
    expect(halaman.get_by_text("Belum dinilai: 1 PD")).to_be_hidden()
    halaman.get_by_text("Tampilkan 12 perangkat daerah").click()
    expect(baris.last).to_be_visible()
    expect(halaman.get_by_text("Belum dinilai: 1 PD")).to_be_visible()
    halaman.get_by_text("Tampilkan 8 teratas saja").click()
    expect(baris.last).to_be_hidden()


def test_ranking_is_downloaded_as_a_spreadsheet(kota, pimpinan, masuk):
    halaman: Page = masuk(pimpinan)
    halaman.goto("/dasbor/")

    with halaman.expect_download() as unduhan:
        halaman.get_by_role("link", name="Unduh peringkat (XLSX)").click()

    assert unduhan.value.suggested_filename == "peringkat-pd-2024.xlsx"


def test_person_of_one_pd_lands_on_its_own_page(kota, masuk):
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=kota.pd[3].pd)
    halaman: Page = masuk(operator)

    halaman.get_by_role("link", name="Dasbor", exact=True).click()

    expect(halaman.get_by_role("heading", name="Dinas 03", level=1)).to_be_visible()
    expect(halaman.get_by_role("link", name="Dasbor kota")).to_have_count(0)
