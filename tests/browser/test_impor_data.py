"""Master data from a spreadsheet, as a person does it: two errors, read, repaired, applied."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from opd.models import Pegawai
from tests.browser.conftest import LAYAR
from tests.browser.pekerja import pekerja
from tests.factories import PenggunaFactory
from tests.lembar_impor import buku

pytestmark = pytest.mark.browser
__all__ = ["pekerja"]  # a fixture

JUDUL = ["nip", "nama", "pangkat"]
NIP, LAIN = "197001011995031001", "198002022005012002"
TIPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SABAR = 30_000  # ms until the worker has done a job


def _unggah(halaman, nama, *baris):
    halaman.get_by_label("Berkas Excel (XLSX) atau CSV").set_input_files(
        {"name": nama, "mimeType": TIPE, "buffer": buku(JUDUL, *baris)}
    )
    halaman.get_by_role("button", name="Unggah dan periksa").click()


@pytest.mark.parametrize("layar", LAYAR)
def test_two_errors_are_read_then_the_repaired_file_is_applied(masuk, pekerja, layar):
    halaman = masuk(PenggunaFactory(peran="organisasi"), viewport=layar)
    halaman.goto("/impor-data/")
    halaman.get_by_role("link", name="Pegawai", exact=True).click()

    _unggah(
        halaman,
        "pegawai.xlsx",
        [NIP, "Dra. Contoh Satu, M.Si.", "Pembina, IV/a"],
        [1.98002e17, "", "Penata, III/c"],
    )
    tabel = halaman.get_by_role("table")
    expect(tabel).to_contain_text("Excel mengubah NIP ini menjadi angka", timeout=SABAR)
    expect(tabel).to_contain_text("Kolom ini wajib diisi.")
    expect(tabel.get_by_role("row")).to_have_count(3)
    expect(halaman.get_by_role("button", name="Terapkan")).to_have_count(0)
    assert not Pegawai.objects.exists()
    assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"]

    halaman.get_by_role("link", name="Unggah lagi").click()
    _unggah(
        halaman,
        "pegawai-2.xlsx",
        [NIP, "Dra. Contoh Satu, M.Si.", "Pembina, IV/a"],
        [LAIN, "Contoh Dua, S.E.", "Penata, III/c"],
    )
    terapkan = halaman.get_by_role("button", name="Terapkan")
    expect(terapkan).to_be_visible(timeout=SABAR)
    expect(halaman.get_by_role("table")).to_contain_text("Contoh Dua, S.E.")
    terapkan.focus()
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_text("Diterapkan: 2 baris baru")).to_be_visible(timeout=SABAR)

    assert set(Pegawai.objects.values_list("nip", flat=True)) == {NIP, LAIN}
    assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"]
