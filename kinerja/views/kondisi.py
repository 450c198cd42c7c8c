"""Pages that edit one condition of a pohon kinerja: text, place, CSF, indicators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView
from django.views.generic.base import View

from dasar.galat import GalatPengguna
from dasar.views.mixins import PeriksaDuluMixin
from kinerja.forms.pohon import (
    KondisiForm,
    PindahForm,
    baca_letak,
)
from kinerja.models import (
    FaktorKunci,
    JenisPohon,
    KondisiKinerja,
    PohonKinerja,
    TingkatKondisi,
)
from kinerja.permissions import boleh_ubah_pohon
from kinerja.selectors.pohon_kinerja import (
    nama_simpul,
    pilihan_letak,
    pilihan_simpul,
    susun_pohon_kinerja,
    tahun_tampil,
)
from kinerja.services.pohon import (
    pindah_kondisi,
    tambah_kondisi,
    tanda_baris,
    ubah_kondisi,
    urutkan_kondisi,
)
from kinerja.views.galat_formulir import tulis_galat
from kinerja.views.pohon import alamat_pohon
from opd.models import Jabatan, PerangkatDaerah


class PohonMixin(PeriksaDuluMixin):
    """`self.pohon`, and `self.kondisi` on pages of one."""

    pohon: PohonKinerja
    kondisi: KondisiKinerja

    def muat_pohon(self, pk: int) -> None:
        self.pohon = get_object_or_404(PohonKinerja.objects.for_user(self.pengguna), pk=pk)
        boleh_ubah_pohon(self.pengguna, self.pohon).wajib()

    def muat_kondisi(self, pk: int) -> None:
        self.kondisi = get_object_or_404(
            KondisiKinerja.objects.for_user(self.pengguna).select_related("pohon", "faktor"), pk=pk
        )
        self.pohon = self.kondisi.pohon
        boleh_ubah_pohon(self.pengguna, self.pohon).wajib()

    def pilihan_pd(self) -> list[tuple[int, str]]:
        """Who may answer for a condition; [] in the tree of one PD."""
        if self.pohon.jenis == JenisPohon.PD:
            return []
        pd = PerangkatDaerah.objects.for_user(self.pengguna).dengan_nama()
        return [(p.pk, str(p.nama_kini)) for p in pd.order_by("urutan", "kode")]

    def pilihan_terjemahan(self, pd_id: int) -> dict[str, Any]:
        """Nodes and posts of the PD that answers."""
        p = self.pohon
        jabatan = Jabatan.objects.for_user(self.pengguna).filter(
            perangkat_daerah=pd_id, sampai__isnull=True
        )
        return {
            "simpul": pilihan_simpul(pd_id, p.tahun_dari, p.tahun_sampai),
            "jabatan": [(j.pk, f"{j.nama} ({j.get_eselon_display()})") for j in jabatan],
        }

    def kembali(self) -> str:
        return reverse("kinerja:kondisi_update", args=[self.kondisi.pk])


class KondisiCreateView(PohonMixin, FormView[KondisiForm]):
    """A new condition; ?letak= says below which one, and which CSF it answers."""

    template_name = "kinerja/kondisi_form.html"
    form_class = KondisiForm

    def periksa(self, **kwargs: Any) -> None:
        self.muat_pohon(kwargs["pk"])
        self.letak = pilihan_letak(self.pohon)

    def get_initial(self) -> dict[str, Any]:
        letak = self.request.GET.get("letak", "")
        tingkat = TingkatKondisi.FINAL
        kode = {kode: t for kode, _, t in self.letak}
        if letak in kode and kode[letak]:
            semua = list(TingkatKondisi)
            tingkat = semua[min(semua.index(TingkatKondisi(kode[letak])) + 1, len(semua) - 1)]
        return {
            "letak": letak,
            "tingkat": tingkat,
            "perangkat_daerah": self.pohon.perangkat_daerah_id,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        pd = self.pilihan_pd()
        # Elsewhere nodes and posts follow from the PD, which is not chosen yet.
        isi = {} if pd else self.pilihan_terjemahan(self.pohon.perangkat_daerah_id)
        letak = [(kode, teks) for kode, teks, _ in self.letak]
        return {**super().get_form_kwargs(), "letak": letak, "pd": pd, **isi}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(judul="Tambah kondisi", pohon=self.pohon, **kwargs)

    def form_valid(self, form: KondisiForm) -> HttpResponse:
        induk_id, faktor_id = baca_letak(form.cleaned_data["letak"])
        try:
            kondisi = tambah_kondisi(
                pohon_id=self.pohon.pk,
                masuk=form.masuk(faktor_id=faktor_id),
                induk_id=induk_id,
                oleh=self.pengguna,
            )
        except ValidationError as galat:
            tulis_galat(form, galat, bawaan="letak")
            return self.form_invalid(form)
        messages.success(self.request, "Kondisi ditambahkan.")
        return HttpResponseRedirect(alamat_pohon(self.pohon.pk, kondisi.pk))


class KondisiUpdateView(PohonMixin, FormView[KondisiForm]):
    """One condition with its CSF, indicators and offers."""

    template_name = "kinerja/kondisi_form.html"
    form_class = KondisiForm

    def periksa(self, **kwargs: Any) -> None:
        self.muat_kondisi(kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        k = self.kondisi
        return {
            "tingkat": k.tingkat,
            "uraian": k.uraian,
            "faktor": k.faktor_id,
            "perangkat_daerah": k.perangkat_daerah_id,
            "simpul": k.simpul_id,
            "jabatan": k.jabatan_id,
            "tanda": tanda_baris(k),
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        faktor = FaktorKunci.objects.for_user(self.pengguna).filter(kondisi=self.kondisi.induk_id)
        isi = self.pilihan_terjemahan(self.kondisi.perangkat_daerah_id)
        self._lengkapi(isi)
        return {
            **super().get_form_kwargs(),
            "letak": None,
            "faktor": [(f.pk, f.uraian) for f in faktor] if self.kondisi.induk_id else [],
            "pd": self.pilihan_pd(),
            **isi,
        }

    def _lengkapi(self, isi: dict[str, Any]) -> None:
        """What is chosen now stays a choice, though its plan or post is no longer in force."""
        k = self.kondisi
        if k.simpul_id and k.simpul_id not in {pk for _, s in isi["simpul"] for pk, _ in s}:
            _, nama = nama_simpul([k.simpul_id]).get(k.simpul_id, ("", "Bagian rencana sekarang"))
            isi["simpul"] = [*isi["simpul"], ("Terkait sekarang", [(k.simpul_id, nama)])]
        if k.jabatan is not None and k.jabatan_id not in {pk for pk, _ in isi["jabatan"]}:
            isi["jabatan"] = [*isi["jabatan"], (k.jabatan.pk, k.jabatan.nama)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tampil = susun_pohon_kinerja(self.pohon, tahun=tahun_tampil(self.pohon, None))
        rinci = next(k for k in tampil.semua if k.pk == self.kondisi.pk)
        return super().get_context_data(
            judul="Ubah kondisi",
            pohon=self.pohon,
            kondisi=self.kondisi,
            rinci=rinci,
            tahun=tampil.tahun,
            boleh_csf=self.kondisi.tingkat != TingkatKondisi.OUTPUT,
            tanda=tanda_baris(self.kondisi),
            **kwargs,
        )

    def form_valid(self, form: KondisiForm) -> HttpResponse:
        try:
            ubah_kondisi(
                kondisi_id=self.kondisi.pk,
                masuk=form.masuk(),
                tanda=form.cleaned_data["tanda"],
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            tulis_galat(form, galat)
            return self.form_invalid(form)
        messages.success(self.request, "Kondisi disimpan.")
        return HttpResponseRedirect(alamat_pohon(self.pohon.pk, self.kondisi.pk))


class KondisiPindahView(PohonMixin, FormView[PindahForm]):
    """Move a condition with everything below it."""

    template_name = "kinerja/kondisi_pindah.html"
    form_class = PindahForm

    def periksa(self, **kwargs: Any) -> None:
        self.muat_kondisi(kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        k = self.kondisi
        letak = "" if k.induk_id is None else str(k.induk_id)
        return {
            "letak": f"{letak}:{k.faktor_id}" if k.faktor_id else letak,
            "tanda": tanda_baris(k),
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        letak = [(kode, teks) for kode, teks, _ in pilihan_letak(self.pohon)]
        return {**super().get_form_kwargs(), "letak": letak}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pohon=self.pohon, kondisi=self.kondisi, **kwargs)

    def form_valid(self, form: PindahForm) -> HttpResponse:
        induk_id, faktor_id = baca_letak(form.cleaned_data["letak"])
        try:
            pindah_kondisi(
                kondisi_id=self.kondisi.pk,
                induk_id=induk_id,
                faktor_id=faktor_id,
                tanda=form.cleaned_data["tanda"],
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            tulis_galat(form, galat, bawaan="letak")
            return self.form_invalid(form)
        messages.success(self.request, "Kondisi dipindahkan.")
        return HttpResponseRedirect(alamat_pohon(self.pohon.pk, self.kondisi.pk))


class KondisiUrutanView(PohonMixin, View):
    """One step up or down among its siblings."""

    http_method_names = ["post"]

    def periksa(self, **kwargs: Any) -> None:
        self.muat_kondisi(kwargs["pk"])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        arah = request.POST.get("arah")
        if arah == "naik":
            urutkan_kondisi(kondisi_id=pk, arah="naik", oleh=self.pengguna)
        elif arah == "turun":
            urutkan_kondisi(kondisi_id=pk, arah="turun", oleh=self.pengguna)
        else:
            raise Http404
        return HttpResponseRedirect(alamat_pohon(self.pohon.pk, pk))
