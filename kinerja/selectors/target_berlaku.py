"""Which target counts for an indicator on a date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q

from dasar.tanggal import akhir_triwulan
from kinerja.models import (
    JENIS_TAHUNAN,
    ButirPK,
    DokumenPerencanaan,
    Indikator,
    IsiIndikator,
    StatusDokumen,
    StatusPK,
    Target,
    TargetBeku,
)
from opd.models import TINGKAT_ESELON, Eselon


@dataclass(frozen=True)
class AturanBeku:
    """How a frozen value was compared: what the plan said then, whatever it says now."""

    polaritas: str
    rumus_negatif: str
    cara: str
    isian: str
    frekuensi: str


@dataclass(frozen=True)
class TargetBerlaku:
    """The target that counts and the document it comes from; `dokumen` is shown beside it.

    `beku` is the rule of a frozen quarter; None: the rule is that of the plan in force.
    """

    nilai: Decimal
    nilai_atas: Decimal | None
    contoh: bool
    dokumen: str
    beku: AturanBeku | None = None


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
_ATURAN = ("polaritas", "rumus_negatif", "cara", "isian", "frekuensi")


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


def aturan_beku(isi: IsiIndikator) -> dict[str, str]:
    """The rule of comparison of a plan, by the names of TargetBeku."""
    return {medan: getattr(isi, medan) for medan in _ATURAN}


def target_setahun(indikator_ids: Iterable[int], tahun: int) -> dict[int, TargetIndikator]:
    """Targets in force for many indicators in `tahun` (three queries); none: not in the result."""
    return target_banyak_tahun(indikator_ids, [tahun]).get(tahun, {})


def target_banyak_tahun(
    indikator_ids: Iterable[int], tahun: Iterable[int]
) -> dict[int, dict[int, TargetIndikator]]:
    """Targets in force by year and indicator (three queries); a year without any is left out.

    Source of a target: what a frozen quarter was frozen with, else the Perjanjian Kinerja in force
    on the last day of the period, else the RKPD or Renja in force for the year
    (docs/arsitektur.md, target).
    """
    ids, semua_tahun = list(indikator_ids), list(tahun)
    janji = _janji(ids, semua_tahun)
    versi = {satu.dokumen for milik in janji.values() for satu in milik}
    baris = (
        Target.objects.filter(
            Q(dokumen__status=StatusDokumen.BERLAKU, dokumen__jenis__in=JENIS_TAHUNAN)
            | Q(dokumen__in=versi),
            indikator__in=ids,
            tahun__in=semua_tahun,
        )
        # of two documents the RKPD of the city outranks the Renja of a PD: it is written last
        .order_by("dokumen__jenis", "dokumen__perubahan_ke")
        # A city has ten thousand targets: rows, not objects.
        .values_list(
            "tahun",
            "indikator",
            "triwulan",
            "nilai",
            "nilai_atas",
            "contoh",
            "dokumen",
            "dokumen__status",
            *_DOKUMEN,
        )
    )
    kumpulan: dict[int, dict[int, dict[int, TargetBerlaku]]] = {}
    dijanjikan: dict[tuple[int, int, int, int], TargetBerlaku] = {}
    nama: dict[int, str] = {}
    for th, pk, triwulan, nilai, atas, contoh, dokumen, status, *kunci in baris:
        if dokumen not in nama:
            nama[dokumen] = _nama_dokumen(*kunci)
        target = TargetBerlaku(nilai, atas, contoh, nama[dokumen])
        if dokumen in versi:
            dijanjikan[th, pk, triwulan, dokumen] = target
        if status == StatusDokumen.BERLAKU:
            kumpulan.setdefault(th, {}).setdefault(pk, {})[triwulan] = target
    for (th, pk), milik in janji.items():
        setahun = kumpulan.setdefault(th, {}).setdefault(pk, {})
        for triwulan in range(5):
            berlaku = _berlaku_pada(milik, akhir_triwulan(th, triwulan or 4))
            if berlaku is None:
                continue
            janji_ini = (
                dijanjikan.get((th, pk, triwulan, berlaku.dokumen)) if triwulan else berlaku.target
            )
            if janji_ini is not None:
                setahun[triwulan] = replace(janji_ini, dokumen=berlaku.target.dokumen)
    _timpa_beku(kumpulan, ids, semua_tahun)
    return {
        th: {
            pk: TargetIndikator(isi.get(0), {tw: t for tw, t in isi.items() if tw})
            for pk, isi in milik.items()
            if isi
        }
        for th, milik in kumpulan.items()
        if any(milik.values())
    }


def _timpa_beku(
    kumpulan: dict[int, dict[int, dict[int, TargetBerlaku]]], ids: list[int], tahun: list[int]
) -> None:
    """Put the targets of frozen quarters over those of today's plans and agreements."""
    beku = TargetBeku.objects.filter(indikator__in=ids, tahun__in=tahun)
    for th, pk, triwulan, nilai, atas, contoh, dokumen, *aturan in beku.values_list(
        "tahun",
        "indikator",
        "triwulan",
        "nilai",
        "nilai_atas",
        "contoh",
        "dokumen",
        *_ATURAN,
    ):
        setahun = kumpulan.setdefault(th, {}).setdefault(pk, {})
        if nilai is None:  # it had none when it was frozen
            setahun.pop(triwulan, None)
        else:
            setahun[triwulan] = TargetBerlaku(nilai, atas, contoh, dokumen, AturanBeku(*aturan))


@dataclass(frozen=True)
class _Janji:
    """One promise: the target of the year, from when to when, and the version it was taken from."""

    dari: datetime.date
    digantikan: datetime.date | None
    dokumen: int
    target: TargetBerlaku


def _janji(ids: list[int], tahun: list[int]) -> dict[tuple[int, int], list[_Janji]]:
    """Signed promises by year and indicator, the highest post first: an indicator that stands in
    several agreements is judged by the one of the highest post."""
    butir = ButirPK.objects.filter(
        indikator__in=ids,
        pk_induk__tahun__in=tahun,
        pk_induk__status__in=[StatusPK.DITANDATANGANI, StatusPK.DIGANTIKAN],
    ).values_list(
        "pk_induk__jabatan__eselon",
        "pk_induk__tahun",
        "indikator",
        "nilai",
        "nilai_atas",
        "contoh",
        "pk_induk__perubahan_ke",
        "pk_induk__tanggal",
        "pk_induk__digantikan_pada",
        "pk_induk__dokumen",
    )
    hasil: dict[tuple[int, int], list[_Janji]] = {}
    for _, th, pk, nilai, atas, contoh, ke, dari, sampai, dokumen in sorted(
        butir, key=lambda b: (TINGKAT_ESELON[Eselon(b[0])], -b[6], b[2])
    ):
        sebutan = f"Perjanjian Kinerja {th}" + (f" perubahan ke-{ke}" if ke else "")
        hasil.setdefault((th, pk), []).append(
            _Janji(dari, sampai, dokumen, TargetBerlaku(nilai, atas, contoh, sebutan))
        )
    return hasil


def _berlaku_pada(janji: list[_Janji], hari: datetime.date) -> _Janji | None:
    return next(
        (
            satu
            for satu in janji
            if satu.dari <= hari and (satu.digantikan is None or hari < satu.digantikan)
        ),
        None,
    )


def target_berlaku(indikator: Indikator, tanggal: datetime.date) -> TargetBerlaku | None:
    """The target that counts for the quarter in which `tanggal` lies: the quarter's own, else
    None when no document in force sets one.

    Raises nothing; a missing target is unknown, never 0.
    """
    triwulan = (tanggal.month - 1) // 3 + 1
    target = target_setahun([indikator.pk], tanggal.year).get(indikator.pk, _KOSONG)
    return target.triwulan.get(triwulan) or (target.tahun if triwulan == 4 else None)
