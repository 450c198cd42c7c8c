"""Frozen quarters in a reorganisation: what no PD could change before, none can change after."""

from __future__ import annotations

from dasar.services.audit import catat_audit_massal
from kinerja.models import Pembekuan, Realisasi, StatusRealisasi
from kinerja.selectors.rencana_beku import beku_pindah
from opd.models import Pengguna
from opd.pendaftar import RencanaPindah


def alihkan_beku(rencana: RencanaPindah, oleh: Pengguna) -> list[int]:
    """Freeze for the receivers what the giving PD hold frozen; returns the new ids. Called after
    the rows moved. That all PD of the change agree was judged before (`beku_berbeda`)."""
    baru = [
        Pembekuan(
            jadwal=jadwal,
            perangkat_daerah_id=pd,
            oleh=oleh,
            jumlah=Realisasi.objects.periode(jadwal.tahun, jadwal.triwulan)
            .filter(indikator__pengampu=pd, status=StatusRealisasi.DIBEKUKAN)
            .count(),
        )
        for jadwal, milik in beku_pindah(rencana).items()
        if milik.intersection(rencana.asal)
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
