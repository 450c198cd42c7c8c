"""Steps of a worksheet: check and send, review, close, send back, reopen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import DetailView, View

from dasar.views.mixins import PenggunaMixin, ScopedPermissionMixin
from evaluasi.models import JenisLembar, LembarKerja
from evaluasi.permissions import boleh_kirim_lembar
from evaluasi.selectors.lembar import muat_lembar
from evaluasi.services.alur_lembar import (
    LembarBelumLengkap,
    LembarBerubah,
    buka_lembar,
    finalkan_lembar,
    kembalikan_lembar,
    kirim_lembar,
    reviu_lembar,
)
from evaluasi.views.lembar import lembar_berhalaman
from evaluasi.views.lembar_tampil import alamat_baris, butir_periksa, konteks_sisi


class LkeKirimView(ScopedPermissionMixin, DetailView[LembarKerja]):
    """Check the twelve answers, then send."""

    template_name = "evaluasi/lke_kirim.html"
    context_object_name = "lembar"

    def get_queryset(self) -> QuerySet[LembarKerja]:
        return lembar_berhalaman(self.pengguna)

    def get_object(self, queryset: QuerySet[LembarKerja] | None = None) -> LembarKerja:
        lembar: LembarKerja = super().get_object(queryset)
        boleh_kirim_lembar(self.pengguna, lembar).wajib()
        return lembar

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        isi = muat_lembar(self.object)
        return super().get_context_data(
            isi=isi,
            nama_pd=self.object.perangkat_daerah.nama_pada(),
            internal=self.object.jenis == JenisLembar.INTERNAL,
            kekurangan=[
                (alamat_baris(self.object.pk, kode), kalimat)
                for kode, kalimat in isi.pemeriksaan.kekurangan
            ],
            peringatan=[
                (alamat_baris(self.object.pk, kode), f"{kode}: {kalimat}")
                for kode, kalimat in isi.pemeriksaan.peringatan.items()
            ],
            butir=butir_periksa(isi.pemeriksaan),
            **konteks_sisi(isi),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            lembar = kirim_lembar(lembar_id=pk, versi=_versi(request), oleh=self.pengguna)
        except LembarKerja.DoesNotExist:
            raise Http404 from None
        except LembarBerubah as galat:
            messages.error(request, str(galat))
            return HttpResponseRedirect(reverse("evaluasi:lke_kirim", args=[pk]))
        except LembarBelumLengkap:
            self.object = self.get_object()
            return self.render_to_response(self.get_context_data(), status=422)
        messages.success(
            request,
            "Penilaian mandiri dikirim ke Inspektorat."
            if lembar.jenis == JenisLembar.MANDIRI
            else "Penilaian selesai dan menunggu reviu ketua tim. Perangkat daerah diberi tahu.",
        )
        return HttpResponseRedirect(reverse("evaluasi:lke_detail", args=[pk]))


class TindakanLembarView(PenggunaMixin, View):
    """One step on one sheet as it was shown. Not visible: 404; not now: 403."""

    http_method_names = ["post"]
    kabar: ClassVar[str]
    layanan: ClassVar[Callable[..., LembarKerja]]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            self.lakukan(lembar_id=pk, versi=_versi(request), oleh=self.pengguna)
        except LembarKerja.DoesNotExist:
            raise Http404 from None
        except LembarBerubah as galat:
            messages.error(request, str(galat))
        except ValidationError as galat:
            messages.error(request, galat.messages[0])
        else:
            messages.success(request, self.kabar)
        # The sheet may have left what this person sees.
        terlihat = LembarKerja.objects.for_user(self.pengguna).filter(pk=pk).exists()
        tujuan = ("evaluasi:lke_detail", [pk]) if terlihat else ("evaluasi:lke_list", [])
        return HttpResponseRedirect(reverse(tujuan[0], args=tujuan[1]))

    def lakukan(self, **kunci: Any) -> None:
        type(self).layanan(**kunci)


class LkeReviuView(TindakanLembarView):
    layanan = staticmethod(reviu_lembar)
    kabar = "Lembar direviu dan menunggu penanggung jawab."


class LkeFinalView(TindakanLembarView):
    layanan = staticmethod(finalkan_lembar)
    kabar = "Lembar ini final."


class LkeBukaView(TindakanLembarView):
    layanan = staticmethod(buka_lembar)
    kabar = "Lembar dibuka kembali sebagai draf."

    def lakukan(self, **kunci: Any) -> None:
        buka_lembar(alasan=self.request.POST.get("alasan_tarik", ""), **kunci)


class LkeKembalikanView(TindakanLembarView):
    layanan = staticmethod(kembalikan_lembar)
    kabar = "Lembar dikembalikan ke evaluator dan evaluator diberi tahu."

    def lakukan(self, **kunci: Any) -> None:
        alasan = self.request.POST.get("catatan_kembali", "")
        kembalikan_lembar(alasan=alasan, **kunci)


def _versi(request: HttpRequest) -> int | None:
    """The number that the page showed; an unreadable one never matches."""
    teks = request.POST.get("versi")
    if teks is None:
        return None
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 10 else -1
