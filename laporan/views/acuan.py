"""Pages on which people record, correct and remove the numbers a report compares with."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dasar.angka import format_angka
from dasar.galat import GalatPengguna
from kinerja.models import Acuan, Indikator
from kinerja.permissions import boleh_ubah_acuan
from kinerja.services.acuan import (
    AcuanMasuk,
    buat_acuan,
    hapus_acuan,
    tanda_acuan,
    ubah_acuan,
)
from laporan.forms.naskah import AcuanForm
from laporan.selectors.naskah import data_kini, kalimat_acuan, nama_indikator
from laporan.views.naskah import NaskahMixin


class AcuanMixin(NaskahMixin):
    """`self.acuan`: the number of the address, or None where a new one is recorded."""

    acuan: Acuan | None = None

    def periksa(self, **kwargs: Any) -> None:
        super().periksa(**kwargs)
        if "pk" in kwargs:
            milik = Acuan.objects.for_user(self.pengguna).filter(perangkat_daerah=self.pd)
            self.acuan = milik.filter(pk=kwargs["pk"]).first()
            if self.acuan is None:
                raise Http404
        boleh_ubah_acuan(self.pengguna, self.pd.pk).wajib()

    def untuk(self) -> dict[int, str]:
        """The indicator that the stored number is compared with: id and name."""
        pk = self.acuan and self.acuan.indikator_id
        return nama_indikator([pk]) if pk else {}

    def kembali(self, kabar: str) -> HttpResponse:
        messages.success(self.request, kabar)
        return HttpResponseRedirect(self.url_naskah())


class AcuanCreateView(AcuanMixin):
    """Record one benchmark, or one figure about the place."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.halaman(self.form(initial=self.awal()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.halaman(form, status=422)
        isi = form.cleaned_data
        masuk = AcuanMasuk(
            nama=isi["nama"],
            tahun=isi["tahun"],
            nilai=isi["nilai"],
            satuan=isi["satuan"],
            desimal=form.desimal,
            sumber=isi["sumber"],
            indikator_id=isi["indikator"],
        )
        try:
            self.simpan(masuk, isi["tanda"])
        except ValidationError as galat:
            for medan, pesan in galat.message_dict.items():
                form.add_error(medan if medan in form.fields else None, pesan)
            return self.halaman(form, status=422)
        except Indikator.DoesNotExist:
            form.add_error("indikator", "Indikator ini tidak ada di laporan.")
            return self.halaman(form, status=422)
        except GalatPengguna as galat:
            form.add_error(None, str(galat))
            return self.halaman(form, status=409)
        return self.kembali("Data pembanding disimpan.")

    def awal(self) -> dict[str, Any]:
        """What the form shows at first."""
        return {"tahun": self.tahun, "indikator": self.request.GET.get("indikator", "")}

    def simpan(self, masuk: AcuanMasuk, tanda: str) -> None:
        buat_acuan(pd_id=self.pd.pk, masuk=masuk, oleh=self.pengguna)

    def form(self, *args: Any, **kwargs: Any) -> AcuanForm:
        data = data_kini(self.pd, self.tahun)
        indikator = {i.indikator_id: i.nama for s in data.sasaran for i in s.indikator}
        indikator = self.untuk() | indikator  # it may belong to the report of another year
        return AcuanForm(
            *args,
            daftar_indikator=list(indikator.items()),
            tahun_laporan=self.tahun,
            batal=self.url_naskah(),
            acuan=self.acuan,
            **kwargs,
        )

    def halaman(self, form: AcuanForm, status: int = 200) -> HttpResponse:
        konteks = {**self.kepala(), "form": form, "acuan": self.acuan}
        return render(self.request, "laporan/naskah_acuan.html", konteks, status=status)


class AcuanUpdateView(AcuanCreateView):
    """Correct one number. 409: someone else changed it meanwhile."""

    acuan: Acuan

    def awal(self) -> dict[str, Any]:
        a = self.acuan
        return {
            "tanda": tanda_acuan(a),
            "nama": a.nama,
            "tahun": a.tahun,
            "nilai": format_angka(a.nilai, a.desimal),
            "satuan": a.satuan,
            "indikator": a.indikator_id or "",
            "sumber": a.sumber,
        }

    def simpan(self, masuk: AcuanMasuk, tanda: str) -> None:
        ubah_acuan(acuan_id=self.acuan.pk, masuk=masuk, tanda=tanda, oleh=self.pengguna)


class AcuanDeleteView(AcuanMixin):
    """GET asks, POST removes."""

    acuan: Acuan

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        konteks = {
            **self.kepala(),
            "acuan": self.acuan,
            "kalimat": kalimat_acuan(self.acuan),
            "untuk": "".join(self.untuk().values()),
            "tanda": tanda_acuan(self.acuan),
        }
        return render(request, "laporan/naskah_acuan_hapus.html", konteks)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            hapus_acuan(
                acuan_id=self.acuan.pk, tanda=request.POST.get("tanda", ""), oleh=self.pengguna
            )
        except GalatPengguna as galat:
            messages.error(request, str(galat))
            return HttpResponseRedirect(request.path)
        return self.kembali("Data pembanding dihapus.")
