"""What a worker does for this app; registered as kinds of jobs in pendaftaran.py."""

from __future__ import annotations

from django.urls import reverse

from dasar.services.pekerjaan import Kerja
from evaluasi.services.nilai_kota import hitung_nilai_kota, siapkan_nilai_kota


def hitung_kota(kerja: Kerja) -> None:
    """Compute the city's values (jenis "hitung_nilai_kota", parameter {"tahun": 2024}).

    Inputs are read first, where progress can be seen and nobody waits for a lock. Storing and
    ending the job commit together: a killed worker leaves nothing behind.
    """
    tahun, oleh = int(kerja.parameter["tahun"]), kerja.diminta_oleh
    bahan = siapkan_nilai_kota(tahun=tahun, oleh=oleh, lapor=kerja.kemajuan)
    with kerja.transaksi():
        perhitungan = hitung_nilai_kota(
            tahun=tahun, oleh=oleh, pekerjaan_id=kerja.pekerjaan_id, bahan=bahan
        )
        kerja.selesai(
            {
                "perhitungan": perhitungan.pk,
                "digest": perhitungan.digest,
                "tautan": f"{reverse('evaluasi:nilai_kota')}?tahun={tahun}",
                "kata": "Lihat nilai kota",
            }
        )
