"""Versions: copying one, comparing two, putting a draf in force, throwing it away."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import DetailView, FormView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from dasar.galat import GalatPengguna
from dasar.views.mixins import PenggunaMixin, PeriksaDuluMixin, ScopedPermissionMixin
from dasar.views.unduhan import jawab_xlsx
from kinerja.forms.dokumen import DokumenBaruForm, TetapkanForm
from kinerja.formulas.banding_versi import (
    BarisBanding,
    JenisBaris,
    Keadaan,
    hitung_keadaan,
)
from kinerja.models import DokumenPerencanaan
from kinerja.permissions import boleh_ubah_isi_rencana, boleh_ubah_rencana
from kinerja.reports.banding_versi import nama_periode, tulis_banding
from kinerja.selectors.banding_versi import bandingkan_dokumen, beda_periode
from kinerja.selectors.versi import (
    keluarga,
    masa_dokumen,
    nama_versi,
    periksa_versi,
    periode_lain,
    tanda_versi,
    teks_penetapan,
)
from kinerja.services.versi import (
    DrafSudahAda,
    hapus_draf,
    salin_dokumen,
    susun_dokumen,
    tetapkan_dokumen,
)
from kinerja.views.periode import baca_bilangan
from opd.models import JenisPD, Pengguna, PerangkatDaerah

E = TypeVar("E", bound=StrEnum)

BARIS_PER_HALAMAN = 150
TEMUAN_TAMPIL = 20
# look and icon of each state
RUPA = {
    Keadaan.BARU: ("benar", "plus-lg"),
    Keadaan.HILANG: ("galat", "dash-lg"),
    Keadaan.BERUBAH: ("aksen", "pencil-fill"),
    Keadaan.PINDAH: ("ungu", "arrow-right"),
    Keadaan.SAMA: ("netral", "check-lg"),
}
_KATA_JENIS = {
    JenisBaris.SIMPUL: "Baris rencana",
    JenisBaris.INDIKATOR: "Indikator",
    JenisBaris.TARGET: "Target",
}


def pd_boleh_ubah(pengguna: Pengguna) -> QuerySet[PerangkatDaerah]:
    """The city and the PD whose plans this person writes, named."""
    terlihat = PerangkatDaerah.objects.for_user(pengguna)
    calon = terlihat.penyusun() | terlihat.filter(jenis=JenisPD.KOTA)
    boleh = [pk for pk in calon.values_list("pk", flat=True) if boleh_ubah_rencana(pengguna, pk)]
    return terlihat.filter(pk__in=boleh).dengan_nama().order_by("urutan", "kode")


class DokumenCreateView(PeriksaDuluMixin, FormView[DokumenBaruForm]):
    """A new document, empty; its content comes by editing or by import."""

    template_name = "kinerja/dokumen_form.html"
    form_class = DokumenBaruForm

    def periksa(self, **kwargs: Any) -> None:
        self.daftar_pd = pd_boleh_ubah(self.pengguna)
        if not self.daftar_pd:
            boleh_ubah_rencana(self.pengguna, 0).wajib()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "daftar_pd": self.daftar_pd}

    def form_valid(self, form: DokumenBaruForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            dokumen = susun_dokumen(
                jenis=data["jenis"],
                pd_id=data["perangkat_daerah"].pk,
                tahun_dari=data["tahun_dari"],
                tahun_sampai=data["tahun_sampai"],
                sumber=data["sumber"],
                oleh=self.pengguna,
            )
        except ValidationError as galat:
            form.terima_galat(galat)
            return self.form_invalid(form)
        messages.success(self.request, f"{dokumen} dibuat sebagai draf.")
        return HttpResponseRedirect(_detail(dokumen))


class _SatuDokumenMixin(ScopedPermissionMixin):
    """One visible document with what its pages show in the head."""

    queryset = DokumenPerencanaan.objects.select_related("perangkat_daerah", "disalin_dari")
    context_object_name = "dokumen"
    object: DokumenPerencanaan

    def kepala(self) -> dict[str, Any]:
        return {
            "dokumen": self.object,
            "nama_pd": self.object.perangkat_daerah.nama_pada(),
            "nama_versi": nama_versi(self.object),
        }


class DokumenSalinView(_SatuDokumenMixin, SingleObjectMixin[DokumenPerencanaan], View):
    """Copy a version to the next perubahan; where a draf is there already, go to it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        dokumen = self.get_object()
        try:
            baru = salin_dokumen(dokumen_id=dokumen.pk, oleh=self.pengguna)
        except DrafSudahAda as ada:
            messages.error(request, str(ada))
            return HttpResponseRedirect(_detail(ada.draf))
        except GalatPengguna as galat:
            messages.error(request, str(galat))
            return HttpResponseRedirect(_detail(dokumen))
        messages.success(request, f"{baru} dibuat sebagai draf, isinya disalin dari {dokumen}.")
        return HttpResponseRedirect(_detail(baru))


class DokumenTetapkanView(_SatuDokumenMixin, PeriksaDuluMixin, FormView[TetapkanForm]):
    """Show what changes and what is wrong, then put the draf in force."""

    template_name = "kinerja/dokumen_tetapkan.html"
    form_class = TetapkanForm

    def periksa(self, **kwargs: Any) -> None:
        self.object = self.get_object()
        boleh_ubah_isi_rencana(self.pengguna, self.object).wajib()

    def get_initial(self) -> dict[str, Any]:
        return {"tanda": tanda_versi(self.object), "nomor": self.object.nomor}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lama = keluarga(self.object).filter(status="berlaku").first()
        temuan = periksa_versi(self.object)
        baris = bandingkan_dokumen(lama, self.object) if lama else ()
        return super().get_context_data(
            **{
                **kwargs,
                **self.kepala(),
                "lama": lama,
                "ringkas": _ringkas(baris) if lama else [],
                "menghalangi": temuan.menghalangi[:TEMUAN_TAMPIL],
                "lebih_menghalangi": max(0, len(temuan.menghalangi) - TEMUAN_TAMPIL),
                "peringatan": temuan.peringatan[:TEMUAN_TAMPIL],
                "jumlah_peringatan": len(temuan.peringatan),
                "lebih_peringatan": max(0, len(temuan.peringatan) - TEMUAN_TAMPIL),
            }
        )

    def form_valid(self, form: TetapkanForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            dokumen = tetapkan_dokumen(
                dokumen_id=self.object.pk,
                nomor=data["nomor"],
                berlaku_mulai=data["berlaku_mulai"],
                tanda=data["tanda"],
                oleh=self.pengguna,
            )
        except ValidationError as galat:
            form.terima_galat(galat)
            return self.form_invalid(form)
        except GalatPengguna as galat:
            # What was typed stays; the page now shows the content as it is.
            form.segarkan_tanda(tanda_versi(self.object))
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        messages.success(self.request, f"{dokumen} berlaku.")
        return HttpResponseRedirect(_detail(dokumen))


class DokumenHapusView(_SatuDokumenMixin, PeriksaDuluMixin, TemplateView):
    """Ask once, then throw the draf away."""

    template_name = "kinerja/dokumen_hapus.html"

    def periksa(self, **kwargs: Any) -> None:
        self.object = self.get_object()
        boleh_ubah_isi_rencana(self.pengguna, self.object).wajib()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{
                **kwargs,
                **self.kepala(),
                "jumlah_simpul": self.object.isi_simpul.count(),
                "jumlah_indikator": self.object.isi_indikator.count(),
                "jumlah_target": self.object.target.count(),
            }
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            nama = hapus_draf(dokumen_id=self.object.pk, oleh=self.pengguna)
        except GalatPengguna as galat:
            messages.error(request, str(galat))
            return HttpResponseRedirect(_detail(self.object))
        messages.success(request, f"Draf {nama} dihapus.")
        return HttpResponseRedirect(reverse("kinerja:dokumen_list"))


class _BandingMixin(_SatuDokumenMixin, PenggunaMixin):
    """Two versions of one document, or two periods of it: the one of the address, and ?dengan=
    (default: the one it was copied from, else the version before it)."""

    def muat(self) -> DokumenPerencanaan | None:
        self.object = self.get_object()
        self.versi = list(keluarga(self.object))  # who sees one version sees them all
        lain = {v.pk: v for v in self.versi if v.pk != self.object.pk}
        self.periode_lain = list(periode_lain(self.object))  # of the same PD: as visible as this
        if teks := self.request.GET.get("dengan"):
            semua = lain | {v.pk: v for v in self.periode_lain}
            dengan = semua.get(baca_bilangan(teks) or 0)
            if dengan is None:
                raise Http404
            return dengan
        if (asal := lain.get(self.object.disalin_dari_id or 0)) is not None:
            return asal
        dulu = [v for v in lain.values() if v.perubahan_ke < self.object.perubahan_ke]
        return dulu[-1] if dulu else next(iter(lain.values()), None)

    def baris(self, dengan: DokumenPerencanaan) -> tuple[BarisBanding, ...]:
        return bandingkan_dokumen(dengan, self.object)


class BandingView(_BandingMixin, DetailView[DokumenPerencanaan]):
    """The comparison on screen; lines that did not change are hidden until they are asked for."""

    template_name = "kinerja/banding.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.dengan = self.muat()
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dengan = self.dengan
        konteks = {
            **self.kepala(),
            "dengan": dengan,
            "semua_versi": [(v, nama_versi(v)) for v in self.versi if v.pk != self.object.pk],
            "periode_lain": [(v, f"{masa_dokumen(v)} {nama_versi(v)}") for v in self.periode_lain],
            "lintas_periode": dengan is not None and beda_periode(dengan, self.object),
        }
        if dengan is None:
            return super().get_context_data(**kwargs, **konteks)
        lintas = konteks["lintas_periode"]
        semua = self.baris(dengan)
        keadaan = _dipilih(Keadaan, self.request.GET.get("keadaan", ""))
        jenis = _dipilih(JenisBaris, self.request.GET.get("jenis", ""))
        tampil = [
            b
            for b in semua
            if (b.keadaan == keadaan if keadaan else b.keadaan != Keadaan.SAMA)
            and (jenis is None or b.jenis == jenis)
        ]
        halaman = Paginator(tampil, BARIS_PER_HALAMAN).get_page(self.request.GET.get("page"))
        dasar = self.request.GET.copy()
        dasar.pop("page", None)
        dasar["dengan"] = str(dengan.pk)
        return super().get_context_data(
            **kwargs,
            **konteks,
            penetapan=[
                (
                    kata,
                    f"{masa_dokumen(v)} {nama_versi(v)}" if lintas else nama_versi(v),
                    teks_penetapan(v),
                )
                for kata, v in (("Semula", dengan), ("Menjadi", self.object))
            ],
            ringkas=_ringkas(semua),
            kepingan=self._kepingan(semua, dengan, keadaan, jenis),
            jenis_pilihan=[(j.value, _KATA_JENIS[j], j == jenis) for j in JenisBaris],
            keadaan=keadaan.value if keadaan else "",
            page_obj=halaman,
            paginator=halaman.paginator,
            is_paginated=halaman.has_other_pages(),
            kueri_halaman=dasar.urlencode(),
            baris=[_tampilkan(b) for b in halaman.object_list],
        )

    def _kepingan(
        self,
        semua: tuple[BarisBanding, ...],
        dengan: DokumenPerencanaan,
        keadaan: Keadaan | None,
        jenis: JenisBaris | None,
    ) -> list[dict[str, Any]]:
        hitung = hitung_keadaan(semua)
        terpilih = [jenis] if jenis else list(JenisBaris)
        jumlah = {k: sum(hitung[j][k] for j in terpilih) for k in Keadaan}
        dasar = f"?dengan={dengan.pk}" + (f"&jenis={jenis.value}" if jenis else "")
        kepingan: list[dict[str, Any]] = [
            {
                "label": "Semua perbedaan",
                "jumlah": sum(n for k, n in jumlah.items() if k != Keadaan.SAMA),
                "url": dasar,
                "aktif": keadaan is None,
            }
        ]
        return kepingan + [
            {
                "label": k.value.capitalize(),
                "jumlah": jumlah[k],
                "url": f"{dasar}&keadaan={k.value}",
                "aktif": keadaan == k,
                "ikon": RUPA[k][1],
            }
            for k in Keadaan
        ]


class BandingXlsxView(_BandingMixin, SingleObjectMixin[DokumenPerencanaan], View):
    """The same differences as a spreadsheet."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        dengan = self.muat()
        if dengan is None:
            raise Http404
        berkas = tulis_banding(
            (b for b in self.baris(dengan) if b.keadaan != Keadaan.SAMA),
            str(dengan),
            str(self.object),
            self.object.perangkat_daerah.nama_pada(),
        )
        satu, dua = (
            f"{masa_dokumen(v)}.{v.perubahan_ke}"
            if beda_periode(dengan, self.object)
            else v.perubahan_ke
            for v in (dengan, self.object)
        )
        return jawab_xlsx(berkas, f"banding-{self.object.jenis}-{satu}-{dua}.xlsx")


def _dipilih(pilihan: type[E], teks: str) -> E | None:
    """The member that the address names; None for anything else."""
    return next((satu for satu in pilihan if satu.value == teks), None)


def _ringkas(baris: tuple[BarisBanding, ...]) -> list[dict[str, Any]]:
    """Per kind of line how many are in each state."""
    return [
        {"jenis": _KATA_JENIS[jenis], "jumlah": [hitung[k] for k in Keadaan]}
        for jenis, hitung in hitung_keadaan(baris).items()
    ]


def _tampilkan(b: BarisBanding) -> dict[str, Any]:
    rupa, ikon = RUPA[b.keadaan]
    return {
        "b": b,
        "rupa": rupa,
        "ikon": ikon,
        "kata": b.keadaan.value.capitalize(),
        "label": f"{b.label} {nama_periode(b.periode)}" if b.periode else b.label,
        "utuh": b.keadaan in (Keadaan.BARU, Keadaan.HILANG) and b.jenis != JenisBaris.TARGET,
    }


def _detail(dokumen: DokumenPerencanaan) -> str:
    return reverse("kinerja:dokumen_detail", args=[dokumen.pk])
