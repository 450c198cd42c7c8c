"""Writing published numbers to compare with; a wrong one is corrected or removed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from dasar.angka import format_angka
from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from kinerja.models import Acuan, Indikator
from kinerja.permissions import boleh_ubah_acuan
from opd.models import Pengguna, PerangkatDaerah


@dataclass(frozen=True)
class AcuanMasuk:
    """One published number, in `satuan`; without `indikator_id` it is about the place itself."""

    nama: str
    tahun: int
    nilai: Decimal
    sumber: str
    satuan: str = ""
    desimal: int = 2
    indikator_id: int | None = None


@transaction.atomic
def buat_acuan(*, pd_id: int, masuk: AcuanMasuk, oleh: Pengguna) -> Acuan:
    """Record one number for the reports of a PD (or the city), with an audit row.

    Raises:
        PerangkatDaerah.DoesNotExist, Indikator.DoesNotExist: not visible to `oleh`.
        TidakBoleh: visible, but `oleh` does not record numbers for it (reason in the message).
        ValidationError: a rule of the model, such as a number that is already there.
    """
    pd = _kunci_pd(pd_id, oleh)
    acuan = Acuan(perangkat_daerah=pd)
    _isikan(acuan, masuk, oleh)
    acuan.full_clean()
    acuan.save()
    catat_audit("acuan.disimpan", acuan, oleh=oleh, sesudah=_potret(acuan))
    return acuan


@transaction.atomic
def ubah_acuan(*, acuan_id: int, masuk: AcuanMasuk, tanda: str, oleh: Pengguna) -> Acuan:
    """Correct one number; `tanda` is the `tanda_acuan` of the one that was shown.

    Reports that were already produced keep the number they were produced with. Raises Acuan or
    Indikator.DoesNotExist (not visible), TidakBoleh, ValidationError, and GalatPengguna when
    someone else changed the number meanwhile.
    """
    acuan = _kunci_acuan(acuan_id, tanda, oleh)
    sebelum = _potret(acuan)
    _isikan(acuan, masuk, oleh)
    if _potret(acuan) == sebelum:
        return acuan
    acuan.full_clean()
    acuan.save()
    catat_audit("acuan.disimpan", acuan, oleh=oleh, sebelum=sebelum, sesudah=_potret(acuan))
    return acuan


@transaction.atomic
def hapus_acuan(*, acuan_id: int, tanda: str, oleh: Pengguna) -> None:
    """Remove one number; the audit row keeps it. Raises as ubah_acuan."""
    acuan = _kunci_acuan(acuan_id, tanda, oleh)
    catat_audit("acuan.dihapus", acuan, oleh=oleh, sebelum=_potret(acuan))
    acuan.delete()


def tanda_acuan(acuan: Acuan) -> str:
    """Which state of a number a page was shown."""
    return acuan.diperbarui_pada.isoformat()


def _kunci_pd(pd_id: int, oleh: Pengguna) -> PerangkatDaerah:
    """The visible PD, locked: of two who write its numbers the second sees what the first did."""
    terlihat = PerangkatDaerah.objects.for_user(oleh).filter(pk=pd_id)
    kunci = PerangkatDaerah.objects.select_for_update(of=("self",), no_key=True)
    pd = kunci.get(pk__in=terlihat)
    boleh_ubah_acuan(oleh, pd_id).wajib()
    return pd


def _kunci_acuan(acuan_id: int, tanda: str, oleh: Pengguna) -> Acuan:
    terlihat = Acuan.objects.for_user(oleh)
    _kunci_pd(terlihat.get(pk=acuan_id).perangkat_daerah_id, oleh)
    acuan = terlihat.get(pk=acuan_id)  # read again: what the lock waited for
    if tanda != tanda_acuan(acuan):
        raise GalatPengguna(
            f"{acuan} baru saja diubah orang lain menjadi "
            f"{format_angka(acuan.nilai, acuan.desimal)}. Buka lagi halaman ini sebelum menyimpan."
        )
    return acuan


def _isikan(acuan: Acuan, masuk: AcuanMasuk, oleh: Pengguna) -> None:
    indikator = None
    if masuk.indikator_id is not None:
        indikator = Indikator.objects.for_user(oleh).get(pk=masuk.indikator_id)
    acuan.indikator = indikator
    acuan.nama, acuan.tahun, acuan.nilai = masuk.nama, masuk.tahun, masuk.nilai
    acuan.satuan, acuan.desimal, acuan.sumber = masuk.satuan, masuk.desimal, masuk.sumber


def _potret(acuan: Acuan) -> dict[str, Any]:
    return {
        "nama": acuan.nama,
        "tahun": acuan.tahun,
        "nilai": acuan.nilai,
        "satuan": acuan.satuan,
        "desimal": acuan.desimal,
        "indikator": acuan.indikator_id,
        "sumber": acuan.sumber,
    }
