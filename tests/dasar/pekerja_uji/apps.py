"""Registers the kind "uji_sela": the first try works without end, any later one finishes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import AppConfig

from dasar.pendaftar import JenisPekerjaan, jenis_pekerjaan

if TYPE_CHECKING:  # imports models, which do not exist yet when Django reads this file
    from dasar.services.pekerjaan import Kerja


def sela(kerja: Kerja) -> None:
    """Leave a mark per try; hasil counts the tries that reached the end."""
    folder = Path(kerja.parameter["folder"])
    pertama = not any(folder.iterdir())
    (folder / f"mulai-{kerja.nomor_pagar}").touch()
    while pertama:
        kerja.kemajuan(10, "Sedang dikerjakan.")
        time.sleep(0.1)
    with kerja.transaksi():
        (folder / f"selesai-{kerja.nomor_pagar}").touch()
        kerja.selesai({"nomor_pagar": kerja.nomor_pagar})


class PekerjaUjiConfig(AppConfig):
    name = "tests.dasar.pekerja_uji"

    def ready(self) -> None:
        jenis_pekerjaan.daftarkan("uji_sela", JenisPekerjaan(sela, "Uji sela"))
