"""Pages of the report import: uploads, preview with its exclusions and picks, apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from kinerja.forms.impor import LewatiSelForm, PilihPadananForm, UnggahLaporanForm
from kinerja.models import ImporLaporan, PengecualianImpor
from kinerja.permissions import boleh_impor, boleh_lihat_kinerja, boleh_ubah_impor
from kinerja.selectors.isi_pratinjau import BarisPratinjau, PratinjauImpor
from kinerja.services.impor import (
    antrekan_impor,
    baca_berkas,
    batalkan_impor,
    hapus_lewati,
    kalimat_galat,
    lewati_sel,
    pilih_padanan,
    pratinjau,
    unggah_berkas_laporan,
)
from opd.models import Pengguna, PerangkatDaerah

BARIS_PER_HALAMAN = 100
PERINGATAN_TAMPIL = 50
_JENIS = {
    "judul": "Judul",
    "lanjutan": "Indikator",
    "program": "Program",
    "kegiatan": "Kegiatan",
    "sub_kegiatan": "Sub kegiatan",
}
_SARING: tuple[tuple[str, str, str, Callable[[BarisPratinjau], bool]], ...] = (
    ("galat", "Galat", "galat", lambda b: any(s.galat for s in b.sel.values())),
    ("pilih", "Perlu dipilih", "perhatian", lambda b: b.status == "pilih"),
    ("periksa", "Perlu dicek", "perhatian", lambda b: any(s.pertanyaan for s in b.sel.values())),
    ("baru", "Baru", "", lambda b: b.status == "baru"),
    ("cocok", "Cocok", "", lambda b: b.status == "cocok"),
    ("judul", "Judul", "", lambda b: b.status == "judul"),
)


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

    def form_valid(self, form: UnggahLaporanForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            impor = unggah_berkas_laporan(
                isi=data["berkas"],
                nama_asli=data["berkas"].name,
                perangkat_daerah=data["perangkat_daerah"],
                tahun=data["tahun"],
                isian_kinerja=data["isian_kinerja"],
                isian_anggaran=data["isian_anggaran"],
                oleh=self.pengguna,
            )
        except (GalatPengguna, ValidationError) as galat:
            form.add_error("berkas", kalimat_galat(galat))
            return self.form_invalid(form)
        return HttpResponseRedirect(reverse("kinerja:impor_detail", args=[impor.pk]))


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
        konteks["nama_pd"] = impor.perangkat_daerah.nama_pada()
        konteks["ringkasan"] = [
            (_KATA_RINGKASAN[kunci], jumlah)
            for kunci, jumlah in impor.ringkasan.items()
            if kunci in _KATA_RINGKASAN
        ]
        try:
            lembar = baca_berkas(impor.berkas)
            hasil = pratinjau(impor, lembar)
        except GalatPengguna as galat:
            konteks["galat_berkas"] = str(galat)
            return konteks
        return konteks | self._isi(hasil, lembar.kolom)

    def _isi(self, hasil: PratinjauImpor, kolom: Mapping[str, str]) -> dict[str, Any]:
        saring = self.request.GET.get("saring", "")
        uji = next((uji for kode, _, _, uji in _SARING if kode == saring), None)
        terpilih = [b for b in hasil.baris if uji is None or uji(b)]
        halaman = Paginator(terpilih, BARIS_PER_HALAMAN).get_page(self.request.GET.get("page"))
        peran = [
            p
            for p in kolom
            if p.startswith("tw") and any(p in b.sel and b.sel[p].teks.strip() for b in hasil.baris)
        ]
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
            "baris": [_baris_tampil(b, peran, kolom) for b in halaman],
            "page_obj": halaman,
            "paginator": halaman.paginator,
        }

    def _kepingan(self, hasil: PratinjauImpor, saring: str) -> list[dict[str, Any]]:
        dasar = self.request.path
        semua: list[dict[str, Any]] = [
            {"label": "Semua", "jumlah": len(hasil.baris), "url": dasar, "aktif": not saring}
        ]
        for kode, label, rupa, uji in _SARING:
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


_KATA_RINGKASAN = {
    "nilai_baru": "nilai kinerja baru",
    "nilai_berubah": "nilai kinerja berubah",
    "nilai_sama": "nilai kinerja sama",
    "rupiah_baru": "nilai rupiah baru",
    "rupiah_berubah": "nilai rupiah berubah",
    "rupiah_sama": "nilai rupiah sama",
    "simpul_baru": "program/kegiatan baru",
    "indikator_baru": "indikator baru",
    "sel_dilewati": "sel dilewati",
}
_LENCANA_BARIS = {
    "cocok": ("benar", "check-lg", "Cocok"),
    "baru": ("aksen", "plus-lg", "Baru"),
    "pilih": ("perhatian", "question-circle", "Pilih"),
    "judul": ("netral", "dash-lg", "Judul"),
}


def _baris_tampil(b: BarisPratinjau, peran: list[str], kolom: Mapping[str, str]) -> dict[str, Any]:
    """One row of the table, every text already formatted."""
    rupa, ikon, kata = _LENCANA_BARIS[b.status]
    if b.status == "cocok" and b.keyakinan < 100:
        kata = f"Cocok {b.keyakinan:.0f}%"
    if b.menunggu is not None:
        kata = f"Menunggu baris {b.menunggu}"
    return {
        "nomor": b.nomor,
        "jenis": _JENIS[b.jenis],
        "nama": b.nama,
        "indikator": b.indikator,
        "nama_rencana": b.nama_rencana,
        "satuan": b.sifat.satuan if b.sifat else "",
        "dasar": b.dasar,
        "rupa": rupa,
        "ikon": ikon,
        "kata": kata,
        "sel": [_sel_tampil(b, p, kolom[p]) for p in peran],
    }


def _sel_tampil(b: BarisPratinjau, peran: str, kolom: str) -> dict[str, str | bool]:
    """A value cell: text, colour and icon. Why it looks so is in the lists above the table."""
    teks, kelas, ikon = b.tampil(peran), "", ""
    sel = b.sel.get(peran)
    if sel is not None and sel.galat:
        teks, kelas, ikon = sel.teks, "sel-galat", "exclamation-octagon-fill"
    elif sel is not None and sel.dilewati:
        teks = sel.teks or "–"
    elif sel is not None and sel.pertanyaan:
        kelas, ikon = "sel-periksa", "question-circle"
    elif sel is not None and b.status == "judul":
        teks = sel.teks.strip(" -") or "–"
    return {
        "teks": teks,
        "kelas": kelas,
        "ikon": ikon,
        "kolom": kolom,
        "dicoret": sel is not None and bool(sel.dilewati),
    }


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
        messages.success(self.request, f"Padanan baris {data['baris']} dipilih.")


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
