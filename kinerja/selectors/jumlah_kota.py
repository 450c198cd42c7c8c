"""Sums over the whole city: what a reorganisation must leave exactly as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal

from kinerja.models import (
    JENIS_TAHUNAN,
    Anggaran,
    IsiIndikator,
    IsiSimpul,
    Realisasi,
    StatusDokumen,
    Target,
)


@dataclass(frozen=True)
class JumlahKota:
    """Sums of one year over all plans in force for it. Money in whole rupiah; measured values are
    added over all units, only to compare them with themselves."""

    tahun: int
    indikator: int
    iku: int
    target: int
    nilai_target: Decimal
    realisasi: int
    nilai_realisasi: Decimal
    simpul_beranggaran: int
    pagu: int
    rupiah: int

    def beda(self, lain: JumlahKota) -> list[str]:
        """Names of the sums that differ."""
        return [f.name for f in fields(self) if getattr(self, f.name) != getattr(lain, f.name)]


def jumlah_kota(tahun: int, pd: Collection[int] | None = None) -> JumlahKota:
    """The sums of one year, over the plans of `pd` only when it is given (five queries)."""
    milik = {} if pd is None else {"dokumen__perangkat_daerah__in": pd}
    diukur = list(
        IsiIndikator.objects.diukur(tahun)
        .filter(**milik)
        .order_by()
        .values_list("indikator", "iku", "dokumen")
    )
    berpasangan = {(dokumen, indikator) for indikator, _, dokumen in diukur}
    ids = {indikator for indikator, _, _ in diukur}
    # Measured values and money are added here: SQLite would add them as floats.
    target = [
        nilai
        for dokumen, indikator, nilai in Target.objects.filter(
            tahun=tahun,
            dokumen__status=StatusDokumen.BERLAKU,
            dokumen__jenis__in=JENIS_TAHUNAN,
            **milik,
        ).values_list("dokumen", "indikator", "nilai")
        if (dokumen, indikator) in berpasangan
    ]
    realisasi = [
        nilai
        for indikator, nilai in Realisasi.objects.filter(tahun=tahun).values_list(
            "indikator", "nilai"
        )
        if indikator in ids
    ]
    simpul = set(
        IsiSimpul.objects.filter(
            dokumen__status=StatusDokumen.BERLAKU,
            dokumen__jenis__in=JENIS_TAHUNAN,
            dokumen__tahun_dari__lte=tahun,
            dokumen__tahun_sampai__gte=tahun,
            **milik,
        ).values_list("simpul", flat=True)
    )
    uang = [
        (pk, pagu, rupiah)
        for pk, pagu, rupiah in Anggaran.objects.filter(tahun=tahun).values_list(
            "simpul", "pagu", "realisasi"
        )
        if pk in simpul
    ]
    return JumlahKota(
        tahun=tahun,
        indikator=len(ids),
        iku=len({indikator for indikator, iku, _ in diukur if iku}),
        target=len(target),
        nilai_target=_jumlah(target),
        realisasi=len(realisasi),
        nilai_realisasi=_jumlah(realisasi),
        simpul_beranggaran=len({pk for pk, _, _ in uang}),
        pagu=sum(pagu or 0 for _, pagu, _ in uang),
        rupiah=sum(rupiah or 0 for _, _, rupiah in uang),
    )


def _jumlah(nilai: Iterable[Decimal | None]) -> Decimal:
    return sum((n for n in nilai if n is not None), Decimal(0))
