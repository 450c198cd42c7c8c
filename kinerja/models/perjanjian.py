"""Perjanjian Kinerja: a frozen promise between two posts, and what was promised in it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from dasar.models import BaseModel
from kinerja.models.dokumen import DokumenPerencanaan
from kinerja.models.indikator import Indikator
from opd.models import Jabatan, PenugasanJabatan, PerangkatDaerah
from opd.models.organisasi import pd_sendiri_atau_kota

if TYPE_CHECKING:
    from opd.models import Pengguna


class StatusPK(models.TextChoices):
    DRAF = "draf", "Draf"
    DITANDATANGANI = "ditandatangani", "Ditandatangani"
    DIGANTIKAN = "digantikan", "Digantikan"


class AlasanPerubahanPK(models.TextChoices):
    """The three reasons of PermenPANRB 53/2014, Lampiran I."""

    PEJABAT = "pejabat", "Pergantian atau mutasi pejabat"
    STRATEGI = (
        "strategi",
        "Perubahan strategi yang mempengaruhi pencapaian tujuan dan sasaran "
        "(program, kegiatan, dan alokasi anggaran)",
    )
    PRIORITAS = (
        "prioritas",
        "Perubahan prioritas atau asumsi yang berakibat signifikan dalam proses "
        "pencapaian tujuan dan sasaran",
    )


class PerjanjianKinerjaQuerySet(models.QuerySet["PerjanjianKinerja"]):
    def for_user(self, user: Pengguna) -> Self:
        """Agreements of visible PD; the wali kota's for everyone who sees any PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(pd_sendiri_atau_kota(user))

    def pernah_berlaku(self) -> Self:
        """Signed ones, also those that a later one replaced."""
        return self.filter(status__in=[StatusPK.DITANDATANGANI, StatusPK.DIGANTIKAN])

    def berlaku_pada(self, tanggal: datetime.date) -> Self:
        """In force on `tanggal`: signed by then and not yet replaced on that day."""
        return self.pernah_berlaku().filter(
            Q(digantikan_pada__isnull=True) | Q(digantikan_pada__gt=tanggal),
            tahun=tanggal.year,
            tanggal__lte=tanggal,
        )


class PerjanjianKinerja(BaseModel):
    """The agreement of one post for one year; `perubahan_ke` 0 is the first.

    As a draf it is generated anew on each view; on signing `isi` (kinerja/formulas/isi_pk.py) is
    frozen with its sha256 and never changes. `pihak_kedua` is null for the wali kota alone.
    `dokumen` is the version of the RKPD or Renja that it promises: quarterly targets are read
    there, and a version that was in force never changes.
    """

    tahun = models.PositiveSmallIntegerField("tahun")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="perjanjian_kinerja"
    )
    jabatan = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, related_name="perjanjian_kinerja", verbose_name="jabatan"
    )
    dokumen = models.ForeignKey(
        DokumenPerencanaan,
        on_delete=models.PROTECT,
        related_name="perjanjian_kinerja",
        verbose_name="rencana yang dijanjikan",
    )
    perubahan_ke = models.PositiveSmallIntegerField("perubahan ke", default=0)
    alasan = models.CharField(
        "alasan perubahan", max_length=10, choices=AlasanPerubahanPK, blank=True
    )
    uraian_alasan = models.TextField("penjelasan perubahan", blank=True)
    # The day it was or will be signed; the signers are those who hold the posts on that day.
    tanggal = models.DateField("tanggal")
    nomor = models.CharField("nomor", max_length=100, blank=True)
    status = models.CharField("status", max_length=14, choices=StatusPK, default=StatusPK.DRAF)
    digantikan_pada = models.DateField("digantikan mulai", null=True, blank=True)
    pihak_pertama = models.ForeignKey(
        PenugasanJabatan, on_delete=models.PROTECT, null=True, blank=True, related_name="pk_pertama"
    )
    pihak_kedua = models.ForeignKey(
        PenugasanJabatan, on_delete=models.PROTECT, null=True, blank=True, related_name="pk_kedua"
    )
    isi = models.JSONField("isi beku", null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    kode = models.CharField("kode verifikasi", max_length=24, blank=True, editable=False)
    contoh = models.BooleanField("contoh", default=False)
    dicatat_oleh = models.ForeignKey(
        "opd.Pengguna", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dicatat_pada = models.DateTimeField("dicatat pada", null=True, blank=True)

    objects = PerjanjianKinerjaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "perjanjian kinerja"
        ordering = ["-tahun", "perangkat_daerah__urutan", "jabatan__eselon", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["jabatan", "tahun", "perubahan_ke"],
                name="kinerja_pk_versi",
                violation_error_message="Perjanjian Kinerja jabatan ini untuk tahun itu sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["jabatan", "tahun"],
                condition=Q(status="ditandatangani"),
                name="kinerja_pk_satu_berlaku",
                violation_error_message="Hanya satu Perjanjian Kinerja yang boleh berlaku.",
            ),
            models.UniqueConstraint(
                fields=["jabatan", "tahun"],
                condition=Q(status="draf"),
                name="kinerja_pk_satu_draf",
                violation_error_message="Masih ada draf Perjanjian Kinerja jabatan ini.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=StatusPK.values), name="kinerja_pk_status_valid"
            ),
            models.CheckConstraint(
                condition=Q(perubahan_ke=0, alasan="")
                | Q(perubahan_ke__gt=0, alasan__in=AlasanPerubahanPK.values),
                name="kinerja_pk_perubahan_beralasan",
                violation_error_message="Perubahan Perjanjian Kinerja perlu satu dari tiga alasan.",
            ),
            models.CheckConstraint(
                condition=Q(status="draf") | Q(isi__isnull=False, pihak_pertama__isnull=False),
                name="kinerja_pk_ditandatangani_beku",
            ),
        ]

    def __str__(self) -> str:
        ke = f" perubahan ke-{self.perubahan_ke}" if self.perubahan_ke else ""
        return f"Perjanjian Kinerja{ke} {self.jabatan} {self.tahun}"


class ButirPKQuerySet(models.QuerySet["ButirPK"]):
    def for_user(self, user: Pengguna) -> Self:
        """Promises of the agreements `user` may see."""
        return self.filter(pk_induk__in=PerjanjianKinerja.objects.for_user(user))


class ButirPK(BaseModel):
    """One promised indicator of a signed agreement, with its target of the year: what
    `target_berlaku` reads. Written once, on signing."""

    pk_induk = models.ForeignKey(PerjanjianKinerja, on_delete=models.PROTECT, related_name="butir")
    indikator = models.ForeignKey(Indikator, on_delete=models.PROTECT, related_name="butir_pk")
    urutan = models.PositiveSmallIntegerField("urutan")
    nilai = models.DecimalField("target", max_digits=24, decimal_places=6)
    nilai_atas = models.DecimalField(
        "batas atas", max_digits=24, decimal_places=6, null=True, blank=True
    )
    contoh = models.BooleanField("contoh", default=False)

    objects = ButirPKQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "butir Perjanjian Kinerja"
        ordering = ["pk_induk", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["pk_induk", "indikator"], name="kinerja_butirpk_sekali")
        ]

    def __str__(self) -> str:
        return f"Butir {self.urutan}"
