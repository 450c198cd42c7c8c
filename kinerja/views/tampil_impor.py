"""How the rows of an import preview are shown: words, colours, and what may be said about them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from kinerja.forms.impor import PEMISAH_KODE
from kinerja.formulas.susunan_laporan import nomor_berkas
from kinerja.models import ImporLaporan
from kinerja.selectors.isi_pratinjau import BarisPratinjau
from kinerja.selectors.rencana_berlaku import RencanaBerlaku

_JENIS = {
    "judul": "Judul",
    "lanjutan": "Indikator",
    "program": "Program",
    "kegiatan": "Kegiatan",
    "sub_kegiatan": "Sub kegiatan",
}
SARING: tuple[tuple[str, str, str, Callable[[BarisPratinjau], bool]], ...] = (
    ("galat", "Galat", "galat", lambda b: any(s.galat for s in b.sel.values())),
    ("pilih", "Perlu dipilih", "perhatian", lambda b: b.status == "pilih"),
    ("periksa", "Perlu dicek", "perhatian", lambda b: any(s.pertanyaan for s in b.sel.values())),
    ("kurang", "Kurang dari 100 %", "", lambda b: b.status == "cocok" and b.keyakinan < 100),
    ("baru", "Baru", "", lambda b: b.status == "baru"),
    ("dipilih", "Dipilih atau diingat", "", lambda b: b.cara in ("dipilih", "diingat")),
    ("cocok", "Cocok", "", lambda b: b.status == "cocok"),
    ("judul", "Judul", "", lambda b: b.status == "judul"),
)


def tempat_rencana(rencana: RencanaBerlaku, jenis: Collection[str]) -> list[dict[str, Any]]:
    """The nodes of the plan by kind, once for all rows of the page."""
    return [
        {"jenis": j, "pilihan": [f"S{s.pk}{PEMISAH_KODE}{rencana.jalur(s)}" for s in semua]}
        for j in ("program", "kegiatan", "sub_kegiatan")
        if j in jenis and (semua := rencana.sejenis(j))
    ]


def ubah_tampil(b: BarisPratinjau, rencana: RencanaBerlaku, impor: ImporLaporan) -> dict[str, Any]:
    """What a person may say about the match of a row."""
    indikator = rencana.indikator_simpul(b.isi_simpul_id) if b.isi_simpul_id and b.indikator else []
    simpul = b.simpul == b.nomor and bool(rencana.simpul) and b.status != "judul"
    return {
        "ubah": bool(simpul or indikator) and b.status in ("cocok", "baru"),
        "tempat": b.jenis if simpul else "",
        "simpul_cocok": simpul and b.isi_simpul_id is not None,
        "pilihan_indikator": [(f"I{i.pk}", i.nama) for i in indikator],
        "indikator_cocok": b.isi_indikator_id,
        "diingat": b.cara == "diingat",
        "punya_pilihan": str(b.nomor) in impor.pilihan,
    }


KATA_RINGKASAN = {
    "nilai_baru": "nilai kinerja baru",
    "nilai_berubah": "nilai kinerja berubah",
    "nilai_sama": "nilai kinerja sama",
    "rupiah_baru": "nilai rupiah baru",
    "rupiah_berubah": "nilai rupiah berubah",
    "rupiah_sama": "nilai rupiah sama",
    "simpul_baru": "program/kegiatan baru",
    "indikator_baru": "indikator baru",
    "sel_dilewati": "sel dilewati",
}
_LENCANA_BARIS = {
    "cocok": ("benar", "check-lg", "Cocok"),
    "baru": ("aksen", "plus-lg", "Baru"),
    "pilih": ("perhatian", "question-circle", "Pilih"),
    "judul": ("netral", "dash-lg", "Judul"),
}


def baris_tampil(b: BarisPratinjau, peran: list[str], kolom: Mapping[str, str]) -> dict[str, Any]:
    """One row of the table, every text already formatted."""
    rupa, ikon, kata = _LENCANA_BARIS[b.status]
    if kata_yakin := b.kata_keyakinan:
        kata = kata_yakin.capitalize()
        if b.cara == "diingat":
            rupa, ikon = "aksen", "bookmark-check"
        elif b.cara == "dipilih":
            rupa, ikon = "aksen", "hand-index"
        elif b.keyakinan < 100:
            rupa = "ungu"
    if b.menunggu is not None:
        kata = f"Menunggu baris {nomor_berkas(b.menunggu)}"
    return {
        "nomor": b.nomor,
        "baris_berkas": b.baris_berkas,
        "jenis": _JENIS[b.jenis],
        "nama": b.nama,
        "indikator": b.indikator,
        "nama_rencana": b.nama_rencana,
        "satuan": b.sifat.satuan if b.sifat else "",
        "dasar": b.dasar,
        "rupa": rupa,
        "ikon": ikon,
        "kata": kata,
        "sel": [_sel_tampil(b, p, kolom[p]) for p in peran],
    }


def _sel_tampil(b: BarisPratinjau, peran: str, kolom: str) -> dict[str, str | bool]:
    """A value cell: text, colour and icon. Why it looks so is in the lists above the table."""
    teks, kelas, ikon = b.tampil(peran), "", ""
    sel = b.sel.get(peran)
    if sel is not None and sel.galat:
        teks, kelas, ikon = sel.teks, "sel-galat", "exclamation-octagon-fill"
    elif sel is not None and sel.dilewati:
        teks = sel.teks or "–"
    elif sel is not None and sel.pertanyaan:
        kelas, ikon = "sel-periksa", "question-circle"
    elif sel is not None and b.status == "judul":
        teks = sel.teks.strip(" -") or "–"
    return {
        "teks": teks,
        "kelas": kelas,
        "ikon": ikon,
        "kolom": kolom,
        "dicoret": sel is not None and bool(sel.dilewati),
    }
