"""Writing officials."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from opd.models import Pegawai, Pengguna
from opd.permissions import boleh_kelola_pd


@transaction.atomic
def buat_pegawai(
    *, nip: str, nama: str, oleh: Pengguna, pangkat: str = "", contoh: bool = False
) -> Pegawai:
    """Record an official; `nip` is "" for an elected one, otherwise 18 digits (spaces dropped).

    Raises TidakBoleh, ValidationError (NIP taken or of another length, no name).
    """
    boleh_kelola_pd(oleh).wajib()
    pegawai = Pegawai(
        nip=bakukan_nip(nip), nama=nama.strip(), pangkat=pangkat.strip(), contoh=contoh
    )
    _periksa(pegawai)
    pegawai.save(force_insert=True)
    catat_audit("pegawai.dibuat", pegawai, oleh=oleh, sesudah=_potret(pegawai))
    return pegawai


@transaction.atomic
def ubah_pegawai(
    *,
    pegawai_id: int,
    nip: str,
    nama: str,
    oleh: Pengguna,
    pangkat: str = "",
    tanda: str | None = None,
) -> Pegawai:
    """Change an official; `tanda` is the `tanda_pegawai` of the one that was shown.

    Raises Pegawai.DoesNotExist (not visible), TidakBoleh, ValidationError, and GalatPengguna
    when someone else changed it meanwhile.
    """
    terlihat = Pegawai.objects.filter(pk__in=Pegawai.objects.for_user(oleh).values("pk"))
    pegawai = terlihat.select_for_update(of=("self",), no_key=True).get(pk=pegawai_id)
    boleh_kelola_pd(oleh).wajib()
    if tanda is not None and tanda != tanda_pegawai(pegawai):
        raise GalatPengguna(
            f"Data {pegawai} baru saja diubah orang lain. Buka lagi halaman ini sebelum menyimpan."
        )
    sebelum = _potret(pegawai)
    pegawai.nip, pegawai.nama = bakukan_nip(nip), nama.strip()
    pegawai.pangkat = pangkat.strip()
    if _potret(pegawai) == sebelum:
        return pegawai
    _periksa(pegawai)
    pegawai.save(update_fields=["nip", "nama", "pangkat", "diperbarui_pada"])
    catat_audit("pegawai.diubah", pegawai, oleh=oleh, sebelum=sebelum, sesudah=_potret(pegawai))
    return pegawai


def bakukan_nip(teks: str) -> str:
    """A NIP without the spaces with which letters print it.

    >>> bakukan_nip("19700101 199503 1 002")
    '197001011995031002'
    """
    return "".join(teks.split())


def tanda_pegawai(pegawai: Pegawai) -> str:
    """Which state of an official a page was shown."""
    return pegawai.diperbarui_pada.isoformat()


def _periksa(pegawai: Pegawai) -> None:
    lain = Pegawai.objects.filter(nip=pegawai.nip).exclude(nip="").exclude(pk=pegawai.pk).first()
    if lain is not None:
        raise ValidationError({"nip": f"NIP ini sudah dipakai {lain.nama}."})
    pegawai.full_clean()


def _potret(pegawai: Pegawai) -> dict[str, Any]:
    return {
        "nip": pegawai.nip,
        "nama": pegawai.nama,
        "pangkat": pegawai.pangkat,
        "contoh": pegawai.contoh,
    }
