"""Sentences of one sasaran: how it is measured, and its analyses with the numbers as the tables."""

from __future__ import annotations

from decimal import Decimal

from dasar.angka import bulatkan, format_angka
from laporan.formulas.data_lkjip import (
    AcuanLKjIP,
    IndikatorLKjIP,
    NilaiTahunLKjIP,
    SasaranLKjIP,
)
from laporan.formulas.sifat_nilai import (
    belum_diverifikasi,
    efisiensi_contoh,
    jumlah_belum_diverifikasi,
    rata_rata_contoh,
    terhitung,
)
from laporan.reports import kalimat
from laporan.reports.bentuk import (
    BELUM,
    belati,
    teks_capaian,
    teks_nilai,
    teks_persen,
    teks_realisasi,
    teks_target,
)

_BATAS_TERCAPAI = Decimal(100)


def pembuka_sasaran(sasaran: SasaranLKjIP) -> str:
    """How the sasaran is measured and who answers for it."""
    jenis = sasaran.jenis or "Sasaran"
    if not sasaran.indikator:
        return f"{jenis} ini belum mempunyai indikator yang dilaporkan."
    if len(sasaran.indikator) == 1:
        ukuran = sasaran.indikator[0].nama
    else:
        ukuran = f"{kalimat.bilangan(len(sasaran.indikator))} indikator"
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


def _kini(indikator: IndikatorLKjIP) -> str:
    """The value of the year in a sentence: "72,78 tahun (belum diverifikasi)"."""
    belum = f" ({BELUM})" if belum_diverifikasi(indikator) else ""
    return f"{teks_realisasi(indikator)}{_satuan(indikator)}{belum}"


def _lampau(indikator: IndikatorLKjIP, satu: NilaiTahunLKjIP) -> str:
    nilai = teks_nilai(
        satu.realisasi, desimal=indikator.desimal, skala=indikator.skala, contoh=satu.contoh
    )
    return f"{nilai} ({BELUM})" if satu.belum_verifikasi else nilai


def target_dan_realisasi(indikator: IndikatorLKjIP, tahun: int) -> str:
    """Analysis 1 of one indicator."""
    target, satuan = teks_target(indikator), _satuan(indikator)
    if indikator.realisasi is None:
        ekor = f"; targetnya {target}{satuan}" if indikator.target is not None else ""
        sebab = f" {indikator.alasan}" if indikator.alasan else ""
        return f"Realisasi {indikator.nama} tahun {tahun} belum tersedia{ekor}.{sebab}"
    kata = "Realisasi sementara" if indikator.sementara else "Realisasi"
    awal = f"{kata} {indikator.nama} {_kini(indikator)}"
    if indikator.target is None:
        return f"{awal}; target tahun {tahun} belum ditetapkan."
    if indikator.capaian is None:
        sebab = f" {indikator.alasan}" if indikator.alasan else ""
        return f"{awal} dengan target {target}{satuan}; capaian tidak dapat dihitung.{sebab}"
    capaian = teks_capaian(indikator)
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


def _huruf(indikator: IndikatorLKjIP, nilai: Decimal | None) -> str:
    return teks_nilai(nilai, desimal=indikator.desimal, skala=indikator.skala)


def _kapan(lampau: NilaiTahunLKjIP) -> str:
    """The year of a value, with the PD that reached it where that was another."""
    return f"{lampau.tahun} ({lampau.pendahulu})" if lampau.pendahulu else str(lampau.tahun)


def banding_tahun_lalu(indikator: IndikatorLKjIP, tahun: int) -> str:
    """Analysis 2: the movement from the last known year before this one."""
    lalu = [satu for satu in indikator.riwayat if satu.tahun < tahun and satu.realisasi is not None]
    if not lalu:
        return f"Realisasi {indikator.nama} pada tahun-tahun sebelumnya belum direkam."
    akhir = lalu[-1]
    nilai = _lampau(indikator, akhir)
    if indikator.realisasi is None or akhir.realisasi is None:
        return (
            f"{indikator.nama} tahun {_kapan(akhir)} bernilai {nilai}; "
            f"nilai {tahun} belum tersedia."
        )
    kini = teks_realisasi(indikator)
    if belum_diverifikasi(indikator):
        kini = f"{kini} ({BELUM})"
    kata = " sementara" if indikator.sementara else ""
    if indikator.skala is not None:
        arah = (
            "tetap"
            if _huruf(indikator, indikator.realisasi) == _huruf(indikator, akhir.realisasi)
            else "berubah"
        )
        return f"{indikator.nama} {arah} dari {nilai} pada {_kapan(akhir)} menjadi{kata} {kini}."
    beda = bulatkan(indikator.realisasi, indikator.desimal) - bulatkan(
        akhir.realisasi, indikator.desimal
    )
    arah = kalimat.arah_gerak(beda, indikator.desimal, contoh=indikator.contoh or akhir.contoh)
    ekor = f"; {indikator.polaritas}" if indikator.polaritas else ""
    return f"{indikator.nama} {arah} dari {nilai} pada {_kapan(akhir)} menjadi{kata} {kini}{ekor}."


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
    tahun_ini = f"{tahun} yang {BELUM}" if belum_diverifikasi(indikator) else str(tahun)
    persen = teks_persen(indikator.capaian_akhir, contoh=indikator.contoh)
    return f"{awal} {kata} {tahun_ini} memberi capaian {persen} persen terhadap target itu."


def banding_acuan(indikator: IndikatorLKjIP) -> str:
    """Analysis 4: against what others published."""
    if not indikator.acuan:
        return f"Standar nasional untuk {indikator.nama} belum direkam."
    acuan = kalimat.rangkai([_teks_acuan(satu) for satu in indikator.acuan])
    if indikator.realisasi is None:
        return f"Pembanding untuk {indikator.nama}: {acuan}. Nilai sendiri belum tersedia."
    kata = " sementara" if indikator.sementara else ""
    belum = f" ({BELUM})" if belum_diverifikasi(indikator) else ""
    return f"{indikator.nama}{kata} {teks_realisasi(indikator)}{belum}; pembandingnya {acuan}."


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
    belum = jumlah_belum_diverifikasi(terhitung(sasaran.indikator))
    if belum:
        dasar = f"{dasar}, {f'{kalimat.bilangan(belum)} nilainya ' if banyak else ''}{BELUM},"
    capaian = teks_persen(sasaran.capaian, contoh=rata_rata_contoh(sasaran.indikator))
    teks_serapan = belati(teks_persen(serapan), sasaran.anggaran.contoh)
    teks = (
        f"{kata} {capaian} persen{dasar} diperoleh dengan serapan "
        f"{teks_serapan} persen dari pagu pendukung."
    )
    if sasaran.efisiensi is None:
        return teks
    beda = bulatkan(sasaran.efisiensi)
    if beda == 0:
        return f"{teks} Capaian sama besar dengan serapan."
    banding = "lebih besar" if beda > 0 else "lebih kecil"
    poin = belati(format_angka(abs(beda), 2), efisiensi_contoh(sasaran))
    return f"{teks} Capaian {poin} poin {banding} daripada serapan."
