"""The upload of a filled-in template."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms


class UnggahIsianForm(forms.Form):
    """The file; PD and quarter are hidden, they say which page it was uploaded from."""

    pd = forms.IntegerField(widget=forms.HiddenInput())
    tahun = forms.IntegerField(widget=forms.HiddenInput())
    triwulan = forms.IntegerField(widget=forms.HiddenInput())
    berkas = forms.FileField(
        label="Templat yang sudah diisi",
        help_text="Excel (XLSX), paling besar 5 MB. Perubahannya ditampilkan dulu.",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout(
            "pd", "tahun", "triwulan", "berkas", Submit("unggah", "Unggah dan periksa")
        )
