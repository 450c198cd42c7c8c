"""Sentences with numbers. Pure functions of DataLKjIP; every number as the tables show it.

A sentence says what is known. What is not known is said as plainly, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dasar.angka import bulatkan, format_angka
from laporan.formulas.data_lkjip import (
    AcuanLKjIP,
    DataLKjIP,
    IndikatorLKjIP,
    NilaiSakip,
    SasaranLKjIP,
)
from laporan.reports.bentuk import belati, teks_nilai, teks_persen, teks_realisasi, teks_target

_BILANGAN = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam"),
    *("tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
_BATAS_TERCAPAI = Decimal(100)


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


# --- ikhtisar ---------------------------------------------------------------------------------


def baris_predikat(nilai: NilaiSakip, tahun: int) -> tuple[str, str]:
    """("Predikat B (Baik)", ", naik 1,73 dari 2023"); the second is empty without a past value."""
    kepala = f"Predikat {nilai.huruf} ({nilai.sebutan})" if nilai.huruf else "Tanpa predikat"
    if nilai.nilai is None or nilai.nilai_lalu is None:
        return kepala, ""
    beda = bulatkan(nilai.nilai) - bulatkan(nilai.nilai_lalu)
    return kepala, f", {_arah(beda)} dari {tahun - 1}"


def baris_target_sakip(nilai: NilaiSakip) -> str:
    """ "Target 70,00 belum tercapai, kurang 0,96"; "" without a target."""
    if nilai.target is None or nilai.nilai is None:
        return ""
    kurang = bulatkan(nilai.target) - bulatkan(nilai.nilai)
    target = format_angka(nilai.target, 2)
    if kurang > 0:
        return f"Target {target} belum tercapai, kurang {format_angka(kurang, 2)}"
    return f"Target {target} tercapai"


def ikhtisar_data(data: DataLKjIP) -> str:
    """The paragraph of the summary when nobody has written one."""
    return f"{pimpin_bab3(data)} {simpulan_rata_rata(data)}".strip()


# --- leads of the chapters ---------------------------------------------------------------------


def _semua(data: DataLKjIP) -> list[IndikatorLKjIP]:
    return [indikator for sasaran in data.sasaran for indikator in sasaran.indikator]


def _banyak(data: DataLKjIP) -> str:
    jenis = "sasaran" if data.jenis == "kota" else "sasaran dan program"
    return f"{bilangan(len(data.sasaran))} {jenis} dengan {bilangan(len(_semua(data)))} indikator"


def pimpin_bab1(data: DataLKjIP) -> str:
    """What this report answers for."""
    awal = f"Laporan ini mempertanggungjawabkan kinerja {nama_laporan(data)} tahun {data.tahun}"
    return f"{awal}: {_banyak(data)}." if data.sasaran else f"{awal}."


def pimpin_bab2(data: DataLKjIP) -> str:
    """How many promises the year holds, and where they stand."""
    if not data.sasaran:
        return f"Perjanjian kinerja tahun {data.tahun} belum direkam."
    asal = data.asal_perjanjian or "Perencanaan"
    return f"{asal} memuat {_banyak(data)} untuk tahun {data.tahun}."


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
    return f"Dari {jumlah} yang dilaporkan, {rangkai(bagian)}."


def _berapa(banyak: int, semua: int) -> str:
    return "semuanya" if 1 < banyak == semua else bilangan(banyak)


def simpulan_rata_rata(data: DataLKjIP) -> str:
    """The mean with n of N; "" when there is none."""
    if data.rata_rata is None:
        return ""
    dasar = f"{data.rata_rata_n} dari {data.rata_rata_dari} indikator"
    sementara = sum(satu.sementara and satu.capaian is not None for satu in _semua(data))
    if sementara:
        dasar = f"{dasar}, {bilangan(sementara)} di antaranya sementara"
    return f"Rata-rata capaian {teks_persen(data.rata_rata)} persen, dihitung dari {dasar}."


def simpulan_anggaran(data: DataLKjIP) -> str:
    """What was spent of the pagu, in percent; "" when it is not known."""
    serapan = data.jumlah_anggaran.serapan
    if serapan is None:
        return ""
    teks = teks_persen(serapan, contoh=data.jumlah_anggaran.contoh)
    return f"Serapan anggaran {teks} persen dari pagu."


# --- sasaran and its analyses --------------------------------------------------------------------


def pembuka_sasaran(sasaran: SasaranLKjIP) -> str:
    """How the sasaran is measured and who answers for it."""
    jenis = sasaran.jenis or "Sasaran"
    if not sasaran.indikator:
        return f"{jenis} ini belum mempunyai indikator yang dilaporkan."
    if len(sasaran.indikator) == 1:
        ukuran = sasaran.indikator[0].nama
    else:
        ukuran = f"{bilangan(len(sasaran.indikator))} indikator"
    penanggung = dict.fromkeys(
        indikator.penanggung_jawab or indikator.pengampu for indikator in sasaran.indikator
    )
    nama = [satu for satu in penanggung if satu]
    ekor = f" Penanggung jawab: {'; '.join(nama)}." if nama else ""
    return f"{jenis} ini diukur dengan {ukuran}.{ekor}"


def _satuan(indikator: IndikatorLKjIP) -> str:
    """The unit behind a number inside a sentence; none for units that say nothing there."""
    satuan = indikator.satuan.strip()
    tanpa = {"nilai", "indeks", "predikat", "skor", "angka", "opini", ""}
    return "" if satuan.casefold() in tanpa else f" {'persen' if satuan == '%' else satuan.lower()}"


def target_dan_realisasi(indikator: IndikatorLKjIP, tahun: int) -> str:
    """Analysis 1 of one indicator."""
    target, satuan = teks_target(indikator), _satuan(indikator)
    if indikator.realisasi is None:
        ekor = f"; targetnya {target}{satuan}" if indikator.target is not None else ""
        sebab = f" {indikator.alasan}" if indikator.alasan else ""
        return f"Realisasi {indikator.nama} tahun {tahun} belum tersedia{ekor}.{sebab}"
    kata = "Realisasi sementara" if indikator.sementara else "Realisasi"
    awal = f"{kata} {indikator.nama} {teks_realisasi(indikator)}{satuan}"
    if indikator.target is None:
        return f"{awal}; target tahun {tahun} belum ditetapkan."
    if indikator.capaian is None:
        sebab = f" {indikator.alasan}" if indikator.alasan else ""
        return f"{awal} dengan target {target}{satuan}; capaian tidak dapat dihitung.{sebab}"
    capaian = teks_persen(indikator.capaian)
    kategori = f", berkategori {indikator.kategori.lower()}" if indikator.kategori else ""
    tercapai = (
        "target tahunan tercapai"
        if bulatkan(indikator.capaian) >= _BATAS_TERCAPAI
        else "target tahunan belum tercapai"
    )
    if indikator.sementara:
        tercapai = "angka setahun penuh belum tersedia"
    return (
        f"{awal} dari target {target}{satuan} memberi capaian {capaian} persen{kategori}; "
        f"{tercapai}."
    )


def banding_tahun_lalu(indikator: IndikatorLKjIP, tahun: int) -> str:
    """Analysis 2: the movement from the last known year before this one."""
    lalu = [satu for satu in indikator.riwayat if satu.tahun < tahun and satu.realisasi is not None]
    if not lalu:
        return f"Realisasi {indikator.nama} pada tahun-tahun sebelumnya belum direkam."
    akhir = lalu[-1]
    nilai = teks_nilai(
        akhir.realisasi, desimal=indikator.desimal, skala=indikator.skala, contoh=akhir.contoh
    )
    if indikator.realisasi is None or akhir.realisasi is None:
        return (
            f"{indikator.nama} tahun {akhir.tahun} bernilai {nilai}; nilai {tahun} belum tersedia."
        )
    kini = teks_realisasi(indikator)
    kata = " sementara" if indikator.sementara else ""
    if indikator.skala is not None:
        arah = "tetap" if kini.rstrip("†") == nilai.rstrip("†") else "berubah"
        return f"{indikator.nama} {arah} dari {nilai} pada {akhir.tahun} menjadi{kata} {kini}."
    beda = bulatkan(indikator.realisasi, indikator.desimal) - bulatkan(
        akhir.realisasi, indikator.desimal
    )
    return (
        f"{indikator.nama} {_arah(beda, indikator.desimal)} dari {nilai} pada {akhir.tahun} "
        f"menjadi{kata} {kini}; {indikator.polaritas}."
        if indikator.polaritas
        else f"{indikator.nama} {_arah(beda, indikator.desimal)} dari {nilai} pada {akhir.tahun} "
        f"menjadi{kata} {kini}."
    )


def banding_target_akhir(indikator: IndikatorLKjIP, tahun: int) -> str:
    """Analysis 3: against the last target of the medium-term plan."""
    if indikator.target_akhir is None:
        return f"Target akhir rencana jangka menengah untuk {indikator.nama} belum direkam."
    dokumen = indikator.dokumen_akhir or "rencana jangka menengah"
    akhir = teks_nilai(indikator.target_akhir, desimal=indikator.desimal, skala=indikator.skala)
    sampai = f" pada {indikator.tahun_akhir}" if indikator.tahun_akhir else ""
    awal = (
        f"Target akhir {dokumen} untuk {indikator.nama} adalah {akhir}{_satuan(indikator)}{sampai}."
    )
    if indikator.capaian_akhir is None:
        return f"{awal} Capaian terhadap target itu belum dapat dihitung."
    kata = "Realisasi sementara" if indikator.sementara else "Realisasi"
    persen = teks_persen(indikator.capaian_akhir)
    return f"{awal} {kata} {tahun} memberi capaian {persen} persen terhadap target itu."


def banding_acuan(indikator: IndikatorLKjIP) -> str:
    """Analysis 4: against what others published."""
    if not indikator.acuan:
        return f"Standar nasional untuk {indikator.nama} belum direkam."
    acuan = rangkai([_teks_acuan(satu) for satu in indikator.acuan])
    if indikator.realisasi is None:
        return f"Pembanding untuk {indikator.nama}: {acuan}. Nilai sendiri belum tersedia."
    kata = " sementara" if indikator.sementara else ""
    return f"{indikator.nama}{kata} {teks_realisasi(indikator)}; pembandingnya {acuan}."


def _teks_acuan(acuan: AcuanLKjIP) -> str:
    return f"{acuan.nama} {format_angka(acuan.nilai, acuan.desimal)} ({acuan.tahun})"


def efisiensi(sasaran: SasaranLKjIP) -> str:
    """Analysis 6: capaian beside serapan. Says which of the two is missing."""
    serapan = sasaran.anggaran.serapan
    if sasaran.capaian is None and serapan is None:
        return "Efisiensi belum dapat dihitung: capaian dan serapan anggaran belum tersedia."
    if sasaran.capaian is None:
        return "Efisiensi belum dapat dihitung: capaian belum tersedia."
    if serapan is None:
        return (
            "Efisiensi belum dapat dihitung: pagu atau realisasi anggaran pendukung "
            f"{(sasaran.jenis or 'sasaran').lower()} ini belum direkam."
        )
    sementara = any(satu.sementara for satu in sasaran.indikator)
    banyak = sasaran.dari > 1
    kata = f"{'Rata-rata capaian' if banyak else 'Capaian'}{' sementara' if sementara else ''}"
    dasar = f" ({sasaran.n} dari {sasaran.dari} indikator)" if banyak else ""
    teks_serapan = belati(teks_persen(serapan), sasaran.anggaran.contoh)
    kalimat = (
        f"{kata} {teks_persen(sasaran.capaian)} persen{dasar} diperoleh dengan serapan "
        f"{teks_serapan} persen dari pagu pendukung."
    )
    if sasaran.efisiensi is None:
        return kalimat
    beda = bulatkan(sasaran.efisiensi)
    if beda == 0:
        return f"{kalimat} Capaian sama besar dengan serapan."
    banding = "lebih besar" if beda > 0 else "lebih kecil"
    return f"{kalimat} Capaian {format_angka(abs(beda), 2)} poin {banding} daripada serapan."


def _arah(beda: Decimal, desimal: int = 2) -> str:
    if beda == 0:
        return "tetap"
    return f"{'naik' if beda > 0 else 'turun'} {format_angka(abs(beda), desimal)}"
