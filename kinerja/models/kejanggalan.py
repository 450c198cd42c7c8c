"""What an operator answered to a flag on a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from kinerja.models.realisasi import Realisasi

if TYPE_CHECKING:
    from opd.models import Pengguna


class PenjelasanKejanggalanQuerySet(models.QuerySet["PenjelasanKejanggalan"]):
    def for_user(self, user: Pengguna) -> Self:
        """Answers about the values `user` may see."""
        return self.filter(realisasi__in=Realisasi.objects.for_user(user))


class PenjelasanKejanggalan(BaseModel):
    """The reason for one flag (`kode` of kinerja/formulas/kejanggalan.py) on one value.

    `versi` is that of the value it explains: another value needs another reason.
    """

    realisasi = models.ForeignKey(
        Realisasi, on_delete=models.PROTECT, related_name="penjelasan_janggal"
    )
    kode = models.CharField("aturan", max_length=20)
    versi = models.PositiveIntegerField("versi nilai")
    alasan = models.TextField("alasan", max_length=1000)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PenjelasanKejanggalanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penjelasan kejanggalan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["realisasi", "kode", "versi"], name="kinerja_penjelasan_sekali"
            ),
            models.CheckConstraint(
                condition=~Q(alasan=""),
                name="kinerja_penjelasan_terisi",
                violation_error_message="Tulis alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"Penjelasan {self.kode}"
