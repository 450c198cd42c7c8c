"""The audit trail is written here, plainly, in the transaction of the change itself."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models

from dasar.models import JejakAudit

BarisAudit = tuple[models.Model, Mapping[str, Any] | None, Mapping[str, Any] | None]


def catat_audit(
    aksi: str,
    objek: models.Model,
    *,
    oleh: AbstractBaseUser | None,
    sebelum: Mapping[str, Any] | None = None,
    sesudah: Mapping[str, Any] | None = None,
) -> None:
    """Write one audit row: `aksi` like "realisasi.diajukan", the changed values before and after.

    `oleh` is None only for what the system does by itself. Raises TypeError for a value that has
    no exact text form.
    """
    _baris(aksi, objek, sebelum, sesudah, oleh).save(force_insert=True)


def catat_audit_massal(
    aksi: str, baris: Iterable[BarisAudit], *, oleh: AbstractBaseUser | None
) -> int:
    """Write one audit row per (objek, sebelum, sesudah) in few statements; return how many."""
    jejak = [_baris(aksi, objek, sebelum, sesudah, oleh) for objek, sebelum, sesudah in baris]
    JejakAudit.objects.bulk_create(jejak, batch_size=500)
    return len(jejak)


def _baris(
    aksi: str,
    objek: models.Model,
    sebelum: Mapping[str, Any] | None,
    sesudah: Mapping[str, Any] | None,
    oleh: AbstractBaseUser | None,
) -> JejakAudit:
    return JejakAudit(
        aksi=aksi,
        objek_tipe=ContentType.objects.get_for_model(objek),
        objek_label=objek._meta.label_lower,
        objek_id="" if objek.pk is None else str(objek.pk),
        objek_teks=_tanpa_nul(str(objek))[:300],
        sebelum=None if sebelum is None else _polos(sebelum),
        sesudah=None if sesudah is None else _polos(sesudah),
        oleh_id=None if oleh is None else oleh.pk,
    )


def _polos(nilai: Any) -> Any:
    """Values as JSON that both databases give back unchanged, so that seals agree.

    jsonb keeps numbers as decimals and floats would come back in another spelling; therefore
    everything but None, bool, int and text is stored as text.
    """
    match nilai:
        case None | bool():
            return nilai
        case str():  # also TextChoices
            return _tanpa_nul(str(nilai))
        case int():
            return int(nilai)
        case Mapping():
            return {str(kunci): _polos(isi) for kunci, isi in nilai.items()}
        case list() | tuple():
            return [_polos(isi) for isi in nilai]
        case set() | frozenset():
            return sorted((_polos(isi) for isi in nilai), key=str)
        case Decimal():
            return format(nilai, "f")
        case float():
            return repr(nilai)
        case datetime():
            return (nilai.astimezone(UTC) if nilai.tzinfo else nilai).isoformat()
        case date() | time():
            return nilai.isoformat()
        case models.Model():
            return _polos(nilai.pk)
        case Enum():
            return _polos(nilai.value)
        case UUID():
            return str(nilai)
        case _:
            raise TypeError(f"No exact text form for {type(nilai).__name__} in an audit row.")


def _tanpa_nul(teks: str) -> str:
    """PostgreSQL stores no NUL character."""
    return teks.replace("\x00", "\N{REPLACEMENT CHARACTER}")
