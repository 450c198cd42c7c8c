"""Which names of a PD's own reports mean which node or indicator, as a person once said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from kinerja.models.indikator import Indikator
from kinerja.models.simpul import Simpul
from opd.models import PerangkatDaerah

if TYPE_CHECKING:
    from opd.models import Pengguna


class IngatanPadananQuerySet(models.QuerySet["IngatanPadanan"]):
    def for_user(self, user: Pengguna) -> Self:
        """What is remembered about visible PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(perangkat_daerah__in=user.pd_terlihat)


class IngatanPadanan(BaseModel):
    """One picked meaning of a name, kept for the next report of the same PD.

    `kunci` is the folded name under the folded names above it (`kunci_nama` of
    formulas/pencocokan.py, joined by "/"), so that the same words in another program stay apart.
    """

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="ingatan_padanan"
    )
    kunci = models.CharField("kunci", max_length=64)  # sha256 of the folded path
    nama = models.TextField("nama di laporan")
    simpul = models.ForeignKey(
        Simpul, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = IngatanPadananQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ingatan padanan"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "kunci"], name="kinerja_ingatan_sekali"
            ),
            models.CheckConstraint(
                condition=Q(simpul__isnull=False, indikator__isnull=True)
                | Q(simpul__isnull=True, indikator__isnull=False),
                name="kinerja_ingatan_satu_arti",
            ),
        ]

    def __str__(self) -> str:
        return self.nama[:60]
