"""How one pasted cell is read: the reading, what is asked about it, or why it is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from dasar.angka import format_angka
from kinerja.formulas.baca_sel import PesanSel, UkuranSel, baca_rupiah, baca_sel
from kinerja.formulas.blok_tempel import galat_excel, sel_kosong
from kinerja.formulas.kolom_tempel import PeranKolom
from kinerja.formulas.skala import format_nilai

_POLOS = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_RUPIAH = re.compile(r"[-+( ]*rp\b", re.IGNORECASE)
_PANJANG_ANGKA = 60


@dataclass(frozen=True)
class Jawaban:
    """One way out of a question: what is sent back (`kode`) and what it is called."""

    kode: str
    kata: str


@dataclass(frozen=True)
class BacaanSel:
    """What became of one text.

    `terbaca` says whether there is a reading; an emptied cell has `nilai` and `rupiah` None and
    `teks` "". `tampil` is the reading as the grid shows it, `lain` that it was not typed like that.
    """

    terbaca: bool
    nilai: Decimal | None = None
    rupiah: int | None = None
    teks: str = ""
    tampil: str = ""
    lain: bool = False
    kalimat: str = ""
    jawaban: tuple[Jawaban, ...] = ()

    @property
    def baku(self) -> str:
        """The reading as text, equal for equal readings."""
        if self.nilai is not None:
            return str(self.nilai.normalize())
        return str(self.rupiah) if self.rupiah is not None else self.teks


def baca_tempelan(
    peran: PeranKolom, isi: UkuranSel | None, teks: str, *, jawaban: str = ""
) -> BacaanSel:
    """Read one cell for the column it lands in. `jawaban` is a `Jawaban.kode` given before.

    An empty cell or dash is read as "emptied"; whether that is wanted is for the caller to say.
    """
    if sel_kosong(teks):
        return BacaanSel(terbaca=True, tampil="–")
    if galat_excel(teks):
        return _tolak(f'"{teks}" adalah galat Excel. Perbaiki rumusnya di Excel, lalu salin lagi.')
    if peran not in (PeranKolom.NILAI, PeranKolom.RUPIAH):
        return BacaanSel(terbaca=True, teks=teks, tampil=teks)
    if len(teks) > _PANJANG_ANGKA:
        return _tolak("Isi sel ini terlalu panjang untuk sebuah angka.")
    if peran == PeranKolom.RUPIAH:
        return _baca_uang(teks, jawaban)
    if isi is None:
        return _tolak("Baris ini tidak mempunyai realisasi.")
    if _RUPIAH.match(teks) and not re.search(r"\brp\b|rupiah", isi.satuan, re.IGNORECASE):
        return _tolak(f'"{teks}" adalah rupiah, padahal satuannya {isi.satuan.lower()}.')
    return _baca_nilai(isi, teks, jawaban)


def _tolak(kalimat: str) -> BacaanSel:
    return BacaanSel(terbaca=False, kalimat=kalimat)


def _baca_uang(teks: str, jawaban: str) -> BacaanSel:
    """Whole rupiah; an amount below zero ("(5.000)") is asked about."""
    bacaan = baca_rupiah(teks)
    if isinstance(bacaan, PesanSel):
        kalimat, pilihan = bacaan.kalimat, tuple(_langsung(bacaan))
    elif bacaan < 0:
        tampil = format_angka(Decimal(bacaan), 0)
        kalimat = f'"{teks}" dibaca {tampil}. Realisasi anggaran biasanya tidak di bawah nol.'
        pilihan = (Jawaban(f"bacaan|{tampil}", f"Pakai {tampil}"),)
    else:
        kalimat, pilihan = "", ()
    if pilihan and jawaban in {j.kode for j in pilihan}:
        bacaan = baca_rupiah(jawaban.removeprefix("bacaan|"))
    elif kalimat:
        return BacaanSel(terbaca=False, kalimat=kalimat, jawaban=pilihan)
    if isinstance(bacaan, PesanSel):
        return _tolak(bacaan.kalimat)
    tampil = format_angka(Decimal(bacaan), 0)
    return BacaanSel(
        terbaca=True, rupiah=bacaan, tampil=tampil, lain=_lain(teks, tampil), jawaban=pilihan
    )


def _baca_nilai(isi: UkuranSel, teks: str, jawaban: str) -> BacaanSel:
    bacaan = baca_sel(isi, teks)
    if isinstance(bacaan, PesanSel):
        pilihan = _jawaban(isi, bacaan)
        # Nothing is saved before the confirmation, whatever is asked.
        kalimat = bacaan.kalimat.removesuffix(" Nilai belum disimpan.")
        if jawaban in {p.kode for p in pilihan}:
            dijawab = _baca_jawaban(isi, jawaban)
            if isinstance(dijawab, Decimal):
                return _terbaca(isi, dijawab, teks, pilihan)
        return BacaanSel(terbaca=False, kalimat=kalimat, jawaban=pilihan)
    return _terbaca(isi, bacaan, teks, ())


def _terbaca(isi: UkuranSel, nilai: Decimal, teks: str, pilihan: tuple[Jawaban, ...]) -> BacaanSel:
    tampil = format_nilai(nilai, desimal=isi.desimal, skala=isi.skala_predikat)
    return BacaanSel(
        terbaca=True,
        nilai=nilai,
        tampil=tampil,
        lain=_lain(teks, tampil, huruf=isi.skala_predikat is not None),
        jawaban=pilihan,
    )


def _baca_jawaban(isi: UkuranSel, kode: str) -> Decimal | PesanSel:
    yakin, _, teks = kode.partition("|")
    return baca_sel(isi, teks, yakin=yakin)


def _jawaban(isi: UkuranSel, pesan: PesanSel) -> tuple[Jawaban, ...]:
    """Every way out; a reading that is odd itself is offered with what it is offered instead."""
    hasil = []
    for jawaban in _langsung(pesan):
        lanjut = _baca_jawaban(isi, jawaban.kode)
        hasil += [jawaban] if isinstance(lanjut, Decimal) else _langsung(lanjut)
    return tuple({j.kode: j for j in hasil}.values())


def _langsung(pesan: PesanSel) -> list[Jawaban]:
    hasil = [Jawaban(f"bacaan|{p}", f"Pakai {p}") for p in pesan.pilihan]
    if pesan.usul:
        hasil.append(Jawaban(f"bacaan|{pesan.usul}", f"Pakai {pesan.usul}"))
    if pesan.boleh_yakin:
        hasil.append(Jawaban(f"nilai|{pesan.teks}", f"{pesan.teks} sudah benar"))
    return hasil


def _lain(teks: str, tampil: str, *, huruf: bool = False) -> bool:
    """Whether the reading is another spelling than the typed one (decimals filled up are not)."""
    if huruf:
        return teks.casefold() != tampil.casefold()
    return not _POLOS.fullmatch(teks)
