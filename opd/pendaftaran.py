"""What this app tells the floor below through its registries."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dasar.pendaftar import JenisImpor, jenis_impor, menu
from dasar.resources.lembar import LembarResource
from opd.models import Pengguna
from opd.pendaftar import pindahkan_pd
from opd.permissions import boleh_kelola_pd
from opd.resources.jabatan import JabatanResource
from opd.resources.pegawai import PegawaiResource
from opd.resources.pelantikan import PelantikanResource
from opd.resources.penugasan import PenugasanResource
from opd.resources.perangkat_daerah import PerangkatDaerahResource
from opd.services.pindah_pejabat import PindahPejabat
from opd.views.menu import menu_organisasi

_IMPOR = (
    (
        "perangkat_daerah",
        "Perangkat daerah",
        "Kode, nama, jenis, dan masa berlaku perangkat daerah.",
        PerangkatDaerahResource,
    ),
    ("pegawai", "Pegawai", "NIP, nama, dan pangkat pejabat.", PegawaiResource),
    ("jabatan", "Jabatan", "Susunan jabatan setiap perangkat daerah.", JabatanResource),
    (
        "penugasan",
        "Penugasan",
        "Siapa memegang jabatan apa, sejak dan sampai kapan.",
        PenugasanResource,
    ),
    (
        "pelantikan",
        "Pelantikan",
        "Pejabat yang dilantik dengan satu surat keputusan; pejabat lama berakhir sendiri.",
        PelantikanResource,
    ),
)


def _buat(
    sumber: Callable[[Pengguna], LembarResource], user: Pengguna, parameter: Mapping[str, Any]
) -> LembarResource:
    """These kinds need no parameter."""
    return sumber(user)


def daftarkan() -> None:
    """Called once when the apps are ready."""
    menu.daftarkan(menu_organisasi)
    pindahkan_pd.daftarkan(PindahPejabat())
    for urutan, (nama, judul, keterangan, sumber) in enumerate(_IMPOR, 1):
        jenis_impor.daftarkan(
            nama,
            JenisImpor(
                judul,
                keterangan,
                urutan * 10,
                partial(_buat, sumber),
                boleh_kelola_pd,
            ),
        )
