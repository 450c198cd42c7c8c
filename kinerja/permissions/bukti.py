"""Who may change the evidence behind a value, and why not."""

from __future__ import annotations

from dasar.izin import Izin
from kinerja.models import IsiIndikator, JendelaPeriode, Realisasi
from kinerja.permissions.pengukuran import (
    boleh_isi_periode,
    boleh_isi_triwulan,
    boleh_ubah_baris,
)
from opd.models import Pengguna


def boleh_ubah_bukti(
    user: Pengguna, isi: IsiIndikator, jendela: JendelaPeriode, realisasi: Realisasi | None
) -> Izin:
    """As for the value itself: what was submitted or accepted keeps the evidence it came with."""
    for izin in (
        boleh_isi_periode(user, isi.indikator.pengampu_id, jendela),
        boleh_ubah_baris(realisasi),
        boleh_isi_triwulan(isi, jendela.triwulan),
    ):
        if not izin:
            return izin
    return Izin.ya()
