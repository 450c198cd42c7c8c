"""Forms of a post: its data, and its last day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from opd.forms.medan import TanggalField
from opd.models import Eselon


class JabatanForm(forms.Form):
    """A post; with `tanda` it is a change of one that exists."""

    nama = forms.CharField(
        label="Nama jabatan",
        help_text="Lengkap, misalnya Kepala Bidang Pelayanan Kesehatan.",
        max_length=200,
        error_messages={"required": "Tulis nama jabatannya."},
    )
    eselon = forms.ChoiceField(
        label="Eselon",
        choices=[("", "Pilih eselon"), *Eselon.choices],
        error_messages={"required": "Pilih eselonnya."},
        widget=forms.Select(attrs={"class": "form-control--pendek"}),
    )
    kepala = forms.BooleanField(
        label="Memimpin perangkat daerah ini",
        help_text="Pimpinan menandatangani Perjanjian Kinerja perangkat daerah dengan wali kota.",
        required=False,
    )
    induk = forms.TypedChoiceField(
        label="Atasan langsung",
        help_text="Kosong untuk pimpinan perangkat daerah; atasannya wali kota.",
        coerce=int,
        empty_value=None,
        required=False,
    )
    urutan = forms.IntegerField(
        label="Urutan",
        help_text="Jabatan seeselon diurutkan menurut angka ini.",
        min_value=0,
        max_value=30_000,
        initial=0,
        required=False,
        error_messages={
            "invalid": "Tulis bilangan bulat, misalnya 3.",
            "min_value": "Tulis angka 0 atau lebih.",
            "max_value": "Tulis angka sampai 30000.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control--pendek"}),
    )
    dari = TanggalField(label="Berlaku dari")

    def __init__(
        self,
        *args: Any,
        calon_induk: Sequence[tuple[int, str]],
        tanda: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["induk"].choices = [  # type: ignore[attr-defined]
            ("", "Tidak ada"),
            *((str(pk), nama) for pk, nama in calon_induk),
        ]
        if tanda is not None:
            self.fields["ejaan"] = forms.BooleanField(
                label="Hanya memperbaiki ejaan nama",
                help_text="Nama yang diperbaiki berlaku untuk semua tanggal. Jabatan yang berganti "
                "nama diakhiri, lalu dibuat yang baru.",
                required=False,
            )
            self.fields["tanda"] = forms.CharField(widget=forms.HiddenInput, initial=tanda)
            self.order_fields(["nama", "ejaan"])
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout(
            *self.fields, Submit("simpan", "Simpan jabatan" if tanda else "Buat jabatan")
        )

    def nilai(self) -> dict[str, Any]:
        """What the services want, after is_valid()."""
        return {**self.cleaned_data, "urutan": self.cleaned_data["urutan"] or 0}


class JabatanAkhirForm(forms.Form):
    """The last day of a post; empty takes the end back."""

    sampai = TanggalField(
        label="Hari terakhir",
        help_text="Kosongkan bila jabatan ini tidak jadi berakhir.",
        required=False,
    )
    tanda = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # as above
        self.helper.layout = Layout("sampai", "tanda", Submit("simpan", "Simpan hari terakhir"))
