"""Importing master data: upload, preview and apply. Which data, is told by the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.models import (
    Berkas,
    ImporData,
    JenisBerkas,
    MacamRincian,
    Pekerjaan,
    RincianImpor,
    StatusImporData,
)
from dasar.pendaftar import JenisImpor, jenis_impor
from dasar.services.audit import catat_audit
from dasar.services.berkas import simpan_berkas
from dasar.services.lembar_impor import BentukLembar, LembarImpor, baca_lembar
from dasar.services.pekerjaan import buat_pekerjaan

JENIS_PEKERJAAN = "impor_data"
JENIS_BERKAS = (JenisBerkas.XLSX, JenisBerkas.CSV)
MAKS_RINCIAN = 2_000  # lines of each kind that a preview keeps; the counts are always whole
LANGKAH_PERIKSA, LANGKAH_TERAPKAN = "periksa", "terapkan"


@dataclass(frozen=True)
class Rincian:
    """One line of a preview, as RincianImpor stores it."""

    macam: str
    baris: int
    kolom: str
    lama: str
    isi: str


@dataclass(frozen=True)
class HasilImpor:
    """What a file does, in rows; `sidik` is the digest of all of it."""

    baru: int
    berubah: int
    sama: int
    galat: int
    rincian: tuple[Rincian, ...]
    sidik: str

    @property
    def ringkasan(self) -> dict[str, int]:
        """The counts that are stored."""
        return {
            "baru": self.baru,
            "berubah": self.berubah,
            "sama": self.sama,
            "galat": self.galat,
            "peringatan": sum(r.macam == MacamRincian.PERINGATAN for r in self.rincian),
        }


class PengolahLembar(Protocol):
    """What a registered kind builds (dasar.resources.LembarResource)."""

    @property
    def bentuk(self) -> BentukLembar: ...

    def jalankan(self, lembar: LembarImpor, *, terapkan: bool) -> HasilImpor: ...


def jenis_dikenal(nama: str) -> JenisImpor:
    """The registered kind. Raises GalatPengguna when this version does not know it."""
    jenis = jenis_impor.cari(nama)
    if jenis is None:
        raise GalatPengguna("Jenis data ini tidak dikenal oleh versi aplikasi ini.")
    return jenis


def pengolah(nama: str, parameter: Mapping[str, Any], oleh: Any) -> PengolahLembar:
    """The resource for a person. Raises TidakBoleh, GalatPengguna (what it is about is gone)."""
    jenis = jenis_dikenal(nama)
    jenis.boleh(oleh).wajib()
    try:
        hasil: PengolahLembar = jenis.buat(oleh, parameter)
    except ObjectDoesNotExist:
        raise GalatPengguna("Yang akan diimpor tidak ada lagi, atau tidak lagi terlihat.") from None
    return hasil


def unggah_data(
    *,
    jenis: str,
    parameter: Mapping[str, Any],
    isi: File | bytes,
    nama_asli: str,
    oleh: AbstractBaseUser,
) -> ImporData:
    """Store a file and queue its preview; a refused file does not stay.

    Raises TidakBoleh, GalatPengguna (wrong kind of file, empty, headings that do not fit).
    """
    sumber = pengolah(jenis, parameter, oleh)
    berkas = None
    try:
        with transaction.atomic():
            berkas = simpan_berkas(
                isi=isi, nama_asli=nama_asli, oleh=oleh, jenis_boleh=JENIS_BERKAS
            )
            # Said at once, at the field; the job reads the rows.
            baca_lembar(_isi(berkas), berkas.jenis, sumber.bentuk, judul_saja=True)
            return _catat(jenis, parameter, berkas, oleh)
    except BaseException:
        if berkas is not None:  # its row was rolled back, so nothing points to the file
            berkas.isi.storage.delete(str(berkas.isi.name))
        raise


def _catat(
    nama: str, parameter: Mapping[str, Any], berkas: Berkas, oleh: AbstractBaseUser
) -> ImporData:
    jenis = jenis_dikenal(nama)
    keterangan = jenis.judul
    if jenis.sebutan is not None:
        keterangan = f"{jenis.judul}, {jenis.sebutan(oleh, parameter)}"
    impor = ImporData(
        jenis=nama,
        parameter=dict(parameter),
        keterangan=keterangan[:200],
        berkas=berkas,
        diunggah_oleh_id=oleh.pk,
    )
    impor.full_clean()
    impor.save(force_insert=True)
    catat_audit(
        "impor_data.diunggah",
        impor,
        oleh=oleh,
        sesudah={"jenis": nama, "parameter": dict(parameter), **_asal(impor)},
    )
    impor.pekerjaan = buat_pekerjaan(
        JENIS_PEKERJAAN,
        judul=f"Periksa impor: {impor.keterangan}"[:200],
        parameter={"impor": impor.pk, "langkah": LANGKAH_PERIKSA},
        diminta_oleh=oleh,
        kunci=_kunci(impor.pk),
    )
    impor.save(update_fields=["pekerjaan", "diperbarui_pada"])
    return impor


def baca_impor(impor: ImporData, oleh: Any) -> tuple[PengolahLembar, LembarImpor]:
    """The resource and all rows of the stored file. Raises TidakBoleh, GalatPengguna."""
    sumber = pengolah(impor.jenis, impor.parameter, oleh)
    return sumber, baca_lembar(_isi(impor.berkas), impor.berkas.jenis, sumber.bentuk)


def impor_milik(impor_id: int, oleh: AbstractBaseUser) -> ImporData:
    """One's own upload. Raises GalatPengguna when it is not there."""
    milik = ImporData.objects.for_user(oleh).select_related("berkas")
    try:
        return milik.get(pk=impor_id)
    except ImporData.DoesNotExist:
        raise GalatPengguna("Impor ini tidak ada lagi.") from None


@transaction.atomic
def simpan_pratinjau(*, impor_id: int, hasil: HasilImpor, oleh: AbstractBaseUser) -> ImporData:
    """Keep what the file would do. Raises GalatPengguna when the upload was cancelled."""
    impor = _terkunci(impor_id, oleh)
    if impor.status != StatusImporData.DIPERIKSA:
        raise GalatPengguna(_kalimat_status(impor))
    impor.status = StatusImporData.PRATINJAU
    impor.ringkasan, impor.sidik = hasil.ringkasan, hasil.sidik
    impor.save(update_fields=["status", "ringkasan", "sidik", "diperbarui_pada"])
    impor.rincian.all().delete()
    RincianImpor.objects.bulk_create(
        [
            RincianImpor(
                impor=impor, macam=r.macam, baris=r.baris, kolom=r.kolom, lama=r.lama, isi=r.isi
            )
            for r in _secukupnya(hasil.rincian)
        ],
        batch_size=500,
    )
    return impor


@transaction.atomic
def antrekan_terapan(*, impor_id: int, oleh: AbstractBaseUser) -> Pekerjaan:
    """Queue the job that applies a preview without faults.

    Raises ImporData.DoesNotExist, TidakBoleh, GalatPengguna.
    """
    impor = _terkunci(impor_id, oleh)
    pengolah(impor.jenis, impor.parameter, oleh)
    wajib_dapat_diterapkan(impor)
    pekerjaan = buat_pekerjaan(
        JENIS_PEKERJAAN,
        judul=f"Terapkan impor: {impor.keterangan}"[:200],
        parameter={"impor": impor.pk, "langkah": LANGKAH_TERAPKAN},
        diminta_oleh=oleh,
        kunci=_kunci(impor.pk),
    )
    if impor.pekerjaan_id != pekerjaan.pk:  # a second press gives the living job back
        impor.pekerjaan = pekerjaan
        impor.save(update_fields=["pekerjaan", "diperbarui_pada"])
    return pekerjaan


@transaction.atomic
def terapkan_data(
    *, impor_id: int, lembar: LembarImpor, sumber: PengolahLembar, oleh: AbstractBaseUser
) -> HasilImpor:
    """Write everything the file says, or nothing; the rows are judged again.

    Raises TidakBoleh, GalatPengguna (cancelled or applied meanwhile, a row that is refused now,
    data that changed since the preview).
    """
    impor = _terkunci(impor_id, oleh)
    wajib_dapat_diterapkan(impor)
    hasil = sumber.jalankan(lembar, terapkan=True)
    if hasil.sidik != impor.sidik:
        raise GalatPengguna(
            "Data sudah berubah sejak pratinjau dibuat, jadi tidak ada yang disimpan. "
            "Unggah berkas ini lagi dan periksa pratinjaunya."
        )
    impor.status = StatusImporData.DITERAPKAN
    impor.diterapkan_pada = timezone.now()
    impor.save(update_fields=["status", "diterapkan_pada", "diperbarui_pada"])
    catat_audit(
        "impor_data.diterapkan",
        impor,
        oleh=oleh,
        sesudah={"jenis": impor.jenis, **_asal(impor), **hasil.ringkasan},
    )
    return hasil


@transaction.atomic
def batalkan_data(*, impor_id: int, oleh: AbstractBaseUser) -> ImporData:
    """Put an upload aside that was not applied. Raises ImporData.DoesNotExist, GalatPengguna."""
    impor = _terkunci(impor_id, oleh)
    if impor.status not in (StatusImporData.DIPERIKSA, StatusImporData.PRATINJAU):
        raise GalatPengguna(_kalimat_status(impor))
    sebelum = {"status": impor.status}
    impor.status = StatusImporData.DIBATALKAN
    impor.save(update_fields=["status", "diperbarui_pada"])
    catat_audit(
        "impor_data.dibatalkan", impor, oleh=oleh, sebelum=sebelum, sesudah={"status": impor.status}
    )
    return impor


def wajib_dapat_diterapkan(impor: ImporData) -> None:
    """Raises GalatPengguna while a preview cannot be applied."""
    if impor.status != StatusImporData.PRATINJAU:
        raise GalatPengguna(_kalimat_status(impor))
    if impor.ringkasan.get("galat"):
        raise GalatPengguna("Masih ada galat di berkas ini. Perbaiki, lalu unggah lagi.")
    if not impor.ringkasan.get("baru") and not impor.ringkasan.get("berubah"):
        raise GalatPengguna("Isi berkas ini sama dengan data yang tersimpan.")


def _terkunci(impor_id: int, oleh: AbstractBaseUser) -> ImporData:
    milik = ImporData.objects.for_user(oleh).select_for_update(of=("self",))
    return milik.select_related("berkas").get(pk=impor_id)


def _kalimat_status(impor: ImporData) -> str:
    if impor.status == StatusImporData.DIPERIKSA:
        return "Berkas ini belum selesai diperiksa."
    return f"Impor ini sudah {impor.get_status_display().lower()}."


def _kunci(impor_id: int) -> str:
    return f"impor-data-{impor_id}"


def _asal(impor: ImporData) -> dict[str, str]:
    """Which file, for the audit trail."""
    return {"berkas": impor.berkas.nama_asli, "sha256": impor.berkas.sha256}


def _isi(berkas: Berkas) -> bytes:
    try:
        with berkas.isi.open("rb") as isi:
            data: bytes = isi.read()
    except OSError:
        raise GalatPengguna("Berkas ini tidak ada lagi di penyimpanan. Unggah lagi.") from None
    return data


def _secukupnya(rincian: Iterable[Rincian]) -> Iterable[Rincian]:
    jumlah: dict[str, int] = {}
    for r in rincian:
        jumlah[r.macam] = jumlah.get(r.macam, 0) + 1
        if jumlah[r.macam] <= MAKS_RINCIAN:
            yield r
