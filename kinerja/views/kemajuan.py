"""The progress bar of a quarter."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dasar.angka import format_persen
from kinerja.selectors.kelengkapan import Kelengkapan


def batang(
    jumlah: int, total: int, satuan: str, bagian: Sequence[tuple[str, int]]
) -> dict[str, Any]:
    """Context of komponen/kemajuan.html."""
    persen = format_persen(Decimal(jumlah) / Decimal(total) * 100) if total else ""
    return {
        "jumlah": jumlah,
        "total": total,
        "satuan": satuan,
        "persen": persen.removesuffix("%"),
        "bagian": bagian,
    }


def konteks_kemajuan(k: Kelengkapan) -> dict[str, Any]:
    """The bar over the cells that are due in a quarter."""
    bagian = [("terisi", k.terisi), ("dikembalikan", k.dikembalikan), ("kosong", k.kosong)]
    return batang(k.terisi, k.jatuh_tempo, "sel terisi benar", bagian)
