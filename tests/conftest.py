"""Fixtures of every test. The only place where the audit triggers are lifted."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection

from dasar.services.pemicu_audit import TABEL_AUDIT, nama_pemicu, pasang_pemicu

_TRANSAKSIONAL = {"transactional_db", "live_server", "django_db_reset_sequences"}


def pytest_collection_finish() -> None:
    """What the collection made stays to the end: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _lepas_pemicu() -> None:
    with connection.cursor() as kursor:
        if connection.vendor == "postgresql":
            # A deferred foreign key that still waits for its check would hold the table.
            kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for tabel in TABEL_AUDIT:
                for nama in nama_pemicu(connection.vendor):
                    if nama.startswith(tabel):
                        kursor.execute(f"DROP TRIGGER IF EXISTS {nama} ON {tabel}")
            kursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            for nama in nama_pemicu(connection.vendor):
                kursor.execute(f"DROP TRIGGER IF EXISTS {nama}")


def _ditutup_dengan_flush(request: pytest.FixtureRequest) -> bool:
    tanda = request.node.get_closest_marker("django_db")
    return bool(_TRANSAKSIONAL & set(request.fixturenames)) or bool(
        tanda and tanda.kwargs.get("transaction")
    )


@pytest.fixture(autouse=True)
def _lepas_pemicu_sebelum_flush(request: pytest.FixtureRequest) -> Iterator[None]:
    """A transactional test ends with a flush, which deletes audit rows.

    Asking for `transactional_db` here makes this fixture end before that one. The flush sends
    post_migrate, and that installs the triggers again.
    """
    if not _ditutup_dengan_flush(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    _lepas_pemicu()


@pytest.fixture
def tanpa_pemicu() -> Callable[[], AbstractContextManager[None]]:
    """`with tanpa_pemicu():` lets a test do what an attacker with database rights could do."""

    @contextmanager
    def lepas() -> Iterator[None]:
        _lepas_pemicu()
        try:
            yield
        finally:
            pasang_pemicu(connection.alias)

    return lepas


@pytest.fixture(autouse=True)
def _hanya_postgres(request: pytest.FixtureRequest) -> None:
    """Tests marked `postgres` are skipped elsewhere."""
    if request.node.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set DATABASE_URL")
