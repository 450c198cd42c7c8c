"""Every page that a person can open, filled with rows, by name."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from dasar.models import KirimanPesan, Pekerjaan
from dasar.services.impor import unggah_data
from dasar.services.notifikasi import beri_tahu
from dasar.tasks import jalankan
from evaluasi.models import JenisLembar, StatusLembar
from evaluasi.services.nilai_kota import hitung_nilai_kota
from kinerja.models import (
    Anggaran,
    BuktiDukung,
    JenisKomentar,
    Komentar,
    Realisasi,
    StatusRealisasi,
    Target,
)
from kinerja.models.jadwal import JadwalPengisian, Perpanjangan
from kinerja.models.pembekuan import Pembekuan
from kinerja.selectors.isi_perjanjian import susun_isi
from kinerja.services.bukti import tambah_bukti_berkas
from kinerja.services.crosscutting import tawarkan
from kinerja.services.isi_kondisi import tambah_csf, tambah_indikator_kondisi
from kinerja.services.perjanjian import buat_pk
from kinerja.services.perjanjian_tanda import tanda_isi, tandatangani_pk
from kinerja.services.pohon import KondisiMasuk, PohonMasuk, buat_pohon, tambah_kondisi
from kinerja.services.rencana_aksi import AksiMasuk, tambah_aksi_triwulan
from kinerja.services.unggah_impor import unggah_berkas_laporan
from kinerja.services.unggahan import unggah_isian
from kinerja.services.usul_target import ajukan_usul
from kinerja.services.versi import salin_dokumen
from opd.models import Eselon, JenisPeran, Pengguna
from opd.selectors.perubahan import PDBaru
from opd.services.perubahan import simpan_perubahan
from tests.browser.lembar import TAHUN, TRIWULAN, LembarDinkes
from tests.dasar.berkas_uji import pdf
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    JadwalFactory,
    KotaFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    RealisasiFactory,
    TargetFactory,
    buat_templat_lke,
)
from tests.factories_jabatan import JabatanFactory, PenugasanFactory
from tests.kinerja.panggung_simpul import isi_nomenklatur, susun_panggung
from tests.kinerja.panggung_templat import Buku, unduh_pd
from tests.laporan.panggung import buat_versi
from tests.opd.panggung_perubahan import buat_lama, terapkan

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
        *_halaman_perubahan(organisasi),
        *_halaman_jabatan(lembar),
        *_halaman_versi(lembar),
        *_halaman_indikator(lembar),
        *_halaman_pohon(lembar),
        *_halaman_pk(lembar),
        *_halaman_rencana_aksi(lembar),
        *_halaman_jadwal(lembar),
        *_halaman_bukti(lembar),
        Halaman("masuk", reverse("login"), None),
        Halaman("beranda-operator", "/", operator),
        Halaman("beranda-kepala", "/", lembar.kepala),
        Halaman("beranda-organisasi", "/", organisasi),
        Halaman("kisi", f"{lembar.alamat}&baris={lembar.pk('imunisasi')}", operator),
        Halaman("kisi-terkunci", lembar.alamat, lembar.kepala),
        Halaman("kelengkapan", f"/kinerja/pengisian/kelengkapan/?{periode}", operator),
        Halaman("persetujuan", f"/kinerja/persetujuan/?{periode}", lembar.kepala),
        Halaman("verifikasi", f"/kinerja/verifikasi/?{periode}&baris={stunting}", organisasi),
        Halaman("pohon", reverse("kinerja:dokumen_detail", args=[dokumen]), operator),
        Halaman("dokumen", reverse("kinerja:dokumen_list"), organisasi),
        *_halaman_susunan(),
        Halaman("impor-daftar", reverse("kinerja:impor_list"), operator),
        Halaman("impor-unggah", reverse("kinerja:impor_create"), organisasi),
        Halaman("impor-pratinjau", reverse("kinerja:impor_detail", args=[impor.pk]), operator),
        Halaman("impor-data-daftar", reverse("dasar:impor_data_list"), organisasi),
        Halaman(
            "impor-data-jenis", reverse("dasar:impor_data_jenis", args=["pegawai"]), organisasi
        ),
        Halaman(
            "impor-data-pratinjau",
            reverse("dasar:impor_data_detail", args=[_impor_data(organisasi)]),
            organisasi,
        ),
        Halaman("pekerjaan", reverse("dasar:pekerjaan_detail", args=[pekerjaan.pk]), operator),
        Halaman("pekerjaan-daftar", reverse("dasar:pekerjaan_list"), operator),
        Halaman("pemberitahuan", reverse("dasar:notifikasi_list"), operator),
        Halaman("profil", reverse("opd:profil"), operator),
        Halaman("pesan-keluar", reverse("opd:pesan_list"), organisasi),
        *_halaman_templat(lembar),
        Halaman("galat-403", "/kinerja/verifikasi/", operator, status=403),
        Halaman("galat-404", f"/kinerja/pengisian/?pd={lembar.pd_lain.pk}", operator, status=404),
    ]


def _halaman_templat(lembar: LembarDinkes) -> list[Halaman]:
    """The template of the quarter, and a file that came back with one change and one error."""
    buku = Buku(unduh_pd(lembar.pd, lembar.operator, TRIWULAN))
    buku.tulis(f"i{lembar.pk('stunting')}", "nilai", 21.5)
    buku.tulis(f"i{lembar.pk('rujukan')}", "nilai", "dua puluh")
    unggahan = unggah_isian(
        perangkat_daerah_id=lembar.pd.pk,
        tahun=TAHUN,
        triwulan=TRIWULAN,
        isi=buku.simpan(),
        nama_asli="isian.xlsx",
        oleh=lembar.operator,
    )
    templat = f"{reverse('kinerja:unggahan_create')}?tahun={TAHUN}&triwulan={TRIWULAN}"
    detail = reverse("kinerja:unggahan_detail", args=[unggahan.pk])
    tempel = f"{reverse('kinerja:tempel_pratinjau')}?tahun={TAHUN}&triwulan={TRIWULAN}"
    return [
        Halaman("tempel", tempel, lembar.operator),
        Halaman("templat", templat, lembar.operator),
        Halaman("templat-baca", f"{templat}&pd={lembar.pd.pk}", lembar.kepala),
        Halaman("templat-banding", detail, lembar.operator),
        Halaman("templat-terkunci", detail, lembar.kepala),
    ]


def _halaman_jadwal(lembar: LembarDinkes) -> list[Halaman]:
    """The calendar with an extension and a lifted freeze, and its forms."""
    jadwal = JadwalPengisian.objects.get(tahun=TAHUN, triwulan=TRIWULAN)
    oleh, kini = lembar.organisasi, timezone.now()
    milik = {"jadwal": jadwal, "perangkat_daerah": lembar.pd, "oleh": oleh}
    sampai = jadwal.ditutup_pada + datetime.timedelta(days=3)
    Perpanjangan.objects.create(sampai=sampai, alasan="Data BPS terlambat.", **milik)
    lewat = JadwalFactory(
        tahun=TAHUN - 1,
        triwulan=TRIWULAN,
        dibuka_pada=kini - datetime.timedelta(days=400),
        ditutup_pada=kini - datetime.timedelta(days=380),
    )
    Pembekuan.objects.create(**{**milik, "jadwal": lewat}, jumlah=12)
    Pembekuan.objects.create(
        **milik, jumlah=4, dibuka_oleh=oleh, dibuka_pada=kini, alasan_dibuka="Angka BPS direvisi."
    )

    def alamat(nama: str, *nomor: int) -> str:
        return reverse(f"kinerja:{nama}", args=nomor)

    return [
        Halaman("jadwal", f"{alamat('jadwal_list')}?tahun={TAHUN}", oleh),
        Halaman("jadwal-operator", f"{alamat('jadwal_list')}?tahun={TAHUN}", lembar.operator),
        Halaman("jadwal-baru", f"{alamat('jadwal_create')}?tahun={TAHUN + 1}", oleh),
        Halaman("jadwal-ubah", alamat("jadwal_update", jadwal.pk), oleh),
        Halaman("jadwal-perpanjang", alamat("perpanjangan_create", jadwal.pk), oleh),
        Halaman("jadwal-bekukan", alamat("bekukan", jadwal.pk), oleh),
        Halaman("jadwal-buka-beku", alamat("buka_beku", lewat.pk), oleh),
    ]


def _halaman_versi(lembar: LembarDinkes) -> list[Halaman]:
    """A draf beside the plan in force, and a request that waits."""
    isi = lembar.isi["stunting"]
    perencana = PenggunaFactory(peran=JenisPeran.PERENCANA)
    draf = salin_dokumen(dokumen_id=isi.dokumen_id, oleh=perencana)
    Target.objects.filter(dokumen=draf, indikator=isi.indikator_id).update(nilai=30)
    usul = ajukan_usul(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        nilai=Decimal(33),
        nilai_atas=None,
        alasan="Sasaran survei berubah sejak Maret.",
        oleh=lembar.operator,
    )
    rujukan = f"indikator={lembar.pk('rujukan')}&tahun={TAHUN}"
    baru = reverse("kinerja:usul_target_create")
    return [
        Halaman("dokumen-baru", reverse("kinerja:dokumen_create"), perencana),
        Halaman("dokumen-draf", reverse("kinerja:dokumen_detail", args=[draf.pk]), perencana),
        Halaman("dokumen-tetapkan", reverse("kinerja:dokumen_tetapkan", args=[draf.pk]), perencana),
        Halaman("dokumen-hapus", reverse("kinerja:dokumen_hapus", args=[draf.pk]), perencana),
        Halaman("banding", reverse("kinerja:banding", args=[draf.pk]), lembar.operator),
        Halaman("usul-daftar", reverse("kinerja:usul_target_list"), lembar.operator),
        Halaman("usul-pilih", f"{baru}?tahun={TAHUN}", lembar.operator),
        Halaman("usul-baru", f"{baru}?{rujukan}", lembar.operator),
        Halaman("usul", reverse("kinerja:usul_target_detail", args=[usul.pk]), perencana),
    ]


def _halaman_susunan() -> list[Halaman]:
    """The tree of a draf with each panel beside it."""
    r = susun_panggung()
    isi_nomenklatur()
    r.pagu(r.k1, 100)
    r.pagu(r.s1, 150)
    induk = f"?induk={r.k1.pk}&q=kesehatan&semua=1"

    def alamat(nama: str, *nomor: int) -> str:
        return reverse(f"kinerja:{nama}", args=[r.dokumen.pk, *nomor])

    return [
        Halaman("susunan", alamat("dokumen_ubah"), r.perencana),
        Halaman("susunan-simpul", f"{alamat('dokumen_ubah')}?pilih={r.k1.pk}", r.organisasi),
        Halaman("simpul-tambah", f"{alamat('simpul_create')}{induk}", r.perencana),
        *[
            Halaman(f"simpul-{nama}", alamat(f"simpul_{nama}", r.k1.pk), r.perencana)
            for nama in ("pindah", "pecah", "gabung", "hapus")
        ],
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


def _halaman_rencana_aksi(lembar: LembarDinkes) -> list[Halaman]:
    """The indicators of the PD, one with activities beyond the pagu that pays them, its forms."""
    isi = lembar.isi["imunisasi"]
    sub = IsiSimpulFactory(dokumen=isi.dokumen, jenis="sub_kegiatan", nama="Imunisasi dasar")
    Anggaran.objects.create(simpul=sub.simpul, tahun=TAHUN, pagu=1_000_000)
    jabatan = JabatanFactory(pd=lembar.pd, nama="Kepala Seksi Imunisasi", kepala=False)
    PenugasanFactory(jabatan=jabatan)
    aksi, *_ = tambah_aksi_triwulan(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        masuk=AksiMasuk(
            0, "Melatih kader posyandu", "40 kader", jabatan.pk, sub.simpul_id, 900_000
        ),
        triwulan=[1, 3],
        oleh=lembar.operator,
    )
    milik = f"?tahun={TAHUN}&pd={lembar.pd.pk}"

    def alamat(nama: str, *nomor: int) -> str:
        return reverse(f"kinerja:{nama}", args=nomor)

    return [
        Halaman("rencana-aksi-daftar", alamat("rencana_aksi_list") + milik, lembar.operator),
        Halaman("rencana-aksi", alamat("rencana_aksi", isi.indikator_id, TAHUN), lembar.operator),
        Halaman(
            "rencana-aksi-baca", alamat("rencana_aksi", isi.indikator_id, TAHUN), lembar.kepala
        ),
        Halaman("kegiatan-baru", alamat("aksi_create", isi.indikator_id, TAHUN), lembar.operator),
        Halaman("kegiatan-ubah", alamat("aksi_update", aksi.pk), lembar.operator),
        Halaman("kegiatan-hapus", alamat("aksi_delete", aksi.pk), lembar.operator),
    ]


def _halaman_indikator(lembar: LembarDinkes) -> list[Halaman]:
    """The card of an indicator, its form in a draf, and the list of IKU."""
    perencana = PenggunaFactory(peran=JenisPeran.PERENCANA)
    asal = lembar.isi["stunting"]
    draf = DokumenFactory(pd=lembar.pd, perubahan_ke=9, status="draf")
    isi = IsiIndikatorFactory(dokumen=draf, indikator=asal.indikator, nama=asal.nama, iku=True)
    TargetFactory(isi=isi, dokumen=draf, indikator=isi.indikator, nilai=Decimal("13.69"))

    def alamat(nama: str, *nomor: int) -> str:
        return reverse(f"kinerja:{nama}", args=nomor)

    return [
        Halaman("kartu-indikator", alamat("indikator_kartu", asal.pk), lembar.operator),
        Halaman("indikator-ubah", alamat("indikator_update", isi.pk), perencana),
        Halaman(
            "indikator-baru", alamat("indikator_create", draf.pk, isi.isi_simpul_id), perencana
        ),
        Halaman("indikator-hapus", alamat("indikator_delete", isi.pk), perencana),
        Halaman("iku", alamat("iku", draf.pk), perencana),
    ]


def _halaman_jabatan(lembar: LembarDinkes) -> list[Halaman]:
    """PD with their posts, officials, and the forms of a rotation."""
    organisasi = lembar.organisasi
    kepala = JabatanFactory(pd=lembar.pd, nama="Kepala Dinas Kesehatan")
    JabatanFactory(pd=lembar.pd, nama="Sekretaris", eselon=Eselon.III_A, kepala=False, induk=kepala)
    penugasan = PenugasanFactory(jabatan=kepala, jenis="plt")

    def alamat(nama: str, *nomor: int) -> str:
        return reverse(f"opd:{nama}", args=nomor)

    return [
        Halaman("pd-daftar", alamat("pd_list"), organisasi),
        Halaman("pd", alamat("pd_detail", lembar.pd.pk), lembar.operator),
        Halaman("pd-baru", alamat("pd_create"), organisasi),
        Halaman("pd-nama", alamat("nama_create", lembar.pd.pk), organisasi),
        Halaman("pd-ejaan", alamat("alias_create", lembar.pd.pk), organisasi),
        Halaman("jabatan-daftar", alamat("jabatan_list"), organisasi),
        Halaman("jabatan", alamat("jabatan_detail", kepala.pk), organisasi),
        Halaman("jabatan-ubah", alamat("jabatan_update", kepala.pk), organisasi),
        Halaman("jabatan-akhir", alamat("jabatan_akhir", kepala.pk), organisasi),
        Halaman("penugasan-baru", alamat("penugasan_create", kepala.pk), organisasi),
        Halaman("penugasan-akhir", alamat("penugasan_akhir", penugasan.pk), organisasi),
        Halaman("penugasan-hapus", alamat("penugasan_hapus", penugasan.pk), organisasi),
        Halaman("pegawai-daftar", alamat("pegawai_list"), lembar.kepala),
        Halaman("pegawai", alamat("pegawai_detail", penugasan.pegawai_id), organisasi),
        Halaman("pegawai-baru", alamat("pegawai_create"), organisasi),
        Halaman("pelantikan", alamat("pelantikan"), organisasi),
    ]


def _halaman_pk(lembar: LembarDinkes) -> list[Halaman]:
    """A draft with a vacant superior, a signed agreement, and posts without any."""
    siapa = {"pd": lembar.pd, "eselon": Eselon.III_B}
    kepala = JabatanFactory(nama="Kepala Bidang Kesehatan Masyarakat", **siapa)
    ketua = JabatanFactory(nama="Ketua Tim Gizi", induk=kepala, kepala=False, **siapa)
    for jabatan in (kepala, ketua):
        PenugasanFactory(jabatan=jabatan)
    program = lembar.isi["stunting"].isi_simpul
    program.jabatan = ketua
    program.save()
    januari = datetime.date(TAHUN, 1, 26)
    draf, pk = (
        buat_pk(jabatan_id=j.pk, tahun=TAHUN, tanggal=januari, oleh=lembar.organisasi)
        for j in (kepala, ketua)
    )
    isi = susun_isi(pk, januari)
    tandatangani_pk(
        pk_id=pk.pk,
        tanggal=januari,
        oleh=lembar.organisasi,
        tanda=tanda_isi(isi),
        contoh=isi.memuat_contoh,
    )
    milik, tahun = f"pd={lembar.pd.pk}&tahun={TAHUN}", f"tahun={TAHUN}"

    def alamat(nama: str, *nomor: int) -> str:
        return reverse(f"kinerja:{nama}", args=nomor)

    return [
        Halaman("pk-daftar", f"{alamat('pk_list')}?{milik}", lembar.operator),
        Halaman("pk-belum", f"{alamat('pk_belum')}?{tahun}", lembar.organisasi),
        Halaman("pk-semua", f"{alamat('pk_create_semua')}?{milik}", lembar.operator),
        Halaman(
            "pk-perubahan", f"{alamat('pk_create')}?jabatan={ketua.pk}&{tahun}", lembar.operator
        ),
        Halaman("pk-draf", alamat("pk_detail", draf.pk), lembar.operator),
        Halaman("pk-ubah", alamat("pk_update", draf.pk), lembar.operator),
        Halaman("pk-tanda", alamat("pk_tandatangani", draf.pk), lembar.kepala),
        Halaman("pk", alamat("pk_detail", pk.pk), lembar.organisasi),
    ]


def _halaman_pohon(lembar: LembarDinkes) -> list[Halaman]:
    """A pohon kinerja with three levels, a CSF, an indicator and an offer to another PD."""
    operator = lembar.operator
    masuk = PohonMasuk("pd", lembar.pd.pk, "Pohon Dinas Kesehatan", TAHUN, TAHUN)
    pohon = buat_pohon(masuk=masuk, oleh=operator)

    def kondisi(tingkat: str, uraian: str, induk: int | None, faktor: int | None = None) -> int:
        isi = KondisiMasuk(tingkat, uraian, faktor_id=faktor)
        return tambah_kondisi(pohon_id=pohon.pk, masuk=isi, induk_id=induk, oleh=operator).pk

    akar = kondisi("final", "Meningkatnya derajat kesehatan masyarakat", None)
    csf = tambah_csf(kondisi_id=akar, uraian="Gizi ibu dan anak terpenuhi", oleh=operator)
    antara = kondisi("intermediate", "Menurunnya balita stunting", akar, csf.pk)
    kondisi("output", "Tersedianya pemantauan tumbuh kembang balita", antara)
    indikator = lembar.isi["stunting"].indikator_id
    baris = tambah_indikator_kondisi(
        kondisi_id=antara, indikator_id=indikator, nama="", oleh=operator
    )
    uraian = "Edukasi gizi bagi anak usia PAUD"
    tawaran = tawarkan(kondisi_id=antara, pd_id=lembar.pd_lain.pk, uraian=uraian, oleh=operator)
    penjawab = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=lembar.pd_lain)
    rinci = reverse("kinerja:pohon_detail", args=[pohon.pk])

    def alamat(nama: str, nomor: int) -> str:
        return reverse(f"kinerja:{nama}", args=[nomor])

    return [
        Halaman("pohon-kinerja-daftar", reverse("kinerja:pohon_list"), operator),
        Halaman("pohon-kinerja-baru", reverse("kinerja:pohon_create"), lembar.organisasi),
        Halaman("pohon-kinerja-bagan", f"{rinci}?tampilan=pohon", operator),
        Halaman("pohon-kinerja-berjenjang", f"{rinci}?tampilan=daftar", operator),
        Halaman("pohon-kinerja", rinci, lembar.kepala),
        Halaman("pohon-kinerja-ubah", alamat("pohon_update", pohon.pk), operator),
        Halaman("pohon-kinerja-susun", alamat("pohon_susun", pohon.pk), operator),
        Halaman("kondisi-baru", alamat("kondisi_create", pohon.pk), operator),
        Halaman("kondisi-ubah", alamat("kondisi_update", antara), operator),
        Halaman("kondisi-pindah", alamat("kondisi_pindah", antara), operator),
        Halaman("kondisi-hapus", alamat("kondisi_delete", antara), operator),
        Halaman("csf-baru", alamat("csf_create", antara), operator),
        Halaman("csf-ubah", alamat("csf_update", csf.pk), operator),
        Halaman("indikator-kondisi-baru", alamat("indikator_kondisi_create", antara), operator),
        Halaman("indikator-kondisi-lepas", alamat("indikator_kondisi_delete", baris.pk), operator),
        Halaman("crosscutting-tawarkan", alamat("crosscutting_create", antara), operator),
        Halaman("crosscutting", reverse("kinerja:crosscutting_list"), penjawab),
        Halaman("crosscutting-jawab", alamat("crosscutting_detail", tawaran.pk), penjawab),
    ]


def _impor_data(oleh: Pengguna) -> int:
    """A file of master data with bad cells, judged."""
    impor = unggah_data(
        jenis="pegawai",
        parameter={},
        isi=b"nip;nama;pangkat\n1.97001E+17;Dra. Contoh;IV/a\n197001011995031001;;IV/a\n",
        nama_asli="pegawai.csv",
        oleh=oleh,
    )
    jalankan(impor.pekerjaan_id)
    return impor.pk


def _halaman_perubahan(organisasi: Pengguna) -> list[Halaman]:
    """A merge that was applied and a split that is still a draft, of two PD made for it."""
    sosial, kerja = (
        buat_lama(nama, singkatan, None)
        for nama, singkatan in (("Dinas Sosial", "DINSOS"), ("Dinas Tenaga Kerja", "DISNAKER"))
    )
    gabung = terapkan(organisasi, asal=[sosial.pd.pk, kerja.pd.pk], tujuan=[kerja.pd.pk])
    mekar = simpan_perubahan(
        jenis="pemekaran",
        tanggal=datetime.date(TAHUN, 8, 1),
        dasar_hukum="Perda Nomor 4 Tahun 2024",
        asal=[kerja.pd.pk],
        tujuan=[kerja.pd.pk],
        baru=[PDBaru(-1, "Dinas Transmigrasi", "DISTRANS", "distrans", "dinas")],
        oleh=organisasi,
    )

    def alamat(nama: str, pk: int) -> str:
        return reverse(f"opd:perubahan_{nama}", args=[pk])

    return [
        Halaman("perubahan-daftar", reverse("opd:perubahan_list"), organisasi),
        Halaman("perubahan-baru", reverse("opd:perubahan_create"), organisasi),
        Halaman("perubahan", alamat("detail", gabung.pk), organisasi),
        Halaman("perubahan-urungkan", alamat("urungkan", gabung.pk), organisasi),
        Halaman("perubahan-draf", alamat("detail", mekar.pk), organisasi),
        Halaman("perubahan-bagi", alamat("bagi", mekar.pk), organisasi),
        Halaman("perubahan-terapkan", alamat("terapkan", mekar.pk), organisasi),
    ]


def _halaman_bukti(lembar: LembarDinkes) -> list[Halaman]:
    """One file for many rows, and files of other rows for this one."""
    tambah_bukti_berkas(
        indikator_id=lembar.pk("ibu_hamil"),
        tahun=TAHUN,
        triwulan=TRIWULAN,
        isi=pdf(2),
        nama="Rekap ibu hamil.pdf",
        oleh=lembar.operator,
    )
    bukti = BuktiDukung.objects.latest("pk")
    periode = f"tahun={TAHUN}&triwulan={TRIWULAN}"
    rujukan = reverse("kinerja:bukti_ambil", args=[lembar.pk("rujukan")])
    return [
        Halaman("bukti-pakai", reverse("kinerja:bukti_pakai", args=[bukti.pk]), lembar.operator),
        Halaman("bukti-ambil", f"{rujukan}?{periode}", lembar.operator),
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
    kabar = beri_tahu(
        lembar.operator,
        "Dikembalikan: Persentase imunisasi dasar lengkap",
        teks="Cakupan per kecamatan belum dijelaskan.",
        tautan=lembar.alamat,
        kunci="uji-kembali",
    )
    assert kabar is not None
    KirimanPesan.objects.create(
        notifikasi=kabar,
        saluran="surel",
        alamat="operator.dinas.kesehatan@tangerangselatankota.contoh.invalid",
        status="gagal",
        galat="Server surel menolak: 550 5.1.1 Alamat tidak dikenal",
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
