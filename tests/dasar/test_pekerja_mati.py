"""kill -9 of a real Celery worker in the middle of a job, with the filesystem broker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

AKAR = Path(__file__).resolve().parents[2]
SEWA_DETIK = 4


@pytest.fixture
def alamat_basis_data(tmp_path: Path, transactional_db: None) -> Iterator[str]:
    """A database of its own, of the kind under test: the processes need committed rows."""
    if connection.vendor != "postgresql":
        yield f"sqlite:///{tmp_path / 'uji.sqlite3'}"
        return
    nama, isi = f"sakip_uji_{token_hex(4)}", connection.settings_dict
    with connection.cursor() as kursor:
        kursor.execute(f"CREATE DATABASE {nama}")
    # psycopg2 takes a socket's folder as host; the URL form for that has the folder in its path.
    induk = isi["HOST"] or isi.get("OPTIONS", {}).get("host", "")
    sandi = f":{quote(isi['PASSWORD'])}" if isi["PASSWORD"] else ""
    port = f":{isi['PORT']}" if isi["PORT"] else ""
    letak = f"/{induk}" if induk.startswith("/") else f"{induk}{port}"
    yield f"postgres://{quote(isi['USER'])}{sandi}@{letak}/{nama}"
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
def kendali(lingkungan: dict[str, str]) -> Callable[..., Any]:
    def jalan(*isi: str) -> Any:
        keluaran = subprocess.run(
            [sys.executable, "manage.py", "kendali", *isi],
            env=lingkungan,
            cwd=AKAR,
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(keluaran.stdout)

    return jalan


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


def _tunggu(benar: Callable[[], bool], detik: float) -> bool:
    batas = time.monotonic() + detik
    while time.monotonic() < batas:
        if benar():
            return True
        time.sleep(0.2)
    return False


@pytest.mark.lengkap
def test_killed_worker_leaves_a_job_that_runs_again_and_ends_once(
    lingkungan, kendali, nyalakan, tmp_path
):
    jejak = tmp_path / "jejak"
    jejak.mkdir()
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v", "0"], env=lingkungan, cwd=AKAR, check=True
    )
    nomor = str(kendali("buat", str(jejak)))
    pertama = nyalakan()
    assert _tunggu(lambda: (jejak / "mulai-1").exists(), 60)

    time.sleep(SEWA_DETIK + 1)  # longer than one lease: it was renewed
    assert kendali("sapu") == 0
    os.killpg(pertama.pid, signal.SIGKILL)
    pertama.wait(10)
    assert kendali("sapu") == 0  # the lease still stands
    assert kendali("lihat", nomor)["status"] == "berjalan"

    nyalakan()
    assert _tunggu(lambda: kendali("sapu") == 1, 30)
    assert _tunggu(lambda: kendali("lihat", nomor)["status"] == "selesai", 60)
    kendali("kirim", nomor)  # the same message once more
    time.sleep(3)

    akhir = kendali("lihat", nomor)
    assert akhir == {
        "status": "selesai",
        "percobaan": 2,
        "nomor_pagar": 3,  # first claim, sweep, second claim
        "hasil": {"nomor_pagar": 3},
    }
    assert sorted(p.name for p in jejak.iterdir()) == ["mulai-1", "mulai-3", "selesai-3"]
