"""Downloading an issued paper."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.generic.base import View

from dasar.views.mixins import PenggunaMixin
from dasar.views.unduhan import jawab_berkas
from opd.models import DokumenResmi


class DokumenResmiUnduhView(PenggunaMixin, View):
    """The PDF of record of a visible PD."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        terlihat = DokumenResmi.objects.for_user(self.pengguna).select_related("berkas")
        return jawab_berkas(request, get_object_or_404(terlihat, pk=pk).berkas)
