"""Forms of a merge or split: what it is, and who takes what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from opd.forms.medan import TanggalField
from opd.models import JenisPD, JenisPerubahan
from opd.models.organisasi import JENIS_UNIT
from opd.pendaftar import ButirBagi
from opd.selectors.perubahan import PDBaru

BARIS_BARU = 4  # new PD that one change may make
_JENIS = [(j.value, j.label) for j in JenisPD if j != JenisPD.KOTA and j not in JENIS_UNIT]
_MEDAN_BARU = ("nama", "singkatan", "kode", "jenis")
_WAJIB_BARU = {
    "nama": "Tulis namanya.",
    "singkatan": "Tulis singkatannya.",
    "kode": "Tulis kodenya.",
    "jenis": "Pilih jenisnya.",
}


class PerubahanForm(forms.Form):
    """Kind, day, legal basis, old PD, and where they go: existing PD or new ones typed here."""

    jenis = forms.ChoiceField(
        label="Jenis perubahan",
        choices=JenisPerubahan.choices,
        initial=JenisPerubahan.PENGGABUNGAN,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih penggabungan atau pemekaran."},
    )
    tanggal = TanggalField(
        label="Berlaku mulai",
        help_text="Perangkat daerah lama berakhir sehari sebelumnya.",
    )
    dasar_hukum = forms.CharField(
        label="Dasar hukum",
        help_text="Misalnya Peraturan Daerah Nomor 3 Tahun 2024.",
        max_length=200,
        error_messages={"required": "Tulis dasar hukumnya."},
    )
    asal = forms.TypedMultipleChoiceField(
        label="Perangkat daerah asal",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih perangkat daerah asalnya.",
            "invalid_choice": "Perangkat daerah itu tidak dapat dipilih.",
        },
    )
    tujuan = forms.TypedMultipleChoiceField(
        label="Perangkat daerah tujuan yang sudah ada",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Perangkat daerah itu tidak dapat dipilih."},
    )
    keterangan = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tanda = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, pilihan: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for medan in ("asal", "tujuan"):
            self.fields[medan].choices = pilihan  # type: ignore[attr-defined]
        for n in range(1, BARIS_BARU + 1):
            self.fields[f"baru_{n}_nama"] = forms.CharField(
                label="Nama", max_length=200, required=False
            )
            self.fields[f"baru_{n}_singkatan"] = forms.CharField(
                label="Singkatan", max_length=40, required=False
            )
            self.fields[f"baru_{n}_kode"] = forms.SlugField(
                label="Kode",
                max_length=40,
                required=False,
                error_messages={"invalid": "Kode hanya berisi huruf, angka, dan tanda hubung."},
                widget=forms.TextInput(attrs={"autocapitalize": "none"}),
            )
            self.fields[f"baru_{n}_jenis"] = forms.ChoiceField(
                label="Jenis",
                choices=[("", "Pilih jenis"), *_JENIS],
                required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @staticmethod
    def awal_baru(baru: Sequence[PDBaru]) -> dict[str, str]:
        """Initial values of the new PD of a draft."""
        return {
            f"baru_{n}_{medan}": getattr(p, medan)
            for n, p in enumerate(baru, start=1)
            for medan in _MEDAN_BARU
        }

    def baris_baru(self) -> Iterator[tuple[int, list[BoundField], bool]]:
        """Number, fields, and whether anything stands in them, of each new PD."""
        for n in range(1, BARIS_BARU + 1):
            medan = [self[f"baru_{n}_{m}"] for m in _MEDAN_BARU]
            yield n, medan, any(m.value() or m.errors for m in medan)

    def clean(self) -> dict[str, Any]:
        """A new PD is written whole or not at all."""
        data: dict[str, Any] = super().clean() or {}
        for n in range(1, BARIS_BARU + 1):
            isi = {m: data.get(f"baru_{n}_{m}") for m in _MEDAN_BARU}
            if any(isi.values()):
                for medan, kalimat in _WAJIB_BARU.items():
                    if not isi[medan] and f"baru_{n}_{medan}" not in self.errors:
                        self.add_error(f"baru_{n}_{medan}", kalimat)
        return data

    def nilai(self) -> dict[str, Any]:
        """What `simpan_perubahan` wants, after is_valid()."""
        data = self.cleaned_data
        baru = [
            PDBaru(
                id=-n,
                nama=data[f"baru_{n}_nama"],
                singkatan=data[f"baru_{n}_singkatan"],
                kode=data[f"baru_{n}_kode"].casefold(),
                jenis=data[f"baru_{n}_jenis"],
            )
            for n in range(1, BARIS_BARU + 1)
            if data[f"baru_{n}_nama"]
        ]
        return {
            **{k: data[k] for k in ("jenis", "tanggal", "dasar_hukum", "keterangan", "tanda")},
            "asal": data["asal"],
            "tujuan": data["tujuan"],
            "baru": baru,
        }


class PembagianForm(forms.Form):
    """One choice of a PD for each thing that a split divides."""

    tanda = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        butir: Sequence[tuple[str, Sequence[ButirBagi]]],
        tujuan: Sequence[tuple[int, str]],
        pembagian: Mapping[str, int],
        bawaan: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.butir = butir
        self._kunci: dict[str, str] = {}
        for _, semua in butir:
            for b in semua:
                medan = f"b-{b.kunci.replace(':', '-')}"
                self._kunci[medan] = b.kunci
                self.fields[medan] = forms.TypedChoiceField(
                    label=b.nama,
                    help_text=b.keterangan,
                    coerce=int,
                    choices=tujuan,
                    initial=pembagian.get(b.kunci, bawaan),
                    error_messages={
                        "required": "Pilih perangkat daerah penerimanya.",
                        "invalid_choice": "Pilih salah satu perangkat daerah tujuan.",
                    },
                    widget=forms.Select(attrs={"class": "form-select"}),
                )

    def bagian(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The fields by app."""
        for nama, semua in self.butir:
            yield nama, [self[f"b-{b.kunci.replace(':', '-')}"] for b in semua]

    def nilai(self) -> dict[str, int]:
        """The division by key, after is_valid()."""
        return {kunci: self.cleaned_data[medan] for medan, kunci in self._kunci.items()}
