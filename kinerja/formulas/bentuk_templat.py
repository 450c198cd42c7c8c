"""The shape of the filled-in template (xlsx): sheets, columns and what is kept hidden in it.

The writer (reports) and the reader (formulas) share it. No Django imports in this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SKEMA = 1  # rises when an older file can no longer be read
LEMBAR_ISIAN = "Isian"
LEMBAR_PETUNJUK = "Petunjuk"
LEMBAR_META = "_meta"

NARASI = ("analisis", "faktor_pendorong", "faktor_penghambat", "tindak_lanjut")
# Columns of the sheet in order; the codes stand in a hidden row, so heads may be renamed.
KOLOM = (
    "kunci",
    "uraian",
    "satuan",
    "target_tahun",
    "target_triwulan",
    "lalu",
    "tahun_lalu",
    "nilai",
    "alasan",
    *NARASI,
    "pagu",
    "rupiah",
    "keterangan",
)
ISIAN = ("nilai", "alasan", *NARASI, "rupiah")
TANDA_KODE = "#"  # in front of a code in the hidden row
NAMA_KOLOM: Mapping[str, str] = {
    "nilai": "Realisasi",
    "alasan": "Alasan kosong",
    "analisis": "Analisis",
    "faktor_pendorong": "Faktor pendorong",
    "faktor_penghambat": "Faktor penghambat",
    "tindak_lanjut": "Tindak lanjut",
    "rupiah": "Realisasi (Rp)",
}
# The hidden sheet: pairs of name and content, an empty row, this head, one row per key.
META_KEPALA = ("skema", "pd", "nama_pd", "tahun", "triwulan")
META_KOLOM = ("kunci", "uraian", "versi", "nilai", "alasan", *NARASI, "rupiah")
# First letters of keys: an indicator, a node whose money is typed, a node whose money is a sum.
HURUF_INDIKATOR, HURUF_SIMPUL, HURUF_JUMLAH = "i", "s", "j"


@dataclass(frozen=True)
class BarisMeta:
    """What one row held when the template was made: stored texts, empty ones "".

    `isi` has the columns of ISIAN: `nilai` as a plain decimal number, `alasan` as its code,
    `rupiah` in digits. `versi` is that of the value or of the money.
    """

    kunci: str
    uraian: str
    versi: int
    isi: Mapping[str, str]


@dataclass(frozen=True)
class KepalaTemplat:
    """Which PD and quarter a template is of."""

    skema: int
    pd: str
    nama_pd: str
    tahun: int
    triwulan: int


def lipat_uraian(teks: str) -> str:
    """A row's name as it is compared: blanks and case folded."""
    return " ".join(teks.casefold().split())
