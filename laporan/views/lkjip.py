"""Pages of the LKjIP: the reports of a year, one report with its versions, and the downloads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, TemplateView, View
from django_htmx.http import reswap, retarget

from dasar.galat import GalatPengguna
from dasar.izin import Izin
from dasar.views.mixins import PenggunaMixin, ScopedPermissionMixin
from dasar.views.unduhan import jawab_berkas, jawab_teks
from laporan.formulas.data_lkjip import teks_baku
from laporan.models import DokumenLKjIP
from laporan.permissions import boleh_lihat_laporan, boleh_susun_lkjip
from laporan.selectors.lkjip import (
    TAHUN_PERTAMA,
    TAHUN_TERAKHIR,
    LaporanTampil,
    celah_versi,
    kelompok_celah,
    pelapor,
    semua_versi,
    susun_laporan,
    tahun_laporan,
)
from laporan.services.lkjip import antrekan_lkjip
from opd.models import PerangkatDaerah

# htmx swaps such an answer and stops asking.
BERHENTI_BERTANYA = 286


class LKjIPListView(PenggunaMixin, TemplateView):
    """The reports of one year: the city's, then those of every visible PD."""

    template_name = "laporan/lkjip_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_lihat_laporan(self.pengguna).wajib()
        daftar_tahun = tahun_laporan(self.pengguna) or [timezone.localdate().year]
        tahun = _bilangan(self.request.GET.get("tahun"))
        if tahun not in daftar_tahun:
            tahun = daftar_tahun[0]
        daftar = pelapor(self.pengguna, tahun)
        boleh = {pd.pk: bool(boleh_susun_lkjip(self.pengguna, pd)) for pd in daftar}
        semua = susun_laporan(daftar, tahun, pembaca=self.pengguna)
        baris = [(satu, boleh[satu.pd_id]) for satu in semua]
        return super().get_context_data(
            tahun=tahun,
            periode={
                "aksi": reverse("laporan:lkjip_list"),
                "tahun": tahun,
                "daftar_tahun": daftar_tahun,
            },
            kota=[satu for satu in baris if satu[0].kota],
            baris=[satu for satu in baris if not satu[0].kota],
            jumlah_jadi=sum(satu.versi is not None for satu in semua),
            jumlah=len(semua),
            **kwargs,
        )


class LaporanMixin(PenggunaMixin):
    """`self.pd` and `self.tahun` of the address; a PD that is not visible looks nonexistent."""

    pd: PerangkatDaerah
    tahun: int

    def muat(self, pd_id: int, tahun: int) -> None:
        """Load what the address names. Raises Http404."""
        terlihat = PerangkatDaerah.objects.for_user(self.pengguna).dengan_nama()
        pd = terlihat.filter(pk=pd_id).first()
        if pd is None or not TAHUN_PERTAMA <= tahun <= TAHUN_TERAKHIR:
            raise Http404
        self.pd, self.tahun = pd, tahun

    def laporan(self) -> LaporanTampil:
        """The report as it is now."""
        return susun_laporan([self.pd], self.tahun, pembaca=self.pengguna)[0]

    def izin(self) -> Izin:
        """Whether the person may have it produced."""
        return boleh_susun_lkjip(self.pengguna, self.pd)

    def isi(self, laporan: LaporanTampil) -> dict[str, Any]:
        """Context of the part that changes when a job ends."""
        celah = celah_versi(laporan.versi.pk) if laporan.versi else []
        return {
            "laporan": laporan,
            "boleh": bool(self.izin()),
            "alasan": self.izin().alasan,
            "celah": kelompok_celah(celah),
            "semua_versi": semua_versi(self.pd.pk, self.tahun),
        }


class LKjIPDetailView(LaporanMixin, TemplateView):
    """One report: its job, the last good version, what that lacks, and every version before."""

    template_name = "laporan/lkjip_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.muat(kwargs.pop("pd_id"), kwargs.pop("tahun"))
        return super().get_context_data(pd=self.pd, **self.isi(self.laporan()), **kwargs)


class LKjIPStatusView(LaporanMixin, View):
    """What a page asks while a job runs; 204 when the browser has this state already.

    ?bentuk=baris or kartu: the row or card of the list. Otherwise the job alone while it runs,
    and everything below the head once it has ended.
    """

    def get(self, request: HttpRequest, pd_id: int, tahun: int) -> HttpResponse:
        self.muat(pd_id, tahun)
        laporan = self.laporan()
        if laporan.berjalan and request.GET.get("keadaan") == laporan.keadaan:
            return HttpResponse(status=204)
        bentuk = request.GET.get("bentuk")
        if bentuk in ("baris", "kartu"):
            konteks = {"laporan": laporan, "boleh": bool(self.izin())}
            return render(request, f"laporan/_lkjip_{bentuk}.html", konteks)
        if laporan.berjalan:
            return render(request, "laporan/_lkjip_pekerjaan.html", {"laporan": laporan})
        konteks = {**self.isi(laporan), "akhir": _akhir(laporan, request.GET.get("keadaan", ""))}
        jawaban = render(request, "laporan/_lkjip_isi.html", konteks, status=BERHENTI_BERTANYA)
        return reswap(retarget(jawaban, "#lkjip-isi"), "outerHTML")


class LKjIPCreateView(PenggunaMixin, View):
    """POST: have the next version produced, also after a failure."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        pd_id, tahun = (_bilangan(request.POST.get(nama)) or 0 for nama in ("pd", "tahun"))
        try:
            antrekan_lkjip(pd_id=pd_id, tahun=tahun, oleh=self.pengguna)
        except PerangkatDaerah.DoesNotExist:
            raise Http404 from None
        except GalatPengguna as galat:
            messages.error(request, str(galat))
        if not TAHUN_PERTAMA <= tahun <= TAHUN_TERAKHIR:
            return HttpResponseRedirect(reverse("laporan:lkjip_list"))
        return HttpResponseRedirect(reverse("laporan:lkjip_detail", args=[pd_id, tahun]))


class LKjIPUnduhView(ScopedPermissionMixin, DetailView[DokumenLKjIP]):
    """The PDF of record of one version."""

    queryset = DokumenLKjIP.objects.select_related("berkas").defer("data")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        return jawab_berkas(request, self.get_object().berkas)


class LKjIPDataView(ScopedPermissionMixin, DetailView[DokumenLKjIP]):
    """The frozen numbers of one version: the text whose SHA-256 the version carries."""

    queryset = DokumenLKjIP.objects.select_related("berkas")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dokumen: DokumenLKjIP = self.get_object()
        return jawab_teks(
            request,
            teks_baku(dokumen.data),
            nama=f"{dokumen.berkas.nama_asli.removesuffix('.pdf')}.json",
            sha256=dokumen.sha256,
            tipe="application/json",
        )


def _akhir(laporan: LaporanTampil, keadaan: str) -> str:
    """How the job that the browser was watching ended; "" when it was cancelled."""
    if laporan.pekerjaan is not None:
        return "gagal"
    diamati = _bilangan(keadaan.partition("-")[0])
    jadi = laporan.versi is not None and laporan.versi.pekerjaan_id == diamati
    return "selesai" if jadi and diamati is not None else ""


def _bilangan(teks: str | None) -> int | None:
    """The number that was sent; None for anything else, and for more digits than any id has."""
    return int(teks) if teks and teks.isascii() and teks.isdigit() and len(teks) < 10 else None
