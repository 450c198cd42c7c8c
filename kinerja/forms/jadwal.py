"""Forms of the calendar: the times of a quarter, more time for some PD, lifting a freeze."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.utils import timezone

from dasar.tanggal import WIB, akhir_triwulan
from kinerja.models import JadwalPengisian
from kinerja.services.jadwal import WaktuJadwal

_MEDAN = ("dibuka_pada", "ditutup_pada", "persetujuan_sampai", "verifikasi_sampai")


def usul_waktu(tahun: int, triwulan: int) -> dict[str, datetime.datetime]:
    """Proposed times: open the day after the quarter ends, writing until the 20th of that month,
    approval until the 25th, verification until the 10th of the next."""
    awal = akhir_triwulan(tahun, triwulan) + datetime.timedelta(days=1)
    berikut = (awal.replace(day=28) + datetime.timedelta(days=4)).replace(day=10)
    sore = datetime.time(23, 59)

    def pada(hari: datetime.date, jam: datetime.time = sore) -> datetime.datetime:
        return datetime.datetime.combine(hari, jam, tzinfo=WIB)

    return {
        "dibuka_pada": pada(awal, datetime.time(0, 0)),
        "ditutup_pada": pada(awal.replace(day=20)),
        "persetujuan_sampai": pada(awal.replace(day=25)),
        "verifikasi_sampai": pada(berikut),
    }


class WaktuField(forms.DateTimeField):
    """A day and a time in WIB, typed with the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(
            attrs={"type": "datetime-local", "max": "2100-12-31T23:59"}, format="%Y-%m-%dT%H:%M"
        )
        pesan = {
            "required": "Isi tanggal dan jamnya.",
            "invalid": "Tulis tanggal dan jam, misalnya 2025-04-20 23:59.",
        }
        super().__init__(widget=widget, error_messages=pesan, **kwargs)


class JadwalForm(forms.Form):
    """The times of one quarter. What is left as it was shown keeps its stored seconds."""

    tanda = forms.CharField(required=False, widget=forms.HiddenInput)
    dibuka_pada = WaktuField(label="Pengisian dibuka")
    ditutup_pada = WaktuField(label="Pengisian ditutup")
    persetujuan_sampai = WaktuField(label="Persetujuan kepala PD sampai", required=False)
    verifikasi_sampai = WaktuField(label="Verifikasi sampai", required=False)

    def __init__(self, *args: Any, jadwal: JadwalPengisian | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jadwal = jadwal
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        kolom = "col-12 col-sm-6 col-xl-3"
        self.helper.layout = Layout(
            "tanda", Row(*[Column(medan, css_class=kolom) for medan in _MEDAN])
        )

    def waktu(self) -> WaktuJadwal:
        """What was typed, for the service."""
        return WaktuJadwal(**{medan: self._waktu(medan) for medan in _MEDAN})

    def _waktu(self, medan: str) -> Any:
        baru = self.cleaned_data[medan]
        lama = getattr(self.jadwal, medan, None)
        if baru is not None and lama is not None and baru == lama.replace(second=0, microsecond=0):
            return lama
        return baru


class JadwalBaruForm(JadwalForm):
    """The same for a quarter without a schedule, with the choice to leave it out."""

    buat = forms.BooleanField(label="Buat jadwal triwulan ini", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout.insert(0, "buat")
        if self.is_bound and not self["buat"].value():  # a quarter left out is not read
            for medan in ("dibuka_pada", "ditutup_pada"):
                self.fields[medan].required = False


class PerpanjanganForm(forms.Form):
    """Until when and why; which PD is chosen in a list beside it."""

    sampai = WaktuField(
        label="Diperpanjang sampai",
        help_text="Waktu persetujuan dan verifikasinya bergeser sama lama.",
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasannya."},
        help_text="Terbaca oleh perangkat daerah dan tercatat dalam jejak audit.",
    )
    perangkat_daerah = forms.TypedMultipleChoiceField(
        label="Perangkat daerah",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih paling sedikit satu perangkat daerah.",
            "invalid_choice": "Perangkat daerah ini tidak dapat dipilih.",
        },
    )

    def __init__(self, *args: Any, pilihan: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan = self.fields["perangkat_daerah"]
        assert isinstance(medan, forms.TypedMultipleChoiceField)  # noqa: S101 - for the type checker
        medan.choices = list(pilihan)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(Column("sampai", css_class="col-12 col-sm-6 col-xl-4")),
            "alasan",
            "perangkat_daerah",
            Submit("simpan", "Beri perpanjangan"),
        )

    @staticmethod
    def usul_sampai(jadwal: JadwalPengisian) -> datetime.datetime:
        """Three days from the deadline, or from today when it has passed."""
        dari = max(jadwal.ditutup_pada, timezone.now()).astimezone(WIB)
        hari = dari.date() + datetime.timedelta(days=3)
        return datetime.datetime.combine(hari, datetime.time(23, 59), tzinfo=WIB)


class BukaBekuForm(forms.Form):
    """Why a freeze is lifted."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis alasan pembukaannya."},
        help_text="Terbaca oleh perangkat daerah dan tercatat dalam jejak audit.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
