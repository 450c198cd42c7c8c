"""Annexes: the agreement, the measurement, and where every number comes from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dasar.angka import format_angka
from dasar.cetak.tabel import LEBAR_LANSKAP, Kolom, Sel, Tabel
from laporan.formulas.data_lkjip import (
    BarisAnggaran,
    BarisPengukuran,
    DataLKjIP,
    IndikatorLKjIP,
    NilaiTriwulanLKjIP,
)
from laporan.formulas.sifat_nilai import belum_diverifikasi
from laporan.reports import kalimat, muka
from laporan.reports.bab import catatan, tabel_pagu, tabel_perjanjian
from laporan.reports.bab3 import CATATAN_SEMENTARA
from laporan.reports.bentuk import (
    BELUM,
    KUNCI_KATEGORI,
    SEMENTARA,
    sel_realisasi,
    sel_uang,
    tanda_kategori,
    teks_capaian,
    teks_nilai,
    teks_realisasi,
    teks_target,
)
from laporan.reports.nomor import Penomor, TabelCetak
from laporan.reports.perjanjian import tabel_isi_perjanjian

_TRIWULAN = ("I", "II", "III", "IV")
_TANDA_BELUM = "b"  # the words do not fit into a column of 11 mm; the note below explains it


def isi_lampiran1(data: DataLKjIP, penomor: Penomor) -> dict[str, Any]:
    """Perjanjian Kinerja as tables; signatures stand on the signed document."""
    judul = f"{kalimat.judul_perjanjian(data)} {kalimat.nama_laporan(data)}"
    penomor.mulai("L1", "L1–")
    penomor.judul("judul-lampiran-1", "Lampiran 1", judul)
    if data.perjanjian is not None:
        return {
            "judul": judul,
            "kepala": f"Lampiran 1 {kalimat.judul_perjanjian(data)}",
            "kalimat": [kalimat.asal_isi_perjanjian(data)],
            "tabel": tabel_isi_perjanjian(data.perjanjian, penomor),
        }
    isi = [tabel_perjanjian(data, penomor), tabel_pagu(data, penomor)]
    tabel = [satu for satu in isi if satu is not None]
    kepala = f"Lampiran 1 {kalimat.judul_perjanjian(data)}"
    if not tabel:
        kosong = f"Perjanjian kinerja tahun {data.tahun} belum direkam."
        return {"judul": judul, "kepala": kepala, "kalimat": [kosong], "tabel": []}
    ket = [kalimat.asal_isi_perjanjian(data)]
    if isi[1] is None and data.anggaran:
        ket.append(
            "Anggaran tidak dimuat: pagu sebagian atau seluruh program belum direkam, sehingga "
            "jumlahnya belum diketahui."
        )
    return {"judul": judul, "kepala": kepala, "kalimat": ket, "tabel": tabel}


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
            Kolom("Kode", 20.5),
            Kolom("Sasaran dan program", 34.5),
            Kolom("Indikator", 38.5),
            Kolom("Satuan", 14.5),
            Kolom("Target", 13, "kanan"),
            *(Kolom(f"TW {satu}", 12.5, "kanan") for satu in _TRIWULAN),
            Kolom("Realisasi", 15, "kanan"),
            Kolom("Capaian", 13, "kanan", "persen"),
            Kolom("Kat.", 7, "tengah"),
            Kolom("Pagu", 19.8, "kanan", "rupiah"),
            Kolom("Realisasi", 19.8, "kanan", "rupiah"),
            Kolom("Serapan", 11.4, "kanan", "persen"),
        ],
        lebar=LEBAR_LANSKAP,
    )
    kosong = 0
    belum = False
    for kode, nama, indikator, uang in _pasangkan(data.pengukuran):
        if indikator is None and (uang is None or (uang.pagu, uang.realisasi) == (None, None)):
            kosong += 1
            continue
        belum = belum or (indikator is not None and any(map(_belum_sah, indikator.triwulan)))
        tabel.baris(kode, nama, *_sel_indikator(indikator), *_sel_anggaran(uang))
    if not tabel.jumlah_baris:
        return None
    sementara = CATATAN_SEMENTARA if tabel.memuat_sementara else ""
    kunci = f"Kategori: {KUNCI_KATEGORI} Tanda – berarti tidak diukur atau belum tersedia."
    lewat = (
        f"{kalimat.awal_kalimat(kalimat.bilangan(kosong))} sasaran atau tingkatan lain tanpa "
        "indikator dan tanpa anggaran tidak dimuat."
    )
    return penomor.beri_tabel(
        tabel,
        f"Pengukuran kinerja dan anggaran, {data.tahun}",
        catatan=catatan(
            tabel,
            kunci,
            sementara,
            f"b: {BELUM}; nilai tahun memuat triwulan yang {BELUM}." if belum else "",
            lewat if kosong else "",
        ),
    )


Baris = tuple[str, str, IndikatorLKjIP | None, BarisAnggaran | None]


def _pasangkan(baris: tuple[BarisPengukuran, ...]) -> Iterator[Baris]:
    """A node and its first indicator share a line; further indicators follow below it.

    Each line repeats the code: on the next page it says whose indicator this is.
    """
    kode = ""
    simpul: BarisPengukuran | None = None
    for satu in baris:
        if satu.indikator is None:
            if simpul is not None:
                yield simpul.kode, simpul.nama, None, simpul.anggaran
            simpul, kode = satu, satu.kode
        elif simpul is not None:
            yield simpul.kode, simpul.nama, satu.indikator, simpul.anggaran
            simpul = None
        else:
            yield kode, "", satu.indikator, satu.anggaran
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
        *(_sel_triwulan(indikator, nilai.get(tw)) for tw in (1, 2, 3, 4)),
        _realisasi_setahun(indikator),
        teks_capaian(indikator),
        tanda_kategori(indikator),
    )


def _realisasi_setahun(indikator: IndikatorLKjIP) -> str | Sel:
    if not belum_diverifikasi(indikator):
        return sel_realisasi(indikator)
    kecil = f"{SEMENTARA}, {_TANDA_BELUM}" if indikator.sementara else _TANDA_BELUM
    return Sel(teks_realisasi(indikator), kecil)


def _belum_sah(satu: NilaiTriwulanLKjIP) -> bool:
    return satu.nilai is not None and not satu.terverifikasi


def _sel_triwulan(indikator: IndikatorLKjIP, satu: NilaiTriwulanLKjIP | None) -> str | Sel:
    teks = _nilai_triwulan(indikator, satu)
    return Sel(teks, _TANDA_BELUM) if satu is not None and _belum_sah(satu) else teks


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
    kosong = f"Belum ada nilai triwulan yang direkam untuk tahun {data.tahun}."
    ket = ["" if tabel else kosong, _sisanya(data)]
    return {
        "judul": judul,
        "kalimat": [satu for satu in ket if satu],
        "tabel": [tabel] if tabel else [],
    }


def _sisanya(data: DataLKjIP) -> str:
    """What stands only in the attached data: the indicators that no chapter analyses."""
    sendiri = {satu.indikator_id for _, satu in _indikator(data)}
    lain = {
        baris.indikator.indikator_id: baris.indikator
        for baris in data.pengukuran
        if baris.indikator is not None and baris.indikator.indikator_id not in sendiri
    }
    if not lain:
        return ""
    baris = sum(_berisi(satu) for i in lain.values() for satu in i.triwulan)
    return (
        f"Lampiran ini memuat indikator {kalimat.sebutan_sasaran(data)} yang diuraikan pada Bab "
        f"III. Asal-usul {kalimat.bilangan(len(lain))} indikator lain pada Lampiran 2, "
        f"{format_angka(Decimal(baris), 0)} baris, ada di dalam data terlampir "
        f"{muka.nama_data(data)}."
    )


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
    """Every indicator that a chapter analyses, once."""
    dilihat: set[int] = set()
    for sasaran in data.sasaran:
        for indikator in sasaran.indikator:
            if indikator.indikator_id not in dilihat:
                dilihat.add(indikator.indikator_id)
                yield sasaran.kode, indikator


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
