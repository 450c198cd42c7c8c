"""A rotation entered with the keyboard alone, and the tree of posts on a phone."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from opd.models import Eselon, JenisPeran, PenugasanJabatan
from tests.browser.conftest import HP
from tests.factories import PenggunaFactory, PerangkatDaerahFactory
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory

pytestmark = pytest.mark.browser
APRIL = datetime.date(2024, 4, 1)


def _tab_ke(halaman: Page, sasaran: Locator) -> None:
    for _ in range(90):
        if sasaran.evaluate("el => el === document.activeElement"):
            return
        halaman.keyboard.press("Tab")
    raise AssertionError(f"not reached by Tab: {sasaran}")


def _ketik(halaman: Page, baris: int, jabatan: str, pegawai: str) -> None:
    for label, teks in (("Jabatan", jabatan), ("Pejabat baru", pegawai)):
        medan = halaman.get_by_label(f"{label}, baris {baris}", exact=True)
        _tab_ke(halaman, medan)
        halaman.keyboard.press("Control+a")
        halaman.keyboard.type(teks)
        halaman.keyboard.press("Escape")  # closes the suggestions
        expect(medan).to_have_value(teks)


def test_a_rotation_with_the_keyboard_alone(masuk, live_server):
    organisasi = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    kesehatan = PenugasanFactory(
        jabatan__nama="Kepala Dinas Kesehatan", pegawai__nama="Siti Contoh, S.K.M."
    )
    sosial = PenugasanFactory(
        jabatan__nama="Kepala Dinas Sosial", pegawai__nama="Budi Contoh, S.Sos."
    )
    baru = PegawaiFactory(nama="Ani Contoh, S.E.", nip="197505052000032001")
    halaman = masuk(organisasi)
    halaman.goto("/organisasi/pelantikan/")
    halaman.get_by_label("Tanggal pelantikan").fill("2024-04-01")
    nomor = halaman.get_by_label("Nomor surat keputusan")
    _tab_ke(halaman, nomor)
    halaman.keyboard.type("800/Kep.12/2024")
    _ketik(halaman, 1, "Kepala Dinas Kesehatan", "Budi Contoh, S.Sos.")
    _ketik(halaman, 2, "Kepala Dinas Sosial", "Ani Salah")

    halaman.keyboard.press("Enter")

    expect(halaman.locator(".ringkasan-galat")).to_be_focused()
    tautan = halaman.get_by_role("link", name="Baris 2: Pegawai ini belum terdaftar")
    _tab_ke(halaman, tautan)
    halaman.keyboard.press("Enter")
    medan = halaman.get_by_label("Pejabat baru, baris 2")
    expect(medan).to_be_focused()
    expect(medan).to_have_value("Ani Salah")
    expect(medan).to_have_attribute("aria-invalid", "true")
    expect(nomor).to_have_value("800/Kep.12/2024")
    _ketik(halaman, 2, "Kepala Dinas Sosial", "19750505 200003 2 001")
    tambah = halaman.get_by_role("button", name="Tambah 5 baris")
    _tab_ke(halaman, tambah)
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_label("Jabatan, baris 10")).to_be_visible()
    expect(halaman.get_by_label("Pejabat baru, baris 2")).to_have_value("19750505 200003 2 001")
    periksa = halaman.get_by_role("button", name="Periksa daftar")
    _tab_ke(halaman, periksa)
    halaman.keyboard.press("Enter")

    expect(halaman.get_by_role("heading", name="Periksa pelantikan", level=1)).to_be_visible()
    baris = halaman.get_by_role("row", name="1. Kepala Dinas Kesehatan")
    expect(baris).to_contain_text("Siti Contoh, S.K.M.")
    expect(baris).to_contain_text("meninggalkan Kepala Dinas Sosial")
    expect(
        halaman.get_by_text("Pejabat yang tidak lagi memegang jabatan definitif")
    ).to_be_visible()
    assert PenugasanJabatan.objects.count() == 2
    _tab_ke(halaman, halaman.get_by_role("button", name="Terapkan pelantikan"))
    halaman.keyboard.press("Enter")

    expect(halaman.get_by_text("2 pejabat dilantik mulai 1 April 2024.")).to_be_visible()
    assert kesehatan.jabatan.penugasan.pada(APRIL).get().pegawai == sosial.pegawai
    assert sosial.jabatan.penugasan.pada(APRIL).get().pegawai == baru


def test_the_tree_of_posts_on_a_phone(masuk, live_server):
    pd = PerangkatDaerahFactory(nama="Dinas Kesehatan")
    kepala = JabatanFactory(pd=pd, nama="Kepala Dinas Kesehatan")
    PenugasanFactory(jabatan=kepala, jenis="plt", pegawai__nama="Siti Contoh, S.K.M.")
    JabatanFactory(
        pd=pd,
        nama="Kepala Bidang Pencegahan dan Pengendalian Penyakit",
        eselon=Eselon.III_B,
        kepala=False,
        induk=kepala,
    )
    halaman = masuk(PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd), viewport=HP)
    halaman.goto(f"/organisasi/pd/{pd.pk}/")

    pohon = halaman.get_by_role("list", name="Jabatan dan pejabat")
    pemimpin = pohon.get_by_role("listitem").first
    expect(pemimpin).to_contain_text("Siti Contoh, S.K.M.")
    expect(pemimpin).to_contain_text("Plt")
    bawahan = pemimpin.get_by_role("listitem")
    expect(bawahan).to_have_count(1)
    expect(bawahan).to_contain_text("Kosong")
    assert halaman.evaluate("document.documentElement.scrollWidth") == HP["width"]
    halaman.get_by_label("Pada tanggal").fill("2020-06-01")
    halaman.get_by_role("button", name="Tampilkan").click()
    expect(halaman.get_by_text("Pada 1 Juni 2020 perangkat daerah ini tidak ada.")).to_be_visible()
