"""Nodes of the plan: a lasting identity, its content per document version, and support links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from dasar.models import BaseModel
from kinerja.models.dokumen import DokumenPerencanaan
from kinerja.models.nomenklatur import Nomenklatur
from opd.models import Jabatan, PerangkatDaerah
from opd.models.organisasi import pd_sendiri_atau_kota

if TYPE_CHECKING:
    from opd.models import Pengguna


class JenisSimpul(models.TextChoices):
    VISI = "visi", "Visi"
    MISI = "misi", "Misi"
    TUJUAN = "tujuan", "Tujuan"
    SASARAN = "sasaran", "Sasaran"
    PROGRAM = "program", "Program"
    KEGIATAN = "kegiatan", "Kegiatan"
    SUB_KEGIATAN = "sub_kegiatan", "Sub kegiatan"


# Depth of each kind: a child always has a larger number than its parent.
TINGKAT_SIMPUL = {jenis: tingkat for tingkat, jenis in enumerate(JenisSimpul.values)}
LEBAR_RUAS_JALUR = 4


class SimpulQuerySet(models.QuerySet["Simpul"]):
    def for_user(self, user: Pengguna) -> Self:
        """Nodes of visible PD; the city's nodes for everyone who sees any PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(pd_sendiri_atau_kota(user))


class Simpul(BaseModel):
    """The lasting identity of a node over years and versions. Budget hangs on it."""

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="simpul"
    )
    # The node of a predecessor PD that this one continues after a reorganisation.
    pendahulu = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="penerus"
    )

    objects = SimpulQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "simpul"

    def __str__(self) -> str:
        return f"Simpul {self.pk}"


class IsiSimpulQuerySet(models.QuerySet["IsiSimpul"]):
    def for_user(self, user: Pengguna) -> Self:
        """Content of the documents `user` may see."""
        return self.filter(dokumen__in=DokumenPerencanaan.objects.for_user(user))


class IsiSimpul(BaseModel):
    """What one node is called and where it hangs in one version of a document.

    `jalur` is the materialised path: four digits of `urutan` per level, joined by dots, so that
    text order is reading order and a prefix selects a branch.
    """

    dokumen = models.ForeignKey(
        DokumenPerencanaan, on_delete=models.PROTECT, related_name="isi_simpul"
    )
    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="isi")
    jenis = models.CharField("jenis", max_length=12, choices=JenisSimpul)
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak"
    )
    jalur = models.CharField(max_length=60, editable=False)
    kode = models.CharField("kode", max_length=24, blank=True)
    nama = models.CharField("nama", max_length=500)
    nomenklatur = models.ForeignKey(
        Nomenklatur, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The post that answers for the node; its holder on a day follows from PenugasanJabatan.
    jabatan = models.ForeignKey(
        Jabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="isi_simpul",
        verbose_name="penanggung jawab",
    )
    dari_laporan = models.BooleanField("dari laporan triwulan", default=False)

    objects = IsiSimpulQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "isi simpul"
        ordering = ["dokumen", "jalur"]
        constraints = [
            models.UniqueConstraint(
                fields=["dokumen", "simpul"], name="kinerja_isisimpul_sekali_per_dokumen"
            ),
            models.UniqueConstraint(fields=["dokumen", "jalur"], name="kinerja_isisimpul_jalur"),
            models.CheckConstraint(
                condition=Q(jenis__in=JenisSimpul.values), name="kinerja_isisimpul_jenis_valid"
            ),
            models.CheckConstraint(
                condition=Q(induk__isnull=True) | ~Q(induk=F("id")),
                name="kinerja_isisimpul_bukan_induk_sendiri",
                violation_error_message="Simpul tidak boleh menjadi induknya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def kedalaman(self) -> int:
        """0 for a root of the document."""
        return self.jalur.count(".")


class DukunganQuerySet(models.QuerySet["Dukungan"]):
    def for_user(self, user: Pengguna) -> Self:
        """Links whose both ends `user` may see."""
        terlihat = Simpul.objects.for_user(user)
        return self.filter(dari__in=terlihat, ke__in=terlihat)


class Dukungan(BaseModel):
    """`dari` helps to reach `ke`, across documents and PD; `porsi` in percent, null = not split."""

    dari = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="mendukung")
    ke = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="didukung")
    porsi = models.DecimalField(
        "porsi (%)",
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    objects = DukunganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "dukungan"
        constraints = [
            models.UniqueConstraint(
                fields=["dari", "ke"],
                name="kinerja_dukungan_sekali",
                violation_error_message="Dukungan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=~Q(dari=F("ke")),
                name="kinerja_dukungan_bukan_sendiri",
                violation_error_message="Simpul tidak mendukung dirinya sendiri.",
            ),
            models.CheckConstraint(
                condition=Q(porsi__isnull=True) | Q(porsi__gte=0, porsi__lte=100),
                name="kinerja_dukungan_porsi",
                violation_error_message="Porsi harus 0 sampai 100 persen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dari_id} mendukung {self.ke_id}"
