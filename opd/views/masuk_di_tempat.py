"""Signing in again without leaving a page that holds unsent work."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token

from opd.views.masuk import MasukForm, MasukView

BUKAN_PEMILIK = (
    "Halaman ini milik pengguna lain, dengan isian yang belum terkirim. Masuk dengan akun itu, "
    "atau tutup halaman ini; isian itu tetap tersimpan untuk pemiliknya."
)
ORANG_LAIN = (
    "Peramban ini sekarang dipakai {nama}. Isian Anda tetap aman dan tidak tampak bagi orang lain."
)
SALAH_SANDI = "Kata sandi salah. Periksa huruf besar dan kecilnya."


class MasukDiTempatView(MasukView):
    """Two questions of the page's script, answered in JSON; without script one signs in at /masuk/.

    GET: who is signed in on this browser now, and a CSRF token that belongs to that session.
    POST: the password of the person the page was made for (`pengguna`). The rules of the normal
    login hold: same form, same backends, same lockout (429), same signals.
    """

    http_method_names = ["get", "post", "options"]
    redirect_authenticated_user = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        siapa = request.user
        kalimat = ""
        if siapa.is_authenticated:
            kalimat = ORANG_LAIN.format(nama=siapa.get_full_name() or siapa.get_username())
        return self._jawab(200, pengguna=siapa.pk, csrf=get_token(request), kalimat=kalimat)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        pengguna = form.get_user()
        if str(pengguna.pk) != self.request.POST.get("pengguna", ""):
            # the right password of someone else: no session is opened, the drafts stay unsent
            return self._jawab(422, kalimat=BUKAN_PEMILIK)
        login(self.request, pengguna)
        return self._jawab(200, pengguna=pengguna.pk, csrf=get_token(self.request))

    def form_invalid(self, form: MasukForm) -> HttpResponse:  # type: ignore[override]
        kalimat = "Tulis kata sandi Anda." if "password" in form.errors else SALAH_SANDI
        return self._jawab(422, kalimat=kalimat)

    def _jawab(self, status: int, **isi: Any) -> JsonResponse:
        return JsonResponse(isi, status=status)
