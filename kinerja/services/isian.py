"""Writing many cells of one PD and quarter at once: paste, plain form, filled-in template.

Values, texts and money go through one judgement and one write, set by set; each changed cell gets
its audit row and is named in `perubahan`, so that one step takes all of it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from dasar.izin import Izin
from dasar.services.audit import catat_audit_massal
from kinerja.models import Anggaran, Indikator, IsiIndikator, Realisasi, Simpul
from kinerja.permissions import (
    boleh_isi_periode,
    boleh_isi_triwulan,
    boleh_ubah_baris,
)
from kinerja.selectors.periode import jendela_periode
from kinerja.services.anggaran import rupiah_diketik, rupiah_terkunci, versi_terhapus
from kinerja.services.realisasi import BATAS_NILAI, MEDAN_NARASI, bersihkan
from kinerja.services.sel_isian import (
    MEDAN_ISIAN,
    NILAI,
    PANJANG_NARASI,
    RUPIAH,
    HasilIsian,
    HasilSel,
    IsianDitolak,
    KeadaanSel,
    PerubahanSel,
    SelIsian,
    potret_nilai,
    potret_rupiah,
)
from opd.models import Pengguna, PerangkatDaerah

_KOLOM_NILAI = ("nilai", "alasan_kosong", "contoh", "sumber", "versi", "diisi_oleh", "diisi_pada")
_KOLOM_NARASI = (*MEDAN_NARASI, "dijelaskan_oleh", "dijelaskan_pada")
_KOLOM_RUPIAH = ("realisasi", "isian", "contoh", "sumber", "versi", "diisi_oleh", "diisi_pada")


@dataclass
class LembarTerkunci:
    """Everything of one PD and quarter that the judgement needs, locked."""

    pd_id: int
    tahun: int
    triwulan: int
    indikator: set[int]
    isi: dict[int, IsiIndikator]
    realisasi: dict[int, Realisasi]
    simpul: set[int]
    anggaran: dict[int, Anggaran]
    rupiah: Izin
    diketik: dict[int, Izin]  # node -> whether money is typed there
    baru: dict[int, Realisasi] = field(default_factory=dict)

    def baris(self, indikator_id: int) -> Realisasi:
        """The stored row or a new one, the same for all cells of an indicator."""
        ada = self.realisasi.get(indikator_id) or self.baru.get(indikator_id)
        if ada is None:
            ada = self.baru[indikator_id] = Realisasi(
                indikator_id=indikator_id, tahun=self.tahun, triwulan=self.triwulan, versi=0
            )
        return ada


def muat_lembar(
    oleh: Pengguna, pd_id: int, tahun: int, triwulan: int, sel: Sequence[SelIsian]
) -> LembarTerkunci:
    """Lock indicators, then nodes, then rows: the order in which single saves lock."""
    mau = {s.kunci for s in sel if s.medan != RUPIAH}
    mau_simpul = {s.kunci for s in sel if s.medan == RUPIAH}
    terlihat = Indikator.objects.for_user(oleh).filter(pengampu_id=pd_id, pk__in=mau)
    indikator = set(
        Indikator.objects.filter(pk__in=terlihat)
        .select_for_update(of=("self",))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    simpul = set(
        Simpul.objects.filter(perangkat_daerah_id=pd_id, pk__in=mau_simpul)
        .select_for_update(of=("self",))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    baris = Realisasi.objects.periode(tahun, triwulan).filter(indikator__in=indikator)
    uang = Anggaran.objects.filter(simpul__in=simpul, tahun=tahun, triwulan=triwulan)
    uang = uang.select_related("simpul")
    return LembarTerkunci(
        pd_id=pd_id,
        tahun=tahun,
        triwulan=triwulan,
        indikator=indikator,
        isi=IsiIndikator.objects.diukur(tahun).filter(indikator__in=indikator).satu_per_indikator(),
        realisasi={r.indikator_id: r for r in baris.select_for_update(of=("self",)).order_by("pk")},
        simpul=simpul,
        anggaran={a.simpul_id: a for a in uang.select_for_update(of=("self",)).order_by("pk")},
        rupiah=rupiah_terkunci(pd_id, tahun, triwulan) if mau_simpul else Izin.ya(),
        diketik=rupiah_diketik(simpul, tahun) if simpul else {},
    )


@transaction.atomic
def simpan_isian(
    *,
    perangkat_daerah_id: int,
    tahun: int,
    triwulan: int,
    sel: Sequence[SelIsian],
    oleh: Pengguna,
    utuh: bool,
    sumber: str = "",
    terapkan: bool = True,
) -> HasilIsian:
    """Save many cells of one quarter. `utuh`: all or none; else each good one, bad ones named.

    `terapkan=False` only judges. `sumber` says where the values come from ("" for typed ones).

    Raises:
        PerangkatDaerah.DoesNotExist: not visible to `oleh`.
        TidakBoleh: the whole quarter may not be written now (reason in the message).
        IsianDitolak: `utuh` and a cell is refused; nothing was written.
    """
    pd = PerangkatDaerah.objects.for_user(oleh).get(pk=perangkat_daerah_id)
    lembar = muat_lembar(oleh, pd.pk, tahun, triwulan, sel)
    # Judged under the locks: a freeze of the quarter takes the same ones.
    boleh_isi_periode(oleh, pd.pk, jendela_periode(pd.pk, tahun, triwulan)).wajib()
    hasil = HasilIsian(tuple(_nilai_semua(sel, lembar)))
    if utuh and terapkan and hasil.gagal:
        raise IsianDitolak(hasil)
    if not terapkan:
        return hasil
    return HasilIsian(hasil.sel, tuple(_tulis(hasil.sel, lembar, oleh, sumber)))


def _nilai_semua(sel: Sequence[SelIsian], lembar: LembarTerkunci) -> Iterable[HasilSel]:
    dibaca: set[tuple[str, int]] = set()
    for s in sel:
        if (s.medan, s.kunci) in dibaca:
            yield HasilSel(s, KeadaanSel.DITOLAK, "Sel ini sudah diisi oleh baris lain.")
            continue
        dibaca.add((s.medan, s.kunci))
        yield _nilai_rupiah(s, lembar) if s.medan == RUPIAH else _nilai_sel(s, lembar)


def _nilai_sel(s: SelIsian, lembar: LembarTerkunci) -> HasilSel:
    """Judge a value or a text."""
    lama = lembar.realisasi.get(s.kunci)

    def hasil(keadaan: KeadaanSel, alasan: str = "") -> HasilSel:
        return HasilSel(s, keadaan, alasan, lama)

    if s.medan not in MEDAN_ISIAN or s.kunci not in lembar.indikator:
        return hasil(KeadaanSel.DITOLAK, "Indikator ini tidak diampu perangkat daerah Anda.")
    if s.medan == NILAI:
        sama = (lama.nilai, lama.alasan_kosong) if lama else (None, "")
        if sama == (s.nilai, s.alasan_kosong):
            return hasil(KeadaanSel.SAMA)
        kosong = lama is None or not lama.terisi
        konflik = s.versi is not None and s.versi != (lama.versi if lama else 0)
    else:
        tersimpan = getattr(lama, s.medan) if lama else ""
        if bersihkan(s.teks) == tersimpan:
            return hasil(KeadaanSel.SAMA)
        kosong = not tersimpan
        konflik = s.semula is not None and bersihkan(s.semula) != tersimpan
    for izin in (
        boleh_ubah_baris(lama),
        boleh_isi_triwulan(lembar.isi.get(s.kunci), lembar.triwulan),
    ):
        if not izin:
            return hasil(KeadaanSel.DITOLAK, izin.alasan)
    if s.nilai is not None and abs(s.nilai) >= BATAS_NILAI:
        return hasil(KeadaanSel.DITOLAK, "Angka ini terlalu besar untuk disimpan.")
    if s.nilai is not None and s.alasan_kosong:
        return hasil(KeadaanSel.DITOLAK, "Isi nilai atau alasan kosong, tidak keduanya.")
    if s.medan != NILAI and len(bersihkan(s.teks)) > PANJANG_NARASI:
        return hasil(KeadaanSel.DITOLAK, f"Paling banyak {PANJANG_NARASI} huruf.")
    if konflik:
        return hasil(KeadaanSel.KONFLIK, "Sel ini baru saja diubah orang lain.")
    return hasil(KeadaanSel.BARU if kosong else KeadaanSel.BERUBAH)


def _nilai_rupiah(s: SelIsian, lembar: LembarTerkunci) -> HasilSel:
    lama = lembar.anggaran.get(s.kunci)
    if s.kunci not in lembar.simpul:
        return HasilSel(s, KeadaanSel.DITOLAK, "Baris anggaran ini bukan milik PD Anda.", lama)
    if (lama.realisasi if lama else None) == s.rupiah:
        return HasilSel(s, KeadaanSel.SAMA, "", lama)
    for izin in (lembar.rupiah, lembar.diketik[s.kunci]):
        if not izin:
            return HasilSel(s, KeadaanSel.DITOLAK, izin.alasan, lama)
    if s.rupiah is None:
        return HasilSel(s, KeadaanSel.DITOLAK, "Tulis angkanya, atau biarkan seperti semula.", lama)
    if s.versi is not None and s.versi != (lama.versi if lama else 0):
        return HasilSel(s, KeadaanSel.KONFLIK, "Sel ini baru saja diubah orang lain.", lama)
    return HasilSel(s, KeadaanSel.BERUBAH if lama else KeadaanSel.BARU, "", lama)


def _tulis(
    hasil: Sequence[HasilSel], lembar: LembarTerkunci, oleh: Pengguna, sumber: str
) -> list[PerubahanSel]:
    """Write the good cells: two inserts, two updates, two lots of audit rows."""
    kini = timezone.now()
    ubah = [h.sel for h in hasil if h.keadaan in (KeadaanSel.BARU, KeadaanSel.BERUBAH)]
    semula: dict[tuple[str, int], dict[str, Any]] = {}
    uang_baru: list[Anggaran] = []
    uang: dict[int, Anggaran] = {}
    belum = [s.kunci for s in ubah if s.medan == RUPIAH and s.kunci not in lembar.anggaran]
    versi = versi_terhapus(belum, lembar.tahun, lembar.triwulan) if belum else {}
    for s in ubah:
        if s.medan == RUPIAH:
            a = lembar.anggaran.get(s.kunci)
            if a is None:
                a = Anggaran(
                    simpul_id=s.kunci,
                    tahun=lembar.tahun,
                    triwulan=lembar.triwulan,
                    versi=versi.get(s.kunci, 0),
                )
                uang_baru.append(a)
            semula[s.medan, s.kunci] = potret_rupiah(a)
            a.realisasi, a.contoh, a.sumber, a.versi = s.rupiah, False, sumber, a.versi + 1
            a.diisi_oleh, a.diisi_pada, a.diperbarui_pada = oleh, kini, kini
            uang[s.kunci] = a
            continue
        r = lembar.baris(s.kunci)
        r.diperbarui_pada = kini
        if s.medan == NILAI:
            semula[s.medan, s.kunci] = potret_nilai(r)
            r.nilai, r.alasan_kosong = s.nilai, s.alasan_kosong
            r.contoh, r.sumber, r.versi = False, sumber, r.versi + 1
            r.diisi_oleh, r.diisi_pada = oleh, kini
        else:
            semula[s.medan, s.kunci] = {"isi": getattr(r, s.medan)}
            setattr(r, s.medan, bersihkan(s.teks))
            r.dijelaskan_oleh, r.dijelaskan_pada = oleh, kini
    baris = {s.kunci: lembar.baris(s.kunci) for s in ubah if s.medan != RUPIAH}
    simpan_baris(baris.values(), uang_baru, uang)
    perubahan = [
        _perubahan(s.medan, s.kunci, lembar.triwulan, semula[s.medan, s.kunci], baris, uang)
        for s in ubah
    ]
    catat_perubahan(perubahan, baris, uang, oleh)
    return perubahan


def simpan_baris(
    baris: Iterable[Realisasi], uang_baru: list[Anggaran], uang: dict[int, Anggaran]
) -> None:
    semua = list(baris)
    Realisasi.objects.bulk_create([r for r in semua if r.pk is None], batch_size=500)
    Realisasi.objects.bulk_update(
        [r for r in semua if r.pk is not None],
        [*_KOLOM_NILAI, *_KOLOM_NARASI, "diperbarui_pada"],
        batch_size=100,
    )
    Anggaran.objects.bulk_create(uang_baru, batch_size=500)
    baru = {id(a) for a in uang_baru}
    Anggaran.objects.bulk_update(
        [a for a in uang.values() if id(a) not in baru],
        [*_KOLOM_RUPIAH, "diperbarui_pada"],
        batch_size=200,
    )


def _perubahan(
    medan: str,
    kunci: int,
    triwulan: int,
    semula: dict[str, Any],
    baris: dict[int, Realisasi],
    uang: dict[int, Anggaran],
) -> PerubahanSel:
    if medan == RUPIAH:
        a = uang[kunci]
        return PerubahanSel(medan, kunci, triwulan, semula, potret_rupiah(a), a.versi)
    r = baris[kunci]
    kini = potret_nilai(r) if medan == NILAI else {"isi": getattr(r, medan)}
    return PerubahanSel(medan, kunci, triwulan, semula, kini, r.versi)


def catat_perubahan(
    perubahan: Iterable[PerubahanSel],
    baris: dict[int, Realisasi],
    uang: dict[int, Anggaran],
    oleh: Pengguna,
) -> None:
    """One audit row per changed cell, with the words single saves use."""
    lot: dict[str, list[tuple[Any, Any, Any]]] = {}
    for p in perubahan:
        if p.medan == RUPIAH:
            lot.setdefault("anggaran.disimpan", []).append((uang[p.kunci], p.semula, p.kini))
        elif p.medan == NILAI:
            lot.setdefault("realisasi.disimpan", []).append((baris[p.kunci], p.semula, p.kini))
        else:
            lot.setdefault("realisasi.narasi_disimpan", []).append(
                (baris[p.kunci], {p.medan: p.semula["isi"]}, {p.medan: p.kini["isi"]})
            )
    for aksi, jejak in lot.items():
        catat_audit_massal(aksi, jejak, oleh=oleh)
