"""Recording the city's SAKIP value as the ministry gave it, and correcting what was recorded.

A recorded value is never computed: 69,04 cannot come out of twelve letters. Errors are
ValidationError keyed by the field they belong to: tahun_evaluasi, total, komponen_<kode>,
diterima, alasan; a stale page has no field.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dasar.angka import format_angka, format_angka_utuh, jumlah_desimal
from dasar.services.audit import catat_audit
from evaluasi.models import (
    JenisLembar,
    KomponenLKE,
    LembarKerja,
    NilaiKomponen,
    StatusLembar,
    TemplatLKE,
)
from evaluasi.permissions import boleh_rekam_kementerian
from opd.models import Pengguna, PerangkatDaerah

# Each published number is rounded to two decimals, so it may be off by half a hundredth.
PEMBULATAN = Decimal("0.005")


@transaction.atomic
def rekam_nilai_kementerian(
    *,
    tahun_evaluasi: int,
    total: Decimal,
    oleh: Pengguna,
    komponen: Mapping[str, Decimal] | None = None,
    diterima: datetime.date | None = None,
    nomor: str = "",
    sumber: str = "",
    contoh: bool = False,
) -> LembarKerja:
    """Record the value of the city for one evaluation year, in points (0 to 100).

    `komponen` maps the kode of a komponen to its points; the ministry may publish none, some or
    all of them.

    Raises TidakBoleh, ValidationError (no template for the year, the year has a value already,
    values that cannot be), PerangkatDaerah.DoesNotExist (no city row).
    """
    boleh_rekam_kementerian(oleh).wajib()
    # Locked: of two people recording the same year the second is told; and no weight moves.
    templat = (
        TemplatLKE.objects.for_user(oleh)
        .select_for_update(of=("self",))
        .filter(tahun_evaluasi=tahun_evaluasi)
        .first()
    )
    if templat is None:
        raise ValidationError(
            {
                "tahun_evaluasi": f"Tahun evaluasi {tahun_evaluasi} belum punya templat LKE. "
                "Buat templatnya dulu."
            }
        )
    kota = PerangkatDaerah.objects.kota()
    ada = LembarKerja.objects.filter(
        templat=templat, perangkat_daerah=kota, jenis=JenisLembar.KEMENTERIAN
    ).first()
    if ada is not None:
        raise ValidationError(
            {"tahun_evaluasi": kalimat_sudah_direkam(tahun_evaluasi, ada.total or Decimal(0))}
        )
    daftar = _komponen_templat(templat)
    nilai = dict(komponen or {})
    _periksa_nilai(daftar, total, nilai)
    _periksa_tanggal(diterima, tahun_evaluasi)
    lembar = LembarKerja(
        templat=templat,
        perangkat_daerah=kota,
        jenis=JenisLembar.KEMENTERIAN,
        status=StatusLembar.FINAL,
        total=total,
        diterima=diterima,
        nomor=nomor.strip(),
        sumber=sumber.strip(),
        contoh=contoh,
    )
    lembar.full_clean()
    lembar.save()
    _tulis_komponen(lembar, daftar, nilai)
    catat_audit(
        "nilai_resmi.direkam",
        lembar,
        oleh=oleh,
        sesudah={"tahun_evaluasi": tahun_evaluasi, **_isi(lembar, nilai), "contoh": contoh},
    )
    return lembar


@transaction.atomic
def koreksi_nilai_kementerian(
    *,
    lembar_id: int,
    total: Decimal,
    alasan: str,
    versi: int | None,
    oleh: Pengguna,
    komponen: Mapping[str, Decimal] | None = None,
    diterima: datetime.date | None = None,
    nomor: str = "",
    sumber: str = "",
) -> LembarKerja:
    """Replace a recorded value whole; the audit row holds before, after and the reason.

    `versi` is the row as it was shown, None without a page behind it.

    Raises LembarKerja.DoesNotExist, TidakBoleh, ValidationError (no reason, nothing changed, a
    stale page, values that cannot be).
    """
    lembar = (
        LembarKerja.objects.for_user(oleh)
        .filter(jenis=JenisLembar.KEMENTERIAN)
        .select_related("templat")
        .select_for_update(of=("self",))
        .get(pk=lembar_id)
    )
    boleh_rekam_kementerian(oleh).wajib()
    if versi is not None and versi != lembar.versi:
        raise ValidationError(
            "Nilai ini baru saja dikoreksi orang lain. Periksa nilai terbarunya, lalu ulangi."
        )
    alasan = alasan.strip()
    if not alasan:
        raise ValidationError({"alasan": "Tulis alasan koreksinya."})
    daftar = _komponen_templat(lembar.templat)
    nilai = dict(komponen or {})
    _periksa_nilai(daftar, total, nilai)
    _periksa_tanggal(diterima, lembar.templat.tahun_evaluasi)
    lama = nilai_komponen(lembar)
    sebelum = _isi(lembar, lama)
    lembar.total = total
    lembar.diterima = diterima
    lembar.nomor = nomor.strip()
    lembar.sumber = sumber.strip()
    sesudah = _isi(lembar, nilai)
    if sebelum == sesudah:
        raise ValidationError("Tidak ada yang berubah, jadi tidak ada yang dikoreksi.")
    lembar.versi += 1
    lembar.full_clean()
    lembar.save(update_fields=["total", "diterima", "nomor", "sumber", "versi", "diperbarui_pada"])
    NilaiKomponen.objects.filter(lembar=lembar).delete()
    _tulis_komponen(lembar, daftar, nilai)
    catat_audit(
        "nilai_resmi.dikoreksi",
        lembar,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={**sesudah, "alasan": alasan},
    )
    return lembar


def nilai_komponen(lembar: LembarKerja) -> dict[str, Decimal]:
    """Points per kode of komponen as recorded (one query)."""
    return dict(
        NilaiKomponen.objects.filter(lembar=lembar)
        .order_by("komponen__urutan")
        .values_list("komponen__kode", "nilai")
    )


def galat_total(total: Decimal) -> str:
    """What is wrong with a total by itself, "" when it is usable."""
    return _galat_poin(total, Decimal(100), "lebih dari 100")


def galat_komponen(kode: str, bobot: Decimal, poin: Decimal) -> str:
    """What is wrong with the points of one komponen by themselves, "" when they are usable."""
    return _galat_poin(
        poin, bobot, f"lebih dari bobot komponen {kode}, yaitu {format_angka(bobot, 2)}"
    )


def kalimat_sudah_direkam(tahun_evaluasi: int, total: Decimal) -> str:
    """What a second value of one year is told."""
    return (
        f"Nilai resmi tahun evaluasi {tahun_evaluasi} sudah direkam: "
        f"{format_angka_utuh(total, 2)}. Gunakan Koreksi bila nilainya keliru."
    )


def _galat_poin(poin: Decimal, batas: Decimal, kata_batas: str) -> str:
    if not poin.is_finite():
        return "Nilai ini bukan angka."
    if poin < 0:
        return f"Nilai {format_angka_utuh(poin, 2)} di bawah 0."
    if poin > batas:
        return f"Nilai {format_angka_utuh(poin, 2)} {kata_batas}."
    if jumlah_desimal(poin) > 2:
        return (
            f"Nilai {format_angka_utuh(poin)} berisi {jumlah_desimal(poin)} angka di belakang "
            "koma. Tulis paling banyak dua."
        )
    return ""


def _komponen_templat(templat: TemplatLKE) -> dict[str, KomponenLKE]:
    return {k.kode: k for k in KomponenLKE.objects.filter(templat=templat).order_by("urutan")}


def _periksa_nilai(
    daftar: Mapping[str, KomponenLKE], total: Decimal, nilai: Mapping[str, Decimal]
) -> None:
    """Every error at once, so that the form shows them together."""
    if asing := [kode for kode in nilai if kode not in daftar]:
        raise ValidationError(f"Komponen tidak dikenal: {', '.join(asing)}.")
    galat = {}
    if kalimat := galat_total(total):
        galat["total"] = kalimat
    for kode, poin in nilai.items():
        if kalimat := galat_komponen(kode, daftar[kode].bobot, poin):
            galat[f"komponen_{kode}"] = kalimat
    bobot = {kode: k.bobot for kode, k in daftar.items()}
    if not galat and (kalimat := galat_jumlah(bobot, total, nilai)):
        galat["total"] = kalimat
    if galat:
        raise ValidationError(galat)


def galat_jumlah(bobot: Mapping[str, Decimal], total: Decimal, nilai: Mapping[str, Decimal]) -> str:
    """What is stated must be able to make the total: the rest lies between 0 and its weights.
    "" when it can, or nothing is stated. `bobot` and `nilai` are points by kode of the komponen.
    """
    if not nilai:
        return ""
    jumlah = sum(nilai.values(), Decimal(0))
    sisa = sum((poin for kode, poin in bobot.items() if kode not in nilai), Decimal(0))
    longgar = PEMBULATAN * (len(nilai) + 1)
    if jumlah - longgar <= total <= jumlah + sisa + longgar:
        return ""
    tertulis, jumlah_tertulis = format_angka(total, 2), format_angka(jumlah, 2)
    if not sisa:
        return (
            f"Nilai total {tertulis} tidak sama dengan jumlah nilai komponen {jumlah_tertulis}. "
            f"Selisihnya {format_angka(abs(total - jumlah), 2)}."
        )
    if total < jumlah:
        return f"Nilai total {tertulis} kurang dari jumlah nilai komponen {jumlah_tertulis}."
    return (
        f"Nilai total {tertulis} tidak mungkin tercapai: nilai komponen yang diisi berjumlah "
        f"{jumlah_tertulis}, bobot komponen lainnya {format_angka(sisa, 2)}."
    )


def galat_tanggal(diterima: datetime.date | None, tahun_evaluasi: int) -> str:
    """What is wrong with the day a value was received, "" when it is usable or not known."""
    if diterima is None:
        return ""
    if diterima > timezone.localdate():
        return "Tanggal diterima belum tiba."
    if diterima.year < tahun_evaluasi:
        return f"Tanggal diterima mendahului tahun evaluasi {tahun_evaluasi}."
    return ""


def _periksa_tanggal(diterima: datetime.date | None, tahun_evaluasi: int) -> None:
    if kalimat := galat_tanggal(diterima, tahun_evaluasi):
        raise ValidationError({"diterima": kalimat})


def _tulis_komponen(
    lembar: LembarKerja, daftar: Mapping[str, KomponenLKE], nilai: Mapping[str, Decimal]
) -> None:
    for kode, poin in nilai.items():
        baris = NilaiKomponen(lembar=lembar, komponen=daftar[kode], nilai=poin)
        baris.full_clean()
        baris.save()


def _isi(lembar: LembarKerja, nilai: Mapping[str, Decimal]) -> dict[str, Any]:
    """What the audit trail keeps; numbers with two decimals, so equal values read equal."""
    return {
        "total": format(lembar.total or Decimal(0), ".2f"),
        "komponen": {kode: format(poin, ".2f") for kode, poin in sorted(nilai.items())},
        "diterima": lembar.diterima,
        "nomor": lembar.nomor,
        "sumber": lembar.sumber,
    }
