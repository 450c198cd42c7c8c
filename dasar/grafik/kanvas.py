"""The drawing surface of all charts: writes escaped SVG without any style (strict CSP)."""

import html
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dasar.grafik.tema import PALET, Palet, Tema, lebar_teks

Jangkar = Literal["start", "middle", "end"]
Titik = tuple[float, float]

# Share of the type size above and below the baseline that letters of the font reach.
NAIK = 0.78
TURUN = 0.25

# Not allowed in XML 1.0; a label copied from a spreadsheet may carry one.
_BUKAN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Svg(str):
    """Finished, escaped SVG: templates print it without a `safe` filter."""

    __slots__ = ()

    def __html__(self) -> "Svg":
        return self


@dataclass(frozen=True, slots=True)
class Kotak:
    """A rectangle taken by something drawn, in user units."""

    kiri: float
    atas: float
    kanan: float
    bawah: float

    def bertemu(self, lain: "Kotak", jarak: float = 0) -> bool:
        """Whether two rectangles come closer than `jarak`."""
        return (
            self.kiri < lain.kanan + jarak
            and lain.kiri < self.kanan + jarak
            and self.atas < lain.bawah + jarak
            and lain.atas < self.bawah + jarak
        )

    def di_dalam(self, lebar: float, tinggi: float) -> bool:
        """Whether it lies inside a surface of that size."""
        return self.kiri >= 0 and self.atas >= 0 and self.kanan <= lebar and self.bawah <= tinggi


def bersih(teks: str) -> str:
    """One line of text without characters that XML forbids."""
    return " ".join(_BUKAN_XML.sub("", teks).split())


def kotak_teks(
    x: float, y: float, teks: str, ukuran: float, jangkar: Jangkar = "start", tebal: bool = False
) -> Kotak:
    """The rectangle of a text whose baseline is at y."""
    lebar = lebar_teks(teks, ukuran, tebal=tebal)
    kiri = x - {"start": 0.0, "middle": lebar / 2, "end": lebar}[jangkar]
    return Kotak(kiri, y - NAIK * ukuran, kiri + lebar, y + TURUN * ukuran)


def jepit(nilai: float, bawah: float, atas: float) -> float:
    """The value, moved to the nearer bound when outside; the lower bound wins."""
    return max(bawah, min(nilai, atas))


def pecahan(nilai: Decimal, bawah: Decimal, atas: Decimal) -> float:
    """Place of a value between two bounds, 0..1; 0.5 when the bounds are equal."""
    rentang = atas - bawah
    if rentang <= 0:
        return 0.5
    return jepit(float((nilai - bawah) / rentang), 0, 1)


def terhingga(nilai: Decimal | None) -> Decimal | None:
    """The value, or None when it is unknown, infinite or not a number."""
    return nilai if nilai is not None and nilai.is_finite() else None


def uri_data(svg: str) -> str:
    """The chart as an address for the `src` of an image."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode("ascii")


def _bilangan(nilai: float) -> str:
    teks = f"{nilai:.2f}".rstrip("0").rstrip(".")
    return "0" if teks == "-0" else teks


class Kanvas:
    """Collects shapes; `selesai` gives the SVG. The height may be set last."""

    def __init__(self, lebar: float, tinggi: float, tema: Tema, judul: str) -> None:
        self.lebar = float(lebar)
        self.tinggi = float(tinggi)
        self.palet: Palet = PALET[tema]
        self.tema = tema
        self._judul = bersih(judul)
        self._isi: list[str] = []

    def _unsur(self, nama: str, atribut: dict[str, float | str | None], isi: str = "") -> None:
        tulis = "".join(
            f' {kunci}="{_bilangan(nilai) if isinstance(nilai, int | float) else nilai}"'
            for kunci, nilai in atribut.items()
            if nilai is not None
        )
        self._isi.append(f"<{nama}{tulis}>{isi}</{nama}>" if isi else f"<{nama}{tulis}/>")

    def garis(
        self, awal: Titik, akhir: Titik, warna: str, tebal: float = 1, putus: str | None = None
    ) -> None:
        """A straight line; `putus` is a dash pattern."""
        letak: dict[str, float | str | None] = {
            "x1": awal[0],
            "y1": awal[1],
            "x2": akhir[0],
            "y2": akhir[1],
            "stroke": warna,
            "stroke-width": tebal,
            "stroke-dasharray": putus,
        }
        self._unsur("line", letak)

    def kotak(
        self,
        x: float,
        y: float,
        lebar: float,
        tinggi: float,
        *,
        isi: str,
        tepi: str | None = None,
        tebal_tepi: float = 1,
    ) -> None:
        """A rectangle; an outline is drawn inside its bounds. Nothing without an area to see."""
        sisip = tebal_tepi / 2 if tepi else 0.0
        if min(lebar, tinggi) - 2 * sisip < 0.01:
            return
        self._unsur(
            "rect",
            {
                "x": x + sisip,
                "y": y + sisip,
                "width": lebar - 2 * sisip,
                "height": tinggi - 2 * sisip,
                "fill": isi,
                "stroke": tepi,
                "stroke-width": tebal_tepi if tepi else None,
            },
        )

    def lingkaran(
        self,
        pusat: Titik,
        jari: float,
        *,
        isi: str,
        tepi: str | None = None,
        tebal_tepi: float = 2,
        keterangan: str = "",
    ) -> None:
        """A disc; `keterangan` becomes its title."""
        atribut: dict[str, float | str | None] = {
            "cx": pusat[0],
            "cy": pusat[1],
            "r": jari - (tebal_tepi / 2 if tepi else 0),
            "fill": isi,
            "stroke": tepi,
            "stroke-width": tebal_tepi if tepi else None,
        }
        self._unsur("circle", atribut, self._title(keterangan))

    def segi(self, titik: Iterable[Titik], isi: str) -> None:
        """A filled polygon."""
        self._unsur("polygon", {"points": self._titik(titik), "fill": isi})

    def alur(
        self, titik: Sequence[Titik], warna: str, tebal: float, putus: str | None = None
    ) -> None:
        """An open line through all points; nothing for fewer than two."""
        if len(titik) < 2:
            return
        self._unsur(
            "polyline",
            {
                "points": self._titik(titik),
                "fill": "none",
                "stroke": warna,
                "stroke-width": tebal,
                "stroke-linejoin": "round",
                "stroke-linecap": "round",
                "stroke-dasharray": putus,
            },
        )

    def teks(
        self,
        x: float,
        y: float,
        isi: str,
        *,
        ukuran: float | None = None,
        warna: str | None = None,
        jangkar: Jangkar = "start",
        tebal: bool = False,
        lengkap: str = "",
    ) -> Kotak:
        """A text with its baseline at y; `lengkap` is the uncut text. Returns its rectangle."""
        ukuran = self.palet.ukuran if ukuran is None else ukuran
        if isi:
            self._unsur(
                "text",
                {
                    "x": x,
                    "y": y,
                    "font-size": ukuran,
                    "font-weight": "600" if tebal else None,
                    "text-anchor": None if jangkar == "start" else jangkar,
                    "fill": warna or self.palet.tinta,
                },
                html.escape(isi) + self._title(lengkap if lengkap != isi else ""),
            )
        return kotak_teks(x, y, isi, ukuran, jangkar, tebal)

    def selesai(self) -> Svg:
        """The chart as one `svg` element."""
        lebar, tinggi = _bilangan(self.lebar), _bilangan(self.tinggi)
        huruf = f' font-family="{self.palet.huruf}"' if self.palet.huruf else ""
        return Svg(
            f'<svg xmlns="http://www.w3.org/2000/svg" class="grafik" role="img"'
            f' aria-label="{html.escape(self._judul)}" width="{lebar}" height="{tinggi}"'
            f' viewBox="0 0 {lebar} {tinggi}"{huruf}>{"".join(self._isi)}</svg>'
        )

    @staticmethod
    def _titik(titik: Iterable[Titik]) -> str:
        return " ".join(f"{_bilangan(x)},{_bilangan(y)}" for x, y in titik)

    @staticmethod
    def _title(isi: str) -> str:
        return f"<title>{html.escape(isi)}</title>" if isi else ""


def kanvas_kosong(lebar: float, tinggi: float, tema: Tema, judul: str) -> Svg:
    """What a chart without any data shows: one sentence in the middle."""
    kanvas = Kanvas(lebar, tinggi, tema, judul)
    kanvas.teks(
        lebar / 2,
        tinggi / 2 + kanvas.palet.ukuran * 0.3,
        "Belum ada data",
        warna=kanvas.palet.tinta_redup,
        jangkar="middle",
    )
    return kanvas.selesai()
