"""Writing Perjanjian Kinerja: drafts, their change, the signature."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.generic import FormView
from django.views.generic.base import View

from dasar.galat import GalatPengguna
from dasar.views.mixins import PenggunaMixin, PeriksaDuluMixin
from kinerja.forms.perjanjian import PKForm, PKSemuaForm, PKTandaForm
from kinerja.models import PerjanjianKinerja
from kinerja.permissions import boleh_susun_pk, boleh_tandatangani_pk, boleh_ubah_pk
from kinerja.reports.pk_bagian import susun_bagian
from kinerja.selectors.isi_perjanjian import susun_isi
from kinerja.services.cetakan import antrekan_cetakan
from kinerja.services.perjanjian import (
    buat_pk,
    buat_pk_semua,
    hapus_pk,
    periksa_perubahan,
    pk_berlaku,
    rentang_tanggal,
    ubah_pk,
)
from kinerja.services.perjanjian_tanda import halangan_tanda, tanda_isi, tandatangani_pk
from kinerja.views.periode import baca_bilangan
from kinerja.views.perjanjian import alamat_daftar, baca_tahun
from opd.forms.medan import terima_galat
from opd.models import Jabatan, Pengguna
from opd.selectors.perangkat_daerah import pd_terbaca

_SIAP = (
    "jabatan__perangkat_daerah",
    "jabatan__induk__perangkat_daerah",
)


def tanggal_awal(tahun: int) -> datetime.date:
    """The date that a new draft proposes: today, or the nearest day that the year allows."""
    awal, akhir = rentang_tanggal(tahun)
    return min(max(timezone.localdate(), awal), akhir)


def _pk_terlihat(pengguna: Pengguna, pk_id: int) -> PerjanjianKinerja:
    return get_object_or_404(
        PerjanjianKinerja.objects.for_user(pengguna).select_related(*_SIAP), pk=pk_id
    )


def _alamat(pk: PerjanjianKinerja) -> str:
    return reverse("kinerja:pk_detail", args=[pk.pk])


class PKCreateView(PeriksaDuluMixin, FormView[PKForm]):
    """A draft for one post: the first of the year, or a perubahan with its reason."""

    template_name = "kinerja/pk_form.html"
    form_class = PKForm

    def periksa(self, **kwargs: Any) -> None:
        sumber = self.request.GET.get("jabatan") or self.request.POST.get("jabatan")
        self.jabatan = get_object_or_404(
            Jabatan.objects.for_user(self.pengguna).select_related("perangkat_daerah"),
            pk=baca_bilangan(sumber) or 0,
        )
        boleh_susun_pk(self.pengguna, self.jabatan.perangkat_daerah_id).wajib()
        self.tahun = baca_tahun(self.request)
        self.lama = pk_berlaku(self.jabatan.pk, self.tahun)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "perubahan": self.lama is not None,
            "tombol": "Buat draf perubahan" if self.lama else "Buat draf",
        }

    def get_initial(self) -> dict[str, Any]:
        return {"tanggal": tanggal_awal(self.tahun)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            jabatan=self.jabatan,
            tahun=self.tahun,
            lama=self.lama,
            judul=f"Buat Perjanjian Kinerja {'perubahan ' if self.lama else ''}{self.tahun}",
            url_kembali=alamat_daftar(self.tahun, self.jabatan.perangkat_daerah_id),
            **kwargs,
        )

    def form_valid(self, form: PKForm) -> HttpResponse:
        try:
            pk = buat_pk(
                jabatan_id=self.jabatan.pk, tahun=self.tahun, oleh=self.pengguna, **form.isian()
            )
        except ValidationError as galat:
            terima_galat(form, galat)
            return self.form_invalid(form)
        messages.success(self.request, f"Draf {pk} dibuat.")
        return HttpResponseRedirect(_alamat(pk))


class PKSemuaView(PeriksaDuluMixin, FormView[PKSemuaForm]):
    """First drafts for all posts of one PD that have none, with one date."""

    template_name = "kinerja/pk_semua.html"
    form_class = PKSemuaForm

    def periksa(self, **kwargs: Any) -> None:
        nomor = baca_bilangan(self.request.GET.get("pd") or self.request.POST.get("pd")) or 0
        jabatan = Jabatan.objects.for_user(self.pengguna).values("perangkat_daerah")
        terbaca = pd_terbaca(self.pengguna).filter(pk=nomor, pk__in=jabatan)
        pd = terbaca.dengan_nama().first()
        if pd is None:
            raise Http404
        boleh_susun_pk(self.pengguna, pd.pk).wajib()
        self.pd, self.tahun = pd, baca_tahun(self.request)

    def get_initial(self) -> dict[str, Any]:
        return {"tanggal": tanggal_awal(self.tahun)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            pd=self.pd,
            tahun=self.tahun,
            url_kembali=alamat_daftar(self.tahun, self.pd.pk),
            **kwargs,
        )

    def form_valid(self, form: PKSemuaForm) -> HttpResponse:
        try:
            hasil = buat_pk_semua(
                pd_id=self.pd.pk,
                tahun=self.tahun,
                tanggal=form.cleaned_data["tanggal"],
                oleh=self.pengguna,
            )
        except ValidationError as galat:
            terima_galat(form, galat)
            return self.form_invalid(form)
        if hasil.dibuat:
            messages.success(self.request, f"{len(hasil.dibuat)} draf Perjanjian Kinerja dibuat.")
        elif not hasil.dilewati:
            messages.info(self.request, "Semua jabatan sudah mempunyai Perjanjian Kinerja.")
        for kalimat in hasil.dilewati[:5]:
            messages.error(self.request, kalimat)
        return HttpResponseRedirect(alamat_daftar(self.tahun, self.pd.pk))


class PKUpdateView(PeriksaDuluMixin, FormView[PKForm]):
    """Date, number and reason of a draft."""

    template_name = "kinerja/pk_form.html"
    form_class = PKForm

    def periksa(self, **kwargs: Any) -> None:
        self.pk = _pk_terlihat(self.pengguna, kwargs["pk"])
        boleh_ubah_pk(self.pengguna, self.pk).wajib()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "perubahan": self.pk.perubahan_ke > 0,
            "tombol": "Simpan",
            "pk": self.pk,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            jabatan=self.pk.jabatan,
            tahun=self.pk.tahun,
            judul=f"Ubah draf {self.pk}",
            url_kembali=_alamat(self.pk),
            **kwargs,
        )

    def form_valid(self, form: PKForm) -> HttpResponse:
        try:
            ubah_pk(
                pk_id=self.pk.pk,
                tanda=form.cleaned_data["tanda"],
                oleh=self.pengguna,
                **form.isian(),
            )
        except ValidationError as galat:
            terima_galat(form, galat)
            return self.form_invalid(form)
        except GalatPengguna as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        except PerjanjianKinerja.DoesNotExist:  # thrown away meanwhile
            raise Http404 from None
        messages.success(self.request, "Draf disimpan.")
        return HttpResponseRedirect(_alamat(self.pk))


class PKDeleteView(PenggunaMixin, View):
    """Throw a draft away; asked for in a dialog of its page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        satu = _pk_terlihat(self.pengguna, pk)
        try:
            hapus_pk(pk_id=satu.pk, tanda=request.POST.get("tanda", ""), oleh=self.pengguna)
        except GalatPengguna as galat:
            messages.error(request, str(galat))
            return HttpResponseRedirect(_alamat(satu))
        except PerjanjianKinerja.DoesNotExist:  # thrown away meanwhile
            raise Http404 from None
        messages.success(request, f"Draf {satu} dihapus.")
        return HttpResponseRedirect(alamat_daftar(satu.tahun, satu.perangkat_daerah_id))


class PKTandaView(PeriksaDuluMixin, FormView[PKTandaForm]):
    """What is about to be frozen, as of ?tanggal=, and the yes below it."""

    template_name = "kinerja/pk_tanda.html"
    form_class = PKTandaForm

    def periksa(self, **kwargs: Any) -> None:
        self.pk = _pk_terlihat(self.pengguna, kwargs["pk"])
        boleh_tandatangani_pk(self.pengguna, self.pk).wajib()
        sumber = self.request.POST if self.request.method == "POST" else self.request.GET
        self.tanggal = _tanggal(sumber.get("tanggal")) or self.pk.tanggal
        self.pk.tanggal = self.tanggal  # as it would be signed; nothing is saved here
        self.isi = susun_isi(self.pk, self.tanggal)

    def halangan(self, lama: PerjanjianKinerja | None) -> list[str]:
        """Everything that keeps this from being signed on the day that is shown."""
        try:
            periksa_perubahan(self.pk, lama)
        except ValidationError as galat:
            return [*galat.messages, *halangan_tanda(self.isi)]
        return halangan_tanda(self.isi)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "memuat_contoh": self.isi.memuat_contoh}

    def get_initial(self) -> dict[str, Any]:
        return {"tanggal": self.tanggal.isoformat(), "tanda": tanda_isi(self.isi)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lama = pk_berlaku(self.pk.jabatan_id, self.pk.tahun)
        return super().get_context_data(
            pk=self.pk,
            isi=self.isi,
            bagian=susun_bagian(self.isi),
            tanggal=self.tanggal,
            halangan=self.halangan(lama),
            celah=self.isi.celah,
            lama=lama,
            rentang=rentang_tanggal(self.pk.tahun),
            **kwargs,
        )

    def form_valid(self, form: PKTandaForm) -> HttpResponse:
        try:
            pk = tandatangani_pk(
                pk_id=self.pk.pk,
                tanggal=self.tanggal,
                oleh=self.pengguna,
                tanda=form.cleaned_data["tanda"],
                contoh=form.cleaned_data.get("contoh", False),
            )
        except ValidationError as galat:
            for kalimat in galat.messages:
                form.add_error(None, kalimat)
            return self.form_invalid(form)
        except PerjanjianKinerja.DoesNotExist:  # thrown away meanwhile
            raise Http404 from None
        except GalatPengguna as galat:
            # The page below shows the content of now: its mark replaces the old one.
            isian = self.request.POST.copy()
            isian["tanda"] = tanda_isi(self.isi)
            form.data = isian
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        messages.success(self.request, f"{pk} dicatat sudah ditandatangani.")
        try:
            antrekan_cetakan(jenis="pk", objek_id=pk.pk, oleh=self.pengguna)
        except GalatPengguna as galat:
            messages.warning(self.request, str(galat))
        return HttpResponseRedirect(_alamat(pk))


def _tanggal(teks: str | None) -> datetime.date | None:
    """A day of the address or of a posted form; None for anything that is none."""
    try:
        return parse_date(teks) if teks else None
    except ValueError:
        return None
