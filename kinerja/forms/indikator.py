"""The form of one indicator: all attributes and all targets on one page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from dasar.tanggal import romawi
from kinerja.formulas.agregasi import SEMUA_TRIWULAN
from kinerja.formulas.baca_target import (
    SEBUTAN_SKALA,
    SKALA,
    NamaSkala,
    TargetTakTerbaca,
    baca_target,
    nama_skala,
)
from kinerja.models import JENIS_TAHUNAN, DokumenPerencanaan, IsiIndikator, Target
from kinerja.models.indikator import (
    JATUH_TEMPO,
    Cara,
    Frekuensi,
    Isian,
    Polaritas,
    RumusNegatif,
)
from kinerja.selectors.riwayat_indikator import teks_atribut, teks_skala, teks_target
from kinerja.services.indikator import GALAT_CARA_ISIAN, IndikatorMasuk
from kinerja.services.target import NilaiTarget, Periode

ANGKA, TETAP = "angka", "tetap"
_SATUAN_SKALA: Mapping[NamaSkala, str] = {"sakip": "Predikat", "opini": "Opini"}
_TEKS = {"class": "form-control", "autocomplete": "off"}
_PILIH = {"class": "form-select"}


@dataclass(frozen=True)
class BarisTahun:
    """One line of targets: the year's field, then the quarters' (none for several-year plans)."""

    tahun: int
    setahun: BoundField
    triwulan: tuple[BoundField, ...]


@dataclass(frozen=True)
class TawaranSkala:
    """What the page offers when letters were typed for a numeric indicator."""

    kunci: NamaSkala
    sebutan: str
    huruf: str


class IndikatorForm(forms.Form):
    """Parses one indicator. `isi` None: a new one. `simpul`, `pengampu`, `identitas`: choices
    (pk, name); without `pengampu` the owner enters the values."""

    nama = forms.CharField(
        label="Nama indikator",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": "Tulis nama indikatornya."},
    )
    isi_simpul = forms.TypedChoiceField(
        label="Berada di bawah",
        coerce=int,
        widget=forms.Select(attrs=_PILIH),
        error_messages={
            "required": "Pilih tempatnya di pohon.",
            "invalid_choice": "Simpul itu tidak ada di dokumen ini.",
        },
    )
    urutan = forms.IntegerField(
        label="Urutan di bawah simpul itu",
        min_value=1,
        max_value=999,
        required=False,
        widget=forms.TextInput(attrs={**_TEKS, "inputmode": "numeric"}),
        error_messages={
            "invalid": "Tulis nomor urut, misalnya 1.",
            "min_value": "Nomor urut mulai dari 1.",
            "max_value": "Nomor urut paling besar 999.",
        },
    )
    identitas = forms.TypedChoiceField(
        label="Lanjutkan riwayat indikator",
        help_text="Pilih bila indikator ini sudah ada di dokumen lain, supaya nilai tahun-tahun "
        "sebelumnya tetap tersambung.",
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=_PILIH),
    )
    iku = forms.BooleanField(label="Indikator Kinerja Utama (IKU)", required=False)
    definisi_operasional = forms.CharField(label="Definisi operasional", required=False)
    alasan = forms.CharField(label="Alasan pemilihan", required=False)
    rumus = forms.CharField(label="Rumus", required=False)
    ukuran = forms.ChoiceField(label="Diukur dengan", widget=forms.RadioSelect)
    satuan = forms.CharField(
        label="Satuan", max_length=100, required=False, widget=forms.TextInput(attrs=_TEKS)
    )
    desimal = forms.TypedChoiceField(
        label="Angka di belakang koma",
        choices=[(n, str(n)) for n in range(7)],
        coerce=int,
        widget=forms.Select(attrs=_PILIH),
    )
    polaritas = forms.ChoiceField(
        label="Polaritas", choices=Polaritas.choices, widget=forms.Select(attrs=_PILIH)
    )
    rumus_negatif = forms.ChoiceField(
        label="Rumus bila makin rendah makin baik",
        choices=RumusNegatif.choices,
        widget=forms.Select(attrs=_PILIH),
    )
    cara = forms.ChoiceField(
        label="Nilai tahun dari triwulan",
        choices=Cara.choices,
        widget=forms.Select(attrs=_PILIH),
    )
    isian = forms.ChoiceField(
        label="Isian operator", choices=Isian.choices, widget=forms.Select(attrs=_PILIH)
    )
    frekuensi = forms.ChoiceField(
        label="Frekuensi pengukuran",
        choices=Frekuensi.choices,
        widget=forms.Select(attrs=_PILIH),
    )
    sumber_data = forms.CharField(
        label="Sumber data", max_length=300, required=False, widget=forms.TextInput(attrs=_TEKS)
    )
    penanggung_jawab = forms.CharField(
        label="Penanggung jawab",
        max_length=200,
        required=False,
        help_text="Bidang atau unit yang menjawab hasilnya. Nama pejabat mengikuti jabatan simpul.",
        widget=forms.TextInput(attrs=_TEKS),
    )
    pengampu = forms.TypedChoiceField(
        label="Pengampu (pengisi realisasi)",
        help_text="Berlaku segera untuk pengisian, juga pada versi yang sudah berlaku.",
        coerce=int,
        widget=forms.Select(attrs=_PILIH),
        error_messages={"invalid_choice": "Pilih perangkat daerah dari daftar."},
    )
    baseline = forms.CharField(
        label="Baseline", max_length=100, required=False, widget=forms.TextInput(attrs=_TEKS)
    )
    target_akhir = forms.CharField(
        label="Target akhir periode",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs=_TEKS),
    )
    tanda = forms.CharField(required=False, widget=forms.HiddenInput)
    yakin = forms.CharField(required=False)

    def __init__(
        self,
        *args: Any,
        dokumen: DokumenPerencanaan,
        isi: IsiIndikator | None,
        target: Sequence[Target],
        simpul: Sequence[tuple[int, str]],
        pengampu: Sequence[tuple[int, str]],
        identitas: Sequence[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.dokumen, self.isi = dokumen, isi
        self.triwulanan = dokumen.jenis in JENIS_TAHUNAN
        self.pertanyaan: list[str] = []
        self.tawaran: dict[NamaSkala, TawaranSkala] = {}
        for medan in ("definisi_operasional", "alasan", "rumus"):
            self.fields[medan].widget = forms.Textarea(attrs={"rows": 3, "class": "form-control"})
        self._pilihan("isi_simpul", simpul)
        if pengampu:
            self._pilihan("pengampu", pengampu)
        else:
            del self.fields["pengampu"]
        if identitas:
            self._pilihan("identitas", [("", "Indikator baru"), *identitas])
        else:
            del self.fields["identitas"]
        self._ukuran_awal(isi)
        for tahun in range(dokumen.tahun_dari, dokumen.tahun_sampai + 1):
            for tw in (0, *(SEMUA_TRIWULAN if self.triwulanan else ())):
                self.fields[nama_target(tahun, tw)] = _medan_target(tahun, tw)
        if isi is not None:
            self._nilai_awal(isi, target)

    # --- what the page shows ------------------------------------------------------------------

    def baris_target(self) -> Iterator[BarisTahun]:
        """The target fields, a line per year."""
        for tahun in range(self.dokumen.tahun_dari, self.dokumen.tahun_sampai + 1):
            triwulan = SEMUA_TRIWULAN if self.triwulanan else ()
            yield BarisTahun(
                tahun,
                self[nama_target(tahun, 0)],
                tuple(self[nama_target(tahun, tw)] for tw in triwulan),
            )

    @property
    def sidik_pertanyaan(self) -> str:
        """What a "ya, benar" answers: exactly the questions on the page, no later ones."""
        return hashlib.sha256("\n".join(self.pertanyaan).encode()).hexdigest()[:16]

    # --- reading ------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        """Read targets in the format of the indicator, then the rules between fields."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("cara") == Cara.POSISI_AKHIR and data.get("isian") == Isian.SD_TRIWULAN:
            self.add_error("isian", GALAT_CARA_ISIAN)
        self.skala = self._skala(data)
        self.target: dict[Periode, NilaiTarget | None] = {}
        jatuh = JATUH_TEMPO[Frekuensi(data.get("frekuensi") or Frekuensi.TRIWULAN)]
        for medan, periode in self._medan_target():
            teks = str(data.get(medan) or "").strip()
            if not teks:
                self.target[periode] = None
                continue
            if periode[1] and periode[1] not in jatuh:
                self.add_error(
                    medan,
                    f"Indikator ini tidak diukur pada Triwulan {romawi(periode[1])}. "
                    "Kosongkan, atau ubah frekuensinya.",
                )
                continue
            self.target[periode] = self._baca(medan, teks, data)
        for medan in ("baseline", "target_akhir"):
            teks = str(data.get(medan) or "").strip()
            nilai = self._baca(medan, teks, data) if teks else None
            if nilai is not None and nilai.atas is not None:
                self.add_error(medan, "Tulis satu angka, bukan rentang.")
            data[medan] = None if nilai is None else nilai.nilai
        if self.pertanyaan and data.get("yakin") != self.sidik_pertanyaan:
            self.add_error(
                None,
                "Ada target yang tidak biasa. Betulkan, atau centang Ya, benar di bawah tabel "
                "target.",
            )
        else:
            self.pertanyaan = []
        return data

    def masuk(self) -> IndikatorMasuk:
        """What the service wants, after is_valid()."""
        data = self.cleaned_data
        atribut = {
            medan: data[medan]
            for medan in (
                *("nama", "iku", "definisi_operasional", "alasan", "rumus", "satuan", "desimal"),
                *("polaritas", "rumus_negatif", "cara", "isian", "frekuensi", "sumber_data"),
                *("penanggung_jawab", "baseline", "target_akhir"),
            )
        }
        return IndikatorMasuk(
            isi_simpul_id=data["isi_simpul"],
            atribut={**atribut, "skala_predikat": self.skala},
            target=self.target,
            pengampu_id=data.get("pengampu"),
            urutan=data["urutan"] or 0,
        )

    def galat_layanan(self, pesan: Mapping[str, Sequence[str]]) -> None:
        """Put what the service refused at its field, or above the form."""
        for medan, kalimat in pesan.items():
            tujuan = "ukuran" if medan == "skala_predikat" else medan
            self.add_error(tujuan if tujuan in self.fields else None, list(kalimat))

    def _baca(self, medan: str, teks: str, data: Mapping[str, Any]) -> NilaiTarget | None:
        try:
            terbaca = baca_target(
                teks,
                desimal=data.get("desimal", 2),
                satuan=data.get("satuan", ""),
                skala=self.skala,
            )
        except TargetTakTerbaca as galat:
            if galat.skala is None:
                self.add_error(medan, str(galat))
            else:
                tawaran = _tawaran(galat.skala)
                self.tawaran[galat.skala] = tawaran
                self.add_error(
                    medan, f"{galat} Tulis angkanya, atau ubah menjadi indikator predikat."
                )
            return None
        if terbaca.pertanyaan:
            self.pertanyaan.append(f"{self.fields[medan].label}: {terbaca.pertanyaan}")
        return NilaiTarget(terbaca.nilai, terbaca.nilai_atas)

    def _skala(self, data: Mapping[str, Any]) -> Mapping[str, int] | None:
        ukuran = data.get("ukuran")
        if ukuran == TETAP and self.isi is not None:
            return dict(self.isi.skala_predikat or {})
        return next((dict(SKALA[nama]) for nama in SKALA if nama == ukuran), None)

    def _medan_target(self) -> Iterator[tuple[str, Periode]]:
        for tahun in range(self.dokumen.tahun_dari, self.dokumen.tahun_sampai + 1):
            for tw in (0, *(SEMUA_TRIWULAN if self.triwulanan else ())):
                yield nama_target(tahun, tw), (tahun, tw)

    # --- the start ----------------------------------------------------------------------------

    def _pilihan(self, medan: str, pilihan: Sequence[tuple[Any, str]]) -> None:
        self.fields[medan].choices = list(pilihan)  # type: ignore[attr-defined]

    def _ukuran_awal(self, isi: IsiIndikator | None) -> None:
        skala = isi.skala_predikat if isi else None
        milik = nama_skala(skala)
        pilihan = [
            (ANGKA, "Angka"),
            *((nama, teks_skala(SKALA[nama])) for nama in SKALA),
        ]
        if skala is not None and milik is None:
            pilihan.append((TETAP, teks_skala(skala)))
        self._pilihan("ukuran", pilihan)
        self.fields["ukuran"].initial = milik or (ANGKA if skala is None else TETAP)

    def _nilai_awal(self, isi: IsiIndikator, target: Sequence[Target]) -> None:
        for medan in self.fields:
            if medan in ("baseline", "target_akhir"):
                self.fields[medan].initial = (
                    "" if getattr(isi, medan) is None else teks_atribut(isi, medan)
                )
            elif medan == "pengampu":
                self.fields[medan].initial = isi.indikator.pengampu_id
            elif medan == "isi_simpul":
                self.fields[medan].initial = isi.isi_simpul_id
            elif hasattr(isi, medan):
                self.fields[medan].initial = getattr(isi, medan)
        for t in target:
            nama = nama_target(t.tahun, t.triwulan)
            if nama in self.fields:
                self.fields[nama].initial = teks_target(t.nilai, t.nilai_atas, isi, penghubung="-")


def nama_target(tahun: int, triwulan: int) -> str:
    """The name of a target field."""
    return f"target_{tahun}_{triwulan}" if triwulan else f"target_{tahun}"


def jadikan_predikat(data: Any, skala: str) -> Any:
    """The posted data with the offer of a scale taken: measured in its letters, read whole.

    An unknown scale changes nothing.
    """
    if skala not in SKALA:
        return data
    nama: NamaSkala = "sakip" if skala == "sakip" else "opini"
    salinan = data.copy()
    salinan["ukuran"] = nama
    salinan["desimal"] = "0"
    salinan["satuan"] = _SATUAN_SKALA[nama]
    salinan["polaritas"] = Polaritas.POSITIF.value
    salinan["cara"] = Cara.POSISI_AKHIR.value
    salinan["isian"] = Isian.PER_TRIWULAN.value
    return salinan


def _tawaran(nama: NamaSkala) -> TawaranSkala:
    return TawaranSkala(nama, SEBUTAN_SKALA[nama], ", ".join(SKALA[nama]))


def _medan_target(tahun: int, triwulan: int) -> forms.CharField:
    label = f"Target Triwulan {romawi(triwulan)} {tahun}" if triwulan else f"Target {tahun}"
    return forms.CharField(
        label=label,
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={**_TEKS, "aria-label": label}),
    )
