"""The sheet in a browser without JavaScript: a plain form that saves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.lembar import LembarDinkes
from tests.factories import SANDI

pytestmark = pytest.mark.browser


def test_a_sheet_is_filled_in_without_javascript(
    browser: Browser, live_server, lembar: LembarDinkes
) -> None:
    konteks = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    halaman = konteks.new_page()
    halaman.goto("/masuk/")
    halaman.fill("[name=username]", lembar.operator.username)
    halaman.fill("[name=password]", SANDI)
    halaman.click("main button[type=submit]")
    halaman.goto(lembar.alamat)
    isian = halaman.locator('input[data-medan="nilai"]')
    baik, buruk = isian.nth(0), isian.nth(1)
    baik.fill("61")
    buruk.fill("tujuh puluh")
    kunci = (baik.get_attribute("name"), buruk.get_attribute("name"))

    halaman.get_by_role("button", name="Simpan lembar").click()

    expect(halaman.get_by_role("heading", name="hal yang perlu diperbaiki")).to_be_visible()
    expect(halaman.locator(f"#{kunci[1]}")).to_have_value("tujuh puluh")
    expect(halaman.locator(f"#{kunci[0]}")).to_have_value("61,00")
    halaman.locator(f"#{kunci[1]}").fill("72")
    halaman.get_by_role("button", name="Simpan lembar").click()
    expect(halaman.get_by_text("1 sel tersimpan.")).to_be_visible()
    konteks.close()
