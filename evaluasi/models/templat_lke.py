"""The LKE template of one evaluation year: weights, criteria and scales are data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from evaluasi.formulas.nilai_lke import PilihanJawaban, TemplatTidakSah
from evaluasi.formulas.predikat import SkalaPredikat, SkalaPredikatTidakSah
from evaluasi.formulas.skala_data import baca_skala_jawaban, baca_skala_predikat
from kinerja.models import Indikator

if TYPE_CHECKING:
    from opd.models import Pengguna


class TemplatLKEQuerySet(models.QuerySet["TemplatLKE"]):
    def for_user(self, user: Pengguna) -> Self:
        """Templates are the same for everybody who sees any PD."""
        if user.melihat_semua_pd or user.pd_terlihat:
            return self
        return self.none()


class TemplatLKE(BaseModel):
    """Weights, criteria and scales of one `tahun_evaluasi`.

    `skala_jawaban` is {dimensi: [{huruf, nilai, bunyi}]}, best answer first; `skala_predikat` is
    [{huruf, di_atas, sampai, sebutan, interpretasi}], highest first. Numbers in both are text.
    `indikator` is the city's own indicator for its SAKIP value: its target is the city's target.
    """

    tahun_evaluasi = models.PositiveSmallIntegerField(
        "tahun evaluasi",
        unique=True,
        error_messages={"unique": "Templat untuk tahun evaluasi ini sudah ada."},
    )
    nama = models.CharField("nama", max_length=200)
    sumber = models.CharField("sumber", max_length=300, blank=True)
    skala_jawaban = models.JSONField("skala jawaban")
    skala_predikat = models.JSONField("skala predikat")
    indikator = models.ForeignKey(
        Indikator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="templat_lke",
        verbose_name="indikator nilai SAKIP kota",
    )

    objects = TemplatLKEQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "templat LKE"
        ordering = ["-tahun_evaluasi"]

    def __str__(self) -> str:
        return f"LKE {self.tahun_evaluasi}"

    def clean(self) -> None:
        """Both scales must be usable. What depends on the weights is judged by the service."""
        try:
            self.pilihan_jawaban()
        except (TemplatTidakSah, ValueError, KeyError, TypeError, AttributeError) as exc:
            raise ValidationError({"skala_jawaban": f"Skala jawaban tidak sah: {exc}"}) from exc
        try:
            self.rentang_predikat()
        except (SkalaPredikatTidakSah, ValueError, KeyError, TypeError, AttributeError) as exc:
            raise ValidationError({"skala_predikat": f"Skala predikat tidak sah: {exc}"}) from exc

    def pilihan_jawaban(self) -> dict[str, tuple[PilihanJawaban, ...]]:
        """The answer scale by dimensi, as the formulas read it."""
        return baca_skala_jawaban(self.skala_jawaban)

    def rentang_predikat(self) -> SkalaPredikat:
        """The predicate scale, as the formulas read it."""
        return baca_skala_predikat(self.skala_predikat)


class BagianTemplatQuerySet(models.QuerySet[Any]):
    """Komponen, subkomponen and kriteria follow their template."""

    def for_user(self, user: Pengguna) -> Self:
        return self if user.melihat_semua_pd or user.pd_terlihat else self.none()


_BOBOT_TIDAK_NEGATIF = MinValueValidator(0, "Bobot tidak boleh negatif.")


class KomponenLKE(BaseModel):
    """One of the four komponen; `bobot` in points is the sum of its subkomponen."""

    templat = models.ForeignKey(TemplatLKE, on_delete=models.PROTECT, related_name="komponen")
    kode = models.CharField("kode", max_length=8)
    nama = models.CharField("nama", max_length=300)
    bobot = models.DecimalField(
        "bobot", max_digits=5, decimal_places=2, validators=[_BOBOT_TIDAK_NEGATIF]
    )
    urutan = models.PositiveSmallIntegerField("urutan")

    objects = BagianTemplatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "komponen LKE"
        ordering = ["templat", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["templat", "kode"], name="evaluasi_komponen_kode"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class SubkomponenLKE(BaseModel):
    """The level that is answered. `dimensi` names its scale in the template."""

    komponen = models.ForeignKey(KomponenLKE, on_delete=models.PROTECT, related_name="subkomponen")
    kode = models.CharField("kode", max_length=8)
    nama = models.CharField("nama", max_length=600)
    ringkas = models.CharField("nama ringkas", max_length=120)
    bobot = models.DecimalField(
        "bobot", max_digits=5, decimal_places=2, validators=[_BOBOT_TIDAK_NEGATIF]
    )
    dimensi = models.CharField("dimensi", max_length=20)
    urutan = models.PositiveSmallIntegerField("urutan")

    objects = BagianTemplatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "subkomponen LKE"
        ordering = ["komponen", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["komponen", "kode"], name="evaluasi_subkomponen_kode"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class KriteriaLKE(BaseModel):
    """A probing question. `geser_tahun` says which year's papers it judges: 0 the year of the
    evaluation, -1 the year before (an LKE of 2024 judges the LKjIP of 2023)."""

    subkomponen = models.ForeignKey(
        SubkomponenLKE, on_delete=models.PROTECT, related_name="kriteria"
    )
    kode = models.CharField("kode", max_length=12)
    bunyi = models.CharField("bunyi", max_length=600)
    geser_tahun = models.SmallIntegerField("geser tahun", default=0)
    urutan = models.PositiveSmallIntegerField("urutan")

    objects = BagianTemplatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "kriteria LKE"
        ordering = ["subkomponen", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["subkomponen", "kode"], name="evaluasi_kriteria_kode"),
            models.CheckConstraint(
                condition=Q(geser_tahun__range=(-5, 0)),
                name="evaluasi_kriteria_geser",
                violation_error_message="Geser tahun harus -5 sampai 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.bunyi}"
