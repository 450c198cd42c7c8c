"""Addresses under /evaluasi/ and /dasbor/."""

from django.urls import URLPattern

app_name = "evaluasi"

urlpatterns: list[URLPattern] = [
    # LKE
    # Templates and official values
    # City values
    # Dashboard
]
