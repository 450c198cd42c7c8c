"""Pages of pohon kinerja: the trees, one tree drawn and as a list, a new one."""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView, ListView, TemplateView

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.views.mixins import PenggunaMixin, PeriksaDuluMixin, ScopedPermissionMixin
from kinerja.forms.pohon import PohonForm, SusunForm
from kinerja.models import JenisPohon, PohonKinerja
from kinerja.permissions import boleh_cetak, boleh_lihat_kinerja, boleh_ubah_pohon
from kinerja.reports.gambar_pohon import gambar_layar
from kinerja.reports.pohon import masa_pohon
from kinerja.selectors.celah_pohon import celah_pohon
from kinerja.selectors.cetakan import daftar_cetakan
from kinerja.selectors.pohon_kinerja import (
    daftar_pohon,
    rencana_berlaku,
    susun_pohon_kinerja,
    tahun_tampil,
)
from kinerja.services.pohon import buat_pohon, hapus_pohon, tanda_baris, ubah_pohon
from kinerja.services.pohon_dari_rencana import susun_dari_rencana
from kinerja.views.galat_formulir import tulis_galat
from kinerja.views.periode import baca_bilangan
from opd.models import JenisPeran, Pengguna, PerangkatDaerah

TAMPILAN = ("pohon", "daftar")


def alamat_pohon(pohon_id: int, kondisi_id: int | None = None) -> str:
    """The list of a tree, at one condition."""
    url = reverse("kinerja:pohon_detail", args=[pohon_id]) + "?tampilan=daftar"
    return f"{url}#kondisi-{kondisi_id}" if kondisi_id else url


def jenis_boleh(user: Pengguna) -> list[str]:
    """The kinds of trees that a person may make."""
    if user.punya_peran(JenisPeran.PERENCANA, JenisPeran.ORGANISASI):
        return list(JenisPohon.values)
    return [JenisPohon.PD.value] if user.punya_peran(JenisPeran.OPERATOR) else []


class PohonListView(PenggunaMixin, ListView[PohonKinerja]):
    """The trees a person may see: the city's, thematic ones, then by PD."""

    template_name = "kinerja/pohon_list.html"
    paginate_by = 60

    def get_queryset(self) -> QuerySet[PohonKinerja]:
        boleh_lihat_kinerja(self.pengguna).wajib()
        return daftar_pohon(self.pengguna)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks: dict[str, Any] = super().get_context_data(**kwargs)
        kini = timezone.localdate()
        # A tree of past years keeps the name of its time.
        nama = {
            tahun: PerangkatDaerah.objects.nama_per_id(min(kini, datetime.date(tahun, 12, 31)))
            for tahun in {p.tahun_sampai for p in konteks["object_list"]}
        }
        konteks["golongan"] = [
            (
                JenisPohon(jenis).label,
                [
                    (p, nama[p.tahun_sampai].get(p.perangkat_daerah_id, ""), masa_pohon(p))
                    for p in isi
                ],
            )
            for jenis, isi in groupby(konteks["object_list"], key=lambda p: p.jenis)
        ]
        konteks["boleh_buat"] = bool(jenis_boleh(self.pengguna))
        return konteks


class PohonDetailView(ScopedPermissionMixin, DetailView[PohonKinerja]):
    """One tree as a drawing and as an indented list; its gaps and its printed versions."""

    template_name = "kinerja/pohon_detail.html"
    queryset = PohonKinerja.objects.select_related("perangkat_daerah")
    context_object_name = "pohon"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pohon = self.object
        tahun = tahun_tampil(pohon, baca_bilangan(self.request.GET.get("tahun")))
        tampil = susun_pohon_kinerja(pohon, tahun=tahun)
        diminta = self.request.GET.get("tampilan", "")
        tampilan = diminta if diminta in TAMPILAN else ""
        izin = boleh_ubah_pohon(self.pengguna, pohon)
        celah = celah_pohon(pohon, tampil)
        return super().get_context_data(
            tampil=tampil,
            # "" is left to the width of the screen: the drawing, on a phone the list
            tampilan=tampilan,
            gambar=gambar_layar(tampil) if tampilan != "daftar" and tampil.akar else None,
            tahun=tahun,
            daftar_tahun=range(pohon.tahun_dari, pohon.tahun_sampai + 1),
            masa=masa_pohon(pohon),
            celah=celah,
            jumlah_celah=sum(k.jumlah for k in celah if not k.catatan),
            boleh_ubah=bool(izin),
            ada_rencana=bool(izin)
            and not tampil.semua
            and pohon.jenis != JenisPohon.TEMATIK
            and rencana_berlaku(
                pohon.perangkat_daerah_id, pohon.tahun_dari, pohon.tahun_sampai
            ).exists(),
            cetakan=daftar_cetakan(
                "pohon", pohon, self.pengguna, boleh=bool(boleh_cetak(self.pengguna, pohon))
            ),
            **kwargs,
        )


class _PohonFormView(PeriksaDuluMixin, FormView[PohonForm]):
    template_name = "kinerja/pohon_form.html"
    form_class = PohonForm
    baru = True

    def get_form_kwargs(self) -> dict[str, Any]:
        pd = PerangkatDaerah.objects.for_user(self.pengguna).penyusun().dengan_nama()
        return {
            **super().get_form_kwargs(),
            "jenis": jenis_boleh(self.pengguna),
            "pd": [(p.pk, p.nama_kini) for p in pd.order_by("urutan", "kode")],
            "kota_id": PerangkatDaerah.objects.kota_id(),
            "baru": self.baru,
        }


class PohonCreateView(_PohonFormView):
    """A new, empty tree."""

    def periksa(self, **kwargs: Any) -> None:
        boleh_lihat_kinerja(self.pengguna).wajib()
        if not jenis_boleh(self.pengguna):
            raise TidakBoleh(
                "Pohon kinerja dibuat oleh operator perangkat daerah, perencana, "
                "atau Bagian Organisasi."
            )

    def get_initial(self) -> dict[str, Any]:
        jenis = jenis_boleh(self.pengguna)
        milik = sorted(self.pengguna.pd_terlihat)
        return {
            "jenis": JenisPohon.PD,
            "perangkat_daerah": milik[0] if len(milik) == 1 and len(jenis) == 1 else None,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(judul="Buat pohon kinerja", **kwargs)

    def form_valid(self, form: PohonForm) -> HttpResponse:
        try:
            pohon = buat_pohon(masuk=form.masuk(), oleh=self.pengguna)
        except ValidationError as galat:
            tulis_galat(form, galat, bawaan="judul")
            return self.form_invalid(form)
        except PerangkatDaerah.DoesNotExist:
            form.add_error("perangkat_daerah", "Perangkat daerah itu tidak ada.")
            return self.form_invalid(form)
        messages.success(self.request, "Pohon kinerja dibuat.")
        return HttpResponseRedirect(alamat_pohon(pohon.pk))


class PohonUpdateView(_PohonFormView):
    """Title, years and source of a tree."""

    baru = False

    def periksa(self, **kwargs: Any) -> None:
        self.pohon = _pohon_boleh_ubah(self.pengguna, kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        p = self.pohon
        return {
            "judul": p.judul,
            "tahun_dari": p.tahun_dari,
            "tahun_sampai": p.tahun_sampai,
            "sumber": p.sumber,
            "tanda": tanda_baris(p),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(judul="Ubah pohon kinerja", pohon=self.pohon, **kwargs)

    def form_valid(self, form: PohonForm) -> HttpResponse:
        p = self.pohon
        try:
            ubah_pohon(
                pohon_id=p.pk,
                masuk=form.masuk(p.jenis, p.perangkat_daerah_id),
                tanda=form.cleaned_data["tanda"],
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            tulis_galat(form, galat, bawaan="judul")
            return self.form_invalid(form)
        messages.success(self.request, "Pohon kinerja disimpan.")
        return HttpResponseRedirect(alamat_pohon(p.pk))


class PohonDeleteView(PeriksaDuluMixin, TemplateView):
    """Asks first, then removes a tree without conditions."""

    template_name = "kinerja/pohon_hapus.html"

    def periksa(self, **kwargs: Any) -> None:
        self.pohon = _pohon_boleh_ubah(self.pengguna, kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            judul="Hapus pohon",
            pohon=self.pohon,
            sebutan=f"{self.pohon.get_jenis_display()} {masa_pohon(self.pohon)}",
            akibat="Pohon ini hilang dari daftar. Isinya tetap ada di jejak audit.",
            tanda=self.request.POST.get("tanda") or tanda_baris(self.pohon),
            url_kembali=alamat_pohon(self.pohon.pk),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = Form(request.POST)
        form.full_clean()
        try:
            hapus_pohon(
                pohon_id=self.pohon.pk, tanda=request.POST.get("tanda", ""), oleh=self.pengguna
            )
        except (ValidationError, GalatPengguna) as galat:
            tulis_galat(form, galat)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, "Pohon dihapus.")
        return HttpResponseRedirect(reverse("kinerja:pohon_list"))


class PohonSusunView(PeriksaDuluMixin, FormView[SusunForm]):
    """Start an empty tree from a plan in force."""

    template_name = "kinerja/pohon_susun.html"
    form_class = SusunForm

    def periksa(self, **kwargs: Any) -> None:
        self.pohon = _pohon_boleh_ubah(self.pengguna, kwargs["pk"])
        if self.pohon.jenis == JenisPohon.TEMATIK:
            raise Http404

    def get_form_kwargs(self) -> dict[str, Any]:
        p = self.pohon
        rencana = rencana_berlaku(p.perangkat_daerah_id, p.tahun_dari, p.tahun_sampai)
        return {**super().get_form_kwargs(), "dokumen": [(d.pk, str(d)) for d in rencana]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pohon=self.pohon, **kwargs)

    def form_valid(self, form: SusunForm) -> HttpResponse:
        try:
            jumlah = susun_dari_rencana(
                pohon_id=self.pohon.pk,
                dokumen_id=form.cleaned_data["dokumen"],
                oleh=self.pengguna,
            )
        except ValidationError as galat:
            tulis_galat(form, galat, bawaan="dokumen")
            return self.form_invalid(form)
        messages.success(
            self.request, f"{jumlah} kondisi disusun dari rencana. Rumuskan ulang satu per satu."
        )
        return HttpResponseRedirect(alamat_pohon(self.pohon.pk))


def _pohon_boleh_ubah(user: Pengguna, pk: int) -> PohonKinerja:
    pohon = get_object_or_404(PohonKinerja.objects.for_user(user), pk=pk)
    boleh_ubah_pohon(user, pohon).wajib()
    return pohon
