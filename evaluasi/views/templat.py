"""Pages of the LKE templates: the years, one template whole, a new one, moving weights."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView, FormView, TemplateView

from dasar.angka import format_angka, format_angka_utuh
from dasar.views.mixins import PenggunaMixin, PeriksaDuluMixin, ScopedPermissionMixin
from evaluasi.forms.templat import ASAL_88_2021, TemplatBaruForm, TemplatForm
from evaluasi.models import TemplatLKE
from evaluasi.permissions import boleh_atur_templat, boleh_lihat_evaluasi, boleh_ubah_templat
from evaluasi.selectors.daftar_templat import (
    RincianTemplat,
    daftar_templat,
    pilihan_indikator,
    rincian_templat,
)
from evaluasi.services.templat import (
    buat_templat_88_2021,
    cap_templat,
    salin_templat,
    ubah_templat,
)
from kinerja.models import Indikator


class TemplatListView(PenggunaMixin, TemplateView):
    """All years with the number of worksheets that stand on each."""

    template_name = "evaluasi/templat_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_lihat_evaluasi(self.pengguna).wajib()
        return super().get_context_data(
            daftar=daftar_templat(self.pengguna),
            boleh_buat=bool(boleh_atur_templat(self.pengguna)),
            **kwargs,
        )


class TemplatDetailView(ScopedPermissionMixin, DetailView[TemplatLKE]):
    """One template whole, readable by everyone who sees any PD."""

    template_name = "evaluasi/templat_detail.html"
    model = TemplatLKE
    context_object_name = "templat"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rincian = rincian_templat(self.object)
        jumlah = _jumlah_lembar(self.object)
        return super().get_context_data(
            rincian=rincian,
            komponen=_komponen_tampil(rincian),
            skala=[
                (s, [(p, format_angka_utuh(p.nilai)) for p in s.pilihan]) for s in rincian.skala
            ],
            predikat=[
                (
                    r.predikat,
                    "0"
                    if r.di_atas is None
                    else f"di atas {format_angka_utuh(r.di_atas)} sampai "
                    f"{format_angka_utuh(r.sampai)}",
                )
                for r in rincian.predikat
            ],
            jumlah_lembar=jumlah,
            # How far the evaluators are is not for one PD to read off.
            lihat_jumlah=self.pengguna.melihat_semua_pd,
            boleh_atur=bool(boleh_atur_templat(self.pengguna)),
            izin_ubah=boleh_ubah_templat(self.pengguna, self.object, jumlah),
            **kwargs,
        )


class TemplatCreateView(PeriksaDuluMixin, FormView[TemplatBaruForm]):
    """A new year, from PermenPANRB 88/2021 or from the template of another year."""

    template_name = "evaluasi/templat_form.html"
    form_class = TemplatBaruForm

    def periksa(self, **kwargs: Any) -> None:
        boleh_atur_templat(self.pengguna).wajib()

    def get_form_kwargs(self) -> dict[str, Any]:
        salinan = list(
            TemplatLKE.objects.for_user(self.pengguna).values_list("pk", "tahun_evaluasi")
        )
        return {**super().get_form_kwargs(), "salinan": salinan}

    def form_valid(self, form: TemplatBaruForm) -> HttpResponse:
        tahun, asal = form.cleaned_data["tahun_evaluasi"], form.cleaned_data["asal"]
        try:
            if asal == ASAL_88_2021:
                templat = buat_templat_88_2021(tahun_evaluasi=tahun, oleh=self.pengguna)
            else:
                sumber = TemplatLKE.objects.for_user(self.pengguna).get(pk=asal)
                templat = salin_templat(sumber=sumber, tahun_evaluasi=tahun, oleh=self.pengguna)
        except ValidationError as galat:
            form.add_error(None, galat)
            return self.form_invalid(form)
        messages.success(self.request, f"Templat tahun evaluasi {tahun} dibuat.")
        return HttpResponseRedirect(reverse("evaluasi:templat_detail", args=[templat.pk]))


class TemplatUpdateView(PeriksaDuluMixin, ScopedPermissionMixin, FormView[TemplatForm]):
    """Weights, years and the city's indicator, while no worksheet stands on the template."""

    template_name = "evaluasi/templat_ubah.html"
    form_class = TemplatForm
    model = TemplatLKE

    def periksa(self, **kwargs: Any) -> None:
        self.object = self.get_object()
        # The service counts again under the lock.
        boleh_ubah_templat(self.pengguna, self.object, _jumlah_lembar(self.object)).wajib()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "rincian": rincian_templat(self.object),
            "pilihan_indikator": pilihan_indikator(self.object.indikator_id),
        }

    def get_initial(self) -> dict[str, Any]:
        return {"cap": cap_templat(self.object)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(templat=self.object, **kwargs)

    def form_valid(self, form: TemplatForm) -> HttpResponse:
        nilai = form.nilai()
        pk = nilai.pop("indikator_id")
        indikator = (
            None
            if pk is None
            else get_object_or_404(Indikator.objects.for_user(self.pengguna), pk=pk)
        )
        try:
            ubah_templat(
                templat_id=self.object.pk, indikator=indikator, oleh=self.pengguna, **nilai
            )
        except ValidationError as galat:
            form.add_error(None, galat)
            return self.form_invalid(form)
        messages.success(
            self.request, f"Templat tahun evaluasi {self.object.tahun_evaluasi} disimpan."
        )
        return HttpResponseRedirect(reverse("evaluasi:templat_detail", args=[self.object.pk]))


def _jumlah_lembar(templat: TemplatLKE) -> int:
    """All worksheets, also those the reader may not open: they hold the weights in place."""
    return templat.lembar.count()


def _komponen_tampil(rincian: RincianTemplat) -> list[dict[str, Any]]:
    return [
        {
            "k": k,
            "bobot": format_angka(k.bobot, 2),
            "sub": [(s, format_angka(s.bobot, 2)) for s in k.subkomponen],
        }
        for k in rincian.komponen
    ]
