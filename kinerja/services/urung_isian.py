"""Taking back many cells that were written at once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from dasar.services.audit import catat_audit_massal
from kinerja.models import Anggaran, Isian, Realisasi
from kinerja.permissions import boleh_muat_periode, boleh_ubah_baris
from kinerja.selectors.periode import jendela_periode
from kinerja.services.anggaran import AKSI_DIHAPUS
from kinerja.services.isian import LembarTerkunci, catat_perubahan, muat_lembar, simpan_baris
from kinerja.services.realisasi import MEDAN_NARASI
from kinerja.services.sel_isian import (
    NILAI,
    RUPIAH,
    HasilIsian,
    HasilSel,
    IsianDitolak,
    KeadaanSel,
    PerubahanSel,
    SelIsian,
)
from opd.models import Pengguna, PerangkatDaerah


@transaction.atomic
def urungkan_isian(
    *,
    perangkat_daerah_id: int,
    tahun: int,
    perubahan: Sequence[PerubahanSel],
    oleh: Pengguna,
) -> HasilIsian:
    """Put back what stood there before a set of changes: all of it or nothing.

    A cell that someone changed since, or that is no longer in the operator's hands, refuses the
    whole. Raises PerangkatDaerah.DoesNotExist, TidakBoleh, IsianDitolak.
    """
    pd = PerangkatDaerah.objects.for_user(oleh).get(pk=perangkat_daerah_id)
    hasil: list[HasilSel] = []
    balik: list[PerubahanSel] = []
    for triwulan in sorted({p.triwulan for p in perubahan}):
        milik = [p for p in perubahan if p.triwulan == triwulan]
        sel = [SelIsian(p.medan, p.kunci) for p in milik]
        lembar = muat_lembar(oleh, pd.pk, tahun, triwulan, sel)
        boleh_muat_periode(oleh, pd.pk, jendela_periode(pd.pk, tahun, triwulan)).wajib()
        dinilai = [_nilai_urung(p, s, lembar) for p, s in zip(milik, sel, strict=True)]
        hasil += dinilai
        if not any(h.keadaan == KeadaanSel.DITOLAK for h in dinilai):
            balik += _tulis_urung(milik, lembar, oleh)
    semua = HasilIsian(tuple(hasil), tuple(balik))
    if semua.gagal:
        raise IsianDitolak(semua)
    return semua


def _nilai_urung(p: PerubahanSel, s: SelIsian, lembar: LembarTerkunci) -> HasilSel:
    ada: Realisasi | Anggaran | None
    if p.medan == RUPIAH:
        ada, izin = lembar.anggaran.get(p.kunci), lembar.rupiah
    else:
        ada = lembar.realisasi.get(p.kunci)
        izin = boleh_ubah_baris(ada)
    if not izin:
        return HasilSel(s, KeadaanSel.DITOLAK, izin.alasan, ada)
    berubah = ada is None or (
        getattr(ada, p.medan) != p.kini["isi"] if p.medan in MEDAN_NARASI else ada.versi != p.versi
    )
    if berubah:
        return HasilSel(s, KeadaanSel.DITOLAK, "Sel ini sudah diubah lagi sesudahnya.", ada)
    return HasilSel(s, KeadaanSel.BERUBAH, "", ada)


def _tulis_urung(
    perubahan: Sequence[PerubahanSel], lembar: LembarTerkunci, oleh: Pengguna
) -> list[PerubahanSel]:
    kini = timezone.now()
    baris: dict[int, Realisasi] = {}
    uang: dict[int, Anggaran] = {}
    hasil: list[PerubahanSel] = []
    hapus: list[Anggaran] = []
    for p in perubahan:
        if p.medan == RUPIAH:
            a = lembar.anggaran[p.kunci]
            a.versi, a.diisi_oleh, a.diisi_pada = a.versi + 1, oleh, kini
            a.diperbarui_pada = kini
            if p.semula["isi"] is None:  # a quarter without an amount has no row
                hapus.append(a)
            else:
                a.realisasi, a.isian = p.semula["isi"], Isian(p.semula["isian"])
                a.contoh, a.sumber = p.semula["contoh"], p.semula["sumber"]
                uang[p.kunci] = a
            hasil.append(PerubahanSel(p.medan, p.kunci, p.triwulan, p.kini, p.semula, a.versi))
            continue
        r = baris[p.kunci] = lembar.realisasi[p.kunci]
        r.diperbarui_pada = kini
        if p.medan == NILAI:
            nilai = p.semula["nilai"]
            r.nilai = None if nilai is None else Decimal(nilai)
            r.alasan_kosong, r.versi = p.semula["alasan_kosong"], r.versi + 1
            r.contoh, r.sumber = p.semula["contoh"], p.semula["sumber"]
            r.diisi_oleh, r.diisi_pada = oleh, kini
        else:
            setattr(r, p.medan, p.semula["isi"])
            r.dijelaskan_oleh, r.dijelaskan_pada = oleh, kini
        hasil.append(PerubahanSel(p.medan, p.kunci, p.triwulan, p.kini, p.semula, r.versi))
    catat_perubahan(hasil, baris, {**uang, **{a.simpul_id: a for a in hapus}}, oleh)
    simpan_baris(baris.values(), [], uang)
    # As a cleared cell: the next amount must not have a version that some browser still shows.
    catat_audit_massal(
        AKSI_DIHAPUS,
        [
            (a.simpul, {"tahun": a.tahun, "triwulan": a.triwulan, "versi": a.versi}, None)
            for a in hapus
        ],
        oleh=oleh,
    )
    Anggaran.objects.filter(pk__in=[a.pk for a in hapus]).delete()
    return hasil
