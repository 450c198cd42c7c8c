"""Why an indicator is worth a look, and how far behind a PD is: rules over numbers alone.

The rules are shown on the dashboard as they are written here. No Django imports.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from dasar.tanggal import romawi

Polaritas = Literal["positif", "negatif", "stabil"]

BATAS_SOROTAN = Decimal(100)  # below it the target was not reached
BATAS_TANDA = Decimal(91)  # "Sangat Tinggi" of Permendagri 86/2017 begins here
SEPARUH = Decimal(50)
RUNTUN_MINIMAL = 2
BATAS_JAUH = Decimal(25)
BATAS_TERTINGGAL = Decimal(75)
HARI_AKHIR = 7  # before the deadline: until then what is filled counts, then what is submitted

_BILANGAN = ("dua", "tiga", "empat", "lima", "enam", "tujuh")


def alasan_sorotan(
    capaian: Decimal,
    deret: Sequence[Decimal | None],
    *,
    triwulan: int,
    polaritas: Polaritas,
    setahun: bool,
) -> str:
    """Return the one reason to name beside an indicator, the weightiest first.

    `deret`: values of consecutive quarters, the last one is that of `triwulan`; `capaian` in
    percent; `setahun`: it was compared with the target of the year. A run is named before a
    single step, and both only where a direction is better (not for stabil).

    >>> turun = [Decimal(9), Decimal(8), Decimal(7)]
    >>> alasan_sorotan(Decimal(80), turun, triwulan=3, polaritas="positif", setahun=False)
    'Turun dua triwulan berturut-turut'
    >>> alasan_sorotan(Decimal(80), turun, triwulan=3, polaritas="negatif", setahun=True)
    'Di bawah target tahun'
    """
    if capaian < SEPARUH:
        return "Belum separuh dari target"
    arah = {"positif": "Turun", "negatif": "Naik"}.get(polaritas)
    runtun = runtun_memburuk(deret, polaritas)
    if arah is not None and runtun >= RUNTUN_MINIMAL:
        kata = _BILANGAN[min(runtun, 7) - RUNTUN_MINIMAL]
        return f"{arah} {kata} triwulan berturut-turut"
    if arah is not None and runtun == 1:
        lalu = f"Triwulan {romawi(triwulan - 1)}" if triwulan > 1 else "Triwulan IV tahun lalu"
        return f"{arah} dari {lalu}"
    return "Di bawah target tahun" if setahun else "Di bawah target triwulan"


def runtun_memburuk(deret: Sequence[Decimal | None], polaritas: Polaritas) -> int:
    """Return how many steps in a row, up to the last value, went the wrong way.

    A quarter without a value ends the run: nobody knows what happened there.

    >>> runtun_memburuk([None, Decimal(5), Decimal(6), Decimal(7)], "negatif")
    2
    """
    langkah = 0
    for kini, lalu in zip(reversed(deret), reversed(deret[:-1]), strict=False):
        if kini is None or lalu is None:
            break
        buruk = kini < lalu if polaritas == "positif" else kini > lalu
        if polaritas == "stabil" or not buruk:
            break
        langkah += 1
    return langkah


def kata_pengajuan(persen: Decimal) -> Literal["Jauh tertinggal", "Tertinggal", "Berjalan"]:
    """Return the word for a share of due cells in percent: filled, or near the end submitted.

    >>> [kata_pengajuan(Decimal(n)) for n in (24, 25, 75)]
    ['Jauh tertinggal', 'Tertinggal', 'Berjalan']
    """
    if persen < BATAS_JAUH:
        return "Jauh tertinggal"
    return "Tertinggal" if persen < BATAS_TERTINGGAL else "Berjalan"
