"""Money beside performance: pagu, spent rupiah and absorption of each node of a plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from kinerja.formulas.jumlah_pagu import jumlahkan
from kinerja.formulas.jumlah_rupiah import JumlahRupiah, jumlahkan_rupiah
from kinerja.models import (
    JENIS_TAHUNAN,
    Anggaran,
    Isian,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    StatusDokumen,
)

JENIS_BERUANG = (JenisSimpul.PROGRAM, JenisSimpul.KEGIATAN, JenisSimpul.SUB_KEGIATAN)
AnggaranSetahun = Mapping[int, Anggaran]  # triwulan -> row, 0 for the pagu of the year


@dataclass(frozen=True)
class UangSimpul:
    """Money of one node up to a triwulan, whole rupiah; None is unknown, never 0.

    `diketik`: the spent money of this node is typed; else it is the sum of what is below. `kini` is
    the stored row of the quarter, `sebelum` what was spent up to the quarter before.
    """

    simpul_id: int
    pagu: int | None
    jumlah: JumlahRupiah
    diketik: bool
    contoh: bool
    kini: Anggaran | None
    sebelum: int | None

    @property
    def realisasi(self) -> int | None:
        """Spent up to the triwulan; with `sebagian` only the known part of it."""
        return self.jumlah.terlihat

    @property
    def sebagian(self) -> bool:
        """Some budgeted nodes below are unknown: say the word beside the number."""
        return self.jumlah.sebagian

    @property
    def serapan(self) -> Decimal | None:
        """Spent money in percent of the pagu, unrounded; None while a part is unknown."""
        if not self.pagu or self.jumlah.nilai is None:
            return None
        return Decimal(self.jumlah.nilai) / Decimal(self.pagu) * 100


def uang_simpul(simpul: Sequence[IsiSimpul], tahun: int, triwulan: int) -> dict[int, UangSimpul]:
    """Money of nodes of plans, by pk of IsiSimpul (one query).

    `simpul` is in reading order, parents first. A parent shows the sum of its budgeted children
    when all are known (kinerja/formulas/jumlah_rupiah.py); its pagu is its own where the plan says
    one.
    """
    anggaran = anggaran_setahun((s.simpul_id for s in simpul), tahun)
    ada = {s.pk for s in simpul}
    urutan = [(s.pk, s.induk_id if s.induk_id in ada else None) for s in simpul]
    milik = {s.pk: anggaran.get(s.simpul_id, {}) for s in simpul}
    tersimpan = {pk: realisasi_rupiah(a, triwulan) for pk, a in milik.items()}
    pagu = {pk: a[0].pagu if 0 in a else None for pk, a in milik.items()}
    beranggaran = {pk for pk, a in milik.items() if a}
    jumlah = jumlahkan_rupiah(urutan, tersimpan, beranggaran)
    jumlah_pagu = jumlahkan(urutan, pagu)
    diketik = _diketik(simpul, beranggaran, jumlah)
    return {
        s.pk: UangSimpul(
            simpul_id=s.simpul_id,
            pagu=jumlah_pagu[s.pk].nilai,
            jumlah=jumlah[s.pk],
            diketik=s.pk in diketik,
            contoh=any(a.contoh for a in milik[s.pk].values()),
            kini=milik[s.pk].get(triwulan),
            sebelum=realisasi_rupiah(milik[s.pk], triwulan - 1) if triwulan > 1 else None,
        )
        for s in simpul
    }


def simpul_renja(pd_id: int, tahun: int) -> list[IsiSimpul]:
    """All nodes of the PD's Renja in force in `tahun`, in reading order (one query)."""
    return list(
        IsiSimpul.objects.filter(
            dokumen__jenis=JenisDokumen.RENJA,
            dokumen__status=StatusDokumen.BERLAKU,
            dokumen__perangkat_daerah_id=pd_id,
            dokumen__tahun_dari__lte=tahun,
            dokumen__tahun_sampai__gte=tahun,
        ).order_by("dokumen_id", "jalur")
    )


def anggaran_setahun(simpul_ids: Iterable[int], tahun: int) -> dict[int, dict[int, Anggaran]]:
    """Stored money by node and triwulan (one query)."""
    kumpulan: dict[int, dict[int, Anggaran]] = {}
    baris = Anggaran.objects.filter(simpul__in=list(simpul_ids), tahun=tahun)
    for a in baris:
        kumpulan.setdefault(a.simpul_id, {})[a.triwulan] = a
    return kumpulan


def simpul_dijumlah(simpul_ids: Iterable[int], tahun: int) -> set[int]:
    """Those of some nodes whose spent money is the sum of what is below: some node below has money
    of its own in a plan in force (one query). The others may be typed."""
    bawah = IsiSimpul.objects.filter(
        dokumen=OuterRef("dokumen"),
        jalur__startswith=Concat(OuterRef("jalur"), Value(".")),
        simpul__anggaran__tahun=tahun,
    )
    berlaku = IsiSimpul.objects.filter(
        Exists(bawah),
        simpul__in=list(simpul_ids),
        dokumen__jenis__in=JENIS_TAHUNAN,
        dokumen__status=StatusDokumen.BERLAKU,
        dokumen__tahun_dari__lte=tahun,
        dokumen__tahun_sampai__gte=tahun,
    )
    return set(berlaku.order_by().values_list("simpul", flat=True))


def realisasi_rupiah(anggaran: AnggaranSetahun, triwulan: int) -> int | None:
    """Rupiah spent from triwulan I up to `triwulan`.

    A quarter typed s.d. triwulan is the total itself; one typed per triwulan adds to the total
    before it. None when the quarter, or one that it adds to, is unknown.
    """
    total: int | None = 0
    for tw in range(1, triwulan + 1):
        a = anggaran.get(tw)
        if a is None or a.realisasi is None:
            total = None
        elif a.isian == Isian.SD_TRIWULAN:
            total = a.realisasi
        elif total is not None:
            total += a.realisasi
    return total


def _diketik(
    simpul: Sequence[IsiSimpul], beranggaran: Collection[int], jumlah: Mapping[int, JumlahRupiah]
) -> set[int]:
    """Nodes whose spent money is typed: the lowest that have a budget, and in branches where no
    level has one yet the lowest of the plan."""
    induk = {s.induk_id for s in simpul if s.jenis in JENIS_BERUANG}
    di_bawah_anggaran: set[int] = set()  # a node above them has a budget
    hasil = set()
    for s in simpul:
        if s.induk_id is not None and (
            s.induk_id in beranggaran or s.induk_id in di_bawah_anggaran
        ):
            di_bawah_anggaran.add(s.pk)
        if s.jenis not in JENIS_BERUANG or jumlah[s.pk].dari:
            continue
        daun = s.pk not in induk and s.pk not in di_bawah_anggaran
        if s.pk in beranggaran or daun:
            hasil.add(s.pk)
    return hasil
