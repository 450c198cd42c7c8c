"""Forms of the tree of a plan: a node, its pagu, its links, and what moves it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dasar.angka import AngkaTakTerbaca, baca_angka, format_angka_utuh, format_rupiah

_PENDEK = {"class": "form-control form-control--pendek", "autocomplete": "off"}
_BIDANG = re.compile(r"\d\.\d{2}")
Pilihan = Sequence[tuple[Any, str]]


class AngkaBacaField(forms.CharField):
    """A number typed the Indonesian way: Decimal, or whole rupiah (int) with `bulat`.

    Empty is None: not known.
    """

    def __init__(self, *, bulat: bool = False, **kwargs: Any) -> None:
        atribut = {**_PENDEK, "inputmode": "numeric" if bulat else "decimal"}
        kwargs.setdefault("widget", forms.TextInput(attrs=atribut))
        super().__init__(max_length=100, **kwargs)
        self.bulat = bulat

    def clean(self, value: Any) -> Any:
        teks: str = super().clean(value)
        if not teks:
            return None
        try:
            nilai = baca_angka(teks, bulat=self.bulat)
        except AngkaTakTerbaca as exc:
            raise ValidationError(str(exc), code="invalid") from exc
        return int(nilai) if self.bulat else nilai

    def prepare_value(self, value: Any) -> Any:
        """Stored numbers are shown in the format that is read; typed text stays as typed."""
        if isinstance(value, Decimal):
            return format_angka_utuh(value)
        return format_rupiah(value) if isinstance(value, int) else value


class _BertandaForm(forms.Form):
    """Carries which state the page was shown."""

    tanda = forms.CharField(required=False, widget=forms.HiddenInput)


class SimpulForm(_BertandaForm):
    """Name, code and post of a node. `jabatan`: posts of the PD; `bidang`: None when it is known
    or not needed; `indikator`: what the nomenclature offers along, "" for nothing."""

    nama = forms.CharField(
        label="Nama",
        max_length=500,
        error_messages={
            "required": "Tulis namanya.",
            "max_length": "Nama paling panjang 500 huruf.",
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kode = forms.CharField(
        label="Kode",
        required=False,
        max_length=24,
        error_messages={"max_length": "Kode paling panjang 24 huruf."},
        widget=forms.TextInput(attrs=_PENDEK),
    )
    bidang = forms.CharField(
        label="Bidang urusan perangkat daerah",
        required=False,
        max_length=4,
        help_text="Menggantikan X.XX pada kode, misalnya 1.02 untuk kesehatan.",
        widget=forms.TextInput(attrs=_PENDEK),
    )
    jabatan = forms.TypedChoiceField(
        label="Penanggung jawab", required=False, coerce=int, empty_value=None
    )
    bawa_indikator = forms.BooleanField(label="", required=False)

    def __init__(
        self,
        *args: Any,
        jabatan: Pilihan,
        tanya_bidang: bool = False,
        indikator: str = "",
        bernomenklatur: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jabatan"].choices = [("", "Belum ditentukan"), *jabatan]  # type: ignore[attr-defined]
        if bernomenklatur:
            self.fields["kode"].help_text = "Kode menurut nomenklatur nasional."
        if not tanya_bidang:
            del self.fields["bidang"]
        if indikator:
            self.fields["bawa_indikator"].label = f"Bawa juga indikatornya: {indikator}"
        else:
            del self.fields["bawa_indikator"]

    def clean_bidang(self) -> str:
        bidang: str = self.cleaned_data["bidang"].strip()
        if self.data.get("kode", "").upper().startswith("X.XX") and not _BIDANG.fullmatch(bidang):
            raise ValidationError("Tulis kode bidang urusan perangkat daerah, misalnya 1.02.")
        return bidang


class PaguForm(forms.Form):
    """Pagu of one year; `semula` is what the page showed, "" when nothing was known."""

    rupiah = AngkaBacaField(
        label="Pagu (Rp)",
        bulat=True,
        required=False,
        help_text="Rupiah bulat. Kosongkan bila belum diketahui.",
    )
    tahun = forms.IntegerField(widget=forms.HiddenInput)
    semula = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DukunganForm(forms.Form):
    """A goal that the node supports, with its portion."""

    ke = forms.TypedChoiceField(
        label="Mendukung",
        coerce=int,
        error_messages={
            "required": "Pilih tujuan atau sasaran yang didukung.",
            "invalid_choice": "Pilih tujuan atau sasaran dari daftar.",
        },
    )
    porsi = AngkaBacaField(
        label="Porsi (%)", required=False, help_text="Kosongkan bila tidak dibagi."
    )

    def __init__(self, *args: Any, tujuan: Pilihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ke"].choices = [("", "Pilih tujuan atau sasaran"), *tujuan]  # type: ignore[attr-defined]


class PindahForm(_BertandaForm):
    """Another parent and the place there. `induk`: nodes that may hold this one."""

    induk = forms.TypedChoiceField(
        label="Pindahkan ke bawah",
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "Pilih induk di dokumen ini."},
    )
    posisi = forms.IntegerField(
        label="Urutan ke",
        required=False,
        min_value=1,
        max_value=9999,
        help_text="Kosongkan untuk menaruhnya paling akhir.",
        error_messages={
            "invalid": "Tulis urutan dengan angka, misalnya 2.",
            "min_value": "Urutan mulai dari 1.",
            "max_value": "Urutan paling banyak 9999.",
        },
        widget=forms.TextInput(attrs={**_PENDEK, "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, induk: Pilihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["induk"].choices = [("", "Jenjang teratas dokumen"), *induk]  # type: ignore[attr-defined]


class PecahForm(_BertandaForm):
    """The second node, and which children and indicators go to it."""

    nama = forms.CharField(
        label="Nama baris rencana baru",
        max_length=500,
        error_messages={"required": "Tulis nama baris rencana yang baru."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kode = forms.CharField(
        label="Kode", required=False, max_length=24, widget=forms.TextInput(attrs=_PENDEK)
    )
    anak = forms.TypedMultipleChoiceField(
        label="Baris yang ikut ke baris rencana baru",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    indikator = forms.TypedMultipleChoiceField(
        label="Indikator yang ikut ke baris rencana baru",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, anak: Pilihan, indikator: Pilihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for medan, pilihan in (("anak", anak), ("indikator", indikator)):
            if pilihan:
                self.fields[medan].choices = list(pilihan)  # type: ignore[attr-defined]
            else:
                del self.fields[medan]


class GabungForm(_BertandaForm):
    """The node that takes over; `pagu` says in words which pagu would move, "" for none."""

    ke = forms.TypedChoiceField(
        label="Gabungkan ke",
        coerce=int,
        error_messages={
            "required": "Pilih baris rencana yang menerimanya.",
            "invalid_choice": "Pilih baris rencana yang sejenis di dokumen ini.",
        },
    )
    pindahkan_pagu = forms.BooleanField(label="", required=False)

    def __init__(self, *args: Any, tujuan: Pilihan, pagu: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ke"].choices = [("", "Pilih baris rencana"), *tujuan]  # type: ignore[attr-defined]
        if pagu:
            self.fields["pindahkan_pagu"].label = f"Pindahkan pagunya: {pagu}"
        else:
            del self.fields["pindahkan_pagu"]


class HapusForm(_BertandaForm):
    """Which state of the branch the page named."""
