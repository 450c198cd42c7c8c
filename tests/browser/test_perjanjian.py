"""A Perjanjian Kinerja in the browser: made, signed by the head, gone from the list of the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kinerja.models import PerjanjianKinerja, StatusPK
from opd.models import Pengguna
from tests.browser.conftest import HP
from tests.kinerja.panggung_pk import TAHUN, PanggungPK, susun_panggung_pk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Masuk = Callable[..., Page]


@pytest.fixture
def p(live_server: object) -> PanggungPK:
    return susun_panggung_pk()


def _lebar(halaman: Page) -> int:
    return int(halaman.evaluate("document.documentElement.scrollWidth"))


def test_from_draft_to_signature(p: PanggungPK, masuk: Masuk) -> None:
    halaman = masuk(p.kepala)
    halaman.goto(f"/kinerja/pk/belum/?tahun={TAHUN}")
    expect(halaman.get_by_text("0 dari 4 jabatan sudah menandatangani")).to_be_visible()

    halaman.goto(f"/kinerja/pk/?tahun={TAHUN}")
    halaman.get_by_role("link", name="Susun Kepala Dinas Kesehatan").click()
    halaman.get_by_label("Tanggal").fill(f"{TAHUN}-01-26")
    halaman.get_by_role("button", name="Buat draf").click()
    expect(halaman.get_by_role("heading", name=f"Perjanjian Kinerja {TAHUN}").first).to_be_visible()
    expect(halaman.get_by_text("Angka Harapan Hidup")).to_be_visible()

    halaman.get_by_role("link", name="Tanda tangani").click()
    expect(halaman.get_by_text("Tangerang Selatan, 26 Januari 2024").first).to_be_visible()
    halaman.get_by_label("sudah ditandatangani para pihak").check()
    halaman.get_by_role("button", name="Catat penandatanganan").click()

    pk = PerjanjianKinerja.objects.get()
    expect(halaman.get_by_text(pk.kode)).to_be_visible()
    assert (pk.status, pk.dicatat_oleh) == (StatusPK.DITANDATANGANI, p.kepala)
    halaman.goto(f"/kinerja/pk/belum/?tahun={TAHUN}")
    expect(halaman.get_by_text("1 dari 4 jabatan sudah menandatangani")).to_be_visible()
    expect(halaman.get_by_role("rowheader", name="Kepala Dinas Kesehatan")).to_have_count(0)
    expect(halaman.get_by_role("rowheader", name="Ketua Tim Gizi")).to_be_visible()


def test_a_draft_is_thrown_away_by_keyboard(p: PanggungPK, masuk: Masuk) -> None:
    pk = p.buat()
    halaman = masuk(p.operator)
    halaman.goto(f"/kinerja/pk/{pk.pk}/")

    halaman.get_by_role("button", name="Hapus draf").first.press("Enter")
    dialog = halaman.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Hapus draf").press("Enter")

    expect(halaman.get_by_role("link", name="Susun Kepala Dinas Kesehatan")).to_be_visible()
    assert not PerjanjianKinerja.objects.exists()


def test_pages_on_a_phone(p: PanggungPK, masuk: Masuk) -> None:
    siapa: Pengguna = p.kepala
    pk = p.buat("kabid")
    halaman = masuk(siapa, viewport=HP)
    for alamat in (
        f"/kinerja/pk/?tahun={TAHUN}",
        f"/kinerja/pk/belum/?tahun={TAHUN}",
        f"/kinerja/pk/{pk.pk}/",
        f"/kinerja/pk/{pk.pk}/tandatangani/",
    ):
        halaman.goto(alamat)
        expect(halaman.get_by_role("heading", level=1)).to_be_visible()
        assert _lebar(halaman) == HP["width"], alamat
    halaman.get_by_label("sudah ditandatangani para pihak").check()
    halaman.get_by_role("button", name="Catat penandatanganan").click()
    expect(halaman.get_by_text("Ditandatangani", exact=True).first).to_be_visible()
