"""Making the template of an evaluation year, and moving its weights while nothing stands on it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from dasar.services.audit import catat_audit
from evaluasi.formulas.nilai_lke import TEMPLAT_88_2021
from evaluasi.formulas.skala_data import tulis_skala_jawaban, tulis_skala_predikat
from evaluasi.models import KomponenLKE, KriteriaLKE, SubkomponenLKE, TemplatLKE
from evaluasi.permissions import boleh_atur_templat
from kinerja.models import Indikator
from opd.models import Pengguna

BERKAS_RINGKAS = Path(__file__).resolve().parent.parent / "data" / "ringkas_88_2021.json"


@cache
def _ringkas() -> dict[str, dict[str, Any]]:
    """Short names and shifts of years by subkomponen, as this system sets them."""
    isi: dict[str, dict[str, Any]] = json.loads(BERKAS_RINGKAS.read_text(encoding="utf-8"))[
        "subkomponen"
    ]
    return isi


@transaction.atomic
def buat_templat_88_2021(
    *, tahun_evaluasi: int, oleh: Pengguna, indikator: Indikator | None = None
) -> TemplatLKE:
    """Store the template of PermenPANRB 88/2021 for one evaluation year.

    Raises TidakBoleh, ValidationError (the year has a template already).
    """
    boleh_atur_templat(oleh).wajib()
    templat = TemplatLKE(
        tahun_evaluasi=tahun_evaluasi,
        nama=TEMPLAT_88_2021.nama,
        sumber="evaluasi/data/lke_88_2021.json",
        skala_jawaban=tulis_skala_jawaban(TEMPLAT_88_2021.skala),
        skala_predikat=tulis_skala_predikat(),
        indikator=indikator,
    )
    templat.full_clean()
    templat.save()
    for urutan, k in enumerate(TEMPLAT_88_2021.komponen, start=1):
        komponen = KomponenLKE(
            templat=templat, kode=k.kode, nama=k.nama, bobot=k.bobot, urutan=urutan
        )
        komponen.full_clean()
        komponen.save()
        for nomor, s in enumerate(k.subkomponen, start=1):
            sub = SubkomponenLKE(
                komponen=komponen,
                kode=s.kode,
                nama=s.nama,
                ringkas=_ringkas()[s.kode]["ringkas"],
                bobot=s.bobot,
                dimensi=s.dimensi,
                urutan=nomor,
            )
            sub.full_clean()
            sub.save()
            KriteriaLKE.objects.bulk_create(
                KriteriaLKE(
                    subkomponen=sub,
                    kode=kr.kode,
                    bunyi=kr.bunyi,
                    geser_tahun=_ringkas()[s.kode]["geser_tahun"],
                    urutan=n,
                )
                for n, kr in enumerate(s.kriteria, start=1)
            )
    catat_audit(
        "templat_lke.dibuat",
        templat,
        oleh=oleh,
        sesudah={
            "tahun_evaluasi": tahun_evaluasi,
            "nama": templat.nama,
            "indikator": templat.indikator_id,
            "bobot": {s.kode: s.bobot for s in TEMPLAT_88_2021.subkomponen},
        },
    )
    return templat
