"""The grid as its user sees it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.lembar import LembarDinkes


class Kisi:
    """One open grid; rows go by the short names of LembarDinkes."""

    def __init__(self, halaman: Page, lembar: LembarDinkes) -> None:
        self.halaman, self.lembar = halaman, lembar
        self.panel = halaman.get_by_label("Rincian baris")
        self.status = halaman.locator("p.status-simpan[role=status]")

    def baris(self, nama: str) -> Locator:
        return self.halaman.locator(f"#ind-{self.lembar.pk(nama)}")

    def isian(self, nama: str) -> Locator:
        return self.baris(nama).get_by_role("textbox")

    def ketik(self, nama: str, teks: str) -> None:
        self.isian(nama).click()
        self.isian(nama).fill(teks)
        self.isian(nama).press("Enter")

    def tersimpan(self, nama: str, isi: str, capaian: str, kata: str) -> None:
        baris = self.baris(nama)
        expect(baris.get_by_text("Tersimpan", exact=True)).to_be_attached()
        expect(self.isian(nama)).to_have_value(isi)
        expect(baris.locator(".kisi__capaian")).to_contain_text(capaian)
        expect(baris.locator(".kisi__capaian")).to_contain_text(kata)

    def buka_panel(self, nama: str) -> None:
        judul = self.lembar.isi[nama].nama
        self.baris(nama).get_by_role("link", name=judul, exact=True).click()
        expect(self.panel.get_by_role("heading", name=judul)).to_be_visible()

    def kata(self, nama: str, kata: str) -> None:
        """The word of the cell's state (visible on a phone, read out elsewhere)."""
        expect(self.baris(nama).locator(".sel__kata")).to_have_text(kata)
