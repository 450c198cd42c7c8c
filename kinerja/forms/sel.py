"""One cell of the grid as it is sent; reading its text is kinerja/formulas/baca_sel.py."""

from __future__ import annotations

from django import forms

from kinerja.models import AlasanKosong


class SelForm(forms.Form):
    """One cell as the grid sends it. `nilai` stays text: how it is read depends on the
    indicator."""

    indikator = forms.IntegerField(min_value=1)
    tahun = forms.IntegerField(min_value=2000, max_value=2100)
    triwulan = forms.IntegerField(min_value=1, max_value=4)
    nilai = forms.CharField(required=False, max_length=60, strip=True)
    alasan_kosong = forms.ChoiceField(
        choices=[("", "Belum ada alasan"), *AlasanKosong.choices], required=False
    )
    versi = forms.IntegerField(min_value=0)
    yakin = forms.ChoiceField(choices=[(y, y) for y in ("", "bacaan", "nilai")], required=False)
    nomor = forms.IntegerField(min_value=0, required=False)
