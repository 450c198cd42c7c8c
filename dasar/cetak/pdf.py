"""HTML to PDF/A-3a and PDF/UA-1: the only place that imports WeasyPrint and pikepdf."""

from __future__ import annotations

import hashlib
import io
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import pikepdf
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from dasar.cetak.aksara import FOLDER

# What stands behind the text of every page: nothing, the word DRAF, or the word CONTOH.
Sifat = Literal["bersih", "draf", "contoh"]

# Pango and fontconfig keep state per process: one render at a time.
_KUNCI = threading.Lock()

_catatan = logging.getLogger(__name__)

_XMP_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


class SumberTerlarang(FatalURLFetchingError):
    """The document asks for something outside static/cetak; rendering stops."""


class PengambilLaporan(URLFetcher):
    """Fetches data: URIs and files below static/cetak, and nothing else.

    The HTML holds text of users: it must not be able to read the disk or reach the network.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """Raises SumberTerlarang for any other address, after resolving links and ".."."""
        alamat = urlsplit(url)
        if alamat.scheme == "data":
            return super().fetch(url, headers)
        if alamat.scheme == "file" and alamat.netloc in ("", "localhost"):
            berkas = Path(unquote(alamat.path)).resolve()
            if berkas.is_relative_to(FOLDER.resolve()) and berkas.is_file():
                return super().fetch(berkas.as_uri(), headers)
        raise SumberTerlarang("Berkas di luar folder laporan tidak boleh dimuat ke dalam PDF.")


@dataclass(frozen=True)
class Rentang:
    """Pages numbered together: `jangkar` is the id of their first element.

    `awalan` stands before the number ("III–"); `angka` is "r" (i, ii), "D" (1, 2) or "" for
    pages that carry only `awalan` as their name.
    """

    jangkar: str
    awalan: str
    angka: str


@dataclass(frozen=True)
class Lampiran:
    """A file inside the PDF."""

    nama: str
    isi: bytes
    keterangan: str
    dibuat: datetime


@dataclass(frozen=True)
class Tatanan:
    """A document laid out on pages, not yet written."""

    dokumen: Document
    jumlah_halaman: int
    halaman: dict[str, int]  # id -> index of the first page that holds it


@lru_cache(maxsize=1)
def _huruf() -> FontConfiguration:
    """Fonts, kept for the life of the process (0.1 s per render)."""
    huruf = FontConfiguration()
    CSS(filename=str(FOLDER / "huruf.css"), font_config=huruf, url_fetcher=PengambilLaporan())
    return huruf


@lru_cache(maxsize=16)
def _gaya(nama: str) -> CSS:
    """One parsed style sheet of static/cetak, kept for the life of the process."""
    return CSS(
        filename=str(FOLDER / f"{nama}.css"),
        font_config=_huruf(),
        url_fetcher=PengambilLaporan(),
    )


def tata_halaman(html: str, *, sifat: Sifat, gaya: str) -> Tatanan:
    """Lay the HTML out with static/cetak/<gaya>.css; a draft or an example gets its word on
    every page from <gaya>_draf.css or <gaya>_contoh.css.

    Raises SumberTerlarang when the HTML asks for a file that is not ours.
    """
    with _KUNCI:
        lembar = [_gaya(gaya)]
        if sifat != "bersih":
            lembar.append(_gaya(f"{gaya}_{sifat}"))
        halaman_html = HTML(
            string=html, base_url=FOLDER.as_uri() + "/", url_fetcher=PengambilLaporan()
        )
        try:
            dokumen = halaman_html.render(font_config=_huruf(), stylesheets=lembar, **_PILIHAN)
        except AssertionError:
            # WeasyPrint gives up on content longer than a page that may break nowhere. A page
            # break in an ugly place is better than no report.
            _catatan.warning("Tata letak gagal; dicoba lagi tanpa larangan pindah halaman.")
            lembar.append(_gaya("longgar"))
            dokumen = halaman_html.render(font_config=_huruf(), stylesheets=lembar, **_PILIHAN)
    halaman: dict[str, int] = {}
    for nomor, satu in enumerate(dokumen.pages):
        for jangkar in satu.anchors:  # an element is named on every page that it spans
            halaman.setdefault(jangkar, nomor)
    return Tatanan(dokumen, len(dokumen.pages), halaman)


_PILIHAN: dict[str, Any] = {"pdf_variant": "pdf/a-3a", "pdf_tags": True, "custom_metadata": False}


def tulis_pdf(
    tatanan: Tatanan, *, lampiran: Lampiran, rentang: Sequence[Rentang], identitas: str
) -> bytes:
    """Write the laid-out document: same input, same bytes.

    `identitas` is what the file identifier is derived from (the digest of the data).
    """
    berkas = Attachment(
        string=lampiran.isi,
        name=lampiran.nama,
        description=lampiran.keterangan,
        created=lampiran.dibuat,
        modified=lampiran.dibuat,
        relationship="Data",
    )
    tatanan.dokumen.metadata.attachments = [berkas]
    with _KUNCI:
        mentah: bytes = tatanan.dokumen.write_pdf(
            pdf_identifier=hashlib.md5(identitas.encode(), usedforsecurity=False).digest(),
            **_PILIHAN,
        )
    return _lengkapi(mentah, [(tatanan.halaman[satu.jangkar], satu) for satu in rentang])


def _lengkapi(mentah: bytes, label: list[tuple[int, Rentang]]) -> bytes:
    """Add what WeasyPrint leaves out: the PDF/UA mark, page labels, the title in the window."""
    with pikepdf.open(io.BytesIO(mentah)) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().replace(b"</rdf:RDF>", _XMP_UA + b"</rdf:RDF>")
        pdf.Root.Metadata = pdf.make_stream(
            xmp, {"/Type": pikepdf.Name.Metadata, "/Subtype": pikepdf.Name.XML}
        )
        nomor = pikepdf.Array()
        for awal, satu in sorted(label, key=lambda pasangan: pasangan[0]):
            isi = pikepdf.Dictionary()
            if satu.awalan:
                isi["/P"] = pikepdf.String(satu.awalan)
            if satu.angka:
                isi["/S"] = pikepdf.Name("/" + satu.angka)
            nomor.append(awal)
            nomor.append(isi)
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=nomor)
        if "/ViewerPreferences" not in pdf.Root:
            pdf.Root.ViewerPreferences = pikepdf.Dictionary()
        pdf.Root.ViewerPreferences.DisplayDocTitle = True
        _hindari_cr(pdf)
        keluaran = io.BytesIO()
        pdf.save(
            keluaran,
            deterministic_id=True,
            compress_streams=False,  # the streams are compressed; XMP must stay readable
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return keluaran.getvalue()


def _hindari_cr(pdf: pikepdf.Pdf) -> None:
    """Store streams whose last byte is a carriage return without compression.

    With the line feed before "endstream" such a byte reads as a line end, so /Length looks wrong.
    """
    for objek in pdf.objects:
        if isinstance(objek, pikepdf.Stream) and objek.read_raw_bytes().endswith(b"\r"):
            objek.write(objek.read_bytes())
