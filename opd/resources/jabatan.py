"""Posts as a spreadsheet: one row per PD, name and first day."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from dasar.resources.kolom import kolom_pilihan, kolom_tanggal, kolom_teks, kolom_ya_tidak
from dasar.resources.lembar import BarisImpor, GalatBaris, LembarResource
from dasar.tanggal import format_tanggal
from opd.models import Eselon, Jabatan, PerangkatDaerah
from opd.resources.perangkat_daerah import kolom_kode_pd
from opd.services.jabatan import URUTAN_ESELON, akhiri_jabatan, buat_jabatan, ubah_jabatan

KunciJabatan = tuple[str, str, datetime.date]


class PetaPD:
    """The visible PD by kode, with the kode of the PD above."""

    def __init__(self, user: Any) -> None:
        semua = PerangkatDaerah.objects.for_user(user).select_related("induk")
        self._pd = {pd.kode.casefold(): pd for pd in semua}
        self.induk = {
            kode: pd.induk.kode.casefold() if pd.induk else "" for kode, pd in self._pd.items()
        }

    def ambil(self, kode: str) -> PerangkatDaerah:
        """Raises ValidationError for the column pd."""
        if kode not in self._pd:
            raise ValidationError({"pd": f"Perangkat daerah “{kode}” tidak ada."})
        return self._pd[kode]


class JabatanResource(LembarResource):
    """Superiors are named; they stand in the same PD, for the head of a unit in the one above."""

    judul_lembar = "Jabatan"
    perlu_semua = True
    maks_baris = 5_000
    kolom_kunci = ("pd", "nama", "dari")
    medan_ke_kolom = {"perangkat_daerah": "pd", "induk": "atasan"}
    kolom = (
        kolom_kode_pd("pd", "Kode perangkat daerah.", "dinkes", wajib=True),
        kolom_teks("nama", "Nama jabatan.", "Kepala Bidang Kesehatan Masyarakat", panjang=200,
                   wajib=True, lebar=50),
        kolom_pilihan("eselon", "Tingkat jabatan.", "Eselon III.b", Eselon.choices, wajib=True),
        kolom_teks("atasan", "Nama jabatan atasan langsung di perangkat daerah yang sama.",
                   "Kepala Dinas Kesehatan", panjang=200, lebar=50),
        kolom_ya_tidak("kepala", "Ya untuk pimpinan perangkat daerah."),
        kolom_tanggal("dari", "Hari pertama jabatan ini ada.", "01/01/2021", wajib=True),
        kolom_tanggal("sampai", "Hari terakhir. Kosong: masih ada.", "31/12/2024"),
    )  # fmt: skip
    contoh = (
        {
            "pd": "dinkes",
            "nama": "Kepala Dinas Kesehatan",
            "eselon": "Eselon II.b",
            "kepala": "Ya",
            "dari": "01/01/2021",
        },
        {
            "pd": "dinkes",
            "nama": "Kepala Bidang Kesehatan Masyarakat",
            "eselon": "Eselon III.b",
            "atasan": "Kepala Dinas Kesehatan",
            "kepala": "Tidak",
            "dari": "01/01/2021",
        },
    )

    def tersimpan(self) -> Mapping[Hashable, Mapping[str, Any]]:
        self._pd = PetaPD(self.user)
        self._semua: dict[KunciJabatan, Jabatan] = {}
        hasil: dict[Hashable, Mapping[str, Any]] = {}
        semua = Jabatan.objects.for_user(self.user).select_related("perangkat_daerah", "induk")
        for j in semua.order_by("perangkat_daerah__urutan", "perangkat_daerah__kode", "pk"):
            nilai: dict[str, Any] = {
                "pd": j.perangkat_daerah.kode.casefold(),
                "nama": j.nama,
                "eselon": j.eselon,
                "atasan": j.induk.nama if j.induk else "",
                "kepala": j.kepala,
                "dari": j.dari,
                "sampai": j.sampai,
            }
            kunci = (nilai["pd"], j.nama.casefold(), j.dari)
            hasil[kunci] = nilai
            self._semua[kunci] = j
        return hasil

    def periksa(self, baris: BarisImpor) -> None:
        self._pd.ambil(baris["pd"])
        if baris["sampai"] is not None and baris["sampai"] < baris["dari"]:
            raise ValidationError({"sampai": "Tanggal akhir tidak boleh sebelum tanggal awal."})
        if not baris.baru:
            return
        for (pd, nama, dari), j in self._semua.items():
            if (pd, nama) == (baris["pd"], baris["nama"].casefold()) and _beririsan(
                dari, j.sampai, baris["dari"], baris["sampai"]
            ):
                raise ValidationError(
                    {"dari": f"Jabatan ini sudah ada sejak {format_tanggal(dari)}. "
                     "Tulis tanggal itu."}
                )  # fmt: skip

    def nama_baris(self, baris: BarisImpor) -> str:
        return f"{baris['nama']} ({baris['pd']})"

    def simpan_semua(self, baris: Sequence[BarisImpor]) -> None:
        """Superiors first: the higher eselon before the lower."""
        atas: dict[tuple[str, str], tuple[str, str]] = {}
        for b in baris:
            if b["atasan"]:
                diri = (b["pd"], b["nama"].casefold())
                atas[diri] = (b["pd"], b["atasan"].casefold())
        galat = {
            b: {"atasan": [f"Atasan berputar: {b['nama']} menjadi atasannya sendiri."]}
            for b in baris
            if _berputar((b["pd"], b["nama"].casefold()), atas)
        }
        if galat:
            raise GalatBaris(galat)
        super().simpan_semua(sorted(baris, key=lambda b: URUTAN_ESELON[b["eselon"]]))

    def simpan(self, baris: BarisImpor) -> None:
        isi: dict[str, Any] = {
            "nama": baris["nama"],
            "eselon": baris["eselon"],
            "dari": baris["dari"],
            "kepala": bool(baris["kepala"]),
            "induk_id": self._atasan(baris),
        }
        kunci = (baris["pd"], baris["nama"].casefold(), baris["dari"])
        lama = self._semua.get(kunci)
        if lama is None:
            jabatan = buat_jabatan(
                perangkat_daerah_id=self._pd.ambil(baris["pd"]).pk,
                **isi,
                oleh=self.user,
                riwayat=True,
            )
        else:
            jabatan = ubah_jabatan(jabatan_id=lama.pk, **isi, urutan=lama.urutan, oleh=self.user)
        self._semua[kunci] = jabatan
        akhiri_jabatan(jabatan_id=jabatan.pk, sampai=baris["sampai"], oleh=self.user)

    def _atasan(self, baris: BarisImpor) -> int | None:
        """The post that is meant: in the PD, else in the one above, living in the same days."""
        if not baris["atasan"]:
            return None
        for pd in (baris["pd"], self._pd.induk.get(baris["pd"], "")):
            calon = [
                j
                for (kode, nama, dari), j in self._semua.items()
                if (kode, nama) == (pd, baris["atasan"].casefold())
                and _beririsan(dari, j.sampai, baris["dari"], baris["sampai"])
            ]
            if calon:
                return calon[-1].pk
        raise ValidationError(
            {"atasan": f"Jabatan “{baris['atasan']}” tidak ada di perangkat daerah ini."}
        )


def _beririsan(
    dari: datetime.date,
    sampai: datetime.date | None,
    dari_lain: datetime.date,
    sampai_lain: datetime.date | None,
) -> bool:
    return (sampai is None or sampai >= dari_lain) and (sampai_lain is None or sampai_lain >= dari)


def _berputar(diri: tuple[str, str], atas: Mapping[tuple[str, str], tuple[str, str]]) -> bool:
    dilewati: set[tuple[str, str]] = set()
    kini = atas.get(diri)
    while kini is not None and kini not in dilewati:
        if kini == diri:
            return True
        dilewati.add(kini)
        kini = atas.get(kini)
    return False
