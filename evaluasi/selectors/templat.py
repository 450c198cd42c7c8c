"""The template of a year as the formulas read it, with the ids behind its codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluasi.formulas.nilai_lke import Komponen, Kriteria, Subkomponen, Templat
from evaluasi.formulas.predikat import SkalaPredikat
from evaluasi.models import KomponenLKE, KriteriaLKE, SubkomponenLKE, TemplatLKE


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
