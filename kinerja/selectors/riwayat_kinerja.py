"""What was measured of indicators and promised for them over the last years, loaded once.

The row of the grid (last quarter, last year, capaian) and its flags look back on the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kinerja.models import Realisasi
from kinerja.selectors.riwayat_pendahulu import Pendahulu, rantai_pendahulu
from kinerja.selectors.target_berlaku import TargetIndikator, target_banyak_tahun

TAHUN_RIWAYAT = 4  # years of values and targets that the rules look back on, this one among them

# indicator -> year -> quarter -> value; a stored row without a value is None
NilaiTahunan = Mapping[int, Mapping[int, Mapping[int, Decimal | None]]]


@dataclass(frozen=True)
class RiwayatKinerja:
    """Predecessors, values (theirs too) and targets by year of some indicators."""

    rantai: Mapping[int, tuple[Pendahulu, ...]]
    nilai: NilaiTahunan
    target: Mapping[int, Mapping[int, TargetIndikator]]


def muat_riwayat(indikator_ids: Iterable[int], tahun: int) -> RiwayatKinerja:
    """TAHUN_RIWAYAT years up to `tahun` (five queries, six where a predecessor is named)."""
    ids = list(indikator_ids)
    rantai = rantai_pendahulu(ids)
    return RiwayatKinerja(
        rantai=rantai,
        nilai=nilai_tahunan([*ids, *(p.indikator_id for s in rantai.values() for p in s)], tahun),
        target=target_banyak_tahun(ids, range(tahun - TAHUN_RIWAYAT + 1, tahun + 1)),
    )


def nilai_tahunan(ids: Iterable[int], tahun: int) -> NilaiTahunan:
    """Every stored row of TAHUN_RIWAYAT years up to `tahun` (one query)."""
    kumpulan: dict[int, dict[int, dict[int, Decimal | None]]] = {}
    baris = Realisasi.objects.filter(
        indikator__in=set(ids), tahun__range=(tahun - TAHUN_RIWAYAT + 1, tahun)
    ).values_list("indikator_id", "tahun", "triwulan", "nilai")
    for pk, th, tw, nilai in baris:
        kumpulan.setdefault(pk, {}).setdefault(th, {})[tw] = nilai
    return kumpulan
