"""Uploaded and produced files, kept where no address points."""

import os
from secrets import token_hex
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from dasar.models.base import BaseModel


class JenisBerkas(models.TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel (XLSX)"
    DOCX = "docx", "Word (DOCX)"
    CSV = "csv", "CSV"
    PNG = "png", "Gambar PNG"
    JPG = "jpg", "Gambar JPG"


class PenyimpananPribadi(FileSystemStorage):
    """Outside MEDIA and STATIC: a file leaves only through a view that asks who wants it."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    # Read from the settings at each use: the field is made once, when the models are loaded.
    @property
    def base_location(self) -> str:
        return str(settings.BERKAS_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no URL.")


def penyimpanan_pribadi() -> PenyimpananPribadi:
    """Named by migrations, so that they hold no path of this machine."""
    return PenyimpananPribadi()


def lokasi_acak(berkas: "Berkas", nama: str) -> str:
    """A path that tells nothing and cannot be guessed; the user's name never reaches the disk."""
    acak = token_hex(16)
    return f"{acak[:2]}/{acak}.{berkas.jenis}"


class BerkasQuerySet(models.QuerySet["Berkas"]):
    def for_user(self, user: AbstractBaseUser) -> Self:
        """Files that `user` brought in; a file shown with a domain row follows that row."""
        return self.filter(diunggah_oleh=user.pk)


class Berkas(BaseModel):
    """One file whose content was checked; never changed after it was stored."""

    isi = models.FileField(
        "isi", upload_to=lokasi_acak, storage=penyimpanan_pribadi, max_length=100
    )
    nama_asli = models.CharField("nama berkas", max_length=200)
    jenis = models.CharField("jenis", max_length=8, choices=JenisBerkas)
    ukuran = models.PositiveBigIntegerField("ukuran (byte)")
    # Of a PDF, counted when it was uploaded; null where nobody counted.
    jumlah_halaman = models.PositiveIntegerField("jumlah halaman", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="berkas",
        verbose_name="diunggah oleh",
    )

    objects = BerkasQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "berkas"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=JenisBerkas.values), name="dasar_berkas_jenis_valid"
            ),
            models.CheckConstraint(condition=Q(ukuran__gte=1), name="dasar_berkas_tidak_kosong"),
            models.CheckConstraint(
                condition=Exact(Length("sha256"), 64), name="dasar_berkas_sha256_64_huruf"
            ),
        ]

    def __str__(self) -> str:
        return self.nama_asli
