"""Real workers inside the city computation: one is killed, or two get the same job."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
from django.db import connection

from tests.pekerja_nyata import (
    alamat_basis_data,
    jalankan,
    lingkungan,
    nyalakan,
    skema,
    tunggu,
)

__all__ = ["alamat_basis_data", "jalankan", "lingkungan", "nyalakan", "skema"]  # fixtures
pytestmark = [pytest.mark.lengkap, pytest.mark.postgres]

SIAPKAN = """
import json
from tests.factories import KotaFactory, LembarKerjaFactory

LembarKerjaFactory(pd=KotaFactory(), jawaban="BB")
for _ in range(5):
    LembarKerjaFactory(jawaban="B")
print(json.dumps(None))
"""
ANTREKAN = """
import json
from evaluasi.services.nilai_kota import antrekan_nilai_kota
from opd.services.pengguna import pengguna_sistem

print(json.dumps(antrekan_nilai_kota(tahun=2024, oleh=pengguna_sistem()).pk))
"""
KIRIM_LAGI = """
import json
from celery import current_app
from dasar.models import Pekerjaan

for _ in range(3):
    current_app.send_task("dasar.tasks.jalankan", [Pekerjaan.objects.get().pk])
print(json.dumps(None))
"""
LIHAT = """
import json
from dasar.models import JejakAudit, Pekerjaan
from evaluasi.models import PerhitunganKota

p = Pekerjaan.objects.get()
print(json.dumps({
    "status": p.status,
    "percobaan": p.percobaan,
    "perhitungan": list(PerhitunganKota.objects.values_list("hasil__lke_kota__nilai", flat=True)),
    "milik_pekerjaan": PerhitunganKota.objects.filter(pekerjaan=p).count(),
    "audit": JejakAudit.objects.filter(aksi="nilai_kota.dihitung").count(),
}))
"""
SAPU = "import json; from dasar.services.pekerjaan import sapu_pekerjaan; print(sapu_pekerjaan())"


@pytest.fixture
def siap(skema: None, jalankan: Callable[[str], Any]) -> None:
    jalankan(SIAPKAN)


@contextmanager
def hasil_terkunci(alamat: str) -> Iterator[Callable[[], int]]:
    """Nobody can store a result meanwhile: whoever computes waits in the middle.

    Gives a function that counts the sessions of this database that wait for a lock.
    """
    isi = connection.settings_dict
    pengunci = psycopg2.connect(
        dbname=alamat.rpartition("/")[2],
        user=isi["USER"],
        password=isi["PASSWORD"] or None,
        host=isi["HOST"] or isi.get("OPTIONS", {}).get("host"),
        port=isi["PORT"] or None,
    )
    try:
        with pengunci, pengunci.cursor() as kursor:
            kursor.execute("LOCK TABLE evaluasi_perhitungankota IN EXCLUSIVE MODE")

            def menunggu_hasil() -> int:
                kursor.execute(
                    "SELECT count(*) FROM pg_locks WHERE NOT granted"
                    " AND relation = 'evaluasi_perhitungankota'::regclass"
                )
                (jumlah,) = kursor.fetchone() or (0,)
                return int(jumlah)

            yield menunggu_hasil
    finally:
        pengunci.close()


def test_a_killed_worker_leaves_a_computation_that_runs_again_and_ends_once(
    siap, alamat_basis_data, jalankan, nyalakan
):
    jalankan(ANTREKAN)
    with hasil_terkunci(alamat_basis_data) as menunggu_hasil:
        pertama = nyalakan()
        assert tunggu(lambda: menunggu_hasil() == 1, 60)
        os.killpg(pertama.pid, signal.SIGKILL)
        pertama.wait(10)

    assert jalankan(LIHAT) == {
        "status": "berjalan",
        "percobaan": 1,
        "perhitungan": [],
        "milik_pekerjaan": 0,
        "audit": 0,
    }

    nyalakan()
    assert tunggu(lambda: jalankan(SAPU) == 1, 30)
    assert tunggu(lambda: jalankan(LIHAT)["status"] == "selesai", 60)
    assert jalankan(LIHAT) == {
        "status": "selesai",
        "percobaan": 2,
        "perhitungan": ["80"],
        "milik_pekerjaan": 1,
        "audit": 1,
    }


def test_two_workers_with_one_job_give_one_result(
    siap, alamat_basis_data, jalankan, nyalakan, tmp_path
):
    nyalakan()
    nyalakan()
    catatan = [tmp_path / f"pekerja-{n}.log" for n in (0, 1)]
    assert tunggu(lambda: all(" ready." in satu.read_text() for satu in catatan), 60)

    def diterima() -> list[int]:
        return [satu.read_text().count("jalankan") for satu in catatan]

    awal = diterima()  # a worker lists its tasks when it starts
    with hasil_terkunci(alamat_basis_data) as menunggu_hasil:
        jalankan(ANTREKAN)
        assert tunggu(lambda: menunggu_hasil() == 1, 60)
        jalankan(KIRIM_LAGI)
        # Both hold the same job's number now, and only one may compute.
        assert tunggu(
            lambda: all(kini > dulu for kini, dulu in zip(diterima(), awal, strict=True)), 60
        )
        assert menunggu_hasil() == 1

    assert tunggu(lambda: jalankan(LIHAT)["status"] == "selesai", 60)
    # The messages that were still waiting come too late for anything.
    assert tunggu(
        lambda: sum(satu.read_text().count(" succeeded in ") for satu in catatan) == 4, 60
    )
    assert jalankan(LIHAT) == {
        "status": "selesai",
        "percobaan": 1,
        "perhitungan": ["80"],
        "milik_pekerjaan": 1,
        "audit": 1,
    }
