"""Uploads and produced files: judged by content, hashed, stored where no address points."""

import hashlib
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import ProtectedError

from dasar.galat import GalatPengguna
from dasar.models import Berkas, JenisBerkas
from dasar.services.isi_berkas import BukanJenisIni, jenis_dari_isi, periksa_akhiran
from dasar.services.isi_gambar import periksa_gambar, tanpa_lokasi
from dasar.services.isi_pdf import periksa_pdf
from dasar.services.pemindai import BerkasTerinfeksi, pindai


@dataclass(frozen=True)
class BerkasDiperiksa:
    """Content that was looked at and may be stored."""

    nama: str
    jenis: JenisBerkas
    data: bytes
    sha256: str
    jumlah_halaman: int | None  # of a PDF


def periksa_berkas(
    *,
    isi: File | bytes,
    nama_asli: str,
    jenis_boleh: Collection[str],
    buatan_sendiri: bool = False,
) -> BerkasDiperiksa:
    """Judge one file without touching the database: a scan may take seconds.

    `buatan_sendiri`: made by this system just now, so neither scanned nor searched for scripts.
    Raises GalatPengguna as simpan_berkas.
    """
    nama = _nama_bersih(nama_asli)
    data = _baca(isi)
    halaman = None
    try:
        jenis = jenis_dari_isi(data)
        if jenis is None or jenis not in jenis_boleh:
            raise BukanJenisIni(f"Isinya bukan {_daftar_jenis(jenis_boleh)}.")
        periksa_akhiran(nama, jenis)
        if not buatan_sendiri:
            pindai(data)
            if jenis == JenisBerkas.PDF:
                halaman = periksa_pdf(data)
            elif jenis in (JenisBerkas.JPG, JenisBerkas.PNG):
                periksa_gambar(data)
                data = tanpa_lokasi(data)
    except (BukanJenisIni, BerkasTerinfeksi) as galat:
        raise GalatPengguna(f"Berkas “{nama}” tidak dapat diterima. {galat}") from None
    return BerkasDiperiksa(nama, jenis, data, hashlib.sha256(data).hexdigest(), halaman)


def simpan_berkas(
    *,
    isi: File | bytes,
    nama_asli: str,
    oleh: AbstractBaseUser | None,
    jenis_boleh: Collection[str],
    buatan_sendiri: bool = False,
) -> Berkas:
    """Check and store one file; return its row.

    `jenis_boleh` holds values of JenisBerkas. GalatPengguna, with a sentence for the user, when
    the file is empty, too large (settings.UKURAN_BERKAS_MAKS, bytes), damaged, dangerous or of
    another kind.
    """
    diperiksa = periksa_berkas(
        isi=isi, nama_asli=nama_asli, jenis_boleh=jenis_boleh, buatan_sendiri=buatan_sendiri
    )
    return simpan_diperiksa(diperiksa, oleh=oleh)


def simpan_diperiksa(diperiksa: BerkasDiperiksa, *, oleh: AbstractBaseUser | None) -> Berkas:
    """Store what `periksa_berkas` let through."""
    berkas = Berkas(
        nama_asli=diperiksa.nama,
        jenis=diperiksa.jenis,
        ukuran=len(diperiksa.data),
        sha256=diperiksa.sha256,
        jumlah_halaman=diperiksa.jumlah_halaman,
        diunggah_oleh_id=None if oleh is None else oleh.pk,
    )
    berkas.isi.save(diperiksa.nama, ContentFile(diperiksa.data), save=False)
    try:
        with transaction.atomic():
            berkas.save()
    except BaseException:
        berkas.isi.delete(save=False)  # no row will ever point to it
        raise
    return berkas


def lepas_berkas(berkas: Berkas) -> bool:
    """Delete the row that nothing points to any more; its content goes after the commit.

    The caller holds the row locked. False, and nothing happens, while another row uses it.
    """
    nama, penyimpanan = str(berkas.isi.name), berkas.isi.storage
    try:
        with transaction.atomic():
            Berkas.objects.filter(pk=berkas.pk).delete()
    except ProtectedError:
        return False
    transaction.on_commit(lambda: penyimpanan.delete(nama))
    return True


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
