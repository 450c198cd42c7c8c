"""Forms of requests for another target: asking, and deciding."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from kinerja.formulas.baca_target import TargetTakTerbaca, baca_target
from kinerja.models import IsiIndikator

_PANJANG = 2000


class UsulTargetForm(forms.Form):
    """A target in the format of the indicator, and why. A reading that is unusual is asked about
    once: the box to insist appears with the question."""

    nilai = forms.CharField(
        label="Target yang diusulkan",
        max_length=60,
        error_messages={
            "required": "Tulis target yang diusulkan.",
            "max_length": "Tulis angkanya saja, misalnya 87,5.",
        },
        widget=forms.TextInput(
            attrs={
                "inputmode": "decimal",
                "autocomplete": "off",
                "class": "form-control--pendek",
            }
        ),
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=_PANJANG,
        help_text="Sebutkan apa yang berubah, dan sejak kapan. Perencana memutus berdasarkan ini.",
        error_messages={
            "required": "Tulis alasannya.",
            "max_length": f"Alasan paling banyak {_PANJANG} huruf.",
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    yakin = forms.BooleanField(label="Betul, ajukan nilai ini", required=False)

    def __init__(self, *args: Any, isi: IsiIndikator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.isi = isi
        self.bertanya = False
        nilai = self.fields["nilai"]
        if isi.skala_predikat is not None:
            nilai.help_text = f"Pilih salah satu: {', '.join(isi.skala_predikat)}."
            nilai.widget.attrs["inputmode"] = "text"
        else:
            satuan = f" dalam {isi.satuan}" if isi.satuan else ""
            contoh = "1.250" if isi.desimal == 0 else "87,5"
            nilai.help_text = f"Angka{satuan}, misalnya {contoh}. Rentang ditulis 7-8."
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self._tata()

    def _tata(self) -> None:
        yakin = ["yakin"] if self.bertanya else []
        self.helper.layout = Layout("nilai", *yakin, "alasan", Submit("ajukan", "Ajukan usul"))

    def clean(self) -> dict[str, Any]:
        """Read the value as the indicator wants it."""
        data: dict[str, Any] = super().clean() or {}
        teks = data.get("nilai")
        if not teks:
            return data
        isi = self.isi
        try:
            terbaca = baca_target(
                teks, desimal=isi.desimal, satuan=isi.satuan, skala=isi.skala_predikat
            )
        except TargetTakTerbaca as galat:
            kalimat = str(galat)
            if galat.skala is not None:
                kalimat += (
                    " Tulis angkanya, atau minta perencana memasang skala predikat "
                    "pada kartu indikator ini."
                )
            self.add_error("nilai", kalimat)
            return data
        if terbaca.pertanyaan and not data.get("yakin"):
            self.bertanya = True
            self._tata()
            self.add_error("nilai", f"{terbaca.pertanyaan} Centang bila betul.")
            return data
        data["terbaca"] = terbaca
        return data


class PutusUsulForm(forms.Form):
    """The decision with its note."""

    keputusan = forms.ChoiceField(
        choices=[("setuju", "Setujui"), ("tolak", "Tolak")],
        error_messages={"required": "Pilih keputusannya.", "invalid_choice": "Pilih keputusannya."},
    )
    catatan = forms.CharField(
        label="Catatan keputusan",
        required=False,
        max_length=_PANJANG,
        help_text="Wajib bila usul ditolak.",
        error_messages={"max_length": f"Catatan paling banyak {_PANJANG} huruf."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
