"""Forms of the report import: upload, exclusion of a cell, pick of a counterpart."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from kinerja.models import Isian
from kinerja.permissions import boleh_impor_tahun
from opd.models import PerangkatDaerah

PEMISAH_KODE = " · "
_ISIAN_KINERJA = (
    (Isian.PER_TRIWULAN.value, "Hasil triwulan itu saja"),
    (Isian.SD_TRIWULAN.value, "Hasil dari Januari sampai akhir triwulan itu"),
)
_ISIAN_ANGGARAN = (
    (Isian.SD_TRIWULAN.value, "Serapan dari Januari sampai akhir triwulan itu"),
    (Isian.PER_TRIWULAN.value, "Serapan triwulan itu saja"),
)


class PilihanPD(forms.ModelChoiceField):
    """PD by its official name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.nama_pada())


class UnggahLaporanForm(forms.Form):
    """A report file and what its numbers mean. `daftar_pd`: the PD this person may upload for."""

    perangkat_daerah = PilihanPD(
        label="Perangkat daerah",
        queryset=PerangkatDaerah.objects.none(),
        empty_label="Pilih perangkat daerah",
        error_messages={"required": "Pilih perangkat daerahnya."},
    )
    tahun = forms.IntegerField(
        label="Tahun laporan",
        min_value=2000,
        max_value=2100,
        error_messages={
            "required": "Tulis tahun laporannya.",
            "invalid": "Tulis tahun empat angka, misalnya 2023.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control--pendek"}),
    )
    berkas = forms.FileField(
        label="Berkas laporan triwulan",
        help_text="Excel (XLSX) atau CSV dengan kolom program/kegiatan, indikator, "
        "serta K dan Rp tiap triwulan.",
        error_messages={
            "required": "Pilih berkas laporannya.",
            "empty": "Berkas ini kosong.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    isian_kinerja = forms.ChoiceField(
        label="Kolom K berisi",
        choices=_ISIAN_KINERJA,
        initial=Isian.PER_TRIWULAN.value,
        help_text="Contoh: 4 dokumen di triwulan I dan 2 di triwulan II. Bila kolom triwulan II "
        "ditulis 2, pilih yang pertama; bila ditulis 6, pilih yang kedua.",
        widget=forms.RadioSelect,
    )
    isian_anggaran = forms.ChoiceField(
        label="Kolom Rp berisi",
        choices=_ISIAN_ANGGARAN,
        initial=Isian.SD_TRIWULAN.value,
        help_text="Laporan keuangan biasanya ditulis sampai dengan triwulan itu.",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, daftar_pd: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan = self.fields["perangkat_daerah"]
        medan.queryset = daftar_pd  # type: ignore[attr-defined]
        satu = list(daftar_pd[:2])
        if len(satu) == 1:
            medan.widget = forms.HiddenInput()
            medan.initial = satu[0].pk
        self.fields["tahun"].initial = timezone.localdate().year
        self.helper = FormHelper()
        self.helper.form_show_errors = True
        self.helper.form_tag = False  # the page adds the columns, and the button below them
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "perangkat_daerah",
            "tahun",
            "berkas",
            "isian_kinerja",
            "isian_anggaran",
        )

    def clean(self) -> dict[str, Any]:
        """A report of a year that its PD did not live to the end belongs to the successor."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("perangkat_daerah") and data.get("tahun"):
            izin = boleh_impor_tahun(data["perangkat_daerah"], data["tahun"])
            if not izin:
                self.add_error("tahun", izin.alasan)
        return data


class LewatiSelForm(forms.Form):
    """One cell to leave out, with the reason."""

    baris = forms.IntegerField(min_value=1, max_value=1_048_576)
    kolom = forms.CharField(max_length=40)
    alasan = forms.CharField(
        max_length=300, error_messages={"required": "Tulis alasan sel ini dilewati."}
    )


class PilihPadananForm(forms.Form):
    """Which counterpart a row gets."""

    baris = forms.IntegerField(min_value=1, max_value=1_048_576)
    pilihan = forms.CharField(
        max_length=1500, error_messages={"required": "Pilih salah satu padanan."}
    )

    def clean_pilihan(self) -> str:
        """The code before the name, as the list of places writes it: "S12 · Program › ..."."""
        return str(self.cleaned_data["pilihan"]).split(PEMISAH_KODE)[0].strip()[:24]


class BarisImporForm(forms.Form):
    """One row of an upload."""

    baris = forms.IntegerField(min_value=1, max_value=1_048_576)
