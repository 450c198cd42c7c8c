"""Pages of one indicator: its card, making, changing and removing it in a draf version."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView
from django.views.generic.base import View

from dasar.galat import GalatPengguna
from dasar.grafik import TitikTren, tren
from dasar.tanggal import format_tanggal
from dasar.tulisan import huruf_kalimat
from dasar.views.mixins import PenggunaMixin, PeriksaDuluMixin, ScopedPermissionMixin
from kinerja.forms.indikator import IndikatorForm, jadikan_predikat
from kinerja.formulas.baca_target import SEBUTAN_SKALA, SKALA
from kinerja.formulas.skala import format_nilai
from kinerja.formulas.smart import SEBUTAN_UNSUR
from kinerja.models import DokumenPerencanaan, Indikator, IsiIndikator, IsiSimpul, Target
from kinerja.permissions import boleh_ubah_isi_rencana, boleh_usul_target
from kinerja.selectors.kartu_indikator import susun_kartu
from kinerja.selectors.riwayat_indikator import NilaiRiwayat
from kinerja.selectors.usul_target import dapat_diusulkan
from kinerja.services.indikator import buat_indikator, hapus_indikator, ubah_indikator
from kinerja.services.target import tanda_indikator
from kinerja.services.usul_target import pd_pengusul
from opd.models import JenisPD, PerangkatDaerah

_PANJANG_PILIHAN = 110


def _isi_terlihat(pengguna: Any, pk: int) -> IsiIndikator:
    terlihat = IsiIndikator.objects.for_user(pengguna).select_related(
        "dokumen__perangkat_daerah", "indikator", "isi_simpul"
    )
    return get_object_or_404(terlihat, pk=pk)


class IndikatorKartuView(ScopedPermissionMixin, DetailView[IsiIndikator]):
    """The card of one indicator in one version; `?tanggal=` chooses the day of the owner."""

    template_name = "kinerja/indikator_kartu.html"
    queryset = IsiIndikator.objects.select_related(
        "dokumen__perangkat_daerah", "indikator__pengampu", "isi_simpul"
    )
    context_object_name = "isi"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        isi = self.object
        tanggal = _baca_tanggal(self.request.GET.get("tanggal", ""))
        kartu = susun_kartu(isi, self.pengguna, tanggal)
        izin = boleh_ubah_isi_rencana(self.pengguna, isi.dokumen)
        return super().get_context_data(
            kartu=kartu,
            dokumen=isi.dokumen,
            nama_pd=isi.dokumen.perangkat_daerah.nama_pada(),
            nama_pengampu=isi.indikator.pengampu.nama_pada(),
            temuan=[(t, SEBUTAN_UNSUR[t.unsur]) for t in kartu.temuan],
            grafik=_grafik(isi, kartu.riwayat),
            teks_tanggal=format_tanggal(tanggal),
            boleh_ubah=bool(izin),
            boleh_usul=dapat_diusulkan(isi)
            and bool(boleh_usul_target(self.pengguna, pd_pengusul(self.pengguna, isi.indikator))),
            # Not the person but the state of the version stands in the way: say it.
            alasan_tetap=izin.alasan if not izin and isi.dokumen.status != "draf" else "",
            **kwargs,
        )


def _baca_tanggal(teks: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(teks)
    except ValueError:
        return timezone.localdate()


def _grafik(isi: IsiIndikator, riwayat: Sequence[NilaiRiwayat]) -> dict[str, str]:
    """The trend for a desk and for a phone; empty with fewer than two values."""
    if sum(r.nilai is not None for r in riwayat) < 2:
        return {}
    titik = [
        TitikTren(
            str(r.tahun),
            r.nilai,
            format_nilai(r.nilai, desimal=isi.desimal, skala=isi.skala_predikat),
            "resmi" if r.tetap else "contoh",
            r.keterangan,
        )
        for r in riwayat
    ]
    judul = f"Nilai {huruf_kalimat(isi.nama)} per tahun"
    return {
        "catatan": _catatan_grafik(riwayat),
        "lebar": tren(titik, judul=judul, lebar=620, tinggi=190),
        "sempit": tren(titik, judul=judul, lebar=300, tinggi=170),
    }


def _catatan_grafik(riwayat: Sequence[NilaiRiwayat]) -> str:
    """What the drawing alone does not tell: hollow points, and years of another PD."""
    bernilai = [r for r in riwayat if r.nilai is not None]
    kalimat = []
    if not all(r.tetap for r in bernilai):
        kalimat.append("Titik kosong: angka contoh, sementara, atau belum diverifikasi.")
    per_pd: dict[str, list[str]] = {}
    for r in bernilai:
        if r.pendahulu:
            per_pd.setdefault(r.pendahulu, []).append(str(r.tahun))
    kalimat += [f"Nilai {', '.join(tahun)} dari {pd}." for pd, tahun in per_pd.items()]
    return " ".join(kalimat)


class _IndikatorFormView(PeriksaDuluMixin, FormView[IndikatorForm]):
    """What making and changing share: `periksa` sets the document and, when changing, the row."""

    template_name = "kinerja/indikator_form.html"
    form_class = IndikatorForm
    dokumen: DokumenPerencanaan
    isi: IsiIndikator | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if "data" in kwargs:
            kwargs["data"] = jadikan_predikat(
                self.request.POST, self.request.POST.get("jadikan_skala", "")
            )
        isi = self.isi
        return {
            **kwargs,
            "dokumen": self.dokumen,
            "isi": isi,
            "target": (
                []
                if isi is None
                else Target.objects.for_user(self.pengguna).filter(
                    dokumen=self.dokumen, indikator=isi.indikator_id
                )
            ),
            "simpul": _pilihan_simpul(self.dokumen),
            "pengampu": _pilihan_pengampu(self.pengguna, self.dokumen),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            dokumen=self.dokumen,
            isi=self.isi,
            nama_pd=self.dokumen.perangkat_daerah.nama_pada(),
            **kwargs,
        )

    def simpan(self, form: IndikatorForm) -> IsiIndikator:
        """Call the service."""
        raise NotImplementedError

    def form_valid(self, form: IndikatorForm) -> HttpResponse:
        try:
            isi = self.simpan(form)
        except GalatPengguna as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        except ValidationError as galat:
            per_medan = galat.message_dict if hasattr(galat, "error_dict") else {}
            form.galat_layanan(per_medan or {"__all__": galat.messages})
            return self.form_invalid(form)
        skala = self.request.POST.get("jadikan_skala", "")
        ekor = ""
        if skala in SKALA:
            ekor = f" sebagai {SEBUTAN_SKALA['sakip' if skala == 'sakip' else 'opini']}"
        messages.success(self.request, f"Indikator disimpan{ekor}.")
        return HttpResponseRedirect(reverse("kinerja:indikator_kartu", args=[isi.pk]))


class IndikatorCreateView(_IndikatorFormView):
    """A new indicator below one node of a draf."""

    def periksa(self, **kwargs: Any) -> None:
        terlihat = DokumenPerencanaan.objects.for_user(self.pengguna)
        self.dokumen = get_object_or_404(
            terlihat.select_related("perangkat_daerah"), pk=kwargs["dokumen"]
        )
        simpul = IsiSimpul.objects.for_user(self.pengguna).filter(dokumen=self.dokumen)
        self.simpul = get_object_or_404(simpul, pk=kwargs["isi_simpul"])
        boleh_ubah_isi_rencana(self.pengguna, self.dokumen).wajib()

    def get_initial(self) -> dict[str, Any]:
        return {
            "isi_simpul": self.simpul.pk,
            "pengampu": self.dokumen.perangkat_daerah_id,
            "desimal": 2,
            "cara": "posisi_akhir",
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "identitas": _pilihan_identitas(self.pengguna, self.dokumen),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(simpul=self.simpul, **kwargs)

    def simpan(self, form: IndikatorForm) -> IsiIndikator:
        return buat_indikator(
            dokumen_id=self.dokumen.pk,
            masuk=form.masuk(),
            oleh=self.pengguna,
            indikator_id=form.cleaned_data.get("identitas"),
        )


class IndikatorUpdateView(_IndikatorFormView):
    """All attributes and targets of one indicator of a draf."""

    def periksa(self, **kwargs: Any) -> None:
        isi = _isi_terlihat(self.pengguna, kwargs["pk"])
        self.isi, self.dokumen = isi, isi.dokumen
        boleh_ubah_isi_rencana(self.pengguna, self.dokumen).wajib()

    def get_initial(self) -> dict[str, Any]:
        return {"tanda": tanda_indikator(self.isi)} if self.isi is not None else {}

    def simpan(self, form: IndikatorForm) -> IsiIndikator:
        if self.isi is None:
            raise Http404
        return ubah_indikator(
            isi_id=self.isi.pk,
            masuk=form.masuk(),
            tanda=form.cleaned_data["tanda"],
            oleh=self.pengguna,
        )


class IndikatorDeleteView(PeriksaDuluMixin, PenggunaMixin, View):
    """Ask, then take one indicator out of a draf."""

    http_method_names = ["get", "post", "head"]

    def periksa(self, **kwargs: Any) -> None:
        self.isi = _isi_terlihat(self.pengguna, kwargs["pk"])
        boleh_ubah_isi_rencana(self.pengguna, self.isi.dokumen).wajib()

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._halaman(request, "", 200)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        dokumen = self.isi.dokumen
        nama = huruf_kalimat(self.isi.nama)
        try:
            hapus_indikator(
                isi_id=self.isi.pk, tanda=request.POST.get("tanda", ""), oleh=self.pengguna
            )
        except GalatPengguna as galat:
            return self._halaman(request, str(galat), 409)
        messages.success(request, f"{nama} dihapus dari {dokumen}.")
        return HttpResponseRedirect(reverse("kinerja:dokumen_detail", args=[dokumen.pk]))

    def _halaman(self, request: HttpRequest, galat: str, status: int) -> HttpResponse:
        isi = self.isi
        konteks = {
            "isi": isi,
            "nama": huruf_kalimat(isi.nama),
            "dokumen": isi.dokumen,
            "nama_pd": isi.dokumen.perangkat_daerah.nama_pada(),
            "jumlah_target": Target.objects.for_user(self.pengguna)
            .filter(dokumen=isi.dokumen_id, indikator=isi.indikator_id)
            .count(),
            "tanda": tanda_indikator(isi),
            "galat": galat,
        }
        return render(request, "kinerja/indikator_hapus.html", konteks, status=status)


def _pilihan_simpul(dokumen: DokumenPerencanaan) -> list[tuple[int, str]]:
    return [
        (s.pk, _pendek(f"{s.get_jenis_display()} {s.kode} {huruf_kalimat(s.nama)}"))
        for s in dokumen.isi_simpul.order_by("jalur")
    ]


def _pilihan_pengampu(pengguna: Any, dokumen: DokumenPerencanaan) -> list[tuple[int, str]]:
    """Any PD for an indicator of the city, nothing to choose for one of a PD."""
    if dokumen.perangkat_daerah.jenis != JenisPD.KOTA:
        return []
    return list(PerangkatDaerah.objects.for_user(pengguna).nama_per_id().items())


def _pilihan_identitas(pengguna: Any, dokumen: DokumenPerencanaan) -> list[tuple[int, str]]:
    """Indicators of the PD that this document does not have yet, by their newest name."""
    milik = Indikator.objects.for_user(pengguna).filter(
        perangkat_daerah=dokumen.perangkat_daerah_id
    )
    isi = (
        IsiIndikator.objects.for_user(pengguna)
        .filter(indikator__in=milik)
        .exclude(indikator__isi__dokumen=dokumen)
        .select_related("dokumen")
        .order_by("dokumen__tahun_dari", "pk")
    )
    nama = {i.indikator_id: _pendek(f"{huruf_kalimat(i.nama)} ({i.dokumen})") for i in isi}
    return sorted(nama.items(), key=lambda pasangan: pasangan[1].casefold())


def _pendek(teks: str) -> str:
    rapi = " ".join(teks.split())
    return rapi if len(rapi) <= _PANJANG_PILIHAN else f"{rapi[: _PANJANG_PILIHAN - 1]}…"
