"""Forms of the LKE templates: making one, and moving the weights of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.forms.boundfield import BoundField

from dasar.angka import format_angka
from evaluasi.forms.angka import AngkaField
from evaluasi.selectors.daftar_templat import RincianTemplat
from evaluasi.services.templat import JUMLAH_KOMPONEN, galat_bobot, nama_medan, periksa_bobot

ASAL_88_2021 = "88"
GESER_TERJAUH = 5  # years before the evaluation


class TemplatBaruForm(forms.Form):
    """The year of a new template and what it starts from. `salinan`: (pk, year) of the others."""

    tahun_evaluasi = forms.IntegerField(
        label="Tahun evaluasi",
        min_value=2000,
        max_value=2100,
        error_messages={
            "required": "Tulis tahun evaluasinya.",
            "invalid": "Tulis tahun empat angka, misalnya 2024.",
            "min_value": "Tulis tahun antara 2000 dan 2100.",
            "max_value": "Tulis tahun antara 2000 dan 2100.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control--pendek"}),
    )
    asal = forms.ChoiceField(
        label="Mulai dari",
        help_text="Bobot, skala jawaban, dan kriteria disalin. "
        "Bobot masih dapat diubah selama belum ada lembar kerja.",
        error_messages={"required": "Pilih templat asalnya."},
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, salinan: Sequence[tuple[int, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asal = self.fields["asal"]
        asal.choices = [  # type: ignore[attr-defined]
            (ASAL_88_2021, "PermenPANRB 88/2021"),
            *((str(pk), f"Templat tahun evaluasi {tahun}") for pk, tahun in salinan),
        ]
        asal.initial = ASAL_88_2021
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
        self.helper.layout = Layout("tahun_evaluasi", "asal", Submit("buat", "Buat templat"))


@dataclass(frozen=True)
class BarisSub:
    """One row of the form: a subkomponen with its two fields."""

    kode: str
    ringkas: str
    bobot: BoundField
    geser: BoundField


@dataclass(frozen=True)
class BarisJumlah:
    """A sum as it was sent, "–" while a part of it is no usable number; `bagian` are the ids of
    the fields that it adds, for the page that adds them again while they are typed."""

    medan: BoundField
    teks: str
    bagian: str


@dataclass(frozen=True)
class BarisKomponen:
    """One komponen with its field and the rows below it."""

    kode: str
    nama: str
    bobot: BoundField
    subkomponen: tuple[BarisSub, ...]
    jumlah: BarisJumlah


class TemplatForm(forms.Form):
    """All weights of one template, the years its kriteria judge, and the city's indicator."""

    def __init__(
        self,
        *args: Any,
        rincian: RincianTemplat,
        pilihan_indikator: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rincian = rincian
        tahun = rincian.isi.tahun
        for k in rincian.komponen:
            self.fields[nama_medan("komponen", k.kode)] = _medan_bobot(
                f"Bobot komponen {k.kode}", k.bobot
            )
            self.fields[nama_medan("jumlah", k.kode)] = _medan_jumlah()
            for s in k.subkomponen:
                self.fields[nama_medan("sub", s.kode)] = _medan_bobot(f"Bobot {s.kode}", s.bobot)
                geser = {kr.tahun_dokumen - tahun for kr in s.kriteria}
                self.fields[nama_medan("geser", s.kode)] = forms.TypedChoiceField(
                    label=f"Tahun dokumen {s.kode}",
                    choices=[(-n, _kata_tahun(tahun, n)) for n in range(GESER_TERJAUH + 1)],
                    coerce=int,
                    initial=max(geser, default=0),
                    widget=forms.Select(
                        attrs={"class": "form-select", "aria-label": f"Tahun dokumen {s.kode}"}
                    ),
                )
        self.fields[nama_medan("jumlah", JUMLAH_KOMPONEN)] = _medan_jumlah()
        self.fields["indikator"] = forms.TypedChoiceField(
            label="Indikator nilai SAKIP kota",
            help_text="Target indikator ini menjadi target nilai SAKIP kota pada tahun itu.",
            choices=[("", "Tidak dipilih"), *((str(pk), nama) for pk, nama in pilihan_indikator)],
            coerce=int,
            empty_value=None,
            required=False,
            initial=rincian.isi.indikator_id,
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields["cap"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Sums are judged once every weight is a number above 0."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            periksa_bobot(
                {k.kode: tuple(s.kode for s in k.subkomponen) for k in self.rincian.komponen},
                self._per_kode("komponen", data),
                self._per_kode("sub", data),
            )
        return data

    def nilai(self) -> dict[str, Any]:
        """What `ubah_templat` wants, after is_valid()."""
        data = self.cleaned_data
        return {
            "bobot_komponen": self._per_kode("komponen", data),
            "bobot_subkomponen": self._per_kode("sub", data),
            "geser_tahun": self._per_kode("geser", data),
            "indikator_id": data["indikator"],
            "cap": data["cap"],
        }

    def baris(self) -> Iterator[BarisKomponen]:
        """The fields in the order of the template."""
        for k in self.rincian.komponen:
            yield BarisKomponen(
                kode=k.kode,
                nama=k.nama,
                bobot=self[nama_medan("komponen", k.kode)],
                subkomponen=tuple(
                    BarisSub(
                        kode=s.kode,
                        ringkas=s.ringkas,
                        bobot=self[nama_medan("sub", s.kode)],
                        geser=self[nama_medan("geser", s.kode)],
                    )
                    for s in k.subkomponen
                ),
                jumlah=self._jumlah(k.kode, [nama_medan("sub", s.kode) for s in k.subkomponen]),
            )

    def jumlah(self) -> BarisJumlah:
        """The sum of the komponen."""
        return self._jumlah(
            JUMLAH_KOMPONEN, [nama_medan("komponen", k.kode) for k in self.rincian.komponen]
        )

    def _jumlah(self, kode: str, medan: Sequence[str]) -> BarisJumlah:
        bobot = [
            self.cleaned_data.get(nama) if self.is_bound else self[nama].initial for nama in medan
        ]
        terbaca = [b for b in bobot if isinstance(b, Decimal)]
        return BarisJumlah(
            medan=self[nama_medan("jumlah", kode)],
            bagian=" ".join(self[nama].auto_id for nama in medan),
            teks=format_angka(sum(terbaca, Decimal(0)), 2) if len(terbaca) == len(bobot) else "–",
        )

    def _per_kode(self, jenis: str, data: Mapping[str, Any]) -> dict[str, Any]:
        kode = (
            [k.kode for k in self.rincian.komponen]
            if jenis == "komponen"
            else [s.kode for k in self.rincian.komponen for s in k.subkomponen]
        )
        return {satu: data[nama_medan(jenis, satu)] for satu in kode}


def _medan_bobot(label: str, bobot: Decimal) -> AngkaField:
    medan = AngkaField(
        label=label,
        periksa=galat_bobot,
        initial=bobot,
        error_messages={"required": "Tulis bobotnya."},
    )
    medan.widget.attrs["aria-label"] = label
    return medan


def _medan_jumlah() -> forms.CharField:
    """Nothing to type: the place of a sum, where its error stands."""
    return forms.CharField(label="Baris jumlah", required=False, disabled=True)


def _kata_tahun(tahun: int, mundur: int) -> str:
    keterangan = {0: " (tahun evaluasi)", 1: " (tahun sebelumnya)"}.get(mundur, "")
    return f"{tahun - mundur}{keterangan}"
