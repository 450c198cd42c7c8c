"""Reads text with its place out of a PDF that WeasyPrint wrote, for tests.

Only what such files use: CID fonts with ToUnicode, Tm, Tf, TJ, q, Q, cm. Text inside figures
(form XObjects) is left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

Matriks = tuple[float, float, float, float, float, float]
_AWAL: Matriks = (1, 0, 0, 1, 0, 0)
_PASANGAN = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


@dataclass(frozen=True)
class Potongan:
    """A run of text; x and y in points from the lower left corner of the page."""

    x: float
    y: float
    teks: str


def buka(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def potongan_halaman(halaman: pikepdf.Page) -> list[Potongan]:
    """All runs of one page in the order of the content stream."""
    return list(_baca(halaman))


def teks_halaman(halaman: pikepdf.Page) -> str:
    """The text of one page; runs on one line are joined, lines are separated."""
    baris: dict[int, list[Potongan]] = {}
    for satu in potongan_halaman(halaman):
        baris.setdefault(round(satu.y), []).append(satu)
    return "\n".join(
        "".join(satu.teks for satu in sorted(isi, key=lambda satu: satu.x))
        for _, isi in sorted(baris.items(), reverse=True)
    )


def teks_pdf(pdf: bytes) -> str:
    """The text of the whole file."""
    with buka(pdf) as terbuka:
        return "\n".join(teks_halaman(satu) for satu in terbuka.pages)


def nama_huruf(pdf: bytes) -> dict[str, bool]:
    """Font name (without the subset tag) -> whether its file is embedded."""
    hasil: dict[str, bool] = {}
    with buka(pdf) as terbuka:
        for objek in terbuka.objects:
            if isinstance(objek, pikepdf.Dictionary) and objek.get("/Type") == "/FontDescriptor":
                nama = str(objek.FontName).removeprefix("/").partition("+")[2]
                tertanam = any(
                    kunci in objek for kunci in ("/FontFile", "/FontFile2", "/FontFile3")
                )
                hasil[nama] = tertanam and hasil.get(nama, True)
    return hasil


def tujuan(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Named destination -> index of its page."""
    halaman = {satu.obj.objgen: nomor for nomor, satu in enumerate(pdf.pages)}
    nama = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {str(kunci): halaman[isi[0].objgen] for kunci, isi in nama.items()}


def _baca(halaman: pikepdf.Page) -> Iterator[Potongan]:
    peta = {
        str(nama): _peta_huruf(huruf)
        for nama, huruf in (halaman.Resources.get("/Font") or {}).items()
    }
    ctm, tumpukan, tm, huruf = _AWAL, [], _AWAL, ""
    for perintah in pikepdf.parse_content_stream(halaman):
        operator, isi = str(perintah.operator), perintah.operands
        if operator == "q":
            tumpukan.append(ctm)
        elif operator == "Q":
            ctm = tumpukan.pop()
        elif operator == "cm":
            ctm = _kali(_matriks(isi), ctm)
        elif operator == "Tm":
            tm = _matriks(isi)
        elif operator == "Tf":
            huruf = str(isi[0])
        elif operator in ("Tj", "TJ"):
            letak = _kali(tm, ctm)
            bagian = isi[0] if operator == "TJ" else isi
            teks = "".join(
                _urai(bytes(satu), peta[huruf])
                for satu in bagian
                if isinstance(satu, pikepdf.String)
            )
            yield Potongan(letak[4], letak[5], teks)


def _peta_huruf(huruf: Any) -> dict[int, str]:
    return {
        int(kode, 16): bytes.fromhex(aksara.decode()).decode("utf-16-be")
        for kode, aksara in _PASANGAN.findall(
            huruf.ToUnicode.read_bytes().split(b"beginbfchar", 1)[1]
        )
    }


def _urai(isi: bytes, peta: dict[int, str]) -> str:
    kode = (int.from_bytes(isi[i : i + 2], "big") for i in range(0, len(isi), 2))
    return "".join(peta.get(satu, "\ufffd") for satu in kode)


def _matriks(isi: Any) -> Matriks:
    a, b, c, d, e, f = (float(satu) for satu in isi)
    return a, b, c, d, e, f


def _kali(m: Matriks, n: Matriks) -> Matriks:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
