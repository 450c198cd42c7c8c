"""The city's territory: kota, kecamatan, kelurahan, with both official codes."""

from django.db import models
from django.db.models import Q

from dasar.models import BaseModel


class TingkatWilayah(models.TextChoices):
    KOTA = "kota", "Kota"
    KECAMATAN = "kecamatan", "Kecamatan"
    KELURAHAN = "kelurahan", "Kelurahan"


class Wilayah(BaseModel):
    """One territory under its Kemendagri code. Public knowledge: everyone may read it."""

    kode = models.CharField("kode Kemendagri", max_length=13, unique=True)
    kode_bps = models.CharField("kode BPS", max_length=10, blank=True)
    nama = models.CharField("nama", max_length=100)
    nama_bps = models.CharField("nama menurut BPS", max_length=100, blank=True)
    tingkat = models.CharField("tingkat", max_length=10, choices=TingkatWilayah)
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak"
    )

    class Meta:
        verbose_name = verbose_name_plural = "wilayah"
        ordering = ["kode"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tingkat__in=TingkatWilayah.values), name="opd_wilayah_tingkat_valid"
            ),
        ]

    def __str__(self) -> str:
        return self.nama
