"""DataLKjIP: every number and text of one report, frozen. Screen, PDF and JSON read this object.

Decimals are unrounded; `None` is unknown and never 0. Money is whole rupiah. A report formats these
values and computes nothing. Times are ISO text with zone. No Django in here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pydantic import TypeAdapter

from kinerja.formulas.isi_pk import IsiPK

SKEMA = 2
Sifat = Literal["bersih", "draf", "contoh"]


class SkemaTidakDikenal(ValueError):
    """The stored data were written by a newer version of the system."""


@dataclass(frozen=True)
class Celah:
    """Something that the report should hold and does not: where, and a sentence."""

    bagian: str
    kalimat: str


@dataclass(frozen=True)
class Naskah:
    """A text written by people, by paragraph; `asal` says who wrote it ("" when unknown)."""

    paragraf: tuple[str, ...]
    contoh: bool = False
    asal: str = ""


@dataclass(frozen=True)
class NilaiTriwulanLKjIP:
    """The value of one quarter and its way into the report."""

    triwulan: int
    nilai: Decimal | None
    alasan_kosong: str
    status: str  # label, such as "Diverifikasi"; "" when nothing was entered
    terverifikasi: bool
    contoh: bool
    sumber: str
    realisasi_id: int | None
    diisi: str  # "Operator Dinkes, 14 Januari 2025"; "" when unknown
    diverifikasi: str


@dataclass(frozen=True)
class NilaiTahunLKjIP:
    """Target, realisasi and capaian (percent) of one year."""

    tahun: int
    target: Decimal | None
    realisasi: Decimal | None
    capaian: Decimal | None
    sementara: bool
    contoh: bool
    belum_verifikasi: bool = False  # printed, and a quarter of it was never verified
    pendahulu: str = ""  # the PD before a reorganisation, whose year this is

    @property
    def label(self) -> str:
        """The year, marked where another PD reported it: "2023, Dinas Sosial"."""
        return f"{self.tahun}, {self.pendahulu}" if self.pendahulu else str(self.tahun)


@dataclass(frozen=True)
class AcuanLKjIP:
    """A published number to compare with."""

    nama: str
    tahun: int
    nilai: Decimal
    satuan: str
    desimal: int
    sumber: str


@dataclass(frozen=True)
class PenjelasanPD:
    """What the PD wrote beside the value of one quarter."""

    triwulan: int
    analisis: str
    faktor_pendorong: str
    faktor_penghambat: str
    tindak_lanjut: str
    contoh: bool


@dataclass(frozen=True)
class IndikatorLKjIP:
    """One indicator of the year: what was promised, what was reached, and why.

    `capaian` is percent; `kategori` the word of Permendagri 86/2017 and `tingkat` its 1..5
    (5 = sangat tinggi). `sementara`: a value of the year with quarters missing.
    `target_contoh` and `contoh` mark made-up numbers (target, realisasi).
    """

    indikator_id: int
    nama: str
    satuan: str
    desimal: int
    skala: Mapping[str, int] | None
    polaritas: str  # kalimat: "makin tinggi makin baik"
    iku: bool
    pengampu: str
    penanggung_jawab: str
    sumber_data: str
    target: Decimal | None
    target_atas: Decimal | None
    target_asal: str
    target_contoh: bool
    realisasi: Decimal | None
    sementara: bool
    contoh: bool
    capaian: Decimal | None
    kategori: str
    tingkat: int | None
    alasan: str  # why there is no capaian; "" when there is one
    penjelasan: str  # one sentence in words
    rumus: str  # with the numbers put in
    triwulan: tuple[NilaiTriwulanLKjIP, ...]  # 1..4
    riwayat: tuple[NilaiTahunLKjIP, ...]  # earlier years and this one, ascending
    target_akhir: Decimal | None  # of the medium-term plan
    tahun_akhir: int | None
    dokumen_akhir: str
    capaian_akhir: Decimal | None  # realisasi against target_akhir, percent
    acuan: tuple[AcuanLKjIP, ...]
    penjelasan_pd: tuple[PenjelasanPD, ...]


@dataclass(frozen=True)
class BarisAnggaran:
    """Money of one line: pagu and realisasi in rupiah, serapan in percent (unrounded)."""

    nama: str
    pagu: int | None
    realisasi: int | None
    serapan: Decimal | None
    contoh: bool = False


@dataclass(frozen=True)
class AnggaranPD:
    """Programs of one PD with their sum."""

    nama_pd: str
    singkatan: str
    baris: tuple[BarisAnggaran, ...]
    jumlah: BarisAnggaran


@dataclass(frozen=True)
class ProgramLKjIP:
    """A program that supports a sasaran: its indicators in short, and its money."""

    kode: str
    nama: str
    nama_pd: str
    indikator: tuple[tuple[str, Decimal | None], ...]  # name, capaian in percent
    anggaran: BarisAnggaran
    bersama: bool = False  # supports more than one sasaran of this report; its money is not split
    # of `indikator`, in the same order; empty in data frozen before these were recorded
    indikator_contoh: tuple[bool, ...] = ()
    indikator_belum_verifikasi: tuple[bool, ...] = ()


@dataclass(frozen=True)
class SasaranLKjIP:
    """One statement of performance with its seven analyses (keys 1..7 of `naskah`).

    `capaian` is the mean of its indicators over `n` of `dari`; `efisiensi` = capaian - serapan
    in percentage points, None where one of them is unknown.
    """

    simpul_id: int
    kode: str
    nama: str
    jenis: str  # "Sasaran" or "Program"
    indikator: tuple[IndikatorLKjIP, ...]
    capaian: Decimal | None
    n: int
    dari: int
    program: tuple[ProgramLKjIP, ...]
    anggaran: BarisAnggaran
    efisiensi: Decimal | None
    naskah: Mapping[int, Naskah]
    di_tahunan: bool = True  # the yearly document holds it; False: only the medium-term one


@dataclass(frozen=True)
class TitikNilai:
    """The SAKIP value of one year; `resmi`: given by the ministry."""

    tahun: int
    nilai: Decimal
    resmi: bool
    contoh: bool


@dataclass(frozen=True)
class NilaiSakip:
    """The value of the summary page: of the city as received, of a PD from the internal LKE."""

    nilai: Decimal | None
    huruf: str
    sebutan: str
    asal: str
    resmi: bool
    contoh: bool
    target: Decimal | None
    nilai_lalu: Decimal | None
    riwayat: tuple[TitikNilai, ...]  # ascending, this year included


@dataclass(frozen=True)
class AngkaKunci:
    """One of the five numbers of the summary, ready to print."""

    teks: str
    keterangan: str
    contoh: bool


@dataclass(frozen=True)
class Misi:
    """One misi with its tujuan and sasaran (names)."""

    kode: str
    nama: str
    tujuan: tuple[str, ...]


@dataclass(frozen=True)
class UnsurOrganisasi:
    """How many units of one kind the city has, for the chart of the organisation."""

    nama: str
    jumlah: int


@dataclass(frozen=True)
class BarisPengukuran:
    """One line of the annex: a node (with money) or an indicator (with values) below it."""

    kode: str
    nama: str
    tingkat: int  # depth below the root, 0..
    indikator: IndikatorLKjIP | None
    anggaran: BarisAnggaran | None


@dataclass(frozen=True)
class TindakLanjut:
    """One improvement that a PD wrote beside a value below its target."""

    indikator: str
    langkah: str
    penanggung_jawab: str
    contoh: bool


@dataclass(frozen=True)
class PerjanjianLKjIP:
    """The agreement in force at the end of the year, as it was frozen on signing."""

    kode: str
    nomor: str
    isi: IsiPK


@dataclass(frozen=True)
class DataLKjIP:
    """One report. `naskah` is keyed by BagianNaskah ("kata_pengantar", "simpulan", ...)."""

    skema: int
    jenis: Literal["kota", "pd"]
    nama_pemerintah: str
    nama_kota: str
    nama_pd: str
    singkatan: str
    tahun: int
    versi: int
    kode: str
    disusun_pada: str
    disusun_oleh: str
    sifat: Sifat
    celah: tuple[Celah, ...]
    memuat_contoh: bool
    nilai_sakip: NilaiSakip | None
    angka_kunci: tuple[AngkaKunci, ...]
    keberhasilan: tuple[str, ...]
    tertinggal: tuple[str, ...]
    naskah: Mapping[str, Naskah]
    organisasi: tuple[UnsurOrganisasi, ...]
    makro: tuple[AcuanLKjIP, ...]
    visi: str
    misi: tuple[Misi, ...]
    dokumen_rencana: tuple[str, ...]  # "RPJMD 2021-2026", "RKPD 2024"
    asal_perjanjian: str  # which documents the targets come from
    perjanjian: PerjanjianLKjIP | None
    sasaran: tuple[SasaranLKjIP, ...]
    rata_rata: Decimal | None  # mean capaian of all reported indicators, percent
    rata_rata_n: int
    rata_rata_dari: int
    anggaran: tuple[AnggaranPD, ...]
    jumlah_anggaran: BarisAnggaran
    pengukuran: tuple[BarisPengukuran, ...]
    tindak_lanjut: tuple[TindakLanjut, ...]


_ADAPTER = TypeAdapter(DataLKjIP)

# From an older skema to the next one; each takes and returns the JSON object.
PENINGKAT: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    # Before 2 no agreement was recorded in the system.
    1: lambda isi: {**isi, "skema": 2, "perjanjian": None},
}


def ke_json(data: DataLKjIP) -> dict[str, Any]:
    """The report as a JSON object; Decimals are text, so that no database changes them."""
    hasil: dict[str, Any] = _ADAPTER.dump_python(data, mode="json")
    return hasil


def dari_json(isi: Mapping[str, Any]) -> DataLKjIP:
    """The report back from JSON of this or an older skema.

    Raises SkemaTidakDikenal for a newer one, pydantic.ValidationError for damaged data.
    """
    objek = dict(isi)
    nomor = int(objek.get("skema", 0))
    if nomor > SKEMA or nomor < 1:
        raise SkemaTidakDikenal(f"Skema data LKjIP {nomor} tidak dikenal oleh versi ini.")
    while nomor < SKEMA:
        objek = PENINGKAT[nomor](objek)
        nomor = int(objek["skema"])
    return _ADAPTER.validate_python(objek)


def teks_baku(isi: Mapping[str, Any]) -> str:
    """The canonical text of the JSON: sorted keys, no spaces. The attached file holds it."""
    return json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sidik(isi: Mapping[str, Any]) -> str:
    """SHA-256 (64 hex digits) over the canonical text."""
    return hashlib.sha256(teks_baku(isi).encode()).hexdigest()
