"""Columns of a plan: the tree, its indicators, and the targets and pagu of the document's years."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dasar.resources.kolom import (
    Kolom,
    baca_sel_angka,
    kolom_angka,
    kolom_pilihan,
    kolom_teks,
)
from kinerja.models import (
    JENIS_TAHUNAN,
    Cara,
    DokumenPerencanaan,
    Frekuensi,
    Isian,
    JenisSimpul,
    Polaritas,
)
from kinerja.services.pagu import PAGU_MAKS
from kinerja.services.target import Periode

ANGKA, SENDIRI = "angka", "sendiri"
SKALA_PILIHAN = (
    (ANGKA, "Angka"),
    ("sakip", "Predikat SAKIP"),
    ("opini", "Opini BPK"),
    (SENDIRI, "Skala sendiri"),
)
TANDA_LETAK = "~"  # before the place of a node that has no kode of its own
KOLOM_INDIKATOR = (
    *("satuan", "skala", "polaritas", "cara", "isian", "frekuensi", "desimal", "iku", "pengampu"),
)


def kolom_target(dokumen: DokumenPerencanaan) -> dict[str, Periode]:
    """Headings of the targets with their periods; quarters only in a yearly document."""
    tahun = range(dokumen.tahun_dari, dokumen.tahun_sampai + 1)
    hasil = {f"target {t}": (t, 0) for t in tahun}
    if dokumen.jenis in JENIS_TAHUNAN:
        hasil |= {f"target TW{tw}": (dokumen.tahun_dari, tw) for tw in (1, 2, 3, 4)}
    return hasil


def kolom_pagu(dokumen: DokumenPerencanaan) -> dict[str, int]:
    """Headings of the pagu with their years."""
    if dokumen.tahun_dari == dokumen.tahun_sampai:
        return {"pagu": dokumen.tahun_dari}
    return {f"pagu {t}": t for t in range(dokumen.tahun_dari, dokumen.tahun_sampai + 1)}


def kolom_rencana(dokumen: DokumenPerencanaan) -> tuple[Kolom, ...]:
    """All columns of one document, in the order of the sheet."""
    contoh_kode = "1.02.02"
    return (
        kolom_pilihan("jenis", "Jenjang baris ini.", "Program", JenisSimpul.choices, wajib=True,
                      lebar=16),
        kolom_teks("kode", "Kode baris ini, tetap dari satu impor ke impor berikutnya. Program ke "
                   "bawah memakai kode nomenklatur dengan bidang perangkat daerah.", contoh_kode,
                   panjang=24, wajib=True, ketat=True, lebar=20),
        kolom_teks("nama", "Uraian visi, misi, tujuan, sasaran, program, atau kegiatan.",
                   "Program Pemenuhan Upaya Kesehatan", panjang=500, wajib=True, lebar=60),
        kolom_teks("induk kode", "Kode baris di atasnya. Kosong untuk jenjang teratas.", "T1.1",
                   panjang=24, ketat=True, lebar=20),
        kolom_teks("nomenklatur kode", "Kode butir nomenklatur, bila berbeda penulisannya dari "
                   "kolom kode (X.XX). Boleh kosong.", "1.02.02", panjang=24, ketat=True,
                   harus_ada=False, lebar=20),
        kolom_teks("indikator", "Nama indikator. Kosong bila baris ini hanya untuk jenjangnya.",
                   "Angka harapan hidup", panjang=1000, lebar=50),
        kolom_teks("satuan", "Satuan indikator.", "Tahun", panjang=100, lebar=14),
        kolom_pilihan("skala", "Angka, atau predikat bila targetnya huruf seperti BB.", "Angka",
                      SKALA_PILIHAN, harus_ada=False, lebar=16),
        kolom_pilihan("polaritas", "Arah yang baik. Kosong: makin tinggi makin baik.",
                      Polaritas.POSITIF.label, Polaritas.choices, lebar=26),
        kolom_pilihan("cara", "Cara nilai setahun didapat dari triwulan. Kosong: posisi akhir.",
                      Cara.POSISI_AKHIR.label, Cara.choices),
        kolom_pilihan("isian", "Arti angka setiap triwulan. Kosong: per triwulan.",
                      Isian.PER_TRIWULAN.label, Isian.choices),
        kolom_pilihan("frekuensi", "Kapan diukur. Kosong: setiap triwulan.", "Triwulan",
                      Frekuensi.choices, lebar=14),
        kolom_angka("desimal", "Banyak angka di belakang koma, 0 sampai 6. Kosong: 2.", "2",
                    terbesar=6, lebar=10),
        kolom_pilihan("iku", "Ya bila termasuk Indikator Kinerja Utama.", "Tidak",
                      [("ya", "Ya"), ("tidak", "Tidak")], lebar=8),
        kolom_teks("pengampu", "Kode perangkat daerah pengisi nilainya. Hanya untuk dokumen kota.",
                   "dinkes", panjang=40, lebar=18),
        *(_target(nama) for nama in kolom_target(dokumen)),
        *(kolom_angka(nama, "Pagu dalam rupiah penuh, untuk program, kegiatan, dan sub kegiatan.",
                      "1500000000", terbesar=PAGU_MAKS, harus_ada=False, lebar=20)
          for nama in kolom_pagu(dokumen)),
    )  # fmt: skip


def _target(nama: str) -> Kolom:
    """Read as it stands; what it means depends on scale, unit and decimals of the row."""

    def baca(nilai: Any) -> Any:
        if isinstance(nilai, int | float) and not isinstance(nilai, bool):
            return baca_sel_angka(nilai, bulat=False)
        if isinstance(nilai, Decimal):
            return baca_sel_angka(nilai, bulat=False)
        return " ".join(str(nilai).split())

    return Kolom(
        nama,
        "Target: angka, rentang seperti 7-8, atau huruf bila skalanya predikat.",
        "72,5",
        baca,
        harus_ada=False,
        rupa="angka",
        kosong=None,
        lebar=14,
    )
