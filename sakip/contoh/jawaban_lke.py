"""Sample answers of the LKE. Pure: the same PD always gets the same letters and checklist.

Nothing here is a fact. The levels are spread so that a city's dashboard shows all it can show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaluasi.formulas.nilai_lke import Subkomponen, saran_jawaban
from sakip.contoh.ukuran_2024 import acak

# Best and lowest level of a PD in points; the others lie evenly between.
TERTINGGI, TERENDAH = Decimal(87), Decimal(55)
# Papers exist sooner than they are good, and are good sooner than they are used.
GESER_DIMENSI = {"keberadaan": Decimal(6), "kualitas": Decimal(0), "pemanfaatan": Decimal(-5)}
GESER_SUB = {"2.c": Decimal(-2), "4.c": Decimal(-3), "3.a": Decimal(2)}
LEBAR_ACAK = Decimal(14)
# (lowest level, letter)
BATAS_HURUF = (
    (Decimal(97), "AA"),
    (Decimal(85), "A"),
    (Decimal(75), "BB"),
    (Decimal(64), "B"),
    (Decimal(54), "CC"),
    (Decimal(40), "C"),
)
URUTAN = ("E", "D", "C", "CC", "B", "BB", "A", "AA")

JAWABAN_KOTA: Mapping[str, str] = {
    **{"1.a": "A", "1.b": "B", "1.c": "B"},
    **{"2.a": "BB", "2.b": "B", "2.c": "CC"},
    **{"3.a": "BB", "3.b": "B", "3.c": "B"},
    **{"4.a": "BB", "4.b": "B", "4.c": "CC"},
}


@dataclass(frozen=True)
class IsiKriteria:
    """How far one kriteria is met ("penuh", "sebagian", "belum"), and its paper."""

    pemenuhan: str
    bukti: str


def jawaban_pd(urutan: int, jumlah: int, kunci: str, sub: Sequence[Subkomponen]) -> dict[str, str]:
    """Twelve letters of the PD that stands `urutan`-th (0 the best) of `jumlah`."""
    langkah = (TERTINGGI - TERENDAH) / max(jumlah - 1, 1)
    dasar = TERTINGGI - langkah * urutan
    return {s.kode: _huruf(dasar, kunci, s) for s in sub}


def _huruf(dasar: Decimal, kunci: str, sub: Subkomponen) -> str:
    tingkat = (
        dasar
        + GESER_DIMENSI[sub.dimensi]
        + GESER_SUB.get(sub.kode, Decimal(0))
        + (acak(kunci, sub.kode) - Decimal("0.5")) * LEBAR_ACAK
    )
    return next((huruf for batas, huruf in BATAS_HURUF if tingkat >= batas), "D")


def jawaban_mandiri(jawaban: Mapping[str, str], kunci: str) -> dict[str, str]:
    """What the PD thinks of itself: one step more in about two of five subkomponen."""
    return {
        kode: _naik(huruf) if acak(kunci, "mandiri", kode) < Decimal("0.4") else huruf
        for kode, huruf in jawaban.items()
    }


def _naik(huruf: str) -> str:
    return URUTAN[min(URUTAN.index(huruf) + 1, len(URUTAN) - 2)]


def isi_kriteria(huruf: str, sub: Subkomponen, bukti: Sequence[str]) -> dict[str, IsiKriteria]:
    """A checklist whose suggestion is `huruf` (BB for A and AA)."""
    penuh, sebagian = _pemenuhan(huruf, len(sub.kriteria))
    hasil = {}
    for nomor, kriteria in enumerate(sub.kriteria):
        if nomor < penuh:
            hasil[kriteria.kode] = IsiKriteria("penuh", bukti[nomor % len(bukti)])
        elif nomor < penuh + sebagian:
            hasil[kriteria.kode] = IsiKriteria("sebagian", bukti[nomor % len(bukti)])
        else:
            hasil[kriteria.kode] = IsiKriteria("belum", "")
    return hasil


def _pemenuhan(huruf: str, jumlah: int) -> tuple[int, int]:
    """(met, partly met) of `jumlah` kriteria that suggest `huruf`: the most that still does."""
    sasaran = "BB" if huruf in ("A", "AA") else huruf
    for setengah in range(2 * jumlah, -1, -1):
        if saran_jawaban(Decimal(setengah) / 2, jumlah) == sasaran:
            return divmod(setengah, 2)
    raise ValueError(f"Tidak ada pemenuhan yang menyarankan {huruf}.")
