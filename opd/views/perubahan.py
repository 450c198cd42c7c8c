"""Pages of merges and splits: list, draft, division, preview, apply, undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView, ListView, TemplateView, View

from dasar.galat import GalatPengguna
from dasar.izin import Izin
from dasar.tanggal import format_tanggal
from dasar.views.mixins import (
    PenggunaMixin,
    PeriksaDuluMixin,
    ScopedPermissionMixin,
)
from opd.forms.medan import terima_galat
from opd.forms.perubahan import PembagianForm, PerubahanForm
from opd.models import JenisPerubahan, PerubahanOrganisasi, StatusPerubahan
from opd.permissions import boleh_kelola_pd, boleh_lihat_organisasi
from opd.selectors.perubahan import (
    bagian_tersimpan,
    daftar_perubahan,
    halangan_urung,
    kata_berakhir,
    nama_pd,
    pd_baru,
    pd_pilihan,
    susun_baris,
    susun_pratinjau,
    susun_rencana,
    tanda_draf,
    yang_dibagi,
)
from opd.services.perubahan import (
    bagi_perubahan,
    hapus_perubahan,
    simpan_perubahan,
    terapkan_perubahan,
    urungkan_perubahan,
)


class PerubahanListView(PenggunaMixin, ListView[PerubahanOrganisasi]):
    """All merges and splits that touch a visible PD."""

    template_name = "opd/perubahan_list.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        boleh_lihat_organisasi(self.pengguna).wajib()
        return daftar_perubahan(self.pengguna)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        konteks["baris"] = [susun_baris(p) for p in konteks["object_list"]]
        konteks["boleh_kelola"] = bool(boleh_kelola_pd(self.pengguna))
        return konteks


class PerubahanDetailView(ScopedPermissionMixin, DetailView[PerubahanOrganisasi]):
    """A draft with its preview, or what an applied change did."""

    template_name = "opd/perubahan_detail.html"
    model = PerubahanOrganisasi
    context_object_name = "perubahan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        perubahan = self.object
        draf = perubahan.status == StatusPerubahan.DRAF
        kelola = bool(boleh_kelola_pd(self.pengguna))
        # The preview names people and indicators of every PD that takes part.
        lihat = kelola or self.pengguna.melihat_semua_pd
        konteks: dict[str, Any] = {"draf": draf, "boleh_kelola": kelola, "lihat_isi": lihat}
        if draf and lihat:
            pratinjau = susun_pratinjau(perubahan)
            konteks |= {"pratinjau": pratinjau, "bagian": pratinjau.bagian}
            konteks["dini"] = perubahan.tanggal > timezone.localdate()
        elif lihat:
            konteks["bagian"] = bagian_tersimpan(perubahan)
        if perubahan.status == StatusPerubahan.DITERAPKAN and kelola:
            konteks["halangan_urung"] = halangan_urung(perubahan)
        return super().get_context_data(**konteks, **_ringkas(perubahan), **kwargs)


class _FormulirMixin(PeriksaDuluMixin):
    """Only Bagian Organisasi writes; a change of other PD is 404 to them who may not see it."""

    objek: PerubahanOrganisasi | None = None

    def periksa(self, **kwargs: Any) -> None:
        if "pk" in kwargs:
            self.objek = _ambil(self, kwargs["pk"])
            _boleh_draf(self, self.objek).wajib()
        else:
            boleh_kelola_pd(self.pengguna).wajib()


class PerubahanFormView(_FormulirMixin, FormView[PerubahanForm]):
    """A new draft, or a correction of one."""

    template_name = "opd/perubahan_form.html"
    form_class = PerubahanForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pilihan": pd_pilihan(self.pengguna)}

    def get_initial(self) -> dict[str, Any]:
        if self.objek is None:
            return {}
        p = self.objek
        return {
            **{m: getattr(p, m) for m in ("jenis", "tanggal", "dasar_hukum", "keterangan")},
            "asal": list(p.asal.values_list("pk", flat=True)),
            "tujuan": list(p.tujuan.values_list("pk", flat=True)),
            "tanda": tanda_draf(p),
            **PerubahanForm.awal_baru(pd_baru(p)),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(perubahan=self.objek, **kwargs)

    def form_valid(self, form: PerubahanForm) -> HttpResponse:
        try:
            perubahan = simpan_perubahan(
                **form.nilai(),
                perubahan_id=self.objek.pk if self.objek else None,
                oleh=self.pengguna,
            )
        except GalatPengguna as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        except ValidationError as galat:
            terima_galat(form, _di_medan(galat))
            return self.form_invalid(form)
        messages.success(self.request, "Draf perubahan disimpan.")
        tujuan = (
            "opd:perubahan_bagi"
            if perubahan.jenis == JenisPerubahan.PEMEKARAN
            else "opd:perubahan_detail"
        )
        return HttpResponseRedirect(reverse(tujuan, args=[perubahan.pk]))


class PerubahanBagiView(_FormulirMixin, FormView[PembagianForm]):
    """Who takes what in a split."""

    template_name = "opd/perubahan_bagi.html"
    form_class = PembagianForm
    objek: PerubahanOrganisasi

    def get_form_kwargs(self) -> dict[str, Any]:
        rencana = susun_rencana(self.objek)
        nama = nama_pd(self.objek)
        return {
            **super().get_form_kwargs(),
            "butir": yang_dibagi(rencana),
            "tujuan": [(pd, nama.get(pd, "")) for pd in rencana.tujuan],
            "pembagian": self.objek.pembagian,
            "bawaan": rencana.tujuan_bawaan,
            "initial": {"tanda": tanda_draf(self.objek)},
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**_ringkas(self.objek), perubahan=self.objek, **kwargs)

    def form_valid(self, form: PembagianForm) -> HttpResponse:
        try:
            bagi_perubahan(
                perubahan_id=self.objek.pk,
                pembagian=form.nilai(),
                tanda=form.cleaned_data["tanda"],
                oleh=self.pengguna,
            )
        except GalatPengguna as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        except ValidationError as galat:
            form.add_error(None, galat)
            return self.form_invalid(form)
        messages.success(self.request, "Pembagian disimpan.")
        return HttpResponseRedirect(reverse("opd:perubahan_detail", args=[self.objek.pk]))


class PerubahanTerapkanView(_FormulirMixin, TemplateView):
    """The last look at the numbers, then everything at once."""

    template_name = "opd/perubahan_terapkan.html"
    objek: PerubahanOrganisasi

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pratinjau = susun_pratinjau(self.objek)
        return super().get_context_data(
            **_ringkas(self.objek), perubahan=self.objek, pratinjau=pratinjau, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            terapkan_perubahan(
                perubahan_id=self.objek.pk,
                tanda=request.POST.get("tanda", ""),
                oleh=self.pengguna,
            )
        except GalatPengguna as galat:
            return self._ulangi([str(galat)])
        except ValidationError as galat:
            return self._ulangi(galat.messages)
        messages.success(request, "Perubahan organisasi diterapkan.")
        return HttpResponseRedirect(reverse("opd:perubahan_detail", args=[self.objek.pk]))

    def _ulangi(self, galat: list[str]) -> HttpResponse:
        """The page again, with fresh numbers and why it was refused."""
        self.objek = _ambil(self, self.objek.pk)
        return self.render_to_response(self.get_context_data(galat=[("", k) for k in galat]))


class PerubahanUrungkanView(PeriksaDuluMixin, TemplateView):
    """Taking an applied change back, while nothing was built on it."""

    template_name = "opd/perubahan_urungkan.html"

    def periksa(self, **kwargs: Any) -> None:
        self.objek = _ambil(self, kwargs["pk"])
        boleh_kelola_pd(self.pengguna).wajib()
        if self.objek.status != StatusPerubahan.DITERAPKAN:
            Izin.tidak("Hanya perubahan yang sudah diterapkan yang dapat diurungkan.").wajib()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **_ringkas(self.objek),
            perubahan=self.objek,
            halangan=halangan_urung(self.objek),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            urungkan_perubahan(perubahan_id=self.objek.pk, oleh=self.pengguna)
        except ValidationError as galat:
            return self.render_to_response(
                self.get_context_data(galat=[("", k) for k in galat.messages])
            )
        messages.success(request, "Perubahan organisasi diurungkan.")
        return HttpResponseRedirect(reverse("opd:perubahan_detail", args=[self.objek.pk]))


class PerubahanHapusView(PeriksaDuluMixin, View):
    """Throw a draft away."""

    http_method_names = ["post", "options"]

    def periksa(self, **kwargs: Any) -> None:
        self.objek = _ambil(self, kwargs["pk"])
        _boleh_draf(self, self.objek).wajib()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            hapus_perubahan(perubahan_id=pk, oleh=self.pengguna)
        except ValidationError as galat:
            messages.error(request, " ".join(galat.messages))
            return HttpResponseRedirect(reverse("opd:perubahan_detail", args=[pk]))
        messages.success(request, "Draf perubahan dihapus.")
        return HttpResponseRedirect(reverse("opd:perubahan_list"))


def _ambil(view: PenggunaMixin, pk: int) -> PerubahanOrganisasi:
    objek = PerubahanOrganisasi.objects.for_user(view.pengguna).filter(pk=pk).first()
    if objek is None:
        raise Http404
    return objek


def _boleh_draf(view: PenggunaMixin, objek: PerubahanOrganisasi) -> Izin:
    izin = boleh_kelola_pd(view.pengguna)
    if izin and objek.status != StatusPerubahan.DRAF:
        return Izin.tidak(f"Perubahan ini sudah {objek.get_status_display().lower()}.")
    return izin


def _ringkas(perubahan: PerubahanOrganisasi) -> dict[str, Any]:
    """What every page of one change says about it."""
    nama = nama_pd(perubahan)
    rencana = susun_rencana(perubahan)
    jenis, hari = perubahan.get_jenis_display(), format_tanggal(perubahan.tanggal)
    return {
        "judul": f"{jenis} {hari}",
        "judul_kalimat": f"{jenis.lower()} {hari}",  # inside a sentence; months stay capital
        "tanggal": format_tanggal(perubahan.tanggal),
        "nama_asal": [nama.get(pd, "") for pd in rencana.asal],
        "nama_tujuan": [nama.get(pd, "") for pd in rencana.tujuan]
        or [p.nama for p in pd_baru(perubahan)],
        "kata_berakhir": kata_berakhir(perubahan, nama),
        "pemekaran": perubahan.jenis == JenisPerubahan.PEMEKARAN,
        "diterapkan": (
            format_tanggal(perubahan.diterapkan_pada) if perubahan.diterapkan_pada else ""
        ),
    }


def _di_medan(galat: ValidationError) -> ValidationError:
    """What is wrong with the new PD stands at the first of them."""
    if not hasattr(galat, "error_dict"):
        return galat
    return ValidationError(
        {("baru_1_nama" if m == "baru" else m): k for m, k in galat.message_dict.items()}
    )
