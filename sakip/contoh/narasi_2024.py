"""Sample sentences beside the sample values: only for low values and for IKU."""

from __future__ import annotations

from decimal import Decimal

from dasar.angka import format_persen
from dasar.tanggal import romawi
from kinerja.formulas.capaian import CapaianTakTerdefinisi, hitung_capaian
from kinerja.formulas.skala import format_nilai
from sakip.contoh.ukuran_2024 import Ukuran, acak

WAJIB_DI_BAWAH = Decimal(76)
TERCAPAI = Decimal(100)

_HAMBATAN = (
    "pengadaan baru selesai di akhir triwulan",
    "peserta yang hadir lebih sedikit daripada yang diundang",
    "jadwal pelaksanaan mundur karena perubahan anggaran",
    "data dari lapangan terlambat masuk",
)
_PENDORONG = (
    "koordinasi rutin dengan perangkat daerah lain",
    "penjadwalan kegiatan sejak awal tahun",
    "pendampingan langsung di lapangan",
    "pemantauan bulanan oleh kepala bidang",
)
_TINDAK = (
    "Percepat pelaksanaan dan pantau setiap bulan.",
    "Jadwalkan ulang kegiatan yang tertunda dan tetapkan penanggung jawabnya.",
    "Perbaiki pencatatan data dan cocokkan dengan sumbernya sebelum diajukan.",
)
_BERHASIL = "Pertahankan cara kerja yang berhasil dan catat sebagai contoh baik."
_HAMPIR = (
    "Tutup selisihnya dengan pemantauan bulanan. "
    "Penyebabnya dibahas sebelum rencana berikutnya disusun."
)


def susun_narasi(kunci: str, ukuran: Ukuran, triwulan: int, *, iku: bool) -> dict[str, str]:
    """The four texts of one value; empty when none is needed."""
    nilai, target = ukuran.realisasi[triwulan], ukuran.target_tw[triwulan]
    try:
        capaian = hitung_capaian(
            nilai, target, polaritas="negatif" if ukuran.polaritas == "negatif" else "positif"
        )
    except CapaianTakTerdefinisi:
        return {}
    rendah = capaian < WAJIB_DI_BAWAH
    if not rendah and not iku:
        return {}
    hambatan = _pilih(_HAMBATAN, kunci, "hambatan")
    satuan = "" if ukuran.skala else f" {ukuran.satuan.lower()}".rstrip()
    return {
        "analisis": (
            f"Contoh: Realisasi Triwulan {romawi(triwulan)} "
            f"{format_nilai(nilai, desimal=ukuran.desimal, skala=ukuran.skala)}{satuan} dari "
            f"target {format_nilai(target, desimal=ukuran.desimal, skala=ukuran.skala)}{satuan}, "
            f"capaian {format_persen(capaian)}."
            + (f" Penyebab utama: {hambatan}." if rendah else "")
        ),
        "faktor_pendorong": f"Contoh: {_pilih(_PENDORONG, kunci, 'pendorong').capitalize()}.",
        "faktor_penghambat": f"Contoh: {hambatan.capitalize()}." if rendah else "",
        "tindak_lanjut": f"Contoh: {_tindak_lanjut(capaian, kunci)}",
    }


def _tindak_lanjut(capaian: Decimal, kunci: str) -> str:
    if capaian < WAJIB_DI_BAWAH:
        return _pilih(_TINDAK, kunci, "tindak")
    return _HAMPIR if capaian < TERCAPAI else _BERHASIL


def _pilih(daftar: tuple[str, ...], kunci: str, hal: str) -> str:
    return daftar[int(acak(kunci, hal) * len(daftar))]
