"""Measured values of a quarter and the conversation about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from kinerja.models.indikator import Indikator

if TYPE_CHECKING:
    from opd.models import Pengguna


class StatusRealisasi(models.TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DISETUJUI_PD = "disetujui_pd", "Disetujui kepala PD"
    DIVERIFIKASI = "diverifikasi", "Diverifikasi"
    DIBEKUKAN = "dibekukan", "Dibekukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"


STATUS_DAPAT_DIISI = (StatusRealisasi.DRAF, StatusRealisasi.DIKEMBALIKAN)


class AlasanKosong(models.TextChoices):
    BELUM_RILIS = "belum_rilis", "belum rilis"
    TIDAK_DIUKUR = "tidak_diukur", "tidak diukur triwulan ini"
    DATA_BELUM_ADA = "data_belum_ada", "data belum ada"


class RealisasiQuerySet(models.QuerySet["Realisasi"]):
    def for_user(self, user: Pengguna) -> Self:
        """Rows `user` may see. Every view, export and task starts from this."""
        if user.melihat_semua_pd:
            return self
        return self.filter(
            Q(indikator__perangkat_daerah__in=user.pd_terlihat)
            | Q(indikator__pengampu__in=user.pd_terlihat)
        )

    def periode(self, tahun: int, triwulan: int) -> Self:
        return self.filter(tahun=tahun, triwulan=triwulan)


class Realisasi(BaseModel):
    """Measured value of one indicator in one triwulan, in its unit; null needs `alasan_kosong`.

    `versi` rises whenever the value changes, so that of two people in one cell the second is told.
    """

    indikator = models.ForeignKey(Indikator, on_delete=models.PROTECT, related_name="realisasi")
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    nilai = models.DecimalField(
        "nilai realisasi", max_digits=24, decimal_places=6, null=True, blank=True
    )
    alasan_kosong = models.CharField(
        "alasan kosong", max_length=16, choices=AlasanKosong, blank=True
    )
    analisis = models.TextField("analisis", blank=True)
    faktor_pendorong = models.TextField("faktor pendorong", blank=True)
    faktor_penghambat = models.TextField("faktor penghambat", blank=True)
    tindak_lanjut = models.TextField("tindak lanjut", blank=True)
    status = models.CharField(
        "status", max_length=12, choices=StatusRealisasi, default=StatusRealisasi.DRAF
    )
    versi = models.PositiveIntegerField("versi", default=1)
    contoh = models.BooleanField("contoh", default=False)
    sumber = models.CharField("sumber", max_length=300, blank=True)
    diisi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diisi_pada = models.DateTimeField("diisi pada", null=True, blank=True)
    dijelaskan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dijelaskan_pada = models.DateTimeField("dijelaskan pada", null=True, blank=True)
    diajukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diajukan_pada = models.DateTimeField("diajukan pada", null=True, blank=True)
    disetujui_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    disetujui_pada = models.DateTimeField("disetujui pada", null=True, blank=True)
    diverifikasi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diverifikasi_pada = models.DateTimeField("diverifikasi pada", null=True, blank=True)
    dikembalikan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dikembalikan_pada = models.DateTimeField("dikembalikan pada", null=True, blank=True)

    objects = RealisasiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "realisasi"
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "tahun", "triwulan"],
                name="kinerja_realisasi_satu_per_triwulan",
                violation_error_message="Realisasi triwulan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(triwulan__range=(1, 4)),
                name="kinerja_realisasi_triwulan_1_4",
                violation_error_message="Triwulan harus 1 sampai 4.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=StatusRealisasi.values),
                name="kinerja_realisasi_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(alasan_kosong__in=["", *AlasanKosong.values]),
                name="kinerja_realisasi_alasan_valid",
            ),
            models.CheckConstraint(
                condition=Q(nilai__isnull=True) | Q(alasan_kosong=""),
                name="kinerja_realisasi_nilai_atau_alasan",
                violation_error_message="Isi nilai atau alasan kosong, tidak keduanya.",
            ),
            models.CheckConstraint(  # a row leaves the operator's hands only when it says something
                condition=Q(status__in=["draf", "dikembalikan"])
                | Q(nilai__isnull=False)
                | ~Q(alasan_kosong=""),
                name="kinerja_realisasi_lengkap_bila_diajukan",
                violation_error_message="Isi nilai atau alasan kosong sebelum diajukan.",
            ),
            models.CheckConstraint(  # four eyes
                condition=Q(diverifikasi_oleh__isnull=True)
                | Q(diajukan_oleh__isnull=True)
                | ~Q(diverifikasi_oleh=models.F("diajukan_oleh")),
                name="kinerja_realisasi_dua_orang",
                violation_error_message="Pengaju dan verifikator tidak boleh orang yang sama.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tahun", "triwulan", "status"], name="kinerja_realisasi_periode_idx"
            ),
        ]

    def __str__(self) -> str:
        return f"Realisasi {self.tahun}/{self.triwulan}"

    @property
    def terisi(self) -> bool:
        """Whether the cell says something: a value, or why there is none."""
        return self.nilai is not None or bool(self.alasan_kosong)


class JenisKomentar(models.TextChoices):
    KOMENTAR = "komentar", "Komentar"
    PENGEMBALIAN = "pengembalian", "Pengembalian"


class KomentarQuerySet(models.QuerySet["Komentar"]):
    def for_user(self, user: Pengguna) -> Self:
        return self.filter(realisasi__in=Realisasi.objects.for_user(user))


class Komentar(BaseModel):
    """One remark on one value; never edited, never deleted."""

    realisasi = models.ForeignKey(Realisasi, on_delete=models.PROTECT, related_name="komentar")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    peran = models.CharField("sebagai", max_length=100)
    jenis = models.CharField(
        "jenis", max_length=12, choices=JenisKomentar, default=JenisKomentar.KOMENTAR
    )
    teks = models.TextField("komentar", max_length=4000)

    objects = KomentarQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "komentar"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=JenisKomentar.values), name="kinerja_komentar_jenis_valid"
            ),
            models.CheckConstraint(
                condition=~Q(teks=""),
                name="kinerja_komentar_tidak_kosong",
                violation_error_message="Tulis komentarnya dulu.",
            ),
        ]

    def __str__(self) -> str:
        return self.teks[:60]
