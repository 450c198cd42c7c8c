"""Pages of the report import: uploads, preview with its exclusions and picks, apply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import DetailView, FormView, ListView, View

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.tanggal import format_tanggal, format_waktu
from dasar.views.mixins import PenggunaMixin, ScopedPermissionMixin, ScopedQuerysetMixin
from kinerja.forms.impor import (
    BarisImporForm,
    LewatiSelForm,
    PilihPadananForm,
    UnggahLaporanForm,
)
from kinerja.forms.kolom_laporan import KolomLaporanForm
from kinerja.formulas.susunan_laporan import nomor_berkas
from kinerja.models import ImporLaporan, PengecualianImpor
from kinerja.permissions import (
    boleh_impor,
    boleh_lihat_kinerja,
    boleh_ubah_impor,
    boleh_urungkan_impor,
)
from kinerja.selectors.berkas_triwulan import BerkasTakTerbaca
from kinerja.selectors.isi_pratinjau import PratinjauImpor
from kinerja.selectors.rencana_berlaku import RencanaBerlaku
from kinerja.selectors.riwayat_impor import kalimat_diurungkan
from kinerja.services.impor import (
    antrekan_impor,
    batalkan_impor,
    hapus_lewati,
    kalimat_galat,
    lewati_sel,
    pratinjau,
)
from kinerja.services.padanan_impor import lupakan_padanan, pilih_padanan
from kinerja.services.unggah_impor import baca_impor, unggah_berkas_laporan
from kinerja.services.urung_impor import urungkan_impor
from kinerja.views.tampil_impor import (
    KATA_RINGKASAN,
    SARING,
    baris_tampil,
    tempat_rencana,
    ubah_tampil,
)
from opd.models import Pengguna, PerangkatDaerah

BARIS_PER_HALAMAN = 100
PERINGATAN_TAMPIL = 50


def pd_boleh_impor(pengguna: Pengguna) -> QuerySet[PerangkatDaerah]:
    """The PD this person may upload reports for, named."""
    terlihat = PerangkatDaerah.objects.for_user(pengguna).penyusun()
    boleh = [pk for pk in terlihat.values_list("pk", flat=True) if boleh_impor(pengguna, pk)]
    return terlihat.filter(pk__in=boleh).dengan_nama().order_by("urutan", "kode")


class ImporListView(ScopedQuerysetMixin, ListView[ImporLaporan]):
    """Uploads of the PD that the person sees, newest first."""

    template_name = "kinerja/impor_list.html"
    queryset = ImporLaporan.objects.select_related("berkas", "diunggah_oleh")
    paginate_by = 50

    def get_queryset(self) -> QuerySet[ImporLaporan]:
        boleh_lihat_kinerja(self.pengguna).wajib()
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        pd = PerangkatDaerah.objects.for_user(self.pengguna).dengan_nama()
        nama = {p.pk: p.nama_pada() for p in pd}
        konteks["daftar"] = [
            {
                "impor": i,
                "pd": nama.get(i.perangkat_daerah_id, ""),
                "waktu": f"{format_tanggal(i.dibuat_pada)} pukul {format_waktu(i.dibuat_pada)}",
            }
            for i in konteks["object_list"]
        ]
        konteks["boleh_unggah"] = pd_boleh_impor(self.pengguna).exists()
        return konteks


class ImporCreateView(PenggunaMixin, FormView[UnggahLaporanForm]):
    """Upload a report; the next page shows how it was understood."""

    template_name = "kinerja/impor_form.html"
    form_class = UnggahLaporanForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.daftar_pd = pd_boleh_impor(self.pengguna)
        if not self.daftar_pd.exists():
            raise TidakBoleh(
                "Laporan diunggah oleh operator perangkat daerah atau Bagian Organisasi."
            )
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "daftar_pd": self.daftar_pd}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"kolom": KolomLaporanForm()} | super().get_context_data(**kwargs)

    def form_valid(self, form: UnggahLaporanForm) -> HttpResponse:
        data = form.cleaned_data
        kolom = KolomLaporanForm(self.request.POST)
        try:
            if not kolom.is_valid():
                raise ValidationError([t for daftar in kolom.errors.values() for t in daftar])
            impor = unggah_berkas_laporan(
                isi=data["berkas"],
                nama_asli=data["berkas"].name,
                perangkat_daerah=data["perangkat_daerah"],
                tahun=data["tahun"],
                isian_kinerja=data["isian_kinerja"],
                isian_anggaran=data["isian_anggaran"],
                oleh=self.pengguna,
                pembacaan=kolom.pembacaan(),
            )
        except (GalatPengguna, ValidationError) as galat:
            form.add_error("berkas", kalimat_galat(galat))
            bentuk = galat.bentuk if isinstance(galat, BerkasTakTerbaca) else None
            if bentuk is not None:
                kolom.atur_bentuk(bentuk)
            konteks = self.get_context_data(
                form=form, kolom=kolom, tanya_kolom=bentuk is not None or self._ada_kolom()
            )
            return self.render_to_response(konteks)
        return HttpResponseRedirect(reverse("kinerja:impor_detail", args=[impor.pk]))

    def _ada_kolom(self) -> bool:
        """Whether the person was already saying where the columns are."""
        return any(k.startswith("kolom_") and v for k, v in self.request.POST.items())


class ImporDetailView(ScopedPermissionMixin, DetailView[ImporLaporan]):
    """How the report was understood, and what still stands in the way."""

    template_name = "kinerja/impor_detail.html"
    queryset = ImporLaporan.objects.select_related(
        "berkas", "diunggah_oleh", "pekerjaan", "perangkat_daerah"
    ).prefetch_related("pengecualian")
    context_object_name = "impor"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        impor = self.object
        konteks["izin"] = boleh_ubah_impor(self.pengguna, impor)
        konteks["izin_urung"] = boleh_urungkan_impor(self.pengguna, impor)
        konteks["diurungkan"] = kalimat_diurungkan(impor)
        konteks["nama_pd"] = impor.perangkat_daerah.nama_pada()
        konteks["ringkasan"] = [
            (KATA_RINGKASAN[kunci], jumlah)
            for kunci, jumlah in impor.ringkasan.items()
            if kunci in KATA_RINGKASAN
        ]
        try:
            lembar = baca_impor(impor)
            hasil = pratinjau(impor, lembar)
        except GalatPengguna as galat:
            konteks["galat_berkas"] = str(galat)
            return konteks
        return konteks | self._isi(hasil, lembar.kolom)

    def _isi(self, hasil: PratinjauImpor, kolom: Mapping[str, str]) -> dict[str, Any]:
        saring = self.request.GET.get("saring", "")
        uji = next((uji for kode, _, _, uji in SARING if kode == saring), None)
        terpilih = [b for b in hasil.baris if uji is None or uji(b)]
        halaman = Paginator(terpilih, BARIS_PER_HALAMAN).get_page(self.request.GET.get("page"))
        peran = [
            p
            for p in kolom
            if p.startswith("tw") and any(p in b.sel and b.sel[p].teks.strip() for b in hasil.baris)
        ]
        rencana = RencanaBerlaku()
        if hasil.dokumen_id and boleh_ubah_impor(self.pengguna, self.object):
            rencana = RencanaBerlaku.muat_dokumen(hasil.dokumen_id)
        peringatan = [*hasil.perlu_yakin, *hasil.peringatan]
        return {
            "hasil": hasil,
            "jumlah": {s: hasil.jumlah(s) for s in ("cocok", "baru", "pilih", "judul")},
            "galat": hasil.galat,
            "menunggu_pilihan": [b for b in hasil.baris if b.pilihan],
            "peringatan": peringatan[:PERINGATAN_TAMPIL],
            "peringatan_lain": max(0, len(peringatan) - PERINGATAN_TAMPIL),
            "kepingan": self._kepingan(hasil, saring),
            "saring": saring,
            "kolom": [kolom[p] for p in peran],
            "baris": [
                baris_tampil(b, peran, kolom) | ubah_tampil(b, rencana, self.object)
                for b in halaman
            ],
            "tempat": tempat_rencana(rencana, {b.jenis for b in halaman}),
            "page_obj": halaman,
            "paginator": halaman.paginator,
        }

    def _kepingan(self, hasil: PratinjauImpor, saring: str) -> list[dict[str, Any]]:
        dasar = self.request.path
        semua: list[dict[str, Any]] = [
            {"label": "Semua", "jumlah": len(hasil.baris), "url": dasar, "aktif": not saring}
        ]
        for kode, label, rupa, uji in SARING:
            if jumlah := sum(uji(b) for b in hasil.baris):
                semua.append(
                    {
                        "label": label,
                        "jumlah": jumlah,
                        "url": f"{dasar}?{urlencode({'saring': kode})}",
                        "aktif": kode == saring,
                        "rupa": rupa,
                    }
                )
        return semua


class TindakanImporView(PenggunaMixin, View):
    """One POST on one upload; subclasses say what. Not visible: 404; not allowed: 403."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return self.lakukan(pk) or self._kembali(pk)
        except (ImporLaporan.DoesNotExist, PengecualianImpor.DoesNotExist):
            raise Http404 from None
        except (GalatPengguna, ValidationError) as galat:
            messages.error(request, kalimat_galat(galat))
            return self._kembali(pk)

    def lakukan(self, pk: int) -> HttpResponse | None:
        """Do it; return where to go when it is not the preview."""
        raise NotImplementedError

    def _kembali(self, pk: int) -> HttpResponse:
        return HttpResponseRedirect(reverse("kinerja:impor_detail", args=[pk]))

    def data(self, form: Form) -> dict[str, Any]:
        """Cleaned input; ValidationError with the form's sentences."""
        if not form.is_valid():
            raise ValidationError([teks for daftar in form.errors.values() for teks in daftar])
        return form.cleaned_data


class ImporLewatiView(TindakanImporView):
    """Leave one cell out."""

    def lakukan(self, pk: int) -> None:
        data = self.data(LewatiSelForm(self.request.POST))
        lewati_sel(impor_id=pk, oleh=self.pengguna, **data)
        messages.success(self.request, f"Sel baris {data['baris']} kolom {data['kolom']} dilewati.")


class ImporLewatiHapusView(TindakanImporView):
    """Take an exclusion back."""

    def lakukan(self, pk: int) -> None:
        data = self.data(LewatiSelForm({**self.request.POST.dict(), "alasan": "-"}))
        hapus_lewati(impor_id=pk, baris=data["baris"], kolom=data["kolom"], oleh=self.pengguna)
        messages.success(self.request, "Pengecualian dihapus.")


class ImporPilihView(TindakanImporView):
    """Decide the counterpart of one row."""

    def lakukan(self, pk: int) -> None:
        data = self.data(PilihPadananForm(self.request.POST))
        pilih_padanan(impor_id=pk, oleh=self.pengguna, **data)
        messages.success(self.request, f"Padanan baris {nomor_berkas(data['baris'])} dipilih.")


class ImporLupakanView(TindakanImporView):
    """Forget what earlier picks said about a row."""

    def lakukan(self, pk: int) -> None:
        data = self.data(BarisImporForm(self.request.POST))
        lupakan_padanan(impor_id=pk, baris=data["baris"], oleh=self.pengguna)
        baris = nomor_berkas(data["baris"])
        messages.success(self.request, f"Padanan baris {baris} tidak diingat lagi.")


class ImporUrungkanView(TindakanImporView):
    """Take a whole applied import back."""

    def lakukan(self, pk: int) -> None:
        jumlah = urungkan_impor(impor_id=pk, oleh=self.pengguna)
        messages.success(self.request, f"Impor diurungkan. {jumlah} sel kembali seperti semula.")


class ImporTerapkanView(TindakanImporView):
    """Queue the job that applies everything."""

    def lakukan(self, pk: int) -> HttpResponse:
        pekerjaan = antrekan_impor(impor_id=pk, oleh=self.pengguna)
        return HttpResponseRedirect(reverse("dasar:pekerjaan_detail", args=[pekerjaan.pk]))


class ImporBatalView(TindakanImporView):
    """Put an upload aside."""

    def lakukan(self, pk: int) -> HttpResponse:
        batalkan_impor(impor_id=pk, oleh=self.pengguna)
        messages.success(self.request, "Impor dibatalkan. Tidak ada nilai yang disimpan.")
        return HttpResponseRedirect(reverse("kinerja:impor_list"))
