"""The list of a rotation as cells that were copied from a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dasar.galat import GalatPengguna
from dasar.services.lembar_impor import BentukLembar, baca_lembar, lipat
from opd.forms.penugasan import BARIS_TERBANYAK
from opd.models import JenisPenugasan

# What an annex of a decree has besides is read over.
BENTUK = BentukLembar(
    judul="Pelantikan",
    kolom=("jabatan", "perangkat daerah", "pegawai", "nip", "nama", "jenis"),
    wajib=frozenset({"jabatan"}),
    abaikan=frozenset(
        {"no", "nomor", "pangkat", "golongan", "pangkat dan golongan", "pangkat golongan",
         "pangkat gol ruang", "eselon", "jabatan lama", "keterangan", "tmt"}
    ),
    maks_baris=BARIS_TERBANYAK,
)  # fmt: skip
TANPA_JUDUL = "jabatan\tpegawai\tjenis\n"
JENIS = {lipat(kata): nilai for nilai, kata in JenisPenugasan.choices}


class DaftarForm(forms.Form):
    """Copied cells; `baris` are (post, official, kind) as the rows of the page take them."""

    tempelan = forms.CharField(
        label="Sel dari Excel",
        help_text="Berurutan: jabatan, nama atau NIP, jenis (kosong berarti definitif). Dengan "
        "baris judul urutannya bebas: Jabatan, Perangkat daerah, NIP, Nama, Jenis.",
        max_length=100_000,
        error_messages={"required": "Tempel selnya di sini."},
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        strip=False,  # an empty first cell keeps its place
    )

    def clean_tempelan(self) -> str:
        teks = str(self.cleaned_data["tempelan"]).strip("\r\n")
        try:
            lembar = baca_lembar(_csv(teks), "csv", BENTUK)
        except GalatPengguna as galat:
            raise ValidationError(str(galat)) from None
        self.baris: list[tuple[str, str, str]] = []
        tanpa_judul = not _berjudul(teks)
        for nomor, sel in zip(lembar.nomor, lembar.baris, strict=True):
            try:
                self.baris.append(_baris(lembar.kolom, sel))
            except ValidationError as galat:
                kalimat = f"Baris {nomor - tanpa_judul}: {galat.message}"
                self.add_error("tempelan", ValidationError(kalimat))
        return teks


def _berjudul(teks: str) -> bool:
    pertama = teks.split("\n", 1)[0]
    return "jabatan" in {lipat(sel) for sel in pertama.split("\t")}


def _csv(teks: str) -> bytes:
    """The cells under a heading: their own when they have one."""
    return (teks if _berjudul(teks) else TANPA_JUDUL + teks).encode()


def _baris(kolom: Sequence[str], sel: Sequence[Any]) -> tuple[str, str, str]:
    isi = {k: str(s or "").strip() for k, s in zip(kolom, sel, strict=True)}
    jenis = lipat(isi.get("jenis", ""))
    if jenis and jenis not in JENIS:
        pilihan = ", ".join(JenisPenugasan.labels)
        raise ValidationError(f"Jenis “{isi['jenis']}” tidak dikenal. Pilihannya {pilihan}.")
    jabatan = ", ".join(t for t in (isi["jabatan"], isi.get("perangkat daerah", "")) if t)
    pegawai = next((isi[k] for k in ("nip", "pegawai", "nama") if isi.get(k)), "")
    return jabatan, pegawai, JENIS.get(jenis, JenisPenugasan.DEFINITIF)
