"""The national nomenclature as a spreadsheet: one row per sub kegiatan, as it is published."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from dasar.izin import Izin
from dasar.resources.kolom import kolom_teks
from dasar.resources.lembar import BarisImpor, LembarResource
from kinerja.models import JenisNomenklatur, Nomenklatur
from kinerja.services.nomenklatur import muat_nomenklatur
from opd.models import JenisPeran, Pengguna

_ATAS = (
    ("kode_program", "program", "program"),
    ("kode_kegiatan", "kegiatan", "kegiatan"),
)


class NomenklaturResource(LembarResource):
    """All rows of one edition go to the service together: it compares sets, not rows."""

    judul_lembar = "Nomenklatur"
    maks_baris = 10_000
    kolom_kunci = ("kode_subkegiatan",)
    # Columns of the published table that the system does not keep.
    abaikan = ("kode_bidang", "bidang", "kinerja", "pelaksana", "spm")
    kolom = (
        kolom_teks(
            "kode_program",
            "Kode program, tiga ruas. X.XX berarti bidang perangkat daerah pemakainya.",
            "1.02.02",
            panjang=24,
            wajib=True,
            ketat=True,
            lebar=14,
        ),
        kolom_teks(
            "program",
            "Nama program.",
            "Program Pemenuhan Upaya Kesehatan",
            panjang=500,
            wajib=True,
            lebar=40,
        ),
        kolom_teks(
            "kode_kegiatan",
            "Kode kegiatan, lima ruas.",
            "1.02.02.2.01",
            panjang=24,
            wajib=True,
            ketat=True,
            lebar=16,
        ),
        kolom_teks(
            "kegiatan",
            "Nama kegiatan.",
            "Penyediaan Fasilitas Pelayanan Kesehatan",
            panjang=500,
            wajib=True,
            lebar=40,
        ),
        kolom_teks(
            "kode_subkegiatan",
            "Kode sub kegiatan, enam ruas.",
            "1.02.02.2.01.0001",
            panjang=24,
            wajib=True,
            ketat=True,
            lebar=20,
        ),
        kolom_teks(
            "subkegiatan",
            "Nama sub kegiatan.",
            "Pembangunan Rumah Sakit",
            panjang=500,
            wajib=True,
            lebar=50,
        ),
        kolom_teks(
            "indikator",
            "Indikator sub kegiatan.",
            "Jumlah rumah sakit yang dibangun",
            panjang=2000,
            lebar=50,
        ),
        kolom_teks("satuan", "Satuan indikator.", "Unit", panjang=100, lebar=16),
    )

    def __init__(self, user: Pengguna, *, edisi: str) -> None:
        super().__init__(user)
        self.edisi = edisi
        self._nama: dict[str, str] = {}

    def tersimpan(self) -> Mapping[Hashable, Mapping[str, Any]]:
        self._nama = {}
        medan = ("kode", "jenis", "nama", "indikator", "satuan")
        butir = list(
            Nomenklatur.objects.filter(edisi=self.edisi).order_by("kode").values_list(*medan)
        )
        nama = {kode: satu for kode, _, satu, _, _ in butir}
        hasil: dict[Hashable, Mapping[str, Any]] = {}
        for kode, jenis, satu, indikator, satuan in butir:
            if jenis != JenisNomenklatur.SUB_KEGIATAN:
                continue
            ruas = kode.split(".")
            kegiatan, program = ".".join(ruas[:5]), ".".join(ruas[:3])
            hasil[(kode.casefold(),)] = {
                "kode_program": program,
                "program": nama.get(program, ""),
                "kode_kegiatan": kegiatan,
                "kegiatan": nama.get(kegiatan, ""),
                "kode_subkegiatan": kode,
                "subkegiatan": satu,
                "indikator": indikator,
                "satuan": satuan,
            }
        return hasil

    def periksa(self, baris: BarisImpor) -> None:
        galat: dict[str, str] = {}
        if not baris["kode_kegiatan"].startswith(f"{baris['kode_program']}."):
            galat["kode_kegiatan"] = f"Kode ini tidak berada di bawah {baris['kode_program']}."
        if not baris["kode_subkegiatan"].startswith(f"{baris['kode_kegiatan']}."):
            galat["kode_subkegiatan"] = f"Kode ini tidak berada di bawah {baris['kode_kegiatan']}."
        for kolom, ruas in (("kode_program", 3), ("kode_kegiatan", 5), ("kode_subkegiatan", 6)):
            if baris[kolom].count(".") != ruas - 1:
                galat.setdefault(kolom, f"Kode ini harus {ruas} ruas, dipisah titik.")
        for kolom_kode, kolom, kata in _ATAS:
            lebih_dulu = self._nama.setdefault(baris[kolom_kode], baris[kolom])
            if lebih_dulu != baris[kolom]:
                galat[kolom] = f"Nama {kata} {baris[kolom_kode]} di atas ditulis “{lebih_dulu}”."
        if galat:
            raise ValidationError(galat)

    def nama_baris(self, baris: BarisImpor) -> str:
        return f"{baris['kode_subkegiatan']} {baris['subkegiatan']}"

    def simpan_semua(self, baris: Sequence[BarisImpor]) -> None:
        muat_nomenklatur([b.nilai for b in baris], self.edisi, self.user)


def buat_nomenklatur(user: Pengguna, parameter: Mapping[str, Any]) -> NomenklaturResource:
    """The resource of one edition."""
    return NomenklaturResource(user, edisi=str(parameter["edisi"]))


def boleh_muat_nomenklatur(user: Pengguna) -> Izin:
    """As the service says."""
    if user.punya_peran(JenisPeran.ORGANISASI, JenisPeran.PERENCANA):
        return Izin.ya()
    return Izin.tidak("Nomenklatur dimuat oleh perencana atau Bagian Organisasi.")
