"""What an uploaded PDF does when it is opened: nothing, or it is refused."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

from dasar.services.isi_berkas import BukanJenisIni

logger = logging.getLogger(__name__)

_PEMBACA = Path(__file__).with_name("baca_pdf.py")
_TUNGGU_DETIK = 40  # the reader's own limit is on CPU time; this one is for a machine that hangs

_AKSI_TERLARANG = {
    "/JavaScript": "menjalankan skrip",
    "/Launch": "menjalankan program lain",
    "/ImportData": "mengambil data dari berkas lain",
}
_TERLALU_BESAR = "Isi PDF ini terlalu besar setelah dibuka. Simpan ulang PDF-nya, lalu unggah lagi."


def periksa_pdf(isi: bytes) -> int:
    """Number of pages of a PDF that opens without a password and runs nothing.

    It is opened in a process of its own with a limit on memory and time (baca_pdf.py), about a
    tenth of a second more. Raises BukanJenisIni: damaged, encrypted, a decompression bomb, or with
    actions that run scripts or programs.
    """
    jawaban = _baca(isi)
    galat = str(jawaban.get("galat", ""))
    if galat in _AKSI_TERLARANG:
        raise BukanJenisIni(
            f"PDF ini {_AKSI_TERLARANG[galat]} saat dibuka. "
            "Cetak ulang sebagai PDF, lalu unggah lagi."
        )
    if galat == "sandi":
        raise BukanJenisIni("PDF ini memakai kata sandi. Simpan ulang tanpa sandi.")
    if galat == "besar":
        raise BukanJenisIni(_TERLALU_BESAR)
    if galat:
        raise BukanJenisIni("PDF ini rusak. Simpan atau pindai ulang berkasnya.")
    halaman = int(jawaban["halaman"])
    if halaman < 1:
        raise BukanJenisIni("PDF ini tidak berisi halaman.")
    return halaman


def _baca(isi: bytes) -> dict[str, int | str]:
    perintah = [sys.executable, "-I", str(_PEMBACA)]
    try:
        # Our own program and file; only the content comes from outside, on standard input.
        selesai = subprocess.run(  # noqa: S603
            perintah, input=isi, capture_output=True, timeout=_TUNGGU_DETIK, check=True
        )
        jawaban: dict[str, int | str] = json.loads(selesai.stdout)
    except (subprocess.SubprocessError, ValueError) as galat:
        logger.warning("PDF %s byte tidak selesai dibaca: %s", len(isi), galat)
        raise BukanJenisIni(_TERLALU_BESAR) from None
    return jawaban
