"""Writing many cells of one PD at once: paste, plain form, filled-in template, whole reports.

Values, texts and money go through one judgement and one write, set by set; each changed cell gets
its audit row and is named in `perubahan`, so that one step takes all of it back.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from dasar.izin import Izin
from dasar.services.audit import BarisAudit, catat_audit_massal
from kinerja.models import Anggaran, Indikator, Isian, IsiIndikator, Realisasi, Simpul
from kinerja.permissions import (
    boleh_isi_periode,
    boleh_isi_triwulan,
    boleh_muat_periode,
    boleh_ubah_baris,
    boleh_ubah_rencana,
)
from kinerja.selectors.periode import jendela_setahun
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

_KOLOM_ISI = ("contoh", "sumber", "versi", "diisi_oleh", "diisi_pada", "diperbarui_pada")
_KOLOM = {
    NILAI: ("nilai", "alasan_kosong", *_KOLOM_ISI),
    RUPIAH: ("pagu", "realisasi", "isian", *_KOLOM_ISI),
    **{m: (m, "dijelaskan_oleh", "dijelaskan_pada") for m in MEDAN_NARASI},
}
Baris = Realisasi | Anggaran


@dataclass
class LembarTerkunci:
    """Everything of one PD and year that the judgement of some cells needs, locked."""

    tahun: int
    periode: dict[int, Izin]  # triwulan -> whether this person may write; 0: the pagu of the year
    indikator: set[int]
    isi: dict[int, IsiIndikator]
    realisasi: dict[tuple[int, int], Realisasi]
    simpul: set[int]
    anggaran: dict[tuple[int, int], Anggaran]
    rupiah: dict[int, Izin]  # triwulan -> whether its money is still open
    diketik: dict[int, Izin]  # node -> whether money is typed there
    baru: dict[tuple[int, int], Realisasi] = field(default_factory=dict)

    def baris(self, s: SelIsian) -> Realisasi:
        """The stored row or a new one, the same for all cells of an indicator and quarter."""
        ada = self.realisasi.get(s.letak) or self.baru.get(s.letak)
        if ada is None:
            ada = self.baru[s.letak] = Realisasi(
                indikator_id=s.kunci, tahun=self.tahun, triwulan=s.triwulan, versi=0
            )
        return ada

    def uang(self, s: SelIsian, versi: Mapping[tuple[int, int], int]) -> Anggaran:
        """The stored or a new amount; a new one goes on from the `versi` of a cleared one."""
        return self.anggaran.get(s.letak) or Anggaran(
            simpul_id=s.kunci,
            tahun=self.tahun,
            triwulan=s.triwulan,
            versi=versi.get(s.letak, 0),
        )


def muat_lembar(
    oleh: Pengguna, pd_id: int, tahun: int, sel: Sequence[SelIsian], *, laporan: bool
) -> LembarTerkunci:
    """Lock indicators, then nodes, then rows: the order in which single saves lock.

    `laporan`: judged as a report and not as typed. Who may load reports writes in closed quarters
    too, and an amount may stand above others, because a report says both.
    """
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
    tw = {s.triwulan for s in sel}
    baris = Realisasi.objects.filter(tahun=tahun, triwulan__in=tw, indikator__in=indikator)
    uang = Anggaran.objects.filter(simpul__in=simpul, tahun=tahun, triwulan__in=tw)
    uang = uang.select_related("simpul")
    realisasi = baris.select_for_update(of=("self",)).order_by("pk")
    anggaran = uang.select_for_update(of=("self",)).order_by("pk")
    boleh = boleh_muat_periode if laporan else boleh_isi_periode
    return LembarTerkunci(
        tahun=tahun,
        indikator=indikator,
        isi=IsiIndikator.objects.diukur(tahun).filter(indikator__in=indikator).satu_per_indikator(),
        realisasi={(r.indikator_id, r.triwulan): r for r in realisasi},
        simpul=simpul,
        anggaran={(a.simpul_id, a.triwulan): a for a in anggaran},
        # Judged under the locks: a freeze of the quarter takes the same ones.
        periode={tw: boleh(oleh, pd_id, j) for tw, j in jendela_setahun(pd_id, tahun).items()}
        | {0: boleh_ubah_rencana(oleh, pd_id)},
        rupiah={
            tw: rupiah_terkunci(pd_id, tahun, tw) if tw else Izin.ya()
            for tw in {s.triwulan for s in sel if s.medan == RUPIAH}
        },
        diketik=dict.fromkeys(simpul, Izin.ya()) if laporan else rupiah_diketik(simpul, tahun),
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
    sel = [replace(s, triwulan=triwulan, sumber=sumber) for s in sel]
    lembar = muat_lembar(oleh, pd.pk, tahun, sel, laporan=False)
    lembar.periode[triwulan].wajib()
    hasil = HasilIsian(tuple(_nilai_semua(sel, lembar)))
    if utuh and terapkan and hasil.gagal:
        raise IsianDitolak(hasil)
    if not terapkan:
        return hasil
    return HasilIsian(hasil.sel, tuple(_tulis(hasil.sel, lembar, oleh)))


@transaction.atomic
def simpan_laporan(
    *, perangkat_daerah_id: int, tahun: int, sel: Sequence[SelIsian], oleh: Pengguna
) -> HasilIsian:
    """Save what a report says of a year, as it says it: every cell or none.

    Each cell brings its quarter and its source. A cell equal to the stored one is no change,
    whatever the state of its row or quarter. Raises PerangkatDaerah.DoesNotExist (not visible to
    `oleh`), IsianDitolak (each refused cell with its reason).
    """
    pd = PerangkatDaerah.objects.for_user(oleh).get(pk=perangkat_daerah_id)
    lembar = muat_lembar(oleh, pd.pk, tahun, sel, laporan=True)
    hasil = HasilIsian(tuple(_nilai_semua(sel, lembar)))
    if hasil.gagal:
        raise IsianDitolak(hasil)
    return HasilIsian(hasil.sel, tuple(_tulis(hasil.sel, lembar, oleh)))


def _nilai_semua(sel: Sequence[SelIsian], lembar: LembarTerkunci) -> Iterable[HasilSel]:
    dibaca: set[tuple[str, tuple[int, int]]] = set()
    for s in sel:
        if (s.medan, s.letak) in dibaca:
            yield HasilSel(s, KeadaanSel.DITOLAK, "Sel ini sudah diisi oleh baris lain.")
            continue
        dibaca.add((s.medan, s.letak))
        yield _nilai_rupiah(s, lembar) if s.medan == RUPIAH else _nilai_sel(s, lembar)


def _nilai_sel(s: SelIsian, lembar: LembarTerkunci) -> HasilSel:
    """Judge a value or a text."""
    lama = lembar.realisasi.get(s.letak)

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
        lembar.periode[s.triwulan],
        boleh_ubah_baris(lama),
        boleh_isi_triwulan(lembar.isi.get(s.kunci), s.triwulan),
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
    lama = lembar.anggaran.get(s.letak)
    if s.kunci not in lembar.simpul:
        return HasilSel(s, KeadaanSel.DITOLAK, "Baris anggaran ini bukan milik PD Anda.", lama)
    isi = None if lama is None else lama.realisasi if s.triwulan else lama.pagu
    if isi == s.rupiah and (lama is None or s.isian in ("", lama.isian)):
        return HasilSel(s, KeadaanSel.SAMA, "", lama)
    for izin in (lembar.periode[s.triwulan], lembar.rupiah[s.triwulan], lembar.diketik[s.kunci]):
        if not izin:
            return HasilSel(s, KeadaanSel.DITOLAK, izin.alasan, lama)
    if s.rupiah is None:
        return HasilSel(s, KeadaanSel.DITOLAK, "Tulis angkanya, atau biarkan seperti semula.", lama)
    if s.versi is not None and s.versi != (lama.versi if lama else 0):
        return HasilSel(s, KeadaanSel.KONFLIK, "Sel ini baru saja diubah orang lain.", lama)
    return HasilSel(s, KeadaanSel.BERUBAH if lama else KeadaanSel.BARU, "", lama)


def _tulis(hasil: Sequence[HasilSel], lembar: LembarTerkunci, oleh: Pengguna) -> list[PerubahanSel]:
    """Write the good cells: two inserts, two updates, an audit row for each change."""
    kini = timezone.now()
    ubah = [h.sel for h in hasil if h.keadaan in (KeadaanSel.BARU, KeadaanSel.BERUBAH)]
    belum = {s.kunci for s in ubah if s.medan == RUPIAH and s.letak not in lembar.anggaran}
    versi = versi_terhapus(belum, lembar.tahun) if belum else {}
    ditulis: list[tuple[SelIsian, Baris, dict[str, Any]]] = []
    for s in ubah:
        r: Baris = lembar.uang(s, versi) if s.medan == RUPIAH else lembar.baris(s)
        ditulis.append((s, r, _potret(s.medan, r)))
        _isi(s, r, oleh, kini)
    simpan_baris({id(r): r for _, r, _ in ditulis}.values(), {s.medan for s in ubah})
    perubahan = [
        (PerubahanSel(s.medan, s.kunci, s.triwulan, semula, _potret(s.medan, r), r.versi), r)
        for s, r, semula in ditulis
    ]
    catat_perubahan(perubahan, oleh)
    return [p for p, _ in perubahan]


def _potret(medan: str, r: Baris) -> dict[str, Any]:
    if isinstance(r, Anggaran):
        return potret_rupiah(r)
    return potret_nilai(r) if medan == NILAI else {"isi": getattr(r, medan)}


def _isi(s: SelIsian, r: Baris, oleh: Pengguna, kini: datetime.datetime) -> None:
    r.diperbarui_pada = kini
    if isinstance(r, Anggaran):
        setattr(r, "realisasi" if s.triwulan else "pagu", s.rupiah)
        r.isian = Isian(s.isian or r.isian)
    elif s.medan == NILAI:
        r.nilai, r.alasan_kosong = s.nilai, s.alasan_kosong
    else:
        setattr(r, s.medan, bersihkan(s.teks))
        r.dijelaskan_oleh, r.dijelaskan_pada = oleh, kini
        return
    r.contoh, r.sumber, r.versi = s.contoh, s.sumber, r.versi + 1
    r.diisi_oleh, r.diisi_pada = oleh, kini


def simpan_baris(baris: Collection[Baris], medan: Collection[str]) -> None:
    """Insert the new and update the old ones of rows of which the cells `medan` changed."""
    kolom = {"diperbarui_pada", *(k for m in medan if m != RUPIAH for k in _KOLOM[m])}
    nilai = [r for r in baris if isinstance(r, Realisasi)]
    uang = [a for a in baris if isinstance(a, Anggaran)]
    nilai_lama, uang_lama = [r for r in nilai if r.pk], [a for a in uang if a.pk]
    Realisasi.objects.bulk_create([r for r in nilai if not r.pk], batch_size=500)
    Realisasi.objects.bulk_update(nilai_lama, sorted(kolom), batch_size=200)
    Anggaran.objects.bulk_create([a for a in uang if not a.pk], batch_size=500)
    Anggaran.objects.bulk_update(uang_lama, _KOLOM[RUPIAH], batch_size=200)


def catat_perubahan(perubahan: Iterable[tuple[PerubahanSel, Baris]], oleh: Pengguna) -> None:
    """One audit row per changed cell, with the words single saves use."""
    lot: dict[str, list[BarisAudit]] = {}
    for p, r in perubahan:
        if p.medan in MEDAN_NARASI:
            beda = {p.medan: p.semula["isi"]}, {p.medan: p.kini["isi"]}
            lot.setdefault("realisasi.narasi_disimpan", []).append((r, *beda))
        else:
            aksi = "anggaran.disimpan" if p.medan == RUPIAH else "realisasi.disimpan"
            semula = None if p.versi == 1 else p.semula  # nothing stood there before
            lot.setdefault(aksi, []).append((r, semula, p.kini))
    for aksi, jejak in lot.items():
        catat_audit_massal(aksi, jejak, oleh=oleh)
