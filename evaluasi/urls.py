"""Addresses under /evaluasi/ and /dasbor/."""

from django.urls import URLPattern, path

from evaluasi.views import (
    dasbor,
    dasbor_pd,
    kementerian,
    lembar,
    lembar_aksi,
    lembar_isian,
    nilai_kota,
    templat,
)

app_name = "evaluasi"

urlpatterns: list[URLPattern] = [
    # LKE
    path("evaluasi/lke/", lembar.LkeListView.as_view(), name="lke_list"),
    path("evaluasi/lke/mulai/", lembar.LkeCreateView.as_view(), name="lke_create"),
    path("evaluasi/lke/<int:pk>/", lembar.LkeDetailView.as_view(), name="lke_detail"),
    path(
        "evaluasi/lke/<int:pk>/jawaban/",
        lembar_isian.JawabanUpdateView.as_view(),
        name="jawaban_update",
    ),
    path(
        "evaluasi/lke/<int:pk>/kriteria/",
        lembar_isian.PemenuhanUpdateView.as_view(),
        name="pemenuhan_update",
    ),
    path("evaluasi/lke/<int:pk>/kirim/", lembar_aksi.LkeKirimView.as_view(), name="lke_kirim"),
    path("evaluasi/lke/<int:pk>/reviu/", lembar_aksi.LkeReviuView.as_view(), name="lke_reviu"),
    path("evaluasi/lke/<int:pk>/final/", lembar_aksi.LkeFinalView.as_view(), name="lke_final"),
    path(
        "evaluasi/lke/<int:pk>/kembalikan/",
        lembar_aksi.LkeKembalikanView.as_view(),
        name="lke_kembalikan",
    ),
    path("evaluasi/lke/<int:pk>/buka/", lembar_aksi.LkeBukaView.as_view(), name="lke_buka"),
    path(
        "evaluasi/lke/<int:pk>/kertas-kerja.xlsx",
        lembar.LkeUnduhView.as_view(),
        name="lke_unduh",
    ),
    # Templates and official values
    path("evaluasi/templat/", templat.TemplatListView.as_view(), name="templat_list"),
    path("evaluasi/templat/baru/", templat.TemplatCreateView.as_view(), name="templat_create"),
    path("evaluasi/templat/<int:pk>/", templat.TemplatDetailView.as_view(), name="templat_detail"),
    path(
        "evaluasi/templat/<int:pk>/ubah/",
        templat.TemplatUpdateView.as_view(),
        name="templat_update",
    ),
    path(
        "evaluasi/nilai-resmi/", kementerian.KementerianListView.as_view(), name="kementerian_list"
    ),
    path(
        "evaluasi/nilai-resmi/baru/",
        kementerian.KementerianCreateView.as_view(),
        name="kementerian_create",
    ),
    path(
        "evaluasi/nilai-resmi/<int:pk>/ubah/",
        kementerian.KementerianUpdateView.as_view(),
        name="kementerian_update",
    ),
    path(
        "evaluasi/nilai-resmi/rb/baru/",
        kementerian.IndeksRBCreateView.as_view(),
        name="indeks_rb_create",
    ),
    path(
        "evaluasi/nilai-resmi/rb/<int:pk>/ubah/",
        kementerian.IndeksRBUpdateView.as_view(),
        name="indeks_rb_update",
    ),
    # City values
    path("evaluasi/nilai/", nilai_kota.NilaiKotaView.as_view(), name="nilai_kota"),
    path(
        "evaluasi/nilai/hitung/",
        nilai_kota.NilaiKotaHitungView.as_view(),
        name="nilai_kota_hitung",
    ),
    # Dashboard
    path("dasbor/", dasbor.DasborView.as_view(), name="dasbor"),
    path("dasbor/peringkat.xlsx", dasbor.DasborUnduhView.as_view(), name="dasbor_unduh"),
    path("dasbor/pd/<int:pk>/", dasbor_pd.DasborPDView.as_view(), name="dasbor_pd"),
    path("dasbor/simpul/<int:pk>/", dasbor_pd.DasborSimpulView.as_view(), name="dasbor_simpul"),
    path(
        "dasbor/indikator/<int:pk>/",
        dasbor_pd.DasborIndikatorView.as_view(),
        name="dasbor_indikator",
    ),
]
