"""From nodes of a plan to the two tables of a Perjanjian Kinerja: promises and their money."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dasar.tulisan import huruf_kalimat
from kinerja.formulas.isi_pk import IndikatorPK, KinerjaPK, ProgramPK
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    StatusDokumen,
    Target,
)
from kinerja.selectors.versi_dokumen import versi_pada
from opd.models.organisasi import bakukan_nama

KETERANGAN = "APBD"  # the only source of money that the nomenclature knows
_BERPAGU = (JenisSimpul.PROGRAM, JenisSimpul.KEGIATAN, JenisSimpul.SUB_KEGIATAN)
# What a post of each level spends: its own nodes are cut into these.
_RINCI = {3: JenisSimpul.KEGIATAN, 4: JenisSimpul.SUB_KEGIATAN}


@dataclass(frozen=True)
class Pagu:
    """Money of a node for the year in whole rupiah; None: unknown."""

    nilai: int | None
    contoh: bool


def muat_indikator(
    dokumen: DokumenPerencanaan, simpul: Sequence[IsiSimpul], tahun: int
) -> dict[int, list[IndikatorPK]]:
    """Indicators with the target of `tahun` by id of the IsiSimpul (two queries)."""
    isi = list(
        IsiIndikator.objects.filter(dokumen=dokumen, isi_simpul__in=simpul).order_by(
            "isi_simpul__jalur", "urutan", "pk"
        )
    )
    target = {
        t.indikator_id: t
        for t in Target.objects.filter(
            dokumen=dokumen, indikator__in=[i.indikator_id for i in isi], tahun=tahun, triwulan=0
        )
    }
    hasil: dict[int, list[IndikatorPK]] = {}
    for i in isi:
        hasil.setdefault(i.isi_simpul_id, []).append(_indikator(i, target.get(i.indikator_id)))
    return hasil


def _indikator(isi: IsiIndikator, target: Target | None) -> IndikatorPK:
    def teks(nilai: object) -> str:
        return format_nilai(nilai, desimal=isi.desimal, skala=isi.skala_predikat)  # type: ignore[arg-type]

    tulis = teks(target.nilai if target else None)
    if target is not None and target.nilai_atas is not None:
        tulis = f"{tulis} sampai {teks(target.nilai_atas)}"
    return IndikatorPK(
        indikator_id=isi.indikator_id,
        nama=huruf_kalimat(isi.nama),
        satuan=isi.satuan,
        target=target.nilai if target else None,
        target_atas=target.nilai_atas if target else None,
        teks=tulis,
        desimal=isi.desimal,
        skala=isi.skala_predikat,
        iku=isi.iku,
        contoh=bool(target and target.contoh),
    )


def susun_kinerja(
    janji: Sequence[IsiSimpul], indikator: Mapping[int, Sequence[IndikatorPK]], *, utama: bool
) -> tuple[tuple[KinerjaPK, ...], list[str]]:
    """The first table, and sentences about what it lacks.

    `utama` (the city): of a node with IKU only these. A tujuan stands there only for its
    indicators; every other node also without.
    """
    baris: list[KinerjaPK] = []
    celah: list[str] = []
    for s in janji:
        milik = list(indikator.get(s.pk, ()))
        iku = [i for i in milik if i.iku]
        if utama and (iku or s.jenis == JenisSimpul.TUJUAN):
            milik = iku
        if not milik and s.jenis == JenisSimpul.TUJUAN:
            continue
        label = JenisSimpul(s.jenis).label
        nama = huruf_kalimat(s.nama)
        if not milik:
            # Most programs are called "Program ..." already.
            sebutan = "" if nama.casefold().startswith(label.casefold()) else f"{label} "
            celah.append(f"{sebutan}“{nama}” belum mempunyai indikator.")
        celah += [
            f"Indikator “{i.nama}” belum mempunyai target." for i in milik if i.target is None
        ]
        baris.append(KinerjaPK(s.simpul_id, label, s.kode, nama, tuple(milik)))
    return tuple(baris), celah


def cabang_pagu(
    simpul: Sequence[IsiSimpul], janji: Sequence[IsiSimpul], tingkat: int, *, seluruhnya: bool
) -> list[IsiSimpul]:
    """The nodes of the second table in reading order, each rupiah once.

    `seluruhnya` (the head of a PD, the city): all programs. Else the own nodes, cut into kegiatan
    (eselon III) or sub kegiatan (eselon IV, ketua tim) where the plan has these.
    """
    if seluruhnya:
        return [s for s in simpul if s.jenis == JenisSimpul.PROGRAM]
    rinci = _RINCI.get(tingkat, JenisSimpul.PROGRAM)
    pilihan: dict[int, IsiSimpul] = {}
    for milik in janji:
        cabang = [s for s in simpul if s.jenis == rinci and s.jalur.startswith(f"{milik.jalur}.")]
        if not cabang and milik.jenis in _BERPAGU:
            cabang = [milik]
        pilihan.update({s.pk: s for s in cabang})
    jalur = [f"{s.jalur}." for s in pilihan.values()]
    return sorted(
        (s for s in pilihan.values() if not s.jalur.startswith(tuple(jalur))),
        key=lambda s: s.jalur,
    )


def muat_pagu(simpul: Sequence[IsiSimpul], tahun: int) -> dict[int, Pagu]:
    """Pagu by id of the IsiSimpul (one query): its own, else the sum below when all of it is
    known."""
    tercatat = {
        a.simpul_id: Pagu(a.pagu, a.contoh)
        for a in Anggaran.objects.filter(
            simpul__in=[s.simpul_id for s in simpul if s.jenis in _BERPAGU], tahun=tahun, triwulan=0
        )
    }
    anak: dict[int, list[int]] = {}
    hasil: dict[int, Pagu] = {}
    for s in sorted(simpul, key=lambda s: -s.kedalaman):  # children before parents
        if s.induk_id is not None and s.jenis in _BERPAGU:
            anak.setdefault(s.induk_id, []).append(s.pk)
        bawah = [hasil[pk] for pk in anak.get(s.pk, ()) if pk in hasil]
        hasil[s.pk] = tercatat.get(s.simpul_id) or _jumlah(bawah)
    return hasil


def _jumlah(pagu: Sequence[Pagu]) -> Pagu:
    nilai = [p.nilai for p in pagu if p.nilai is not None]
    lengkap = bool(pagu) and len(nilai) == len(pagu)
    return Pagu(sum(nilai) if lengkap else None, lengkap and any(p.contoh for p in pagu))


def susun_program(simpul: Iterable[IsiSimpul], pagu: Mapping[int, Pagu]) -> tuple[ProgramPK, ...]:
    """The second table; a node without a known pagu stands there with None."""
    kosong = Pagu(None, contoh=False)
    return tuple(
        ProgramPK(
            simpul_id=s.simpul_id,
            kode=s.kode,
            nama=huruf_kalimat(s.nama),
            pagu=(p := pagu.get(s.pk, kosong)).nilai,
            keterangan=KETERANGAN,
            contoh=p.contoh,
        )
        for s in simpul
    )


def program_kota(tahun: int, tanggal: datetime.date) -> tuple[ProgramPK, ...]:
    """Programs of all PD for the city, those of one name together (three queries)."""
    renja = DokumenPerencanaan.objects.filter(
        jenis=JenisDokumen.RENJA,
        status__in=[StatusDokumen.BERLAKU, StatusDokumen.DIGANTIKAN],
        tahun_dari__lte=tahun,
        tahun_sampai__gte=tahun,
    )
    per_pd: dict[int, list[DokumenPerencanaan]] = {}
    for dokumen in renja:
        per_pd.setdefault(dokumen.perangkat_daerah_id, []).append(dokumen)
    dipakai = [versi for semua in per_pd.values() if (versi := versi_pada(semua, tanggal))]
    simpul = list(
        IsiSimpul.objects.filter(dokumen__in=dipakai, jenis__in=_BERPAGU).order_by(
            "dokumen__perangkat_daerah__urutan", "dokumen", "jalur"
        )
    )
    pagu = muat_pagu(simpul, tahun)
    kelompok: dict[str, list[IsiSimpul]] = {}
    for s in simpul:
        if s.jenis == JenisSimpul.PROGRAM:
            kelompok.setdefault(bakukan_nama(s.nama), []).append(s)
    baris = []
    for milik in kelompok.values():
        jumlah = _jumlah([pagu[s.pk] for s in milik])
        baris.append(
            ProgramPK(
                simpul_id=milik[0].simpul_id,
                kode="",
                nama=huruf_kalimat(milik[0].nama),
                pagu=jumlah.nilai,
                keterangan=KETERANGAN,
                contoh=jumlah.contoh,
            )
        )
    return tuple(baris)
