"""Budget and performance of a PD as a worksheet."""

from __future__ import annotations

from decimal import Decimal

from dasar.cetak.xlsx import Angka, Isi, Lembar, tulis_xlsx
from dasar.tanggal import romawi
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.efisiensi import golongan_efisiensi
from kinerja.selectors.serapan import SerapanPD, SerapanSimpul


def tulis_serapan(serapan: SerapanPD, nama_pd: str, tahun: int, triwulan: int) -> tuple[bytes, str]:
    """One sheet and its sha256; unknown is an empty cell."""
    lembar = Lembar(
        "Serapan",
        [
            *(("Tingkat", 14), ("Kode", 18), ("Nama", 60), ("Pagu (Rp)", 20)),
            *((f"Realisasi s.d. TW {romawi(tw)} (Rp)", 20) for tw in range(1, triwulan + 1)),
            *(("Serapan (%)", 12), ("Capaian (%)", 12), ("Indikator", 10)),
            *(("Selisih (poin)", 12), ("Keterangan", 22), ("E PMK 22/2021 (%)", 14)),
            ("Catatan", 28),
        ],
        [_baris(b) for b in serapan.baris],
        judul=[f"Serapan dan efisiensi {nama_pd}, s.d. Triwulan {romawi(triwulan)} {tahun}"],
        beku=3,
    )
    return tulis_xlsx([lembar])


def _baris(b: SerapanSimpul) -> list[Isi]:
    catatan = [
        *(["sebagian"] if b.uang.sebagian else []),
        *(["sementara"] if b.sementara and b.capaian.nilai is not None else []),
        *(["contoh"] if b.contoh else []),
    ]
    return [
        b.simpul.get_jenis_display(),
        b.simpul.kode,
        huruf_kalimat(b.simpul.nama),
        b.uang.pagu,
        *b.realisasi,
        _angka(b.serapan),
        _angka(b.capaian.nilai),
        f"{b.capaian.n} dari {b.capaian.dari}" if b.capaian.dari else "",
        _angka(b.selisih),
        "" if b.selisih is None else golongan_efisiensi(b.selisih).value,
        _angka(b.e) if b.keluaran else None,
        ", ".join(catatan),
    ]


def _angka(nilai: Decimal | None) -> Angka | None:
    return None if nilai is None else Angka(nilai, 2)
