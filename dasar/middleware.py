"""The whole site wants a login; a part of a page that asks without one gets a sentence."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

SESI_BERAKHIR = (
    "Sesi Anda berakhir. Masuk lagi di tab lain, lalu simpan ulang. Isian ini tidak hilang "
    "selama halaman ini terbuka."
)


class WajibMasukMiddleware(LoginRequiredMiddleware):
    """As Django's, but htmx would swap the login page into a table cell: it gets a 401."""

    def handle_no_permission(  # type: ignore[override]  # a fragment gets no redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if request.headers.get("HX-Request") == "true":
            isi = render_to_string("dasar/_galat.html", {"alasan": SESI_BERAKHIR})
            return HttpResponse(isi, status=401)
        return super().handle_no_permission(request, view_func)
