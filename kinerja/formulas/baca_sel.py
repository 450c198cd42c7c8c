"""Reading what was typed or pasted into one cell of the grid. No Django imports in this package.

One reading for the grid, the pasted block, the plain form and the filled-in template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from dasar.angka import AngkaTakTerbaca, baca_angka, perlu_konfirmasi
from dasar.satuan import periksa_kewajaran, usul_perbaikan
from kinerja.formulas.skala import baca_nilai, format_nilai


class UkuranSel(Protocol):
    """What reading must know of an indicator (IsiIndikator has it)."""

    @property
    def desimal(self) -> int: ...
    @property
    def satuan(self) -> str: ...
    @property
    def skala_predikat(self) -> Mapping[str, int] | None: ...


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


BATAS_RUPIAH = 10**17  # far above any budget, far below what a BigInteger holds


def baca_rupiah(teks: str) -> int | PesanSel:
    """Read whole rupiah ("Rp 1.234.567,00"), or say what is wrong; dots are thousands."""
    if "%" in teks:
        return PesanSel("Tulis rupiahnya, bukan persen.", teks)
    bersih = re.sub(r"^\s*rp\.?\s*", "", teks, flags=re.IGNORECASE)
    try:
        nilai = baca_angka(bersih, bulat=True)
    except AngkaTakTerbaca as exc:
        return PesanSel(str(exc), teks, pilihan=exc.pilihan)
    if nilai != nilai.to_integral_value():
        return PesanSel("Tulis rupiah bulat, tanpa sen.", teks)
    if abs(nilai) >= BATAS_RUPIAH:
        return PesanSel("Angka ini terlalu besar untuk disimpan.", teks)
    return int(nilai)


def baca_sel(isi: UkuranSel, teks: str, *, yakin: str = "") -> Decimal | PesanSel:
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
