"""When a quarter may be filled in, and who got more time."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dasar.models import BaseModel
from dasar.tanggal import romawi
from opd.models import PerangkatDaerah

if TYPE_CHECKING:
    from opd.models import Pengguna


class JadwalPengisian(BaseModel):
    """The window in which operators write the realisasi of one quarter. No row: not opened."""

    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    dibuka_pada = models.DateTimeField("dibuka pada")
    ditutup_pada = models.DateTimeField("ditutup pada")
    # The stages after the operator's; null: no end of their own.
    persetujuan_sampai = models.DateTimeField("persetujuan sampai", null=True, blank=True)
    verifikasi_sampai = models.DateTimeField("verifikasi sampai", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "jadwal pengisian"
        ordering = ["tahun", "triwulan"]
        constraints = [
            models.UniqueConstraint(
                fields=["tahun", "triwulan"],
                name="kinerja_jadwal_sekali",
                violation_error_message="Jadwal triwulan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(triwulan__range=(1, 4)), name="kinerja_jadwal_triwulan_1_4"
            ),
            models.CheckConstraint(
                condition=Q(ditutup_pada__gt=F("dibuka_pada")),
                name="kinerja_jadwal_urut",
                violation_error_message="Waktu tutup harus setelah waktu buka.",
            ),
            models.CheckConstraint(
                condition=Q(persetujuan_sampai__isnull=True)
                | Q(persetujuan_sampai__gte=F("ditutup_pada")),
                name="kinerja_jadwal_persetujuan_urut",
                violation_error_message="Persetujuan berakhir setelah pengisian ditutup.",
            ),
            models.CheckConstraint(
                condition=Q(verifikasi_sampai__isnull=True)
                | (
                    Q(verifikasi_sampai__gte=F("ditutup_pada"))
                    & (
                        Q(persetujuan_sampai__isnull=True)
                        | Q(verifikasi_sampai__gte=F("persetujuan_sampai"))
                    )
                ),
                name="kinerja_jadwal_verifikasi_urut",
                violation_error_message="Verifikasi berakhir setelah persetujuan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Pengisian triwulan {self.triwulan} {self.tahun}"

    @property
    def nama(self) -> str:
        """The quarter as people say it."""
        return f"Triwulan {romawi(self.triwulan)} {self.tahun}"

    def tutup_untuk(self, diperpanjang: datetime.datetime | None) -> datetime.datetime:
        """When writing ends for a PD with that extension (None: without one)."""
        return max(filter(None, [self.ditutup_pada, diperpanjang]))

    def persetujuan_untuk(self, diperpanjang: datetime.datetime | None) -> datetime.datetime | None:
        """When approving ends for a PD with that extension; None: no end."""
        return self._bergeser(self.persetujuan_sampai, diperpanjang)

    def verifikasi_untuk(self, diperpanjang: datetime.datetime | None) -> datetime.datetime | None:
        """When verifying ends for a PD with that extension; None: no end."""
        return self._bergeser(self.verifikasi_sampai, diperpanjang)

    def _bergeser(
        self, sampai: datetime.datetime | None, diperpanjang: datetime.datetime | None
    ) -> datetime.datetime | None:
        """More time to write moves the later stages by as much: what is submitted in the last
        minute can still be approved and verified."""
        if sampai is None:
            return None
        return sampai + (self.tutup_untuk(diperpanjang) - self.ditutup_pada)


class PerpanjanganQuerySet(models.QuerySet["Perpanjangan"]):
    def for_user(self, user: Pengguna) -> Self:
        if user.melihat_semua_pd:
            return self
        return self.filter(perangkat_daerah__in=user.pd_terlihat)

    def berlaku(self) -> Self:
        """Extensions that were not taken back."""
        return self.filter(dicabut_pada__isnull=True)


class Perpanjangan(BaseModel):
    """More time for one PD after a quarter was closed, with the reason; taken back it stays."""

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="perpanjangan"
    )
    jadwal = models.ForeignKey(
        JadwalPengisian, on_delete=models.PROTECT, related_name="perpanjangan"
    )
    sampai = models.DateTimeField("sampai")
    alasan = models.TextField("alasan", max_length=1000)
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PerpanjanganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "perpanjangan"

    def __str__(self) -> str:
        return f"Perpanjangan sampai {self.sampai:%d-%m-%Y}"
