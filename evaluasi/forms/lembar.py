"""Forms of a worksheet: shape only. Letters, reasons and papers are judged by the services."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluasi.models import JenisLembar
from evaluasi.services.alur_lembar import PANJANG_ALASAN
from evaluasi.services.lembar import PANJANG_ALASAN_JAWABAN, IsiJawaban, IsiPemenuhan


def _teks(panjang: int, kalimat: str = "", **pilihan: Any) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=panjang, error_messages={"max_length": kalimat}, **pilihan
    )


class MulaiLembarForm(forms.Form):
    """Which worksheet to start."""

    pd = forms.IntegerField(min_value=1, max_value=2_000_000_000)
    tahun = forms.IntegerField(min_value=2000, max_value=2100)
    jenis = forms.ChoiceField(choices=JenisLembar.choices)


class JawabanForm(forms.Form):
    """One answer, with the answer as it was shown (`semula_...`)."""

    subkomponen = forms.CharField(max_length=8)
    huruf = _teks(20, "Huruf jawaban tidak dikenal.")
    # Twice the limit of the service: a browser sends each line end as two characters.
    alasan = _teks(2 * PANJANG_ALASAN_JAWABAN, "Alasan paling panjang 4.000 huruf.")
    semula_huruf = _teks(20, strip=False)
    semula_alasan = _teks(2 * PANJANG_ALASAN_JAWABAN, strip=False)

    def isi(self) -> IsiJawaban:
        return IsiJawaban(self.cleaned_data["huruf"], self.cleaned_data["alasan"])

    def semula(self) -> IsiJawaban | None:
        """None when the sender did not say what it was shown."""
        if "semula_huruf" not in self.data:
            return None
        return IsiJawaban(self.cleaned_data["semula_huruf"], self.cleaned_data["semula_alasan"])


class PemenuhanForm(forms.Form):
    """One criterion, with its state as it was shown (`semula_...`)."""

    kriteria = forms.IntegerField(min_value=1, max_value=2_000_000_000)
    pemenuhan = _teks(20, "Pilihannya: Penuh, Sebagian, atau Belum.")
    bukti = _teks(300, "Nama bukti paling panjang 300 huruf.")
    tautan = _teks(500, "Tautan paling panjang 500 huruf.")
    semula_pemenuhan = _teks(20, strip=False)
    semula_bukti = _teks(600, strip=False)
    semula_tautan = _teks(600, strip=False)

    def isi(self) -> IsiPemenuhan:
        data = self.cleaned_data
        return IsiPemenuhan(data["pemenuhan"], data["bukti"], data["tautan"])

    def semula(self) -> IsiPemenuhan | None:
        """None when the sender did not say what it was shown."""
        if "semula_pemenuhan" not in self.data:
            return None
        data = self.cleaned_data
        return IsiPemenuhan(data["semula_pemenuhan"], data["semula_bukti"], data["semula_tautan"])


class TarikForm(forms.Form):
    """Why an evaluator takes an internal sheet back."""

    alasan_tarik = forms.CharField(
        label="Mengapa lembar ini ditarik kembali?",
        help_text="Perangkat daerah membaca alasan ini.",
        max_length=PANJANG_ALASAN,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class KembalikanForm(forms.Form):
    """Why an internal sheet goes back."""

    catatan_kembali = forms.CharField(
        label="Apa yang harus diperbaiki evaluator?",
        max_length=PANJANG_ALASAN,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
