"""The pagu that one version of a plan says: its own while it is not in force, else the budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kinerja.models import Anggaran, DokumenPerencanaan, IsiSimpul, PaguVersi, StatusDokumen


@dataclass(frozen=True)
class PaguSimpul:
    """Whole rupiah, and whether the number is made up."""

    rupiah: int
    contoh: bool


def pagu_versi(
    dokumen: DokumenPerencanaan, tahun: Iterable[int], simpul: Iterable[IsiSimpul] | None = None
) -> dict[int, dict[int, PaguSimpul]]:
    """Year -> node (pk of IsiSimpul) -> pagu; an unknown one is left out (at most three queries).

    `simpul` are the nodes where the caller has them already.
    """
    semua_tahun = list(tahun)
    isi = (
        {s.simpul_id: s.pk for s in simpul}
        if simpul is not None
        else dict(IsiSimpul.objects.filter(dokumen=dokumen).values_list("simpul", "pk"))
    )
    hasil: dict[int, dict[int, PaguSimpul]] = {th: {} for th in semua_tahun}
    for simpul_id, th, pagu, contoh in Anggaran.objects.filter(
        simpul__isi__dokumen=dokumen, tahun__in=semua_tahun, triwulan=0, pagu__isnull=False
    ).values_list("simpul", "tahun", "pagu", "contoh"):
        if simpul_id in isi and pagu is not None:
            hasil[th][isi[simpul_id]] = PaguSimpul(pagu, contoh)
    if dokumen.status == StatusDokumen.BERLAKU:
        return hasil
    for pk, th, pagu, contoh in PaguVersi.objects.filter(
        isi_simpul__dokumen=dokumen, tahun__in=semua_tahun
    ).values_list("isi_simpul", "tahun", "pagu", "contoh"):
        if pagu is None:
            hasil[th].pop(pk, None)
        else:
            hasil[th][pk] = PaguSimpul(pagu, contoh)
    return hasil
