"""Which target counts for an indicator on a date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kinerja.models import (
    JENIS_TAHUNAN,
    DokumenPerencanaan,
    Indikator,
    IsiIndikator,
    StatusDokumen,
    Target,
)


@dataclass(frozen=True)
class TargetBerlaku:
    """The target that counts and the document it comes from; `dokumen` is shown beside it."""

    nilai: Decimal
    nilai_atas: Decimal | None
    contoh: bool
    dokumen: str


@dataclass(frozen=True)
class TargetIndikator:
    """The targets of one indicator in one year: the year's, and those of quarters that have one."""

    tahun: TargetBerlaku | None
    triwulan: dict[int, TargetBerlaku]


_KOSONG = TargetIndikator(None, {})
_DOKUMEN = (
    "dokumen__jenis",
    "dokumen__tahun_dari",
    "dokumen__tahun_sampai",
    "dokumen__perubahan_ke",
)


def _nama_dokumen(jenis: str, tahun_dari: int, tahun_sampai: int, perubahan_ke: int) -> str:
    return str(
        DokumenPerencanaan(
            jenis=jenis,
            tahun_dari=tahun_dari,
            tahun_sampai=tahun_sampai,
            perubahan_ke=perubahan_ke,
        )
    )


def isi_berlaku(indikator_id: int, tahun: int) -> IsiIndikator | None:
    """What one indicator means in the plan in force for `tahun`; the city's document first."""
    isi = IsiIndikator.objects.diukur(tahun).filter(indikator_id=indikator_id)
    return isi.satu_per_indikator().get(indikator_id)


def target_setahun(indikator_ids: Iterable[int], tahun: int) -> dict[int, TargetIndikator]:
    """Targets in force for many indicators in `tahun` (one query); none: not in the result."""
    return target_banyak_tahun(indikator_ids, [tahun]).get(tahun, {})


def target_banyak_tahun(
    indikator_ids: Iterable[int], tahun: Iterable[int]
) -> dict[int, dict[int, TargetIndikator]]:
    """Targets in force by year and indicator (one query); a year without any is left out.

    Source of a target: the RKPD or Renja in force for the year (docs/arsitektur.md, target).
    """
    baris = (
        Target.objects.filter(
            indikator__in=list(indikator_ids),
            tahun__in=list(tahun),
            dokumen__status=StatusDokumen.BERLAKU,
            dokumen__jenis__in=JENIS_TAHUNAN,
        )
        # of two documents the RKPD of the city outranks the Renja of a PD: it is written last
        .order_by("dokumen__jenis", "dokumen__perubahan_ke")
        # A city has ten thousand targets: rows, not objects.
        .values_list("tahun", "indikator", "triwulan", "nilai", "nilai_atas", "contoh", *_DOKUMEN)
    )
    kumpulan: dict[int, dict[int, dict[int, TargetBerlaku]]] = {}
    nama: dict[tuple[Any, ...], str] = {}
    for th, pk, triwulan, nilai, atas, contoh, *kunci in baris:
        dokumen = tuple(kunci)
        if dokumen not in nama:
            nama[dokumen] = _nama_dokumen(*dokumen)
        setahun = kumpulan.setdefault(th, {}).setdefault(pk, {})
        setahun[triwulan] = TargetBerlaku(nilai, atas, contoh, nama[dokumen])
    return {
        th: {
            pk: TargetIndikator(isi.get(0), {tw: t for tw, t in isi.items() if tw})
            for pk, isi in milik.items()
        }
        for th, milik in kumpulan.items()
    }


def target_berlaku(indikator: Indikator, tanggal: datetime.date) -> TargetBerlaku | None:
    """The target that counts for the quarter in which `tanggal` lies: the quarter's own, else
    None when no document in force sets one.

    Raises nothing; a missing target is unknown, never 0.
    """
    triwulan = (tanggal.month - 1) // 3 + 1
    target = target_setahun([indikator.pk], tanggal.year).get(indikator.pk, _KOSONG)
    return target.triwulan.get(triwulan) or (target.tahun if triwulan == 4 else None)
