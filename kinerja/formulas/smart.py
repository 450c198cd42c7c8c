"""SMART check of one indicator: what makes it hard to measure, and why. No Django imports.

A finding is a hint for people, never a score: the same name may be right where it stands.
Sources: docs/regulasi.md#smart
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from kinerja.formulas.capaian import Polaritas
from kinerja.formulas.kata_indikator import (
    KATA_KABUR,
    KATA_LONGGAR,
    KATA_UKURAN,
    PROSES,
    bakukan_indikator,
    cari_kata,
    kutip_kata,
)
from kinerja.formulas.skala import format_nilai

Unsur = Literal["S", "M", "A", "R", "T"]
Tingkat = Literal["perbaiki", "periksa"]

SEBUTAN_UNSUR: Mapping[Unsur, str] = {
    "S": "Spesifik",
    "M": "Terukur",
    "A": "Dapat dicapai dan menantang",
    "R": "Relevan",
    "T": "Berbatas waktu",
}
KRITERIA_SMART = "PermenPANRB 88/2021 kriteria 1.b.5 (indikator memenuhi SMART)"
KRITERIA_HASIL = "PermenPANRB 88/2021 kriteria 1.b.6 (IKU menggambarkan kinerja utama)"
KRITERIA_TARGET = (
    "PermenPANRB 88/2021 kriteria 1.b.7 (target dapat dicapai, menantang, dan realistis)"
)
ATRIBUT_IKU = "PER/20/M.PAN/11/2008 (petunjuk penyusunan IKU)"

_JENIS_HASIL = ("visi", "misi", "tujuan", "sasaran")
_JENIS_KELUARAN = ("kegiatan", "sub_kegiatan")
_SATUAN_PREDIKAT = ("predikat", "opini", "kategori", "huruf")


@dataclass(frozen=True)
class TemuanSmart:
    """One finding: which letter of SMART, how serious, why, which words, which rule.

    `medan` is the field of the form that mends it.
    """

    unsur: Unsur
    tingkat: Tingkat
    judul: str
    alasan: str
    sumber: str
    medan: str
    kata: tuple[str, ...] = ()


@dataclass(frozen=True)
class RealisasiLalu:
    """The value of a whole earlier year, in the unit of the indicator."""

    tahun: int
    nilai: Decimal


@dataclass(frozen=True)
class BahanSmart:
    """What is looked at. `target`: year -> (value, upper bound of a range). `jatuh_tempo`:
    quarters in which it is measured. `triwulan_bertarget`: year -> quarters with a target; None
    for a document of several years. `nama_lain`: names of the other indicators of the document."""

    nama: str
    jenis_simpul: str
    satuan: str = ""
    definisi: str = ""
    rumus: str = ""
    sumber_data: str = ""
    penanggung_jawab: str = ""
    frekuensi: str = ""
    polaritas: Polaritas = "positif"
    skala: Mapping[str, int] | None = None
    desimal: int = 2
    baseline: Decimal | None = None
    tahun: Collection[int] = ()
    target: Mapping[int, tuple[Decimal, Decimal | None]] = field(default_factory=dict)
    jatuh_tempo: Collection[int] = ()
    triwulan_bertarget: Mapping[int, Collection[int]] | None = None
    realisasi_lalu: RealisasiLalu | None = None
    nama_lain: Collection[str] = ()


def periksa_smart(bahan: BahanSmart) -> tuple[TemuanSmart, ...]:
    """Return what to mend, in the order of the letters S, M, A, R, T.

    >>> bahan = BahanSmart(nama="Meningkatnya kualitas layanan", jenis_simpul="sasaran")
    >>> periksa_smart(bahan)[0].kata
    ('Meningkatnya',)
    """
    temuan = [
        *_spesifik(bahan),
        *_terukur(bahan),
        *_target(bahan),
        *_relevan(bahan),
        *_waktu(bahan),
    ]
    return tuple(sorted(temuan, key=lambda t: "SMART".index(t.unsur)))


# --- S --------------------------------------------------------------------------------------


def _spesifik(b: BahanSmart) -> list[TemuanSmart]:
    temuan = []
    kabur = cari_kata(b.nama, KATA_KABUR)
    if kabur:
        awal = b.nama.strip().casefold().startswith(kabur[0].casefold())
        berukuran = bool(cari_kata(b.nama, KATA_UKURAN))
        kutipan = kutip_kata(kabur)
        if awal or not berukuran:
            temuan.append(
                TemuanSmart(
                    "S",
                    "perbaiki",
                    "Kata kerja yang kabur",
                    f"{kutipan} menyatakan harapan, bukan ukuran: dua orang dapat menilainya "
                    "berbeda. Sebut apa yang dihitung, misalnya Persentase, Indeks, atau Jumlah "
                    "diikuti keadaannya.",
                    KRITERIA_SMART,
                    "nama",
                    kabur,
                )
            )
        else:
            temuan.append(
                TemuanSmart(
                    "S",
                    "periksa",
                    "Kata kerja yang kabur",
                    f"Ukurannya sudah ada, tetapi {kutipan} membuat namanya dapat dibaca sebagai "
                    "sasaran. Pastikan yang diukur tetap satu hal.",
                    KRITERIA_SMART,
                    "nama",
                    kabur,
                )
            )
    longgar = cari_kata(b.nama, KATA_LONGGAR)
    if longgar and not b.definisi.strip():
        temuan.append(
            TemuanSmart(
                "S",
                "perbaiki",
                "Batasnya tidak jelas",
                f"{kutip_kata(longgar)} tidak punya batas tanpa definisi operasional. Tulis apa "
                "yang termasuk dan apa yang tidak.",
                KRITERIA_SMART,
                "definisi_operasional",
                longgar,
            )
        )
    elif not b.definisi.strip():
        temuan.append(
            _kosong("S", "definisi_operasional", "Definisi operasional", "apa yang dihitung")
        )
    kembar = [n for n in b.nama_lain if bakukan_indikator(n) == bakukan_indikator(b.nama)]
    if kembar:
        temuan.append(
            TemuanSmart(
                "S",
                "perbaiki",
                "Diukur dua kali",
                "Indikator dengan nama yang sama sudah ada di dokumen ini, sehingga satu hasil "
                "terhitung dua kali dalam rata-rata capaian.",
                KRITERIA_SMART,
                "nama",
                (kembar[0],),
            )
        )
    return temuan


# --- M --------------------------------------------------------------------------------------


def _terukur(b: BahanSmart) -> list[TemuanSmart]:
    temuan = []
    if not b.satuan.strip() and b.skala is None:
        temuan.append(
            TemuanSmart(
                "M",
                "perbaiki",
                "Satuan belum ada",
                "Tanpa satuan, angka 47 dapat berarti orang, persen, atau poin.",
                KRITERIA_SMART,
                "satuan",
            )
        )
    kata = cari_kata(b.satuan, _SATUAN_PREDIKAT)
    if kata and b.skala is None:
        temuan.append(
            TemuanSmart(
                "M",
                "perbaiki",
                "Satuan predikat tanpa skala",
                f"Satuannya {kutip_kata(kata)}, tetapi indikatornya diukur dengan angka, jadi "
                "hurufnya tidak dapat dibandingkan dengan target. Pilih skala predikatnya.",
                KRITERIA_SMART,
                "ukuran",
                kata,
            )
        )
    if not b.rumus.strip():
        temuan.append(_kosong("M", "rumus", "Rumus", "cara menghitungnya"))
    if not b.sumber_data.strip():
        temuan.append(_kosong("M", "sumber_data", "Sumber data", "dari mana angkanya diambil"))
    if not b.penanggung_jawab.strip():
        temuan.append(
            _kosong("M", "penanggung_jawab", "Penanggung jawab", "siapa yang menjawab hasilnya")
        )
    return temuan


# --- A --------------------------------------------------------------------------------------


def _target(b: BahanSmart) -> list[TemuanSmart]:
    temuan = []
    kurang = sorted(set(b.tahun) - set(b.target))
    if kurang:
        temuan.append(
            TemuanSmart(
                "A",
                "perbaiki",
                "Target belum ada",
                f"Target {_deret_tahun(kurang)} belum ditetapkan, jadi capaiannya tidak dapat "
                "dihitung.",
                KRITERIA_TARGET,
                "target",
            )
        )
    if b.baseline is None:
        temuan.append(
            TemuanSmart(
                "A",
                "periksa",
                "Baseline belum ada",
                "Tanpa keadaan awal tidak terlihat apakah target menantang atau justru mundur.",
                KRITERIA_TARGET,
                "baseline",
            )
        )
    mudah = _lebih_mudah(b)
    if mudah is not None and b.realisasi_lalu is not None:
        tahun, nilai = mudah
        arah = "di bawah" if b.polaritas == "positif" else "di atas"
        makin = "tinggi" if b.polaritas == "positif" else "rendah"

        def tulis(n: Decimal) -> str:
            return format_nilai(n, desimal=b.desimal, skala=b.skala)

        temuan.append(
            TemuanSmart(
                "A",
                "perbaiki",
                "Target lebih mudah daripada realisasi tahun lalu",
                f"Target {tahun} sebesar {tulis(nilai)} {arah} realisasi "
                f"{b.realisasi_lalu.tahun} sebesar {tulis(b.realisasi_lalu.nilai)}, padahal makin "
                f"{makin} makin baik. Naikkan tantangannya atau tulis alasannya.",
                KRITERIA_TARGET,
                "target",
            )
        )
    return temuan


def _lebih_mudah(b: BahanSmart) -> tuple[int, Decimal] | None:
    """The first year after the known value whose target is easier than it; of a range the harder
    end counts. An indicator that should stay near its target is never easier."""
    if b.realisasi_lalu is None or b.polaritas == "stabil":
        return None
    lalu = b.realisasi_lalu
    for tahun in sorted(b.target):
        if tahun <= lalu.tahun:
            continue
        bawah, atas = b.target[tahun]
        if b.polaritas == "positif":
            tersulit = bawah if atas is None else atas
            mudah = tersulit < lalu.nilai
        else:
            tersulit = bawah
            mudah = tersulit > lalu.nilai
        return (tahun, tersulit) if mudah else None
    return None


# --- R --------------------------------------------------------------------------------------


def _relevan(b: BahanSmart) -> list[TemuanSmart]:
    if b.jenis_simpul in _JENIS_KELUARAN:  # outputs are what these levels promise
        return []
    cocok = PROSES.search(b.nama)
    if cocok is None:
        return []
    hasil = b.jenis_simpul in _JENIS_HASIL
    return [
        TemuanSmart(
            "R",
            "perbaiki" if hasil else "periksa",
            "Mengukur proses, bukan hasil",
            f'"{cocok[0]}" menghitung pekerjaan yang dilakukan, bukan perubahan yang '
            f"dirasakan. Pada tingkat {b.jenis_simpul} tulis hasilnya; ukuran ini lebih cocok "
            "untuk kegiatan atau sub kegiatan.",
            KRITERIA_HASIL if hasil else KRITERIA_SMART,
            "nama",
            (cocok[0],),
        )
    ]


# --- T --------------------------------------------------------------------------------------


def _waktu(b: BahanSmart) -> list[TemuanSmart]:
    if not b.frekuensi:
        return [
            _kosong("T", "frekuensi", "Frekuensi pengukuran", "kapan nilainya diisi"),
        ]
    if b.triwulan_bertarget is None:
        return []
    # The year's target is the one of triwulan IV.
    perlu = {tw for tw in b.jatuh_tempo if tw != 4}
    kurang = sorted(tahun for tahun in b.target if perlu - set(b.triwulan_bertarget.get(tahun, ())))
    if not kurang:
        return []
    return [
        TemuanSmart(
            "T",
            "periksa",
            "Target triwulan belum lengkap",
            f"Indikator ini diukur tiap {b.frekuensi}, tetapi target triwulan "
            f"{_deret_tahun(kurang)} belum lengkap. Capaiannya baru dihitung di Triwulan IV.",
            KRITERIA_SMART,
            "target",
        )
    ]


# --- words ----------------------------------------------------------------------------------


def _kosong(unsur: Unsur, medan: str, nama: str, apa: str) -> TemuanSmart:
    return TemuanSmart(
        unsur,
        "perbaiki",
        f"{nama} belum ada",
        f"{nama} kosong, jadi tidak tertulis {apa}.",
        ATRIBUT_IKU,
        medan,
    )


def _deret_tahun(tahun: list[int]) -> str:
    if len(tahun) == 1:
        return str(tahun[0])
    return f"{', '.join(map(str, tahun[:-1]))} dan {tahun[-1]}"
