"""PD as a spreadsheet: one row per kode, with its newest name."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dasar.resources.kolom import (
    Kolom,
    kolom_angka,
    kolom_pilihan,
    kolom_tanggal,
    kolom_teks,
)
from dasar.resources.lembar import BarisImpor, GalatBaris, LembarResource
from dasar.tanggal import format_tanggal
from opd.models import JenisPD, NamaPD, PerangkatDaerah
from opd.services.organisasi import beri_nama, buat_pd, ubah_jenis
from opd.services.ubah_pd import ubah_pd

_KODE = forms.SlugField(
    max_length=40,
    error_messages={
        "invalid": "Kode hanya huruf, angka, garis bawah, dan tanda hubung, misalnya dinkes.",
        "max_length": "Paling banyak %(limit_value)d huruf, ini %(show_value)d.",
    },
)


def kolom_kode_pd(nama: str, arti: str, contoh: str, *, wajib: bool = False) -> Kolom:
    """The kode of a PD, as text."""
    teks = kolom_teks(nama, arti, contoh, panjang=40, wajib=wajib, lebar=18)

    def baca(nilai: Any) -> str:
        return str(_KODE.clean(teks.baca(nilai).casefold()))

    return Kolom(nama, arti, contoh, baca, wajib=wajib, lebar=18)


class PerangkatDaerahResource(LembarResource):
    """A changed name is a dated name; nothing is deleted, an end is a date."""

    judul_lembar = "Perangkat daerah"
    perlu_semua = True
    kolom_kunci = ("kode",)
    medan_ke_kolom = {
        "berlaku_dari": "berlaku dari",
        "berlaku_sampai": "berlaku sampai",
        "dari": "nama berlaku dari",
    }
    catatan = (
        "Perubahan nama: tulis nama baru dan tanggal mulainya. Nama lama tetap tersimpan dan "
        "dipakai laporan lama.",
        "Penggabungan dan pemekaran dicatat di halaman Perubahan, bukan di sini.",
    )
    kolom = (
        kolom_kode_pd("kode", "Kode tetap perangkat daerah.", "dinkes", wajib=True),
        kolom_teks("nama", "Nama resmi terbaru.", "Dinas Kesehatan", panjang=200, wajib=True,
                   lebar=50),
        kolom_teks("singkatan", "Singkatan terbaru.", "DINKES", panjang=40, wajib=True, lebar=18),
        kolom_tanggal("nama berlaku dari", "Tanggal mulai nama itu. Wajib bila namanya berubah.",
                      "01/01/2017", harus_ada=False),
        kolom_pilihan("jenis", "Jenis perangkat daerah.", "Dinas", JenisPD.choices, wajib=True),
        kolom_kode_pd("induk", "Kode perangkat daerah di atasnya, untuk UPTD, bagian, kelurahan.",
                      "setda"),
        kolom_tanggal("berlaku dari", "Hari pertama perangkat daerah ini ada.", "01/01/2017",
                      wajib=True),
        kolom_tanggal("berlaku sampai", "Hari terakhir. Kosong: masih ada.", "31/12/2024"),
        kolom_angka("urutan", "Urutan di daftar.", "10", terbesar=32_767, kosong=0,
                    harus_ada=False, lebar=10),
    )  # fmt: skip
    contoh = (
        {
            "kode": "dinkes",
            "nama": "Dinas Kesehatan",
            "singkatan": "DINKES",
            "nama berlaku dari": "01/01/2017",
            "jenis": "Dinas",
            "berlaku dari": "01/01/2017",
            "urutan": "10",
        },
    )

    def tersimpan(self) -> Mapping[Hashable, Mapping[str, Any]]:
        semua = list(
            PerangkatDaerah.objects.for_user(self.user)
            .select_related("induk")
            .order_by("urutan", "kode")
        )
        nama: dict[int, NamaPD] = {}
        for satu in NamaPD.objects.for_user(self.user).order_by("dari"):
            nama[satu.perangkat_daerah_id] = satu
        self._pd = {pd.kode.casefold(): pd for pd in semua}
        return {
            (pd.kode.casefold(),): {
                "kode": pd.kode.casefold(),
                "nama": n.nama if (n := nama.get(pd.pk)) else pd.kode,
                "singkatan": n.singkatan if n else pd.kode,
                "nama berlaku dari": n.dari if n else pd.berlaku_dari,
                "jenis": pd.jenis,
                "induk": pd.induk.kode.casefold() if pd.induk else "",
                "berlaku dari": pd.berlaku_dari,
                "berlaku sampai": pd.berlaku_sampai,
                "urutan": pd.urutan,
            }
            for pd in semua
        }

    def periksa(self, baris: BarisImpor) -> None:
        galat: dict[str, str] = {}
        sampai = baris["berlaku sampai"]
        if sampai is not None and sampai < baris["berlaku dari"]:
            galat["berlaku sampai"] = "Tanggal akhir tidak boleh sebelum tanggal awal."
        if baris.lama is None:
            if baris["nama berlaku dari"] not in (None, baris["berlaku dari"]):
                galat["nama berlaku dari"] = (
                    "Nama pertama berlaku sejak perangkat daerahnya ada. Kosongkan kolom ini."
                )
        elif pesan := self._galat_nama(baris, baris.lama["nama berlaku dari"]):
            galat["nama berlaku dari"] = pesan
        if galat:
            raise ValidationError(galat)

    def _galat_nama(self, baris: BarisImpor, sejak: datetime.date) -> str:
        lama = baris.lama or {}
        dari = baris["nama berlaku dari"]
        if (baris["nama"], baris["singkatan"]) == (lama["nama"], lama["singkatan"]):
            if dari is None:
                baris.nilai["nama berlaku dari"] = dari = sejak
            if dari == sejak:
                return ""
            return f"Namanya tidak berubah, dan sudah berlaku sejak {format_tanggal(sejak)}."
        if dari is None or dari <= sejak:
            return (
                f"Nama “{lama['nama']}” berlaku sejak {format_tanggal(sejak)}. "
                "Tulis tanggal mulai nama yang baru, setelah itu."
            )
        return ""

    def simpan_semua(self, baris: Sequence[BarisImpor]) -> None:
        """Parents before children, whatever the order in the file."""
        atas = {pd.kode.casefold(): pd.induk.kode.casefold() if pd.induk else ""
                for pd in self._pd.values()}  # fmt: skip
        atas.update({b["kode"]: b["induk"] for b in baris})
        galat: dict[BarisImpor, dict[str, list[str]]] = {}
        for b in baris:
            if b["induk"] and b["induk"] not in atas:
                galat[b] = {"induk": [f"Perangkat daerah “{b['induk']}” tidak ada."]}
            elif b["kode"] in _di_atas(b["kode"], atas):
                galat[b] = {
                    "induk": ["Perangkat daerah tidak boleh berada di bawah dirinya sendiri."]
                }
        if galat:
            raise GalatBaris(galat)
        super().simpan_semua(sorted(baris, key=lambda b: len(_di_atas(b["kode"], atas))))

    def simpan(self, baris: BarisImpor) -> None:
        induk = self._pd[baris["induk"]] if baris["induk"] else None
        if baris.lama is None:
            pd = buat_pd(
                kode=baris["kode"],
                jenis=baris["jenis"],
                nama=baris["nama"],
                singkatan=baris["singkatan"],
                dari=baris["berlaku dari"],
                induk=induk,
                urutan=baris["urutan"] or 0,
                oleh=self.user,
            )
            self._pd[baris["kode"]] = pd
            if baris["berlaku sampai"] is not None:
                self._ubah(pd, baris)
            return
        pd, lama = self._pd[baris["kode"]], baris.lama
        if (baris["nama"], baris["singkatan"]) != (lama["nama"], lama["singkatan"]):
            beri_nama(
                perangkat_daerah=pd,
                nama=baris["nama"],
                singkatan=baris["singkatan"],
                dari=baris["nama berlaku dari"],
                oleh=self.user,
                riwayat=True,
            )
        ubah_jenis(perangkat_daerah=pd, jenis=baris["jenis"], oleh=self.user)
        self._ubah(pd, baris)

    def _ubah(self, pd: PerangkatDaerah, baris: BarisImpor) -> None:
        ubah_pd(
            perangkat_daerah_id=pd.pk,
            induk_id=self._pd[baris["induk"]].pk if baris["induk"] else None,
            urutan=baris["urutan"] or 0,
            berlaku_dari=baris["berlaku dari"],
            berlaku_sampai=baris["berlaku sampai"],
            oleh=self.user,
        )


def _di_atas(kode: str, atas: Mapping[str, str]) -> list[str]:
    """What stands above a PD, nearest first; a loop ends where it closes."""
    hasil: list[str] = []
    kini = atas.get(kode, "")
    while kini and kini not in hasil:
        hasil.append(kini)
        kini = atas.get(kini, "")
    return hasil
