"""Organisation chart: head, staff below, and the branches in one or more rows."""

from collections.abc import Sequence
from math import ceil

from dasar.grafik.kanvas import NAIK, Kanvas, bersih
from dasar.grafik.tema import Tema, bungkus

LEBAR_MIN = 240
SELA = 8.0
# A branch box is at least this many type sizes wide, so that "Inspektorat" fits.
KOTAK_MIN = 6.6


def bagan_organisasi(
    pucuk: str,
    staf: str,
    cabang: Sequence[tuple[str, str]],
    *,
    judul: str,
    tema: Tema = Tema.LAYAR,
    lebar: int = 470,
) -> str:
    """Boxes joined by lines; each branch is (name, count text). Line breaks in texts are kept.

    Branches that do not fit side by side are spread evenly over as many rows as needed.
    """
    k = Kanvas(max(lebar, LEBAR_MIN), 40, tema, judul)
    tengah, lebar_pucuk = k.lebar / 2, k.lebar * 0.44
    y = 1.0
    for isi in (pucuk, staf):
        baris = [
            satu
            for bagian in isi.splitlines()
            for satu in bungkus(bersih(bagian), lebar_pucuk - 12, k.palet.ukuran, tebal=True)
        ]
        if not baris:
            continue
        if y > 1:
            k.garis((tengah, y), (tengah, y + 22), k.palet.kedua, 1.5)
            y += 22
        tinggi = len(baris) * k.palet.ukuran * 1.35 + 14
        _kotak(k, (tengah - lebar_pucuk / 2, y), (lebar_pucuk, tinggi), baris, isi, utama=True)
        y += tinggi
    if cabang:
        y = _cabang(k, y, cabang)
    k.tinggi = y + 1
    return k.selesai()


def _cabang(k: Kanvas, y: float, cabang: Sequence[tuple[str, str]]) -> float:
    """Draws all branches below y and returns their lower edge."""
    ukuran = k.palet.ukuran_kecil
    muat = max(int((k.lebar + SELA) // (KOTAK_MIN * ukuran + SELA)), 1)
    jumlah_baris = ceil(len(cabang) / muat)
    per_baris = ceil(len(cabang) / jumlah_baris)
    # With several rows a trunk at the left edge feeds the lower ones, past the upper boxes.
    tepi = 10.0 if jumlah_baris > 1 else 0.0
    lebar = (k.lebar - tepi - SELA * (per_baris - 1)) / per_baris
    lebar = min(lebar, k.lebar * 0.32)
    tengah, punca, y_rel_awal = k.lebar / 2, y > 1, 0.0
    for awal in range(0, len(cabang), per_baris):
        isi = cabang[awal : awal + per_baris]
        y_rel = y + (16 if punca else 1)
        if awal == 0:
            y_rel_awal = y_rel
            if punca:
                k.garis((tengah, y), (tengah, y_rel), k.palet.kedua, 1.5)
        lebar_baris = len(isi) * lebar + SELA * (len(isi) - 1)
        kiri = tepi + (k.lebar - tepi - lebar_baris) / 2
        pusat = [kiri + lebar / 2 + i * (lebar + SELA) for i in range(len(isi))]
        if punca or jumlah_baris > 1:
            ujung = [1.0] if jumlah_baris > 1 else []
            if awal == 0 and punca:
                ujung.append(tengah)
            rentang = (min(pusat + ujung), max(pusat + ujung))
            k.garis((rentang[0], y_rel), (rentang[1], y_rel), k.palet.kedua, 1.5)
        y = _baris_cabang(k, y_rel, kiri, lebar, isi, garis=punca or jumlah_baris > 1)
        punca = True
    if jumlah_baris > 1:
        k.garis((1, y_rel_awal), (1, y_rel), k.palet.kedua, 1.5)
    return y


def _baris_cabang(
    k: Kanvas,
    y: float,
    kiri: float,
    lebar: float,
    isi: Sequence[tuple[str, str]],
    *,
    garis: bool,
) -> float:
    """One row of branch boxes of equal height; returns their lower edge."""
    ukuran = k.palet.ukuran_kecil
    kotak = []
    for nama, jumlah in isi:
        bagian = [bersih(satu) for satu in f"{nama} {jumlah}".splitlines()]
        baris = [satu for isi_bagian in bagian for satu in bungkus(isi_bagian, lebar - 8, ukuran)]
        if any(satu.endswith("…") for satu in baris):
            # The count is the fact of the box: rather cut the name than the count.
            baris = bungkus(bersih(nama), lebar - 8, ukuran)
            baris += bungkus(bersih(jumlah), lebar - 8, ukuran)
        kotak.append((baris, " ".join(bagian)))
    tinggi = max(max(len(baris) for baris, _ in kotak), 1) * ukuran * 1.35 + 12
    atas = y + 12 if garis else y
    for i, (baris, lengkap) in enumerate(kotak):
        x = kiri + i * (lebar + SELA)
        if garis:
            k.garis((x + lebar / 2, y), (x + lebar / 2, atas), k.palet.kedua, 1)
        _kotak(k, (x, atas), (lebar, tinggi), baris, lengkap)
    return atas + tinggi


def _kotak(
    k: Kanvas,
    letak: tuple[float, float],
    besar: tuple[float, float],
    baris: Sequence[str],
    lengkap: str,
    *,
    utama: bool = False,
) -> None:
    ukuran = k.palet.ukuran if utama else k.palet.ukuran_kecil
    tepi = k.palet.aksen if utama else k.palet.kedua
    k.kotak(*letak, *besar, isi=k.palet.alas, tepi=tepi, tebal_tepi=1.5 if utama else 1)
    langkah = ukuran * 1.35
    y = letak[1] + (besar[1] - len(baris) * langkah) / 2 + NAIK * ukuran + 0.16 * ukuran
    for i, isi in enumerate(baris):
        k.teks(
            letak[0] + besar[0] / 2,
            y + i * langkah,
            isi,
            ukuran=ukuran,
            jangkar="middle",
            tebal=utama,
            lengkap=bersih(lengkap) if isi.endswith("…") else "",
        )
