"""Making the template of an evaluation year, and moving its weights while nothing stands on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.angka import format_angka, format_angka_utuh, jumlah_desimal
from dasar.services.audit import catat_audit
from evaluasi.formulas.nilai_lke import TEMPLAT_88_2021, TemplatTidakSah
from evaluasi.formulas.skala_data import tulis_skala_jawaban, tulis_skala_predikat
from evaluasi.models import (
    KomponenLKE,
    KriteriaLKE,
    LembarKerja,
    SubkomponenLKE,
    TemplatLKE,
)
from evaluasi.permissions import boleh_atur_templat, boleh_ubah_templat
from evaluasi.selectors.templat import muat_templat
from kinerja.models import Indikator
from opd.models import Pengguna, PerangkatDaerah

BERKAS_RINGKAS = Path(__file__).resolve().parent.parent / "data" / "ringkas_88_2021.json"
# The official PDF could not be read, so the wording still wants a comparison (docs/regulasi.md).
SUMBER_88_2021 = (
    "Salinan lampiran PermenPANRB 88/2021. "
    "Bunyi kriteria perlu dicocokkan dengan lampiran resminya."
)
JUMLAH_KOMPONEN = "komponen"  # where the sum of the komponen has its error, beside those by kode


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
        sumber=SUMBER_88_2021,
        skala_jawaban=tulis_skala_jawaban(TEMPLAT_88_2021.skala),
        skala_predikat=tulis_skala_predikat(),
        indikator=indikator,
    )
    _simpan_baru(templat)
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


@transaction.atomic
def salin_templat(*, sumber: TemplatLKE, tahun_evaluasi: int, oleh: Pengguna) -> TemplatLKE:
    """Make the template of another year as an equal of `sumber`: weights, scales, kriteria.

    Raises TidakBoleh, TemplatLKE.DoesNotExist (not visible), ValidationError (the year has a
    template already).
    """
    boleh_atur_templat(oleh).wajib()
    # Locked: what is copied is one state of the source, not half of a change to it.
    asal = TemplatLKE.objects.for_user(oleh).select_for_update(of=("self",)).get(pk=sumber.pk)
    templat = TemplatLKE(
        tahun_evaluasi=tahun_evaluasi,
        nama=asal.nama,
        sumber=f"Salinan templat tahun evaluasi {asal.tahun_evaluasi}",
        skala_jawaban=asal.skala_jawaban,
        skala_predikat=asal.skala_predikat,
        indikator=asal.indikator,
    )
    _simpan_baru(templat)
    isi = _baca_isi(asal)
    komponen_baru: dict[int, KomponenLKE] = {}
    for k in isi.komponen.values():
        komponen = KomponenLKE(
            templat=templat, kode=k.kode, nama=k.nama, bobot=k.bobot, urutan=k.urutan
        )
        komponen.full_clean()
        komponen.save()
        komponen_baru[k.pk] = komponen
    sub_baru: dict[int, SubkomponenLKE] = {}
    for s in isi.subkomponen.values():
        sub = SubkomponenLKE(
            komponen=komponen_baru[s.komponen_id],
            kode=s.kode,
            nama=s.nama,
            ringkas=s.ringkas,
            bobot=s.bobot,
            dimensi=s.dimensi,
            urutan=s.urutan,
        )
        sub.full_clean()
        sub.save()
        sub_baru[s.pk] = sub
    KriteriaLKE.objects.bulk_create(
        KriteriaLKE(
            subkomponen=sub_baru[kr.subkomponen_id],
            kode=kr.kode,
            bunyi=kr.bunyi,
            geser_tahun=kr.geser_tahun,
            urutan=kr.urutan,
        )
        for kr in isi.kriteria
    )
    catat_audit(
        "templat_lke.disalin",
        templat,
        oleh=oleh,
        sesudah={
            "tahun_evaluasi": tahun_evaluasi,
            "disalin_dari": asal.tahun_evaluasi,
            **isi.ringkasan(asal),
        },
    )
    return templat


@transaction.atomic
def ubah_templat(
    *,
    templat_id: int,
    bobot_komponen: Mapping[str, Decimal],
    bobot_subkomponen: Mapping[str, Decimal],
    geser_tahun: Mapping[str, int],
    indikator: Indikator | None,
    oleh: Pengguna,
    cap: str = "",
) -> TemplatLKE:
    """Set all weights (points, together 100), the shift of years of each subkomponen's kriteria
    (-5 to 0) and the city's own indicator. The mappings are keyed by kode and name every row.
    `cap` is `cap_templat` of the row as it was shown, "" without a page behind it.

    Raises TemplatLKE.DoesNotExist, TidakBoleh (a worksheet stands on it), ValidationError keyed
    by `nama_medan` (weights that do not add up), or whole (a stale page, nothing changed).
    """
    templat = TemplatLKE.objects.for_user(oleh).select_for_update(of=("self",)).get(pk=templat_id)
    jumlah = LembarKerja.objects.filter(templat=templat).count()
    boleh_ubah_templat(oleh, templat, jumlah).wajib()
    if cap and cap != cap_templat(templat):
        raise ValidationError(
            "Templat ini baru saja diubah orang lain. Buka lagi halamannya, periksa isinya, "
            "lalu ulangi."
        )
    isi = _baca_isi(templat)
    periksa_bobot(isi.susunan(), bobot_komponen, bobot_subkomponen)
    sebelum = isi.ringkasan(templat)
    for k in isi.komponen.values():
        k.bobot = bobot_komponen[k.kode]
        k.full_clean()
    for s in isi.subkomponen.values():
        s.bobot = bobot_subkomponen[s.kode]
        s.full_clean()
    for kr in isi.kriteria:
        kr.geser_tahun = geser_tahun[isi.subkomponen[kr.subkomponen_id].kode]
        if not -5 <= kr.geser_tahun <= 0:
            kode = isi.subkomponen[kr.subkomponen_id].kode
            raise ValidationError({nama_medan("geser", kode): "Geser tahun harus -5 sampai 0."})
    if indikator is not None and indikator.perangkat_daerah_id != PerangkatDaerah.objects.kota_id():
        raise ValidationError({"indikator": "Indikator ini bukan milik kota."})
    templat.indikator = indikator
    sesudah = isi.ringkasan(templat)
    if sebelum == sesudah:
        raise ValidationError("Tidak ada yang berubah, jadi tidak ada yang disimpan.")
    templat.full_clean()
    templat.save(update_fields=["indikator", "diperbarui_pada"])
    kini = timezone.now()
    for baris in (*isi.komponen.values(), *isi.subkomponen.values(), *isi.kriteria):
        baris.diperbarui_pada = kini  # bulk_update sets no auto_now
    KomponenLKE.objects.bulk_update(isi.komponen.values(), ["bobot", "diperbarui_pada"])
    SubkomponenLKE.objects.bulk_update(isi.subkomponen.values(), ["bobot", "diperbarui_pada"])
    KriteriaLKE.objects.bulk_update(isi.kriteria, ["geser_tahun", "diperbarui_pada"])
    try:
        muat_templat(templat)  # the formulas have the last word
    except TemplatTidakSah as exc:
        raise ValidationError(str(exc)) from exc
    catat_audit("templat_lke.diubah", templat, oleh=oleh, sebelum=sebelum, sesudah=sesudah)
    return templat


def cap_templat(templat: TemplatLKE) -> str:
    """What tells one state of a template from the next; a stale page holds an old one."""
    return templat.diperbarui_pada.isoformat()


def _simpan_baru(templat: TemplatLKE) -> None:
    """Store a new row. Raises ValidationError, also when the year was made at this moment."""
    templat.full_clean()
    try:
        with transaction.atomic():
            templat.save()
    except IntegrityError:
        medan = TemplatLKE._meta.get_field("tahun_evaluasi")
        raise ValidationError({medan.name: medan.error_messages["unique"]}) from None


def nama_medan(jenis: str, kode: str) -> str:
    """The name of a form field, and the key of its error: komponen_1, sub_1_a, geser_1_a,
    jumlah_1."""
    return f"{jenis}_{kode.replace('.', '_')}"


def periksa_bobot(
    susunan: Mapping[str, tuple[str, ...]],
    komponen: Mapping[str, Decimal],
    subkomponen: Mapping[str, Decimal],
) -> None:
    """Raise ValidationError unless all weights are above 0 and add up; all errors at once.

    `susunan` maps the kode of each komponen to those of its subkomponen. A sum is judged only
    where each of its parts is usable, and its sentence stands at the sum: jumlah_komponen, and
    jumlah_1 for the subkomponen of komponen 1.
    """
    galat: dict[str, str] = {}
    for jenis, bobot in (("komponen", komponen), ("sub", subkomponen)):
        for kode, nilai in bobot.items():
            if kalimat := galat_bobot(nilai):
                galat[nama_medan(jenis, kode)] = kalimat
    if not any(nama_medan("komponen", kode) in galat for kode in susunan):
        jumlah = sum((komponen[kode] for kode in susunan), Decimal(0))
        if kalimat := _galat_jumlah("Jumlah bobot komponen", jumlah, Decimal(100), "100"):
            galat[nama_medan("jumlah", JUMLAH_KOMPONEN)] = kalimat
    for kode, isi in susunan.items():
        medan = [nama_medan("sub", sub) for sub in isi]
        if any(m in galat for m in medan) or galat_bobot(komponen[kode]):
            continue
        jumlah = sum((subkomponen[sub] for sub in isi), Decimal(0))
        batas = komponen[kode]
        kalimat = _galat_jumlah(
            f"Jumlah bobot subkomponen {isi[0]} sampai {isi[-1]}",
            jumlah,
            batas,
            f"bobot komponen {kode}, yaitu {format_angka(batas, 2)}",
        )
        if kalimat:
            galat[nama_medan("jumlah", kode)] = kalimat
    if galat:
        raise ValidationError(galat)


def galat_bobot(bobot: Decimal) -> str:
    """What is wrong with one weight in points, "" when it is usable."""
    if not bobot.is_finite():
        return "Bobot ini bukan angka."
    if bobot <= 0:
        return f"Bobot harus lebih dari 0, bukan {format_angka_utuh(bobot, 2)}."
    if bobot > 100:
        return f"Bobot {format_angka_utuh(bobot, 2)} lebih dari 100."
    if jumlah_desimal(bobot) > 2:
        return (
            f"Bobot {format_angka_utuh(bobot)} berisi {jumlah_desimal(bobot)} angka di belakang "
            "koma. Tulis paling banyak dua."
        )
    return ""


def _galat_jumlah(apa: str, jumlah: Decimal, batas: Decimal, kata_batas: str) -> str:
    if jumlah == batas:
        return ""
    beda = format_angka(abs(batas - jumlah), 2)
    arah = f"Kurang {beda} dari" if jumlah < batas else f"Lebih {beda} dari"
    return f"{apa} {format_angka(jumlah, 2)}. {arah} {kata_batas}."


@dataclass(frozen=True)
class _Isi:
    """The rows of one template in their order, komponen and subkomponen by id."""

    komponen: dict[int, KomponenLKE]
    subkomponen: dict[int, SubkomponenLKE]
    kriteria: list[KriteriaLKE]

    def susunan(self) -> dict[str, tuple[str, ...]]:
        return {
            k.kode: tuple(s.kode for s in self.subkomponen.values() if s.komponen_id == k.pk)
            for k in self.komponen.values()
        }

    def ringkasan(self, templat: TemplatLKE) -> dict[str, Any]:
        """What the audit trail keeps; weights with two decimals, so equal ones read equal."""
        geser: dict[str, set[int]] = {}
        for kr in self.kriteria:
            geser.setdefault(self.subkomponen[kr.subkomponen_id].kode, set()).add(kr.geser_tahun)
        return {
            "indikator": templat.indikator_id,
            "bobot": {
                **{k.kode: format(k.bobot, ".2f") for k in self.komponen.values()},
                **{s.kode: format(s.bobot, ".2f") for s in self.subkomponen.values()},
            },
            "geser_tahun": {kode: sorted(nilai) for kode, nilai in geser.items()},
        }


def _baca_isi(templat: TemplatLKE) -> _Isi:
    return _Isi(
        komponen={k.pk: k for k in KomponenLKE.objects.filter(templat=templat).order_by("urutan")},
        subkomponen={
            s.pk: s
            for s in SubkomponenLKE.objects.filter(komponen__templat=templat).order_by(
                "komponen__urutan", "urutan"
            )
        },
        kriteria=list(
            KriteriaLKE.objects.filter(subkomponen__komponen__templat=templat).order_by(
                "subkomponen__komponen__urutan", "subkomponen__urutan", "urutan"
            )
        ),
    )
