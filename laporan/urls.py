"""Addresses under /laporan/."""

from django.urls import URLPattern, path

from laporan.views.acuan import AcuanCreateView, AcuanDeleteView, AcuanUpdateView
from laporan.views.lkjip import (
    LKjIPCreateView,
    LKjIPDataView,
    LKjIPDetailView,
    LKjIPListView,
    LKjIPStatusView,
    LKjIPUnduhView,
)
from laporan.views.naskah import NaskahUpdateView, NaskahView

app_name = "laporan"

urlpatterns: list[URLPattern] = [
    # LKjIP: versions, production, download
    path("lkjip/", LKjIPListView.as_view(), name="lkjip_list"),
    path("lkjip/susun/", LKjIPCreateView.as_view(), name="lkjip_create"),
    path("lkjip/<int:pd_id>/<int:tahun>/", LKjIPDetailView.as_view(), name="lkjip_detail"),
    path("lkjip/<int:pd_id>/<int:tahun>/status/", LKjIPStatusView.as_view(), name="lkjip_status"),
    path("lkjip/versi/<int:pk>/unduh/", LKjIPUnduhView.as_view(), name="lkjip_unduh"),
    path("lkjip/versi/<int:pk>/data.json", LKjIPDataView.as_view(), name="lkjip_data"),
    # LKjIP: texts
    path("lkjip/<int:pd_id>/<int:tahun>/naskah/", NaskahView.as_view(), name="naskah"),
    path(
        "lkjip/<int:pd_id>/<int:tahun>/naskah/<slug:bagian>/",
        NaskahUpdateView.as_view(),
        name="naskah_update",
    ),
    path(
        "lkjip/<int:pd_id>/<int:tahun>/acuan/baru/",
        AcuanCreateView.as_view(),
        name="acuan_create",
    ),
    path(
        "lkjip/<int:pd_id>/<int:tahun>/acuan/<int:pk>/",
        AcuanUpdateView.as_view(),
        name="acuan_update",
    ),
    path(
        "lkjip/<int:pd_id>/<int:tahun>/acuan/<int:pk>/hapus/",
        AcuanDeleteView.as_view(),
        name="acuan_delete",
    ),
]
