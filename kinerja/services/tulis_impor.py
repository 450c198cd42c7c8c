"""What applying a report writes: new nodes and indicators, measured values, money.

Called inside the transaction of `kinerja.services.impor.terapkan_impor`, after it judged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from dasar.galat import GalatPengguna
from kinerja.models import (
    AsalDokumen,
    DokumenPerencanaan,
    ImporLaporan,
    JenisDokumen,
    StatusDokumen,
)
from kinerja.selectors.berkas_triwulan import LembarTriwulan
from kinerja.selectors.isi_pratinjau import BarisPratinjau, GalatSel, PratinjauImpor
from kinerja.selectors.pratinjau_impor import renja_berlaku
from kinerja.services.isian import simpan_laporan
from kinerja.services.perencanaan import (
    BarisIndikator,
    BarisSimpul,
    HasilIsi,
    berlakukan_dokumen,
    buat_dokumen,
    isi_dokumen,
)
from kinerja.services.sel_isian import NILAI, RUPIAH, HasilIsian, IsianDitolak, SelIsian
from opd.models import Pengguna

_GALAT_TERTULIS = 5  # cells named in one sentence; the page lists all


class GalatImpor(GalatPengguna):
    """The report cannot be applied; `galat` names each cell that stands in the way."""

    def __init__(self, kalimat: str, galat: tuple[GalatSel, ...] = ()) -> None:
        tertulis = " ".join(
            f"Baris {g.baris_berkas} kolom {g.kolom}: {g.alasan}" for g in galat[:_GALAT_TERTULIS]
        )
        super().__init__(f"{kalimat} {tertulis}".strip())
        self.galat = galat


def tulis_rencana(impor: ImporLaporan, hasil: PratinjauImpor, oleh: Pengguna) -> HasilIsi:
    """Add the nodes and indicators that the plan does not have; make the Renja where none is."""
    baru = [b for b in hasil.baris if b.status == "baru"]
    menurut_nomor = {b.nomor: b for b in hasil.baris}
    simpul = [
        _baris_simpul(b, menurut_nomor) for b in baru if b.simpul == b.nomor and not b.isi_simpul_id
    ]
    kunci_baru = {s.kunci for s in simpul}
    indikator = [
        _baris_indikator(b, kunci_baru) for b in baru if b.sifat and b.isi_indikator_id is None
    ]
    if not simpul and not indikator:
        return HasilIsi({}, {})
    try:
        dokumen = renja_berlaku(impor.perangkat_daerah, impor.tahun) or _buat_renja(impor, oleh)
        tertulis = isi_dokumen(dokumen=dokumen, simpul=simpul, indikator=indikator, oleh=oleh)
        if dokumen.status == StatusDokumen.DRAF:
            berlakukan_dokumen(dokumen=dokumen, oleh=oleh)
    except ValidationError as galat:
        raise GalatImpor(" ".join(galat.messages)) from None
    return tertulis


def _buat_renja(impor: ImporLaporan, oleh: Pengguna) -> DokumenPerencanaan:
    """A Renja that stands on the report. A draft of a planner is not taken over."""
    ada = DokumenPerencanaan.objects.filter(
        jenis=JenisDokumen.RENJA,
        perangkat_daerah=impor.perangkat_daerah,
        tahun_dari=impor.tahun,
        tahun_sampai=impor.tahun,
    )
    if ada.filter(status=StatusDokumen.DRAF).exists():
        raise GalatImpor(
            f"Renja {impor.tahun} perangkat daerah ini masih draf. Berlakukan dulu, lalu impor."
        )
    terakhir = ada.aggregate(terakhir=Max("perubahan_ke"))["terakhir"]
    return buat_dokumen(
        jenis=JenisDokumen.RENJA,
        perangkat_daerah=impor.perangkat_daerah,
        tahun_dari=impor.tahun,
        tahun_sampai=impor.tahun,
        perubahan_ke=0 if terakhir is None else terakhir + 1,
        asal=AsalDokumen.LAPORAN_TRIWULAN,
        sumber=f"Laporan triwulan {impor.tahun}, berkas {impor.berkas.nama_asli}"[:300],
        oleh=oleh,
    )


def _baris_simpul(b: BarisPratinjau, baris: Mapping[int, BarisPratinjau]) -> BarisSimpul:
    induk: str | int | None = None
    if b.induk is not None:
        induk = baris[b.induk].isi_simpul_id or f"b{b.induk}"
    return BarisSimpul(
        kunci=f"b{b.nomor}",
        jenis=b.jenis,
        nama=b.nama,
        induk=induk,
        kode=b.kode[:24],
        nomenklatur_id=b.nomenklatur_id,
        dari_laporan=True,
    )


def _baris_indikator(b: BarisPratinjau, kunci_baru: Collection[str]) -> BarisIndikator:
    sifat = b.sifat
    if sifat is None:
        raise ValueError("A row without indicator has nothing to add.")
    kunci = f"b{b.simpul}"
    simpul: str | int = kunci if kunci in kunci_baru else b.isi_simpul_id or kunci
    atribut: dict[str, Any] = {
        "satuan": sifat.satuan[:100],
        "desimal": sifat.desimal,
        "cara": sifat.cara,
        "isian": sifat.isian,
        "skala_predikat": dict(sifat.skala) if sifat.skala else None,
    }
    return BarisIndikator(
        kunci=f"b{b.nomor}",
        simpul=simpul,
        nama=b.indikator,
        atribut=atribut,
        dari_laporan=True,
    )


def tulis_angka(
    impor: ImporLaporan,
    hasil: PratinjauImpor,
    tertulis: HasilIsi,
    lembar: LembarTriwulan,
    oleh: Pengguna,
) -> HasilIsian:
    """Write the values and the money of all rows, or nothing. Raises GalatImpor."""
    sel: list[SelIsian] = []
    asal: list[tuple[int, str]] = []  # row of the file and role of the column, of each cell
    for b in hasil.baris:
        sumber = _sumber(impor, b.nomor)
        if b.nilai:
            kunci = b.indikator_id or tertulis.indikator[f"b{b.nomor}"].indikator_id
            for tw, nilai in b.nilai.items():
                sel.append(SelIsian(NILAI, kunci, nilai=nilai, triwulan=tw, sumber=sumber))
                asal.append((b.nomor, f"tw{tw}_k"))
        if b.rupiah and b.simpul == b.nomor and b.status in ("cocok", "baru"):
            kunci = b.simpul_id or tertulis.simpul[f"b{b.nomor}"].simpul_id
            for tw, rupiah in b.rupiah.items():
                sel.append(
                    SelIsian(
                        RUPIAH,
                        kunci,
                        rupiah=rupiah,
                        triwulan=tw,
                        isian=impor.isian_anggaran,
                        sumber=sumber,
                    )
                )
                asal.append((b.nomor, f"tw{tw}_rp"))
    try:
        return simpan_laporan(
            perangkat_daerah_id=impor.perangkat_daerah_id, tahun=impor.tahun, sel=sel, oleh=oleh
        )
    except IsianDitolak as ditolak:
        galat = tuple(
            GalatSel(nomor, lembar.kolom[peran], h.alasan)
            for (nomor, peran), h in zip(asal, ditolak.hasil.sel, strict=True)
            if h.alasan
        )
        raise GalatImpor(f"{len(galat)} nilai tidak dapat disimpan.", galat) from None


def _sumber(impor: ImporLaporan, baris: int) -> str:
    nama = impor.berkas.nama_asli[:200]
    return f"Laporan triwulan {impor.tahun}, berkas {nama}, baris {baris}"
