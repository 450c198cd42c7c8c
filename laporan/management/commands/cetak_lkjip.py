"""manage.py cetak_lkjip: print one LKjIP to a file, from the numbers of this moment."""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from evaluasi.formulas.nilai_lke import TemplatTidakSah
from laporan.reports.lkjip import cetak_lkjip
from laporan.selectors.data_lkjip import susun_data_lkjip
from laporan.selectors.lkjip import kata_sifat
from laporan.services.lkjip import periksa_dapat_disusun
from opd.models import PerangkatDaerah
from opd.services.pengguna import pengguna_sistem

KODE_TANPA_REKAMAN = "TANPA-REKAMAN"


class Command(BaseCommand):
    help = (
        "Mencetak LKjIP kota, atau satu perangkat daerah, ke sebuah berkas PDF. Hasilnya bukan "
        "rekaman: versi resmi disusun dari halaman LKjIP."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tahun", type=int, required=True)
        parser.add_argument("--pd", help="kode, singkatan, nama atau alias; tanpa ini LKjIP kota")
        parser.add_argument("--keluaran", type=Path, required=True, metavar="F")
        parser.add_argument("--format", choices=["pdf", "docx"], default="pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] == "docx":
            raise CommandError("Format docx belum tersedia. Pakai --format pdf.")
        keluaran: Path = options["keluaran"]
        _periksa_folder(keluaran)
        pd = _cari_pd(options["pd"])
        sistem = pengguna_sistem()
        try:
            periksa_dapat_disusun(pd=pd, tahun=options["tahun"], oleh=sistem)
            data = susun_data_lkjip(
                pd=pd,
                tahun=options["tahun"],
                versi=0,
                kode=KODE_TANPA_REKAMAN,
                disusun_pada=timezone.localtime(),
                disusun_oleh=str(sistem),
            )
            hasil = cetak_lkjip(data)
        except (GalatPengguna, TidakBoleh, TemplatTidakSah) as galat:
            raise CommandError(str(galat)) from None
        _tulis(keluaran, hasil.pdf)
        tulis = self.stdout.write
        tulis(f"Ditulis: {keluaran} ({hasil.jumlah_halaman} halaman)")
        tulis(f"Sifat: {kata_sifat(data.sifat, len(data.celah))}")
        for celah in data.celah:
            tulis(f"  - {celah.bagian}: {celah.kalimat}")
        tulis(
            f"Cetakan ini tidak direkam (kode {KODE_TANPA_REKAMAN}). "
            "Versi yang direkam disusun dari halaman LKjIP."
        )


def _cari_pd(teks: str | None) -> PerangkatDaerah:
    if teks is None:
        kota = PerangkatDaerah.objects.dengan_nama().filter(jenis="kota").first()
        if kota is None:
            raise CommandError("Data organisasi belum dimuat.")
        return kota
    cocok = list(PerangkatDaerah.objects.cari(teks).dengan_nama())
    if not cocok:
        raise CommandError(f"Tidak ada perangkat daerah “{teks}”.")
    if len(cocok) > 1:
        nama = ", ".join(f"{pd.nama_pada()} ({pd.kode})" for pd in cocok)
        raise CommandError(f"“{teks}” berarti beberapa perangkat daerah: {nama}. Pakai kodenya.")
    return cocok[0]


def _periksa_folder(keluaran: Path) -> None:
    """Said before the long work, not after it."""
    folder = keluaran.parent
    if not folder.is_dir():
        raise CommandError(f"Folder {folder} tidak ada.")
    if keluaran.is_dir():
        raise CommandError(f"{keluaran} adalah folder. Sebutkan nama berkasnya.")
    if not os.access(folder, os.W_OK):
        raise CommandError(f"Folder {folder} tidak dapat ditulisi.")


def _tulis(keluaran: Path, isi: bytes) -> None:
    """Whole or not at all: a broken print never replaces a good one."""
    sementara = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=keluaran.parent, prefix=f".{keluaran.name}.", delete=False
        ) as berkas:
            sementara = Path(berkas.name)
            berkas.write(isi)
            berkas.flush()
            os.fsync(berkas.fileno())
        umask = os.umask(0)
        os.umask(umask)
        sementara.chmod(0o666 & ~umask)  # NamedTemporaryFile is private; the print need not be
        sementara.replace(keluaran)
    except OSError as galat:
        if sementara is not None:
            sementara.unlink(missing_ok=True)
        raise CommandError(f"{keluaran} tidak dapat ditulis: {galat.strerror}.") from None
