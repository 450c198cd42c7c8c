"""Writing the activities of the rencana aksi."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from dasar.tanggal import romawi
from kinerja.models import Indikator, RencanaAksi, Simpul
from kinerja.permissions import boleh_ubah_rencana_aksi
from opd.models import Jabatan, Pengguna


@dataclass(frozen=True)
class AksiMasuk:
    """One activity as typed; `anggaran` in whole rupiah, None: not known."""

    triwulan: int
    kegiatan: str
    keluaran: str = ""
    jabatan_id: int | None = None
    simpul_id: int | None = None
    anggaran: int | None = None
    contoh: bool = False


@transaction.atomic
def tambah_aksi(*, indikator_id: int, tahun: int, masuk: AksiMasuk, oleh: Pengguna) -> RencanaAksi:
    """Add one activity of one quarter for one indicator.

    Raises Indikator, Jabatan or Simpul.DoesNotExist (not visible, or of another PD), TidakBoleh,
    ValidationError.
    """
    terlihat = Indikator.objects.for_user(oleh).filter(pk=indikator_id)
    # Locked: of two clicks the second sees what the first stored.
    indikator = Indikator.objects.select_for_update(of=("self",), no_key=True).get(pk__in=terlihat)
    boleh_ubah_rencana_aksi(oleh, indikator.pengampu_id).wajib()
    aksi = RencanaAksi(
        perangkat_daerah_id=indikator.pengampu_id,
        indikator=indikator,
        tahun=tahun,
        urutan=_urutan_berikut(indikator.pk, tahun, masuk.triwulan),
    )
    _isikan(aksi, masuk, oleh)
    aksi.full_clean()
    aksi.save(force_insert=True)
    catat_audit("rencana_aksi.dibuat", aksi, oleh=oleh, sesudah=_potret(aksi))
    return aksi


@transaction.atomic
def tambah_aksi_triwulan(
    *, indikator_id: int, tahun: int, masuk: AksiMasuk, triwulan: Collection[int], oleh: Pengguna
) -> list[RencanaAksi]:
    """Add the same activity in each of these quarters, all or none; `masuk.triwulan` is not read.

    Raises as tambah_aksi; the sentences of a ValidationError name the quarter.
    """
    hasil = []
    for tw in sorted(set(triwulan)):
        try:
            aksi = tambah_aksi(
                indikator_id=indikator_id,
                tahun=tahun,
                masuk=replace(masuk, triwulan=tw),
                oleh=oleh,
            )
        except ValidationError as galat:
            raise ValidationError(
                [f"Triwulan {romawi(tw)}: {pesan}" for pesan in galat.messages]
            ) from None
        hasil.append(aksi)
    return hasil


@transaction.atomic
def ubah_aksi(*, aksi_id: int, masuk: AksiMasuk, tanda: str, oleh: Pengguna) -> RencanaAksi:
    """Change one activity; `tanda` is the `tanda_aksi` of what was shown. Raises as tambah_aksi,
    RencanaAksi.DoesNotExist, and GalatPengguna when someone else changed it meanwhile."""
    aksi = _kunci(aksi_id, tanda, oleh)
    sebelum = _potret(aksi)
    _isikan(aksi, masuk, oleh)
    aksi.full_clean()
    aksi.save()
    catat_audit("rencana_aksi.diubah", aksi, oleh=oleh, sebelum=sebelum, sesudah=_potret(aksi))
    return aksi


@transaction.atomic
def hapus_aksi(*, aksi_id: int, tanda: str, oleh: Pengguna) -> None:
    """Remove one activity; the audit row keeps it. Raises as ubah_aksi."""
    aksi = _kunci(aksi_id, tanda, oleh)
    catat_audit("rencana_aksi.dihapus", aksi, oleh=oleh, sebelum=_potret(aksi))
    aksi.delete()


def tanda_aksi(aksi: RencanaAksi) -> str:
    """Which state of an activity a page was shown."""
    return aksi.diperbarui_pada.isoformat()


def _kunci(aksi_id: int, tanda: str, oleh: Pengguna) -> RencanaAksi:
    terlihat = RencanaAksi.objects.for_user(oleh).filter(pk=aksi_id)
    aksi = RencanaAksi.objects.select_for_update(of=("self",)).get(pk__in=terlihat)
    boleh_ubah_rencana_aksi(oleh, aksi.perangkat_daerah_id).wajib()
    if tanda != tanda_aksi(aksi):
        raise GalatPengguna("Kegiatan ini baru saja diubah orang lain. Buka lagi halaman ini.")
    return aksi


def _isikan(aksi: RencanaAksi, masuk: AksiMasuk, oleh: Pengguna) -> None:
    pd = aksi.perangkat_daerah_id
    aksi.jabatan = aksi.simpul = None
    if masuk.jabatan_id is not None:
        aksi.jabatan = Jabatan.objects.for_user(oleh).get(pk=masuk.jabatan_id, perangkat_daerah=pd)
    if masuk.simpul_id is not None:
        aksi.simpul = Simpul.objects.for_user(oleh).get(pk=masuk.simpul_id, perangkat_daerah=pd)
    aksi.triwulan, aksi.kegiatan = masuk.triwulan, " ".join(masuk.kegiatan.split())
    aksi.keluaran, aksi.anggaran = " ".join(masuk.keluaran.split()), masuk.anggaran
    aksi.contoh = masuk.contoh


def _urutan_berikut(indikator_id: int, tahun: int, triwulan: int) -> int:
    terakhir = RencanaAksi.objects.filter(
        indikator=indikator_id, tahun=tahun, triwulan=triwulan
    ).aggregate(n=Max("urutan"))["n"]
    return (terakhir or 0) + 1


def _potret(aksi: RencanaAksi) -> dict[str, Any]:
    return {
        "indikator": aksi.indikator_id,
        "tahun": aksi.tahun,
        "triwulan": aksi.triwulan,
        "kegiatan": aksi.kegiatan,
        "keluaran": aksi.keluaran,
        "jabatan": aksi.jabatan_id,
        "simpul": aksi.simpul_id,
        "anggaran": aksi.anggaran,
    }
