"""Uploading a quarterly report: the file is stored and registered; the plan stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.models import Berkas, JenisBerkas
from dasar.services.audit import catat_audit
from dasar.services.berkas import simpan_berkas
from kinerja.models import ImporLaporan
from kinerja.permissions import boleh_impor, boleh_impor_tahun
from kinerja.selectors.berkas_triwulan import LembarTriwulan, Pembacaan, baca_berkas_triwulan
from opd.models import Pengguna, PerangkatDaerah

JENIS_BERKAS = (JenisBerkas.XLSX, JenisBerkas.CSV)


@transaction.atomic
def unggah_laporan(
    *,
    perangkat_daerah: PerangkatDaerah,
    tahun: int,
    berkas: Berkas,
    isian_kinerja: str,
    isian_anggaran: str,
    oleh: Pengguna,
    pembacaan: Mapping[str, Any] | None = None,
) -> ImporLaporan:
    """Register a stored file as a report of one PD and year, still as a preview.

    Raises PerangkatDaerah.DoesNotExist (not visible), TidakBoleh, BerkasTakTerbaca (no table that
    can be read, the sentence says which column is missing), GalatPengguna (its title names another
    year), ValidationError.
    """
    pd = PerangkatDaerah.objects.for_user(oleh).get(pk=perangkat_daerah.pk)
    boleh_impor(oleh, pd.pk).wajib()
    boleh_impor_tahun(pd, tahun).wajib()
    lembar = baca_berkas(berkas, pembacaan)
    if lembar.tahun not in (None, tahun):
        raise GalatPengguna(
            f"Judul berkas ini menyebut tahun {lembar.tahun}, sedangkan yang dipilih {tahun}. "
            "Pilih tahun yang sama, atau betulkan judulnya, lalu unggah lagi."
        )
    impor = ImporLaporan(
        perangkat_daerah=pd,
        tahun=tahun,
        berkas=berkas,
        isian_kinerja=isian_kinerja,
        isian_anggaran=isian_anggaran,
        pembacaan=dict(pembacaan or {}),
        diunggah_oleh=oleh,
    )
    impor.full_clean()
    impor.save()
    catat_audit(
        "impor.diunggah",
        impor,
        oleh=oleh,
        sesudah={
            "perangkat_daerah": pd.pk,
            "tahun": tahun,
            **asal_berkas(impor),
            "isian_kinerja": isian_kinerja,
            "isian_anggaran": isian_anggaran,
        },
    )
    return impor


def asal_berkas(impor: ImporLaporan) -> dict[str, str]:
    """Which file, for the audit trail."""
    return {"berkas": impor.berkas.nama_asli, "sha256": impor.berkas.sha256}


def unggah_berkas_laporan(
    *,
    isi: File | bytes,
    nama_asli: str,
    perangkat_daerah: PerangkatDaerah,
    tahun: int,
    isian_kinerja: str,
    isian_anggaran: str,
    oleh: Pengguna,
    pembacaan: Mapping[str, Any] | None = None,
) -> ImporLaporan:
    """Store a file and register it as `unggah_laporan` does; a refused file does not stay."""
    boleh_impor(oleh, perangkat_daerah.pk).wajib()
    berkas = None
    try:
        with transaction.atomic():
            berkas = simpan_berkas(
                isi=isi, nama_asli=nama_asli, oleh=oleh, jenis_boleh=JENIS_BERKAS
            )
            return unggah_laporan(
                perangkat_daerah=perangkat_daerah,
                tahun=tahun,
                berkas=berkas,
                isian_kinerja=isian_kinerja,
                isian_anggaran=isian_anggaran,
                oleh=oleh,
                pembacaan=pembacaan,
            )
    except BaseException:
        if berkas is not None:  # its row was rolled back, so nothing points to the file
            berkas.isi.storage.delete(str(berkas.isi.name))
        raise


def baca_impor(impor: ImporLaporan) -> LembarTriwulan:
    """The table of an upload, read as it was uploaded. Raises as `baca_berkas`."""
    return baca_berkas(impor.berkas, impor.pembacaan)


def baca_berkas(berkas: Berkas, pembacaan: Mapping[str, Any] | None = None) -> LembarTriwulan:
    """The table of a stored file. Raises BerkasTakTerbaca; GalatPengguna when it is gone."""
    try:
        with berkas.isi.open("rb") as isi:
            data = isi.read()
    except OSError:
        raise GalatPengguna("Berkas ini tidak ada lagi di penyimpanan. Unggah lagi.") from None
    return baca_berkas_triwulan(data, berkas.jenis, Pembacaan.dari(pembacaan))
