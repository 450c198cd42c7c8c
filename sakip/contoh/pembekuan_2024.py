"""Triwulan I 2024 is frozen for every PD: what a finished quarter looks like."""

from __future__ import annotations

from kinerja.models import JadwalPengisian, Pembekuan
from kinerja.selectors.jadwal import calon_beku
from kinerja.services.pembekuan import bekukan
from opd.models import Pengguna
from sakip.contoh.sumber import HasilBagian, hasil

DIBEKUKAN = (2024, 1)


def muat_pembekuan(oleh: Pengguna) -> HasilBagian:
    """Freeze once: who lifted it in the demo does not find it frozen again after the next load."""
    tahun, triwulan = DIBEKUKAN
    jadwal = JadwalPengisian.objects.get(tahun=tahun, triwulan=triwulan)
    pernah = Pembekuan.objects.for_user(oleh).filter(jadwal=jadwal).count()
    bersih = [c.pd_id for c in calon_beku(oleh, jadwal) if c.bersih and not c.beku]
    if pernah or not bersih:
        return hasil("pembekuan triwulan", 0, pernah)
    beku = bekukan(jadwal_id=jadwal.pk, perangkat_daerah=bersih, apa_adanya=(), oleh=oleh)
    return hasil("pembekuan triwulan", beku.pd, 0)
