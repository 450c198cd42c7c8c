"""Writing plans: a document version and its whole tree in one step."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

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
from kinerja.models.simpul import LEBAR_RUAS_JALUR, TINGKAT_SIMPUL
from kinerja.permissions import boleh_impor, boleh_ubah_rencana
from kinerja.services.pagu_versi import berlakukan_pagu, simpan_pagu_lama
from kinerja.services.periksa_rencana import (
    periksa,
    periksa_identitas,
    periksa_pengampu,
    periksa_target,
)
from opd.models import Pengguna, PerangkatDaerah


@dataclass(frozen=True)
class BarisSimpul:
    """One node to add. `kunci` names it inside the call; `induk` is the kunci of a node of the
    same call or the pk (int) of an IsiSimpul already in the document; None: a root.
    `simpul_id`: the lasting identity when it exists already; `jabatan_id`: the post of the PD that
    answers for it."""

    kunci: str
    jenis: str
    nama: str
    induk: str | int | None = None
    kode: str = ""
    nomenklatur_id: int | None = None
    simpul_id: int | None = None
    jabatan_id: int | None = None
    dari_laporan: bool = False


@dataclass(frozen=True)
class BarisIndikator:
    """One indicator to add under node `simpul` (kunci of the call, or pk of an IsiSimpul).
    `atribut` are further fields of IsiIndikator, such as satuan, desimal, polaritas."""

    kunci: str
    simpul: str | int
    nama: str
    atribut: Mapping[str, Any] = field(default_factory=dict)
    indikator_id: int | None = None
    pengampu_id: int | None = None
    dari_laporan: bool = False


@dataclass(frozen=True)
class BarisTarget:
    """One target of indicator `indikator` (kunci of the call, or pk of an Indikator); with
    `nilai_atas` it is the range `nilai`..`nilai_atas`. `triwulan` 0: of the whole year."""

    indikator: str | int
    tahun: int
    nilai: Decimal
    triwulan: int = 0
    contoh: bool = False
    nilai_atas: Decimal | None = None


@dataclass(frozen=True)
class HasilIsi:
    """What was made, by kunci."""

    simpul: Mapping[str, IsiSimpul]
    indikator: Mapping[str, IsiIndikator]


@transaction.atomic
def buat_dokumen(
    *,
    jenis: str,
    perangkat_daerah: PerangkatDaerah,
    tahun_dari: int,
    tahun_sampai: int,
    oleh: Pengguna,
    asal: str = AsalDokumen.DOKUMEN,
    sumber: str = "",
    perubahan_ke: int = 0,
) -> DokumenPerencanaan:
    """Make a document version as draf. Raises TidakBoleh, ValidationError."""
    _boleh_tulis(oleh, perangkat_daerah.pk, dari_laporan=asal == AsalDokumen.LAPORAN_TRIWULAN)
    dokumen = DokumenPerencanaan(
        jenis=jenis,
        perangkat_daerah=perangkat_daerah,
        tahun_dari=tahun_dari,
        tahun_sampai=tahun_sampai,
        asal=asal,
        sumber=sumber,
        perubahan_ke=perubahan_ke,
    )
    dokumen.full_clean()
    dokumen.save()
    catat_audit(
        "dokumen.dibuat",
        dokumen,
        oleh=oleh,
        sesudah={"dokumen": str(dokumen), "asal": asal, "sumber": sumber},
    )
    return dokumen


@transaction.atomic
def berlakukan_dokumen(
    *,
    dokumen: DokumenPerencanaan,
    oleh: Pengguna,
    nomor: str = "",
    berlaku_mulai: datetime.date | None = None,
) -> DokumenPerencanaan:
    """Put a draf in force; the version it follows becomes digantikan, its numbers stay.

    Pagu written in the draf becomes the budget; the version before keeps a copy of its own.
    `nomor` is the regulation that adopted it, `berlaku_mulai` the day from which it counts.
    Raises TidakBoleh, ValidationError.
    """
    _boleh_tulis(
        oleh,
        dokumen.perangkat_daerah_id,
        dari_laporan=dokumen.asal == AsalDokumen.LAPORAN_TRIWULAN,
    )
    dokumen = DokumenPerencanaan.objects.select_for_update().get(pk=dokumen.pk)
    if dokumen.status != StatusDokumen.DRAF:
        raise ValidationError(f"{dokumen} sudah {dokumen.get_status_display().lower()}.")
    lama = DokumenPerencanaan.objects.select_for_update().filter(
        jenis=dokumen.jenis,
        perangkat_daerah=dokumen.perangkat_daerah_id,
        tahun_dari=dokumen.tahun_dari,
        tahun_sampai=dokumen.tahun_sampai,
        status=StatusDokumen.BERLAKU,
    )
    if any(versi.asal != AsalDokumen.LAPORAN_TRIWULAN for versi in lama):
        # A report never puts the planner's own document out of force.
        boleh_ubah_rencana(oleh, dokumen.perangkat_daerah_id).wajib()
    for versi in lama:
        simpan_pagu_lama(versi)
        _ubah_status(versi, StatusDokumen.DIGANTIKAN, oleh)
    berlakukan_pagu(dokumen, oleh)
    dokumen.nomor, dokumen.berlaku_mulai = nomor, berlaku_mulai
    dokumen.clean_fields(exclude=["perangkat_daerah", "disalin_dari"])
    _ubah_status(dokumen, StatusDokumen.BERLAKU, oleh, nomor=nomor, berlaku_mulai=berlaku_mulai)
    return dokumen


def _boleh_tulis(oleh: Pengguna, pd_id: int, *, dari_laporan: bool) -> None:
    """A report may bring the nodes it speaks of; everything else is the planner's."""
    (boleh_impor if dari_laporan else boleh_ubah_rencana)(oleh, pd_id).wajib()


def _ubah_status(
    dokumen: DokumenPerencanaan, status: StatusDokumen, oleh: Pengguna, **ketetapan: Any
) -> None:
    sebelum = {"status": dokumen.status}
    dokumen.status = status
    dokumen.save(update_fields=["status", *ketetapan, "diperbarui_pada"])
    catat_audit(
        f"dokumen.{status.value}",
        dokumen,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={"status": status.value, **{k: v for k, v in ketetapan.items() if v}},
    )


@transaction.atomic
def isi_dokumen(
    *,
    dokumen: DokumenPerencanaan,
    oleh: Pengguna,
    simpul: Sequence[BarisSimpul] = (),
    indikator: Sequence[BarisIndikator] = (),
    target: Sequence[BarisTarget] = (),
) -> HasilIsi:
    """Add nodes, indicators and targets to a document: all of them or none.

    Nodes come in reading order, parents before children. Lasting identities must belong to the
    document's PD; only a document of the city names another PD as pengampu. Raises TidakBoleh,
    and ValidationError naming the row when a value breaks a rule, a child is not below its parent
    in kind, an identity belongs to somebody else, or something would stand there twice; also when
    the version is digantikan.
    """
    _boleh_tulis(
        oleh,
        dokumen.perangkat_daerah_id,
        dari_laporan=not target
        and all(b.dari_laporan for b in simpul)
        and all(i.dari_laporan for i in indikator),
    )
    dokumen = (
        DokumenPerencanaan.objects.select_for_update(of=("self",))
        .select_related("perangkat_daerah")
        .get(pk=dokumen.pk)
    )
    if dokumen.status == StatusDokumen.DIGANTIKAN:
        raise ValidationError(f"{dokumen} sudah digantikan. Isinya tidak berubah lagi.")
    isi_simpul = _tambah_simpul(dokumen, simpul)
    isi_indikator = _tambah_indikator(dokumen, isi_simpul, indikator)
    dibuat = _tambah_target(dokumen, isi_indikator, target)
    catat_audit_massal(
        "rencana.ditambah",
        [
            *((s, None, {"jenis": s.jenis, "nama": s.nama}) for s in isi_simpul.values()),
            *((i, None, {"nama": i.nama}) for i in isi_indikator.values()),
            *(
                (
                    t,
                    None,
                    {
                        "tahun": t.tahun,
                        "triwulan": t.triwulan,
                        "nilai": str(t.nilai),
                        "nilai_atas": None if t.nilai_atas is None else str(t.nilai_atas),
                    },
                )
                for t in dibuat
            ),
        ],
        oleh=oleh,
    )
    return HasilIsi(isi_simpul, isi_indikator)


def _tambah_simpul(
    dokumen: DokumenPerencanaan, baris: Sequence[BarisSimpul]
) -> dict[str, IsiSimpul]:
    lama = {s.pk: s for s in IsiSimpul.objects.filter(dokumen=dokumen)}
    periksa_identitas(
        dokumen,
        Simpul,
        [(b.simpul_id, b.nama) for b in baris],
        (s.simpul_id for s in lama.values()),
    )
    nomor: dict[str, int] = {}  # parent path -> last number used below it
    for s in lama.values():
        atas, _, akhir = s.jalur.rpartition(".")
        nomor[atas] = max(nomor.get(atas, 0), int(akhir))
    identitas = [
        Simpul(perangkat_daerah_id=dokumen.perangkat_daerah_id)
        for b in baris
        if b.simpul_id is None
    ]
    Simpul.objects.bulk_create(identitas, batch_size=500)
    sisa = iter(identitas)
    hasil: dict[str, IsiSimpul] = {}
    lapis: dict[int, list[IsiSimpul]] = {}
    for b in baris:
        induk: IsiSimpul | None
        induk = lama.get(b.induk) if isinstance(b.induk, int) else hasil.get(b.induk or "")
        if b.induk is not None and induk is None:
            raise ValidationError(f"{b.nama}: induknya tidak ada di dokumen ini.")
        if induk is not None and TINGKAT_SIMPUL[induk.jenis] >= TINGKAT_SIMPUL[b.jenis]:
            raise ValidationError(f"{b.nama}: {b.jenis} tidak dapat berada di bawah {induk.jenis}.")
        jalur_induk = induk.jalur if induk else ""
        nomor[jalur_induk] = nomor.get(jalur_induk, 0) + 1
        ruas = f"{nomor[jalur_induk]:0{LEBAR_RUAS_JALUR}d}"
        isi = IsiSimpul(
            dokumen=dokumen,
            jenis=b.jenis,
            induk=induk,
            kode=b.kode,
            nama=b.nama,
            nomenklatur_id=b.nomenklatur_id,
            jabatan_id=b.jabatan_id,
            dari_laporan=b.dari_laporan,
            jalur=f"{jalur_induk}.{ruas}" if jalur_induk else ruas,
        )
        if b.simpul_id is None:
            isi.simpul = next(sisa)
        else:
            isi.simpul_id = b.simpul_id
        periksa(b.nama, isi, ["induk", "dokumen", "simpul", "nomenklatur", "jabatan"])
        hasil[b.kunci] = isi
        lapis.setdefault(isi.kedalaman, []).append(isi)
    for kedalaman in sorted(lapis):  # a layer at a time: children need the pk of their parent
        for isi in lapis[kedalaman]:
            isi.induk = isi.induk  # takes over the parent's pk
        IsiSimpul.objects.bulk_create(lapis[kedalaman], batch_size=500)
    return hasil


def _tambah_indikator(
    dokumen: DokumenPerencanaan,
    simpul: Mapping[str, IsiSimpul],
    baris: Sequence[BarisIndikator],
) -> dict[str, IsiIndikator]:
    lama = {s.pk: s for s in IsiSimpul.objects.filter(dokumen=dokumen)}
    jumlah: dict[int, int] = {}
    terpakai: list[int] = []
    for isi_simpul_id, indikator_id in IsiIndikator.objects.filter(dokumen=dokumen).values_list(
        "isi_simpul_id", "indikator_id"
    ):
        jumlah[isi_simpul_id] = jumlah.get(isi_simpul_id, 0) + 1
        terpakai.append(indikator_id)
    periksa_identitas(dokumen, Indikator, [(b.indikator_id, b.nama) for b in baris], terpakai)
    periksa_pengampu(dokumen, [(b.pengampu_id, b.nama) for b in baris])
    pemilik = dokumen.perangkat_daerah_id
    identitas = [
        Indikator(perangkat_daerah_id=pemilik, pengampu_id=b.pengampu_id or pemilik)
        for b in baris
        if b.indikator_id is None
    ]
    Indikator.objects.bulk_create(identitas, batch_size=500)
    sisa = iter(identitas)
    hasil: dict[str, IsiIndikator] = {}
    for b in baris:
        induk = lama.get(b.simpul) if isinstance(b.simpul, int) else simpul.get(b.simpul)
        if induk is None:
            raise ValidationError(f"{b.nama}: simpulnya tidak ada di dokumen ini.")
        jumlah[induk.pk] = jumlah.get(induk.pk, 0) + 1
        isi = IsiIndikator(
            dokumen=dokumen,
            isi_simpul=induk,
            urutan=jumlah[induk.pk],
            nama=b.nama,
            dari_laporan=b.dari_laporan,
            **b.atribut,
        )
        if b.indikator_id is None:
            isi.indikator = next(sisa)
        else:
            isi.indikator_id = b.indikator_id
        periksa(b.nama, isi, ["dokumen", "isi_simpul", "indikator"])
        hasil[b.kunci] = isi
    IsiIndikator.objects.bulk_create(hasil.values(), batch_size=500)
    return hasil


def _tambah_target(
    dokumen: DokumenPerencanaan,
    indikator: Mapping[str, IsiIndikator],
    baris: Sequence[BarisTarget],
) -> list[Target]:
    for b in baris:
        if isinstance(b.indikator, str) and b.indikator not in indikator:
            raise ValidationError(f"{b.indikator}: indikatornya tidak ada di data ini.")
    asing = {b.indikator for b in baris if isinstance(b.indikator, int)}
    nama = _nama_indikator(dokumen, asing) | {i.indikator_id: i.nama for i in indikator.values()}
    periksa_identitas(
        dokumen,
        Indikator,
        [
            (b.indikator, f"{nama[b.indikator]}, target {b.tahun}")
            for b in baris
            if isinstance(b.indikator, int)
        ],
        sekali=False,
    )
    target = [
        Target(
            dokumen=dokumen,
            tahun=b.tahun,
            triwulan=b.triwulan,
            nilai=b.nilai,
            nilai_atas=b.nilai_atas,
            contoh=b.contoh,
            indikator_id=(
                b.indikator if isinstance(b.indikator, int) else indikator[b.indikator].indikator_id
            ),
        )
        for b in baris
    ]
    ada = set(
        Target.objects.filter(
            dokumen=dokumen, indikator__in={t.indikator_id for t in target}
        ).values_list("indikator", "tahun", "triwulan")
    )
    for t in target:
        periksa_target(t, nama[t.indikator_id], ada)
    return Target.objects.bulk_create(target, batch_size=500)


def _nama_indikator(dokumen: DokumenPerencanaan, pk: Collection[int]) -> dict[int, str]:
    """What to call indicators in a sentence: by their name in this document, else by number."""
    bernama = IsiIndikator.objects.filter(dokumen=dokumen, indikator__in=pk)
    return {n: f"Indikator {n}" for n in pk} | dict(bernama.values_list("indikator", "nama"))
