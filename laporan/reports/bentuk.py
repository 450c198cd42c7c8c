"""How a value of the report is written: the only formatting between DataLKjIP and the page.

Unknown is "–" in a cell, never 0. A made-up value carries †, and so does every number derived
from one; a value of an unfinished year carries the word "sementara", one that nobody verified the
words "belum diverifikasi".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from dasar.angka import format_angka, format_rupiah
from dasar.cetak.tabel import Sel
from dasar.tanggal import format_tanggal, format_waktu
from kinerja.formulas.skala import format_nilai
from laporan.formulas.data_lkjip import BarisAnggaran, IndikatorLKjIP
from laporan.formulas.sifat_nilai import belum_diverifikasi, capaian_contoh

KOSONG = "–"
BELATI = "†"
CATATAN_CONTOH = "† Angka contoh, bukan data resmi."
CATATAN_TEKS_CONTOH = "† Teks contoh, bukan pernyataan resmi."
SEMENTARA = "sementara"
BELUM = "belum diverifikasi"

# tingkat 5 = sangat tinggi .. 1 = sangat rendah
TANDA_TINGKAT = {5: "●", 4: "◕", 3: "◑", 2: "◔", 1: "○"}
KUNCI_KATEGORI = "● sangat tinggi  ◕ tinggi  ◑ sedang  ◔ rendah  ○ sangat rendah."


def belati(teks: str, contoh: bool) -> str:
    """The text with † behind a made-up value."""
    return f"{teks}{BELATI}" if contoh and teks != KOSONG else teks


def teks_nilai(
    nilai: Decimal | None,
    *,
    desimal: int,
    skala: Mapping[str, int] | None = None,
    contoh: bool = False,
) -> str:
    """A measured value in its own unit: 1.234,50, or a letter of its scale."""
    return belati(format_nilai(nilai, desimal=desimal, skala=skala), contoh)


def teks_target(indikator: IndikatorLKjIP) -> str:
    """The target of the year; a range as 70,00–80,00."""
    return belati(_target_polos(indikator), indikator.target_contoh)


def _target_polos(indikator: IndikatorLKjIP) -> str:
    bawah = format_nilai(indikator.target, desimal=indikator.desimal, skala=indikator.skala)
    if indikator.target is None or indikator.target_atas is None:
        return bawah
    return f"{bawah}–{format_nilai(indikator.target_atas, desimal=indikator.desimal)}"


def teks_realisasi(indikator: IndikatorLKjIP) -> str:
    """The value of the year without the word "sementara"."""
    return teks_nilai(
        indikator.realisasi,
        desimal=indikator.desimal,
        skala=indikator.skala,
        contoh=indikator.contoh,
    )


def sel_realisasi(indikator: IndikatorLKjIP) -> str | Sel:
    """The same for a cell, with "sementara" below the number."""
    teks = teks_realisasi(indikator)
    return Sel(teks, SEMENTARA) if indikator.sementara and teks != KOSONG else teks


def sel_realisasi_lengkap(indikator: IndikatorLKjIP) -> str | Sel:
    """For a table without the column of the category: "belum diverifikasi" stands here."""
    teks = teks_realisasi(indikator)
    kata = kata_sifat(sementara=indikator.sementara, belum=belum_diverifikasi(indikator))
    return Sel(teks, kata) if kata and teks != KOSONG else teks


def kata_sifat(*, sementara: bool, belum: bool) -> str:
    """What is to be known about a value: "sementara, belum diverifikasi"; "" when nothing is."""
    return ", ".join(kata for kata, ada in ((SEMENTARA, sementara), (BELUM, belum)) if ada)


def teks_capaian(indikator: IndikatorLKjIP) -> str:
    """The capaian of one indicator in percent."""
    return teks_persen(indikator.capaian, contoh=capaian_contoh(indikator))


def teks_persen(nilai: Decimal | None, *, contoh: bool = False) -> str:
    """A percentage without its sign (the head of the column says it), two decimals half up."""
    return KOSONG if nilai is None else belati(format_angka(nilai, 2), contoh)


def teks_selisih(nilai: Decimal | None, *, contoh: bool = False) -> str:
    """Percentage points with a sign: +5,45 or −1,20."""
    if nilai is None:
        return KOSONG
    teks = format_angka(abs(nilai), 2)
    return belati(f"{'−' if nilai < 0 else '+'}{teks}", contoh)


def teks_rupiah(rupiah: int | None, *, contoh: bool = False) -> str:
    """Whole rupiah with thousands dots."""
    return KOSONG if rupiah is None else belati(format_rupiah(rupiah), contoh)


def teks_miliar(rupiah: int | None) -> str:
    """Rupiah in thousands of millions with one decimal, for charts."""
    return KOSONG if rupiah is None else format_angka(Decimal(rupiah) / 1_000_000_000, 1)


def sel_uang(baris: BarisAnggaran) -> tuple[str, str, str]:
    """Pagu, realisasi and serapan of one line."""
    return (
        teks_rupiah(baris.pagu, contoh=baris.contoh),
        teks_rupiah(baris.realisasi, contoh=baris.contoh),
        teks_persen(baris.serapan, contoh=baris.contoh),
    )


def teks_kategori(indikator: IndikatorLKjIP) -> str:
    """Mark and word: "● Sangat tinggi"; "–" without a capaian."""
    if indikator.tingkat is None or not indikator.kategori:
        return KOSONG
    kata = indikator.kategori
    return f"{TANDA_TINGKAT[indikator.tingkat]} {kata[:1].upper()}{kata[1:].lower()}"


def sel_kategori(indikator: IndikatorLKjIP) -> str | Sel:
    """The same for a cell, with "belum diverifikasi" below it where that is so."""
    teks = teks_kategori(indikator)
    return Sel(teks, BELUM) if belum_diverifikasi(indikator) else teks


def tanda_kategori(indikator: IndikatorLKjIP) -> str:
    """Only the mark, for the narrow column of the annex."""
    return KOSONG if indikator.tingkat is None else TANDA_TINGKAT[indikator.tingkat]


def teks_waktu(iso: str) -> str:
    """ "14 Februari 2025 pukul 16.20 WIB" from ISO text with a zone."""
    waktu = datetime.fromisoformat(iso)
    return f"{format_tanggal(waktu)} pukul {format_waktu(waktu)}"


def teks_sidik(sidik: str) -> str:
    """A digest in groups of four on two lines, so that people can compare it."""
    kelompok = [sidik[i : i + 4] for i in range(0, len(sidik), 4)]
    tengah = len(kelompok) // 2
    return f"{' '.join(kelompok[:tengah])}\n{' '.join(kelompok[tengah:])}"
