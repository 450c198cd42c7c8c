"""Many cells written at once: what each is to hold, what became of it, what was changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kinerja.models import Anggaran, Realisasi

MEDAN_NARASI = ("analisis", "faktor_pendorong", "faktor_penghambat", "tindak_lanjut")
NILAI, RUPIAH = "nilai", "rupiah"
MEDAN_ISIAN = (NILAI, *MEDAN_NARASI, RUPIAH)
PANJANG_NARASI = 4000


class KeadaanSel(StrEnum):
    """What became of one cell, or would."""

    BARU = "baru"
    BERUBAH = "berubah"
    SAMA = "sama"
    DITOLAK = "ditolak"
    KONFLIK = "konflik"


@dataclass(frozen=True)
class SelIsian:
    """What one cell is to hold.

    `kunci` is the indicator, for `rupiah` the node. `nilai` in the indicator's unit or
    `alasan_kosong`, both empty: cleared. `versi` (values, money) or `semula` (texts) is what the
    person saw; None skips the comparison.

    `simpan_isian` says triwulan and source of all its cells. `simpan_laporan` takes them from each
    cell: 1..4, for `rupiah` also 0, the pagu of the year. `isian` says how money is meant; ""
    leaves it as it is.
    """

    medan: str
    kunci: int
    nilai: Decimal | None = None
    alasan_kosong: str = ""
    teks: str = ""
    rupiah: int | None = None
    versi: int | None = None
    semula: str | None = None
    triwulan: int = 0
    isian: str = ""
    sumber: str = ""
    contoh: bool = False

    @property
    def letak(self) -> tuple[int, int]:
        """Which stored row holds it: `kunci` and quarter."""
        return self.kunci, self.triwulan


@dataclass(frozen=True)
class HasilSel:
    """One cell with what became of it; `tersimpan` is the stored row it was judged against."""

    sel: SelIsian
    keadaan: KeadaanSel
    alasan: str = ""
    tersimpan: Realisasi | Anggaran | None = None


@dataclass(frozen=True)
class PerubahanSel:
    """One change, as it is kept in JSON: what stood there before and the version after.

    `semula` and `kini`: for values {nilai, alasan_kosong, contoh, sumber} as text, for texts and
    money {isi} and for money {isi, isian, contoh, sumber}.
    """

    medan: str
    kunci: int
    triwulan: int
    semula: dict[str, Any]
    kini: dict[str, Any]
    versi: int

    @property
    def letak(self) -> tuple[int, int]:
        """Which stored row was changed: `kunci` and quarter."""
        return self.kunci, self.triwulan


@dataclass(frozen=True)
class HasilIsian:
    """Every cell in the order given, and what was changed (empty while only judging)."""

    sel: tuple[HasilSel, ...]
    perubahan: tuple[PerubahanSel, ...] = ()

    def jumlah(self, *keadaan: KeadaanSel) -> int:
        """How many cells are in one of `keadaan`."""
        return sum(s.keadaan in keadaan for s in self.sel)

    @property
    def gagal(self) -> tuple[HasilSel, ...]:
        """Cells that were or would be refused."""
        return tuple(s for s in self.sel if s.keadaan in (KeadaanSel.DITOLAK, KeadaanSel.KONFLIK))

    def perubahan_json(self) -> list[dict[str, Any]]:
        """`perubahan` as it is stored with an upload."""
        return [asdict(p) for p in self.perubahan]


class IsianDitolak(Exception):  # noqa: N818 - the domain's word
    """Nothing was written: cells of a whole (`utuh`) were refused; `hasil` names each."""

    def __init__(self, hasil: HasilIsian) -> None:
        super().__init__(f"{len(hasil.gagal)} sel tidak dapat disimpan. Tidak ada yang disimpan.")
        self.hasil = hasil


def potret_nilai(r: Realisasi) -> dict[str, Any]:
    """A value as it is kept for undoing."""
    return {
        "nilai": None if r.nilai is None else str(r.nilai.normalize()),
        "alasan_kosong": r.alasan_kosong,
        "contoh": r.contoh,
        "sumber": r.sumber,
    }


def potret_rupiah(a: Anggaran) -> dict[str, Any]:
    """Spent money, or pagu, as it is kept for undoing."""
    isi = a.realisasi if a.triwulan else a.pagu
    return {"isi": isi, "isian": a.isian, "contoh": a.contoh, "sumber": a.sumber}
