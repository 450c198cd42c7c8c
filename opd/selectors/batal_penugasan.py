"""Whether an assignment entered by mistake may go, and whose end then has to be taken back."""

from __future__ import annotations

import datetime

from django.db.models import Q

from dasar.tanggal import format_tanggal
from opd.models import PenugasanJabatan, PerubahanOrganisasi, StatusPerubahan


def halangan_batal(penugasan: PenugasanJabatan) -> list[str]:
    """Sentences that say what refers to the assignment; [] when nothing does."""
    kalimat = []
    for relasi in PenugasanJabatan._meta.get_fields(include_hidden=True):
        if not (relasi.auto_created and not relasi.concrete and relasi.is_relation):
            continue
        model = relasi.related_model
        baris = model._base_manager.filter(**{relasi.remote_field.name: penugasan})  # type: ignore[union-attr]
        if jumlah := baris.count():
            kalimat.append(
                f"Penugasan ini dirujuk {jumlah} {model._meta.verbose_name}. "  # type: ignore[union-attr]
                "Akhiri saja penugasannya."
            )
    diterapkan = PerubahanOrganisasi.objects.filter(status=StatusPerubahan.DITERAPKAN)
    for perubahan in diterapkan.order_by("pk"):
        if penugasan.pk in _nomor_pindah(perubahan):
            kalimat.append(
                f"Penugasan ini ikut {perubahan.get_jenis_display().lower()} "
                f"{format_tanggal(perubahan.tanggal)}. Akhiri saja penugasannya."
            )
    return list(dict.fromkeys(kalimat))


def _nomor_pindah(perubahan: PerubahanOrganisasi) -> set[int]:
    """Assignments that a reorganisation made or changed: taking it back needs them."""
    nomor: set[int] = set()
    for isi in perubahan.catatan.get("aplikasi", {}).values():
        nomor.update(isi.get("penugasan", []))
        berubah = isi.get("baris", {}).get(PenugasanJabatan._meta.label_lower, {})
        nomor.update(int(pk) for pk in berubah)
    return nomor


def diakhiri_sebelumnya(penugasan: PenugasanJabatan) -> list[PenugasanJabatan]:
    """Assignments of the post, or of the person, whose last day is the day before this one."""
    return list(
        PenugasanJabatan.objects.filter(
            Q(jabatan=penugasan.jabatan_id) | Q(pegawai=penugasan.pegawai_id),
            sampai=penugasan.dari - datetime.timedelta(days=1),
        )
        .exclude(pk=penugasan.pk)
        .select_related("jabatan", "pegawai")
        .order_by("pk")
    )
