"""The reviewer's cockpit and the submission of a part, as a person does them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from kinerja.models import Komentar, Realisasi, StatusRealisasi
from tests.browser.lembar import TAHUN, TRIWULAN

pytestmark = pytest.mark.browser
ANTREAN = f"/kinerja/verifikasi/?tahun={TAHUN}&triwulan={TRIWULAN}"


def _status(lembar, nama: str) -> str:
    return str(lembar.realisasi(nama).status)


def test_the_queue_is_worked_through_with_keys_alone(lembar, masuk):
    lembar.isi_semua(StatusRealisasi.DISETUJUI_PD)
    halaman = masuk(lembar.organisasi)
    halaman.goto(ANTREAN)
    judul = halaman.locator(".kokpit__judul")
    nama = list(lembar.isi)
    expect(judul).to_have_text(lembar.isi[nama[0]].nama)

    halaman.keyboard.press("j")
    expect(judul).to_have_text(lembar.isi[nama[1]].nama)
    halaman.keyboard.press("k")
    expect(judul).to_have_text(lembar.isi[nama[0]].nama)
    halaman.keyboard.press("a")
    expect(judul).to_have_text(lembar.isi[nama[1]].nama)
    expect(halaman.locator(".antrean__baris--selesai")).to_contain_text("Diverifikasi")
    assert _status(lembar, nama[0]) == StatusRealisasi.DIVERIFIKASI

    catatan = halaman.get_by_role("textbox", name="Catatan untuk operator", exact=True)
    halaman.keyboard.press("r")
    expect(catatan).to_be_focused()
    halaman.keyboard.type("ajak ")  # letters are letters in a field
    halaman.keyboard.press("Escape")
    halaman.keyboard.press("1")
    expect(catatan).to_have_value(re.compile(r"^ajak .+\.$"))
    halaman.keyboard.press("Escape")
    halaman.keyboard.press("r")
    expect(judul).to_have_text(lembar.isi[nama[2]].nama)
    assert _status(lembar, nama[1]) == StatusRealisasi.DIKEMBALIKAN
    assert Komentar.objects.get().teks.startswith("ajak ")

    halaman.keyboard.press("?")
    halaman.get_by_label("Pakai tombol huruf di halaman ini").uncheck()
    halaman.keyboard.press("Escape")
    halaman.reload()
    halaman.keyboard.press("a")
    expect(judul).to_have_text(lembar.isi[nama[2]].nama)
    assert _status(lembar, nama[2]) == StatusRealisasi.DISETUJUI_PD


def test_verifying_at_once_leaves_flagged_rows_and_ticked_rows_go_back(lembar, masuk):
    lembar.isi_semua(StatusRealisasi.DISETUJUI_PD)
    for nama, nilai in (("imunisasi", 150), ("stunting", 31)):  # capaian 162 % and 103 %
        Realisasi.objects.filter(indikator=lembar.pk(nama)).update(nilai=Decimal(nilai))
    halaman = masuk(lembar.organisasi, viewport={"width": 360, "height": 740})
    halaman.goto(ANTREAN)
    assert halaman.evaluate("document.documentElement.scrollWidth") == 360

    halaman.get_by_role("link", name="Verifikasi sekaligus").click()
    dialog = halaman.get_by_role("dialog")
    expect(dialog).to_contain_text(lembar.isi["imunisasi"].nama)
    dialog.get_by_role("button", name=re.compile(r"Verifikasi \d+ baris")).click()
    expect(halaman.locator(".kokpit__judul")).to_have_text(lembar.isi["imunisasi"].nama)
    assert _status(lembar, "imunisasi") == StatusRealisasi.DISETUJUI_PD
    assert _status(lembar, "stunting") == StatusRealisasi.DIVERIFIKASI

    halaman.get_by_role("checkbox", name=f"Pilih {lembar.isi['imunisasi'].nama}").check()
    halaman.locator("#id_teks_banyak").fill("Mohon cek targetnya.")
    halaman.locator("#form-banyak").get_by_role("button", name="Kembalikan 1 baris").click()
    expect(halaman.get_by_text("1 baris dikembalikan. Operator diberi tahu.")).to_be_visible()
    assert _status(lembar, "imunisasi") == StatusRealisasi.DIKEMBALIKAN


def test_the_complete_part_is_submitted_and_the_rest_stays(lembar, masuk):
    lembar.isi_semua(StatusRealisasi.DRAF)
    Realisasi.objects.filter(indikator=lembar.pk("stunting")).update(nilai=None)
    halaman = masuk(lembar.operator)
    halaman.goto(lembar.alamat)
    n = len(lembar.isi)

    halaman.get_by_role("button", name="Ajukan Triwulan II").first.click()
    dialog = halaman.locator("#dialog-ajukan")
    dialog.get_by_role("link", name="Periksa dulu apa yang masih kurang").click()
    expect(halaman.get_by_role("link", name=lembar.isi["stunting"].nama).first).to_be_visible()
    halaman.get_by_role("button", name=f"Ajukan yang sudah lengkap ({n - 1} dari {n})").click()

    expect(halaman.get_by_text(f"{n - 1} baris Triwulan II 2024 diajukan")).to_be_visible()
    assert _status(lembar, "imunisasi") == StatusRealisasi.DIAJUKAN
    assert _status(lembar, "stunting") == StatusRealisasi.DRAF
