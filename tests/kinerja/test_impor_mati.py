"""kill -9 of a worker inside an import: nothing is half saved, it runs again and ends once."""

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
from django.db import transaction
from kinerja.services.impor import antrekan_impor
from kinerja.services.unggah_impor import unggah_berkas_laporan
from opd.services.pengguna import pengguna_sistem
from tests.factories import PerangkatDaerahFactory
from tests.kinerja.test_impor_mati import BARIS

pd = PerangkatDaerahFactory(nama="Dinas Uji Mati", singkatan="DIUJI")
isi = "urusan_program_kegiatan,indikator,tw1_k,tw1_rp\\n" + "\\n".join(BARIS) + "\\n"
sistem = pengguna_sistem()
impor = unggah_berkas_laporan(
    isi=isi.encode(), nama_asli="laporan.csv", perangkat_daerah=pd, tahun=2023,
    isian_kinerja="per_triwulan", isian_anggaran="sd_triwulan", oleh=sistem,
)
pekerjaan = antrekan_impor(impor_id=impor.pk, oleh=sistem)
print(json.dumps({"pekerjaan": pekerjaan.pk, "impor": impor.pk}))
"""
LIHAT = """
import json
from dasar.models import JejakAudit, Pekerjaan
from kinerja.models import Anggaran, DokumenPerencanaan, ImporLaporan, IsiIndikator, Realisasi
p = Pekerjaan.objects.get()
print(json.dumps({
    "status": p.status, "percobaan": p.percobaan, "impor": ImporLaporan.objects.get().status,
    "dokumen": DokumenPerencanaan.objects.count(), "indikator": IsiIndikator.objects.count(),
    "nilai": Realisasi.objects.count(), "rupiah": Anggaran.objects.count(),
    "diterapkan": JejakAudit.objects.filter(aksi="impor.diterapkan").count(),
    "audit_nilai": JejakAudit.objects.filter(aksi="realisasi.disimpan").count(),
}))
"""
SAPU = "import json; from dasar.services.pekerjaan import sapu_pekerjaan; print(sapu_pekerjaan())"
BARIS = [
    'PROGRAM UJI KETANGGUHAN,Persentase ketangguhan,"90,5%",1.000.000',
    *[f"Kegiatan uji nomor {n},Jumlah dokumen uji nomor {n},{n},{n}.000" for n in range(1, 31)],
]


@pytest.mark.lengkap
@pytest.mark.postgres
def test_import_of_a_killed_worker_runs_again_and_ends_once(
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
        # The worker writes plan and values, then waits here for the money: the middle.
        kursor.execute("LOCK TABLE kinerja_anggaran IN SHARE MODE")
        pertama = nyalakan()

        def menunggu_kunci() -> bool:
            kursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted"
                " AND relation = 'kinerja_anggaran'::regclass"
            )
            return kursor.fetchone() != (0,)

        assert tunggu(menunggu_kunci, 60)
        os.killpg(pertama.pid, signal.SIGKILL)
        pertama.wait(10)
    pengunci.close()

    kosong = {"dokumen": 0, "indikator": 0, "nilai": 0, "rupiah": 0, "diterapkan": 0}
    setelah_mati = jalankan(LIHAT)
    assert setelah_mati["status"] == "berjalan"
    assert {k: setelah_mati[k] for k in kosong} == kosong

    nyalakan()
    assert tunggu(lambda: jalankan(SAPU) == 1, 30)
    assert tunggu(lambda: jalankan(LIHAT)["status"] == "selesai", 60)
    assert jalankan(LIHAT) == {
        "status": "selesai",
        "percobaan": 2,
        "impor": "diterapkan",
        "dokumen": 1,
        "indikator": 31,
        "nilai": 31,
        "rupiah": 31,
        "diterapkan": 1,
        "audit_nilai": 31,
    }
