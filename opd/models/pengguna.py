"""Users and their dated roles. What a role may do is in each app's permissions."""

from __future__ import annotations

import datetime
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from dasar.models import BaseModel
from opd.models.organisasi import PerangkatDaerah


class JenisPeran(models.TextChoices):
    OPERATOR = "operator", "Operator"
    KEPALA_PD = "kepala_pd", "Kepala perangkat daerah"
    PERENCANA = "perencana", "Perencana"
    ORGANISASI = "organisasi", "Bagian Organisasi"
    EVALUATOR = "evaluator", "Evaluator"
    KETUA_TIM = "ketua_tim", "Ketua tim evaluasi"
    PENANGGUNG_JAWAB = "penanggung_jawab", "Penanggung jawab evaluasi"
    PIMPINAN = "pimpinan", "Pimpinan"
    ADMIN = "admin", "Admin"


PERAN_PD = (JenisPeran.OPERATOR, JenisPeran.KEPALA_PD)
# admin is missing on purpose: it manages users and has no right over numbers.
PERAN_MELIHAT_SEMUA = (
    JenisPeran.PERENCANA,
    JenisPeran.ORGANISASI,
    JenisPeran.EVALUATOR,
    JenisPeran.KETUA_TIM,
    JenisPeran.PENANGGUNG_JAWAB,
    JenisPeran.PIMPINAN,
)


class Pengguna(AbstractUser):
    """A person who signs in. `nama` is what others read beside a number."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    nama = models.CharField("nama", max_length=150)
    contoh = models.BooleanField("akun contoh", default=False)
    nomor_hp = models.CharField("nomor HP", max_length=20, blank=True)

    REQUIRED_FIELDS = ["email", "nama"]

    class Meta:
        verbose_name = verbose_name_plural = "pengguna"

    def __str__(self) -> str:
        return self.nama or self.username

    def get_full_name(self) -> str:
        return self.nama

    def get_short_name(self) -> str:
        return self.nama

    @cached_property
    def peran_kini(self) -> tuple[Peran, ...]:
        """Roles active today: one query per loaded user, so per request."""
        if not self.pk:
            return ()
        return tuple(
            self.peran.pada(timezone.localdate()).select_related("perangkat_daerah").order_by("pk")
        )

    def punya_peran(self, *peran: str, pd_id: int | None = None) -> bool:
        """Whether one of `peran` is active; with `pd_id`, for that PD (a row for all PD counts)."""
        return any(
            p.peran in peran
            and (pd_id is None or p.perangkat_daerah_id is None or p.perangkat_daerah_id == pd_id)
            for p in self.peran_kini
        )

    @property
    def melihat_semua_pd(self) -> bool:
        return any(
            p.peran in PERAN_MELIHAT_SEMUA and p.perangkat_daerah_id is None
            for p in self.peran_kini
        )

    @property
    def pd_terlihat(self) -> frozenset[int]:
        """Ids of the PD of the user's own roles (empty for a user without PD: sees no rows)."""
        return frozenset(
            p.perangkat_daerah_id
            for p in self.peran_kini
            if p.perangkat_daerah_id is not None and p.peran != JenisPeran.ADMIN
        )

    @property
    def peran_utama(self) -> str:
        """The line under the user's name, such as "Operator · Dinas Kesehatan"."""
        if not self.peran_kini:
            return "Belum punya peran"
        pertama = self.peran_kini[0]
        pd = pertama.perangkat_daerah
        label = pertama.get_peran_display()
        return f"{label} · {pd.nama_pada()}" if pd else label


class PeranQuerySet(models.QuerySet["Peran"]):
    def pada(self, tanggal: datetime.date) -> Self:
        """Roles in force on `tanggal`."""
        return self.filter(dari__lte=tanggal).filter(
            Q(sampai__isnull=True) | Q(sampai__gte=tanggal)
        )

    def for_user(self, user: Pengguna) -> Self:
        """Admin sees all roles, anyone else only their own."""
        if user.punya_peran(JenisPeran.ADMIN):
            return self
        return self.filter(pengguna=user)


class Peran(BaseModel):
    """A dated role of a person, for one PD or (null) for all PD."""

    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="peran")
    peran = models.CharField("peran", max_length=16, choices=JenisPeran)
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="peran",
        verbose_name="perangkat daerah",
    )
    dari = models.DateField("dari")
    sampai = models.DateField("sampai", null=True, blank=True)
    asal_penugasan = models.CharField("asal penugasan", max_length=200, blank=True)

    objects = PeranQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "peran"
        constraints = [
            models.CheckConstraint(
                condition=Q(peran__in=JenisPeran.values), name="opd_peran_valid"
            ),
            models.CheckConstraint(
                condition=Q(perangkat_daerah__isnull=False) | ~Q(peran__in=PERAN_PD),
                name="opd_peran_pd_wajib",
                violation_error_message="Operator dan kepala PD harus punya perangkat daerah.",
            ),
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=F("dari")),
                name="opd_peran_masa_berlaku",
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal awal.",
            ),
            models.UniqueConstraint(
                fields=["pengguna", "peran", "perangkat_daerah", "dari"],
                name="opd_peran_unik",
                violation_error_message="Peran ini sudah ada.",
            ),
            models.UniqueConstraint(  # NULL equals nothing, so "all PD" needs a rule of its own
                fields=["pengguna", "peran", "dari"],
                condition=Q(perangkat_daerah__isnull=True),
                name="opd_peran_unik_semua_pd",
                violation_error_message="Peran ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengguna} sebagai {self.get_peran_display()}"
