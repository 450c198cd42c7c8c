"""One upload of a quarterly report: its file, its settings, what was left out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.models import BaseModel, Berkas, Pekerjaan
from kinerja.models.indikator import Isian
from opd.models import PerangkatDaerah

if TYPE_CHECKING:
    from opd.models import Pengguna


class StatusImpor(models.TextChoices):
    PRATINJAU = "pratinjau", "Pratinjau"
    DITERAPKAN = "diterapkan", "Diterapkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"
    DIURUNGKAN = "diurungkan", "Diurungkan"


class ImporLaporanQuerySet(models.QuerySet["ImporLaporan"]):
    def for_user(self, user: Pengguna) -> Self:
        """Uploads for visible PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(perangkat_daerah__in=user.pd_terlihat)


class ImporLaporan(BaseModel):
    """A quarterly report of one PD and year. `ringkasan` holds the counts shown after applying;
    `pilihan` maps a spreadsheet row to what a person picked for it ({"12": ["S5", "baru"]})."""

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        related_name="impor_laporan",
        verbose_name="perangkat daerah",
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+")
    isian_kinerja = models.CharField(
        "isian kinerja", max_length=12, choices=Isian, default=Isian.PER_TRIWULAN
    )
    isian_anggaran = models.CharField(
        "isian anggaran", max_length=12, choices=Isian, default=Isian.SD_TRIWULAN
    )
    status = models.CharField(
        "status", max_length=10, choices=StatusImpor, default=StatusImpor.PRATINJAU
    )
    pilihan = models.JSONField("pilihan padanan", default=dict, blank=True)
    ringkasan = models.JSONField("ringkasan", default=dict, blank=True)
    pekerjaan = models.ForeignKey(
        Pekerjaan, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)
    # What applying changed (services/isian.py, PerubahanSel), so that one step takes it back.
    perubahan = models.JSONField("perubahan", default=list, blank=True)
    # How the person said to read the file: sheet and columns (berkas_triwulan.Pembacaan).
    pembacaan = models.JSONField("pembacaan", default=dict, blank=True)

    objects = ImporLaporanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "impor laporan triwulan"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusImpor.values), name="kinerja_impor_status_valid"
            ),
            models.CheckConstraint(
                condition=Q(isian_kinerja__in=Isian.values), name="kinerja_impor_kinerja_valid"
            ),
            models.CheckConstraint(
                condition=Q(isian_anggaran__in=Isian.values), name="kinerja_impor_anggaran_valid"
            ),
        ]

    def __str__(self) -> str:
        return f"Impor laporan {self.tahun}"


class PengecualianImporQuerySet(models.QuerySet["PengecualianImpor"]):
    def for_user(self, user: Pengguna) -> Self:
        """Exclusions of the uploads `user` may see."""
        return self.filter(impor__in=ImporLaporan.objects.for_user(user))


class PengecualianImpor(BaseModel):
    """A cell of the file that was deliberately not read, with the reason."""

    impor = models.ForeignKey(ImporLaporan, on_delete=models.PROTECT, related_name="pengecualian")
    baris = models.PositiveIntegerField("baris")
    kolom = models.CharField("kolom", max_length=40)
    nilai_asli = models.CharField("isi sel", max_length=300, blank=True)
    alasan = models.CharField("alasan", max_length=300)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = PengecualianImporQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pengecualian impor"
        ordering = ["baris", "kolom"]
        constraints = [
            models.UniqueConstraint(
                fields=["impor", "baris", "kolom"], name="kinerja_pengecualian_sekali"
            ),
            models.CheckConstraint(
                condition=~Q(alasan=""),
                name="kinerja_pengecualian_beralasan",
                violation_error_message="Tulis alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"Baris {self.baris} kolom {self.kolom}"
