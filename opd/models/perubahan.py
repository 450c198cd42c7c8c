"""Merging and splitting PD: what was decided, what moved, and how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from opd.models.organisasi import PerangkatDaerah

if TYPE_CHECKING:
    from opd.models.pengguna import Pengguna


class JenisPerubahan(models.TextChoices):
    PENGGABUNGAN = "penggabungan", "Penggabungan"
    PEMEKARAN = "pemekaran", "Pemekaran"


class StatusPerubahan(models.TextChoices):
    DRAF = "draf", "Draf"
    DITERAPKAN = "diterapkan", "Diterapkan"
    DIURUNGKAN = "diurungkan", "Diurungkan"


class PerubahanOrganisasiQuerySet(models.QuerySet["PerubahanOrganisasi"]):
    def for_user(self, user: Pengguna) -> Self:
        """Changes that touch a visible PD."""
        if user.melihat_semua_pd:
            return self
        pd = user.pd_terlihat
        return self.filter(Q(asal__in=pd) | Q(tujuan__in=pd)).distinct()


class PerubahanOrganisasi(BaseModel):
    """One merge or split. A PD in both `asal` and `tujuan` goes on existing.

    `pembagian` maps what can be divided (a key an app gave in its preview) to the id of the PD
    that takes it; `catatan` holds, per app, what it needs to undo its part.
    """

    jenis = models.CharField("jenis", max_length=14, choices=JenisPerubahan)
    tanggal = models.DateField("berlaku mulai")
    dasar_hukum = models.CharField("dasar hukum", max_length=200)
    keterangan = models.TextField("keterangan", blank=True)
    asal = models.ManyToManyField(PerangkatDaerah, related_name="perubahan_asal")
    tujuan = models.ManyToManyField(PerangkatDaerah, related_name="perubahan_tujuan")
    pembagian = models.JSONField("pembagian", default=dict, blank=True)
    status = models.CharField(
        "status", max_length=10, choices=StatusPerubahan, default=StatusPerubahan.DRAF
    )
    catatan = models.JSONField("catatan penerapan", default=dict, blank=True, editable=False)
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)
    diterapkan_oleh = models.ForeignKey(
        "opd.Pengguna", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PerubahanOrganisasiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "perubahan organisasi"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=JenisPerubahan.values), name="opd_perubahan_jenis_valid"
            ),
            models.CheckConstraint(
                condition=Q(status__in=StatusPerubahan.values), name="opd_perubahan_status_valid"
            ),
            models.CheckConstraint(
                condition=Q(status="draf") | Q(diterapkan_pada__isnull=False),
                name="opd_perubahan_diterapkan_bertanggal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.tanggal}"
