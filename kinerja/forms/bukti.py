"""Forms of the evidence section: shape and labels only."""

from __future__ import annotations

from typing import Any

from django import forms

from kinerja.formulas.tunjuk_bukti import PANJANG_HALAMAN, PANJANG_TAUTAN


class TautanForm(forms.Form):
    """A web address as evidence."""

    tautan = forms.CharField(
        label="Alamat tautan",
        max_length=PANJANG_TAUTAN,
        error_messages={"required": "Tulis alamat tautannya."},
        widget=forms.URLInput(
            attrs={"class": "form-control", "placeholder": "https://", "autocomplete": "off"}
        ),
    )
    judul = forms.CharField(
        label="Nama bukti",
        help_text="Boleh kosong.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "bukti_%s"})


class HalamanForm(forms.Form):
    """Where in the file to look."""

    halaman = forms.CharField(
        max_length=PANJANG_HALAMAN,
        required=False,
        error_messages={"max_length": f"Penunjuk halaman paling panjang {PANJANG_HALAMAN} huruf."},
    )
    semula = forms.CharField(max_length=PANJANG_HALAMAN, required=False)


class PilihanForm(forms.Form):
    """Ids chosen from a list of checkboxes."""

    pilih = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "Pilih paling sedikit satu."}
    )

    def __init__(self, *args: Any, boleh: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pilih"].choices = [(pk, "") for pk in boleh]  # type: ignore[attr-defined]
        self.fields["pilih"].error_messages["invalid_choice"] = (
            "Pilihan ini sudah tidak tersedia. Muat ulang daftarnya."
        )
