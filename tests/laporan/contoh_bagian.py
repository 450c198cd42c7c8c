"""Building blocks of the sample reports: indicators with a history, lines of money."""

from __future__ import annotations

from decimal import Decimal

from laporan.formulas.data_lkjip import (
    AcuanLKjIP,
    AnggaranPD,
    BarisAnggaran,
    IndikatorLKjIP,
    NilaiTahunLKjIP,
    NilaiTriwulanLKjIP,
    PenjelasanPD,
)
from tests.laporan.contoh_isi import (
    PD,
    TAHUN,
)

_KATEGORI = ((91, 5, "sangat tinggi"), (76, 4, "tinggi"), (66, 3, "sedang"), (51, 2, "rendah"))


def hitung_capaian(target: Decimal, realisasi: Decimal, arah: str) -> Decimal:
    pembilang = realisasi if arah == "+" else 2 * target - realisasi
    return pembilang / target * 100


def kategori(capaian: Decimal) -> tuple[int, str]:
    for batas, tingkat, kata in _KATEGORI:
        if capaian >= batas:
            return tingkat, kata
    return 1, "sangat rendah"


def dua(nilai: Decimal, desimal: int) -> Decimal:
    return nilai.quantize(Decimal(1).scaleb(-desimal))


def triwulan(
    nilai: Decimal | None, *, desimal: int = 2, contoh: bool = False
) -> tuple[NilaiTriwulanLKjIP, ...]:
    hasil = []
    for tw in (1, 2, 3, 4):
        kini = None if nilai is None else nilai * (92 + 2 * tw) / 100
        hasil.append(
            NilaiTriwulanLKjIP(
                triwulan=tw,
                nilai=None if kini is None else dua(kini, desimal),
                alasan_kosong="Data belum terbit" if nilai is None else "",
                status="Diverifikasi" if nilai is not None else "",
                terverifikasi=nilai is not None,
                contoh=contoh,
                sumber="Laporan triwulan 2024, baris 17" if nilai is not None else "",
                realisasi_id=1000 + tw,
                diisi=f"Operator Dinkes, {10 + tw} Januari 2025" if nilai is not None else "",
                diverifikasi="Bagian Organisasi, 20 Januari 2025" if nilai is not None else "",
            )
        )
    return tuple(hasil)


def indikator(
    nomor: int,
    nama: str,
    satuan: str,
    target: str | None,
    realisasi: str | None,
    *,
    arah: str = "+",
    desimal: int = 2,
    contoh: bool = False,
    sementara: bool = False,
    acuan: tuple[AcuanLKjIP, ...] = (),
) -> IndikatorLKjIP:
    """One indicator with a history of five years and a capaian worked out here."""
    t = None if target is None else Decimal(target)
    r = None if realisasi is None else Decimal(realisasi)
    capaian = None if t is None or r is None else hitung_capaian(t, r, arah)
    tingkat, kata = (None, "") if capaian is None else kategori(capaian)
    riwayat = tuple(
        NilaiTahunLKjIP(
            tahun=tahun,
            target=None if t is None else dua(t * (92 + 2 * (tahun - 2020)) / 100, desimal),
            realisasi=None if r is None else dua(r * (92 + 2 * (tahun - 2020)) / 100, desimal),
            capaian=capaian,
            sementara=sementara and tahun == TAHUN,
            contoh=contoh or tahun < 2022,
        )
        for tahun in range(2020, TAHUN + 1)
    )
    return IndikatorLKjIP(
        indikator_id=nomor,
        nama=nama,
        satuan=satuan,
        desimal=desimal,
        skala=None,
        polaritas="makin tinggi makin baik" if arah == "+" else "makin rendah makin baik",
        iku=nomor % 2 == 1,
        pengampu=PD[nomor % len(PD)][0],
        penanggung_jawab="",
        sumber_data="Badan Pusat Statistik",
        target=t,
        target_atas=None,
        target_asal="RPJMD 2021-2026",
        target_contoh=contoh,
        realisasi=r,
        sementara=sementara,
        contoh=contoh,
        capaian=capaian,
        kategori=kata,
        tingkat=tingkat,
        alasan="" if capaian is not None else "Realisasi belum diisi.",
        penjelasan="",
        rumus="" if capaian is None else "realisasi ÷ target × 100",
        triwulan=triwulan(r, desimal=desimal, contoh=contoh),
        riwayat=riwayat if r is not None else (),
        target_akhir=None if t is None else dua(t * Decimal("1.05"), desimal),
        tahun_akhir=2026,
        dokumen_akhir="RPJMD 2021-2026",
        capaian_akhir=None if capaian is None else capaian / Decimal("1.05"),
        acuan=acuan,
        penjelasan_pd=(
            PenjelasanPD(
                triwulan=4,
                analisis="Kegiatan terlaksana sesuai rencana pada semua kecamatan.",
                faktor_pendorong="Koordinasi dengan kecamatan berjalan tiap bulan.",
                faktor_penghambat="Dua kajian ditunda karena data sekunder terlambat terbit.",
                tindak_lanjut="Jadwal pengumpulan data dimajukan ke triwulan II.",
                contoh=contoh,
            ),
        )
        if nomor % 3 == 0
        else (),
    )


def baris_anggaran(
    nama: str, pagu: int | None, permil: int, *, contoh: bool = False
) -> BarisAnggaran:
    """A line of money; `permil` of the pagu was spent."""
    if pagu is None:
        return BarisAnggaran(nama, None, None, None, contoh)
    realisasi = pagu * permil // 1000
    return BarisAnggaran(nama, pagu, realisasi, Decimal(realisasi) / Decimal(pagu) * 100, contoh)


def jumlahkan(nama: str, baris: tuple[BarisAnggaran, ...]) -> BarisAnggaran:
    pagu = sum(satu.pagu or 0 for satu in baris)
    realisasi = sum(satu.realisasi or 0 for satu in baris)
    serapan = Decimal(realisasi) / Decimal(pagu) * 100 if pagu else None
    return BarisAnggaran(nama, pagu, realisasi, serapan, any(satu.contoh for satu in baris))


def anggaran(*, contoh: bool = False) -> tuple[AnggaranPD, ...]:
    hasil = []
    for nomor, (nama, singkatan, program) in enumerate(PD):
        baris = tuple(
            baris_anggaran(
                satu, 264_742_933_000 // (1 + 3 * urut + nomor), 883 + 7 * urut, contoh=contoh
            )
            for urut, satu in enumerate(program)
        )
        hasil.append(AnggaranPD(nama, singkatan, baris, jumlahkan("Jumlah", baris)))
    return tuple(hasil)
