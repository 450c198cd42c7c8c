"""Fixtures for tests that start, kill and restart real Celery worker processes.

Import them by name into a test module. The processes see a database of their own, because they
need committed rows, and a broker in files.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

AKAR = Path(__file__).resolve().parents[1]
SEWA_DETIK = 4


def alamat_url(isi: Mapping[str, Any]) -> str:
    """A database of these settings, as DATABASE_URL says it to another process."""
    if "sqlite" in isi["ENGINE"]:
        return f"sqlite:///{isi['NAME']}"
    # psycopg2 takes a socket's folder as host; the URL form for that has the folder in its path.
    induk = isi["HOST"] or isi.get("OPTIONS", {}).get("host", "")
    sandi = f":{quote(isi['PASSWORD'])}" if isi["PASSWORD"] else ""
    port = f":{isi['PORT']}" if isi["PORT"] else ""
    letak = f"/{induk}" if induk.startswith("/") else f"{induk}{port}"
    return f"postgres://{quote(isi['USER'])}{sandi}@{letak}/{isi['NAME']}"


@pytest.fixture
def alamat_basis_data(tmp_path: Path, transactional_db: None) -> Iterator[str]:
    """A database of its own, of the kind under test: the processes need committed rows."""
    if connection.vendor != "postgresql":
        yield f"sqlite:///{tmp_path / 'uji.sqlite3'}"
        return
    nama = f"sakip_uji_{token_hex(4)}"
    with connection.cursor() as kursor:
        kursor.execute(f"CREATE DATABASE {nama}")
    yield alamat_url({**connection.settings_dict, "NAME": nama})
    with connection.cursor() as kursor:
        kursor.execute(f"DROP DATABASE {nama} WITH (FORCE)")


@pytest.fixture
def lingkungan(tmp_path: Path, alamat_basis_data: str) -> dict[str, str]:
    # The workers get settings of their own, nothing of the suite's.
    dibuang = {"CELERY_BROKER_URL", "DJANGO_SETTINGS_MODULE"}
    return {k: v for k, v in os.environ.items() if k not in dibuang} | {
        "DJANGO_SETTINGS_MODULE": "tests.dasar.pekerja_uji.pengaturan",
        "DATABASE_URL": alamat_basis_data,
        "VAR_DIR": str(tmp_path / "var"),
        "PEKERJAAN_SEWA_DETIK": str(SEWA_DETIK),
        "PEKERJAAN_PERPANJANG_DETIK": "1",
        "PYTHONPATH": str(AKAR),
    }


@pytest.fixture
def jalankan(lingkungan: dict[str, str]) -> Callable[[str], Any]:
    """Run code in a process that sees what the workers see; it prints one JSON value."""

    def kode(isi: str) -> Any:
        keluaran = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", isi],
            env=lingkungan,
            cwd=AKAR,
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(keluaran.stdout)

    return kode


@pytest.fixture
def skema(lingkungan: dict[str, str]) -> None:
    """The tables in the database of the workers."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v", "0"], env=lingkungan, cwd=AKAR, check=True
    )


@pytest.fixture
def nyalakan(
    lingkungan: dict[str, str], tmp_path: Path
) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    semua: list[subprocess.Popen[bytes]] = []

    def mulai() -> subprocess.Popen[bytes]:
        perintah = "-A sakip worker --concurrency 1 --without-gossip --without-mingle -l INFO"
        with (tmp_path / f"pekerja-{len(semua)}.log").open("wb") as catatan:
            proses = subprocess.Popen(
                [sys.executable, "-m", "celery", *perintah.split()],
                env=lingkungan,
                cwd=AKAR,
                stdout=catatan,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that the prefork child dies with it
            )
        semua.append(proses)
        return proses

    yield mulai
    for proses in semua:
        if proses.poll() is None:
            os.killpg(proses.pid, signal.SIGKILL)
            proses.wait(10)


def tunggu(benar: Callable[[], bool], detik: float) -> bool:
    """Whether `benar` came true within `detik` seconds."""
    batas = time.monotonic() + detik
    while time.monotonic() < batas:
        if benar():
            return True
        time.sleep(0.2)
    return False
