"""Pages of the rencana aksi: all indicators of a PD, one indicator, one activity."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from django.views.generic.base import View

from dasar.angka import format_rupiah
from dasar.galat import GalatPengguna
from dasar.tulisan import huruf_kalimat
from dasar.views.mixins import PenggunaMixin, PeriksaDuluMixin
from dasar.views.unduhan import jawab_xlsx
from kinerja.forms.rencana_aksi import AksiBaruForm, AksiForm, TargetTriwulanForm
from kinerja.models import Indikator, IsiIndikator, RencanaAksi
from kinerja.permissions import boleh_ubah_rencana_aksi
from kinerja.reports.rencana_aksi import tulis_rencana_aksi
from kinerja.selectors.pagu_aksi import kalimat_lebih_pagu, sub_kegiatan_pd
from kinerja.selectors.periode import periode_awal, tahun_tersedia
from kinerja.selectors.pohon_kinerja import nama_simpul
from kinerja.selectors.rencana_aksi import (
    BarisRencanaAksi,
    baris_rencana_aksi,
    periksa_tersimpan,
    triwulan_aksi,
)
from kinerja.selectors.riwayat_indikator import KOSONG, teks_target
from kinerja.selectors.target_berlaku import isi_berlaku, target_setahun
from kinerja.services.rencana_aksi import (
    hapus_aksi,
    tambah_aksi_triwulan,
    tanda_aksi,
    ubah_aksi,
)
from kinerja.services.target_triwulan import atur_target_triwulan, tanda_target
from kinerja.views.periode import baca_bilangan, baca_pd, daftar_pd
from opd.models import Jabatan

PER_HALAMAN = 50
_SARINGAN = {"": "Semua", "belum": "Target perlu dilengkapi", "tanpa_kegiatan": "Tanpa kegiatan"}


def baca_tahun(request: HttpRequest) -> int:
    """?tahun=, else the year of the quarter that is open."""
    tahun = baca_bilangan(request.GET.get("tahun") or request.POST.get("tahun"))
    return tahun if tahun is not None and 2000 <= tahun <= 2100 else periode_awal()[0]


class RencanaAksiListView(PenggunaMixin, TemplateView):
    """Indicators of one PD with their quarterly targets; ?saring=belum and ?saring=tanpa_kegiatan
    show what needs work."""

    template_name = "kinerja/rencana_aksi_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pd, tahun = baca_pd(self.request, self.pengguna), baca_tahun(self.request)
        semua = baris_rencana_aksi(pd.pk, tahun, self.pengguna)
        bagian = {
            "": semua,
            "belum": [b for b in semua if b.keadaan != "sesuai"],
            "tanpa_kegiatan": [b for b in semua if not b.jumlah_aksi],
        }
        kueri = urlencode({"tahun": tahun, "pd": pd.pk})
        diminta = self.request.GET.get("saring", "")
        saring = diminta if diminta in bagian else ""
        halaman = Paginator(bagian[saring], PER_HALAMAN).get_page(self.request.GET.get("page"))
        sub_kegiatan = sub_kegiatan_pd(pd.pk, tahun)
        return super().get_context_data(
            pd=pd,
            nama_pd=pd.nama_pada(datetime.date(tahun, 12, 31)),
            tahun=tahun,
            daftar_tahun=sorted({tahun, *tahun_tersedia()}, reverse=True),
            daftar_pd=daftar_pd(self.pengguna, tahun, kini=pd.pk),
            jumlah=len(semua),
            kepingan=[
                {
                    "label": label,
                    "jumlah": len(bagian[kode]),
                    "url": f"?{kueri}&saring={kode}" if kode else f"?{kueri}",
                    "aktif": kode == saring,
                }
                for kode, label in _SARINGAN.items()
            ],
            lebih_pagu=kalimat_lebih_pagu(sub_kegiatan, tahun, sub_kegiatan),
            saring=saring,
            page_obj=halaman,
            is_paginated=halaman.has_other_pages(),
            paginator=halaman.paginator,
            kueri=kueri,
            kueri_halaman=f"{kueri}&saring={saring}" if saring else kueri,
            **kwargs,
        )


class RencanaAksiXlsxView(PenggunaMixin, View):
    """The same as a worksheet, with every activity."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        pd, tahun = baca_pd(request, self.pengguna), baca_tahun(request)
        akhir = datetime.date(tahun, 12, 31)
        nama = f"Rencana aksi {pd.singkatan_pada(akhir)} {tahun}.xlsx"
        return jawab_xlsx(tulis_rencana_aksi(pd.pk, tahun, self.pengguna), nama)


class _SatuIndikatorMixin(PeriksaDuluMixin):
    """Finds the indicator under the plan in force; another PD's is 404."""

    isi: IsiIndikator
    tahun: int

    def periksa(self, **kwargs: Any) -> None:
        indikator = (
            Indikator.objects.for_user(self.pengguna).filter(pk=kwargs["indikator_id"]).first()
        )
        self.tahun = int(kwargs["tahun"])
        isi = isi_berlaku(indikator.pk, self.tahun) if indikator else None
        if indikator is None or isi is None:
            raise Http404
        terlihat = IsiIndikator.objects.for_user(self.pengguna)
        self.isi = terlihat.select_related("dokumen", "isi_simpul", "indikator__pengampu").get(
            pk=isi.pk
        )
        self.izin = boleh_ubah_rencana_aksi(self.pengguna, self.pd_id)
        if self.request.method == "POST" or self.perlu_izin:
            self.izin.wajib()

    perlu_izin = False

    @property
    def pd_id(self) -> int:
        return self.isi.indikator.pengampu_id

    @property
    def url_rinci(self) -> str:
        return reverse("kinerja:rencana_aksi", args=[self.isi.indikator_id, self.tahun])

    def konteks(self) -> dict[str, Any]:
        target = target_setahun([self.isi.indikator_id], self.tahun).get(self.isi.indikator_id)
        setahun = target.tahun if target else None
        keadaan, kalimat = periksa_tersimpan(self.isi, target)
        return {
            "isi": self.isi,
            "nama": huruf_kalimat(self.isi.nama),
            "simpul": huruf_kalimat(self.isi.isi_simpul.nama),
            "nama_pd": self.isi.indikator.pengampu.nama_pada(datetime.date(self.tahun, 12, 31)),
            "pd_id": self.pd_id,
            "tahun": self.tahun,
            "url_rinci": self.url_rinci,
            "target": (
                KOSONG
                if setahun is None
                else teks_target(setahun.nilai, setahun.nilai_atas, self.isi, penghubung=" sampai ")
            ),
            "keadaan": keadaan,
            "kalimat": kalimat,
            "target_contoh": bool(setahun and setahun.contoh),
            "dokumen": setahun.dokumen if setahun else "",
        }


class RencanaAksiView(_SatuIndikatorMixin, FormView[TargetTriwulanForm]):
    """Quarterly targets and the activities of one indicator in one year."""

    template_name = "kinerja/rencana_aksi.html"
    form_class = TargetTriwulanForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "isi": self.isi}

    def get_initial(self) -> dict[str, Any]:
        milik = self.isi.dokumen.target.filter(
            indikator=self.isi.indikator_id, tahun=self.tahun, triwulan__gt=0
        )
        return {
            "tanda": tanda_target(self.isi, self.tahun),
            **{f"tw{t.triwulan}": teks_target(t.nilai, None, self.isi) for t in milik},
        }

    def form_valid(self, form: TargetTriwulanForm) -> HttpResponse:
        try:
            atur_target_triwulan(
                indikator_id=self.isi.indikator_id,
                tahun=self.tahun,
                nilai=form.cleaned_data["nilai"],
                tanda=form.cleaned_data["tanda"],
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            form.add_error(None, str(galat) if isinstance(galat, GalatPengguna) else galat)
            return self.form_invalid(form)
        messages.success(self.request, "Target triwulan disimpan.")
        return HttpResponseRedirect(self.url_rinci)

    def form_invalid(self, form: TargetTriwulanForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sub_kegiatan = sub_kegiatan_pd(self.pd_id, self.tahun)
        triwulan = triwulan_aksi(self.isi, self.tahun, sub_kegiatan)
        dipakai = {a.simpul_id for t in triwulan for a in t.aksi if a.simpul_id}
        return super().get_context_data(
            triwulan=triwulan,
            lebih_pagu=kalimat_lebih_pagu(sub_kegiatan, self.tahun, dipakai),
            berikut=self._berikut() if self.izin else None,
            boleh=bool(self.izin),
            alasan=self.izin.alasan,
            **self.konteks(),
            **kwargs,
        )

    def _berikut(self) -> BarisRencanaAksi | None:
        """The next indicator of the PD that needs work, in the order of the list."""
        semua = baris_rencana_aksi(self.pd_id, self.tahun, self.pengguna)
        letak = next(
            (n for n, b in enumerate(semua) if b.indikator_id == self.isi.indikator_id), -1
        )
        giliran = [*semua[letak + 1 :], *semua[: max(letak, 0)]]
        return next((b for b in giliran if b.keadaan != "sesuai" or not b.jumlah_aksi), None)


class _AksiFormView(_SatuIndikatorMixin, FormView[AksiForm]):
    template_name = "kinerja/rencana_aksi_form.html"
    form_class = AksiForm
    perlu_izin = True
    judul = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        # Posts of any day of the year: one that ended in June did the work until then.
        jabatan = (
            Jabatan.objects.for_user(self.pengguna)
            .filter(perangkat_daerah=self.pd_id, dari__lte=datetime.date(self.tahun, 12, 31))
            .filter(Q(sampai__isnull=True) | Q(sampai__gte=datetime.date(self.tahun, 1, 1)))
        )
        return {
            **super().get_form_kwargs(),
            "jabatan": list(jabatan.values_list("pk", "nama")),
            "simpul": list(sub_kegiatan_pd(self.pd_id, self.tahun).items()),
        }

    def form_valid(self, form: AksiForm) -> HttpResponse:
        try:
            self.simpan(form)
        except ObjectDoesNotExist:
            raise Http404 from None
        except GalatPengguna as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        except ValidationError as galat:
            form.add_error("triwulan", galat.messages)
            return self.form_invalid(form)
        messages.success(self.request, "Kegiatan disimpan.")
        return HttpResponseRedirect(
            self.request.path if "lagi" in self.request.POST else self.url_rinci
        )

    def form_invalid(self, form: AksiForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def simpan(self, form: AksiForm) -> None:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(judul_form=self.judul, **self.konteks(), **kwargs)


class AksiCreateView(_AksiFormView):
    """A new activity of one or more quarters; ?triwulan= ticks one."""

    judul = "Tambah kegiatan"
    form_class = AksiBaruForm

    def get_initial(self) -> dict[str, Any]:
        return {"triwulan": self.request.GET.getlist("triwulan")}

    def simpan(self, form: AksiForm) -> None:
        tambah_aksi_triwulan(
            indikator_id=self.isi.indikator_id,
            tahun=self.tahun,
            masuk=form.masuk(),
            triwulan=form.triwulan_dipilih(),
            oleh=self.pengguna,
        )


class _AksiMixin(_SatuIndikatorMixin):
    """An activity of its own address; the indicator follows from it."""

    aksi: RencanaAksi

    def periksa(self, **kwargs: Any) -> None:
        terlihat = RencanaAksi.objects.for_user(self.pengguna).select_related("jabatan")
        aksi = terlihat.filter(pk=kwargs["pk"]).first()
        if aksi is None:
            raise Http404
        self.aksi = aksi
        super().periksa(indikator_id=aksi.indikator_id, tahun=aksi.tahun)


class AksiUpdateView(_AksiMixin, _AksiFormView):
    """Change one activity."""

    judul = "Ubah kegiatan"

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the activity names stays a choice even when the plan in force lost it."""
        kwargs = super().get_form_kwargs()
        if self.aksi.jabatan and self.aksi.jabatan_id not in dict(kwargs["jabatan"]):
            kwargs["jabatan"].append((self.aksi.jabatan_id, self.aksi.jabatan.nama))
        if self.aksi.simpul_id and self.aksi.simpul_id not in dict(kwargs["simpul"]):
            nama = nama_simpul([self.aksi.simpul_id]).get(self.aksi.simpul_id, ("", KOSONG))[1]
            kwargs["simpul"].append((self.aksi.simpul_id, nama))
        return kwargs

    def get_initial(self) -> dict[str, Any]:
        a = self.aksi
        return {
            "triwulan": a.triwulan,
            "kegiatan": a.kegiatan,
            "keluaran": a.keluaran,
            "jabatan": a.jabatan_id,
            "simpul": a.simpul_id,
            "anggaran": "" if a.anggaran is None else format_rupiah(a.anggaran),
            "tanda": tanda_aksi(a),
        }

    def simpan(self, form: AksiForm) -> None:
        ubah_aksi(
            aksi_id=self.aksi.pk,
            masuk=form.masuk(),
            tanda=form.cleaned_data["tanda"],
            oleh=self.pengguna,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(aksi=self.aksi, **kwargs)


class AksiDeleteView(_AksiMixin, View):
    """Asks first, then removes."""

    perlu_izin = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        konteks = {"aksi": self.aksi, "tanda": tanda_aksi(self.aksi), **self.konteks()}
        return render(request, "kinerja/rencana_aksi_hapus.html", konteks)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            hapus_aksi(
                aksi_id=self.aksi.pk, tanda=request.POST.get("tanda", ""), oleh=self.pengguna
            )
        except GalatPengguna as galat:
            messages.error(request, str(galat))
        else:
            messages.success(request, "Kegiatan dihapus.")
        return HttpResponseRedirect(self.url_rinci)
