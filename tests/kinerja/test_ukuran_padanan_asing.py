"""How well reports of PD that no file has are read and matched, from the bytes of the file on:
names wrapped, numbered, broken, misspelled; a column for each level with merged cells; codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from kinerja.selectors.berkas_triwulan import baca_berkas_triwulan
from kinerja.selectors.nomenklatur import Pustaka
from kinerja.selectors.padanan_rencana import PencocokRencana
from kinerja.selectors.rencana_berlaku import RencanaBerlaku
from kinerja.selectors.susunan_baris import susun_baris
from tests.kinerja import laporan_asing as asing
from tests.kinerja.ukuran_padanan import muat_pustaka_csv

PALING_SEDIKIT_BENAR = 0.95
BENTUK: dict[str, tuple[Callable[[list[asing.Asal], int], asing.Laporan], float]] = {
    # layout -> (how it is written, at least so many right)
    "satu kolom": (asing.satu_kolom, 0.95),
    "bernomor": (asing.bernomor, 0.95),
    "tangga": (asing.tangga, 0.93),  # one slip in a kegiatan asks about all rows below it
    "tangga berkode": (lambda a, n: asing.tangga(a, n, kode=True), 0.98),
    "berkode": (asing.berkode, 0.98),
    "tangan lain": (asing.tangan_lain, 0.95),
}


def hitung(lap: asing.Laporan, rencana: RencanaBerlaku, pustaka: Pustaka) -> Counter[str]:
    tersusun = susun_baris(baca_berkas_triwulan(lap.isi, lap.jenis).baris, rencana, pustaka)
    hasil = PencocokRencana(
        rencana, {}, kosakata=tersusun.kosakata, sebutan=tersusun.sebutan
    ).cocokkan(tersusun.susunan, tersusun.mentah)
    jumlah: Counter[str] = Counter()
    for nomor, asal in lap.asal.items():
        p = hasil[nomor]
        jumlah["jumlah"] += 1
        if p.isi_simpul_id is None:
            jumlah["tanya" if p.status == "pilih" else "tak ketemu"] += 1
            continue
        benar = p.isi_simpul_id == asal.pk and p.isi_indikator_id in (None, asal.indikator_pk)
        jumlah["benar" if benar else "salah"] += 1
    return jumlah


def _ukur(bentuk: str, bidang: list[str], pustaka: Pustaka) -> None:
    tulis, paling_sedikit = BENTUK[bentuk]
    semua: Counter[str] = Counter()
    for n, satu in enumerate(bidang):
        rencana, asal = asing.rencana_pd(satu, n)
        semua += hitung(tulis(asal, n), rencana, pustaka)
    assert semua["jumlah"] > 50 * len(bidang)
    assert semua["benar"] / semua["jumlah"] >= paling_sedikit, semua
    assert semua["salah"] / semua["jumlah"] <= 0.003, semua


@pytest.mark.parametrize("bentuk", BENTUK)
def test_rows_of_one_pd_find_their_place_in_every_layout(bentuk):
    _ukur(bentuk, asing.semua_bidang()[4:5], Pustaka([]))


@pytest.mark.lengkap
@pytest.mark.parametrize("bentuk", BENTUK)
def test_rows_of_thirteen_pd_find_their_place_in_every_layout(bentuk):
    _ukur(bentuk, asing.semua_bidang()[::3], muat_pustaka_csv())


def test_codes_of_another_edition_say_nothing():
    """Every code stands on the next row: names decide, nobody is asked about all of them."""
    rencana, asal = asing.rencana_pd(asing.semua_bidang()[4], 1)
    geser = [
        asing.Asal(**{**vars(a), "kode": b.kode}) for a, b in zip(asal, asal[1:], strict=False)
    ]
    c = hitung(asing.berkode(geser, 1, rusak=1), rencana, Pustaka([]))
    assert c["benar"] / c["jumlah"] >= PALING_SEDIKIT_BENAR, c
    assert not c["salah"]


def test_a_code_against_its_name_is_asked():
    rencana, asal = asing.rencana_pd(asing.semua_bidang()[4], 1)
    sub = [a for a in asal if a.jenis == "sub_kegiatan"]
    salah, benar = sub[0], sub[-1]
    tukar = [asing.Asal(**{**vars(a), "kode": benar.kode}) if a is salah else a
             for a in asal if a is not benar]  # fmt: skip
    lap = asing.berkode(tukar, 1, rusak=1)
    tersusun = susun_baris(baca_berkas_triwulan(lap.isi, "xlsx").baris, rencana, Pustaka([]))
    hasil = PencocokRencana(
        rencana, {}, kosakata=tersusun.kosakata, sebutan=tersusun.sebutan
    ).cocokkan(tersusun.susunan, tersusun.mentah)
    p = hasil[next(n for n, a in lap.asal.items() if a.pk == salah.pk)]
    assert p.status == "pilih"
    assert {f"S{salah.pk}", f"S{benar.pk}"} <= {pilihan.kode for pilihan in p.pilihan}
