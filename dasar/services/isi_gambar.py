"""An uploaded picture: that it is whole and not a bomb, and without the place it was taken at."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO

from PIL import ExifTags, Image, UnidentifiedImageError

from dasar.services.isi_berkas import BukanJenisIni

PIKSEL_MAKS = 100_000_000  # a phone makes up to 50 million; a browser unpacks four bytes each
_FORMAT = ("JPEG", "PNG")
_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_LANJUTAN = b"http://ns.adobe.com/xmp/extension/\0"


def periksa_gambar(isi: bytes) -> None:
    """Raises BukanJenisIni for a damaged picture and for one with too many points."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(isi), formats=_FORMAT) as gambar:
                lebar, tinggi = gambar.size
                gambar.verify()
    except Image.DecompressionBombError:
        lebar, tinggi = PIKSEL_MAKS, 2
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error):
        raise BukanJenisIni("Gambar ini rusak. Foto atau simpan ulang gambarnya.") from None
    if lebar * tinggi > PIKSEL_MAKS:
        raise BukanJenisIni("Gambar ini terlalu besar. Kecilkan dulu, lalu unggah lagi.")


def tanpa_lokasi(isi: bytes) -> bytes:
    """The same JPG without GPS marks; every other byte of the picture stays.

    A photo of a phone says where it was taken, which may be someone's home. Orientation, time and
    camera stay. The answer is the same for the same picture, so duplicates are still found.
    """
    keluar, posisi = bytearray(isi[:2]), 2
    while posisi + 4 <= len(isi) and isi[posisi] == 0xFF:
        penanda = isi[posisi + 1]
        if penanda == 0xDA:  # start of scan: the picture itself follows
            break
        panjang = int.from_bytes(isi[posisi + 2 : posisi + 4], "big")
        ruas = isi[posisi : posisi + 2 + panjang]
        if panjang < 2 or len(ruas) < 2 + panjang:
            return isi
        badan = ruas[4:]
        if penanda == 0xE1 and badan.startswith(_EXIF):
            ruas = _exif_tanpa_gps(ruas, badan)
        elif penanda == 0xE1 and badan.startswith((_XMP, _XMP_LANJUTAN)):
            ruas = b"" if b"GPS" in badan or b"Location" in badan else ruas
        keluar += ruas
        posisi += 2 + panjang
    return bytes(keluar) + isi[posisi:]


def _exif_tanpa_gps(ruas: bytes, badan: bytes) -> bytes:
    exif = Image.Exif()
    try:
        exif.load(badan)
        if ExifTags.Base.GPSInfo not in exif:
            return ruas
        del exif[ExifTags.Base.GPSInfo]
        baru = exif.tobytes()
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return b""  # unreadable marks are of no use to anyone
    if not baru.startswith(_EXIF):
        baru = _EXIF + baru
    return b"\xff\xe1" + (len(baru) + 2).to_bytes(2, "big") + baru
