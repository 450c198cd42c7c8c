"""Fixtures of the tests of measurement."""

from __future__ import annotations

import pytest

from tests.kinerja.panggung import Panggung, buat_panggung


@pytest.fixture
def p(db: None) -> Panggung:
    """People, PD and an open quarter."""
    return buat_panggung()
