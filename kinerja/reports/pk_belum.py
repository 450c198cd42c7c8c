"""Who has not signed yet, as a spreadsheet: one row per post."""

from __future__ import annotations

from dasar.cetak.xlsx import Lembar, tulis_xlsx
from dasar.tanggal import format_tanggal
from kinerja.selectors.belum_tanda import BelumTanda
from kinerja.selectors.perjanjian import BarisJabatan


def tulis_belum(belum: BelumTanda) -> tuple[bytes, str]:
    """One sheet with every post that has something to do, and its sha256; the last line counts."""
    lembar = Lembar(
        f"Belum ditandatangani {belum.tahun}",
        [
            *(("Perangkat daerah", 40), ("Tingkat", 22), ("Jabatan", 46), ("Pejabat", 36)),
            ("Keadaan", 60),
        ],
        [
            [pd.nama, b.eselon, b.jabatan.nama, _pejabat(b), b.keadaan.kalimat]
            for pd in belum.pd
            for b in pd.baris
        ],
        catatan=[
            f"{belum.sudah} dari {belum.dari} jabatan sudah menandatangani Perjanjian Kinerja "
            f"{belum.tahun}. Keadaan {format_tanggal(belum.hari)}."
        ],
    )
    return tulis_xlsx([lembar])


def _pejabat(b: BarisJabatan) -> str:
    return f"{b.pejabat} (contoh)" if b.contoh else b.pejabat
