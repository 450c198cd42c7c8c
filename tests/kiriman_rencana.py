"""Where the pages of organisation and planning are asked, and what their forms say, for the table
of tests/test_hak_akses.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from dasar.models import KirimanPesan
from kinerja.forms.indikator import nama_target
from kinerja.models import (
    Crosscutting,
    DokumenPerencanaan,
    StatusCrosscutting,
    StatusDokumen,
    StatusUsul,
    UsulTarget,
)
from kinerja.selectors.isi_perjanjian import susun_isi
from kinerja.selectors.tanda_simpul import tanda_cabang, tanda_simpul
from kinerja.selectors.versi import tanda_versi
from kinerja.services.perjanjian import tanda_pk
from kinerja.services.perjanjian_tanda import tanda_isi
from kinerja.services.pohon import tanda_baris
from kinerja.services.rencana_aksi import tanda_aksi
from kinerja.services.target import tanda_indikator
from kinerja.services.target_triwulan import tanda_target
from opd.models import Pengguna, PerubahanOrganisasi, StatusPerubahan
from opd.selectors.pelantikan import BarisPelantikan, rencana_pelantikan
from opd.selectors.perubahan import (
    susun_pratinjau,
    susun_rencana,
    tanda_draf,
    yang_dibagi,
)
from opd.services.jabatan import tanda_jabatan
from opd.services.pegawai import tanda_pegawai
from opd.services.penugasan import tanda_penugasan
from opd.services.perubahan import terapkan_perubahan
from tests.factories import TAHUN
from tests.panggung_rencana import (
    TANGGAL_PERUBAHAN,
    DuniaRencana,
    MilikRencana,
    Versi,
)

AWAL_TAHUN, AKHIR_TAHUN = f"{TAHUN}-01-01", f"{TAHUN}-12-31"
# Pages over a version that ask for the one in force, not for the draf.
BACA_BERLAKU = {"iku", "iku_xlsx", "indikator_kartu", "dokumen_detail"}
DARI_PD = {"pd_detail", "nama_create", "alias_create", "jabatan_create"}
JABATAN_KOSONG = {"jabatan_akhir", "penugasan_create", "pk_create"}
PEGAWAI = {"pegawai_detail", "pegawai_update"}
POHON = {"pohon_detail", "pohon_update", "kondisi_create"}


@dataclass
class TujuanRencana:
    """The rows that one request is about, brought into the state that the target word says."""

    nama: str  # without its namespace
    kata: str
    dunia: DuniaRencana
    orang: Pengguna | None
    rekan: Pengguna

    def __post_init__(self) -> None:
        kunci = self.kata if self.kata in ("kota", "pd-lain") else "pd"
        self.milik: MilikRencana = self.dunia.milik[kunci]
        # "pd-belum" is a version in force where a draf is changed
        berlaku = self.kata == "pd-belum" or self.nama in BACA_BERLAKU
        self.versi: Versi = self.milik.draf
        if berlaku and self.kata != "pd-draf":
            self.versi = self.milik.berlaku
        self.pk = self.milik.pk_tanda if self.kata in ("pd-belum", "pd-tanda") else self.milik.pk
        menawari = self.nama == "crosscutting_tarik"
        self.tawaran = self.milik.menawari if menawari else self.milik.ditawari
        self.perubahan = self.milik.perubahan

    def atur(self) -> None:
        """Put what has a state into it."""
        belum = self.kata == "pd-belum"
        if self.nama == "pesan_retry":
            self._pesan_gagal()
        if self.nama.startswith("crosscutting_"):
            terima = (self.nama == "crosscutting_kondisi") != belum
            status = StatusCrosscutting.DITERIMA if terima else StatusCrosscutting.DITAWARKAN
            if self.nama == "crosscutting_tarik":
                status = StatusCrosscutting.DITARIK if belum else StatusCrosscutting.DITAWARKAN
            Crosscutting.objects.filter(pk=self.tawaran.pk).update(status=status)
        if self.nama.startswith("usul_target_"):
            tutup = belum or self.nama == "usul_target_create"
            pengaju = self.orang if self.kata == "pd-sendiri" else self.rekan
            UsulTarget.objects.filter(pk=self.milik.usul.pk).update(
                status=StatusUsul.DITOLAK if tutup else StatusUsul.DIAJUKAN,
                diajukan_oleh=pengaju,
            )
        terap = self.kata == "pd-diterapkan" or (self.nama == "perubahan_urungkan") != belum
        if self.nama.startswith("perubahan_") and self.perubahan:
            # A draf of a plan stands in the way of every merge and split.
            DokumenPerencanaan.objects.filter(pk=self.milik.draf.dokumen.pk).update(
                status=StatusDokumen.DIGANTIKAN
            )
            if terap:
                self._terapkan(self.perubahan)

    def _pesan_gagal(self) -> KirimanPesan:
        """A message to a colleague that was refused; made once."""
        Pengguna.objects.filter(pk=self.rekan.pk).update(email="rekan@contoh.go.id")
        return KirimanPesan.objects.get_or_create(
            notifikasi=self.rekan.notifikasi.get(),
            saluran="surel",
            defaults={"alamat": "a@contoh.go.id", "status": "gagal", "galat": "Ditolak."},
        )[0]

    def _terapkan(self, perubahan: PerubahanOrganisasi) -> None:
        """For the one who takes it back in earnest, for the others only the state."""
        if self.orang is not None and self.orang.username == "organisasi":
            tanda = susun_pratinjau(perubahan).tanda
            terapkan_perubahan(perubahan_id=perubahan.pk, tanda=tanda, oleh=self.orang)
            return
        PerubahanOrganisasi.objects.filter(pk=perubahan.pk).update(
            status=StatusPerubahan.DITERAPKAN, diterapkan_pada=timezone.now()
        )

    @property
    def nomor(self) -> dict[str, Any]:
        """Everything that an address may hold."""
        return {
            "pk": self._pk(),
            "isi": self.versi.simpul.pk,
            "isi_simpul": self.versi.simpul.pk,
            "dokumen": self.versi.dokumen.pk,
            "dukungan": self.milik.draf.dukungan.pk,
            "indikator_id": self.milik.berlaku.indikator.indikator_id,
            "tahun": TAHUN,
            "jenis": {"pd-iku": "iku", "pd-pohon": "pohon", "kota": "pohon"}.get(self.kata, "pk"),
        }

    def _pk(self) -> int:
        nama, m = self.nama, self.milik
        if nama == "cetak":
            return {
                "pd-iku": m.berlaku.dokumen,
                "pd-pohon": m.pohon.pohon,
                "kota": m.pohon.pohon,
            }.get(self.kata, m.pk).pk
        if nama == "dokumen_salin":
            return (m.draf.dokumen if self.kata == "pd-belum" else m.renstra).pk
        tepat = {
            **dict.fromkeys(DARI_PD, m.pd),
            **dict.fromkeys(JABATAN_KOSONG, m.kosong),
            **dict.fromkeys(PEGAWAI, m.penugasan.pegawai),
            **dict.fromkeys(POHON, m.pohon.pohon),
            "alias_hapus": m.alias,
            "penugasan_akhir": m.penugasan,
            "penugasan_hapus": m.salah_catat,
            "dokumen_resmi_unduh": m.resmi,
            "pohon_susun": m.pohon.kosong,
            "pohon_delete": m.pohon.kosong,
            "indikator_kondisi_create": m.pohon.kondisi,
            "indikator_kondisi_delete": m.pohon.indikator,
            "crosscutting_create": m.pohon.kondisi,
        }
        if nama in tepat:
            return tepat[nama].pk
        awalan = {
            "perubahan_": self.perubahan or m.pd,
            "jabatan_": m.jabatan,
            "indikator_": self.versi.indikator,
            "usul_target_": m.usul,
            "kondisi_": m.pohon.kondisi,
            "csf_": m.pohon.kondisi if nama == "csf_create" else m.pohon.csf,
            "crosscutting_": self.tawaran,
            "pk_": self.pk,
            "aksi_": m.aksi,
        }
        cocok = [baris for kata, baris in awalan.items() if nama.startswith(kata)]
        return (cocok[0] if cocok else self.versi.dokumen).pk

    @property
    def kueri(self) -> str:
        """What stands behind the address, whatever the method."""
        if self.nama == "usul_target_create" and self.kata != "-":
            return f"?indikator={self.milik.berlaku.indikator.indikator_id}&tahun={TAHUN}"
        return ""

    @property
    def isian(self) -> dict[str, Any]:
        """What the form, or the query, says."""
        tulis = {**self._organisasi(), **self._dokumen(), **self._pohon(), **self._perjanjian()}
        bawaan = {"pd": self.milik.pd.pk, "tahun": TAHUN}
        return tulis[self.nama]() if self.nama in tulis else bawaan

    def _organisasi(self) -> dict[str, Callable[[], dict[str, Any]]]:
        m = self.milik
        nama = {"nama": "Dinas Contoh Baru", "singkatan": "DCB", "jenis": "dinas"}
        dasar = {"dasar_hukum": "Perda Nomor 4"}
        jabatan = {"nama": "Kepala Bidang Uji", "urutan": "3", "dari": AWAL_TAHUN}
        orang = {"nama": "Pegawai Uji Baru", "nip": "199001012015031007", "pangkat": "Penata"}
        perubahan = {
            "jenis": "pemekaran",
            "tanggal": TANGGAL_PERUBAHAN.isoformat(),
            "dasar_hukum": "Perda Nomor 9",
            "asal": m.pd.pk,
            "tujuan": m.pd.pk,
            "baru_1_nama": "Dinas Pecahan",
            "baru_1_singkatan": "PECAH",
            "baru_1_kode": "pecahan",
            "baru_1_jenis": "dinas",
        }
        return {
            "pd_create": lambda: {**nama, **dasar, "kode": "dcb", "dari": AWAL_TAHUN},
            "nama_create": lambda: {**nama, **dasar, "dari": AWAL_TAHUN},
            "jabatan_create": lambda: {**jabatan, "eselon": "iii_b", "induk": m.jabatan.pk},
            "alias_create": lambda: {"teks": "Dinas Ejaan Lain"},
            "jabatan_update": lambda: {
                **jabatan,
                "nama": m.jabatan.nama,
                "eselon": m.jabatan.eselon,
                "kepala": "on",
                "dari": m.jabatan.dari.isoformat(),
                "tanda": tanda_jabatan(m.jabatan),
            },
            "jabatan_akhir": lambda: {"sampai": AKHIR_TAHUN, "tanda": tanda_jabatan(m.kosong)},
            "penugasan_create": lambda: {
                "pegawai": self.dunia.bebas.nip,
                "jenis": "definitif",
                "dari": AWAL_TAHUN,
                "dasar": "SK Nomor 7",
            },
            "penugasan_akhir": lambda: {
                "sampai": AKHIR_TAHUN,
                "tanda": tanda_penugasan(m.penugasan),
            },
            "penugasan_hapus": lambda: {
                "alasan": "Salah memilih pegawai.",
                "tanda": tanda_penugasan(m.salah_catat),
            },
            "pelantikan": self._pelantikan,
            "profil": lambda: {"email": "baru@contoh.go.id", "nomor_hp": "0812-3456-7890"},
            "pesan_retry": lambda: {"id": self._pesan_gagal().pk},
            "pegawai_create": lambda: orang,
            "pegawai_update": lambda: {**orang, "tanda": tanda_pegawai(m.penugasan.pegawai)},
            "perubahan_create": lambda: perubahan,
            "perubahan_update": lambda: {**perubahan, "tanda": self._tanda_perubahan()},
            "perubahan_bagi": lambda: {"tanda": self._tanda_perubahan(), **self._pembagian()},
            "perubahan_terapkan": lambda: (
                {"tanda": susun_pratinjau(self.perubahan).tanda} if self.perubahan else {}
            ),
        }

    def _tanda_perubahan(self) -> str:
        return tanda_draf(self.perubahan) if self.perubahan else ""

    def _pembagian(self) -> dict[str, int]:
        """Everything stays with the PD that goes on."""
        if self.perubahan is None:
            return {}
        bagian = yang_dibagi(susun_rencana(self.perubahan))
        kunci = [b.kunci for _, butir in bagian for b in butir]
        return {f"b-{satu.replace(':', '-')}": self.milik.pd.pk for satu in kunci}

    def _pelantikan(self) -> dict[str, Any]:
        kosong, orang = self.dunia.milik["pd"].kosong, self.dunia.bebas
        baris = BarisPelantikan(kosong.pk, orang.pk, "definitif")
        return {
            "aksi": "terapkan",
            "tanggal": TANGGAL_PERUBAHAN.isoformat(),
            "dasar": "SK Nomor 8",
            "jumlah": 1,
            "b1-jabatan": f"Sekretaris, {kosong.perangkat_daerah.singkatan_pada()}",
            "b1-pegawai": orang.nip,
            "b1-jenis": "definitif",
            "tanda": rencana_pelantikan([baris], TANGGAL_PERUBAHAN).tanda,
        }

    def _dokumen(self) -> dict[str, Callable[[], dict[str, Any]]]:
        v, draf = self.versi, self.milik.draf
        return {
            "dokumen_create": lambda: {
                "jenis": "renja",
                "perangkat_daerah": self.milik.pd.pk,
                "tahun_dari": TAHUN + 1,
                "tahun_sampai": TAHUN + 1,
            },
            "dokumen_tetapkan": lambda: {
                "nomor": "Perwal Nomor 5",
                "berlaku_mulai": TANGGAL_PERUBAHAN.isoformat(),
                "tanda": tanda_versi(v.dokumen),
            },
            "dokumen_hapus": dict,
            "simpul_create": lambda: {"nama": "Program Tambahan"},
            "simpul_update": lambda: {"nama": "Program Sasaran", "tanda": tanda_simpul(v.simpul)},
            "simpul_urutkan": lambda: {"arah": "turun", "tanda": tanda_simpul(v.simpul)},
            "simpul_pindah": lambda: {"induk": draf.tujuan.pk, "tanda": tanda_simpul(v.simpul)},
            "simpul_pecah": lambda: {"nama": "Program Pecahan", "tanda": tanda_cabang(v.simpul)},
            "simpul_gabung": lambda: {"ke": draf.lain.pk, "tanda": tanda_cabang(v.simpul)},
            "simpul_hapus": lambda: {"tanda": tanda_cabang(v.simpul)},
            "simpul_pagu": lambda: {"rupiah": "1.000.000", "tahun": TAHUN, "semula": ""},
            "dukungan_create": lambda: {"ke": draf.tujuan.simpul_id, "porsi": ""},
            "dukungan_hapus": dict,
            "indikator_create": lambda: self._indikator(""),
            "indikator_update": lambda: self._indikator(tanda_indikator(v.indikator)),
            "indikator_delete": lambda: {"tanda": tanda_indikator(v.indikator)},
            "usul_target_create": lambda: {
                "indikator": self.milik.berlaku.indikator.indikator_id,
                "tahun": TAHUN,
                "nilai": "95",
                "alasan": "Anggaran bertambah.",
            },
            "usul_target_putus": lambda: {"keputusan": "setuju", "catatan": ""},
        }

    def _indikator(self, tanda: str) -> dict[str, Any]:
        return {
            "nama": "Persentase warga terlayani",
            "isi_simpul": self.versi.simpul.pk,
            "pengampu": self.milik.pd.pk,  # asked only for an indicator of the city
            "ukuran": "angka",
            "satuan": "Persen",
            "desimal": 2,
            "polaritas": "positif",
            "rumus_negatif": "linear",
            "cara": "posisi_akhir",
            "isian": "per_triwulan",
            "frekuensi": "triwulan",
            nama_target(TAHUN, 0): "95",
            "tanda": tanda,
        }

    def _pohon(self) -> dict[str, Callable[[], dict[str, Any]]]:
        p = self.milik.pohon
        judul = {"judul": "Pohon Baru", "tahun_dari": TAHUN, "tahun_sampai": TAHUN}
        penjawab = {"kondisi": p.kondisi.pk}
        kondisi = {"tingkat": "intermediate", "uraian": "Warga lebih sehat"}
        if self.kata == "kota":
            kondisi["perangkat_daerah"] = str(self.milik.pd.pk)
        return {
            "pohon_create": lambda: {**judul, "jenis": "pd", "perangkat_daerah": self.milik.pd.pk},
            "pohon_update": lambda: {**judul, "tanda": tanda_baris(p.pohon)},
            "pohon_susun": lambda: {"dokumen": self.milik.berlaku.dokumen.pk},
            "pohon_delete": lambda: {"tanda": tanda_baris(p.kosong)},
            "kondisi_create": lambda: {**kondisi, "letak": ""},
            "kondisi_update": lambda: {**kondisi, "tanda": tanda_baris(p.kondisi)},
            "kondisi_pindah": lambda: {"letak": "", "tanda": tanda_baris(p.kondisi)},
            "kondisi_urutan": lambda: {"arah": "naik"},
            "kondisi_delete": lambda: {"tanda": tanda_baris(p.kondisi)},
            "csf_create": lambda: {"uraian": "Sarana cukup"},
            "csf_update": lambda: {"uraian": "Tenaga terlatih", "tanda": tanda_baris(p.csf)},
            "csf_delete": lambda: {"tanda": tanda_baris(p.csf)},
            "indikator_kondisi_create": lambda: {"indikator": "", "nama": "Waktu tunggu"},
            "indikator_kondisi_delete": lambda: {"tanda": tanda_baris(p.indikator)},
            "crosscutting_create": lambda: {
                "perangkat_daerah": self.dunia.ketiga.pk,
                "uraian": "Data bersama",
            },
            "crosscutting_terima": lambda: penjawab,
            "crosscutting_kondisi": lambda: penjawab,
            "crosscutting_tolak": lambda: {"alasan": "Bukan tugas kami."},
            "crosscutting_tarik": dict,
        }

    def _perjanjian(self) -> dict[str, Callable[[], dict[str, Any]]]:
        m, tanggal = self.milik, TANGGAL_PERUBAHAN.isoformat()
        alasan = {"alasan": "strategi", "uraian_alasan": "Pagu berubah."}
        aksi = {"triwulan": "2", "kegiatan": "Rapat evaluasi"}
        return {
            "pk_create": lambda: {"jabatan": m.kosong.pk, "tahun": TAHUN, "tanggal": tanggal},
            "pk_create_semua": lambda: {"pd": m.pd.pk, "tahun": TAHUN, "tanggal": tanggal},
            "pk_update": lambda: {
                "tanggal": tanggal,
                "nomor": "5/PK",
                "tanda": tanda_pk(self.pk),
                **alasan,
            },
            "pk_delete": lambda: {"tanda": tanda_pk(self.pk)},
            "pk_tandatangani": lambda: {
                "tanggal": tanggal,
                "tanda": tanda_isi(susun_isi(self.pk, TANGGAL_PERUBAHAN)),
                "setuju": "on",
            },
            "rencana_aksi": lambda: {
                "tanda": tanda_target(m.berlaku.indikator, TAHUN),
                **{f"tw{n}": str(25 * n) for n in (1, 2, 3, 4)},
            },
            "aksi_create": lambda: aksi,
            "aksi_update": lambda: {**aksi, "tanda": tanda_aksi(m.aksi)},
            "aksi_delete": lambda: {"tanda": tanda_aksi(m.aksi)},
        }


def milik_rencana(nama: str) -> bool:
    """Whether an address is one of organisation or planning."""
    ruang, _, pendek = nama.partition(":")
    if ruang == "opd":
        return True
    lama = ("realisasi_", "impor_", "triwulan_", "narasi_", "komentar_", "persetujuan_")
    bukan = pendek.startswith((*lama, "verifikasi_")) or pendek in ("pengisian", "dokumen_list")
    return ruang == "kinerja" and not bukan
