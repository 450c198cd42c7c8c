"""Sending a stored file: as a download, revalidated at each use, never guessed at by a browser."""

from __future__ import annotations

import logging
import re
import unicodedata
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from dasar.models import Berkas, JenisBerkas

logger = logging.getLogger(__name__)

TIPE_ISI: dict[str, str] = {
    JenisBerkas.PDF: "application/pdf",
    JenisBerkas.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JenisBerkas.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    JenisBerkas.CSV: "text/csv",
    JenisBerkas.PNG: "image/png",
    JenisBerkas.JPG: "image/jpeg",
}

# Set here, so that the middlewares with the rules for pages leave them alone. The viewers that
# browsers bring for PDF are an object with styles of its own.
_KEPALA_BINGKAI = {
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; media-src 'self'; object-src 'self'; "
        "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
}


def jawab_berkas(request: HttpRequest, berkas: Berkas) -> HttpResponseBase:
    """The file under its own name; 304 when the browser has it, a 404 page when it is gone.

    Whether this person may have it was decided before, by the row that the file belongs to.
    """
    return _kirim(request, berkas, kepala_unduhan(berkas.nama_asli, berkas.sha256))


def jawab_berkas_di_halaman(request: HttpRequest, berkas: Berkas) -> HttpResponseBase:
    """The file to be shown inside a page of this site, as jawab_berkas; for PDF and pictures.

    It may load and run nothing; only what a browser's own PDF viewer needs is open.
    """
    kepala = kepala_unduhan(berkas.nama_asli, berkas.sha256)
    kepala["Content-Disposition"] = kepala["Content-Disposition"].replace("attachment", "inline", 1)
    return _kirim(request, berkas, kepala | _KEPALA_BINGKAI)


def _kirim(request: HttpRequest, berkas: Berkas, kepala: dict[str, str]) -> HttpResponseBase:
    sama = _belum_berubah(request, kepala)
    if sama is not None:
        return sama
    try:
        isi = berkas.isi.open("rb")
    except OSError:
        logger.exception("Berkas %s tidak ada di penyimpanan", berkas.pk)
        return render(request, "dasar/berkas_hilang.html", {"nama": berkas.nama_asli}, status=404)
    jawaban = FileResponse(isi, content_type=TIPE_ISI[berkas.jenis])
    for nama, nilai in kepala.items():  # set now: FileResponse has written a disposition of its own
        jawaban.headers[nama] = nilai
    return jawaban


def jawab_teks(
    request: HttpRequest, teks: str, *, nama: str, sha256: str, tipe: str
) -> HttpResponse:
    """A text made from stored data, sent like a file; `sha256` is its digest."""
    kepala = kepala_unduhan(nama, sha256)
    sama = _belum_berubah(request, kepala)
    if sama is not None:
        return sama
    return HttpResponse(teks, content_type=f"{tipe}; charset=utf-8", headers=kepala)


def jawab_xlsx(berkas: tuple[bytes, str], nama: str) -> HttpResponse:
    """A worksheet made just now; `berkas` is what `tulis_xlsx` gives."""
    isi, sidik = berkas
    kepala = kepala_unduhan(nama, sidik)
    return HttpResponse(isi, content_type=TIPE_ISI[JenisBerkas.XLSX], headers=kepala)


def kepala_unduhan(nama: str, sha256: str) -> dict[str, str]:
    """Headers of a download; the name in full, and in ASCII for what cannot read that."""
    return {
        "Content-Disposition": (
            f"attachment; filename=\"{nama_ascii(nama)}\"; filename*=UTF-8''{quote(nama, safe='')}"
        ),
        "X-Content-Type-Options": "nosniff",
        # Kept by this browser only, and asked again each time: rights may have ended.
        "Cache-Control": "private, no-cache",
        "ETag": f'"{sha256}"',
    }


def nama_ascii(nama: str) -> str:
    """The file name with letters, digits and harmless marks only."""
    ascii_saja = unicodedata.normalize("NFKD", nama).encode("ascii", "ignore").decode()
    pokok, titik, akhiran = re.sub(r"[^A-Za-z0-9 ._()-]+", "_", ascii_saja).rpartition(".")
    return f"{pokok.strip(' .') or 'berkas'}{titik}{akhiran}" if titik else akhiran or "berkas"


def _belum_berubah(request: HttpRequest, kepala: dict[str, str]) -> HttpResponse | None:
    jawaban = get_conditional_response(request, etag=kepala["ETag"])
    if jawaban is None:
        return None
    for nama in ("Cache-Control", "ETag", *_KEPALA_BINGKAI):
        if nama in kepala:
            jawaban.headers[nama] = kepala[nama]
    return jawaban
