"""manage.py impor_laporan_triwulan: preview a quarterly report, or apply it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.services.isi_berkas import jenis_dari_isi
from kinerja.models import Isian
from kinerja.selectors.berkas_triwulan import LembarTriwulan, baca_berkas_triwulan
from kinerja.selectors.isi_pratinjau import PILIH_BARU, PratinjauImpor
from kinerja.selectors.pratinjau_impor import susun_pratinjau
from kinerja.services.impor import (
    RingkasanImpor,
    kalimat_galat,
    lewati_sel,
    ringkasan_json,
    terapkan_impor,
)
from kinerja.services.padanan_impor import pilih_padanan
from kinerja.services.unggah_impor import unggah_berkas_laporan
from opd.models import PerangkatDaerah
from opd.services.pengguna import pengguna_sistem


class Command(BaseCommand):
    help = "Pratinjau atau penerapan laporan triwulan satu perangkat daerah dari CSV atau XLSX."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("berkas", type=Path, metavar="F")
        parser.add_argument("--tahun", type=int, required=True)
        parser.add_argument("--pd", required=True, help="kode, singkatan, nama atau alias")
        parser.add_argument("--terapkan", action="store_true", help="simpan; tanpa ini pratinjau")
        parser.add_argument(
            "--lewati",
            action="extend",
            nargs="+",
            default=[],
            metavar="B:K=ALASAN",
            help="sel yang dilewati: baris, kolom dan alasannya",
        )
        parser.add_argument(
            "--pilih",
            action="extend",
            nargs="+",
            default=[],
            metavar="B=ID|baru",
            help="padanan baris yang harus dipilih",
        )
        parser.add_argument(
            "--isian-kinerja", choices=Isian.values, default=Isian.PER_TRIWULAN.value
        )
        parser.add_argument(
            "--isian-anggaran", choices=Isian.values, default=Isian.SD_TRIWULAN.value
        )
        parser.add_argument("--json", action="store_true", help="keluaran untuk program")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._jalankan(options)
        except (GalatPengguna, TidakBoleh, ValidationError) as galat:
            raise CommandError(kalimat_galat(galat)) from None

    def _jalankan(self, opsi: dict[str, Any]) -> None:
        pd = _cari_pd(opsi["pd"])
        try:
            isi = opsi["berkas"].read_bytes()
        except OSError:
            raise CommandError(f"Berkas {opsi['berkas']} tidak dapat dibuka.") from None
        lembar = baca_berkas_triwulan(isi, jenis_dari_isi(isi) or "")
        lewati = [_urai_lewati(teks, lembar) for teks in opsi["lewati"]]
        pilihan: dict[int, list[str]] = {}
        for teks in opsi["pilih"]:
            baris, kode = _urai_pilih(teks)
            pilihan.setdefault(baris, []).append(kode)
        hasil = susun_pratinjau(
            lembar,
            perangkat_daerah=pd,
            tahun=opsi["tahun"],
            isian_kinerja=opsi["isian_kinerja"],
            isian_anggaran=opsi["isian_anggaran"],
            lewati={(baris, peran): alasan for baris, peran, alasan in lewati},
            pilihan=pilihan,
        )
        ringkasan = None
        if opsi["terapkan"] and not hasil.halangan:
            ringkasan = _terapkan(opsi, pd, isi, lembar, lewati, pilihan)
        if opsi["json"]:
            self.stdout.write(json.dumps(ringkasan_json(hasil), ensure_ascii=False))
        else:
            self._tulis(hasil, ringkasan)
        if opsi["terapkan"] and hasil.halangan:
            raise CommandError(f"Tidak ada yang disimpan. {hasil.halangan}")

    def _tulis(self, hasil: PratinjauImpor, ringkasan: RingkasanImpor | None) -> None:
        tulis = self.stdout.write
        tulis(
            f"{hasil.jumlah('cocok')} baris cocok, {hasil.jumlah('baru')} baru, "
            f"{hasil.jumlah('pilih')} perlu dipilih, {hasil.jumlah('judul')} judul."
        )
        if hasil.baris_pd_lain:
            tulis(f"{hasil.baris_pd_lain} baris milik perangkat daerah lain dilewati.")
        for ejaan, jumlah in hasil.opd_tak_dikenal.items():
            tulis(f"{jumlah} baris bertanda “{ejaan}”, yang bukan nama perangkat daerah mana pun.")
        for teks in hasil.catatan:
            tulis(teks)
        for g in hasil.galat:
            tulis(f"Galat  baris {g.baris_berkas} kolom {g.kolom}: {g.alasan}")
        for b in hasil.baris:
            for p in b.pilihan:
                tulis(f"Pilih  baris {b.nomor}={p.kode} {p.nama} ({p.keyakinan:.0f}%)")
        for w in (*hasil.perlu_yakin, *hasil.peringatan):
            tulis(f"Periksa  baris {w.baris_berkas} kolom {w.kolom}: {w.teks}")
        for s in hasil.sel_dilewati:
            tulis(f"Dilewati  baris {s.baris} kolom {s.kolom} “{s.teks}”: {s.dilewati}")
        if ringkasan is not None:
            tulis(
                f"Tersimpan: {ringkasan.nilai_baru} nilai baru, {ringkasan.nilai_berubah} berubah, "
                f"{ringkasan.nilai_sama} sama; {ringkasan.rupiah_baru} rupiah baru, "
                f"{ringkasan.rupiah_berubah} berubah, {ringkasan.rupiah_sama} sama."
            )


def _terapkan(
    opsi: dict[str, Any],
    pd: PerangkatDaerah,
    isi: bytes,
    lembar: LembarTriwulan,
    lewati: list[tuple[int, str, str]],
    pilihan: dict[int, list[str]],
) -> RingkasanImpor:
    """Store the file and apply it as the system account: all of it or nothing."""
    sistem = pengguna_sistem()
    impor = None
    try:
        with transaction.atomic():
            impor = unggah_berkas_laporan(
                isi=isi,
                nama_asli=opsi["berkas"].name,
                perangkat_daerah=pd,
                tahun=opsi["tahun"],
                isian_kinerja=opsi["isian_kinerja"],
                isian_anggaran=opsi["isian_anggaran"],
                oleh=sistem,
            )
            for baris, peran, alasan in lewati:
                lewati_sel(
                    impor_id=impor.pk,
                    baris=baris,
                    kolom=lembar.kolom[peran],
                    alasan=alasan,
                    oleh=sistem,
                )
            for baris, semua in pilihan.items():
                for kode in semua:
                    pilih_padanan(impor_id=impor.pk, baris=baris, pilihan=kode, oleh=sistem)
            return terapkan_impor(impor_id=impor.pk, oleh=sistem)
    except BaseException:
        if impor is not None:  # rolled back, so nothing points to the file any more
            impor.berkas.isi.storage.delete(str(impor.berkas.isi.name))
        raise


def _cari_pd(teks: str) -> PerangkatDaerah:
    ditemukan = list(PerangkatDaerah.objects.cari(teks)[:2])
    if len(ditemukan) == 1:
        return ditemukan[0]
    raise CommandError(
        f"Perangkat daerah “{teks}” tidak dikenal. Tulis kode, singkatan atau nama resminya."
        if not ditemukan
        else f"“{teks}” berarti lebih dari satu perangkat daerah. Tulis kodenya."
    )


def _urai_lewati(teks: str, lembar: LembarTriwulan) -> tuple[int, str, str]:
    """(row, role of the column, reason) of B:K=alasan."""
    sel, _, alasan = teks.partition("=")
    baris, _, kolom = sel.partition(":")
    if not baris.strip().isdecimal() or not kolom.strip() or not alasan.strip():
        raise CommandError(f"Tulis --lewati BARIS:KOLOM=alasan, bukan “{teks}”.")
    peran = lembar.peran_kolom(kolom)
    if peran is None:
        raise CommandError(f"Kolom “{kolom}” bukan kolom nilai di berkas ini.")
    if not any(b.nomor == int(baris) for b in lembar.baris):
        raise CommandError(f"Baris {baris} tidak ada di tabel berkas ini.")
    return int(baris), peran, alasan.strip()


def _urai_pilih(teks: str) -> tuple[int, str]:
    baris, _, kode = teks.partition("=")
    if not baris.strip().isdecimal() or not kode.strip():
        raise CommandError(f"Tulis --pilih BARIS=ID atau BARIS=baru, bukan “{teks}”.")
    kode = kode.strip()
    return int(baris), PILIH_BARU if kode.casefold() == PILIH_BARU else kode.upper()
