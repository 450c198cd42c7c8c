"""An operator plans the quarters of one indicator: targets that fall short, then an activity."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kinerja.models import RencanaAksi, Target
from tests.browser.conftest import LAYAR
from tests.factories import TAHUN
from tests.kinerja.panggung import buat_panggung

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("layar", LAYAR)
def test_targets_that_fall_short_are_mended_and_get_an_activity(masuk, penjaga, layar):
    penjaga.harap(r"^jawaban: 422 POST .*/kinerja/rencana-aksi/")
    p = buat_panggung()
    isi = p.isi(nama="Cakupan imunisasi dasar", cara="jumlah")
    halaman = masuk(p.operator, viewport=layar)
    halaman.goto(f"/kinerja/rencana-aksi/?tahun={TAHUN}")
    halaman.get_by_role("link", name="Target perlu dilengkapi 1").click()
    halaman.get_by_role("link", name="Cakupan imunisasi dasar").click()

    for label in ("Triwulan I", "Triwulan II", "Triwulan III"):
        halaman.get_by_role("textbox", name=f"{label} (boleh kosong)", exact=True).fill("25")
    empat = halaman.get_by_role("textbox", name="Triwulan IV (boleh kosong)", exact=True)
    empat.fill("24")
    halaman.get_by_role("button", name="Simpan target triwulan").click()

    ringkasan = halaman.locator("[data-ringkasan-galat]")
    expect(ringkasan).to_be_focused()
    ringkasan.get_by_role("link", name="belum mencapai target setahun 100,00").click()
    expect(empat).to_be_focused()
    expect(empat).to_have_value("24")
    assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"]
    assert not Target.objects.filter(indikator=isi.indikator_id, triwulan__gt=0).exists()
    empat.fill("25")
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_text("Target triwulan disimpan.")).to_be_visible()

    halaman.get_by_role("link", name="Tambah kegiatan Triwulan II", exact=True).click()
    expect(halaman.get_by_label("Triwulan II", exact=True)).to_be_checked()
    halaman.get_by_label("Triwulan IV", exact=True).check()
    halaman.get_by_role("textbox", name="Kegiatan").fill("Melatih kader")
    halaman.get_by_label("Anggaran tiap triwulan (Rp)").fill("1.500.000")
    halaman.get_by_role("button", name="Simpan kegiatan", exact=True).click()

    for triwulan in ("II", "IV"):
        bagian = halaman.get_by_role("region", name=f"Triwulan {triwulan}", exact=True)
        expect(bagian.get_by_role("row", name="Melatih kader")).to_contain_text("1.500.000")
    assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"]
    assert RencanaAksi.objects.count() == 2
