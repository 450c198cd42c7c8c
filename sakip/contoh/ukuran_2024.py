"""Targets and values of the sample year. Pure: the same text always gives the same numbers.

Nothing here is a fact. Sizes follow what 2023 shows (its target, else twice its first two
quarters), spread and errors come from a hash of the indicator's own text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

from kinerja.formulas.skala import SKALA_SAKIP

SERATUS = Decimal(100)
TRIWULAN = (1, 2, 3, 4)
# Share of the year's target that is to stand at the end of each quarter, for values that build up.
TAHAP = (Decimal("0.25"), Decimal("0.50"), Decimal("0.75"), Decimal(1))
# Units that are a level at any time, not something that adds up.
SATUAN_KEADAAN = ("orang/bulan", "satuan pendidikan", "lembaga", "unit kerja", "faskes")
# (upper end of the hash, lowest and highest share of the target that is reached)
SEBARAN = (
    (Decimal("0.06"), Decimal("0.45"), Decimal("0.70")),
    (Decimal("0.12"), Decimal("0.70"), Decimal("0.80")),
    (Decimal("0.92"), Decimal("0.88"), Decimal("1.08")),
    (Decimal("0.97"), Decimal("1.08"), Decimal("1.20")),
    (Decimal(1), Decimal("1.20"), Decimal("1.45")),
)
PREDIKAT = ((Decimal("0.30"), "B"), (Decimal("0.85"), "BB"), (Decimal(1), "A"))
TARGET_PREDIKAT = "BB"

# What the city set for two PD in 2023, when nothing of the PD's own is known.
TARGET_PMPRB = Decimal(47)
TARGET_INDEKS = Decimal(80)

_PERSEN = re.compile(r"p[eor]*r?[eo]?sentase|pesentase|cakupan|prevalensi|tingkat|rasio|ketaatan")
_INDEKS = re.compile(r"nilai|indeks|angka|capaian")
_BENDA = re.compile(
    r"(?:jumlah|tersedianya|tersusunnya) (dokumen|laporan|paket|unit|orang|buku|ruang)\b"
)


@dataclass(frozen=True)
class Bahan:
    """What is known of one indicator in 2023; `kunci` is text that never changes."""

    kunci: str
    nama: str
    satuan: str = ""
    polaritas: str = "positif"
    skala: Mapping[str, int] | None = None
    isian: str = "per_triwulan"
    target_lalu: Decimal | None = None
    realisasi_lalu: Sequence[Decimal | None] = ()


@dataclass(frozen=True)
class Ukuran:
    """How one indicator is measured in 2024, and its made-up numbers by quarter."""

    satuan: str
    desimal: int
    cara: str
    isian: str
    frekuensi: str
    target: Decimal
    target_tw: Mapping[int, Decimal]
    realisasi: Mapping[int, Decimal]
    polaritas: str = "positif"
    skala: Mapping[str, int] | None = None

    def atribut(self) -> dict[str, object]:
        """Fields of IsiIndikator."""
        return {
            "satuan": self.satuan,
            "desimal": self.desimal,
            "cara": self.cara,
            "isian": self.isian,
            "frekuensi": self.frekuensi,
            "polaritas": self.polaritas,
            "skala_predikat": dict(self.skala) if self.skala else None,
        }


def acak(*kunci: object) -> Decimal:
    """A number in [0, 1) that looks random and depends on nothing but `kunci`."""
    sidik = sha256("|".join(map(str, kunci)).encode()).digest()
    return Decimal(int.from_bytes(sidik[:6], "big")) / Decimal(1 << 48)


def susun_ukuran(bahan: Bahan) -> Ukuran:
    """Decide how the indicator is measured, then its targets and values."""
    nama = bahan.nama.casefold()
    if bahan.skala or nama.startswith("predikat"):
        return _predikat(bahan)
    satuan = bahan.satuan.casefold()
    if nama.startswith("indeks"):
        return _indeks(bahan)
    if satuan in ("persen", "%") or (not satuan and _PERSEN.match(nama)):
        return _persen(bahan)
    if satuan in ("angka", "indeks", "nilai", "tahun") or (not satuan and _INDEKS.match(nama)):
        return _indeks(bahan)
    if satuan in SATUAN_KEADAAN or "gaji" in nama:
        return _keadaan(bahan)
    return _jumlah(bahan)


def _predikat(bahan: Bahan) -> Ukuran:
    skala = bahan.skala or SKALA_SAKIP
    target = bahan.target_lalu or Decimal(SKALA_SAKIP[TARGET_PREDIKAT])
    nilai = acak(bahan.kunci, "predikat")
    huruf = next(h for batas, h in PREDIKAT if nilai < batas)
    return Ukuran(
        satuan="Predikat",
        desimal=0,
        cara="posisi_akhir",
        isian="per_triwulan",
        frekuensi="tahun",
        target=target,
        target_tw={4: target},
        realisasi={4: Decimal(SKALA_SAKIP[huruf])},
        skala=skala,
    )


def _persen(bahan: Bahan) -> Ukuran:
    target = bahan.target_lalu
    if target is None:
        target = Decimal(85 + 5 * int(acak(bahan.kunci, "target") * 4))
    elif target < SERATUS and bahan.polaritas == "positif":
        target = min(_bulat(target * Decimal("1.01"), 2), SERATUS)
    bertahap = bahan.polaritas == "positif" and acak(bahan.kunci, "tahap") < Decimal("0.5")
    target_tw = {
        tw: _bulat(target * tahap, 2) if bertahap else target
        for tw, tahap in zip(TRIWULAN, TAHAP, strict=True)
    }
    batas = SERATUS if target <= SERATUS else None
    return Ukuran(
        satuan=bahan.satuan or "Persen",
        desimal=2,
        cara="posisi_akhir",
        isian="per_triwulan",
        frekuensi="triwulan",
        target=target,
        target_tw=target_tw,
        realisasi=_realisasi(bahan, target_tw, 2, batas=batas, naik=bertahap),
        polaritas=bahan.polaritas,
    )


def _indeks(bahan: Bahan) -> Ukuran:
    """Survey means are averaged over the quarters; values given once a year are due once."""
    sekali = bahan.nama.casefold().startswith("nilai")
    lalu = [n for n in bahan.realisasi_lalu if n]
    umum = TARGET_PMPRB if "pmprb" in bahan.nama.casefold() else TARGET_INDEKS
    target = bahan.target_lalu or (lalu[-1] if lalu else umum)
    triwulan = (4,) if sekali else TRIWULAN
    target_tw = dict.fromkeys(triwulan, target)
    return Ukuran(
        satuan=bahan.satuan or ("Nilai" if sekali else "Indeks"),
        desimal=2,
        cara="posisi_akhir" if sekali or bahan.polaritas == "negatif" else "rata_rata",
        isian="per_triwulan",
        frekuensi="tahun" if sekali else "triwulan",
        target=target,
        target_tw=target_tw,
        realisasi=_realisasi(bahan, target_tw, 2, batas=SERATUS if target <= SERATUS else None),
        polaritas=bahan.polaritas,
    )


def _keadaan(bahan: Bahan) -> Ukuran:
    """A level such as the number of staff: the same target all year, values close to it."""
    lalu = [n for n in bahan.realisasi_lalu if n]
    target = _bulat(bahan.target_lalu or (lalu[-1] if lalu else Decimal(24)), 0)
    target_tw = dict.fromkeys(TRIWULAN, target)
    realisasi = {
        tw: _bulat(target * (Decimal("0.97") + acak(bahan.kunci, tw) / 20), 0) for tw in TRIWULAN
    }
    return Ukuran(
        satuan=bahan.satuan or "Orang",
        desimal=0,
        cara="posisi_akhir",
        isian="per_triwulan",
        frekuensi="triwulan",
        target=target,
        target_tw=target_tw,
        realisasi=realisasi,
        polaritas=bahan.polaritas,
    )


def _jumlah(bahan: Bahan) -> Ukuran:
    """Things that are counted: quarters add up to the year, in whole numbers."""
    target = _target_jumlah(bahan)
    triwulan: tuple[int, ...]
    if target == 1:
        frekuensi, triwulan = "tahun", (4,)
    elif target < len(TRIWULAN):
        frekuensi, triwulan = "semester", (2, 4)
    else:
        frekuensi, triwulan = "triwulan", TRIWULAN
    sendiri = dict(zip(triwulan, _bagi(int(target), len(triwulan), bahan), strict=True))
    nilai = _realisasi(bahan, sendiri, 0)
    if bahan.satuan.casefold() == "bulan":  # a quarter has no more than its months
        nilai = {tw: min(n, sendiri[tw]) for tw, n in nilai.items()}
    isian = bahan.isian
    if frekuensi == "triwulan" and acak(bahan.kunci, "isian") < Decimal("0.4"):
        isian = "sd_triwulan"
    if isian == "sd_triwulan":
        sendiri, nilai = _kumulatif(sendiri), _kumulatif(nilai)
    benda = _BENDA.match(bahan.nama.casefold())
    return Ukuran(
        satuan=bahan.satuan or (benda[1].capitalize() if benda else ""),
        desimal=0,
        cara="jumlah",
        isian=isian,
        frekuensi=frekuensi,
        target=target,
        target_tw=sendiri,
        realisasi=nilai,
        polaritas=bahan.polaritas,
    )


def _target_jumlah(bahan: Bahan) -> Decimal:
    if bahan.target_lalu is not None and bahan.target_lalu >= 1:
        tetap = bahan.satuan.casefold() == "bulan"
        tumbuh = Decimal(1) if tetap else 1 + acak(bahan.kunci, "tumbuh") / 20
        return _bulat(bahan.target_lalu * tumbuh, 0)
    lalu = [n for n in bahan.realisasi_lalu if n is not None and n > 0]
    if not lalu:
        return Decimal(4 * (1 + int(acak(bahan.kunci, "target") * 3)))
    setengah = max(lalu) if bahan.isian == "sd_triwulan" else sum(lalu, Decimal(0))
    return max(Decimal(4), _bulat(setengah * 2, 0))


def _bagi(jumlah: int, bagian: int, bahan: Bahan) -> list[Decimal]:
    """Split a whole number into whole parts of at least 1 that differ a little."""
    if bahan.satuan.casefold() == "bulan":
        bobot = [Decimal(1)] * bagian
    else:
        bobot = [Decimal("0.75") + acak(bahan.kunci, "bobot", n) / 2 for n in range(bagian)]
    sisa, total = jumlah - bagian, sum(bobot, Decimal(0))
    hasil: list[Decimal] = []
    sudah = 0
    for n in range(1, bagian + 1):  # rounding the running sum spreads what rounding leaves over
        sampai = int(_bulat(sisa * sum(bobot[:n], Decimal(0)) / total, 0))
        hasil.append(Decimal(1 + sampai - sudah))
        sudah = sampai
    return hasil


def _realisasi(
    bahan: Bahan,
    target: Mapping[int, Decimal],
    desimal: int,
    *,
    batas: Decimal | None = None,
    naik: bool = False,
) -> dict[int, Decimal]:
    """Values around the targets; `naik`: never below the quarter before; `batas`: never above."""
    porsi = _porsi(bahan.kunci)
    hasil: dict[int, Decimal] = {}
    sebelum = Decimal(0)
    for tw, t in target.items():
        tercapai = porsi + (acak(bahan.kunci, "geser", tw) - Decimal("0.5")) * Decimal("0.08")
        if bahan.polaritas == "negatif":
            tercapai = 2 - tercapai
        nilai = max(_bulat(t * tercapai, desimal), Decimal(0))
        if naik:
            nilai = max(nilai, sebelum)
        if batas is not None:
            nilai = min(nilai, batas)
        hasil[tw] = sebelum = nilai
    return hasil


def _porsi(kunci: str) -> Decimal:
    """The share of the target that this indicator reaches over the year."""
    letak = acak(kunci, "sebaran")
    _, bawah, atas = next(s for s in SEBARAN if letak < s[0])
    return bawah + (atas - bawah) * acak(kunci, "porsi")


def _kumulatif(nilai: Mapping[int, Decimal]) -> dict[int, Decimal]:
    jumlah, hasil = Decimal(0), {}
    for tw, n in nilai.items():
        jumlah += n
        hasil[tw] = jumlah
    return hasil


def _bulat(nilai: Decimal, desimal: int) -> Decimal:
    return nilai.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)
