"""Rencana aksi: what is done in each quarter, by whom and for how much; and asking for another
target after signing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from dasar.models import BaseModel
from kinerja.models.dokumen import DokumenPerencanaan
from kinerja.models.indikator import Indikator
from kinerja.models.simpul import Simpul
from opd.models import Jabatan, PerangkatDaerah

if TYPE_CHECKING:
    from opd.models import Pengguna


class RencanaAksiQuerySet(models.QuerySet["RencanaAksi"]):
    def for_user(self, user: Pengguna) -> Self:
        """Activities of visible PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(perangkat_daerah__in=user.pd_terlihat)


class RencanaAksi(BaseModel):
    """One activity of one quarter for one indicator. Quarterly targets are in Target, not here."""

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="rencana_aksi"
    )
    indikator = models.ForeignKey(Indikator, on_delete=models.PROTECT, related_name="rencana_aksi")
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    kegiatan = models.CharField("kegiatan", max_length=500)
    keluaran = models.CharField("keluaran", max_length=300, blank=True)
    # The post that does it; the person follows from the post and the day.
    jabatan = models.ForeignKey(
        Jabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rencana_aksi",
        verbose_name="penanggung jawab",
    )
    # The sub kegiatan whose budget pays it.
    simpul = models.ForeignKey(
        Simpul,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rencana_aksi",
        verbose_name="sub kegiatan",
    )
    anggaran = models.BigIntegerField("anggaran (Rp)", null=True, blank=True)
    contoh = models.BooleanField("contoh", default=False)

    objects = RencanaAksiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "rencana aksi"
        ordering = ["indikator", "triwulan", "urutan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(triwulan__range=(1, 4)),
                name="kinerja_rencanaaksi_triwulan",
                violation_error_message="Triwulan harus 1 sampai 4.",
            ),
            models.CheckConstraint(
                condition=Q(anggaran__isnull=True) | Q(anggaran__gte=0),
                name="kinerja_rencanaaksi_anggaran",
                violation_error_message="Anggaran tidak boleh negatif.",
            ),
            models.UniqueConstraint(
                fields=["indikator", "tahun", "triwulan", "kegiatan"],
                name="kinerja_rencanaaksi_sekali",
                violation_error_message="Kegiatan ini sudah ada pada triwulan itu.",
            ),
        ]

    def __str__(self) -> str:
        return self.kegiatan


class StatusUsul(models.TextChoices):
    DIAJUKAN = "diajukan", "Diajukan"
    DISETUJUI = "disetujui", "Disetujui"
    DITOLAK = "ditolak", "Ditolak"
    DITARIK = "ditarik", "Ditarik"


class UsulTargetQuerySet(models.QuerySet["UsulTarget"]):
    def for_user(self, user: Pengguna) -> Self:
        """Requests of visible PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(perangkat_daerah__in=user.pd_terlihat)


class UsulTarget(BaseModel):
    """A PD asks for another target of the year; perencana decides. Accepted, the new target
    stands in a draf version of the plan (`dokumen_hasil`); nothing in force changes by itself."""

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="usul_target"
    )
    indikator = models.ForeignKey(Indikator, on_delete=models.PROTECT, related_name="usul_target")
    dokumen = models.ForeignKey(
        DokumenPerencanaan, on_delete=models.PROTECT, related_name="usul_target"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    nilai_lama = models.DecimalField("target semula", max_digits=24, decimal_places=6, null=True)
    nilai = models.DecimalField("target yang diusulkan", max_digits=24, decimal_places=6)
    nilai_atas = models.DecimalField(
        "batas atas", max_digits=24, decimal_places=6, null=True, blank=True
    )
    alasan = models.TextField("alasan")
    status = models.CharField(
        "status", max_length=10, choices=StatusUsul, default=StatusUsul.DIAJUKAN
    )
    diajukan_oleh = models.ForeignKey(
        "opd.Pengguna", on_delete=models.PROTECT, null=True, related_name="+"
    )
    diputus_oleh = models.ForeignKey(
        "opd.Pengguna", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)
    catatan = models.TextField("catatan keputusan", blank=True)
    dokumen_hasil = models.ForeignKey(
        DokumenPerencanaan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hasil_usul",
    )
    contoh = models.BooleanField("contoh", default=False)

    objects = UsulTargetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "usul target"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusUsul.values), name="kinerja_usultarget_status_valid"
            ),
            models.UniqueConstraint(
                fields=["indikator", "tahun"],
                condition=Q(status="diajukan"),
                name="kinerja_usultarget_satu_menunggu",
                violation_error_message="Usul target indikator ini masih menunggu keputusan.",
            ),
            models.CheckConstraint(
                condition=Q(nilai_atas__isnull=True) | Q(nilai_atas__gte=F("nilai")),
                name="kinerja_usultarget_rentang",
                violation_error_message="Batas atas tidak boleh di bawah batas bawah.",
            ),
        ]

    def __str__(self) -> str:
        return f"Usul target {self.tahun}"
