"""History of the city's official values: what the ministry gave, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluasi.formulas.predikat import Predikat
from evaluasi.models import IndeksRB, LembarKerja, NilaiKomponen
from evaluasi.selectors.nilai_lembar import NilaiResmi, riwayat_resmi
from kinerja.selectors.target_berlaku import (
    TargetBerlaku,
    TargetIndikator,
    target_banyak_tahun,
)

NILAI_UNTUK_PRAKIRAAN = 3  # with fewer official values there are not two changes to look at


@dataclass(frozen=True)
class BarisResmi:
    """One official value; `ubah` in points since `tahun_lalu`, the year recorded before it.

    `target` is the year's target of the city's own indicator, None when no plan sets one;
    `komponen` the points per kode as far as the ministry gave them.
    """

    tahun: int
    nilai: Decimal
    predikat: Predikat
    ubah: Decimal | None
    tahun_lalu: int | None
    target: TargetBerlaku | None
    komponen: tuple[tuple[str, Decimal], ...]
    lembar: LembarKerja

    @property
    def kurang(self) -> Decimal | None:
        """Points missing to the target: 0 or less when it was reached, None without target."""
        return None if self.target is None else self.target.nilai - self.nilai


@dataclass(frozen=True)
class BarisIndeks:
    """The RB index of one year; `ubah` since `tahun_lalu`, the year recorded before it."""

    indeks: IndeksRB
    ubah: Decimal | None
    tahun_lalu: int | None


def riwayat_dengan_target(kota_id: int) -> list[BarisResmi]:
    """Official values with change and target, oldest first (three queries)."""
    resmi = riwayat_resmi(kota_id)
    target = target_banyak_tahun(
        {i for r in resmi if (i := r.lembar.templat.indikator_id) is not None},
        {r.tahun for r in resmi},
    )
    komponen: dict[int, list[tuple[str, Decimal]]] = {}
    for lembar_id, kode, nilai in (
        NilaiKomponen.objects.filter(lembar__in=[r.lembar.pk for r in resmi])
        .order_by("komponen__urutan")
        .values_list("lembar", "komponen__kode", "nilai")
    ):
        komponen.setdefault(lembar_id, []).append((kode, nilai))
    lalu: list[NilaiResmi | None] = [None, *resmi]
    return [
        BarisResmi(
            tahun=kini.tahun,
            nilai=kini.nilai,
            predikat=kini.predikat,
            ubah=None if dulu is None else kini.nilai - dulu.nilai,
            tahun_lalu=None if dulu is None else dulu.tahun,
            target=_target_tahun(target, kini),
            komponen=tuple(komponen.get(kini.lembar.pk, ())),
            lembar=kini.lembar,
        )
        for dulu, kini in zip(lalu, resmi, strict=False)
    ]


def _target_tahun(
    target: Mapping[int, Mapping[int, TargetIndikator]], resmi: NilaiResmi
) -> TargetBerlaku | None:
    """The city's SAKIP target of one year, None when no plan in force sets one."""
    indikator_id = resmi.lembar.templat.indikator_id
    milik = None if indikator_id is None else target.get(resmi.tahun, {}).get(indikator_id)
    return None if milik is None else milik.tahun


def riwayat_indeks_rb() -> list[BarisIndeks]:
    """RB indexes with their change, oldest first (one query)."""
    semua = list(IndeksRB.objects.order_by("tahun"))
    lalu: list[IndeksRB | None] = [None, *semua]
    return [
        BarisIndeks(
            indeks=kini,
            ubah=None if dulu is None else kini.nilai - dulu.nilai,
            tahun_lalu=None if dulu is None else dulu.tahun,
        )
        for dulu, kini in zip(lalu, semua, strict=False)
    ]


def jumlah_nyata(riwayat: Iterable[BarisResmi | NilaiResmi]) -> int:
    """How many official values a forecast may stand on; examples do not count."""
    return sum(not baris.lembar.contoh for baris in riwayat)


def kalimat_prakiraan(riwayat: list[BarisResmi]) -> str:
    """Why there is no forecast yet, "" once there are enough official values."""
    jumlah = jumlah_nyata(riwayat)
    if jumlah >= NILAI_UNTUK_PRAKIRAAN:
        return ""
    return f"Prakiraan: belum cukup data (baru {jumlah} nilai resmi)"
