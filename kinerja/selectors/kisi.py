"""The grid of one PD and quarter, as rows ready to print: a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from dasar.izin import Izin
from kinerja.models import STATUS_DAPAT_DIISI, IsiIndikator, StatusRealisasi
from kinerja.selectors.kisi_bahan import (
    Bahan,
    isi_indikator,
    muat_bahan,
    simpul_tercetak,
    simpul_terpakai,
)
from kinerja.selectors.kisi_baris import BarisIndikatorKisi, baris_indikator
from kinerja.selectors.kisi_uang import BarisSimpulKisi, baris_simpul
from kinerja.selectors.uang_simpul import uang_simpul

BarisKisi = BarisSimpulKisi | BarisIndikatorKisi


@dataclass
class HitunganKisi:
    """Counts for the progress bar and the filter chips; only cells that are due count.

    `diperbaiki` was returned and has been changed or answered since; it counts as filled.
    """

    semua: int = 0
    terisi: int = 0
    dikembalikan: int = 0
    diperbaiki: int = 0
    kosong: int = 0
    tanpa_analisis: int = 0
    tanpa_bukti: int = 0
    janggal: int = 0
    belum_diajukan: int = 0

    @property
    def bagian(self) -> list[tuple[str, int]]:
        """Parts of the progress bar."""
        return [
            ("terisi", self.terisi + self.diperbaiki),
            ("dikembalikan", self.dikembalikan),
            ("kosong", self.kosong),
        ]


@dataclass(frozen=True)
class Kisi:
    """All rows in reading order, and the counts over them."""

    baris: list[BarisKisi]
    hitungan: HitunganKisi


def susun_kisi(
    *,
    pd_id: int,
    tahun: int,
    triwulan: int,
    izin: Izin,
    izin_rupiah: Izin | None = None,
    pembaca: bool = False,
    penjelasan: bool = False,
) -> Kisi:
    """All rows of the grid of a PD the caller has already found visible.

    `izin` is whether the viewer may write in this quarter, `izin_rupiah` whether money may change
    (None: as `izin`), `pembaca` that they never write (their role only reads). `penjelasan` loads
    the texts whole. Filtering: `saring_kisi`.
    """
    isi = isi_indikator(pd_id, tahun)
    bahan = muat_bahan(isi, pd_id, tahun, triwulan, izin, pembaca=pembaca, penjelasan=penjelasan)
    simpul = simpul_terpakai(isi, pd_id)
    uang = uang_simpul(simpul, tahun, triwulan)
    izin_uang = _izin_uang(izin, izin_rupiah)
    milik: dict[int, list[IsiIndikator]] = {}
    for i in isi:
        milik.setdefault(i.isi_simpul_id, []).append(i)

    hitungan = HitunganKisi()
    baris: list[BarisKisi] = []
    tampil: set[int] = set()  # a node of two documents is typed once
    for s in simpul:
        punya = s.simpul.perangkat_daerah_id == pd_id and s.simpul_id not in tampil
        tampil.add(s.simpul_id)
        baris.append(baris_simpul(len(baris) + 1, s, uang[s.pk], triwulan, izin_uang, milik=punya))
        for i in milik.get(s.pk, []):
            indikator = baris_indikator(len(baris) + 1, s, i, bahan)
            _hitung(hitungan, indikator, i, bahan)
            baris.append(indikator)
    return Kisi(baris, hitungan)


def susun_baris(
    *,
    isi: IsiIndikator,
    tahun: int,
    triwulan: int,
    izin: Izin,
    pembaca: bool = False,
    penjelasan: bool = False,
) -> BarisIndikatorKisi:
    """One indicator row again, after its cell was saved; `nomor` is 0 (the page keeps its own)."""
    bahan = muat_bahan(
        [isi],
        isi.indikator.pengampu_id,
        tahun,
        triwulan,
        izin,
        pembaca=pembaca,
        penjelasan=penjelasan,
    )
    return baris_indikator(0, isi.isi_simpul, isi, bahan)


def susun_baris_uang(
    *, pd_id: int, tahun: int, triwulan: int, izin: Izin, simpul_id: int
) -> list[BarisSimpulKisi]:
    """The rows that the money of one node changes: its own, then those above it, nearest first;
    `nomor` is 0 (the page keeps its own).

    `izin` is whether money may change. Empty when the node is not in the grid of the PD.
    """
    semua = simpul_tercetak(pd_id, tahun)
    kini = next((s for s in semua if s.simpul_id == simpul_id), None)
    induk = {s.pk: s for s in semua}
    rantai = []
    while kini is not None:
        rantai.append(kini)
        kini = induk.get(kini.induk_id) if kini.induk_id is not None else None
    if not rantai:
        return []
    # A sum takes in nothing beside the branch that hangs on the highest of them.
    puncak = rantai[-1]
    cabang = [
        s
        for s in semua
        if s.dokumen_id == puncak.dokumen_id and f"{s.jalur}.".startswith(f"{puncak.jalur}.")
    ]
    uang = uang_simpul(cabang, tahun, triwulan)
    return [
        baris_simpul(
            0,
            s,
            uang[s.pk],
            triwulan,
            izin,
            milik=s.simpul.perangkat_daerah_id == pd_id,
        )
        for s in rantai
    ]


def _izin_uang(izin: Izin, izin_rupiah: Izin | None) -> Izin:
    return izin if izin_rupiah is None or not izin else izin_rupiah


def _hitung(h: HitunganKisi, baris: BarisIndikatorKisi, isi: IsiIndikator, bahan: Bahan) -> None:
    """Count a cell by its stored state, so that every viewer gets the same counts."""
    if not isi.jatuh_tempo(bahan.triwulan):
        return
    r = bahan.kini(isi.indikator_id)
    h.semua += 1
    h.tanpa_analisis += baris.perlu_analisis
    h.tanpa_bukti += baris.tanpa_bukti
    h.janggal += baris.janggal > 0
    h.belum_diajukan += r is None or r.status in STATUS_DAPAT_DIISI
    if r is None or not r.terisi:
        h.kosong += 1
    elif r.pk in bahan.menunggu:
        h.dikembalikan += 1
    elif r.status == StatusRealisasi.DIKEMBALIKAN:
        h.diperbaiki += 1
    else:
        h.terisi += 1
