"""The comparison of two versions as a spreadsheet; texts always as text."""

from __future__ import annotations

from collections.abc import Iterable

from dasar.cetak.xlsx import Lembar, tulis_xlsx
from dasar.tanggal import romawi
from kinerja.formulas.banding_versi import BarisBanding, Beda

_KOLOM = (
    ("Keadaan", 11),
    ("Baris", 14),
    ("Nama", 60),
    ("Berada di", 50),
    ("Yang berubah", 24),
    ("Semula", 50),
    ("Menjadi", 50),
)


def tulis_banding(
    baris: Iterable[BarisBanding], lama: str, baru: str, pd: str
) -> tuple[bytes, str]:
    """One row per field that differs (a line without fields has one row), and the sha256."""
    kosong: tuple[Beda | None, ...] = (None,)
    lembar = Lembar(
        "Perbandingan",
        _KOLOM,
        [_isi(b, beda) for b in baris for beda in b.beda or kosong],
        judul=[f"{lama} dibandingkan dengan {baru}", pd],
        beku=3,
    )
    return tulis_xlsx([lembar])


def nama_periode(periode: tuple[int, int]) -> str:
    """ "2025" or "2025 triwulan II"."""
    tahun, triwulan = periode
    return f"{tahun} triwulan {romawi(triwulan)}" if triwulan else str(tahun)


def _nama_medan(b: BarisBanding, beda: Beda) -> str:
    return f"{beda.medan} {nama_periode(b.periode)}" if b.periode else beda.medan


def _isi(b: BarisBanding, beda: Beda | None) -> list[str]:
    berubah = [_nama_medan(b, beda), beda.lama or "", beda.baru or ""] if beda else []
    return [b.keadaan.value, b.label, b.nama, b.induk, *berubah]
