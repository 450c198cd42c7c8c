"""Notices for one person."""

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from dasar.models.base import BaseModel


class NotifikasiQuerySet(models.QuerySet["Notifikasi"]):
    def for_user(self, user: AbstractBaseUser) -> Self:
        """Notices addressed to `user`."""
        return self.filter(penerima=user.pk)

    def belum_dibaca(self) -> Self:
        return self.filter(dibaca_pada__isnull=True)


class Notifikasi(BaseModel):
    """One notice; `kunci` names its cause, so that the same cause is never told twice."""

    penerima = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="notifikasi",
        verbose_name="penerima",
    )
    judul = models.CharField("judul", max_length=200)
    teks = models.TextField("teks", blank=True)
    tautan = models.CharField("tautan", max_length=500, blank=True)
    kunci = models.CharField("kunci", max_length=200)
    dibaca_pada = models.DateTimeField("dibaca pada", null=True)

    objects = NotifikasiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "notifikasi"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["penerima"],
                condition=Q(dibaca_pada__isnull=True),
                name="dasar_notifikasi_belum_dibaca",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["penerima", "kunci"], name="dasar_notifikasi_sekali_per_kunci"
            ),
            models.CheckConstraint(
                condition=~Q(kunci="") & ~Q(judul=""), name="dasar_notifikasi_terisi"
            ),
            models.CheckConstraint(
                condition=Q(tautan="") | (Q(tautan__startswith="/") & ~Q(tautan__startswith="//")),
                name="dasar_notifikasi_tautan_di_situs_ini",
            ),
        ]

    def __str__(self) -> str:
        return self.judul
