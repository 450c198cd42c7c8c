"""Merging and splitting PD: a draft, its division, one atomic apply, and taking it back."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from dasar.tanggal import format_tanggal
from opd.models import (
    JenisPD,
    JenisPerubahan,
    NamaPD,
    Pengguna,
    PerangkatDaerah,
    PerubahanOrganisasi,
    StatusPerubahan,
)
from opd.models.organisasi import JENIS_UNIT
from opd.pendaftar import RencanaPindah, urutan_pemindah
from opd.permissions import boleh_kelola_pd
from opd.selectors.perubahan import (
    PDBaru,
    halangan_urung,
    pd_baru,
    susun_pratinjau,
    susun_rencana,
    tanda_draf,
    yang_dibagi,
)
from opd.services.kabar_perubahan import beri_tahu_perubahan
from opd.services.organisasi import buat_pd

_SEHARI = datetime.timedelta(days=1)


@transaction.atomic
def simpan_perubahan(
    *,
    jenis: str,
    tanggal: datetime.date,
    dasar_hukum: str,
    asal: Sequence[int],
    tujuan: Sequence[int],
    baru: Sequence[PDBaru],
    oleh: Pengguna,
    keterangan: str = "",
    perubahan_id: int | None = None,
    tanda: str = "",
) -> PerubahanOrganisasi:
    """Make a draft, or with `perubahan_id` correct one (`tanda` is the `tanda_draf` shown).

    Raises TidakBoleh, PerubahanOrganisasi.DoesNotExist (not visible), GalatPengguna when somebody
    changed the draft meanwhile, and ValidationError by field.
    """
    boleh_kelola_pd(oleh).wajib()
    if perubahan_id is None:
        perubahan = PerubahanOrganisasi()
    else:
        perubahan = _kunci_draf(perubahan_id, tanda, oleh)
    baru = [replace(p, id=-n) for n, p in enumerate(baru, start=1)]
    semua = _periksa(jenis, tanggal, asal, tujuan, baru)
    sebelum = None if perubahan_id is None else _potret(perubahan)
    perubahan.jenis, perubahan.tanggal = jenis, tanggal
    perubahan.dasar_hukum, perubahan.keterangan = dasar_hukum.strip(), keterangan.strip()
    perubahan.catatan = {"pd_baru": [asdict(p) for p in baru]}
    boleh = {*tujuan, *(p.id for p in baru)}
    perubahan.pembagian = {k: pd for k, pd in perubahan.pembagian.items() if pd in boleh}
    perubahan.full_clean(exclude=["catatan", "pembagian"])
    perubahan.save()
    perubahan.asal.set([semua[pk] for pk in asal])
    perubahan.tujuan.set([semua[pk] for pk in tujuan])
    catat_audit(
        "perubahan.disimpan", perubahan, oleh=oleh, sebelum=sebelum, sesudah=_potret(perubahan)
    )
    return perubahan


@transaction.atomic
def bagi_perubahan(
    *, perubahan_id: int, pembagian: Mapping[str, int], tanda: str, oleh: Pengguna
) -> PerubahanOrganisasi:
    """Say which PD takes what in a split. Raises as simpan_perubahan."""
    perubahan = _kunci_draf(perubahan_id, tanda, oleh)
    rencana = susun_rencana(perubahan)
    kunci = {b.kunci for _, butir in yang_dibagi(rencana) for b in butir}
    if asing := set(pembagian) - kunci:
        raise ValidationError(
            f"{len(asing)} hal yang dibagi tidak ada lagi. Muat ulang halaman pembagian."
        )
    if set(pembagian.values()) - set(rencana.tujuan):
        raise ValidationError("Pilih salah satu perangkat daerah tujuan.")
    sebelum = _potret(perubahan)
    perubahan.pembagian = dict(pembagian)
    perubahan.save(update_fields=["pembagian", "diperbarui_pada"])
    catat_audit(
        "perubahan.dibagi", perubahan, oleh=oleh, sebelum=sebelum, sesudah=_potret(perubahan)
    )
    return perubahan


@transaction.atomic
def hapus_perubahan(*, perubahan_id: int, oleh: Pengguna) -> None:
    """Throw a draft away; the audit row keeps it. Raises as simpan_perubahan."""
    perubahan = _kunci_draf(perubahan_id, None, oleh)
    catat_audit("perubahan.dihapus", perubahan, oleh=oleh, sebelum=_potret(perubahan))
    perubahan.delete()


@transaction.atomic
def terapkan_perubahan(*, perubahan_id: int, tanda: str, oleh: Pengguna) -> PerubahanOrganisasi:
    """Do everything at once; `tanda` is that of the preview that was agreed to.

    Raises TidakBoleh, PerubahanOrganisasi.DoesNotExist (not visible), GalatPengguna when the data
    are no longer those of the preview, and ValidationError when something stands in the way.
    """
    perubahan = _kunci_draf(perubahan_id, None, oleh)
    terkunci = _kunci_pd(perubahan)
    if perubahan.tanggal > timezone.localdate():
        raise ValidationError(
            f"Perubahan ini berlaku {format_tanggal(perubahan.tanggal)}. Terapkan pada atau "
            "setelah tanggal itu, supaya perangkat daerah lama dapat bekerja sampai akhir."
        )
    _periksa(
        perubahan.jenis,
        perubahan.tanggal,
        list(perubahan.asal.values_list("pk", flat=True)),
        list(perubahan.tujuan.values_list("pk", flat=True)),
        pd_baru(perubahan),
    )
    _kunci_aplikasi(perubahan)
    pratinjau = susun_pratinjau(perubahan)
    if pratinjau.halangan:
        raise ValidationError(list(pratinjau.halangan))
    if pratinjau.tanda != tanda:
        raise GalatPengguna(
            "Pratinjau sudah berubah sejak Anda melihatnya. Periksa lagi angka-angkanya sebelum "
            "menerapkan."
        )
    dibuat = _buat_pd(perubahan, terkunci, oleh)
    perubahan.catatan = {
        **perubahan.catatan,
        "pd_dibuat": {str(lama): pd.pk for lama, pd in dibuat.items()},
        "bagian": [asdict(b) for b in pratinjau.bagian],
    }
    perubahan.tujuan.add(*dibuat.values())
    rencana = susun_rencana(perubahan)
    perubahan.catatan["akhir"] = _akhiri_pd(rencana, terkunci, oleh)
    # One transaction: a failure in any app undoes all of it.
    perubahan.catatan["aplikasi"] = {
        app.nama: app.terapkan(rencana, oleh) for app in urutan_pemindah()
    }
    perubahan.status = StatusPerubahan.DITERAPKAN
    perubahan.diterapkan_pada, perubahan.diterapkan_oleh = timezone.now(), oleh
    perubahan.save()
    catat_audit(
        "perubahan.diterapkan",
        perubahan,
        oleh=oleh,
        sebelum={"status": StatusPerubahan.DRAF},
        sesudah=_potret(perubahan),
    )
    beri_tahu_perubahan(perubahan)
    return perubahan


@transaction.atomic
def urungkan_perubahan(*, perubahan_id: int, oleh: Pengguna) -> PerubahanOrganisasi:
    """Put everything back, while nothing was built on the change.

    Raises TidakBoleh, PerubahanOrganisasi.DoesNotExist (not visible), and ValidationError that says
    what was built on it.
    """
    perubahan = _kunci(perubahan_id, oleh)
    terkunci = _kunci_pd(perubahan)
    _kunci_aplikasi(perubahan)
    if kalimat := halangan_urung(perubahan):
        raise ValidationError(kalimat)
    for app in reversed(urutan_pemindah()):
        app.urungkan(perubahan, perubahan.catatan["aplikasi"][app.nama], oleh)
    for pk, sampai in perubahan.catatan["akhir"].items():
        pd = terkunci[int(pk)]
        _ubah_akhir(pd, datetime.date.fromisoformat(sampai) if sampai else None, oleh)
    for pk in perubahan.catatan["pd_dibuat"].values():
        _hapus_pd(perubahan, terkunci[pk], oleh)
    perubahan.status = StatusPerubahan.DIURUNGKAN
    perubahan.save()
    catat_audit(
        "perubahan.diurungkan",
        perubahan,
        oleh=oleh,
        sebelum={"status": StatusPerubahan.DITERAPKAN},
        sesudah={"status": StatusPerubahan.DIURUNGKAN},
    )
    beri_tahu_perubahan(perubahan)
    return perubahan


def _kunci(perubahan_id: int, oleh: Pengguna) -> PerubahanOrganisasi:
    terlihat = PerubahanOrganisasi.objects.for_user(oleh)
    # Of two people the second waits, and then sees what the first did.
    perubahan = PerubahanOrganisasi.objects.select_for_update(of=("self",)).get(
        pk__in=terlihat.filter(pk=perubahan_id).values("pk")
    )
    boleh_kelola_pd(oleh).wajib()
    return perubahan


def _kunci_draf(perubahan_id: int, tanda: str | None, oleh: Pengguna) -> PerubahanOrganisasi:
    perubahan = _kunci(perubahan_id, oleh)
    if perubahan.status != StatusPerubahan.DRAF:
        raise ValidationError(f"Perubahan ini sudah {perubahan.get_status_display().lower()}.")
    if tanda is not None and tanda != tanda_draf(perubahan):
        raise GalatPengguna(
            "Draf ini baru saja diubah orang lain. Buka lagi halamannya sebelum menyimpan."
        )
    return perubahan


def _kunci_pd(perubahan: PerubahanOrganisasi) -> dict[int, PerangkatDaerah]:
    ids = {*perubahan.asal.values_list("pk", flat=True)}
    ids |= {*perubahan.tujuan.values_list("pk", flat=True)}
    baris = PerangkatDaerah.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {pd.pk: pd for pd in baris}


def _kunci_aplikasi(perubahan: PerubahanOrganisasi) -> None:
    rencana = susun_rencana(perubahan)
    for app in urutan_pemindah():
        app.kunci(rencana)


def _periksa(
    jenis: str,
    tanggal: datetime.date,
    asal: Sequence[int],
    tujuan: Sequence[int],
    baru: Sequence[PDBaru],
) -> dict[int, PerangkatDaerah]:
    """The PD by id. Raises ValidationError by field with every reason that was found."""
    semua = {
        pd.pk: pd for pd in PerangkatDaerah.objects.filter(pk__in={*asal, *tujuan}).dengan_nama()
    }
    galat: dict[str, list[str]] = {}

    def salah(medan: str, kalimat: str) -> None:
        galat.setdefault(medan, []).append(kalimat)

    for medan, ids in (("asal", asal), ("tujuan", tujuan)):
        for pk in dict.fromkeys(pk for pk in ids if list(ids).count(pk) > 1):
            salah(medan, f"{semua.get(pk, 'Perangkat daerah')} dipilih dua kali.")
        for pk in dict.fromkeys(ids):
            for kalimat in _tidak_dapat(semua.get(pk), tanggal, asal=medan == "asal"):
                salah(medan, kalimat)
    jumlah = len({*tujuan}) + len(baru)
    if jenis == JenisPerubahan.PENGGABUNGAN:
        if len({*asal}) < 2:
            salah("asal", "Penggabungan perlu paling sedikit dua perangkat daerah asal.")
        if jumlah != 1:
            salah("tujuan", "Penggabungan menghasilkan tepat satu perangkat daerah.")
    else:
        if len({*asal}) != 1:
            salah("asal", "Pemekaran dimulai dari tepat satu perangkat daerah asal.")
        if jumlah < 2:
            salah("tujuan", "Pemekaran menghasilkan paling sedikit dua perangkat daerah.")
    for kalimat in _galat_baru(baru, berakhir={*asal} - {*tujuan}):
        salah("baru", kalimat)
    if galat:
        raise ValidationError(galat)
    return semua


def _tidak_dapat(
    pd: PerangkatDaerah | None, tanggal: datetime.date, *, asal: bool
) -> Iterable[str]:
    """Why one PD cannot take part."""
    if pd is None:
        yield "Perangkat daerah itu tidak ada."
    elif pd.jenis == JenisPD.KOTA:
        yield "Kota tidak dapat digabung atau dimekarkan."
    elif pd.jenis in JENIS_UNIT:
        yield f"{pd} adalah unit dan tetap mengikuti perangkat daerah induknya."
    elif pd.berlaku_sampai is not None and pd.berlaku_sampai < (
        tanggal - _SEHARI if asal else tanggal
    ):
        yield f"{pd} sudah berakhir {format_tanggal(pd.berlaku_sampai)}."
    elif pd.berlaku_dari > (tanggal - _SEHARI if asal else tanggal):
        yield (
            f"{pd} baru berlaku {format_tanggal(pd.berlaku_dari)}, sedangkan perubahan berlaku "
            f"{format_tanggal(tanggal)}."
        )


def _galat_baru(baru: Sequence[PDBaru], berakhir: Collection[int]) -> Iterable[str]:
    """What is wrong with the PD to make. A name of a PD that ends is free again: Dinas Pendidikan
    may come out of Dinas Pendidikan dan Kebudayaan, which was called that once."""
    for n, p in enumerate(baru):
        if any(p.kode == q.kode for q in baru[:n]):
            yield f"Kode {p.kode} ditulis dua kali."
        if p.jenis == JenisPD.KOTA or p.jenis in JENIS_UNIT:
            yield f"{p.nama}: pilih jenis perangkat daerah, bukan kota atau unit."
        if PerangkatDaerah.objects.filter(kode=p.kode).exists():
            yield f"Kode {p.kode} sudah dipakai perangkat daerah lain."
        sama = PerangkatDaerah.objects.cari(p.nama).filter(berlaku_sampai__isnull=True)
        for ada in sama.exclude(pk__in=berakhir)[:1]:
            yield f"{p.nama} sudah ada dengan kode {ada.kode}. Pilih dari daftar tujuan."


def _buat_pd(
    perubahan: PerubahanOrganisasi, terkunci: dict[int, PerangkatDaerah], oleh: Pengguna
) -> dict[int, PerangkatDaerah]:
    """Make the typed PD, placed where the first old one stands in every list."""
    urutan = min(terkunci[pk].urutan for pk in perubahan.asal.values_list("pk", flat=True))
    hasil = {}
    for p in pd_baru(perubahan):
        hasil[p.id] = terkunci_baru = buat_pd(
            kode=p.kode,
            jenis=p.jenis,
            nama=p.nama,
            singkatan=p.singkatan,
            dari=perubahan.tanggal,
            urutan=urutan,
            sumber=perubahan.dasar_hukum,
            dasar_hukum=perubahan.dasar_hukum,
            oleh=oleh,
        )
        terkunci[terkunci_baru.pk] = terkunci_baru
    return hasil


def _akhiri_pd(
    rencana: RencanaPindah, terkunci: Mapping[int, PerangkatDaerah], oleh: Pengguna
) -> dict[str, str | None]:
    """End the old PD the day before; returned by id: when they ended until now."""
    hasil: dict[str, str | None] = {}
    for pk in rencana.berakhir:
        pd = terkunci[pk]
        hasil[str(pk)] = pd.berlaku_sampai.isoformat() if pd.berlaku_sampai else None
        _ubah_akhir(pd, rencana.tanggal - _SEHARI, oleh)
    return hasil


def _ubah_akhir(pd: PerangkatDaerah, sampai: datetime.date | None, oleh: Pengguna) -> None:
    sebelum = {"berlaku_sampai": pd.berlaku_sampai}
    pd.berlaku_sampai = sampai
    pd.full_clean()
    pd.save(update_fields=["berlaku_sampai", "diperbarui_pada"])
    catat_audit(
        "pd.masa_diubah", pd, oleh=oleh, sebelum=sebelum, sesudah={"berlaku_sampai": sampai}
    )


def _hapus_pd(perubahan: PerubahanOrganisasi, pd: PerangkatDaerah, oleh: Pengguna) -> None:
    """A PD that never was goes away; one that something points to ends on its first day."""
    catat_audit("pd.dihapus", pd, oleh=oleh, sebelum={"kode": pd.kode, "nama": pd.nama_pada()})
    try:
        with transaction.atomic():
            perubahan.tujuan.remove(pd)
            NamaPD.objects.filter(perangkat_daerah=pd).delete()
            pd.delete()
    except ProtectedError:
        _ubah_akhir(pd, pd.berlaku_dari, oleh)


def _potret(perubahan: PerubahanOrganisasi) -> dict[str, Any]:
    return {
        "jenis": perubahan.jenis,
        "tanggal": perubahan.tanggal,
        "dasar_hukum": perubahan.dasar_hukum,
        "asal": sorted(perubahan.asal.values_list("pk", flat=True)),
        "tujuan": sorted(perubahan.tujuan.values_list("pk", flat=True)),
        "pd_baru": [p.nama for p in pd_baru(perubahan)],
        "pembagian": perubahan.pembagian,
        "status": perubahan.status,
    }
