"""Pages of one assignment: putting an official into a post, and its last day."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from dasar.views.mixins import PeriksaDuluMixin
from opd.forms.medan import Pilihan
from opd.forms.penugasan import PenugasanAkhirForm, PenugasanForm, PenugasanHapusForm
from opd.models import Jabatan, PenugasanJabatan
from opd.permissions import boleh_kelola_pd
from opd.selectors.batal_penugasan import diakhiri_sebelumnya, halangan_batal
from opd.selectors.pelantikan import isi_pilihan_pegawai
from opd.services.penugasan import (
    akhiri_penugasan,
    batalkan_penugasan,
    tanda_penugasan,
    tugaskan,
)
from opd.views.formulir import FormulirView
from opd.views.jabatan import remah_jabatan


class PenugasanCreateView(FormulirView[PenugasanForm]):
    """An official for one post."""

    template_name = "opd/penugasan_form.html"
    form_class = PenugasanForm
    judul = "Tugaskan pejabat"
    pesan = "Penugasan disimpan."

    def periksa(self, **kwargs: Any) -> None:
        terlihat = Jabatan.objects.for_user(self.pengguna).select_related("perangkat_daerah")
        self.jabatan = get_object_or_404(terlihat, pk=kwargs["pk"])
        boleh_kelola_pd(self.pengguna).wajib()

    def get_form_kwargs(self) -> dict[str, Any]:
        pegawai = Pilihan(isi_pilihan_pegawai(self.pengguna))
        return {**super().get_form_kwargs(), "pegawai": pegawai}

    def kepala(self) -> dict[str, Any]:
        return {"konteks": self.jabatan.nama, "remah": remah_jabatan(self.jabatan)}

    def simpan(self, form: PenugasanForm) -> str:
        data = dict(form.cleaned_data)
        tugaskan(
            jabatan_id=self.jabatan.pk,
            pegawai_id=data.pop("pegawai"),
            **data,
            oleh=self.pengguna,
        )
        return reverse("opd:jabatan_detail", args=[self.jabatan.pk])


class _PenugasanMixin(PeriksaDuluMixin):
    """One visible assignment, for Bagian Organisasi."""

    def periksa(self, **kwargs: Any) -> None:
        terlihat = PenugasanJabatan.objects.for_user(self.pengguna).select_related(
            "jabatan__perangkat_daerah", "pegawai"
        )
        self.penugasan = get_object_or_404(terlihat, pk=kwargs["pk"])
        boleh_kelola_pd(self.pengguna).wajib()

    def kepala(self) -> dict[str, Any]:
        p = self.penugasan
        return {
            "konteks": f"{p.pegawai.nama}, {p.sebutan}",
            "remah": remah_jabatan(p.jabatan),
        }


class PenugasanAkhirView(_PenugasanMixin, FormulirView[PenugasanAkhirForm]):
    """The last day of an assignment."""

    form_class = PenugasanAkhirForm
    judul = "Akhiri penugasan"
    pesan = "Hari terakhir penugasan disimpan."

    def get_initial(self) -> dict[str, Any]:
        return {"sampai": self.penugasan.sampai, "tanda": tanda_penugasan(self.penugasan)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "berakhir": self.penugasan.sampai is not None}

    def simpan(self, form: PenugasanAkhirForm) -> str:
        akhiri_penugasan(penugasan_id=self.penugasan.pk, **form.cleaned_data, oleh=self.pengguna)
        return reverse("opd:jabatan_detail", args=[self.penugasan.jabatan_id])


class PenugasanHapusView(_PenugasanMixin, FormulirView[PenugasanHapusForm]):
    """Removing an assignment that was entered by mistake."""

    template_name = "opd/penugasan_hapus.html"
    form_class = PenugasanHapusForm
    judul = "Hapus penugasan"
    pesan = "Penugasan dihapus."

    def get_initial(self) -> dict[str, Any]:
        return {"tanda": tanda_penugasan(self.penugasan)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            halangan=halangan_batal(self.penugasan),
            sebelumnya=diakhiri_sebelumnya(self.penugasan),
            jabatan=self.penugasan.jabatan,
            **kwargs,
        )

    def simpan(self, form: PenugasanHapusForm) -> str:
        batalkan_penugasan(penugasan_id=self.penugasan.pk, **form.cleaned_data, oleh=self.pengguna)
        return reverse("opd:jabatan_detail", args=[self.penugasan.jabatan_id])
