"""Asking for a printed paper: what can be printed, who may ask, and the job that prints it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dasar.izin import Izin
from dasar.models import Pekerjaan
from dasar.services.pekerjaan import buat_pekerjaan
from kinerja.models import DokumenPerencanaan, PerjanjianKinerja, PohonKinerja
from kinerja.permissions import boleh_cetak, boleh_cetak_pk
from opd.models import Pengguna

JENIS_PEKERJAAN = "cetak_dokumen"


@dataclass(frozen=True)
class SumberCetakan:
    """One kind of paper: the rows it prints (with `for_user`), who may ask, its title."""

    model: Any
    boleh: Callable[[Pengguna, Any], Izin]
    judul: Callable[[Any], str]


SUMBER: dict[str, SumberCetakan] = {
    "pk": SumberCetakan(PerjanjianKinerja, boleh_cetak_pk, str),
    "iku": SumberCetakan(DokumenPerencanaan, boleh_cetak, lambda dokumen: f"IKU {dokumen}"),
    "pohon": SumberCetakan(PohonKinerja, boleh_cetak, lambda pohon: f"Pohon {pohon}"),
}


def objek_cetakan(jenis: str, objek_id: int, oleh: Pengguna) -> Any:
    """The row that is printed. Raises KeyError (unknown kind), its model's DoesNotExist (not
    visible to `oleh`)."""
    return SUMBER[jenis].model.objects.for_user(oleh).get(pk=objek_id)


def nama_objek(objek: Any) -> str:
    """How the register of papers names a row: "kinerja.perjanjiankinerja:7"."""
    return f"{objek._meta.label_lower}:{objek.pk}"


def antrekan_cetakan(*, jenis: str, objek_id: int, oleh: Pengguna) -> Pekerjaan:
    """Queue the job that prints one paper; the living one when it was asked for before.

    Raises as objek_cetakan, TidakBoleh, GalatPengguna (somebody else's job is still at it).
    """
    objek = objek_cetakan(jenis, objek_id, oleh)
    SUMBER[jenis].boleh(oleh, objek).wajib()
    return buat_pekerjaan(
        JENIS_PEKERJAAN,
        judul=f"Mencetak {SUMBER[jenis].judul(objek)}"[:200],
        parameter={"jenis": jenis, "objek": objek.pk},
        diminta_oleh=oleh,
        kunci=f"cetak:{jenis}:{objek.pk}",
    )
