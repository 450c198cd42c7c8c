"""Addresses under /kinerja/."""

from django.urls import path

from kinerja.views.cetakan import CetakView
from kinerja.views.impor import (
    ImporBatalView,
    ImporCreateView,
    ImporDetailView,
    ImporLewatiHapusView,
    ImporLewatiView,
    ImporListView,
    ImporPilihView,
    ImporTerapkanView,
)
from kinerja.views.panel import KomentarCreateView, NarasiUpdateView, PanelView
from kinerja.views.pengisian import PengisianView, TriwulanAjukanView
from kinerja.views.perencanaan import DokumenDetailView, DokumenListView
from kinerja.views.rencana_aksi import (
    AksiCreateView,
    AksiDeleteView,
    AksiUpdateView,
    RencanaAksiListView,
    RencanaAksiView,
    RencanaAksiXlsxView,
)
from kinerja.views.sel import SelUpdateView
from kinerja.views.tinjau import (
    PersetujuanView,
    RealisasiKembalikanView,
    RealisasiSetujuiView,
    RealisasiVerifikasiView,
    TriwulanSetujuiView,
    VerifikasiView,
)

app_name = "kinerja"

urlpatterns = [
    path("pengisian/", PengisianView.as_view(), name="pengisian"),
    path("pengisian/sel/", SelUpdateView.as_view(), name="realisasi_update"),
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
    path("impor/", ImporListView.as_view(), name="impor_list"),
    path("impor/baru/", ImporCreateView.as_view(), name="impor_create"),
    path("impor/<int:pk>/", ImporDetailView.as_view(), name="impor_detail"),
    path("impor/<int:pk>/lewati/", ImporLewatiView.as_view(), name="impor_lewati"),
    path("impor/<int:pk>/lewati/hapus/", ImporLewatiHapusView.as_view(), name="impor_lewati_hapus"),
    path("impor/<int:pk>/pilih/", ImporPilihView.as_view(), name="impor_pilih"),
    path("impor/<int:pk>/terapkan/", ImporTerapkanView.as_view(), name="impor_terapkan"),
    path("impor/<int:pk>/batal/", ImporBatalView.as_view(), name="impor_batal"),
    # Planning documents, their versions, the tree, indicator cards
    path("perencanaan/", DokumenListView.as_view(), name="dokumen_list"),
    path("perencanaan/<int:pk>/", DokumenDetailView.as_view(), name="dokumen_detail"),
    # Requests for another target
    # Pohon kinerja and crosscutting
    # Perjanjian Kinerja
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
    # Printing
    path("cetak/<slug:jenis>/<int:pk>/", CetakView.as_view(), name="cetak"),
]
