"""The card of one indicator: everything that is written about it in one version."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dasar.tulisan import huruf_kalimat
from kinerja.formulas.agregasi import SEMUA_TRIWULAN
from kinerja.formulas.contoh_hitungan import BahanHitungan, ContohHitungan, contoh_hitungan
from kinerja.formulas.smart import BahanSmart, RealisasiLalu, TemuanSmart, periksa_smart
from kinerja.models import JENIS_TAHUNAN, Frekuensi, IsiIndikator, IsiSimpul, Realisasi, Target
from kinerja.models.indikator import JATUH_TEMPO
from kinerja.selectors.riwayat_indikator import (
    LABEL,
    NilaiRiwayat,
    VersiIndikator,
    riwayat_tahun,
    riwayat_versi,
    teks_atribut,
    teks_target,
)
from opd.models import Jabatan, Pengguna
from opd.selectors.pejabat import jabatan_kepala, penandatangan

JABATAN_KOSONG = "Kosong"
# Long texts first, then the measure, as the regulation lists them; who and IKU stand elsewhere.
_ATRIBUT_KARTU = tuple(medan for medan in LABEL if medan not in ("nama", "iku"))


@dataclass(frozen=True)
class PemilikIndikator:
    """Who answers for the indicator on a day: the post, and who holds it ("Kosong": nobody)."""

    jabatan: str
    nama: str
    terisi: bool
    asal: str


@dataclass(frozen=True)
class BarisTarget:
    """Targets of one year: the year's, then the quarters; "" for a quarter that is not due."""

    tahun: int
    setahun: str
    triwulan: tuple[str, ...]
    contoh: bool


@dataclass(frozen=True)
class KartuIndikator:
    """One card, ready to print. `jejak`: (kind, name) of the nodes above, the root first."""

    nama: str
    jejak: tuple[tuple[str, str], ...]
    atribut: tuple[tuple[str, str], ...]
    target: tuple[BarisTarget, ...]
    triwulanan: bool
    pemilik: PemilikIndikator | None
    tanggal: datetime.date
    tahun_contoh: int | None
    contoh: ContohHitungan
    hitungan_contoh: bool  # the worked example counts with made-up numbers of the year
    temuan: tuple[TemuanSmart, ...]
    riwayat: Sequence[NilaiRiwayat]
    versi: Sequence[VersiIndikator]
    memuat_contoh: bool


def susun_kartu(isi: IsiIndikator, pembaca: Pengguna, tanggal: datetime.date) -> KartuIndikator:
    """Gather the card of `isi` with the owner of `tanggal` (a fixed number of queries)."""
    simpul = _di_atas(isi)
    target = list(
        Target.objects.filter(dokumen=isi.dokumen_id, indikator=isi.indikator_id).order_by(
            "tahun", "triwulan"
        )
    )
    riwayat = riwayat_tahun(isi)
    tahun_contoh, bahan = bahan_hitungan(isi, target, tanggal.year)
    return KartuIndikator(
        nama=huruf_kalimat(isi.nama),
        jejak=tuple((s.get_jenis_display(), huruf_kalimat(s.nama)) for s in simpul),
        atribut=tuple((LABEL[medan], teks_atribut(isi, medan)) for medan in _ATRIBUT_KARTU),
        target=_baris_target(isi, target),
        triwulanan=isi.dokumen.jenis in JENIS_TAHUNAN,
        pemilik=pemilik_indikator(isi, simpul, tanggal),
        tanggal=tanggal,
        tahun_contoh=tahun_contoh,
        contoh=contoh_hitungan(bahan),
        hitungan_contoh=any(t.contoh and t.tahun == tahun_contoh for t in target)
        or any(r.contoh and r.tahun == tahun_contoh for r in riwayat),
        temuan=temuan_smart(isi, target, riwayat),
        riwayat=riwayat,
        versi=riwayat_versi(isi, pembaca),
        memuat_contoh=any(t.contoh for t in target) or any(r.contoh for r in riwayat),
    )


def _di_atas(isi: IsiIndikator) -> list[IsiSimpul]:
    """The nodes above an indicator, the root first, its own node last."""
    ruas = isi.isi_simpul.jalur.split(".")
    jalur = [".".join(ruas[:n]) for n in range(1, len(ruas) + 1)]
    simpul = IsiSimpul.objects.filter(dokumen=isi.dokumen_id, jalur__in=jalur)
    return list(simpul.select_related("jabatan").order_by("jalur"))


def pemilik_indikator(
    isi: IsiIndikator, simpul: Sequence[IsiSimpul], tanggal: datetime.date
) -> PemilikIndikator | None:
    """The post of the nearest node that has one on `tanggal`, else the head of the pengampu;
    None when neither exists. `simpul`: the nodes above, its own last."""
    jabatan: Jabatan | None = None
    asal = ""
    for satu in reversed(simpul):
        if satu.jabatan is not None and _ada(satu.jabatan, tanggal):
            jabatan = satu.jabatan
            asal = f"Jabatan pada {_sebutan(satu)}"
            break
    if jabatan is None:
        jabatan = jabatan_kepala(isi.indikator.pengampu_id, tanggal)
        asal = "Pimpinan perangkat daerah pengampu"
    if jabatan is None:
        return None
    pejabat = penandatangan(jabatan.pk, tanggal)
    return PemilikIndikator(
        jabatan=pejabat.sebutan if pejabat else jabatan.nama,
        nama=pejabat.pegawai.nama if pejabat else JABATAN_KOSONG,
        terisi=pejabat is not None,
        asal=asal,
    )


def _sebutan(simpul: IsiSimpul) -> str:
    """The kind and the name of a node; names that begin with their kind say it once."""
    nama, jenis = huruf_kalimat(simpul.nama), simpul.get_jenis_display()
    return nama if nama.casefold().startswith(jenis.casefold()) else f"{jenis.lower()} {nama}"


def _ada(jabatan: Jabatan, tanggal: datetime.date) -> bool:
    return jabatan.dari <= tanggal and (jabatan.sampai is None or jabatan.sampai >= tanggal)


def _baris_target(isi: IsiIndikator, target: Sequence[Target]) -> tuple[BarisTarget, ...]:
    dokumen = isi.dokumen
    per = {(t.tahun, t.triwulan): t for t in target}

    def tulis(t: Target | None) -> str:
        return "–" if t is None else teks_target(t.nilai, t.nilai_atas, isi)

    return tuple(
        BarisTarget(
            tahun=tahun,
            setahun=tulis(per.get((tahun, 0))),
            triwulan=tuple(
                tulis(per.get((tahun, tw))) if isi.jatuh_tempo(tw) else "" for tw in SEMUA_TRIWULAN
            ),
            contoh=any(t.contoh for t in target if t.tahun == tahun),
        )
        for tahun in range(dokumen.tahun_dari, dokumen.tahun_sampai + 1)
    )


def bahan_hitungan(
    isi: IsiIndikator, target: Sequence[Target], tahun_kini: int
) -> tuple[int | None, BahanHitungan]:
    """The year of the worked example and its numbers (one query): the newest year of the document
    with a target and a value, else the newest with a target up to `tahun_kini`."""
    setahun = {t.tahun: t for t in target if t.triwulan == 0}
    nilai: dict[int, dict[int, Decimal | None]] = {}
    for th, tw, n in Realisasi.objects.filter(
        indikator=isi.indikator_id, tahun__in=list(setahun), nilai__isnull=False
    ).values_list("tahun", "triwulan", "nilai"):
        nilai.setdefault(th, {})[tw] = n
    lewat = [th for th in setahun if th <= tahun_kini]
    tahun = max(nilai, default=None) or max(lewat, default=None) or min(setahun, default=None)
    t = setahun.get(tahun) if tahun is not None else None
    isi_tahun = nilai.get(tahun, {}) if tahun is not None else {}
    return tahun, BahanHitungan(
        polaritas=isi.polaritas,  # type: ignore[arg-type]  # constrained by the database
        rumus_negatif=isi.rumus_negatif,  # type: ignore[arg-type]
        cara=isi.cara,  # type: ignore[arg-type]
        isian=isi.isian,  # type: ignore[arg-type]
        jatuh_tempo=JATUH_TEMPO[Frekuensi(isi.frekuensi)],
        desimal=isi.desimal,
        satuan=isi.satuan,
        skala=isi.skala_predikat,
        target=t.nilai if t else None,
        target_atas=t.nilai_atas if t else None,
        triwulan=[isi_tahun.get(tw) for tw in SEMUA_TRIWULAN],
    )


def temuan_smart(
    isi: IsiIndikator, target: Sequence[Target], riwayat: Sequence[NilaiRiwayat]
) -> tuple[TemuanSmart, ...]:
    """The SMART findings of one indicator (one query)."""
    dokumen = isi.dokumen
    lalu = [
        r for r in riwayat if r.nilai is not None and r.lengkap and r.tahun < dokumen.tahun_sampai
    ]
    triwulan: dict[int, set[int]] = {}
    for t in target:
        if t.triwulan:
            triwulan.setdefault(t.tahun, set()).add(t.triwulan)
    lain = IsiIndikator.objects.filter(dokumen=isi.dokumen_id).exclude(pk=isi.pk)
    return periksa_smart(
        BahanSmart(
            nama=isi.nama,
            jenis_simpul=isi.isi_simpul.jenis,
            satuan=isi.satuan,
            definisi=isi.definisi_operasional,
            rumus=isi.rumus,
            sumber_data=isi.sumber_data,
            penanggung_jawab=isi.penanggung_jawab,
            frekuensi=isi.get_frekuensi_display().lower(),
            polaritas=isi.polaritas,  # type: ignore[arg-type]
            skala=isi.skala_predikat,
            desimal=isi.desimal,
            baseline=isi.baseline,
            tahun=range(dokumen.tahun_dari, dokumen.tahun_sampai + 1),
            target={t.tahun: (t.nilai, t.nilai_atas) for t in target if t.triwulan == 0},
            jatuh_tempo=JATUH_TEMPO[Frekuensi(isi.frekuensi)],
            triwulan_bertarget=triwulan if dokumen.jenis in JENIS_TAHUNAN else None,
            realisasi_lalu=(
                RealisasiLalu(lalu[-1].tahun, lalu[-1].nilai)
                if lalu and lalu[-1].nilai is not None
                else None
            ),
            nama_lain=list(lain.values_list("nama", flat=True)),
        )
    )
