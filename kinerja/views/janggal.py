"""Answering a flag in the side panel."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import View

from kinerja.models import Realisasi
from kinerja.services.kejanggalan import NilaiSudahLain, jelaskan_janggal
from kinerja.views.panel import PanelMixin
from kinerja.views.periode import baca_bilangan


class JanggalJelaskanView(PanelMixin, View):
    """Store the reason for one flag and show the panel again; bad input keeps what was typed."""

    def post(self, request: HttpRequest, indikator_id: int) -> HttpResponse:
        isi, periode = self.cari_isi(request, indikator_id)
        realisasi = (
            Realisasi.objects.for_user(self.pengguna)
            .periode(periode.tahun, periode.triwulan)
            .filter(indikator=isi.indikator_id)
            .first()
        )
        if realisasi is None:
            raise Http404
        kode, alasan = request.POST.get("kode", ""), request.POST.get("alasan", "")
        try:
            jelaskan_janggal(
                realisasi_id=realisasi.pk,
                kode=kode,
                alasan=alasan,
                versi=baca_bilangan(request.POST.get("versi")) or 0,
                oleh=self.pengguna,
            )
        except (NilaiSudahLain, ValidationError) as exc:
            if isinstance(exc, NilaiSudahLain):
                kalimat = exc.kalimat
            elif alasan.strip():
                kalimat = "Alasan paling panjang 1.000 karakter."
            else:
                kalimat = "Tulis alasannya dulu."
            galat = {"kode": kode, "kalimat": kalimat, "teks": alasan}
            return self.panel(request, isi, periode, janggal_galat=galat)
        return self.panel(request, isi, periode, kabar="Alasan tersimpan.")
