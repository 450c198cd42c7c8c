"""Published numbers to compare with: of the place itself, or of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from kinerja.models.indikator import Indikator
from opd.models import PerangkatDaerah
from opd.models.organisasi import pd_sendiri_atau_kota

if TYPE_CHECKING:
    from opd.models import Pengguna


class AcuanQuerySet(models.QuerySet["Acuan"]):
    def for_user(self, user: Pengguna) -> Self:
        """Numbers of visible PD; those of the city for everyone who sees any PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(pd_sendiri_atau_kota(user))


class Acuan(BaseModel):
    """One published number of one year with its source, in `satuan`.

    With `indikator` it is a benchmark for it (a national mean, another city). Without, it is a
    figure about the place itself (indikator makro), such as the unemployment rate.
    """

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="acuan"
    )
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, null=True, blank=True, related_name="acuan"
    )
    nama = models.CharField("nama", max_length=200)
    tahun = models.PositiveSmallIntegerField("tahun")
    nilai = models.DecimalField("nilai", max_digits=24, decimal_places=6)
    satuan = models.CharField("satuan", max_length=100, blank=True)
    desimal = models.PositiveSmallIntegerField("desimal", default=2)
    sumber = models.CharField("sumber", max_length=300)

    objects = AcuanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "acuan"
        ordering = ["nama", "tahun"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "indikator", "nama", "tahun"],
                name="kinerja_acuan_sekali_per_indikator",
                violation_error_message="Acuan ini sudah ada untuk tahun itu.",
            ),
            models.UniqueConstraint(  # NULL equals nothing
                fields=["perangkat_daerah", "nama", "tahun"],
                condition=Q(indikator__isnull=True),
                name="kinerja_acuan_makro_sekali",
                violation_error_message="Acuan ini sudah ada untuk tahun itu.",
            ),
            models.CheckConstraint(condition=Q(desimal__lte=6), name="kinerja_acuan_desimal"),
        ]

    def __str__(self) -> str:
        return f"{self.nama} {self.tahun}"
