"""Evidence behind values, for the tests of it."""

from __future__ import annotations

from typing import Any

from kinerja.models import BuktiDukung, Realisasi
from kinerja.services.bukti import HasilBukti, tambah_bukti_berkas
from opd.models import Pengguna
from tests.dasar.berkas_uji import pdf
from tests.factories import TAHUN
from tests.kinerja.panggung import TW


def unggah(
    indikator_id: int,
    oleh: Pengguna,
    *,
    isi: bytes | None = None,
    nama: str = "Rekap TW IV.pdf",
    **pilihan: Any,
) -> HasilBukti:
    """Upload one file to a cell of the open quarter."""
    return tambah_bukti_berkas(
        indikator_id=indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi=pdf(2) if isi is None else isi,
        nama=nama,
        oleh=oleh,
        **pilihan,
    )


def bukti_baru(realisasi: Realisasi, oleh: Pengguna, **pilihan: Any) -> BuktiDukung:
    """One stored file behind this row, whatever its state is now."""
    status = realisasi.status
    Realisasi.objects.filter(pk=realisasi.pk).update(status="draf")
    unggah(realisasi.indikator_id, oleh, **pilihan)
    Realisasi.objects.filter(pk=realisasi.pk).update(status=status)
    return BuktiDukung.objects.filter(realisasi=realisasi).latest("pk")
