"""Taking back many cells that were written at once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from dasar.services.audit import catat_audit_massal
from kinerja.models import Anggaran, Isian, Realisasi
from kinerja.permissions import boleh_ubah_baris
from kinerja.services.anggaran import AKSI_DIHAPUS
from kinerja.services.isian import (
    Baris,
    LembarTerkunci,
    catat_perubahan,
    muat_lembar,
    simpan_baris,
)
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
    sel = [SelIsian(p.medan, p.kunci, triwulan=p.triwulan) for p in perubahan]
    lembar = muat_lembar(oleh, pd.pk, tahun, sel, laporan=True)
    for triwulan in sorted({p.triwulan for p in perubahan}):
        lembar.periode[triwulan].wajib()
    dinilai = tuple(_nilai_urung(p, s, lembar) for p, s in zip(perubahan, sel, strict=True))
    hasil = HasilIsian(dinilai)
    if hasil.gagal:
        raise IsianDitolak(hasil)
    return HasilIsian(dinilai, tuple(_tulis_urung(perubahan, lembar, oleh)))


def _nilai_urung(p: PerubahanSel, s: SelIsian, lembar: LembarTerkunci) -> HasilSel:
    ada: Realisasi | Anggaran | None
    if p.medan == RUPIAH:
        ada, izin = lembar.anggaran.get(p.letak), lembar.rupiah[p.triwulan]
    else:
        ada = lembar.realisasi.get(p.letak)
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
    hasil: list[tuple[PerubahanSel, Baris]] = []
    hapus: dict[int, Anggaran] = {}
    for p in perubahan:
        if p.medan == RUPIAH:
            a = lembar.anggaran[p.letak]
            a.versi, a.diisi_oleh, a.diisi_pada = a.versi + 1, oleh, kini
            a.diperbarui_pada = kini
            if p.semula["isi"] is None:  # a quarter without an amount has no row
                hapus[a.pk] = a
            else:
                a.realisasi, a.isian = p.semula["isi"], Isian(p.semula["isian"])
                a.contoh, a.sumber = p.semula["contoh"], p.semula["sumber"]
            balik = PerubahanSel(p.medan, p.kunci, p.triwulan, p.kini, p.semula, a.versi)
            hasil.append((balik, a))
            continue
        r = lembar.realisasi[p.letak]
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
        balik = PerubahanSel(p.medan, p.kunci, p.triwulan, p.kini, p.semula, r.versi)
        hasil.append((balik, r))
    catat_perubahan(hasil, oleh)
    tetap = {id(r): r for p, r in hasil if p.medan != RUPIAH or r.pk not in hapus}
    simpan_baris(tetap.values(), {p.medan for p in perubahan})
    # As a cleared cell: the next amount must not have a version that some browser still shows.
    catat_audit_massal(
        AKSI_DIHAPUS,
        [
            (a.simpul, {"tahun": a.tahun, "triwulan": a.triwulan, "versi": a.versi}, None)
            for a in hapus.values()
        ],
        oleh=oleh,
    )
    Anggaran.objects.filter(pk__in=hapus).delete()
    return [p for p, _ in hasil]
