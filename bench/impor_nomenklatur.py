"""The national nomenclature through the import of master data, against csv plus bulk_create.

Ours reads the published CSV, judges every cell and row through django-import-export, compares with
what is stored, writes through the service and leaves an audit row. The base reads the same file and
inserts the same entries, once each. Both into an empty table of a database made for the run.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import django
from django.db import connection, transaction

BERKAS = Path(__file__).resolve().parent.parent / "sakip/data/nomenklatur_kabkota.csv"
EDISI = "Tolok ukur"
_JENJANG = (
    ("program", "kode_program", "program"),
    ("kegiatan", "kode_kegiatan", "kegiatan"),
    ("sub_kegiatan", "kode_subkegiatan", "subkegiatan"),
)


class _Ulang(Exception):
    """Takes a measured run back, so that each starts from an empty table."""


def ukur(cepat: bool) -> dict[str, dict[str, Any]]:
    """Seconds for one whole edition; both ways must leave the same entries."""
    django.setup()
    nama_asli = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        return _ukur(3 if cepat else 7)
    finally:
        connection.creation.destroy_test_db(nama_asli, verbosity=0)


def _ukur(ulang: int) -> dict[str, dict[str, Any]]:
    # Models can be imported only after django.setup().
    from dasar.services.lembar_impor import baca_lembar
    from kinerja.models import Nomenklatur
    from kinerja.resources.nomenklatur import NomenklaturResource
    from opd.models import JenisPeran, Pengguna, Peran
    from opd.services.pengguna import pengguna_sistem

    pengguna_sistem()
    orang = Pengguna.objects.create(username="tolok.ukur", nama="Tolok Ukur")
    Peran.objects.create(pengguna=orang, peran=JenisPeran.ORGANISASI, dari="2021-01-01")
    isi = BERKAS.read_bytes()

    def kami() -> None:
        sumber = NomenklaturResource(orang, edisi=EDISI)
        hasil = sumber.jalankan(baca_lembar(isi, "csv", sumber.bentuk), terapkan=True)
        if hasil.galat:
            raise AssertionError(hasil.rincian[:3])

    def pembanding() -> None:
        butir: dict[str, Any] = {}
        for b in csv.DictReader(StringIO(isi.decode("utf-8-sig"))):
            for jenis, kode, nama in _JENJANG:
                sub = jenis == "sub_kegiatan"
                butir.setdefault(
                    b[kode],
                    Nomenklatur(
                        edisi=EDISI,
                        kode=b[kode],
                        jenis=jenis,
                        nama=b[nama],
                        baku=b[nama].casefold(),
                        indikator=b["indikator"] if sub else "",
                        satuan=b["satuan"] if sub else "",
                    ),
                )
        Nomenklatur.objects.bulk_create(butir.values(), batch_size=500)

    def entri() -> set[tuple[str, str]]:
        return set(Nomenklatur.objects.filter(edisi=EDISI).values_list("kode", "jenis"))

    hasil_kami, detik_kami = _jalankan(kami, ulang, entri)
    hasil_dasar, detik_dasar = _jalankan(pembanding, ulang, entri)
    if hasil_kami != hasil_dasar:
        raise AssertionError("the two ways leave different entries")
    return {
        "impor_nomenklatur": {
            "ours": detik_kami,
            "base": detik_dasar,
            "detail": {"entri": len(hasil_kami), "ulang": ulang, "basis_data": connection.vendor},
        }
    }


def _jalankan(
    kerja: Callable[[], None], ulang: int, entri: Callable[[], set[tuple[str, str]]]
) -> tuple[set[tuple[str, str]], float]:
    waktu: list[float] = []
    tersimpan: set[tuple[str, str]] = set()
    for _ in range(ulang):
        try:
            with transaction.atomic():
                mulai = perf_counter()
                kerja()
                waktu.append(perf_counter() - mulai)
                tersimpan = entri()
                raise _Ulang
        except _Ulang:
            continue
    return tersimpan, median(waktu)
