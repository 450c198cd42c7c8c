"""One filled-in template (xlsx) of a PD and quarter, and how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.models import BaseModel, Berkas
from opd.models import PerangkatDaerah

if TYPE_CHECKING:
    from opd.models import Pengguna


class StatusUnggahan(models.TextChoices):
    PRATINJAU = "pratinjau", "Pratinjau"
    DITERAPKAN = "diterapkan", "Diterapkan"
    DIURUNGKAN = "diurungkan", "Diurungkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


class UnggahanIsianQuerySet(models.QuerySet["UnggahanIsian"]):
    def for_user(self, user: Pengguna) -> Self:
        """Uploads for visible PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(perangkat_daerah__in=user.pd_terlihat)


class UnggahanIsian(BaseModel):
    """A template that came back. `perubahan` is what applying it changed, cell by cell with the
    content before and the version after (services/isian.py, PerubahanSel), so that one step takes
    all of it back; `ringkasan` the counts (baru, berubah, sama)."""

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="unggahan_isian"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        "status", max_length=10, choices=StatusUnggahan, default=StatusUnggahan.PRATINJAU
    )
    ringkasan = models.JSONField("ringkasan", default=dict, blank=True)
    perubahan = models.JSONField("perubahan", default=list, blank=True)
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)
    diurungkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diurungkan_pada = models.DateTimeField("diurungkan pada", null=True, blank=True)

    objects = UnggahanIsianQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "unggahan isian"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusUnggahan.values), name="kinerja_unggahan_status_valid"
            ),
            models.CheckConstraint(
                condition=Q(triwulan__range=(1, 4)), name="kinerja_unggahan_triwulan_1_4"
            ),
        ]

    def __str__(self) -> str:
        return f"Unggahan isian {self.tahun}/{self.triwulan}"
