"""Notices to one person."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from dasar.alamat import di_situs_ini
from dasar.models import Notifikasi


@transaction.atomic
def beri_tahu(
    penerima: AbstractBaseUser, judul: str, *, teks: str = "", tautan: str = "", kunci: str
) -> Notifikasi | None:
    """Tell `penerima` once per `kunci`; None when this was told before, also by a second worker.

    `tautan` is an address of this site ("/kinerja/..."). ValueError for any other.
    """
    if tautan and not di_situs_ini(tautan):
        raise ValueError(f"Not an address of this site: {tautan!r}")
    notifikasi, baru = Notifikasi.objects.get_or_create(
        penerima_id=penerima.pk,
        kunci=kunci,
        defaults={"judul": judul[:200], "teks": teks, "tautan": tautan},
    )
    return notifikasi if baru else None


def baca_semua(penerima: AbstractBaseUser) -> int:
    """Mark every unread notice of `penerima` as read; return how many there were."""
    kini = timezone.now()
    belum = Notifikasi.objects.for_user(penerima).belum_dibaca()
    return belum.update(dibaca_pada=kini, diperbarui_pada=kini)


def baca_satu(penerima: AbstractBaseUser, notifikasi_id: int) -> int:
    """Mark one notice of `penerima` as read; 0 when it is another's or was read before."""
    kini = timezone.now()
    belum = Notifikasi.objects.for_user(penerima).belum_dibaca().filter(pk=notifikasi_id)
    return belum.update(dibaca_pada=kini, diperbarui_pada=kini)
