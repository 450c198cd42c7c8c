"""A pohon kinerja as drawings: whole for the screen, in sheets that can be read for A3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dasar.grafik.kanvas import Svg
from dasar.grafik.pohon import (
    LEBAR_KOTAK,
    GarisPohon,
    IsiKotak,
    KotakPohon,
    Rupa,
    gambar_pohon,
    tinggi_kotak,
)
from dasar.grafik.tema import Tema
from kinerja.formulas.tata_pohon import Butir, Tata, tata_pohon
from kinerja.models import JenisPohon, TingkatKondisi
from kinerja.selectors.pohon_kinerja import KondisiTampil, PohonTampil

RUPA_TINGKAT = {
    TingkatKondisi.FINAL: Rupa.SATU,
    TingkatKondisi.INTERMEDIATE: Rupa.DUA,
    TingkatKondisi.IMMEDIATE: Rupa.TIGA,
    TingkatKondisi.OUTPUT: Rupa.EMPAT,
}
# The sheet for a drawing in user units (1/96 inch): 390 x 236 mm of A3 landscape.
LEBAR_LEMBAR = 1474.0
TINGGI_LEMBAR = 890.0
# Small print is 10 units, 7.5 pt: below this share it would come out under 6 pt.
SKALA_TERKECIL = 0.8


@dataclass
class _Bahan:
    """The boxes of one drawing by key, and which of them stand outside the tree."""

    tema: Tema
    pohon: PohonTampil
    rujukan: Mapping[int, str] = field(default_factory=dict)
    isi: dict[str, IsiKotak] = field(default_factory=dict)

    def kotak(self, kunci: str, isi: IsiKotak, lapis: int, anak: Sequence[Butir] = ()) -> Butir:
        self.isi[kunci] = isi
        tinggi = tinggi_kotak(isi, tema=self.tema)
        return Butir(kunci, LEBAR_KOTAK, tinggi, lapis, tuple(anak))


@dataclass(frozen=True)
class LembarPohon:
    """One sheet: its heading, the drawing, and the share of full size it is printed at."""

    judul: str
    gambar: Svg
    alt: str
    skala: float


@dataclass(frozen=True)
class _Rencana:
    """What one sheet shows: `akar` with everything below, or with `anak` (given) only."""

    judul: str
    akar: tuple[KondisiTampil, ...]
    anak: tuple[KondisiTampil, ...] | None = None


def gambar_layar(pohon: PohonTampil) -> Svg:
    """The whole tree for the screen."""
    return _gambar(pohon, pohon.akar, Tema.LAYAR, alt_pohon(pohon))[0]


def alt_pohon(pohon: PohonTampil) -> str:
    """What the drawing shows, in one sentence; the list beside it says the rest."""
    return (
        f"Bagan {pohon.judul}: {len(pohon.semua)} kondisi, {pohon.jumlah_csf} CSF, "
        f"{pohon.jumlah_indikator} indikator. Isi lengkapnya ada pada daftar berjenjang."
    )


def lembar_pohon(pohon: PohonTampil) -> list[LembarPohon]:
    """The drawings for A3 landscape: one sheet, or an overview and a sheet for each branch."""
    rencana = list(_bagi(pohon, pohon.akar, pohon.judul))
    rujukan = _rujukan(rencana)
    hasil = []
    for nomor, satu in enumerate(rencana, 1):
        alt = alt_pohon(pohon)
        if len(rencana) > 1:
            alt = f"Lembar {nomor} dari {len(rencana)} bagan {pohon.judul}: {satu.judul}."
        # Where a branch goes on is said only on the sheet that cuts it off.
        milik = rujukan if satu.anak is not None else {}
        gambar, skala = _gambar(pohon, satu.akar, Tema.CETAK, alt, anak=satu.anak, rujukan=milik)
        hasil.append(LembarPohon(satu.judul, gambar, alt, skala))
    return hasil


def _rujukan(rencana: Sequence[_Rencana]) -> dict[int, str]:
    """Condition -> the sheet on which it stands with its own branch."""
    hasil: dict[int, str] = {}
    for nomor, satu in enumerate(rencana, 1):
        for akar in satu.akar:
            hasil.setdefault(akar.pk, f"Rincian pada lembar {nomor}")
    return hasil


def _bagi(pohon: PohonTampil, akar: Sequence[KondisiTampil], judul: str) -> Iterator[_Rencana]:
    """Sheets for these branches: as many side by side as can be read, larger ones cut open."""
    if not akar:
        return
    kumpulan: list[KondisiTampil] = []
    for satu in akar:
        if kumpulan and not _muat(pohon, [*kumpulan, satu]):
            yield _Rencana(_judul(kumpulan, judul), tuple(kumpulan))
            kumpulan = []
        if not _muat(pohon, [satu]) and satu.anak:
            yield from _belah(pohon, satu)
        else:
            kumpulan.append(satu)
    if kumpulan:
        utuh = len(kumpulan) == len(akar)
        yield _Rencana(judul if utuh else _judul(kumpulan, judul), tuple(kumpulan))


def _belah(pohon: PohonTampil, akar: KondisiTampil) -> Iterator[_Rencana]:
    """An overview of a branch that does not fit (itself and its children), then its branches."""
    kelompok: list[list[KondisiTampil]] = [[]]
    for anak in akar.anak:
        calon = (*kelompok[-1], anak)
        if kelompok[-1] and not _muat(pohon, [akar], calon):
            kelompok.append([])
        kelompok[-1].append(anak)
    for nomor, isi in enumerate(kelompok, 1):
        bagian = f" (bagian {nomor} dari {len(kelompok)})" if len(kelompok) > 1 else ""
        yield _Rencana(f"Ikhtisar: {akar.uraian}{bagian}", (akar,), tuple(isi))
    yield from _bagi(pohon, [a for a in akar.anak if a.anak], akar.uraian)


def _judul(akar: Sequence[KondisiTampil], judul: str) -> str:
    if len(akar) == 1:
        return akar[0].uraian
    return f"{judul}: {len(akar)} cabang"


def _muat(
    pohon: PohonTampil,
    akar: Sequence[KondisiTampil],
    anak: Sequence[KondisiTampil] | None = None,
) -> bool:
    tata = _tata(_Bahan(Tema.CETAK, pohon), akar, anak)
    return _skala(tata) >= SKALA_TERKECIL


def _skala(tata: Tata) -> float:
    return min(
        1.0, LEBAR_LEMBAR / max(tata.lebar + 12, 1), TINGGI_LEMBAR / max(tata.tinggi + 12, 1)
    )


def _gambar(
    pohon: PohonTampil,
    akar: Sequence[KondisiTampil],
    tema: Tema,
    alt: str,
    *,
    anak: Sequence[KondisiTampil] | None = None,
    rujukan: Mapping[int, str] | None = None,
) -> tuple[Svg, float]:
    bahan = _Bahan(tema, pohon, rujukan or {})
    tata = _tata(bahan, akar, anak)
    kotak = [KotakPohon(isi, *_ukuran(tata, kunci)) for kunci, isi in bahan.isi.items()]
    garis = [GarisPohon(r.titik, putus=r.ke.startswith("t")) for r in tata.ruas]
    # Solid lines last, so that no dashed one lies over them.
    garis.sort(key=lambda satu: not satu.putus)
    gambar = gambar_pohon(kotak, garis, judul=alt, lebar=tata.lebar, tinggi=tata.tinggi, tema=tema)
    return gambar, _skala(tata)


def _ukuran(tata: Tata, kunci: str) -> tuple[float, float, float, float]:
    letak = tata.letak[kunci]
    return letak.x, letak.y, letak.lebar, letak.tinggi


def _tata(
    bahan: _Bahan, akar: Sequence[KondisiTampil], anak: Sequence[KondisiTampil] | None
) -> Tata:
    dasar = min((k.kedalaman for k in akar), default=0)
    return tata_pohon([_butir(bahan, k, dasar, anak) for k in akar])


def _butir(
    bahan: _Bahan,
    k: KondisiTampil,
    dasar: int,
    hanya: Sequence[KondisiTampil] | None = None,
) -> Butir:
    """A condition; below it each CSF with what answers it, then the rest, then other PD.

    Rows alternate: conditions on even ones, CSF and offers on odd ones.
    """
    lapis = 2 * (k.kedalaman - dasar)
    anak = k.anak if hanya is None else hanya
    terbuka = {} if hanya is None else dict.fromkeys(satu.pk for satu in hanya)

    def bawah(satu: KondisiTampil) -> Butir:
        # On an overview the children stand alone; their own sheet shows what is below them.
        return _butir(bahan, satu, dasar, () if satu.pk in terbuka else None)

    ringkas = hanya is not None and not hanya and bool(k.anak)
    isi: list[Butir] = []
    if not ringkas:
        for f in k.csf:
            penjawab = [satu for satu in anak if satu.faktor_id == f.pk]
            if hanya and not penjawab and f.dijawab:
                continue  # answered on another part of this overview
            teks = IsiKotak(
                Rupa.FAKTOR,
                "Faktor kunci (CSF)",
                f.uraian,
                kaki=() if f.dijawab else ("Belum dijawab kondisi mana pun",),
            )
            isi.append(bahan.kotak(f"f{f.pk}", teks, lapis + 1, [bawah(p) for p in penjawab]))
        isi += [bawah(satu) for satu in anak if satu.faktor_id is None]
        for t in k.hidup:
            kaki = [f"Dijawab: {t.jawaban}"] if t.jawaban else []
            teks = IsiKotak(
                Rupa.LUAR, f"Crosscutting, {t.label.lower()}", t.nama_pd, (t.uraian,), tuple(kaki)
            )
            isi.append(bahan.kotak(f"t{t.pk}", teks, lapis + 1))
    return bahan.kotak(f"k{k.pk}", _isi_kondisi(bahan, k, ringkas=ringkas), lapis, isi)


def _isi_kondisi(bahan: _Bahan, k: KondisiTampil, *, ringkas: bool) -> IsiKotak:
    butir = tuple(i.nama if i.target == "–" else f"{i.nama}: {i.target}" for i in k.indikator)
    kaki = []
    if bahan.pohon.jenis != JenisPohon.PD:
        kaki.append(k.nama_pd)
    if k.jabatan:
        kaki.append(k.jabatan)
        kaki.append(k.pemangku or "Belum ada pejabat")
    kaki += [f"Menjawab {satu}" for satu in k.masuk]
    if ringkas and k.pk in bahan.rujukan:
        kaki.append(bahan.rujukan[k.pk])
    return IsiKotak(RUPA_TINGKAT[TingkatKondisi(k.tingkat)], k.label, k.uraian, butir, tuple(kaki))
