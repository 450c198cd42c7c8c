"""Annexes: the agreement, the measurement, and where every number comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from laporan.formulas.data_lkjip import (
    BarisAnggaran,
    BarisPengukuran,
    DataLKjIP,
    IndikatorLKjIP,
    NilaiTriwulanLKjIP,
)
from laporan.reports import kalimat
from laporan.reports.bab import catatan, tabel_pagu, tabel_perjanjian
from laporan.reports.bab3 import CATATAN_SEMENTARA
from laporan.reports.bentuk import (
    KUNCI_KATEGORI,
    sel_realisasi,
    sel_uang,
    tanda_kategori,
    teks_nilai,
    teks_persen,
    teks_target,
)
from laporan.reports.nomor import Penomor, TabelCetak
from laporan.reports.tabel import LEBAR_LANSKAP, Kolom, Tabel

_TRIWULAN = ("I", "II", "III", "IV")


def isi_lampiran1(data: DataLKjIP, penomor: Penomor) -> dict[str, Any]:
    """Perjanjian Kinerja as tables; signatures stand on the signed document."""
    judul = f"Perjanjian Kinerja {kalimat.nama_laporan(data)}"
    penomor.mulai("L1", "L1–")
    penomor.judul("judul-lampiran-1", "Lampiran 1", judul)
    asal = f"Disalin dari {data.asal_perjanjian}." if data.asal_perjanjian else ""
    isi = [tabel_perjanjian(data, penomor), tabel_pagu(data, penomor)]
    tabel = [satu for satu in isi if satu is not None]
    kosong = "" if tabel else f"Perjanjian kinerja tahun {data.tahun} belum direkam."
    return {"judul": judul, "kalimat": [satu for satu in (asal, kosong) if satu], "tabel": tabel}


# --- Lampiran 2 ----------------------------------------------------------------------------------


def isi_lampiran2(data: DataLKjIP, penomor: Penomor) -> dict[str, Any]:
    """Measurement: quarters, year, capaian and money on one line."""
    judul = f"Pengukuran kinerja tahun {data.tahun}"
    penomor.mulai("L2", "L2–")
    penomor.judul("judul-lampiran-2", "Lampiran 2", judul)
    tabel = _tabel_pengukuran(data, penomor)
    kosong = [f"Pengukuran kinerja tahun {data.tahun} belum direkam."]
    return {
        "judul": judul,
        "kalimat": [] if tabel else kosong,
        "tabel": [tabel] if tabel else [],
    }


def _tabel_pengukuran(data: DataLKjIP, penomor: Penomor) -> TabelCetak | None:
    if not data.pengukuran:
        return None
    tabel = Tabel(
        [
            Kolom("Kode", 23),
            Kolom("Sasaran dan program", 35),
            Kolom("Indikator", 33),
            Kolom("Satuan", 14),
            Kolom("Target", 15, "kanan"),
            *(Kolom(f"TW {satu}", 12, "kanan") for satu in _TRIWULAN),
            Kolom("Realisasi", 15, "kanan"),
            Kolom("Capaian", 13, "kanan", "persen"),
            Kolom("Kat.", 7, "tengah"),
            Kolom("Pagu", 21, "kanan", "rupiah"),
            Kolom("Realisasi", 21, "kanan", "rupiah"),
            Kolom("Serapan", 12, "kanan", "persen"),
        ],
        lebar=LEBAR_LANSKAP,
    )
    for kode, nama, indikator, uang in _pasangkan(data.pengukuran):
        tabel.baris(kode, nama, *_sel_indikator(indikator), *_sel_anggaran(uang))
    sementara = CATATAN_SEMENTARA if tabel.memuat_sementara else ""
    kunci = f"Kategori: {KUNCI_KATEGORI} Tanda – berarti tidak diukur atau belum tersedia."
    return penomor.beri_tabel(
        tabel,
        f"Pengukuran kinerja dan anggaran, {data.tahun}",
        catatan=catatan(tabel, kunci, sementara),
    )


Baris = tuple[str, str, IndikatorLKjIP | None, BarisAnggaran | None]


def _pasangkan(baris: tuple[BarisPengukuran, ...]) -> Iterator[Baris]:
    """A node and its first indicator share a line; further indicators follow below it."""
    simpul: BarisPengukuran | None = None
    for satu in baris:
        if satu.indikator is None:
            if simpul is not None:
                yield simpul.kode, simpul.nama, None, simpul.anggaran
            simpul = satu
        elif simpul is not None:
            yield simpul.kode, simpul.nama, satu.indikator, simpul.anggaran
            simpul = None
        else:
            yield "", "", satu.indikator, satu.anggaran
    if simpul is not None:
        yield simpul.kode, simpul.nama, None, simpul.anggaran


def _sel_indikator(indikator: IndikatorLKjIP | None) -> tuple[Any, ...]:
    if indikator is None:
        return ("–", *[""] * 9)
    nilai = {satu.triwulan: satu for satu in indikator.triwulan}
    return (
        indikator.nama,
        indikator.satuan,
        teks_target(indikator),
        *(_nilai_triwulan(indikator, nilai.get(tw)) for tw in (1, 2, 3, 4)),
        sel_realisasi(indikator),
        teks_persen(indikator.capaian),
        tanda_kategori(indikator),
    )


def _nilai_triwulan(indikator: IndikatorLKjIP, satu: NilaiTriwulanLKjIP | None) -> str:
    if satu is None:
        return "–"
    return teks_nilai(
        satu.nilai, desimal=indikator.desimal, skala=indikator.skala, contoh=satu.contoh
    )


def _sel_anggaran(uang: BarisAnggaran | None) -> tuple[str, str, str]:
    return ("", "", "") if uang is None else sel_uang(uang)


# --- Lampiran 3 ----------------------------------------------------------------------------------


def isi_lampiran3(data: DataLKjIP, penomor: Penomor) -> dict[str, Any]:
    """Of every value: who entered it, who verified it, and its source."""
    judul = "Asal-usul angka"
    penomor.mulai("L3", "L3–")
    penomor.judul("judul-lampiran-3", "Lampiran 3", judul)
    tabel = _tabel_asal(data, penomor)
    kosong = [f"Belum ada nilai triwulan yang direkam untuk tahun {data.tahun}."]
    return {
        "judul": judul,
        "kalimat": [] if tabel else kosong,
        "tabel": [tabel] if tabel else [],
    }


def _tabel_asal(data: DataLKjIP, penomor: Penomor) -> TabelCetak | None:
    tabel = Tabel(
        [
            Kolom("TW", 11),
            Kolom("Nilai", 22, "kanan"),
            Kolom("Status", 25),
            Kolom("Diisi", 36),
            Kolom("Diverifikasi", 35),
            Kolom("Sumber", 35),
        ]
    )
    for kode, indikator in _indikator(data):
        satuan = f" ({indikator.satuan})" if indikator.satuan else ""
        tabel.kelompok(f"{kode} {indikator.nama}{satuan}".strip())
        nilai = {satu.triwulan: satu for satu in indikator.triwulan}
        if not any(_berisi(satu) for satu in indikator.triwulan):
            tabel.baris("I–IV", "–", "Belum diisi", "–", "–", "–")
            continue
        for tw in (1, 2, 3, 4):
            tabel.baris(*_baris_asal(indikator, tw, nilai.get(tw)))
    if not tabel.jumlah_baris:
        return None
    return penomor.beri_tabel(
        tabel, f"Asal-usul nilai triwulan, {data.tahun}", catatan=catatan(tabel)
    )


def _indikator(data: DataLKjIP) -> Iterator[tuple[str, IndikatorLKjIP]]:
    """Every indicator once: those of the chapters first, then the others of Lampiran 2."""
    kode = ""
    dilihat: set[int] = set()
    for sasaran in data.sasaran:
        for indikator in sasaran.indikator:
            if indikator.indikator_id not in dilihat:
                dilihat.add(indikator.indikator_id)
                yield sasaran.kode, indikator
    for baris in data.pengukuran:
        kode = baris.kode or kode
        if baris.indikator is not None and baris.indikator.indikator_id not in dilihat:
            dilihat.add(baris.indikator.indikator_id)
            yield kode, baris.indikator


def _berisi(satu: NilaiTriwulanLKjIP) -> bool:
    """Whether there is anything to tell about a quarter."""
    return satu.nilai is not None or any(
        (satu.alasan_kosong, satu.status, satu.diisi, satu.diverifikasi, satu.sumber)
    )


def _baris_asal(
    indikator: IndikatorLKjIP, tw: int, satu: NilaiTriwulanLKjIP | None
) -> tuple[str, ...]:
    if satu is None:
        return (_TRIWULAN[tw - 1], "–", "Belum diisi", "–", "–", "–")
    return (
        _TRIWULAN[tw - 1],
        _nilai_triwulan(indikator, satu),
        satu.status or "Belum diisi",
        satu.diisi or "–",
        satu.diverifikasi or "–",
        satu.sumber or satu.alasan_kosong or "–",
    )
