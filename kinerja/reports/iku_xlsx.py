"""The IKU of one document as a spreadsheet: numbers as numbers, texts always as text."""

from __future__ import annotations

import re
from decimal import Decimal

from dasar.cetak.xlsx import Angka, Isi, Lembar, tulis_xlsx
from kinerja.selectors.dokumen_iku import BarisIKU, DokumenIKU, KelompokIKU, TargetIKU

_KOLOM = (
    ("Nomor", 8),
    ("Sasaran", 40),
    ("Indikator", 40),
    ("Satuan", 14),
    ("Definisi operasional", 50),
    ("Alasan pemilihan", 40),
    ("Formulasi", 40),
    ("Tipe penghitungan", 24),
    ("Polaritas", 22),
    ("Frekuensi", 14),
    ("Sumber data", 26),
    ("Penanggung jawab", 26),
    ("Pengampu", 26),
    ("Baseline", 14),
)


def tabel_iku(iku: DokumenIKU) -> tuple[bytes, str]:
    """The list as XLSX and its sha256; a target that is a range or a letter is text, one not set
    an empty cell."""
    judul = [
        f"Indikator Kinerja Utama {iku.nama_pd}",
        f"{iku.dokumen}, {iku.versi}, {iku.status.lower()}",
    ]
    if iku.contoh:
        judul.append("Memuat target contoh, bukan target resmi.")
    lembar = Lembar(
        "IKU",
        [
            *_KOLOM,
            *((f"Target {tahun}", 14.0) for tahun in iku.tahun),
            ("Target akhir", 14),
            ("Target contoh", 20),
            ("Belum ada", 40),
        ],
        [_isi(k, b) for k in iku.kelompok for b in k.baris],
        judul=judul,
        beku=3,
    )
    return tulis_xlsx([lembar])


def nama_berkas(iku: DokumenIKU) -> str:
    """A file name of plain letters."""
    return re.sub(r"[^a-z0-9]+", "-", f"iku {iku.dokumen} {iku.kode_pd}".casefold()) + ".xlsx"


def _isi(kelompok: KelompokIKU, b: BarisIKU) -> list[Isi]:
    sasaran = f"{kelompok.kode} {kelompok.nama}".strip()
    teks = [
        *(sasaran, b.nama, b.satuan, b.definisi, b.alasan, b.rumus, b.tipe, b.polaritas),
        *(b.frekuensi, b.sumber, b.penanggung_jawab, b.pengampu),
    ]
    return [
        int(b.nomor),
        *(None if satu == "–" else satu for satu in teks),
        _angka(b, b.nilai_baseline, b.baseline),
        *(_target(b, t) for t in b.target),
        _angka(b, b.nilai_target_akhir, b.target_akhir),
        ", ".join(str(t.tahun) for t in b.target if t.contoh),
        ", ".join(b.kurang),
    ]


def _target(b: BarisIKU, t: TargetIKU) -> Isi:
    return t.teks if t.atas is not None else _angka(b, t.nilai, t.teks)


def _angka(b: BarisIKU, nilai: Decimal | None, teks: str) -> Isi:
    """The number itself with the format of the indicator; a letter as text."""
    if nilai is None:
        return None
    return teks if b.huruf else Angka(nilai, b.desimal)
