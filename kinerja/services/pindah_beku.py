"""Frozen quarters in a reorganisation: what no PD could change before, none can change after."""

from __future__ import annotations

from dasar.services.audit import catat_audit_massal
from kinerja.models import JadwalPengisian, Pembekuan, Realisasi, StatusRealisasi
from opd.models import Pengguna
from opd.pendaftar import RencanaPindah


def alihkan_beku(rencana: RencanaPindah, oleh: Pengguna) -> list[int]:
    """Freeze a quarter for the receivers when every PD of the change holds it frozen; returns the
    new ids. Called after the rows moved.

    Where only some hold it, the rows of the others must still go their way: the frozen ones are
    then guarded by their own state.
    """
    asal = set(rencana.asal)
    jadwal: dict[int, JadwalPengisian] = {}
    pemegang: dict[int, set[int]] = {}
    for satu in (
        Pembekuan.objects.berlaku()
        .filter(
            jadwal__tahun__gte=rencana.tanggal.year,
            perangkat_daerah__in=asal.union(rencana.tujuan),
        )
        .select_related("jadwal")
    ):
        jadwal[satu.jadwal_id] = satu.jadwal
        pemegang.setdefault(satu.jadwal_id, set()).add(satu.perangkat_daerah_id)
    baru = [
        Pembekuan(
            jadwal=jadwal[pk],
            perangkat_daerah_id=pd,
            oleh=oleh,
            jumlah=Realisasi.objects.periode(jadwal[pk].tahun, jadwal[pk].triwulan)
            .filter(indikator__pengampu=pd, status=StatusRealisasi.DIBEKUKAN)
            .count(),
        )
        for pk, milik in sorted(pemegang.items())
        if asal <= milik
        for pd in rencana.tujuan
        if pd not in milik
    ]
    Pembekuan.objects.bulk_create(baru)
    catat_audit_massal(
        "pembekuan.dialihkan",
        [
            (p, None, {"perangkat_daerah": p.perangkat_daerah_id, "jadwal": p.jadwal_id})
            for p in baru
        ],
        oleh=oleh,
    )
    return [p.pk for p in baru]
