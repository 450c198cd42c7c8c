"""Evidence under the hands of an operator: dropped, chosen, reused, deleted; a phone."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from kinerja.models import BuktiDukung
from tests.browser.conftest import HP, Penjaga
from tests.browser.kisi import Kisi
from tests.browser.lembar import LembarDinkes
from tests.dasar.berkas_uji import gambar, pdf

pytestmark = pytest.mark.browser

JATUHKAN = """(el, [nama, isi]) => {
  const byte = Uint8Array.from(atob(isi), (h) => h.charCodeAt(0));
  const bawa = new DataTransfer();
  bawa.items.add(new File([byte], nama, { type: "application/pdf" }));
  for (const jenis of ["dragover", "drop"]) {
    el.dispatchEvent(new DragEvent(jenis, { bubbles: true, cancelable: true, dataTransfer: bawa }));
  }
}"""


def _jatuhkan(sasaran, nama: str, isi: bytes) -> None:
    sasaran.evaluate(JATUHKAN, [nama, base64.b64encode(isi).decode()])


def _unggahan(nama: str, isi: bytes) -> FilePayload:
    return {"name": nama, "mimeType": "application/octet-stream", "buffer": isi}


def _menu(bukti, nama: str):
    bukti.get_by_label(f"Tindakan untuk {nama}").click()
    return bukti.locator("details[open] .turun__isi").first


def test_files_are_dropped_on_a_row_chosen_pointed_to_reused_and_deleted(
    lembar: LembarDinkes, masuk: Callable[..., Page], penjaga: Penjaga
):
    penjaga.harap(r"jawaban: 422 POST .*/kinerja/bukti/baris/")
    halaman = masuk(lembar.operator)
    halaman.goto(lembar.alamat)
    kisi = Kisi(halaman, lembar)
    bukti = halaman.locator("#bukti")

    _jatuhkan(kisi.baris("stunting").locator("th"), "Rekap MPDN.pdf", pdf(14))
    expect(bukti.get_by_text("“Rekap MPDN.pdf” tersimpan.")).to_be_visible()
    expect(bukti.get_by_text("14 halaman")).to_be_visible()

    bukti.locator("input[multiple]").set_input_files(
        [_unggahan("Foto.jpg", gambar()), _unggahan("Palsu.pdf", b"MZ" + b"\0" * 90)]
    )
    expect(bukti.get_by_text("“Foto.jpg” tersimpan.")).to_be_visible()
    expect(bukti.get_by_text("“Palsu.pdf” tidak dapat diterima.")).to_be_visible()

    _menu(bukti, "Rekap MPDN.pdf").get_by_label("Halaman").fill("3-5")
    bukti.locator("details[open]").get_by_role("button", name="Simpan").click()
    expect(bukti.get_by_text("hlm. 3-5")).to_be_visible()
    expect(bukti.get_by_role("link", name="Rekap MPDN.pdf")).to_have_attribute(
        "href", f"/kinerja/bukti/{BuktiDukung.objects.earliest('pk').pk}/lihat/#page=3"
    )

    _menu(bukti, "Rekap MPDN.pdf").get_by_role("link", name="Pakai di baris lain").click()
    bukti.get_by_label(lembar.isi["harapan_hidup"].nama).check()
    bukti.get_by_role("button", name="Pakai di baris terpilih").click()
    expect(bukti.get_by_text("dipakai di 1 baris lain")).to_be_visible()
    expect(bukti.get_by_text("juga bukti 1 baris lain")).to_be_visible()

    menu = _menu(bukti, "Rekap MPDN.pdf")
    menu.get_by_text("Hapus", exact=True).click()
    menu.get_by_role("button", name="Ya, hapus").click()
    expect(bukti.get_by_text("“Rekap MPDN.pdf” dihapus.")).to_be_visible()
    kisi.buka_panel("harapan_hidup")
    expect(bukti.get_by_role("link", name="Rekap MPDN.pdf")).to_be_visible()


def test_a_cut_line_keeps_the_file_until_it_is_sent_again_on_a_phone(
    lembar: LembarDinkes, masuk: Callable[..., Page], penjaga: Penjaga
):
    penjaga.harap("ERR_INTERNET_DISCONNECTED")
    halaman = masuk(lembar.operator, viewport=HP, has_touch=True, is_mobile=True)
    halaman.goto(f"{lembar.alamat}&baris={lembar.pk('stunting')}")
    bukti = halaman.locator("#bukti")
    kamera = bukti.locator("input[capture]")
    expect(bukti.get_by_text("Ambil foto")).to_be_visible()
    expect(kamera).to_have_attribute("capture", "environment")

    halaman.context.set_offline(True)
    kamera.set_input_files(_unggahan("IMG_0001.jpg", gambar()))
    expect(bukti.get_by_text("Jaringan putus. Berkas belum terkirim.")).to_be_visible()
    halaman.context.set_offline(False)

    expect(bukti.get_by_text("“IMG_0001.jpg” tersimpan.")).to_be_visible()
    lebar = halaman.evaluate("document.documentElement.scrollWidth")
    assert lebar <= HP["width"]
