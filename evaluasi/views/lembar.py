"""Worksheets: the list of a year, one sheet, its working paper, and starting one."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import DetailView, TemplateView, View

from dasar.galat import GalatPengguna
from dasar.models import JenisBerkas
from dasar.views.mixins import PenggunaMixin, ScopedPermissionMixin
from dasar.views.unduhan import TIPE_ISI, kepala_unduhan
from evaluasi.forms.lembar import KembalikanForm, MulaiLembarForm, TarikForm
from evaluasi.models import JenisLembar, LembarKerja
from evaluasi.permissions import boleh_buat_lembar, boleh_lihat_evaluasi
from evaluasi.reports.kertas_kerja import kertas_kerja, nama_berkas
from evaluasi.selectors.daftar_lembar import BarisLembar, daftar_lembar, tahun_templat
from evaluasi.selectors.lembar import muat_lembar
from evaluasi.selectors.templat import tahun_bawaan, templat_tahun
from evaluasi.services.lembar import mulai_lembar
from evaluasi.views.lembar_tampil import konteks_lembar
from opd.models import Pengguna, PerangkatDaerah

JENIS_LEMBAR = (JenisLembar.MANDIRI, JenisLembar.INTERNAL)  # a page of their own


def lembar_berhalaman(pengguna: Pengguna) -> QuerySet[LembarKerja]:
    """Visible sheets that are filled in here; what the ministry gave is recorded elsewhere."""
    return (
        LembarKerja.objects.for_user(pengguna)
        .filter(jenis__in=JENIS_LEMBAR)
        .select_related(
            "templat", "perangkat_daerah", "dikirim_oleh", "dinilai_oleh", "direviu_oleh"
        )
    )


class LkeListView(PenggunaMixin, TemplateView):
    """Every sheet of one evaluation year that the person may see."""

    template_name = "evaluasi/lke_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_lihat_evaluasi(self.pengguna).wajib()
        daftar_tahun = tahun_templat(self.pengguna)
        tahun = _pilih_tahun(self.request.GET.get("tahun", ""), daftar_tahun)
        konteks: dict[str, Any] = {"tahun": tahun}
        templat = templat_tahun(tahun) if tahun else None
        if templat is None:
            return super().get_context_data(**konteks, **kwargs)
        jenis = self.request.GET.get("jenis", "")
        if jenis not in JenisLembar.values:
            jenis = ""
        semua = daftar_lembar(
            self.pengguna,
            templat,
            lambda j, pd_id, kota: bool(boleh_buat_lembar(self.pengguna, j, pd_id, kota)),
        )
        baris = _saring(semua, jenis)
        alamat = reverse("evaluasi:lke_list")
        return super().get_context_data(
            **konteks,
            templat=templat,
            jenis=jenis,
            kota=next((b for b in baris if b.kota), None),
            baris=[b for b in baris if not b.kota],
            # One PD and no city: no table for one row.
            sendiri=(
                len(semua) <= 2
                and not self.pengguna.melihat_semua_pd
                and not any(b.kota for b in semua)
            ),
            kolom=[JenisLembar(j).label for j in JENIS_LEMBAR if jenis in ("", j)],
            kepingan=_kepingan(semua, jenis, tahun, alamat),
            periode={
                "aksi": alamat,
                "tahun": tahun,
                "daftar_tahun": daftar_tahun,
                "bawaan": [("jenis", jenis)] if jenis else [],
            },
            **kwargs,
        )


class LkeCreateView(PenggunaMixin, View):
    """Start a sheet, or open the one that is there."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MulaiLembarForm(request.POST)
        if not form.is_valid():
            raise Http404
        data = form.cleaned_data
        try:
            lembar = mulai_lembar(
                perangkat_daerah_id=data["pd"],
                tahun=data["tahun"],
                jenis=data["jenis"],
                oleh=self.pengguna,
            )
        except PerangkatDaerah.DoesNotExist:
            raise Http404 from None
        except GalatPengguna as galat:
            messages.error(request, str(galat))
            return HttpResponseRedirect(reverse("evaluasi:lke_list"))
        return HttpResponseRedirect(reverse("evaluasi:lke_detail", args=[lembar.pk]))


class LkeDetailView(ScopedPermissionMixin, DetailView[LembarKerja]):
    """One sheet; ?buka=1.a opens a row."""

    template_name = "evaluasi/lke_detail.html"
    context_object_name = "lembar"

    def get_queryset(self) -> QuerySet[LembarKerja]:
        return lembar_berhalaman(self.pengguna)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        buka = self.request.GET.get("buka", "")
        konteks = konteks_lembar(self.pengguna, self.object, buka)
        return super().get_context_data(
            form_kembali=KembalikanForm(), form_tarik=TarikForm(), **konteks, **kwargs
        )


class LkeUnduhView(ScopedPermissionMixin, DetailView[LembarKerja]):
    """The working paper as XLSX."""

    def get_queryset(self) -> QuerySet[LembarKerja]:
        return lembar_berhalaman(self.pengguna)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        isi = muat_lembar(self.object)
        pd = self.object.perangkat_daerah
        berkas = kertas_kerja(isi, pd.nama_pada())
        return HttpResponse(
            berkas,
            content_type=TIPE_ISI[JenisBerkas.XLSX],
            headers=kepala_unduhan(nama_berkas(isi, pd.kode), hashlib.sha256(berkas).hexdigest()),
        )


def _pilih_tahun(teks: str, daftar_tahun: list[int]) -> int:
    """The year asked for when it has a template, else that of every page; 0 without any."""
    if teks.isascii() and teks.isdigit() and int(teks[:6]) in daftar_tahun:
        return int(teks[:6])
    return tahun_bawaan() or 0


def _saring(semua: list[BarisLembar], jenis: str) -> list[BarisLembar]:
    if not jenis:
        return semua
    return [
        BarisLembar(b.pd_id, b.nama, b.kota, sel)
        for b in semua
        if (sel := tuple(s for s in b.sel if s.jenis == jenis))
    ]


def _kepingan(
    semua: list[BarisLembar], jenis: str, tahun: int, alamat: str
) -> list[dict[str, Any]]:
    sel = [s for b in semua for s in b.sel if s.pk]
    ada_kementerian = any(s.jenis == JenisLembar.KEMENTERIAN for b in semua for s in b.sel)
    pilihan = [("", "Semua", len(sel))]
    pilihan += [
        (j.value, j.label, sum(s.jenis == j for s in sel))
        for j in JenisLembar
        if j != JenisLembar.KEMENTERIAN or ada_kementerian
    ]
    return [
        {
            "label": label,
            "jumlah": jumlah,
            "aktif": kode == jenis,
            "url": f"{alamat}?{urlencode({'tahun': tahun, **({'jenis': kode} if kode else {})})}",
        }
        for kode, label, jumlah in pilihan
    ]
