"""The plan behind one LKjIP: documents in force, their nodes, and what supports what."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from kinerja.models import DokumenPerencanaan, Dukungan, IsiSimpul, JenisDokumen, JenisSimpul
from opd.models import JenisPD, PerangkatDaerah
from opd.models.organisasi import JENIS_UNIT

_MENENGAH = {True: JenisDokumen.RPJMD, False: JenisDokumen.RENSTRA}
_TAHUNAN = {True: JenisDokumen.RKPD, False: JenisDokumen.RENJA}


@dataclass(frozen=True)
class NamaPerangkat:
    """A PD as it was called at the end of the reported year."""

    pk: int
    nama: str
    singkatan: str
    jenis: str
    induk_id: int | None
    aktif: bool  # existed on the last day of the year

    @property
    def penyusun(self) -> bool:
        """Whether it plans and reports on its own."""
        return self.aktif and self.jenis != JenisPD.KOTA and self.jenis not in JENIS_UNIT


@dataclass(frozen=True)
class Rencana:
    """Everything of the plans that one report needs, loaded once.

    `menengah` is the RPJMD (city) or Renstra (PD), `tahunan` the RKPD or Renja of the year, `rpjmd`
    the city's. `renja` are the documents whose programs the report shows: of all PD for the city,
    of itself for a PD. Nodes are in reading order, by document.
    """

    pd: PerangkatDaerah
    tahun: int
    untuk_kota: bool
    menengah: DokumenPerencanaan | None
    tahunan: DokumenPerencanaan | None
    rpjmd: DokumenPerencanaan | None
    renja: tuple[DokumenPerencanaan, ...]
    simpul: Mapping[int, tuple[IsiSimpul, ...]]
    perangkat: Mapping[int, NamaPerangkat]

    def isi(self, dokumen: DokumenPerencanaan | None, *jenis: str) -> tuple[IsiSimpul, ...]:
        """Nodes of one document, of some kinds or all."""
        semua = self.simpul.get(dokumen.pk, ()) if dokumen else ()
        return tuple(s for s in semua if not jenis or s.jenis in jenis)

    @property
    def program(self) -> tuple[IsiSimpul, ...]:
        """All programs of the report, each once, in the order of the PD."""
        urut: dict[int, IsiSimpul] = {}
        for dokumen in self.renja:
            for s in self.isi(dokumen, JenisSimpul.PROGRAM):
                urut.setdefault(s.simpul_id, s)
        return tuple(urut.values())

    def nama_pd(self, pd_id: int) -> str:
        """The name of a PD in the reported year; "" for one that is unknown."""
        return self.perangkat[pd_id].nama if pd_id in self.perangkat else ""


@dataclass(frozen=True)
class Pernyataan:
    """One statement of performance: its node, and whether the yearly document holds it."""

    isi: IsiSimpul
    ada_di_tahunan: bool


def muat_rencana(pd: PerangkatDaerah, tahun: int) -> Rencana:
    """Load the plans of one report (three queries, however many PD there are)."""
    untuk_kota = pd.jenis == JenisPD.KOTA
    berlaku = DokumenPerencanaan.objects.berlaku(tahun).select_related("perangkat_daerah")
    if not untuk_kota:  # a PD's report holds nothing of another PD
        berlaku = berlaku.filter(Q(perangkat_daerah=pd) | Q(perangkat_daerah__jenis=JenisPD.KOTA))
    semua = list(
        # Of two medium-term plans that overlap the one that began later counts.
        berlaku.order_by(
            "perangkat_daerah__urutan", "perangkat_daerah__kode", "-tahun_dari", "-perubahan_ke"
        )
    )

    def satu(jenis: str, kota: bool) -> DokumenPerencanaan | None:
        cocok = (
            d
            for d in semua
            if d.jenis == jenis and (d.perangkat_daerah.jenis == JenisPD.KOTA) == kota
        )
        return next(cocok, None)

    tahunan = satu(_TAHUNAN[untuk_kota], untuk_kota)
    if untuk_kota:
        renja = tuple(d for d in semua if d.jenis == JenisDokumen.RENJA)
    else:
        renja = (tahunan,) if tahunan else ()
    menengah, rpjmd = satu(_MENENGAH[untuk_kota], untuk_kota), satu(JenisDokumen.RPJMD, True)
    return Rencana(
        pd=pd,
        tahun=tahun,
        untuk_kota=untuk_kota,
        menengah=menengah,
        tahunan=tahunan,
        rpjmd=rpjmd,
        renja=renja,
        simpul=_muat_simpul([menengah, tahunan, rpjmd], renja),
        perangkat=_perangkat(tahun),
    )


def _muat_simpul(
    utuh: Iterable[DokumenPerencanaan | None], renja: Iterable[DokumenPerencanaan]
) -> dict[int, tuple[IsiSimpul, ...]]:
    """Nodes by document: all of the report's own documents, sasaran and programs of the Renja."""
    kumpulan: dict[int, list[IsiSimpul]] = {}
    baris = IsiSimpul.objects.filter(
        Q(dokumen__in=[d.pk for d in utuh if d])
        | Q(
            dokumen__in=[d.pk for d in renja],
            jenis__in=[JenisSimpul.SASARAN, JenisSimpul.PROGRAM],
        )
    )
    for s in baris.select_related("dokumen").order_by("dokumen", "jalur"):
        kumpulan.setdefault(s.dokumen_id, []).append(s)
    return {pk: tuple(isi) for pk, isi in kumpulan.items()}


def _perangkat(tahun: int) -> dict[int, NamaPerangkat]:
    akhir = datetime.date(tahun, 12, 31)
    return {
        p.pk: NamaPerangkat(
            pk=p.pk,
            nama=p.nama_kini or p.kode,
            singkatan=p.singkatan_kini or p.kode,
            jenis=p.jenis,
            induk_id=p.induk_id,
            aktif=p.berlaku_dari <= akhir
            and (p.berlaku_sampai is None or p.berlaku_sampai >= akhir),
        )
        for p in PerangkatDaerah.objects.dengan_nama(akhir).order_by("urutan", "kode")
    }


def pernyataan_kinerja(rencana: Rencana) -> list[Pernyataan]:
    """What the report answers for: sasaran of both documents, else the programs of the Renja.

    A sasaran of the medium-term document that the yearly one lacks is reported too, so that a
    promise cannot disappear by not being planned.
    """
    tahunan = {s.simpul_id: s for s in rencana.isi(rencana.tahunan, JenisSimpul.SASARAN)}
    hasil: dict[int, Pernyataan] = {}
    for s in rencana.isi(rencana.menengah, JenisSimpul.SASARAN):
        isi = tahunan.get(s.simpul_id)
        hasil[s.simpul_id] = Pernyataan(isi or s, ada_di_tahunan=isi is not None)
    for pk, s in tahunan.items():
        hasil.setdefault(pk, Pernyataan(s, ada_di_tahunan=True))
    if hasil or rencana.untuk_kota:
        return list(hasil.values())
    return [
        Pernyataan(s, ada_di_tahunan=True)
        for s in rencana.isi(rencana.tahunan, JenisSimpul.PROGRAM)
    ]


def program_pendukung(
    rencana: Rencana, pernyataan: Iterable[Pernyataan]
) -> dict[int, tuple[IsiSimpul, ...]]:
    """The programs that support each statement, by simpul id, each once (one query).

    A program supports a sasaran when it stands below it in the Renja, or when a Dukungan leads
    from it, or from the PD's sasaran above it, to that sasaran.
    """
    program = {s.simpul_id: s for s in rencana.program}
    bawahan = _program_di_bawah_sasaran(rencana)
    tepi: dict[int, list[int]] = {}
    dukungan = Dukungan.objects.order_by("dari__perangkat_daerah__urutan", "pk")
    if not rencana.untuk_kota:
        dukungan = dukungan.filter(dari__perangkat_daerah=rencana.pd)
    for dari, ke in dukungan.values_list("dari_id", "ke_id"):
        tepi.setdefault(ke, []).append(dari)

    def telusuri(simpul_id: int, dilihat: set[int]) -> list[int]:
        if simpul_id in dilihat:
            return []
        dilihat.add(simpul_id)
        if simpul_id in program:
            return [simpul_id]
        hasil = list(bawahan.get(simpul_id, ()))
        for dari in tepi.get(simpul_id, ()):
            hasil += telusuri(dari, dilihat)
        return hasil

    return {
        p.isi.simpul_id: tuple(
            program[pk] for pk in dict.fromkeys(telusuri(p.isi.simpul_id, set()))
        )
        for p in pernyataan
    }


def _program_di_bawah_sasaran(rencana: Rencana) -> dict[int, list[int]]:
    hasil: dict[int, list[int]] = {}
    for dokumen in rencana.renja:
        sasaran: IsiSimpul | None = None
        for s in rencana.isi(dokumen, JenisSimpul.SASARAN, JenisSimpul.PROGRAM):
            if s.jenis == JenisSimpul.SASARAN:
                sasaran = s
            elif sasaran is not None and s.jalur.startswith(f"{sasaran.jalur}."):
                hasil.setdefault(sasaran.simpul_id, []).append(s.simpul_id)
    return hasil
