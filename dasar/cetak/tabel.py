"""Tables of the printed report: fixed widths in millimetres, bare text in the cells.

Measured: an element or a style inside each cell costs 30 to 160 percent of the render time of a
long table, so a cell holds text and at most one class.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

LEBAR_TEGAK = 164  # mm between the margins of A4 portrait
LEBAR_LANSKAP = 257
_MM = 72 / 25.4
_SELA_KANAN = 2.0  # mm, cell padding of lkjip.css
# Width of a character of Source Sans 3 600 in em; digits are tabular.
_LEBAR_HURUF = {**dict.fromkeys("0123456789", 0.513), ".": 0.27, ",": 0.27, "†": 0.0, "–": 0.51}
_LEBAR_LAIN = 0.56
_UKURAN: dict[int, float] = {LEBAR_TEGAK: 8.4, LEBAR_LANSKAP: 7.8}
_KECIL = (("k1", 7.2), ("k2", 6.2), ("k3", 5.2))  # classes of lkjip.css, in points


@dataclass(frozen=True)
class Kolom:
    """A column: head, width in mm, alignment, and the unit below the head."""

    judul: str
    lebar: float
    rata: Literal["kiri", "kanan", "tengah"] = "kiri"
    satuan: str = ""


@dataclass(frozen=True)
class Sel:
    """A cell with a second, small line (the word "sementara")."""

    teks: str
    kecil: str


class LebarTabelSalah(ValueError):
    """The column widths do not add up to the page: WeasyPrint would overflow silently."""


class Tabel:
    """Builds one table row by row; `html` gives it with its caption."""

    def __init__(self, kolom: Sequence[Kolom], *, lebar: int = LEBAR_TEGAK) -> None:
        jumlah = round(sum(satu.lebar for satu in kolom), 3)
        if jumlah != lebar:
            raise LebarTabelSalah(f"Lebar kolom berjumlah {jumlah} mm, bukan {lebar} mm.")
        self._kolom = tuple(kolom)
        self._ukuran = _UKURAN[lebar]
        self._baris: list[tuple[str, tuple[str | Sel, ...]]] = []
        self.jumlah_baris = 0
        self.memuat_contoh = False
        self.memuat_sementara = False

    def baris(self, *sel: str | Sel) -> None:
        """One ordinary row."""
        self._catat("", sel)

    def kelompok(self, teks: str) -> None:
        """A head inside the table; it starts a body of its own and keeps its next rows."""
        self._baris.append(("k", (teks,)))

    def subjumlah(self, *sel: str | Sel) -> None:
        """A tinted sum below its group."""
        self._catat("j", sel)

    def jumlah(self, *sel: str | Sel) -> None:
        """The last line, with a strong rule above."""
        self._catat("t", sel)

    def html(self, *, jangkar: str, nomor: str, judul: str) -> str:
        """The whole table; `nomor` is the label of its caption ("Tabel III.2"), "": no caption."""
        lebar = "".join(f'<col style="width: {satu.lebar:g}mm">' for satu in self._kolom)
        kelas = [self._kelas_kolom(nomor) for nomor in range(len(self._kolom))]
        kepala = "".join(
            f'<th{_kelas(satu_kelas)} scope="col">{escape(satu.judul)}'
            f"{f'<small>{escape(satu.satuan)}</small>' if satu.satuan else ''}</th>"
            for satu, satu_kelas in zip(self._kolom, kelas, strict=True)
        )
        keterangan = f"<caption><b>{escape(nomor)}</b> {escape(judul)}</caption>" if nomor else ""
        return (
            f'<table id="{jangkar}">{keterangan}<colgroup>{lebar}</colgroup>'
            f"<thead><tr>{kepala}</tr></thead>{self._badan()}</table>"
        )

    def _catat(self, jenis: str, sel: tuple[str | Sel, ...]) -> None:
        if len(sel) != len(self._kolom):
            raise ValueError(f"Baris berisi {len(sel)} sel, bukan {len(self._kolom)}.")
        self._baris.append((jenis, sel))
        self.jumlah_baris += 1
        for satu in sel:
            teks = satu.teks if isinstance(satu, Sel) else satu
            self.memuat_contoh = self.memuat_contoh or "†" in teks
            self.memuat_sementara = self.memuat_sementara or (
                isinstance(satu, Sel) and satu.kecil.startswith("sementara")
            )

    def _badan(self) -> str:
        kelas = [
            f"{self._kelas_kolom(nomor)} {self._pengecilan(nomor)}".strip()
            for nomor in range(len(self._kolom))
        ]
        keluaran: list[str] = []
        for jenis, sel in self._baris:
            if jenis == "k" or not keluaran:
                keluaran.append("</tbody><tbody>" if keluaran else "<tbody>")
            if jenis == "k":
                isi = (
                    f'<th colspan="{len(self._kolom)}" scope="rowgroup">{escape(str(sel[0]))}</th>'
                )
            else:
                isi = "".join(
                    f"<td{_kelas(satu_kelas)}>{_isi(satu)}</td>"
                    for satu, satu_kelas in zip(sel, kelas, strict=True)
                )
            keluaran.append(f"<tr{_kelas(jenis)}>{isi}</tr>")
        return "".join([*keluaran, "</tbody>"]) if keluaran else ""

    def _kelas_kolom(self, nomor: int) -> str:
        satu = self._kolom[nomor]
        if satu.rata == "kanan":
            return "n"
        if satu.rata == "tengah":
            return "c"
        sesudah_angka = nomor > 0 and self._kolom[nomor - 1].rata == "kanan"
        return "s" if sesudah_angka else ""

    def _pengecilan(self, nomor: int) -> str:
        """A class with smaller type for a column whose widest number would not fit."""
        kolom = self._kolom[nomor]
        if kolom.rata != "kanan":
            return ""
        em = max((_lebar_em(sel[nomor]) for jenis, sel in self._baris if jenis != "k"), default=0)
        ruang = (kolom.lebar - (0 if kolom is self._kolom[-1] else _SELA_KANAN)) * _MM
        if em * self._ukuran <= ruang:
            return ""
        return next((kelas for kelas, ukuran in _KECIL if em * ukuran <= ruang), _KECIL[-1][0])


def _lebar_em(satu: str | Sel) -> float:
    """Width of a number in em; 0 for words, which may be broken."""
    teks = satu.teks if isinstance(satu, Sel) else satu
    return 0 if " " in teks else sum(_LEBAR_HURUF.get(huruf, _LEBAR_LAIN) for huruf in teks)


def _isi(satu: str | Sel) -> str:
    if isinstance(satu, Sel):
        return f"{escape(satu.teks)}<small>{escape(satu.kecil)}</small>"
    return escape(satu)


def _kelas(nama: str) -> str:
    return f' class="{nama}"' if nama else ""
