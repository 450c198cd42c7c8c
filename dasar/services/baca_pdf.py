"""Reads one PDF in a process of its own: isi_pdf.py starts it, nothing imports it.

A few hundred bytes can unpack to gigabytes (filters within filters, structure under a false type),
and no look at the bytes beforehand finds every way to do that. Here the system stops what takes too
much memory or time, and a crash of the parser is not a crash of the site.

The PDF comes on standard input; the answer is one line of JSON: {"halaman": 3} or {"galat": "..."}
with "sandi", "rusak", "besar" or the name of a forbidden action.
"""

from __future__ import annotations

import json
import resource
import sys
from io import BytesIO

import pikepdf
from pikepdf import settings

MEMORI = 1024 * 1024 * 1024  # bytes of addresses, program and libraries included
CPU = 20  # seconds
ARUS = 64 * 1024 * 1024  # bytes, unpacked, of one stream that the structure stands in
SARING = 2  # filters one after the other that an honest program puts on a stream

AKSI_TERLARANG = ("/JavaScript", "/Launch", "/ImportData")
_DALAM_MAKS = 20
_TAK_TERBACA = (
    "getStreamData called on unfilterable stream"  # qpdf: over a limit, or no such filter
)


class _Terlarang(Exception):  # noqa: N818 - the domain's word
    """What the PDF would do."""


def baca(isi: bytes) -> dict[str, int | str]:
    """Number of pages, or why the file is refused."""
    try:
        with pikepdf.open(BytesIO(isi)) as pdf:
            for objek in pdf.objects:
                _tolak_aksi(objek, 0)
            halaman = len(pdf.pages)
            # Objects in there were not looked at; a browser with other limits would read them.
            if any(_TAK_TERBACA in str(satu) for satu in pdf.get_warnings()):
                return {"galat": "besar"}
            return {"halaman": halaman}
    except _Terlarang as galat:
        return {"galat": str(galat)}
    except pikepdf.PasswordError:
        return {"galat": "sandi"}
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, RecursionError):
        return {"galat": "rusak"}


def _tolak_aksi(objek: pikepdf.Object, dalam: int) -> None:
    """Look at one object and what is written inside it; referred objects come on their own."""
    if dalam > _DALAM_MAKS:
        raise ValueError("Nested too deeply.")
    if isinstance(objek, pikepdf.Stream):
        objek = objek.stream_dict
    if isinstance(objek, pikepdf.Dictionary):
        if "/JS" in objek:
            raise _Terlarang("/JavaScript")
        aksi = str(objek.get("/S", ""))
        if aksi in AKSI_TERLARANG:
            raise _Terlarang(aksi)
        anak = [nilai for _, nilai in objek.items()]
    elif isinstance(objek, pikepdf.Array):
        anak = list(objek)
    else:
        return
    for nilai in anak:
        if isinstance(nilai, pikepdf.Object) and not nilai.is_indirect:
            _tolak_aksi(nilai, dalam + 1)


def _batasi() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    settings.set_qpdf_limits(
        flate_max_memory=ARUS, run_length_max_memory=ARUS, max_stream_filters=SARING
    )


if __name__ == "__main__":
    isi = sys.stdin.buffer.read()
    _batasi()
    json.dump(baca(isi), sys.stdout)
