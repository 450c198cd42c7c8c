"""Chromium against a live server. A test fails on anything the page itself complains about."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from threading import Condition
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    WebError,
    expect,
)

from opd.models import Pengguna
from tests.browser.lembar import LembarDinkes, susun_lembar
from tests.factories import SANDI

DESKTOP = {"width": 1440, "height": 900}
HP = {"width": 360, "height": 740}
# The narrow window is the harder one; the same steps at a desk come with --lengkap.
LAYAR = [pytest.param(DESKTOP, id="1440", marks=pytest.mark.lengkap), pytest.param(HP, id="360")]

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; it may run as root, without a network of its own."""
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium"),
        "args": [
            "--no-sandbox",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
        ],
    }


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file: in memory, all threads of the server would share one transaction."""
    if connection.vendor == "sqlite":
        berkas = tmp_path_factory.mktemp("peramban") / "uji.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(berkas)


class Penjaga:
    """Collects what went wrong in the browser; a test names what it expects by pattern."""

    def __init__(self) -> None:
        self.keluhan: list[str] = []
        self._diharap: list[re.Pattern[str]] = []

    def harap(self, *pola: str) -> None:
        """From now on (and before) these complaints are part of the test."""
        self._diharap += [re.compile(p) for p in pola]

    def awasi(self, konteks: BrowserContext) -> None:
        konteks.on("console", self._konsol)
        konteks.on("weberror", self._galat_skrip)
        konteks.on("requestfailed", self._gagal)
        konteks.on("response", self._jawaban)

    def tak_terduga(self) -> list[str]:
        return [k for k in self.keluhan if not any(p.search(k) for p in self._diharap)]

    def _konsol(self, pesan: ConsoleMessage) -> None:
        # The status of an answer is judged by _jawaban, with its address.
        if pesan.type == "error" and not pesan.text.startswith("Failed to load resource"):
            self.keluhan.append(f"konsol: {pesan.text}")

    def _galat_skrip(self, galat: WebError) -> None:
        self.keluhan.append(f"skrip: {galat.error}")

    def _gagal(self, permintaan: Request) -> None:
        # Leaving a page drops what it was still reading; only a lost write is a loss.
        if permintaan.failure == "net::ERR_ABORTED" and permintaan.method == "GET":
            return
        self.keluhan.append(f"gagal: {permintaan.method} {permintaan.url} {permintaan.failure}")

    def _jawaban(self, jawaban: Response) -> None:
        if jawaban.status >= 400:
            self.keluhan.append(f"jawaban: {jawaban.status} {jawaban.request.method} {jawaban.url}")


@pytest.fixture
def penjaga() -> Any:
    """Fails the test at its end for every complaint that it did not expect."""
    penjaga = Penjaga()
    yield penjaga
    assert penjaga.tak_terduga() == []


class _Berjalan:
    """Counts the requests that the live server is working on."""

    def __init__(self) -> None:
        self.jumlah = 0
        self._kunci = Condition()

    def mulai(self, **_: Any) -> None:
        with self._kunci:
            self.jumlah += 1

    def selesai(self, **_: Any) -> None:
        with self._kunci:
            self.jumlah -= 1
            self._kunci.notify_all()

    def tunggu_habis(self) -> None:
        with self._kunci:
            assert self._kunci.wait_for(lambda: self.jumlah <= 0, timeout=10)


@pytest.fixture
def server_sepi(live_server: Any) -> Iterator[None]:
    """The test's rows are deleted only after the last answer: a request holds locks on them."""
    berjalan = _Berjalan()
    request_started.connect(berjalan.mulai, weak=False)
    request_finished.connect(berjalan.selesai, weak=False)
    yield
    berjalan.tunggu_habis()
    request_started.disconnect(berjalan.mulai)
    request_finished.disconnect(berjalan.selesai)


@pytest.fixture
def peramban(
    live_server: Any,
    server_sepi: None,
    new_context: Callable[..., BrowserContext],
    penjaga: Penjaga,
) -> Callable[..., BrowserContext]:
    """A fresh, watched browser profile: `peramban(viewport=HP)`."""

    def buka(**pilihan: Any) -> BrowserContext:
        konteks = new_context(
            base_url=live_server.url,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            **{"viewport": DESKTOP, **pilihan},
        )
        konteks.set_default_timeout(10_000)
        penjaga.awasi(konteks)
        return konteks

    return buka


def isi_formulir_masuk(halaman: Page, pengguna: Pengguna) -> None:
    """Sign in on the login page that is open."""
    halaman.get_by_label("Nama pengguna").fill(pengguna.username)
    halaman.get_by_label("Kata sandi").fill(SANDI)
    halaman.get_by_role("button", name="Masuk", exact=True).click()
    expect(halaman.get_by_role("link", name="Pemberitahuan")).to_be_visible()


@pytest.fixture
def masuk(peramban: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """`masuk(operator, viewport=HP)`: a page of their own, signed in through the form."""

    def oleh(pengguna: Pengguna, **pilihan: Any) -> Page:
        halaman = peramban(**pilihan).new_page()
        halaman.goto("/masuk/")
        isi_formulir_masuk(halaman, pengguna)
        return halaman

    return oleh


@pytest.fixture
def lembar(live_server: Any) -> LembarDinkes:
    """Dinas Kesehatan with an open quarter and one indicator of every kind."""
    return susun_lembar()
