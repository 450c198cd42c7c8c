"""What an uploaded PDF does when it is opened: nothing, or it is refused."""

from __future__ import annotations

import re
import zlib
from io import BytesIO

import pikepdf

from dasar.services.isi_berkas import BukanJenisIni

# Object and cross-reference streams are unpacked as soon as a PDF is opened; page content is not.
BATAS_SUSUNAN = 64 * 1024 * 1024  # bytes, unpacked
_SUSUNAN = re.compile(rb"/(?:ObjStm|XRef)\b")
_ARUS = re.compile(rb"stream\r?\n")
_HURUF_TERSANDI = re.compile(rb"#([0-9A-Fa-f]{2})")
_JENDELA = 2048  # bytes of a stream's dictionary that are looked at

_AKSI_TERLARANG = {
    "/JavaScript": "menjalankan skrip",
    "/Launch": "menjalankan program lain",
    "/ImportData": "mengambil data dari berkas lain",
}
_DALAM_MAKS = 20


def periksa_pdf(isi: bytes) -> int:
    """Number of pages of a PDF that opens without a password and runs nothing.

    Raises BukanJenisIni: damaged, encrypted, a decompression bomb, or with actions that run
    scripts or programs.
    """
    _tolak_bom(isi)
    try:
        with pikepdf.open(BytesIO(isi)) as pdf:
            for objek in pdf.objects:
                _tolak_aksi(objek, 0)
            halaman = len(pdf.pages)
    except pikepdf.PasswordError:
        raise BukanJenisIni("PDF ini memakai kata sandi. Simpan ulang tanpa sandi.") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, RecursionError):
        raise BukanJenisIni("PDF ini rusak. Simpan atau pindai ulang berkasnya.") from None
    if halaman < 1:
        raise BukanJenisIni("PDF ini tidak berisi halaman.")
    return halaman


def _tolak_bom(isi: bytes) -> None:
    sisa = BATAS_SUSUNAN
    for arus in _ARUS.finditer(isi):
        kamus = isi[max(0, arus.start() - _JENDELA) : arus.start()]
        kamus = kamus[kamus.rfind(b"obj") + 1 :]
        kamus = _HURUF_TERSANDI.sub(lambda m: bytes([int(m[1], 16)]), kamus)
        if not _SUSUNAN.search(kamus):
            continue
        try:
            buka = zlib.decompressobj()
            sisa -= len(buka.decompress(isi[arus.end() :], sisa + 1))
        except zlib.error:
            continue  # not packed, or damaged: the parser says so
        if sisa < 0:
            raise BukanJenisIni("Isi PDF ini terlalu besar setelah dibuka. Simpan ulang PDF-nya.")


def _tolak_aksi(objek: pikepdf.Object, dalam: int) -> None:
    """Look at one object and what is written inside it; referred objects come on their own."""
    if dalam > _DALAM_MAKS:
        raise BukanJenisIni("PDF ini rusak. Simpan atau pindai ulang berkasnya.")
    if isinstance(objek, pikepdf.Stream):
        objek = objek.stream_dict
    if isinstance(objek, pikepdf.Dictionary):
        if "/JS" in objek:
            raise _terlarang("/JavaScript")
        aksi = str(objek.get("/S", ""))
        if aksi in _AKSI_TERLARANG:
            raise _terlarang(aksi)
        anak = [nilai for _, nilai in objek.items()]
    elif isinstance(objek, pikepdf.Array):
        anak = list(objek)
    else:
        return
    for nilai in anak:
        if isinstance(nilai, pikepdf.Object) and not nilai.is_indirect:
            _tolak_aksi(nilai, dalam + 1)


def _terlarang(aksi: str) -> BukanJenisIni:
    return BukanJenisIni(
        f"PDF ini {_AKSI_TERLARANG[aksi]} saat dibuka. Cetak ulang sebagai PDF, lalu unggah lagi."
    )
