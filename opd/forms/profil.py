"""Form of one's own profile."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms


class ProfilForm(forms.Form):
    """Where notices reach the person."""

    email = forms.EmailField(
        label="Alamat surel",
        help_text="Pengingat tenggat dan kabar jadwal dikirim juga ke alamat ini.",
        max_length=254,
        required=False,
        error_messages={
            "invalid": "Tulis alamat surel seperti nama@contoh.go.id.",
            "max_length": "Alamat surel paling panjang 254 huruf.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    nomor_hp = forms.CharField(
        label="Nomor HP",
        help_text="Diawali 08 atau +62. Dipakai bila pengiriman WhatsApp dinyalakan.",
        max_length=30,
        required=False,
        error_messages={"max_length": "Tulis satu nomor HP saja."},
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "class": "form-control--pendek"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout(*self.fields, Submit("simpan", "Simpan profil"))
