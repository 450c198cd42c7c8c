"""A real Celery worker beside the live server: jobs that a person starts are done by it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.db import connection

from tests.pekerja_nyata import AKAR, alamat_url, tunggu


def _lupakan_antrean() -> None:
    """Celery keeps connections that know the old address."""
    app = current_app._get_current_object()
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture
def pekerja(
    live_server: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Started before the page is opened, stopped when the test ends."""
    folder = tmp_path / "var" / "antrean"
    for nama in ("pesan", "kendali"):
        (folder / nama).mkdir(parents=True, exist_ok=True)
    lingkungan = {k: v for k, v in os.environ.items() if k != "CELERY_BROKER_URL"} | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.pengaturan_pekerja",
        "DATABASE_URL": alamat_url(connection.settings_dict),
        "VAR_DIR": str(tmp_path / "var"),
        "BERKAS_ROOT_UJI": str(settings.BERKAS_ROOT),
        "PYTHONPATH": str(AKAR),
    }
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery reads it before the settings
    settings.CELERY_BROKER_URL = "filesystem://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(folder / "pesan"),
        "data_folder_out": str(folder / "pesan"),
        "control_folder": str(folder / "kendali"),
    }
    _lupakan_antrean()
    perintah = "-A sakip worker --concurrency 1 --without-gossip --without-mingle -l INFO"
    catatan_berkas = tmp_path / "pekerja.log"
    with catatan_berkas.open("wb") as catatan:
        proses = subprocess.Popen(
            [sys.executable, "-m", "celery", *perintah.split()],
            env=lingkungan,
            cwd=AKAR,
            stdout=catatan,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that the prefork child ends with it
        )
    try:
        assert tunggu(lambda: b"ready." in catatan_berkas.read_bytes(), 40), (
            catatan_berkas.read_text()
        )
        yield proses
    finally:
        if proses.poll() is None:
            os.killpg(proses.pid, signal.SIGTERM)
            try:
                proses.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(proses.pid, signal.SIGKILL)
                proses.wait(10)
        _lupakan_antrean()
