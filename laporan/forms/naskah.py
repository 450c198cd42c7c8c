"""Forms of the report's texts and of the numbers it compares with: shape and labels only."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError

from dasar.angka import (
    AngkaTakTerbaca,
    baca_angka,
    format_angka,
    jumlah_desimal,
    perlu_konfirmasi,
)
from kinerja.models import Acuan
from laporan.services.naskah import PANJANG_NASKAH, bersihkan_naskah, kalimat_kepanjangan

TAHUN_ACUAN_AWAL = 2000
_SPASI = re.compile(r"\s+")


class NaskahField(forms.CharField):
    """Plain text; what no page can show is dropped before anything is judged."""

    def to_python(self, value: Any) -> str:
        return bersihkan_naskah(str(value or ""))

    def validate(self, value: Any) -> None:
        # Not "required" here: an empty text asks whether to remove the stored one.
        if len(value) > PANJANG_NASKAH:
            raise ValidationError(kalimat_kepanjangan(len(value)))


class BarisField(forms.CharField):
    """One line of text without control characters."""

    def to_python(self, value: Any) -> str:
        return _SPASI.sub(" ", bersihkan_naskah(str(value or "")))


class NaskahForm(forms.Form):
    """One text with the mark of the one that was shown. An empty text asks whether to remove."""

    versi = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    teks = NaskahField(
        label="Naskah",
        help_text="Teks biasa. Baris kosong memulai paragraf baru. Kosongkan untuk menghapus "
        "naskah ini dari laporan.",
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "true"}),
    )

    def __init__(self, *args: Any, batal: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout(
            "versi",
            "teks",
            Div(
                Submit("simpan", "Simpan naskah"),
                HTML(f'<a class="btn btn-link" href="{batal}">Batal</a>'),
                css_class="tindakan",
            ),
        )


class AcuanForm(forms.Form):
    """One published number. `indikator`: (id, name) of those it can be compared with."""

    nama = BarisField(
        label="Nama",
        max_length=200,
        help_text="Contoh: Rata-rata nasional, Tingkat pengangguran terbuka.",
        error_messages={"required": "Tulis nama angkanya."},
    )
    tahun = forms.IntegerField(
        label="Tahun",
        min_value=TAHUN_ACUAN_AWAL,
        error_messages={
            "required": "Tulis tahun angkanya.",
            "invalid": "Tulis tahun empat angka, misalnya 2023.",
            "min_value": f"Tahun paling awal {TAHUN_ACUAN_AWAL}.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control--pendek"}),
    )
    nilai = forms.CharField(
        label="Nilai",
        max_length=60,
        help_text="Tulis seperti 5,81 atau 1.429.529.",
        error_messages={"required": "Tulis nilainya."},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control--pendek"}),
    )
    satuan = BarisField(
        label="Satuan",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control--pendek"}),
    )
    indikator = forms.TypedChoiceField(
        label="Pembanding untuk",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Pilih indikatornya, atau biarkan bila angka ini tentang daerah itu sendiri.",
        error_messages={"invalid_choice": "Indikator ini tidak ada di laporan."},
    )
    sumber = BarisField(
        label="Sumber",
        max_length=300,
        help_text="Penerbit, judul, dan tahun terbit, supaya pembaca dapat memeriksanya.",
        error_messages={"required": "Tulis sumbernya."},
    )

    tanda = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        daftar_indikator: list[tuple[int, str]],
        tahun_laporan: int,
        batal: str,
        acuan: Acuan | None = None,
        **kwargs: Any,
    ) -> None:
        """`acuan`: the stored number that is corrected; None for a new one."""
        super().__init__(*args, **kwargs)
        self.tahun_laporan = tahun_laporan
        self.acuan = acuan
        indikator = self.fields["indikator"]
        indikator.choices = [  # type: ignore[attr-defined]
            ("", "Bukan pembanding: indikator makro"),
            *((str(pk), nama) for pk, nama in daftar_indikator),
        ]
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout(
            "tanda",
            "nama",
            "tahun",
            "nilai",
            "satuan",
            "indikator",
            "sumber",
            Div(
                Submit("simpan", "Simpan data pembanding"),
                HTML(f'<a class="btn btn-link" href="{batal}">Batal</a>'),
                css_class="tindakan",
            ),
        )

    def clean_tahun(self) -> int:
        tahun: int = self.cleaned_data["tahun"]
        if tahun > self.tahun_laporan:
            raise ValidationError(f"Tahun tidak boleh sesudah tahun laporan, {self.tahun_laporan}.")
        return tahun

    def clean_nilai(self) -> Decimal:
        teks: str = self.cleaned_data["nilai"]
        if self.acuan is not None and self._nilai_tetap:
            return self.acuan.nilai
        try:
            nilai = baca_angka(teks)
        except AngkaTakTerbaca as galat:
            raise ValidationError(str(galat)) from galat
        if tanya := perlu_konfirmasi(teks):
            raise ValidationError(f"{tanya} Tulis ulang yang dimaksud.")
        return nilai

    @property
    def desimal(self) -> int:
        """How many decimals were written: the report prints as many."""
        if self.acuan is not None and self._nilai_tetap:
            return self.acuan.desimal
        return jumlah_desimal(self.cleaned_data["nilai"])

    @property
    def _nilai_tetap(self) -> bool:
        """Whether the value still stands as it was shown, which needs no second reading."""
        teks = str(self.data.get("nilai", "")).strip()
        return self.acuan is not None and teks == format_angka(self.acuan.nilai, self.acuan.desimal)
