"""Values of worksheets: every page, job and report reads them here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluasi.formulas.nilai_lke import NilaiSementara, nilai_sementara
from evaluasi.formulas.predikat import Predikat, predikat
from evaluasi.models import JawabanLKE, JenisLembar, LembarKerja, StatusLembar
from evaluasi.selectors.templat import TemplatTahun


@dataclass(frozen=True)
class NilaiLembar:
    """The value of one worksheet.

    `total` (0 to 100, unrounded) and `predikat` exist only when all answers are given, or when
    the ministry gave them; until then `sementara` holds what is there.
    """

    lembar_id: int
    perangkat_daerah_id: int
    jenis: str
    status: str
    contoh: bool
    jawaban: Mapping[str, str]
    sementara: NilaiSementara
    total: Decimal | None
    predikat: Predikat | None


def nilai_lembar(lembar: Iterable[LembarKerja], templat: TemplatTahun) -> dict[int, NilaiLembar]:
    """Values by id of worksheets of one template (one query)."""
    semua = list(lembar)
    jawaban: dict[int, dict[str, str]] = {}
    for lembar_id, kode, huruf in JawabanLKE.objects.filter(
        lembar__in=[baris.pk for baris in semua]
    ).values_list("lembar", "subkomponen__kode", "huruf"):
        jawaban.setdefault(lembar_id, {})[kode] = huruf
    return {baris.pk: susun_nilai(baris, jawaban.get(baris.pk, {}), templat) for baris in semua}


def susun_nilai(
    lembar: LembarKerja, jawaban: Mapping[str, str], templat: TemplatTahun
) -> NilaiLembar:
    """The value of one worksheet from its answers (no query)."""
    sementara = nilai_sementara(jawaban, templat.templat)
    total = sementara.total if sementara.lengkap else None
    if lembar.jenis == JenisLembar.KEMENTERIAN:
        total = lembar.total
    return NilaiLembar(
        lembar_id=lembar.pk,
        perangkat_daerah_id=lembar.perangkat_daerah_id,
        jenis=lembar.jenis,
        status=lembar.status,
        contoh=lembar.contoh,
        jawaban=jawaban,
        sementara=sementara,
        total=total,
        predikat=None if total is None else predikat(total, templat.skala),
    )


@dataclass(frozen=True)
class NilaiResmi:
    """The city's SAKIP value of one year as the ministry gave it."""

    tahun: int
    nilai: Decimal
    predikat: Predikat
    lembar: LembarKerja


def riwayat_resmi(kota_id: int) -> list[NilaiResmi]:
    """Official values of the city, oldest first (one query)."""
    baris = (
        LembarKerja.objects.filter(
            perangkat_daerah=kota_id,
            jenis=JenisLembar.KEMENTERIAN,
            status=StatusLembar.FINAL,
            total__isnull=False,
        )
        .select_related("templat")
        .order_by("templat__tahun_evaluasi")
    )
    return [
        NilaiResmi(
            b.templat.tahun_evaluasi, b.total, predikat(b.total, b.templat.rentang_predikat()), b
        )
        for b in baris
        if b.total is not None
    ]
