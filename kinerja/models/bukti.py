"""Evidence behind a measured value: a stored file or a link, with the page to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.models import BaseModel, Berkas
from kinerja.models.realisasi import Realisasi

if TYPE_CHECKING:
    from opd.models import Pengguna


class BuktiDukungQuerySet(models.QuerySet["BuktiDukung"]):
    def for_user(self, user: Pengguna) -> Self:
        """Evidence of the values `user` may see."""
        return self.filter(realisasi__in=Realisasi.objects.for_user(user))


class BuktiDukung(BaseModel):
    """One file or one link behind one value. A file may stand behind many values: the rows share
    one Berkas, so that the same paper is stored once."""

    realisasi = models.ForeignKey(Realisasi, on_delete=models.PROTECT, related_name="bukti")
    berkas = models.ForeignKey(
        Berkas, on_delete=models.PROTECT, null=True, blank=True, related_name="bukti_dukung"
    )
    tautan = models.URLField("tautan", max_length=500, blank=True)
    judul = models.CharField("nama bukti", max_length=200)
    halaman = models.CharField("halaman", max_length=40, blank=True)
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = BuktiDukungQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "bukti dukung"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(berkas__isnull=False, tautan="")
                | (Q(berkas__isnull=True) & ~Q(tautan="")),
                name="kinerja_bukti_berkas_atau_tautan",
                violation_error_message="Bukti adalah satu berkas atau satu tautan.",
            ),
            models.UniqueConstraint(
                fields=["realisasi", "berkas"],
                condition=Q(berkas__isnull=False),
                name="kinerja_bukti_berkas_sekali",
                violation_error_message="Berkas ini sudah menjadi bukti baris ini.",
            ),
            models.UniqueConstraint(
                fields=["realisasi", "tautan"],
                condition=~Q(tautan=""),
                name="kinerja_bukti_tautan_sekali",
                violation_error_message="Tautan ini sudah menjadi bukti baris ini.",
            ),
        ]

    def __str__(self) -> str:
        return self.judul
