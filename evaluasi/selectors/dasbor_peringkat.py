"""Ranking and heatmap of all PD: rows ready to print, no query but where said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from dasar.angka import bulatkan, format_angka, format_persen
from dasar.tanggal import romawi
from evaluasi.formulas.nilai_kota import hitung_ambang, sebaran
from evaluasi.formulas.predikat import predikat
from evaluasi.selectors.dasbor_nilai import DaftarNilai, NilaiPD
from evaluasi.selectors.nilai_lembar import NilaiLembar
from evaluasi.selectors.templat import TemplatTahun
from kinerja.formulas.agregasi import RataRata, rata_rata_capaian
from kinerja.formulas.capaian import Kategori, kategori_capaian
from kinerja.selectors.ikhtisar import CapaianPD

SUMBU_BAWAAN = (50, 90)
TERLEMAH = 2
AMBANG_TENGAH = "BB"
_TRIWULAN = (1, 2, 3, 4)


@dataclass(frozen=True)
class KolomPeta:
    """One column of the heatmap."""

    kode: str
    nama: str
    awal: bool  # first of its komponen
    persen: Decimal | None
    rata_rata: str
    lemah: bool


@dataclass(frozen=True)
class SelPeta:
    """The letter of one subkomponen; `kelas` picks its colour."""

    huruf: str
    kelas: str
    judul: str
    awal: bool


@dataclass(frozen=True)
class SelCapaian:
    """Mean capaian of one quarter.

    `contoh`: made-up values are in it, `sementara`: values that nobody verified. `tanda` is what
    this cell must say of both, because not every cell of its column does; where all do, the head
    of the column says it once.
    """

    label: str
    nilai: str
    kategori: Kategori | None
    hitungan: str
    contoh: bool
    sementara: bool
    tanda: str


@dataclass(frozen=True)
class Perubahan:
    """Change against an earlier value: `arah` naik, turun, tetap, or "" for unknown."""

    arah: str
    besar: str


@dataclass(frozen=True)
class Garis:
    """A rule under a row: `pasti` solid (the 2/3 line), else dashed."""

    teks: str
    pasti: bool


@dataclass(frozen=True)
class BarisPeringkat:
    """One PD. `posisi` is where its dot stands on the axis, in percent of its width."""

    pd_id: int
    nomor: str
    nama: str
    nilai: str
    huruf: str
    perubahan: Perubahan
    posisi: str
    di_atas: bool
    peta: Sequence[SelPeta]
    capaian: Sequence[SelCapaian]
    contoh: bool
    garis: Sequence[Garis]


@dataclass(frozen=True)
class Peringkat:
    """The whole table. `kelompok` are the komponen with how many columns each spans."""

    tahun: int
    tahun_lalu: int | None  # the year that changes are counted from, None: nobody has one
    tanpa_perubahan: str  # why there is no column of changes
    jumlah: int
    kolom: Sequence[KolomPeta]
    kelompok: Sequence[tuple[str, int]]
    rata_rata: str
    rata_huruf: str
    rata_capaian: Sequence[SelCapaian]
    garis_awal: Sequence[Garis]
    baris: Sequence[BarisPeringkat]
    belum: Sequence[BarisPeringkat]
    sumbu: tuple[int, int]
    posisi_batas: str
    contoh: bool
    huruf: Sequence[str]

    @property
    def total(self) -> int:
        """All PD in the table, judged or not."""
        return len(self.baris) + len(self.belum)

    @property
    def seluruh_contoh(self) -> bool:
        """Whether every value is made up: then the page says it once, else beside each name."""
        return bool(self.baris) and all(b.contoh for b in self.baris)

    @property
    def terlemah(self) -> str:
        """The weakest subkomponen in words, the lowest mean first."""
        lemah = sorted((k for k in self.kolom if k.lemah), key=lambda k: k.persen or 0)
        return "; ".join(f"{k.kode} {k.nama} ({k.rata_rata})" for k in lemah)


def hitung_perubahan(kini: Decimal | None, lalu: Decimal | None) -> Perubahan:
    """The difference of the two values as they are shown, in points."""
    if kini is None or lalu is None:
        return Perubahan("", "–")
    selisih = bulatkan(kini) - bulatkan(lalu)
    arah = "naik" if selisih > 0 else "turun" if selisih < 0 else "tetap"
    return Perubahan(arah, format_angka(abs(selisih), 2))


def nomor_peringkat(nilai: Sequence[Decimal]) -> list[str]:
    """Ranks of values that are sorted already; equal ones share a rank and get "=".

    >>> nomor_peringkat([Decimal(80), Decimal(70), Decimal(70), Decimal(60)])
    ['1', '2=', '2=', '4']
    """
    bulat = [bulatkan(n) for n in nilai]
    return [f"{bulat.index(n) + 1}{'=' if bulat.count(n) > 1 else ''}" for n in bulat]


def sumbu_nilai(nilai: Sequence[Decimal]) -> tuple[int, int]:
    """Bounds of the axis: 50 to 90, or the tens around the values that lie outside."""
    bawah, atas = SUMBU_BAWAAN
    if nilai:
        puluh = Decimal(10)
        bawah = min(bawah, int((min(nilai) / puluh).to_integral_value(ROUND_FLOOR)) * 10)
        atas = max(atas, int((max(nilai) / puluh).to_integral_value(ROUND_CEILING)) * 10)
    return bawah, atas


def susun_peringkat(daftar: DaftarNilai, capaian: Mapping[int, CapaianPD] | None) -> Peringkat:
    """The table of one year; `capaian` is given for the second view (no query)."""
    templat = daftar.templat
    dinilai = daftar.dinilai
    nilai = [total for _, _, total in dinilai]
    sumbu = sumbu_nilai(nilai)
    kolom = [] if templat is None else _kolom(templat, [lembar for _, lembar, _ in dinilai])
    batas = _batas_tengah(templat)
    garis = _garis(nilai, len(daftar.pd), templat)
    baris = [
        BarisPeringkat(
            pd_id=p.pd_id,
            nomor=nomor,
            nama=p.nama,
            nilai=format_angka(total, 2),
            huruf=lembar.predikat.huruf if lembar.predikat else "",
            perubahan=hitung_perubahan(total, p.lalu),
            posisi=_posisi(total, sumbu),
            di_atas=batas is not None and bulatkan(total) > batas,
            peta=_peta(lembar, kolom),
            capaian=_sel_capaian(capaian, p.pd_id),
            contoh=lembar.contoh,
            garis=garis.get(urut, ()),
        )
        for urut, ((p, lembar, total), nomor) in enumerate(
            zip(dinilai, nomor_peringkat(nilai), strict=True), start=1
        )
    ]
    rata = sebaran(nilai).rata_rata
    berubah = any(b.perubahan.arah for b in baris)
    return Peringkat(
        tahun=daftar.tahun,
        tahun_lalu=daftar.tahun_lalu if berubah else None,
        tanpa_perubahan="" if berubah else _tanpa_perubahan(daftar.tahun_lalu),
        jumlah=len(baris),
        kolom=kolom,
        kelompok=[] if templat is None else _kelompok(templat),
        rata_rata="–" if rata is None else format_angka(rata, 2),
        rata_huruf=predikat(rata, templat.skala).huruf if rata is not None and templat else "",
        rata_capaian=_rata_capaian(capaian, daftar.pd),
        garis_awal=garis.get(0, ()),
        baris=baris,
        belum=[_tanpa_nilai(p, kolom, capaian) for p in daftar.belum],
        sumbu=sumbu,
        posisi_batas="" if batas is None else _posisi(batas, sumbu),
        contoh=any(b.contoh for b in baris),
        huruf=_huruf_jawaban(templat),
    )


def _tanpa_perubahan(tahun_lalu: int | None) -> str:
    if tahun_lalu is None:
        return "Perubahan belum dapat dihitung: ini tahun evaluasi pertama."
    return f"Perubahan belum dapat dihitung: belum ada PD yang dinilai juga pada {tahun_lalu}."


def _posisi(nilai: Decimal, sumbu: tuple[int, int]) -> str:
    bawah, atas = sumbu
    return f"{(nilai - bawah) / (atas - bawah) * 100:.2f}"


def _batas_tengah(templat: TemplatTahun | None) -> Decimal | None:
    """Points above which a value is BB in this year's scale."""
    if templat is None:
        return None
    return next(
        (r.di_atas for r in templat.skala.rentang if r.predikat.huruf == AMBANG_TENGAH), None
    )


def _kelompok(templat: TemplatTahun) -> list[tuple[str, int]]:
    """Komponen by the first word of their name: "Perencanaan Kinerja" is "1 Perencanaan"."""
    return [
        (f"{k.kode} {k.nama.split(' ', 1)[0]}", len(k.subkomponen))
        for k in templat.templat.komponen
    ]


def _kolom(templat: TemplatTahun, lembar: Sequence[NilaiLembar]) -> list[KolomPeta]:
    """Columns with the mean percent of their weight; the weakest are marked."""
    awal = {k.subkomponen[0].kode for k in templat.templat.komponen if k.subkomponen}
    rata: dict[str, Decimal] = {}
    for sub in templat.templat.subkomponen:
        persen = [
            templat.templat.nilai_jawaban(sub, huruf)
            for satu in lembar
            if (huruf := satu.jawaban.get(sub.kode))
        ]
        if persen:
            rata[sub.kode] = sum(persen, Decimal(0)) / len(persen)
    lemah = sorted(rata, key=lambda kode: rata[kode])[:TERLEMAH]
    return [
        KolomPeta(
            kode=sub.kode,
            nama=templat.ringkas[sub.kode],
            awal=sub.kode in awal,
            persen=rata.get(sub.kode),
            rata_rata=format_angka(rata[sub.kode], 1) if sub.kode in rata else "–",
            lemah=sub.kode in lemah,
        )
        for sub in templat.templat.subkomponen
    ]


def _peta(lembar: NilaiLembar | None, kolom: Sequence[KolomPeta]) -> list[SelPeta]:
    hasil = []
    for k in kolom:
        huruf = lembar.jawaban.get(k.kode, "") if lembar else ""
        hasil.append(
            SelPeta(
                huruf=huruf or "–",
                kelas=huruf.lower() or "kosong",
                judul=f"{k.kode} {k.nama}: {huruf or 'belum dinilai'}",
                awal=k.awal,
            )
        )
    return hasil


def _tanpa_nilai(
    p: NilaiPD, kolom: Sequence[KolomPeta], capaian: Mapping[int, CapaianPD] | None
) -> BarisPeringkat:
    return BarisPeringkat(
        pd_id=p.pd_id,
        nomor="–",
        nama=p.nama,
        nilai="–",
        huruf="",
        perubahan=Perubahan("", "–"),
        posisi="",
        di_atas=False,
        peta=_peta(None, kolom),
        capaian=_sel_capaian(capaian, p.pd_id),
        contoh=False,
        garis=(),
    )


def _garis(
    nilai: Sequence[Decimal], dari: int, templat: TemplatTahun | None
) -> dict[int, list[Garis]]:
    """Rules by the row under which they stand (0: above the first)."""
    if templat is None or not nilai:
        return {}
    hasil: dict[int, list[Garis]] = {}
    for a in hitung_ambang(nilai, dari, templat.skala):
        if a.huruf != AMBANG_TENGAH:
            continue
        teks = (
            f"Batas {a.huruf}: {a.jumlah} PD di atas {format_angka(a.di_atas, 2)}"
            if a.jumlah
            else f"Batas {a.huruf}: belum ada PD di atas {format_angka(a.di_atas, 2)}"
        )
        hasil.setdefault(a.jumlah, []).append(Garis(teks, pasti=False))
        if a.garis <= len(nilai):
            hasil.setdefault(a.garis, []).append(
                Garis(f"Garis 2/3: {a.garis} PD harus {a.huruf} agar kota layak {a.huruf}", True)
            )
    return hasil


def _sel(
    triwulan: int, rata: RataRata | None, *, contoh: bool, sementara: bool, tanda: str = ""
) -> SelCapaian:
    label = f"TW {romawi(triwulan)}"
    if rata is None or rata.nilai is None:
        hitungan = "" if rata is None else f"0 dari {rata.dari}"
        return SelCapaian(label, "–", None, hitungan, contoh=False, sementara=False, tanda="")
    return SelCapaian(
        label,
        format_persen(rata.nilai),
        kategori_capaian(rata.nilai),
        f"{rata.n} dari {rata.dari}",
        contoh,
        sementara,
        tanda,
    )


def _seluruh(capaian: Mapping[int, CapaianPD]) -> tuple[frozenset[int], frozenset[int]]:
    """Quarters in which every PD with a value has made-up ones, and unverified ones."""
    ada = {tw: [c for c in capaian.values() if tw in c.rata_rata] for tw in _TRIWULAN}
    return (
        frozenset(tw for tw, c in ada.items() if c and all(tw in satu.contoh for satu in c)),
        frozenset(tw for tw, c in ada.items() if c and all(tw in satu.belum_akhir for satu in c)),
    )


def _sel_capaian(capaian: Mapping[int, CapaianPD] | None, pd_id: int) -> list[SelCapaian]:
    if capaian is None:
        return []
    milik = capaian.get(pd_id, CapaianPD({}, frozenset()))
    contoh, sementara = _seluruh(capaian)
    return [
        _sel(
            tw,
            milik.rata_rata.get(tw),
            contoh=tw in milik.contoh,
            sementara=tw in milik.belum_akhir,
            tanda=", ".join(
                kata
                for kata, ini, semua in (
                    ("contoh", milik.contoh, contoh),
                    ("sementara", milik.belum_akhir, sementara),
                )
                if tw in ini and tw not in semua
            ),
        )
        for tw in _TRIWULAN
    ]


def _rata_capaian(
    capaian: Mapping[int, CapaianPD] | None, pd: Sequence[NilaiPD]
) -> list[SelCapaian]:
    """The mean over PD of their means, n of N PD; `contoh` where every cell below is.

    One provisional mean makes the city's provisional; `tanda` "semua" where every one is.
    """
    if capaian is None:
        return []
    contoh, sementara = _seluruh(capaian)
    hasil = []
    for tw in _TRIWULAN:
        milik = [c.rata_rata.get(tw) if (c := capaian.get(p.pd_id)) else None for p in pd]
        rata = rata_rata_capaian(None if m is None else m.nilai for m in milik)
        sebagian = any(tw in c.belum_akhir for p in pd if (c := capaian.get(p.pd_id)))
        tanda = "semua" if tw in sementara else ""
        hasil.append(_sel(tw, rata, contoh=tw in contoh, sementara=sebagian, tanda=tanda))
    return hasil


def _huruf_jawaban(templat: TemplatTahun | None) -> list[str]:
    """Every letter of the answer scales, best first, for the legend."""
    if templat is None:
        return []
    nilai = {p.huruf: p.nilai for skala in templat.templat.skala.values() for p in skala}
    return sorted(nilai, key=lambda huruf: -nilai[huruf])
