"""Planning documents and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from dasar.models import BaseModel
from opd.models import PerangkatDaerah
from opd.models.organisasi import pd_sendiri_atau_kota

if TYPE_CHECKING:
    from opd.models import Pengguna


class JenisDokumen(models.TextChoices):
    RPJMD = "rpjmd", "RPJMD"
    RENSTRA = "renstra", "Renstra"
    RKPD = "rkpd", "RKPD"
    RENJA = "renja", "Renja"


# Documents of one year: their indicators are measured each quarter.
JENIS_TAHUNAN = (JenisDokumen.RKPD, JenisDokumen.RENJA)


class StatusDokumen(models.TextChoices):
    DRAF = "draf", "Draf"
    BERLAKU = "berlaku", "Berlaku"
    DIGANTIKAN = "digantikan", "Digantikan"


class AsalDokumen(models.TextChoices):
    DOKUMEN = "dokumen", "Dokumen perencanaan"
    LAPORAN_TRIWULAN = "laporan_triwulan", "Dari laporan triwulan"
    CONTOH = "contoh", "Contoh"


class DokumenPerencanaanQuerySet(models.QuerySet["DokumenPerencanaan"]):
    def for_user(self, user: Pengguna) -> Self:
        """Documents `user` may see: those of visible PD, and those of the city for everyone
        who sees any PD (a PD's plan must follow the city's)."""
        if user.melihat_semua_pd:
            return self
        return self.filter(pd_sendiri_atau_kota(user))

    def berlaku(self, tahun: int) -> Self:
        """Versions in force that cover `tahun`."""
        return self.filter(
            status=StatusDokumen.BERLAKU, tahun_dari__lte=tahun, tahun_sampai__gte=tahun
        )


class DokumenPerencanaan(BaseModel):
    """One version of a planning document: murni (0) or perubahan ke-n."""

    jenis = models.CharField("jenis", max_length=8, choices=JenisDokumen)
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        related_name="dokumen_perencanaan",
        verbose_name="perangkat daerah",
    )
    tahun_dari = models.PositiveSmallIntegerField("tahun awal")
    tahun_sampai = models.PositiveSmallIntegerField("tahun akhir")
    perubahan_ke = models.PositiveSmallIntegerField("perubahan ke", default=0)
    status = models.CharField(
        "status", max_length=10, choices=StatusDokumen, default=StatusDokumen.DRAF
    )
    asal = models.CharField("asal", max_length=16, choices=AsalDokumen, default=AsalDokumen.DOKUMEN)
    sumber = models.CharField("sumber", max_length=300, blank=True)
    # The regulation that adopted this version, and the day from which it counts.
    nomor = models.CharField("nomor penetapan", max_length=150, blank=True)
    berlaku_mulai = models.DateField("berlaku mulai", null=True, blank=True)
    disalin_dari = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="salinan"
    )

    objects = DokumenPerencanaanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "dokumen perencanaan"
        ordering = ["-tahun_dari", "jenis", "perubahan_ke"]
        constraints = [
            models.UniqueConstraint(
                fields=["jenis", "perangkat_daerah", "tahun_dari", "tahun_sampai", "perubahan_ke"],
                name="kinerja_dokumen_versi",
                violation_error_message="Versi dokumen ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["jenis", "perangkat_daerah", "tahun_dari", "tahun_sampai"],
                condition=Q(status="berlaku"),
                name="kinerja_dokumen_satu_berlaku",
                violation_error_message="Hanya satu versi yang boleh berlaku.",
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=JenisDokumen.values), name="kinerja_dokumen_jenis_valid"
            ),
            models.CheckConstraint(
                condition=Q(status__in=StatusDokumen.values), name="kinerja_dokumen_status_valid"
            ),
            models.CheckConstraint(
                condition=Q(asal__in=AsalDokumen.values), name="kinerja_dokumen_asal_valid"
            ),
            models.CheckConstraint(
                condition=Q(tahun_sampai__gte=F("tahun_dari")),
                name="kinerja_dokumen_periode",
                violation_error_message="Tahun akhir tidak boleh sebelum tahun awal.",
            ),
        ]

    def __str__(self) -> str:
        masa = (
            str(self.tahun_dari)
            if self.tahun_dari == self.tahun_sampai
            else f"{self.tahun_dari}-{self.tahun_sampai}"
        )
        versi = f" perubahan ke-{self.perubahan_ke}" if self.perubahan_ke else ""
        return f"{self.get_jenis_display()} {masa}{versi}"
