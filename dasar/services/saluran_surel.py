"""The channel e-mail: plain text over the server of EMAIL_URL."""

from __future__ import annotations

from smtplib import (
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email

from dasar.galat import KirimanDitolak
from dasar.pendaftar import SaluranPesan


def aktif() -> bool:
    """Without a server address nothing is sent; the console of the demo counts as one."""
    return bool(settings.EMAIL_BACKEND)


def alamat(pengguna: Any) -> str:
    """The e-mail address of a person; "" for none, and for one that is not an address."""
    surel = str(pengguna.email or "").strip()
    try:
        validate_email(surel)
    except ValidationError:
        return ""
    return surel


def kirim(tujuan: str, judul: str, teks: str) -> None:
    """Send one letter. Raises KirimanDitolak while it is certain that it did not leave."""
    sambungan = get_connection(timeout=settings.EMAIL_TIMEOUT)
    try:
        sambungan.open()
    except (OSError, SMTPException) as galat:
        raise KirimanDitolak(f"Server surel tidak dapat dihubungi: {galat}") from galat
    try:
        # One line: a subject with a line break would be a second header.
        surat = EmailMessage(" ".join(judul.split()), teks, None, [tujuan], connection=sambungan)
        surat.send()
    except SMTPServerDisconnected:
        raise  # perhaps after the last line was taken
    except SMTPException as galat:
        raise KirimanDitolak(f"Server surel menolak: {_sebab(galat)}") from galat
    finally:
        sambungan.close()


def _sebab(galat: SMTPException) -> str:
    """What the server answered, in its own words."""
    kode: int
    pesan: bytes | str
    if isinstance(galat, SMTPRecipientsRefused) and galat.recipients:
        kode, pesan = next(iter(galat.recipients.values()))  # each letter has one recipient
    elif isinstance(galat, SMTPResponseException):
        kode, pesan = galat.smtp_code, galat.smtp_error
    else:
        return str(galat)
    teks = pesan.decode(errors="replace") if isinstance(pesan, bytes) else str(pesan)
    return " ".join(f"{kode} {teks}".split())


SUREL = SaluranPesan("Surel", aktif, alamat, kirim)
