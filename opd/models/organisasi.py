"""Perangkat daerah, its names over time, and the other spellings people use for it."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from dasar.models import BaseModel

if TYPE_CHECKING:
    from opd.models.pengguna import Pengguna


class JenisPD(models.TextChoices):
    KOTA = "kota", "Kota"
    SEKRETARIAT = "sekretariat", "Sekretariat"
    INSPEKTORAT = "inspektorat", "Inspektorat"
    SATUAN = "satuan", "Satuan"
    DINAS = "dinas", "Dinas"
    BADAN = "badan", "Badan"
    KECAMATAN = "kecamatan", "Kecamatan"
    RSUD = "rsud", "Rumah sakit umum daerah"
    BAGIAN = "bagian", "Bagian"
    KELURAHAN = "kelurahan", "Kelurahan"
    UPTD = "uptd", "UPTD"


# These stand under a perangkat daerah and report through it.
JENIS_UNIT = (JenisPD.RSUD, JenisPD.BAGIAN, JenisPD.KELURAHAN, JenisPD.UPTD)


def bakukan_nama(teks: str) -> str:
    """Fold case, punctuation and spaces, so that two spellings of one name are equal.

    >>> bakukan_nama(" Kec. Serpong-Utara ")
    'kec serpong utara'
    """
    return " ".join(re.sub(r"[^a-z0-9]+", " ", teks.casefold()).split())


def pd_sendiri_atau_kota(user: Pengguna) -> Q:
    """Rows of the user's PD, and those of the city for everyone who sees any PD (a PD's plans and
    promises must follow the city's). For models with a `perangkat_daerah`."""
    sendiri = Q(perangkat_daerah__in=user.pd_terlihat)
    return sendiri | Q(perangkat_daerah__jenis=JenisPD.KOTA) if user.pd_terlihat else sendiri


class PerangkatDaerahQuerySet(models.QuerySet["PerangkatDaerah"]):
    def for_user(self, user: Pengguna) -> Self:
        """Rows `user` may see: all, or those of the user's own active roles."""
        if user.melihat_semua_pd:
            return self
        return self.filter(pk__in=user.pd_terlihat)

    def dengan_nama(self, tanggal: datetime.date | None = None) -> Self:
        """Annotate `nama_kini` and `singkatan_kini` as of `tanggal` (None: the newest)."""
        nama = NamaPD.objects.filter(perangkat_daerah=OuterRef("pk"))
        if tanggal is not None:
            nama = nama.pada(tanggal)
        nama = nama.order_by("-dari")
        return self.annotate(
            nama_kini=Subquery(nama.values("nama")[:1]),
            singkatan_kini=Subquery(nama.values("singkatan")[:1]),
        )

    def nama_per_id(
        self, tanggal: datetime.date | None = None, *, singkatan: bool = False
    ) -> dict[int, str]:
        """Name (or short name) of each row by id, in the order of the rows (one query).

        As of `tanggal`, and the newest where there was none on that day (one more query); None: the
        newest.
        """
        baris = list(self.dengan_nama(tanggal))
        nama = [pd.singkatan_kini if singkatan else pd.nama_kini for pd in baris]
        kini = {} if tanggal is None or all(nama) else self.nama_per_id(singkatan=singkatan)
        return {
            pd.pk: teks or kini.get(pd.pk, pd.kode) for pd, teks in zip(baris, nama, strict=True)
        }

    def kota(self) -> PerangkatDaerah:
        """The row of the city itself.

        Raises PerangkatDaerah.DoesNotExist before the organisation was loaded.
        """
        return self.get(jenis=JenisPD.KOTA)

    def kota_id(self) -> int:
        """The id of the city's row; 0 before the organisation was loaded."""
        return self.filter(jenis=JenisPD.KOTA).values_list("pk", flat=True).first() or 0

    def penyusun(self) -> Self:
        """The PD that plan and report on their own: not the city, not units below a PD."""
        return self.exclude(jenis__in=[JenisPD.KOTA, *JENIS_UNIT])

    def pada(self, tanggal: datetime.date) -> Self:
        """PD that exist on `tanggal`."""
        return self.filter(berlaku_dari__lte=tanggal).filter(
            Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=tanggal)
        )

    def cari(self, teks: str) -> Self:
        """Rows whose kode, singkatan, nama (of any time) or alias is `teks`, spelling folded."""
        baku = bakukan_nama(teks)
        return self.filter(
            Q(kode=teks.strip().casefold())
            | Q(nama__baku=baku)
            | Q(nama__singkatan_baku=baku)
            | Q(alias__baku=baku)
        ).distinct()


class PerangkatDaerah(BaseModel):
    """One organisation of the city government, and the city itself (jenis kota)."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    jenis = models.CharField("jenis", max_length=12, choices=JenisPD)
    induk = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="anak",
        verbose_name="induk",
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    berlaku_dari = models.DateField("berlaku dari")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    sumber = models.CharField("sumber", max_length=300, blank=True)

    objects = PerangkatDaerahQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "perangkat daerah"
        ordering = ["urutan", "kode"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=JenisPD.values), name="opd_pd_jenis_valid"
            ),
            models.UniqueConstraint(
                fields=["jenis"],
                condition=Q(jenis="kota"),
                name="opd_pd_satu_kota",
                violation_error_message="Kota sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=F("berlaku_dari")),
                name="opd_pd_masa_berlaku",
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal awal.",
            ),
        ]

    # Filled by dengan_nama(); one query per row where that was forgotten.
    nama_kini: str | None
    singkatan_kini: str | None

    def __str__(self) -> str:
        return self.nama_pada()

    def _nama(self, tanggal: datetime.date | None) -> NamaPD | None:
        nama = self.nama.order_by("-dari")
        return (nama.pada(tanggal) if tanggal else nama).first()

    def nama_pada(self, tanggal: datetime.date | None = None) -> str:
        """The name in force on `tanggal` (None: the newest); the kode where there is none."""
        if tanggal is None and self.__dict__.get("nama_kini"):
            return str(self.nama_kini)
        nama = self._nama(tanggal)
        return nama.nama if nama else self.kode

    def singkatan_pada(self, tanggal: datetime.date | None = None) -> str:
        """The short name in force on `tanggal` (None: the newest)."""
        if tanggal is None and self.__dict__.get("singkatan_kini"):
            return str(self.singkatan_kini)
        nama = self._nama(tanggal)
        return nama.singkatan if nama else self.kode


class NamaPDQuerySet(models.QuerySet["NamaPD"]):
    def for_user(self, user: Pengguna) -> Self:
        """Names of the PD that `user` may see."""
        return self.filter(perangkat_daerah__in=PerangkatDaerah.objects.for_user(user))

    def pada(self, tanggal: datetime.date) -> Self:
        """Names in force on `tanggal`."""
        return self.filter(dari__lte=tanggal).filter(
            Q(sampai__isnull=True) | Q(sampai__gte=tanggal)
        )


class NamaPD(BaseModel):
    """A dated name of one PD: a rename adds a row and moves nothing."""

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="nama"
    )
    nama = models.CharField("nama", max_length=200)
    singkatan = models.CharField("singkatan", max_length=40)
    baku = models.CharField(max_length=200, editable=False, db_index=True)
    singkatan_baku = models.CharField(max_length=40, editable=False, db_index=True)
    dari = models.DateField("dari")
    sampai = models.DateField("sampai", null=True, blank=True)
    dasar_hukum = models.CharField("dasar hukum", max_length=200, blank=True)

    objects = NamaPDQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "nama perangkat daerah"
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "dari"], name="opd_namapd_dari"),
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=F("dari")),
                name="opd_namapd_masa_berlaku",
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal awal.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def clean_fields(self, exclude: Any = None) -> None:
        self.baku = bakukan_nama(self.nama)
        self.singkatan_baku = bakukan_nama(self.singkatan)
        super().clean_fields(exclude=exclude)


class AliasPDQuerySet(models.QuerySet["AliasPD"]):
    def for_user(self, user: Pengguna) -> Self:
        """Spellings of the PD that `user` may see."""
        return self.filter(perangkat_daerah__in=PerangkatDaerah.objects.for_user(user))


class AliasPD(BaseModel):
    """Another spelling of a PD found in a file, so that imports recognise it next time."""

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, on_delete=models.PROTECT, related_name="alias"
    )
    teks = models.CharField("ejaan", max_length=200)
    baku = models.CharField(max_length=200, unique=True, editable=False)

    objects = AliasPDQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "alias perangkat daerah"

    def __str__(self) -> str:
        return self.teks

    def clean_fields(self, exclude: Any = None) -> None:
        self.baku = bakukan_nama(self.teks)
        super().clean_fields(exclude=exclude)
