"""Pages on which people write the texts of a report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from dasar.tanggal import format_waktu_relatif
from dasar.views.mixins import PeriksaDuluMixin
from kinerja.permissions import boleh_ubah_acuan
from kinerja.views.periode import baca_bilangan
from laporan.forms.naskah import NaskahForm
from laporan.formulas.data_lkjip import DataLKjIP, SasaranLKjIP
from laporan.models import BAGIAN_SASARAN, BagianNaskah, NaskahLKjIP
from laporan.permissions import boleh_lihat_laporan, boleh_susun_lkjip
from laporan.selectors.lkjip import kelompok_celah
from laporan.selectors.naskah import (
    acuan_tercatat,
    bahan_naskah,
    data_kini,
    kelompok_naskah,
    tanda_naskah,
)
from laporan.services.naskah import KonflikNaskah, hapus_naskah, simpan_naskah
from laporan.views.lkjip import LaporanMixin


class NaskahMixin(LaporanMixin, PeriksaDuluMixin):
    """Loads the report of the address; someone without any PD is told why they see nothing."""

    def periksa(self, **kwargs: Any) -> None:
        boleh_lihat_laporan(self.pengguna).wajib()
        self.muat(kwargs["pd_id"], kwargs["tahun"])

    def kepala(self) -> dict[str, Any]:
        """What every page of a report's texts shows in its head."""
        return {
            "pd": self.pd,
            "nama": self.pd.nama_pada(),
            "tahun": self.tahun,
            "url_naskah": self.url_naskah(),
        }

    def url_naskah(self) -> str:
        return reverse("laporan:naskah", args=[self.pd.pk, self.tahun])


class NaskahView(NaskahMixin, TemplateView):
    """Every part of one report with its state, and what the report lacks now."""

    template_name = "laporan/naskah_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        data = data_kini(self.pd, self.tahun)
        kelompok = kelompok_naskah(self.pd, self.tahun, data)
        izin = self.izin()
        return super().get_context_data(
            **{**kwargs, **self.kepala()},  # both name the year
            kelompok=kelompok,
            # Nobody can analyse a sasaran that has no indicator yet.
            jumlah=sum(len(k.baris) for k in kelompok if not k.lipat),
            jumlah_ada=sum(k.jumlah_ada for k in kelompok if not k.lipat),
            celah=kelompok_celah(data.celah),
            jumlah_celah=len(data.celah),
            boleh=bool(izin),
            alasan=izin.alasan,
            acuan=acuan_tercatat(self.pd, self.tahun),
            boleh_acuan=bool(boleh_ubah_acuan(self.pengguna, self.pd.pk)),
        )


class NaskahUpdateView(NaskahMixin):
    """Write one part beside the numbers it is about.

    409: someone else changed it meanwhile, both texts are shown. 422: the text was refused.
    """

    bagian: BagianNaskah
    data: DataLKjIP
    sasaran: SasaranLKjIP | None

    def siapkan(self, bagian: str) -> None:
        """Judge the person, then find the part. Raises TidakBoleh, Http404."""
        boleh_susun_lkjip(self.pengguna, self.pd).wajib()
        if bagian not in BagianNaskah.values:
            raise Http404
        self.bagian = BagianNaskah(bagian)
        self.data = data_kini(self.pd, self.tahun)
        self.sasaran = None
        if self.bagian in BAGIAN_SASARAN:
            dicari = baca_bilangan(self.request.GET.get("sasaran"))
            cocok = (s for s in self.data.sasaran if s.simpul_id == dicari)
            self.sasaran = next(cocok, None)
            if self.sasaran is None:
                raise Http404

    def get(self, request: HttpRequest, pd_id: int, tahun: int, bagian: str) -> HttpResponse:
        self.siapkan(bagian)
        tersimpan = self.tersimpan()
        form = self.form(
            initial={
                "teks": tersimpan.teks if tersimpan else "",
                "versi": tanda_naskah(tersimpan),
            }
        )
        return self.halaman(form, tersimpan)

    def post(self, request: HttpRequest, pd_id: int, tahun: int, bagian: str) -> HttpResponse:
        self.siapkan(bagian)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.halaman(form, self.tersimpan(), status=422)
        teks, tanda = form.cleaned_data["teks"], form.cleaned_data["versi"]
        if not teks:
            return self.kosongkan(form, tanda)
        try:
            simpan_naskah(**self.tempat(), teks=teks, tanda=tanda, oleh=self.pengguna)
        except KonflikNaskah as konflik:
            return self.konflik(teks, konflik.tersimpan)
        except ValidationError as galat:
            form.add_error("teks", galat.messages)
            return self.halaman(form, self.tersimpan(), status=422)
        messages.success(request, f"{self.bagian.label} disimpan.")
        return HttpResponseRedirect(self.url_naskah())

    def kosongkan(self, form: NaskahForm, tanda: str) -> HttpResponse:
        """An empty text removes the stored one, after a question."""
        tersimpan = self.tersimpan()
        if tersimpan is None and not tanda:
            form.add_error("teks", "Tulis naskahnya dulu.")
            return self.halaman(form, None, status=422)
        if self.request.POST.get("yakin") != "1" and tersimpan is not None:
            konteks = {**self.konteks(), "tersimpan": tersimpan, "versi": tanda}
            return render(self.request, "laporan/naskah_hapus.html", konteks)
        try:
            hapus_naskah(**self.tempat(), tanda=tanda, oleh=self.pengguna)
        except KonflikNaskah as konflik:
            return self.konflik("", konflik.tersimpan)
        messages.success(self.request, f"{self.bagian.label} dihapus.")
        return HttpResponseRedirect(self.url_naskah())

    def konflik(self, teks: str, tersimpan: NaskahLKjIP | None) -> HttpResponse:
        """Both texts; saving now replaces exactly the stored one that is shown."""
        form = self.form(initial={"teks": teks, "versi": tanda_naskah(tersimpan)})
        siapa = pada = ""
        if tersimpan is not None:
            siapa = str(tersimpan.ditulis_oleh or "pengguna lain")
            pada = format_waktu_relatif(tersimpan.diperbarui_pada, timezone.now())
        konteks = {
            **self.konteks(),
            "form": form,
            "tersimpan": tersimpan,
            "siapa": siapa,
            "pada": pada,
            "dihapus": tersimpan is None,
        }
        return render(self.request, "laporan/naskah_konflik.html", konteks, status=409)

    def form(self, *args: Any, **kwargs: Any) -> NaskahForm:
        return NaskahForm(*args, batal=self.url_naskah(), **kwargs)

    def tempat(self) -> dict[str, Any]:
        """Which text the services are asked about."""
        return {
            "pd_id": self.pd.pk,
            "tahun": self.tahun,
            "bagian": self.bagian.value,
            "simpul_id": self.sasaran.simpul_id if self.sasaran else None,
        }

    def tersimpan(self) -> NaskahLKjIP | None:
        return (
            NaskahLKjIP.objects.for_user(self.pengguna)
            .select_related("ditulis_oleh")
            .filter(
                perangkat_daerah=self.pd,
                tahun=self.tahun,
                bagian=self.bagian,
                simpul=self.sasaran.simpul_id if self.sasaran else None,
            )
            .first()
        )

    def konteks(self) -> dict[str, Any]:
        return {
            **self.kepala(),
            "bagian": self.bagian,
            "judul": self.bagian.label,
            "sasaran": self.sasaran,
            "bahan": bahan_naskah(self.data, self.bagian, self.sasaran),
        }

    def halaman(
        self, form: NaskahForm, tersimpan: NaskahLKjIP | None, status: int = 200
    ) -> HttpResponse:
        konteks = {**self.konteks(), "form": form, "tersimpan": tersimpan}
        return render(self.request, "laporan/naskah_form.html", konteks, status=status)
