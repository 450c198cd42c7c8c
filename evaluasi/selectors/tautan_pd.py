"""The dashboard of one PD, for the page of that PD."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from opd.models import Pengguna, PerangkatDaerah


def tautan_dasbor(pd: PerangkatDaerah, user: Pengguna) -> Iterable[tuple[str, str]]:
    """(words, address) of the dashboard, for PD that plan and that `user` may see."""
    if PerangkatDaerah.objects.for_user(user).penyusun().filter(pk=pd.pk).exists():
        yield "Dasbor kinerja", reverse("evaluasi:dasbor_pd", args=[pd.pk])
