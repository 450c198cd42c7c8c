"""Raw rows of a report as a tree: wrapped rows joined, kinds known from plan and nomenclature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kinerja.formulas.isi_laporan import baca_kosong
from kinerja.formulas.penanda import jenis_kode, lepas_penanda
from kinerja.formulas.pencocokan import (
    AMBANG_KEMIRIPAN,
    AMBANG_TANYA,
    Calon,
    bakukan,
    calon_dekat,
    kata_dikenal,
    kemiripan,
    kunci_nama,
    serupa,
)
from kinerja.formulas.sambungan import Potongan, dikenal_dalam, gabungkan
from kinerja.formulas.susunan_laporan import JUDUL, BarisTersusun, BarisUrai, susun
from kinerja.selectors.berkas_triwulan import BarisMentah
from kinerja.selectors.nilai_laporan import baca_rupiah_mentah
from kinerja.selectors.nomenklatur import Pustaka
from kinerja.selectors.rencana_berlaku import RencanaBerlaku, SimpulRencana

_JENIS_LAPORAN = ("program", "kegiatan", "sub_kegiatan")


@dataclass(frozen=True)
class SusunanBaris:
    """The tree, and the rows with joined names by number (every row of the report has both)."""

    susunan: tuple[BarisTersusun, ...]
    mentah: Mapping[int, BarisMentah]
    kosakata: frozenset[str]
    sebutan: Mapping[str, str]  # folded name of a row -> of the plan, slips put right


def susun_baris(
    milik: Sequence[BarisMentah],
    rencana: RencanaBerlaku,
    pustaka: Pustaka,
    nama_pd: Sequence[tuple[str, str]] = (),
) -> SusunanBaris:
    """Join wrapped rows and give each row its kind and parent. `nama_pd`: names and short names
    of the PD, which head a report."""
    pengenal = _Pengenal(rencana, pustaka)
    milik = [_tanpa_penanda(b, pengenal) for b in milik]
    mentah = {b.nomor: b for b in milik}
    bagian: dict[int, int] = {}
    for g in gabungkan(
        [_potongan(b) for b in milik],
        dikenal=pengenal.dikenal,
        indikator_dikenal=pengenal.indikator_dikenal,
    ):
        awal = mentah[min((g.nomor, *g.bagian))]
        mentah[g.nomor] = replace(
            mentah[g.nomor], nama=g.nama, indikator=g.indikator, kode=awal.kode, jenis=awal.jenis
        )
        bagian |= dict.fromkeys(g.bagian, g.nomor)
    utuh = [mentah[b.nomor] for b in milik if b.nomor not in bagian]
    letak = {s.nomor: s for s in susun([_urai(b, pengenal, nama_pd) for b in utuh])}
    return SusunanBaris(
        susunan=tuple(
            letak.get(b.nomor)
            or BarisTersusun(b.nomor, JUDUL, None, None, f"sambungan baris {bagian[b.nomor]}")
            for b in milik
        ),
        mentah=mentah,
        kosakata=pengenal.kosakata,
        sebutan=pengenal.sebutan(),
    )


def _potongan(b: BarisMentah) -> Potongan:
    return Potongan(
        b.nomor,
        b.nama,
        b.indikator,
        bernilai=any(s.galat or not baca_kosong(s.teks) for s in b.sel.values()),
        mulai=bool(b.nama and (b.kode or b.jenis)),
    )


def _tanpa_penanda(b: BarisMentah, pengenal: _Pengenal) -> BarisMentah:
    """The row with its number, code or kind taken off the name."""
    p = lepas_penanda(b.nama, pengenal.dikenal)
    kode = b.kode or p.kode
    return replace(b, nama=p.nama, kode=kode, jenis=b.jenis or p.jenis or jenis_kode(kode))


class _Pengenal:
    """Under which kinds a name is known: the plan of the PD first, then the nomenclature."""

    def __init__(self, rencana: RencanaBerlaku, pustaka: Pustaka) -> None:
        simpul = [s for s in rencana.simpul.values() if s.jenis in _JENIS_LAPORAN]
        self._pustaka = pustaka
        satu_saja = {kunci_nama(s.nama): s for s in simpul}
        self._calon: list[Calon[SimpulRencana]] = [Calon(s, s.nama) for s in satu_saja.values()]
        self._kunci_indikator = frozenset(
            kunci_nama(i.nama) for i in rencana.indikator.values()
        ) | frozenset(pustaka.kunci_indikator)
        self.indikator_dikenal = dikenal_dalam(self._kunci_indikator)
        self.kosakata = pustaka.kosakata | kata_dikenal(
            [*(s.nama for s in simpul), *(i.nama for i in rencana.indikator.values())],
            paling_sedikit=2,
        )
        self._indikator = {s.pk: [i.nama for i in rencana.indikator_simpul(s.pk)] for s in simpul}
        self._senama: dict[str, list[SimpulRencana]] = {}
        for s in simpul:
            self._senama.setdefault(kunci_nama(s.nama), []).append(s)
        self._ingat: dict[str, Sequence[SimpulRencana]] = {}
        self._mirip: dict[str, frozenset[str]] = {}  # kinds of the nearest name, to be asked

    def dikenal(self, nama: str) -> bool:
        """Whether plan or nomenclature have this very name, however it is written."""
        return bool(self.di_rencana(nama)) or self._pustaka.persis(nama)

    def sebutan(self) -> dict[str, str]:
        """Names that were asked and that the plan has, as the plan writes them."""
        return {k: kunci_nama(s[0].nama) for k, s in self._ingat.items() if s}

    def di_rencana(self, nama: str) -> Sequence[SimpulRencana]:
        """Nodes of the plan with this name, slips allowed; empty when it has none."""
        kunci = kunci_nama(nama)
        if not kunci:
            return ()
        if kunci not in self._ingat:
            sama = self._senama.get(kunci, [])
            if not sama and self._calon:
                dekat = calon_dekat(nama, self._calon, self.kosakata)
                if dekat and dekat[0][1].yakin:
                    sama = [
                        s
                        for c, satu in dekat
                        if satu == dekat[0][1]
                        for s in self._senama[kunci_nama(c.nama)]
                    ]
                elif dekat and dekat[0][1].nilai >= AMBANG_TANYA:
                    mirip = self._senama[kunci_nama(dekat[0][0].nama)]
                    self._mirip[kunci] = frozenset(s.jenis for s in mirip)
            self._ingat[kunci] = tuple(sama)
        return self._ingat[kunci]

    def kenal(self, nama: str, indikator: str) -> tuple[frozenset[str], bool]:
        """Kinds of a name, and whether it stands there as such (not only alike). Where a kegiatan
        and its sub kegiatan have one name, the indicator tells them apart."""
        if sama := self.di_rencana(nama):
            jenis = frozenset(s.jenis for s in sama)
            if len(jenis) > 1 and kunci_nama(indikator):
                jenis = self._seindikator(sama, indikator) or jenis
            return jenis, True
        padanan = self._pustaka.cari(nama)
        if not padanan:  # it takes the kind of the name that will be asked
            return self._mirip.get(kunci_nama(nama), frozenset()), False
        return frozenset(p.hal.jenis for p in padanan), padanan[0].keyakinan == 100

    def _seindikator(self, sama: Sequence[SimpulRencana], indikator: str) -> frozenset[str]:
        jenis = frozenset(
            s.jenis
            for s in sama
            if any(serupa(indikator, i, self.kosakata).yakin for i in self._indikator[s.pk])
        )
        return jenis if len(jenis) == 1 else frozenset()


def _urai(b: BarisMentah, pengenal: _Pengenal, nama_pd: Sequence[tuple[str, str]]) -> BarisUrai:
    kenal, persis = pengenal.kenal(b.nama, b.indikator) if b.nama else (frozenset[str](), False)
    return BarisUrai(
        nomor=b.nomor,
        nama=b.nama,
        indikator=b.indikator,
        ada_nilai=any(not s.kosong for s in b.sel.values()),
        ada_kinerja=any(not s.kosong for peran, s in b.sel.items() if peran.endswith("_k")),
        rupiah=baca_rupiah_mentah(b),
        kenal=kenal,
        kenal_persis=persis,
        jenis=b.jenis,
        nama_pd=any(
            bakukan(singkatan) == bakukan(b.nama) or kemiripan(nama, b.nama) >= AMBANG_KEMIRIPAN
            for nama, singkatan in nama_pd
        ),
    )
