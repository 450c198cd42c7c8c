"""The world in which tests/test_hak_akses.py asks: people, two PD, and a request per address."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from dasar.models import Berkas, JejakAudit, Notifikasi, Pekerjaan, StatusPekerjaan
from kinerja.models import (
    DokumenPerencanaan,
    ImporLaporan,
    IsiIndikator,
    Komentar,
    PengecualianImpor,
    Realisasi,
    StatusImpor,
    StatusRealisasi,
)
from opd.models import JenisPeran, Pengguna, Peran, PerangkatDaerah
from tests.factories import (
    AWAL,
    SANDI,
    TAHUN,
    DokumenFactory,
    IsiSimpulFactory,
    JadwalFactory,
    KotaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    TargetFactory,
)

# Column of the table: role, and the target word of the role's PD.
KOLOM: dict[str, tuple[JenisPeran | None, str]] = {
    "anonim": (None, ""),
    "operator": (JenisPeran.OPERATOR, "pd"),
    "operator_lain": (JenisPeran.OPERATOR, "pd-lain"),
    "kepala": (JenisPeran.KEPALA_PD, "pd"),
    "kepala_lain": (JenisPeran.KEPALA_PD, "pd-lain"),
    "perencana": (JenisPeran.PERENCANA, ""),
    "organisasi": (JenisPeran.ORGANISASI, ""),
    "evaluator": (JenisPeran.EVALUATOR, ""),
    "pimpinan": (JenisPeran.PIMPINAN, ""),
    "admin": (JenisPeran.ADMIN, ""),
    "tanpa_peran": (None, ""),
}
# The state in which a value waits for the action of an address; anywhere else it is a draf.
MENUNGGU = {
    "kinerja:persetujuan_list": StatusRealisasi.DIAJUKAN,
    "kinerja:triwulan_setujui": StatusRealisasi.DIAJUKAN,
    "kinerja:realisasi_setujui": StatusRealisasi.DIAJUKAN,
    "kinerja:realisasi_kembalikan": StatusRealisasi.DIAJUKAN,
    "kinerja:verifikasi_list": StatusRealisasi.DISETUJUI_PD,
    "kinerja:realisasi_verifikasi": StatusRealisasi.DISETUJUI_PD,
}
TW_BUKA, TW_TUTUP = 4, 3
JUDUL_PEKERJAAN = "Pekerjaan sasaran"
PENGGUNA_MASUK = "rekan-masuk"
CSV = (
    b"Program/Kegiatan,Indikator Kinerja,TW I K\n"
    b"Program Rapat,Jumlah rapat,4\n"  # twice in the plan: somebody must pick
)
BARIS_CSV, KOLOM_CSV = 2, "TW I K"
_POTRET: tuple[type[Model], ...] = (
    Berkas,
    ImporLaporan,
    JejakAudit,
    Komentar,
    Notifikasi,
    Pekerjaan,
    PengecualianImpor,
    Realisasi,
)


@dataclass
class MilikPD:
    """One PD with one indicator, its values in the open and the closed quarter, an upload."""

    pd: PerangkatDaerah
    isi: IsiIndikator
    realisasi: dict[int, Realisasi]
    impor: ImporLaporan


@dataclass
class Dunia:
    """Everything that one cell of the table may ask for."""

    kota: DokumenPerencanaan
    pd: dict[str, MilikPD]
    orang: dict[str, Pengguna]
    rekan: Pengguna


def susun_dunia() -> Dunia:
    """Store it all. The passwords cannot be used, but for that of `PENGGUNA_MASUK`."""
    kini, hari = timezone.now(), datetime.timedelta(days=1)
    JadwalFactory(triwulan=TW_BUKA)
    JadwalFactory(triwulan=TW_TUTUP, dibuka_pada=kini - 9 * hari, ditutup_pada=kini - 2 * hari)
    PenggunaFactory(username=PENGGUNA_MASUK)
    rekan = _orang("rekan", None, None)
    pd = {
        "pd": _milik_pd("Dinas Sasaran", rekan),
        "pd-lain": _milik_pd("Dinas Seberang", rekan),
    }
    orang = {
        kolom: _orang(kolom, peran, pd[milik].pd if milik else None)
        for kolom, (peran, milik) in KOLOM.items()
        if kolom != "anonim"
    }
    return Dunia(DokumenFactory(pd=KotaFactory()), pd, orang, rekan)


def _orang(username: str, peran: JenisPeran | None, pd: PerangkatDaerah | None) -> Pengguna:
    orang = Pengguna.objects.create(username=username, nama=f"Orang {username}", password="!")
    if peran is not None:
        Peran.objects.create(pengguna=orang, peran=peran, perangkat_daerah=pd, dari=AWAL)
    Notifikasi.objects.create(penerima=orang, judul="Kabar", kunci="kabar")
    Pekerjaan.objects.create(jenis="impor_laporan", judul=JUDUL_PEKERJAAN, diminta_oleh=orang)
    return orang


def _milik_pd(nama: str, rekan: Pengguna) -> MilikPD:
    pd = PerangkatDaerahFactory(nama=nama)
    isi = TargetFactory(pd=pd).dokumen.isi_indikator.get()
    for _ in range(2):
        IsiSimpulFactory(dokumen=isi.dokumen, nama="Program Rapat")
    berkas = Berkas(
        nama_asli="laporan.csv",
        jenis="csv",
        ukuran=len(CSV),
        sha256=hashlib.sha256(CSV).hexdigest(),
        diunggah_oleh=rekan,
    )
    berkas.isi.save("laporan.csv", SimpleUploadedFile("laporan.csv", CSV), save=False)
    berkas.save()
    impor = ImporLaporan.objects.create(
        perangkat_daerah=pd, tahun=TAHUN, berkas=berkas, diunggah_oleh=rekan
    )
    realisasi = {tw: RealisasiFactory(isi=isi, triwulan=tw) for tw in (TW_BUKA, TW_TUTUP)}
    return MilikPD(pd, isi, realisasi, impor)


class Sasaran:
    """What one request is about: puts the rows into the state that the target word says."""

    def __init__(self, dunia: Dunia, nama: str, sasaran: str, kolom: str) -> None:
        self.nama, self.sasaran = nama, sasaran
        self.orang = dunia.orang.get(kolom)
        self.milik = dunia.pd["pd-lain" if sasaran == "pd-lain" else "pd"]
        self.realisasi = self.milik.realisasi[TW_TUTUP if sasaran == "pd-tutup" else TW_BUKA]
        self.dokumen = dunia.kota if sasaran == "kota" else self.milik.isi.dokumen
        pemilik = dunia.rekan if sasaran == "orang" or self.orang is None else self.orang
        self.notifikasi = pemilik.notifikasi.get()
        self.pekerjaan = pemilik.pekerjaan.get()
        self._atur_realisasi(self.orang if self.orang and sasaran == "pd-sendiri" else dunia.rekan)
        self._atur_pekerjaan()
        self._atur_impor(dunia.rekan)

    def _atur_realisasi(self, pengisi: Pengguna) -> None:
        status = MENUNGGU.get(self.nama, StatusRealisasi.DRAF)
        if self.sasaran == "pd-belum":
            draf = status == StatusRealisasi.DRAF
            status = StatusRealisasi.DIAJUKAN if draf else StatusRealisasi.DRAF
        if self.sasaran == "pd-disetujui":
            status = StatusRealisasi.DISETUJUI_PD
        Realisasi.objects.filter(pk=self.realisasi.pk).update(
            status=status,
            diisi_oleh=pengisi,
            diisi_pada=timezone.now(),
            diajukan_oleh=pengisi,
            diajukan_pada=timezone.now(),
        )

    def _atur_pekerjaan(self) -> None:
        if self.nama == "dasar:pekerjaan_retry":
            Pekerjaan.objects.filter(pk=self.pekerjaan.pk).update(
                status=StatusPekerjaan.GAGAL, galat="Berkas hilang.", selesai_pada=timezone.now()
            )

    def _atur_impor(self, rekan: Pengguna) -> None:
        """The upload waits for nothing but the action of the address."""
        if not self.nama.startswith("kinerja:impor_"):
            return
        ImporLaporan.objects.filter(pk=self.milik.impor.pk).update(
            status=(
                StatusImpor.DITERAPKAN if self.sasaran == "pd-diterapkan" else StatusImpor.PRATINJAU
            ),
            pilihan={} if self.nama == "kinerja:impor_pilih" else {str(BARIS_CSV): ["baru"]},
        )
        if self.nama == "kinerja:impor_lewati_hapus":
            PengecualianImpor.objects.create(
                impor=self.milik.impor,
                baris=BARIS_CSV,
                kolom=KOLOM_CSV,
                alasan="Salah ketik.",
                oleh=rekan,
            )

    @property
    def rahasia(self) -> tuple[str, ...]:
        """Words that an answer 404 must not tell."""
        if self.sasaran == "orang":
            return (JUDUL_PEKERJAAN,)
        return (self.milik.isi.nama, self.milik.pd.nama_pada())

    @property
    def alamat(self) -> str:
        """The address with the numbers of the target."""
        nomor = {"indikator_id": self.milik.isi.indikator_id}
        if self.nama.startswith("dasar:pekerjaan_"):
            nomor["pk"] = self.pekerjaan.pk
        elif self.nama.startswith("kinerja:impor_"):
            nomor["pk"] = self.milik.impor.pk
        elif self.nama.startswith("kinerja:realisasi_"):
            nomor["pk"] = self.realisasi.pk
        elif self.nama == "kinerja:dokumen_detail":
            nomor["pk"] = self.dokumen.pk
        return reverse(self.nama, kwargs={ruas: nomor[ruas] for ruas in ruas_alamat()[self.nama]})

    @property
    def isian(self) -> dict[str, Any]:
        """What the form, or the query of the address, says."""
        if self.sasaran == "-":
            return {}
        pd = self.milik.pd.pk
        periode = {"tahun": self.realisasi.tahun, "triwulan": self.realisasi.triwulan}
        sel = {"indikator": self.milik.isi.indikator_id, **periode}
        lewati = {"baris": BARIS_CSV, "kolom": KOLOM_CSV}
        khusus: dict[str, dict[str, Any]] = {
            "login": {
                "username": PENGGUNA_MASUK,
                "password": SANDI if self.sasaran == "benar" else "bukan-sandinya",
            },
            "dasar:notifikasi_read": {"id": self.notifikasi.pk},
            "kinerja:realisasi_update": {**sel, "nilai": "95", "versi": 1, "nomor": 1},
            "kinerja:realisasi_panel": sel,
            "kinerja:narasi_update": {**sel, "analisis": "Tenaga pendamping bertambah."},
            "kinerja:komentar_create": {**sel, "teks": "Mohon lampirkan buktinya."},
            "kinerja:realisasi_kembalikan": {"teks": "Satuan keliru.", **periode},
            "kinerja:persetujuan_list": {"pd": pd, "baris": self.realisasi.pk, **periode},
            "kinerja:verifikasi_list": {"pd": pd, "baris": self.realisasi.pk, **periode},
            "kinerja:impor_create": {
                "perangkat_daerah": pd,
                "tahun": TAHUN,
                "berkas": SimpleUploadedFile("laporan.csv", CSV),
                "isian_kinerja": "per_triwulan",
                "isian_anggaran": "sd_triwulan",
            },
            "kinerja:impor_lewati": {**lewati, "alasan": "Salah ketik."},
            "kinerja:impor_lewati_hapus": lewati,
            "kinerja:impor_pilih": {"baris": BARIS_CSV, "pilihan": "baru"},
        }
        return khusus.get(self.nama, {"pd": pd, **periode})


def potret() -> list[list[tuple[Any, ...]]]:
    """Every stored row that a page may change, as the database holds it."""
    isi = []
    with connection.cursor() as kursor:
        for model in _POTRET:
            kursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")  # noqa: S608
            isi.append(kursor.fetchall())
    return isi


@cache
def ruas_alamat() -> dict[str, list[str]]:
    """Every name of the site with the arguments of its address."""

    def jalan(resolver: URLResolver, ruang: str, awal: list[str]) -> Iterator[Any]:
        for pola in resolver.url_patterns:
            ruas = [*awal, *pola.pattern.converters]
            if isinstance(pola, URLPattern):
                if not pola.name:
                    raise ValueError(f"Without a name nobody can list it: {pola.pattern}")
                yield ruang + pola.name, ruas
            else:
                yield from jalan(
                    pola, f"{ruang}{pola.namespace}:" if pola.namespace else ruang, ruas
                )

    return dict(jalan(get_resolver(), "", []))


def alamat_kosong(nama: str) -> str:
    """The address with numbers that no row has."""
    return reverse(nama, kwargs=dict.fromkeys(ruas_alamat()[nama], 0))
