"""Answering a flag: why a value that looks wrong is right."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.services.audit import catat_audit
from kinerja.models import PenjelasanKejanggalan, Realisasi
from kinerja.permissions import boleh_jelaskan
from kinerja.selectors.kejanggalan import periksa_baris
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.target_berlaku import isi_berlaku
from opd.models import Pengguna

PANJANG_ALASAN = 1000  # a TextField checks its length in forms only


class NilaiSudahLain(Exception):  # noqa: N818 - the domain's word
    """The reason is about a value, or a flag, that is no longer there."""

    def __init__(self, kalimat: str) -> None:
        super().__init__(kalimat)
        self.kalimat = kalimat


@transaction.atomic
def jelaskan_janggal(
    *, realisasi_id: int, kode: str, alasan: str, versi: int, oleh: Pengguna
) -> PenjelasanKejanggalan:
    """Store the reason for one flag on the value of `versi`; the same reason again changes nothing.

    Raises:
        Realisasi.DoesNotExist: no such row, or not visible to `oleh`.
        TidakBoleh: not the operator, closed, or the row left their hands.
        NilaiSudahLain: the value was changed meanwhile, or does not carry this flag.
        ValidationError: no reason, or too long.
    """
    terlihat = Realisasi.objects.for_user(oleh).filter(pk=realisasi_id)
    realisasi = (
        Realisasi.objects.select_for_update(of=("self",))
        .select_related("indikator")
        .get(pk__in=terlihat)
    )
    tahun, triwulan = realisasi.tahun, realisasi.triwulan
    jendela = jendela_periode(realisasi.indikator.pengampu_id, tahun, triwulan)
    boleh_jelaskan(oleh, realisasi, jendela).wajib()
    if versi != realisasi.versi:
        raise NilaiSudahLain("Nilainya baru saja diubah. Baca lagi, lalu tulis alasannya.")
    isi = isi_berlaku(realisasi.indikator_id, tahun)
    temuan = periksa_baris(isi, tahun, triwulan).janggal if isi else ()
    if kode not in {j.kode for j in temuan}:
        raise NilaiSudahLain("Nilai ini tidak ditandai lagi, jadi tidak perlu alasan.")
    penjelasan = PenjelasanKejanggalan.objects.filter(
        realisasi=realisasi, kode=kode, versi=versi
    ).first() or PenjelasanKejanggalan(realisasi=realisasi, kode=kode, versi=versi)
    alasan = alasan.replace("\r\n", "\n").strip()
    if penjelasan.pk and penjelasan.alasan == alasan:
        return penjelasan
    if len(alasan) > PANJANG_ALASAN:
        raise ValidationError({"alasan": "Alasan paling panjang 1.000 karakter."})
    sebelum: dict[str, Any] | None = {"alasan": penjelasan.alasan} if penjelasan.pk else None
    penjelasan.alasan, penjelasan.oleh = alasan, oleh
    penjelasan.full_clean()
    penjelasan.save()
    judul = next(j.judul for j in temuan if j.kode == kode)
    catat_audit(
        "janggal.dijelaskan",
        realisasi,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={"aturan": judul, "alasan": alasan, "versi": versi},
    )
    return penjelasan
