"""Moving nodes of a draf: to another parent, and among their siblings."""

from __future__ import annotations

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.services.audit import catat_audit
from kinerja.formulas.jumlah_pagu import JumlahPagu, lebih_bertambah
from kinerja.formulas.susunan_jalur import Susunan, SusunanDitolak
from kinerja.models import DokumenPerencanaan, IsiSimpul
from kinerja.selectors.jumlah_pagu import jumlah_pagu_susunan, kalimat_pagu, pagu_per_tahun
from kinerja.services.kunci_simpul import (
    kunci_simpul,
    muat_susunan,
    periksa_jenjang,
    periksa_kembar,
    periksa_tanda,
    potret_simpul,
    sentuh,
    tulis_jalur,
)
from opd.models import Pengguna


class Arah(StrEnum):
    """One step of a node: among its siblings, into the one before, out behind its parent."""

    NAIK = "naik"
    TURUN = "turun"
    MASUK = "masuk"
    KELUAR = "keluar"


@transaction.atomic
def pindah_simpul(
    *,
    isi_simpul_id: int,
    induk_id: int | None,
    tanda: str,
    oleh: Pengguna,
    posisi: int | None = None,
) -> IsiSimpul:
    """Hang a node with its branch below another parent (None: a root), last or as the
    `posisi`-th (from 1) of the children there.

    Raises IsiSimpul.DoesNotExist, TidakBoleh, HalamanBasi, and ValidationError: below itself,
    below the wrong kind, or a pagu that would no longer hold what is below it.
    """
    isi = kunci_simpul(isi_simpul_id, oleh)
    periksa_tanda(isi, tanda)
    susunan, simpul = muat_susunan(isi.dokumen)
    if induk_id is not None and induk_id not in simpul:
        raise ValidationError({"induk": "Pilih induk di dokumen ini."})
    return _letakkan(simpul[isi.pk], induk_id, None, susunan, simpul, oleh, posisi=posisi)


@transaction.atomic
def urutkan_simpul(*, isi_simpul_id: int, arah: Arah, tanda: str, oleh: Pengguna) -> IsiSimpul:
    """Move a node one step. Raises as pindah_simpul; a step that is not there is a sentence."""
    isi = kunci_simpul(isi_simpul_id, oleh)
    periksa_tanda(isi, tanda)
    susunan, simpul = muat_susunan(isi.dokumen)
    satu = simpul[isi.pk]
    if arah == Arah.MASUK:
        sebelum = susunan.sebelum(satu.pk)
        if sebelum is None:
            raise ValidationError("Tidak ada baris di atasnya untuk menampung baris rencana ini.")
        return _letakkan(satu, sebelum, None, susunan, simpul, oleh)
    if arah == Arah.KELUAR:
        induk_id = satu.induk_id
        if induk_id is None:
            raise ValidationError("Baris rencana ini sudah berada di jenjang teratas.")
        return _letakkan(satu, susunan.induk[induk_id], induk_id, susunan, simpul, oleh)
    sebelum_audit = potret_simpul(satu)
    try:
        susunan.geser(satu.pk, -1 if arah == Arah.NAIK else 1)
    except SusunanDitolak as exc:
        raise ValidationError(str(exc)) from exc
    tulis_jalur(susunan, simpul)
    sentuh([satu])
    catat_audit(
        "simpul.dipindahkan", satu, oleh=oleh, sebelum=sebelum_audit, sesudah=potret_simpul(satu)
    )
    return satu


def periksa_pagu_susunan(
    dokumen: DokumenPerencanaan,
    lama: dict[int, dict[int, JumlahPagu]],
    susunan: Susunan,
    simpul: dict[int, IsiSimpul],
) -> None:
    """Raise ValidationError when a change of the tree makes children exceed a pagu (more)."""
    pagu = pagu_per_tahun(dokumen, simpul.values())
    for tahun, jumlah in jumlah_pagu_susunan(susunan, pagu).items():
        for pk in lebih_bertambah(lama.get(tahun, {}), jumlah):
            jenis = simpul[pk].get_jenis_display().lower()
            raise ValidationError(
                f"{tahun}: {kalimat_pagu(simpul[pk], jumlah[pk])} "
                f"Kosongkan dahulu pagu {jenis} itu, lalu isi lagi sesudahnya."
            )


def _letakkan(
    satu: IsiSimpul,
    induk_id: int | None,
    sesudah_id: int | None,
    susunan: Susunan,
    simpul: dict[int, IsiSimpul],
    oleh: Pengguna,
    *,
    posisi: int | None = None,
) -> IsiSimpul:
    sebelum = potret_simpul(satu)
    lama = jumlah_pagu_susunan(susunan, pagu_per_tahun(satu.dokumen, simpul.values()))
    try:
        susunan.pindah(satu.pk, induk_id, sesudah_id)
        if posisi is not None:
            susunan.taruh(satu.pk, posisi)
    except SusunanDitolak as exc:
        raise ValidationError(str(exc)) from exc
    periksa_jenjang(satu.jenis, None if induk_id is None else simpul[induk_id])
    if induk_id != satu.induk_id:
        periksa_kembar(satu, induk_id)
    periksa_pagu_susunan(satu.dokumen, lama, susunan, simpul)
    tulis_jalur(susunan, simpul)
    sentuh([satu])
    catat_audit("simpul.dipindahkan", satu, oleh=oleh, sebelum=sebelum, sesudah=potret_simpul(satu))
    return satu
