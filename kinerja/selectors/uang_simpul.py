"""Money beside performance: pagu, spent rupiah and absorption of each node of a plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from kinerja.formulas.efisiensi import hitung_serapan
from kinerja.formulas.jumlah_pagu import jumlahkan
from kinerja.formulas.jumlah_rupiah import JumlahRupiah, jumlahkan_rupiah
from kinerja.models import (
    JENIS_TAHUNAN,
    Anggaran,
    Isian,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    PaguBeku,
    StatusDokumen,
)
from opd.models import Pengguna

JENIS_BERUANG = (JenisSimpul.PROGRAM, JenisSimpul.KEGIATAN, JenisSimpul.SUB_KEGIATAN)


@dataclass(frozen=True)
class AnggaranSetahun:
    """Stored money of one node in a year: rows by triwulan (0 holds the pagu), and the pagu that
    frozen quarters keep."""

    baris: dict[int, Anggaran] = field(default_factory=dict)
    beku: dict[int, PaguBeku] = field(default_factory=dict)

    def pagu(self, triwulan: int) -> int | None:
        """Pagu of the year as that quarter sees it."""
        if triwulan in self.beku:
            return self.beku[triwulan].pagu
        return self.baris[0].pagu if 0 in self.baris else None

    @property
    def contoh(self) -> bool:
        return any(a.contoh for a in self.baris.values()) or any(
            b.contoh for b in self.beku.values()
        )


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
        return hitung_serapan(self.jumlah.nilai, self.pagu)


def uang_simpul(simpul: Sequence[IsiSimpul], tahun: int, triwulan: int) -> dict[int, UangSimpul]:
    """Money of nodes of plans, by pk of IsiSimpul (two queries).

    `simpul` is in reading order, parents first. A parent shows the sum of its budgeted children
    when all are known (kinerja/formulas/jumlah_rupiah.py); its pagu is its own where the plan says
    one.
    """
    return susun_uang(simpul, anggaran_setahun((s.simpul_id for s in simpul), tahun), triwulan)


def susun_uang(
    simpul: Sequence[IsiSimpul], anggaran: Mapping[int, AnggaranSetahun], triwulan: int
) -> dict[int, UangSimpul]:
    """The same from loaded money (`anggaran_setahun`); no query."""
    ada = {s.pk for s in simpul}
    urutan = [(s.pk, s.induk_id if s.induk_id in ada else None) for s in simpul]
    kosong = AnggaranSetahun()
    milik = {s.pk: anggaran.get(s.simpul_id, kosong) for s in simpul}
    tersimpan = {pk: realisasi_rupiah(a.baris, triwulan) for pk, a in milik.items()}
    pagu = {pk: a.pagu(triwulan) for pk, a in milik.items()}
    beranggaran = {pk for pk, a in milik.items() if a.baris}
    jumlah = jumlahkan_rupiah(urutan, tersimpan, beranggaran)
    jumlah_pagu = jumlahkan(urutan, pagu)
    diketik = _diketik(simpul, beranggaran, jumlah)
    contoh = {pk for pk, a in milik.items() if a.contoh}
    for pk, induk in reversed(urutan):  # a sum that holds a made-up part is made up
        if pk in contoh and induk is not None:
            contoh.add(induk)
    return {
        s.pk: UangSimpul(
            simpul_id=s.simpul_id,
            pagu=jumlah_pagu[s.pk].nilai,
            jumlah=jumlah[s.pk],
            diketik=s.pk in diketik,
            contoh=s.pk in contoh,
            kini=milik[s.pk].baris.get(triwulan),
            sebelum=realisasi_rupiah(milik[s.pk].baris, triwulan - 1) if triwulan > 1 else None,
        )
        for s in simpul
    }


def uang_setahun(
    simpul: Sequence[IsiSimpul], anggaran: Mapping[int, AnggaranSetahun]
) -> dict[int, dict[int, UangSimpul]]:
    """Money of nodes up to each of the four quarters, by pk of IsiSimpul; no query."""
    hasil: dict[int, dict[int, UangSimpul]] = {s.pk: {} for s in simpul}
    for tw in (1, 2, 3, 4):
        for pk, uang in susun_uang(simpul, anggaran, tw).items():
            hasil[pk][tw] = uang
    return hasil


def triwulan_terakhir(setahun: Mapping[int, UangSimpul]) -> int | None:
    """The last quarter up to which the spent money of a node is known whole."""
    return max((tw for tw, u in setahun.items() if u.jumlah.nilai is not None), default=None)


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


def anggaran_setahun(
    simpul_ids: Iterable[int], tahun: int, oleh: Pengguna | None = None
) -> dict[int, AnggaranSetahun]:
    """Stored money by node, only what `oleh` may see where one is given (two queries)."""
    ids = list(simpul_ids)
    baris, beku = Anggaran.objects.all(), PaguBeku.objects.all()
    if oleh is not None:
        baris, beku = Anggaran.objects.for_user(oleh), PaguBeku.objects.for_user(oleh)
    kumpulan: dict[int, AnggaranSetahun] = {}
    for a in baris.filter(simpul__in=ids, tahun=tahun):
        kumpulan.setdefault(a.simpul_id, AnggaranSetahun()).baris[a.triwulan] = a
    for b in beku.filter(simpul__in=ids, tahun=tahun):
        kumpulan.setdefault(b.simpul_id, AnggaranSetahun()).beku[b.triwulan] = b
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


def realisasi_rupiah(anggaran: Mapping[int, Anggaran], triwulan: int) -> int | None:
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
