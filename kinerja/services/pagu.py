"""Writing the pagu of one node of a draf, checked against what stands above and below it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.angka import format_rupiah
from kinerja.formulas.jumlah_pagu import lebih_bertambah
from kinerja.models import IsiSimpul, JenisSimpul
from kinerja.selectors.jumlah_pagu import jumlah_pagu_susunan, kalimat_pagu, pagu_per_tahun
from kinerja.selectors.pagu_versi import PaguSimpul
from kinerja.services.kunci_simpul import HalamanBasi, kunci_simpul, muat_susunan
from kinerja.services.pagu_versi import tulis_pagu_draf
from opd.models import Pengguna

JENIS_BERPAGU = (JenisSimpul.PROGRAM, JenisSimpul.KEGIATAN, JenisSimpul.SUB_KEGIATAN)
PAGU_MAKS = 10**15


@transaction.atomic
def simpan_pagu(
    *, isi_simpul_id: int, tahun: int, rupiah: int | None, semula: int | None, oleh: Pengguna
) -> IsiSimpul:
    """Save the pagu of one year in a draf (whole rupiah; None: not known), `semula` is what was
    shown.

    The version in force keeps its money until the draf is put in force. Refused is a pagu that its
    children exceed, or by which it makes the nodes above be exceeded, unless they were exceeded by
    as much before. Raises IsiSimpul.DoesNotExist, TidakBoleh, HalamanBasi, and ValidationError
    keyed "rupiah".
    """
    isi = kunci_simpul(isi_simpul_id, oleh)
    dokumen = isi.dokumen
    _periksa_nilai(isi, tahun, rupiah)
    susunan, simpul = muat_susunan(dokumen)
    pagu = pagu_per_tahun(dokumen, simpul.values())
    tersimpan = pagu[tahun].get(isi.pk)
    if tersimpan != semula:
        kini = "kosong" if tersimpan is None else f"Rp {format_rupiah(tersimpan)}"
        raise HalamanBasi(f"Pagu {tahun} baru saja diubah orang lain, sekarang {kini}.")
    if rupiah == tersimpan:
        return isi
    lama = jumlah_pagu_susunan(susunan, pagu)[tahun]
    if rupiah is None:
        pagu[tahun].pop(isi.pk, None)
    else:
        pagu[tahun][isi.pk] = rupiah
    baru = jumlah_pagu_susunan(susunan, pagu)[tahun]
    if lebih := lebih_bertambah(lama, baru):
        pk = lebih[0]
        raise ValidationError({"rupiah": kalimat_pagu(simpul[pk], baru[pk])})
    nilai = None if rupiah is None else PaguSimpul(rupiah, contoh=False)
    tulis_pagu_draf(dokumen=dokumen, pagu={(isi.pk, tahun): nilai}, oleh=oleh)
    return isi


def _periksa_nilai(isi: IsiSimpul, tahun: int, rupiah: int | None) -> None:
    dokumen = isi.dokumen
    if isi.jenis not in JENIS_BERPAGU:
        raise ValidationError(
            {"rupiah": "Pagu diisi pada program, kegiatan, dan sub kegiatan; di atasnya dijumlah."}
        )
    if not dokumen.tahun_dari <= tahun <= dokumen.tahun_sampai:
        raise ValidationError({"tahun": f"Tahun {tahun} tidak termasuk {dokumen}."})
    if rupiah is not None and rupiah < 0:
        raise ValidationError({"rupiah": "Pagu tidak boleh negatif."})
    if rupiah is not None and rupiah > PAGU_MAKS:
        raise ValidationError({"rupiah": f"Pagu paling banyak Rp {format_rupiah(PAGU_MAKS)}."})
