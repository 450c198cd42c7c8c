"""Templates as a person gets and changes them, for tests of the round trip."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl

from kinerja.formulas.bentuk_templat import KOLOM, LEMBAR_ISIAN
from kinerja.models import UnggahanIsian
from kinerja.permissions import boleh_isi_periode
from kinerja.reports.templat_isian import templat_isian
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.templat_isian import bahan_templat
from kinerja.services.anggaran import rupiah_terkunci
from kinerja.services.unggahan import unggah_isian
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from tests.factories import TAHUN
from tests.kinerja.panggung import TW, Panggung


class Buku:
    """A downloaded template; cells go by key ("i12") and column ("nilai")."""

    def __init__(self, isi: bytes) -> None:
        self.buku = openpyxl.load_workbook(BytesIO(isi))
        self.ws = self.buku[LEMBAR_ISIAN]

    def nomor(self, kunci: str) -> int:
        return next(n for n in range(1, self.ws.max_row + 1) if self.ws.cell(n, 1).value == kunci)

    def sel(self, kunci: str, kolom: str) -> Any:
        return self.ws.cell(self.nomor(kunci), KOLOM.index(kolom) + 1)

    def tulis(self, kunci: str, kolom: str, isi: Any, bentuk: str | None = None) -> Buku:
        sel = self.sel(kunci, kolom)
        sel.value = isi
        if bentuk is not None:
            sel.number_format = bentuk
        return self

    def simpan(self) -> bytes:
        wadah = BytesIO()
        self.buku.save(wadah)
        return wadah.getvalue()


def unduh(p: Panggung, oleh: Pengguna | None = None, triwulan: int = TW) -> bytes:
    """The template as `oleh` (the operator) downloads it."""
    return unduh_pd(p.pd, oleh or p.operator, triwulan)


def unduh_pd(pd: PerangkatDaerah, oleh: Pengguna, triwulan: int) -> bytes:
    """The template of any PD."""
    bahan = bahan_templat(
        pd=pd,
        tahun=TAHUN,
        triwulan=triwulan,
        izin=boleh_isi_periode(oleh, pd.pk, jendela_periode(pd.pk, TAHUN, triwulan)),
        rupiah=rupiah_terkunci(pd.pk, TAHUN, triwulan),
        pembaca=not oleh.punya_peran(JenisPeran.OPERATOR, pd_id=pd.pk),
    )
    return templat_isian(bahan)[0]


def unggah(p: Panggung, isi: bytes, oleh: Pengguna | None = None) -> UnggahanIsian:
    """The file back as the operator uploads it."""
    return unggah_isian(
        perangkat_daerah_id=p.pd.pk,
        tahun=TAHUN,
        triwulan=TW,
        isi=isi,
        nama_asli="isian.xlsx",
        oleh=oleh or p.operator,
    )
