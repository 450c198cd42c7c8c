"""Pohon kinerja (PermenPANRB 89/2021): conditions, their critical success factors, and what one
PD asks of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

from dasar.models import BaseModel
from kinerja.models.indikator import Indikator
from kinerja.models.simpul import Simpul
from opd.models import Jabatan, PerangkatDaerah

if TYPE_CHECKING:
    from opd.models import Pengguna


class JenisPohon(models.TextChoices):
    KOTA = "kota", "Kota"
    PD = "pd", "Perangkat daerah"
    TEMATIK = "tematik", "Tematik"


class TingkatKondisi(models.TextChoices):
    FINAL = "final", "Final outcome"
    INTERMEDIATE = "intermediate", "Intermediate outcome"
    IMMEDIATE = "immediate", "Immediate outcome"
    OUTPUT = "output", "Output"


URUTAN_TINGKAT = {tingkat: n for n, tingkat in enumerate(TingkatKondisi.values)}


class PohonKinerjaQuerySet(models.QuerySet["PohonKinerja"]):
    def for_user(self, user: Pengguna) -> Self:
        """Trees of visible PD; those of the city and the thematic ones for all who see any PD."""
        if user.melihat_semua_pd:
            return self
        terbuka = Q(jenis__in=[JenisPohon.KOTA, JenisPohon.TEMATIK])
        return self.filter(
            Q(perangkat_daerah__in=user.pd_terlihat)
            | (terbuka if user.pd_terlihat else Q(pk__in=[]))
        )


class PohonKinerja(BaseModel):
    """One tree. A thematic tree belongs to the city and its conditions to any PD."""

    jenis = models.CharField("jenis", max_length=8, choices=JenisPohon)
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        related_name="pohon_kinerja",
        verbose_name="perangkat daerah",
    )
    judul = models.CharField("judul", max_length=200)
    tahun_dari = models.PositiveSmallIntegerField("tahun awal")
    tahun_sampai = models.PositiveSmallIntegerField("tahun akhir")
    sumber = models.CharField("sumber", max_length=300, blank=True)
    contoh = models.BooleanField("contoh", default=False)

    objects = PohonKinerjaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pohon kinerja"
        ordering = ["perangkat_daerah__urutan", "jenis", "-tahun_dari", "judul"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "judul", "tahun_dari"],
                name="kinerja_pohon_sekali",
                violation_error_message="Pohon dengan judul dan tahun ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=JenisPohon.values), name="kinerja_pohon_jenis_valid"
            ),
            models.CheckConstraint(
                condition=Q(tahun_sampai__gte=F("tahun_dari")),
                name="kinerja_pohon_periode",
                violation_error_message="Tahun akhir tidak boleh sebelum tahun awal.",
            ),
        ]

    def __str__(self) -> str:
        return self.judul


class KondisiKinerjaQuerySet(models.QuerySet["KondisiKinerja"]):
    def for_user(self, user: Pengguna) -> Self:
        """Conditions of the trees `user` may see."""
        return self.filter(pohon__in=PohonKinerja.objects.for_user(user))


class KondisiKinerja(BaseModel):
    """One condition to reach. `jalur` as in IsiSimpul: text order is reading order."""

    pohon = models.ForeignKey(PohonKinerja, on_delete=models.PROTECT, related_name="kondisi")
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak"
    )
    jalur = models.CharField(max_length=60, editable=False)
    tingkat = models.CharField("tingkat", max_length=12, choices=TingkatKondisi)
    uraian = models.CharField("kondisi", max_length=400)
    # The factor of the parent that this condition answers.
    faktor = models.ForeignKey(
        "kinerja.FaktorKunci",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dijawab_oleh",
        verbose_name="menjawab CSF",
    )
    # Who answers for it; in the tree of a PD that PD itself.
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="kondisi_kinerja"
    )
    # Translated into the plan and into a post; the person follows from the post and the day.
    simpul = models.ForeignKey(
        Simpul, on_delete=models.PROTECT, null=True, blank=True, related_name="kondisi"
    )
    jabatan = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, null=True, blank=True, related_name="kondisi"
    )

    objects = KondisiKinerjaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "kondisi kinerja"
        ordering = ["pohon", "jalur"]
        constraints = [
            models.UniqueConstraint(fields=["pohon", "jalur"], name="kinerja_kondisi_jalur"),
            models.CheckConstraint(
                condition=Q(tingkat__in=TingkatKondisi.values),
                name="kinerja_kondisi_tingkat_valid",
            ),
            models.CheckConstraint(
                condition=Q(induk__isnull=True) | ~Q(induk=F("id")),
                name="kinerja_kondisi_bukan_induk_sendiri",
                violation_error_message="Kondisi tidak boleh menjadi induknya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian

    @property
    def kedalaman(self) -> int:
        """0 for a root."""
        return self.jalur.count(".")


class MilikKondisiQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Pengguna) -> Self:
        """Factors and indicators of the conditions `user` may see."""
        return self.filter(kondisi__in=KondisiKinerja.objects.for_user(user))


class FaktorKunci(BaseModel):
    """A critical success factor (CSF) of one condition."""

    kondisi = models.ForeignKey(KondisiKinerja, on_delete=models.PROTECT, related_name="csf")
    uraian = models.CharField("faktor keberhasilan", max_length=300)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    objects = MilikKondisiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "CSF"
        ordering = ["kondisi", "urutan", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kondisi", "uraian"],
                name="kinerja_csf_sekali",
                violation_error_message="CSF ini sudah ada pada kondisi itu.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian


class IndikatorKondisi(BaseModel):
    """An indicator of a condition: one of the plan, or only named while the plan lacks it."""

    kondisi = models.ForeignKey(KondisiKinerja, on_delete=models.PROTECT, related_name="indikator")
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, null=True, blank=True, related_name="kondisi"
    )
    nama = models.CharField("nama", max_length=500, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    objects = MilikKondisiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "indikator kondisi"
        ordering = ["kondisi", "urutan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(indikator__isnull=False) | ~Q(nama=""),
                name="kinerja_indikatorkondisi_terisi",
                violation_error_message="Pilih indikator dari rencana, atau tulis namanya.",
            ),
            models.UniqueConstraint(
                fields=["kondisi", "indikator"],
                condition=Q(indikator__isnull=False),
                name="kinerja_indikatorkondisi_sekali",
                violation_error_message="Indikator ini sudah ada pada kondisi itu.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama or f"Indikator {self.indikator_id}"


class StatusCrosscutting(models.TextChoices):
    DITAWARKAN = "ditawarkan", "Ditawarkan"
    DITERIMA = "diterima", "Diterima"
    DITOLAK = "ditolak", "Ditolak"
    DITARIK = "ditarik", "Ditarik"


class CrosscuttingQuerySet(models.QuerySet["Crosscutting"]):
    def for_user(self, user: Pengguna) -> Self:
        """Offers made by or to a visible PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(
            Q(kondisi__perangkat_daerah__in=user.pd_terlihat)
            | Q(perangkat_daerah__in=user.pd_terlihat)
        )


class Crosscutting(BaseModel):
    """One PD asks another to help reach a condition; that PD accepts or declines."""

    kondisi = models.ForeignKey(
        KondisiKinerja, on_delete=models.PROTECT, related_name="crosscutting"
    )
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        related_name="crosscutting_masuk",
        verbose_name="ditawarkan kepada",
    )
    uraian = models.CharField("yang diharapkan", max_length=400)
    status = models.CharField(
        "status", max_length=10, choices=StatusCrosscutting, default=StatusCrosscutting.DITAWARKAN
    )
    # The condition of the accepting PD that carries it.
    dijawab_kondisi = models.ForeignKey(
        KondisiKinerja, on_delete=models.PROTECT, null=True, blank=True, related_name="menjawab"
    )
    alasan = models.TextField("alasan", blank=True)
    ditawarkan_oleh = models.ForeignKey(
        "opd.Pengguna", on_delete=models.PROTECT, null=True, related_name="+"
    )
    diputus_oleh = models.ForeignKey(
        "opd.Pengguna", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)

    objects = CrosscuttingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "crosscutting"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusCrosscutting.values),
                name="kinerja_crosscutting_status_valid",
            ),
            models.UniqueConstraint(
                fields=["kondisi", "perangkat_daerah"],
                condition=Q(status__in=["ditawarkan", "diterima"]),
                name="kinerja_crosscutting_sekali",
                violation_error_message="Kondisi ini sudah ditawarkan kepada perangkat daerah itu.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian
