"""Which day a page is about, read from the address bar."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone


@dataclass(frozen=True)
class Hari:
    """A day; text that is none falls back to today and says so."""

    tanggal: datetime.date
    hari_ini: bool
    tak_terbaca: bool = False

    @property
    def iso(self) -> str:
        return self.tanggal.isoformat()


def baca_hari(request: HttpRequest) -> Hari:
    """The day named by ?tanggal=2024-07-01, else today."""
    kini = timezone.localdate()
    teks = request.GET.get("tanggal", "").strip()
    for pola in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            tanggal = datetime.datetime.strptime(teks, pola).date()
        except ValueError:
            continue
        return Hari(tanggal, tanggal == kini)
    return Hari(kini, True, tak_terbaca=bool(teks))


def baca_nomor(teks: str | None) -> int | None:
    """The id in the address; None for anything else, and for more digits than any id has."""
    return int(teks) if teks and teks.isascii() and teks.isdigit() and len(teks) < 10 else None
