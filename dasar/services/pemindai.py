"""The virus scanner that looks at each upload before it is stored: clamd, off by default.

settings.CLAMD_ALAMAT is "" (no scanning), the path of a unix socket (/run/clamav/clamd.ctl) or
host:port. The content is sent with the INSTREAM command (man clamd), so the scanner needs no right
to read our folder. Its StreamMaxLength must not be below settings.UKURAN_BERKAS_MAKS. Fails closed:
when the scanner is on and does not answer, the upload is refused with a sentence.

Spoken here directly, because the client libraries are older than our Python or under LGPL, and the
protocol is one command.
"""

from __future__ import annotations

import logging
import socket
import struct

from django.conf import settings

from dasar.galat import GalatPengguna

logger = logging.getLogger(__name__)

TUNGGU_DETIK = 30.0
_POTONG = 64 * 1024  # bytes sent at once
_JAWAB_MAKS = 4096  # bytes; an answer is one line


class BerkasTerinfeksi(GalatPengguna):
    """The scanner knows the content as malware."""


class PemindaiMati(GalatPengguna):
    """The scanner is on and gives no verdict."""

    def __init__(self) -> None:
        super().__init__(
            "Pemindai virus sedang tidak menjawab, jadi berkas belum dapat diterima. "
            "Coba lagi beberapa menit lagi, atau hubungi admin."
        )


def pindai(isi: bytes) -> None:
    """Return when the scanner is off or finds nothing.

    Raises BerkasTerinfeksi or PemindaiMati, both with a sentence for the user.
    """
    alamat: str = settings.CLAMD_ALAMAT
    if not alamat:
        return
    try:
        jawaban = _instream(alamat, isi)
    except (OSError, ValueError):
        logger.exception("Pemindai virus %s tidak menjawab", alamat)
        raise PemindaiMati from None
    _, _, putusan = jawaban.partition(": ")
    if putusan == "OK":
        return
    if putusan.endswith(" FOUND"):
        nama = putusan.removesuffix(" FOUND")
        logger.warning("Unggahan ditolak pemindai virus: %s", nama)
        raise BerkasTerinfeksi(f"Pemindai virus menolak berkas ini ({nama[:80]}).")
    logger.error("Pemindai virus menjawab %r", jawaban)  # e.g. INSTREAM size limit exceeded
    raise PemindaiMati


def _instream(alamat: str, isi: bytes) -> str:
    """The answer to one INSTREAM command, like "stream: OK". OSError, ValueError when none."""
    with _sambung(alamat) as soket:
        soket.sendall(b"zINSTREAM\0")
        for awal in range(0, len(isi), _POTONG):
            potong = isi[awal : awal + _POTONG]
            soket.sendall(struct.pack("!L", len(potong)) + potong)
        soket.sendall(struct.pack("!L", 0))
        jawaban = b""
        while not jawaban.endswith(b"\0"):
            bagian = soket.recv(_JAWAB_MAKS)
            if not bagian or len(jawaban) > _JAWAB_MAKS:
                raise ValueError("The scanner hung up.")
            jawaban += bagian
    return jawaban.rstrip(b"\0").decode("utf-8", "replace").strip()


def _sambung(alamat: str) -> socket.socket:
    if alamat.startswith("/"):
        soket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        soket.settimeout(TUNGGU_DETIK)
        try:
            soket.connect(alamat)
        except OSError:
            soket.close()
            raise
        return soket
    host, _, port = alamat.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TUNGGU_DETIK)
