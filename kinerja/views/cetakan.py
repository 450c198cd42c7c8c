"""The one button that prints: a PK, the IKU of a plan, a pohon kinerja."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic.base import View

from dasar.galat import GalatPengguna
from dasar.views.mixins import PenggunaMixin
from kinerja.services.cetakan import antrekan_cetakan


class CetakView(PenggunaMixin, View):
    """Queue the job and show its progress; the file is offered there and on the page of the row."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
        try:
            pekerjaan = antrekan_cetakan(jenis=jenis, objek_id=pk, oleh=self.pengguna)
        except (KeyError, ObjectDoesNotExist):
            raise Http404 from None
        except GalatPengguna as galat:
            messages.error(request, str(galat))
            return HttpResponseRedirect(reverse("dasar:pekerjaan_list"))
        return HttpResponseRedirect(reverse("dasar:pekerjaan_detail", args=[pekerjaan.pk]))
