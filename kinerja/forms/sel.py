"""One cell of the grid: its form, and reading what was typed."""

from __future__ import annotations

import re
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
    yakin = forms.ChoiceField(choices=[(y, y) for y in ("", "bacaan", "nilai")], required=False)
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


def baca_sel(isi: IsiIndikator, teks: str, *, yakin: str = "") -> Decimal | PesanSel:
    """Read one typed cell as the indicator's unit wants it, or say what is wrong with it.

    `yakin` is what the user has already answered: "bacaan", this reading is meant; "nilai", the
    value is right although it is unusual for its unit.
    """
    try:
        nilai = baca_nilai(teks, desimal=isi.desimal, skala=isi.skala_predikat)
    except AngkaTakTerbaca as exc:
        return PesanSel(str(exc), teks, pilihan=exc.pilihan)
    except ValueError as exc:
        return PesanSel(str(exc), teks)
    if isi.skala_predikat is not None or yakin == "nilai":
        return nilai
    if janggal := periksa_kewajaran(nilai, isi.satuan, teks):
        usul = usul_perbaikan(nilai, isi.satuan, teks)
        if usul is None and periksa_kewajaran(nilai, isi.satuan) is None:
            usul = nilai  # only the "%" was wrong
        return PesanSel(
            janggal,
            teks,
            # Who sees a better reading is not also offered to insist on the odd one.
            boleh_yakin=usul is None and "%" not in teks,
            usul="" if usul is None else format_nilai(usul, desimal=isi.desimal),
        )
    # The grid shows three decimals as "70,125"; what it shows itself needs no question.
    ambigu = not yakin and isi.desimal < 3
    if ambigu and (tanya := perlu_konfirmasi(teks, bulat=isi.desimal == 0)):
        bacaan = [nilai, nilai * 1000] if re.fullmatch(r"-?\d{1,3},\d{3}", teks) else [nilai]
        return PesanSel(
            tanya, teks, pilihan=tuple(format_nilai(n, desimal=isi.desimal) for n in bacaan)
        )
    return nilai
