"""The whole site wants a login; a part of a page that asks without one gets a sentence. Pages go
compressed over weak networks."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string

SESI_BERAKHIR = (
    "Sesi Anda berakhir. Masuk lagi di tab lain, lalu simpan ulang. Isian ini tidak hilang "
    "selama halaman ini terbuka."
)
BUKAN_MILIK = "Peramban ini sekarang dipakai pengguna lain. Isian ini tidak disimpan atas namanya."


class PadatkanMiddleware(GZipMiddleware):
    """Compress HTML: a sheet of 260 rows is one megabyte, compressed a sixteenth of that.

    Files stay as they are (they are compressed inside, and a browser asks for parts of them). The
    one secret of a page, its CSRF token, is masked anew for each answer, and Django pads the
    compressed answer with random bytes: its length tells nothing (BREACH).
    """

    def process_response(  # narrower than Django's: answers that are pages
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


class WajibMasukMiddleware(LoginRequiredMiddleware):
    """As Django's, but htmx would swap the login page into a table cell: it gets a 401.

    A page may say for whom it was made (X-Pengguna). After someone else has signed in on the same
    browser, what the first person typed is not saved under the other's name: a 401 as well.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponseBase | None:
        pemilik = request.headers.get("X-Pengguna")
        if pemilik and request.user.is_authenticated and pemilik != str(request.user.pk):
            isi = render_to_string("dasar/_galat.html", {"alasan": BUKAN_MILIK})
            return HttpResponse(isi, status=401)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]  # a fragment gets no redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if request.headers.get("HX-Request") == "true":
            isi = render_to_string("dasar/_galat.html", {"alasan": SESI_BERAKHIR})
            return HttpResponse(isi, status=401)
        return super().handle_no_permission(request, view_func)
