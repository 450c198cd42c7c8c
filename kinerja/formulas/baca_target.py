"""Reading one typed target: a number, a range, or a letter of a scale. No Django imports.

Real targets read "47 Angka", "98,58%", "BB Predikat" (RKPD 2023): the unit is dropped, and a
letter on a numeric indicator leads to the offer of a scale. Source: docs/regulasi.md#skala-predikat
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dasar.angka import AngkaTakTerbaca, baca_angka, format_angka_utuh, kutip, perlu_konfirmasi
from dasar.satuan import periksa_kewajaran
from kinerja.formulas.skala import SKALA_OPINI, SKALA_SAKIP, baca_nilai

NamaSkala = Literal["sakip", "opini"]

SKALA: Mapping[NamaSkala, Mapping[str, int]] = {"sakip": SKALA_SAKIP, "opini": SKALA_OPINI}
SEBUTAN_SKALA: Mapping[NamaSkala, str] = {"sakip": "predikat SAKIP", "opini": "opini BPK"}

_ANGKA_SATUAN = re.compile(r"^([(+\-–−]?[\d.,\s]*\d)\s*([^\d\s.,%][^\d]*)$")
_RENTANG = re.compile(
    r"^(.*\d)\s*%?\s*(?:-|–|—|\bs\.?\s*d\.?\s|\bsampai\b)\s*(\d.*)$", re.IGNORECASE
)
_KATA_PREDIKAT = re.compile(r"\b(?:predikat|opini|nilai|kategori)\b", re.IGNORECASE)
_KATA_UMUM = frozenset(["angka", "nilai", "poin", "skor"])
_PERSEN = frozenset(["persen", "%", "persentase", "prosentase"])


class TargetTakTerbaca(ValueError):
    """The text is no target of this indicator; the message is an Indonesian sentence.

    `skala` names the scale to offer when the text is one of its letters.
    """

    def __init__(self, kalimat: str, skala: NamaSkala | None = None) -> None:
        super().__init__(kalimat)
        self.skala = skala


@dataclass(frozen=True, slots=True)
class TargetTerbaca:
    """A target that was read; with `nilai_atas` it is a range. `pertanyaan`: what to ask before
    it is stored, "" when there is nothing to ask."""

    nilai: Decimal
    nilai_atas: Decimal | None = None
    pertanyaan: str = ""


def baca_target(
    teks: str, *, desimal: int, satuan: str = "", skala: Mapping[str, int] | None = None
) -> TargetTerbaca:
    """Read one target. Raises TargetTakTerbaca.

    >>> baca_target("47 Angka", desimal=0).nilai
    Decimal('47')
    >>> t = baca_target("7-8", desimal=0, satuan="Bulan")
    >>> t.nilai, t.nilai_atas
    (Decimal('7'), Decimal('8'))
    >>> baca_target("BB Predikat", desimal=2)
    Traceback (most recent call last):
    ...
    kinerja.formulas.baca_target.TargetTakTerbaca: "BB Predikat" adalah huruf predikat SAKIP, \
sedangkan indikator ini diukur dengan angka.
    """
    bersih = " ".join(teks.split())
    if skala is not None:
        try:
            return TargetTerbaca(baca_nilai(_tanpa_kata(bersih), desimal=desimal, skala=skala))
        except ValueError as exc:
            raise TargetTakTerbaca(str(exc)) from None
    huruf = kenali_skala(bersih)
    if huruf is not None:
        raise TargetTakTerbaca(
            f"{kutip(bersih)} adalah huruf {SEBUTAN_SKALA[huruf]}, sedangkan indikator ini diukur "
            "dengan angka.",
            huruf,
        )
    rentang = _RENTANG.match(bersih)
    if rentang is None or rentang[1].strip() in ("-", "–"):
        return _satu(bersih, desimal, satuan)
    bawah = _satu(rentang[1].strip(), desimal, satuan)
    atas = _satu(rentang[2].strip(), desimal, satuan)
    if atas.nilai < bawah.nilai:
        raise TargetTakTerbaca(
            f"Batas atas {format_angka_utuh(atas.nilai)} lebih kecil daripada batas bawah "
            f"{format_angka_utuh(bawah.nilai)}. Tulis yang kecil lebih dahulu, misalnya 7-8."
        )
    if atas.nilai == bawah.nilai:
        return bawah
    return TargetTerbaca(bawah.nilai, atas.nilai, bawah.pertanyaan or atas.pertanyaan)


def kenali_skala(teks: str) -> NamaSkala | None:
    """The scale that has the text as one of its letters, with or without the word "predikat".

    >>> kenali_skala("bb predikat"), kenali_skala("Opini WTP"), kenali_skala("Baik")
    ('sakip', 'opini', None)
    """
    huruf = _tanpa_kata(teks).upper()
    for nama, skala in SKALA.items():
        if huruf in skala:
            return nama
    return None


def nama_skala(skala: Mapping[str, int] | None) -> NamaSkala | None:
    """Which of the known scales this is, None for numbers and for a scale of one's own."""
    for nama, milik in SKALA.items():
        if skala is not None and dict(skala) == dict(milik):
            return nama
    return None


def _tanpa_kata(teks: str) -> str:
    """Without "predikat" and its like, and without the marks around the letters."""
    return " ".join(_KATA_PREDIKAT.sub(" ", teks).split()).strip("\"'():. ")


def _satu(teks: str, desimal: int, satuan: str) -> TargetTerbaca:
    angka = teks
    dengan_satuan = _ANGKA_SATUAN.match(teks)
    if dengan_satuan is not None:
        kata = " ".join(dengan_satuan[2].casefold().split())
        milik = " ".join(satuan.casefold().split())
        if not _sama_satuan(kata, milik):
            raise TargetTakTerbaca(
                f"{kutip(teks)} memakai satuan {kata}, padahal satuan indikator ini {milik}. "
                "Tulis angkanya saja, atau betulkan satuannya."
            )
        angka = dengan_satuan[1].strip()
    try:
        nilai = baca_angka(angka, bulat=desimal == 0)
    except AngkaTakTerbaca as exc:
        raise TargetTakTerbaca(str(exc)) from None
    return TargetTerbaca(nilai, pertanyaan=_tanya(nilai, angka, satuan, desimal))


def _sama_satuan(kata: str, milik: str) -> bool:
    return not milik or kata in _KATA_UMUM or kata == milik or {kata, milik} <= _PERSEN


def _tanya(nilai: Decimal, teks: str, satuan: str, desimal: int) -> str:
    """The question about a target that is read but unusual."""
    if satuan.casefold().strip() in _PERSEN and nilai > 100:
        return f"Target {format_angka_utuh(nilai)} persen lebih dari 100 persen. Betul?"
    janggal = periksa_kewajaran(nilai, satuan, teks)
    if janggal is not None:
        return janggal.removesuffix(" Nilai belum disimpan.") + " Betul?"
    # What is shown with three decimals or more is written this way by ourselves.
    return (perlu_konfirmasi(teks, bulat=desimal == 0) or "") if desimal < 3 else ""
