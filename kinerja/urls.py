"""Addresses under /kinerja/."""

from django.urls import path

from kinerja.views.anggaran import AnggaranUnduhView, AnggaranView
from kinerja.views.bukti import (
    BuktiAmbilView,
    BuktiCreateView,
    BuktiDeleteView,
    BuktiLihatView,
    BuktiPakaiView,
    BuktiTautanView,
    BuktiUnduhView,
    BuktiUpdateView,
)
from kinerja.views.cetakan import CetakView
from kinerja.views.crosscutting import (
    CrosscuttingCreateView,
    CrosscuttingDetailView,
    CrosscuttingKondisiView,
    CrosscuttingListView,
    CrosscuttingTarikView,
    CrosscuttingTerimaView,
    CrosscuttingTolakView,
)
from kinerja.views.iku import IKUView, IKUXlsxView
from kinerja.views.impor import (
    ImporBatalView,
    ImporCreateView,
    ImporDetailView,
    ImporLewatiHapusView,
    ImporLewatiView,
    ImporListView,
    ImporLupakanView,
    ImporPilihView,
    ImporTerapkanView,
    ImporUrungkanView,
)
from kinerja.views.indikator import (
    IndikatorCreateView,
    IndikatorDeleteView,
    IndikatorKartuView,
    IndikatorUpdateView,
)
from kinerja.views.isi_kondisi import (
    CSFCreateView,
    CSFDeleteView,
    CSFUpdateView,
    IndikatorKondisiCreateView,
    IndikatorKondisiDeleteView,
    KondisiDeleteView,
)
from kinerja.views.jadwal import JadwalListView
from kinerja.views.jadwal_tulis import (
    BekukanView,
    BukaBekuView,
    JadwalCreateView,
    JadwalUpdateView,
    PerpanjanganCabutView,
    PerpanjanganCreateView,
)
from kinerja.views.janggal import JanggalJelaskanView
from kinerja.views.kelengkapan import KelengkapanView, TriwulanAjukanView
from kinerja.views.kondisi import (
    KondisiCreateView,
    KondisiPindahView,
    KondisiUpdateView,
    KondisiUrutanView,
)
from kinerja.views.lembar import LembarSimpanView
from kinerja.views.nomenklatur import NomenklaturCariView
from kinerja.views.panel import KomentarCreateView, NarasiUpdateView, PanelView
from kinerja.views.pengisian import PengisianView
from kinerja.views.perencanaan import DokumenDetailView, DokumenListView
from kinerja.views.perjanjian import (
    PKBelumUnduhView,
    PKBelumView,
    PKDetailView,
    PKListView,
)
from kinerja.views.perjanjian_tulis import (
    PKCreateView,
    PKDeleteView,
    PKSemuaView,
    PKTandaView,
    PKUpdateView,
)
from kinerja.views.pohon import (
    PohonCreateView,
    PohonDeleteView,
    PohonDetailView,
    PohonListView,
    PohonSusunView,
    PohonUpdateView,
)
from kinerja.views.putusan import (
    RealisasiKembalikanBanyakView,
    RealisasiKembalikanView,
    RealisasiSetujuiView,
    RealisasiVerifikasiView,
    TinjauKomentarView,
    TriwulanSetujuiView,
    VerifikasiSekaligusView,
)
from kinerja.views.rencana_aksi import (
    AksiCreateView,
    AksiDeleteView,
    AksiUpdateView,
    RencanaAksiListView,
    RencanaAksiView,
    RencanaAksiXlsxView,
)
from kinerja.views.sel import SelUpdateView
from kinerja.views.sel_teks import NarasiSalinView, NarasiSelView
from kinerja.views.sel_uang import RupiahUpdateView
from kinerja.views.simpul import (
    PaguUpdateView,
    SimpulCreateView,
    SimpulHapusView,
    SimpulUpdateView,
    SusunanTabelView,
    SusunanView,
)
from kinerja.views.simpul_letak import (
    DukunganCreateView,
    DukunganHapusView,
    SimpulGabungView,
    SimpulPecahView,
    SimpulPindahView,
    SimpulUrutkanView,
)
from kinerja.views.tempel import (
    TempelPratinjauView,
    TempelSimpanView,
    TempelUrungkanView,
)
from kinerja.views.tinjau import PersetujuanView, VerifikasiView
from kinerja.views.unggahan import (
    TemplatUnduhView,
    UnggahanBatalkanView,
    UnggahanCreateView,
    UnggahanDetailView,
    UnggahanTerapkanView,
    UnggahanUrungkanView,
)
from kinerja.views.usul_target import (
    UsulTargetBaruView,
    UsulTargetDetailView,
    UsulTargetListView,
    UsulTargetPutusView,
    UsulTargetTarikView,
)
from kinerja.views.versi import (
    BandingView,
    BandingXlsxView,
    DokumenCreateView,
    DokumenHapusView,
    DokumenSalinView,
    DokumenTetapkanView,
)

app_name = "kinerja"

urlpatterns = [
    path("pengisian/", PengisianView.as_view(), name="pengisian"),
    path("pengisian/sel/", SelUpdateView.as_view(), name="realisasi_update"),
    # Pengukuran: kisi
    path("pengisian/rupiah/", RupiahUpdateView.as_view(), name="rupiah_update"),
    path("pengisian/teks/", NarasiSelView.as_view(), name="narasi_sel"),
    path("pengisian/salin-penjelasan/", NarasiSalinView.as_view(), name="narasi_salin"),
    path("pengisian/lembar/", LembarSimpanView.as_view(), name="lembar_simpan"),
    path("pengisian/ajukan/", TriwulanAjukanView.as_view(), name="triwulan_ajukan"),
    path("pengisian/<int:indikator_id>/panel/", PanelView.as_view(), name="realisasi_panel"),
    path("pengisian/<int:indikator_id>/narasi/", NarasiUpdateView.as_view(), name="narasi_update"),
    path(
        "pengisian/<int:indikator_id>/komentar/",
        KomentarCreateView.as_view(),
        name="komentar_create",
    ),
    path("persetujuan/", PersetujuanView.as_view(), name="persetujuan_list"),
    path("persetujuan/triwulan/", TriwulanSetujuiView.as_view(), name="triwulan_setujui"),
    path("verifikasi/", VerifikasiView.as_view(), name="verifikasi_list"),
    path("realisasi/<int:pk>/setujui/", RealisasiSetujuiView.as_view(), name="realisasi_setujui"),
    path(
        "realisasi/<int:pk>/verifikasi/",
        RealisasiVerifikasiView.as_view(),
        name="realisasi_verifikasi",
    ),
    path(
        "realisasi/<int:pk>/kembalikan/",
        RealisasiKembalikanView.as_view(),
        name="realisasi_kembalikan",
    ),
    # Pengukuran: janggal
    path("pengisian/kelengkapan/", KelengkapanView.as_view(), name="kelengkapan"),
    path(
        "pengisian/<int:indikator_id>/janggal/",
        JanggalJelaskanView.as_view(),
        name="janggal_jelaskan",
    ),
    path("verifikasi/sekaligus/", VerifikasiSekaligusView.as_view(), name="verifikasi_sekaligus"),
    path(
        "realisasi/kembalikan/",
        RealisasiKembalikanBanyakView.as_view(),
        name="realisasi_kembalikan_banyak",
    ),
    path("realisasi/<int:pk>/komentar/", TinjauKomentarView.as_view(), name="tinjau_komentar"),
    path("impor/", ImporListView.as_view(), name="impor_list"),
    path("impor/baru/", ImporCreateView.as_view(), name="impor_create"),
    path("impor/<int:pk>/", ImporDetailView.as_view(), name="impor_detail"),
    path("impor/<int:pk>/lewati/", ImporLewatiView.as_view(), name="impor_lewati"),
    path("impor/<int:pk>/lewati/hapus/", ImporLewatiHapusView.as_view(), name="impor_lewati_hapus"),
    path("impor/<int:pk>/pilih/", ImporPilihView.as_view(), name="impor_pilih"),
    path("impor/<int:pk>/terapkan/", ImporTerapkanView.as_view(), name="impor_terapkan"),
    path("impor/<int:pk>/batal/", ImporBatalView.as_view(), name="impor_batal"),
    # Pengukuran: PADANAN
    path("impor/<int:pk>/lupakan/", ImporLupakanView.as_view(), name="impor_lupakan"),
    path("impor/<int:pk>/urungkan/", ImporUrungkanView.as_view(), name="impor_urungkan"),
    # Planning documents, their versions, the tree, indicator cards
    path("perencanaan/", DokumenListView.as_view(), name="dokumen_list"),
    path("perencanaan/<int:pk>/", DokumenDetailView.as_view(), name="dokumen_detail"),
    path("perencanaan/baru/", DokumenCreateView.as_view(), name="dokumen_create"),
    path("perencanaan/<int:pk>/salin/", DokumenSalinView.as_view(), name="dokumen_salin"),
    path(
        "perencanaan/<int:pk>/berlakukan/", DokumenTetapkanView.as_view(), name="dokumen_tetapkan"
    ),
    path("perencanaan/<int:pk>/hapus/", DokumenHapusView.as_view(), name="dokumen_hapus"),
    path("perencanaan/<int:pk>/banding/", BandingView.as_view(), name="banding"),
    path("perencanaan/<int:pk>/banding/unduh/", BandingXlsxView.as_view(), name="banding_unduh"),
    path("perencanaan/<int:pk>/ubah/", SusunanView.as_view(), name="dokumen_ubah"),
    path("perencanaan/<int:pk>/susunan/", SusunanTabelView.as_view(), name="simpul_susunan"),
    path(
        "perencanaan/<int:pk>/nomenklatur/", NomenklaturCariView.as_view(), name="nomenklatur_cari"
    ),
    path("perencanaan/<int:pk>/simpul/tambah/", SimpulCreateView.as_view(), name="simpul_create"),
    path(
        "perencanaan/<int:pk>/simpul/<int:isi>/", SimpulUpdateView.as_view(), name="simpul_update"
    ),
    path(
        "perencanaan/<int:pk>/simpul/<int:isi>/urutkan/",
        SimpulUrutkanView.as_view(),
        name="simpul_urutkan",
    ),
    path(
        "perencanaan/<int:pk>/simpul/<int:isi>/pindah/",
        SimpulPindahView.as_view(),
        name="simpul_pindah",
    ),
    path(
        "perencanaan/<int:pk>/simpul/<int:isi>/pecah/",
        SimpulPecahView.as_view(),
        name="simpul_pecah",
    ),
    path(
        "perencanaan/<int:pk>/simpul/<int:isi>/gabung/",
        SimpulGabungView.as_view(),
        name="simpul_gabung",
    ),
    path(
        "perencanaan/<int:pk>/simpul/<int:isi>/hapus/",
        SimpulHapusView.as_view(),
        name="simpul_hapus",
    ),
    path(
        "perencanaan/<int:pk>/simpul/<int:isi>/pagu/", PaguUpdateView.as_view(), name="simpul_pagu"
    ),
    path(
        "perencanaan/<int:pk>/simpul/<int:isi>/dukungan/",
        DukunganCreateView.as_view(),
        name="dukungan_create",
    ),
    path(
        "perencanaan/<int:pk>/simpul/<int:isi>/dukungan/<int:dukungan>/hapus/",
        DukunganHapusView.as_view(),
        name="dukungan_hapus",
    ),
    path("perencanaan/<int:pk>/iku/", IKUView.as_view(), name="iku"),
    path("perencanaan/<int:pk>/iku/unduh.xlsx", IKUXlsxView.as_view(), name="iku_xlsx"),
    path(
        "perencanaan/<int:dokumen>/simpul/<int:isi_simpul>/indikator/baru/",
        IndikatorCreateView.as_view(),
        name="indikator_create",
    ),
    path("indikator/<int:pk>/", IndikatorKartuView.as_view(), name="indikator_kartu"),
    path("indikator/<int:pk>/ubah/", IndikatorUpdateView.as_view(), name="indikator_update"),
    path("indikator/<int:pk>/hapus/", IndikatorDeleteView.as_view(), name="indikator_delete"),
    # Requests for another target
    path("usul-target/", UsulTargetListView.as_view(), name="usul_target_list"),
    path("usul-target/baru/", UsulTargetBaruView.as_view(), name="usul_target_create"),
    path("usul-target/<int:pk>/", UsulTargetDetailView.as_view(), name="usul_target_detail"),
    path("usul-target/<int:pk>/putus/", UsulTargetPutusView.as_view(), name="usul_target_putus"),
    path("usul-target/<int:pk>/tarik/", UsulTargetTarikView.as_view(), name="usul_target_tarik"),
    # Pohon kinerja and crosscutting
    path("pohon/", PohonListView.as_view(), name="pohon_list"),
    path("pohon/baru/", PohonCreateView.as_view(), name="pohon_create"),
    path("pohon/<int:pk>/", PohonDetailView.as_view(), name="pohon_detail"),
    path("pohon/<int:pk>/ubah/", PohonUpdateView.as_view(), name="pohon_update"),
    path("pohon/<int:pk>/hapus/", PohonDeleteView.as_view(), name="pohon_delete"),
    path("pohon/<int:pk>/susun/", PohonSusunView.as_view(), name="pohon_susun"),
    path("pohon/<int:pk>/kondisi/baru/", KondisiCreateView.as_view(), name="kondisi_create"),
    path("kondisi/<int:pk>/ubah/", KondisiUpdateView.as_view(), name="kondisi_update"),
    path("kondisi/<int:pk>/pindah/", KondisiPindahView.as_view(), name="kondisi_pindah"),
    path("kondisi/<int:pk>/urutan/", KondisiUrutanView.as_view(), name="kondisi_urutan"),
    path("kondisi/<int:pk>/hapus/", KondisiDeleteView.as_view(), name="kondisi_delete"),
    path("kondisi/<int:pk>/csf/", CSFCreateView.as_view(), name="csf_create"),
    path("csf/<int:pk>/ubah/", CSFUpdateView.as_view(), name="csf_update"),
    path("csf/<int:pk>/hapus/", CSFDeleteView.as_view(), name="csf_delete"),
    path(
        "kondisi/<int:pk>/indikator/",
        IndikatorKondisiCreateView.as_view(),
        name="indikator_kondisi_create",
    ),
    path(
        "indikator-kondisi/<int:pk>/hapus/",
        IndikatorKondisiDeleteView.as_view(),
        name="indikator_kondisi_delete",
    ),
    path(
        "kondisi/<int:pk>/tawarkan/", CrosscuttingCreateView.as_view(), name="crosscutting_create"
    ),
    path("crosscutting/", CrosscuttingListView.as_view(), name="crosscutting_list"),
    path("crosscutting/<int:pk>/", CrosscuttingDetailView.as_view(), name="crosscutting_detail"),
    path(
        "crosscutting/<int:pk>/terima/",
        CrosscuttingTerimaView.as_view(),
        name="crosscutting_terima",
    ),
    path(
        "crosscutting/<int:pk>/kondisi/",
        CrosscuttingKondisiView.as_view(),
        name="crosscutting_kondisi",
    ),
    path(
        "crosscutting/<int:pk>/tolak/", CrosscuttingTolakView.as_view(), name="crosscutting_tolak"
    ),
    path(
        "crosscutting/<int:pk>/tarik/", CrosscuttingTarikView.as_view(), name="crosscutting_tarik"
    ),
    # Perjanjian Kinerja
    path("pk/", PKListView.as_view(), name="pk_list"),
    path("pk/belum/", PKBelumView.as_view(), name="pk_belum"),
    path("pk/belum/unduh/", PKBelumUnduhView.as_view(), name="pk_belum_unduh"),
    path("pk/baru/", PKCreateView.as_view(), name="pk_create"),
    path("pk/semua/", PKSemuaView.as_view(), name="pk_create_semua"),
    path("pk/<int:pk>/", PKDetailView.as_view(), name="pk_detail"),
    path("pk/<int:pk>/ubah/", PKUpdateView.as_view(), name="pk_update"),
    path("pk/<int:pk>/hapus/", PKDeleteView.as_view(), name="pk_delete"),
    path("pk/<int:pk>/tandatangani/", PKTandaView.as_view(), name="pk_tandatangani"),
    # Rencana aksi
    path("rencana-aksi/", RencanaAksiListView.as_view(), name="rencana_aksi_list"),
    path("rencana-aksi/unduh.xlsx", RencanaAksiXlsxView.as_view(), name="rencana_aksi_xlsx"),
    path(
        "rencana-aksi/<int:indikator_id>/<int:tahun>/",
        RencanaAksiView.as_view(),
        name="rencana_aksi",
    ),
    path(
        "rencana-aksi/<int:indikator_id>/<int:tahun>/kegiatan/baru/",
        AksiCreateView.as_view(),
        name="aksi_create",
    ),
    path("rencana-aksi/kegiatan/<int:pk>/", AksiUpdateView.as_view(), name="aksi_update"),
    path("rencana-aksi/kegiatan/<int:pk>/hapus/", AksiDeleteView.as_view(), name="aksi_delete"),
    # Pengukuran: serapan dan efisiensi
    path("anggaran/", AnggaranView.as_view(), name="anggaran"),
    path("anggaran/unduh/", AnggaranUnduhView.as_view(), name="anggaran_unduh"),
    # Pengukuran: bukti dukung
    path("bukti/baris/<int:indikator_id>/", BuktiCreateView.as_view(), name="bukti_create"),
    path("bukti/baris/<int:indikator_id>/tautan/", BuktiTautanView.as_view(), name="bukti_tautan"),
    path("bukti/baris/<int:indikator_id>/ambil/", BuktiAmbilView.as_view(), name="bukti_ambil"),
    path("bukti/<int:pk>/pakai/", BuktiPakaiView.as_view(), name="bukti_pakai"),
    path("bukti/<int:pk>/halaman/", BuktiUpdateView.as_view(), name="bukti_update"),
    path("bukti/<int:pk>/hapus/", BuktiDeleteView.as_view(), name="bukti_hapus"),
    path("bukti/<int:pk>/unduh/", BuktiUnduhView.as_view(), name="bukti_unduh"),
    path("bukti/<int:pk>/lihat/", BuktiLihatView.as_view(), name="bukti_lihat"),
    # Pengukuran: tempel blok
    path("pengisian/tempel/", TempelPratinjauView.as_view(), name="tempel_pratinjau"),
    path("pengisian/tempel/simpan/", TempelSimpanView.as_view(), name="tempel_simpan"),
    path("pengisian/tempel/urungkan/", TempelUrungkanView.as_view(), name="tempel_urungkan"),
    # Pengukuran: jadwal
    path("jadwal/", JadwalListView.as_view(), name="jadwal_list"),
    path("jadwal/baru/", JadwalCreateView.as_view(), name="jadwal_create"),
    path("jadwal/<int:pk>/", JadwalUpdateView.as_view(), name="jadwal_update"),
    path(
        "jadwal/<int:pk>/perpanjang/",
        PerpanjanganCreateView.as_view(),
        name="perpanjangan_create",
    ),
    path(
        "perpanjangan/<int:pk>/cabut/", PerpanjanganCabutView.as_view(), name="perpanjangan_cabut"
    ),
    path("jadwal/<int:pk>/bekukan/", BekukanView.as_view(), name="bekukan"),
    path("jadwal/<int:pk>/buka-beku/", BukaBekuView.as_view(), name="buka_beku"),
    # Printing
    path("cetak/<slug:jenis>/<int:pk>/", CetakView.as_view(), name="cetak"),
    # Pengukuran: templat Excel
    path("pengisian/templat/", UnggahanCreateView.as_view(), name="unggahan_create"),
    path("pengisian/templat/unduh/", TemplatUnduhView.as_view(), name="templat_unduh"),
    path("pengisian/templat/<int:pk>/", UnggahanDetailView.as_view(), name="unggahan_detail"),
    path(
        "pengisian/templat/<int:pk>/terapkan/",
        UnggahanTerapkanView.as_view(),
        name="unggahan_terapkan",
    ),
    path(
        "pengisian/templat/<int:pk>/urungkan/",
        UnggahanUrungkanView.as_view(),
        name="unggahan_urungkan",
    ),
    path(
        "pengisian/templat/<int:pk>/batalkan/",
        UnggahanBatalkanView.as_view(),
        name="unggahan_batalkan",
    ),
]
