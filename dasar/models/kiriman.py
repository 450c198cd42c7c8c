"""Messages that leave the system beside the notice in it: e-mail, a gateway."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dasar.models.base import BaseModel
from dasar.models.notifikasi import Notifikasi


class StatusKiriman(models.TextChoices):
    ANTRE = "antre", "Antre"
    DIKIRIM = "dikirim", "Sedang dikirim"  # claimed: a worker that dies here is not repeated
    TERKIRIM = "terkirim", "Terkirim"
    GAGAL = "gagal", "Gagal"


class KirimanPesan(BaseModel):
    """One notice to be sent over one channel (a name in dasar.pendaftar.saluran_pesan), once.

    `percobaan` counts the attempts that the other side refused; only those are tried again.
    """

    notifikasi = models.ForeignKey(Notifikasi, on_delete=models.PROTECT, related_name="kiriman")
    saluran = models.CharField("saluran", max_length=20)
    alamat = models.CharField("alamat", max_length=254)
    status = models.CharField(
        "status", max_length=8, choices=StatusKiriman, default=StatusKiriman.ANTRE
    )
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    galat = models.CharField("galat", max_length=300, blank=True)
    dikirim_pada = models.DateTimeField("dikirim pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "kiriman pesan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notifikasi", "saluran"], name="dasar_kiriman_sekali_per_saluran"
            ),
            models.CheckConstraint(
                condition=Q(status__in=StatusKiriman.values), name="dasar_kiriman_status_valid"
            ),
        ]
        indexes = [
            models.Index(
                fields=["status"],
                condition=Q(status__in=["antre", "dikirim"]),
                name="dasar_kiriman_tunggu_idx",
            )
        ]

    def __str__(self) -> str:
        return f"{self.saluran}: {self.status}"
