"""Small files of every kind, made at the moment of use."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image


def pdf(halaman: int = 1, *, tanda: str = "", **akar: Any) -> bytes:
    """A PDF with this many empty pages; `tanda` makes its content differ, `akar` goes to /Root."""
    wadah = BytesIO()
    with pikepdf.new() as dokumen:
        for _ in range(halaman):
            dokumen.add_blank_page()
        dokumen.docinfo["/Title"] = tanda
        for kunci, isi in akar.items():
            dokumen.Root[f"/{kunci}"] = isi
        dokumen.save(wadah, deterministic_id=True)
    return wadah.getvalue()


def gambar(bentuk: str = "JPEG", **pilihan: Any) -> bytes:
    wadah = BytesIO()
    Image.new("RGB", (32, 24), (10, 91, 97)).save(wadah, bentuk, **pilihan)
    return wadah.getvalue()


def png_kosong(lebar: int, tinggi: int) -> bytes:
    """A PNG that only says how large it is."""

    def ruas(nama: bytes, isi: bytes) -> bytes:
        sidik = zlib.crc32(nama + isi)
        return struct.pack("!L", len(isi)) + nama + isi + struct.pack("!L", sidik)

    kepala = struct.pack("!LLBBBBB", lebar, tinggi, 8, 2, 0, 0, 0)
    isi = ruas(b"IHDR", kepala) + ruas(b"IDAT", zlib.compress(b"\0")) + ruas(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + isi
