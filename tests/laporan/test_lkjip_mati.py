"""kill -9 of a worker that is printing, and two workers for one job: one report in the end."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.pekerja_nyata import (
    alamat_basis_data,
    jalankan,
    lingkungan,
    nyalakan,
    skema,
    tunggu,
)

__all__ = ["alamat_basis_data", "jalankan", "lingkungan", "nyalakan", "skema"]  # fixtures
pytestmark = [pytest.mark.lengkap, pytest.mark.lambat]

SIAPKAN = """
from laporan.services.lkjip import antrekan_lkjip
from opd.services.pengguna import pengguna_sistem
from tests.factories import TAHUN, PerangkatDaerahFactory
from tests.laporan.panggung import beri_rencana

pd = PerangkatDaerahFactory(nama="Dinas Uji Mati", singkatan="DIUJI")
beri_rencana(pd, jumlah={jumlah})
print(antrekan_lkjip(pd_id=pd.pk, tahun=TAHUN, oleh=pengguna_sistem()).pk)
"""
LIHAT = """
import json
from pathlib import Path
from django.conf import settings
from dasar.models import Berkas, JejakAudit, Notifikasi, Pekerjaan
from laporan.models import DokumenLKjIP
p = Pekerjaan.objects.get()
print(json.dumps({
    "status": p.status, "percobaan": p.percobaan, "kemajuan": p.kemajuan, "galat": p.galat,
    "versi": list(DokumenLKjIP.objects.values_list("versi", flat=True)),
    "berkas": Berkas.objects.count(),
    "di_cakram": sum(f.is_file() for f in Path(settings.BERKAS_ROOT).rglob("*")),
    "audit": JejakAudit.objects.filter(aksi="lkjip.disusun").count(),
    "kabar": Notifikasi.objects.count(),
}))
"""
SAPU = "import json; from dasar.services.pekerjaan import sapu_pekerjaan; print(sapu_pekerjaan())"
KIRIM = "from dasar.services.pekerjaan import _kirim; _kirim({nomor}); print('null')"
AMATI = """
import time
from dasar.models import Pekerjaan
batas = time.monotonic() + 90
while time.monotonic() < batas:
    kemajuan, status = Pekerjaan.objects.values_list("kemajuan", "status").get()
    if status == "selesai" or (status == "berjalan" and 30 <= kemajuan < 95):
        break
    time.sleep(0.02)
print(kemajuan if status == "berjalan" else -1)
"""
SEKALI_JADI = {
    "status": "selesai",
    "kemajuan": 100,
    "galat": "",
    "versi": [1],
    "berkas": 1,
    "di_cakram": 1,
    "audit": 1,
    "kabar": 1,
}


def test_a_print_that_is_killed_runs_again_and_ends_once(skema, jalankan, nyalakan):
    jalankan(SIAPKAN.format(jumlah=40))  # enough pages that printing takes seconds
    pertama = nyalakan()
    assert 30 <= jalankan(AMATI) < 95  # the report is being printed
    os.killpg(pertama.pid, signal.SIGKILL)
    pertama.wait(10)

    setelah_mati = jalankan(LIHAT)
    assert setelah_mati["status"] == "berjalan"
    kosong = ("berkas", "di_cakram", "audit", "kabar")
    assert [setelah_mati["versi"], *(setelah_mati[k] for k in kosong)] == [[], 0, 0, 0, 0]

    nyalakan()
    assert tunggu(lambda: jalankan(SAPU) == 1, 30)
    assert tunggu(lambda: jalankan(LIHAT)["status"] == "selesai", 120)
    assert jalankan(LIHAT) == {**SEKALI_JADI, "percobaan": 2}


def test_two_workers_and_one_job_give_one_report(skema, jalankan, nyalakan, tmp_path: Path):
    nomor = jalankan(SIAPKAN.format(jumlah=10))
    jalankan(KIRIM.format(nomor=nomor))  # the message twice, one for each worker
    nyalakan()
    nyalakan()

    assert tunggu(lambda: jalankan(LIHAT)["status"] == "selesai", 120)
    diterima = b"dasar.tasks.jalankan["

    def keduanya() -> bool:
        catatan = [f.read_bytes() for f in tmp_path.glob("pekerja-*.log")]
        return sum(isi.count(diterima) for isi in catatan) >= 2

    assert tunggu(keduanya, 30)
    time.sleep(1)
    assert jalankan(LIHAT) == {**SEKALI_JADI, "percobaan": 1}
