"""Where the columns of a report stand, said by a person because its headers do not."""

from __future__ import annotations

from typing import Any

from django import forms

from kinerja.selectors.berkas_triwulan import BentukBerkas

_ROMAWI = ("I", "II", "III", "IV")
PERAN_KOLOM: dict[str, str] = {
    "nama": "Program, kegiatan, sub kegiatan",
    "indikator": "Indikator",
    "kode": "Kode rekening",
    **{
        f"tw{tw}_{j}": f"Triwulan {_ROMAWI[tw - 1]}, {kata}"
        for tw in (1, 2, 3, 4)
        for j, kata in (("k", "kinerja"), ("rp", "rupiah"))
    },
}
PANJANG_JUDUL = 40


class KolomLaporanForm(forms.Form):
    """Optional fields beside an upload: sheet, last row of the header, one column per role."""

    lembar = forms.CharField(
        label="Lembar Excel",
        required=False,
        max_length=40,
        help_text="Kosongkan bila berkas hanya punya satu lembar laporan.",
    )
    kepala = forms.IntegerField(
        label="Baris terakhir judul kolom",
        required=False,
        min_value=0,
        max_value=100,
        error_messages={"invalid": "Tulis nomor barisnya, misalnya 5."},
        widget=forms.NumberInput(attrs={"class": "form-control--pendek"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for peran, label in PERAN_KOLOM.items():
            self.fields[f"kolom_{peran}"] = forms.IntegerField(
                label=label, required=False, min_value=1, max_value=100, widget=forms.Select()
            )

    def atur_bentuk(self, bentuk: BentukBerkas) -> None:
        """Offer the columns of a file that could not be read by its headers."""
        lebar = max((len(b) for b in bentuk.baris), default=0)
        pilihan = [("", "Tidak ada"), *((n + 1, _sebutan(bentuk, n)) for n in range(lebar))]
        for peran in PERAN_KOLOM:
            widget = self.fields[f"kolom_{peran}"].widget
            if isinstance(widget, forms.Select):
                widget.choices = pilihan
        if bentuk.semua_lembar:
            self.fields["lembar"].widget = forms.Select(
                choices=[(j, j) for j in bentuk.semua_lembar],
            )

    def pembacaan(self) -> dict[str, Any]:
        """What was said, as the upload keeps it; empty when nothing was."""
        data = self.cleaned_data
        kolom = {p: data[f"kolom_{p}"] for p in PERAN_KOLOM if data.get(f"kolom_{p}")}
        hasil: dict[str, Any] = {"lembar": data["lembar"]} if data.get("lembar") else {}
        if kolom:
            hasil |= {"kolom": kolom, "kepala": data.get("kepala") or 0}
        return hasil


def _sebutan(bentuk: BentukBerkas, kolom: int) -> str:
    """A column as a spreadsheet calls it, with the first words that stand in it."""
    isi = next((b[kolom] for b in bentuk.baris if kolom < len(b) and b[kolom]), "kosong")
    return f"{huruf_kolom(kolom)}: {' '.join(isi.split())[:PANJANG_JUDUL]}"


def huruf_kolom(kolom: int) -> str:
    """Letters of a column, the first is 0.

    >>> huruf_kolom(0), huruf_kolom(27)
    ('A', 'AB')
    """
    huruf = ""
    kolom += 1
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return huruf
