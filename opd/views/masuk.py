"""Signing in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView

from opd.models import Pengguna


class MasukView(LoginView):
    """The login page; the demo also lists its example accounts."""

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
