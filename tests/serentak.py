"""Eight people press the same button at the same moment: threads with connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connections

JUMLAH = 8


def serentak(kerja: Callable[[int], object], jumlah: int = JUMLAH) -> list[object]:
    """Run `kerja(0)`, `kerja(1)`, ... at once; the results, or the exceptions that were raised."""
    garis = threading.Barrier(jumlah)
    hasil: list[object] = [None] * jumlah

    def jalan(nomor: int) -> None:
        try:
            garis.wait(timeout=20)
            hasil[nomor] = kerja(nomor)
        except Exception as galat:
            hasil[nomor] = galat
        finally:
            connections.close_all()

    benang = [threading.Thread(target=jalan, args=(n,)) for n in range(jumlah)]
    for b in benang:
        b.start()
    for b in benang:
        b.join(timeout=60)
    assert not any(b.is_alive() for b in benang)
    return hasil
