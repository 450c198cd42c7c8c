"""Pages of planning about one PD, for the page of that PD."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from kinerja.models import DokumenPerencanaan
from opd.models import Jabatan, Pengguna, PerangkatDaerah


def tautan_kinerja(pd: PerangkatDaerah, user: Pengguna) -> Iterable[tuple[str, str]]:
    """(words, address) of the pages that `user` may open and that have something of `pd`."""
    if DokumenPerencanaan.objects.for_user(user).filter(perangkat_daerah=pd).exists():
        yield "Perencanaan", f"{reverse('kinerja:dokumen_list')}?pd={pd.pk}"
    if Jabatan.objects.for_user(user).filter(perangkat_daerah=pd).exists():
        yield "Perjanjian Kinerja", f"{reverse('kinerja:pk_list')}?pd={pd.pk}"
