"""Uploads and produced files: judged by content, hashed, stored where no address points."""

import hashlib
import unicodedata
from collections.abc import Collection

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile, File
from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.models import Berkas, JenisBerkas
from dasar.services.isi_berkas import BukanJenisIni, jenis_dari_isi, periksa_akhiran


def simpan_berkas(
    *,
    isi: File | bytes,
    nama_asli: str,
    oleh: AbstractBaseUser | None,
    jenis_boleh: Collection[str],
) -> Berkas:
    """Check and store one file; return its row.

    `jenis_boleh` holds values of JenisBerkas. GalatPengguna, with a sentence for the user, when
    the file is empty, too large (settings.UKURAN_BERKAS_MAKS, bytes), damaged or of another kind.
    """
    nama = _nama_bersih(nama_asli)
    data = _baca(isi)
    try:
        jenis = jenis_dari_isi(data)
        if jenis is None or jenis not in jenis_boleh:
            raise BukanJenisIni(f"Isinya bukan {_daftar_jenis(jenis_boleh)}.")
        periksa_akhiran(nama, jenis)
    except BukanJenisIni as galat:
        raise GalatPengguna(f"Berkas “{nama}” tidak dapat diterima. {galat}") from None

    berkas = Berkas(
        nama_asli=nama,
        jenis=jenis,
        ukuran=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        diunggah_oleh_id=None if oleh is None else oleh.pk,
    )
    berkas.isi.save(nama, ContentFile(data), save=False)
    try:
        with transaction.atomic():
            berkas.save()
    except BaseException:
        berkas.isi.delete(save=False)  # no row will ever point to it
        raise
    return berkas


def buang_berkas_yatim(berkas: Berkas) -> None:
    """Delete a stored file whose row was rolled back; with a row the file stays."""
    if not Berkas.objects.filter(pk=berkas.pk).exists():
        berkas.isi.storage.delete(str(berkas.isi.name))


def _baca(isi: File | bytes) -> bytes:
    batas: int = settings.UKURAN_BERKAS_MAKS
    if isinstance(isi, bytes):
        data = isi[: batas + 1]
    else:
        isi.seek(0)
        data = isi.read(batas + 1)
    if not data:
        raise GalatPengguna("Berkas ini kosong.")
    if len(data) > batas:
        raise GalatPengguna(f"Berkas lebih besar dari {batas // (1024 * 1024)} MB.")
    return data


def _nama_bersih(nama_asli: str) -> str:
    """The user's name for the file without folders and invisible characters, at most 200 long."""
    nama = nama_asli.replace("\\", "/").rpartition("/")[2]
    # Cc and Cf: control and direction marks, which can make an ending look like another.
    nama = "".join(h for h in nama if unicodedata.category(h) not in {"Cc", "Cf", "Cs"})
    nama = nama.strip(" .") or "berkas"
    pokok, titik, akhiran = nama.rpartition(".")
    if len(nama) > 200 and titik and len(akhiran) <= 10:
        return f"{pokok[: 199 - len(akhiran)]}.{akhiran}"
    return nama[:200]


def _daftar_jenis(jenis_boleh: Collection[str]) -> str:
    label = [str(jenis.label) for jenis in JenisBerkas if jenis in jenis_boleh]
    return " atau ".join([", ".join(label[:-1]), label[-1]] if len(label) > 1 else label)
