"""Bagian Organisasi runs the calendar; an operator meets the freeze."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kinerja.models import JadwalPengisian, Realisasi
from kinerja.services.pembekuan import bekukan
from tests.browser.conftest import HP
from tests.browser.lembar import TAHUN, TRIWULAN, LembarDinkes

pytestmark = pytest.mark.browser

JADWAL = f"/kinerja/jadwal/?tahun={TAHUN}"


def test_quarter_is_opened_and_one_pd_gets_more_time(
    lembar: LembarDinkes, masuk: Callable[..., Page]
):
    halaman = masuk(lembar.organisasi)
    halaman.goto(JADWAL)
    halaman.get_by_role("link", name="Buat jadwal triwulan").click()
    empat = halaman.get_by_role("group", name="Triwulan IV")
    expect(empat.get_by_label("Pengisian ditutup")).to_have_value("2025-01-20T23:59")
    empat.get_by_label("Pengisian ditutup").fill("2025-01-22T16:00")
    for lain in ("Triwulan I", "Triwulan III"):
        grup = halaman.get_by_role("group", name=lain, exact=True)
        grup.get_by_label("Buat jadwal triwulan ini").uncheck()
    halaman.get_by_role("button", name="Simpan jadwal").click()
    kartu = halaman.get_by_role("region", name="Triwulan IV")
    expect(kartu).to_contain_text("22 Januari 2025 16.00 WIB")

    halaman.get_by_role("link", name="Perpanjang Triwulan II", exact=True).click()
    sampai = timezone.localtime() + datetime.timedelta(days=90)
    halaman.get_by_label("Diperpanjang sampai").fill(f"{sampai:%Y-%m-%dT}17:00")
    halaman.get_by_label("Alasan").fill("Data BPS terlambat.")
    halaman.get_by_label("Dinas Kesehatan").check()
    halaman.get_by_role("button", name="Beri perpanjangan").click()
    expect(halaman.get_by_role("row", name="Dinas Kesehatan")).to_contain_text("Berlaku")
    halaman.get_by_role("button", name="Cabut perpanjangan Dinas Kesehatan TW II").click()
    expect(halaman.get_by_role("row", name="Dinas Kesehatan")).to_contain_text("Dicabut")


def test_operator_of_a_frozen_quarter_reads_who_froze_it(
    lembar: LembarDinkes, masuk: Callable[..., Page]
):
    lembar.isi_semua("diverifikasi")
    pd = lembar.pd.pk
    halaman = masuk(lembar.organisasi, viewport=HP)
    halaman.goto(JADWAL)
    halaman.get_by_role("link", name="Bekukan Triwulan II", exact=True).click()
    expect(halaman.get_by_label("Dinas Kesehatan")).to_be_checked()
    halaman.get_by_role("button", name="Bekukan yang dipilih").click()
    expect(halaman.get_by_role("heading", name="Pembekuan Triwulan II 2024").first).to_be_visible()

    # what the worker does with the job that waits now
    jadwal = JadwalPengisian.objects.get(tahun=TAHUN, triwulan=TRIWULAN)
    bekukan(jadwal_id=jadwal.pk, perangkat_daerah=[pd], apa_adanya=[], oleh=lembar.organisasi)
    assert set(Realisasi.objects.periode(TAHUN, TRIWULAN).values_list("status", flat=True)) == {
        "dibekukan"
    }

    operator = masuk(lembar.operator)
    operator.goto(lembar.alamat)
    expect(operator.get_by_text("Triwulan II 2024 Dinas Kesehatan dibekukan pada")).to_be_visible()

    halaman.goto(JADWAL)
    lebar = halaman.evaluate("document.documentElement.scrollWidth")
    assert lebar <= HP["width"]
    halaman.get_by_role("link", name="Buka pembekuan Triwulan II", exact=True).click()
    halaman.get_by_label("Dinas Kesehatan").check()
    halaman.get_by_label("Alasan").fill("Angka BPS direvisi.")
    halaman.get_by_role("button", name="Buka pembekuan").click()
    expect(halaman.get_by_role("region", name="Pembekuan")).to_contain_text("Angka BPS direvisi.")
