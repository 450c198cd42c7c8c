"""The world in which tests/test_hak_akses.py asks: people, two PD, and a request per address."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from dasar.angka import format_angka
from dasar.models import (
    Berkas,
    ImporData,
    JejakAudit,
    Notifikasi,
    Pekerjaan,
    StatusPekerjaan,
)
from evaluasi.models import (
    IndeksRB,
    JawabanLKE,
    JenisLembar,
    LembarKerja,
    PemenuhanKriteria,
    PerhitunganKota,
    StatusLembar,
    SubkomponenLKE,
    TemplatLKE,
)
from evaluasi.services.templat import nama_medan
from kinerja.models import (
    Acuan,
    DokumenPerencanaan,
    ImporLaporan,
    IsiIndikator,
    JenisDokumen,
    JenisSimpul,
    Komentar,
    PengecualianImpor,
    Realisasi,
    StatusImpor,
    StatusRealisasi,
)
from kinerja.services.acuan import tanda_acuan
from laporan.models import DokumenLKjIP, NaskahLKjIP
from opd.models import JenisPeran, Pengguna, Peran, PerangkatDaerah
from tests.factories import (
    AWAL,
    SANDI,
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    JadwalFactory,
    KotaFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    TargetFactory,
    buat_templat_lke,
)
from tests.kiriman_pengukuran import TujuanPengukuran, milik_pengukuran
from tests.kiriman_rencana import TujuanRencana, milik_rencana
from tests.panggung_pengukuran import (
    POTRET_PENGUKURAN,
    DuniaPengukuran,
    susun_pengukuran,
)
from tests.panggung_rencana import (
    POTRET_RENCANA,
    DuniaRencana,
    impor_orang,
    susun_rencana,
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
    "kinerja:realisasi_kembalikan_banyak": StatusRealisasi.DIAJUKAN,
    "kinerja:verifikasi_sekaligus": StatusRealisasi.DISETUJUI_PD,
}
TW_BUKA, TW_TUTUP = 4, 3
JUDUL_PEKERJAAN = "Pekerjaan sasaran"
PENGGUNA_MASUK = "rekan-masuk"
CSV = (
    b"Program/Kegiatan,Indikator Kinerja,TW I K\n"
    b"Program Rapat,Jumlah rapat,4\n"  # twice in the plan: somebody must pick
)
CSV_PEGAWAI = b"nip,nama,pangkat\n199001012015031007,Pegawai Uji,Penata\n"
PDF = b"%PDF-1.7\n"
BARIS_CSV, KOLOM_CSV = 2, "TW I K"
# The state in which a worksheet waits for the action of an address: of the PD's own, and of the
# evaluator's; and the state in which it does not.
STATUS_LEMBAR = {
    "evaluasi:lke_buka": (StatusLembar.DIKIRIM, StatusLembar.DINILAI, StatusLembar.DRAF),
    "evaluasi:lke_reviu": ("", StatusLembar.DINILAI, ""),
    "evaluasi:lke_kembalikan": ("", StatusLembar.DINILAI, ""),
    "evaluasi:lke_final": ("", StatusLembar.DIREVIU, ""),
}
LEMBAR_DRAF = (StatusLembar.DRAF, StatusLembar.DRAF, StatusLembar.DIKIRIM)
TAHUN_BEBAS = TAHUN + 1  # with a template on which nothing stands
TAHUN_TANPA_TEMPLAT = TAHUN + 2
_POTRET: tuple[type[Model], ...] = (
    Acuan,
    Berkas,
    DokumenLKjIP,
    IndeksRB,
    JawabanLKE,
    LembarKerja,
    NaskahLKjIP,
    PemenuhanKriteria,
    PerhitunganKota,
    SubkomponenLKE,
    TemplatLKE,
    ImporLaporan,
    JejakAudit,
    Komentar,
    Notifikasi,
    Pekerjaan,
    PengecualianImpor,
    Realisasi,
    *POTRET_PENGUKURAN,
    *POTRET_RENCANA,
)
_MEMBACA = {"SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK"}
# What signing in and out writes.
_BUKAN_ISI = ("django_session", "opd_pengguna", "axes_")


@dataclass
class MilikPD:
    """One PD with one indicator, its values in the open and the closed quarter, an upload."""

    pd: PerangkatDaerah
    isi: IsiIndikator
    realisasi: dict[int, Realisasi]
    impor: ImporLaporan
    lembar: dict[str, LembarKerja]
    lkjip: DokumenLKjIP
    acuan: Acuan


@dataclass
class Dunia:
    """Everything that one cell of the table may ask for."""

    kota: DokumenPerencanaan
    kementerian: LembarKerja
    indeks_rb: IndeksRB
    templat: dict[str, TemplatLKE]
    pd: dict[str, MilikPD]
    orang: dict[str, Pengguna]
    rekan: Pengguna
    masuk: int  # whose password is asked
    rencana: DuniaRencana
    pengukuran: DuniaPengukuran
    sesi: dict[str, str]


def susun_dunia() -> Dunia:
    """Store it all. The passwords cannot be used, but for that of `PENGGUNA_MASUK`."""
    kini, hari = timezone.now(), datetime.timedelta(days=1)
    tutup = {"dibuka_pada": kini - 9 * hari, "ditutup_pada": kini - 2 * hari}
    jadwal = {
        TW_BUKA: JadwalFactory(triwulan=TW_BUKA),
        TW_TUTUP: JadwalFactory(triwulan=TW_TUTUP, **tutup),
    }
    masuk = PenggunaFactory(username=PENGGUNA_MASUK).pk
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
    pengukuran = {
        kata: susun_pengukuran(
            pd=milik.pd,
            isi=milik.isi,
            realisasi=milik.realisasi,
            impor=milik.impor,
            buka=TW_BUKA,
            operator=orang["operator" if kata == "pd" else "operator_lain"],
            rekan=rekan,
        )
        for kata, milik in pd.items()
    }
    kota = KotaFactory()
    rkpd = DokumenFactory(pd=kota, jenis=JenisDokumen.RKPD)
    # Without a plan no report is produced, and no agreement signed.
    sasaran_kota = IsiSimpulFactory(dokumen=rkpd, jenis=JenisSimpul.SASARAN)
    isi_kota = IsiIndikatorFactory(isi_simpul=sasaran_kota)
    TargetFactory(isi=isi_kota)
    isi = {"kota": isi_kota, **{kata: milik.isi for kata, milik in pd.items()}}
    return Dunia(
        kota=rkpd,
        kementerian=LembarKerjaFactory(
            pd=kota, jenis=JenisLembar.KEMENTERIAN, total=Decimal("69.04")
        ),
        indeks_rb=IndeksRB.objects.create(tahun=TAHUN, nilai=Decimal("63.48"), sumber="Surat"),
        templat={"dipakai": buat_templat_lke(), "bebas": buat_templat_lke(TAHUN_BEBAS)},
        pd=pd,
        orang=orang,
        rekan=rekan,
        masuk=masuk,
        rencana=susun_rencana(isi, {**orang, "rekan": rekan}),
        pengukuran=DuniaPengukuran(pengukuran, jadwal),
        sesi={kolom: _masuk(satu) for kolom, satu in orang.items()},
    )


def _masuk(orang: Pengguna) -> str:
    """Signed in once for the whole table: the key of the session."""
    peramban = Client()
    peramban.force_login(orang)
    return peramban.cookies[settings.SESSION_COOKIE_NAME].value


def _orang(username: str, peran: JenisPeran | None, pd: PerangkatDaerah | None) -> Pengguna:
    orang = Pengguna.objects.create(username=username, nama=f"Orang {username}", password="!")
    if peran is not None:
        Peran.objects.create(pengguna=orang, peran=peran, perangkat_daerah=pd, dari=AWAL)
    Notifikasi.objects.create(penerima=orang, judul="Kabar", kunci="kabar")
    Pekerjaan.objects.create(jenis="impor_laporan", judul=JUDUL_PEKERJAAN, diminta_oleh=orang)
    impor_orang(orang)
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
    lembar: dict[str, LembarKerja] = {
        jenis: LembarKerjaFactory(pd=pd, jenis=jenis, jawaban="BB")
        for jenis in (JenisLembar.MANDIRI, JenisLembar.INTERNAL)
    }
    acuan = Acuan.objects.create(
        perangkat_daerah=pd, nama="Angka uji", tahun=TAHUN, nilai=1, sumber="BPS"
    )
    return MilikPD(pd, isi, realisasi, impor, lembar, _lkjip(pd), acuan)


def _lkjip(pd: PerangkatDaerah) -> DokumenLKjIP:
    """A stored version; its file says nothing, only who gets it is asked."""
    berkas = Berkas(nama_asli="lkjip.pdf", jenis="pdf", ukuran=len(PDF), sha256="0" * 64)
    berkas.isi.save("lkjip.pdf", SimpleUploadedFile("lkjip.pdf", PDF), save=False)
    berkas.save()
    return DokumenLKjIP.objects.create(
        perangkat_daerah=pd,
        tahun=TAHUN,
        versi=1,
        kode=f"KODE-{pd.pk}",
        sifat="draf",
        skema=1,
        data={"nama": pd.nama_pada(), "celah": []},
        sha256="0" * 64,
        jumlah_halaman=1,
        berkas=berkas,
    )


class Sasaran:
    """What one request is about: puts the rows into the state that the target word says."""

    def __init__(self, dunia: Dunia, nama: str, sasaran: str, kolom: str) -> None:
        self.nama, self.sasaran = nama, sasaran
        self.orang = dunia.orang.get(kolom)
        self.sesi = dunia.sesi.get(kolom)
        self.milik = dunia.pd["pd-lain" if sasaran == "pd-lain" else "pd"]
        self.realisasi = self.milik.realisasi[TW_TUTUP if sasaran == "pd-tutup" else TW_BUKA]
        pemilik = dunia.rekan if sasaran == "orang" or self.orang is None else self.orang
        self._pemilik = pemilik
        self._atur_realisasi(self.orang if self.orang and sasaran == "pd-sendiri" else dunia.rekan)
        self.dunia = dunia
        self._atur_pekerjaan()
        self._atur_impor(dunia.rekan)
        self.lembar = self.milik.lembar[self._jenis_lembar]
        if nama.startswith("evaluasi:"):
            self._atur_lembar()
        self.tujuan: TujuanRencana | TujuanPengukuran | None = None
        pendek = nama.partition(":")[2]
        if milik_pengukuran(nama):
            self.tujuan = TujuanPengukuran(
                pendek, sasaran, dunia.pengukuran, self.orang, dunia.rekan
            )
        elif milik_rencana(nama):
            self.tujuan = TujuanRencana(pendek, sasaran, dunia.rencana, self.orang, dunia.rekan)
        if self.tujuan is not None:
            self.tujuan.atur()

    @cached_property
    def notifikasi(self) -> Notifikasi:
        return self._pemilik.notifikasi.get()

    @cached_property
    def pekerjaan(self) -> Pekerjaan:
        return self._pemilik.pekerjaan.get()

    @cached_property
    def impor_data(self) -> ImporData:
        return ImporData.objects.get(diunggah_oleh=self._pemilik)

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
    def _jenis_lembar(self) -> str:
        mandiri, *_ = STATUS_LEMBAR.get(self.nama, LEMBAR_DRAF)
        if self.sasaran == "pd-internal" or not mandiri:
            return JenisLembar.INTERNAL
        return JenisLembar.MANDIRI

    def _atur_lembar(self) -> None:
        """The worksheet waits for the action of the address, or does not."""
        mandiri, internal, belum = STATUS_LEMBAR.get(self.nama, LEMBAR_DRAF)
        status = internal if self._jenis_lembar == JenisLembar.INTERNAL else mandiri
        if self.sasaran == "pd-belum":
            status = belum
        LembarKerja.objects.filter(pk=self.lembar.pk).update(status=status)

    @property
    def rahasia(self) -> tuple[str, ...]:
        """Words that an answer 404 must not tell."""
        if self.sasaran == "orang":
            return (JUDUL_PEKERJAAN, self.impor_data.keterangan)
        if self.sasaran in ("pd-internal", "kota"):  # the own PD stands in the head of the page
            return (self.milik.isi.nama,)
        return (self.milik.isi.nama, self.milik.pd.nama_pada())

    @property
    def alamat(self) -> str:
        """The address with the numbers of the target."""
        nomor: dict[str, Any] = {"indikator_id": self.milik.isi.indikator_id}
        kueri = ""
        if self.tujuan is not None:
            nomor, kueri = self.tujuan.nomor, self.tujuan.kueri
        elif self.nama.startswith("dasar:impor_data_"):
            nomor = {"pk": self.impor_data.pk, "jenis": self.sasaran}
        elif self.nama.startswith("dasar:pekerjaan_"):
            nomor["pk"] = self.pekerjaan.pk
        elif self.nama.startswith("kinerja:impor_"):
            nomor["pk"] = self.milik.impor.pk
        elif self.nama.startswith("kinerja:realisasi_"):
            nomor["pk"] = self.realisasi.pk
        else:
            nomor |= self._nomor_evaluasi() | self._nomor_laporan()
        ruas = ruas_alamat()[self.nama]
        return reverse(self.nama, kwargs={satu: nomor[satu] for satu in ruas}) + kueri

    def _nomor_evaluasi(self) -> dict[str, Any]:
        khusus = {
            "evaluasi:templat_detail": self.dunia.templat.get(self.sasaran),
            "evaluasi:templat_update": self.dunia.templat.get(self.sasaran),
            "evaluasi:kementerian_update": self.dunia.kementerian,
            "evaluasi:indeks_rb_update": self.dunia.indeks_rb,
            "evaluasi:dasbor_pd": self.milik.pd,
            "evaluasi:dasbor_simpul": self.milik.isi.isi_simpul.simpul,
            "evaluasi:dasbor_indikator": self.milik.isi.indikator,
        }
        baris = khusus.get(self.nama, self.lembar)
        return {"pk": baris.pk} if baris is not None else {}

    def _nomor_laporan(self) -> dict[str, Any]:
        if not self.nama.startswith("laporan:"):
            return {}
        return {
            "pk": (self.milik.acuan if "acuan" in self.nama else self.milik.lkjip).pk,
            "pd_id": self.milik.pd.pk,
            "tahun": TAHUN,
            "bagian": "simpulan",
        }

    @property
    def isian(self) -> dict[str, Any]:
        """What the form, or the query of the address, says."""
        if self.sasaran == "-":
            return {}
        if self.tujuan is not None:
            return self.tujuan.isian
        pd = self.milik.pd.pk
        periode = {"tahun": self.realisasi.tahun, "triwulan": self.realisasi.triwulan}
        sel = {"indikator": self.milik.isi.indikator_id, **periode}
        lewati = {"baris": BARIS_CSV, "kolom": KOLOM_CSV}
        if self.nama == "dasar:notifikasi_read":
            return {"id": self.notifikasi.pk}
        khusus: dict[str, dict[str, Any]] = {
            "login": {
                "username": PENGGUNA_MASUK,
                "password": SANDI if self.sasaran == "benar" else "bukan-sandinya",
            },
            "masuk_di_tempat": {
                "username": PENGGUNA_MASUK,
                "password": "bukan-sandinya" if self.sasaran == "salah" else SANDI,
                "pengguna": self.dunia.rekan.pk if self.sasaran == "orang" else self.dunia.masuk,
            },
            "kinerja:triwulan_setujui": {"pd": pd, "ikut": self.realisasi.pk, **periode},
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
        if self.nama == "dasar:impor_data_jenis":
            return {"berkas": SimpleUploadedFile("pegawai.csv", CSV_PEGAWAI)}
        if self.nama.startswith("evaluasi:"):
            khusus = self._isian_evaluasi(pd)
        elif self.nama.startswith("laporan:"):
            khusus = self._isian_laporan(pd)
        return khusus.get(self.nama, {"pd": pd, **periode})

    def _isian_evaluasi(self, pd: int) -> dict[str, dict[str, Any]]:
        kriteria = self.dunia.templat["dipakai"].komponen.get(kode="1").subkomponen.get(kode="1.a")
        versi = {"versi": LembarKerja.objects.get(pk=self.lembar.pk).versi}
        resmi = {"diterima": "", "nomor": "", "sumber": "Surat KemenPANRB"}
        return {
            "evaluasi:lke_create": {
                "pd": pd,
                "tahun": TAHUN_BEBAS,
                "jenis": self._jenis_lembar,
            },
            "evaluasi:jawaban_update": {
                "subkomponen": "1.a",
                "huruf": "B",
                "alasan": "",
                "semula_huruf": "BB",
                "semula_alasan": "",
            },
            "evaluasi:pemenuhan_update": {
                "kriteria": kriteria.kriteria.get(kode="1.a.1").pk,
                "pemenuhan": "penuh",
                "bukti": "Renja",
            },
            "evaluasi:lke_kirim": versi,
            "evaluasi:lke_buka": {**versi, "alasan_tarik": "Bukti 2.a keliru dibaca."},
            "evaluasi:lke_reviu": versi,
            "evaluasi:lke_final": versi,
            "evaluasi:lke_kembalikan": {**versi, "catatan_kembali": "Alasan 1.a belum ada."},
            "evaluasi:templat_create": {"tahun_evaluasi": TAHUN_TANPA_TEMPLAT, "asal": "88"},
            "evaluasi:templat_update": (
                _isian_templat(self.dunia.templat["bebas"])
                if self.nama == "evaluasi:templat_update"
                else {}
            ),
            "evaluasi:kementerian_create": {
                "tahun_evaluasi": TAHUN_BEBAS,
                "total": "69,04",
                **resmi,
            },
            "evaluasi:kementerian_update": {
                "total": "69,05",
                "alasan": "Salah ketik.",
                "versi": self.dunia.kementerian.versi,
                **resmi,
            },
            "evaluasi:indeks_rb_create": {"tahun": TAHUN_BEBAS, "nilai": "64", "sumber": "Surat"},
            "evaluasi:indeks_rb_update": {
                "nilai": "64",
                "sumber": "Surat",
                "alasan": "Salah ketik.",
            },
            "evaluasi:nilai_kota_hitung": {"tahun": TAHUN},
        }

    def _isian_laporan(self, pd: int) -> dict[str, dict[str, Any]]:
        kota = self.dunia.kota.perangkat_daerah_id
        tanda = tanda_acuan(self.milik.acuan)
        acuan = {
            "nama": "Rata-rata nasional",
            "tahun": TAHUN,
            "nilai": "70,5",
            "satuan": "Persen",
            "sumber": "BPS",
        }
        return {
            "laporan:lkjip_create": {
                "pd": kota if self.sasaran == "kota" else pd,
                "tahun": TAHUN,
            },
            "laporan:naskah_update": {"teks": "Simpulan tahun ini.", "versi": ""},
            "laporan:acuan_create": acuan,
            "laporan:acuan_update": {**acuan, "tanda": tanda},
            "laporan:acuan_delete": {"tanda": tanda},
        }


def _isian_templat(templat: TemplatLKE) -> dict[str, Any]:
    """The form of the weights as it is shown, with other years of papers."""
    isian: dict[str, Any] = {"indikator": ""}
    for komponen in templat.komponen.all():
        isian[nama_medan("komponen", komponen.kode)] = format_angka(komponen.bobot, 2)
        for sub in komponen.subkomponen.all():
            isian[nama_medan("sub", sub.kode)] = format_angka(sub.bobot, 2)
            isian[nama_medan("geser", sub.kode)] = -2
    return isian


class Pengamat:
    """Whether a request changed what is stored; looks only when a statement writes something.

    Used as a wrapper of the statements of one request (django.db.connection.execute_wrapper).
    """

    def __init__(self) -> None:
        self._sebelum: list[Any] | None = None

    def __call__(
        self, jalankan: Any, sql: Any, isian: Any, banyak: bool, konteks: dict[str, Any]
    ) -> Any:
        if self._sebelum is None and self._menulis(str(sql)):
            self._sebelum = []  # the photograph only reads
            self._sebelum = _potret()
        return jalankan(sql, isian, banyak, konteks)

    @property
    def berubah(self) -> bool:
        """Whether rows differ from before the first statement that wrote."""
        return self._sebelum is not None and self._sebelum != _potret()

    @staticmethod
    def _menulis(sql: str) -> bool:
        if sql.lstrip(" (").split(maxsplit=1)[0].upper() in _MEMBACA:
            return False
        tabel = re.match(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql)
        return tabel is None or not tabel[1].startswith(_BUKAN_ISI)


def _potret() -> list[list[tuple[Any, ...]]]:
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
