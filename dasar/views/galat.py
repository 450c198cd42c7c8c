"""Error pages: what happened, in words, and a number where only the log knows more."""

import logging
import sys
from secrets import token_hex
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from dasar.izin import TidakBoleh
from dasar.konteks import kerangka_tetap

logger = logging.getLogger(__name__)

ALASAN_UMUM = "Akun Anda tidak berhak melakukan tindakan ini."
TIDAK_DITEMUKAN = "Alamat ini tidak ada, atau isinya bukan milik perangkat daerah Anda."


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, without the person's shell: the request itself cannot be trusted."""
    return HttpResponse(render_to_string("400.html", kerangka_tetap()), status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the reason; only TidakBoleh carries one that is meant for the user."""
    alasan = str(exception) if isinstance(exception, TidakBoleh) else ""
    alasan = alasan or ALASAN_UMUM
    return _galat(request, 403, "403.html", alasan, {"exception": alasan})


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what does not exist and for another PD's row."""
    return _galat(request, 404, "404.html", TIDAK_DITEMUKAN, {})


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with a number that finds the trace in the log. Uses neither database nor session."""
    nomor = token_hex(4).upper()
    logger.error(
        "Nomor galat %s: %s %s", nomor, request.method, request.path, exc_info=sys.exc_info()
    )
    konteks = kerangka_tetap() | {"nomor_galat": nomor}
    if _dari_htmx(request):
        konteks["alasan"] = f"Terjadi kesalahan, nomor {nomor}."
        return HttpResponse(render_to_string("dasar/_galat.html", konteks), status=500)
    return HttpResponse(render_to_string("500.html", konteks), status=500)


def _galat(
    request: HttpRequest, status: int, templat: str, alasan: str, konteks: dict[str, Any]
) -> HttpResponse:
    if _dari_htmx(request):
        # A part of a page asked: it gets a part of a page.
        return render(request, "dasar/_galat.html", {"alasan": alasan}, status=status)
    return render(request, templat, konteks, status=status)


def _dari_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
