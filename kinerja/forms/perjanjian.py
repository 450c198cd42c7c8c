"""Forms of the Perjanjian Kinerja: a draft, all drafts of a PD, the signature."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from kinerja.models import AlasanPerubahanPK, PerjanjianKinerja
from kinerja.services.perjanjian import tanda_pk
from opd.forms.medan import TanggalField

_TANGGAL = (
    "Hari Perjanjian Kinerja ditandatangani. Yang menandatangani adalah pejabat pada hari itu. "
    "Paling lambat satu bulan setelah dokumen anggaran ditetapkan."
)


class PKForm(forms.Form):
    """Date and number of a draft; for a perubahan also its reason."""

    tanggal = TanggalField(label="Tanggal", help_text=_TANGGAL)
    nomor = forms.CharField(label="Nomor", max_length=100, required=False)
    alasan = forms.ChoiceField(
        label="Alasan perubahan",
        choices=AlasanPerubahanPK.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih satu dari tiga alasan perubahan."},
    )
    uraian_alasan = forms.CharField(
        label="Penjelasan perubahan",
        max_length=2000,
        help_text="Apa yang berubah dan mengapa, dengan satu atau dua kalimat.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Jelaskan perubahannya dengan satu atau dua kalimat."},
    )
    tanda = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        perubahan: bool,
        tombol: str,
        pk: PerjanjianKinerja | None = None,
        **kwargs: Any,
    ) -> None:
        if pk is not None:
            kwargs["initial"] = {
                "tanggal": pk.tanggal,
                "nomor": pk.nomor,
                "alasan": pk.alasan,
                "uraian_alasan": pk.uraian_alasan,
                "tanda": tanda_pk(pk),
                **(kwargs.get("initial") or {}),
            }
        super().__init__(*args, **kwargs)
        if not perubahan:
            del self.fields["alasan"], self.fields["uraian_alasan"]
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout(*self.fields, Submit("simpan", tombol))

    def isian(self) -> dict[str, Any]:
        """What the services take; a first agreement has no reason."""
        bersih = self.cleaned_data
        return {
            "tanggal": bersih["tanggal"],
            "nomor": bersih["nomor"],
            "alasan": bersih.get("alasan", ""),
            "uraian_alasan": bersih.get("uraian_alasan", ""),
        }


class PKSemuaForm(forms.Form):
    """One date for the drafts of all posts of a PD."""

    tanggal = TanggalField(label="Tanggal", help_text=_TANGGAL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout("tanggal", Submit("susun", "Susun semua draf"))


class PKTandaForm(forms.Form):
    """The yes below what was shown; `contoh` only where made-up numbers are in it."""

    tanggal = forms.DateField(widget=forms.HiddenInput)
    tanda = forms.CharField(required=False, widget=forms.HiddenInput)
    setuju = forms.BooleanField(
        label="Perjanjian Kinerja ini sudah ditandatangani para pihak dengan isi di atas.",
        error_messages={"required": "Nyatakan bahwa para pihak sudah menandatanganinya."},
    )
    contoh = forms.BooleanField(
        label="Saya tahu isinya memuat angka atau nama contoh; catat sebagai contoh.",
        error_messages={"required": "Nyatakan bahwa ini contoh, atau batalkan."},
    )

    def __init__(self, *args: Any, memuat_contoh: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not memuat_contoh:
            del self.fields["contoh"]
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(*self.fields, Submit("tandatangani", "Catat penandatanganan"))
