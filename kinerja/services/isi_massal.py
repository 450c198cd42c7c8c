"""Writing the pagu of many nodes of a draf at once, checked as one state and not step by step."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from kinerja.formulas.jumlah_pagu import lebih_bertambah
from kinerja.selectors.jumlah_pagu import jumlah_pagu_susunan, kalimat_pagu, pagu_per_tahun
from kinerja.selectors.pagu_versi import PaguSimpul
from kinerja.services.kunci_simpul import kunci_dokumen, muat_susunan
from kinerja.services.pagu_versi import tulis_pagu_draf
from opd.models import Pengguna


class PaguTakMuat(ValidationError):
    """What stands below a node exceeds its pagu by more than before; `isi_simpul_id` names it."""

    def __init__(self, kalimat: str, isi_simpul_id: int, tahun: int) -> None:
        super().__init__(kalimat)
        self.isi_simpul_id, self.tahun = isi_simpul_id, tahun


@transaction.atomic
def simpan_pagu_massal(
    *,
    dokumen_id: int,
    pagu: Mapping[tuple[int, int], int | None],
    oleh: Pengguna,
) -> None:
    """Save pagu by (pk of the IsiSimpul, year), whole rupiah; None removes what is stored.

    An excess that was there before may stay. Raises DokumenPerencanaan.DoesNotExist (not visible),
    TidakBoleh, PaguTakMuat, ValidationError (a node of another document).
    """
    dokumen = kunci_dokumen(dokumen_id, oleh)
    susunan, simpul = muat_susunan(dokumen)
    if {pk for pk, _ in pagu} - set(simpul):
        raise ValidationError("Ada pagu untuk simpul yang tidak ada di dokumen ini.")
    tersimpan = pagu_per_tahun(dokumen, simpul.values())
    lama = jumlah_pagu_susunan(susunan, tersimpan)
    for (pk, tahun), rupiah in pagu.items():
        if tahun not in tersimpan:
            raise ValidationError(f"Tahun {tahun} tidak termasuk {dokumen}.")
        if rupiah is None:
            tersimpan[tahun].pop(pk, None)
        else:
            tersimpan[tahun][pk] = rupiah
    for tahun, jumlah in jumlah_pagu_susunan(susunan, tersimpan).items():
        for pk in lebih_bertambah(lama[tahun], jumlah):
            raise PaguTakMuat(kalimat_pagu(simpul[pk], jumlah[pk]), pk, tahun)
    tulis_pagu_draf(
        dokumen=dokumen,
        pagu={
            kunci: None if n is None else PaguSimpul(n, contoh=False) for kunci, n in pagu.items()
        },
        oleh=oleh,
    )
