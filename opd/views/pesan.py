"""Messages that leave the system: where each stands, and sending failed ones again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, View

from dasar.galat import GalatPengguna
from dasar.models import KirimanPesan, StatusKiriman
from dasar.pendaftar import saluran_pesan
from dasar.services.kiriman import TAK_PASTI
from dasar.tanggal import format_waktu_relatif
from dasar.views.mixins import PeriksaDuluMixin
from opd.permissions import boleh_urus_pesan
from opd.selectors.pesan import gagal_baru, jumlah_per_status, pesan_keluar, tak_terjangkau
from opd.services.pesan import kirim_ulang
from opd.views.tanggal import baca_nomor

_RUPA = {
    StatusKiriman.ANTRE: ("netral", "hourglass-split"),
    StatusKiriman.DIKIRIM: ("aksen", "send-fill"),
    StatusKiriman.TERKIRIM: ("benar", "check-lg"),
    StatusKiriman.GAGAL: ("galat", "x-circle-fill"),
}


def _status(teks: str | None) -> str:
    return teks if teks in StatusKiriman.values else ""


class PesanListView(PeriksaDuluMixin, ListView[KirimanPesan]):
    """The outbox without what the messages say. A constant number of queries."""

    template_name = "opd/pesan_list.html"
    paginate_by = 50

    def periksa(self, **kwargs: Any) -> None:
        boleh_urus_pesan(self.pengguna).wajib()

    def get_queryset(self) -> QuerySet[KirimanPesan]:
        return pesan_keluar(_status(self.request.GET.get("status")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        kini, jumlah = timezone.now(), jumlah_per_status()
        status = _status(self.request.GET.get("status"))
        return {
            **konteks,
            "baris": [_baris(satu, kini) for satu in konteks["object_list"]],
            "kepingan": [
                {
                    "label": label,
                    "jumlah": sum(jumlah.values()) if not kode else jumlah[kode],
                    "url": f"?status={kode}" if kode else "?",
                    "aktif": kode == status,
                    "rupa": "galat" if kode == StatusKiriman.GAGAL and jumlah[kode] else "",
                }
                for kode, label in [("", "Semua"), *StatusKiriman.choices]
            ],
            "status": status,
            "gagal_baru": gagal_baru(kini).count(),
            "tanpa_alamat": tak_terjangkau(),
        }


def _baris(kiriman: KirimanPesan, kini: Any) -> dict[str, Any]:
    rupa, ikon = _RUPA[StatusKiriman(kiriman.status)]
    saluran = saluran_pesan.cari(kiriman.saluran)
    catatan = kiriman.galat
    if catatan and kiriman.status == StatusKiriman.ANTRE:
        catatan = f"Ditolak {kiriman.percobaan} kali, akan dicoba lagi. {catatan}"
    return {
        "pk": kiriman.pk,
        "penerima": kiriman.notifikasi.penerima,
        "alamat": kiriman.alamat,
        "saluran": saluran.judul if saluran else kiriman.saluran,
        "perihal": kiriman.notifikasi.judul,
        "dibuat": format_waktu_relatif(kiriman.dibuat_pada, kini),
        "berakhir": (
            format_waktu_relatif(kiriman.dikirim_pada or kiriman.diperbarui_pada, kini)
            if kiriman.status in (StatusKiriman.TERKIRIM, StatusKiriman.GAGAL)
            else ""
        ),
        "rupa": rupa,
        "ikon": ikon,
        "keadaan": kiriman.get_status_display(),
        "catatan": catatan,
        "gagal": kiriman.status == StatusKiriman.GAGAL,
        "mungkin_sampai": kiriman.galat == TAK_PASTI,
    }


class PesanKirimUlangView(PeriksaDuluMixin, View):
    """POST: `id` of one failed message; without it all that failed lately and did not leave."""

    http_method_names = ["post"]

    def periksa(self, **kwargs: Any) -> None:
        boleh_urus_pesan(self.pengguna).wajib()

    def post(self, request: HttpRequest) -> HttpResponse:
        if "id" in request.POST:
            nomor = baca_nomor(request.POST["id"])
            kiriman = [] if nomor is None else [nomor]
        else:
            kiriman = list(gagal_baru().values_list("pk", flat=True))
        try:
            jumlah = kirim_ulang(kiriman=kiriman, oleh=self.pengguna)
        except KirimanPesan.DoesNotExist:
            if "id" in request.POST:
                raise Http404 from None
            messages.error(request, "Tidak ada pesan yang dapat dikirim ulang.")
        except GalatPengguna as galat:
            messages.error(request, str(galat))
        else:
            sisa = len(kiriman) - jumlah
            kalimat = f"{jumlah} pesan diantrekan untuk dikirim ulang."
            if sisa:
                kalimat += f" {sisa} pesan belum dapat dikirim."
            messages.success(request, kalimat)
        status = _status(request.POST.get("status"))
        return HttpResponseRedirect(
            reverse("opd:pesan_list") + (f"?status={status}" if status else "")
        )
