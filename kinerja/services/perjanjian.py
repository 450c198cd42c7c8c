"""Drafts of Perjanjian Kinerja: made, changed, thrown away. Signing is in perjanjian_tanda.py."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from dasar.tanggal import format_tanggal
from kinerja.models import AlasanPerubahanPK, PerjanjianKinerja, StatusPK
from kinerja.permissions import boleh_susun_pk, boleh_ubah_pk
from kinerja.selectors.isi_perjanjian import dokumen_janji
from opd.models import Jabatan, Pengguna, PerangkatDaerah
from opd.selectors.pejabat import penandatangan


@dataclass(frozen=True)
class HasilSusun:
    """What "Susun semua" did: the drafts it made, and why it left the other posts out."""

    dibuat: list[PerjanjianKinerja] = field(default_factory=list)
    dilewati: list[str] = field(default_factory=list)


@transaction.atomic
def buat_pk(
    *,
    jabatan_id: int,
    tahun: int,
    tanggal: datetime.date,
    oleh: Pengguna,
    nomor: str = "",
    alasan: str = "",
    uraian_alasan: str = "",
) -> PerjanjianKinerja:
    """Make the draft of one post: the first of the year, or perubahan ke-n of the signed one.

    Raises Jabatan.DoesNotExist (not visible), TidakBoleh, ValidationError (date, reason, a draft
    that is already there, no plan in force).
    """
    jabatan = Jabatan.objects.for_user(oleh).select_related("perangkat_daerah").get(pk=jabatan_id)
    _kunci_pd(jabatan.perangkat_daerah_id)
    boleh_susun_pk(oleh, jabatan.perangkat_daerah_id).wajib()
    return _buat(
        jabatan,
        PerjanjianKinerja(
            jabatan=jabatan,
            perangkat_daerah=jabatan.perangkat_daerah,
            tahun=tahun,
            tanggal=tanggal,
            nomor=nomor,
            alasan=alasan,
            uraian_alasan=uraian_alasan,
        ),
        oleh,
    )


@transaction.atomic
def buat_pk_semua(*, pd_id: int, tahun: int, tanggal: datetime.date, oleh: Pengguna) -> HasilSusun:
    """Make a first draft for every post of a PD that has no agreement for `tahun` yet.

    Raises PerangkatDaerah.DoesNotExist (not visible), TidakBoleh, ValidationError (date).
    """
    pd = _pd_terlihat(pd_id, oleh)
    _kunci_pd(pd.pk)
    boleh_susun_pk(oleh, pd.pk).wajib()
    periksa_tanggal(tahun, tanggal)
    jabatan = (
        Jabatan.objects.filter(perangkat_daerah=pd).pada(tanggal).select_related("perangkat_daerah")
    )
    sudah = set(
        PerjanjianKinerja.objects.filter(jabatan__in=jabatan, tahun=tahun).values_list(
            "jabatan_id", flat=True
        )
    )
    hasil = HasilSusun()
    for satu in jabatan.order_by("eselon", "urutan", "pk"):
        if satu.pk in sudah:
            continue
        pk = PerjanjianKinerja(
            jabatan=satu, perangkat_daerah=satu.perangkat_daerah, tahun=tahun, tanggal=tanggal
        )
        try:
            hasil.dibuat.append(_buat(satu, pk, oleh))
        except ValidationError as galat:
            hasil.dilewati.append(f"{satu.nama}: {' '.join(galat.messages)}")
    return hasil


@transaction.atomic
def ubah_pk(
    *,
    pk_id: int,
    tanggal: datetime.date,
    nomor: str,
    tanda: str,
    oleh: Pengguna,
    alasan: str = "",
    uraian_alasan: str = "",
) -> PerjanjianKinerja:
    """Change date, number and reason of a draft; `tanda` is the `tanda_pk` that was shown.

    Raises PerjanjianKinerja.DoesNotExist (not visible), TidakBoleh, ValidationError, and
    GalatPengguna when someone else changed the draft meanwhile.
    """
    pk = kunci_pk(pk_id, oleh)
    boleh_ubah_pk(oleh, pk).wajib()
    _cocokkan(pk, tanda)
    sebelum = potret(pk)
    pk.tanggal, pk.nomor, pk.alasan, pk.uraian_alasan = tanggal, nomor, alasan, uraian_alasan
    if potret(pk) == sebelum:
        return pk
    periksa_perubahan(pk, pk_berlaku(pk.jabatan_id, pk.tahun))
    pk.full_clean()
    pk.save()
    catat_audit("pk.diubah", pk, oleh=oleh, sebelum=sebelum, sesudah=potret(pk))
    return pk


@transaction.atomic
def hapus_pk(*, pk_id: int, tanda: str, oleh: Pengguna) -> None:
    """Throw a draft away; the audit row keeps it. Raises as ubah_pk."""
    pk = kunci_pk(pk_id, oleh)
    boleh_ubah_pk(oleh, pk).wajib()
    _cocokkan(pk, tanda)
    catat_audit("pk.draf_dihapus", pk, oleh=oleh, sebelum=potret(pk))
    pk.delete()


def tanda_pk(pk: PerjanjianKinerja) -> str:
    """Which state of a draft a page was shown."""
    return pk.diperbarui_pada.isoformat()


def rentang_tanggal(tahun: int) -> tuple[datetime.date, datetime.date]:
    """First and last day on which an agreement for `tahun` may be signed.

    The budget of a year is adopted in December before it at the earliest, and PermenPANRB 53/2014
    asks for the agreement within a month of that. Later is late, but still an agreement.
    """
    return datetime.date(tahun - 1, 12, 1), datetime.date(tahun, 12, 31)


def periksa_tanggal(tahun: int, tanggal: datetime.date) -> None:
    """Raise ValidationError when an agreement for `tahun` cannot bear this date."""
    awal, akhir = rentang_tanggal(tahun)
    if not awal <= tanggal <= akhir:
        raise ValidationError(
            {
                "tanggal": f"Tanggal Perjanjian Kinerja {tahun} harus antara "
                f"{format_tanggal(awal)} dan {format_tanggal(akhir)}."
            }
        )


def pk_berlaku(jabatan_id: int, tahun: int) -> PerjanjianKinerja | None:
    """The signed agreement of a post that no later one has replaced."""
    return (
        PerjanjianKinerja.objects.filter(
            jabatan=jabatan_id, tahun=tahun, status=StatusPK.DITANDATANGANI
        )
        .select_related("pihak_pertama__pegawai")
        .first()
    )


def periksa_perubahan(pk: PerjanjianKinerja, lama: PerjanjianKinerja | None) -> None:
    """Raise ValidationError unless date and reason of `pk` fit the signed one that it replaces."""
    periksa_tanggal(pk.tahun, pk.tanggal)
    if lama is None:
        if pk.alasan or pk.uraian_alasan:
            raise ValidationError(
                {"alasan": "Perjanjian Kinerja pertama tahun ini tidak perlu alasan perubahan."}
            )
        return
    if not pk.alasan:
        raise ValidationError(
            {"alasan": "Perubahan Perjanjian Kinerja perlu satu dari tiga alasan."}
        )
    if not pk.uraian_alasan.strip():
        raise ValidationError(
            {"uraian_alasan": "Jelaskan perubahannya dengan satu atau dua kalimat."}
        )
    if pk.tanggal < lama.tanggal:
        raise ValidationError(
            {
                "tanggal": "Perjanjian Kinerja yang digantikan ditandatangani pada "
                f"{format_tanggal(lama.tanggal)}. Tanggal perubahan tidak boleh sebelum itu."
            }
        )
    if pk.alasan == AlasanPerubahanPK.PEJABAT:
        _periksa_pejabat(pk, lama)


def _periksa_pejabat(pk: PerjanjianKinerja, lama: PerjanjianKinerja) -> None:
    kini, dulu = penandatangan(pk.jabatan_id, pk.tanggal), lama.pihak_pertama
    if kini is None or dulu is None:
        return  # a vacant post is a reason of its own, said when it is signed
    if (kini.pegawai_id, kini.jenis) == (dulu.pegawai_id, dulu.jenis):
        raise ValidationError(
            {
                "alasan": f"Pada {format_tanggal(pk.tanggal)} jabatan ini masih dijabat "
                f"{kini.pegawai.nama}, yang menandatangani Perjanjian Kinerja sebelumnya. "
                "Pilih alasan lain atau perbaiki tanggalnya."
            }
        )


def _buat(jabatan: Jabatan, pk: PerjanjianKinerja, oleh: Pengguna) -> PerjanjianKinerja:
    semua = PerjanjianKinerja.objects.filter(jabatan=jabatan, tahun=pk.tahun)
    if semua.filter(status=StatusPK.DRAF).exists():
        raise ValidationError(
            f"Draf Perjanjian Kinerja {pk.tahun} {jabatan.nama} sudah ada. Lanjutkan draf itu."
        )
    periksa_tanggal(pk.tahun, pk.tanggal)
    ada = jabatan.dari <= pk.tanggal and (jabatan.sampai is None or pk.tanggal <= jabatan.sampai)
    if not ada:
        raise ValidationError(
            {"tanggal": f"{jabatan.nama} tidak ada pada {format_tanggal(pk.tanggal)}."}
        )
    terakhir = semua.order_by("-perubahan_ke").first()
    pk.perubahan_ke = 0 if terakhir is None else terakhir.perubahan_ke + 1
    periksa_perubahan(pk, pk_berlaku(jabatan.pk, pk.tahun))
    dokumen = dokumen_janji(jabatan, pk.tahun, pk.tanggal)
    if dokumen is None:
        raise ValidationError(
            f"Belum ada rencana tahun {pk.tahun} yang berlaku. "
            "Perjanjian Kinerja disusun dari RKPD atau Renja yang sudah diberlakukan."
        )
    pk.dokumen = dokumen
    pk.full_clean()
    pk.save()
    catat_audit("pk.draf_dibuat", pk, oleh=oleh, sesudah=potret(pk))
    return pk


def kunci_pk(pk_id: int, oleh: Pengguna) -> PerjanjianKinerja:
    """The visible agreement, locked after its PD: of two people the second sees what the first
    did. Raises PerjanjianKinerja.DoesNotExist, also when the first threw it away."""
    terlihat = PerjanjianKinerja.objects.for_user(oleh)
    _kunci_pd(terlihat.get(pk=pk_id).perangkat_daerah_id)
    return (
        PerjanjianKinerja.objects.select_for_update(of=("self",))
        .select_related("jabatan__perangkat_daerah", "jabatan__induk__perangkat_daerah")
        .get(pk=pk_id)
    )


def _pd_terlihat(pd_id: int, oleh: Pengguna) -> PerangkatDaerah:
    """A PD whose posts `oleh` may see (the city's own for everyone who sees any PD)."""
    terlihat = PerangkatDaerah.objects.for_user(oleh).filter(pk=pd_id).first()
    if terlihat is not None:
        return terlihat
    return PerangkatDaerah.objects.get(
        pk=pd_id, jabatan__in=Jabatan.objects.for_user(oleh).filter(kepala=True)
    )


def _kunci_pd(pd_id: int) -> None:
    PerangkatDaerah.objects.select_for_update(of=("self",), no_key=True).get(pk=pd_id)


def _cocokkan(pk: PerjanjianKinerja, tanda: str) -> None:
    if tanda != tanda_pk(pk):
        raise GalatPengguna(
            f"{pk} baru saja diubah orang lain. Buka lagi halaman ini sebelum menyimpan."
        )


def potret(pk: PerjanjianKinerja) -> dict[str, Any]:
    """What the audit keeps of an agreement."""
    return {
        "jabatan": pk.jabatan_id,
        "tahun": pk.tahun,
        "perubahan_ke": pk.perubahan_ke,
        "alasan": pk.alasan,
        "uraian_alasan": pk.uraian_alasan,
        "tanggal": pk.tanggal,
        "nomor": pk.nomor,
        "status": pk.status,
        "kode": pk.kode,
        "sha256": pk.sha256,
    }
