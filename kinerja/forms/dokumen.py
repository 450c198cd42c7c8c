"""Forms of planning documents: a new one, and the regulation that puts a draf in force."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet

from kinerja.models import JenisDokumen
from opd.forms.medan import TanggalField
from opd.models import PerangkatDaerah


def _tahun(label: str, bantuan: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=bantuan,
        min_value=2000,
        max_value=2100,
        error_messages={
            "required": "Tulis tahunnya.",
            "invalid": "Tulis tahun empat angka, misalnya 2025.",
            "min_value": "Tulis tahun antara 2000 dan 2100.",
            "max_value": "Tulis tahun antara 2000 dan 2100.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control--pendek"}),
    )


class _FormDokumen(forms.Form):
    """Takes the errors of a service at the fields they are about."""

    def terima_galat(self, galat: ValidationError) -> None:
        """Put each sentence at its field; one without a field of this form above the form."""
        per_medan = (
            galat.message_dict
            if hasattr(galat, "error_dict")
            else {NON_FIELD_ERRORS: galat.messages}
        )
        for medan, kalimat in per_medan.items():
            for satu in kalimat:
                self.add_error(medan if medan in self.fields else None, satu)


class _PilihanPD(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.nama_pada())


class DokumenBaruForm(_FormDokumen):
    """Kind, owner, years and source of a new document."""

    jenis = forms.ChoiceField(
        label="Jenis",
        choices=[("", "Pilih jenis"), *JenisDokumen.choices],
        help_text="RPJMD dan RKPD untuk kota; Renstra dan Renja untuk perangkat daerah.",
        error_messages={"required": "Pilih jenis dokumennya."},
    )
    tahun_dari = _tahun("Tahun awal")
    tahun_sampai = _tahun("Tahun akhir", "RKPD dan Renja hanya satu tahun: tulis tahun yang sama.")
    sumber = forms.CharField(
        label="Sumber",
        required=False,
        max_length=300,
        help_text="Naskah asal isinya, misalnya rancangan akhir RPJMD.",
        error_messages={"max_length": "Sumber paling banyak 300 huruf."},
    )

    def __init__(self, *args: Any, daftar_pd: QuerySet[PerangkatDaerah], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["perangkat_daerah"] = _PilihanPD(
            label="Perangkat daerah",
            queryset=daftar_pd,
            empty_label="Pilih kota atau perangkat daerah",
            error_messages={
                "required": "Pilih pemilik dokumennya.",
                "invalid_choice": "Perangkat daerah ini tidak ada dalam daftar.",
            },
        )
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout(
            "jenis",
            "perangkat_daerah",
            "tahun_dari",
            "tahun_sampai",
            "sumber",
            Submit("buat", "Buat draf"),
        )


class TetapkanForm(_FormDokumen):
    """The regulation and the day from which the version counts; `tanda` is what was shown."""

    nomor = forms.CharField(
        label="Nomor penetapan",
        max_length=150,
        help_text="Misalnya Peraturan Wali Kota Nomor 12 Tahun 2025.",
        error_messages={
            "required": "Tulis nomor penetapannya.",
            "max_length": "Nomor penetapan paling banyak 150 huruf.",
        },
    )
    berlaku_mulai = TanggalField(
        label="Berlaku mulai", help_text="Sejak tanggal ini versi ini yang dipakai."
    )
    tanda = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("nomor", "berlaku_mulai", "tanda")

    def segarkan_tanda(self, tanda: str) -> None:
        """The page that answers shows the content as it is now."""
        self.data = {**{k: self.data.get(k) for k in self.data}, "tanda": tanda}
