"""Capaian of cells and their means, from loaded values: no query in here but where said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kinerja.formulas.agregasi import RataRata, nilai_sd_triwulan, rata_rata_capaian
from kinerja.formulas.capaian import (
    CapaianTakTerdefinisi,
    Kategori,
    PenjelasanCapaian,
    hitung_capaian,
    jelaskan_capaian,
    kategori_capaian,
)
from kinerja.models import IsiIndikator, Realisasi
from kinerja.models.indikator import JATUH_TEMPO, Frekuensi
from kinerja.selectors.target_berlaku import (
    AturanBeku,
    TargetBerlaku,
    TargetIndikator,
    target_setahun,
)

BATAS_ANALISIS = Decimal(76)  # below "Tinggi" of Permendagri 86/2017 an explanation is expected
NilaiSetahun = Mapping[int, Decimal | None]  # triwulan -> nilai


@dataclass(frozen=True)
class CapaianSel:
    """Capaian of one indicator in one quarter, in percent and unrounded, or why there is none.

    `realisasi` and `target` are the two numbers that were compared: the quarter's own, or in
    triwulan IV without a quarterly target those of the year (`setahun`).
    """

    capaian: Decimal | None
    kategori: Kategori | None
    realisasi: Decimal | None
    target: TargetBerlaku | None
    setahun: bool
    alasan: str  # why capaian is None
    sementara: bool = False  # a value of the year with quarters missing


def aturan_banding(isi: IsiIndikator, target: TargetBerlaku | None) -> IsiIndikator | AturanBeku:
    """Polarity, formula and way of adding up that count: those of a frozen quarter, else those
    of the plan in force."""
    return target.beku if target is not None and target.beku is not None else isi


def _tanpa(alasan: str, realisasi: Decimal | None, target: TargetBerlaku | None) -> CapaianSel:
    return CapaianSel(None, None, realisasi, target, False, alasan)


def capaian_sel(
    isi: IsiIndikator, target: TargetIndikator | None, nilai: NilaiSetahun, triwulan: int
) -> CapaianSel:
    """Compare one cell with the target that counts for its quarter."""
    realisasi = nilai.get(triwulan)
    pembanding = target.triwulan.get(triwulan) if target else None
    if pembanding is None and target is not None and triwulan == 4 and target.tahun is not None:
        if realisasi is None:  # an empty triwulan IV is not the value of triwulan III
            return _tanpa("Realisasi belum diisi.", None, target.tahun)
        return capaian_tahun(isi, target, nilai)
    if pembanding is None:
        ada_tahunan = target is not None and target.tahun is not None
        return _tanpa(
            "Target triwulan ini belum ditetapkan, jadi capaiannya baru dihitung di Triwulan IV."
            if ada_tahunan
            else "Target belum ditetapkan, jadi capaian tidak dapat dihitung.",
            realisasi,
            None,
        )
    if realisasi is None:
        return _tanpa("Realisasi belum diisi.", None, pembanding)
    aturan = aturan_banding(isi, pembanding)
    try:
        capaian = hitung_capaian(
            realisasi,
            pembanding.nilai,
            polaritas=aturan.polaritas,  # type: ignore[arg-type]
            rumus_negatif=aturan.rumus_negatif,  # type: ignore[arg-type]
            target_atas=pembanding.nilai_atas,
        )
    except CapaianTakTerdefinisi as exc:
        return _tanpa(str(exc), realisasi, pembanding)
    return CapaianSel(
        capaian, kategori_capaian(capaian), realisasi, pembanding, setahun=False, alasan=""
    )


def capaian_tahun(
    isi: IsiIndikator, target: TargetIndikator | None, nilai: NilaiSetahun
) -> CapaianSel:
    """Compare the value of the year with the target of the year (never a quarter's target).

    With quarters missing the result is `sementara` and must be shown with that word; without any
    value, or without a target of the year, `alasan` says so.
    """
    pembanding = target.tahun if target else None
    aturan = aturan_banding(isi, pembanding)
    setahun = nilai_sd_triwulan(
        [nilai.get(tw) for tw in (1, 2, 3, 4)],
        4,
        aturan.cara,  # type: ignore[arg-type]  # constrained to the literals by the database
        aturan.isian,  # type: ignore[arg-type]
        jatuh_tempo=JATUH_TEMPO[Frekuensi(aturan.frekuensi)],
    )
    sementara = setahun.nilai is not None and not setahun.lengkap
    if pembanding is None:
        return _tanpa_setahun("Target tahun ini belum ditetapkan.", setahun.nilai, None, sementara)
    if setahun.nilai is None:
        return _tanpa_setahun("Realisasi tahun ini belum diisi.", None, pembanding, False)
    try:
        capaian = hitung_capaian(
            setahun.nilai,
            pembanding.nilai,
            polaritas=aturan.polaritas,  # type: ignore[arg-type]
            rumus_negatif=aturan.rumus_negatif,  # type: ignore[arg-type]
            target_atas=pembanding.nilai_atas,
        )
    except CapaianTakTerdefinisi as exc:
        return _tanpa_setahun(str(exc), setahun.nilai, pembanding, sementara)
    return CapaianSel(
        capaian,
        kategori_capaian(capaian),
        setahun.nilai,
        pembanding,
        setahun=True,
        alasan="",
        sementara=sementara,
    )


def _tanpa_setahun(
    alasan: str, realisasi: Decimal | None, target: TargetBerlaku | None, sementara: bool
) -> CapaianSel:
    return CapaianSel(None, None, realisasi, target, True, alasan, sementara)


def jelaskan_sel(isi: IsiIndikator, sel: CapaianSel) -> PenjelasanCapaian:
    """The sentence and the formula with numbers beside a capaian."""
    if sel.realisasi is None or sel.target is None:
        return PenjelasanCapaian(kalimat=sel.alasan, rumus="", capaian=None)
    aturan = aturan_banding(isi, sel.target)
    return jelaskan_capaian(
        sel.realisasi,
        sel.target.nilai,
        polaritas=aturan.polaritas,  # type: ignore[arg-type]
        rumus_negatif=aturan.rumus_negatif,  # type: ignore[arg-type]
        target_atas=sel.target.nilai_atas,
        desimal=isi.desimal,
    )


def nilai_setahun(indikator_ids: Iterable[int], tahun: int) -> dict[int, dict[int, Decimal | None]]:
    """Stored values per indicator and triwulan (one query)."""
    kumpulan: dict[int, dict[int, Decimal | None]] = {}
    baris = Realisasi.objects.filter(indikator__in=list(indikator_ids), tahun=tahun)
    for pk, tw, nilai in baris.values_list("indikator_id", "triwulan", "nilai"):
        kumpulan.setdefault(pk, {})[tw] = nilai
    return kumpulan


def hitung_tanpa_analisis(pd_id: int, tahun: int, triwulan: int) -> int:
    """How many indicators below BATAS_ANALISIS have no analysis yet (five queries)."""
    isi = _isi_diampu(pd_id, tahun)
    target = target_setahun(isi, tahun)
    nilai = nilai_setahun(isi, tahun)
    ditulis = set(
        Realisasi.objects.periode(tahun, triwulan)
        .filter(indikator__in=isi)
        .exclude(analisis="")
        .values_list("indikator_id", flat=True)
    )
    return sum(
        perlu_analisis(capaian_sel(i, target.get(pk), nilai.get(pk, {}), triwulan))
        for pk, i in isi.items()
        if pk not in ditulis and i.jatuh_tempo(triwulan)
    )


def _isi_diampu(pd_id: int, tahun: int) -> dict[int, IsiIndikator]:
    """Content of the indicators that a PD enters."""
    diampu = IsiIndikator.objects.diukur(tahun).filter(indikator__pengampu_id=pd_id)
    return diampu.satu_per_indikator()


def perlu_analisis(sel: CapaianSel) -> bool:
    """Whether the capaian is low enough that an explanation is expected."""
    return sel.capaian is not None and sel.capaian < BATAS_ANALISIS


def rata_rata_setahun(pd_id: int, tahun: int) -> dict[int, RataRata]:
    """Mean capaian of a PD's indicators per quarter that has any value (four queries)."""
    isi = _isi_diampu(pd_id, tahun)
    target = target_setahun(isi, tahun)
    nilai = nilai_setahun(isi, tahun)
    hasil = {}
    for tw in (1, 2, 3, 4):
        if not any(v.get(tw) is not None for v in nilai.values()):
            continue
        hasil[tw] = rata_rata_capaian(
            capaian_sel(i, target.get(pk), nilai.get(pk, {}), tw).capaian
            for pk, i in isi.items()
            if i.jatuh_tempo(tw)
        )
    return hasil
