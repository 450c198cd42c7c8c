"""Pages of the template (xlsx) of a quarter: download, upload, comparison, apply, undo."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView, View

from dasar.galat import GalatPengguna
from dasar.tanggal import format_waktu_relatif
from dasar.views.mixins import PenggunaMixin, ScopedPermissionMixin
from dasar.views.unduhan import jawab_xlsx
from kinerja.forms.unggahan import UnggahIsianForm
from kinerja.models import StatusUnggahan, UnggahanIsian
from kinerja.permissions import (
    boleh_isi_periode,
    boleh_ubah_unggahan,
    boleh_unggah_isian,
    boleh_urungkan_unggahan,
)
from kinerja.reports.templat_isian import templat_isian
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.templat_isian import bahan_templat
from kinerja.selectors.unggahan import BarisUnggahan, daftar_unggahan, perubahan_tampil
from kinerja.services.anggaran import rupiah_terkunci
from kinerja.services.unggahan import (
    banding_unggahan,
    batalkan_unggahan,
    terapkan_unggahan,
    unggah_isian,
    urungkan_unggahan,
)
from kinerja.views.periode import (
    Periode,
    baca_pd,
    baca_periode,
    daftar_pd,
    pemilih_periode,
)
from opd.models import JenisPeran

BARIS_PER_HALAMAN = 50
# (state, chip, look)
_KEPINGAN = (
    ("galat", "Galat", "galat"),
    ("berubah", "Berubah", "perhatian"),
    ("baru", "Baru", ""),
    ("sama", "Sama", ""),
)
_LENCANA = {
    "galat": ("galat", "exclamation-octagon-fill", "Galat"),
    "berubah": ("perhatian", "pencil-fill", "Berubah"),
    "baru": ("aksen", "plus-lg", "Baru"),
    "sama": ("netral", "check-lg", "Sama"),
}
_LENCANA_STATUS = {
    StatusUnggahan.PRATINJAU: ("perhatian", "eye", "Belum diterapkan"),
    StatusUnggahan.DITERAPKAN: ("benar", "check2-all", "Diterapkan"),
    StatusUnggahan.DIURUNGKAN: ("ungu", "arrow-return-left", "Diurungkan"),
    StatusUnggahan.DIBATALKAN: ("netral", "x-lg", "Dibatalkan"),
}


def _kueri(pd_id: int, periode: Periode) -> str:
    return urlencode({"pd": pd_id, "tahun": periode.tahun, "triwulan": periode.triwulan})


class TemplatUnduhView(PenggunaMixin, View):
    """The template of one PD and quarter; whoever sees the numbers may have it."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        pd, periode = baca_pd(request, self.pengguna), baca_periode(request)
        bahan = bahan_templat(
            pd=pd,
            tahun=periode.tahun,
            triwulan=periode.triwulan,
            izin=boleh_isi_periode(
                self.pengguna, pd.pk, jendela_periode(pd.pk, periode.tahun, periode.triwulan)
            ),
            rupiah=rupiah_terkunci(pd.pk, periode.tahun, periode.triwulan),
            pembaca=not self.pengguna.punya_peran(JenisPeran.OPERATOR, pd_id=pd.pk),
        )
        return jawab_xlsx(templat_isian(bahan), bahan.nama_berkas)


class UnggahanCreateView(PenggunaMixin, FormView[UnggahIsianForm]):
    """Download, upload, and the last uploads of the PD."""

    template_name = "kinerja/unggahan_form.html"
    form_class = UnggahIsianForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.pd, self.periode = baca_pd(request, self.pengguna), baca_periode(request)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {
            "pd": self.pd.pk,
            "tahun": self.periode.tahun,
            "triwulan": self.periode.triwulan,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pd, periode, kini = self.pd, self.periode, timezone.now()
        alamat = reverse("kinerja:unggahan_create")
        jendela = jendela_periode(pd.pk, periode.tahun, periode.triwulan)
        return super().get_context_data(
            pd=pd,
            nama_pd=pd.nama_pada(),
            periode=periode,
            izin=boleh_unggah_isian(self.pengguna, pd.pk, jendela),
            kueri=_kueri(pd.pk, periode),
            pemilih=pemilih_periode(
                aksi=alamat, periode=periode, pd_id=pd.pk, bawaan={"pd": pd.pk}
            ),
            daftar_pd=(
                daftar_pd(self.pengguna, periode.tahun, kini=pd.pk)
                if self.pengguna.melihat_semua_pd
                else []
            ),
            daftar=[
                {
                    "unggahan": u,
                    "periode": Periode(u.tahun, u.triwulan).judul,
                    "waktu": format_waktu_relatif(u.dibuat_pada, kini),
                    "lencana": _LENCANA_STATUS[StatusUnggahan(u.status)],
                    "keterangan": _keterangan(u),
                }
                for u in daftar_unggahan(self.pengguna, pd.pk)
            ],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        jendela = jendela_periode(self.pd.pk, self.periode.tahun, self.periode.triwulan)
        boleh_unggah_isian(self.pengguna, self.pd.pk, jendela).wajib()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: UnggahIsianForm) -> HttpResponse:
        berkas = form.cleaned_data["berkas"]
        try:
            unggahan = unggah_isian(
                perangkat_daerah_id=self.pd.pk,
                tahun=self.periode.tahun,
                triwulan=self.periode.triwulan,
                isi=berkas,
                nama_asli=berkas.name,
                oleh=self.pengguna,
            )
        except GalatPengguna as galat:
            form.add_error("berkas", str(galat))
            return self.form_invalid(form)
        return HttpResponseRedirect(reverse("kinerja:unggahan_detail", args=[unggahan.pk]))

    def form_invalid(self, form: UnggahIsianForm) -> HttpResponse:
        jawaban = super().form_invalid(form)
        jawaban.status_code = 422
        return jawaban


def _keterangan(u: UnggahanIsian) -> str:
    """What became of an upload, in one line."""
    if u.status == StatusUnggahan.DIURUNGKAN:
        return f"Diurungkan oleh {u.diurungkan_oleh}"
    if u.status == StatusUnggahan.DITERAPKAN:
        return f"{u.ringkasan.get('baru', 0)} sel baru, {u.ringkasan.get('berubah', 0)} berubah"
    return ""


class UnggahanDetailView(ScopedPermissionMixin, DetailView[UnggahanIsian]):
    """What an upload would change, or changed."""

    template_name = "kinerja/unggahan_detail.html"
    queryset = UnggahanIsian.objects.select_related(
        "berkas", "diunggah_oleh", "diurungkan_oleh", "perangkat_daerah"
    )
    context_object_name = "unggahan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        u = self.object
        periode, kini = Periode(u.tahun, u.triwulan), timezone.now()
        jendela = jendela_periode(u.perangkat_daerah_id, u.tahun, u.triwulan)
        izin = boleh_ubah_unggahan(self.pengguna, u, jendela)
        konteks |= {
            "nama_pd": u.perangkat_daerah.nama_pada(),
            "periode": periode,
            "kueri": _kueri(u.perangkat_daerah_id, periode),
            "diunggah": format_waktu_relatif(u.dibuat_pada, kini),
            "diterapkan": u.diterapkan_pada and format_waktu_relatif(u.diterapkan_pada, kini),
            "diurungkan": u.diurungkan_pada and format_waktu_relatif(u.diurungkan_pada, kini),
            "lencana": _LENCANA_STATUS[StatusUnggahan(u.status)],
            "izin": izin,
            "izin_urung": boleh_urungkan_unggahan(self.pengguna, u, jendela),
            "pratinjau": u.status == StatusUnggahan.PRATINJAU,
        }
        if not konteks["pratinjau"]:
            return konteks | self._tabel(perubahan_tampil(u), pratinjau=False)
        if not izin:
            return konteks
        try:
            banding = banding_unggahan(unggahan=u, oleh=self.pengguna)
        except GalatPengguna as galat:
            return konteks | {"galat_berkas": str(galat)}
        return (
            konteks
            | self._tabel(list(banding.baris), pratinjau=True)
            | {
                "jumlah": banding.jumlah,
                "ubah": banding.jumlah["baru"] + banding.jumlah["berubah"],
                "dapat": banding.dapat_diterapkan,
                "hilang": banding.hilang,
            }
        )

    def _tabel(self, semua: list[BarisUnggahan], *, pratinjau: bool) -> dict[str, Any]:
        """One page of cells with the filter chips above it; a preview also says what there is none
        of."""
        saring = self.request.GET.get("saring", "")
        ada = {k: sum(b.keadaan == k for b in semua) for k, _, _ in _KEPINGAN}
        if not ada.get(saring):
            saring = ""
        terpilih = [b for b in semua if not saring or b.keadaan == saring]
        halaman = Paginator(terpilih, BARIS_PER_HALAMAN).get_page(self.request.GET.get("page"))
        return {
            "tabel": [(b, _LENCANA[b.keadaan]) for b in halaman],
            "kepingan": [
                {"label": "Semua", "jumlah": len(semua), "url": "?", "aktif": not saring},
                *(
                    {
                        "label": label,
                        "jumlah": ada[k],
                        "url": f"?saring={k}",
                        "aktif": k == saring,
                        "rupa": rupa if ada[k] else "",
                    }
                    for k, label, rupa in _KEPINGAN
                    if ada[k] or (k != "sama" and pratinjau)
                ),
            ],
            "kueri_halaman": f"saring={saring}" if saring else "",
            "page_obj": halaman,
            "paginator": halaman.paginator,
            "is_paginated": halaman.has_other_pages(),
        }


class _TindakanView(PenggunaMixin, View):
    """One POST on one upload. Not visible: 404; not allowed: 403."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            messages.success(request, self.lakukan(pk))
        except UnggahanIsian.DoesNotExist:
            raise Http404 from None
        except GalatPengguna as galat:
            messages.error(request, str(galat))
        return HttpResponseRedirect(self.tujuan(pk))

    def lakukan(self, pk: int) -> str:
        """Do it; return the sentence to show."""
        raise NotImplementedError

    def tujuan(self, pk: int) -> str:
        return reverse("kinerja:unggahan_detail", args=[pk])


class UnggahanTerapkanView(_TindakanView):
    """Write everything the file changes, or nothing."""

    def lakukan(self, pk: int) -> str:
        u = terapkan_unggahan(unggahan_id=pk, oleh=self.pengguna)
        return f"{len(u.perubahan)} sel disimpan dari berkas {u.berkas.nama_asli}."


class UnggahanUrungkanView(_TindakanView):
    """Put everything back."""

    def lakukan(self, pk: int) -> str:
        u = urungkan_unggahan(unggahan_id=pk, oleh=self.pengguna)
        return f"{len(u.perubahan)} sel dikembalikan seperti sebelum unggahan."


class UnggahanBatalkanView(_TindakanView):
    """Put a preview aside."""

    def lakukan(self, pk: int) -> str:
        batalkan_unggahan(unggahan_id=pk, oleh=self.pengguna)
        return "Unggahan dibatalkan. Tidak ada yang disimpan."

    def tujuan(self, pk: int) -> str:
        u = get_object_or_404(UnggahanIsian.objects.for_user(self.pengguna), pk=pk)
        kueri = _kueri(u.perangkat_daerah_id, Periode(u.tahun, u.triwulan))
        return f"{reverse('kinerja:unggahan_create')}?{kueri}"
