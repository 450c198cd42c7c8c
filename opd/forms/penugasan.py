"""Forms of who holds which post: one assignment, its last day, and a list of appointments."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError

from opd.forms.medan import Pilihan, PilihanField, TanggalField
from opd.models import JenisPenugasan
from opd.selectors.pelantikan import BarisPelantikan

DAFTAR_PEGAWAI = "daftar-pegawai"
DAFTAR_JABATAN = "daftar-jabatan"
BARIS_AWAL = 5
BARIS_TERBANYAK = 200


def medan_pegawai(**kwargs: Any) -> PilihanField:
    """An official by name or NIP."""
    return PilihanField(
        daftar=DAFTAR_PEGAWAI,
        tidak_ada="Pegawai ini belum terdaftar. Pilih dari daftar, atau tambahkan dulu.",
        ganda="Lebih dari satu pegawai bernama ini. Tulis NIP-nya.",
        **kwargs,
    )


class PenugasanForm(forms.Form):
    """An official for one post."""

    pegawai = medan_pegawai(
        label="Pegawai",
        help_text="Ketik nama atau NIP, lalu pilih dari daftar.",
        error_messages={"required": "Tulis nama atau NIP pegawainya."},
    )
    jenis = forms.ChoiceField(
        label="Jenis penugasan",
        choices=JenisPenugasan.choices,
        widget=forms.Select(attrs={"class": "form-control--pendek"}),
    )
    dari = TanggalField(label="Dari")
    sampai = TanggalField(
        label="Sampai", help_text="Kosong bila belum ada akhirnya.", required=False
    )
    dasar = forms.CharField(
        label="Nomor surat keputusan",
        max_length=200,
        error_messages={"required": "Tulis nomor surat keputusannya."},
    )

    def __init__(self, *args: Any, pegawai: Pilihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pegawai"].pilihan = pegawai  # type: ignore[attr-defined]
        self.pilihan_pegawai = pegawai
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout(*self.fields, Submit("simpan", "Tugaskan"))


class PenugasanAkhirForm(forms.Form):
    """The last day of an assignment; empty takes back the end of one that has one."""

    sampai = TanggalField(label="Hari terakhir")
    tanda = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, berakhir: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if berakhir:
            self.fields["sampai"].required = False
            self.fields["sampai"].help_text = "Kosongkan bila pejabat ini tidak jadi berakhir."
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # as above
        self.helper.layout = Layout("sampai", "tanda", Submit("simpan", "Simpan hari terakhir"))


class PenugasanHapusForm(forms.Form):
    """Why an assignment was a mistake."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        help_text="Misalnya: salah memilih pegawai. Tercatat di jejak audit.",
        error_messages={"required": "Tulis alasannya."},
    )
    tanda = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # as above
        self.helper.layout = Layout(
            "alasan", "tanda", Submit("simpan", "Hapus penugasan", css_class="btn-danger")
        )


class PelantikanForm(forms.Form):
    """The day and the decree of a list of appointments."""

    tanggal = TanggalField(label="Tanggal pelantikan")
    dasar = forms.CharField(
        label="Nomor surat keputusan",
        max_length=200,
        error_messages={"required": "Tulis nomor surat keputusannya."},
    )


class BarisForm(forms.Form):
    """One appointment of the list; a row without post and official is left out."""

    jabatan = PilihanField(
        daftar=DAFTAR_JABATAN,
        tidak_ada="Jabatan ini belum ada. Pilih dari daftar.",
        ganda="Lebih dari satu jabatan bernama ini. Pilih dari daftar, dengan perangkat daerahnya.",
        label="Jabatan",
        required=False,
    )
    pegawai = medan_pegawai(label="Pejabat baru", required=False)
    jenis = forms.ChoiceField(
        label="Jenis",
        choices=JenisPenugasan.choices,
        initial=JenisPenugasan.DEFINITIF,
        error_messages={"required": "Pilih jenisnya."},
    )

    def __init__(
        self,
        *args: Any,
        pilihan_jabatan: Pilihan,
        pilihan_pegawai: Pilihan,
        nomor: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.nomor = nomor
        self.fields["jabatan"].pilihan = pilihan_jabatan  # type: ignore[attr-defined]
        self.fields["pegawai"].pilihan = pilihan_pegawai  # type: ignore[attr-defined]
        for nama, medan in self.fields.items():
            medan.widget.attrs |= {
                "aria-label": f"{medan.label}, baris {nomor}",
                "class": "form-select" if nama == "jenis" else "form-control",
            }
        if self.is_bound:
            for nama in self.errors:
                self._merahkan(nama)

    def clean(self) -> dict[str, Any]:
        """Both or none: half a row is a slip of the pen."""
        data: dict[str, Any] = super().clean() or {}
        isi = {nama: self.data.get(self.add_prefix(nama), "").strip() for nama in self.fields}
        if isi["pegawai"] and not isi["jabatan"]:
            self.add_error("jabatan", ValidationError("Tulis jabatannya."))
        if isi["jabatan"] and not isi["pegawai"]:
            self.add_error("pegawai", ValidationError("Tulis pejabat barunya."))
        return data

    @property
    def baris(self) -> BarisPelantikan | None:
        """The row for the service; None when it was left empty. After is_valid()."""
        data = self.cleaned_data
        if data.get("jabatan") is None or data.get("pegawai") is None:
            return None
        return BarisPelantikan(data["jabatan"], data["pegawai"], data["jenis"], self.nomor)

    def tandai(self, medan: str, kalimat: str) -> None:
        """Add what the whole list says about this row."""
        self.add_error(medan, ValidationError(kalimat))
        self._merahkan(medan)

    def _merahkan(self, medan: str) -> None:
        atribut = self.fields[medan].widget.attrs
        atribut["class"] = f"{atribut['class']} is-invalid"
        atribut |= {
            "aria-invalid": "true",
            "aria-describedby": f"id_{self.prefix}-{medan}-galat",
        }
