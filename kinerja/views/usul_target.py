"""Pages of requests for another target: the list, asking, one request, the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import DetailView, FormView, ListView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from dasar.galat import GalatPengguna
from dasar.views.mixins import PenggunaMixin, PeriksaDuluMixin, ScopedPermissionMixin
from kinerja.forms.usul_target import PutusUsulForm, UsulTargetForm
from kinerja.models import IsiIndikator, StatusUsul, UsulTarget
from kinerja.permissions import (
    boleh_lihat_kinerja,
    boleh_putus_usul,
    boleh_tarik_usul,
    boleh_usul_target,
)
from kinerja.selectors.periode import periode_awal
from kinerja.selectors.rincian import isi_diukur
from kinerja.selectors.usul_target import (
    RUPA_USUL,
    calon_usul,
    latar_usul,
    rinci_usul,
    susun_usul,
)
from kinerja.services.usul_target import (
    UsulMenunggu,
    ajukan_usul,
    pd_pengusul,
    putuskan_usul,
    tarik_usul,
)
from kinerja.views.periode import baca_bilangan
from opd.models import JenisPeran

CALON_PER_HALAMAN = 50


class UsulTargetListView(PenggunaMixin, ListView[UsulTarget]):
    """Requests of the PD that the person sees, newest first."""

    template_name = "kinerja/usul_target_list.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[UsulTarget]:
        boleh_lihat_kinerja(self.pengguna).wajib()
        usul = UsulTarget.objects.for_user(self.pengguna)
        jumlah = dict(
            usul.order_by().values_list("status").annotate(n=Count("pk")).values_list("status", "n")
        )
        self.hitung = {s: jumlah.get(s.value, 0) for s in StatusUsul}
        self.status = self.request.GET.get("status", "")
        if self.status in StatusUsul:
            usul = usul.filter(status=self.status)
        return usul.select_related("dokumen").order_by("-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        konteks["daftar"] = susun_usul(konteks["object_list"])
        konteks["boleh_usul"] = self.pengguna.punya_peran(JenisPeran.OPERATOR, JenisPeran.KEPALA_PD)
        konteks["kueri_halaman"] = f"status={self.status}" if self.status in StatusUsul else ""
        konteks["kepingan"] = [
            {
                "label": "Semua",
                "jumlah": sum(self.hitung.values()),
                "url": "?",
                "aktif": self.status not in StatusUsul,
            },
            *(
                {
                    "label": RUPA_USUL[s][1],
                    "jumlah": self.hitung[s],
                    "url": f"?status={s.value}",
                    "aktif": self.status == s,
                }
                for s in StatusUsul
            ),
        ]
        return konteks


class UsulTargetPilihView(PeriksaDuluMixin, TemplateView):
    """Without an indicator in the address: choose one of the own PD."""

    template_name = "kinerja/usul_target_pilih.html"

    def periksa(self, **kwargs: Any) -> None:
        self.pd = [
            p.perangkat_daerah_id
            for p in self.pengguna.peran_kini
            if p.peran in (JenisPeran.OPERATOR, JenisPeran.KEPALA_PD) and p.perangkat_daerah_id
        ]
        if not self.pd:
            boleh_usul_target(self.pengguna, 0).wajib()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tahun = _baca_tahun(self.request)
        cari = self.request.GET.get("cari", "").strip()[:100]
        calon = calon_usul(self.pengguna, self.pd, tahun, cari)
        halaman = Paginator(calon, CALON_PER_HALAMAN).get_page(self.request.GET.get("page"))
        kueri = self.request.GET.copy()
        kueri.pop("page", None)
        return super().get_context_data(
            **kwargs,
            tahun=tahun,
            cari=cari,
            calon=halaman.object_list,
            jumlah=len(calon),
            page_obj=halaman,
            paginator=halaman.paginator,
            is_paginated=halaman.has_other_pages(),
            kueri_halaman=kueri.urlencode(),
        )


class UsulTargetCreateView(PeriksaDuluMixin, FormView[UsulTargetForm]):
    """Ask for another target of one indicator and year."""

    template_name = "kinerja/usul_target_form.html"
    form_class = UsulTargetForm

    def periksa(self, **kwargs: Any) -> None:
        self.tahun = _baca_tahun(self.request)
        nomor = baca_bilangan(self.request.GET.get("indikator")) or 0
        try:
            self.isi = isi_diukur(self.pengguna, nomor, self.tahun)
        except IsiIndikator.DoesNotExist:
            raise Http404 from None
        boleh_usul_target(self.pengguna, pd_pengusul(self.pengguna, self.isi.indikator)).wajib()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "isi": self.isi}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        menunggu = UsulTarget.objects.for_user(self.pengguna).filter(
            indikator=self.isi.indikator_id, tahun=self.tahun, status=StatusUsul.DIAJUKAN
        )
        return super().get_context_data(
            **kwargs,
            latar=latar_usul(self.isi, self.tahun),
            tahun=self.tahun,
            dokumen=self.isi.dokumen,
            menunggu=menunggu.first(),
        )

    def form_valid(self, form: UsulTargetForm) -> HttpResponse:
        terbaca = form.cleaned_data["terbaca"]
        try:
            usul = ajukan_usul(
                indikator_id=self.isi.indikator_id,
                tahun=self.tahun,
                nilai=terbaca.nilai,
                nilai_atas=terbaca.nilai_atas,
                alasan=form.cleaned_data["alasan"],
                oleh=self.pengguna,
            )
        except UsulMenunggu as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        except ValidationError as galat:
            for kalimat in galat.messages:
                form.add_error("nilai", kalimat)
            return self.form_invalid(form)
        if ringan := latar_usul(self.isi, self.tahun).lebih_ringan(usul.nilai, usul.nilai_atas):
            messages.warning(self.request, f"Usul diajukan. {ringan}")
        else:
            messages.success(self.request, "Usul diajukan kepada perencana.")
        return HttpResponseRedirect(_detail(usul))


class UsulTargetBaruView(PenggunaMixin, View):
    """One address: with ?indikator= the form, without it the choice."""

    http_method_names = ["get", "post", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        isi = "indikator" in request.GET
        halaman: Any = UsulTargetCreateView if isi else UsulTargetPilihView
        return halaman.as_view()(request, *args, **kwargs)


class UsulTargetDetailView(ScopedPermissionMixin, DetailView[UsulTarget]):
    """One request whole, with the decision form for who may decide."""

    template_name = "kinerja/usul_target_detail.html"
    queryset = UsulTarget.objects.select_related(
        "dokumen", "dokumen_hasil", "diajukan_oleh", "diputus_oleh", "indikator"
    )
    context_object_name = "usul"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", PutusUsulForm())
        izin = boleh_putus_usul(self.pengguna, self.object)
        return super().get_context_data(
            **kwargs,
            rinci=rinci_usul(self.object),
            izin_putus=izin,
            perencana=self.pengguna.punya_peran(JenisPeran.PERENCANA),
            boleh_tarik=bool(boleh_tarik_usul(self.pengguna, self.object)),
        )


class UsulTargetPutusView(UsulTargetDetailView):
    """Decide; a refused form shows the request again with what was typed."""

    http_method_names = ["post"]

    def get_object(self, queryset: QuerySet[Any] | None = None) -> UsulTarget:
        usul: UsulTarget = super().get_object(queryset)
        boleh_putus_usul(self.pengguna, usul).wajib()
        return usul

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.object = self.get_object()
        form = PutusUsulForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        setuju = form.cleaned_data["keputusan"] == "setuju"
        try:
            usul = putuskan_usul(
                usul_id=pk,
                setuju=setuju,
                catatan=form.cleaned_data["catatan"],
                oleh=self.pengguna,
            )
        except ValidationError as galat:
            for kalimat in galat.messages:
                form.add_error("catatan", kalimat)
            return self.render_to_response(self.get_context_data(form=form))
        except GalatPengguna as galat:
            form.add_error(None, str(galat))
            return self.render_to_response(self.get_context_data(form=form))
        if setuju:
            messages.success(
                request, f"Usul disetujui. Target baru ada di {usul.dokumen_hasil}, masih draf."
            )
        else:
            messages.success(request, "Usul ditolak.")
        return HttpResponseRedirect(_detail(usul))


class UsulTargetTarikView(ScopedPermissionMixin, SingleObjectMixin[UsulTarget], View):
    """Take a request back."""

    http_method_names = ["post"]
    model = UsulTarget

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        # The service judges: 404 comes from here, 403 from there.
        usul = tarik_usul(usul_id=self.get_object().pk, oleh=self.pengguna)
        messages.success(request, "Usul ditarik.")
        return HttpResponseRedirect(_detail(usul))


def _baca_tahun(request: HttpRequest) -> int:
    tahun = baca_bilangan(request.GET.get("tahun"))
    return tahun if tahun is not None and 2000 <= tahun <= 2100 else periode_awal()[0]


def _detail(usul: UsulTarget) -> str:
    return reverse("kinerja:usul_target_detail", args=[usul.pk])
