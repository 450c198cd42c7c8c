"""A pasted block as it is sent: the text, the page it was pasted on, and what the person chose."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django import forms

from kinerja.formulas.blok_tempel import BATAS_BARIS, BATAS_HURUF, BATAS_KOLOM
from kinerja.formulas.kolom_tempel import LABEL_PERAN, PeranKolom
from kinerja.formulas.letak_tempel import BARIS_JUMLAH, BARIS_LAIN

_MEDAN = [
    (p.value, LABEL_PERAN[p]) for p in PeranKolom if p not in (PeranKolom.ABAIKAN, PeranKolom.NAMA)
]
BATAS_ID = 10
_TERLALU_PANJANG = "Tempelan ini terlalu panjang. Salin sebagian tabelnya, misalnya satu program."


class TeksTempelan(forms.CharField):
    """Text of the clipboard; what no table holds (NUL) is dropped and not complained about."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\x00", "")


class TempelForm(forms.Form):
    """`baris` and `uang` are the rows of the page (`tata_lembar`); `dilihat` what the preview
    showed, so that exactly that is saved."""

    teks = TeksTempelan(
        label="Tempelan",
        strip=False,
        max_length=BATAS_HURUF,
        error_messages={
            "required": "Tempelan ini kosong. Salin selnya di Excel, lalu tempel di sini.",
            "max_length": _TERLALU_PANJANG,
        },
    )
    cara = forms.ChoiceField(
        label="Cara menempatkan",
        required=False,
        choices=[
            ("", "Kenali sendiri"),
            ("nama", "Menurut nama indikator"),
            ("posisi", "Berurutan dari sel yang dipilih"),
        ],
    )
    medan = forms.ChoiceField(label="Kolom pertama", required=False, choices=[("", ""), *_MEDAN])
    mulai = forms.IntegerField(label="Mulai dari", required=False, min_value=1)
    baris = forms.CharField(required=False, max_length=50_000)
    uang = forms.CharField(required=False, max_length=50_000)
    kosongkan = forms.BooleanField(label="Kosongkan sel yang kosong di tempelan", required=False)
    dilihat = forms.CharField(required=False, strip=False)

    def clean_baris(self) -> list[int]:
        return tata_lembar(self.cleaned_data["baris"])

    def clean_uang(self) -> list[int]:
        return tata_lembar(self.cleaned_data["uang"])

    def clean_medan(self) -> PeranKolom:
        return PeranKolom(self.cleaned_data["medan"] or PeranKolom.NILAI)

    def clean_dilihat(self) -> dict[str, Any]:
        """{cell: [reading, version or text before]}; anything else is as if nothing was seen."""
        try:
            isi = json.loads(self.cleaned_data["dilihat"] or "{}")
        except (ValueError, RecursionError):
            return {}
        if not isinstance(isi, dict):
            return {}
        return {k: v for k, v in isi.items() if _terlihat(k, v)}


def _terlihat(kunci: str, isi: object) -> bool:
    """Whether one entry of `dilihat` says a reading and, for numbers, a version, else the text."""
    angka = kunci.startswith(("nilai-", "rupiah-"))
    return (
        isinstance(isi, list)
        and len(isi) == 2
        and isinstance(isi[0], str)
        and isinstance(isi[1], int if angka else str)
    )


def daftar_id(teks: str) -> list[int]:
    """The ids of "12,13"; what is none is left out."""
    return [int(t) for t in teks.split(",") if t.isascii() and t.isdigit() and len(t) < BATAS_ID]


def tata_lembar(teks: str) -> list[int]:
    """The rows of a page: "12,x,13,j" with "x" for a row without such a cell, "j" for a sum."""
    tanda = {"x": BARIS_LAIN, "j": BARIS_JUMLAH}
    hasil = ([tanda[t]] if t in tanda else daftar_id(t) for t in teks.split(","))
    return [n for bagian in hasil for n in bagian]


def kolom_dipilih(data: Mapping[str, Any]) -> dict[int, PeranKolom]:
    """Roles chosen by `kolom-<number>`."""
    return {
        n: PeranKolom(str(data[nama]))
        for nama, n in _bernomor(data, "kolom", BATAS_KOLOM)
        if str(data[nama]) in {p.value for p in PeranKolom}
    }


def tempat_dipilih(data: Mapping[str, Any]) -> dict[int, int]:
    """Indicators chosen for rows without a place by `tempat-<row>`."""
    hasil = {}
    for nama, n in _bernomor(data, "tempat", BATAS_BARIS):
        if ids := daftar_id(str(data[nama])):
            hasil[n] = ids[0]
    return hasil


def jawaban_dipilih(data: Mapping[str, Any]) -> dict[str, str]:
    """Answers by `jawaban-<cell>`."""
    return {
        nama.removeprefix("jawaban-"): str(data[nama])[:200]
        for nama in data
        if nama.startswith("jawaban-")
    }


def _bernomor(data: Mapping[str, Any], awalan: str, batas: int) -> list[tuple[str, int]]:
    cocok = ((nama, re.fullmatch(rf"{awalan}-([0-9]{{1,4}})", nama)) for nama in data)
    return [(nama, int(c[1])) for nama, c in cocok if c and int(c[1]) < batas]
