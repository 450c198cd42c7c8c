"""New versions of plans for a reorganisation: what a PD had, plus the branches that come to it.

Documents of earlier years are never touched. A medium-term document that began earlier stays in
force for its past years; its successor covers the year of the change and those after it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from dasar.services.audit import catat_audit, catat_audit_massal
from kinerja.models import (
    AsalDokumen,
    DokumenPerencanaan,
    Indikator,
    IsiIndikator,
    IsiSimpul,
    Simpul,
    StatusDokumen,
    Target,
)
from kinerja.models.simpul import LEBAR_RUAS_JALUR
from kinerja.selectors.rencana_pindah import (
    KunciDokumen,
    RencanaDokumen,
    indikator_per_dokumen,
    kunci_dokumen,
    pd_sumber,
)
from opd.models import Pengguna
from opd.pendaftar import RencanaPindah
from opd.services.catatan_pindah import CatatanPindah

M = TypeVar("M", bound=models.Model)
_OTOMATIS = ("id", "dibuat_pada", "diperbarui_pada")


@dataclass
class PetaIdentitas:
    """Lasting identities before and after, one map for all documents of the change.

    `simpul` is by (old node, PD): a node above branches of several PD has one in each. `utama` is
    the one that money and links follow.
    """

    simpul: dict[tuple[int, int], int] = field(default_factory=dict)
    utama: dict[int, int] = field(default_factory=dict)
    indikator: dict[int, int] = field(default_factory=dict)
    dokumen: dict[int, dict[int, int]] = field(default_factory=dict)  # old -> PD -> new
    baru: list[int] = field(default_factory=list)  # documents that were made


@dataclass(frozen=True)
class PetaJabatan:
    """Posts before and after; the work of a head goes to the head of the receiver."""

    penerus: Mapping[int, int]
    kepala_lama: Collection[int]
    kepala_baru: Mapping[int, int]  # by PD

    def di(self, jabatan_id: int | None, pd_id: int) -> int | None:
        """The post that follows `jabatan_id` in a PD; itself when nothing does."""
        if jabatan_id in self.kepala_lama:
            return self.kepala_baru.get(pd_id, jabatan_id)
        return self.penerus.get(jabatan_id or 0, jabatan_id)


@dataclass
class _Versi:
    """One version to make: its nodes in reading order, parents ahead."""

    pd_id: int
    kunci: KunciDokumen
    status: str  # all documents of one key have the same, or the change waits
    sumber: list[DokumenPerencanaan] = field(default_factory=list)
    nodes: list[IsiSimpul] = field(default_factory=list)
    berubah: bool = False


def buat_versi_pindah(
    rencana: RencanaPindah,
    bahan: RencanaDokumen,
    jabatan: PetaJabatan,
    catatan: CatatanPindah,
    oleh: Pengguna,
) -> PetaIdentitas:
    """Make all versions; `jabatan` maps posts to those that follow them.

    Raises ValidationError when a document stands in the way.
    """
    if bahan.halangan:
        raise ValidationError(bahan.halangan)
    versi = _susun_versi(rencana, bahan)
    indikator = indikator_per_dokumen([*bahan.asal, *bahan.dasar])
    peta = _buat_identitas(rencana, bahan, versi, indikator)
    for satu in versi:
        _ganti_status(satu, rencana, catatan)
    _akhiri_sisa(rencana, bahan, versi, catatan)
    catatan.simpan("dokumen.digantikan", oleh)
    for satu in versi:
        _tulis(satu, rencana, bahan, peta, indikator, jabatan, oleh)
    return peta


def _susun_versi(rencana: RencanaPindah, bahan: RencanaDokumen) -> list[_Versi]:
    tahun = rencana.tanggal.year
    sumber = pd_sumber(rencana)
    penerima = dict.fromkeys([*rencana.tujuan, *(pd for pd in sumber if pd in rencana.tujuan)])
    versi: dict[tuple[int, KunciDokumen], _Versi] = {}

    def untuk(pd: int, d: DokumenPerencanaan) -> _Versi:
        kunci = kunci_dokumen(d, tahun)
        return versi.setdefault((pd, kunci), _Versi(pd, kunci, d.status))

    for d in bahan.dasar:
        dasar = untuk(d.perangkat_daerah_id, d)
        dasar.sumber.append(d)
        dasar.nodes += bahan.isi.get(d.pk, [])
    for d in bahan.asal:
        for pd in penerima:
            nodes = _bagian(bahan.isi.get(d.pk, []), bahan.pemilik, pd)
            sendiri = pd == d.perangkat_daerah_id
            if not nodes and not sendiri:
                continue
            satu = untuk(pd, d)
            satu.sumber.append(d)
            satu.nodes += nodes
            satu.berubah = satu.berubah or not sendiri or len(nodes) < len(bahan.isi.get(d.pk, []))
    return [v for v in versi.values() if v.berubah]


def _bagian(nodes: Sequence[IsiSimpul], pemilik: Mapping[int, int], pd: int) -> list[IsiSimpul]:
    """The nodes of one PD, with those above them that hold its branches."""
    per_pk = {s.pk: s for s in nodes}
    dipakai: set[int] = set()
    for s in nodes:
        if pemilik[s.simpul_id] != pd:
            continue
        atas: IsiSimpul | None = s
        while atas is not None and atas.pk not in dipakai:
            dipakai.add(atas.pk)
            atas = per_pk.get(atas.induk_id or 0)
    return [s for s in nodes if s.pk in dipakai]


def _buat_identitas(
    rencana: RencanaPindah,
    bahan: RencanaDokumen,
    versi: Iterable[_Versi],
    indikator: Mapping[int, Sequence[IsiIndikator]],
) -> PetaIdentitas:
    peta = PetaIdentitas()
    asal = {d.pk: d.perangkat_daerah_id for d in bahan.asal}
    perlu: dict[tuple[int, int], None] = {}
    for v in versi:
        for s in v.nodes:
            if s.dokumen_id in asal and asal[s.dokumen_id] != v.pd_id:
                perlu[s.simpul_id, v.pd_id] = None
    simpul = [Simpul(perangkat_daerah_id=pd, pendahulu_id=lama) for lama, pd in perlu]
    Simpul.objects.bulk_create(simpul, batch_size=500)
    peta.simpul = {kunci: s.pk for kunci, s in zip(perlu, simpul, strict=True)}
    peta.utama = {
        lama: baru for (lama, pd), baru in peta.simpul.items() if bahan.pemilik[lama] == pd
    }
    letak = {s.pk: s.simpul_id for semua in bahan.isi.values() for s in semua}
    sumber = pd_sumber(rencana)
    pindah: dict[int, Indikator] = {}
    for d in bahan.asal:
        for i in indikator.get(d.pk, []):
            pd = bahan.pemilik[letak[i.isi_simpul_id]]
            if pd != d.perangkat_daerah_id and i.indikator_id not in pindah:
                lama = i.indikator
                pindah[i.indikator_id] = Indikator(
                    perangkat_daerah_id=pd,
                    pengampu_id=pd if lama.pengampu_id in sumber else lama.pengampu_id,
                    pendahulu_id=lama.pk,
                )
    # Nobody writes a value for an identity while it moves.
    list(Indikator.objects.select_for_update().filter(pk__in=pindah).order_by("pk"))
    Indikator.objects.bulk_create(pindah.values(), batch_size=500)
    peta.indikator = {lama: baru.pk for lama, baru in pindah.items()}
    return peta


def _ganti_status(v: _Versi, rencana: RencanaPindah, catatan: CatatanPindah) -> None:
    """A version of exactly these years is replaced; one that began earlier keeps its past."""
    for d in v.sumber:
        sama = (d.tahun_dari, d.tahun_sampai) == v.kunci[1:]
        if sama and (d.perangkat_daerah_id == v.pd_id or d.perangkat_daerah_id in rencana.berakhir):
            catatan.ubah(d, status=StatusDokumen.DIGANTIKAN)


def _akhiri_sisa(
    rencana: RencanaPindah,
    bahan: RencanaDokumen,
    versi: Iterable[_Versi],
    catatan: CatatanPindah,
) -> None:
    """An empty plan of a PD that ends moves nowhere, and yet it is no longer in force."""
    dipakai = {d.pk for v in versi for d in v.sumber}
    for d in bahan.asal:
        if (
            d.pk not in dipakai
            and d.perangkat_daerah_id in rencana.berakhir
            and d.tahun_dari >= rencana.tanggal.year
        ):
            catatan.ubah(d, status=StatusDokumen.DIGANTIKAN)


def _tulis(
    v: _Versi,
    rencana: RencanaPindah,
    bahan: RencanaDokumen,
    peta: PetaIdentitas,
    indikator: Mapping[int, Sequence[IsiIndikator]],
    jabatan: PetaJabatan,
    oleh: Pengguna,
) -> None:
    dokumen = _buat_dokumen(v, rencana)
    catat_audit(
        "dokumen.dibuat",
        dokumen,
        oleh=oleh,
        sesudah={"dokumen": str(dokumen), "sumber": dokumen.sumber, "status": dokumen.status},
    )
    peta.baru.append(dokumen.pk)
    for d in v.sumber:
        peta.dokumen.setdefault(d.pk, {})[v.pd_id] = dokumen.pk
    isi = _tulis_simpul(dokumen, v, peta, jabatan)
    ids = {s.pk: s.simpul_id for s in v.nodes}
    dasar = {d.pk for d in bahan.dasar}
    baris: list[IsiIndikator] = []
    terpakai: dict[tuple[int, int], int] = {}  # (old document, old indicator) -> new indicator
    for d in v.sumber:
        for i in indikator.get(d.pk, []):
            if i.isi_simpul_id not in isi:
                continue
            if d.pk not in dasar and bahan.pemilik[ids[i.isi_simpul_id]] != v.pd_id:
                continue  # the node stands here only for what hangs below it
            baru = _salin(i, dokumen_id=dokumen.pk, isi_simpul_id=isi[i.isi_simpul_id].pk)
            if d.perangkat_daerah_id != v.pd_id:
                baru.indikator_id = peta.indikator[i.indikator_id]
            terpakai[d.pk, i.indikator_id] = baru.indikator_id
            baris.append(baru)
    IsiIndikator.objects.bulk_create(baris, batch_size=500)
    target = [
        _salin(t, dokumen_id=dokumen.pk, indikator_id=terpakai[t.dokumen_id, t.indikator_id])
        for t in Target.objects.filter(
            dokumen__in=[d.pk for d in v.sumber], tahun__gte=rencana.tanggal.year
        ).order_by("pk")
        if (t.dokumen_id, t.indikator_id) in terpakai
    ]
    Target.objects.bulk_create(target, batch_size=500)
    catat_audit_massal(
        "rencana.disalin",
        [
            *((s, None, {"nama": s.nama, "simpul": s.simpul_id}) for s in isi.values()),
            *((i, None, {"nama": i.nama, "indikator": i.indikator_id}) for i in baris),
            *((t, None, {"tahun": t.tahun, "nilai": t.nilai}) for t in target),
        ],
        oleh=oleh,
    )


def _buat_dokumen(v: _Versi, rencana: RencanaPindah) -> DokumenPerencanaan:
    jenis, dari, sampai = v.kunci
    versi = DokumenPerencanaan.objects.filter(
        jenis=jenis, perangkat_daerah=v.pd_id, tahun_dari=dari, tahun_sampai=sampai
    )
    terakhir = versi.aggregate(n=models.Max("perubahan_ke"))["n"]
    sebelum = next((d for d in v.sumber if d.perangkat_daerah_id == v.pd_id), v.sumber[0])
    dokumen = DokumenPerencanaan(
        jenis=jenis,
        perangkat_daerah_id=v.pd_id,
        tahun_dari=dari,
        tahun_sampai=sampai,
        perubahan_ke=0 if terakhir is None else terakhir + 1,
        status=v.status,
        asal=_asal(v.sumber),
        sumber=rencana.dasar_hukum,
        berlaku_mulai=_mulai(rencana.tanggal, dari),
        disalin_dari=sebelum,
    )
    dokumen.full_clean()
    dokumen.save(force_insert=True)
    return dokumen


def _mulai(tanggal: datetime.date, tahun_dari: int) -> datetime.date:
    return max(tanggal, datetime.date(tahun_dari, 1, 1))


def _asal(sumber: Iterable[DokumenPerencanaan]) -> str:
    """The weakest origin marks the whole version."""
    ada = {d.asal for d in sumber}
    for asal in (AsalDokumen.CONTOH, AsalDokumen.LAPORAN_TRIWULAN):
        if asal in ada:
            return asal
    return AsalDokumen.DOKUMEN


def _tulis_simpul(
    dokumen: DokumenPerencanaan, v: _Versi, peta: PetaIdentitas, jabatan: PetaJabatan
) -> dict[int, IsiSimpul]:
    """Copy the nodes with new paths; returned by the pk of the old row."""
    pd_asal = {d.pk: d.perangkat_daerah_id for d in v.sumber}
    hasil: dict[int, IsiSimpul] = {}
    nomor: dict[str, int] = {}
    lapis: dict[int, list[IsiSimpul]] = {}
    for s in v.nodes:
        induk = hasil.get(s.induk_id or 0)
        atas = induk.jalur if induk else ""
        nomor[atas] = nomor.get(atas, 0) + 1
        ruas = f"{nomor[atas]:0{LEBAR_RUAS_JALUR}d}"
        baru = _salin(s, dokumen_id=dokumen.pk, jalur=f"{atas}.{ruas}" if atas else ruas)
        baru.induk = induk
        if pd_asal[s.dokumen_id] != v.pd_id:
            baru.simpul_id = peta.simpul[s.simpul_id, v.pd_id]
        baru.jabatan_id = jabatan.di(s.jabatan_id, v.pd_id)
        hasil[s.pk] = baru
        lapis.setdefault(baru.kedalaman, []).append(baru)
    for kedalaman in sorted(lapis):
        for baru in lapis[kedalaman]:
            baru.induk = baru.induk  # takes over the parent's pk
        IsiSimpul.objects.bulk_create(lapis[kedalaman], batch_size=500)
    return hasil


def _salin(baris: M, **lain: Any) -> M:
    """A new row with the values of `baris`, by column."""
    kolom = {
        f.attname: getattr(baris, f.attname)
        for f in baris._meta.concrete_fields
        if f.name not in _OTOMATIS
    }
    return type(baris)(**{**kolom, **lain})
