"""LKjIP in the browser: started and watched by Bagian Organisasi, downloaded by pimpinan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import Page, expect

from dasar import tasks
from dasar.galat import GalatPengguna
from dasar.models import Pekerjaan
from dasar.services import pekerjaan as mesin
from laporan import tasks as tugas
from laporan.models import DokumenLKjIP
from tests.browser.conftest import HP
from tests.factories import TAHUN
from tests.laporan.panggung import buat_panggung_lkjip, buat_versi

pytestmark = [pytest.mark.browser, pytest.mark.lambat]


@pytest.fixture
def p(live_server):
    return buat_panggung_lkjip()


@pytest.fixture(autouse=True)
def antrean(monkeypatch) -> list[int]:
    """Numbers sent to the queue, instead of a broker."""
    nomor: list[int] = []
    monkeypatch.setattr(
        mesin, "current_app", SimpleNamespace(send_task=lambda nama, isi: nomor.extend(isi))
    )
    return nomor


@contextmanager
def pekerja(nomor: int) -> Iterator[None]:
    """A worker's thread at one job while the page is looked at."""

    def kerja() -> None:
        try:
            tasks.jalankan(nomor)
        finally:
            connections.close_all()

    utas = Thread(target=kerja)
    utas.start()
    try:
        yield
    finally:
        utas.join(120)
        assert not utas.is_alive()


@pytest.fixture
def tahan_cetak(monkeypatch) -> Callable[[], Event]:
    """The real print, which waits at its first report of progress until the test lets it go."""

    def pasang() -> Event:
        lanjut, asli = Event(), tugas.cetak_lkjip

        def cetak(data, *, lapor):
            lapor(40, "Menata halaman untuk uji.")
            assert lanjut.wait(60)
            return asli(data, lapor=lapor)

        monkeypatch.setattr(tugas, "cetak_lkjip", cetak)
        return lanjut

    return pasang


def _bersih(halaman: Page) -> None:
    """No serious finding of axe, no sideways scroll."""
    berat = [
        (v["id"], [n["target"] for n in v["nodes"]][:3])
        for v in Axe().run(halaman).response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert berat == []
    lebar = halaman.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert lebar[0] <= lebar[1]


def test_from_the_button_to_the_download(p, masuk, antrean, tahan_cetak):
    lanjut = tahan_cetak()
    organisasi = masuk(p.organisasi, bypass_csp=True)
    organisasi.get_by_text("Laporan", exact=True).click()
    organisasi.get_by_role("link", name="LKjIP", exact=True).click()
    _bersih(organisasi)
    organisasi.get_by_role("button", name=f"Susun LKjIP Kota Tangerang Selatan {TAHUN}").click()

    expect(organisasi.get_by_text("Menunggu giliran.")).to_be_visible()
    expect(organisasi.get_by_text("Anda boleh meninggalkan halaman ini.")).to_be_visible()
    with pekerja(antrean[0]):
        expect(organisasi.get_by_text("Menata halaman untuk uji.")).to_be_visible()
        expect(organisasi.get_by_role("progressbar")).to_be_visible()
        _bersih(organisasi)
        lanjut.set()
    expect(organisasi.get_by_role("heading", name="Versi 1", exact=True)).to_be_visible(
        timeout=15_000
    )
    expect(organisasi.get_by_text("LKjIP selesai disusun.")).to_be_visible()
    expect(organisasi.get_by_role("progressbar")).to_have_count(0)
    _bersih(organisasi)
    dokumen = DokumenLKjIP.objects.get()
    expect(organisasi.get_by_text(dokumen.kode).first).to_be_visible()

    # the mayor's office: one click on the home page, or the menu and one click
    pimpinan = masuk(p.pimpinan)
    with pimpinan.expect_download() as unduhan:
        pimpinan.get_by_role("link", name=f"Unduh LKjIP Kota {TAHUN}").click()
    assert unduhan.value.suggested_filename == dokumen.berkas.nama_asli
    with open(unduhan.value.path(), "rb") as berkas:
        assert berkas.read() == dokumen.berkas.isi.open().read()
    pimpinan.goto("/laporan/lkjip/")
    with pimpinan.expect_download():
        pimpinan.get_by_role("link", name=f"Unduh LKjIP Kota Tangerang Selatan {TAHUN}").click()


def test_a_failure_is_said_and_repeated_on_a_phone(p, masuk, antrean, monkeypatch):
    buat_versi(p.pd, p.operator)
    halaman = masuk(p.operator, viewport=HP, bypass_csp=True)
    halaman.goto(f"/laporan/lkjip/{p.pd.pk}/{TAHUN}/")
    halaman.get_by_role("button", name=re.compile("^Susun versi baru")).click()
    expect(halaman.get_by_text("Menunggu giliran.")).to_be_visible()

    def gagal(*_, **__):
        raise GalatPengguna("Dua dokumen memberi target yang berbeda.")

    with monkeypatch.context() as sementara:
        sementara.setattr(tugas, "susun_data_lkjip", gagal)
        with pekerja(antrean[0]):
            pass
    expect(halaman.get_by_text("Dua dokumen memberi target yang berbeda.")).to_be_visible()
    expect(halaman.get_by_text("Penyusunan LKjIP gagal.")).to_be_visible()
    expect(halaman.get_by_role("link", name="Unduh PDF")).to_be_visible()
    _bersih(halaman)

    halaman.get_by_role("button", name=re.compile("^Ulangi")).click()
    expect(halaman.get_by_text("Menunggu giliran.")).to_be_visible()
    with pekerja(antrean[1]):
        pass
    expect(halaman.get_by_role("heading", name="Versi 2", exact=True)).to_be_visible(timeout=15_000)
    _bersih(halaman)
    halaman.goto("/laporan/lkjip/")
    _bersih(halaman)
    assert set(Pekerjaan.objects.values_list("status", flat=True)) == {"gagal", "selesai"}


def test_a_row_of_the_list_moves_by_itself(p, masuk, antrean, tahan_cetak):
    lanjut = tahan_cetak()
    halaman = masuk(p.organisasi)
    halaman.goto("/laporan/lkjip/")
    halaman.get_by_role("button", name=f"Susun LKjIP Dinas Kesehatan {TAHUN}").click()
    halaman.goto("/laporan/lkjip/")
    baris = halaman.get_by_role("row", name=re.compile("^Dinas Kesehatan"))
    expect(baris).to_contain_text("Antre")
    with pekerja(antrean[0]):
        expect(baris).to_contain_text("Menata halaman untuk uji.")
        lanjut.set()
    expect(baris).to_contain_text("Versi 1", timeout=15_000)
    expect(baris.get_by_role("link", name=re.compile("^Unduh"))).to_be_visible()
