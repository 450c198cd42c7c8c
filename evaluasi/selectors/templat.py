"""The template of a year as the formulas read it, with the ids behind its codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from evaluasi.formulas.nilai_lke import Komponen, Kriteria, Subkomponen, Templat
from evaluasi.formulas.predikat import SkalaPredikat
from evaluasi.models import (
    STATUS_TERHITUNG,
    JenisLembar,
    KomponenLKE,
    KriteriaLKE,
    LembarKerja,
    StatusLembar,
    SubkomponenLKE,
    TemplatLKE,
)


@dataclass(frozen=True)
class KriteriaTahun:
    """One kriteria with the year whose papers it judges."""

    pk: int
    kode: str
    bunyi: str
    tahun_dokumen: int


@dataclass(frozen=True)
class TemplatTahun:
    """One year's template: `templat` and `skala` for the formulas, ids and short names by kode."""

    pk: int
    tahun: int
    nama: str
    templat: Templat
    skala: SkalaPredikat
    komponen_id: Mapping[str, int]
    subkomponen_id: Mapping[str, int]
    ringkas: Mapping[str, str]  # subkomponen kode -> short name
    kriteria: Mapping[str, tuple[KriteriaTahun, ...]]  # by subkomponen kode
    indikator_id: int | None


def muat_templat(templat: TemplatLKE) -> TemplatTahun:
    """Read one template whole (three queries).

    Raises TemplatTidakSah when its stored weights do not add up.
    """
    kriteria: dict[int, list[KriteriaLKE]] = {}
    for k in KriteriaLKE.objects.filter(subkomponen__komponen__templat=templat).order_by(
        "subkomponen__komponen__urutan", "subkomponen__urutan", "urutan"
    ):
        kriteria.setdefault(k.subkomponen_id, []).append(k)
    sub: dict[int, list[SubkomponenLKE]] = {}
    for s in SubkomponenLKE.objects.filter(komponen__templat=templat).order_by(
        "komponen__urutan", "urutan"
    ):
        sub.setdefault(s.komponen_id, []).append(s)
    komponen = list(KomponenLKE.objects.filter(templat=templat).order_by("urutan"))
    semua_sub = [s for k in komponen for s in sub.get(k.pk, [])]
    return TemplatTahun(
        pk=templat.pk,
        tahun=templat.tahun_evaluasi,
        nama=templat.nama,
        templat=Templat(
            nama=templat.nama,
            komponen=tuple(
                Komponen(
                    kode=k.kode,
                    nama=k.nama,
                    bobot=k.bobot,
                    subkomponen=tuple(
                        Subkomponen(
                            kode=s.kode,
                            nama=s.nama,
                            bobot=s.bobot,
                            dimensi=s.dimensi,
                            kriteria=tuple(
                                Kriteria(kr.kode, kr.bunyi) for kr in kriteria.get(s.pk, [])
                            ),
                        )
                        for s in sub.get(k.pk, [])
                    ),
                )
                for k in komponen
            ),
            skala=templat.pilihan_jawaban(),
        ),
        skala=templat.rentang_predikat(),
        komponen_id={k.kode: k.pk for k in komponen},
        subkomponen_id={s.kode: s.pk for s in semua_sub},
        ringkas={s.kode: s.ringkas for s in semua_sub},
        kriteria={
            s.kode: tuple(
                KriteriaTahun(kr.pk, kr.kode, kr.bunyi, templat.tahun_evaluasi + kr.geser_tahun)
                for kr in kriteria.get(s.pk, [])
            )
            for s in semua_sub
        },
        indikator_id=templat.indikator_id,
    )


def templat_tahun(tahun: int) -> TemplatTahun | None:
    """The template of an evaluation year, None before one was made (four queries)."""
    templat = TemplatLKE.objects.filter(tahun_evaluasi=tahun).first()
    return None if templat is None else muat_templat(templat)


def tahun_bawaan() -> int | None:
    """The evaluation year that every page shows when none is asked for (one query).

    The newest with an official value or a judged sheet: a template alone is no result yet. Before
    there is such a year the newest template, None without any.
    """
    bernilai = LembarKerja.objects.filter(templat=OuterRef("pk")).filter(
        Q(jenis=JenisLembar.INTERNAL, status__in=STATUS_TERHITUNG)
        | Q(jenis=JenisLembar.KEMENTERIAN, status=StatusLembar.FINAL, total__isnull=False)
    )
    return (
        TemplatLKE.objects.order_by(Exists(bernilai).desc(), "-tahun_evaluasi")
        .values_list("tahun_evaluasi", flat=True)
        .first()
    )
