"""What a worker does for this app; registered as kinds of jobs in pendaftaran.py."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse

from dasar.angka import format_angka
from dasar.services.pekerjaan import Kerja
from evaluasi.models import PerhitunganKota
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
                "pesan": _kalimat(perhitungan, baru=perhitungan.pekerjaan_id == kerja.pekerjaan_id),
                "perhitungan": perhitungan.pk,
                "digest": perhitungan.digest,
                "tautan": f"{reverse('evaluasi:nilai_kota')}?tahun={tahun}",
                "kata": "Lihat nilai kota",
            }
        )


def _kalimat(perhitungan: PerhitunganKota, *, baru: bool) -> str:
    """What came out, in one or two sentences."""
    kota, pd = perhitungan.hasil["lke_kota"], perhitungan.hasil["pd"]
    lke = f"LKE Kota {_angka(kota['nilai'])}" if kota["nilai"] is not None else kota["alasan"]
    huruf = f" ({kota['predikat']})" if kota["predikat"] else ""
    isi = f"{lke}{huruf}; rata-rata PD {_angka(pd['rata_rata'])}."
    return isi if baru else f"Tidak ada masukan yang berubah. {isi}"


def _angka(nilai: Decimal | str | None) -> str:
    """Two decimals; a stored result holds its numbers as text."""
    return "–" if nilai is None else format_angka(Decimal(nilai), 2)
