"""Fifty operators type at once against gunicorn on PostgreSQL: no error, no lost value."""

from __future__ import annotations

import pytest

from bench.simpan_sel import beban
from tests.pekerja_nyata import alamat_basis_data  # noqa: F401 - a fixture

pytestmark = [pytest.mark.postgres, pytest.mark.lengkap]


def test_sixty_cells_each_without_a_pause(alamat_basis_data: str) -> None:  # noqa: F811
    hasil = beban(alamat_basis_data, operator=50, sel=60, jeda=0)
    assert hasil["contoh_galat"] == []
    assert (hasil["galat"], hasil["hilang"], hasil["simpanan"]) == (0, 0, 3000)
