"""Addresses under /laporan/."""

from django.urls import URLPattern

app_name = "laporan"

urlpatterns: list[URLPattern] = [
    # LKjIP: versions, production, download
    # LKjIP: texts
]
