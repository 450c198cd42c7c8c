"""Officials as a spreadsheet: one row per NIP, or per name for elected ones."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from dasar.resources.kolom import Kolom, kolom_teks
from dasar.resources.lembar import BarisImpor, LembarResource
from opd.models import Pegawai
from opd.services.pegawai import bakukan_nip, buat_pegawai, ubah_pegawai

_PANJANG_NIP = 18
GALAT_NIP_ANGKA = (
    "Excel mengubah NIP ini menjadi angka dan membuang digit akhirnya. Format kolom nip sebagai "
    "Teks, lalu tulis lagi 18 angkanya."
)


def baca_nip(nilai: Any) -> str:
    """The 18 digits of a text cell. Raises ValueError with a sentence."""
    if not isinstance(nilai, str):
        raise ValueError(GALAT_NIP_ANGKA)
    nip = bakukan_nip(nilai.lstrip("'"))
    if "E+" in nip.upper():
        raise ValueError(GALAT_NIP_ANGKA)
    if not nip.isascii() or not nip.isdigit() or len(nip) != _PANJANG_NIP:
        raise ValueError(f"NIP terdiri dari {_PANJANG_NIP} angka.")
    return nip


def kolom_nip(arti: str, *, wajib: bool = False) -> Kolom:
    """A NIP, kept as text."""
    return Kolom("nip", arti, "197001011995031001", baca_nip, wajib=wajib, lebar=24)


class PegawaiResource(LembarResource):
    """Officials are never deleted by a file."""

    judul_lembar = "Pegawai"
    maks_baris = 10_000
    kolom_kunci = ("nip",)
    catatan = ("Kolom nip harus teks, supaya Excel tidak membuang digitnya.",)
    kolom = (
        kolom_nip("18 angka. Kosong hanya untuk pejabat yang dipilih, seperti wali kota."),
        kolom_teks("nama", "Nama dan gelar.", "Dra. Contoh Nama, M.Si.", panjang=150, wajib=True,
                   lebar=45),
        kolom_teks("pangkat", "Pangkat dan golongan.", "Pembina Utama Muda, IV/c", panjang=80),
    )  # fmt: skip
    contoh = (
        {
            "nip": "197001011995031001",
            "nama": "Dra. Contoh Nama, M.Si.",
            "pangkat": "Pembina Utama Muda, IV/c",
        },
    )

    def tersimpan(self) -> Mapping[Hashable, Mapping[str, Any]]:
        hasil: dict[Hashable, Mapping[str, Any]] = {}
        self._id: dict[Hashable, int] = {}
        for p in Pegawai.objects.for_user(self.user).order_by("nama", "pk"):
            nilai = {"nip": p.nip, "nama": p.nama, "pangkat": p.pangkat}
            kunci = self.kunci(nilai)
            hasil.setdefault(kunci, nilai)
            self._id.setdefault(kunci, p.pk)
        return hasil

    def kunci(self, nilai: Mapping[str, Any]) -> Hashable:
        return nilai["nip"] or ("", nilai["nama"].casefold())

    def periksa(self, baris: BarisImpor) -> None:
        if not baris["nama"]:
            raise ValidationError({"nama": "Kolom ini wajib diisi."})

    def nama_baris(self, baris: BarisImpor) -> str:
        return f"{baris['nama']}, NIP {baris['nip']}" if baris["nip"] else str(baris["nama"])

    def simpan(self, baris: BarisImpor) -> None:
        isi = {"nip": baris["nip"], "nama": baris["nama"], "pangkat": baris["pangkat"] or ""}
        if baris.lama is None:
            buat_pegawai(**isi, oleh=self.user)
        else:
            ubah_pegawai(pegawai_id=self._id[baris.kunci], **isi, oleh=self.user)
