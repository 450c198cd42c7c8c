"""Where the pages of measurement are asked, and what their forms say, for the table of
tests/test_hak_akses.py."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kinerja.models import (
    BuktiDukung,
    IngatanPadanan,
    JadwalPengisian,
    Pembekuan,
    Perpanjangan,
    Realisasi,
    StatusImpor,
    StatusUnggahan,
)
from kinerja.selectors.isi_pratinjau import BarisPratinjau
from kinerja.selectors.jalur_laporan import kunci_jalur
from kinerja.selectors.kejanggalan import periksa_baris
from kinerja.services.impor import pratinjau
from kinerja.services.jadwal import tanda_jadwal
from kinerja.services.sel_isian import PerubahanSel, potret_nilai
from opd.models import Pengguna
from tests.dasar.berkas_uji import pdf
from tests.factories import TAHUN, IsiIndikatorFactory
from tests.panggung_pengukuran import DuniaPengukuran, MilikPengukuran

TW_BUKA, TW_TUTUP = 4, 3
HARI = datetime.timedelta(days=1)
PENGUKURAN = {
    *("anggaran", "anggaran_unduh", "kelengkapan", "lembar_simpan", "narasi_salin", "narasi_sel"),
    *("rupiah_update", "janggal_jelaskan", "tinjau_komentar", "verifikasi_sekaligus"),
    *("realisasi_kembalikan_banyak", "impor_lupakan", "impor_urungkan", "bekukan", "buka_beku"),
    "templat_unduh",
}
AWALAN = ("bukti_", "jadwal_", "perpanjangan_", "tempel_", "unggahan_")


def milik_pengukuran(nama: str) -> bool:
    """Whether an address is one of the pages of measurement that stand here."""
    ruang, _, pendek = nama.partition(":")
    return ruang == "kinerja" and (pendek in PENGUKURAN or pendek.startswith(AWALAN))


@dataclass
class TujuanPengukuran:
    """The rows that one request is about, brought into the state that the target word says."""

    nama: str  # without its namespace
    kata: str
    dunia: DuniaPengukuran
    orang: Pengguna | None
    rekan: Pengguna

    def __post_init__(self) -> None:
        self.milik: MilikPengukuran = self.dunia.milik[
            "pd-lain" if self.kata == "pd-lain" else "pd"
        ]
        self.triwulan = TW_TUTUP if self.kata == "pd-tutup" else TW_BUKA
        self.jadwal: JadwalPengisian = self.dunia.jadwal[self.triwulan]
        self.realisasi = self.milik.realisasi[self.triwulan]
        self.indikator = self.milik.isi.indikator_id
        self.bukti = self.milik.bukti
        self.perpanjangan: Perpanjangan | None = None
        self.lain = 0  # the second file or row of a page about reuse

    def atur(self) -> None:
        """Put what has a state into it."""
        m, belum = self.milik, self.kata == "pd-belum"
        if self.nama == "bukti_ambil":
            self.lain = BuktiDukung.objects.create(
                realisasi=m.realisasi[TW_TUTUP if self.triwulan == TW_BUKA else TW_BUKA],
                berkas=m.berkas,
                judul="Berkas lain",
                diunggah_oleh=self.rekan,
            ).pk
        elif self.nama == "bukti_pakai":
            self.lain = IsiIndikatorFactory(dokumen=m.isi.dokumen).indikator_id
        if (
            self.nama.startswith("bukti_")
            and self.kata == "pd-tutup"
            and self.nama != "bukti_ambil"
        ):
            self.bukti = BuktiDukung.objects.create(
                realisasi=self.realisasi,
                berkas=m.berkas,
                judul="Berkas lama",
                diunggah_oleh=self.rekan,
            )
        if self.nama == "narasi_salin":
            self._ubah(m.realisasi[TW_TUTUP], analisis="Tenaga pendamping bertambah.")
        elif self.nama == "verifikasi_sekaligus":
            # the same value twice would be flagged
            self._ubah(m.realisasi[TW_TUTUP], nilai=80)
        elif self.nama == "perpanjangan_cabut":
            self.perpanjangan = Perpanjangan.objects.create(
                perangkat_daerah=m.pd,
                jadwal=self.jadwal,
                sampai=self.jadwal.ditutup_pada + HARI,
                alasan="Bencana banjir.",
                dicabut_pada=timezone.now() if belum else None,
                oleh=self.rekan,
            )
        if (self.nama, belum) in (("buka_beku", False), ("jadwal_update", True)):
            Pembekuan.objects.create(jadwal=self.jadwal, perangkat_daerah=m.pd, oleh=self.rekan)
        self._atur_kiriman(belum)

    def _atur_kiriman(self, belum: bool) -> None:
        """Uploads and imports, which were applied where the address takes them back."""
        m = self.milik
        if self.nama.startswith("unggahan_"):
            terap = (self.nama == "unggahan_urungkan") != belum
            m.unggahan.status = StatusUnggahan.DITERAPKAN if terap else StatusUnggahan.PRATINJAU
            m.unggahan.perubahan = [asdict(self._perubahan())] if terap else []
            m.unggahan.diterapkan_pada = timezone.now() if terap else None
            m.unggahan.save()
        elif self.nama == "impor_urungkan":
            m.impor.status = StatusImpor.PRATINJAU if belum else StatusImpor.DITERAPKAN
            m.impor.perubahan = [asdict(self._perubahan())]
            m.impor.save()
        elif self.nama == "impor_lupakan":
            m.impor.refresh_from_db()
            IngatanPadanan.objects.create(
                perangkat_daerah=m.pd,
                kunci=kunci_jalur(self._baris_impor().jalur),
                nama="Program Rapat",
                simpul=m.isi.isi_simpul.simpul,
                oleh=self.rekan,
            )

    def _ubah(self, baris: Realisasi, **medan: Any) -> None:
        Realisasi.objects.filter(pk=baris.pk).update(**medan)

    def _perubahan(self) -> PerubahanSel:
        """The value of the open quarter as if it had been 80 before."""
        kini = potret_nilai(self.realisasi)
        return PerubahanSel(
            "nilai",
            self.indikator,
            self.triwulan,
            {**kini, "nilai": "80"},
            kini,
            self.realisasi.versi,
        )

    def _baris_impor(self) -> BarisPratinjau:
        return next(b for b in pratinjau(self.milik.impor).baris if b.jalur)

    @property
    def nomor(self) -> dict[str, Any]:
        """Everything that an address may hold."""
        return {"pk": self._pk(), "indikator_id": self.indikator}

    def _pk(self) -> int:
        baris = {
            "bukti_": self.bukti,
            "unggahan_": self.milik.unggahan,
            "perpanjangan_cabut": self.perpanjangan,
            "perpanjangan_create": self.jadwal,
            "jadwal_": self.jadwal,
            "bekukan": self.jadwal,
            "buka_beku": self.jadwal,
            "impor_": self.milik.impor,
            "tinjau_": self.realisasi,
        }
        cocok = [satu for awal, satu in baris.items() if satu and self.nama.startswith(awal)]
        return cocok[0].pk if cocok else 0

    @property
    def kueri(self) -> str:
        """What stands behind the address, whatever the method."""
        return f"?tahun={TAHUN}" if self.nama == "jadwal_create" else ""

    @property
    def isian(self) -> dict[str, Any]:
        """What the form, or the query, says."""
        tulis = {**self._sel(), **self._bukti(), **self._tempel(), **self._jadwal()}
        dasar = {"tahun": TAHUN, "triwulan": self.triwulan}
        if self.nama not in tulis:
            return {**dasar, "pd": self.milik.pd.pk}
        return {**dasar, **tulis[self.nama]()}

    def _sel(self) -> dict[str, Callable[[], dict[str, Any]]]:
        m, pk, pd = self.milik, self.indikator, self.milik.pd.pk
        simpul = m.isi.isi_simpul.simpul_id
        return {
            "rupiah_update": lambda: {"simpul": simpul, "rupiah": "1.000.000", "versi": 0},
            "narasi_sel": lambda: {
                "indikator": pk,
                "medan": "analisis",
                "teks": "Tenaga pendamping bertambah.",
                "semula": "",
            },
            "lembar_simpan": lambda: {
                "pd": pd,
                f"nilai-{pk}": "95",
                f"semula-nilai-{pk}": "90",
                f"versi-nilai-{pk}": self.realisasi.versi,
            },
            "janggal_jelaskan": self._janggal,
            "tinjau_komentar": lambda: {"teks": "Mohon lampirkan buktinya."},
            "realisasi_kembalikan_banyak": lambda: {
                "pilih": f"{self.realisasi.pk}.{self.realisasi.versi}",
                "teks": "Satuan keliru.",
            },
            "impor_lupakan": lambda: {"baris": self._baris_impor().nomor},
            "unggahan_create": lambda: {
                "pd": pd,
                "berkas": SimpleUploadedFile("isian.xlsx", m.templat),
            },
        }

    def _janggal(self) -> dict[str, Any]:
        temuan = periksa_baris(self.milik.isi, TAHUN, self.triwulan).janggal
        kode = temuan[0].kode if temuan else "tidak-ada"
        return {"kode": kode, "alasan": "Memang sama.", "versi": self.realisasi.versi}

    def _bukti(self) -> dict[str, Callable[[], dict[str, Any]]]:
        return {
            "bukti_create": lambda: {"berkas": SimpleUploadedFile("baru.pdf", pdf(tanda="baru"))},
            "bukti_tautan": lambda: {"judul": "Berita", "tautan": "https://example.go.id/berita"},
            "bukti_ambil": lambda: {"pilih": self.lain},
            "bukti_pakai": lambda: {"pilih": self.lain},
            "bukti_update": lambda: {"halaman": "12", "semula": ""},
            "bukti_hapus": dict,
        }

    def _tempel(self) -> dict[str, Callable[[], dict[str, Any]]]:
        pk = self.indikator
        blok = {
            "pd": self.milik.pd.pk,
            "teks": "95",
            "cara": "posisi",
            "medan": "nilai",
            "mulai": pk,
            "baris": str(pk),
        }
        dilihat = json.dumps({f"nilai-{pk}": ["95", self.realisasi.versi]})
        return {
            "tempel_pratinjau": lambda: blok,
            "tempel_simpan": lambda: {**blok, "dilihat": dilihat},
            "tempel_urungkan": lambda: {"pd": self.milik.pd.pk, "urung": self._urung()},
        }

    def _urung(self) -> str:
        """What the page of a saved paste sends back to undo it."""
        isi = {
            "pd": self.milik.pd.pk,
            "oleh": self.orang.pk if self.orang else 0,
            "tahun": TAHUN,
            "perubahan": [asdict(self._perubahan())],
        }
        return signing.dumps(isi, salt="kinerja.tempel.urung", compress=True)

    def _jadwal(self) -> dict[str, Callable[[], dict[str, Any]]]:
        j, pd = self.jadwal, self.milik.pd.pk
        alasan = {"alasan": "Bencana banjir."}
        return {
            "jadwal_create": lambda: {
                "tw1-buat": "on",
                "tw1-dibuka_pada": f"{TAHUN}-04-01T00:00",
                "tw1-ditutup_pada": f"{TAHUN}-04-20T23:59",
            },
            "jadwal_update": lambda: {
                "tanda": tanda_jadwal(j),
                "dibuka_pada": _jam(j.dibuka_pada),
                "ditutup_pada": _jam(j.ditutup_pada + HARI),
            },
            "perpanjangan_create": lambda: {
                "sampai": _jam(max(j.ditutup_pada, timezone.now()) + 9 * HARI),
                "perangkat_daerah": pd,
                **alasan,
            },
            "perpanjangan_cabut": dict,
            "bekukan": lambda: {"pd": pd, "apa_adanya": pd},
            "buka_beku": lambda: {"pd": pd, **alasan},
        }


def _jam(waktu: datetime.datetime) -> str:
    return timezone.localtime(waktu).strftime("%Y-%m-%dT%H:%M")
