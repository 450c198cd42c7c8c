"""Who changed what and when, and the seals that show whether anybody touched it later.

Both tables only grow: triggers (see `dasar.services.pemicu_audit`) refuse every change.
"""

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class JejakAuditQuerySet(models.QuerySet["JejakAudit"]):
    def for_user(self, user: AbstractBaseUser) -> Self:
        """The user's own deeds. Upper apps widen this with the objects that they may see."""
        return self.filter(oleh=user.pk)


class JejakAudit(models.Model):
    """One change of one object, written in the same transaction as the change."""

    waktu = models.DateTimeField("waktu", default=timezone.now, db_index=True)
    aksi = models.CharField("aksi", max_length=80)
    objek_tipe = models.ForeignKey(
        ContentType,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="jenis objek",
    )
    # The label as it was then: hashed instead of the type's id, which differs between databases
    # and would follow a renamed model.
    objek_label = models.CharField("label objek", max_length=201, blank=True)
    objek_id = models.CharField("id objek", max_length=64, blank=True)
    objek_teks = models.CharField("objek", max_length=300, blank=True)
    sebelum = models.JSONField("sebelum", null=True)
    sesudah = models.JSONField("sesudah", null=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="jejak_audit",
        verbose_name="oleh",
    )

    objects = JejakAuditQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "jejak audit"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["objek_tipe", "objek_id", "id"], name="dasar_jejakaudit_objek"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(aksi=""), name="dasar_jejakaudit_aksi_terisi"),
            # Seals start at 1: nothing can be slipped in below them.
            models.CheckConstraint(condition=Q(id__gte=1), name="dasar_jejakaudit_id_mulai_1"),
        ]

    def __str__(self) -> str:
        return f"{self.aksi} {self.objek_teks}".strip()


class SegelAudit(models.Model):
    """Hash over the audit rows `dari_id`..`sampai_id` (both included) and the previous seal."""

    dari_id = models.BigIntegerField("dari id", unique=True)
    sampai_id = models.BigIntegerField("sampai id", unique=True)
    jumlah = models.PositiveIntegerField("jumlah baris")
    hash = models.CharField("hash", max_length=64, unique=True)
    hash_sebelumnya = models.CharField("hash segel sebelumnya", max_length=64, blank=True)
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "segel audit"
        ordering = ["sampai_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dari_id__gte=1, sampai_id__gte=F("dari_id")),
                name="dasar_segelaudit_rentang_benar",
            ),
            models.CheckConstraint(
                condition=Q(jumlah__lte=F("sampai_id") - F("dari_id") + 1),
                name="dasar_segelaudit_jumlah_muat",
            ),
            # Every seal but the first has a predecessor: no second chain can be started.
            models.UniqueConstraint(
                fields=["hash_sebelumnya"], name="dasar_segelaudit_satu_rantai"
            ),
        ]

    def __str__(self) -> str:
        return f"Segel {self.dari_id}-{self.sampai_id}"
