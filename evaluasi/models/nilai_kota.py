"""Values of the city: what was computed, frozen with its inputs, and the RB index as published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from dasar.models import BaseModel, Pekerjaan

if TYPE_CHECKING:
    from opd.models import Pengguna


class PerhitunganKotaQuerySet(models.QuerySet["PerhitunganKota"]):
    def for_user(self, user: Pengguna) -> Self:
        """City values are for those who see all PD."""
        return self if user.melihat_semua_pd else self.none()

    def terakhir(self, tahun: int) -> PerhitunganKota | None:
        """The newest computation of a year."""
        return self.filter(tahun=tahun).order_by("-pk").first()


class PerhitunganKota(BaseModel):
    """One computation of the city's values; written once, never changed.

    `masukan` holds every input as text, `hasil` every output, `digest` the SHA-256 over the
    canonical text of formula version and inputs: equal inputs give equal digests on any database.
    `pekerjaan` makes one job give one row.
    """

    tahun = models.PositiveSmallIntegerField("tahun evaluasi")
    versi_rumus = models.CharField("versi rumus", max_length=20)
    masukan = models.JSONField("masukan")
    hasil = models.JSONField("hasil")
    digest = models.CharField("digest", max_length=64)
    contoh = models.BooleanField("memuat nilai contoh", default=False)
    pekerjaan = models.OneToOneField(
        Pekerjaan, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diminta_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PerhitunganKotaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "perhitungan nilai kota"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["tahun", "-id"], name="evaluasi_perhitungan_tahun")]
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("digest"), 64), name="evaluasi_perhitungan_digest_64"
            ),
        ]

    def __str__(self) -> str:
        return f"Nilai kota {self.tahun}"


class IndeksRB(BaseModel):
    """The city's Reformasi Birokrasi index of one year, as published (0 to 100)."""

    tahun = models.PositiveSmallIntegerField("tahun", unique=True)
    nilai = models.DecimalField("nilai", max_digits=5, decimal_places=2)
    predikat = models.CharField("predikat", max_length=2, blank=True)
    sumber = models.CharField("sumber", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "indeks RB"
        ordering = ["tahun"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nilai__range=(0, 100)), name="evaluasi_indeksrb_0_100"
            ),
        ]

    def __str__(self) -> str:
        return f"Indeks RB {self.tahun}"
