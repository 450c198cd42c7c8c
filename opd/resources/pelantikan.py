"""A mass rotation as a spreadsheet: one row per official sworn in, all under one decree."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.resources.kolom import kolom_tanggal, kolom_teks
from dasar.resources.lembar import BARIS, BarisImpor, GalatBaris, LembarResource
from dasar.tanggal import format_tanggal
from opd.models import Jabatan, JenisPD, JenisPenugasan, PenugasanJabatan
from opd.resources.daftar_pejabat import KOLOM_PEJABAT, DaftarPejabat, kunci_pejabat
from opd.selectors.pelantikan import (
    BarisPelantikan,
    RencanaBaris,
    RencanaPelantikan,
    akibat_bagi,
    rencana_pelantikan,
)
from opd.services.penugasan import GalatPelantikan, lantik


class PelantikanResource(LembarResource):
    """The file names only those who come: who goes follows from it, as on the page Pelantikan.

    The preview says for each row who is replaced, what falls vacant, and which papers must be
    signed anew.
    """

    judul_lembar = "Pelantikan"
    maks_baris = 500
    perlu_semua = True
    kolom_kunci = ("pd", "jabatan", "nip", "nama", "jenis", "tanggal")
    medan_ke_kolom = {"pegawai": "nip", "dari": "tanggal"}
    catatan = (
        "Pejabat lama tidak ditulis: penugasannya berakhir sehari sebelum tanggal pelantikan.",
        "Untuk pejabat tanpa NIP, tulis namanya seperti di data pegawai.",
    )
    kolom = (
        *KOLOM_PEJABAT,
        kolom_tanggal("tanggal", "Tanggal pelantikan.", "01/04/2024", wajib=True),
        kolom_teks("dasar", "Nomor surat keputusan.", "SK 821/10/2024", panjang=200, wajib=True),
    )
    contoh = (
        {
            "pd": "dinkes",
            "jabatan": "Kepala Dinas Kesehatan",
            "nip": "197001011995031001",
            "jenis": "Definitif",
            "tanggal": "01/04/2024",
            "dasar": "SK 821/10/2024",
        },
    )

    def tersimpan(self) -> Mapping[Hashable, Mapping[str, Any]]:
        self._daftar = DaftarPejabat(self.user)
        semua = PenugasanJabatan.objects.for_user(self.user).select_related(
            "jabatan__perangkat_daerah", "pegawai"
        )
        hasil: dict[Hashable, Mapping[str, Any]] = {}
        for t in semua.order_by("dari", "jabatan__perangkat_daerah__urutan", "jabatan", "pk"):
            nilai = {
                "pd": t.jabatan.perangkat_daerah.kode.casefold(),
                "jabatan": t.jabatan.nama,
                "nip": t.pegawai.nip,
                "nama": t.pegawai.nama,
                "jenis": t.jenis,
                "tanggal": t.dari,
                "dasar": t.dasar,
            }
            hasil[self.kunci(nilai)] = nilai
        return hasil

    def kunci(self, nilai: Mapping[str, Any]) -> Hashable:
        return kunci_pejabat(nilai, nilai["tanggal"])

    def periksa(self, baris: BarisImpor) -> None:
        self._daftar.jabatan(baris["pd"], baris["jabatan"], baris["tanggal"])
        orang = self._daftar.pegawai(baris["nip"], baris["nama"] or "")
        baris.nilai["nama"] = orang.nama  # the register knows it better than the file
        if baris.lama is not None and baris.lama["dasar"] != baris["dasar"]:
            raise ValidationError(
                {"dasar": "Penugasan ini sudah tercatat dengan dasar "
                 f"“{baris.lama['dasar'] or '–'}”. Dasarnya tidak diubah lewat impor."}
            )  # fmt: skip

    def nama_baris(self, baris: BarisImpor) -> str:
        jenis = JenisPenugasan(baris["jenis"]).label
        return f"{baris['nama']}, {jenis}: {baris['jabatan']}, {format_tanggal(baris['tanggal'])}"

    def simpan_semua(self, baris: Sequence[BarisImpor]) -> None:
        """One rotation per day and decree, the earliest first."""
        kelompok: dict[tuple[datetime.date, str], list[BarisImpor]] = {}
        for b in sorted(baris, key=lambda b: (b["tanggal"], b.nomor)):
            kelompok.setdefault((b["tanggal"], b["dasar"]), []).append(b)
        galat: dict[BarisImpor, dict[str, list[str]]] = {}
        for (tanggal, dasar), milik in kelompok.items():
            try:
                with transaction.atomic():  # a refused rotation must not spoil the next one
                    self._lantik(milik, tanggal, dasar)
            except GalatPelantikan as sebab:
                for g in sebab.galat:
                    kolom = self.medan_ke_kolom.get(g.medan, g.medan)
                    galat.setdefault(milik[g.nomor - 1], {}).setdefault(kolom, []).append(g.kalimat)
            except Exception as sebab:
                galat[milik[0]] = self.kalimat(sebab)  # raises again what is no refusal
        if galat:
            raise GalatBaris(galat)

    def _lantik(self, baris: Sequence[BarisImpor], tanggal: datetime.date, dasar: str) -> None:
        daftar = [
            BarisPelantikan(
                self._daftar.jabatan(b["pd"], b["jabatan"], tanggal).pk,
                self._daftar.pegawai(b["nip"], b["nama"]).pk,
                b["jenis"],
                b.nomor,
            )
            for b in baris
        ]
        # Read before it is applied: afterwards nobody is replaced any more.
        rencana = rencana_pelantikan(daftar, tanggal)
        if not rencana.galat:
            self._catat(rencana, baris)
        lantik(baris=daftar, tanggal=tanggal, dasar=dasar, oleh=self.user, tanda=rencana.tanda)

    def _catat(self, rencana: RencanaPelantikan, baris: Sequence[BarisImpor]) -> None:
        """What each row brings with it, in the words of the page Pelantikan."""
        kosong = {j.pk for j in rencana.kosong}
        lepas = {p.pk for p in rencana.lepas}
        milik: dict[int, BarisImpor] = {}  # the row that a post belongs to
        for r in rencana.baris:
            b = milik[r.jabatan.pk] = baris[r.nomor - 1]
            for kalimat in _kalimat_baris(r, kosong, lepas):
                self.catat(b, "jabatan", kalimat)
        for r in rencana.baris:
            if r.asal is not None:
                milik.setdefault(r.asal.jabatan_id, baris[r.nomor - 1])
        akibat = akibat_bagi(rencana)
        atasan = self._atasan([a.jabatan_id for a in akibat if a.jabatan_id not in milik])
        kota = next((r for r in rencana.baris if _memimpin_kota(r.jabatan)), rencana.baris[0])
        for a in akibat:
            pemilik = milik.get(a.jabatan_id) or milik.get(atasan.get(a.jabatan_id) or 0)
            self.catat(pemilik or baris[kota.nomor - 1], BARIS, a.kalimat)

    def _atasan(self, ids: Sequence[int]) -> dict[int, int | None]:
        """The post above each post (one query)."""
        posts = Jabatan.objects.for_user(self.user).filter(pk__in=ids)
        return dict(posts.values_list("pk", "induk"))


def _kalimat_baris(r: RencanaBaris, kosong: Iterable[int], lepas: Iterable[int]) -> Iterable[str]:
    """Who goes, and what the newcomer leaves behind."""
    for lama in r.lama:
        akhir = f"{r.pegawai.nama} menggantikan {lama.pegawai.nama} di {r.jabatan.nama}"
        yield (
            f"{akhir}; {lama.pegawai.nama} tidak lagi memegang jabatan definitif."
            if (lama.pk in lepas)
            else f"{akhir}."
        )
    if not r.lama:
        yield f"{r.jabatan.nama} kosong sebelum diisi {r.pegawai.nama}."
    if r.asal is not None:
        tinggal = f"{r.pegawai.nama} meninggalkan {r.asal.jabatan.nama}"
        yield (
            f"{tinggal}; jabatan itu menjadi kosong."
            if r.asal.jabatan_id in kosong
            else (f"{tinggal}.")
        )


def _memimpin_kota(jabatan: Jabatan) -> bool:
    return jabatan.kepala and jabatan.perangkat_daerah.jenis == JenisPD.KOTA
