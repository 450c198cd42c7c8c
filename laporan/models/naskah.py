"""The texts of a LKjIP that only people can write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from kinerja.models import Simpul
from opd.models import PerangkatDaerah

if TYPE_CHECKING:
    from opd.models import Pengguna


class BagianNaskah(models.TextChoices):
    KATA_PENGANTAR = "kata_pengantar", "Kata pengantar"
    IKHTISAR = "ikhtisar", "Ikhtisar eksekutif"
    KEPUTUSAN = "keputusan", "Yang perlu diputuskan"
    GAMBARAN_UMUM = "gambaran_umum", "Gambaran umum organisasi"
    ASPEK_STRATEGIS = "aspek_strategis", "Aspek strategis"
    PERMASALAHAN = "permasalahan", "Permasalahan utama"
    ARAH = "arah", "Visi, misi, dan arah"
    SIMPULAN = "simpulan", "Simpulan"
    LANGKAH = "langkah", "Langkah perbaikan"
    ANALISIS_4 = "analisis_4", "Perbandingan dengan standar nasional"
    ANALISIS_5 = "analisis_5", "Penyebab, hambatan, dan solusi"
    ANALISIS_6 = "analisis_6", "Efisiensi penggunaan sumber daya"
    ANALISIS_7 = "analisis_7", "Program dan kegiatan yang menunjang"


# Texts about one sasaran; the number is the analysis of PermenPANRB 53/2014 they belong to.
BAGIAN_SASARAN = {
    BagianNaskah.ANALISIS_4: 4,
    BagianNaskah.ANALISIS_5: 5,
    BagianNaskah.ANALISIS_6: 6,
    BagianNaskah.ANALISIS_7: 7,
}


class NaskahLKjIPQuerySet(models.QuerySet["NaskahLKjIP"]):
    def for_user(self, user: Pengguna) -> Self:
        """Texts of the reports of visible PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(perangkat_daerah__in=user.pd_terlihat)


class NaskahLKjIP(BaseModel):
    """One text of the report of one PD (or the city) and year: plain text, a blank line between
    paragraphs. `versi` rises with every change, so that the second of two writers is told."""

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="naskah_lkjip"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    bagian = models.CharField("bagian", max_length=16, choices=BagianNaskah)
    simpul = models.ForeignKey(
        Simpul, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    teks = models.TextField("teks", max_length=20_000)
    contoh = models.BooleanField("contoh", default=False)
    versi = models.PositiveIntegerField("versi", default=1)
    ditulis_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = NaskahLKjIPQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "naskah LKjIP"
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "bagian", "simpul"],
                name="laporan_naskah_sekali_per_sasaran",
            ),
            models.UniqueConstraint(  # NULL equals nothing, so texts without sasaran need a rule
                fields=["perangkat_daerah", "tahun", "bagian"],
                condition=Q(simpul__isnull=True),
                name="laporan_naskah_sekali",
            ),
            models.CheckConstraint(
                condition=Q(bagian__in=BagianNaskah.values), name="laporan_naskah_bagian_valid"
            ),
            models.CheckConstraint(
                condition=Q(bagian__startswith="analisis_", simpul__isnull=False)
                | (~Q(bagian__startswith="analisis_") & Q(simpul__isnull=True)),
                name="laporan_naskah_sasaran_bila_analisis",
                violation_error_message="Teks analisis harus menyebut sasarannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_bagian_display()} {self.tahun}"
