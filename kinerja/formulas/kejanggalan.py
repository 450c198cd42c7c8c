"""Flags on a measured value: what does not fit its history, its target, its unit or its polarity.

Pure functions, Decimal in, no Django. A flag asks for a reason; it never blocks. Every flag says
its numbers (`kalimat`) and its rule (`aturan`). Bounds and why: docs/pengukuran.md#kejanggalan
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise

from dasar.angka import (
    DESIMAL_MAKS,
    bulatkan,
    format_angka,
    format_angka_utuh,
    format_persen,
)
from dasar.satuan import RENTANG_SATUAN, RentangWajar, periksa_kewajaran
from dasar.tanggal import romawi
from kinerja.formulas.agregasi import SEMUA_TRIWULAN, Isian, per_triwulan, triwulan_turun
from kinerja.formulas.capaian import Polaritas

LAMPAU_MIN = 5  # earlier values that the spread needs
KALI_IQR = Decimal(3)
# Values that hardly ever change have no spread of their own: a tenth of the median stands in.
BAGIAN_MEDIAN = Decimal("0.1")
JARAK_CACAHAN = Decimal(1)  # things are counted whole: one report more or less is no news
CAPAIAN_MAKS = Decimal(150)
LOMPAT_KALI = Decimal(5)
TAHUN_TARGET_MIN = 3
_BELUM_DISIMPAN = " Nilai belum disimpan."
_SATUAN_PERSEN = {"persen", "%", "persentase", "prosentase"}


@dataclass(frozen=True, slots=True)
class BahanJanggal:
    """One value with what it is judged by, in the unit of the indicator.

    `lampau` holds earlier values as typed, year -> quarter -> value, this year's too. `target` is
    what `capaian` (percent) was computed from. `target_tahun` are yearly targets by year.
    """

    tahun: int
    triwulan: int
    nilai: Decimal | None
    satuan: str = ""
    desimal: int = 2
    polaritas: Polaritas = "positif"
    isian: Isian = "per_triwulan"
    jatuh_tempo: Sequence[int] = SEMUA_TRIWULAN
    predikat: bool = False  # measured in letters: ordinals have no spread and no unit
    capaian: Decimal | None = None
    target: Decimal | None = None
    target_tahun: Mapping[int, Decimal] = field(default_factory=dict)
    baseline: Decimal | None = None
    target_akhir: Decimal | None = None
    lampau: Mapping[int, Mapping[int, Decimal]] = field(default_factory=dict)

    def angka(self, nilai: Decimal) -> str:
        """A number as people read it, with all the decimals it has."""
        return format_angka_utuh(nilai, self.desimal).replace("-", "−")

    @property
    def setahun(self) -> dict[int, Decimal]:
        """Values of this year as typed, up to this quarter."""
        lalu = self.lampau.get(self.tahun, {})
        hasil = {tw: lalu[tw] for tw in SEMUA_TRIWULAN if tw < self.triwulan and tw in lalu}
        if self.nilai is not None:
            hasil[self.triwulan] = self.nilai
        return hasil


@dataclass(frozen=True, slots=True)
class Kejanggalan:
    """One flag: short title, the sentence with the numbers, the rule in words."""

    kode: str
    judul: str
    kalimat: str
    aturan: str


@dataclass(frozen=True, slots=True)
class _Lolos:
    """A rule that had what it needs and found nothing, with the numbers it looked at."""

    kalimat: str


_Hasil = Kejanggalan | _Lolos | None  # None: the rule cannot say anything about this value


def periksa_kejanggalan(bahan: BahanJanggal) -> tuple[Kejanggalan, ...]:
    """Return the flags on a value, in the order of the rules; none on an empty cell.

    >>> [k.kode for k in periksa_kejanggalan(
    ...     BahanJanggal(2024, 2, Decimal(8), isian="sd_triwulan", lampau={2024: {1: Decimal(10)}})
    ... )]
    ['turun']
    """
    return tuple(h for h in _semua(bahan) if isinstance(h, Kejanggalan))


def pemeriksaan_lolos(bahan: BahanJanggal) -> tuple[str, ...]:
    """Return one sentence for each rule that could judge the value and found nothing."""
    return tuple(h.kalimat for h in _semua(bahan) if isinstance(h, _Lolos))


def _semua(bahan: BahanJanggal) -> list[_Hasil]:
    if bahan.nilai is None:
        return []
    return [aturan(bahan, bahan.nilai) for aturan in _ATURAN]


# --- rules ----------------------------------------------------------------------------------


def _turun(b: BahanJanggal, nilai: Decimal) -> _Hasil:
    """A value "s.d. triwulan" below the one before; an earlier fall in the year counts as well,
    for it makes this quarter's own share wrong."""
    setahun = b.setahun
    if b.isian != "sd_triwulan" or len(setahun) < 2:
        return None
    deret = [setahun.get(tw) for tw in SEMUA_TRIWULAN[: b.triwulan]]
    turun = triwulan_turun(deret)
    if not turun:
        lalu = max(tw for tw in setahun if tw < b.triwulan)
        return _Lolos(
            f"Tidak turun dari {_tw(lalu)}: {b.angka(setahun[lalu])} menjadi {b.angka(nilai)}."
        )
    potongan = []
    for tw in turun:
        lalu = max(t for t in setahun if t < tw)
        potongan.append(
            f"{_tw(tw)} lebih kecil dari {_tw(lalu)}: {b.angka(setahun[lalu])} "
            f"lalu {b.angka(setahun[tw])}"
        )
    return Kejanggalan(
        "turun",
        "Nilai s.d. triwulan turun",
        f"{'; '.join(potongan)}. Indikator yang diisi s.d. triwulan tidak bisa turun.",
        "Indikator ini diisi s.d. triwulan, jadi nilainya memuat triwulan sebelumnya pada tahun "
        "yang sama. Ditandai bila satu triwulan lebih kecil dari triwulan terisi sebelumnya.",
    )


def _capaian(b: BahanJanggal, nilai: Decimal) -> _Hasil:
    if b.capaian is None:
        return None
    persen = _persen(b.capaian, CAPAIAN_MAKS)
    if b.capaian <= CAPAIAN_MAKS:
        return _Lolos(f"Capaian {persen}, tidak lebih dari {_bulat(CAPAIAN_MAKS)}%.")
    lawan = f" terhadap target {b.angka(b.target)}" if b.target is not None else ""
    return Kejanggalan(
        "capaian",
        f"Capaian di atas {_bulat(CAPAIAN_MAKS)}%",
        f"Capaian {persen}: realisasi {b.angka(nilai)}{lawan}.",
        f"Ditandai bila capaian lebih dari {_bulat(CAPAIAN_MAKS)}%. Penyebab yang biasa: target "
        "terlalu rendah, salah satuan, atau salah ketik.",
    )


def _sebaran(b: BahanJanggal, nilai: Decimal) -> _Hasil:
    """Out of 3 x IQR of the own history, in values of single quarters."""
    lampau, kini = _lampau_sendiri(b), _sendiri_kini(b)
    if b.predikat or kini is None or len(lampau) < LAMPAU_MIN:
        return None
    urut = sorted(lampau)
    q1, median, q3 = (_kuartil(urut, n) for n in (1, 2, 3))
    rentang_satuan = _rentang(b.satuan)
    jarak = q3 - q1 or abs(median) * BAGIAN_MEDIAN
    if not jarak:  # always 0 until now: nothing to measure a distance with
        return None
    if b.desimal == 0 if rentang_satuan is None else rentang_satuan.cacahan:
        jarak = max(jarak, JARAK_CACAHAN)
    bawah, atas = q1 - KALI_IQR * jarak, q3 + KALI_IQR * jarak
    if rentang_satuan is not None and rentang_satuan.bawah == 0 <= q1:
        bawah = max(bawah, Decimal(0))  # "from -8 people" says nothing
    sebutan = "Tambahan triwulan ini" if b.isian == "sd_triwulan" else "Nilai"
    dalam = bawah <= kini <= atas
    # Rounded so that the value stays on its side of the bound that is shown.
    turun, naik = (ROUND_FLOOR, ROUND_CEILING) if dalam else (ROUND_CEILING, ROUND_FLOOR)
    rentang = f"{b.angka(_tampil(bawah, b, turun))} s.d. {b.angka(_tampil(atas, b, naik))}"
    if dalam:
        return _Lolos(
            f"{sebutan} {b.angka(kini)} dalam rentang {len(lampau)} nilai sebelumnya, {rentang}."
        )
    return Kejanggalan(
        "sebaran",
        "Jauh dari riwayatnya",
        f"{sebutan} {b.angka(kini)} di luar rentang {rentang} dari {len(lampau)} nilai "
        f"sebelumnya (kuartil {b.angka(_tampil(q1, b))} dan {b.angka(_tampil(q3, b))}).",
        "Ditandai bila nilai satu triwulan di bawah kuartil bawah dikurangi 3 × IQR, atau di atas "
        "kuartil atas ditambah 3 × IQR. IQR adalah selisih kedua kuartil nilai sebelumnya (paling "
        f"sedikit {LAMPAU_MIN} nilai); bila selisihnya 0, dipakai 10% dari median. Untuk "
        "benda yang dihitung satuan demi satuan, IQR paling kecil 1.",
    )


def _lompat(b: BahanJanggal, nilai: Decimal) -> _Hasil:
    """Many times the quarter before, as long as there is too little history for a spread."""
    if b.predikat or b.isian == "sd_triwulan" or len(_lampau_sendiri(b)) >= LAMPAU_MIN:
        return None
    lalu = _triwulan_lalu(b)
    if lalu is None or lalu[1] <= 0 or nilai < 0:
        return None
    tw, nilai_lalu = lalu
    kali = nilai / nilai_lalu
    if Decimal(1) / LOMPAT_KALI <= kali <= LOMPAT_KALI:
        return _Lolos(f"Tidak melompat dari {tw}: {b.angka(nilai_lalu)} menjadi {b.angka(nilai)}.")
    if not nilai:
        gerak = "Turun ke 0"
    elif kali > 1:
        gerak = f"Naik {format_angka(kali, _desimal_beda(kali, LOMPAT_KALI))} kali"
    else:
        gerak = f"Tinggal {_persen(kali * 100, 100 / LOMPAT_KALI)}"
    return Kejanggalan(
        "lompat",
        "Melompat dari triwulan lalu",
        f"{gerak} dari {tw}: {b.angka(nilai_lalu)} menjadi {b.angka(nilai)}.",
        f"Dipakai selama riwayatnya kurang dari {LAMPAU_MIN} nilai. Ditandai bila nilainya lebih "
        f"dari {_bulat(LOMPAT_KALI)} kali, atau kurang dari seperlima, triwulan sebelumnya.",
    )


def _sama(b: BahanJanggal, nilai: Decimal) -> _Hasil:
    """The same number as the quarter before: not looked at again? Values that stay for a good
    reason (0, 100 percent, the target itself) and letters are left out."""
    lalu = _triwulan_lalu(b)
    if b.predikat or tuple(b.jatuh_tempo) != SEMUA_TRIWULAN or lalu is None:
        return None
    penuh = _satuan(b.satuan) in _SATUAN_PERSEN and nilai == 100
    if nilai == 0 or penuh or nilai in (b.target, b.target_tahun.get(b.tahun)):
        return None
    tw, nilai_lalu = lalu
    if nilai != nilai_lalu:
        return _Lolos(f"Berbeda dari {tw}, yaitu {b.angka(nilai_lalu)}.")
    tambahan = " Tidak ada tambahan pada triwulan ini." if b.isian == "sd_triwulan" else ""
    return Kejanggalan(
        "sama",
        "Sama dengan triwulan lalu",
        f"Nilainya {b.angka(nilai)}, sama persis dengan {tw}.{tambahan}",
        "Ditandai bila indikator yang diukur tiap triwulan bernilai sama dengan triwulan "
        "sebelumnya. Nilai 0, 100 persen, dan nilai yang sama dengan targetnya tidak ditandai.",
    )


def _kewajaran(b: BahanJanggal, nilai: Decimal) -> _Hasil:
    nama = _satuan(b.satuan)
    rentang = _rentang(b.satuan)
    if b.predikat or rentang is None:
        return None
    batas = " ".join(
        kata
        for kata in (
            f"mulai {b.angka(rentang.bawah)}" if rentang.bawah is not None else "",
            f"sampai {b.angka(rentang.atas)}" if rentang.atas is not None else "",
        )
        if kata
    )
    kalimat = periksa_kewajaran(nilai, b.satuan)
    if kalimat is None:
        return _Lolos(f"Masuk akal untuk satuan {nama} ({batas}).")
    return Kejanggalan(
        "satuan",
        "Tidak masuk akal untuk satuannya",
        kalimat.removesuffix(_BELUM_DISIMPAN),
        f"Ditandai bila nilainya di luar rentang yang wajar untuk satuan {nama}: {batas}.",
    )


def _polaritas(b: BahanJanggal, nilai: Decimal) -> _Hasil:
    """The plan moves the targets one way while its polarity says that the other one is better."""
    if b.polaritas == "stabil":
        return None
    deret = [(str(th), t) for th, t in sorted(b.target_tahun.items()) if th <= b.tahun]
    sumber = "target tahunan"
    if len(deret) < TAHUN_TARGET_MIN:
        if b.baseline is None or b.target_akhir is None:
            return None
        deret = [("baseline", b.baseline), ("target akhir", b.target_akhir)]
        sumber = "baseline dan target akhir"
    langkah = {(kini > lalu) - (kini < lalu) for (_, lalu), (_, kini) in pairwise(deret)} - {0}
    if len(langkah) != 1:  # flat, or up and down: says nothing
        return None
    naik = langkah == {1}
    kata = "makin tinggi makin baik" if b.polaritas == "positif" else "makin rendah makin baik"
    isi = ", ".join(f"{nama} {b.angka(t)}" for nama, t in deret)
    if naik == (b.polaritas == "positif"):
        return _Lolos(f"Arah {sumber} sejalan dengan “{kata}”.")
    return Kejanggalan(
        "polaritas",
        "Polaritas berlawanan dengan angkanya",
        f"Target terus {'naik' if naik else 'turun'} ({isi}), padahal indikator ini “{kata}”.",
        f"Ditandai bila {TAHUN_TARGET_MIN} target tahunan atau lebih (atau baseline dan target "
        "akhir) hanya bergerak ke satu arah, dan arah itu berlawanan dengan polaritas indikator.",
    )


_ATURAN: tuple[Callable[[BahanJanggal, Decimal], _Hasil], ...] = (
    _turun,
    _capaian,
    _sebaran,
    _lompat,
    _sama,
    _kewajaran,
    _polaritas,
)
KODE_JANGGAL = frozenset({"turun", "capaian", "sebaran", "lompat", "sama", "satuan", "polaritas"})


# --- history --------------------------------------------------------------------------------


def _lampau_sendiri(b: BahanJanggal) -> list[Decimal]:
    """Earlier values of single quarters. A difference over a quarter that nobody filled in covers
    more than one quarter and is left out."""
    hasil = []
    for tahun, isi in sorted(b.lampau.items()):
        if tahun > b.tahun:
            continue
        batas = b.triwulan if tahun == b.tahun else 5
        hasil += [n for tw, n in _sendiri(b, isi).items() if tw < batas]
    return hasil


def _sendiri_kini(b: BahanJanggal) -> Decimal | None:
    return _sendiri(b, b.setahun).get(b.triwulan)


def _sendiri(b: BahanJanggal, isi: Mapping[int, Decimal]) -> dict[int, Decimal]:
    nilai = per_triwulan([isi.get(tw) for tw in SEMUA_TRIWULAN], b.isian)
    hasil = {}
    for tw, satu in zip(SEMUA_TRIWULAN, nilai, strict=True):
        sebelum = [t for t in b.jatuh_tempo if t < tw]
        utuh = b.isian == "per_triwulan" or not sebelum or sebelum[-1] in isi
        if satu is not None and utuh:
            hasil[tw] = satu
    return hasil


def _triwulan_lalu(b: BahanJanggal) -> tuple[str, Decimal] | None:
    """The quarter in which it was due before this one, as typed, with its name."""
    sebelum = [tw for tw in b.jatuh_tempo if tw < b.triwulan]
    if sebelum:
        nilai = b.lampau.get(b.tahun, {}).get(sebelum[-1])
        return None if nilai is None else (_tw(sebelum[-1]), nilai)
    if b.isian == "sd_triwulan" or not b.jatuh_tempo:  # a new year starts from nothing
        return None
    akhir = b.jatuh_tempo[-1]
    nilai = b.lampau.get(b.tahun - 1, {}).get(akhir)
    return None if nilai is None else (f"{_tw(akhir)} {b.tahun - 1}", nilai)


def _kuartil(urut: Sequence[Decimal], ke: int) -> Decimal:
    """Quartile with linear interpolation between neighbours (QUARTILE.INC of spreadsheets)."""
    letak = Decimal((len(urut) - 1) * ke) / 4
    bawah = int(letak)
    atas = min(bawah + 1, len(urut) - 1)
    return urut[bawah] + (urut[atas] - urut[bawah]) * (letak - bawah)


def _tampil(nilai: Decimal, b: BahanJanggal, arah: str = ROUND_HALF_UP) -> Decimal:
    """A computed bound, rounded for reading only."""
    return nilai.quantize(Decimal(1).scaleb(-max(b.desimal, 2)), rounding=arah)


def _desimal_beda(nilai: Decimal, batas: Decimal) -> int:
    """Decimals, at least two, with which a value beyond a bound does not read like the bound."""
    cukup = (d for d in range(2, DESIMAL_MAKS) if bulatkan(nilai, d) != batas)
    return 2 if nilai == batas else next(cukup, DESIMAL_MAKS)


def _persen(nilai: Decimal, batas: Decimal) -> str:
    return format_persen(nilai, _desimal_beda(nilai, batas)).replace("-", "−")


def _tw(triwulan: int) -> str:
    return f"Triwulan {romawi(triwulan)}"


def _bulat(nilai: Decimal) -> str:
    return format_angka(nilai, 0)


def _rentang(satuan: str) -> RentangWajar | None:
    nama = _satuan(satuan)
    return RENTANG_SATUAN.get("persen" if nama in _SATUAN_PERSEN else nama)


def _satuan(satuan: str) -> str:
    return " ".join(satuan.casefold().split())
