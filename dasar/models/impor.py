"""One upload of master data: its file, what it would change, and whether it was applied."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from dasar.models.base import BaseModel
from dasar.models.berkas import Berkas
from dasar.models.pekerjaan import Pekerjaan


class StatusImporData(models.TextChoices):
    DIPERIKSA = "diperiksa", "Diperiksa"
    PRATINJAU = "pratinjau", "Pratinjau"
    DITERAPKAN = "diterapkan", "Diterapkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


class ImporDataQuerySet(models.QuerySet["ImporData"]):
    def for_user(self, user: AbstractBaseUser) -> Self:
        """Uploads of `user`."""
        return self.filter(diunggah_oleh=user.pk)


class ImporData(BaseModel):
    """One file of one registered kind (`jenis`). `ringkasan` counts rows: baru, berubah, sama,
    galat; `sidik` is the digest of the preview, which applying must meet again."""

    jenis = models.CharField("jenis", max_length=40)
    parameter = models.JSONField("parameter", default=dict, blank=True)
    keterangan = models.CharField("keterangan", max_length=200, blank=True)
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        "status", max_length=10, choices=StatusImporData, default=StatusImporData.DIPERIKSA
    )
    ringkasan = models.JSONField("ringkasan", default=dict, blank=True)
    sidik = models.CharField("sidik pratinjau", max_length=64, blank=True)
    pekerjaan = models.ForeignKey(
        Pekerjaan, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)

    objects = ImporDataQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "impor data"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusImporData.values), name="dasar_impordata_status_valid"
            ),
            models.CheckConstraint(
                condition=Q(status="diterapkan", diterapkan_pada__isnull=False)
                | (~Q(status="diterapkan") & Q(diterapkan_pada__isnull=True)),
                name="dasar_impordata_diterapkan_pada",
            ),
        ]

    def __str__(self) -> str:
        return self.keterangan or f"Impor {self.jenis}"


class MacamRincian(models.TextChoices):
    GALAT = "galat", "Galat"
    PERINGATAN = "peringatan", "Perlu dicek"
    CATATAN = "catatan", "Akibat"
    BERUBAH = "berubah", "Berubah"
    BARU = "baru", "Baru"


class RincianImporQuerySet(models.QuerySet["RincianImpor"]):
    def for_user(self, user: AbstractBaseUser) -> Self:
        """Lines of the uploads of `user`."""
        return self.filter(impor__in=ImporData.objects.for_user(user))


class RincianImpor(models.Model):
    """One line of a preview: `baris` counts like the spreadsheet (the heading is row 1). A fault,
    a warning or a consequence has its sentence in `isi`; a change has the old value in `lama`."""

    impor = models.ForeignKey(ImporData, on_delete=models.CASCADE, related_name="rincian")
    macam = models.CharField("macam", max_length=10, choices=MacamRincian)
    baris = models.PositiveIntegerField("baris")
    kolom = models.CharField("kolom", max_length=60, blank=True)
    lama = models.TextField("semula", blank=True)
    isi = models.TextField("isi", blank=True)

    objects = RincianImporQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "rincian impor"
        ordering = ["impor", "baris", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(macam__in=MacamRincian.values), name="dasar_rincianimpor_macam_valid"
            ),
        ]

    def __str__(self) -> str:
        return f"Baris {self.baris}, {self.kolom}"
