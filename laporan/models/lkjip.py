"""Produced reports: each a version with its frozen data and its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from dasar.models import BaseModel, Berkas, Pekerjaan
from opd.models import PerangkatDaerah

if TYPE_CHECKING:
    from opd.models import Pengguna


class SifatLKjIP(models.TextChoices):
    BERSIH = "bersih", "Lengkap"
    DRAF = "draf", "Draf"
    CONTOH = "contoh", "Contoh"


class DokumenLKjIPQuerySet(models.QuerySet["DokumenLKjIP"]):
    def for_user(self, user: Pengguna) -> Self:
        """Reports of visible PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(perangkat_daerah__in=user.pd_terlihat)

    def terakhir(self, pd_id: int, tahun: int) -> DokumenLKjIP | None:
        """The newest version of one report."""
        return self.filter(perangkat_daerah=pd_id, tahun=tahun).order_by("-versi").first()


class DokumenLKjIP(BaseModel):
    """One produced version of the LKjIP of one PD (or the city) and year; never changed.

    `data` is the frozen DataLKjIP as JSON, `sha256` the digest over its canonical text, `berkas`
    the PDF of record. `kode` is random per version and printed on every page. `pekerjaan` makes
    one job give one version.
    """

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="lkjip"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    versi = models.PositiveIntegerField("versi")
    kode = models.CharField("kode verifikasi", max_length=32, unique=True)
    sifat = models.CharField("sifat", max_length=8, choices=SifatLKjIP)
    skema = models.PositiveSmallIntegerField("skema data")
    data = models.JSONField("data")
    sha256 = models.CharField("SHA-256 data", max_length=64)
    jumlah_celah = models.PositiveSmallIntegerField("jumlah kekurangan", default=0)
    jumlah_halaman = models.PositiveSmallIntegerField("jumlah halaman")
    berkas = models.OneToOneField(Berkas, on_delete=models.PROTECT, related_name="+")
    pekerjaan = models.OneToOneField(
        Pekerjaan, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    disusun_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DokumenLKjIPQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "dokumen LKjIP"
        ordering = ["-tahun", "perangkat_daerah__urutan", "-versi"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "versi"],
                name="laporan_lkjip_versi",
                violation_error_message="Versi LKjIP ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(sifat__in=SifatLKjIP.values), name="laporan_lkjip_sifat_valid"
            ),
            models.CheckConstraint(
                condition=Exact(Length("sha256"), 64), name="laporan_lkjip_sha256_64_huruf"
            ),
        ]

    def __str__(self) -> str:
        return f"LKjIP {self.tahun} versi {self.versi}"
