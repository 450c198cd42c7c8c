"""Posts and officials as a spreadsheet names them: by PD and name, by NIP or name."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from dasar.resources.kolom import Kolom, kolom_pilihan, kolom_teks
from opd.models import Jabatan, JenisPenugasan, Pegawai, Pengguna
from opd.resources.jabatan import PetaPD
from opd.resources.pegawai import kolom_nip
from opd.resources.perangkat_daerah import kolom_kode_pd

# The columns that say which post and who; both kinds of appointments begin with them.
KOLOM_PEJABAT: tuple[Kolom, ...] = (
    kolom_kode_pd("pd", "Kode perangkat daerah.", "dinkes", wajib=True),
    kolom_teks("jabatan", "Nama jabatan, seperti di data jabatan.", "Kepala Dinas Kesehatan",
               panjang=200, wajib=True, lebar=50),
    kolom_nip("NIP pemegangnya. Kosong hanya untuk pejabat tanpa NIP."),
    kolom_teks("nama", "Nama pemegang. Wajib bila NIP kosong, selebihnya untuk dibaca.",
               "Dra. Contoh Nama, M.Si.", panjang=150, harus_ada=False, lebar=40),
    kolom_pilihan("jenis", "Cara menjabat.", "Definitif", JenisPenugasan.choices, wajib=True),
)  # fmt: skip


class DaftarPejabat:
    """What `user` may see, read once (three queries)."""

    def __init__(self, user: Pengguna) -> None:
        self._pd = PetaPD(user)
        self._jabatan: dict[tuple[str, str], list[Jabatan]] = {}
        for j in Jabatan.objects.for_user(user).select_related("perangkat_daerah"):
            kunci = (j.perangkat_daerah.kode.casefold(), j.nama.casefold())
            self._jabatan.setdefault(kunci, []).append(j)
        self._nip: dict[str, Pegawai] = {}
        self._tanpa_nip: dict[str, list[Pegawai]] = {}
        for p in Pegawai.objects.for_user(user):
            if p.nip:
                self._nip[p.nip] = p
            else:
                self._tanpa_nip.setdefault(p.nama.casefold(), []).append(p)

    def pegawai(self, nip: str, nama: str) -> Pegawai:
        """The official with this NIP, or the only one of this name without any.

        Raises ValidationError by column.
        """
        if nip:
            if nip not in self._nip:
                raise ValidationError(
                    {"nip": "NIP ini tidak ada di data pegawai. Impor pegawainya lebih dulu."}
                )
            return self._nip[nip]
        if not nama:
            raise ValidationError({"nip": "Isi NIP, atau nama untuk pejabat tanpa NIP."})
        calon = self._tanpa_nip.get(nama.casefold(), [])
        if len(calon) != 1:
            raise ValidationError(
                {"nama": "Nama ini tidak ada di antara pegawai tanpa NIP."
                 if not calon else "Ada lebih dari satu pegawai tanpa NIP dengan nama ini."}
            )  # fmt: skip
        return calon[0]

    def jabatan(self, pd: str, nama: str, hari: datetime.date) -> Jabatan:
        """The post of that name that exists on `hari`, else the last of that name.

        Raises ValidationError by column.
        """
        self._pd.ambil(pd)
        semua = self._jabatan.get((pd, nama.casefold()), [])
        if not semua:
            raise ValidationError(
                {"jabatan": f"Jabatan “{nama}” tidak ada di perangkat daerah ini."}
            )
        pada = [j for j in semua if j.dari <= hari and (j.sampai is None or j.sampai >= hari)]
        return (pada or semua)[-1]


def kunci_pejabat(nilai: Mapping[str, Any], hari: datetime.date) -> tuple[Any, ...]:
    """The natural key of an appointment: post, person, kind and first day."""
    orang = nilai["nip"] or str(nilai.get("nama", "")).casefold()
    return (nilai["pd"], nilai["jabatan"].casefold(), orang, nilai["jenis"], hari)
