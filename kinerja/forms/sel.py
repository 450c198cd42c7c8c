"""One cell of the grid: its form, and reading what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django import forms

from dasar.angka import AngkaTakTerbaca, perlu_konfirmasi
from dasar.satuan import periksa_kewajaran, usul_perbaikan
from kinerja.formulas.skala import baca_nilai, format_nilai
from kinerja.models import AlasanKosong, IsiIndikator


class SelForm(forms.Form):
    """One cell as the grid sends it. `nilai` stays text: how it is read depends on the
    indicator."""

    indikator = forms.IntegerField(min_value=1)
    tahun = forms.IntegerField(min_value=2000, max_value=2100)
    triwulan = forms.IntegerField(min_value=1, max_value=4)
    nilai = forms.CharField(required=False, max_length=60, strip=True)
    alasan_kosong = forms.ChoiceField(
        choices=[("", "Belum ada alasan"), *AlasanKosong.choices], required=False
    )
    versi = forms.IntegerField(min_value=0)
    yakin = forms.BooleanField(required=False)
    nomor = forms.IntegerField(min_value=0, required=False)


@dataclass(frozen=True)
class PesanSel:
    """What stands under a row whose value was not saved.

    `usul` is offered as "Pakai ..."; `teks` is kept in the input. `pilihan` are the readings of an
    ambiguous text, each offered the same way. `konflik` names the stored value and who saved it.
    """

    kalimat: str
    teks: str
    usul: str = ""
    boleh_yakin: bool = False
    konflik: dict[str, str] | None = None
    pilihan: tuple[str, ...] = ()


def baca_sel(isi: IsiIndikator, teks: str, *, yakin: bool) -> Decimal | PesanSel:
    """Read one typed cell as the indicator's unit wants it, or say what is wrong with it."""
    try:
        nilai = baca_nilai(teks, desimal=isi.desimal, skala=isi.skala_predikat)
    except AngkaTakTerbaca as exc:
        return PesanSel(str(exc), teks, pilihan=exc.pilihan)
    except ValueError as exc:
        return PesanSel(str(exc), teks)
    if isi.skala_predikat is not None or yakin:
        return nilai
    if janggal := periksa_kewajaran(nilai, isi.satuan, teks):
        usul = usul_perbaikan(nilai, isi.satuan, teks)
        return PesanSel(
            janggal,
            teks,
            boleh_yakin=True,
            usul="" if usul is None else format_nilai(usul, desimal=isi.desimal),
        )
    # The grid shows three decimals as "70,125"; what it shows itself needs no question.
    if (tanya := perlu_konfirmasi(teks, bulat=isi.desimal == 0)) and isi.desimal < 3:
        return PesanSel(
            tanya, teks, usul=format_nilai(nilai, desimal=isi.desimal), boleh_yakin=True
        )
    return nilai
