"""Pages of background jobs: the row tells everything, the page asks it every two seconds."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, ListView, View

from dasar.alamat import di_situs_ini
from dasar.galat import GalatPengguna
from dasar.models import Pekerjaan
from dasar.services.pekerjaan import batalkan_pekerjaan, ulangi_pekerjaan
from dasar.tanggal import format_waktu_relatif
from dasar.views.mixins import DaftarBerwaktuMixin, PenggunaMixin, ScopedPermissionMixin

# htmx swaps such an answer and stops asking.
BERHENTI_BERTANYA = 286


class PekerjaanListView(DaftarBerwaktuMixin, ListView):
    """Jobs that the person asked for, newest first."""

    model = Pekerjaan
    paginate_by = 25
    template_name = "dasar/pekerjaan_list.html"


class PekerjaanDetailView(ScopedPermissionMixin, DetailView):
    """One job: progress, the sentence, what to do when it failed, the result."""

    model = Pekerjaan
    template_name = "dasar/pekerjaan_detail.html"
    object: Pekerjaan

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        diminta = format_waktu_relatif(self.object.dibuat_pada, timezone.now())
        return super().get_context_data(diminta=diminta, **konteks_status(self.object), **kwargs)


class PekerjaanStatusView(ScopedPermissionMixin, DetailView):
    """The part of the page that changes; 204 when the browser has this state already."""

    model = Pekerjaan

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pekerjaan: Pekerjaan = self.get_object()
        konteks = konteks_status(pekerjaan)
        if request.GET.get("keadaan") == konteks["keadaan"] and not pekerjaan.berakhir:
            return HttpResponse(status=204)
        return render(
            request,
            "dasar/_pekerjaan_status.html",
            {"pekerjaan": pekerjaan, **konteks},
            status=BERHENTI_BERTANYA if pekerjaan.berakhir else 200,
        )


class PekerjaanUlangiView(PenggunaMixin, View):
    """POST: queue a failed or cancelled job again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            ulangi_pekerjaan(pk, oleh=self.pengguna)
        except Pekerjaan.DoesNotExist:
            raise Http404 from None
        except GalatPengguna as galat:
            messages.error(request, str(galat))
        return HttpResponseRedirect(reverse("dasar:pekerjaan_detail", args=[pk]))


class PekerjaanBatalView(PenggunaMixin, View):
    """POST: cancel a waiting or running job."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            batalkan_pekerjaan(pk, oleh=self.pengguna)
        except Pekerjaan.DoesNotExist:
            raise Http404 from None
        except GalatPengguna as galat:
            messages.error(request, str(galat))
        return HttpResponseRedirect(reverse("dasar:pekerjaan_detail", args=[pk]))


def konteks_status(pekerjaan: Pekerjaan) -> dict[str, str]:
    """Marks of this state, and the result's address if it lies on this site."""
    hasil = pekerjaan.hasil or {}
    tautan = str(hasil.get("tautan", ""))
    return {
        "keadaan": f"{pekerjaan.status}-{pekerjaan.diperbarui_pada.timestamp()}",
        "tautan_hasil": tautan if di_situs_ini(tautan) else "",
        "pesan_hasil": str(hasil.get("pesan", "")),
        "kata_hasil": str(hasil.get("kata", "")) or "Buka hasil",
    }
