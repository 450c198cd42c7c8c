"""Pages of the master-data import: kinds, template and export, upload, preview, apply."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView, ListView, View

from dasar.angka import format_rupiah
from dasar.forms.impor import ParameterForm, UnggahDataForm
from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import ImporData, JenisBerkas, MacamRincian, StatusImporData
from dasar.pendaftar import JenisImpor, jenis_impor
from dasar.resources.buku import buku_ekspor, buku_templat
from dasar.resources.lembar import LembarResource
from dasar.services.impor import (
    MAKS_RINCIAN,
    antrekan_terapan,
    batalkan_data,
    unggah_data,
    wajib_dapat_diterapkan,
)
from dasar.tanggal import format_waktu_relatif
from dasar.views.mixins import (
    DaftarBerwaktuMixin,
    PenggunaMixin,
    PeriksaDuluMixin,
    ScopedPermissionMixin,
)
from dasar.views.pekerjaan import BERHENTI_BERTANYA, konteks_status
from dasar.views.unduhan import TIPE_ISI, kepala_unduhan

BARIS_PER_HALAMAN = 50
_TANPA_JENIS = "Tidak ada data yang dapat Anda impor. Data induk diimpor oleh Bagian Organisasi."
# (kind of line, chip, look)
_SARINGAN = (
    (MacamRincian.GALAT, "Galat", "galat"),
    (MacamRincian.PERINGATAN, "Perlu dicek", "perhatian"),
    (MacamRincian.CATATAN, "Akibat", ""),
    (MacamRincian.BERUBAH, "Perubahan", ""),
    (MacamRincian.BARU, "Baris baru", ""),
)


def jenis_milik(user: Any) -> list[tuple[str, JenisImpor]]:
    """The kinds that the person may use, in the order of the list."""
    boleh = [(nama, j) for nama, j in jenis_impor.butir() if j.boleh(user)]
    return sorted(boleh, key=lambda satu: satu[1].urutan)


class ImporDataListView(DaftarBerwaktuMixin, ListView[ImporData]):
    """Kinds of data that the person may import, and the person's own uploads."""

    template_name = "dasar/impor_list.html"
    queryset = ImporData.objects.order_by("-pk")
    paginate_by = 25

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        konteks["jenis"] = jenis_milik(self.pengguna)
        if not konteks["jenis"]:
            raise TidakBoleh(_TANPA_JENIS)
        return konteks


class JenisMixin(PeriksaDuluMixin):
    """One kind, judged before anything is read; `parameter` is None until it was chosen."""

    jenis: JenisImpor
    nama_jenis: str
    parameter: dict[str, Any] | None = None
    pilihan: ParameterForm | None = None
    sumber: LembarResource

    def periksa(self, **kwargs: Any) -> None:
        self.nama_jenis = str(kwargs["jenis"])
        jenis = jenis_impor.cari(self.nama_jenis)
        if jenis is None:
            raise Http404
        jenis.boleh(self.pengguna).wajib()
        self.jenis = jenis
        if jenis.form is None:
            self.parameter = {}
        else:
            self.pilihan = jenis.form(self.request.GET or None, user=self.pengguna)
            if self.pilihan.is_bound and self.pilihan.is_valid():
                self.parameter = self.pilihan.parameter()
        if self.parameter is not None:
            try:
                self.sumber = jenis.buat(self.pengguna, self.parameter)
            except ObjectDoesNotExist:
                raise Http404 from None

    @property
    def kueri(self) -> str:
        """The choice for the address, "" for kinds without one."""
        data = {
            n: self.request.GET[n]
            for n in getattr(self.pilihan, "fields", ())
            if n in self.request.GET
        }
        return f"?{urlencode(data)}" if data else ""

    @property
    def sebutan(self) -> str:
        if self.jenis.sebutan is None or self.parameter is None:
            return ""
        return self.jenis.sebutan(self.pengguna, self.parameter)


class ImporDataJenisView(JenisMixin, FormView[UnggahDataForm]):
    """One kind: what to choose, template, export, and the upload."""

    template_name = "dasar/impor_jenis.html"
    form_class = UnggahDataForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            jenis=self.jenis,
            nama_jenis=self.nama_jenis,
            pilihan=self.pilihan,
            siap=self.parameter is not None,
            kueri=self.kueri,
            sebutan=self.sebutan,
            kolom=self.sumber.kolom if self.parameter is not None else (),
            **kwargs,
        )

    def form_valid(self, form: UnggahDataForm) -> HttpResponse:
        if self.parameter is None:
            return self.form_invalid(form)
        berkas = form.cleaned_data["berkas"]
        try:
            impor = unggah_data(
                jenis=self.nama_jenis,
                parameter=self.parameter,
                isi=berkas,
                nama_asli=berkas.name,
                oleh=self.pengguna,
            )
        except GalatPengguna as galat:
            form.add_error("berkas", str(galat))
            return self.form_invalid(form)
        return HttpResponseRedirect(reverse("dasar:impor_data_detail", args=[impor.pk]))


class _BukuView(JenisMixin, View):
    """A spreadsheet of one kind; without the choice it needs, back to the page that asks."""

    http_method_names = ["get", "head", "options"]
    awalan = ""
    buat: Callable[[LembarResource], bytes]

    def get(self, request: HttpRequest, jenis: str) -> HttpResponse:
        if self.parameter is None:
            return HttpResponseRedirect(reverse("dasar:impor_data_jenis", args=[jenis]))
        isi = type(self).buat(self.sumber)
        nama = f"{self.awalan}-{self.nama_jenis.replace('_', '-')}.xlsx"
        return HttpResponse(
            isi,
            content_type=TIPE_ISI[JenisBerkas.XLSX],
            headers=kepala_unduhan(nama, hashlib.sha256(isi).hexdigest()),
        )


class ImporDataTemplatView(_BukuView):
    """The empty template with its page of instructions."""

    awalan = "templat"
    buat = staticmethod(buku_templat)


class ImporDataEksporView(_BukuView):
    """The stored rows in the columns of the template."""

    awalan = "data"
    buat = staticmethod(buku_ekspor)


class ImporDataDetailView(ScopedPermissionMixin, DetailView[ImporData]):
    """What one upload would do, or did."""

    template_name = "dasar/impor_detail.html"
    queryset = ImporData.objects.select_related("berkas", "pekerjaan")
    context_object_name = "impor"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        impor = self.object
        jenis = jenis_impor.cari(impor.jenis)
        konteks["diunggah"] = format_waktu_relatif(impor.dibuat_pada, timezone.now())
        konteks["judul_jenis"] = jenis.judul if jenis else impor.jenis
        konteks["alamat_unggah"] = _alamat_unggah(impor) if jenis else ""
        if impor.pekerjaan is not None:
            konteks.update(pekerjaan=impor.pekerjaan, **konteks_status(impor.pekerjaan))
            konteks["berjalan"] = not impor.pekerjaan.berakhir
            konteks["gagal"] = impor.pekerjaan.galat
        if impor.status == StatusImporData.DIPERIKSA:
            return konteks
        konteks["jumlah"] = impor.ringkasan
        konteks["halangan"] = _halangan(impor)
        konteks.update(self._rincian(impor))
        return konteks

    def _rincian(self, impor: ImporData) -> dict[str, Any]:
        """The lines of one kind, paged: faults first, they are what there is to do."""
        ada = dict.fromkeys(MacamRincian.values, 0)
        for macam in impor.rincian.values_list("macam", flat=True).order_by():
            ada[macam] += 1
        tampil = [m for m, _, _ in _SARINGAN if ada[m]]
        pilih = self.request.GET.get("saring", "")
        macam = pilih if pilih in tampil else next(iter(tampil), "")
        paginator = Paginator(impor.rincian.filter(macam=macam), BARIS_PER_HALAMAN)
        halaman = paginator.get_page(self.request.GET.get("page"))
        return {
            "macam": macam,
            "kepingan": [
                {
                    "label": label,
                    "jumlah": ada[m],
                    "url": f"?saring={m}",
                    "aktif": m == macam,
                    "rupa": rupa,
                }
                for m, label, rupa in _SARINGAN
                if ada[m]
            ],
            "page_obj": halaman,
            "paginator": paginator,
            "terpotong": format_rupiah(MAKS_RINCIAN) if ada.get(macam, 0) >= MAKS_RINCIAN else "",
        }


class ImporDataStatusView(ScopedPermissionMixin, DetailView[ImporData]):
    """Progress of the upload's job; when it has ended, the browser loads the page again."""

    queryset = ImporData.objects.select_related("pekerjaan")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pekerjaan = self.get_object().pekerjaan
        if pekerjaan is None or pekerjaan.berakhir:
            return HttpResponse(status=BERHENTI_BERTANYA, headers={"HX-Refresh": "true"})
        if request.GET.get("keadaan") == konteks_status(pekerjaan)["keadaan"]:
            return HttpResponse(status=204)
        return self.response_class(
            request,
            ["dasar/_pekerjaan_status.html"],
            {"pekerjaan": pekerjaan, **konteks_status(pekerjaan)},
            using=self.template_engine,
        )


class _TindakanView(PenggunaMixin, View):
    """POST: one step of one's own upload, then back to its page."""

    http_method_names = ["post"]

    def lakukan(self, pk: int) -> str:
        """Do it; return the sentence to show. Raises GalatPengguna."""
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            pesan = self.lakukan(pk)
        except ImporData.DoesNotExist:
            raise Http404 from None
        except GalatPengguna as galat:
            messages.error(request, str(galat))
        else:
            if pesan:
                messages.success(request, pesan)
        return HttpResponseRedirect(reverse("dasar:impor_data_detail", args=[pk]))


class ImporDataTerapkanView(_TindakanView):
    def lakukan(self, pk: int) -> str:
        antrekan_terapan(impor_id=pk, oleh=self.pengguna)
        return ""


class ImporDataBatalView(_TindakanView):
    def lakukan(self, pk: int) -> str:
        batalkan_data(impor_id=pk, oleh=self.pengguna)
        return "Impor dibatalkan. Tidak ada data yang diubah."


def _alamat_unggah(impor: ImporData) -> str:
    kueri = f"?{urlencode(impor.parameter)}" if impor.parameter else ""
    return reverse("dasar:impor_data_jenis", args=[impor.jenis]) + kueri


def _halangan(impor: ImporData) -> str:
    """Why a preview cannot be applied, "" when it can (or is no preview any more)."""
    if impor.status != StatusImporData.PRATINJAU:
        return ""
    try:
        wajib_dapat_diterapkan(impor)
    except GalatPengguna as galat:
        return str(galat)
    return ""
