"""Rows of running work that follow their plan to another PD: pointed to anew, never copied."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from dasar.services.audit import catat_audit_massal
from kinerja.models import (
    Acuan,
    Anggaran,
    Crosscutting,
    Dukungan,
    Indikator,
    IndikatorKondisi,
    KondisiKinerja,
    PaguBeku,
    PohonKinerja,
    Realisasi,
    RencanaAksi,
    StatusCrosscutting,
    StatusPK,
    StatusUsul,
    TargetBeku,
    UsulTarget,
)
from kinerja.selectors.pratinjau_pindah import pk_berakhir, pohon_pindah
from kinerja.selectors.rencana_pindah import pengampu_pindah
from kinerja.services.pindah_dokumen import PetaIdentitas, PetaJabatan
from opd.models import Pengguna
from opd.pendaftar import RencanaPindah
from opd.services.catatan_pindah import CatatanPindah


def alihkan_baris(
    rencana: RencanaPindah,
    peta: PetaIdentitas,
    jabatan: PetaJabatan,
    catatan: CatatanPindah,
    oleh: Pengguna,
) -> list[int]:
    """Point everything of the year and later to the new identities; returns new Dukungan ids."""
    tahun = rencana.tanggal.year
    pemilik = _pemilik_baru(peta)
    for r in (
        Realisasi.objects.select_for_update()
        .filter(indikator__in=peta.indikator, tahun__gte=tahun)
        .order_by("pk")
    ):
        catatan.ubah(r, indikator=peta.indikator[r.indikator_id])
    # A frozen value keeps what it was compared with, wherever its row goes.
    for beku in (
        TargetBeku.objects.select_for_update()
        .filter(indikator__in=peta.indikator, tahun__gte=tahun)
        .order_by("pk")
    ):
        catatan.ubah(beku, indikator=peta.indikator[beku.indikator_id])
    catatan.simpan("realisasi.dialihkan", oleh)
    for a in (
        Anggaran.objects.select_for_update()
        .filter(simpul__in=peta.utama, tahun__gte=tahun)
        .order_by("pk")
    ):
        catatan.ubah(a, simpul=peta.utama[a.simpul_id])
    for pagu in (
        PaguBeku.objects.select_for_update()
        .filter(simpul__in=peta.utama, tahun__gte=tahun)
        .order_by("pk")
    ):
        catatan.ubah(pagu, simpul=peta.utama[pagu.simpul_id])
    catatan.simpan("anggaran.dialihkan", oleh)
    _rencana_aksi(rencana, peta, jabatan, pemilik, catatan)
    _usul(rencana, peta, pemilik, catatan)
    _acuan(rencana, peta, pemilik, catatan)
    catatan.simpan("rencana.dialihkan", oleh)
    _pohon(rencana, peta, jabatan, catatan)
    catatan.simpan("pohon.dialihkan", oleh)
    for p in pengampu_pindah(rencana):
        catatan.ubah(p.indikator, pengampu=p.penerima)
    catatan.simpan("indikator.pengampu_diganti", oleh)
    _gantikan_pk(rencana, catatan)
    catatan.simpan("pk.digantikan", oleh)
    return _dukungan(peta, oleh)


def _pemilik_baru(peta: PetaIdentitas) -> dict[int, int]:
    """The PD of each moved indicator, by its new id."""
    return dict(
        Indikator.objects.filter(pk__in=peta.indikator.values()).values_list(
            "pk", "perangkat_daerah"
        )
    )


def _rencana_aksi(
    rencana: RencanaPindah,
    peta: PetaIdentitas,
    jabatan: PetaJabatan,
    pemilik: Mapping[int, int],
    catatan: CatatanPindah,
) -> None:
    diampu = {p.indikator.pk: p.penerima for p in pengampu_pindah(rencana)}
    baris = RencanaAksi.objects.filter(tahun__gte=rencana.tanggal.year).filter(
        Q(indikator__in=peta.indikator) | Q(indikator__in=diampu, perangkat_daerah__in=rencana.asal)
    )
    for r in baris:
        baru = peta.indikator.get(r.indikator_id, r.indikator_id)
        pd = pemilik.get(baru) or diampu.get(baru, r.perangkat_daerah_id)
        catatan.ubah(
            r,
            perangkat_daerah=pd,
            indikator=baru,
            jabatan=jabatan.di(r.jabatan_id, pd),
            simpul=peta.utama.get(r.simpul_id or 0, r.simpul_id),
        )


def _usul(
    rencana: RencanaPindah,
    peta: PetaIdentitas,
    pemilik: Mapping[int, int],
    catatan: CatatanPindah,
) -> None:
    """Only what waits for a decision; decided requests belong to the past."""
    for u in UsulTarget.objects.filter(
        indikator__in=peta.indikator, tahun__gte=rencana.tanggal.year, status=StatusUsul.DIAJUKAN
    ):
        baru = peta.indikator[u.indikator_id]
        pd = pemilik[baru]
        catatan.ubah(
            u,
            indikator=baru,
            perangkat_daerah=pd,
            dokumen=peta.dokumen.get(u.dokumen_id, {}).get(pd, u.dokumen_id),
        )


def _acuan(
    rencana: RencanaPindah,
    peta: PetaIdentitas,
    pemilik: Mapping[int, int],
    catatan: CatatanPindah,
) -> None:
    for a in Acuan.objects.filter(
        indikator__in=peta.indikator,
        tahun__gte=rencana.tanggal.year,
        perangkat_daerah__in=rencana.asal,
    ):
        baru = peta.indikator[a.indikator_id or 0]
        catatan.ubah(a, indikator=baru, perangkat_daerah=pemilik[baru])


def _pohon(
    rencana: RencanaPindah,
    peta: PetaIdentitas,
    jabatan: PetaJabatan,
    catatan: CatatanPindah,
) -> None:
    """Trees of a PD that ends go on in the receiver; conditions everywhere follow the plan."""
    tahun, penerima, akhir = rencana.tanggal.year, rencana.tujuan_bawaan, set(rencana.berakhir)
    terpakai = set(
        PohonKinerja.objects.filter(perangkat_daerah=penerima).values_list("judul", "tahun_dari")
    )
    for p in pohon_pindah(rencana).order_by("pk"):
        judul = p.judul
        while (judul, p.tahun_dari) in terpakai:
            judul = f"{judul[:190]} (lanjutan)"
        terpakai.add((judul, p.tahun_dari))
        catatan.ubah(p, perangkat_daerah=penerima, judul=judul)
    for k in KondisiKinerja.objects.filter(pohon__tahun_sampai__gte=tahun).filter(
        Q(simpul__in=peta.utama)
        | Q(jabatan__in=[*jabatan.penerus, *jabatan.kepala_lama])
        | Q(perangkat_daerah__in=akhir)
    ):
        pd = penerima if k.perangkat_daerah_id in akhir else k.perangkat_daerah_id
        catatan.ubah(
            k,
            simpul=peta.utama.get(k.simpul_id or 0, k.simpul_id),
            jabatan=jabatan.di(k.jabatan_id, pd),
            perangkat_daerah=pd,
        )
    for i in IndikatorKondisi.objects.filter(
        indikator__in=peta.indikator, kondisi__pohon__tahun_sampai__gte=tahun
    ):
        catatan.ubah(i, indikator=peta.indikator[i.indikator_id or 0])
    terbuka = [StatusCrosscutting.DITAWARKAN, StatusCrosscutting.DITERIMA]
    tawaran = Crosscutting.objects.filter(status__in=terbuka)
    ada = set(tawaran.filter(perangkat_daerah=penerima).values_list("kondisi", flat=True))
    for c in tawaran.filter(
        perangkat_daerah__in=akhir, kondisi__pohon__tahun_sampai__gte=tahun
    ).order_by("pk"):
        if c.kondisi_id in ada:  # the receiver was asked the same already
            continue
        ada.add(c.kondisi_id)
        catatan.ubah(c, perangkat_daerah=penerima)


def _gantikan_pk(rencana: RencanaPindah, catatan: CatatanPindah) -> None:
    for pk in pk_berakhir(rencana):
        catatan.ubah(pk, status=StatusPK.DIGANTIKAN, digantikan_pada=rencana.tanggal)


def _dukungan(peta: PetaIdentitas, oleh: Pengguna) -> list[int]:
    """What a node supported, its successor supports; the old links stay for the past."""
    utama = peta.utama
    lama = Dukungan.objects.filter(Q(dari__in=utama) | Q(ke__in=utama)).order_by("pk")
    baru = [
        Dukungan(
            dari_id=utama.get(d.dari_id, d.dari_id),
            ke_id=utama.get(d.ke_id, d.ke_id),
            porsi=d.porsi,
        )
        for d in lama
    ]
    Dukungan.objects.bulk_create(baru, batch_size=500)
    catat_audit_massal(
        "dukungan.disalin", ((d, None, {"dari": d.dari_id, "ke": d.ke_id}) for d in baru), oleh=oleh
    )
    return [d.pk for d in baru]
