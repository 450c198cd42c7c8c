"""Forms of a PD: a new one, and a new name or status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from opd.forms.medan import TanggalField
from opd.models import JenisPD

# The city has one row, made when the system is installed.
JENIS_BARU = [(nilai, label) for nilai, label in JenisPD.choices if nilai != JenisPD.KOTA]


class NamaForm(forms.Form):
    """The next name of a PD and, where its status rises, its type."""

    nama = forms.CharField(
        label="Nama", max_length=200, error_messages={"required": "Tulis namanya."}
    )
    singkatan = forms.CharField(
        label="Singkatan",
        max_length=40,
        error_messages={"required": "Tulis singkatannya."},
        widget=forms.TextInput(attrs={"class": "form-control--pendek"}),
    )
    jenis = forms.ChoiceField(
        label="Jenis",
        help_text="Ubah hanya bila statusnya berubah, misalnya dari kantor menjadi dinas.",
        choices=JENIS_BARU,
        widget=forms.Select(attrs={"class": "form-control--pendek"}),
    )
    dari = TanggalField(
        label="Berlaku dari",
        help_text="Nama sebelumnya berakhir sehari sebelum tanggal ini; laporan lama tetap "
        "memakai nama lama.",
    )
    dasar_hukum = forms.CharField(
        label="Dasar hukum",
        max_length=200,
        error_messages={"required": "Tulis peraturan yang menetapkannya."},
    )

    def __init__(self, *args: Any, kota: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kota:
            del self.fields["jenis"]
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout(*self.fields, Submit("simpan", "Simpan nama"))


class AliasForm(forms.Form):
    """Another spelling of a PD."""

    teks = forms.CharField(
        label="Ejaan lain",
        help_text="Seperti tertulis di berkas yang diimpor, misalnya Dinkes Kota.",
        max_length=200,
        error_messages={"required": "Tulis ejaannya."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # as above
        self.helper.layout = Layout("teks", Submit("simpan", "Tambah ejaan"))


class PDBaruForm(NamaForm):
    """A new PD with its first name."""

    kode = forms.SlugField(
        label="Kode",
        help_text="Huruf kecil, angka, dan tanda hubung, misalnya dinkes.",
        max_length=40,
        error_messages={
            "required": "Tulis kodenya.",
            "invalid": "Kode hanya berisi huruf, angka, dan tanda hubung.",
        },
        widget=forms.TextInput(attrs={"class": "form-control--pendek", "autocapitalize": "none"}),
    )
    induk = forms.TypedChoiceField(
        label="Induk",
        help_text="Untuk unit di bawah perangkat daerah lain, seperti UPTD, bagian, kelurahan.",
        coerce=int,
        empty_value=None,
        required=False,
    )
    urutan = forms.IntegerField(
        label="Urutan dalam daftar",
        min_value=0,
        max_value=30_000,
        initial=0,
        required=False,
        error_messages={"invalid": "Tulis bilangan bulat, misalnya 12."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control--pendek"}),
    )

    def __init__(self, *args: Any, calon_induk: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["induk"].choices = [  # type: ignore[attr-defined]
            ("", "Tidak ada"),
            *((str(pk), nama) for pk, nama in calon_induk),
        ]
        self.fields["jenis"].help_text = ""
        self.fields["dari"].help_text = "Hari pertama perangkat daerah ini ada."
        self.fields["dasar_hukum"].required = False
        self.order_fields(["nama", "singkatan", "kode", "jenis", "induk", "dari", "dasar_hukum"])
        self.helper.layout = Layout(*self.fields, Submit("simpan", "Buat perangkat daerah"))

    def clean_kode(self) -> str:
        return str(self.cleaned_data["kode"]).lower()
