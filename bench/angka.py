"""`baca_angka` over 10,000 values as people write them, against plain Decimal() on clean text."""

import random
from decimal import Decimal
from statistics import median
from time import perf_counter
from typing import Any

from dasar.angka import baca_angka, format_angka

BANYAK = 10_000


def _median_detik(kerja: Any, ulang: int) -> float:
    waktu = []
    for _ in range(ulang):
        mulai = perf_counter()
        kerja()
        waktu.append(perf_counter() - mulai)
    return median(waktu)


def ukur(cepat: bool) -> dict[str, dict[str, Any]]:
    """Seconds for 10,000 reads; the same numbers both times, results compared."""
    acak = random.Random(2024)
    nilai = [Decimal(acak.randrange(-(10**9), 10**12)) / 100 for _ in range(BANYAK)]
    ditulis = [format_angka(n, 2) for n in nilai]
    polos = [str(n) for n in nilai]
    if [baca_angka(teks) for teks in ditulis] != nilai:
        raise AssertionError("baca_angka gives other values than those that were written")

    ulang = 3 if cepat else 15
    ours = _median_detik(lambda: [baca_angka(teks) for teks in ditulis], ulang)
    base = _median_detik(lambda: [Decimal(teks) for teks in polos], ulang)
    return {"baca_angka": {"ours": ours, "base": base, "detail": {"n": BANYAK, "ulang": ulang}}}
