"""A merge from the form to the applied page and back, by mouse and by keyboard, wide and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from opd.models import PerangkatDaerah, PerubahanOrganisasi
from tests.browser.conftest import LAYAR
from tests.factories import PenggunaFactory, PerangkatDaerahFactory
from tests.factories_jabatan import JabatanFactory

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("layar", LAYAR)
def test_a_merge_is_previewed_applied_and_undone(masuk, layar):
    for nama in ("Dinas Sosial", "Dinas Tenaga Kerja"):
        JabatanFactory(
            pd=PerangkatDaerahFactory(nama=nama), nama=f"Sekretaris {nama}", kepala=False
        )
    halaman = masuk(PenggunaFactory(peran="organisasi"), viewport=layar)
    halaman.goto("/organisasi/perubahan/")
    halaman.get_by_role("link", name="Catat perubahan").click()
    halaman.get_by_label("Berlaku mulai").fill("2024-07-01")
    halaman.get_by_label("Dasar hukum").fill("Peraturan Daerah Nomor 3 Tahun 2024")
    asal = halaman.get_by_role("group", name="Perangkat daerah asal")
    asal.get_by_label("Dinas Sosial").check()
    halaman.get_by_label("Nama").first.fill("Dinas Gabungan")
    halaman.get_by_label("Singkatan").first.fill("DINGAB")
    halaman.get_by_label("Kode").first.fill("dingab")
    halaman.locator("#id_baru_1_jenis").select_option("dinas")
    halaman.get_by_role("button", name="Simpan draf").click()

    kalimat = "Penggabungan perlu paling sedikit dua perangkat daerah asal."
    expect(halaman.locator("[data-ringkasan-galat]")).to_contain_text(kalimat)
    expect(halaman.get_by_label("Nama").first).to_have_value("Dinas Gabungan")
    asal.get_by_label("Dinas Tenaga Kerja").focus()
    halaman.keyboard.press("Space")
    halaman.get_by_role("button", name="Simpan draf").focus()
    halaman.keyboard.press("Enter")

    expect(halaman.get_by_text("Jabatan yang diteruskan")).to_be_visible()
    assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"]
    halaman.get_by_role("link", name="Periksa dan terapkan").click()
    halaman.get_by_role("button", name="Terapkan perubahan").click()
    expect(halaman.get_by_text("Dipindahkan").first).to_be_visible()
    assert PerangkatDaerah.objects.get(kode="dingab").jabatan.count() == 3

    halaman.get_by_role("link", name="Urungkan").click()
    halaman.get_by_role("button", name="Urungkan perubahan").click()
    expect(halaman.get_by_text("Diurungkan").first).to_be_visible()
    assert PerubahanOrganisasi.objects.get().status == "diurungkan"
    assert not PerangkatDaerah.objects.filter(kode="dingab").exists()
