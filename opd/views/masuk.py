"""Signing in."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest

from opd.models import Pengguna


class MasukForm(AuthenticationForm):
    """Django's own, with a sentence of ours."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": "Nama pengguna atau kata sandi salah. Periksa huruf besar dan kecilnya.",
    }


class MasukView(LoginView):
    """The login page; the demo also lists its example accounts."""

    authentication_form = MasukForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        if settings.DEMO:
            konteks["akun_contoh"] = list(
                Pengguna.objects.filter(contoh=True, is_active=True)
                .order_by("pk")
                .values_list("username", flat=True)
            )
        return konteks


def alamat_klien(request: HttpRequest) -> str | None:
    """The address of the person's machine, for the lockout after wrong passwords.

    Behind the proxy REMOTE_ADDR is the proxy's for everyone, so one person's wrong passwords
    would be everyone's. Only the last entry of X-Forwarded-For counts: the proxy wrote that one,
    whatever stands left of it came with the request and can be made up.
    """
    langsung = request.META.get("REMOTE_ADDR") or None
    if not settings.DI_BELAKANG_PROXY:
        return langsung
    try:
        alamat = ip_address(request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip())
    except ValueError:
        return langsung
    # a scope ("fe80::1%eth0") is no part of an address that a database stores
    return str(alamat).partition("%")[0]
