"""Forms of the rencana aksi: four quarterly targets, and one activity."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Layout, Row, Submit
from django import forms

from dasar.angka import AngkaTakTerbaca, baca_angka
from dasar.tanggal import romawi
from kinerja.formulas.skala import baca_nilai
from kinerja.models import IsiIndikator
from kinerja.models.indikator import JATUH_TEMPO, Frekuensi
from kinerja.services.rencana_aksi import AksiMasuk

_PILIHAN_TRIWULAN = [(tw, f"Triwulan {romawi(tw)}") for tw in (1, 2, 3, 4)]


class TargetTriwulanForm(forms.Form):
    """Targets as text; how they are read depends on the indicator."""

    tanda = forms.CharField(required=False, widget=forms.HiddenInput)
    tw1 = forms.CharField(label="Triwulan I", required=False, max_length=60)
    tw2 = forms.CharField(label="Triwulan II", required=False, max_length=60)
    tw3 = forms.CharField(label="Triwulan III", required=False, max_length=60)
    tw4 = forms.CharField(label="Triwulan IV", required=False, max_length=60)

    def __init__(self, *args: Any, isi: IsiIndikator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.isi = isi
        for tw in (1, 2, 3, 4):
            medan = self.fields[f"tw{tw}"]
            medan.widget.attrs["inputmode"] = "text" if isi.skala_predikat else "decimal"
            if tw not in JATUH_TEMPO[Frekuensi(isi.frekuensi)]:
                medan.help_text = "Tidak diukur."
        self.helper = FormHelper()
        self.helper.form_action = ""
        self.helper.layout = Layout(
            "tanda",
            Row(*[Column(f"tw{tw}", css_class="col-6 col-md-3") for tw in (1, 2, 3, 4)]),
            Submit("simpan", "Simpan target triwulan"),
        )

    def clean(self) -> dict[str, Any]:
        bersih: dict[str, Any] = super().clean() or {}
        nilai: dict[int, Decimal | None] = {}
        for tw in (1, 2, 3, 4):
            teks = (bersih.get(f"tw{tw}") or "").strip()
            if not teks or teks == "–":
                nilai[tw] = None
                continue
            try:
                nilai[tw] = baca_nilai(
                    teks, desimal=self.isi.desimal, skala=self.isi.skala_predikat
                )
            except ValueError as exc:
                self.add_error(f"tw{tw}", str(exc))
        bersih["nilai"] = nilai
        return bersih


class AksiForm(forms.Form):
    """One activity. Posts and sub kegiatan are those of the PD."""

    triwulan: forms.Field = forms.TypedChoiceField(
        label="Triwulan", coerce=int, choices=_PILIHAN_TRIWULAN
    )
    kegiatan = forms.CharField(
        label="Kegiatan",
        max_length=500,
        help_text="Apa yang dikerjakan, dengan kata kerja.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    keluaran = forms.CharField(label="Keluaran", max_length=300, required=False)
    jabatan = forms.TypedChoiceField(
        label="Penanggung jawab", coerce=int, empty_value=None, required=False
    )
    simpul = forms.TypedChoiceField(
        label="Sub kegiatan yang membiayai", coerce=int, empty_value=None, required=False
    )
    anggaran = forms.CharField(
        label="Anggaran (Rp)", required=False, max_length=30, help_text="Rupiah bulat."
    )
    tanda = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        jabatan: list[tuple[int, str]],
        simpul: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        kosong = [("", "Belum ditentukan")]
        self.fields["jabatan"].choices = [*kosong, *jabatan]  # type: ignore[attr-defined]
        self.fields["simpul"].choices = [*kosong, *simpul]  # type: ignore[attr-defined]
        self.fields["anggaran"].widget.attrs["inputmode"] = "numeric"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "triwulan",
            "kegiatan",
            "keluaran",
            Row(Column("jabatan", css_class="col-md-6"), Column("simpul", css_class="col-md-6")),
            Row(Column("anggaran", css_class="col-md-6")),
            "tanda",
            self.tombol(),
        )

    def tombol(self) -> Div:
        """The buttons below the fields."""
        return Div(Submit("simpan", "Simpan kegiatan"), css_class="tindakan")

    def clean_anggaran(self) -> int | None:
        teks = self.cleaned_data["anggaran"].strip()
        if not teks or teks == "–":
            return None
        try:
            rupiah = baca_angka(teks, bulat=True)
        except AngkaTakTerbaca as exc:
            raise forms.ValidationError(str(exc)) from None
        if rupiah < 0:
            raise forms.ValidationError("Anggaran tidak boleh negatif.")
        if rupiah >= 10**15:
            raise forms.ValidationError("Anggaran terlalu besar. Tulis dalam rupiah.")
        return int(rupiah)

    def masuk(self) -> AksiMasuk:
        """What the service takes. Only after `is_valid`."""
        d = self.cleaned_data
        return AksiMasuk(
            triwulan=self.triwulan_dipilih()[0],
            kegiatan=d["kegiatan"],
            keluaran=d["keluaran"],
            jabatan_id=d["jabatan"],
            simpul_id=d["simpul"],
            anggaran=d["anggaran"],
        )

    def triwulan_dipilih(self) -> list[int]:
        """The quarters of the activity. Only after `is_valid`."""
        return [self.cleaned_data["triwulan"]]


class AksiBaruForm(AksiForm):
    """A new activity, at once for every quarter in which it is done."""

    triwulan = forms.TypedMultipleChoiceField(
        label="Triwulan",
        coerce=int,
        choices=_PILIHAN_TRIWULAN,
        help_text="Centang setiap triwulan yang mengerjakannya.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Centang sedikitnya satu triwulan."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anggaran"].label = "Anggaran tiap triwulan (Rp)"
        self.fields["anggaran"].help_text = "Rupiah bulat, untuk setiap triwulan yang dicentang."

    def tombol(self) -> Div:
        return Div(
            Submit("simpan", "Simpan kegiatan"),
            Submit("lagi", "Simpan dan tambah lagi", css_class="btn-secondary"),
            css_class="tindakan",
        )

    def triwulan_dipilih(self) -> list[int]:
        return list(self.cleaned_data["triwulan"])
