"""Changing where a PD stands and from when to when it exists; its name and type have their own."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.services.audit import catat_audit
from dasar.tanggal import format_tanggal
from opd.models import JenisPD, Pengguna, PerangkatDaerah
from opd.permissions import boleh_kelola_pd


@transaction.atomic
def ubah_pd(
    *,
    perangkat_daerah_id: int,
    induk_id: int | None,
    urutan: int,
    berlaku_dari: datetime.date,
    berlaku_sampai: datetime.date | None,
    oleh: Pengguna,
) -> PerangkatDaerah:
    """Change the PD above, the order and the days of a PD.

    Raises PerangkatDaerah.DoesNotExist (not visible), TidakBoleh, and ValidationError by field: a
    PD below itself, the city below another, a name older than the PD or newer than its end.
    """
    terlihat = PerangkatDaerah.objects.for_user(oleh).filter(pk=perangkat_daerah_id)
    kunci = PerangkatDaerah.objects.select_for_update(of=("self",), no_key=True)
    pd = kunci.get(pk__in=terlihat.values("pk"))
    boleh_kelola_pd(oleh).wajib()
    sebelum = _potret(pd)
    pd.induk_id, pd.urutan = induk_id, urutan
    pd.berlaku_dari, pd.berlaku_sampai = berlaku_dari, berlaku_sampai
    if _potret(pd) == sebelum:
        return pd
    _periksa_induk(pd)
    _periksa_nama(pd)
    pd.full_clean()
    pd.save(update_fields=["induk", "urutan", "berlaku_dari", "berlaku_sampai", "diperbarui_pada"])
    catat_audit("pd.diubah", pd, oleh=oleh, sebelum=sebelum, sesudah=_potret(pd))
    return pd


def _periksa_induk(pd: PerangkatDaerah) -> None:
    if pd.induk_id is None:
        return
    if pd.jenis == JenisPD.KOTA:
        raise ValidationError({"induk": "Kota tidak berada di bawah perangkat daerah lain."})
    atas = dict(PerangkatDaerah.objects.values_list("pk", "induk_id"))
    kini: int | None = pd.induk_id
    dilewati: set[int] = set()
    while kini is not None and kini not in dilewati:
        if kini == pd.pk:
            raise ValidationError(
                {"induk": "Perangkat daerah tidak boleh berada di bawah dirinya sendiri."}
            )
        dilewati.add(kini)
        kini = atas.get(kini)


def _periksa_nama(pd: PerangkatDaerah) -> None:
    """Its names lie within its days: the first begins with it, no later one begins after it."""
    nama = list(pd.nama.order_by("dari").values_list("dari", flat=True))
    if nama and pd.berlaku_dari > nama[0]:
        raise ValidationError(
            {"berlaku_dari": f"Namanya sudah berlaku sejak {format_tanggal(nama[0])}."}
        )
    if nama and pd.berlaku_sampai is not None and pd.berlaku_sampai < nama[-1]:
        raise ValidationError(
            {"berlaku_sampai": f"Namanya yang terakhir baru mulai {format_tanggal(nama[-1])}."}
        )


def _potret(pd: PerangkatDaerah) -> dict[str, Any]:
    return {
        "induk": pd.induk_id,
        "urutan": pd.urutan,
        "berlaku_dari": pd.berlaku_dari,
        "berlaku_sampai": pd.berlaku_sampai,
    }
