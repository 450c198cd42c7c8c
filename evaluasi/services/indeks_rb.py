"""Recording the city's Reformasi Birokrasi index as published, and correcting what was recorded."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dasar.angka import format_angka_utuh, jumlah_desimal
from dasar.services.audit import catat_audit
from evaluasi.formulas.predikat import PREDIKAT_88_2021
from evaluasi.models import IndeksRB
from evaluasi.permissions import boleh_rekam_kementerian
from opd.models import Pengguna

HURUF_RB = tuple(baris.predikat.huruf for baris in PREDIKAT_88_2021.rentang)


@transaction.atomic
def rekam_indeks_rb(
    *, tahun: int, nilai: Decimal, oleh: Pengguna, predikat: str = "", sumber: str = ""
) -> IndeksRB:
    """Record the index of one year (0 to 100); `predikat` is the published letter, "" unknown.

    Raises TidakBoleh, ValidationError keyed by field (the year has one, a value that cannot be,
    an unknown letter).
    """
    boleh_rekam_kementerian(oleh).wajib()
    _tolak_kembar(tahun)
    _periksa(nilai, predikat)
    indeks = IndeksRB(tahun=tahun, nilai=nilai, predikat=predikat, sumber=sumber.strip())
    # The year is the database's to judge: between the look above and the insert another may win.
    indeks.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            indeks.save()
    except IntegrityError:  # somebody recorded the year at this moment
        _tolak_kembar(tahun)
        raise
    catat_audit("indeks_rb.direkam", indeks, oleh=oleh, sesudah=_isi(indeks))
    return indeks


@transaction.atomic
def koreksi_indeks_rb(
    *,
    indeks_id: int,
    nilai: Decimal,
    alasan: str,
    oleh: Pengguna,
    predikat: str = "",
    sumber: str = "",
    cap: str = "",
) -> IndeksRB:
    """Replace what was recorded for a year; the audit row holds before, after and the reason.
    `cap` is `cap_indeks` of the row as it was shown, "" without a page behind it.

    Raises TidakBoleh, IndeksRB.DoesNotExist, ValidationError (no reason, nothing changed, a stale
    page, a value that cannot be).
    """
    indeks = IndeksRB.objects.select_for_update(of=("self",)).get(pk=indeks_id)
    boleh_rekam_kementerian(oleh).wajib()
    if cap and cap != cap_indeks(indeks):
        raise ValidationError(
            "Indeks ini baru saja dikoreksi orang lain. Buka lagi halamannya, periksa nilainya, "
            "lalu ulangi."
        )
    alasan = alasan.strip()
    if not alasan:
        raise ValidationError({"alasan": "Tulis alasan koreksinya."})
    _periksa(nilai, predikat)
    sebelum = _isi(indeks)
    indeks.nilai, indeks.predikat, indeks.sumber = nilai, predikat, sumber.strip()
    sesudah = _isi(indeks)
    if sebelum == sesudah:
        raise ValidationError("Tidak ada yang berubah, jadi tidak ada yang dikoreksi.")
    indeks.full_clean()
    indeks.save(update_fields=["nilai", "predikat", "sumber", "diperbarui_pada"])
    catat_audit(
        "indeks_rb.dikoreksi",
        indeks,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={**sesudah, "alasan": alasan},
    )
    return indeks


def cap_indeks(indeks: IndeksRB) -> str:
    """What tells one state of a recorded index from the next; a stale page holds an old one."""
    return indeks.diperbarui_pada.isoformat()


def _tolak_kembar(tahun: int) -> None:
    ada = IndeksRB.objects.filter(tahun=tahun).first()
    if ada is not None:
        raise ValidationError(
            {"tahun": f"Indeks RB tahun {tahun} sudah direkam: {format_angka_utuh(ada.nilai, 2)}."}
        )


def galat_nilai_rb(nilai: Decimal) -> str:
    """What is wrong with an index, "" when it is usable (0 to 100, at most two decimals)."""
    if not nilai.is_finite():
        return "Nilai ini bukan angka."
    if not 0 <= nilai <= 100:
        return f"Indeks RB harus 0 sampai 100, bukan {format_angka_utuh(nilai, 2)}."
    if jumlah_desimal(nilai) > 2:
        return "Tulis paling banyak dua angka di belakang koma."
    return ""


def _periksa(nilai: Decimal, predikat: str) -> None:
    galat = {}
    if kalimat := galat_nilai_rb(nilai):
        galat["nilai"] = kalimat
    if predikat and predikat not in HURUF_RB:
        galat["predikat"] = f"Predikat harus salah satu dari {', '.join(HURUF_RB)}."
    if galat:
        raise ValidationError(galat)


def _isi(indeks: IndeksRB) -> dict[str, Any]:
    """What the audit trail keeps; the value with two decimals, so equal values read equal."""
    return {
        "tahun": indeks.tahun,
        "nilai": format(indeks.nilai, ".2f"),
        "predikat": indeks.predikat,
        "sumber": indeks.sumber,
    }
