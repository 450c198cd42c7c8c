"""Where a pasted block lands on the sheet of one PD and quarter: a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from dasar.angka import format_angka
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.bacaan_tempel import BacaanSel, baca_tempelan
from kinerja.formulas.blok_tempel import Blok, mirip_angka, sel_kosong
from kinerja.formulas.kolom_tempel import (
    URUTAN_KANAN,
    Kolom,
    PeranKolom,
    baris_kepala,
    baris_penomoran,
    kenali_kolom,
    kepala_atas,
    kolom_posisi,
)
from kinerja.formulas.letak_tempel import (
    Letak,
    NamaIndikator,
    NamaSimpul,
    PencariNama,
    cari_kolom_nama,
    letak_berurutan,
    letakkan,
)
from kinerja.formulas.skala import format_nilai
from kinerja.models import Anggaran, IsiIndikator, IsiSimpul, Realisasi
from kinerja.selectors.uang_simpul import UangSimpul, simpul_renja, uang_simpul
from opd.models import Pengguna

PERAN_ISI = (*URUTAN_KANAN, PeranKolom.RUPIAH)
_DARI_SEL = Letak(keyakinan=100.0)  # placed by position
_TANPA_TEMPAT = "Tidak ada baris lembar yang cocok."
_BELUM_PASTI = "Tempatnya belum pasti. Pilih indikatornya."
_DI_LUAR = "Tempelan lebih panjang daripada sisa baris di lembar."
_BUKAN_INDIKATOR = "Baris ini cocok dengan program atau kegiatan, yang tidak mempunyai realisasi."


@dataclass(frozen=True)
class LembarTujuan:
    """The rows of the sheet in the order of the page, with what is stored."""

    isi: Mapping[int, IsiIndikator]
    realisasi: Mapping[int, Realisasi]
    simpul: Sequence[IsiSimpul]
    uang: Mapping[int, UangSimpul]  # by the lasting node, only those whose money is typed
    nama_simpul: Mapping[int, str]

    @cached_property
    def pencari(self) -> PencariNama:
        """Names to match with."""
        return PencariNama(
            [
                NamaIndikator(i.indikator_id, i.nama, i.dokumen_id, i.isi_simpul.jalur)
                for i in self.isi.values()
            ],
            [NamaSimpul(s.simpul_id, s.nama, s.kode, s.dokumen_id, s.jalur) for s in self.simpul],
        )

    def baris_tersimpan(self, peran: PeranKolom, kunci: int) -> Realisasi | Anggaran | None:
        """The stored row of a cell."""
        if peran == PeranKolom.RUPIAH:
            uang = self.uang.get(kunci)
            return uang.kini if uang else None
        return self.realisasi.get(kunci)

    def tersimpan(self, peran: PeranKolom, kunci: int) -> str:
        """What the grid shows in a cell now, "" for nothing."""
        baris = self.baris_tersimpan(peran, kunci)
        if isinstance(baris, Anggaran):
            return "" if baris.realisasi is None else format_angka(Decimal(baris.realisasi), 0)
        if baris is None:
            return ""
        if peran != PeranKolom.NILAI:
            return str(getattr(baris, peran.value))
        isi = self.isi[kunci]
        if baris.nilai is None:
            return ""
        return format_nilai(baris.nilai, desimal=isi.desimal, skala=isi.skala_predikat)

    def nama(self, peran: PeranKolom, kunci: int) -> tuple[str, str]:
        """(what a cell belongs to, the node above it)."""
        if peran == PeranKolom.RUPIAH:
            return self.nama_simpul[kunci], ""
        isi = self.isi[kunci]
        return huruf_kalimat(isi.nama), huruf_kalimat(isi.isi_simpul.nama)


def muat_tujuan(pembaca: Pengguna, pd_id: int, tahun: int, triwulan: int) -> LembarTujuan:
    """The sheet of a PD the caller has already found visible."""
    semua = (
        IsiIndikator.objects.for_user(pembaca)
        .diukur(tahun)
        .filter(indikator__pengampu_id=pd_id)
        .select_related("isi_simpul")
        .defer("definisi_operasional", "alasan", "rumus")
    )
    isi = semua.satu_per_indikator()
    renja = simpul_renja(pd_id, tahun)
    dokumen = {i.dokumen_id for i in isi.values()} | {s.dokumen_id for s in renja}
    simpul = list(IsiSimpul.objects.filter(dokumen__in=dokumen).order_by("dokumen_id", "jalur"))
    uang = uang_simpul(renja, tahun, triwulan)
    return LembarTujuan(
        isi=isi,
        realisasi={
            r.indikator_id: r
            for r in Realisasi.objects.for_user(pembaca)
            .periode(tahun, triwulan)
            .filter(indikator__in=isi)
        },
        simpul=simpul,
        uang={u.simpul_id: u for u in uang.values() if u.diketik},
        nama_simpul={s.simpul_id: huruf_kalimat(s.nama) for s in renja},
    )


@dataclass(frozen=True)
class PilihanTempel:
    """What the person chose: `cara` "nama", "posisi" or "" (found out); the focused cell and the
    rows of the page from top to bottom (as `letak_berurutan` wants them); empty cells, columns
    (number -> role), rows without a place (row -> indicator) and answers to questions
    (cell -> answer)."""

    cara: str = ""
    medan: PeranKolom = PeranKolom.NILAI
    mulai: int | None = None
    baris: Sequence[int] = ()
    uang: Sequence[int] = ()
    kosongkan: bool = False
    kolom: Mapping[int, PeranKolom] = field(default_factory=dict)
    tempat: Mapping[int, int] = field(default_factory=dict)
    jawaban: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SelTempel:
    """One pasted cell, its place and its reading. `baris` and `kolom` count from 0."""

    baris: int
    kolom: int
    peran: PeranKolom
    id: int
    teks: str
    bacaan: BacaanSel
    keyakinan: float = 100.0
    kembar: bool = False  # as `Letak.kembar`

    @property
    def kunci(self) -> str:
        """Key of the cell in the page."""
        return f"{self.peran.value}-{self.id}"


@dataclass(frozen=True)
class BarisLepas:
    """A row with contents and without a place. `pilihan` are likely indicators."""

    baris: int
    teks: str
    alasan: str
    dapat_dipilih: bool = True
    pilihan: tuple[int, ...] = ()


@dataclass
class RencanaTempel:
    """Everything of one block: by name or by position, its columns, cells, rows without a place."""

    cara: str
    kolom: tuple[Kolom, ...]
    kepala: int
    sel: list[SelTempel] = field(default_factory=list)
    lepas: list[BarisLepas] = field(default_factory=list)
    kosong: int = 0  # empty cells that change nothing
    dijumlahkan: int = 0  # money of nodes that is the sum of what is below them
    periksa: str = ""  # what to check of the rows, placed by position

    @property
    def catatan(self) -> list[str]:
        """What is doubtful about the columns and the places."""
        return [c for c in (*(k.catatan for k in self.kolom), self.periksa) if c]


def rencanakan(
    blok: Blok, lembar: LembarTujuan, pilihan: PilihanTempel, tahun: int, triwulan: int
) -> RencanaTempel:
    """Find the place of every cell and read it. Nothing is judged against what is stored."""
    diminta = [k for k, p in pilihan.kolom.items() if p == PeranKolom.NAMA and k < blok.lebar]
    kolom_nama = diminta[0] if diminta else None
    if kolom_nama is None and blok.lebar > 1 and pilihan.cara != "posisi":
        kolom_nama = cari_kolom_nama(blok, lembar.pencari)
    if kolom_nama is None or pilihan.cara == "posisi":
        return _menurut_posisi(blok, lembar, pilihan, tahun, triwulan)
    return _menurut_nama(blok, lembar, pilihan, kolom_nama, tahun, triwulan)


def _menurut_posisi(
    blok: Blok, lembar: LembarTujuan, pilihan: PilihanTempel, tahun: int, triwulan: int
) -> RencanaTempel:
    angka = pilihan.medan in (PeranKolom.NILAI, PeranKolom.RUPIAH)
    kepala = kepala_atas(blok) if angka else 0  # a text may well begin with such a word
    kepala = 0 if kepala >= len(blok.baris) else kepala
    kolom = kolom_posisi(
        blok,
        medan=pilihan.medan,
        kepala=kepala,
        tahun=tahun,
        triwulan=triwulan,
        diminta=pilihan.kolom,
    )
    rencana = RencanaTempel("posisi", kolom, kepala)
    ada: Mapping[int, object] = lembar.isi
    tata = pilihan.baris
    if pilihan.medan == PeranKolom.RUPIAH:
        ada, tata = lembar.uang, pilihan.uang
    sendiri = [k.nomor for k in kolom if k.peran == pilihan.medan]
    tujuan, periksa = letak_berurutan(
        _tata_lembar(tata, ada),
        pilihan.mulai,
        [all(sel_kosong(b[k]) for k in sendiri) for b in blok.baris[kepala:]],
    )
    rencana.periksa = periksa
    for n in range(kepala, len(blok.baris)):
        letak = n - kepala
        if letak < len(tujuan):
            if tujuan[letak]:
                _isi_baris(rencana, blok, n, tujuan[letak], lembar, pilihan)
        elif any(not sel_kosong(s) for s in blok.baris[n]):
            teks = " · ".join(s for s in blok.baris[n] if s)[:200]
            rencana.lepas.append(BarisLepas(n, teks, _DI_LUAR, dapat_dipilih=False))
    return rencana


def _tata_lembar(tata: Sequence[int], ada: Mapping[int, object]) -> list[int]:
    """The rows of the page that are known, each once; all of the sheet where none was sent."""
    terlihat: set[int] = set()
    hasil = []
    for t in tata:
        if t <= 0 or (t in ada and t not in terlihat):
            terlihat.add(t)
            hasil.append(t)
    return hasil if any(t > 0 for t in hasil) else list(ada)


def _isi_baris(
    rencana: RencanaTempel,
    blok: Blok,
    n: int,
    id_baris: int,
    lembar: LembarTujuan,
    pilihan: PilihanTempel,
) -> None:
    for k in rencana.kolom:
        rupiah = pilihan.medan == PeranKolom.RUPIAH
        if k.peran in PERAN_ISI and (k.peran == PeranKolom.RUPIAH) == rupiah:
            _tambah(rencana, blok, n, k, id_baris, lembar, pilihan)


def _tambah(
    rencana: RencanaTempel,
    blok: Blok,
    n: int,
    kolom: Kolom,
    id_sel: int,
    lembar: LembarTujuan,
    pilihan: PilihanTempel,
    tempat: Letak = _DARI_SEL,
) -> None:
    teks = blok.baris[n][kolom.nomor]
    if sel_kosong(teks) and (
        not pilihan.kosongkan
        or kolom.peran == PeranKolom.RUPIAH
        or not lembar.tersimpan(kolom.peran, id_sel)  # nor is the reason of an empty value
    ):
        rencana.kosong += 1
        return
    isi = None if kolom.peran == PeranKolom.RUPIAH else lembar.isi[id_sel]
    jawaban = pilihan.jawaban.get(f"{kolom.peran.value}-{id_sel}", "")
    bacaan = baca_tempelan(kolom.peran, isi, teks, jawaban=jawaban)
    yakin = tempat.keyakinan, tempat.kembar
    rencana.sel.append(SelTempel(n, kolom.nomor, kolom.peran, id_sel, teks, bacaan, *yakin))


def _menurut_nama(
    blok: Blok,
    lembar: LembarTujuan,
    pilihan: PilihanTempel,
    kolom_nama: int,
    tahun: int,
    triwulan: int,
) -> RencanaTempel:
    isi_diminta = {k for k, p in pilihan.kolom.items() if p in PERAN_ISI}
    letak = letakkan(
        blok,
        kolom_nama=kolom_nama,
        pencari=lembar.pencari,
        kolom_lain=[k for k in range(blok.lebar) if k not in isi_diminta],
        diminta={n: i for n, i in pilihan.tempat.items() if i in lembar.isi},
    )
    kepala = _kepala_nama(blok, letak)
    data = [n for n, tempat in letak.items() if tempat.indikator is not None and n >= kepala]
    kolom = kenali_kolom(
        blok,
        kepala=kepala,
        tahun=tahun,
        triwulan=triwulan,
        kolom_nama=kolom_nama,
        diminta=pilihan.kolom,
        data=data,
    )
    rencana = RencanaTempel("nama", kolom, kepala)
    uang_dibaca: dict[int, str] = {}
    for n in range(kepala, len(blok.baris)):
        sel = blok.baris[n]
        tempat = letak.get(n, Letak())
        terisi = [k for k in kolom if k.peran in PERAN_ISI and not sel_kosong(sel[k.nomor])]
        if tempat.indikator is None and tempat.simpul is None:
            if terisi and not (baris_kepala(sel) or baris_penomoran(sel)):
                teks = sel[kolom_nama] or "(tanpa nama)"
                sebab = _BELUM_PASTI if tempat.pilihan else _TANPA_TEMPAT
                rencana.lepas.append(BarisLepas(n, teks[:300], sebab, pilihan=tempat.pilihan))
            continue
        for k in kolom:
            if k.peran == PeranKolom.RUPIAH:
                _tambah_uang(rencana, blok, n, k, tempat, lembar, pilihan, uang_dibaca)
            elif k.peran in PERAN_ISI and tempat.indikator is not None:
                _tambah(rencana, blok, n, k, tempat.indikator, lembar, pilihan, tempat)
        if tempat.indikator is None and any(k.peran != PeranKolom.RUPIAH for k in terisi):
            rencana.lepas.append(BarisLepas(n, sel[kolom_nama][:300], _BUKAN_INDIKATOR))
    return rencana


def _tambah_uang(
    rencana: RencanaTempel,
    blok: Blok,
    n: int,
    kolom: Kolom,
    tempat: Letak,
    lembar: LembarTujuan,
    pilihan: PilihanTempel,
    dibaca: dict[int, str],
) -> None:
    """Money belongs to the node; several indicators of one node repeat it."""
    teks = blok.baris[n][kolom.nomor]
    if sel_kosong(teks):
        return
    id_simpul = tempat.simpul
    if tempat.indikator is not None:
        id_simpul = lembar.isi[tempat.indikator].isi_simpul.simpul_id
    if id_simpul is None or id_simpul not in lembar.uang:
        rencana.dijumlahkan += 1
    elif dibaca.get(id_simpul) != teks:
        dibaca[id_simpul] = teks
        _tambah(rencana, blok, n, kolom, id_simpul, lembar, pilihan, tempat)


def _kepala_nama(blok: Blok, letak: Mapping[int, Letak]) -> int:
    """Rows above the first one that found a place and that hold no numbers of their own."""
    pertama = min(
        (n for n, t in letak.items() if t.indikator is not None or t.simpul is not None),
        default=len(blok.baris),
    )
    n = 0
    while n < pertama:
        sel = blok.baris[n]
        berangka = any(mirip_angka(s) for s in sel)
        if berangka and not (baris_kepala(sel) or baris_penomoran(sel)):
            break
        n += 1
    return n
