"""A note of a reviewer that could not be sent: it stands in its field again on the next page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpRequest

from kinerja.models import Realisasi

_KUNCI = "tinjau_catatan"


@dataclass(frozen=True)
class CatatanTertahan:
    """What was typed for the open row, or for the ticked ones, and which these were."""

    satu: str = ""
    banyak: str = ""
    pilih: Collection[int] = ()


def tahan_catatan(
    request: HttpRequest, teks: str, *, baris: int | None = None, pilih: Collection[int] = ()
) -> None:
    """Keep a note for the next review page: of one row (`baris`), else of ticked ones."""
    request.session[_KUNCI] = {"baris": baris, "teks": teks, "pilih": list(pilih)}


def ambil_catatan(request: HttpRequest, terbuka: Realisasi | None) -> CatatanTertahan:
    """Take the kept note; that of one row is shown at this row only."""
    isi = request.session.pop(_KUNCI, None)
    if not isi:
        return CatatanTertahan()
    if isi["baris"] is None:
        return CatatanTertahan(banyak=isi["teks"], pilih=isi["pilih"])
    milik = terbuka is not None and terbuka.pk == isi["baris"]
    return CatatanTertahan(satu=isi["teks"] if milik else "")
