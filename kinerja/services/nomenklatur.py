"""Loading an edition of the national nomenclature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from dasar.izin import TidakBoleh
from dasar.services.audit import catat_audit
from kinerja.formulas.pencocokan import bakukan
from kinerja.models import JenisNomenklatur, Nomenklatur
from opd.models import JenisPeran, Pengguna

_MEDAN = ("jenis", "nama", "baku", "indikator", "satuan")
_JENJANG = (
    (JenisNomenklatur.PROGRAM, "kode_program", "program"),
    (JenisNomenklatur.KEGIATAN, "kode_kegiatan", "kegiatan"),
    (JenisNomenklatur.SUB_KEGIATAN, "kode_subkegiatan", "subkegiatan"),
)


@dataclass(frozen=True)
class HasilNomenklatur:
    """Counts of a load."""

    baru: int
    berubah: int
    sama: int


@transaction.atomic
def muat_nomenklatur(
    baris: Iterable[Mapping[str, str]], edisi: str, oleh: Pengguna
) -> HasilNomenklatur:
    """Load the rows of one edition; loading them again changes nothing.

    `baris` holds one sub kegiatan each, as in the published table: kode_program, program,
    kode_kegiatan, kegiatan, kode_subkegiatan, subkegiatan, indikator, satuan. Entries that the
    rows no longer have stay, for plans may point to them. Raises TidakBoleh, KeyError.
    """
    if not oleh.punya_peran(JenisPeran.ORGANISASI, JenisPeran.PERENCANA):
        raise TidakBoleh("Nomenklatur dimuat oleh perencana atau Bagian Organisasi.")
    masuk = {n.kode: n for n in _butir(baris, edisi)}
    tersimpan = Nomenklatur.objects.select_for_update().filter(edisi=edisi).order_by("pk")
    ada = {n.kode: n for n in tersimpan}
    baru = [n for kode, n in masuk.items() if kode not in ada]
    berubah = []
    for kode, lama in ada.items():
        n = masuk.get(kode)
        if n is None or all(getattr(lama, m) == getattr(n, m) for m in _MEDAN):
            continue
        for m in _MEDAN:
            setattr(lama, m, getattr(n, m))
        lama.diperbarui_pada = timezone.now()
        berubah.append(lama)
    Nomenklatur.objects.bulk_create(baru, batch_size=500)
    Nomenklatur.objects.bulk_update(berubah, [*_MEDAN, "diperbarui_pada"], batch_size=200)
    if baru or berubah:
        # One row for the edition: its entries are public and come from one published table.
        catat_audit(
            "nomenklatur.dimuat",
            (baru or berubah)[0],
            oleh=oleh,
            sesudah={"edisi": edisi, "baru": len(baru), "berubah": len(berubah)},
        )
    return HasilNomenklatur(len(baru), len(berubah), len(masuk) - len(baru) - len(berubah))


def _butir(baris: Iterable[Mapping[str, str]], edisi: str) -> Iterator[Nomenklatur]:
    """Programs, kegiatan and sub kegiatan of the rows, each code once (the first row wins)."""
    sudah: set[str] = set()
    for b in baris:
        for jenis, medan_kode, medan_nama in _JENJANG:
            kode, nama = b[medan_kode].strip(), " ".join(b[medan_nama].split())
            if not kode or not nama or kode in sudah:
                continue
            sudah.add(kode)
            sub = jenis == JenisNomenklatur.SUB_KEGIATAN
            yield Nomenklatur(
                edisi=edisi,
                kode=kode,
                jenis=jenis,
                nama=nama[:500],
                baku=bakukan(nama)[:500],
                indikator=" ".join(b["indikator"].split()) if sub else "",
                satuan=" ".join(b["satuan"].split())[:100] if sub else "",
            )
