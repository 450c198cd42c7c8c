"""Frozen quarters: whose numbers no longer move, and the targets they were judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from kinerja.models.indikator import (
    Cara,
    Frekuensi,
    Indikator,
    Isian,
    Polaritas,
    RumusNegatif,
)
from kinerja.models.jadwal import JadwalPengisian
from kinerja.models.simpul import Simpul
from opd.models import PerangkatDaerah

if TYPE_CHECKING:
    from opd.models import Pengguna


class PembekuanQuerySet(models.QuerySet["Pembekuan"]):
    def for_user(self, user: Pengguna) -> Self:
        if user.melihat_semua_pd:
            return self
        return self.filter(perangkat_daerah__in=user.pd_terlihat)

    def berlaku(self) -> Self:
        """Freezes that were not lifted."""
        return self.filter(dibuka_pada__isnull=True)


class Pembekuan(BaseModel):
    """One PD's quarter was frozen. Lifting it needs a reason and leaves the row; freezing again
    makes a new one."""

    jadwal = models.ForeignKey(JadwalPengisian, on_delete=models.PROTECT, related_name="pembekuan")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="pembekuan"
    )
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    jumlah = models.PositiveIntegerField("baris dibekukan", default=0)
    dibuka_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dibuka_pada = models.DateTimeField("dibuka pada", null=True, blank=True)
    alasan_dibuka = models.TextField("alasan pembukaan", max_length=1000, blank=True)

    objects = PembekuanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pembekuan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["jadwal", "perangkat_daerah"],
                condition=Q(dibuka_pada__isnull=True),
                name="kinerja_pembekuan_satu_berlaku",
                violation_error_message="Triwulan perangkat daerah ini sudah dibekukan.",
            ),
            models.CheckConstraint(
                condition=Q(dibuka_pada__isnull=True, dibuka_oleh__isnull=True, alasan_dibuka="")
                | (Q(dibuka_pada__isnull=False, dibuka_oleh__isnull=False) & ~Q(alasan_dibuka="")),
                name="kinerja_pembekuan_dibuka_beralasan",
                violation_error_message="Tulis alasan pembukaannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"Pembekuan {self.jadwal_id}/{self.perangkat_daerah_id}"


class TargetBekuQuerySet(models.QuerySet["TargetBeku"]):
    def for_user(self, user: Pengguna) -> Self:
        """Targets of what `user` sees."""
        return self.filter(indikator__in=Indikator.objects.for_user(user))


class TargetBeku(BaseModel):
    """The target a frozen value was compared with, in the indicator's unit, and the rule of the
    comparison: later versions of the plan no longer reach it. `triwulan` 0 is the year's; `nilai`
    None says that there was no target, and that one set later does not count either."""

    indikator = models.ForeignKey(Indikator, on_delete=models.PROTECT, related_name="target_beku")
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    nilai = models.DecimalField("target", max_digits=24, decimal_places=6, null=True, blank=True)
    nilai_atas = models.DecimalField(
        "batas atas", max_digits=24, decimal_places=6, null=True, blank=True
    )
    polaritas = models.CharField("polaritas", max_length=8, choices=Polaritas)
    rumus_negatif = models.CharField("rumus negatif", max_length=8, choices=RumusNegatif)
    cara = models.CharField("cara", max_length=12, choices=Cara)
    isian = models.CharField("isian", max_length=12, choices=Isian)
    frekuensi = models.CharField("frekuensi", max_length=8, choices=Frekuensi)
    dokumen = models.CharField("asal target", max_length=200, blank=True)
    contoh = models.BooleanField("contoh", default=False)
    pembekuan = models.ForeignKey(Pembekuan, on_delete=models.PROTECT, related_name="target")

    objects = TargetBekuQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "target beku"
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "tahun", "triwulan"], name="kinerja_targetbeku_sekali"
            ),
            models.CheckConstraint(
                condition=Q(triwulan__range=(0, 4)), name="kinerja_targetbeku_triwulan_0_4"
            ),
        ]

    def __str__(self) -> str:
        return f"Target beku {self.tahun}/{self.triwulan}"


class PaguBekuQuerySet(models.QuerySet["PaguBeku"]):
    def for_user(self, user: Pengguna) -> Self:
        """Pagu of the nodes `user` may see."""
        if user.melihat_semua_pd:
            return self
        return self.filter(simpul__perangkat_daerah__in=user.pd_terlihat)


class PaguBeku(BaseModel):
    """The yearly pagu of one node, whole rupiah, as it stood when a quarter was frozen: a change of
    the budget in mid-year does not move the absorption of that quarter. None: there was none."""

    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="pagu_beku")
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    pagu = models.BigIntegerField("pagu (Rp)", null=True, blank=True)
    contoh = models.BooleanField("contoh", default=False)
    pembekuan = models.ForeignKey(Pembekuan, on_delete=models.PROTECT, related_name="pagu")

    objects = PaguBekuQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pagu beku"
        constraints = [
            models.UniqueConstraint(
                fields=["simpul", "tahun", "triwulan"], name="kinerja_pagubeku_sekali"
            ),
            models.CheckConstraint(
                condition=Q(triwulan__range=(1, 4)), name="kinerja_pagubeku_triwulan_1_4"
            ),
        ]

    def __str__(self) -> str:
        return f"Pagu beku {self.tahun}/{self.triwulan}"
