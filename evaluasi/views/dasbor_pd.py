"""Down from the city: one PD, one node of its plan, one indicator with its trail."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from dasar.views.mixins import PenggunaMixin
from evaluasi.permissions import boleh_lihat_evaluasi, boleh_lihat_kota
from evaluasi.selectors.dasbor import tahun_dasbor
from evaluasi.selectors.dasbor_jejak import susun_jejak
from evaluasi.selectors.dasbor_pd import susun_pd
from evaluasi.selectors.dasbor_simpul import susun_simpul
from evaluasi.views.dasbor import dengan_percikan, grafik_tren, pilih_tahun
from kinerja.models import IsiIndikator, IsiSimpul
from kinerja.selectors.periode import tahun_tersedia
from kinerja.views.periode import baca_bilangan
from opd.models import JenisPD, PerangkatDaerah

_ID_MAKS = 2**63 - 1
UKURAN_GRAFIK = {"lebar": (760, 210), "sempit": (300, 160)}


class _DasborBawahView(PenggunaMixin, TemplateView):
    """One row of a visible PD: nothing visible is 404, no PD at all is 403 with the reason."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_lihat_evaluasi(self.pengguna).wajib()
        if kwargs["pk"] > _ID_MAKS:  # an address may hold any number, a column may not
            raise Http404
        daftar_tahun = self.daftar_tahun()
        return super().get_context_data(
            tahun=pilih_tahun(self.request, daftar_tahun),
            daftar_tahun=sorted(daftar_tahun, reverse=True),
            lihat_kota=bool(boleh_lihat_kota(self.pengguna)),
            **kwargs,
        )

    def daftar_tahun(self) -> list[int]:
        """Years of evaluations and of measurement, those of evaluations first."""
        evaluasi = tahun_dasbor(self.pengguna)
        return [*evaluasi, *(t for t in tahun_tersedia() if t not in evaluasi)]


class DasborPDView(_DasborBawahView):
    """One PD in one year."""

    template_name = "evaluasi/dasbor_pd.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        terlihat = PerangkatDaerah.objects.for_user(self.pengguna).dengan_nama()
        pd = terlihat.filter(pk=kwargs["pk"]).first()
        if pd is None:
            raise Http404
        ikhtisar = susun_pd(self.pengguna, pd, konteks["tahun"])
        return konteks | {
            "pd": pd,
            "nama_pd": pd.nama_pada(),
            "kota": pd.jenis == JenisPD.KOTA,
            "ikhtisar": ikhtisar,
            "baris_iku": dengan_percikan(ikhtisar.iku),
            "pd_lain": [] if konteks["lihat_kota"] else list(terlihat.exclude(pk=pd.pk)),
        }


class DasborSimpulView(_DasborBawahView):
    """One sasaran, program or node below it: its indicators, its children, its money."""

    template_name = "evaluasi/dasbor_simpul.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        diminta = baca_bilangan(self.request.GET.get("tahun")) or konteks["tahun"]
        try:
            simpul = susun_simpul(self.pengguna, kwargs["pk"], diminta)
        except IsiSimpul.DoesNotExist:
            raise Http404 from None
        return konteks | {
            "simpul": simpul,
            "baris_indikator": dengan_percikan(simpul.indikator),
            "tahun": simpul.tahun,
            "daftar_tahun": simpul.daftar_tahun,
        }


class DasborIndikatorView(_DasborBawahView):
    """One indicator: all years and quarters, the formula in words, who did what."""

    template_name = "evaluasi/dasbor_indikator.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        try:
            jejak = susun_jejak(self.pengguna, kwargs["pk"])
        except IsiIndikator.DoesNotExist:
            raise Http404 from None
        terlihat = konteks["lihat_kota"] or jejak.pengampu_id in self.pengguna.pd_terlihat
        return konteks | {
            "jejak": jejak,
            "grafik": grafik_tren(
                jejak.titik,
                judul=jejak.judul_grafik,
                target=jejak.target,
                teks_target=jejak.teks_target,
                ukuran=UKURAN_GRAFIK,
            ),
            "pd_terlihat": terlihat,
            "alamat_isian": reverse("kinerja:pengisian") if terlihat else "",
        }
