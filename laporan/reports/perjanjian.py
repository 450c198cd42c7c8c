"""The signed Perjanjian Kinerja inside a report: its two tables, as they were frozen."""

from __future__ import annotations

from dasar.cetak.tabel import Kolom, Tabel
from kinerja.reports.pk_bagian import susun_bagian
from laporan.formulas.data_lkjip import PerjanjianLKjIP
from laporan.reports.bab import catatan
from laporan.reports.nomor import Penomor, TabelCetak


def tabel_isi_perjanjian(perjanjian: PerjanjianLKjIP, penomor: Penomor) -> list[TabelCetak]:
    """What was promised, and the programs with their budget."""
    bagian = susun_bagian(perjanjian.isi)
    kinerja = Tabel(
        [
            Kolom("No.", 10),
            Kolom(bagian.judul_kinerja, 68),
            Kolom("Indikator kinerja", 58),
            Kolom("Target", 28),
        ]
    )
    for baris in bagian.kinerja:
        nomor, pernyataan = str(baris.nomor), baris.pernyataan
        for sel in (baris.pertama, *baris.lanjutan):
            kinerja.baris(nomor, pernyataan, sel.nama, sel.target)
            nomor = pernyataan = ""
    program = Tabel(
        [
            Kolom("No.", 10),
            Kolom(bagian.judul_program, 98),
            Kolom("Anggaran", 32, "kanan", "rupiah"),
            Kolom("Keterangan", 24),
        ]
    )
    for satu in bagian.program:
        program.baris(str(satu.nomor), satu.nama, satu.pagu, satu.keterangan)
    program.jumlah("", "Jumlah", bagian.jumlah_pagu, "")
    tahun = perjanjian.isi.tahun
    return [
        penomor.beri_tabel(tabel, judul, catatan=catatan(tabel))
        for tabel, judul in (
            (kinerja, f"Kinerja yang dijanjikan, {tahun}"),
            (program, f"{bagian.judul_program} dan anggaran yang dijanjikan, {tahun}"),
        )
        if tabel.jumlah_baris > (1 if tabel is program else 0)
    ]
