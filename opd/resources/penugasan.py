"""Who holds which post as a spreadsheet: one row per post, person, kind and first day."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from dasar.resources.kolom import kolom_pilihan, kolom_tanggal, kolom_teks
from dasar.resources.lembar import BarisImpor, LembarResource
from opd.models import Jabatan, JenisPenugasan, Pegawai, PenugasanJabatan
from opd.resources.jabatan import PetaPD
from opd.resources.pegawai import kolom_nip
from opd.resources.perangkat_daerah import kolom_kode_pd
from opd.services.penugasan import akhiri_penugasan, tugaskan


class PenugasanResource(LembarResource):
    """Ends are written before beginnings, so that one file can hand a post over."""

    judul_lembar = "Penugasan"
    maks_baris = 5_000
    kolom_kunci = ("pd", "jabatan", "nip", "nama", "jenis", "dari")
    medan_ke_kolom = {"pegawai": "nip"}
    catatan = (
        "Pergantian: isi kolom sampai pada baris pemegang lama, dan tambahkan baris pemegang baru.",
        "Untuk pejabat tanpa NIP, tulis namanya seperti di data pegawai.",
    )
    kolom = (
        kolom_kode_pd("pd", "Kode perangkat daerah.", "dinkes", wajib=True),
        kolom_teks("jabatan", "Nama jabatan, seperti di data jabatan.", "Kepala Dinas Kesehatan",
                   panjang=200, wajib=True, lebar=50),
        kolom_nip("NIP pemegangnya. Kosong hanya untuk pejabat tanpa NIP."),
        kolom_teks("nama", "Nama pemegang. Wajib bila NIP kosong, selebihnya untuk dibaca.",
                   "Dra. Contoh Nama, M.Si.", panjang=150, harus_ada=False, lebar=40),
        kolom_pilihan("jenis", "Cara menjabat.", "Definitif", JenisPenugasan.choices, wajib=True),
        kolom_tanggal("dari", "Hari pertama.", "01/04/2024", wajib=True),
        kolom_tanggal("sampai", "Hari terakhir. Kosong: masih menjabat.", "31/12/2024"),
        kolom_teks("dasar", "Nomor surat keputusan.", "SK 821/10/2024", panjang=200),
    )  # fmt: skip
    contoh = (
        {
            "pd": "dinkes",
            "jabatan": "Kepala Dinas Kesehatan",
            "nip": "197001011995031001",
            "jenis": "Definitif",
            "dari": "01/04/2024",
            "dasar": "SK 821/10/2024",
        },
    )

    def tersimpan(self) -> Mapping[Hashable, Mapping[str, Any]]:
        self._pd = PetaPD(self.user)
        self._jabatan: dict[tuple[str, str], list[Jabatan]] = {}
        for j in Jabatan.objects.for_user(self.user).select_related("perangkat_daerah"):
            kunci = (j.perangkat_daerah.kode.casefold(), j.nama.casefold())
            self._jabatan.setdefault(kunci, []).append(j)
        self._nip: dict[str, Pegawai] = {}
        self._tanpa_nip: dict[str, list[Pegawai]] = {}
        for p in Pegawai.objects.for_user(self.user):
            if p.nip:
                self._nip[p.nip] = p
            else:
                self._tanpa_nip.setdefault(p.nama.casefold(), []).append(p)
        hasil: dict[Hashable, Mapping[str, Any]] = {}
        self._id: dict[Hashable, int] = {}
        semua = PenugasanJabatan.objects.for_user(self.user).select_related(
            "jabatan__perangkat_daerah", "pegawai"
        )
        for t in semua.order_by("jabatan__perangkat_daerah__urutan", "jabatan", "dari", "pk"):
            nilai = {
                "pd": t.jabatan.perangkat_daerah.kode.casefold(),
                "jabatan": t.jabatan.nama,
                "nip": t.pegawai.nip,
                "nama": t.pegawai.nama,
                "jenis": t.jenis,
                "dari": t.dari,
                "sampai": t.sampai,
                "dasar": t.dasar,
            }
            hasil[self.kunci(nilai)] = nilai
            self._id[self.kunci(nilai)] = t.pk
        return hasil

    def kunci(self, nilai: Mapping[str, Any]) -> Hashable:
        orang = nilai["nip"] or str(nilai.get("nama", "")).casefold()
        return (
            nilai["pd"],
            nilai["jabatan"].casefold(),
            orang,
            nilai["jenis"],
            nilai["dari"],
        )

    def periksa(self, baris: BarisImpor) -> None:
        self._pd.ambil(baris["pd"])
        pegawai = self._pegawai(baris)
        baris.nilai["nama"] = pegawai.nama  # the register knows it better than the file
        self._post(baris)
        sampai: datetime.date | None = baris["sampai"]
        if sampai is not None and sampai < baris["dari"]:
            raise ValidationError({"sampai": "Tanggal akhir tidak boleh sebelum tanggal awal."})
        if baris.lama is None:
            return
        if baris.lama["dasar"] != baris["dasar"]:
            raise ValidationError(
                {"dasar": "Dasar penugasan yang sudah tercatat tidak diubah lewat impor."}
            )
        if baris.lama["sampai"] is not None and sampai is None:
            raise ValidationError(
                {"sampai": "Penugasan ini sudah berakhir. Tulis tanggal akhirnya."}
            )

    def _pegawai(self, baris: BarisImpor) -> Pegawai:
        if baris["nip"]:
            if baris["nip"] not in self._nip:
                raise ValidationError(
                    {"nip": "NIP ini tidak ada di data pegawai. Impor pegawainya lebih dulu."}
                )
            return self._nip[baris["nip"]]
        if not baris["nama"]:
            raise ValidationError({"nip": "Isi NIP, atau nama untuk pejabat tanpa NIP."})
        calon = self._tanpa_nip.get(baris["nama"].casefold(), [])
        if len(calon) != 1:
            raise ValidationError(
                {"nama": "Nama ini tidak ada di antara pegawai tanpa NIP."
                 if not calon else "Ada lebih dari satu pegawai tanpa NIP dengan nama ini."}
            )  # fmt: skip
        return calon[0]

    def _post(self, baris: BarisImpor) -> Jabatan:
        """The post of that name that exists on the first day, else the only one of that name."""
        semua = self._jabatan.get((baris["pd"], baris["jabatan"].casefold()), [])
        dari = baris["dari"]
        pada = [j for j in semua if j.dari <= dari and (j.sampai is None or j.sampai >= dari)]
        if not semua:
            raise ValidationError(
                {"jabatan": f"Jabatan “{baris['jabatan']}” tidak ada di perangkat daerah ini."}
            )
        return (pada or semua)[-1]

    def nama_baris(self, baris: BarisImpor) -> str:
        jenis = JenisPenugasan(baris["jenis"]).label
        return f"{baris['nama']}, {jenis}: {baris['jabatan']}"

    def simpan_semua(self, baris: Sequence[BarisImpor]) -> None:
        super().simpan_semua(sorted(baris, key=lambda b: (b.baru, b["dari"])))

    def simpan(self, baris: BarisImpor) -> None:
        if baris.lama is not None:
            akhiri_penugasan(
                penugasan_id=self._id[baris.kunci], sampai=baris["sampai"], oleh=self.user
            )
            return
        tugaskan(
            jabatan_id=self._post(baris).pk,
            pegawai_id=self._pegawai(baris).pk,
            jenis=baris["jenis"],
            dari=baris["dari"],
            sampai=baris["sampai"],
            dasar=baris["dasar"] or "",
            oleh=self.user,
        )
