"""Sentences with numbers. Pure functions of DataLKjIP; every number as the tables show it.

A sentence says what is known. What is not known is said as plainly, and nothing is guessed.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from dasar.angka import bulatkan, format_angka
from dasar.tanggal import format_tanggal
from laporan.formulas.data_lkjip import (
    DataLKjIP,
    IndikatorLKjIP,
    NilaiSakip,
    SasaranLKjIP,
)
from laporan.formulas.sifat_nilai import (
    jumlah_belum_diverifikasi,
    rata_rata_contoh,
    terhitung,
)
from laporan.reports.bentuk import (
    BELUM,
    belati,
    teks_persen,
)

_BILANGAN = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam"),
    *("tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)


def bilangan(jumlah: int) -> str:
    """A small number as a word, a larger one in digits.

    >>> bilangan(7), bilangan(37)
    ('tujuh', '37')
    """
    return _BILANGAN[jumlah] if 0 <= jumlah < len(_BILANGAN) else format_angka(Decimal(jumlah), 0)


def rangkai(bagian: Sequence[str]) -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    if len(bagian) < 3:
        return " dan ".join(bagian)
    return f"{', '.join(bagian[:-1])}, dan {bagian[-1]}"


def nama_laporan(data: DataLKjIP) -> str:
    """Whose report it is: the city or the PD."""
    return data.nama_kota if data.jenis == "kota" else data.nama_pd


def kepala_dokumen(data: DataLKjIP) -> str:
    """The left running head; a draft and an example say so instead of the name."""
    if data.sifat == "contoh":
        return "CONTOH: memuat angka contoh"
    if data.sifat == "draf":
        return f"DRAF: {len(data.celah)} isian belum lengkap"
    nama = data.nama_kota if data.jenis == "kota" else data.singkatan or data.nama_pd
    return f"LKjIP {nama} {data.tahun}"


def arah_gerak(beda: Decimal, desimal: int = 2, *, contoh: bool = False) -> str:
    """ "naik 1,73", "turun 0,40" or "tetap"."""
    if beda == 0:
        return "tetap"
    selisih = belati(format_angka(abs(beda), desimal), contoh)
    return f"{'naik' if beda > 0 else 'turun'} {selisih}"


# --- ikhtisar ---------------------------------------------------------------------------------


def baris_predikat(nilai: NilaiSakip, tahun: int) -> tuple[str, str]:
    """("Predikat B (Baik)", ", naik 1,73 dari 2023"); the second is empty without a past value."""
    kepala = f"Predikat {nilai.huruf} ({nilai.sebutan})" if nilai.huruf else "Tanpa predikat"
    if nilai.nilai is None or nilai.nilai_lalu is None:
        return kepala, ""
    beda = bulatkan(nilai.nilai) - bulatkan(nilai.nilai_lalu)
    lalu = any(satu.contoh for satu in nilai.riwayat if satu.tahun == tahun - 1)
    return kepala, f", {arah_gerak(beda, contoh=nilai.contoh or lalu)} dari {tahun - 1}"


def baris_target_sakip(nilai: NilaiSakip) -> str:
    """ "Target 70,00 belum tercapai, kurang 0,96"; "" without a target."""
    if nilai.target is None or nilai.nilai is None:
        return ""
    kurang = bulatkan(nilai.target) - bulatkan(nilai.nilai)
    target = format_angka(nilai.target, 2)
    if kurang > 0:
        selisih = belati(format_angka(kurang, 2), nilai.contoh)
        return f"Target {target} belum tercapai, kurang {selisih}"
    return f"Target {target} tercapai"


def ikhtisar_data(data: DataLKjIP) -> str:
    """The paragraph of the summary when nobody has written one."""
    return f"{pimpin_bab3(data)} {simpulan_rata_rata(data)}".strip()


# --- leads of the chapters ---------------------------------------------------------------------


def _semua(data: DataLKjIP) -> list[IndikatorLKjIP]:
    return [indikator for sasaran in data.sasaran for indikator in sasaran.indikator]


def sebutan_sasaran(data: DataLKjIP) -> str:
    """What the statements of this report are called."""
    if any(satu.jenis == "Program" for satu in data.sasaran):
        return "sasaran dan program"
    return "sasaran"


def tanpa_indikator(data: DataLKjIP) -> list[SasaranLKjIP]:
    """The statements of which nothing is measured."""
    return [satu for satu in data.sasaran if not satu.indikator]


def _banyak(data: DataLKjIP) -> str:
    jumlah = f"{bilangan(len(data.sasaran))} {sebutan_sasaran(data)}"
    indikator = f"{bilangan(len(_semua(data)))} indikator"
    berindikator = len(data.sasaran) - len(tanpa_indikator(data))
    if not berindikator:
        return f"{jumlah}, belum satu pun mempunyai indikator"
    if berindikator < len(data.sasaran):
        return f"{jumlah}; {bilangan(berindikator)} di antaranya mempunyai {indikator}"
    return f"{jumlah} dengan {indikator}"


def berindikator(data: DataLKjIP) -> str:
    """ "tiga dari 13 sasaran mempunyai indikator"; "" when all have one."""
    tanpa = len(tanpa_indikator(data))
    if not tanpa:
        return ""
    semua = f"{bilangan(len(data.sasaran))} {sebutan_sasaran(data)}"
    return f"{bilangan(len(data.sasaran) - tanpa)} dari {semua} mempunyai indikator"


def awal_kalimat(teks: str) -> str:
    """The same text with a capital first letter."""
    return f"{teks[:1].upper()}{teks[1:]}"


def ada_perjanjian(data: DataLKjIP) -> bool:
    """Whether a signed Perjanjian Kinerja is recorded, not a plan only."""
    return data.perjanjian is not None


def judul_perjanjian(data: DataLKjIP) -> str:
    """What the list of promises may be called: without a signed agreement it is a draft."""
    return "Perjanjian Kinerja" if ada_perjanjian(data) else "Rancangan isi Perjanjian Kinerja"


def asal_isi_perjanjian(data: DataLKjIP) -> str:
    """Who signed the promises and when; or that no signed agreement is recorded."""
    asal = data.asal_perjanjian
    if data.perjanjian is None:
        belum = f"Perjanjian Kinerja {data.tahun} yang ditandatangani belum tercatat"
        return f"{belum}; isi berikut diambil dari {asal}." if asal else f"{belum}."
    pk = data.perjanjian
    tanggal = format_tanggal(datetime.date.fromisoformat(pk.isi.tanggal))
    pertama = pk.isi.pihak_pertama
    bersama = (
        ""
        if pk.isi.pihak_kedua is None
        else f", dengan {pk.isi.pihak_kedua.nama}, {pk.isi.pihak_kedua.sebutan}"
    )
    ke = f" perubahan ke-{pk.isi.perubahan_ke}" if pk.isi.perubahan_ke else ""
    nomor = f" Nomor {pk.nomor}." if pk.nomor else ""
    return (
        f"Perjanjian Kinerja{ke} ini ditandatangani pada {tanggal} oleh {pertama.nama}, "
        f"{pertama.sebutan}{bersama}.{nomor} Kode {pk.kode}."
    )


def catatan_verifikasi(data: DataLKjIP) -> str:
    """ "nilai dua dari tiga indikator belum diverifikasi"; "" when every value is."""
    semua = _semua(data)
    belum = jumlah_belum_diverifikasi(semua)
    if not belum:
        return ""
    if belum == len(semua):
        siapa = "indikator itu" if belum == 1 else f"semua {bilangan(belum)} indikator"
    else:
        siapa = f"{bilangan(belum)} dari {bilangan(len(semua))} indikator"
    return f"nilai {siapa} {BELUM}"


def dasar_angka(data: DataLKjIP) -> str:
    """What the numbers of the summary rest on; "" when all is measured and verified."""
    bagian = [satu for satu in (berindikator(data), catatan_verifikasi(data)) if satu]
    return f"{awal_kalimat('; '.join(bagian))}." if bagian else ""


def pimpin_bab1(data: DataLKjIP) -> str:
    """What this report answers for."""
    awal = f"Laporan ini mempertanggungjawabkan kinerja {nama_laporan(data)} tahun {data.tahun}"
    return f"{awal}: {_banyak(data)}." if data.sasaran else f"{awal}."


def pimpin_bab2(data: DataLKjIP) -> str:
    """How many promises the year holds, and where they stand."""
    if not data.sasaran:
        return f"Perjanjian kinerja tahun {data.tahun} belum direkam."
    berasal = sum(any(i.target_asal for i in satu.indikator) for satu in data.sasaran)
    semua = f"Laporan ini memuat {bilangan(len(data.sasaran))} {sebutan_sasaran(data)}"
    if not berasal or not data.asal_perjanjian:
        return f"Laporan ini memuat {_banyak(data)}; target tahun {data.tahun} belum direkam."
    if berasal == len(data.sasaran):
        return f"Laporan ini memuat {_banyak(data)}; targetnya diambil dari {data.asal_perjanjian}."
    return (
        f"{semua}; {bilangan(berasal)} di antaranya mempunyai indikator dengan target menurut "
        f"{data.asal_perjanjian}."
    )


def pimpin_bab3(data: DataLKjIP) -> str:
    """How many indicators reached the highest category, and how many have no capaian."""
    semua = _semua(data)
    if not semua:
        return f"Belum ada indikator yang dilaporkan untuk tahun {data.tahun}."
    tinggi = sum(indikator.tingkat == 5 for indikator in semua)
    tanpa = sum(indikator.capaian is None for indikator in semua)
    belum = len(semua) - tinggi - tanpa
    jumlah = f"{bilangan(len(semua))} indikator"
    bagian = [
        f"{_berapa(banyak, len(semua))} {kata}"
        for banyak, kata in (
            (tinggi, "berkategori sangat tinggi"),
            (belum, "berkategori di bawahnya" if tinggi else "berkategori di bawah sangat tinggi"),
            (tanpa, "belum mempunyai capaian"),
        )
        if banyak
    ]
    awal = f"Dari {jumlah} yang dilaporkan, "
    if len(semua) == 1:
        awal = "Satu indikator yang dilaporkan "
        bagian = [satu.removeprefix("satu ") for satu in bagian]
    if ada := berindikator(data):
        awal = f"{awal_kalimat(ada)}; {awal[0].lower()}{awal[1:]}"
    belum_sah = catatan_verifikasi(data)
    return f"{awal}{rangkai(bagian)}{f'; {belum_sah}' if belum_sah else ''}."


def _berapa(banyak: int, semua: int) -> str:
    return "semuanya" if 1 < banyak == semua else bilangan(banyak)


def simpulan_rata_rata(data: DataLKjIP) -> str:
    """The mean with n of N; "" when there is none."""
    if data.rata_rata is None:
        return ""
    dasar = f"{data.rata_rata_n} dari {data.rata_rata_dari} indikator"
    if ada := berindikator(data):
        dasar = f"{dasar} ({ada})"
    sementara = sum(satu.sementara and satu.capaian is not None for satu in _semua(data))
    if sementara:
        dasar = f"{dasar}, {bilangan(sementara)} di antaranya sementara"
    belum = jumlah_belum_diverifikasi(terhitung(_semua(data)))
    if belum:
        dasar = f"{dasar}, {bilangan(belum)} di antaranya {BELUM}"
    rata = teks_persen(data.rata_rata, contoh=rata_rata_contoh(_semua(data)))
    return f"Rata-rata capaian {rata} persen, dihitung dari {dasar}."


def simpulan_anggaran(data: DataLKjIP) -> str:
    """What was spent of the pagu, in percent; "" when it is not known."""
    serapan = data.jumlah_anggaran.serapan
    if serapan is None:
        return ""
    teks = teks_persen(serapan, contoh=data.jumlah_anggaran.contoh)
    return f"Serapan anggaran {teks} persen dari pagu."
