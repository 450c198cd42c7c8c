"""A quarter filled in outside: template down, cells in Excel, file up, difference, apply, undo."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAYAR
from tests.browser.lembar import TAHUN, TRIWULAN, LembarDinkes
from tests.kinerja.panggung_templat import Buku

pytestmark = pytest.mark.browser
TIPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _unggah(halaman: Page, buku: Buku) -> None:
    halaman.get_by_label("Templat yang sudah diisi").set_input_files(
        {"name": "isian.xlsx", "mimeType": TIPE, "buffer": buku.simpan()}
    )
    halaman.get_by_role("button", name="Unggah dan periksa").click()


@pytest.mark.parametrize("layar", LAYAR)
def test_a_filled_template_is_repaired_applied_and_taken_back(masuk, lembar: LembarDinkes, layar):
    halaman = masuk(lembar.operator, viewport=layar)
    halaman.goto(f"/kinerja/pengisian/templat/?tahun={TAHUN}&triwulan={TRIWULAN}")
    with halaman.expect_download() as unduhan:
        halaman.get_by_role("link", name="Unduh templat").click()
    buku = Buku(Path(unduhan.value.path()).read_bytes())
    assert unduhan.value.suggested_filename.startswith("Isian ")
    kunci = f"i{lembar.pk('stunting')}"

    _unggah(halaman, buku.tulis(kunci, "nilai", "dua puluh"))
    tabel = halaman.get_by_role("table")
    expect(tabel).to_contain_text("berisi huruf")
    expect(halaman.get_by_role("button", name="Terapkan")).to_have_count(0)
    assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"]

    halaman.get_by_role("link", name="Unggah lagi").click()
    _unggah(halaman, buku.tulis(kunci, "nilai", 21.5).tulis(kunci, "analisis", "Sudah membaik"))
    expect(tabel).to_contain_text("21,50")
    halaman.get_by_role("button", name="Terapkan 2 sel").click()
    halaman.get_by_role("dialog").get_by_role("button", name="Terapkan").click()
    expect(halaman.get_by_text("2 sel disimpan dari berkas isian.xlsx.")).to_be_visible()
    r = lembar.realisasi("stunting")
    assert (r.nilai, r.analisis) == (Decimal("21.5"), "Sudah membaik")

    halaman.get_by_role("button", name="Urungkan unggahan").click()
    halaman.get_by_role("dialog").get_by_role("button", name="Urungkan").click()
    expect(halaman.get_by_text("2 sel dikembalikan seperti sebelum unggahan.")).to_be_visible()
    r.refresh_from_db()
    assert (r.nilai, r.analisis) == (None, "")
    assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"]
