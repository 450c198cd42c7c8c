"""kill -9 of a real Celery worker in the middle of a job, with the filesystem broker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.pekerja_nyata import (
    AKAR,
    SEWA_DETIK,
    alamat_basis_data,
    lingkungan,
    nyalakan,
    tunggu,
)

__all__ = ["alamat_basis_data", "lingkungan", "nyalakan"]  # fixtures


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
    assert tunggu(lambda: (jejak / "mulai-1").exists(), 60)

    time.sleep(SEWA_DETIK + 1)  # longer than one lease: it was renewed
    assert kendali("sapu") == 0
    os.killpg(pertama.pid, signal.SIGKILL)
    pertama.wait(10)
    assert kendali("sapu") == 0  # the lease still stands
    assert kendali("lihat", nomor)["status"] == "berjalan"

    nyalakan()
    assert tunggu(lambda: kendali("sapu") == 1, 30)
    assert tunggu(lambda: kendali("lihat", nomor)["status"] == "selesai", 60)
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
