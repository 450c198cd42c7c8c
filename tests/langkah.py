"""How much a piece of work does, counted: unlike seconds, the same on every machine."""

from __future__ import annotations

import cProfile
from collections.abc import Callable


def jumlah_panggilan(kerja: Callable[[], object]) -> int:
    """Calls that the work makes, those into C included."""
    profil = cProfile.Profile()
    profil.runcall(kerja)
    return sum(baris.callcount for baris in profil.getstats())
