"""Menu items of the organisation."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from dasar.pendaftar import ButirMenu
from dasar.views.impor import jenis_milik
from opd.models import Pengguna
from opd.permissions import boleh_kelola_pd, boleh_lihat_organisasi, boleh_urus_pesan


def menu_organisasi(user: Pengguna) -> Iterator[ButirMenu]:
    """Only pages that the person may open."""
    if boleh_lihat_organisasi(user):
        yield ButirMenu("Perangkat daerah", reverse("opd:pd_list"), "building", 60, "Organisasi")
        yield ButirMenu("Jabatan", reverse("opd:jabatan_list"), "diagram-3", 61, "Organisasi")
        yield ButirMenu("Pegawai", reverse("opd:pegawai_list"), "people", 62, "Organisasi")
    if user.melihat_semua_pd:
        yield ButirMenu(
            "Perubahan", reverse("opd:perubahan_list"), "arrow-repeat", 64, "Organisasi"
        )
    if boleh_kelola_pd(user):
        yield ButirMenu("Pelantikan", reverse("opd:pelantikan"), "person-circle", 63, "Organisasi")
    if jenis_milik(user):
        yield ButirMenu("Impor data", reverse("dasar:impor_data_list"), "upload", 65, "Organisasi")
    if boleh_urus_pesan(user):
        yield ButirMenu("Pesan keluar", reverse("opd:pesan_list"), "send", 66, "Organisasi")
