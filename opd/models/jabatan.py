"""Posts, officials, and who holds which post from when to when."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When

from dasar.models import BaseModel
from opd.models.organisasi import PerangkatDaerah, pd_sendiri_atau_kota

if TYPE_CHECKING:
    from opd.models.pengguna import Pengguna


class Eselon(models.TextChoices):
    KEPALA_DAERAH = "kepala_daerah", "Kepala daerah"
    II_A = "ii_a", "Eselon II.a"
    II_B = "ii_b", "Eselon II.b"
    III_A = "iii_a", "Eselon III.a"
    III_B = "iii_b", "Eselon III.b"
    IV_A = "iv_a", "Eselon IV.a"
    IV_B = "iv_b", "Eselon IV.b"
    KETUA_TIM = "ketua_tim", "Ketua tim kerja"


# Level of a post in the chain of Perjanjian Kinerja: a superior has a smaller number.
TINGKAT_ESELON = {
    Eselon.KEPALA_DAERAH: 1,
    Eselon.II_A: 2,
    Eselon.II_B: 2,
    Eselon.III_A: 3,
    Eselon.III_B: 3,
    Eselon.IV_A: 4,
    Eselon.IV_B: 4,
    Eselon.KETUA_TIM: 4,
}


class JabatanQuerySet(models.QuerySet["Jabatan"]):
    def for_user(self, user: Pengguna) -> Self:
        """Posts of visible PD; the city's own (wali kota) for everyone who sees any PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(pd_sendiri_atau_kota(user))

    def pada(self, tanggal: datetime.date) -> Self:
        """Posts that exist on `tanggal`."""
        return self.filter(dari__lte=tanggal).filter(
            Q(sampai__isnull=True) | Q(sampai__gte=tanggal)
        )


class Jabatan(BaseModel):
    """One post. Its head is the post without `induk` in the same PD (`kepala`)."""

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        related_name="jabatan",
        verbose_name="perangkat daerah",
    )
    induk = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bawahan",
        verbose_name="atasan langsung",
    )
    nama = models.CharField("nama jabatan", max_length=200)
    eselon = models.CharField("eselon", max_length=14, choices=Eselon)
    # Leads the PD: signs its Perjanjian Kinerja; its superior is the wali kota.
    kepala = models.BooleanField("pimpinan perangkat daerah", default=False)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    dari = models.DateField("berlaku dari")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)
    # The post of a predecessor PD that this one continues after a reorganisation.
    pendahulu = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="penerus"
    )

    objects = JabatanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "jabatan"
        ordering = ["perangkat_daerah__urutan", "eselon", "urutan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(eselon__in=Eselon.values), name="opd_jabatan_eselon_valid"
            ),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "nama", "dari"],
                name="opd_jabatan_sekali",
                violation_error_message="Jabatan ini sudah ada di perangkat daerah itu.",
            ),
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=F("dari")),
                name="opd_jabatan_masa_berlaku",
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal awal.",
            ),
            models.CheckConstraint(
                condition=Q(induk__isnull=True) | ~Q(induk=F("id")),
                name="opd_jabatan_bukan_atasan_sendiri",
                violation_error_message="Jabatan tidak boleh menjadi atasannya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def tingkat(self) -> int:
        """1 wali kota, 2 eselon II, 3 eselon III, 4 eselon IV and ketua tim."""
        return TINGKAT_ESELON[Eselon(self.eselon)]


class PegawaiQuerySet(models.QuerySet["Pegawai"]):
    def for_user(self, user: Pengguna) -> Self:
        """Officials who hold or held a post that `user` may see; all for roles over all PD."""
        if user.melihat_semua_pd:
            return self
        return self.filter(penugasan__jabatan__in=Jabatan.objects.for_user(user)).distinct()


class Pegawai(BaseModel):
    """An official. `nip` is empty for elected officials; the name carries its titles."""

    nip = models.CharField(
        "NIP",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", "NIP terdiri dari 18 angka.")],
    )
    nama = models.CharField("nama dan gelar", max_length=150)
    pangkat = models.CharField("pangkat dan golongan", max_length=80, blank=True)
    pengguna = models.OneToOneField(
        "opd.Pengguna",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pegawai",
        verbose_name="akun",
    )
    contoh = models.BooleanField("contoh", default=False)

    objects = PegawaiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pegawai"
        ordering = ["nama", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nip"],
                condition=~Q(nip=""),
                name="opd_pegawai_nip",
                violation_error_message="NIP ini sudah dipakai pegawai lain.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class JenisPenugasan(models.TextChoices):
    DEFINITIF = "definitif", "Definitif"
    PJ = "pj", "Pj"
    PLT = "plt", "Plt"
    PLH = "plh", "Plh"


# Who acts for the post when several hold it on one day: the definitive holder first.
URUTAN_PENUGASAN = Case(
    *[When(jenis=jenis, then=Value(n)) for n, jenis in enumerate(JenisPenugasan.values)],
    output_field=models.PositiveSmallIntegerField(),
)


class PenugasanJabatanQuerySet(models.QuerySet["PenugasanJabatan"]):
    def for_user(self, user: Pengguna) -> Self:
        """Holders of the posts that `user` may see."""
        return self.filter(jabatan__in=Jabatan.objects.for_user(user))

    def pada(self, tanggal: datetime.date) -> Self:
        """In force on `tanggal`, the one who signs for the post first."""
        return (
            self.filter(dari__lte=tanggal)
            .filter(Q(sampai__isnull=True) | Q(sampai__gte=tanggal))
            .alias(giliran=URUTAN_PENUGASAN)
            .order_by("jabatan", "giliran", "-dari", "-pk")
        )


class PenugasanJabatan(BaseModel):
    """A person in a post, both days included. Never two of one kind in one post on one day
    (on PostgreSQL an exclusion constraint besides the rule of the service)."""

    jabatan = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, related_name="penugasan", verbose_name="jabatan"
    )
    pegawai = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, related_name="penugasan", verbose_name="pegawai"
    )
    jenis = models.CharField(
        "jenis", max_length=10, choices=JenisPenugasan, default=JenisPenugasan.DEFINITIF
    )
    dari = models.DateField("dari")
    sampai = models.DateField("sampai", null=True, blank=True)
    dasar = models.CharField("dasar (nomor SK)", max_length=200, blank=True)

    objects = PenugasanJabatanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penugasan jabatan"
        ordering = ["-dari", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=JenisPenugasan.values), name="opd_penugasan_jenis_valid"
            ),
            models.UniqueConstraint(
                fields=["jabatan", "pegawai", "jenis", "dari"],
                name="opd_penugasan_sekali",
                violation_error_message="Penugasan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=F("dari")),
                name="opd_penugasan_masa_berlaku",
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal awal.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sebutan} sejak {self.dari}"

    @property
    def sebutan(self) -> str:
        """The post as the holder writes it: "Plt. Kepala Dinas Kesehatan"."""
        if self.jenis == JenisPenugasan.DEFINITIF:
            return self.jabatan.nama
        return f"{self.get_jenis_display()}. {self.jabatan.nama}"
