"""Writing published numbers to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

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
    terlihat = PerangkatDaerah.objects.for_user(oleh).filter(pk=pd_id)
    # Locked: of two who record the same number the second is told that it is there.
    kunci = PerangkatDaerah.objects.select_for_update(of=("self",), no_key=True)
    pd = kunci.get(pk__in=terlihat)
    boleh_ubah_acuan(oleh, pd_id).wajib()
    indikator = None
    if masuk.indikator_id is not None:
        indikator = Indikator.objects.for_user(oleh).get(pk=masuk.indikator_id)
    acuan = Acuan(
        perangkat_daerah=pd,
        indikator=indikator,
        nama=masuk.nama,
        tahun=masuk.tahun,
        nilai=masuk.nilai,
        satuan=masuk.satuan,
        desimal=masuk.desimal,
        sumber=masuk.sumber,
    )
    acuan.full_clean()
    acuan.save()
    catat_audit(
        "acuan.disimpan",
        acuan,
        oleh=oleh,
        sesudah={
            "nama": acuan.nama,
            "tahun": acuan.tahun,
            "nilai": acuan.nilai,
            "satuan": acuan.satuan,
            "indikator": acuan.indikator_id,
            "sumber": acuan.sumber,
        },
    )
    return acuan
