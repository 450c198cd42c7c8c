"""Horizontal bars with the label at the left and the number at the right.

On a narrow surface the bar moves under its label, so that the bars stay comparable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dasar.grafik.kanvas import (
    NAIK,
    TURUN,
    Kanvas,
    Svg,
    bersih,
    jepit,
    kanvas_kosong,
    pecahan,
    terhingga,
)
from dasar.grafik.tema import Tema, bungkus, lebar_teks, potong

LEBAR_MIN = 200
JARAK = 10.0
BATANG_MIN = 100.0
TIDAK_TERSEDIA = "tidak tersedia"


@dataclass(frozen=True)
class BarisCapaian:
    """Achievement of one indicator in percent. `redup`: below the mark; `contoh`: made-up value."""

    label: str
    persen: Decimal | None
    teks: str
    redup: bool = False
    contoh: bool = False


@dataclass(frozen=True)
class BarisPagu:
    """Budget and spending of one row in the same unit; `realisasi` None: not known."""

    label: str
    pagu: int
    realisasi: int | None
    teks_pagu: str
    teks_serapan: str


@dataclass(frozen=True)
class BarisBanding:
    """One of several values of the same unit. `utama`: ours; `garis`: outline only (a target)."""

    label: str
    nilai: Decimal
    teks: str
    utama: bool = False
    garis: bool = False


@dataclass(frozen=True, slots=True)
class _Kolom:
    """A column of number texts at the right; `menempel`: the text follows the end of its bar."""

    teks: Sequence[str]
    tebal: Sequence[bool]
    menempel: bool = False


class _Baris:
    """Lays out the rows of one bar chart; the caller draws into the bar area of each."""

    def __init__(
        self,
        label: Sequence[str],
        kolom: Sequence[_Kolom],
        kanvas: Kanvas,
        *,
        label_tebal: Sequence[bool] | None = None,
    ) -> None:
        self.k = kanvas
        self.label = [bersih(satu) for satu in label]
        self.label_tebal = label_tebal or [False] * len(label)
        self.kolom = kolom
        u = self.u = kanvas.palet.ukuran
        maks_kolom = kanvas.lebar * (0.26 if len(kolom) > 1 else 0.36)
        self.teks_kolom: list[list[str]] = []
        self.lebar_kolom: list[float] = []
        for satu in kolom:
            isi = [
                potong(bersih(teks), maks_kolom, u, tebal=tebal)
                for teks, tebal in zip(satu.teks, satu.tebal, strict=True)
            ]
            lebar = [lebar_teks(t, u, tebal=b) for t, b in zip(isi, satu.tebal, strict=True)]
            self.teks_kolom.append(isi)
            self.lebar_kolom.append(max(lebar, default=0))
        lebar_angka = sum(lebar + JARAK for lebar in self.lebar_kolom)
        pilihan = [
            lebar_teks(t, u, tebal=b) for t, b in zip(self.label, self.label_tebal, strict=True)
        ]
        lebar_label = min(max(pilihan, default=0), kanvas.lebar * 0.36)
        self.tumpuk = kanvas.lebar - lebar_label - JARAK - lebar_angka < BATANG_MIN
        if self.tumpuk:
            self.lebar_label = kanvas.lebar - lebar_angka
            self.kiri, self.kanan = 0.0, kanvas.lebar
        else:
            self.lebar_label = lebar_label
            self.kiri, self.kanan = lebar_label + JARAK, kanvas.lebar - lebar_angka
        self.tinggi_batang = 9.0 if self.tumpuk else 14.0
        self.y = 0.0
        self.y_angka = 0.0

    def x(self, bagian: float) -> float:
        """Place of a share 0..1 of the bar area."""
        return self.kiri + jepit(bagian, 0, 1) * (self.kanan - self.kiri)

    def mulai(self, nomor: int) -> float:
        """Writes the label of a row, gives the top of its bar and moves on."""
        u = self.u
        tinggi_baris = u * 1.22
        label = bungkus(self.label[nomor], self.lebar_label, u, tebal=self.label_tebal[nomor])
        tinggi_label = max(len(label), 1) * tinggi_baris
        tinggi = tinggi_label if self.tumpuk else max(tinggi_label, self.tinggi_batang + 4)
        atas = self.y + 3
        y_teks = atas + (tinggi - tinggi_label) / 2 + NAIK * u + 0.09 * u
        for urut, isi in enumerate(label):
            terpotong = urut == len(label) - 1 and isi.endswith("…")
            self.k.teks(
                0,
                y_teks + urut * tinggi_baris,
                isi,
                tebal=self.label_tebal[nomor],
                lengkap=self.label[nomor] if terpotong else "",
            )
        if self.tumpuk:
            self.y_angka = y_teks
            y_batang = atas + tinggi + 2
            self.y = y_batang + self.tinggi_batang + 7
        else:
            self.y_angka = atas + tinggi / 2 + 0.265 * u
            y_batang = atas + (tinggi - self.tinggi_batang) / 2
            self.y = atas + tinggi + 5
        return y_batang

    def angka(self, nomor: int, ujung: float | None = None) -> None:
        """Writes the number columns of a row; `ujung` is the end of the bar."""
        kanan = self.k.lebar
        for kolom, isi, lebar in reversed(
            list(zip(self.kolom, self.teks_kolom, self.lebar_kolom, strict=True))
        ):
            menempel = kolom.menempel and ujung is not None and not self.tumpuk
            self.k.teks(
                ujung + 6 if menempel and ujung is not None else kanan,
                self.y_angka,
                isi[nomor],
                jangkar="start" if menempel else "end",
                tebal=kolom.tebal[nomor],
                lengkap=bersih(kolom.teks[nomor]),
            )
            kanan -= lebar + JARAK


def batang_capaian(
    baris: Sequence[BarisCapaian],
    *,
    judul: str,
    tema: Tema = Tema.LAYAR,
    lebar: int = 320,
    target: Decimal = Decimal(100),
    teks_target: str = "target = 100 %",
) -> str:
    """Bars against a common target. A value beyond the axis ends in a point, its text is exact.

    An unknown value prints "tidak tersedia"; a negative one has no bar.
    """
    k = Kanvas(max(lebar, LEBAR_MIN), 40, tema, judul)
    if not baris:
        return kanvas_kosong(k.lebar, 40, tema, judul)
    persen = [terhingga(satu.persen) for satu in baris]
    target = target if target.is_finite() and target > 0 else Decimal(100)
    tertinggi = max((satu for satu in persen if satu is not None), default=target)
    maks = min(max(tertinggi, target * Decimal("1.2")), target * Decimal("1.5"))
    label = [f"{satu.label} (contoh)" if satu.contoh else satu.label for satu in baris]
    tebal = [nilai is not None for nilai in persen]
    teks = [satu.teks if ada else "" for satu, ada in zip(baris, tebal, strict=True)]
    tata = _Baris(label, [_Kolom(teks, tebal)], k)
    if tata.tumpuk:
        # Beside the label there is no bar area to write into: the column must hold the words.
        teks = [isi if ada else TIDAK_TERSEDIA for isi, ada in zip(teks, tebal, strict=True)]
        tata = _Baris(label, [_Kolom(teks, tebal)], k)
    x_target = tata.x(pecahan(target, Decimal(0), maks))
    for nomor, (satu, nilai) in enumerate(zip(baris, persen, strict=True)):
        y, tinggi = tata.mulai(nomor), tata.tinggi_batang
        tata.angka(nomor)
        if nilai is None:
            # No track either: an empty one would read as zero.
            if not tata.tumpuk:
                redup = k.palet.tinta_redup
                k.teks(k.lebar, tata.y_angka, TIDAK_TERSEDIA, warna=redup, jangkar="end")
            continue
        k.kotak(tata.kiri, y, tata.kanan - tata.kiri, tinggi, isi=k.palet.lintasan)
        warna = k.palet.kedua if satu.redup else k.palet.aksen
        panjang = tata.x(pecahan(nilai, Decimal(0), maks)) - tata.kiri
        if nilai > maks:
            _batang_lewat(k, tata.kiri, y, panjang, tinggi, warna)
        else:
            k.kotak(tata.kiri, y, panjang, tinggi, isi=warna)
        k.kotak(x_target - 1, y - 3, 2, tinggi + 6, isi=k.palet.tinta)
    return _kaki_capaian(tata, x_target, bersih(teks_target))


def _batang_lewat(k: Kanvas, x: float, y: float, panjang: float, tinggi: float, warna: str) -> None:
    badan = panjang - tinggi / 2
    k.segi(
        (
            (x, y),
            (x + badan, y),
            (x + panjang, y + tinggi / 2),
            (x + badan, y + tinggi),
            (x, y + tinggi),
        ),
        warna,
    )


def _kaki_capaian(tata: _Baris, x_target: float, teks_target: str) -> Svg:
    k, ukuran = tata.k, tata.k.palet.ukuran_kecil
    y = tata.y + NAIK * ukuran
    nol = k.teks(tata.kiri, y, "0", ukuran=ukuran, warna=k.palet.tinta_redup)
    kiri = nol.kanan + 6
    isi = potong(teks_target, k.lebar - kiri, ukuran)
    setengah = lebar_teks(isi, ukuran) / 2
    k.teks(
        jepit(x_target, kiri + setengah, k.lebar - setengah),
        y,
        isi,
        ukuran=ukuran,
        warna=k.palet.tinta_redup,
        jangkar="middle",
        lengkap=teks_target,
    )
    k.tinggi = y + TURUN * ukuran + 1
    return k.selesai()


def batang_pagu(
    baris: Sequence[BarisPagu], *, judul: str, tema: Tema = Tema.LAYAR, lebar: int = 320
) -> str:
    """Budget as outline, spending as fill, on one scale for all rows.

    Spending above the budget runs beyond the outline; unknown spending leaves it empty.
    """
    k = Kanvas(max(lebar, LEBAR_MIN), 40, tema, judul)
    if not baris:
        return kanvas_kosong(k.lebar, 40, tema, judul)
    maks = Decimal(max(max(satu.pagu, satu.realisasi or 0) for satu in baris))
    kolom = [
        _Kolom([satu.teks_pagu for satu in baris], [False] * len(baris)),
        _Kolom([satu.teks_serapan for satu in baris], [True] * len(baris)),
    ]
    tata = _Baris([satu.label for satu in baris], kolom, k)
    for nomor, satu in enumerate(baris):
        y, tinggi = tata.mulai(nomor), tata.tinggi_batang
        tata.angka(nomor)
        panjang = _panjang(tata, satu.pagu, maks)
        k.kotak(tata.kiri, y, panjang, tinggi, isi=k.palet.alas, tepi=k.palet.aksen)
        k.kotak(tata.kiri, y, _panjang(tata, satu.realisasi or 0, maks), tinggi, isi=k.palet.aksen)
        if 0 < satu.pagu < (satu.realisasi or 0):
            # The fill covers the outline: a light line keeps the end of the budget visible.
            k.kotak(tata.kiri + max(panjang - 2, 0), y, 2, tinggi, isi=k.palet.alas)
    k.tinggi = tata.y
    return k.selesai()


def _panjang(tata: _Baris, jumlah: int, maks: Decimal) -> float:
    if maks <= 0 or jumlah <= 0:
        return 0.0
    return tata.x(pecahan(Decimal(jumlah), Decimal(0), maks)) - tata.kiri


def batang_banding(
    baris: Sequence[BarisBanding], *, judul: str, tema: Tema = Tema.LAYAR, lebar: int = 320
) -> str:
    """Values side by side from a common zero; negative ones run to the left of it."""
    k = Kanvas(max(lebar, LEBAR_MIN), 40, tema, judul)
    if not baris:
        return kanvas_kosong(k.lebar, 40, tema, judul)
    nilai = [terhingga(satu.nilai) for satu in baris]
    ada = [Decimal(0), *(satu for satu in nilai if satu is not None)]
    bawah, atas = min(ada), max(ada)
    utama = [satu.utama for satu in baris]
    kolom = _Kolom([satu.teks for satu in baris], utama, menempel=True)
    tata = _Baris([satu.label for satu in baris], [kolom], k, label_tebal=utama)
    # Without any length to show the zero lies at the left.
    nol = tata.x(pecahan(Decimal(0), bawah, atas) if atas > bawah else 0)
    for nomor, (satu, angka) in enumerate(zip(baris, nilai, strict=True)):
        y, tinggi = tata.mulai(nomor), tata.tinggi_batang
        ujung = nol if angka is None or atas <= bawah else tata.x(pecahan(angka, bawah, atas))
        kiri, panjang = min(nol, ujung), abs(ujung - nol)
        if satu.garis:
            k.kotak(kiri, y, panjang, tinggi, isi=k.palet.alas, tepi=k.palet.garis_target)
        else:
            k.kotak(kiri, y, panjang, tinggi, isi=k.palet.aksen if satu.utama else k.palet.kedua)
        tata.angka(nomor, max(nol, ujung))
    k.tinggi = tata.y
    return k.selesai()
