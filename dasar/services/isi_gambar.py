"""An uploaded picture: that it is whole and not a bomb, and without the place it was taken at."""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from io import BytesIO

from PIL import ExifTags, Image, UnidentifiedImageError

from dasar.services.isi_berkas import BukanJenisIni

PIKSEL_MAKS = 100_000_000  # a phone makes up to 50 million; a browser unpacks four bytes each
_FORMAT = ("JPEG", "PNG")
_EXIF = b"Exif\0\0"
_TEKS_PNG = (b"XML:com.adobe.xmp\0", b"Raw profile type ")  # marks of a photo, as texts
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_PNG = b"\x89PNG\r\n\x1a\n"
# Where the picture of a JPG ends: the first mark after its scan that is neither filling nor a
# restart nor the head of a further scan (those carry a length and are stepped over).
_PENANDA = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
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
    """The same JPG or PNG without GPS marks; every other byte of the picture stays.

    A photo of a phone says where it was taken, which may be someone's home. Orientation, time and
    camera stay; a film or second photo that a phone hides behind the picture goes, for it says the
    place again. The answer is the same for the same picture, so duplicates are still found.
    """
    return _png_tanpa_lokasi(isi) if isi.startswith(_PNG) else _jpg_tanpa_lokasi(isi)


def _png_tanpa_lokasi(isi: bytes) -> bytes:
    keluar, posisi = bytearray(_PNG), len(_PNG)
    while posisi + 12 <= len(isi):
        panjang = int.from_bytes(isi[posisi : posisi + 4], "big")
        jenis, badan = isi[posisi + 4 : posisi + 8], isi[posisi + 8 : posisi + 8 + panjang]
        ruas = isi[posisi : posisi + 12 + panjang]
        if jenis == b"eXIf":
            baru = _exif_tanpa_gps(_EXIF + badan)
            if baru is not None:
                ruas = _ruas_png(jenis, baru.removeprefix(_EXIF)) if baru else b""
        elif jenis in (b"tEXt", b"zTXt", b"iTXt") and badan.startswith(_TEKS_PNG):
            ruas = b""  # packed or in hexadecimal: what is in there cannot be told
        keluar += ruas
        posisi += 12 + panjang
    return bytes(keluar) + isi[posisi:]


def _ruas_png(jenis: bytes, badan: bytes) -> bytes:
    sidik = zlib.crc32(jenis + badan)
    return len(badan).to_bytes(4, "big") + jenis + badan + sidik.to_bytes(4, "big")


def _jpg_tanpa_lokasi(isi: bytes) -> bytes:
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
            baru = _exif_tanpa_gps(badan)
            if baru is not None:
                ruas = b"\xff\xe1" + (len(baru) + 2).to_bytes(2, "big") + baru if baru else b""
        elif penanda == 0xE1 and badan.startswith((_XMP, _XMP_LANJUTAN)):
            ruas = b"" if b"GPS" in badan or b"Location" in badan else ruas
        keluar += ruas
        posisi += 2 + panjang
    return bytes(keluar) + _gambar_saja(isi, posisi)


def _gambar_saja(isi: bytes, posisi: int) -> bytes:
    """From the first scan on; what lies behind the picture only when it cannot say a place."""
    awal = posisi
    while cocok := _PENANDA.search(isi, posisi):
        if cocok[0] == b"\xff\xd9":
            ekor = isi[cocok.end() :]
            lanjut = any(tanda in ekor for tanda in (b"ftyp", _EXIF, _XMP))
            return isi[awal : cocok.end() if lanjut else None]
        ruas = cocok.start() + 2
        posisi = ruas + max(int.from_bytes(isi[ruas : ruas + 2], "big"), 2)
    return isi[awal:]


def _exif_tanpa_gps(badan: bytes) -> bytes | None:
    """The same marks without the place, b"" for unreadable ones; None when there is no place."""
    exif = Image.Exif()
    try:
        exif.load(badan)
        if ExifTags.Base.GPSInfo not in exif:
            return None
        del exif[ExifTags.Base.GPSInfo]
        baru = exif.tobytes()
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return b""  # unreadable marks are of no use to anyone
    return baru if baru.startswith(_EXIF) else _EXIF + baru
