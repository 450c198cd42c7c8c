"""Addresses under /organisasi/."""

from django.urls import URLPattern, path

from opd.views.dokumen_resmi import DokumenResmiUnduhView
from opd.views.jabatan import (
    JabatanAkhirView,
    JabatanCreateView,
    JabatanDetailView,
    JabatanListView,
    JabatanUpdateView,
)
from opd.views.pegawai import (
    PegawaiCreateView,
    PegawaiDetailView,
    PegawaiListView,
    PegawaiUpdateView,
)
from opd.views.pelantikan import PelantikanView
from opd.views.penugasan import PenugasanAkhirView, PenugasanCreateView, PenugasanHapusView
from opd.views.perangkat_daerah import (
    AliasCreateView,
    AliasHapusView,
    NamaCreateView,
    PDCreateView,
    PDDetailView,
    PDListView,
)
from opd.views.perubahan import (
    PerubahanBagiView,
    PerubahanDetailView,
    PerubahanFormView,
    PerubahanHapusView,
    PerubahanListView,
    PerubahanTerapkanView,
    PerubahanUrungkanView,
)
from opd.views.pesan import PesanKirimUlangView, PesanListView
from opd.views.profil import ProfilView

app_name = "opd"

urlpatterns: list[URLPattern] = [
    # Perangkat daerah and their changes
    path("pd/", PDListView.as_view(), name="pd_list"),
    path("pd/buat/", PDCreateView.as_view(), name="pd_create"),
    path("pd/<int:pk>/", PDDetailView.as_view(), name="pd_detail"),
    path("pd/<int:pk>/nama/", NamaCreateView.as_view(), name="nama_create"),
    path("pd/<int:pk>/ejaan/", AliasCreateView.as_view(), name="alias_create"),
    path("ejaan/<int:pk>/hapus/", AliasHapusView.as_view(), name="alias_hapus"),
    path("perubahan/", PerubahanListView.as_view(), name="perubahan_list"),
    path("perubahan/baru/", PerubahanFormView.as_view(), name="perubahan_create"),
    path("perubahan/<int:pk>/", PerubahanDetailView.as_view(), name="perubahan_detail"),
    path("perubahan/<int:pk>/ubah/", PerubahanFormView.as_view(), name="perubahan_update"),
    path("perubahan/<int:pk>/pembagian/", PerubahanBagiView.as_view(), name="perubahan_bagi"),
    path(
        "perubahan/<int:pk>/terapkan/", PerubahanTerapkanView.as_view(), name="perubahan_terapkan"
    ),
    path(
        "perubahan/<int:pk>/urungkan/", PerubahanUrungkanView.as_view(), name="perubahan_urungkan"
    ),
    path("perubahan/<int:pk>/hapus/", PerubahanHapusView.as_view(), name="perubahan_hapus"),
    # Jabatan, pegawai, penugasan
    path("pd/<int:pk>/jabatan/", JabatanCreateView.as_view(), name="jabatan_create"),
    path("jabatan/", JabatanListView.as_view(), name="jabatan_list"),
    path("jabatan/<int:pk>/", JabatanDetailView.as_view(), name="jabatan_detail"),
    path("jabatan/<int:pk>/ubah/", JabatanUpdateView.as_view(), name="jabatan_update"),
    path("jabatan/<int:pk>/akhiri/", JabatanAkhirView.as_view(), name="jabatan_akhir"),
    path("jabatan/<int:pk>/tugaskan/", PenugasanCreateView.as_view(), name="penugasan_create"),
    path("penugasan/<int:pk>/akhiri/", PenugasanAkhirView.as_view(), name="penugasan_akhir"),
    path("penugasan/<int:pk>/hapus/", PenugasanHapusView.as_view(), name="penugasan_hapus"),
    path("pelantikan/", PelantikanView.as_view(), name="pelantikan"),
    path("pegawai/", PegawaiListView.as_view(), name="pegawai_list"),
    path("pegawai/buat/", PegawaiCreateView.as_view(), name="pegawai_create"),
    path("pegawai/<int:pk>/", PegawaiDetailView.as_view(), name="pegawai_detail"),
    path("pegawai/<int:pk>/ubah/", PegawaiUpdateView.as_view(), name="pegawai_update"),
    # One's own profile, messages that leave the system
    path("profil/", ProfilView.as_view(), name="profil"),
    path("pesan-keluar/", PesanListView.as_view(), name="pesan_list"),
    path("pesan-keluar/ulang/", PesanKirimUlangView.as_view(), name="pesan_retry"),
    # Issued papers
    path("dokumen/<int:pk>/unduh/", DokumenResmiUnduhView.as_view(), name="dokumen_resmi_unduh"),
]
