"""What a reorganisation changed, row by row, so that it can be put back exactly."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError

from dasar.services.audit import BarisAudit, catat_audit_massal
from opd.models import Pengguna

_SEKALIGUS = 200


class CatatanPindah:
    """Collects changes of rows and writes them together; `ke_json` is what `kembalikan` reads.

    `diperbarui_pada` is left alone on purpose: what was written on a row since the change is then
    told from the change itself.
    """

    def __init__(self) -> None:
        self._objek: dict[str, dict[int, models.Model]] = {}
        self._sebelum: dict[str, dict[int, dict[str, Any]]] = {}

    def ubah(self, objek: models.Model, **medan: Any) -> None:
        """Note new values of fields by name; of a relation the id."""
        label = objek._meta.label_lower
        semua = self._objek.setdefault(label, {})
        objek = semua.setdefault(objek.pk, objek)
        sebelum = self._sebelum.setdefault(label, {}).setdefault(objek.pk, {})
        for nama, nilai in medan.items():
            attname = objek._meta.get_field(nama).attname  # type: ignore[union-attr]
            if getattr(objek, attname) == nilai:
                continue
            sebelum.setdefault(nama, getattr(objek, attname))
            setattr(objek, attname, nilai)

    def simpan(self, aksi: str, oleh: Pengguna) -> None:
        """Write what was noted since the last time, with an audit row each."""
        audit: list[BarisAudit] = []
        for label, semua in self._objek.items():
            per_medan: dict[tuple[str, ...], list[models.Model]] = {}
            for pk, objek in semua.items():
                sebelum = self._sebelum[label][pk]
                if not sebelum:
                    continue
                per_medan.setdefault(tuple(sorted(sebelum)), []).append(objek)
                audit.append((objek, sebelum, {nama: _nilai(objek, nama) for nama in sebelum}))
            for medan, baris in per_medan.items():
                type(baris[0])._default_manager.bulk_update(
                    baris, list(medan), batch_size=_SEKALIGUS
                )
        catat_audit_massal(aksi, audit, oleh=oleh)
        self._objek = {}

    def ke_json(self) -> dict[str, dict[str, dict[str, Any]]]:
        """By model and id: the values before."""
        return {
            label: {str(pk): {n: _teks(v) for n, v in medan.items()} for pk, medan in semua.items()}
            for label, semua in self._sebelum.items()
            if any(semua.values())
        }

    def nilai_lama(self, label: str, medan: str) -> dict[str, Any]:
        """What one field held before, by id as text."""
        return {
            str(pk): _teks(semua[medan])
            for pk, semua in self._sebelum.get(label.lower(), {}).items()
            if medan in semua
        }


def kembalikan(catatan: Mapping[str, Mapping[str, Mapping[str, Any]]], oleh: Pengguna) -> None:
    """Put the values of `CatatanPindah.ke_json` back, with an audit row each."""
    for label, semua in catatan.items():
        model = apps.get_model(label)
        balik = CatatanPindah()
        for objek in model._default_manager.filter(pk__in=[int(pk) for pk in semua]):
            balik.ubah(
                objek,
                **{
                    nama: model._meta.get_field(nama).to_python(nilai)
                    for nama, nilai in semua[str(objek.pk)].items()
                },
            )
        balik.simpan("perubahan.dikembalikan", oleh)


def diubah_sejak(
    catatan: Mapping[str, Mapping[str, Any]],
    sejak: datetime.datetime | None,
    kecuali: Collection[str] = (),
) -> list[str]:
    """Sentences about moved rows that somebody wrote on since: putting them back would undo that
    too. `kecuali` are models (label) that the caller counts itself."""
    kalimat = []
    for label, semua in catatan.items():
        if label in kecuali:
            continue
        model = apps.get_model(label)
        jumlah = model._default_manager.filter(
            pk__in=[int(pk) for pk in semua], diperbarui_pada__gt=sejak
        ).count()
        if jumlah:
            nama = model._meta.verbose_name
            kalimat.append(f"{jumlah} {nama} yang ikut berubah sudah diubah lagi sesudahnya.")
    return kalimat


def hapus(model: type[models.Model], pk: Iterable[int], aksi: str, oleh: Pengguna) -> None:
    """Remove rows that the change made, the newest first, with an audit row each.

    Raises ValidationError when something else points to one of them.
    """
    baris = list(model._default_manager.filter(pk__in=list(pk)).order_by("-pk"))
    catat_audit_massal(
        aksi, ((satu, {"model": satu._meta.label_lower}, None) for satu in baris), oleh=oleh
    )
    try:
        model._default_manager.filter(pk__in=[satu.pk for satu in baris]).delete()
    except ProtectedError as galat:
        satu = next(iter(galat.protected_objects), None)
        apa = "" if satu is None else f": {satu._meta.verbose_name} “{satu}”"
        raise ValidationError(
            f"Perubahan tidak dapat diurungkan karena sudah dipakai data lain{apa}."
        ) from galat


def _nilai(objek: models.Model, nama: str) -> Any:
    return getattr(objek, objek._meta.get_field(nama).attname)  # type: ignore[union-attr]


def _teks(nilai: Any) -> Any:
    """As JSON; fields read the text back."""
    if isinstance(nilai, datetime.date):
        return nilai.isoformat()
    return str(nilai) if isinstance(nilai, Decimal) else nilai
