"""Versions and requests in the browser: copy, put in force, compare; ask and decide."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kinerja.models import Anggaran, DokumenPerencanaan, StatusUsul, Target, UsulTarget
from kinerja.services.versi import salin_dokumen
from opd.models import JenisPeran
from tests.browser.conftest import HP, LAYAR
from tests.browser.lembar import TAHUN
from tests.factories import PenggunaFactory

pytestmark = pytest.mark.browser


def test_a_plan_is_copied_changed_put_in_force_and_compared(masuk, lembar):
    dokumen = lembar.isi["stunting"].dokumen
    halaman = masuk(PenggunaFactory(peran=JenisPeran.PERENCANA))
    halaman.goto(f"/kinerja/perencanaan/{dokumen.pk}/")
    halaman.get_by_role("button", name="Salin menjadi versi perubahan").click()
    expect(halaman.get_by_role("heading", level=1)).to_have_text(f"Renja {TAHUN} perubahan ke-1")
    draf = DokumenPerencanaan.objects.get(status="draf")
    # What the editor of the tree does has tests of its own.
    Target.objects.filter(dokumen=draf, indikator=lembar.pk("stunting"), triwulan=0).update(
        nilai=33
    )

    halaman.get_by_role("link", name="Berlakukan").click()
    expect(halaman.get_by_text("selisih Rp 46.499.600.000").first).to_be_visible()
    expect(halaman.get_by_role("button", name="Berlakukan")).to_have_count(0)
    Anggaran.objects.filter(pagu=1_750_400_000).update(pagu=48_250_000_000)
    halaman.reload()
    target = halaman.get_by_role("row", name="Target")
    expect(target.get_by_role("cell").nth(2)).to_have_text("1")
    halaman.get_by_role("button", name="Berlakukan").click()
    halaman.get_by_role("link", name="Tulis nomor penetapannya.").click()
    halaman.keyboard.type("Peraturan Wali Kota Nomor 12 Tahun 2024")
    halaman.get_by_label("Berlaku mulai").fill(f"{TAHUN}-07-01")
    halaman.get_by_role("button", name="Berlakukan").click()

    expect(halaman.get_by_text("Peraturan Wali Kota Nomor 12 Tahun 2024").first).to_be_visible()
    halaman.get_by_role("link", name="Bandingkan versi").click()
    baris = halaman.get_by_role("row", name="Prevalensi balita stunting")
    expect(baris).to_have_count(1)
    expect(baris.locator("del")).to_have_text("31,82")
    expect(baris.locator("ins")).to_have_text("33,00")
    with halaman.expect_download() as unduhan:
        halaman.get_by_role("link", name="Unduh XLSX").click()
    assert unduhan.value.suggested_filename == "banding-renja-0-1.xlsx"


def test_a_pd_asks_and_the_planner_decides(masuk, lembar):
    operator = masuk(lembar.operator)
    operator.goto(f"/kinerja/usul-target/baru/?tahun={TAHUN}&cari=stunting")
    operator.get_by_role("link", name="Usulkan target Prevalensi balita stunting").click()
    operator.get_by_label("Target yang diusulkan").fill("BB Predikat")
    operator.get_by_label("Alasan").fill("Sasaran survei berubah sejak Maret.")
    operator.get_by_role("button", name="Ajukan usul").click()
    ringkasan = operator.locator("[data-ringkasan-galat]")
    expect(ringkasan).to_contain_text("skala predikat")
    operator.get_by_label("Target yang diusulkan").fill("33,5")
    operator.get_by_role("button", name="Ajukan usul").click()
    expect(operator.get_by_role("heading", name="Keputusan")).to_be_visible()

    perencana = masuk(PenggunaFactory(peran=JenisPeran.PERENCANA), viewport=HP)
    perencana.goto("/")
    perencana.get_by_role("link", name="Putuskan usul perubahan target").click()
    perencana.get_by_role("link", name="Prevalensi balita stunting").click()
    perencana.get_by_role("button", name="Tolak").click()
    expect(perencana.locator("[data-ringkasan-galat]")).to_contain_text("alasan penolakannya")
    perencana.get_by_role("button", name="Setujui").click()
    expect(perencana.get_by_role("link", name=f"Renja {TAHUN} perubahan ke-1")).to_be_visible()

    assert UsulTarget.objects.get().status == StatusUsul.DISETUJUI
    operator.goto("/notifikasi/")
    expect(operator.get_by_text(f"Usul perubahan target {TAHUN} disetujui")).to_be_visible()


@pytest.mark.parametrize("layar", LAYAR)
def test_the_pages_of_a_version_fit_the_screen(masuk, lembar, layar):
    perencana = PenggunaFactory(peran=JenisPeran.PERENCANA)
    dokumen = lembar.isi["stunting"].dokumen
    draf = salin_dokumen(dokumen_id=dokumen.pk, oleh=perencana)
    Target.objects.filter(dokumen=draf).update(nilai=1)
    halaman = masuk(perencana, viewport=layar)
    for alamat in (
        "",
        "baru/",
        *(f"{draf.pk}/{a}" for a in ("", "berlakukan/", "hapus/", "banding/")),
    ):
        jawaban = halaman.goto(f"/kinerja/perencanaan/{alamat}")
        assert jawaban is not None
        assert jawaban.status == 200
        assert halaman.evaluate("document.documentElement.scrollWidth") == layar["width"], alamat
