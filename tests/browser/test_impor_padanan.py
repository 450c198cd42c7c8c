"""A messy report: one row is picked, applied, remembered for the next file, taken back."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from dasar.tasks import jalankan
from kinerja.models import ImporLaporan
from tests.browser.lembar import TAHUN, TRIWULAN, LembarDinkes

pytestmark = pytest.mark.browser
TIPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BARIS: list[list[object]] = [
    ["LAPORAN REALISASI RENJA DINAS KESEHATAN"],
    [],
    ["Kode", "Program/Kegiatan", "Indikator Kinerja", "Realisasi TW II", None],
    [None, None, None, "K", "Rp"],
    ["1.02.02", "PROGRAM PEMENUHAN UPAYA KESEHATAN PERORANGAN DAN UPAYA KESEHATAN MASYARAKAT",
     "Angka harapan  hidup", "72,1", "-"],
    ["", "Penye-\ndiaan Layanan Kesehatan utk UKM dan UKP Rujukan",
     "Persentase imunisasi dasar lengkap", "90,125", "-"],
    ["", "Layanan bagi Ibu Hamil", "Jumlah ibu hamil yang mendapat pelayanan sesuai standar",
     "1.100", "-"],
    ["JUMLAH"],
]  # fmt: skip


def _unggah(halaman: Page, nama: str, baris: list[list[object]]) -> None:
    buku = openpyxl.Workbook()
    for satu in baris:
        buku.active.append(satu)
    buku.active.merge_cells("D3:E3")
    isi = BytesIO()
    buku.save(isi)
    halaman.goto("/kinerja/impor/")
    halaman.get_by_role("link", name="Unggah laporan").first.click()
    halaman.get_by_label("Tahun laporan").fill(str(TAHUN))
    halaman.get_by_label("Berkas laporan triwulan").set_input_files(
        {"name": nama, "mimeType": TIPE, "buffer": isi.getvalue()}
    )
    halaman.get_by_role("button", name="Unggah dan periksa").click()
    expect(halaman.get_by_role("heading", name="Baris laporan")).to_be_visible()


def test_a_pick_is_applied_remembered_and_taken_back(masuk, lembar: LembarDinkes):
    halaman = masuk(lembar.operator)
    _unggah(halaman, "laporan.xlsx", BARIS)
    alamat = halaman.url
    expect(halaman.locator("#baris-6")).to_contain_text("99 % mirip")
    expect(halaman.get_by_role("button", name="Terapkan")).to_have_count(0)
    baris = halaman.locator("#baris-7")  # only its indicator says where it may belong
    halaman.get_by_label("Padanan baris 7: Layanan bagi Ibu Hamil").select_option(index=1)
    halaman.get_by_role("button", name="Pakai", exact=True).first.click()
    expect(baris).to_contain_text("Dipilih")
    expect(baris).to_contain_text("Di rencana: Pengelolaan Pelayanan Kesehatan Ibu Hamil")

    halaman.get_by_role("button", name="Terapkan 3 baris").click()
    impor = ImporLaporan.objects.get()
    jalankan(impor.pekerjaan_id)
    # the plan counts up to the quarter, the file each quarter alone: 512 of TW I and 1.100
    assert lembar.realisasi("ibu_hamil").nilai == Decimal(1612)
    assert lembar.realisasi("harapan_hidup").triwulan == TRIWULAN

    _unggah(halaman, "laporan-berikutnya.xlsx", [*BARIS[:6], [*BARIS[6][:3], "1.150", "-"]])
    expect(halaman.locator("#baris-7")).to_contain_text("Diingat dari laporan lalu")
    expect(halaman.get_by_role("button", name="Terapkan 3 baris")).to_be_visible()

    halaman.goto(alamat)
    halaman.get_by_text("Urungkan impor", exact=True).click()
    halaman.get_by_role("button", name="Ya, urungkan").click()
    expect(halaman.get_by_text("3 sel kembali seperti semula")).to_be_visible()
    assert lembar.realisasi("ibu_hamil").nilai is None
