"""Filling empty explanations from the last quarter that has them, and taking that back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from kinerja.models import IsiIndikator, Realisasi
from kinerja.services.isian import simpan_isian
from kinerja.services.realisasi import MEDAN_NARASI
from kinerja.services.sel_isian import PerubahanSel, SelIsian
from kinerja.services.urung_isian import urungkan_isian
from opd.models import Pengguna


@dataclass(frozen=True)
class HasilSalin:
    """How many texts were filled in how many rows, and each change as it can be taken back."""

    teks: int
    baris: int
    perubahan: tuple[PerubahanSel, ...]


@transaction.atomic
def salin_narasi(
    *,
    perangkat_daerah_id: int,
    tahun: int,
    triwulan: int,
    oleh: Pengguna,
    indikator_ids: Collection[int] | None = None,
) -> HasilSalin:
    """Fill the empty texts of a quarter from the last quarter, of this year or the year before,
    in which the indicator has them. A text that is there stays as it is.

    `indikator_ids` narrows it to some rows (None: the whole sheet). Rows that may not be changed
    are left out. Raises as simpan_isian.
    """
    isi = (
        IsiIndikator.objects.for_user(oleh)
        .diukur(tahun)
        .filter(indikator__pengampu_id=perangkat_daerah_id)
    )
    if indikator_ids is not None:
        isi = isi.filter(indikator__in=indikator_ids)
    diampu = [pk for pk, i in isi.satu_per_indikator().items() if i.jatuh_tempo(triwulan)]
    kini = _kini(oleh, tahun, triwulan, diampu)
    sel = [
        SelIsian(medan, pk, teks=teks, semula="")
        for pk, r in _sumber(oleh, tahun, triwulan, diampu).items()
        for medan in MEDAN_NARASI
        if (teks := getattr(r, medan)) and not (pk in kini and getattr(kini[pk], medan))
    ]
    hasil = simpan_isian(
        perangkat_daerah_id=perangkat_daerah_id,
        tahun=tahun,
        triwulan=triwulan,
        sel=sel,
        oleh=oleh,
        utuh=False,
    )
    return HasilSalin(
        teks=len(hasil.perubahan),
        baris=len({p.kunci for p in hasil.perubahan}),
        perubahan=hasil.perubahan,
    )


@transaction.atomic
def urungkan_salinan(
    *,
    perangkat_daerah_id: int,
    tahun: int,
    triwulan: int,
    sel: Collection[tuple[str, int]],
    oleh: Pengguna,
) -> int:
    """Empty copied texts again, `sel` as (field, indicator); how many.

    A text that is no longer what the earlier quarter has stays: someone has worked on it. Raises
    as urungkan_isian.
    """
    indikator_ids = {pk for _, pk in sel}
    kini = _kini(oleh, tahun, triwulan, indikator_ids)
    sumber = _sumber(oleh, tahun, triwulan, indikator_ids)
    perubahan = [
        PerubahanSel(medan, pk, triwulan, {"isi": ""}, {"isi": teks}, kini[pk].versi)
        for medan, pk in sel
        if medan in MEDAN_NARASI and pk in kini and pk in sumber
        if (teks := getattr(kini[pk], medan)) and teks == getattr(sumber[pk], medan)
    ]
    hasil = urungkan_isian(
        perangkat_daerah_id=perangkat_daerah_id, tahun=tahun, perubahan=perubahan, oleh=oleh
    )
    return len(hasil.perubahan)


def _kini(
    oleh: Pengguna, tahun: int, triwulan: int, indikator_ids: Collection[int]
) -> dict[int, Realisasi]:
    baris = Realisasi.objects.for_user(oleh).periode(tahun, triwulan)
    return {r.indikator_id: r for r in baris.filter(indikator__in=indikator_ids)}


def _sumber(
    oleh: Pengguna, tahun: int, triwulan: int, indikator_ids: Collection[int]
) -> dict[int, Realisasi]:
    """The row of the last earlier quarter with a text, for each indicator that has one."""
    lampau = (
        Realisasi.objects.for_user(oleh)
        .filter(
            Q(tahun=tahun, triwulan__lt=triwulan) | Q(tahun=tahun - 1),
            indikator__in=indikator_ids,
        )
        .order_by("-tahun", "-triwulan")
    )
    sumber: dict[int, Realisasi] = {}
    for r in lampau:
        if any(getattr(r, m) for m in MEDAN_NARASI):
            sumber.setdefault(r.indikator_id, r)
    return sumber
