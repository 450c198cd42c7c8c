"""What the codes of a report say about the places of its rows in the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from kinerja.formulas.pemasangan import CaraPadan, Pasangan
from kinerja.formulas.penanda import kunci_kode
from kinerja.formulas.pencocokan import (
    AMBANG_SELIP,
    AMBANG_TANYA,
    Calon,
    Padanan,
    Serupa,
    calon_dekat,
    serupa,
)
from kinerja.formulas.susunan_laporan import BarisTersusun
from kinerja.selectors.berkas_triwulan import BarisMentah
from kinerja.selectors.rencana_berlaku import RencanaBerlaku, SimpulRencana


def padankan_kode(
    simpul: Sequence[BarisTersusun],
    mentah: Mapping[int, BarisMentah],
    rencana: RencanaBerlaku,
    *,
    terpakai: Collection[int],
    kosakata: Collection[str],
) -> dict[int, Pasangan[SimpulRencana]]:
    """The node rows whose code one free node of the plan has: a like name makes it sure, another
    name is asked. Where most names speak against their codes, the report has the codes of another
    edition and they say nothing."""
    menurut_kode = _menurut_kode(rencana, terpakai)
    kode = {s.nomor: kunci_kode(mentah[s.nomor].kode) for s in simpul if mentah[s.nomor].kode}
    banyak = Counter(kode.values())
    sama: dict[int, Pasangan[SimpulRencana]] = {}
    beda: dict[int, tuple[SimpulRencana, Serupa]] = {}
    for s in simpul:
        hal = (
            _cari(kode.get(s.nomor, ""), menurut_kode)
            if banyak[kode.get(s.nomor, "")] == 1
            else None
        )
        if hal is None or hal.jenis != s.jenis:
            continue
        mirip = serupa(mentah[s.nomor].nama, hal.nama, kosakata)
        if mirip.yakin or mirip.nilai >= AMBANG_SELIP:
            cara: CaraPadan = "persis" if mirip.nilai >= 100 else "kode"
            sama[s.nomor] = Pasangan(hal, mirip.nilai, cara=cara)
        else:
            beda[s.nomor] = (hal, mirip)
    if len(beda) > len(sama):
        return {}
    return sama | {
        nomor: _tanya(mentah[nomor].nama, hal, mirip, rencana, kosakata)
        for nomor, (hal, mirip) in beda.items()
    }


def _menurut_kode(rencana: RencanaBerlaku, terpakai: Collection[int]) -> dict[str, SimpulRencana]:
    """The free nodes by code, without codes that two nodes have."""
    semua = [s for s in rencana.simpul.values() if s.kode and s.pk not in terpakai]
    banyak = Counter(kunci_kode(s.kode) for s in semua)
    return {k: s for s in semua if (k := kunci_kode(s.kode)) and banyak[k] == 1}


def _cari(kode: str, menurut_kode: Mapping[str, SimpulRencana]) -> SimpulRencana | None:
    """The node of a code; X.XX of a plan or a report stands for any bidang."""
    if not kode:
        return None
    umum = ".".join(["X", "X", *kode.split(".")[2:]])
    return menurut_kode.get(kode) or menurut_kode.get(umum)


def _tanya(
    nama: str,
    hal: SimpulRencana,
    mirip: Serupa,
    rencana: RencanaBerlaku,
    kosakata: Collection[str],
) -> Pasangan[SimpulRencana]:
    """Ask: the node of the code, or those of the name."""
    calon = [Calon(s, s.nama) for s in rencana.sejenis(hal.jenis) if s.pk != hal.pk]
    dekat = [
        Padanan(c.hal, c.nama, s.nilai)
        for c, s in calon_dekat(nama, calon, kosakata)
        if s.nilai >= AMBANG_TANYA
    ]
    return Pasangan(pilihan=(*dekat, Padanan(hal, hal.nama, mirip.nilai)))
