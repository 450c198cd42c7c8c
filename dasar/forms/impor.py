"""Forms of the master-data import: what the file is about, and the file."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms


class ParameterForm(forms.Form):
    """Base of the forms that ask what a file is about; the app's form adds its fields.

    Sent by GET, so that the address names what the template and the export are of.
    """

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout(*self.fields, Submit("", "Pilih"))

    def parameter(self) -> dict[str, Any]:
        """The choice as JSON; only after is_valid()."""
        raise NotImplementedError


class UnggahDataForm(forms.Form):
    """The file of master data."""

    berkas = forms.FileField(
        label="Berkas Excel (XLSX) atau CSV",
        help_text="Templat yang sudah diisi, atau hasil ekspor. "
        "Data tersimpan setelah Anda menerapkannya.",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout("berkas", Submit("unggah", "Unggah dan periksa"))
