"""Raw rows of a report against the plan in force: what fits, what is new, what must be picked.

Few queries, none per row: organisation names, nomenclature, document, nodes, indicators.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from kinerja.formulas.isi_laporan import Isian
from kinerja.formulas.susunan_laporan import JUDUL, BarisTersusun
from kinerja.models import DokumenPerencanaan, IngatanPadanan, JenisDokumen
from kinerja.selectors.berkas_triwulan import BarisMentah, LembarTriwulan
from kinerja.selectors.ejaan_pd import EjaanPD
from kinerja.selectors.isi_pratinjau import (
    BarisPratinjau,
    GalatSel,
    PratinjauImpor,
    SelPratinjau,
)
from kinerja.selectors.jalur_laporan import Ingatan
from kinerja.selectors.nilai_laporan import PembacaNilai, muat_tersimpan
from kinerja.selectors.nomenklatur import (
    BIDANG_UMUM,
    ButirNomenklatur,
    Pustaka,
    isi_bidang,
    muat_pustaka,
    pilih_butir,
)
from kinerja.selectors.padanan_rencana import PencocokRencana
from kinerja.selectors.rencana_berlaku import RencanaBerlaku
from kinerja.selectors.susunan_baris import susun_baris
from opd.models import PerangkatDaerah

Lewati = Mapping[tuple[int, str], str]  # (spreadsheet row, role of the column) -> reason
Pilihan = Mapping[int, Collection[str]]  # spreadsheet row -> picks (S12, I34, baru)
MAKS_NAMA, MAKS_INDIKATOR = 500, 1000


def susun_pratinjau(
    lembar: LembarTriwulan,
    *,
    perangkat_daerah: PerangkatDaerah,
    tahun: int,
    isian_kinerja: str,
    isian_anggaran: str,
    lewati: Lewati | None = None,
    pilihan: Pilihan | None = None,
    pustaka: Pustaka | None = None,
) -> PratinjauImpor:
    """Understand a report of one PD and year. Reads only; see `PratinjauImpor`.

    `pustaka` saves loading the nomenclature again when many reports are previewed.
    """
    pustaka = pustaka or muat_pustaka()
    milik, lain, asing = _pilah_pd(lembar, perangkat_daerah)
    nama_pd = list(perangkat_daerah.nama.values_list("nama", "singkatan"))
    dokumen = renja_berlaku(perangkat_daerah, tahun)
    rencana = RencanaBerlaku.muat(dokumen)
    tersusun = susun_baris(milik, rencana, pustaka, nama_pd)
    susunan, mentah = tersusun.susunan, tersusun.mentah
    pencocok = PencocokRencana(
        rencana,
        pilihan or {},
        muat_ingatan(perangkat_daerah),
        tersusun.kosakata,
        tersusun.sebutan,
    )
    padanan = pencocok.cocokkan(susunan, mentah)
    butir = _nomenklatur(susunan, mentah, pustaka)
    bidang = _bidang(butir)
    pembaca = PembacaNilai(
        kolom=lembar.kolom,
        isian_kinerja=cast(Isian, isian_kinerja),
        isian_anggaran=cast(Isian, isian_anggaran),
        lewati=lewati or {},
        rencana=rencana,
        pustaka=pustaka,
        tersimpan=muat_tersimpan(dokumen, tahun, cast(Isian, isian_kinerja)),
    )
    baris: list[BarisPratinjau] = []
    for s in susunan:
        b = mentah[s.nomor]
        p = padanan[s.nomor]
        n = butir.get(s.nomor)
        baris.append(
            replace(
                p,
                kode=isi_bidang(n.kode, bidang) if n else "",
                nomenklatur_id=n.pk if n else None,
            )
        )
        pembaca.baca(baris[-1], b, nama_simpul=mentah[s.simpul].nama if s.simpul else "")
    hasil = pembaca.selesai(baris)
    galat = [*_galat_nama(mentah.values(), lembar.kolom, susunan), *hasil.galat]
    return PratinjauImpor(
        baris=tuple(hasil.baris),
        galat=tuple(sorted(galat, key=lambda g: g.baris)),
        peringatan=tuple(sorted(hasil.peringatan, key=lambda g: (g.baris, g.kolom))),
        perlu_yakin=tuple(hasil.perlu_yakin),
        dokumen_id=dokumen.pk if dokumen else None,
        baris_pd_lain=lain,
        opd_tak_dikenal=asing,
        sel_dilewati=tuple(hasil.dilewati),
        bertentangan_sd=hasil.bertentangan_sd,
        catatan=lembar.catatan,
    )


def renja_berlaku(pd: PerangkatDaerah, tahun: int) -> DokumenPerencanaan | None:
    """The Renja in force of this PD and year."""
    return (
        DokumenPerencanaan.objects.berlaku(tahun)
        .filter(perangkat_daerah=pd, jenis=JenisDokumen.RENJA)
        .order_by("-tahun_dari", "-pk")
        .first()
    )


def muat_ingatan(pd: PerangkatDaerah) -> Ingatan:
    """What was picked for earlier reports of the PD (one query)."""
    simpul: dict[str, int] = {}
    indikator: dict[str, int] = {}
    for kunci, simpul_id, indikator_id in IngatanPadanan.objects.filter(
        perangkat_daerah=pd
    ).values_list("kunci", "simpul", "indikator"):
        if simpul_id is not None:
            simpul[kunci] = simpul_id
        else:
            indikator[kunci] = indikator_id
    return Ingatan(simpul, indikator)


def sel_asli(lembar: LembarTriwulan, baris: int, kolom: str) -> tuple[str, str] | None:
    """(header, text) of one value cell by row number and column as a person writes it."""
    peran = lembar.peran_kolom(kolom)
    mentah = next((b for b in lembar.baris if b.nomor == baris), None)
    if peran is None or mentah is None:
        return None
    return lembar.kolom[peran], mentah.sel[peran].teks


def _pilah_pd(
    lembar: LembarTriwulan, pd: PerangkatDaerah
) -> tuple[list[BarisMentah], int, Mapping[str, int]]:
    """Own rows, the number of other PD's rows, and spellings that no PD has (rows each)."""
    if "opd" not in lembar.kolom or not any(b.opd for b in lembar.baris):
        return list(lembar.baris), 0, {}
    ejaan = EjaanPD.muat()
    milik: list[BarisMentah] = []
    lain = 0
    asing: Counter[str] = Counter()
    for b in lembar.baris:
        pemilik = ejaan.pemilik(b.opd) if b.opd else {pd.pk}
        if pd.pk in pemilik:
            milik.append(b)
            continue
        lain += 1
        if not pemilik:
            asing[b.opd] += 1
    return milik, lain, dict(asing)


def _nomenklatur(
    susunan: Sequence[BarisTersusun], mentah: Mapping[int, BarisMentah], pustaka: Pustaka
) -> dict[int, ButirNomenklatur]:
    """The nomenclature entry of each node row that has one; of twins below one parent each has its
    own, as long as there are enough."""
    butir: dict[int, ButirNomenklatur] = {}
    terpakai: set[tuple[int | None, int]] = set()
    for s in susunan:
        if s.simpul != s.nomor:
            continue
        induk = butir.get(s.induk) if s.induk else None
        b = mentah[s.nomor]
        padanan = pustaka.cari(b.nama)
        bebas = [p for p in padanan if (s.induk, p.hal.pk) not in terpakai]
        n = pilih_butir(bebas, s.jenis, induk, b.kode) if induk else None
        if n := n or pilih_butir(padanan, s.jenis, induk, b.kode):
            butir[s.nomor] = n
            terpakai.add((s.induk, n.pk))
    return butir


def _bidang(butir: Mapping[int, ButirNomenklatur]) -> str:
    """The bidang that most of the PD's own programs belong to; it fills X.XX."""
    hitung = Counter(
        ".".join(n.kode.split(".")[:2])
        for n in butir.values()
        if n.jenis == "program" and not n.kode.startswith(BIDANG_UMUM)
    )
    return hitung.most_common(1)[0][0] if hitung else ""


def _galat_nama(
    milik: Iterable[BarisMentah], kolom: Mapping[str, str], susunan: Sequence[BarisTersusun]
) -> list[GalatSel]:
    """Names that are too long to keep."""
    judul = {s.nomor for s in susunan if s.jenis == JUDUL}
    return [
        GalatSel(b.nomor, kolom[peran], f"Teks ini lebih dari {batas} huruf.", teks[:80])
        for b in milik
        if b.nomor not in judul
        for peran, teks, batas in (
            ("nama", b.nama, MAKS_NAMA),
            ("indikator", b.indikator, MAKS_INDIKATOR),
        )
        if len(teks) > batas
    ]


__all__ = [
    "SelPratinjau",
    "renja_berlaku",
    "sel_asli",
    "susun_pratinjau",
]
