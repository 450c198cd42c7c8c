"""Who came before: predecessors of an indicator over reorganisations, and who entered it then.

Whoever may see an indicator may see the years of its predecessors: they are its own history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kinerja.models import Indikator
from opd.models import PerangkatDaerah, PerubahanOrganisasi, StatusPerubahan

# Reorganisations that one indicator may have lived through; Indonesian cities have one a decade.
TERJAUH = 4


@dataclass(frozen=True)
class Pendahulu:
    """An indicator that another one continues, and what its PD was called last."""

    indikator_id: int
    pd_id: int
    nama_pd: str


def rantai_pendahulu(indikator_ids: Iterable[int]) -> dict[int, tuple[Pendahulu, ...]]:
    """The predecessors of each indicator, the newest ahead; none: not in the result.

    Two queries for any number of indicators, one where none has a predecessor.
    """
    jalan = ["pendahulu" + "__pendahulu" * n for n in range(TERJAUH)]
    kolom = [k for satu in jalan for k in (satu, f"{satu}__perangkat_daerah")]
    baris = Indikator.objects.filter(
        pk__in=list(indikator_ids), pendahulu__isnull=False
    ).values_list("pk", *kolom)
    mentah = {
        pk: [
            (lama, pd)
            for lama, pd in zip(isi[::2], isi[1::2], strict=True)
            if lama is not None and pd is not None
        ]
        for pk, *isi in baris
    }
    if not mentah:
        return {}
    ids = {pd for semua in mentah.values() for _, pd in semua}
    nama = PerangkatDaerah.objects.filter(pk__in=ids).nama_per_id()
    return {
        pk: tuple(Pendahulu(lama, pd, nama[pd]) for lama, pd in semua)
        for pk, semua in mentah.items()
    }


def pengampu_tahun(tahun: int) -> Mapping[int, int]:
    """Indicators that another PD entered at the end of `tahun` than now, with that PD (one query).

    An indicator keeps its identity when only its pengampu changes, so the changes applied for later
    years tell who it was.
    """
    hasil: dict[int, int] = {}
    perubahan = PerubahanOrganisasi.objects.filter(
        status=StatusPerubahan.DITERAPKAN, tanggal__year__gt=tahun
    ).order_by("-tanggal", "-pk")
    for catatan in perubahan.values_list("catatan", flat=True):
        for isi in catatan.get("aplikasi", {}).values():
            hasil.update({int(pk): int(pd) for pk, pd in isi.get("pengampu", {}).items()})
    return hasil


def pilih_tahun(
    indikator_id: int,
    rantai: Mapping[int, tuple[Pendahulu, ...]],
    ada: Collection[int],
) -> tuple[int, str]:
    """Whose row tells one year: (indicator, "") for its own, else a predecessor and its PD's name.

    `ada` are the indicators of which something is known in that year.
    """
    if indikator_id in ada:
        return indikator_id, ""
    for satu in rantai.get(indikator_id, ()):
        if satu.indikator_id in ada:
            return satu.indikator_id, satu.nama_pd
    return indikator_id, ""
