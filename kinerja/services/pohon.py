"""Writing pohon kinerja: the tree itself and where its conditions stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.models import BaseModel
from dasar.services.audit import catat_audit, catat_audit_massal
from kinerja.models import (
    URUTAN_TINGKAT,
    Crosscutting,
    FaktorKunci,
    IndikatorKondisi,
    JenisPohon,
    KondisiKinerja,
    PohonKinerja,
    Simpul,
    TingkatKondisi,
)
from kinerja.permissions import boleh_ubah_pohon
from kinerja.services.susunan_pohon import SusunanPohon
from opd.models import DokumenResmi, Jabatan, JenisPD, Pengguna, PerangkatDaerah


@dataclass(frozen=True)
class PohonMasuk:
    """What a person writes about a tree."""

    jenis: str
    pd_id: int
    judul: str
    tahun_dari: int
    tahun_sampai: int
    sumber: str = ""


@dataclass(frozen=True)
class KondisiMasuk:
    """What a person writes about a condition. `pd_id` None: the PD of the tree."""

    tingkat: str
    uraian: str
    faktor_id: int | None = None
    pd_id: int | None = None
    simpul_id: int | None = None
    jabatan_id: int | None = None


def tanda_baris(baris: BaseModel) -> str:
    """Which state of a tree, condition, CSF or offer a page was shown."""
    return baris.diperbarui_pada.isoformat()


def wajib_sama(baris: BaseModel, tanda: str, sebutan: str) -> None:
    """Raises GalatPengguna when `baris` changed since the page with `tanda` was shown."""
    if tanda != tanda_baris(baris):
        raise GalatPengguna(
            f"{sebutan} baru saja diubah orang lain. Buka lagi halaman ini sebelum menyimpan."
        )


@transaction.atomic
def buat_pohon(*, masuk: PohonMasuk, oleh: Pengguna, contoh: bool = False) -> PohonKinerja:
    """Make an empty tree. Raises PerangkatDaerah.DoesNotExist (not visible), TidakBoleh,
    ValidationError."""
    pohon = PohonKinerja(contoh=contoh)
    _isikan_pohon(pohon, masuk, oleh)
    boleh_ubah_pohon(oleh, pohon).wajib()
    pohon.full_clean()
    pohon.save(force_insert=True)
    catat_audit("pohon.dibuat", pohon, oleh=oleh, sesudah=_potret_pohon(pohon))
    return pohon


@transaction.atomic
def ubah_pohon(*, pohon_id: int, masuk: PohonMasuk, tanda: str, oleh: Pengguna) -> PohonKinerja:
    """Change title, years and source; kind and PD stay. Raises as buat_pohon, and GalatPengguna
    when someone else changed it meanwhile."""
    pohon = kunci_pohon(pohon_id, oleh)
    wajib_sama(pohon, tanda, "Pohon ini")
    sebelum = _potret_pohon(pohon)
    pohon.judul, pohon.sumber = masuk.judul, masuk.sumber
    pohon.tahun_dari, pohon.tahun_sampai = masuk.tahun_dari, masuk.tahun_sampai
    if _potret_pohon(pohon) == sebelum:
        return pohon
    pohon.full_clean()
    pohon.save()
    catat_audit("pohon.diubah", pohon, oleh=oleh, sebelum=sebelum, sesudah=_potret_pohon(pohon))
    return pohon


@transaction.atomic
def hapus_pohon(*, pohon_id: int, tanda: str, oleh: Pengguna) -> None:
    """Remove a tree without conditions; the audit keeps it.

    Raises as ubah_pohon; ValidationError while it has conditions or once it was printed.
    """
    pohon = kunci_pohon(pohon_id, oleh)
    wajib_sama(pohon, tanda, "Pohon ini")
    if jumlah := KondisiKinerja.objects.filter(pohon=pohon).count():
        raise ValidationError(f"Pohon ini masih berisi {jumlah} kondisi. Hapus dahulu semuanya.")
    if DokumenResmi.objects.filter(objek=f"{pohon._meta.label_lower}:{pohon.pk}").exists():
        raise ValidationError("Pohon ini pernah dicetak, jadi tidak dapat dihapus.")
    catat_audit("pohon.dihapus", pohon, oleh=oleh, sebelum=_potret_pohon(pohon))
    pohon.delete()


@transaction.atomic
def tambah_kondisi(
    *, pohon_id: int, masuk: KondisiMasuk, induk_id: int | None, oleh: Pengguna
) -> KondisiKinerja:
    """Add a condition as the last below `induk_id` (None: a root).

    Raises PohonKinerja.DoesNotExist (not visible), TidakBoleh, ValidationError by field.
    """
    pohon = kunci_pohon(pohon_id, oleh)
    susunan = SusunanPohon(pohon)
    induk = susunan.cari(induk_id)
    kondisi = KondisiKinerja(pohon=pohon, induk=induk)
    _isikan(kondisi, masuk, oleh)
    _periksa_tingkat(kondisi.tingkat, induk, ())
    kondisi.jalur = susunan.jalur_baru(induk)
    kondisi.full_clean()
    kondisi.save(force_insert=True)
    catat_audit("kondisi.dibuat", kondisi, oleh=oleh, sesudah=_potret(kondisi))
    return kondisi


@transaction.atomic
def ubah_kondisi(
    *, kondisi_id: int, masuk: KondisiMasuk, tanda: str, oleh: Pengguna
) -> KondisiKinerja:
    """Change what a condition says and to what it is translated; its place stays.

    Raises as tambah_kondisi, KondisiKinerja.DoesNotExist, and GalatPengguna when someone else
    changed it meanwhile.
    """
    kondisi = kunci_kondisi(kondisi_id, tanda, oleh)
    sebelum = _potret(kondisi)
    _isikan(kondisi, masuk, oleh)
    if _potret(kondisi) == sebelum:
        return kondisi
    anak = KondisiKinerja.objects.filter(induk=kondisi).values_list("tingkat", flat=True)
    _periksa_tingkat(kondisi.tingkat, kondisi.induk, anak)
    kondisi.full_clean()
    kondisi.save()
    catat_audit("kondisi.diubah", kondisi, oleh=oleh, sebelum=sebelum, sesudah=_potret(kondisi))
    return kondisi


@transaction.atomic
def pindah_kondisi(
    *,
    kondisi_id: int,
    induk_id: int | None,
    faktor_id: int | None = None,
    tanda: str,
    oleh: Pengguna,
) -> KondisiKinerja:
    """Move a condition with everything below it to the end of another branch of its tree.

    Raises as ubah_kondisi; ValidationError at `letak` for a cycle, a wrong level or a tree that
    would become too deep.
    """
    kondisi = kunci_kondisi(kondisi_id, tanda, oleh)
    susunan = SusunanPohon(kondisi.pohon)
    kondisi = susunan.per_id[kondisi.pk]
    induk = susunan.cari(induk_id)
    if induk is not None and susunan.memuat(kondisi, induk):
        raise ValidationError(
            {"letak": "Kondisi tidak dapat dipindah ke bawah dirinya sendiri atau turunannya."}
        )
    _periksa_tingkat(kondisi.tingkat, induk, (), medan="letak")
    sebelum = _potret(kondisi)
    kondisi.induk = induk
    kondisi.faktor = _faktor(faktor_id, induk, medan="letak")
    susunan.susun_ulang(kondisi, urutan=None)
    kondisi.save(update_fields=["induk", "faktor", "diperbarui_pada"])
    catat_audit("kondisi.dipindah", kondisi, oleh=oleh, sebelum=sebelum, sesudah=_potret(kondisi))
    return kondisi


@transaction.atomic
def urutkan_kondisi(
    *, kondisi_id: int, arah: Literal["naik", "turun"], oleh: Pengguna
) -> KondisiKinerja:
    """Swap a condition with the one before or after it below the same parent; at the end nothing
    happens. Raises as ubah_kondisi."""
    kondisi = kunci_kondisi(kondisi_id, None, oleh)
    susunan = SusunanPohon(kondisi.pohon)
    kondisi = susunan.per_id[kondisi.pk]
    sebelum = {"jalur": kondisi.jalur}
    letak = susunan.letak(kondisi) + (-1 if arah == "naik" else 1)
    if not 0 <= letak < len(susunan.anak(kondisi.induk_id)):
        return kondisi
    susunan.susun_ulang(kondisi, urutan=letak)
    catat_audit(
        "kondisi.diurutkan",
        kondisi,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={"jalur": kondisi.jalur},
    )
    return kondisi


@transaction.atomic
def hapus_kondisi(*, kondisi_id: int, tanda: str, oleh: Pengguna) -> None:
    """Remove a condition with its CSF and indicators; the audit keeps them.

    Raises as ubah_kondisi; ValidationError while something hangs below it or was offered.
    """
    kondisi = kunci_kondisi(kondisi_id, tanda, oleh)
    jumlah = KondisiKinerja.objects.filter(induk=kondisi).count()
    if jumlah:
        raise ValidationError(
            f"Masih ada {jumlah} kondisi di bawahnya. Pindahkan atau hapus dahulu."
        )
    if Crosscutting.objects.filter(kondisi=kondisi).exists():
        raise ValidationError(
            "Kondisi ini pernah ditawarkan kepada perangkat daerah lain, jadi tidak dapat dihapus."
        )
    if Crosscutting.objects.filter(dijawab_kondisi=kondisi).exists():
        raise ValidationError(
            "Kondisi ini menjawab tawaran perangkat daerah lain, jadi tidak dapat dihapus."
        )
    milik: list[Any] = [
        *IndikatorKondisi.objects.filter(kondisi=kondisi),
        *FaktorKunci.objects.filter(kondisi=kondisi),
    ]
    catat_audit_massal(
        "kondisi.dihapus",
        [
            *((satu, {"kondisi": kondisi.pk, "isi": str(satu)}, None) for satu in milik),
            (kondisi, _potret(kondisi), None),
        ],
        oleh=oleh,
    )
    for satu in milik:
        satu.delete()
    kondisi.delete()


def kunci_pohon(pohon_id: int, oleh: Pengguna) -> PohonKinerja:
    """The visible tree, locked: of two who draw it the second sees what the first did.

    Raises PohonKinerja.DoesNotExist, TidakBoleh.
    """
    terlihat = PohonKinerja.objects.for_user(oleh).filter(pk=pohon_id)
    pohon = PohonKinerja.objects.select_for_update(of=("self",), no_key=True).get(pk__in=terlihat)
    boleh_ubah_pohon(oleh, pohon).wajib()
    return pohon


def kunci_kondisi(kondisi_id: int, tanda: str | None, oleh: Pengguna) -> KondisiKinerja:
    """The visible condition in its locked tree; `tanda` None: it may have changed meanwhile.

    Raises KondisiKinerja.DoesNotExist, TidakBoleh, GalatPengguna.
    """
    terlihat = KondisiKinerja.objects.for_user(oleh).select_related("pohon", "induk")
    kunci_pohon(terlihat.get(pk=kondisi_id).pohon_id, oleh)
    kondisi = terlihat.get(pk=kondisi_id)  # read again: what the lock waited for
    if tanda is not None:
        wajib_sama(kondisi, tanda, "Kondisi ini")
    return kondisi


def _periksa_tingkat(
    tingkat: str,
    induk: KondisiKinerja | None,
    anak: Iterable[str],
    *,
    medan: str = "tingkat",
) -> None:
    """Final, intermediate, immediate, output: a child is never above its parent."""
    if tingkat not in URUTAN_TINGKAT:
        raise ValidationError({medan: "Pilih tingkat kondisi."})
    nama = TingkatKondisi(tingkat).label
    if induk is not None and URUTAN_TINGKAT[tingkat] < URUTAN_TINGKAT[induk.tingkat]:
        raise ValidationError(
            {medan: f"{nama} tidak dapat berada di bawah {induk.get_tingkat_display()}."}
        )
    for satu in anak:
        if URUTAN_TINGKAT[satu] < URUTAN_TINGKAT[tingkat]:
            raise ValidationError(
                {medan: f"Di bawahnya masih ada {TingkatKondisi(satu).label}, jadi bukan {nama}."}
            )


def _faktor(
    faktor_id: int | None, induk: KondisiKinerja | None, *, medan: str = "faktor"
) -> FaktorKunci | None:
    if faktor_id is None:
        return None
    faktor = FaktorKunci.objects.filter(pk=faktor_id, kondisi=induk).first() if induk else None
    if faktor is None:
        raise ValidationError({medan: "CSF itu bukan milik kondisi induknya."})
    return faktor


def _isikan_pohon(pohon: PohonKinerja, masuk: PohonMasuk, oleh: Pengguna) -> None:
    pohon.jenis, pohon.judul, pohon.sumber = masuk.jenis, masuk.judul, masuk.sumber
    pohon.tahun_dari, pohon.tahun_sampai = masuk.tahun_dari, masuk.tahun_sampai
    pd = PerangkatDaerah.objects.for_user(oleh).get(pk=masuk.pd_id)
    if (pd.jenis == JenisPD.KOTA) != (masuk.jenis != JenisPohon.PD):
        raise ValidationError(
            {
                "perangkat_daerah": "Pohon perangkat daerah dimiliki satu perangkat daerah."
                if masuk.jenis == JenisPohon.PD
                else "Pohon kota dan tematik dimiliki kota."
            }
        )
    pohon.perangkat_daerah = pd


def _isikan(kondisi: KondisiKinerja, masuk: KondisiMasuk, oleh: Pengguna) -> None:
    """Take over the fields. Raises ValidationError by field."""
    pohon = kondisi.pohon
    kondisi.tingkat, kondisi.uraian = masuk.tingkat, masuk.uraian
    kondisi.faktor = _faktor(masuk.faktor_id, kondisi.induk)
    pd_id = masuk.pd_id or pohon.perangkat_daerah_id
    if pohon.jenis == JenisPohon.PD and pd_id != pohon.perangkat_daerah_id:
        raise ValidationError(
            {"perangkat_daerah": "Kondisi di pohon perangkat daerah adalah miliknya sendiri."}
        )
    if not PerangkatDaerah.objects.for_user(oleh).filter(pk=pd_id).exists():
        raise ValidationError({"perangkat_daerah": "Perangkat daerah itu tidak dikenal."})
    kondisi.perangkat_daerah_id = pd_id
    _periksa_milik(Simpul, masuk.simpul_id, pd_id, "simpul", "Bagian rencana")
    _periksa_milik(Jabatan, masuk.jabatan_id, pd_id, "jabatan", "Jabatan")
    kondisi.simpul_id, kondisi.jabatan_id = masuk.simpul_id, masuk.jabatan_id


def _periksa_milik(
    model: type[Simpul] | type[Jabatan], pk: int | None, pd_id: int, medan: str, kata: str
) -> None:
    if pk is None:
        return
    if not model._default_manager.filter(pk=pk, perangkat_daerah=pd_id).exists():
        raise ValidationError(
            {medan: f"{kata} ini bukan milik perangkat daerah penanggung jawab kondisi."}
        )


def _potret_pohon(pohon: PohonKinerja) -> dict[str, Any]:
    return {
        "jenis": pohon.jenis,
        "perangkat_daerah": pohon.perangkat_daerah_id,
        "judul": pohon.judul,
        "tahun_dari": pohon.tahun_dari,
        "tahun_sampai": pohon.tahun_sampai,
        "sumber": pohon.sumber,
    }


_MEDAN: Sequence[str] = (
    *("induk_id", "faktor_id", "tingkat", "uraian", "perangkat_daerah_id"),
    *("simpul_id", "jabatan_id"),
)


def _potret(kondisi: KondisiKinerja) -> dict[str, Any]:
    return {medan.removesuffix("_id"): getattr(kondisi, medan) for medan in _MEDAN}
