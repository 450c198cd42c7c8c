"""Pages of crosscutting: the inbox and outbox, one offer and its answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from django.views.generic.base import View

from dasar.galat import GalatPengguna
from dasar.views.mixins import PenggunaMixin, PeriksaDuluMixin
from kinerja.forms.pohon import TawarForm, TerimaForm, TolakForm
from kinerja.models import Crosscutting, KondisiKinerja, PohonKinerja, StatusCrosscutting
from kinerja.permissions import boleh_lihat_kinerja, boleh_putus_crosscutting, boleh_ubah_pohon
from kinerja.selectors.crosscutting import (
    kondisi_penjawab,
    kotak_crosscutting,
    tawaran_tampil,
    yang_dapat_diminta,
)
from kinerja.services.crosscutting import (
    jawab_terima,
    jawab_tolak,
    tarik,
    tawarkan,
    tetapkan_penjawab,
)
from kinerja.views.galat_formulir import tulis_galat
from opd.models import JenisPeran


class CrosscuttingListView(PenggunaMixin, TemplateView):
    """What others ask of the own PD, and what it asks of others."""

    template_name = "kinerja/crosscutting_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_lihat_kinerja(self.pengguna).wajib()
        return super().get_context_data(
            kotak=kotak_crosscutting(self.pengguna),
            semua_pd=self.pengguna.melihat_semua_pd,
            **kwargs,
        )


class CrosscuttingCreateView(PeriksaDuluMixin, FormView[TawarForm]):
    """Ask another PD to help reach a condition."""

    template_name = "kinerja/crosscutting_form.html"
    form_class = TawarForm

    def periksa(self, **kwargs: Any) -> None:
        self.kondisi = get_object_or_404(
            KondisiKinerja.objects.for_user(self.pengguna).select_related("pohon"), pk=kwargs["pk"]
        )
        boleh_ubah_pohon(self.pengguna, self.kondisi.pohon).wajib()

    def get_form_kwargs(self) -> dict[str, Any]:
        pd = yang_dapat_diminta(self.kondisi.perangkat_daerah_id)
        return {**super().get_form_kwargs(), "pd": pd}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kondisi=self.kondisi, pohon=self.kondisi.pohon, **kwargs)

    def form_valid(self, form: TawarForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            tawaran = tawarkan(
                kondisi_id=self.kondisi.pk,
                pd_id=data["perangkat_daerah"],
                uraian=data["uraian"],
                oleh=self.pengguna,
            )
        except ValidationError as galat:
            tulis_galat(form, galat, bawaan="perangkat_daerah")
            return self.form_invalid(form)
        messages.success(self.request, "Tawaran dikirim. Perangkat daerah itu diberi tahu.")
        return HttpResponseRedirect(_alamat(tawaran.pk))


class CrosscuttingDetailView(PeriksaDuluMixin, TemplateView):
    """One offer with the two answers, for whoever was asked."""

    template_name = "kinerja/crosscutting_detail.html"

    def periksa(self, **kwargs: Any) -> None:
        self.tawaran = _tawaran(self, kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        t, user = self.tawaran, self.pengguna
        izin = boleh_putus_crosscutting(user, t)
        pilihan = kondisi_penjawab(t.perangkat_daerah_id, user)
        dituju = user.punya_peran(
            JenisPeran.OPERATOR, JenisPeran.KEPALA_PD, pd_id=t.perangkat_daerah_id
        )
        terbuka = t.status in (StatusCrosscutting.DITAWARKAN, StatusCrosscutting.DITERIMA)
        konteks: dict[str, Any] = {
            "tawaran": tawaran_tampil(t),
            "izin": izin,
            "boleh_tarik": terbuka and bool(boleh_ubah_pohon(user, t.kondisi.pohon)),
            "boleh_tunjuk": dituju and t.status == StatusCrosscutting.DITERIMA and bool(pilihan),
            "form_terima": TerimaForm(kondisi=pilihan, initial={"kondisi": t.dijawab_kondisi_id}),
            "form_tolak": TolakForm(),
            "pohon_terlihat": PohonKinerja.objects.for_user(user)
            .filter(pk=t.kondisi.pohon_id)
            .exists(),
        }
        return super().get_context_data(**(konteks | kwargs))


class _JawabView(PeriksaDuluMixin, View):
    """One answer; what is refused is shown on the page of the offer with what was typed."""

    http_method_names = ["post"]
    pesan = ""
    hanya_yang_dituju = True

    def periksa(self, **kwargs: Any) -> None:
        self.tawaran = _tawaran(self, kwargs["pk"])
        if self.hanya_yang_dituju:
            # Who answers, before what was typed is read; an offer answered meanwhile is told later.
            menunggu = Crosscutting(
                perangkat_daerah_id=self.tawaran.perangkat_daerah_id,
                status=StatusCrosscutting.DITAWARKAN,
            )
            boleh_putus_crosscutting(self.pengguna, menunggu).wajib()

    def form(self) -> tuple[str, Form]:
        raise NotImplementedError

    def jawab(self, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        nama, form = self.form()
        if form.is_valid():
            try:
                self.jawab(form.cleaned_data)
            except ValidationError as galat:
                tulis_galat(form, galat)
            except GalatPengguna as galat:  # somebody else was faster
                messages.error(request, str(galat))
                return HttpResponseRedirect(_alamat(pk))
            else:
                messages.success(request, self.pesan)
                return HttpResponseRedirect(_alamat(pk))
        halaman = CrosscuttingDetailView()
        halaman.setup(request, pk=pk)
        halaman.tawaran = self.tawaran
        return halaman.render_to_response(
            halaman.get_context_data(**{nama: form, "form_galat": form})
        )


class CrosscuttingTerimaView(_JawabView):
    """Accept an offer."""

    pesan = "Tawaran diterima."

    def form(self) -> tuple[str, Form]:
        pilihan = kondisi_penjawab(self.tawaran.perangkat_daerah_id, self.pengguna)
        return "form_terima", TerimaForm(self.request.POST, kondisi=pilihan)

    def jawab(self, data: dict[str, Any]) -> None:
        jawab_terima(tawaran_id=self.tawaran.pk, kondisi_id=data["kondisi"], oleh=self.pengguna)


class CrosscuttingKondisiView(CrosscuttingTerimaView):
    """Name the condition that carries an accepted offer."""

    pesan = "Kondisi yang menjawab disimpan."

    def jawab(self, data: dict[str, Any]) -> None:
        if data["kondisi"] is None:
            raise ValidationError({"kondisi": "Pilih kondisi yang menjawabnya."})
        tetapkan_penjawab(
            tawaran_id=self.tawaran.pk, kondisi_id=data["kondisi"], oleh=self.pengguna
        )


class CrosscuttingTolakView(_JawabView):
    """Decline an offer with a reason."""

    pesan = "Tawaran ditolak."

    def form(self) -> tuple[str, Form]:
        return "form_tolak", TolakForm(self.request.POST)

    def jawab(self, data: dict[str, Any]) -> None:
        jawab_tolak(tawaran_id=self.tawaran.pk, alasan=data["alasan"], oleh=self.pengguna)


class CrosscuttingTarikView(_JawabView):
    """Withdraw an offer."""

    pesan = "Tawaran ditarik."
    hanya_yang_dituju = False

    def form(self) -> tuple[str, Form]:
        return "form_tarik", Form(self.request.POST)

    def jawab(self, data: dict[str, Any]) -> None:
        tarik(tawaran_id=self.tawaran.pk, oleh=self.pengguna)


def _alamat(pk: int) -> str:
    return reverse("kinerja:crosscutting_detail", args=[pk])


def _tawaran(view: PenggunaMixin, pk: int) -> Crosscutting:
    return get_object_or_404(
        Crosscutting.objects.for_user(view.pengguna).select_related(
            "kondisi__pohon", "dijawab_kondisi", "diputus_oleh"
        ),
        pk=pk,
    )
