"""The register of official papers, written by whoever issues one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from dasar.models import BaseModel, Berkas
from opd.models.organisasi import PerangkatDaerah, pd_sendiri_atau_kota

if TYPE_CHECKING:
    from opd.models.pengguna import Pengguna


class JenisDokumenResmi(models.TextChoices):
    PERJANJIAN_KINERJA = "perjanjian_kinerja", "Perjanjian Kinerja"
    IKU = "iku", "Indikator Kinerja Utama"
    POHON_KINERJA = "pohon_kinerja", "Pohon kinerja"


class DokumenResmiQuerySet(models.QuerySet["DokumenResmi"]):
    def for_user(self, user: Pengguna) -> Self:
        """Papers of visible PD; the city's for everyone who sees any PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(pd_sendiri_atau_kota(user))

    def resmi(self) -> Self:
        """Papers that count: what evidence, packs and the portal read. No prints of a draft."""
        return self.filter(draf=False)


class DokumenResmi(BaseModel):
    """One printed paper and its file. `objek` is what it prints ("kinerja.perjanjiankinerja:7");
    `fakta` are facts that others read without knowing the model."""

    jenis = models.CharField("jenis", max_length=20, choices=JenisDokumenResmi)
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="dokumen_resmi"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    tanggal = models.DateField("tanggal")
    nomor = models.CharField("nomor", max_length=100, blank=True)
    judul = models.CharField("judul", max_length=300)
    kode = models.CharField("kode verifikasi", max_length=24, unique=True)
    objek = models.CharField(max_length=80, db_index=True)
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="dokumen_resmi")
    # Published for citizens from this day; null: not published.
    terbit = models.DateField("terbit", null=True, blank=True)
    fakta = models.JSONField("fakta", default=dict, blank=True)
    # A print of something that is not in force yet: kept beside its object, in no register.
    draf = models.BooleanField("draf", default=False)

    objects = DokumenResmiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "dokumen resmi"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=JenisDokumenResmi.values), name="opd_dokumenresmi_jenis_valid"
            ),
            models.CheckConstraint(
                condition=Q(draf=False) | Q(terbit__isnull=True),
                name="opd_dokumenresmi_draf_tidak_terbit",
                violation_error_message="Cetakan draf tidak diterbitkan.",
            ),
        ]

    def __str__(self) -> str:
        return self.judul
