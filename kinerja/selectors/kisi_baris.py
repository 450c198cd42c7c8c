"""One indicator row of the grid, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from dasar.angka import format_persen
from dasar.tanggal import romawi
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.baca_sel import PesanSel
from kinerja.formulas.capaian import Kategori
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    AlasanKosong,
    Isian,
    IsiIndikator,
    IsiSimpul,
    Polaritas,
    Realisasi,
    StatusRealisasi,
)
from kinerja.selectors.capaian import capaian_sel, perlu_analisis
from kinerja.selectors.kisi_bahan import MEDAN_TEKS, PANJANG_CUPLIKAN, Bahan

_STATUS_TERKUNCI = {
    StatusRealisasi.DIAJUKAN: "diajukan",
    StatusRealisasi.DISETUJUI_PD: "disetujui_pd",
    StatusRealisasi.DIVERIFIKASI: "diverifikasi",
    StatusRealisasi.DIBEKUKAN: "dibekukan",
}
KEADAAN = {  # state of a cell -> (word, icon)
    "tersimpan": ("Tersimpan", "check-lg"),
    "kosong": ("Kosong", "plus-lg"),
    "alasan": ("Kosong dengan alasan", "chat-left-text"),
    "dikembalikan": ("Dikembalikan", "arrow-return-left"),
    "diperbaiki": ("Sudah ditanggapi", "arrow-return-left"),
    "diajukan": ("Diajukan", "send-fill"),
    "disetujui_pd": ("Disetujui kepala PD", "check-lg"),
    "diverifikasi": ("Diverifikasi", "check2-all"),
    "dibekukan": ("Dibekukan", "snow"),
    "terkunci": ("Terkunci", "lock-fill"),
    "draf": ("Draf", "pencil-fill"),
    "belum_diisi": ("Belum diisi", "dash-circle"),
    "tidak_jatuh_tempo": ("Tidak diukur triwulan ini", "dash-circle"),
}
DAPAT_DIISI = ("tersimpan", "kosong", "alasan", "dikembalikan", "diperbaiki")
LABEL_TEKS = {
    "analisis": "Analisis",
    "faktor_pendorong": "Faktor pendorong",
    "faktor_penghambat": "Faktor penghambat",
    "tindak_lanjut": "Tindak lanjut",
}


@dataclass(frozen=True)
class SelTeks:
    """One text of a row in the layout with explanations; `pesan` says why it was not saved."""

    medan: str
    label: str
    isi: str
    indikator_id: int
    pesan: PesanSel | None = None

    @property
    def kunci(self) -> str:
        return f"{self.medan}-{self.indikator_id}"

    @property
    def keadaan(self) -> str:
        return "tersimpan" if self.isi else "kosong"

    @property
    def ikon(self) -> str:
        return KEADAAN[self.keadaan][1]

    @property
    def kata_keadaan(self) -> str:
        return KEADAAN[self.keadaan][0]


@dataclass(frozen=True)
class BarisIndikatorKisi:
    """An indicator row. `isi` is the text in the input, `keadaan` a key of KEADAAN.

    `bukti` counts the evidence of the value, `janggal` the flags nobody has explained; `pesan` is
    why the typed text was not saved.
    """

    nomor: int
    indikator_id: int
    realisasi_id: int | None
    jenis_induk: str
    nama: str
    keterangan: str
    target_tahun: str
    target_triwulan: str
    lalu: str
    tahun_lalu: str
    judul_tahun_lalu: str
    isi: str
    versi: int
    keadaan: str
    dapat_diisi: bool
    alasan_terkunci: str
    capaian: str
    sementara: bool  # the value of the year, with quarters missing
    kategori: Kategori | None
    cuplikan: str
    perlu_analisis: bool
    iku: bool
    contoh: bool
    pemilik_lain: str
    dari_laporan: bool
    kode_alasan: str = ""
    kata_alasan: str = ""
    huruf: bool = False
    bukti: int = 0
    janggal: int = 0
    teks: tuple[SelTeks, ...] = ()
    pesan: PesanSel | None = None
    simpul = False

    @property
    def id(self) -> SafeString:
        """The number as text that is safe to print: a template localizes a number, and escapes a
        plain text, each of the twenty times that a row prints it."""
        return SafeString(self.indikator_id)

    @property
    def no(self) -> SafeString:
        return SafeString(self.nomor)

    @property
    def versi_teks(self) -> SafeString:
        return SafeString(self.versi)

    @property
    def kunci(self) -> str:
        return f"nilai-{self.indikator_id}"

    @property
    def kata_keadaan(self) -> str:
        return KEADAAN[self.keadaan][0]

    @property
    def ikon(self) -> str:
        return KEADAAN[self.keadaan][1]

    @property
    def tanpa_bukti(self) -> bool:
        """A value stands there and nothing behind it."""
        return not self.bukti and bool(self.isi)

    @property
    def teks_kosong(self) -> bool:
        """Some text may still be filled."""
        return self.dapat_diisi and any(not t.isi for t in self.teks)


def keterangan_indikator(isi: IsiIndikator) -> str:
    """The line under the name: unit, polarity, and how quarters are typed."""
    potongan = [isi.satuan or "Satuan belum diisi", Polaritas(isi.polaritas).label]
    if isi.isian == Isian.SD_TRIWULAN:
        potongan.append("s.d. triwulan")
    return " · ".join(potongan)


def keadaan_sel(r: Realisasi | None, isi: IsiIndikator, bahan: Bahan) -> tuple[str, str]:
    """(state, why it is locked)."""
    if r is not None and r.status in _STATUS_TERKUNCI:
        return _STATUS_TERKUNCI[StatusRealisasi(r.status)], ""
    if not isi.jatuh_tempo(bahan.triwulan):
        return "tidak_jatuh_tempo", "Indikator ini tidak diukur pada triwulan ini."
    if not bahan.izin:
        if bahan.pembaca:  # someone who never writes here sees what is there, not a lock
            return ("draf" if r is not None and r.terisi else "belum_diisi"), ""
        return "terkunci", bahan.izin.alasan
    if r is None or not r.terisi:
        return "kosong", ""
    if r.status == StatusRealisasi.DIKEMBALIKAN:
        return ("dikembalikan" if r.pk in bahan.menunggu else "diperbaiki"), ""
    return ("tersimpan" if r.nilai is not None else "alasan"), ""


def baris_indikator(
    nomor: int, s: IsiSimpul, isi: IsiIndikator, bahan: Bahan
) -> BarisIndikatorKisi:
    """The row of one indicator under the node `s`."""
    tw, tahun, pk = bahan.triwulan, bahan.tahun, isi.indikator_id
    r = bahan.kini(pk)
    lalu, pendahulu = bahan.lalu(pk)
    setahun_lalu, pendahulu_setahun = bahan.tahun_lalu(pk)
    target = bahan.target.get(pk)
    sel = capaian_sel(isi, target, bahan.setahun(pk), tw)
    keadaan, terkunci = keadaan_sel(r, isi, bahan)
    cuplikan = _cuplikan(r, bahan)
    target_tw = target.triwulan.get(tw) if target else None
    target_th = target.tahun if target else None

    def angka(x: Decimal | None) -> str:
        return format_nilai(x, desimal=isi.desimal, skala=isi.skala_predikat)

    pemilik = isi.indikator.perangkat_daerah
    return BarisIndikatorKisi(
        nomor=nomor,
        indikator_id=pk,
        realisasi_id=r.pk if r else None,
        jenis_induk=s.jenis,
        nama=huruf_kalimat(isi.nama),
        keterangan=keterangan_indikator(isi)
        + (f" · TW IV {tahun - 1} oleh {pendahulu}" if pendahulu else ""),
        target_tahun=angka(target_th.nilai if target_th else None),
        target_triwulan=angka(target_tw.nilai if target_tw else None),
        lalu=angka(lalu),
        tahun_lalu=angka(setahun_lalu),
        judul_tahun_lalu=f"Triwulan {romawi(tw)} {tahun - 1}"
        + (f", oleh {pendahulu_setahun}" if pendahulu_setahun else ""),
        isi="" if r is None or r.nilai is None else angka(r.nilai),
        versi=r.versi if r else 0,
        keadaan=keadaan,
        dapat_diisi=keadaan in DAPAT_DIISI,
        alasan_terkunci=terkunci,
        capaian="–" if sel.capaian is None else format_persen(sel.capaian),
        sementara=sel.sementara,
        kategori=sel.kategori,
        cuplikan=cuplikan,
        perlu_analisis=not cuplikan and isi.jatuh_tempo(tw) and perlu_analisis(sel),
        iku=isi.iku,
        contoh=bool(r and r.contoh)
        or any(t is not None and t.contoh for t in (target_tw, target_th)),
        pemilik_lain="Kota" if pemilik.pk != bahan.pd_id else "",
        dari_laporan=isi.dari_laporan,
        kode_alasan=r.alasan_kosong if r else "",
        kata_alasan=AlasanKosong(r.alasan_kosong).label if r and r.alasan_kosong else "",
        huruf=isi.skala_predikat is not None,
        bukti=bahan.bukti.get(r.pk, 0) if r else 0,
        janggal=bahan.janggal.get(pk, 0),
        teks=tuple(
            SelTeks(medan, LABEL_TEKS[medan], getattr(r, medan) if r else "", pk)
            for medan in MEDAN_TEKS
        )
        if bahan.penjelasan
        else (),
    )


def _cuplikan(r: Realisasi | None, bahan: Bahan) -> str:
    """The start of the analysis."""
    if r is None:
        return ""
    awal: str = r.analisis if bahan.penjelasan else getattr(r, "cuplikan", "")
    return awal if len(awal) <= PANJANG_CUPLIKAN else awal[:PANJANG_CUPLIKAN] + "…"
