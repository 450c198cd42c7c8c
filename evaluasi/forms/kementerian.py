"""Forms of the city's official values: SAKIP as the ministry gave it, and the RB index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms

from dasar.angka import format_angka
from evaluasi.forms.angka import AngkaField
from evaluasi.services.indeks_rb import HURUF_RB, galat_nilai_rb
from evaluasi.services.kementerian import (
    galat_jumlah,
    galat_komponen,
    galat_tanggal,
    galat_total,
    kalimat_sudah_direkam,
)


@dataclass(frozen=True)
class KomponenIsian:
    """One komponen that may get a value, and its weight in points."""

    kode: str
    nama: str
    bobot: Decimal


class NilaiResmiForm(forms.Form):
    """A value as received. With `daftar_tahun` it is a new one of a year to choose, where
    `terisi` holds the values of the years that have one; without, a correction of `tahun` that
    needs its reason. What the services judge of several fields is judged here too, so that all
    errors are shown at once.
    """

    def __init__(
        self,
        *args: Any,
        komponen: Iterable[KomponenIsian],
        daftar_tahun: Sequence[int] = (),
        terisi: Mapping[int, Decimal] | None = None,
        tahun: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bobot: dict[str, Decimal] = {}
        self.koreksi = not daftar_tahun
        self.terisi = terisi or {}
        self.tahun = tahun
        if daftar_tahun:
            self.fields["tahun_evaluasi"] = forms.TypedChoiceField(
                label="Tahun evaluasi",
                help_text="Tahun yang sudah punya templat LKE.",
                choices=[
                    # With a value for every year none is chosen beforehand.
                    *([("", "Pilih tahun")] if set(daftar_tahun) <= set(self.terisi) else []),
                    *(
                        (t, f"{t} (sudah direkam)" if t in self.terisi else str(t))
                        for t in daftar_tahun
                    ),
                ],
                coerce=int,
                error_messages={
                    "required": "Pilih tahun evaluasinya.",
                    "invalid_choice": "Tahun evaluasi ini belum punya templat LKE.",
                },
                widget=forms.Select(attrs={"class": "form-control--pendek"}),
            )
        self.fields["total"] = AngkaField(
            label="Nilai total",
            help_text="Seperti tertulis pada surat, misalnya 69,04.",
            periksa=galat_total,
            error_messages={"required": "Tulis nilai totalnya."},
        )
        for k in komponen:
            self.bobot[k.kode] = k.bobot
            self.fields[f"komponen_{k.kode}"] = AngkaField(
                label=k.nama,
                help_text=f"Paling banyak {format_angka(k.bobot, 2)}.",
                periksa=partial(galat_komponen, k.kode, k.bobot),
                required=False,
            )
        self.fields["diterima"] = forms.DateField(
            label="Tanggal diterima",
            required=False,
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
            error_messages={"invalid": "Tulis tanggal seperti 05/02/2025."},
            widget=forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "class": "form-control--pendek"}
            ),
        )
        self.fields["nomor"] = forms.CharField(label="Nomor surat", required=False, max_length=120)
        self.fields["sumber"] = forms.CharField(
            label="Sumber",
            help_text="Dokumen tempat nilai ini tertulis, misalnya LHE AKIP Kementerian PANRB.",
            max_length=300,
            error_messages={"required": "Tulis sumber nilainya."},
        )
        if self.koreksi:
            self.fields["alasan"] = _medan_alasan()
            self.fields["versi"] = forms.IntegerField(widget=forms.HiddenInput)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = self._susunan()

    def clean(self) -> dict[str, Any]:
        """What one field cannot say alone, beside whatever else is wrong."""
        data: dict[str, Any] = super().clean() or {}
        tahun = self.tahun if self.koreksi else data.get("tahun_evaluasi")
        if not self.koreksi and tahun is not None and tahun in self.terisi:
            self.add_error("tahun_evaluasi", kalimat_sudah_direkam(tahun, self.terisi[tahun]))
        if tahun and (kalimat := galat_tanggal(data.get("diterima"), tahun)):
            self.add_error("diterima", kalimat)
        medan = [f"komponen_{kode}" for kode in self.bobot]
        total = data.get("total")
        if total is not None and not any(nama in self.errors for nama in medan):
            nilai = {
                kode: data[f"komponen_{kode}"]
                for kode in self.bobot
                if data[f"komponen_{kode}"] is not None
            }
            if kalimat := galat_jumlah(self.bobot, total, nilai):
                self.add_error("total", kalimat)
        return data

    def nilai(self) -> dict[str, Any]:
        """What both services want, after is_valid()."""
        data = self.cleaned_data
        return {
            "total": data["total"],
            "komponen": {
                kode: data[f"komponen_{kode}"]
                for kode in self.bobot
                if data[f"komponen_{kode}"] is not None
            },
            "diterima": data["diterima"],
            "nomor": data["nomor"],
            "sumber": data["sumber"],
        }

    def _susunan(self) -> Layout:
        return Layout(
            *([] if self.koreksi else ["tahun_evaluasi"]),
            "total",
            HTML(
                '<h2 class="h3">Nilai komponen</h2><p class="form-text">'
                "Isi bila tertulis pada surat. Bila semuanya diisi, jumlahnya harus sama dengan "
                "nilai total.</p>"
            ),
            Div(*[f"komponen_{kode}" for kode in self.bobot], css_class="medan-berjajar"),
            "diterima",
            "nomor",
            "sumber",
            *(["alasan", "versi"] if self.koreksi else []),
            Submit("simpan", "Simpan koreksi" if self.koreksi else "Rekam nilai"),
        )


class IndeksRBForm(forms.Form):
    """The RB index of one year as published; a correction keeps its year and wants a reason."""

    tahun = forms.IntegerField(
        label="Tahun",
        min_value=2000,
        max_value=2100,
        error_messages={
            "required": "Tulis tahunnya.",
            "invalid": "Tulis tahun empat angka, misalnya 2024.",
            "min_value": "Tulis tahun antara 2000 dan 2100.",
            "max_value": "Tulis tahun antara 2000 dan 2100.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control--pendek"}),
    )
    nilai = AngkaField(
        label="Indeks RB",
        help_text="Seperti tertulis pada surat, misalnya 63,48.",
        periksa=galat_nilai_rb,
        error_messages={"required": "Tulis indeksnya."},
    )
    predikat = forms.ChoiceField(
        label="Predikat",
        required=False,
        choices=[("", "Tidak disebut"), *((huruf, huruf) for huruf in HURUF_RB)],
        widget=forms.Select(attrs={"class": "form-control--pendek"}),
    )
    sumber = forms.CharField(
        label="Sumber",
        help_text="Dokumen tempat indeks ini tertulis.",
        max_length=300,
        error_messages={"required": "Tulis sumber indeksnya."},
    )

    def __init__(self, *args: Any, koreksi: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if koreksi:
            del self.fields["tahun"]
            self.fields["alasan"] = _medan_alasan()
            self.fields["cap"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # as above
        self.helper.layout = Layout(
            *self.fields, Submit("simpan", "Simpan koreksi" if koreksi else "Rekam indeks")
        )


def _medan_alasan() -> forms.CharField:
    return forms.CharField(
        label="Alasan koreksi",
        help_text="Disimpan di jejak audit bersama nilai sebelum dan sesudahnya.",
        max_length=1000,
        error_messages={"required": "Tulis alasan koreksinya."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
