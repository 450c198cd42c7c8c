"""The SAKIP value a LKjIP opens with: the city's as received, a PD's from the internal LKE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluasi.formulas.predikat import Predikat, SkalaPredikat
from evaluasi.models import LembarKerja, TemplatLKE
from evaluasi.selectors.nilai_lembar import NilaiLembar, NilaiResmi, nilai_lembar, riwayat_resmi
from evaluasi.selectors.templat import TemplatTahun, muat_templat
from kinerja.selectors.target_berlaku import target_setahun
from laporan.formulas.data_lkjip import NilaiSakip, TitikNilai
from laporan.selectors.rencana_lkjip import Rencana

TAHUN_RIWAYAT = 4
ASAL_INTERNAL = "Evaluasi internal Inspektorat"


@dataclass(frozen=True)
class Evaluasi:
    """What the evaluation of one year says, loaded once.

    `resmi` are the city's official values by year, `internal` the finished internal worksheets of
    the reported year by PD, `riwayat_pd` the own internal values by year (a PD's report).
    """

    templat: TemplatTahun | None
    resmi: Mapping[int, NilaiResmi]
    internal: Mapping[int, NilaiLembar]
    riwayat_pd: Mapping[int, NilaiLembar]
    target: Decimal | None
    indikator_ids: frozenset[int]

    @property
    def resmi_per_indikator(self) -> dict[int, Mapping[int, NilaiResmi]]:
        """The official values as history of the city's own indicator for them."""
        return dict.fromkeys(self.indikator_ids, self.resmi)


def muat_evaluasi(rencana: Rencana) -> Evaluasi:
    """Load it: a number of queries that does not grow with PD or indicators."""
    tahun = rencana.tahun
    templat = {
        t.tahun_evaluasi: t
        for t in TemplatLKE.objects.filter(
            tahun_evaluasi__range=(tahun - TAHUN_RIWAYAT, tahun)
        ).order_by("tahun_evaluasi")
    }
    kini = muat_templat(templat[tahun]) if tahun in templat else None
    if not rencana.untuk_kota:
        riwayat = {}
        for y, t in templat.items():
            muatan = kini if y == tahun and kini is not None else muat_templat(t)
            milik = LembarKerja.objects.terhitung().filter(perangkat_daerah=rencana.pd, templat=t)
            for n in nilai_lembar(milik, muatan).values():
                if n.total is not None:
                    riwayat[y] = n
        return Evaluasi(kini, {}, {}, riwayat, None, frozenset())
    internal = {}
    if kini is not None:
        semua = LembarKerja.objects.terhitung().tahun(tahun).exclude(perangkat_daerah=rencana.pd)
        penyusun = {pk for pk, p in rencana.perangkat.items() if p.penyusun}
        internal = {
            n.perangkat_daerah_id: n
            for n in nilai_lembar(semua, kini).values()
            if n.total is not None and n.perangkat_daerah_id in penyusun
        }
    target = None
    if kini is not None and kini.indikator_id is not None:
        setahun = target_setahun([kini.indikator_id], tahun).get(kini.indikator_id)
        target = setahun.tahun.nilai if setahun and setahun.tahun else None
    return Evaluasi(
        templat=kini,
        resmi={n.tahun: n for n in riwayat_resmi(rencana.pd.pk)},
        internal=internal,
        riwayat_pd={},
        target=target,
        indikator_ids=frozenset(
            t.indikator_id for t in templat.values() if t.indikator_id is not None
        ),
    )


def susun_nilai_sakip(rencana: Rencana, evaluasi: Evaluasi) -> NilaiSakip | None:
    """The value with its history; None when no year has one."""
    titik = _titik_kota(evaluasi) if rencana.untuk_kota else _titik_pd(evaluasi)
    riwayat = tuple(t for t in titik if rencana.tahun - TAHUN_RIWAYAT <= t.tahun <= rencana.tahun)
    if not riwayat:
        return None
    per_tahun = {t.tahun: t for t in riwayat}
    kini, lalu = per_tahun.get(rencana.tahun), per_tahun.get(rencana.tahun - 1)
    huruf = _predikat(rencana, evaluasi)
    return NilaiSakip(
        nilai=kini.nilai if kini else None,
        huruf=huruf.huruf if huruf else "",
        sebutan=huruf.sebutan if huruf else "",
        asal=_asal(rencana, evaluasi) if kini else "",
        resmi=bool(kini and kini.resmi),
        contoh=bool(kini and kini.contoh),
        target=evaluasi.target,
        nilai_lalu=lalu.nilai if lalu else None,
        riwayat=riwayat,
    )


def _titik_kota(evaluasi: Evaluasi) -> list[TitikNilai]:
    return [
        TitikNilai(n.tahun, n.nilai, True, n.lembar.contoh)
        for _, n in sorted(evaluasi.resmi.items())
    ]


def _titik_pd(evaluasi: Evaluasi) -> list[TitikNilai]:
    return [
        TitikNilai(y, n.total, False, n.contoh)
        for y, n in sorted(evaluasi.riwayat_pd.items())
        if n.total is not None
    ]


def _predikat(rencana: Rencana, evaluasi: Evaluasi) -> Predikat | None:
    if rencana.untuk_kota:
        resmi = evaluasi.resmi.get(rencana.tahun)
        return resmi.predikat if resmi else None
    internal = evaluasi.riwayat_pd.get(rencana.tahun)
    return internal.predikat if internal else None


def _asal(rencana: Rencana, evaluasi: Evaluasi) -> str:
    if not rencana.untuk_kota:
        return f"{ASAL_INTERNAL} {rencana.tahun}"
    lembar = evaluasi.resmi[rencana.tahun].lembar
    rincian = [r for r in (lembar.nomor, lembar.sumber) if r]
    return ", ".join([f"Evaluasi KemenPANRB {rencana.tahun}", *rincian])


def huruf_minimal(skala: SkalaPredikat, huruf: str) -> frozenset[str]:
    """The letters from `huruf` upwards; empty when the scale does not have it."""
    urutan = [r.predikat.huruf for r in skala.rentang]  # highest first
    return frozenset(urutan[: urutan.index(huruf) + 1]) if huruf in urutan else frozenset()
