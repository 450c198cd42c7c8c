"""Writing the organisation: PD, their dated names, and other spellings of them."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.services.audit import catat_audit
from dasar.tanggal import format_tanggal
from opd.models import AliasPD, JenisPD, NamaPD, Pengguna, PerangkatDaerah
from opd.models.organisasi import bakukan_nama
from opd.permissions import boleh_kelola_pd, boleh_tambah_pada_pd


@transaction.atomic
def buat_pd(
    *,
    kode: str,
    jenis: str,
    nama: str,
    singkatan: str,
    dari: datetime.date,
    oleh: Pengguna,
    induk: PerangkatDaerah | None = None,
    urutan: int = 0,
    sumber: str = "",
    dasar_hukum: str = "",
) -> PerangkatDaerah:
    """Make a PD with its first name, both in force from `dari`.

    Raises TidakBoleh, ValidationError (kode taken, second city row).
    """
    boleh_kelola_pd(oleh).wajib()
    pd = PerangkatDaerah(
        kode=kode, jenis=jenis, induk=induk, urutan=urutan, berlaku_dari=dari, sumber=sumber
    )
    pd.full_clean()
    pd.save(force_insert=True)
    catat_audit(
        "pd.dibuat",
        pd,
        oleh=oleh,
        sesudah={"kode": kode, "jenis": jenis, "induk": induk, "dari": dari, "sumber": sumber},
    )
    beri_nama(
        perangkat_daerah=pd,
        nama=nama,
        singkatan=singkatan,
        dari=dari,
        dasar_hukum=dasar_hukum,
        oleh=oleh,
    )
    return pd


@transaction.atomic
def beri_nama(
    *,
    perangkat_daerah: PerangkatDaerah,
    nama: str,
    singkatan: str,
    dari: datetime.date,
    oleh: Pengguna,
    dasar_hukum: str = "",
    riwayat: bool = False,
) -> NamaPD:
    """Give a PD a name from `dari` on; the name it follows ends the day before.

    `riwayat`: an import may also write the past of a PD that has ended since.
    Raises TidakBoleh, ValidationError (a name of the same day or of a later one exists, or the PD
    has ended by then).
    """
    boleh_kelola_pd(oleh).wajib()
    # Locked: two renames at once must not both end the same name.
    kunci = PerangkatDaerah.objects.select_for_update(no_key=True, of=("self",))
    pd = kunci.get(pk=perangkat_daerah.pk)
    if not riwayat:
        boleh_tambah_pada_pd(oleh, pd).wajib()
    if pd.berlaku_sampai is not None and dari > pd.berlaku_sampai:
        raise ValidationError(
            {"dari": f"Perangkat daerah ini berakhir {format_tanggal(pd.berlaku_sampai)}."}
        )
    terakhir = pd.nama.order_by("-dari").first()
    if terakhir is not None and terakhir.dari >= dari:
        raise ValidationError(
            {
                "dari": f"Nama terakhir, {terakhir.nama}, berlaku sejak "
                f"{format_tanggal(terakhir.dari)}. Nama baru harus berlaku setelah itu."
            }
        )
    if terakhir is not None and (terakhir.sampai is None or terakhir.sampai >= dari):
        sebelum = {"sampai": terakhir.sampai}
        terakhir.sampai = dari - datetime.timedelta(days=1)
        terakhir.full_clean()
        terakhir.save(update_fields=["sampai", "diperbarui_pada"])
        catat_audit(
            "nama_pd.diakhiri",
            terakhir,
            oleh=oleh,
            sebelum=sebelum,
            sesudah={"sampai": terakhir.sampai},
        )
    baru = NamaPD(
        perangkat_daerah=pd, nama=nama, singkatan=singkatan, dari=dari, dasar_hukum=dasar_hukum
    )
    baru.full_clean()
    baru.save(force_insert=True)
    catat_audit(
        "nama_pd.dibuat",
        baru,
        oleh=oleh,
        sesudah={"nama": nama, "singkatan": singkatan, "dari": dari, "dasar_hukum": dasar_hukum},
    )
    return baru


@transaction.atomic
def ubah_jenis(*, perangkat_daerah: PerangkatDaerah, jenis: str, oleh: Pengguna) -> PerangkatDaerah:
    """Give a PD another type (peningkatan status); its numbers and reports stay where they are.

    Raises TidakBoleh, ValidationError (the city stays the city, and nothing becomes it).
    """
    boleh_kelola_pd(oleh).wajib()
    pd = PerangkatDaerah.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=perangkat_daerah.pk
    )
    if jenis == pd.jenis:
        return pd
    if JenisPD.KOTA in (jenis, pd.jenis):
        raise ValidationError({"jenis": "Jenis kota tidak berubah."})
    sebelum = {"jenis": pd.jenis}
    pd.jenis = jenis
    pd.full_clean()
    pd.save(update_fields=["jenis", "diperbarui_pada"])
    catat_audit("pd.jenis_diubah", pd, oleh=oleh, sebelum=sebelum, sesudah={"jenis": jenis})
    return pd


@transaction.atomic
def beri_nama_dan_jenis(
    *,
    perangkat_daerah: PerangkatDaerah,
    nama: str,
    singkatan: str,
    jenis: str,
    dari: datetime.date,
    dasar_hukum: str,
    oleh: Pengguna,
) -> PerangkatDaerah:
    """A rename and, where its status rises, another type, in one step. Raises as both."""
    beri_nama(
        perangkat_daerah=perangkat_daerah,
        nama=nama,
        singkatan=singkatan,
        dari=dari,
        dasar_hukum=dasar_hukum,
        oleh=oleh,
    )
    return ubah_jenis(perangkat_daerah=perangkat_daerah, jenis=jenis, oleh=oleh)


@transaction.atomic
def tambah_alias(*, perangkat_daerah: PerangkatDaerah, teks: str, oleh: Pengguna) -> AliasPD:
    """Remember another spelling of a PD; a spelling that it already has changes nothing.

    Raises TidakBoleh, ValidationError (empty, or the spelling belongs to another PD).
    """
    boleh_kelola_pd(oleh).wajib()
    lama = AliasPD.objects.filter(baku=bakukan_nama(teks)).first()
    if lama is not None and lama.perangkat_daerah_id == perangkat_daerah.pk:
        return lama
    pemilik = PerangkatDaerah.objects.cari(teks).exclude(pk=perangkat_daerah.pk).first()
    if pemilik is not None:
        raise ValidationError({"teks": f"Ejaan “{teks.strip()}” sudah dipakai {pemilik}."})
    alias = AliasPD(perangkat_daerah=perangkat_daerah, teks=teks.strip())
    if not bakukan_nama(alias.teks):
        raise ValidationError({"teks": "Tulis ejaannya dengan huruf atau angka."})
    alias.full_clean()
    alias.save(force_insert=True)
    catat_audit(
        "alias_pd.dibuat",
        alias,
        oleh=oleh,
        sesudah={"perangkat_daerah": perangkat_daerah, "teks": alias.teks},
    )
    return alias


@transaction.atomic
def hapus_alias(*, alias_id: int, oleh: Pengguna) -> None:
    """Forget a spelling of a PD. Raises AliasPD.DoesNotExist (also the second time), TidakBoleh."""
    alias = AliasPD.objects.for_user(oleh).select_for_update(of=("self",)).get(pk=alias_id)
    boleh_kelola_pd(oleh).wajib()
    sebelum = {"perangkat_daerah": alias.perangkat_daerah_id, "teks": alias.teks}
    catat_audit("alias_pd.dihapus", alias, oleh=oleh, sebelum=sebelum)
    alias.delete()
