"""Where a piece of evidence points to: a safe web address, a page of a document."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

PANJANG_TAUTAN = 500
PANJANG_HALAMAN = 40
_HALAMAN = re.compile(r"(?:hal(?:aman)?\.?\s*)?(\d{1,5})", re.IGNORECASE)


def baca_tautan(teks: str) -> str:
    """The address as it is stored. ValueError with a sentence for anything but a plain web address.

    >>> baca_tautan(" https://data.contoh.go.id/rekap ")
    'https://data.contoh.go.id/rekap'
    """
    tautan = teks.strip()
    if not tautan:
        raise ValueError("Tulis alamat tautannya, misalnya https://drive.contoh.go.id/berkas.")
    if len(tautan) > PANJANG_TAUTAN:
        raise ValueError(f"Tautan paling panjang {PANJANG_TAUTAN} huruf.")
    if "\\" in tautan or any(unicodedata.category(h)[0] in "CZ" for h in tautan):
        raise ValueError("Tautan ini berisi spasi atau tanda yang tidak dapat dibaca.")
    try:
        bagian = urlsplit(tautan)
        host, _ = bagian.hostname, bagian.port
    except ValueError:
        raise ValueError("Tautan ini tidak dapat dibaca. Salin lagi dari peramban.") from None
    if bagian.scheme not in ("http", "https"):
        raise ValueError("Tautan dimulai dengan https:// atau http://.")
    if "@" in bagian.netloc:
        raise ValueError("Tautan tidak boleh memuat nama pengguna atau kata sandi.")
    if not host or "." not in host.strip("."):
        raise ValueError("Tautan ini tidak menyebut nama situs. Salin lagi dari peramban.")
    return tautan


def baca_halaman(teks: str, jumlah_halaman: int | None = None) -> str:
    """A page pointer as it is stored; "" for none. ValueError when the document has no such page.

    Free text, for a worksheet or table has a name; what starts with a number is a page.

    >>> baca_halaman(" 3-5 ", 14), baca_halaman("Tabel 2"), baca_halaman("")
    ('3-5', 'Tabel 2', '')
    """
    tampak = ("" if unicodedata.category(h) in {"Cc", "Cf", "Cs"} else h for h in teks.strip())
    halaman = " ".join("".join(tampak).split())
    if len(halaman) > PANJANG_HALAMAN:
        raise ValueError(f"Penunjuk halaman paling panjang {PANJANG_HALAMAN} huruf.")
    cocok = _HALAMAN.match(halaman)
    if cocok and jumlah_halaman and not 1 <= int(cocok[1]) <= jumlah_halaman:
        raise ValueError(f"PDF ini berisi {jumlah_halaman} halaman. Periksa nomor halamannya.")
    return halaman


def nomor_halaman(halaman: str) -> int | None:
    """The first page that a pointer names; None where it names none.

    >>> nomor_halaman("3-5"), nomor_halaman("hal. 12"), nomor_halaman("Tabel 2")
    (3, 12, None)
    """
    cocok = _HALAMAN.match(halaman)
    return int(cocok[1]) or None if cocok else None
