"""The national nomenclature of programs, kegiatan and sub kegiatan, by edition."""

from django.db import models
from django.db.models import Q

from dasar.models import BaseModel


class JenisNomenklatur(models.TextChoices):
    PROGRAM = "program", "Program"
    KEGIATAN = "kegiatan", "Kegiatan"
    SUB_KEGIATAN = "sub_kegiatan", "Sub kegiatan"


class Nomenklatur(BaseModel):
    """One official name under its code. `X.XX` in a code stands for the bidang of the PD."""

    edisi = models.CharField("edisi", max_length=40)
    kode = models.CharField("kode", max_length=24)
    jenis = models.CharField("jenis", max_length=12, choices=JenisNomenklatur)
    nama = models.CharField("nama", max_length=500)
    baku = models.CharField(max_length=500, db_index=True, editable=False)
    indikator = models.TextField("indikator", blank=True)
    satuan = models.CharField("satuan", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "nomenklatur"
        ordering = ["edisi", "kode"]
        constraints = [
            models.UniqueConstraint(fields=["edisi", "kode"], name="kinerja_nomenklatur_kode"),
            models.CheckConstraint(
                condition=Q(jenis__in=JenisNomenklatur.values),
                name="kinerja_nomenklatur_jenis_valid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"
