"""Quarterly targets of one indicator against the target of its year, as findings in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kinerja.formulas.skala import format_nilai
from kinerja.formulas.target_triwulan import TemuanTarget, periksa_target_triwulan
from kinerja.models import IsiIndikator
from kinerja.models.indikator import JATUH_TEMPO


def temuan_triwulan(
    isi: IsiIndikator,
    triwulan: Mapping[int, Decimal | None],
    *,
    tahunan: Decimal,
    tahunan_atas: Decimal | None,
) -> list[TemuanTarget]:
    """What is wrong with the quarters (1..4) under the card of the indicator (no query)."""
    return periksa_target_triwulan(
        [triwulan.get(tw) for tw in (1, 2, 3, 4)],
        tahunan,
        tahunan_atas=tahunan_atas,
        polaritas=isi.polaritas,  # type: ignore[arg-type]
        cara=isi.cara,  # type: ignore[arg-type]
        isian=isi.isian,  # type: ignore[arg-type]
        desimal=isi.desimal,
        jatuh_tempo=JATUH_TEMPO[isi.frekuensi],  # type: ignore[index]
        format_nilai=lambda n: format_nilai(n, desimal=isi.desimal, skala=isi.skala_predikat),
    )
