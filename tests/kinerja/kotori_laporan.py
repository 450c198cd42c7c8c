"""Reports as real hands write them: the rows of a clean one disturbed, with a fixed seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kinerja.formulas.isi_laporan import Sel
from kinerja.formulas.susunan_laporan import BarisTersusun
from kinerja.selectors.berkas_triwulan import BarisMentah

SINGKAT = {
    "Administrasi": "Adm.",
    "Kegiatan": "Keg.",
    "Pelaksanaan": "Pelaks.",
    "Penyediaan": "Penyed.",
    "Penyusunan": "Peny.",
    "Pengadaan": "Pengad.",
    "Pemeliharaan": "Pemel.",
    "Koordinasi": "Koord.",
    "Perangkat Daerah": "PD",
    "Dokumen": "Dok.",
    "Laporan": "Lap.",
    "Jumlah": "Jml",
    "yang": "yg",
    "untuk": "utk",
    "dengan": "dgn",
    "Program": "Prog.",
    "PROGRAM": "PROG.",
    "Masyarakat": "Masy.",
    "Pengelolaan": "Pengel.",
    "Pembinaan": "Pemb.",
    "Peningkatan": "Peningk.",
}
_DAERAH = re.compile(r"kabupaten\s*/\s*kota", re.I)
_DAERAH_LAIN = ("Kab/Kota", "Kabupaten/Kota", "Kab./Kota", "KABUPATEN /KOTA", "Kabupaten / Kota")


@dataclass(frozen=True)
class Kotor:
    """A disturbed report. `asal`: disturbed row -> row of the clean one (None: an extra row)."""

    baris: tuple[BarisMentah, ...]
    asal: Mapping[int, int | None]
    gangguan: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def _selip(teks: str, acak: random.Random) -> str:
    """One or two letters wrong, as fingers do it: left out, doubled, swapped, beside the key."""
    huruf = list(teks)
    kata = list(re.finditer(r"[A-Za-z]{5,}", teks))
    if not kata:
        return teks
    for m in acak.sample(kata, min(len(kata), acak.choice((1, 1, 2)))):
        n = acak.randrange(m.start() + 1, m.end() - 1)
        cara = acak.randrange(4)
        if cara == 0:
            huruf[n] = ""
        elif cara == 1:
            huruf[n] = huruf[n] * 2
        elif cara == 2:
            huruf[n], huruf[n + 1] = huruf[n + 1], huruf[n]
        else:
            huruf[n] = acak.choice("aeioutrsnl")
    return "".join(huruf)


def _spasi(teks: str, acak: random.Random) -> str:
    """Hyphens, blanks and line breaks where there were none."""
    letak = [m.start() for m in re.finditer(r"\s|-|/", teks)]
    if not letak:
        return teks
    n = acak.choice(letak)
    ganti = acak.choice(("\n", "  ", " - ", "-", "", " \n"))
    tengah = acak.randrange(len(teks))
    teks = teks[:n] + ganti + teks[n + 1 :]
    if acak.random() < 0.5:  # a break in the middle of a word
        teks = teks[:tengah] + acak.choice(("- ", "\n", " ")) + teks[tengah:]
    return teks


def _huruf(teks: str, acak: random.Random) -> str:
    return acak.choice((str.upper, str.lower, str.title))(teks)


def _singkat(teks: str, acak: random.Random) -> str:
    ada = [k for k in SINGKAT if re.search(rf"\b{k}\b", teks)]
    for kata in acak.sample(ada, min(len(ada), acak.choice((1, 2)))):
        teks = re.sub(rf"\b{kata}\b", SINGKAT[kata], teks, count=1)
    return teks


def _daerah(teks: str, acak: random.Random) -> str:
    if _DAERAH.search(teks):
        return _DAERAH.sub(acak.choice(_DAERAH_LAIN), teks)
    return teks + acak.choice(("", " Kabupaten/Kota"))


UBAH: Mapping[str, Callable[[str, random.Random], str]] = {
    "huruf": _huruf,
    "spasi": _spasi,
    "selip": _selip,
    "singkat": _singkat,
    "daerah": _daerah,
}


def kotori(bersih: Sequence[BarisMentah], susunan: Sequence[BarisTersusun], benih: int) -> Kotor:
    """Disturb a report: each name at least once and often twice; siblings change places, rows
    are left out, added and wrapped, titles stand between."""
    acak = random.Random(benih)  # noqa: S311 - a fixed seed, nothing secret
    mentah = {b.nomor: b for b in bersih}
    urut = _acak_urutan(susunan, acak)
    buang = {s.nomor for s in susunan if s.jenis != "judul" and acak.random() < 0.06}
    keluar: list[BarisMentah] = []
    asal: dict[int, int | None] = {}
    gangguan: dict[int, tuple[str, ...]] = {}

    def tulis(b: BarisMentah, dari: int | None, nama: tuple[str, ...] = ()) -> None:
        nomor = len(keluar) + 5
        keluar.append(replace(b, nomor=nomor))
        asal[nomor] = dari
        gangguan[nomor] = nama

    kapital = acak.random() < 0.15
    for s in urut:
        b = mentah[s.nomor]
        if s.nomor in buang:
            continue
        if s.jenis == "program" and acak.random() < 0.3:
            tulis(
                BarisMentah(0, "BIDANG " + acak.choice(("SEKRETARIAT", "UMUM")), "", "", {}), None
            )
        ubah = tuple(acak.sample(sorted(UBAH), acak.choice((1, 2))))
        nama, indikator = b.nama, b.indikator
        for cara in ubah:
            nama = UBAH[cara](nama, acak) if nama else nama
            if indikator and cara != "daerah":
                indikator = UBAH[cara](indikator, acak)
        nama = " ".join((nama.upper() if kapital else nama).split())
        satu = replace(b, nama=nama, indikator=" ".join(indikator.split()))
        if nama and acak.random() < 0.08 and len(nama.split()) > 3:
            _tulis_terpotong(satu, s.nomor, ubah, tulis, acak)
        else:
            tulis(satu, s.nomor, ubah)
        if s.jenis == "sub_kegiatan" and acak.random() < 0.02:
            lain = BarisMentah(
                0, f"Kegiatan Tambahan Nomor {len(keluar)}", f"Jumlah Hal {len(keluar)}", "",
                dict.fromkeys(b.sel, Sel("1")),
            )  # fmt: skip
            tulis(lain, None)
    return Kotor(tuple(keluar), asal, gangguan)


def _tulis_terpotong(
    b: BarisMentah,
    dari: int,
    ubah: tuple[str, ...],
    tulis: Callable[[BarisMentah, int | None, tuple[str, ...]], None],
    acak: random.Random,
) -> None:
    """A name over two rows; the values stand in the first."""
    kata = b.nama.split()
    n = acak.randrange(2, len(kata))
    kosong = {peran: Sel() for peran in b.sel}
    bernilai = any(not s.kosong for s in b.sel.values())
    tulis(replace(b, nama=" ".join(kata[:n])), dari, (*ubah, "terpotong"))
    if bernilai or b.indikator:
        tulis(BarisMentah(0, " ".join(kata[n:]), "", "", kosong), -dari, ())
    else:
        tulis(BarisMentah(0, " ".join(kata[n:]), "", "", kosong), -dari, ())


def _acak_urutan(susunan: Sequence[BarisTersusun], acak: random.Random) -> list[BarisTersusun]:
    """Siblings in another order, each with everything below it (one parent in five)."""
    anak: dict[int | None, list[BarisTersusun]] = {}
    lanjutan: dict[int, list[BarisTersusun]] = {}
    for s in susunan:
        if s.jenis == "lanjutan" and s.simpul is not None:
            lanjutan.setdefault(s.simpul, []).append(s)
        else:
            anak.setdefault(s.induk, []).append(s)

    def turun(induk: int | None) -> list[BarisTersusun]:
        semua = anak.get(induk, [])
        if induk is not None and acak.random() < 0.2:
            acak.shuffle(semua)
        hasil: list[BarisTersusun] = []
        for s in semua:
            hasil += [s, *lanjutan.get(s.nomor, [])]
            if s.jenis != "judul":
                hasil += turun(s.nomor)
        return hasil

    return turun(None)
