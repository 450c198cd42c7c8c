"""Whether the targets of the quarters reach the target of the year. No Django in here.

Source and tests: docs/regulasi.md#target-triwulan
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kinerja.formulas.agregasi import SEMUA_TRIWULAN, Cara, Isian, nilai_tahun, triwulan_turun

Polaritas = Literal["positif", "negatif", "stabil"]
_ROMAWI = {1: "I", 2: "II", 3: "III", 4: "IV"}
_SEBUTAN: dict[Cara, str] = {
    "jumlah": "Jumlah keempat triwulan",
    "posisi_akhir": "Target triwulan terakhir",
    "rata_rata": "Rata-rata triwulan",
}


@dataclass(frozen=True)
class TemuanTarget:
    """One sentence about quarterly targets; `triwulan` is the field it belongs to, 0 for all.
    `menghalangi`: the plan does not reach its promise, so it is not stored."""

    triwulan: int
    kalimat: str
    menghalangi: bool = True


def periksa_target_triwulan(
    triwulan: Sequence[Decimal | None],
    tahunan: Decimal,
    *,
    polaritas: Polaritas,
    cara: Cara,
    isian: Isian,
    format_nilai: Callable[[Decimal], str],
    desimal: int = 2,
    tahunan_atas: Decimal | None = None,
    jatuh_tempo: Collection[int] = SEMUA_TRIWULAN,
) -> list[TemuanTarget]:
    """What is wrong with four quarterly targets (None: not set), all in the indicator's unit.

    No quarter set: [] (not planned yet is not wrong). The value that the quarters make under `cara`
    and `isian` must reach the year's: not below it for positif, not above it for negatif, equal for
    stabil, inside a range. A mean counts as equal within half a unit of the last decimal. One
    that goes beyond the promise is told, not refused. Raises ValueError unless there are four.
    """
    if len(triwulan) != len(SEMUA_TRIWULAN):
        raise ValueError("Target triwulan terdiri dari empat nilai.")
    if all(nilai is None for nilai in triwulan):
        return []
    if cara == "posisi_akhir" and isian == "sd_triwulan":
        kalimat = (
            "Cara posisi akhir tidak dapat dipakai bersama isian s.d. triwulan. "
            "Perbaiki kartu indikatornya."
        )
        return [TemuanTarget(0, kalimat)]
    temuan = [
        TemuanTarget(n, f"Triwulan {_ROMAWI[n]} tidak diukur untuk indikator ini. Kosongkan.")
        if n not in jatuh_tempo
        else TemuanTarget(n, f"Triwulan {_ROMAWI[n]} belum punya target.")
        for n in SEMUA_TRIWULAN
        if (triwulan[n - 1] is None) == (n in jatuh_tempo)
    ]
    if isian == "sd_triwulan" and cara == "jumlah":
        temuan += [
            TemuanTarget(
                n,
                f"Target s.d. triwulan {_ROMAWI[n]} lebih kecil daripada triwulan sebelumnya. "
                "Isian s.d. triwulan tidak pernah turun.",
            )
            for n in triwulan_turun(triwulan)
        ]
    hasil = nilai_tahun(triwulan, cara, isian, jatuh_tempo=jatuh_tempo).nilai
    if temuan or hasil is None:
        return temuan
    toleransi = Decimal(5).scaleb(-desimal - 1) if cara == "rata_rata" else Decimal(0)
    atas = tahunan if tahunan_atas is None else tahunan_atas
    if tahunan - toleransi <= hasil <= atas + toleransi:
        return []
    nilai, janji = format_nilai(hasil), format_nilai(tahunan)
    if tahunan_atas is not None:
        kalimat = f"{_SEBUTAN[cara]} {nilai}, di luar target setahun {janji} sampai "
        return [TemuanTarget(0, f"{kalimat}{format_nilai(tahunan_atas)}.")]
    melampaui = (polaritas == "positif" and hasil > tahunan) or (
        polaritas == "negatif" and hasil < tahunan
    )
    if not melampaui:
        return [
            TemuanTarget(0, f"{_SEBUTAN[cara]} {nilai}, belum mencapai target setahun {janji}.")
        ]
    kalimat = f"{_SEBUTAN[cara]} {nilai}, melampaui target setahun {janji}. Pastikan benar."
    return [TemuanTarget(0, kalimat, menghalangi=False)]
