"""What the headers of a quarterly report mean. No Django imports in this package."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TINGGI_KEPALA = 4  # rows that one header may take
_ROMAWI = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_KATA_TW = frozenset({"tw", "triwulan", "trw", "triw", "twl", "kuartal"})
_KINERJA = ("k", "kinerja", "fisik", "volume", "vol", "output", "keluaran")
_RUPIAH = ("rp", "rupiah", "keuangan", "anggaran", "serapan", "dana", "biaya")
_JENIS_TW = {**dict.fromkeys(_KINERJA, "k"), **dict.fromkeys(_RUPIAH, "rp")}
_BUKAN_REALISASI = frozenset(
    ["target", "pagu", "rencana", "sisa", "lalu", "sebelumnya", "persen", "persentase", "tingkat"]
)
_SEBUTAN_PD = ("opd", "skpd", "perangkatdaerah")
_OPD = frozenset([*_SEBUTAN_PD, *(f"nama{s}" for s in _SEBUTAN_PD), "pd", "unitkerja"])
_TAHUN = re.compile(r"\btahun(?:\s+anggaran)?\s*:?\s*(20\d\d)\b(?!\s*(?:[-–]|s\.?d))", re.I)
_NAMA = frozenset(
    [
        "uraian",
        "nama",
        "nomenklatur",
        "namaprogram",
        "uraianprogram",
        "uraiankegiatan",
        "namakegiatan",
        "rincian",
        "rinciankegiatan",
        "program",
        "kegiatan",
        "subkegiatan",
        "namasubkegiatan",
        "uraiansubkegiatan",
    ]
)
_TANGGA = {
    f"{awal}{nama}": jenis
    for awal in ("", "nama", "uraian")
    for nama, jenis in (
        ("program", "program"),
        ("kegiatan", "kegiatan"),
        ("subkegiatan", "sub_kegiatan"),
    )
}
_BUKAN_KODE = frozenset(["opd", "skpd", "pd", "perangkat", "unit", "indikator", "nama", "uraian"])
_BUKAN_NAMA = frozenset(["no", "nomor", "penanggung", "pelaksana", "lokasi"])
KOLOM_NILAI = tuple(f"tw{tw}_{jenis}" for tw in (1, 2, 3, 4) for jenis in ("k", "rp"))


def lipat(teks: str) -> str:
    """A header without case, spaces and signs."""
    return "".join(re.findall(r"[a-z0-9]+", teks.casefold()))


def _kata(teks: str) -> list[str]:
    """Words of a header, digits apart from letters: "tw1_k" -> tw, 1, k."""
    kata: list[str] = []
    for satu in re.findall(r"[a-z]+|[0-9]+", teks.casefold()):
        if cocok := re.fullmatch(r"(tw|triwulan)(iv|i{1,3})", satu):
            kata.extend(cocok.groups())
        else:
            kata.append(satu)
    return kata


def peran_judul(teks: str) -> str | None:
    """Which column a header names, None for one that the import does not read.

    >>> [peran_judul(t) for t in ("TW I K", "Triwulan II Rp", "K (TW3)", "tw4_rp", "Target TW I K")]
    ['tw1_k', 'tw2_rp', 'tw3_k', 'tw4_rp', None]
    >>> peran_judul("Urusan/Bidang/Program/Kegiatan"), peran_judul("Indikator  Kinerja")
    ('nama', 'indikator')
    """
    kata = _kata(teks)
    himpunan = set(kata)
    if himpunan & _BUKAN_REALISASI:
        return None
    triwulan = next(
        (
            _ROMAWI[b]
            for a, b in zip(kata, kata[1:], strict=False)
            if a in _KATA_TW and b in _ROMAWI
        ),
        None,
    )
    if triwulan is not None:
        jenis = next((_JENIS_TW[k] for k in reversed(kata) if k in _JENIS_TW), None)
        return f"tw{triwulan}_{jenis}" if jenis else None
    if himpunan & _KATA_TW:
        return None
    if "kode" in himpunan and not himpunan & _BUKAN_KODE:
        return "kode"
    if {"kode", "indikator"} <= himpunan:
        return None
    if "indikator" in himpunan or {"tolok", "ukur"} <= himpunan or {"tolak", "ukur"} <= himpunan:
        return "indikator"
    rapat = "".join(kata)
    if rapat in _OPD:
        return "opd"
    if himpunan & _BUKAN_NAMA:
        return None
    if "kode" in himpunan and not himpunan & {"program", "kegiatan"}:
        return "nama" if himpunan & {"nama", "uraian"} and not himpunan & {"opd", "unit"} else None
    if {"program", "kegiatan"} <= himpunan or rapat in _NAMA or {"urusan", "program"} <= himpunan:
        return "nama"
    return None


def triwulan_judul(teks: str) -> int | None:
    """The quarter that a text names, None when it names none or several.

    >>> triwulan_judul("LAPORAN REALISASI TRIWULAN II TAHUN 2023")
    2
    """
    kata = _kata(teks)
    ada = {
        _ROMAWI[b] for a, b in zip(kata, kata[1:], strict=False) if a in _KATA_TW and b in _ROMAWI
    }
    return ada.pop() if len(ada) == 1 else None


def tahun_judul(teks: str) -> int | None:
    """The one year that titles name, None when they name none, several or a range.

    >>> tahun_judul("LAPORAN TRIWULAN II TAHUN ANGGARAN 2023"), tahun_judul("RPJMD TAHUN 2021-2026")
    (2023, None)
    """
    ada = {int(t) for t in _TAHUN.findall(teks)}
    return ada.pop() if len(ada) == 1 else None


def _peran_satu_triwulan(teks: str, triwulan: int) -> str | None:
    """A value column of a report of one quarter, whose title says which: "Realisasi Rp"."""
    kata = _kata(teks)
    if "realisasi" not in kata or set(kata) & (_BUKAN_REALISASI | {"capaian", "indikator"}):
        return None
    jenis = next((_JENIS_TW[k] for k in reversed(kata) if k in _JENIS_TW), "k")
    return f"tw{triwulan}_{jenis}"


def _judul_gabungan(petak: Sequence[Sequence[str]], awal: int, tinggi: int) -> list[str]:
    """Header texts of `tinggi` rows joined downwards; a merged cell counts for its columns."""
    lebar = max((len(b) for b in petak[awal : awal + tinggi]), default=0)
    lapis: list[list[str]] = []
    for n in range(tinggi):
        baris = [t.strip() for t in petak[awal + n]] if awal + n < len(petak) else []
        baris += [""] * (lebar - len(baris))
        if n < tinggi - 1:  # the right part of a merged cell is empty in the file
            bawah = petak[awal + n + 1] if awal + n + 1 < len(petak) else ()
            for k in range(1, lebar):
                anak = bawah[k].strip() if k < len(bawah) else ""
                if not baris[k] and (anak or n < tinggi - 2) and baris[k - 1]:
                    baris[k] = baris[k - 1]
        lapis.append(baris)
    return [
        " ".join(dict.fromkeys(t for t in (baris[k] for baris in lapis) if t)) for k in range(lebar)
    ]


@dataclass(frozen=True)
class Kepala:
    """Where the table begins and what its columns are. `tangga`: columns of names (and their kind)
    where each level has its own; `kode`: the columns that hold a code together."""

    baris_data: int  # index of the first row below the header
    peran: Mapping[int, str]  # column index -> role
    judul: Mapping[int, str]
    kembar: str = ""
    tangga: tuple[tuple[int, str], ...] = ()
    kode: tuple[int, ...] = ()

    @property
    def kurang(self) -> list[str]:
        """Columns that the import cannot do without and that are missing."""
        ada = set(self.peran.values())
        kurang = [k for k in ("nama", "indikator") if k not in ada]
        return kurang if ada & set(KOLOM_NILAI) else [*kurang, "nilai"]


def cari_kepala(petak: Sequence[Sequence[str]], batas: int) -> Kepala | None:
    """The first rows that name all columns we need, else the ones that name the most."""
    terbaik: Kepala | None = None
    triwulan: int | None = None
    for awal in range(min(len(petak), batas)):
        sejudul = sum(bool(t.strip()) for t in petak[awal])
        for tinggi in range(1, (TINGGI_KEPALA if sejudul > 1 else 1) + 1):  # a title stands alone
            if awal + tinggi > len(petak):
                break
            kepala = _kepala(petak, awal, tinggi, triwulan)
            if not kepala.kurang:
                return kepala
            if kepala.peran and (terbaik is None or len(kepala.peran) > len(terbaik.peran)):
                terbaik = kepala
        triwulan = triwulan_judul(" ".join(petak[awal])) or triwulan
    return terbaik


def _kepala(petak: Sequence[Sequence[str]], awal: int, tinggi: int, triwulan: int | None) -> Kepala:
    """These rows read as a header. `triwulan` is what the titles above say."""
    judul = _judul_gabungan(petak, awal, tinggi)
    peran: dict[int, str] = {}
    kembar = ""
    tangga: list[tuple[int, str]] = []
    kode: list[int] = []
    for kolom, teks in enumerate(judul):
        satu = peran_judul(teks)
        if satu is None and triwulan:
            satu = _peran_satu_triwulan(teks, triwulan)
        if satu == "kode" or (not teks and kode and kode[-1] == kolom - 1):
            kode.append(kolom)  # a code may take several columns below one heading
        if satu is None:
            continue
        if satu == "nama" and (jenis := _TANGGA.get(lipat(teks))):
            tangga.append((kolom, jenis))
        if satu in peran.values():
            kembar = kembar or (teks if satu in KOLOM_NILAI else "")
            continue
        peran[kolom] = satu
    return Kepala(
        awal + tinggi,
        peran,
        dict(enumerate(judul)),
        kembar,
        tuple(tangga) if len(tangga) > 1 else (),
        tuple(kode),
    )
