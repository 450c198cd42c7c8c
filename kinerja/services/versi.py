"""Versions of a planning document: a new one, a copy to change, putting in force, throwing away."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from kinerja.models import (
    JENIS_TAHUNAN,
    Anggaran,
    AsalDokumen,
    DokumenPerencanaan,
    Dukungan,
    Indikator,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    PaguVersi,
    Simpul,
    StatusDokumen,
    Target,
    UsulTarget,
)
from kinerja.permissions import boleh_ubah_isi_rencana, boleh_ubah_rencana
from kinerja.selectors.versi import keluarga, periksa_versi, tanda_versi
from kinerja.services.perencanaan import berlakukan_dokumen, buat_dokumen
from opd.models import JenisPD, Pengguna, PerangkatDaerah

JENIS_KOTA = (JenisDokumen.RPJMD, JenisDokumen.RKPD)
MASA_TERPANJANG = 6  # years; RPJMD 2021-2026 is the longest there is


class DrafSudahAda(GalatPengguna):
    """The document has a draf version already; `draf` is it."""

    def __init__(self, draf: DokumenPerencanaan) -> None:
        super().__init__(f"{draf} masih draf. Selesaikan atau hapus draf itu dahulu.")
        self.draf = draf


@transaction.atomic
def susun_dokumen(
    *,
    jenis: str,
    pd_id: int,
    tahun_dari: int,
    tahun_sampai: int,
    sumber: str,
    oleh: Pengguna,
) -> DokumenPerencanaan:
    """Make the murni version of a new document, empty and draf.

    Raises PerangkatDaerah.DoesNotExist (not visible), TidakBoleh, and ValidationError by field:
    a kind that this PD does not have, years that do not fit the kind, a period that another murni
    of the same kind covers already.
    """
    terlihat = PerangkatDaerah.objects.for_user(oleh).filter(pk=pd_id)
    # Locked: of two who make the same document the second is told of the first.
    pd = PerangkatDaerah.objects.select_for_update(of=("self",), no_key=True).get(pk__in=terlihat)
    boleh_ubah_rencana(oleh, pd_id).wajib()
    _periksa_baru(jenis, pd, tahun_dari, tahun_sampai)
    return buat_dokumen(
        jenis=jenis,
        perangkat_daerah=pd,
        tahun_dari=tahun_dari,
        tahun_sampai=tahun_sampai,
        sumber=sumber,
        oleh=oleh,
    )


def _periksa_baru(jenis: str, pd: PerangkatDaerah, dari: int, sampai: int) -> None:
    galat: dict[str, str] = {}
    label = JenisDokumen(jenis).label
    if (pd.jenis == JenisPD.KOTA) != (jenis in JENIS_KOTA):
        galat["jenis"] = (
            f"{label} adalah dokumen kota. Untuk perangkat daerah pilih Renstra atau Renja."
            if jenis in JENIS_KOTA
            else f"{label} adalah dokumen perangkat daerah. Untuk kota pilih RPJMD atau RKPD."
        )
    if sampai < dari:
        galat["tahun_sampai"] = "Tahun akhir tidak boleh sebelum tahun awal."
    elif jenis in JENIS_TAHUNAN and sampai != dari:
        galat["tahun_sampai"] = f"{label} berlaku satu tahun. Tulis {dari} juga di sini."
    elif jenis not in JENIS_TAHUNAN and sampai == dari:
        galat["tahun_sampai"] = f"{label} berlaku beberapa tahun. Tulis tahun akhirnya."
    elif sampai - dari >= MASA_TERPANJANG:
        galat["tahun_sampai"] = f"{label} berlaku paling lama {MASA_TERPANJANG} tahun."
    if galat:
        raise ValidationError(galat)
    # 2021-2026 and 2025-2029 stand side by side; a period inside another one is a second murni.
    for ada in DokumenPerencanaan.objects.filter(jenis=jenis, perangkat_daerah=pd, perubahan_ke=0):
        di_dalam = ada.tahun_dari <= dari and sampai <= ada.tahun_sampai
        if di_dalam or (dari <= ada.tahun_dari and ada.tahun_sampai <= sampai):
            raise ValidationError(
                {
                    "tahun_dari": f"{ada} sudah ada untuk masa itu. "
                    "Salin dokumen itu menjadi versi perubahan untuk mengubahnya."
                }
            )


@transaction.atomic
def salin_dokumen(*, dokumen_id: int, oleh: Pengguna) -> DokumenPerencanaan:
    """Copy a version to the next perubahan, as draf: the same lasting identities, indicators and
    targets. Pagu is copied from a version that was replaced; the one in force has none of its own.

    Raises DokumenPerencanaan.DoesNotExist (not visible), TidakBoleh, DrafSudahAda, and
    GalatPengguna when the version is itself a draf.
    """
    versi, asal = _kunci_keluarga(dokumen_id, oleh)
    boleh_ubah_rencana(oleh, asal.perangkat_daerah_id).wajib()
    if asal.status == StatusDokumen.DRAF:
        raise GalatPengguna(f"{asal} masih draf. Ubah draf itu langsung.")
    if draf := next((v for v in versi if v.status == StatusDokumen.DRAF), None):
        raise DrafSudahAda(draf)
    baru = DokumenPerencanaan(
        jenis=asal.jenis,
        perangkat_daerah_id=asal.perangkat_daerah_id,
        tahun_dari=asal.tahun_dari,
        tahun_sampai=asal.tahun_sampai,
        perubahan_ke=max(v.perubahan_ke for v in versi) + 1,
        # What planners copy is theirs from now on; what is made up stays so.
        asal=AsalDokumen.CONTOH if asal.asal == AsalDokumen.CONTOH else AsalDokumen.DOKUMEN,
        sumber=asal.sumber,
        disalin_dari=asal,
    )
    baru.full_clean()
    baru.save()
    simpul = _salin_simpul(asal, baru)
    PaguVersi.objects.bulk_create(
        (
            _salinan(p, isi_simpul=simpul[p.isi_simpul_id])
            for p in PaguVersi.objects.filter(isi_simpul__dokumen=asal).order_by("pk")
        ),
        batch_size=500,
    )
    indikator = [
        _salinan(i, dokumen=baru, isi_simpul=simpul[i.isi_simpul_id])
        for i in IsiIndikator.objects.filter(dokumen=asal).order_by("pk")
    ]
    IsiIndikator.objects.bulk_create(indikator, batch_size=500)
    target = [_salinan(t, dokumen=baru) for t in Target.objects.filter(dokumen=asal).order_by("pk")]
    Target.objects.bulk_create(target, batch_size=500)
    catat_audit(
        "dokumen.disalin",
        baru,
        oleh=oleh,
        sesudah={
            "dokumen": str(baru),
            "disalin_dari": asal.pk,
            "simpul": len(simpul),
            "indikator": len(indikator),
            "target": len(target),
        },
    )
    return baru


def _salin_simpul(asal: DokumenPerencanaan, baru: DokumenPerencanaan) -> dict[int, IsiSimpul]:
    """Copies by the pk of the original, a layer at a time: children need their parent's pk."""
    hasil: dict[int, IsiSimpul] = {}
    lapis: dict[int, list[IsiSimpul]] = {}
    for lama in IsiSimpul.objects.filter(dokumen=asal).order_by("jalur"):
        salinan = _salinan(lama, dokumen=baru, induk=hasil.get(lama.induk_id or 0))
        hasil[lama.pk] = salinan
        lapis.setdefault(salinan.kedalaman, []).append(salinan)
    for kedalaman in sorted(lapis):
        for isi in lapis[kedalaman]:
            isi.induk = isi.induk  # takes over the parent's pk
        IsiSimpul.objects.bulk_create(lapis[kedalaman], batch_size=500)
    return hasil


def _salinan(baris: Any, **ganti: Any) -> Any:
    """An unsaved copy of one row, with some fields of its own."""
    sendiri = {"id", "dibuat_pada", "diperbarui_pada"}
    medan = {
        f.attname: getattr(baris, f.attname)
        for f in baris._meta.concrete_fields
        if f.name not in sendiri and f.name not in ganti
    }
    return type(baris)(**medan, **ganti)


@transaction.atomic
def tetapkan_dokumen(
    *,
    dokumen_id: int,
    nomor: str,
    berlaku_mulai: datetime.date,
    tanda: str,
    oleh: Pengguna,
) -> DokumenPerencanaan:
    """Put a draf in force by a regulation; the version before it becomes digantikan.

    `tanda` is the `tanda_versi` of what the page showed. Raises
    DokumenPerencanaan.DoesNotExist (not visible), TidakBoleh (also: no draf any more),
    ValidationError by field, and GalatPengguna when the content has gaps that block, or was
    changed meanwhile.
    """
    versi, dokumen = _kunci_keluarga(dokumen_id, oleh)
    boleh_ubah_isi_rencana(oleh, dokumen).wajib()
    if tanda != tanda_versi(dokumen):
        raise GalatPengguna(
            f"Isi {dokumen} baru saja diubah. Periksa lagi perubahannya sebelum memberlakukan."
        )
    if galat := periksa_versi(dokumen).menghalangi:
        raise GalatPengguna(galat[0])
    lalu = [v for v in versi if v.status != StatusDokumen.DRAF and v.berlaku_mulai]
    for lama in lalu:
        if lama.berlaku_mulai is not None and berlaku_mulai < lama.berlaku_mulai:
            raise ValidationError(
                {"berlaku_mulai": f"Tanggal ini sebelum mulai berlakunya {lama}."}
            )
    if not dokumen.tahun_dari - 1 <= berlaku_mulai.year <= dokumen.tahun_sampai:
        raise ValidationError(
            {
                "berlaku_mulai": f"Tanggal {dokumen} berada antara {dokumen.tahun_dari - 1} "
                f"dan {dokumen.tahun_sampai}."
            }
        )
    return berlakukan_dokumen(dokumen=dokumen, oleh=oleh, nomor=nomor, berlaku_mulai=berlaku_mulai)


@transaction.atomic
def hapus_draf(*, dokumen_id: int, oleh: Pengguna) -> str:
    """Throw a draf away with all its rows; return what it was called. Identities that nothing else
    uses go with it. Raises DokumenPerencanaan.DoesNotExist (not visible), TidakBoleh (was in force
    once), GalatPengguna (a Perjanjian Kinerja or an accepted request stands on it)."""
    _, dokumen = _kunci_keluarga(dokumen_id, oleh)
    boleh_ubah_isi_rencana(oleh, dokumen).wajib()
    if dokumen.perjanjian_kinerja.exists():
        raise GalatPengguna(f"{dokumen} sudah dipakai oleh Perjanjian Kinerja.")
    usul = UsulTarget.objects.filter(dokumen_hasil=dokumen).count()
    if usul:
        raise GalatPengguna(
            f"{dokumen} memuat {usul} usul target yang sudah disetujui, jadi tidak dihapus."
        )
    nama = str(dokumen)
    simpul = list(IsiSimpul.objects.filter(dokumen=dokumen).values_list("simpul", flat=True))
    indikator = list(
        IsiIndikator.objects.filter(dokumen=dokumen).values_list("indikator", flat=True)
    )
    jumlah_target, _ = Target.objects.filter(dokumen=dokumen).delete()
    IsiIndikator.objects.filter(dokumen=dokumen).delete()
    IsiSimpul.objects.filter(dokumen=dokumen).update(induk=None)  # parents are protected
    IsiSimpul.objects.filter(dokumen=dokumen).delete()
    catat_audit(
        "dokumen.dihapus",
        dokumen,
        oleh=oleh,
        sebelum={
            "dokumen": nama,
            "simpul": len(simpul),
            "indikator": len(indikator),
            "target": jumlah_target,
        },
    )
    dokumen.delete()
    _buang_identitas(Indikator.objects.filter(pk__in=indikator), ())
    _buang_identitas(Simpul.objects.filter(pk__in=simpul), (Anggaran, Dukungan))
    return nama


def _buang_identitas(calon: QuerySet[Any], ikut: tuple[type[Model], ...]) -> None:
    """Delete identities that no row of any app points at; of `ikut` the plan's own rows (pagu,
    links) do not count and go along."""
    sisa = set(calon.values_list("pk", flat=True))
    for relasi in calon.model._meta.related_objects:
        medan = relasi.field.name
        baris = relasi.related_model._base_manager.filter(**{f"{medan}__in": sisa})
        if relasi.related_model is Anggaran:
            baris = baris.filter(realisasi__isnull=False)  # money that was spent is history
        elif relasi.related_model in ikut:
            continue
        sisa -= set(baris.values_list(medan, flat=True))
    for relasi in calon.model._meta.related_objects:
        if relasi.related_model in ikut:
            relasi.related_model._base_manager.filter(**{f"{relasi.field.name}__in": sisa}).delete()
    calon.model._base_manager.filter(pk__in=sisa).delete()


def _kunci_keluarga(
    dokumen_id: int, oleh: Pengguna
) -> tuple[list[DokumenPerencanaan], DokumenPerencanaan]:
    """All versions of a visible document, locked in one order, and the one that was named."""
    terlihat = DokumenPerencanaan.objects.for_user(oleh).get(pk=dokumen_id)
    versi = list(keluarga(terlihat).select_for_update().order_by("pk"))
    dokumen = next((v for v in versi if v.pk == dokumen_id), None)
    if dokumen is None:  # thrown away while this waited
        raise DokumenPerencanaan.DoesNotExist
    return versi, dokumen
