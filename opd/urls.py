"""Addresses under /organisasi/."""

from django.urls import URLPattern, path

from opd.views.dokumen_resmi import DokumenResmiUnduhView

app_name = "opd"

urlpatterns: list[URLPattern] = [
    # Perangkat daerah and their changes
    # Jabatan, pegawai, penugasan
    # Issued papers
    path("dokumen/<int:pk>/unduh/", DokumenResmiUnduhView.as_view(), name="dokumen_resmi_unduh"),
]
