"""kill -9 of a worker inside a freeze: nothing is half frozen, it runs again and ends once."""

from __future__ import annotations

import os
import signal

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

SIAPKAN = """
import json
from kinerja.services.pembekuan import antrekan_beku
from tests.kinerja.panggung import buat_panggung

p = buat_panggung()
for _ in range(30):
    p.baris("diverifikasi")
kerja = antrekan_beku(
    jadwal_id=p.jadwal.pk, perangkat_daerah=[p.pd.pk], apa_adanya=[], oleh=p.organisasi
)
print(json.dumps(kerja.pk))
"""
LIHAT = """
import json
from dasar.models import JejakAudit, KirimanPesan, Pekerjaan
from kinerja.models import Pembekuan, Realisasi, TargetBeku
kerja = Pekerjaan.objects.get()
print(json.dumps({
    "status": kerja.status, "percobaan": kerja.percobaan,
    "beku": Realisasi.objects.filter(status="dibekukan").count(),
    "pembekuan": Pembekuan.objects.count(), "target": TargetBeku.objects.count(),
    "audit": JejakAudit.objects.filter(aksi="realisasi.dibekukan").count(),
    "surat": KirimanPesan.objects.count(),
}))
"""
SAPU = "import json; from dasar.services.pekerjaan import sapu_pekerjaan; print(sapu_pekerjaan())"


@pytest.mark.lengkap
@pytest.mark.postgres
def test_freeze_of_a_killed_worker_runs_again_and_ends_once(
    skema, alamat_basis_data, jalankan, nyalakan
):
    jalankan(SIAPKAN)
    isi = connection.settings_dict
    pengunci = psycopg2.connect(
        dbname=alamat_basis_data.rpartition("/")[2],
        user=isi["USER"],
        password=isi["PASSWORD"] or None,
        host=isi["HOST"] or isi.get("OPTIONS", {}).get("host"),
        port=isi["PORT"] or None,
    )
    with pengunci, pengunci.cursor() as kursor:
        # Rows are frozen first; the targets wait here: the middle.
        kursor.execute("LOCK TABLE kinerja_targetbeku IN EXCLUSIVE MODE")
        pertama = nyalakan()

        def menunggu_kunci() -> bool:
            kursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted"
                " AND relation = 'kinerja_targetbeku'::regclass"
            )
            return kursor.fetchone() != (0,)

        assert tunggu(menunggu_kunci, 60)
        os.killpg(pertama.pid, signal.SIGKILL)
        pertama.wait(10)
    pengunci.close()

    nihil = {"beku": 0, "pembekuan": 0, "target": 0, "audit": 0, "surat": 0}
    setelah_mati = jalankan(LIHAT)
    assert setelah_mati == {"status": "berjalan", "percobaan": 1, **nihil}

    nyalakan()
    assert tunggu(lambda: jalankan(SAPU) == 1, 30)
    assert tunggu(lambda: jalankan(LIHAT)["status"] == "selesai", 60)
    assert jalankan(LIHAT) == {
        "status": "selesai",
        "percobaan": 2,
        "beku": 30,
        "pembekuan": 1,
        "target": 150,  # a target of each quarter, and of the year
        "audit": 30,
        "surat": 2,
    }
