"""Background jobs: the row is the job, and the page and the worker read the same row."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from dasar.models.base import BaseModel


class StatusPekerjaan(models.TextChoices):
    ANTRE = "antre", "Antre"
    BERJALAN = "berjalan", "Berjalan"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


STATUS_HIDUP = (StatusPekerjaan.ANTRE, StatusPekerjaan.BERJALAN)
STATUS_AKHIR = (StatusPekerjaan.SELESAI, StatusPekerjaan.GAGAL, StatusPekerjaan.DIBATALKAN)


class PekerjaanQuerySet(models.QuerySet["Pekerjaan"]):
    def for_user(self, user: AbstractBaseUser) -> Self:
        """Jobs that `user` asked for."""
        return self.filter(diminta_oleh=user.pk)

    def milik_pemegang(self, nomor_pagar: int) -> Self:
        """Still running under this fencing number."""
        return self.filter(status=StatusPekerjaan.BERJALAN, nomor_pagar=nomor_pagar)

    def sewa_habis(self, kini: datetime) -> Self:
        """Running, but the holder has not renewed its lease in time."""
        return self.filter(status=StatusPekerjaan.BERJALAN, sewa_sampai__lt=kini)


class Pekerjaan(BaseModel):
    """One background job: who asked, how far it is, how it ended."""

    jenis = models.CharField("jenis", max_length=60)
    judul = models.CharField("judul", max_length=200)
    parameter = models.JSONField("parameter", default=dict)
    status = models.CharField(
        "status", max_length=10, choices=StatusPekerjaan, default=StatusPekerjaan.ANTRE
    )
    kemajuan = models.PositiveSmallIntegerField("kemajuan (persen)", default=0)
    pesan = models.CharField("pesan", max_length=300, blank=True)
    galat = models.TextField("galat", blank=True)
    nomor_galat = models.CharField("nomor galat", max_length=8, blank=True)
    hasil = models.JSONField("hasil", null=True)
    diminta_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="pekerjaan",
        verbose_name="diminta oleh",
    )
    kunci = models.CharField("kunci", max_length=200, blank=True)
    nomor_pagar = models.PositiveBigIntegerField("nomor pagar", default=0)
    sewa_sampai = models.DateTimeField("sewa sampai", null=True)
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    mulai_pada = models.DateTimeField("mulai pada", null=True)
    selesai_pada = models.DateTimeField("selesai pada", null=True)

    objects = PekerjaanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pekerjaan"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["sewa_sampai"],
                condition=Q(status="berjalan"),
                name="dasar_pekerjaan_sewa",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kunci"],
                condition=Q(status__in=["antre", "berjalan"]) & ~Q(kunci=""),
                name="dasar_pekerjaan_kunci_satu_hidup",
                violation_error_message="Pekerjaan yang sama masih berjalan.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=StatusPekerjaan.values),
                name="dasar_pekerjaan_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(kemajuan__range=(0, 100)), name="dasar_pekerjaan_kemajuan_0_100"
            ),
            models.CheckConstraint(
                condition=Q(status="berjalan", sewa_sampai__isnull=False, mulai_pada__isnull=False)
                | (~Q(status="berjalan") & Q(sewa_sampai__isnull=True)),
                name="dasar_pekerjaan_sewa_saat_berjalan",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["antre", "berjalan"], selesai_pada__isnull=True)
                | Q(status__in=["selesai", "gagal", "dibatalkan"], selesai_pada__isnull=False),
                name="dasar_pekerjaan_selesai_pada_akhir",
            ),
            models.CheckConstraint(
                condition=~Q(status="gagal") | ~Q(galat=""),
                name="dasar_pekerjaan_gagal_beralasan",
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    @property
    def berakhir(self) -> bool:
        """True when nothing more will happen unless somebody repeats the job."""
        return self.status in STATUS_AKHIR
