"""Every page that a person can open, filled with rows, by name."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from dasar.models import Pekerjaan
from dasar.services.notifikasi import beri_tahu
from evaluasi.models import JenisLembar, StatusLembar
from evaluasi.services.nilai_kota import hitung_nilai_kota
from kinerja.models import JenisKomentar, Komentar, Realisasi, StatusRealisasi
from kinerja.services.impor import unggah_berkas_laporan
from opd.models import JenisPeran, Pengguna
from tests.browser.lembar import TAHUN, TRIWULAN, LembarDinkes
from tests.factories import (
    KotaFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    RealisasiFactory,
    buat_templat_lke,
)
from tests.laporan.panggung import buat_versi

LAPORAN = b"""Program/Kegiatan,Indikator,TW I K,TW I Rp,TW II K,TW II Rp
Program Pemenuhan Upaya Kesehatan,Angka harapan hidup,"72,1",9000,"72,2",8000
Kegiatan Layanan,Persentase layanan kesehatan yang memenuhi standar,#REF!,900,1,950
"""


@dataclass(frozen=True)
class Halaman:
    """One page: its name, its address and who opens it (None: nobody signed in)."""

    nama: str
    alamat: str
    oleh: Pengguna | None
    status: int = 200


def daftar_halaman(lembar: LembarDinkes) -> list[Halaman]:
    """Fill the quarter so that each page has something to show, and list the pages."""
    _isi(lembar)
    operator, organisasi = lembar.operator, lembar.organisasi
    periode = f"tahun={TAHUN}&triwulan={TRIWULAN}"
    impor = unggah_berkas_laporan(
        isi=LAPORAN,
        nama_asli="laporan-triwulan.csv",
        perangkat_daerah=lembar.pd,
        tahun=TAHUN,
        isian_kinerja="per_triwulan",
        isian_anggaran="sd_triwulan",
        oleh=operator,
    )
    pekerjaan = Pekerjaan.objects.create(
        jenis="uji",
        judul="Lampiran pengukuran Triwulan II 2024",
        kemajuan=62,
        status="berjalan",
        sewa_sampai=timezone.now() + datetime.timedelta(minutes=5),
        mulai_pada=timezone.now(),
        pesan="Menyusun lampiran pengukuran, 23 dari 37 PD.",
        diminta_oleh=operator,
    )
    dokumen = lembar.isi["stunting"].dokumen_id
    stunting = lembar.realisasi("stunting").pk
    return [
        *_halaman_evaluasi(lembar),
        Halaman("masuk", reverse("login"), None),
        Halaman("beranda-operator", "/", operator),
        Halaman("beranda-kepala", "/", lembar.kepala),
        Halaman("beranda-organisasi", "/", organisasi),
        Halaman("kisi", f"{lembar.alamat}&baris={lembar.pk('imunisasi')}", operator),
        Halaman("kisi-terkunci", lembar.alamat, lembar.kepala),
        Halaman("persetujuan", f"/kinerja/persetujuan/?{periode}", lembar.kepala),
        Halaman("verifikasi", f"/kinerja/verifikasi/?{periode}&baris={stunting}", organisasi),
        Halaman("pohon", reverse("kinerja:dokumen_detail", args=[dokumen]), operator),
        Halaman("dokumen", reverse("kinerja:dokumen_list"), organisasi),
        Halaman("impor-daftar", reverse("kinerja:impor_list"), operator),
        Halaman("impor-unggah", reverse("kinerja:impor_create"), organisasi),
        Halaman("impor-pratinjau", reverse("kinerja:impor_detail", args=[impor.pk]), operator),
        Halaman("pekerjaan", reverse("dasar:pekerjaan_detail", args=[pekerjaan.pk]), operator),
        Halaman("pekerjaan-daftar", reverse("dasar:pekerjaan_list"), operator),
        Halaman("pemberitahuan", reverse("dasar:notifikasi_list"), operator),
        Halaman("galat-403", "/kinerja/verifikasi/", operator, status=403),
        Halaman("galat-404", f"/kinerja/pengisian/?pd={lembar.pd_lain.pk}", operator, status=404),
    ]


def _halaman_evaluasi(lembar: LembarDinkes) -> list[Halaman]:
    """Worksheets, city values, dashboard and reports, each with something to show."""
    operator, organisasi = lembar.operator, lembar.organisasi
    evaluator = PenggunaFactory(peran=JenisPeran.EVALUATOR)
    kota = KotaFactory()
    mandiri = LembarKerjaFactory(pd=lembar.pd, jenis=JenisLembar.MANDIRI, jawaban="BB")
    internal = LembarKerjaFactory(
        pd=lembar.pd, jawaban={"1.a": "A", "2.c": "CC"}, status=StatusLembar.DRAF
    )
    LembarKerjaFactory(pd=lembar.pd_lain, jawaban="B")
    LembarKerjaFactory(pd=kota, jawaban="B")
    resmi = LembarKerjaFactory(
        pd=kota, jenis=JenisLembar.KEMENTERIAN, total=Decimal("69.04"), sumber="Surat"
    )
    hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)
    bebas = buat_templat_lke(TAHUN + 1)
    versi = buat_versi(lembar.pd, oleh=organisasi)
    buat_versi(kota, oleh=organisasi)
    stunting = lembar.isi["stunting"]
    simpul = stunting.isi_simpul.simpul_id
    naskah = reverse("laporan:naskah", args=[lembar.pd.pk, TAHUN])
    tahun = f"?tahun={TAHUN}"

    def alamat(nama: str, *nomor: int) -> str:
        return f"{reverse(nama, args=nomor)}{tahun}"

    return [
        Halaman("lke-daftar", alamat("evaluasi:lke_list"), evaluator),
        Halaman("lke-daftar-pd", alamat("evaluasi:lke_list"), operator),
        Halaman(
            "lke-isi",
            reverse("evaluasi:lke_detail", args=[internal.pk]) + "?buka=1.a",
            evaluator,
        ),
        Halaman("lke-baca", reverse("evaluasi:lke_detail", args=[mandiri.pk]), lembar.kepala),
        Halaman("lke-kirim", reverse("evaluasi:lke_kirim", args=[internal.pk]), evaluator),
        Halaman("templat-daftar", reverse("evaluasi:templat_list"), organisasi),
        Halaman("templat", reverse("evaluasi:templat_detail", args=[bebas.pk]), operator),
        Halaman("templat-ubah", reverse("evaluasi:templat_update", args=[bebas.pk]), organisasi),
        Halaman("nilai-resmi", reverse("evaluasi:kementerian_list"), organisasi),
        Halaman("nilai-resmi-baru", reverse("evaluasi:kementerian_create"), organisasi),
        Halaman(
            "nilai-resmi-ubah",
            reverse("evaluasi:kementerian_update", args=[resmi.pk]),
            organisasi,
        ),
        Halaman("indeks-rb-baru", reverse("evaluasi:indeks_rb_create"), organisasi),
        Halaman("nilai-kota", alamat("evaluasi:nilai_kota"), organisasi),
        Halaman("dasbor", alamat("evaluasi:dasbor"), organisasi),
        Halaman("dasbor-capaian", alamat("evaluasi:dasbor") + "&tampilan=capaian", organisasi),
        Halaman("dasbor-pd", alamat("evaluasi:dasbor_pd", lembar.pd.pk), lembar.kepala),
        Halaman("dasbor-simpul", alamat("evaluasi:dasbor_simpul", simpul), operator),
        Halaman(
            "dasbor-indikator",
            alamat("evaluasi:dasbor_indikator", stunting.indikator_id),
            operator,
        ),
        Halaman("lkjip-daftar", alamat("laporan:lkjip_list"), organisasi),
        Halaman("lkjip", reverse("laporan:lkjip_detail", args=[lembar.pd.pk, TAHUN]), operator),
        Halaman("naskah-daftar", naskah, operator),
        Halaman("naskah", f"{naskah}simpulan/", operator),
        Halaman(
            "acuan-baru", reverse("laporan:acuan_create", args=[lembar.pd.pk, TAHUN]), organisasi
        ),
        Halaman(
            "lkjip-hilang",
            reverse("laporan:lkjip_unduh", args=[versi.pk + 1_000]),
            operator,
            status=404,
        ),
    ]


def _isi(lembar: LembarDinkes) -> None:
    """Every state of a row once: verified is missing, it looks like approved."""
    kini = timezone.now()
    diajukan = {"diajukan_oleh": lembar.operator, "diajukan_pada": kini}
    disetujui = {**diajukan, "disetujui_oleh": lembar.kepala, "disetujui_pada": kini}
    _nilai(lembar, "harapan_hidup", "72.67", StatusRealisasi.DISETUJUI_PD, **disetujui)
    stunting = _nilai(lembar, "stunting", "26.4", StatusRealisasi.DISETUJUI_PD, **disetujui)
    _nilai(lembar, "predikat", "4", StatusRealisasi.DIAJUKAN, **diajukan)
    imunisasi = _nilai(
        lembar,
        "imunisasi",
        "70.125",
        StatusRealisasi.DIKEMBALIKAN,
        **diajukan,
        dikembalikan_oleh=lembar.kepala,
        dikembalikan_pada=kini + datetime.timedelta(seconds=1),
        analisis="Vaksin baru tersedia pada bulan kedua, dan tiga kecamatan belum melapor.",
    )
    _nilai(lembar, "ibu_hamil", "1104", StatusRealisasi.DRAF)
    _nilai(lembar, "rujukan", "50", StatusRealisasi.DRAF)
    for baris in (stunting, imunisasi):
        Komentar.objects.create(
            realisasi=baris,
            oleh=lembar.kepala,
            peran="Kepala perangkat daerah",
            jenis=JenisKomentar.PENGEMBALIAN,
            teks="Cakupan per kecamatan belum dijelaskan. Mohon cek lagi dengan laporan puskesmas.",
        )
    Komentar.objects.create(
        realisasi=stunting, oleh=lembar.operator, peran="Operator", teks="Sudah dicek, tetap."
    )
    beri_tahu(
        lembar.operator,
        "Dikembalikan: Persentase imunisasi dasar lengkap",
        teks="Cakupan per kecamatan belum dijelaskan.",
        tautan=lembar.alamat,
        kunci="uji-kembali",
    )


def _nilai(
    lembar: LembarDinkes, nama: str, nilai: str, status: StatusRealisasi, **medan: object
) -> Realisasi:
    return RealisasiFactory.create(
        isi=lembar.isi[nama],
        triwulan=TRIWULAN,
        nilai=Decimal(nilai),
        status=status,
        versi=1,
        diisi_oleh=lembar.operator,
        diisi_pada=timezone.now(),
        **medan,
    )
