"""Load the demo: Kota Tangerang Selatan 2023 from real data, and a sample year 2024."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from dasar.galat import GalatPengguna
from dasar.models import JejakAudit
from evaluasi.models import LembarKerja
from kinerja.models import (
    Acuan,
    Anggaran,
    BuktiDukung,
    DokumenPerencanaan,
    Indikator,
    KondisiKinerja,
    Nomenklatur,
    PerjanjianKinerja,
    Realisasi,
    Simpul,
    Target,
)
from laporan.models import NaskahLKjIP
from opd.models import Pengguna, PenugasanJabatan, PerangkatDaerah, Wilayah
from opd.services.pengguna import pengguna_sistem
from sakip.contoh.akun import muat_akun
from sakip.contoh.bukti_2024 import muat_bukti_2024
from sakip.contoh.evaluasi_kota import muat_acuan, muat_nilai_resmi, muat_templat_lke
from sakip.contoh.jadwal import muat_jadwal
from sakip.contoh.laporan_2023 import muat_laporan_2023
from sakip.contoh.laporan_kota import muat_lkjip_kota, muat_nilai_kota
from sakip.contoh.lke_2024 import muat_lke_2024
from sakip.contoh.naskah_2024 import muat_naskah_2024
from sakip.contoh.nomenklatur import muat_nomenklatur_contoh
from sakip.contoh.organisasi import muat_pd, muat_wilayah
from sakip.contoh.pejabat import muat_pejabat
from sakip.contoh.pembekuan_2024 import muat_pembekuan
from sakip.contoh.perjanjian_2024 import muat_perjanjian_2024
from sakip.contoh.pohon_2024 import muat_pohon_2024
from sakip.contoh.rencana_aksi_2024 import muat_rencana_aksi_2024
from sakip.contoh.rencana_kota import muat_dukungan, muat_rkpd_2023, muat_rpjmd
from sakip.contoh.renja_2023 import muat_renja_2023
from sakip.contoh.rpjmd_2025 import muat_rpjmd_2025
from sakip.contoh.sumber import HasilBagian
from sakip.contoh.tahun_2024 import muat_tahun_2024

BAGIAN: tuple[tuple[str, Callable[[Pengguna], HasilBagian]], ...] = (
    ("Perangkat daerah", muat_pd),
    ("Wilayah", muat_wilayah),
    ("Nomenklatur", muat_nomenklatur_contoh),
    ("Akun", muat_akun),
    ("Pejabat contoh", muat_pejabat),
    ("Jadwal", muat_jadwal),
    ("RPJMD", muat_rpjmd),
    ("RPJMD 2025-2029", muat_rpjmd_2025),
    ("RKPD Kota 2023", muat_rkpd_2023),
    ("RENJA 2023", muat_renja_2023),
    ("Dukungan", muat_dukungan),
    ("Laporan 2023", muat_laporan_2023),
    ("Tahun contoh 2024", muat_tahun_2024),
    ("Perjanjian Kinerja contoh 2024", muat_perjanjian_2024),
    ("Pohon kinerja contoh", muat_pohon_2024),
    ("Rencana aksi contoh 2024", muat_rencana_aksi_2024),
    ("Pembekuan contoh 2024", muat_pembekuan),
    ("Templat LKE", muat_templat_lke),
    ("Nilai resmi", muat_nilai_resmi),
    ("Acuan", muat_acuan),
    ("LKE contoh 2024", muat_lke_2024),
    ("Naskah LKjIP contoh 2024", muat_naskah_2024),
    ("Bukti dukung contoh 2024", muat_bukti_2024),
    ("Nilai kota 2024", muat_nilai_kota),
    ("LKjIP Kota", muat_lkjip_kota),
)
TABEL = (
    PerangkatDaerah,
    Wilayah,
    Pengguna,
    Nomenklatur,
    DokumenPerencanaan,
    Simpul,
    Indikator,
    Target,
    Realisasi,
    BuktiDukung,
    Anggaran,
    Acuan,
    PenugasanJabatan,
    PerjanjianKinerja,
    KondisiKinerja,
    LembarKerja,
    NaskahLKjIP,
    JejakAudit,
)


class Command(BaseCommand):
    """Safe to repeat: each part adds only what is missing, in a transaction of its own."""

    help = "Memuat data contoh Kota Tangerang Selatan. Aman diulang."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Data contoh hanya dimuat bila DEMO=1.")
        oleh = pengguna_sistem()
        baru = 0
        for nama, muat in BAGIAN:
            mulai = time.monotonic()
            try:
                hasil = muat(oleh)
            except ValidationError as galat:
                raise CommandError(f"{nama}: {' '.join(galat.messages)}") from galat
            except GalatPengguna as galat:
                raise CommandError(f"{nama}: {galat}") from galat
            baru += hasil.baru
            self.stdout.write(f"{nama}: {hasil.kalimat} ({_detik(mulai)} detik).")
        if not baru:
            self.stdout.write("Data contoh sudah lengkap. Tidak ada yang berubah.")
        jumlah = ", ".join(
            f"{model._meta.verbose_name} {_ribuan(model._default_manager.count())}"
            for model in TABEL
        )
        self.stdout.write(f"Isi basis data: {jumlah}.")


def _detik(mulai: float) -> str:
    return f"{time.monotonic() - mulai:.1f}".replace(".", ",")


def _ribuan(jumlah: int) -> str:
    return f"{jumlah:,}".replace(",", ".")
