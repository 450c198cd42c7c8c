"""Filtering the rows of the grid without losing the chain of nodes above a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from kinerja.selectors.kisi import BarisKisi
from kinerja.selectors.kisi_baris import BarisIndikatorKisi
from kinerja.selectors.kisi_uang import BarisSimpulKisi

Saring = Literal["", "kosong", "dikembalikan", "janggal", "bukti", "analisis"]


def saring_kisi(
    baris: Iterable[BarisKisi], *, saring: Saring = "", cari: str = "", jenis: str = ""
) -> list[BarisKisi]:
    """Indicators that pass every filter, each under its chain of nodes; no filter: all rows.

    `cari` looks in the indicator's name and in the codes and names above it; `jenis` keeps the
    indicators of one level.
    """
    cari = cari.casefold().strip()
    if not (saring or cari or jenis):
        return list(baris)
    hasil: list[BarisKisi] = []
    rantai: list[BarisSimpulKisi] = []
    tercetak: set[int] = set()
    for b in baris:
        if isinstance(b, BarisSimpulKisi):
            rantai = [r for r in rantai if _di_atas(r, b)]
            rantai.append(b)
        elif _lolos(b, saring) and (not jenis or b.jenis_induk == jenis):
            if cari and not any(cari in teks.casefold() for teks in _jerami(b, rantai)):
                continue
            hasil.extend(r for r in rantai if r.nomor not in tercetak)
            tercetak.update(r.nomor for r in rantai)
            hasil.append(b)
    return hasil


def _di_atas(atas: BarisSimpulKisi, bawah: BarisSimpulKisi) -> bool:
    return atas.dokumen_id == bawah.dokumen_id and bawah.jalur.startswith(f"{atas.jalur}.")


def _jerami(b: BarisIndikatorKisi, rantai: Iterable[BarisSimpulKisi]) -> list[str]:
    return [b.nama, *(f"{r.kode} {r.nama}" for r in rantai)]


def _lolos(b: BarisIndikatorKisi, saring: Saring) -> bool:
    if saring == "kosong":
        return not (b.isi or b.kode_alasan or b.keadaan == "tidak_jatuh_tempo")
    if saring == "dikembalikan":
        return b.keadaan == "dikembalikan"
    if saring == "janggal":
        return b.janggal > 0
    if saring == "bukti":
        return b.tanpa_bukti
    if saring == "analisis":
        return b.perlu_analisis
    return True
