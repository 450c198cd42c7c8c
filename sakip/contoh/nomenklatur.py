"""The national nomenclature, and finding a node of a plan in it."""

from __future__ import annotations

import re

from django.db import transaction

from kinerja.models import JenisNomenklatur, Nomenklatur
from kinerja.services.nomenklatur import muat_nomenklatur
from opd.models import Pengguna
from opd.models.organisasi import bakukan_nama
from sakip.contoh.sumber import HasilBagian, baca_csv, hasil

EDISI = "Kabupaten/kota"
_BIDANG = re.compile(r"^\d\.\d\d(?=\.01(\.|$))")


@transaction.atomic
def muat_nomenklatur_contoh(oleh: Pengguna) -> HasilBagian:
    """Programs, kegiatan and sub kegiatan of the one edition that the demo has."""
    dimuat = muat_nomenklatur(baris=baca_csv("nomenklatur_kabkota.csv"), edisi=EDISI, oleh=oleh)
    return hasil("nomenklatur", dimuat.baru + dimuat.berubah, dimuat.sama)


class PencariNomenklatur:
    """Finds an entry by kode and name. Sub kegiatan were renumbered between editions, so among
    those of one kegiatan the name decides."""

    def __init__(self) -> None:
        self._menurut_nama: dict[tuple[str, str], int] = {}
        for pk, kode, jenis, nama in Nomenklatur.objects.filter(edisi=EDISI).values_list(
            "pk", "kode", "jenis", "nama"
        ):
            lingkup = kode.rpartition(".")[0] if jenis == JenisNomenklatur.SUB_KEGIATAN else kode
            self._menurut_nama[lingkup, bakukan_nama(nama)] = pk

    def cari(self, kode: str, nama: str) -> int | None:
        """The pk of the entry for a node with `kode` ("1.02.01.2.01.01"), None when unknown."""
        umum = _BIDANG.sub("X.XX", kode)  # supporting programs are the same for every bidang
        lingkup = umum.rpartition(".")[0] if kode.count(".") == 5 else umum
        return self._menurut_nama.get((lingkup, bakukan_nama(nama)))
