"""The IKU of one document: on screen, as a spreadsheet, and the button that prints it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import DetailView
from django.views.generic.base import View

from dasar.views.mixins import PenggunaMixin, ScopedPermissionMixin
from dasar.views.unduhan import jawab_xlsx
from kinerja.models import DokumenPerencanaan, IsiIndikator
from kinerja.permissions import boleh_cetak
from kinerja.reports.iku_xlsx import nama_berkas, tabel_iku
from kinerja.selectors.cetakan import daftar_cetakan
from kinerja.selectors.dokumen_iku import susun_iku


class IKUView(ScopedPermissionMixin, DetailView[DokumenPerencanaan]):
    """All IKU of one version with what is missing, and its printed papers."""

    template_name = "kinerja/iku.html"
    queryset = DokumenPerencanaan.objects.select_related("perangkat_daerah")
    context_object_name = "dokumen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dokumen = self.object
        boleh = bool(boleh_cetak(self.pengguna, dokumen))
        terlihat = IsiIndikator.objects.for_user(self.pengguna).filter(dokumen=dokumen, iku=True)
        return super().get_context_data(
            iku=susun_iku(dokumen, timezone.localdate()),
            # Readers of the city's plan see its IKU, but only the cards of their own.
            kartu=set(terlihat.values_list("pk", flat=True)),
            cetakan=daftar_cetakan("iku", dokumen, self.pengguna, boleh=boleh),
            **kwargs,
        )


class IKUXlsxView(PenggunaMixin, View):
    """The same list as a spreadsheet, for everyone who sees it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        terlihat = DokumenPerencanaan.objects.for_user(self.pengguna)
        dokumen = get_object_or_404(terlihat.select_related("perangkat_daerah"), pk=pk)
        iku = susun_iku(dokumen, timezone.localdate())
        return jawab_xlsx(tabel_iku(iku), nama_berkas(iku))
