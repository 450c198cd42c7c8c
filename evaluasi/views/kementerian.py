"""Pages of the city's official values: history, recording, correcting, and the RB index."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from dasar.angka import format_angka
from dasar.grafik import TitikTren, tren
from dasar.tanggal import format_tanggal
from dasar.views.mixins import PenggunaMixin, PeriksaDuluMixin
from evaluasi.forms.kementerian import IndeksRBForm, KomponenIsian, NilaiResmiForm
from evaluasi.models import IndeksRB, JenisLembar, KomponenLKE, LembarKerja, TemplatLKE
from evaluasi.permissions import boleh_lihat_evaluasi, boleh_rekam_kementerian
from evaluasi.selectors.nilai_resmi import (
    BarisIndeks,
    BarisResmi,
    kalimat_prakiraan,
    riwayat_dengan_target,
    riwayat_indeks_rb,
)
from evaluasi.services.indeks_rb import cap_indeks, koreksi_indeks_rb, rekam_indeks_rb
from evaluasi.services.kementerian import (
    koreksi_nilai_kementerian,
    nilai_komponen,
    rekam_nilai_kementerian,
)
from opd.models import Pengguna, PerangkatDaerah


class KementerianListView(PenggunaMixin, TemplateView):
    """Official SAKIP values and RB indexes; the city's published values, so PD read them too."""

    template_name = "evaluasi/kementerian_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_lihat_evaluasi(self.pengguna).wajib()
        riwayat = riwayat_dengan_target(PerangkatDaerah.objects.kota_id())
        return super().get_context_data(
            riwayat=[_resmi_tampil(baris) for baris in reversed(riwayat)],
            rb=[_indeks_tampil(baris) for baris in reversed(riwayat_indeks_rb())],
            grafik=_grafik(riwayat),
            prakiraan=kalimat_prakiraan(riwayat),
            boleh_rekam=bool(boleh_rekam_kementerian(self.pengguna)),
            **kwargs,
        )


class RekamView(PeriksaDuluMixin):
    """Only Bagian Organisasi writes here; everyone else is told so before anything is looked up."""

    def periksa(self, **kwargs: Any) -> None:
        boleh_rekam_kementerian(self.pengguna).wajib()
        self.siapkan(**kwargs)

    def siapkan(self, **kwargs: Any) -> None:
        """Look up the row of the address, for pages that have one."""


class KementerianCreateView(RekamView, FormView[NilaiResmiForm]):
    """Record the value of a year that has a template."""

    template_name = "evaluasi/kementerian_form.html"
    form_class = NilaiResmiForm

    def get_form_kwargs(self) -> dict[str, Any]:
        templat = list(TemplatLKE.objects.for_user(self.pengguna).order_by("-tahun_evaluasi"))
        dipilih = self._templat_dipilih(templat)
        return {
            **super().get_form_kwargs(),
            "daftar_tahun": [t.tahun_evaluasi for t in templat] or [0],
            "komponen": [] if dipilih is None else _komponen_isian(self.pengguna, dipilih),
            "terisi": _tahun_terisi(self.pengguna),
        }

    def get_initial(self) -> dict[str, Any]:
        """The newest year without a value."""
        kosong = (
            TemplatLKE.objects.for_user(self.pengguna)
            .exclude(tahun_evaluasi__in=_tahun_terisi(self.pengguna))
            .order_by("-tahun_evaluasi")
        )
        return {"tahun_evaluasi": kosong.values_list("tahun_evaluasi", flat=True).first()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        konteks["ada_templat"] = bool(konteks["form"].bobot)
        return konteks

    def form_valid(self, form: NilaiResmiForm) -> HttpResponse:
        tahun = form.cleaned_data["tahun_evaluasi"]
        try:
            rekam_nilai_kementerian(tahun_evaluasi=tahun, oleh=self.pengguna, **form.nilai())
        except ValidationError as galat:
            form.add_error(None, galat)
            return self.form_invalid(form)
        messages.success(self.request, f"Nilai resmi tahun evaluasi {tahun} direkam.")
        return HttpResponseRedirect(reverse("evaluasi:kementerian_list"))

    def _templat_dipilih(self, templat: list[TemplatLKE]) -> TemplatLKE | None:
        """The template whose weights the form checks: of the posted year, else of the first
        offered; the service checks again."""
        tahun = self.request.POST.get("tahun_evaluasi") or str(
            self.get_initial()["tahun_evaluasi"] or ""
        )
        cocok = [t for t in templat if str(t.tahun_evaluasi) == tahun]
        return next(iter([*cocok, *templat]), None)


class KementerianUpdateView(RekamView, FormView[NilaiResmiForm]):
    """Correct a recorded value; the reason is kept with before and after."""

    template_name = "evaluasi/kementerian_form.html"
    form_class = NilaiResmiForm

    def siapkan(self, **kwargs: Any) -> None:
        self.lembar = get_object_or_404(
            LembarKerja.objects.for_user(self.pengguna)
            .filter(jenis=JenisLembar.KEMENTERIAN)
            .select_related("templat"),
            pk=kwargs["pk"],
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "komponen": _komponen_isian(self.pengguna, self.lembar.templat),
            "tahun": self.lembar.templat.tahun_evaluasi,
        }

    def get_initial(self) -> dict[str, Any]:
        lembar = self.lembar
        return {
            "total": lembar.total,
            "diterima": lembar.diterima,
            "nomor": lembar.nomor,
            "sumber": lembar.sumber,
            "versi": lembar.versi,
            **{f"komponen_{kode}": nilai for kode, nilai in nilai_komponen(lembar).items()},
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lembar=self.lembar, ada_templat=True, **kwargs)

    def form_valid(self, form: NilaiResmiForm) -> HttpResponse:
        try:
            koreksi_nilai_kementerian(
                lembar_id=self.lembar.pk,
                alasan=form.cleaned_data["alasan"],
                versi=form.cleaned_data["versi"],
                oleh=self.pengguna,
                **form.nilai(),
            )
        except ValidationError as galat:
            form.add_error(None, galat)
            return self.form_invalid(form)
        tahun = self.lembar.templat.tahun_evaluasi
        messages.success(self.request, f"Nilai resmi tahun evaluasi {tahun} dikoreksi.")
        return HttpResponseRedirect(reverse("evaluasi:kementerian_list"))


class IndeksRBCreateView(RekamView, FormView[IndeksRBForm]):
    """Record the RB index of a year."""

    template_name = "evaluasi/kementerian_rb_form.html"
    form_class = IndeksRBForm

    def form_valid(self, form: IndeksRBForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            rekam_indeks_rb(
                tahun=data["tahun"],
                nilai=data["nilai"],
                predikat=data["predikat"],
                sumber=data["sumber"],
                oleh=self.pengguna,
            )
        except ValidationError as galat:
            form.add_error(None, galat)
            return self.form_invalid(form)
        messages.success(self.request, f"Indeks RB tahun {data['tahun']} direkam.")
        return HttpResponseRedirect(reverse("evaluasi:kementerian_list"))


class IndeksRBUpdateView(RekamView, FormView[IndeksRBForm]):
    """Correct a recorded index; the reason is kept with before and after."""

    template_name = "evaluasi/kementerian_rb_form.html"
    form_class = IndeksRBForm

    def siapkan(self, **kwargs: Any) -> None:
        self.indeks = get_object_or_404(IndeksRB, pk=kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "koreksi": True}

    def get_initial(self) -> dict[str, Any]:
        indeks = self.indeks
        return {
            "nilai": indeks.nilai,
            "predikat": indeks.predikat,
            "sumber": indeks.sumber,
            "cap": cap_indeks(indeks),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(indeks=self.indeks, **kwargs)

    def form_valid(self, form: IndeksRBForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            koreksi_indeks_rb(
                indeks_id=self.indeks.pk,
                nilai=data["nilai"],
                predikat=data["predikat"],
                sumber=data["sumber"],
                alasan=data["alasan"],
                cap=data["cap"],
                oleh=self.pengguna,
            )
        except ValidationError as galat:
            form.add_error(None, galat)
            return self.form_invalid(form)
        messages.success(self.request, f"Indeks RB tahun {self.indeks.tahun} dikoreksi.")
        return HttpResponseRedirect(reverse("evaluasi:kementerian_list"))


def _grafik(riwayat: list[BarisResmi]) -> str:
    """The trend with the newest target as its line, "" while there is nothing to draw."""
    if not riwayat:
        return ""
    target = riwayat[-1].target
    return tren(
        [
            TitikTren(
                label=str(baris.tahun),
                nilai=baris.nilai,
                teks=format_angka(baris.nilai, 2),
                rupa="contoh" if baris.lembar.contoh else "resmi",
            )
            for baris in riwayat
        ],
        judul="Perjalanan nilai SAKIP kota",
        target=None if target is None else target.nilai,
        teks_target="" if target is None else f"Target {format_angka(target.nilai, 2)}",
        lebar=340,
        tinggi=160,
    )


def _tahun_terisi(pengguna: Pengguna) -> dict[int, Decimal]:
    """The recorded values by evaluation year."""
    resmi = LembarKerja.objects.for_user(pengguna).filter(jenis=JenisLembar.KEMENTERIAN)
    return {
        tahun: total or Decimal(0)
        for tahun, total in resmi.values_list("templat__tahun_evaluasi", "total")
    }


def _komponen_isian(pengguna: Pengguna, templat: TemplatLKE) -> list[KomponenIsian]:
    return [
        KomponenIsian(k.kode, f"{k.kode} {k.nama}", k.bobot)
        for k in KomponenLKE.objects.for_user(pengguna).filter(templat=templat).order_by("urutan")
    ]


def _resmi_tampil(baris: BarisResmi) -> dict[str, Any]:
    lembar, kurang = baris.lembar, baris.kurang
    return {
        "baris": baris,
        "nilai": format_angka(baris.nilai, 2),
        "komponen": [(kode, format_angka(nilai, 2)) for kode, nilai in baris.komponen],
        "ubah": _ubah_tampil(baris.ubah, baris.tahun_lalu),
        "target": None if baris.target is None else format_angka(baris.target.nilai, 2),
        "target_contoh": baris.target is not None and baris.target.contoh,
        "target_dokumen": "" if baris.target is None else baris.target.dokumen,
        "kurang": None if kurang is None or kurang <= 0 else format_angka(kurang, 2),
        "diterima": format_tanggal(lembar.diterima) if lembar.diterima else "–",
    }


def _indeks_tampil(baris: BarisIndeks) -> dict[str, Any]:
    return {
        "indeks": baris.indeks,
        "nilai": format_angka(baris.indeks.nilai, 2),
        "ubah": _ubah_tampil(baris.ubah, baris.tahun_lalu),
    }


def _ubah_tampil(ubah: Decimal | None, tahun_lalu: int | None) -> dict[str, Any] | None:
    """Arrow, word and size of a change; None for the first year."""
    if ubah is None:
        return None
    if not ubah:
        return {"rupa": "", "ikon": "dash-lg", "kata": f"Tetap sejak {tahun_lalu}"}
    besar = format_angka(abs(ubah), 2)
    if ubah > 0:
        return {"rupa": "teks-benar", "ikon": "arrow-up", "kata": f"Naik {besar}"}
    return {"rupa": "teks-perhatian", "ikon": "arrow-down", "kata": f"Turun {besar}"}
