"""The explained page of the city's values, and the button that computes them anew."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form, IntegerField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from dasar.galat import GalatPengguna
from dasar.views.mixins import PenggunaMixin
from evaluasi.formulas.nilai_lke import TemplatTidakSah
from evaluasi.models import PerhitunganKota
from evaluasi.permissions import boleh_hitung_kota, boleh_lihat_kota
from evaluasi.selectors.masukan_kota import masukan_kota, tahun_dengan_templat
from evaluasi.selectors.tampilan_kota import (
    hitungan_tampil,
    perubahan_masukan,
    resmi_kota,
    resmi_tampil,
    riwayat_tampil,
)
from evaluasi.selectors.templat import tahun_bawaan
from evaluasi.services.nilai_kota import antrekan_nilai_kota


class TahunForm(Form):
    """The year that the button names."""

    tahun = IntegerField(min_value=2000, max_value=2100)


class NilaiKotaView(PenggunaMixin, TemplateView):
    """Official and computed values side by side, each with where it comes from."""

    template_name = "evaluasi/nilai_kota.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_lihat_kota(self.pengguna).wajib()
        terlihat = PerhitunganKota.objects.for_user(self.pengguna)
        tersedia = tahun_dengan_templat()
        versi = self._versi(terlihat)
        tahun = versi.tahun if versi else self._tahun()
        setahun = terlihat.filter(tahun=tahun)
        terakhir = setahun.select_related("diminta_oleh").order_by("-pk").first()
        dipilih = versi or terakhir
        lama = dipilih is not None and terakhir is not None and dipilih.pk != terakhir.pk
        konteks = super().get_context_data(**kwargs) | {
            "tahun": tahun,
            "daftar_tahun": sorted({*tersedia, tahun}, reverse=True),
            "ada_templat": tahun in tersedia,
            "resmi": resmi_tampil(resmi_kota(), tahun),
            "hitungan": dipilih and hitungan_tampil(dipilih),
            "lama": lama,
            "riwayat": riwayat_tampil(setahun),
            "jumlah_riwayat": setahun.count(),
            "izin_hitung": boleh_hitung_kota(self.pengguna),
        }
        if dipilih is not None and not lama:
            konteks |= _keadaan_masukan(dipilih)
        return konteks

    def _versi(self, terlihat: QuerySet[PerhitunganKota]) -> PerhitunganKota | None:
        teks = self.request.GET.get("versi", "")
        if not teks:
            return None
        # 18 digits stay inside what a database id can be.
        if not (teks.isascii() and teks.isdigit() and len(teks) <= 18):
            raise Http404
        versi = terlihat.select_related("diminta_oleh").filter(pk=int(teks)).first()
        if versi is None:
            raise Http404
        return versi

    def _tahun(self) -> int:
        """The year of the address, else that of every page."""
        form = TahunForm(self.request.GET)
        if form.is_valid():
            return int(form.cleaned_data["tahun"])
        return tahun_bawaan() or timezone.localdate().year


class NilaiKotaHitungView(PenggunaMixin, View):
    """POST: queue the computation and go to the page of the job."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        boleh_hitung_kota(self.pengguna).wajib()
        form = TahunForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Tahun yang akan dihitung tidak terbaca. Pilih tahun lagi.")
            return HttpResponseRedirect(reverse("evaluasi:nilai_kota"))
        tahun = form.cleaned_data["tahun"]
        try:
            pekerjaan = antrekan_nilai_kota(tahun=tahun, oleh=self.pengguna)
        except (GalatPengguna, ValidationError) as galat:
            messages.error(request, str(galat))
            kueri = urlencode({"tahun": tahun})
            return HttpResponseRedirect(f"{reverse('evaluasi:nilai_kota')}?{kueri}")
        return HttpResponseRedirect(reverse("dasar:pekerjaan_detail", args=[pekerjaan.pk]))


def _keadaan_masukan(perhitungan: PerhitunganKota) -> dict[str, Any]:
    """Whether the newest computation still says what the present inputs would give."""
    try:
        kini = masukan_kota(perhitungan.tahun)
    except TemplatTidakSah as galat:
        return {"galat_masukan": str(galat)}
    return {"perubahan": [] if kini is None else perubahan_masukan(perhitungan, kini)}
