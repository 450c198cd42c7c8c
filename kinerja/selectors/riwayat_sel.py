"""The history of one cell: its trail in words, who decided on it, its last values as a chart."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from dasar.grafik import KolomNilai, kolom_nilai
from dasar.models import JejakAudit
from dasar.tanggal import format_tanggal_pendek, format_waktu, format_waktu_relatif, romawi
from kinerja.formulas.agregasi import triwulan_turun
from kinerja.formulas.skala import format_nilai
from kinerja.models import AlasanKosong, Isian, IsiIndikator, Realisasi, StatusRealisasi
from kinerja.models.indikator import JATUH_TEMPO, Frekuensi
from kinerja.selectors.capaian import CapaianSel

JUMLAH_KOLOM = 7
BATAS_JEJAK = 200  # a cell that changed more often says so
AKSI_REALISASI = {
    "realisasi.disimpan": "mengisi",
    "realisasi.narasi_disimpan": "menulis penjelasan",
    "realisasi.diajukan": "mengajukan",
    "realisasi.disetujui_pd": "menyetujui",
    "realisasi.diverifikasi": "memverifikasi",
    "realisasi.dikembalikan": "mengembalikan",
    "realisasi.dibekukan": "membekukan",
    "realisasi.dibuka_beku": "membuka kembali triwulan yang dibekukan",
    "realisasi.riwayat_contoh": "memuat riwayat contoh",
    "realisasi.dialihkan": "memindahkan karena perubahan organisasi",
    "perubahan.dikembalikan": "mengurungkan perubahan organisasi",
    "janggal.dijelaskan": "menjelaskan kejanggalan",
    "realisasi.bukti_ditambah": "menambah bukti",
    "realisasi.bukti_diubah": "mengubah halaman bukti",
    "realisasi.bukti_dihapus": "menghapus bukti",
}
_KATA_MEDAN = {
    "analisis": "Analisis",
    "faktor_pendorong": "Faktor pendorong",
    "faktor_penghambat": "Faktor penghambat",
    "tindak_lanjut": "Tindak lanjut",
    "alasan_kosong": "Alasan kosong",
    "sumber": "Sumber",
    "komentar": "Catatan",
    "alasan": "Alasan",
    "aturan": "Kejanggalan",
    "judul": "Bukti",
    "halaman": "Halaman",
    "tautan": "Tautan",
}


@dataclass(frozen=True)
class UbahanMedan:
    """One text that a change touched."""

    medan: str
    dari: str
    ke: str


@dataclass(frozen=True)
class Perubahan:
    """One line of the audit trail of the cell; `rinci` are the texts that changed with it."""

    waktu: str
    siapa: str
    apa: str
    dari: str
    ke: str
    rinci: Sequence[UbahanMedan] = ()


@dataclass(frozen=True)
class Langkah:
    """One step of the way of a value: what, by whom, when."""

    kata: str
    siapa: str
    waktu: str


def jejak_sel(realisasi: Realisasi, isi: IsiIndikator, kini: datetime.datetime) -> list[Perubahan]:
    """The trail of one stored cell, newest first (one query; the content type is cached)."""
    jejak = (
        JejakAudit.objects.filter(
            objek_tipe=ContentType.objects.get_for_model(Realisasi), objek_id=str(realisasi.pk)
        )
        .select_related("oleh")
        .order_by("-pk")[:BATAS_JEJAK]
    )

    def nilai(potret: Mapping[str, Any] | None) -> str:
        if not potret or "nilai" not in potret:
            return ""
        if potret["nilai"] is None:
            return "–"
        return format_nilai(Decimal(potret["nilai"]), desimal=isi.desimal, skala=isi.skala_predikat)

    return [
        Perubahan(
            waktu=format_waktu_relatif(j.waktu, kini),
            siapa=str(j.oleh) if j.oleh else "Sistem",
            apa=AKSI_REALISASI.get(j.aksi, "mencatat perubahan"),
            dari=nilai(j.sebelum),
            ke=nilai(j.sesudah),
            rinci=_rinci(j.sebelum or {}, j.sesudah or {}),
        )
        for j in jejak
    ]


def _rinci(sebelum: Mapping[str, Any], sesudah: Mapping[str, Any]) -> list[UbahanMedan]:
    hasil = []
    for medan, kata in _KATA_MEDAN.items():
        dari, ke = str(sebelum.get(medan) or ""), str(sesudah.get(medan) or "")
        if dari == ke:
            continue
        if medan == "alasan_kosong":
            dari, ke = (_kata_alasan(kode) for kode in (dari, ke))
        hasil.append(UbahanMedan(kata, dari, ke))
    return hasil


def _kata_alasan(kode: str) -> str:
    return str(AlasanKosong(kode).label) if kode in AlasanKosong.values else kode


def langkah_sel(r: Realisasi) -> list[Langkah]:
    """Who entered, submitted, returned and accepted the value, oldest first.

    `r` comes with these five people loaded. A return that was answered by a new submission stays:
    it says who had looked before.
    """
    langkah = [
        ("Diisi", r.diisi_oleh, r.diisi_pada),
        ("Diajukan", r.diajukan_oleh, r.diajukan_pada),
        ("Disetujui kepala PD", r.disetujui_oleh, r.disetujui_pada),
        ("Diverifikasi", r.diverifikasi_oleh, r.diverifikasi_pada),
        ("Dikembalikan", r.dikembalikan_oleh, r.dikembalikan_pada),
    ]
    terjadi = [(pada, kata, siapa) for kata, siapa, pada in langkah if siapa and pada]
    terjadi.sort(key=lambda satu: satu[0])
    return [Langkah(kata, str(siapa), waktu_ringkas(pada)) for pada, kata, siapa in terjadi]


def waktu_ringkas(waktu: datetime.datetime) -> str:
    """Day and time of a step: "18 Nov 09.12"."""
    lokal = timezone.localtime(waktu)
    return f"{format_tanggal_pendek(lokal)} {format_waktu(waktu).split()[0]}"


def grafik_nilai(
    isi: IsiIndikator,
    sel: CapaianSel,
    riwayat: Mapping[int, Mapping[int, Decimal]],
    tahun: int,
    triwulan: int,
    *,
    lebar: int = 396,
) -> str:
    """Bars of the last quarters in which the indicator was due, with the target of this one.

    Empty when nothing is known. Bars that fall inside a year although they are typed "s.d.
    triwulan" are marked.
    """
    jatuh = JATUH_TEMPO[Frekuensi(isi.frekuensi)]
    periode = [
        (th, tw)
        for th in range(tahun - 4, tahun + 1)
        for tw in jatuh
        if (th, tw) <= (tahun, triwulan)
    ]
    ada = [p for p in periode if p[1] in riwayat.get(p[0], {})]
    if not ada:
        return ""
    periode = [p for p in periode if p >= ada[0]][-JUMLAH_KOLOM:]
    turun = {
        (th, tw)
        for th in {p[0] for p in periode}
        if isi.isian == Isian.SD_TRIWULAN
        for tw in triwulan_turun([riwayat.get(th, {}).get(n) for n in (1, 2, 3, 4)])
    }

    def teks(nilai: Decimal | None) -> str:
        return format_nilai(nilai, desimal=isi.desimal, skala=isi.skala_predikat)

    kolom = [
        KolomNilai(
            label=romawi(tw),
            kelompok=str(th),
            nilai=(nilai := riwayat.get(th, {}).get(tw)),
            teks=teks(nilai),
            kini=(th, tw) == (tahun, triwulan),
            tanda=(th, tw) in turun,
        )
        for th, tw in periode
    ]
    target = sel.target.nilai if sel.target and not isi.skala_predikat else None
    nama_target = f"Target {tahun}" if sel.setahun else f"Target TW {romawi(triwulan)}"
    uraian = ", ".join(f"TW {k.label} {k.kelompok} {k.teks}" for k in kolom)
    return kolom_nilai(
        kolom,
        judul=f"Nilai terakhir: {uraian}"
        + (f". {nama_target} {teks(target)}." if target is not None else "."),
        target=target,
        teks_target=f"{nama_target} {teks(target)}" if target is not None else "",
        lebar=lebar,
    )


def keterangan_status(r: Realisasi) -> str:
    """The state of a value in words with its day."""
    waktu = {
        StatusRealisasi.DIAJUKAN: r.diajukan_pada,
        StatusRealisasi.DISETUJUI_PD: r.disetujui_pada,
        StatusRealisasi.DIVERIFIKASI: r.diverifikasi_pada,
        StatusRealisasi.DIKEMBALIKAN: r.dikembalikan_pada,
        StatusRealisasi.DRAF: r.diisi_pada,
    }.get(StatusRealisasi(r.status))
    kata = str(r.get_status_display())
    kata = kata[0].lower() + kata[1:]
    return f"{kata} {format_tanggal_pendek(timezone.localtime(waktu))}" if waktu else kata
