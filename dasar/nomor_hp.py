"""Phone numbers as people write them. Pure functions, no Django."""

import re

_ASING = re.compile(r"\+[1-9][0-9]{7,14}")
_SELULER = re.compile(r"\+628[0-9]{7,11}")


def baku_nomor(teks: str) -> str:
    """A phone number as "+62..."; "" when it is none. Other countries keep their own code.

    >>> baku_nomor("0812-3456-7890"), baku_nomor("62 812 3456 7890"), baku_nomor("n.a.")
    ('+6281234567890', '+6281234567890', '')
    """
    angka = re.sub(r"[\s().\-\u2010-\u2015]", "", teks)
    if angka.startswith("0"):
        angka = f"+62{angka[1:]}"
    elif angka.startswith("62"):
        angka = f"+{angka}"
    if angka.startswith("+620"):  # "+62 (0)812..."
        angka = f"+62{angka[4:]}"
    return angka if _ASING.fullmatch(angka) else ""


def baku_seluler(teks: str) -> str:
    """A mobile number of Indonesia as "+628..."; "" for everything else, also for 021-...

    >>> baku_seluler("+62 (0)812 3456 7890"), baku_seluler("021-5555555"), baku_seluler("812345678")
    ('+6281234567890', '', '')
    """
    nomor = baku_nomor(teks)
    return nomor if _SELULER.fullmatch(nomor) else ""
