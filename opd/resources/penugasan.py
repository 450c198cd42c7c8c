"""Who holds which post as a spreadsheet: one row per post, person, kind and first day."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from dasar.resources.kolom import kolom_tanggal, kolom_teks
from dasar.resources.lembar import BarisImpor, LembarResource
from opd.models import Jabatan, JenisPenugasan, Pegawai, PenugasanJabatan
from opd.resources.daftar_pejabat import KOLOM_PEJABAT, DaftarPejabat, kunci_pejabat
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
        *KOLOM_PEJABAT,
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
        self._daftar = DaftarPejabat(self.user)
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
        return kunci_pejabat(nilai, nilai["dari"])

    def periksa(self, baris: BarisImpor) -> None:
        self._post(baris)
        # The register knows the name better than the file.
        baris.nilai["nama"] = self._pegawai(baris).nama
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
        return self._daftar.pegawai(baris["nip"], baris["nama"] or "")

    def _post(self, baris: BarisImpor) -> Jabatan:
        return self._daftar.jabatan(baris["pd"], baris["jabatan"], baris["dari"])

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
