"""Forms of the side panel and of the review pages: shape and labels only."""

from __future__ import annotations

from django import forms


class PeriodeIndikatorForm(forms.Form):
    """Which cell a panel form is about."""

    indikator = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    tahun = forms.IntegerField(min_value=2000, max_value=2100, widget=forms.HiddenInput)
    triwulan = forms.IntegerField(min_value=1, max_value=4, widget=forms.HiddenInput)


def _paragraf(label: str, bantuan: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=bantuan,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


def _semula() -> forms.CharField:
    return forms.CharField(required=False, widget=forms.HiddenInput, strip=False)


class NarasiForm(PeriodeIndikatorForm):
    """The texts of one cell, each with the text as it was shown (`semula_...`)."""

    analisis = _paragraf("Analisis", "Apa yang menyebabkan capaian ini?")
    faktor_pendorong = _paragraf("Faktor pendorong", "Apa yang membantu?")
    faktor_penghambat = _paragraf("Faktor penghambat", "Apa yang membuat target belum tercapai?")
    tindak_lanjut = _paragraf("Tindak lanjut", "Apa yang dilakukan, oleh siapa, kapan?")
    semula_analisis = _semula()
    semula_faktor_pendorong = _semula()
    semula_faktor_penghambat = _semula()
    semula_tindak_lanjut = _semula()


class KomentarForm(PeriodeIndikatorForm):
    """A remark on one value."""

    teks = forms.CharField(
        label="Tulis balasan",
        max_length=4000,
        error_messages={"required": "Tulis komentarnya dulu."},
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "Tulis balasan"}),
    )


class PengembalianForm(forms.Form):
    """Why a row goes back."""

    teks = forms.CharField(
        label="Catatan untuk operator",
        max_length=4000,
        error_messages={
            "required": "Tulis alasan pengembaliannya, supaya operator tahu apa yang "
            "harus diperbaiki."
        },
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )
