"""Writing who holds which post: one assignment, its end, and a mass rotation in one step."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit, catat_audit_massal
from dasar.tanggal import format_tanggal
from opd.models import Jabatan, JenisPenugasan, Pegawai, Pengguna, PenugasanJabatan
from opd.permissions import boleh_kelola_pd
from opd.selectors.batal_penugasan import halangan_batal
from opd.selectors.jabatan import masa
from opd.selectors.pelantikan import (
    BarisPelantikan,
    GalatBaris,
    RencanaPelantikan,
    kalimat_rangkap,
    kalimat_terisi,
    rencana_pelantikan,
)

__all__ = [
    "BarisPelantikan",
    "GalatBaris",
    "GalatPelantikan",
    "HasilPelantikan",
    "akhiri_penugasan",
    "batalkan_penugasan",
    "lantik",
    "tanda_penugasan",
    "tugaskan",
]

# Names of the exclusion constraints of PostgreSQL (migration 0003).
TUMPANG_JABATAN = "opd_penugasan_jabatan_tumpang"
TUMPANG_PEGAWAI = "opd_penugasan_pegawai_tumpang"


class GalatPelantikan(ValidationError):
    """Nothing of the list was applied; `galat` says why, row by row."""

    def __init__(self, galat: Sequence[GalatBaris]) -> None:
        super().__init__([f"Baris {g.nomor}: {g.kalimat}" for g in galat])
        self.galat = tuple(galat)


@dataclass(frozen=True)
class HasilPelantikan:
    """What was written. `kosong`: posts that nobody holds from that day on; `lepas`: those who
    ended and got no definitive post of the list."""

    penugasan: tuple[PenugasanJabatan, ...]
    diakhiri: tuple[PenugasanJabatan, ...]
    kosong: tuple[Jabatan, ...]
    lepas: tuple[PenugasanJabatan, ...]


@transaction.atomic
def tugaskan(
    *,
    jabatan_id: int,
    pegawai_id: int,
    jenis: str,
    dari: datetime.date,
    oleh: Pengguna,
    sampai: datetime.date | None = None,
    dasar: str = "",
) -> PenugasanJabatan:
    """Put an official into a post, both days included.

    Raises Jabatan or Pegawai.DoesNotExist (not visible), TidakBoleh, and ValidationError by
    field: the post has a holder of that kind on one of the days, the person has another definitive
    post then, or the post does not exist on all of them.
    """
    terlihat = Jabatan.objects.for_user(oleh).get(pk=jabatan_id)
    orang = Pegawai.objects.for_user(oleh).get(pk=pegawai_id)
    jabatan = _kunci({terlihat.pk}, {orang.pk})[jabatan_id]
    boleh_kelola_pd(oleh).wajib()
    penugasan = PenugasanJabatan(
        jabatan=jabatan,
        pegawai=orang,
        jenis=jenis,
        dari=dari,
        sampai=sampai,
        dasar=dasar.strip(),
    )
    if sampai is not None and sampai < dari:
        raise ValidationError({"sampai": "Tanggal akhir tidak boleh sebelum tanggal awal."})
    _periksa_masa(penugasan)
    _periksa_tumpang(penugasan)
    penugasan.full_clean()
    _simpan(penugasan)
    catat_audit("penugasan.dibuat", penugasan, oleh=oleh, sesudah=_potret(penugasan))
    return penugasan


@transaction.atomic
def akhiri_penugasan(
    *, penugasan_id: int, sampai: datetime.date | None, oleh: Pengguna, tanda: str | None = None
) -> PenugasanJabatan:
    """End an assignment on `sampai`, its last day; None takes the end back. `tanda` as in
    ubah_jabatan.

    Raises PenugasanJabatan.DoesNotExist (not visible), TidakBoleh, GalatPengguna (changed
    meanwhile), ValidationError (before its first day, or a later end meets the next holder).
    """
    terlihat = PenugasanJabatan.objects.for_user(oleh).get(pk=penugasan_id)
    _kunci({terlihat.jabatan_id}, {terlihat.pegawai_id})
    boleh_kelola_pd(oleh).wajib()
    penugasan = PenugasanJabatan.objects.select_related("jabatan", "pegawai").get(pk=penugasan_id)
    if tanda is not None and tanda != tanda_penugasan(penugasan):
        raise GalatPengguna(
            f"Penugasan {penugasan.pegawai} baru saja diubah orang lain. "
            "Buka lagi halaman ini sebelum menyimpan."
        )
    if sampai is not None and sampai < penugasan.dari:
        raise ValidationError(
            {"sampai": f"Penugasan ini baru mulai {format_tanggal(penugasan.dari)}."}
        )
    if sampai == penugasan.sampai:
        return penugasan
    sebelum = {"sampai": penugasan.sampai}
    penugasan.sampai = sampai
    _periksa_masa(penugasan)
    _periksa_tumpang(penugasan)
    _simpan(penugasan)
    catat_audit(
        "penugasan.diakhiri" if sampai else "penugasan.dilanjutkan",
        penugasan,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={"sampai": sampai},
    )
    return penugasan


@transaction.atomic
def batalkan_penugasan(
    *, penugasan_id: int, alasan: str, oleh: Pengguna, tanda: str | None = None
) -> None:
    """Remove an assignment that was entered by mistake. `tanda` as in ubah_jabatan.

    Those that it ended stay ended: their ends may have other reasons, so people take them back.
    Raises PenugasanJabatan.DoesNotExist (not visible), TidakBoleh, GalatPengguna (changed
    meanwhile), ValidationError (no reason, or something refers to it).
    """
    terlihat = PenugasanJabatan.objects.for_user(oleh).get(pk=penugasan_id)
    _kunci({terlihat.jabatan_id}, {terlihat.pegawai_id})
    boleh_kelola_pd(oleh).wajib()
    kunci = PenugasanJabatan.objects.select_for_update(of=("self",))
    penugasan = kunci.select_related("jabatan", "pegawai").get(pk=penugasan_id)
    if tanda is not None and tanda != tanda_penugasan(penugasan):
        raise GalatPengguna(
            f"Penugasan {penugasan.pegawai} baru saja diubah orang lain. "
            "Buka lagi halaman ini sebelum menghapus."
        )
    if not alasan.strip():
        raise ValidationError({"alasan": "Tulis alasannya."})
    if kalimat := halangan_batal(penugasan):
        raise ValidationError(kalimat)
    catat_audit(
        "penugasan.dibatalkan",
        penugasan,
        oleh=oleh,
        sebelum=_potret(penugasan),
        sesudah={"alasan": alasan.strip()},
    )
    penugasan.delete()


@transaction.atomic
def lantik(
    *,
    baris: Sequence[BarisPelantikan],
    tanggal: datetime.date,
    dasar: str,
    oleh: Pengguna,
    tanda: str | None = None,
) -> HasilPelantikan:
    """Apply a whole list of appointments from `tanggal` on, or nothing of it.

    Ends the day before: who holds each post now (a Plh row only another Plh), and the definitive
    post that a person of the list leaves. `tanda` is the one of the plan that was previewed.
    Raises TidakBoleh, GalatPelantikan (which rows and why), ValidationError (an empty list, no
    legal basis), GalatPengguna when the holders changed since the preview.
    """
    boleh_kelola_pd(oleh).wajib()
    if not baris:
        raise ValidationError("Isi paling sedikit satu baris.")
    if not dasar.strip():
        raise ValidationError({"dasar": "Tulis nomor surat keputusannya."})
    orang = {b.pegawai_id for b in baris}
    # The posts that people leave are locked too, so they are read once before and once after.
    asal = PenugasanJabatan.objects.filter(pegawai__in=orang).filter(_sejak(tanggal))
    _kunci({b.jabatan_id for b in baris} | set(asal.values_list("jabatan_id", flat=True)), orang)
    rencana = rencana_pelantikan(baris, tanggal)
    if rencana.galat:
        raise GalatPelantikan(rencana.galat)
    if tanda is not None and tanda != rencana.tanda:
        raise GalatPengguna(
            "Pemegang jabatan berubah sejak daftar ini diperiksa. Periksa sekali lagi."
        )
    return _terapkan(rencana, dasar.strip(), oleh)


def tanda_penugasan(penugasan: PenugasanJabatan) -> str:
    """Which state of an assignment a page was shown."""
    return penugasan.diperbarui_pada.isoformat()


def _terapkan(rencana: RencanaPelantikan, dasar: str, oleh: Pengguna) -> HasilPelantikan:
    akhir = rencana.tanggal - datetime.timedelta(days=1)
    jejak = []
    for lama in rencana.diakhiri:
        sebelum = {"sampai": lama.sampai}
        lama.sampai = akhir
        _simpan(lama)
        jejak.append((lama, sebelum, {"sampai": akhir}))
    baru = []
    for r in rencana.baris:
        penugasan = PenugasanJabatan(
            jabatan=r.jabatan,
            pegawai=r.pegawai,
            jenis=r.jenis,
            dari=rencana.tanggal,
            sampai=r.jabatan.sampai,  # a post that ends takes its holder with it
            dasar=dasar,
        )
        try:
            penugasan.full_clean()
            _simpan(penugasan)
        except ValidationError as galat:
            kalimat = " ".join(galat.messages)
            raise GalatPelantikan([GalatBaris(r.nomor, "jabatan", kalimat)]) from galat
        baru.append(penugasan)
    catat_audit_massal("penugasan.diakhiri", jejak, oleh=oleh)
    catat_audit_massal("penugasan.dibuat", [(p, None, _potret(p)) for p in baru], oleh=oleh)
    return HasilPelantikan(
        penugasan=tuple(baru),
        diakhiri=tuple(rencana.diakhiri),
        kosong=tuple(rencana.kosong),
        lepas=tuple(rencana.lepas),
    )


def _kunci(jabatan: Collection[int], pegawai: Collection[int]) -> dict[int, Jabatan]:
    """Lock people, then posts, each in the order of their ids, so that no two wait for each
    other; of two who fill one post the second sees the first."""
    orang = Pegawai.objects.select_for_update(of=("self",), no_key=True)
    list(orang.filter(pk__in=pegawai).order_by("pk").values_list("pk"))
    posts = Jabatan.objects.select_for_update(of=("self",), no_key=True)
    return {j.pk: j for j in posts.filter(pk__in=jabatan).order_by("pk")}


def _simpan(penugasan: PenugasanJabatan) -> None:
    """Save; what the exclusion constraint of PostgreSQL refuses gets the sentence of the rule."""
    try:
        with transaction.atomic():
            penugasan.save()
    except IntegrityError as galat:
        if TUMPANG_JABATAN not in str(galat) and TUMPANG_PEGAWAI not in str(galat):
            raise
        _periksa_tumpang(penugasan)
        raise ValidationError(
            "Jabatan atau pegawai ini baru saja mendapat penugasan lain pada tanggal itu."
        ) from galat


def _periksa_masa(penugasan: PenugasanJabatan) -> None:
    """The post exists on every day of the assignment."""
    jabatan = penugasan.jabatan
    medan = ""
    if penugasan.dari < jabatan.dari or (
        jabatan.sampai is not None and penugasan.dari > jabatan.sampai
    ):
        medan = "dari"
    elif jabatan.sampai is not None and (
        penugasan.sampai is None or penugasan.sampai > jabatan.sampai
    ):
        medan = "sampai"
    if medan:
        raise ValidationError(
            {
                medan: f"Jabatan ini berlaku {masa(jabatan.dari, jabatan.sampai)}. "
                "Penugasan harus di dalamnya."
            }
        )


def _periksa_tumpang(penugasan: PenugasanJabatan) -> None:
    """No two of one kind in one post, no person in two definitive posts, on any day."""
    irisan = PenugasanJabatan.objects.filter(_sejak(penugasan.dari)).exclude(pk=penugasan.pk)
    if penugasan.sampai is not None:
        irisan = irisan.filter(dari__lte=penugasan.sampai)
    irisan = irisan.select_related("jabatan", "pegawai").order_by("dari")
    terisi = irisan.filter(jabatan=penugasan.jabatan_id, jenis=penugasan.jenis).first()
    if terisi is not None:
        raise ValidationError({"dari": kalimat_terisi(terisi)})
    if penugasan.jenis != JenisPenugasan.DEFINITIF:
        return
    rangkap = irisan.filter(pegawai=penugasan.pegawai_id, jenis=JenisPenugasan.DEFINITIF).first()
    if rangkap is not None:
        raise ValidationError({"pegawai": kalimat_rangkap(rangkap)})


def _sejak(tanggal: datetime.date) -> Q:
    return Q(sampai__isnull=True) | Q(sampai__gte=tanggal)


def _potret(penugasan: PenugasanJabatan) -> dict[str, Any]:
    return {
        "jabatan": penugasan.jabatan_id,
        "pegawai": penugasan.pegawai_id,
        "jenis": penugasan.jenis,
        "dari": penugasan.dari,
        "sampai": penugasan.sampai,
        "dasar": penugasan.dasar,
    }
