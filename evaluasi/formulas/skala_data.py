"""Scales as stored data: JSON with numbers as text, to and from the formulas' own types."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from evaluasi.formulas.nilai_lke import PilihanJawaban, periksa_skala
from evaluasi.formulas.predikat import PREDIKAT_88_2021, Predikat, RentangPredikat, SkalaPredikat


def tulis_skala_jawaban(
    skala: Mapping[str, Sequence[PilihanJawaban]],
) -> dict[str, list[dict[str, str]]]:
    """The answer scale as JSON."""
    return {
        dimensi: [{"huruf": p.huruf, "nilai": str(p.nilai), "bunyi": p.bunyi} for p in pilihan]
        for dimensi, pilihan in skala.items()
    }


def baca_skala_jawaban(
    data: Mapping[str, Sequence[Mapping[str, Any]]],
) -> dict[str, tuple[PilihanJawaban, ...]]:
    """The answer scale back from JSON.

    Raises TemplatTidakSah for a scale that cannot be used, ValueError for a number that is none,
    KeyError.
    """
    skala = {
        dimensi: tuple(
            PilihanJawaban(str(p["huruf"]), _angka(p["nilai"]), str(p.get("bunyi", "")))
            for p in pilihan
        )
        for dimensi, pilihan in data.items()
    }
    for dimensi, pilihan in skala.items():
        periksa_skala(dimensi, pilihan)
    return skala


def tulis_skala_predikat(skala: SkalaPredikat = PREDIKAT_88_2021) -> list[dict[str, str]]:
    """The predicate scale as JSON; its last row is the predicate of exactly 0."""
    baris = [
        (r.predikat, {"di_atas": str(r.di_atas), "sampai": str(r.sampai)}) for r in skala.rentang
    ]
    return [
        {"huruf": p.huruf, "sebutan": p.sebutan, "interpretasi": p.interpretasi, **batas}
        for p, batas in [*baris, (skala.nol, {"di_atas": "", "sampai": "0"})]
    ]


def baca_skala_predikat(data: Sequence[Mapping[str, Any]]) -> SkalaPredikat:
    """The predicate scale back from JSON.

    Raises SkalaPredikatTidakSah for gaps, ValueError for a number that is none or without the
    row for 0, KeyError.
    """
    rentang: list[RentangPredikat] = []
    nol: Predikat | None = None
    for baris in data:
        predikat = Predikat(
            str(baris["huruf"]), str(baris["sebutan"]), str(baris.get("interpretasi", ""))
        )
        if baris["di_atas"] == "":
            nol = predikat
        else:
            rentang.append(
                RentangPredikat(_angka(baris["di_atas"]), _angka(baris["sampai"]), predikat)
            )
    if nol is None:
        raise ValueError("Skala predikat memerlukan baris untuk nilai 0.")
    return SkalaPredikat(tuple(rentang), nol)


def _angka(teks: object) -> Decimal:
    try:
        nilai = Decimal(str(teks))
    except InvalidOperation:
        raise ValueError(f'"{teks}" bukan angka.') from None
    if not nilai.is_finite():  # NaN compares with nothing
        raise ValueError(f'"{teks}" bukan angka.')
    return nilai
