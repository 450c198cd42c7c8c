"""Money of a node, in whole rupiah."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from kinerja.models.indikator import Isian
from kinerja.models.simpul import IsiSimpul, Simpul

if TYPE_CHECKING:
    from opd.models import Pengguna


class AnggaranQuerySet(models.QuerySet["Anggaran"]):
    def for_user(self, user: Pengguna) -> Self:
        """Money of the nodes `user` may see."""
        if user.melihat_semua_pd:
            return self
        return self.filter(simpul__perangkat_daerah__in=user.pd_terlihat)


class Anggaran(BaseModel):
    """Pagu (triwulan 0, the year) and realisasi (triwulan 1..4) of one node, whole rupiah.

    `isian` says how the realisasi of a quarter is meant: up to the quarter, or its own.
    Null is unknown, never 0.
    """

    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="anggaran")
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan", default=0)
    pagu = models.BigIntegerField("pagu (Rp)", null=True, blank=True)
    realisasi = models.BigIntegerField("realisasi (Rp)", null=True, blank=True)
    isian = models.CharField("isian", max_length=12, choices=Isian, default=Isian.SD_TRIWULAN)
    contoh = models.BooleanField("contoh", default=False)
    sumber = models.CharField("sumber", max_length=300, blank=True)
    # As in Realisasi: of two people in one cell the second is told.
    versi = models.PositiveIntegerField("versi", default=1)
    diisi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diisi_pada = models.DateTimeField("diisi pada", null=True, blank=True)

    objects = AnggaranQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "anggaran"
        constraints = [
            models.UniqueConstraint(
                fields=["simpul", "tahun", "triwulan"],
                name="kinerja_anggaran_sekali",
                violation_error_message="Anggaran periode ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(triwulan=0, realisasi__isnull=True, pagu__isnull=False)
                | Q(triwulan__range=(1, 4), pagu__isnull=True, realisasi__isnull=False),
                name="kinerja_anggaran_pagu_setahun_realisasi_triwulan",
                violation_error_message="Pagu untuk setahun, realisasi untuk triwulan 1 sampai 4.",
            ),
            models.CheckConstraint(
                condition=Q(isian__in=Isian.values), name="kinerja_anggaran_isian_valid"
            ),
            models.CheckConstraint(
                condition=Q(pagu__isnull=True) | Q(pagu__gte=0),
                name="kinerja_anggaran_pagu_positif",
                violation_error_message="Pagu tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"Anggaran {self.tahun}/{self.triwulan}"


class PaguVersiQuerySet(models.QuerySet["PaguVersi"]):
    def for_user(self, user: Pengguna) -> Self:
        """Pagu of the versions `user` may see."""
        return self.filter(isi_simpul__in=IsiSimpul.objects.for_user(user))


class PaguVersi(BaseModel):
    """Pagu of one node in one version that is not in force, whole rupiah; null: not known there.

    A draf writes here, so that the version in force keeps its money; putting it in force carries
    the values to Anggaran. A version that is replaced gets a copy of what it said. Without a row
    a version says what Anggaran says (kinerja/selectors/pagu_versi.py).
    """

    isi_simpul = models.ForeignKey(IsiSimpul, on_delete=models.CASCADE, related_name="pagu_versi")
    tahun = models.PositiveSmallIntegerField("tahun")
    pagu = models.BigIntegerField("pagu (Rp)", null=True, blank=True)
    contoh = models.BooleanField("contoh", default=False)

    objects = PaguVersiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pagu versi"
        constraints = [
            models.UniqueConstraint(
                fields=["isi_simpul", "tahun"], name="kinerja_paguversi_sekali"
            ),
            models.CheckConstraint(
                condition=Q(pagu__isnull=True) | Q(pagu__gte=0),
                name="kinerja_paguversi_positif",
                violation_error_message="Pagu tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"Pagu {self.tahun}"
