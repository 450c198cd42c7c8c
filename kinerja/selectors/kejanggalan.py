"""Flags on the values of a quarter, with the reasons given: a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F
from django.utils import timezone

from dasar.tanggal import format_waktu_relatif
from kinerja.formulas.kejanggalan import (
    BahanJanggal,
    Kejanggalan,
    pemeriksaan_lolos,
    periksa_kejanggalan,
)
from kinerja.models import IsiIndikator, PenjelasanKejanggalan
from kinerja.models.indikator import JATUH_TEMPO, Frekuensi
from kinerja.selectors.capaian import aturan_banding, capaian_sel
from kinerja.selectors.riwayat_kinerja import (
    NilaiTahunan,
    RiwayatKinerja,
    muat_riwayat,
    nilai_tahunan,
)
from kinerja.selectors.riwayat_pendahulu import Pendahulu, rantai_pendahulu
from kinerja.selectors.target_berlaku import TargetIndikator


@dataclass(frozen=True)
class JanggalBaris:
    """One flag, and the reason the PD gave for the value as it stands now ("" for none)."""

    kode: str
    judul: str
    kalimat: str
    aturan: str
    alasan: str = ""
    oleh: str = ""
    waktu: str = ""

    @property
    def dijelaskan(self) -> bool:
        """Whether somebody said why this value is right."""
        return bool(self.alasan)


@dataclass(frozen=True)
class PemeriksaanBaris:
    """What the rules say of one value: flags, and sentences of the rules that it passed."""

    janggal: tuple[JanggalBaris, ...] = ()
    lolos: tuple[str, ...] = ()

    @property
    def belum_dijelaskan(self) -> int:
        return sum(not j.dijelaskan for j in self.janggal)


def janggal_per_indikator(
    isi: Iterable[IsiIndikator], tahun: int, triwulan: int, riwayat: RiwayatKinerja | None = None
) -> dict[int, tuple[JanggalBaris, ...]]:
    """Flags by indicator of the values of one quarter; an indicator without flags is left out.

    `isi` are the contents in force (IsiIndikatorQuerySet.satu_per_indikator); at most seven
    queries for any number of them, one where the caller has loaded their `riwayat`.
    """
    bahan = _susun_bahan(list(isi), tahun, triwulan, riwayat)
    temuan = {pk: hasil for pk, satu in bahan.items() if (hasil := periksa_kejanggalan(satu))}
    alasan = _alasan(temuan, tahun, triwulan)
    return {
        pk: tuple(_baris(k, alasan.get((pk, k.kode))) for k in semua)
        for pk, semua in temuan.items()
    }


def periksa_baris(isi: IsiIndikator, tahun: int, triwulan: int) -> PemeriksaanBaris:
    """Flags and passed checks of one value (at most seven queries)."""
    bahan = _susun_bahan([isi], tahun, triwulan).get(isi.indikator_id)
    if bahan is None:
        return PemeriksaanBaris()
    alasan = _alasan([isi.indikator_id], tahun, triwulan)
    return PemeriksaanBaris(
        janggal=tuple(
            _baris(k, alasan.get((isi.indikator_id, k.kode))) for k in periksa_kejanggalan(bahan)
        ),
        lolos=pemeriksaan_lolos(bahan),
    )


def riwayat_nilai(isi: IsiIndikator, tahun: int) -> dict[int, dict[int, Decimal]]:
    """Known values of one indicator by year and quarter, those of its predecessors before it
    (at most three queries)."""
    rantai = rantai_pendahulu([isi.indikator_id])
    ids = [isi.indikator_id, *(p.indikator_id for s in rantai.values() for p in s)]
    return _riwayat(isi.indikator_id, nilai_tahunan(ids, tahun), rantai)


def _susun_bahan(
    isi: list[IsiIndikator], tahun: int, triwulan: int, riwayat: RiwayatKinerja | None = None
) -> dict[int, BahanJanggal]:
    """The material of the rules for every indicator that is due and has a value."""
    jatuh_tempo = [i for i in isi if i.jatuh_tempo(triwulan)]
    r = riwayat or muat_riwayat([i.indikator_id for i in jatuh_tempo], tahun)
    return {
        i.indikator_id: _bahan(
            i, _riwayat(i.indikator_id, r.nilai, r.rantai), r.target, tahun, triwulan
        )
        for i in jatuh_tempo
        if r.nilai.get(i.indikator_id, {}).get(tahun, {}).get(triwulan) is not None
    }


def _riwayat(
    pk: int, nilai: NilaiTahunan, rantai: Mapping[int, tuple[Pendahulu, ...]]
) -> dict[int, dict[int, Decimal]]:
    """Values by year: the indicator's own, and for years before it those of its predecessor."""
    hasil: dict[int, dict[int, Decimal]] = {}
    for satu in (pk, *(p.indikator_id for p in rantai.get(pk, ()))):
        for tahun, isi in nilai.get(satu, {}).items():
            if diketahui := {tw: n for tw, n in isi.items() if n is not None}:
                hasil.setdefault(tahun, diketahui)
    return hasil


def _bahan(
    i: IsiIndikator,
    riwayat: Mapping[int, Mapping[int, Decimal]],
    target: Mapping[int, Mapping[int, TargetIndikator]],
    tahun: int,
    triwulan: int,
) -> BahanJanggal:
    setahun = riwayat[tahun]
    sel = capaian_sel(i, target.get(tahun, {}).get(i.indikator_id), setahun, triwulan)
    # A frozen quarter is judged by the rule it was frozen with, as its capaian is.
    aturan = aturan_banding(i, sel.target)
    tahunan = {
        th: t.tahun.nilai
        for th, milik in target.items()
        if (t := milik.get(i.indikator_id)) is not None and t.tahun is not None
    }
    return BahanJanggal(
        tahun=tahun,
        triwulan=triwulan,
        nilai=setahun[triwulan],
        satuan=i.satuan,
        desimal=i.desimal,
        polaritas=aturan.polaritas,  # type: ignore[arg-type]  # constrained by the database
        isian=aturan.isian,  # type: ignore[arg-type]
        jatuh_tempo=JATUH_TEMPO[Frekuensi(aturan.frekuensi)],
        predikat=i.skala_predikat is not None,
        capaian=sel.capaian,
        target=sel.target.nilai if sel.target else None,
        target_tahun=tahunan,
        baseline=i.baseline,
        target_akhir=i.target_akhir,
        lampau=riwayat,
    )


def _alasan(
    ids: Iterable[int], tahun: int, triwulan: int
) -> dict[tuple[int, str], PenjelasanKejanggalan]:
    """Answers to flags, of the version of the value that is stored now."""
    semua = list(ids)
    if not semua:
        return {}
    return {
        (p.realisasi.indikator_id, p.kode): p
        for p in PenjelasanKejanggalan.objects.filter(
            versi=F("realisasi__versi"),
            realisasi__indikator__in=semua,
            realisasi__tahun=tahun,
            realisasi__triwulan=triwulan,
        ).select_related("realisasi", "oleh")
    }


def _baris(k: Kejanggalan, penjelasan: PenjelasanKejanggalan | None) -> JanggalBaris:
    return JanggalBaris(
        kode=k.kode,
        judul=k.judul,
        kalimat=k.kalimat,
        aturan=k.aturan,
        alasan=penjelasan.alasan if penjelasan else "",
        oleh=str(penjelasan.oleh) if penjelasan else "",
        waktu=format_waktu_relatif(penjelasan.diperbarui_pada, timezone.now())
        if penjelasan
        else "",
    )
