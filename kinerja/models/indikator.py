"""Indicators: lasting identity, content per document version, targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from kinerja.models.dokumen import JENIS_TAHUNAN, DokumenPerencanaan, StatusDokumen
from kinerja.models.simpul import IsiSimpul
from opd.models import PerangkatDaerah

if TYPE_CHECKING:
    from opd.models import Pengguna


class Polaritas(models.TextChoices):
    POSITIF = "positif", "makin tinggi makin baik"
    NEGATIF = "negatif", "makin rendah makin baik"
    STABIL = "stabil", "makin dekat target makin baik"


class RumusNegatif(models.TextChoices):
    LINEAR = "linear", "(2 × target − realisasi) ÷ target"
    RASIO = "rasio", "target ÷ realisasi"


class Cara(models.TextChoices):
    JUMLAH = "jumlah", "jumlah triwulan"
    POSISI_AKHIR = "posisi_akhir", "posisi akhir"
    RATA_RATA = "rata_rata", "rata-rata triwulan"


class Isian(models.TextChoices):
    PER_TRIWULAN = "per_triwulan", "per triwulan"
    SD_TRIWULAN = "sd_triwulan", "s.d. triwulan"


class Frekuensi(models.TextChoices):
    TRIWULAN = "triwulan", "Triwulan"
    SEMESTER = "semester", "Semester"
    TAHUN = "tahun", "Tahun"


JATUH_TEMPO = {
    Frekuensi.TRIWULAN: (1, 2, 3, 4),
    Frekuensi.SEMESTER: (2, 4),
    Frekuensi.TAHUN: (4,),
}


class IndikatorQuerySet(models.QuerySet["Indikator"]):
    def for_user(self, user: Pengguna) -> Self:
        """Indicators of the user's PD, and those the PD enters for another owner (pengampu)."""
        if user.melihat_semua_pd:
            return self
        return self.filter(
            Q(perangkat_daerah__in=user.pd_terlihat) | Q(pengampu__in=user.pd_terlihat)
        )


class Indikator(BaseModel):
    """The lasting identity of an indicator: its history over years and versions hangs on it."""

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        related_name="indikator",
        verbose_name="pemilik",
    )
    pengampu = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        related_name="indikator_diampu",
        verbose_name="pengampu",
    )
    # The indicator of a predecessor PD whose history this one continues.
    pendahulu = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="penerus"
    )

    objects = IndikatorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "indikator"

    def __str__(self) -> str:
        return f"Indikator {self.pk}"


class IsiIndikatorQuerySet(models.QuerySet["IsiIndikator"]):
    def for_user(self, user: Pengguna) -> Self:
        """Content of the indicators `user` may see."""
        if user.melihat_semua_pd:
            return self
        return self.filter(
            Q(indikator__perangkat_daerah__in=user.pd_terlihat)
            | Q(indikator__pengampu__in=user.pd_terlihat)
        )

    def diukur(self, tahun: int) -> Self:
        """Content in force for the measurements of `tahun` (RKPD and Renja of that year)."""
        return self.filter(
            dokumen__jenis__in=JENIS_TAHUNAN,
            dokumen__status=StatusDokumen.BERLAKU,
            dokumen__tahun_dari__lte=tahun,
            dokumen__tahun_sampai__gte=tahun,
        )

    def satu_per_indikator(self) -> dict[int, IsiIndikator]:
        """One content per indicator id, in reading order; of two documents the city's counts.

        The one place where this is decided: grid, completeness, capaian and review agree on it.
        """
        hasil: dict[int, IsiIndikator] = {}
        for isi in self._urut_baca():
            hasil.setdefault(isi.indikator_id, isi)
        return hasil

    def medan_per_indikator(self, *medan: str) -> dict[int, tuple[Any, ...]]:
        """As satu_per_indikator, with these fields only: for counts, where objects are dear."""
        hasil: dict[int, tuple[Any, ...]] = {}
        for pk, *nilai in self._urut_baca().values_list("indikator_id", *medan):
            hasil.setdefault(pk, tuple(nilai))
        return hasil

    def _urut_baca(self) -> Self:
        return self.order_by("-dokumen__jenis", "dokumen_id", "isi_simpul__jalur", "urutan", "pk")


class IsiIndikator(BaseModel):
    """What one indicator means in one version of a document.

    `skala_predikat` maps letters to ordinals ({"BB": 5}) for indicators measured in predicates;
    null for numbers. `desimal` is how many decimals are shown; 0 also makes dots thousands.
    """

    dokumen = models.ForeignKey(
        DokumenPerencanaan, on_delete=models.PROTECT, related_name="isi_indikator"
    )
    indikator = models.ForeignKey(Indikator, on_delete=models.PROTECT, related_name="isi")
    isi_simpul = models.ForeignKey(
        IsiSimpul, on_delete=models.PROTECT, related_name="isi_indikator"
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    nama = models.CharField("nama", max_length=1000)
    definisi_operasional = models.TextField("definisi operasional", blank=True)
    alasan = models.TextField("alasan pemilihan", blank=True)
    rumus = models.TextField("rumus", blank=True)
    satuan = models.CharField("satuan", max_length=100, blank=True)
    desimal = models.PositiveSmallIntegerField("desimal", default=2)
    polaritas = models.CharField(
        "polaritas", max_length=8, choices=Polaritas, default=Polaritas.POSITIF
    )
    rumus_negatif = models.CharField(
        "rumus negatif", max_length=8, choices=RumusNegatif, default=RumusNegatif.LINEAR
    )
    skala_predikat = models.JSONField("skala predikat", null=True, blank=True)
    cara = models.CharField("cara", max_length=12, choices=Cara, default=Cara.POSISI_AKHIR)
    isian = models.CharField("isian", max_length=12, choices=Isian, default=Isian.PER_TRIWULAN)
    frekuensi = models.CharField(
        "frekuensi", max_length=8, choices=Frekuensi, default=Frekuensi.TRIWULAN
    )
    baseline = models.DecimalField(
        "baseline", max_digits=24, decimal_places=6, null=True, blank=True
    )
    target_akhir = models.DecimalField(
        "target akhir periode", max_digits=24, decimal_places=6, null=True, blank=True
    )
    sumber_data = models.CharField("sumber data", max_length=300, blank=True)
    penanggung_jawab = models.CharField("penanggung jawab", max_length=200, blank=True)
    iku = models.BooleanField("IKU", default=False)
    dari_laporan = models.BooleanField("dari laporan triwulan", default=False)

    objects = IsiIndikatorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "isi indikator"
        ordering = ["dokumen", "isi_simpul__jalur", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["dokumen", "indikator"], name="kinerja_isiindikator_sekali_per_dokumen"
            ),
            models.CheckConstraint(
                condition=Q(desimal__lte=6),
                name="kinerja_isiindikator_desimal",
                violation_error_message="Desimal paling banyak 6.",
            ),
            *[
                models.CheckConstraint(
                    condition=Q(**{f"{medan}__in": pilihan.values}),
                    name=f"kinerja_isiindikator_{medan}_valid",
                )
                for medan, pilihan in {
                    "polaritas": Polaritas,
                    "rumus_negatif": RumusNegatif,
                    "cara": Cara,
                    "isian": Isian,
                    "frekuensi": Frekuensi,
                }.items()
            ],
        ]

    def __str__(self) -> str:
        return self.nama

    def jatuh_tempo(self, triwulan: int) -> bool:
        """Whether a value is due in `triwulan`: a cell that is not due is not missing."""
        return triwulan in JATUH_TEMPO[Frekuensi(self.frekuensi)]


class TargetQuerySet(models.QuerySet["Target"]):
    def for_user(self, user: Pengguna) -> Self:
        """Targets of the indicators `user` may see."""
        return self.filter(indikator__in=Indikator.objects.for_user(user))


class Target(BaseModel):
    """The promised value of one year (triwulan 0) or one quarter, in the indicator's unit.

    `nilai_atas` makes it a range. Quarterly targets follow the indicator's `isian`.
    `contoh` marks a made-up value and is shown wherever the value is.
    """

    dokumen = models.ForeignKey(DokumenPerencanaan, on_delete=models.PROTECT, related_name="target")
    indikator = models.ForeignKey(Indikator, on_delete=models.PROTECT, related_name="target")
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan", default=0)
    nilai = models.DecimalField("target", max_digits=24, decimal_places=6)
    nilai_atas = models.DecimalField(
        "batas atas", max_digits=24, decimal_places=6, null=True, blank=True
    )
    contoh = models.BooleanField("contoh", default=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "target"
        constraints = [
            models.UniqueConstraint(
                fields=["dokumen", "indikator", "tahun", "triwulan"],
                name="kinerja_target_sekali",
                violation_error_message="Target periode ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(triwulan__range=(0, 4)),
                name="kinerja_target_triwulan",
                violation_error_message="Triwulan harus 0 (setahun) sampai 4.",
            ),
            models.CheckConstraint(
                condition=Q(nilai_atas__isnull=True) | Q(nilai_atas__gte=models.F("nilai")),
                name="kinerja_target_rentang",
                violation_error_message="Batas atas tidak boleh di bawah batas bawah.",
            ),
        ]

    def __str__(self) -> str:
        return f"Target {self.tahun}/{self.triwulan}"
