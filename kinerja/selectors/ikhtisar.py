"""Measurement over many indicators or PD at once, for dashboards: a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kinerja.formulas.agregasi import RataRata, rata_rata_capaian
from kinerja.formulas.efisiensi import hitung_serapan
from kinerja.models import (
    STATUS_DAPAT_DIISI,
    IsiIndikator,
    IsiSimpul,
    Realisasi,
    StatusRealisasi,
)
from kinerja.selectors.capaian import CapaianSel, capaian_sel
from kinerja.selectors.riwayat_pendahulu import Pendahulu, pilih_tahun, rantai_pendahulu
from kinerja.selectors.target_berlaku import TargetIndikator, target_setahun
from kinerja.selectors.uang_simpul import (
    JENIS_BERUANG,
    anggaran_setahun,
    triwulan_terakhir,
    uang_setahun,
)
from opd.models import Pengguna

TRIWULAN = (1, 2, 3, 4)
# What a capaian needs of a content; a city has thousands, with long texts.
_UNTUK_CAPAIAN = (
    *("polaritas", "rumus_negatif", "cara", "isian", "frekuensi"),
    "indikator__pengampu",
    "indikator__perangkat_daerah",
)
STATUS_AKHIR = (StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DIBEKUKAN)


@dataclass(frozen=True)
class NilaiSel:
    """What is stored of one quarter, in the unit of its indicator, or that a reason is."""

    nilai: Decimal | None
    contoh: bool
    status: str
    beralasan: bool = False

    @property
    def belum_akhir(self) -> bool:
        """Whether the cell says something that nobody verified yet."""
        return (self.nilai is not None or self.beralasan) and self.status not in STATUS_AKHIR


@dataclass(frozen=True)
class KeadaanIndikator:
    """Where one indicator stands in its last measured quarter of the year.

    `triwulan` and `sel` are None when the year has no value. `deret` holds the values of eight
    quarters, those of the year before first; `pendahulu` is the PD that entered those, when it was
    another one before a merge or split. `contoh`: the value or its target is made up;
    `belum_akhir`: the value was not verified yet.
    """

    isi: IsiIndikator
    triwulan: int | None
    sel: CapaianSel | None
    deret: tuple[Decimal | None, ...]
    contoh: bool
    belum_akhir: bool
    pendahulu: str = ""


@dataclass(frozen=True)
class BahanIndikator:
    """Contents, targets and values of a set of indicators in `tahun` (and the year before)."""

    tahun: int
    isi: Mapping[int, IsiIndikator]
    target: Mapping[int, TargetIndikator]
    nilai: Mapping[int, Mapping[tuple[int, int], NilaiSel]]  # (tahun, triwulan) of an indicator
    pendahulu: Mapping[int, str] = field(default_factory=dict)  # who entered the year before
    _sel: dict[tuple[int, int], CapaianSel] = field(default_factory=dict, repr=False, compare=False)

    def sel(self, indikator_id: int, triwulan: int) -> CapaianSel:
        """Capaian of one indicator in one quarter of `tahun`."""
        kunci = (indikator_id, triwulan)
        if kunci not in self._sel:  # a mean, its marks and the row of an indicator all ask
            milik = self.nilai.get(indikator_id, {})
            setahun = {tw: n.nilai for tw in TRIWULAN if (n := milik.get((self.tahun, tw)))}
            isi, target = self.isi[indikator_id], self.target.get(indikator_id)
            self._sel[kunci] = capaian_sel(isi, target, setahun, triwulan)
        return self._sel[kunci]

    def keadaan(self, indikator_id: int) -> KeadaanIndikator:
        """The indicator in its last measured quarter of `tahun`."""
        milik = self.nilai.get(indikator_id, {})
        terisi = [
            tw
            for tw in TRIWULAN
            if (n := milik.get((self.tahun, tw))) is not None and n.nilai is not None
        ]
        triwulan = terisi[-1] if terisi else None
        sel = None if triwulan is None else self.sel(indikator_id, triwulan)
        asal = [] if sel is None or triwulan is None else self._asal(indikator_id, triwulan, sel)
        return KeadaanIndikator(
            isi=self.isi[indikator_id],
            triwulan=triwulan,
            sel=sel,
            deret=tuple(
                n.nilai if (n := milik.get((tahun, tw))) else None
                for tahun in (self.tahun - 1, self.tahun)
                for tw in TRIWULAN
            ),
            contoh=any(n.contoh for n in asal) or bool(sel and sel.target and sel.target.contoh),
            belum_akhir=any(n.status not in STATUS_AKHIR for n in asal),
            pendahulu=self.pendahulu.get(indikator_id, ""),
        )

    def _asal(self, indikator_id: int, triwulan: int, sel: CapaianSel) -> list[NilaiSel]:
        """The stored values behind `sel`: the quarter's own, or all of the year."""
        milik = self.nilai.get(indikator_id, {})
        dipakai = TRIWULAN if sel.setahun else (triwulan,)
        return [
            n
            for tw in dipakai
            if (n := milik.get((self.tahun, tw))) is not None and n.nilai is not None
        ]

    def triwulan_terisi(self, indikator: Collection[int] | None = None) -> tuple[int, ...]:
        """Quarters of `tahun` in which any of `indikator` (None: all) has a value."""
        pilih = self.isi if indikator is None else indikator
        ada = {
            tw
            for pk in pilih
            for (tahun, tw), n in self.nilai.get(pk, {}).items()
            if tahun == self.tahun and n.nilai is not None
        }
        return tuple(sorted(ada))

    def rata_rata(self, triwulan: int, indikator: Iterable[int] | None = None) -> RataRata:
        """Mean capaian of the indicators that are due in `triwulan`, in percent."""
        pilih = self.isi if indikator is None else indikator
        return rata_rata_capaian(
            self.sel(pk, triwulan).capaian for pk in pilih if self.isi[pk].jatuh_tempo(triwulan)
        )

    def memuat_contoh(self, triwulan: int, indikator: Iterable[int] | None = None) -> bool:
        """Whether a made-up value or target stands behind a mean of `triwulan`."""
        pilih = self.isi if indikator is None else indikator
        for pk in pilih:
            if not self.isi[pk].jatuh_tempo(triwulan):
                continue
            sel = self.sel(pk, triwulan)
            if sel.capaian is None:
                continue
            if sel.target is not None and sel.target.contoh:
                return True
            if any(n.contoh for n in self._asal(pk, triwulan, sel)):
                return True
        return False

    def memuat_belum_akhir(self, triwulan: int, indikator: Iterable[int] | None = None) -> bool:
        """Whether a mean of `triwulan` is provisional, by the rule of `mutu_capaian`."""
        pilih = self.isi if indikator is None else indikator
        kunci = (self.tahun, triwulan)
        return any(
            n.belum_akhir for pk in pilih if (n := self.nilai.get(pk, {}).get(kunci)) is not None
        )


def muat_bahan(
    isi: Mapping[int, IsiIndikator], tahun: int, *, dengan_tahun_lalu: bool = True
) -> BahanIndikator:
    """Targets and values of `isi`, which the caller narrowed to what may be seen: two queries, and
    with the year before one more (two where an indicator has a predecessor)."""
    kumpulan: dict[int, dict[tuple[int, int], NilaiSel]] = {}
    dari = tahun - 1 if dengan_tahun_lalu else tahun
    rantai = rantai_pendahulu(isi) if dengan_tahun_lalu else {}
    ids = [*isi, *(p.indikator_id for milik in rantai.values() for p in milik)]
    baris = Realisasi.objects.filter(indikator__in=ids, tahun__range=(dari, tahun))
    for pk, th, tw, nilai, contoh, status, alasan in baris.values_list(
        "indikator", "tahun", "triwulan", "nilai", "contoh", "status", "alasan_kosong"
    ):
        kumpulan.setdefault(pk, {})[th, tw] = NilaiSel(nilai, contoh, status, bool(alasan))
    pendahulu = _sambung_tahun_lalu(kumpulan, rantai, tahun - 1)
    return BahanIndikator(tahun, isi, target_setahun(isi, tahun), kumpulan, pendahulu)


def _sambung_tahun_lalu(
    kumpulan: dict[int, dict[tuple[int, int], NilaiSel]],
    rantai: Mapping[int, tuple[Pendahulu, ...]],
    lalu: int,
) -> dict[int, str]:
    """Put the year before of a predecessor where the indicator has none; returns whose it was."""
    ada = {pk for pk, milik in kumpulan.items() if any(th == lalu for th, _ in milik)}
    hasil = {}
    for pk in rantai:
        siapa, nama_pd = pilih_tahun(pk, rantai, ada)
        if nama_pd:
            hasil[pk] = nama_pd
            milik = kumpulan.setdefault(pk, {})
            milik |= {kunci: n for kunci, n in kumpulan[siapa].items() if kunci[0] == lalu}
    return hasil


def iku_terlihat(user: Pengguna, tahun: int, pd_id: int | None = None) -> dict[int, IsiIndikator]:
    """IKU in force for `tahun` that `user` may see, by indicator (one query).

    `pd_id` keeps those that this PD owns or enters.
    """
    iku = IsiIndikator.objects.for_user(user).diukur(tahun).filter(iku=True)
    if pd_id is not None:
        iku = iku.filter(indikator__perangkat_daerah=pd_id) | iku.filter(indikator__pengampu=pd_id)
    return iku.select_related("indikator").satu_per_indikator()


def indikator_diampu(user: Pengguna, tahun: int, pd_id: int) -> dict[int, IsiIndikator]:
    """Indicators in force for `tahun` that a PD enters, its own and others' (one query).

    The mean capaian of a PD is over these, on every page.
    """
    diukur = IsiIndikator.objects.for_user(user).diukur(tahun).filter(indikator__pengampu=pd_id)
    return diukur.select_related("indikator").only(*_UNTUK_CAPAIAN).satu_per_indikator()


@dataclass(frozen=True)
class CapaianPD:
    """Mean capaian of one PD per quarter that has a value.

    `contoh`: quarters with made-up parts; `belum_akhir`: with values nobody verified yet.
    """

    rata_rata: Mapping[int, RataRata]
    contoh: frozenset[int]
    belum_akhir: frozenset[int] = frozenset()


def capaian_per_pd(user: Pengguna, tahun: int) -> dict[int, CapaianPD]:
    """Mean capaian per quarter of every PD that enters indicators (three queries).

    The same numbers as `rata_rata_setahun` gives for one PD.
    """
    diukur = IsiIndikator.objects.for_user(user).diukur(tahun).select_related("indikator")
    isi = diukur.only(*_UNTUK_CAPAIAN).satu_per_indikator()
    bahan = muat_bahan(isi, tahun, dengan_tahun_lalu=False)
    milik: dict[int, list[int]] = {}
    for pk, i in isi.items():
        milik.setdefault(i.indikator.pengampu_id, []).append(pk)
    hasil = {}
    for pd, indikator in milik.items():
        terisi = bahan.triwulan_terisi(indikator)
        hasil[pd] = CapaianPD(
            {tw: bahan.rata_rata(tw, indikator) for tw in terisi},
            frozenset(tw for tw in terisi if bahan.memuat_contoh(tw, indikator)),
            frozenset(tw for tw in terisi if bahan.memuat_belum_akhir(tw, indikator)),
        )
    return hasil


@dataclass(frozen=True)
class PengajuanPD:
    """How many of the cells due in one quarter a PD has filled (a value or a reason for none), and
    how many of those it has submitted."""

    jatuh_tempo: int
    terisi: int
    diajukan: int

    def persen(self, jumlah: int) -> Decimal | None:
        """Share of the due cells that `jumlah` is, None when nothing is due."""
        return Decimal(jumlah) * 100 / self.jatuh_tempo if self.jatuh_tempo else None


def pengajuan_per_pd(user: Pengguna, tahun: int, triwulan: int) -> dict[int, PengajuanPD]:
    """Due, filled and submitted cells of a quarter by the PD that enters them (two queries)."""
    diukur = IsiIndikator.objects.for_user(user).diukur(tahun)
    diukur = diukur.select_related("indikator").only("frekuensi", "indikator__pengampu")
    wajib: dict[int, int] = {}
    pemilik: dict[int, int] = {}
    for pk, isi in diukur.satu_per_indikator().items():
        if isi.jatuh_tempo(triwulan):
            pemilik[pk] = isi.indikator.pengampu_id
            wajib[pemilik[pk]] = wajib.get(pemilik[pk], 0) + 1
    terisi: dict[int, int] = {}
    lewat: dict[int, int] = {}
    baris = Realisasi.objects.for_user(user).periode(tahun, triwulan)
    for pk, status, nilai, alasan in baris.values_list(
        "indikator", "status", "nilai", "alasan_kosong"
    ):
        if pk not in pemilik:
            continue
        pd, diajukan = pemilik[pk], status not in STATUS_DAPAT_DIISI
        if diajukan or nilai is not None or alasan:
            terisi[pd] = terisi.get(pd, 0) + 1
        if diajukan:
            lewat[pd] = lewat.get(pd, 0) + 1
    return {pd: PengajuanPD(n, terisi.get(pd, 0), lewat.get(pd, 0)) for pd, n in wajib.items()}


@dataclass(frozen=True)
class Uang:
    """Money of one node or of several: whole rupiah, None is unknown.

    `realisasi` is what was spent up to and including `triwulan`. Of `dari` nodes `n_pagu` and
    `n_realisasi` are known; a sum holds only those, so the page says how many they are.
    """

    pagu: int | None
    realisasi: int | None
    triwulan: int | None
    contoh: bool
    n_pagu: int = 1
    n_realisasi: int = 1
    dari: int = 1
    sepadan: bool = True  # every node of the sum that has one of the two has both
    tertinggal: int | None = None  # the earliest last quarter, where nodes differ

    @property
    def serapan(self) -> Decimal | None:
        """Spent share of the pagu in percent; None unless both are known for the same nodes."""
        if not self.pagu or self.realisasi is None or not self.sepadan:
            return None
        return hitung_serapan(self.realisasi, self.pagu)


def uang_simpul(user: Pengguna, simpul: Sequence[IsiSimpul], tahun: int) -> dict[int, Uang]:
    """Money by node as far as `user` sees it, up to each node's last known quarter (two queries).

    `simpul` are whole branches in reading order: spent money is typed at the lowest nodes, and is
    summed here as the grid sums it. A node without any money is left out.
    """
    kumpulan = anggaran_setahun((s.simpul_id for s in simpul), tahun, user)
    setahun = uang_setahun(simpul, kumpulan)
    hasil = {}
    for s in simpul:
        if s.jenis not in JENIS_BERUANG and s.simpul_id not in kumpulan:
            continue
        terakhir = triwulan_terakhir(setahun[s.pk])
        uang = setahun[s.pk][terakhir or max(TRIWULAN)]
        if terakhir is None and uang.pagu is None and s.simpul_id not in kumpulan:
            continue
        hasil[s.simpul_id] = Uang(
            pagu=uang.pagu,
            realisasi=uang.jumlah.nilai,
            triwulan=terakhir,
            contoh=uang.contoh,
            n_pagu=int(uang.pagu is not None),
            n_realisasi=int(terakhir is not None),
        )
    return hasil


def jumlah_uang(bagian: Iterable[Uang | None]) -> Uang:
    """The sum over nodes that do not contain each other; None is a node without any row."""
    semua = list(bagian)
    ada = [u for u in semua if u is not None]
    pagu = [u.pagu for u in ada if u.pagu is not None]
    akhir = [u.triwulan for u in ada if u.triwulan]
    realisasi = [u.realisasi for u in ada if u.realisasi is not None]
    return Uang(
        pagu=sum(pagu) if pagu else None,
        realisasi=sum(realisasi) if realisasi else None,
        triwulan=max(akhir, default=None),
        contoh=any(u.contoh for u in ada),
        n_pagu=len(pagu),
        n_realisasi=len(realisasi),
        dari=len(semua),
        sepadan=all((u.pagu is None) == (u.realisasi is None) for u in ada),
        tertinggal=min(akhir) if len(set(akhir)) > 1 else None,
    )
