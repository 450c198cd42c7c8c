"""What stands before a name in a report: a number, a code, the word that says its kind.

"1.02.02.2.01 Kegiatan: Penyediaan Layanan" names "Penyediaan Layanan", a kegiatan with this code.
No Django imports in this package.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# Groups of digits of the codes of Permendagri 90/2019 and later, by kind.
_GRUP = {3: "program", 5: "kegiatan", 6: "sub_kegiatan"}
_KODE = re.compile(
    r"\s*[\[(]?\s*((?:\d{1,2}|X)\s*\.\s*(?:\d{2}|XX)(?:\s*\.\s*\d{1,4}){1,4})\.?(?!\d)\s*[\])]?",
    re.I,
)
_KODE_BELAKANG = re.compile(
    r"[\s|–-]*[\[(]?\s*(?<![\d.])((?:\d{1,2}|X)\.(?:\d{2}|XX)(?:\.\d{1,4}){1,4})\s*[\])]?\s*$", re.I
)
_NOMOR = re.compile(
    r"\s*(?:\(?\d{1,3}(?:\.\d{1,3})+[.)]?(?=\s)|\(?\d{1,3}[.)](?!\d)|\(?(?:[a-z]|[ivx]{1,5})[.)](?=\s))",
    re.I,
)
_NOMOR_POLOS = re.compile(r"\s*\d{1,3}(?=\s+[a-z])", re.I)
_AWALAN = re.compile(
    r"\s*(?:(?P<sub_kegiatan>sub\W{0,3}(?:kegiatan|keg\b))|(?P<kegiatan>kegiatan|keg\b)"
    r"|(?P<program>program|prog\b))\.?\s*(?P<titik>[:=]|[-–](?=\s))?",
    re.I,
)


@dataclass(frozen=True)
class Penanda:
    """A name without what stands before it; `kode` and `jenis` are "" where nothing says them."""

    nama: str
    kode: str = ""
    jenis: str = ""


def baku_kode(teks: str) -> str:
    """A code with its groups as the nomenclature writes them, "" for what is no code.

    >>> baku_kode("1. 02 .02.2,01"), baku_kode("1.02.02.2.01.0003"), baku_kode("12")
    ('1.02.02.2.01', '1.02.02.2.01.0003', '')
    """
    grup = [g for g in re.split(r"[\s.,/-]+", teks.strip().upper()) if g]
    if len(grup) < 3 or not all(g.isdecimal() or g in ("X", "XX") for g in grup):
        return ""
    return ".".join(grup)


def kunci_kode(kode: str) -> str:
    """The code without leading zeros of its groups, and without the bidang where it is X.XX.

    >>> kunci_kode("1.02.02.2.01.0003"), kunci_kode("X.XX.01.2.01")
    ('1.2.2.2.1.3', 'X.X.1.2.1')
    """
    grup = baku_kode(kode).split(".")
    return ".".join("X" if g.startswith("X") else g.lstrip("0") or "0" for g in grup if g)


def jenis_kode(kode: str) -> str:
    """The kind that a code of this length stands for, "" when it says nothing.

    >>> jenis_kode("1.02.02"), jenis_kode("1.02.02.2.01"), jenis_kode("1.02")
    ('program', 'kegiatan', '')
    """
    grup = baku_kode(kode).split(".")
    return _GRUP.get(len(grup), "") if len(grup[0]) == 1 else ""


def lepas_penanda(teks: str, dikenal: Callable[[str], bool]) -> Penanda:
    """Take off what stands before the name. `dikenal` says whether plan or nomenclature have a
    name: what they have is left as it is.

    >>> lepas_penanda("1.02.02.2.01 Kegiatan : Layanan", lambda nama: False)
    Penanda(nama='Layanan', kode='1.02.02.2.01', jenis='kegiatan')
    >>> [lepas_penanda(teks, lambda nama: False).nama for teks in ("a. Rapat", "3R")]
    ['Rapat', '3R']
    >>> lepas_penanda("Layanan [1.02.02.2.01]", lambda nama: False).kode
    '1.02.02.2.01'
    """
    if not teks or dikenal(teks):
        return Penanda(teks)
    kode = ""
    nama = teks
    if cocok := _KODE.match(nama):
        kode, nama = baku_kode(cocok[1]), _sisa(nama, cocok.end())
    elif (
        (cocok := _NOMOR.match(nama))
        or (cocok := _NOMOR_POLOS.match(nama))
        and dikenal(nama[cocok.end() :])
    ):
        nama = _sisa(nama, cocok.end())
    if not kode and (cocok := _KODE_BELAKANG.search(nama)) and cocok.start():
        kode, nama = baku_kode(cocok[1]), nama[: cocok.start()]
    if not any(h.isalpha() for h in nama):
        return Penanda(teks)  # a number and nothing else is no name
    jenis, nama = _lepas_jenis(nama, dikenal)
    return Penanda(nama, kode, jenis)


def _lepas_jenis(nama: str, dikenal: Callable[[str], bool]) -> tuple[str, str]:
    """The kind that the first word says, and the name without that word."""
    cocok = _AWALAN.match(nama)
    sisa = _sisa(nama, cocok.end()) if cocok else ""
    if cocok is None or not any(h.isalpha() for h in sisa):
        return "", nama
    jenis = next(j for j in ("sub_kegiatan", "kegiatan", "program") if cocok[j])
    if jenis == "program":  # most names of programs begin with the word itself
        if not cocok["titik"]:
            return "", nama
        if dikenal(sisa) or sisa.casefold().startswith("program"):
            return jenis, sisa
        return jenis, f"Program {sisa}"
    if cocok["titik"] or (not dikenal(nama) and dikenal(sisa)):
        return jenis, sisa
    return "", nama


def _sisa(teks: str, awal: int) -> str:
    return teks[awal:].lstrip(" \t.:-–)")
