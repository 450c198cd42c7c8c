"""Writing one measured value, or its texts, from the grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from dasar.services.audit import catat_audit
from kinerja.models import Indikator, Realisasi
from kinerja.permissions import boleh_isi_periode, boleh_isi_triwulan, boleh_ubah_baris
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.target_berlaku import isi_berlaku
from kinerja.services.sel_isian import MEDAN_NARASI as MEDAN_NARASI
from opd.models import Pengguna

BATAS_NILAI = Decimal(10) ** 18


class KonflikSel(Exception):  # noqa: N818 - the domain's word
    """Someone else saved this cell since it was shown; the caller offers both values."""

    def __init__(self, tersimpan: Realisasi) -> None:
        super().__init__("Sel ini baru saja diubah. Pilih nilai yang dipakai.")
        self.tersimpan = tersimpan


class KonflikNarasi(Exception):  # noqa: N818 - the domain's word
    """Someone else changed these texts since they were shown: field -> stored text."""

    def __init__(self, tersimpan: Mapping[str, str]) -> None:
        super().__init__("Penjelasan ini baru saja diubah orang lain.")
        self.tersimpan = dict(tersimpan)


@dataclass(frozen=True)
class IsiSel:
    """What one cell is to hold: a value, or the reason why there is none, or nothing (cleared)."""

    nilai: Decimal | None = None
    alasan_kosong: str = ""


def _potret(realisasi: Realisasi) -> dict[str, Any]:
    return {
        "nilai": None if realisasi.nilai is None else str(realisasi.nilai.normalize()),
        "alasan_kosong": realisasi.alasan_kosong,
        "sumber": realisasi.sumber,
    }


def _kunci_indikator(oleh: Pengguna, indikator_id: int) -> Indikator:
    """The visible indicator, locked: two first saves of one cell must not both insert.

    Raises Indikator.DoesNotExist when it is not visible to `oleh`.
    """
    terlihat = Indikator.objects.for_user(oleh).filter(pk=indikator_id)
    return Indikator.objects.select_for_update(of=("self",)).get(pk__in=terlihat)


def baris_terkunci(*, indikator_id: int, tahun: int, triwulan: int, oleh: Pengguna) -> Realisasi:
    """The stored or a new row of one cell, judged for writing after it was locked.

    Raises Indikator.DoesNotExist (not visible) and TidakBoleh (reason).
    """
    indikator = _kunci_indikator(oleh, indikator_id)
    jendela = jendela_periode(indikator.pengampu_id, tahun, triwulan)
    boleh_isi_periode(oleh, indikator.pengampu_id, jendela).wajib()
    baris = (
        Realisasi.objects.select_for_update(of=("self",))
        .filter(indikator=indikator, tahun=tahun, triwulan=triwulan)
        .first()
    )
    boleh_ubah_baris(baris).wajib()
    boleh_isi_triwulan(isi_berlaku(indikator.pk, tahun), triwulan).wajib()
    return baris or Realisasi(indikator=indikator, tahun=tahun, triwulan=triwulan, versi=0)


@transaction.atomic
def simpan_sel(
    *,
    indikator_id: int,
    tahun: int,
    triwulan: int,
    isi: IsiSel,
    oleh: Pengguna,
    versi: int | None = None,
) -> Realisasi:
    """Save the value of one cell and leave an audit row; saving what is stored changes nothing.

    `versi` is the version the user saw (0: the cell was empty); None skips the comparison.

    Raises:
        Indikator.DoesNotExist: no such indicator, or not visible to `oleh`.
        TidakBoleh: visible, but may not be changed now (reason in the message).
        KonflikSel: the stored value is newer than `versi` and differs.
        ValidationError: the value breaks a rule of the model.
    """
    baris = baris_terkunci(indikator_id=indikator_id, tahun=tahun, triwulan=triwulan, oleh=oleh)
    if (baris.nilai, baris.alasan_kosong) == (isi.nilai, isi.alasan_kosong):
        return baris
    if versi is not None and versi != baris.versi:
        raise KonflikSel(baris)
    sebelum = _potret(baris) if baris.pk else None
    baris.nilai, baris.alasan_kosong = isi.nilai, isi.alasan_kosong
    # What a person types no longer comes from a report, and is no example.
    baris.contoh, baris.sumber, baris.versi = False, "", baris.versi + 1
    baris.diisi_oleh, baris.diisi_pada = oleh, timezone.now()
    _simpan(
        baris,
        ["nilai", "alasan_kosong", "contoh", "sumber", "versi", "diisi_oleh", "diisi_pada"],
    )
    catat_audit("realisasi.disimpan", baris, oleh=oleh, sebelum=sebelum, sesudah=_potret(baris))
    return baris


@transaction.atomic
def simpan_narasi(
    *,
    indikator_id: int,
    tahun: int,
    triwulan: int,
    isi: Mapping[str, str],
    oleh: Pengguna,
    semula: Mapping[str, str] | None = None,
) -> Realisasi:
    """Save the texts of one cell (`MEDAN_NARASI`); only those that the user changed.

    `semula` are the texts as they were shown; None skips the comparison. `versi` and `diisi_oleh`
    stay: they belong to the value. Raises as simpan_sel, but KonflikNarasi where a text that the
    user changed is stored differently from what was shown.
    """
    baris = baris_terkunci(indikator_id=indikator_id, tahun=tahun, triwulan=triwulan, oleh=oleh)
    shown = {m: bersihkan(t) for m, t in (semula or {}).items()}
    diketik = {m: bersihkan(t) for m, t in isi.items()}
    berubah = {m: t for m, t in diketik.items() if t != getattr(baris, m) and t != shown.get(m)}
    if not berubah:
        return baris
    konflik = {
        m: str(getattr(baris, m)) for m in berubah if m in shown and getattr(baris, m) != shown[m]
    }
    if konflik:
        raise KonflikNarasi(konflik)
    sebelum = {m: getattr(baris, m) for m in berubah}
    for medan, teks in berubah.items():
        setattr(baris, medan, teks)
    baris.dijelaskan_oleh, baris.dijelaskan_pada = oleh, timezone.now()
    _simpan(baris, [*berubah, "dijelaskan_oleh", "dijelaskan_pada"])
    catat_audit("realisasi.narasi_disimpan", baris, oleh=oleh, sebelum=sebelum, sesudah=berubah)
    return baris


def bersihkan(teks: str) -> str:
    """A text as it is stored: browsers send CRLF, and outer blanks mean nothing."""
    return teks.replace("\r\n", "\n").strip()


def _simpan(baris: Realisasi, medan: Sequence[str]) -> None:
    """Write the fields of one cell. Only what a person typed is cleaned: the people, the period and
    the state were judged under the lock, and each rule about them is a query that the database
    asks itself again at the write."""
    diketik = {"nilai", *MEDAN_NARASI} & {*medan}
    if baris.alasan_kosong:
        diketik.add("alasan_kosong")
    baris.full_clean(exclude={f.name for f in Realisasi._meta.fields} - diketik)
    if baris.pk is None:
        baris.save(force_insert=True)
    else:
        # Named fields only: a stale copy must not write an old status back.
        baris.save(update_fields=[*medan, "diperbarui_pada"])
