"""Pages of what hangs on one condition of a pohon kinerja: CSF, indicators, and removing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import FormView, TemplateView

from dasar.galat import GalatPengguna
from kinerja.forms.pohon import (
    CSFForm,
    IndikatorKondisiForm,
)
from kinerja.models import (
    FaktorKunci,
    IndikatorKondisi,
)
from kinerja.selectors.pohon_kinerja import (
    pilihan_indikator_rencana,
)
from kinerja.services.isi_kondisi import (
    hapus_csf,
    hapus_indikator_kondisi,
    tambah_csf,
    tambah_indikator_kondisi,
    ubah_csf,
)
from kinerja.services.pohon import (
    hapus_kondisi,
    tanda_baris,
)
from kinerja.views.galat_formulir import tulis_galat
from kinerja.views.kondisi import PohonMixin
from kinerja.views.pohon import alamat_pohon


class CSFCreateView(PohonMixin, FormView[CSFForm]):
    """A new CSF of a condition."""

    template_name = "kinerja/kondisi_isi_form.html"
    form_class = CSFForm

    def periksa(self, **kwargs: Any) -> None:
        self.muat_kondisi(kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "tombol": "Tambah CSF"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            judul="Tambah CSF", pohon=self.pohon, kondisi=self.kondisi, **kwargs
        )

    def form_valid(self, form: CSFForm) -> HttpResponse:
        uraian = form.cleaned_data["uraian"]
        try:
            tambah_csf(kondisi_id=self.kondisi.pk, uraian=uraian, oleh=self.pengguna)
        except ValidationError as galat:
            tulis_galat(form, galat, bawaan="uraian")
            return self.form_invalid(form)
        messages.success(self.request, "CSF ditambahkan.")
        return HttpResponseRedirect(self.kembali())


class CSFUpdateView(PohonMixin, FormView[CSFForm]):
    """Reword a CSF."""

    template_name = "kinerja/kondisi_isi_form.html"
    form_class = CSFForm

    def periksa(self, **kwargs: Any) -> None:
        self.csf = get_object_or_404(FaktorKunci.objects.for_user(self.pengguna), pk=kwargs["pk"])
        self.muat_kondisi(self.csf.kondisi_id)

    def get_initial(self) -> dict[str, Any]:
        return {"uraian": self.csf.uraian, "tanda": tanda_baris(self.csf)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "tombol": "Simpan CSF"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            judul="Ubah CSF", pohon=self.pohon, kondisi=self.kondisi, **kwargs
        )

    def form_valid(self, form: CSFForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            ubah_csf(
                csf_id=self.csf.pk, uraian=data["uraian"], tanda=data["tanda"], oleh=self.pengguna
            )
        except (ValidationError, GalatPengguna) as galat:
            tulis_galat(form, galat, bawaan="uraian")
            return self.form_invalid(form)
        messages.success(self.request, "CSF disimpan.")
        return HttpResponseRedirect(self.kembali())


class IndikatorKondisiCreateView(PohonMixin, FormView[IndikatorKondisiForm]):
    """An indicator for a condition."""

    template_name = "kinerja/kondisi_isi_form.html"
    form_class = IndikatorKondisiForm

    def periksa(self, **kwargs: Any) -> None:
        self.muat_kondisi(kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        p = self.pohon
        pilihan = pilihan_indikator_rencana(
            self.kondisi.perangkat_daerah_id, p.tahun_dari, p.tahun_sampai
        )
        return {**super().get_form_kwargs(), "indikator": pilihan}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            judul="Tambah indikator", pohon=self.pohon, kondisi=self.kondisi, **kwargs
        )

    def form_valid(self, form: IndikatorKondisiForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            tambah_indikator_kondisi(
                kondisi_id=self.kondisi.pk,
                indikator_id=data["indikator"],
                nama=data["nama"],
                oleh=self.pengguna,
            )
        except ValidationError as galat:
            tulis_galat(form, galat, bawaan="indikator")
            return self.form_invalid(form)
        messages.success(self.request, "Indikator ditambahkan.")
        return HttpResponseRedirect(self.kembali())


class _HapusView(PohonMixin, TemplateView):
    """Asks first; what stands in the way is said on the same page."""

    template_name = "kinerja/pohon_hapus.html"
    judul = ""
    pesan = ""
    objek: Any

    def hapus(self, tanda: str) -> None:
        raise NotImplementedError

    def akibat(self) -> str:
        raise NotImplementedError

    def selesai(self) -> str:
        return self.kembali()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            judul=self.judul,
            pohon=self.pohon,
            kondisi=self.kondisi,
            sebutan=str(self.objek),
            akibat=self.akibat(),
            tanda=self.request.POST.get("tanda") or tanda_baris(self.objek),
            url_kembali=self.kembali(),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = Form(request.POST)
        form.full_clean()
        try:
            self.hapus(request.POST.get("tanda", ""))
        except (ValidationError, GalatPengguna) as galat:
            tulis_galat(form, galat)
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, self.pesan)
        return HttpResponseRedirect(self.selesai())


class KondisiDeleteView(_HapusView):
    """Remove a condition that nothing hangs on."""

    judul, pesan = "Hapus kondisi", "Kondisi dihapus."

    def periksa(self, **kwargs: Any) -> None:
        self.muat_kondisi(kwargs["pk"])
        self.objek = self.kondisi

    def akibat(self) -> str:
        return "CSF dan indikator pada kondisi ini ikut terhapus. Jejak audit menyimpannya."

    def hapus(self, tanda: str) -> None:
        hapus_kondisi(kondisi_id=self.kondisi.pk, tanda=tanda, oleh=self.pengguna)

    def selesai(self) -> str:
        return alamat_pohon(self.pohon.pk, self.kondisi.induk_id)


class CSFDeleteView(_HapusView):
    """Remove a CSF that no condition answers."""

    judul, pesan = "Hapus CSF", "CSF dihapus."

    def periksa(self, **kwargs: Any) -> None:
        self.objek = get_object_or_404(FaktorKunci.objects.for_user(self.pengguna), pk=kwargs["pk"])
        self.muat_kondisi(self.objek.kondisi_id)

    def akibat(self) -> str:
        return "CSF ini hilang dari pohon. Jejak audit menyimpannya."

    def hapus(self, tanda: str) -> None:
        hapus_csf(csf_id=self.objek.pk, tanda=tanda, oleh=self.pengguna)


class IndikatorKondisiDeleteView(_HapusView):
    """Take an indicator off its condition."""

    judul, pesan = "Lepas indikator", "Indikator dilepas dari kondisi."

    def periksa(self, **kwargs: Any) -> None:
        self.objek = get_object_or_404(
            IndikatorKondisi.objects.for_user(self.pengguna), pk=kwargs["pk"]
        )
        self.muat_kondisi(self.objek.kondisi_id)

    def akibat(self) -> str:
        return "Indikator di rencana tidak berubah; hanya kaitannya dengan kondisi ini yang lepas."

    def hapus(self, tanda: str) -> None:
        hapus_indikator_kondisi(baris_id=self.objek.pk, tanda=tanda, oleh=self.pengguna)
