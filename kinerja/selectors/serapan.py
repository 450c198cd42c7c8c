"""Budget of one PD beside its performance, node by node: a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kinerja.formulas.agregasi import RataRata, rata_rata_capaian
from kinerja.formulas.efisiensi import (
    EfisiensiTakTerdefinisi,
    NilaiEfisiensi,
    efisiensi_keluaran,
    hitung_serapan,
    rata_rata_efisiensi,
    selisih_efisiensi,
)
from kinerja.models import IsiIndikator, IsiSimpul, Realisasi
from kinerja.selectors.capaian import CapaianSel, capaian_tahun
from kinerja.selectors.target_berlaku import TargetIndikator, target_setahun
from kinerja.selectors.uang_simpul import (
    JENIS_BERUANG,
    UangSimpul,
    anggaran_setahun,
    simpul_renja,
    susun_uang,
)

TRIWULAN = (1, 2, 3, 4)


@dataclass(frozen=True)
class SerapanSimpul:
    """One node: whole rupiah, percent unrounded; None is unknown, never 0.

    `realisasi` are the amounts s.d. each quarter up to the one asked for. `capaian` is the mean of
    the node's own indicators, each the value so far against the target of the year.
    """

    simpul: IsiSimpul
    uang: UangSimpul
    realisasi: tuple[int | None, ...]
    capaian: RataRata
    sementara: bool
    contoh: bool
    keluaran: bool  # its money is typed here, so its result and its money are of one thing

    @property
    def serapan(self) -> Decimal | None:
        return self.uang.serapan

    @property
    def selisih(self) -> Decimal | None:
        """Capaian minus serapan in points."""
        if self.capaian.nilai is None or self.serapan is None:
            return None
        return selisih_efisiensi(self.capaian.nilai, self.serapan)

    @property
    def e(self) -> Decimal | None:
        """E of PMK 22/2021 in percent; None where it has no meaning."""
        if self.capaian.nilai is None or self.serapan is None:
            return None
        try:
            return efisiensi_keluaran(self.capaian.nilai, self.serapan)
        except EfisiensiTakTerdefinisi:
            return None


@dataclass(frozen=True)
class SerapanPD:
    """All nodes of a PD in reading order, and the whole."""

    baris: tuple[SerapanSimpul, ...]
    pagu: int | None
    realisasi: int | None
    sebagian: bool
    serapan: Decimal | None
    capaian: RataRata
    sementara: bool
    contoh: bool
    ne: NilaiEfisiensi | None

    @property
    def selisih(self) -> Decimal | None:
        """Capaian minus serapan of the PD in points."""
        if self.capaian.nilai is None or self.serapan is None:
            return None
        return selisih_efisiensi(self.capaian.nilai, self.serapan)


def susun_serapan(pd_id: int, tahun: int, triwulan: int) -> SerapanPD:
    """Money and performance of the nodes of the Renja in force, up to a quarter.

    For a PD that the caller has found visible. Ten queries, whatever the number of rows.
    """
    simpul = simpul_renja(pd_id, tahun)
    anggaran = anggaran_setahun((s.simpul_id for s in simpul), tahun)
    uang = {tw: susun_uang(simpul, anggaran, tw) for tw in TRIWULAN if tw <= triwulan}
    isi = _isi(simpul, tahun)
    nilai = _nilai(isi, tahun, triwulan)
    target = target_setahun(isi, tahun)
    milik: dict[int, list[_Ukuran]] = {}
    for pk, i in isi.items():
        sel = capaian_tahun(i, target.get(pk), {tw: n for tw, (n, _) in nilai.get(pk, {}).items()})
        contoh = any(c for _, c in nilai.get(pk, {}).values()) or _target_contoh(target.get(pk))
        milik.setdefault(i.isi_simpul_id, []).append(_Ukuran(sel, contoh))
    baris = tuple(
        _baris(s, {tw: u[s.pk] for tw, u in uang.items()}, triwulan, milik.get(s.pk, []))
        for s in simpul
        if s.jenis in JENIS_BERUANG
    )
    return _seluruh(baris, [u for semua in milik.values() for u in semua], triwulan)


@dataclass(frozen=True)
class _Ukuran:
    sel: CapaianSel
    contoh: bool


def _isi(simpul: Sequence[IsiSimpul], tahun: int) -> dict[int, IsiIndikator]:
    semua = IsiIndikator.objects.filter(isi_simpul__in=[s.pk for s in simpul])
    return {i.indikator_id: i for i in semua.defer("definisi_operasional", "alasan", "rumus")}


def _nilai(
    isi: Iterable[int], tahun: int, triwulan: int
) -> dict[int, dict[int, tuple[Decimal | None, bool]]]:
    """indicator -> triwulan -> (value, made up), up to `triwulan`."""
    hasil: dict[int, dict[int, tuple[Decimal | None, bool]]] = {}
    baris = Realisasi.objects.filter(
        indikator__in=list(isi), tahun=tahun, triwulan__lte=triwulan, nilai__isnull=False
    )
    for pk, tw, nilai, contoh in baris.values_list("indikator", "triwulan", "nilai", "contoh"):
        hasil.setdefault(pk, {})[tw] = (nilai, contoh)
    return hasil


def _target_contoh(target: TargetIndikator | None) -> bool:
    return bool(target and target.tahun and target.tahun.contoh)


def _baris(
    s: IsiSimpul, uang: Mapping[int, UangSimpul], triwulan: int, ukuran: Sequence[_Ukuran]
) -> SerapanSimpul:
    kini = uang[triwulan]
    return SerapanSimpul(
        simpul=s,
        uang=kini,
        realisasi=tuple(uang[tw].realisasi for tw in TRIWULAN if tw <= triwulan),
        capaian=rata_rata_capaian(u.sel.capaian for u in ukuran),
        sementara=triwulan < max(TRIWULAN) or any(u.sel.sementara for u in ukuran),
        contoh=kini.contoh or any(u.contoh for u in ukuran),
        keluaran=kini.diketik and bool(ukuran),
    )


def _seluruh(
    baris: tuple[SerapanSimpul, ...], ukuran: Sequence[_Ukuran], triwulan: int
) -> SerapanPD:
    """The PD as a whole: sums of the nodes that have no budgeted node above them."""
    ada = {b.simpul.pk for b in baris}
    akar = [
        b
        for b in baris
        if b.simpul.induk_id not in ada
        and not (b.uang.pagu is None and b.uang.realisasi is None and not b.uang.jumlah.dari)
    ]
    pagu = [b.uang.pagu for b in akar]
    realisasi = [b.uang.jumlah.nilai for b in akar]
    diketahui = [b.uang.realisasi for b in akar if b.uang.realisasi is not None]
    lengkap = bool(akar) and None not in realisasi
    jumlah_pagu = sum(p for p in pagu if p is not None) if akar and None not in pagu else None
    jumlah = sum(diketahui) if diketahui else None
    serapan = None
    if jumlah_pagu and lengkap and jumlah is not None:
        serapan = hitung_serapan(jumlah, jumlah_pagu)
    return SerapanPD(
        baris=baris,
        pagu=jumlah_pagu,
        realisasi=jumlah,
        sebagian=jumlah is not None and not lengkap,
        serapan=serapan,
        capaian=rata_rata_capaian(u.sel.capaian for u in ukuran),
        sementara=triwulan < max(TRIWULAN) or any(u.sel.sementara for u in ukuran),
        contoh=any(b.contoh for b in baris) or any(u.contoh for u in ukuran),
        ne=rata_rata_efisiensi(b.e for b in baris if b.keluaran),
    )
