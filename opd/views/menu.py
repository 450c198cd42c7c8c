"""Menu items of the organisation."""

from __future__ import annotations

from collections.abc import Iterator

from dasar.pendaftar import ButirMenu
from opd.models import Pengguna


def menu_organisasi(user: Pengguna) -> Iterator[ButirMenu]:
    """Only pages that the person may open."""
    yield from ()
