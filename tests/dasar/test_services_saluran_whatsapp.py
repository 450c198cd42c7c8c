"""The channel WhatsApp against a gateway of the test: taken, refused, silent, not there."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import pytest

from dasar.galat import KirimanDitolak
from dasar.services import saluran_whatsapp
from dasar.services.saluran_whatsapp import aktif, alamat, kirim


class Gerbang(BaseHTTPRequestHandler):
    status, tidur = 200, 0.0
    diterima: list[dict[str, Any]] = []

    def do_POST(self) -> None:  # noqa: N802 - http.server calls it so
        isi = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.diterima.append({**isi, "kunci": self.headers["Authorization"], "jalur": self.path})
        time.sleep(self.tidur)
        self.send_response(self.status)
        if self.status == 302:
            self.send_header("Location", "/lain")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def gerbang(settings: Any) -> Iterator[type[Gerbang]]:
    class Satu(Gerbang):
        diterima: list[dict[str, Any]] = []

    server = ThreadingHTTPServer(("127.0.0.1", 0), Satu)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WHATSAPP_URL = f"http://127.0.0.1:{server.server_port}/kirim?jenis=teks"
    settings.WHATSAPP_TOKEN = "rahasia-uji"  # noqa: S105
    yield Satu
    server.shutdown()
    server.server_close()


def test_message_is_handed_over_with_the_token(gerbang):
    kirim("+6281234567890", "Tenggat mendekat", "Ditutup 3 hari lagi.")

    assert gerbang.diterima == [
        {
            "nomor": "+6281234567890",
            "pesan": "*Tenggat mendekat*\n\nDitutup 3 hari lagi.",
            "kunci": "Bearer rahasia-uji",
            "jalur": "/kirim?jenis=teks",
        }
    ]


@pytest.mark.parametrize("status", [302, 401, 429, 500])
def test_any_other_status_is_a_refusal(gerbang, status):
    gerbang.status = status

    with pytest.raises(KirimanDitolak, match=str(status)):
        kirim("+6281234567890", "Judul", "teks")
    assert len(gerbang.diterima) == 1


def test_silence_is_no_refusal_the_message_may_have_arrived(gerbang, monkeypatch):
    monkeypatch.setattr(saluran_whatsapp, "BATAS_WAKTU", 0.2)
    gerbang.tidur = 0.6

    with pytest.raises(TimeoutError):
        kirim("+6281234567890", "Judul", "teks")


def test_nobody_at_the_address_is_a_refusal(settings):
    with socket.socket() as kosong:
        kosong.bind(("127.0.0.1", 0))
        port = kosong.getsockname()[1]
    settings.WHATSAPP_URL = f"http://127.0.0.1:{port}/"

    with pytest.raises(KirimanDitolak, match="tidak dapat dihubungi"):
        kirim("+6281234567890", "Judul", "teks")


@pytest.mark.parametrize(
    ("url", "nyala"),
    [
        ("", False),
        ("https://gerbang.contoh.go.id/kirim", True),
        ("http://gerbang.contoh.go.id/kirim", False),
        ("http://localhost:9000/", True),
        ("https://gerbang:bukan-port/", False),
        ("ftp://gerbang.contoh.go.id/", False),
        ("https:///tanpa-nama", False),
    ],
)
def test_off_unless_the_token_travels_safely(settings, url, nyala):
    settings.WHATSAPP_URL = url

    assert aktif() is nyala
    if not nyala:
        with pytest.raises(KirimanDitolak):
            kirim("+6281234567890", "Judul", "teks")


@pytest.mark.parametrize(
    ("nomor", "baku"),
    [
        ("081234567890", "+6281234567890"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("", ""),
        ("12345", ""),
        ("0812 bukan nomor", ""),
    ],
)
def test_number_comes_from_the_person(nomor, baku):
    assert alamat(SimpleNamespace(nomor_hp=nomor)) == baku
