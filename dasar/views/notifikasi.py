"""Notices of the signed-in person."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import ListView, View

from dasar.models import Notifikasi
from dasar.services.notifikasi import baca_satu, baca_semua
from dasar.views.mixins import DaftarBerwaktuMixin, PenggunaMixin


class NotifikasiListView(DaftarBerwaktuMixin, ListView):
    """Newest first; unread ones are buttons that mark and open."""

    model = Notifikasi
    paginate_by = 25
    template_name = "dasar/notifikasi_list.html"


class NotifikasiBacaView(PenggunaMixin, View):
    """POST without `id`: all are read. With `id`: that one is read, then its page opens."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if "id" not in request.POST:
            jumlah = baca_semua(self.pengguna)
            messages.success(request, f"{jumlah} pemberitahuan ditandai sudah dibaca.")
            return HttpResponseRedirect(reverse("dasar:notifikasi_list"))
        nomor = request.POST["id"]
        milik = Notifikasi.objects.for_user(self.pengguna)
        notifikasi = milik.filter(pk=int(nomor)).first() if _nomor_wajar(nomor) else None
        if notifikasi is None:
            raise Http404
        baca_satu(self.pengguna, notifikasi.pk)
        return HttpResponseRedirect(notifikasi.tautan or reverse("dasar:notifikasi_list"))


def _nomor_wajar(teks: str) -> bool:
    """Whether `teks` can be an id: int() refuses thousands of digits, databases more than 19."""
    return teks.isascii() and teks.isdigit() and len(teks) < 19
