"""Writing evidence: files and links behind one value, each file stored once per PD."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import Berkas, JenisBerkas
from dasar.services.audit import catat_audit
from dasar.services.berkas import (
    BerkasDiperiksa,
    buang_berkas_yatim,
    lepas_berkas,
    periksa_berkas,
    simpan_diperiksa,
)
from kinerja.formulas.tunjuk_bukti import baca_halaman, baca_tautan
from kinerja.models import BuktiDukung, Indikator, Realisasi
from kinerja.selectors.bukti import bukti_berkas_sama, sebut_baris
from kinerja.services.realisasi import baris_terkunci
from opd.models import Pengguna, PerangkatDaerah

JENIS_BUKTI = (
    JenisBerkas.PDF,
    JenisBerkas.PNG,
    JenisBerkas.JPG,
    JenisBerkas.XLSX,
    JenisBerkas.DOCX,
    JenisBerkas.CSV,
)


@dataclass(frozen=True)
class HasilBukti:
    """What became of one file, link or row: a sentence for the user, and whether it worked."""

    kalimat: str
    berhasil: bool = True


@transaction.atomic
def _adili(*, indikator_id: int, tahun: int, triwulan: int, oleh: Pengguna) -> None:
    """Refuse before a file is looked at; judged again when it is stored."""
    baris_terkunci(indikator_id=indikator_id, tahun=tahun, triwulan=triwulan, oleh=oleh)


def tambah_bukti_berkas(
    *,
    indikator_id: int,
    tahun: int,
    triwulan: int,
    isi: File | bytes,
    nama: str,
    oleh: Pengguna,
    halaman: str = "",
) -> HasilBukti:
    """Put one file behind one value; a content that the PD has already is linked, not stored again.

    The row of the value is made (draf, empty) where there is none.

    Raises:
        Indikator.DoesNotExist: no such indicator, or not visible to `oleh`.
        TidakBoleh: closed, or not in the operator's hands (reason in the message).
        GalatPengguna: the file was refused, or the row has it or enough of them already.
    """
    kunci: dict[str, Any] = {
        "indikator_id": indikator_id,
        "tahun": tahun,
        "triwulan": triwulan,
        "oleh": oleh,
    }
    _adili(**kunci)
    diperiksa = periksa_berkas(isi=isi, nama_asli=nama, jenis_boleh=JENIS_BUKTI)
    baru: list[Berkas] = []
    try:
        with transaction.atomic():
            return _simpan_berkas_bukti(diperiksa, halaman, baru, **kunci)
    except BaseException:
        for berkas in baru:
            buang_berkas_yatim(berkas)
        raise


def _simpan_berkas_bukti(
    diperiksa: BerkasDiperiksa, halaman: str, baru: list[Berkas], **kunci: Any
) -> HasilBukti:
    oleh: Pengguna = kunci["oleh"]
    _antre_pd(kunci["indikator_id"], oleh)
    baris = _baris_tersimpan(**kunci)
    sama = list(bukti_berkas_sama(diperiksa.sha256, baris.indikator.pengampu_id))
    if any(b.realisasi_id == baris.pk for b in sama):
        raise GalatPengguna(f"Berkas “{diperiksa.nama}” sudah menjadi bukti baris ini.")
    berkas = _berkas_terkunci(sama)
    if berkas is None:
        sama = []
        berkas = simpan_diperiksa(diperiksa, oleh=oleh)
        baru.append(berkas)
    _tambah(
        baris,
        BuktiDukung(berkas=berkas, judul=diperiksa.nama, halaman=_halaman(halaman, berkas)),
        oleh,
    )
    if not sama:
        return HasilBukti(f"“{diperiksa.nama}” tersimpan.")
    dipakai = sebut_baris([b.realisasi for b in sama], baris.tahun, baris.triwulan)
    return HasilBukti(
        f"Berkas “{diperiksa.nama}” sudah menjadi bukti {dipakai}. "
        "Berkas yang sama dipakai, tidak disimpan dua kali."
    )


@transaction.atomic
def tambah_bukti_tautan(
    *,
    indikator_id: int,
    tahun: int,
    triwulan: int,
    tautan: str,
    judul: str,
    oleh: Pengguna,
    halaman: str = "",
) -> BuktiDukung:
    """Put a web address behind one value. Raises as tambah_bukti_berkas."""
    baris = _baris_tersimpan(indikator_id=indikator_id, tahun=tahun, triwulan=triwulan, oleh=oleh)
    try:
        alamat = baca_tautan(tautan)
    except ValueError as galat:
        raise GalatPengguna(str(galat)) from None
    if baris.bukti.filter(tautan=alamat).exists():
        raise GalatPengguna("Tautan ini sudah menjadi bukti baris ini.")
    nama = " ".join(judul.split())[:200] or alamat.split("://", 1)[1][:200]
    return _tambah(
        baris, BuktiDukung(tautan=alamat, judul=nama, halaman=_halaman(halaman, None)), oleh
    )


@transaction.atomic
def pakai_bukti(
    *,
    bukti_id: Iterable[int],
    indikator_id: Iterable[int],
    tahun: int,
    triwulan: int,
    oleh: Pengguna,
) -> list[HasilBukti]:
    """Put evidence that the PD has this year behind other rows: each of these behind each of those.

    Every pair is judged by itself; what cannot be done is told and stops nothing else. The page
    pointer stays with the row it was written for.

    Raises Indikator.DoesNotExist and BuktiDukung.DoesNotExist for what is not visible to `oleh`.
    """
    dicari = sorted(set(bukti_id))
    sumber = list(
        BuktiDukung.objects.for_user(oleh)
        .filter(pk__in=dicari)
        .select_related("realisasi__indikator")
        .order_by("pk")
    )
    if len(sumber) != len(dicari):
        raise BuktiDukung.DoesNotExist
    hasil: list[HasilBukti] = []
    for tujuan in sorted(set(indikator_id)):  # one order of locks for everyone
        try:
            with transaction.atomic():
                baris = _baris_tersimpan(
                    indikator_id=tujuan, tahun=tahun, triwulan=triwulan, oleh=oleh
                )
                hasil_baris = [_pakai(asal, baris, oleh) for asal in sumber]
                if not any(satu.berhasil for satu in hasil_baris):
                    transaction.set_rollback(True)  # no empty draft where nothing was linked
                hasil += hasil_baris
        except TidakBoleh as galat:
            hasil.append(HasilBukti(str(galat), berhasil=False))
    return hasil


def _pakai(asal: BuktiDukung, baris: Realisasi, oleh: Pengguna) -> HasilBukti:
    lama = asal.realisasi
    if lama.indikator.pengampu_id != baris.indikator.pengampu_id or lama.tahun != baris.tahun:
        return HasilBukti(
            f"“{asal.judul}” bukan bukti perangkat daerah ini pada tahun {baris.tahun}.",
            berhasil=False,
        )
    bukti = BuktiDukung(tautan=asal.tautan, judul=asal.judul)
    if asal.berkas_id is not None:
        bukti.berkas = Berkas.objects.select_for_update().filter(pk=asal.berkas_id).first()
        if bukti.berkas is None:
            return HasilBukti(f"“{asal.judul}” baru saja dihapus.", berhasil=False)
    ada = {"berkas": bukti.berkas} if bukti.berkas else {"tautan": bukti.tautan}
    if baris.bukti.filter(**ada).exists():
        return HasilBukti(f"“{asal.judul}” sudah menjadi bukti baris itu.", berhasil=False)
    try:
        _tambah(baris, bukti, oleh, asal=asal.pk)
    except GalatPengguna as galat:
        return HasilBukti(str(galat), berhasil=False)
    return HasilBukti(f"“{asal.judul}” dipakai.")


@transaction.atomic
def ubah_halaman(
    *, bukti_id: int, halaman: str, oleh: Pengguna, semula: str | None = None
) -> BuktiDukung:
    """Say on which page to look. `semula` is the pointer that was shown; None skips the comparison.

    Raises BuktiDukung.DoesNotExist, TidakBoleh, GalatPengguna (no such page; changed meanwhile).
    """
    bukti = _bukti_terkunci(bukti_id, oleh)
    baru = _halaman(halaman, bukti.berkas)
    if baru == bukti.halaman:
        return bukti
    if semula is not None and semula.strip() != bukti.halaman:
        raise GalatPengguna(
            f"Halaman bukti ini baru saja diubah orang lain menjadi “{bukti.halaman or '–'}”. "
            "Periksa, lalu simpan lagi."
        )
    sebelum = {"bukti": bukti.pk, "halaman": bukti.halaman}
    bukti.halaman = baru
    bukti.full_clean()
    bukti.save(update_fields=["halaman", "diperbarui_pada"])
    catat_audit(
        "realisasi.bukti_diubah",
        bukti.realisasi,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={"bukti": bukti.pk, "halaman": baru},
    )
    return bukti


@transaction.atomic
def hapus_bukti(*, bukti_id: int, oleh: Pengguna) -> BuktiDukung:
    """Take one piece of evidence from its value; the audit trail keeps name, address and sha256.

    The stored file goes after the commit, unless another row uses it. Raises
    BuktiDukung.DoesNotExist and TidakBoleh.
    """
    bukti = _bukti_terkunci(bukti_id, oleh)
    berkas = None
    if bukti.berkas_id is not None:
        berkas = Berkas.objects.select_for_update().get(pk=bukti.berkas_id)
    catat_audit("realisasi.bukti_dihapus", bukti.realisasi, oleh=oleh, sebelum=_potret(bukti))
    BuktiDukung.objects.filter(pk=bukti.pk).delete()
    if berkas is not None:
        lepas_berkas(berkas)
    return bukti


def _antre_pd(indikator_id: int, oleh: Pengguna) -> None:
    """One file of a PD is stored at a time: two people with the same file store it once.

    Before the indicator is locked, as in every service that locks both.
    """
    pd_id = Indikator.objects.for_user(oleh).get(pk=indikator_id).pengampu_id
    PerangkatDaerah.objects.select_for_update(of=("self",), no_key=True).get(pk=pd_id)


def _baris_tersimpan(*, indikator_id: int, tahun: int, triwulan: int, oleh: Pengguna) -> Realisasi:
    """The row of the cell, locked and judged; an empty draft is stored where there is none."""
    baris = baris_terkunci(indikator_id=indikator_id, tahun=tahun, triwulan=triwulan, oleh=oleh)
    if baris.pk is None:
        baris.full_clean()
        baris.save(force_insert=True)
    return baris


def _bukti_terkunci(bukti_id: int, oleh: Pengguna) -> BuktiDukung:
    """The visible evidence with its row locked and judged."""
    cari = BuktiDukung.objects.for_user(oleh).select_related("realisasi", "berkas")
    r = cari.get(pk=bukti_id).realisasi
    baris_terkunci(indikator_id=r.indikator_id, tahun=r.tahun, triwulan=r.triwulan, oleh=oleh)
    return cari.get(pk=bukti_id)  # again: someone may have deleted it while we waited


def _berkas_terkunci(sama: Sequence[BuktiDukung]) -> Berkas | None:
    """The stored copy, locked so that nobody drops it before it is linked."""
    if not sama or sama[0].berkas_id is None:
        return None
    return Berkas.objects.select_for_update().filter(pk=sama[0].berkas_id).first()


def _tambah(
    baris: Realisasi, bukti: BuktiDukung, oleh: Pengguna, asal: int | None = None
) -> BuktiDukung:
    batas: int = settings.BUKTI_PER_BARIS_MAKS
    if baris.bukti.count() >= batas:
        raise GalatPengguna(f"Satu baris memuat paling banyak {batas} bukti.")
    bukti.realisasi, bukti.diunggah_oleh = baris, oleh
    bukti.full_clean()
    bukti.save(force_insert=True)
    sesudah = _potret(bukti) | ({} if asal is None else {"dari_bukti": asal})
    catat_audit("realisasi.bukti_ditambah", baris, oleh=oleh, sesudah=sesudah)
    return bukti


def _potret(bukti: BuktiDukung) -> dict[str, Any]:
    isi: dict[str, Any] = {"bukti": bukti.pk, "judul": bukti.judul, "halaman": bukti.halaman}
    if bukti.berkas is not None:
        return isi | {"berkas": bukti.berkas.pk, "sha256": bukti.berkas.sha256}
    return isi | {"tautan": bukti.tautan}


def _halaman(teks: str, berkas: Berkas | None) -> str:
    try:
        return baca_halaman(teks, berkas.jumlah_halaman if berkas else None)
    except ValueError as galat:
        raise GalatPengguna(str(galat)) from None
