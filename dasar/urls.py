"""Addresses of the home page, notices, jobs and health."""

from django.urls import path

from dasar.views.beranda import BerandaView
from dasar.views.impor import (
    ImporDataBatalView,
    ImporDataDetailView,
    ImporDataEksporView,
    ImporDataJenisView,
    ImporDataListView,
    ImporDataStatusView,
    ImporDataTemplatView,
    ImporDataTerapkanView,
)
from dasar.views.notifikasi import NotifikasiBacaView, NotifikasiListView
from dasar.views.pekerjaan import (
    PekerjaanBatalView,
    PekerjaanDetailView,
    PekerjaanListView,
    PekerjaanStatusView,
    PekerjaanUlangiView,
)
from dasar.views.sehat import sehat

app_name = "dasar"

urlpatterns = [
    path("", BerandaView.as_view(), name="beranda"),
    path("notifikasi/", NotifikasiListView.as_view(), name="notifikasi_list"),
    path("notifikasi/baca/", NotifikasiBacaView.as_view(), name="notifikasi_read"),
    path("pekerjaan/", PekerjaanListView.as_view(), name="pekerjaan_list"),
    path("pekerjaan/<int:pk>/", PekerjaanDetailView.as_view(), name="pekerjaan_detail"),
    path("pekerjaan/<int:pk>/status/", PekerjaanStatusView.as_view(), name="pekerjaan_status"),
    path("pekerjaan/<int:pk>/ulang/", PekerjaanUlangiView.as_view(), name="pekerjaan_retry"),
    path("pekerjaan/<int:pk>/batal/", PekerjaanBatalView.as_view(), name="pekerjaan_cancel"),
    path("impor-data/", ImporDataListView.as_view(), name="impor_data_list"),
    path("impor-data/jenis/<slug:jenis>/", ImporDataJenisView.as_view(), name="impor_data_jenis"),
    path(
        "impor-data/jenis/<slug:jenis>/templat.xlsx",
        ImporDataTemplatView.as_view(),
        name="impor_data_templat",
    ),
    path(
        "impor-data/jenis/<slug:jenis>/ekspor.xlsx",
        ImporDataEksporView.as_view(),
        name="impor_data_ekspor",
    ),
    path("impor-data/<int:pk>/", ImporDataDetailView.as_view(), name="impor_data_detail"),
    path("impor-data/<int:pk>/status/", ImporDataStatusView.as_view(), name="impor_data_status"),
    path(
        "impor-data/<int:pk>/terapkan/",
        ImporDataTerapkanView.as_view(),
        name="impor_data_terapkan",
    ),
    path("impor-data/<int:pk>/batal/", ImporDataBatalView.as_view(), name="impor_data_batal"),
    path("sehat/", sehat, name="sehat"),
]
