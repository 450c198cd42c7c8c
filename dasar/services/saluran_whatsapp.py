"""The channel WhatsApp: an HTTP gateway of the city, off until WHATSAPP_URL is set.

What a gateway must understand:

    POST <WHATSAPP_URL>
    Authorization: Bearer <WHATSAPP_TOKEN>
    Content-Type: application/json

    {"nomor": "+6281234567890", "pesan": "..."}

2xx: taken. Any other status: refused, tried again up to five times. No answer within
BATAS_WAKTU: unknown, not tried again. Redirects are not followed. Only https, or http to this
machine itself.
"""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from dasar.galat import KirimanDitolak
from dasar.nomor_hp import baku_nomor
from dasar.pendaftar import SaluranPesan

BATAS_WAKTU = 10.0  # seconds for each step
_MESIN_INI = ("127.0.0.1", "localhost", "::1")


def aktif() -> bool:
    """Off by default; an address that is not safe keeps it off."""
    return _gerbang() is not None


def alamat(pengguna: Any) -> str:
    """The number in international form; "" where there is none, or none that can be called."""
    return baku_nomor(getattr(pengguna, "nomor_hp", "") or "")


def kirim(nomor: str, judul: str, teks: str) -> None:
    """Hand one message to the gateway. Raises KirimanDitolak when it refused or was not reached."""
    gerbang = _gerbang()
    if gerbang is None or not gerbang.hostname:
        raise KirimanDitolak("WHATSAPP_URL belum diisi dengan alamat https.")
    jenis = http.client.HTTPSConnection if gerbang.scheme == "https" else http.client.HTTPConnection
    sambungan = jenis(gerbang.hostname, gerbang.port, timeout=BATAS_WAKTU)
    try:
        try:
            sambungan.connect()
        except OSError as galat:
            raise KirimanDitolak(f"Gerbang WhatsApp tidak dapat dihubungi: {galat}") from galat
        jalur = (gerbang.path or "/") + (f"?{gerbang.query}" if gerbang.query else "")
        isi = json.dumps({"nomor": nomor, "pesan": f"*{judul}*\n\n{teks}"})
        kepala = {
            "Authorization": f"Bearer {settings.WHATSAPP_TOKEN}",
            "Content-Type": "application/json",
        }
        sambungan.request("POST", jalur, isi.encode(), kepala)
        jawaban = sambungan.getresponse()
        if not 200 <= jawaban.status < 300:
            raise KirimanDitolak(f"Gerbang WhatsApp menolak dengan status {jawaban.status}.")
    finally:
        sambungan.close()


def _gerbang() -> SplitResult | None:
    """The address of the gateway; None when there is none, or it would send a token in clear."""
    try:
        url = urlsplit(settings.WHATSAPP_URL)
        _ = url.port
    except ValueError:  # a port that is no number
        return None
    aman = url.scheme == "https" or (url.scheme == "http" and url.hostname in _MESIN_INI)
    return url if aman and url.hostname else None


WHATSAPP = SaluranPesan("WhatsApp", aktif, alamat, kirim)
