"""Form of an official."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms


class PegawaiForm(forms.Form):
    """An official; with `tanda` it is a change of one that exists."""

    nama = forms.CharField(
        label="Nama dan gelar",
        help_text="Seperti tertulis pada surat keputusan, dengan gelarnya.",
        max_length=150,
        error_messages={"required": "Tulis namanya."},
    )
    nip = forms.CharField(
        label="NIP",
        help_text="18 angka. Kosong hanya untuk pejabat yang dipilih, seperti wali kota.",
        max_length=24,
        required=False,
        error_messages={"max_length": "NIP terdiri dari 18 angka."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    pangkat = forms.CharField(
        label="Pangkat dan golongan",
        help_text="Misalnya Pembina Utama Muda, IV/c.",
        max_length=80,
        required=False,
    )

    def __init__(self, *args: Any, tanda: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if tanda is not None:
            self.fields["tanda"] = forms.CharField(widget=forms.HiddenInput, initial=tanda)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout(
            *self.fields, Submit("simpan", "Simpan pegawai" if tanda else "Tambah pegawai")
        )
