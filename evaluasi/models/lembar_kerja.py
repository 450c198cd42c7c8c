"""Worksheets of an evaluation: answers, the checklist behind them, and values as received."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from evaluasi.models.templat_lke import KomponenLKE, KriteriaLKE, SubkomponenLKE, TemplatLKE
from opd.models import JenisPD, PerangkatDaerah
from opd.models.pengguna import PERAN_MELIHAT_SEMUA

if TYPE_CHECKING:
    from opd.models import Pengguna


class JenisLembar(models.TextChoices):
    MANDIRI = "mandiri", "Penilaian mandiri"
    INTERNAL = "internal", "Evaluasi internal"
    KEMENTERIAN = "kementerian", "Evaluasi kementerian"


class StatusLembar(models.TextChoices):
    DRAF = "draf", "Draf"
    DIKIRIM = "dikirim", "Dikirim"
    DINILAI = "dinilai", "Dinilai"
    DIREVIU = "direviu", "Direviu"
    FINAL = "final", "Final"


# From here on a sheet counts in values of the city: its evaluator has finished it.
STATUS_TERHITUNG = (StatusLembar.DINILAI, StatusLembar.DIREVIU, StatusLembar.FINAL)


class LembarKerjaQuerySet(models.QuerySet["LembarKerja"]):
    def for_user(self, user: Pengguna) -> Self:
        """Sheets of visible PD; what an evaluator still drafts is not shown to the PD itself."""
        if user.melihat_semua_pd:
            return self
        # Somebody may be evaluator of one PD only: their own drafts are theirs to see.
        bukan_pd_itu = [
            p.perangkat_daerah_id
            for p in user.peran_kini
            if p.peran in PERAN_MELIHAT_SEMUA and p.perangkat_daerah_id is not None
        ]
        return self.filter(perangkat_daerah__in=user.pd_terlihat).exclude(
            ~Q(perangkat_daerah__in=bukan_pd_itu),
            jenis=JenisLembar.INTERNAL,
            status=StatusLembar.DRAF,
        )

    def tahun(self, tahun_evaluasi: int) -> Self:
        return self.filter(templat__tahun_evaluasi=tahun_evaluasi)

    def terhitung(self) -> Self:
        """Internal sheets that their evaluator has finished."""
        return self.filter(jenis=JenisLembar.INTERNAL, status__in=STATUS_TERHITUNG)


class LembarKerja(BaseModel):
    """One evaluation of one PD (or the city) in one year.

    mandiri: draf, dikirim. internal: draf, dinilai, direviu, final. kementerian: recorded as
    received, so `total` is stored (0 to 100) and never computed; its komponen may be unknown.
    `versi` rises with every change, so that a stale page decides nothing.
    """

    templat = models.ForeignKey(TemplatLKE, on_delete=models.PROTECT, related_name="lembar")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        related_name="lembar_kerja",
        verbose_name="perangkat daerah",
    )
    jenis = models.CharField("jenis", max_length=12, choices=JenisLembar)
    status = models.CharField(
        "status", max_length=8, choices=StatusLembar, default=StatusLembar.DRAF
    )
    total = models.DecimalField(
        "nilai",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(0, "Nilai tidak boleh di bawah 0."),
            MaxValueValidator(100, "Nilai tidak boleh lebih dari 100."),
        ],
    )
    diterima = models.DateField("tanggal diterima", null=True, blank=True)
    nomor = models.CharField("nomor surat", max_length=120, blank=True)
    sumber = models.CharField("sumber", max_length=300, blank=True)
    contoh = models.BooleanField("contoh", default=False)
    versi = models.PositiveIntegerField("versi", default=1)
    catatan_kembali = models.TextField("alasan dikembalikan", blank=True)
    dikirim_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dikirim_pada = models.DateTimeField("dikirim pada", null=True, blank=True)
    dinilai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dinilai_pada = models.DateTimeField("dinilai pada", null=True, blank=True)
    direviu_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    direviu_pada = models.DateTimeField("direviu pada", null=True, blank=True)
    difinalkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    difinalkan_pada = models.DateTimeField("difinalkan pada", null=True, blank=True)

    objects = LembarKerjaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "lembar kerja evaluasi"
        ordering = ["-templat__tahun_evaluasi", "perangkat_daerah__urutan", "jenis"]
        constraints = [
            models.UniqueConstraint(
                fields=["templat", "perangkat_daerah", "jenis"],
                name="evaluasi_lembar_satu",
                violation_error_message="Lembar kerja ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=JenisLembar.values), name="evaluasi_lembar_jenis_valid"
            ),
            models.CheckConstraint(
                condition=Q(jenis="mandiri", status__in=["draf", "dikirim"], total__isnull=True)
                | Q(
                    jenis="internal",
                    status__in=["draf", "dinilai", "direviu", "final"],
                    total__isnull=True,
                )
                | Q(jenis="kementerian", status="final", total__isnull=False),
                name="evaluasi_lembar_status_menurut_jenis",
                violation_error_message="Status tidak sesuai dengan jenis lembar kerja.",
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__range=(0, 100)),
                name="evaluasi_lembar_total_0_100",
                violation_error_message="Nilai harus 0 sampai 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.perangkat_daerah_id}"

    @property
    def untuk_kota(self) -> bool:
        """Whether it judges the city itself; select `perangkat_daerah` with the row."""
        return self.perangkat_daerah.jenis == JenisPD.KOTA


class BagianLembarQuerySet(models.QuerySet["JawabanLKE"]):
    def for_user(self, user: Pengguna) -> Self:
        """Parts of the sheets that `user` may see."""
        return self.filter(lembar__in=LembarKerja.objects.for_user(user))


class JawabanLKE(BaseModel):
    """The letter given to one subkomponen; A and AA need a reason."""

    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="jawaban")
    subkomponen = models.ForeignKey(SubkomponenLKE, on_delete=models.PROTECT, related_name="+")
    huruf = models.CharField("jawaban", max_length=2)
    alasan = models.TextField("alasan", blank=True, max_length=4000)
    diisi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diisi_pada = models.DateTimeField("diisi pada", null=True, blank=True)

    objects = BagianLembarQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "jawaban LKE"
        constraints = [
            models.UniqueConstraint(
                fields=["lembar", "subkomponen"], name="evaluasi_jawaban_satu_per_subkomponen"
            ),
            models.CheckConstraint(condition=~Q(huruf=""), name="evaluasi_jawaban_ada_huruf"),
        ]

    def __str__(self) -> str:
        return self.huruf


class Pemenuhan(models.TextChoices):
    PENUH = "penuh", "Penuh"
    SEBAGIAN = "sebagian", "Sebagian"
    BELUM = "belum", "Belum"


class PemenuhanKriteria(BaseModel):
    """How far one kriteria is met, and the paper that shows it. No row: not yet judged."""

    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="pemenuhan")
    kriteria = models.ForeignKey(KriteriaLKE, on_delete=models.PROTECT, related_name="+")
    pemenuhan = models.CharField("pemenuhan", max_length=8, choices=Pemenuhan)
    bukti = models.CharField("bukti", max_length=300, blank=True)
    tautan = models.URLField("tautan bukti", max_length=500, blank=True)

    objects = BagianLembarQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pemenuhan kriteria"
        constraints = [
            models.UniqueConstraint(
                fields=["lembar", "kriteria"], name="evaluasi_pemenuhan_satu_per_kriteria"
            ),
            models.CheckConstraint(
                condition=Q(pemenuhan__in=Pemenuhan.values), name="evaluasi_pemenuhan_valid"
            ),
        ]

    def __str__(self) -> str:
        return self.get_pemenuhan_display()


class NilaiKomponen(BaseModel):
    """The value of one komponen as the ministry gave it, in points."""

    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="nilai_komponen")
    komponen = models.ForeignKey(KomponenLKE, on_delete=models.PROTECT, related_name="+")
    nilai = models.DecimalField(
        "nilai",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0, "Nilai tidak boleh di bawah 0.")],
    )

    objects = BagianLembarQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "nilai komponen"
        constraints = [
            models.UniqueConstraint(
                fields=["lembar", "komponen"], name="evaluasi_nilaikomponen_satu"
            ),
            models.CheckConstraint(
                condition=Q(nilai__range=(0, 100)), name="evaluasi_nilaikomponen_0_100"
            ),
        ]

    def __str__(self) -> str:
        return str(self.nilai)
