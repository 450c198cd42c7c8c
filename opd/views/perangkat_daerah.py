"""Pages of the PD: the list on a day, one PD with its posts, a new one, a new name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView, TemplateView
from django.views.generic.base import View

from dasar.views.mixins import PenggunaMixin, PeriksaDuluMixin
from opd.forms.perangkat_daerah import AliasForm, NamaForm, PDBaruForm
from opd.models import AliasPD, JenisPD, PerangkatDaerah
from opd.pendaftar import tautan_pd
from opd.permissions import boleh_kelola_pd, boleh_lihat_organisasi, boleh_tambah_pada_pd
from opd.selectors.jabatan import masa, pohon_jabatan
from opd.selectors.perangkat_daerah import (
    daftar_pd_pada,
    nama_pd_dari_waktu_ke_waktu,
    pd_terbaca,
    peristiwa_pd,
)
from opd.services.organisasi import beri_nama_dan_jenis, buat_pd, hapus_alias, tambah_alias
from opd.views.formulir import FormulirView
from opd.views.tanggal import baca_hari


class PDListView(PenggunaMixin, TemplateView):
    """Every PD of a day with its head."""

    template_name = "opd/pd_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_lihat_organisasi(self.pengguna).wajib()
        hari = baca_hari(self.request)
        cari = self.request.GET.get("cari", "").strip()[:100]
        baris = daftar_pd_pada(self.pengguna, hari.tanggal, cari)
        return super().get_context_data(
            hari=hari,
            cari=cari,
            baris=baris,
            jumlah_kosong=sum(b.kosong for b in baris),
            boleh_kelola=bool(boleh_kelola_pd(self.pengguna)),
            **kwargs,
        )


class PDDetailView(PenggunaMixin, DetailView[PerangkatDaerah]):
    """One PD: its posts and who holds them on a day, its names, where it came from."""

    template_name = "opd/pd_detail.html"
    context_object_name = "pd"

    def get_queryset(self) -> QuerySet[PerangkatDaerah]:
        return pd_terbaca(self.pengguna).select_related("induk").dengan_nama()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hari = baca_hari(self.request)
        pd = self.object
        nama = nama_pd_dari_waktu_ke_waktu(pd)
        pada = [n for n, _ in nama if n.dari <= hari.tanggal]
        terbaca = pd_terbaca(self.pengguna)
        return super().get_context_data(
            hari=hari,
            nama_pd=(pada[0] if pada else nama[0][0]).nama if nama else pd.kode,
            ada=pd.berlaku_dari <= hari.tanggal
            and (pd.berlaku_sampai is None or pd.berlaku_sampai >= hari.tanggal),
            masa=masa(pd.berlaku_dari, pd.berlaku_sampai),
            nama=nama,
            alias=list(pd.alias.order_by("teks")),
            peristiwa=peristiwa_pd(pd),
            pd_terbuka=set(terbaca.values_list("pk", flat=True)),
            unit=terbaca.filter(induk=pd)
            .exclude(jenis=JenisPD.KOTA)
            .pada(hari.tanggal)
            .dengan_nama(hari.tanggal)
            .order_by("urutan", "kode")
            if pd.jenis != JenisPD.KOTA
            else (),
            induk_nama=pd.induk.nama_pada(hari.tanggal) if pd.induk else "",
            pohon=pohon_jabatan(pd.pk, hari.tanggal, self.pengguna),
            boleh_kelola=bool(boleh_kelola_pd(self.pengguna)),
            boleh_tambah=bool(boleh_tambah_pada_pd(self.pengguna, pd)),
            tautan=[satu for baca in tautan_pd for satu in baca(pd, self.pengguna)],
            **kwargs,
        )


class PDCreateView(FormulirView[PDBaruForm]):
    """A new PD that comes from no other: a merge or split has a page of its own."""

    form_class = PDBaruForm
    judul = "Perangkat daerah baru"
    pesan = "Perangkat daerah dibuat."

    def periksa(self, **kwargs: Any) -> None:
        boleh_kelola_pd(self.pengguna).wajib()

    def get_form_kwargs(self) -> dict[str, Any]:
        nama = pd_terbaca(self.pengguna).order_by("urutan", "kode").nama_per_id()
        return {**super().get_form_kwargs(), "calon_induk": list(nama.items())}

    def kepala(self) -> dict[str, Any]:
        return {
            "konteks": "Untuk yang benar-benar baru; penggabungan dan pemekaran dicatat sebagai "
            "perubahan organisasi",
            "remah": [(reverse("opd:pd_list"), "Perangkat daerah")],
        }

    def simpan(self, form: PDBaruForm) -> str:
        data = dict(form.cleaned_data)
        nomor = data.pop("induk")
        induk = None if nomor is None else pd_terbaca(self.pengguna).get(pk=nomor)
        data["urutan"] = data["urutan"] or 0
        pd = buat_pd(**data, induk=induk, oleh=self.pengguna)
        return reverse("opd:pd_detail", args=[pd.pk])


class NamaCreateView(FormulirView[NamaForm]):
    """Perubahan nama, and peningkatan status: a dated name and perhaps another type."""

    form_class = NamaForm
    judul = "Perubahan nama atau status"
    pesan = "Nama baru disimpan."

    def periksa(self, **kwargs: Any) -> None:
        self.pd = get_object_or_404(pd_terbaca(self.pengguna).dengan_nama(), pk=kwargs["pk"])
        boleh_tambah_pada_pd(self.pengguna, self.pd).wajib()

    def get_initial(self) -> dict[str, Any]:
        return {
            "nama": self.pd.nama_kini,
            "singkatan": self.pd.singkatan_kini,
            "jenis": self.pd.jenis,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kota": self.pd.jenis == JenisPD.KOTA}

    def kepala(self) -> dict[str, Any]:
        return _kepala(self.pd)

    def simpan(self, form: NamaForm) -> str:
        data = {"jenis": self.pd.jenis, **form.cleaned_data}
        beri_nama_dan_jenis(perangkat_daerah=self.pd, oleh=self.pengguna, **data)
        return reverse("opd:pd_detail", args=[self.pd.pk])


class AliasCreateView(FormulirView[AliasForm]):
    """Other spellings of a PD, by which imports know it."""

    template_name = "opd/alias_form.html"
    form_class = AliasForm
    judul = "Ejaan lain"
    pesan = "Ejaan ditambahkan."

    def periksa(self, **kwargs: Any) -> None:
        self.pd = get_object_or_404(pd_terbaca(self.pengguna).dengan_nama(), pk=kwargs["pk"])
        boleh_kelola_pd(self.pengguna).wajib()

    def kepala(self) -> dict[str, Any]:
        return {**_kepala(self.pd), "alias": self.pd.alias.order_by("teks")}

    def simpan(self, form: AliasForm) -> str:
        tambah_alias(perangkat_daerah=self.pd, **form.cleaned_data, oleh=self.pengguna)
        return reverse("opd:alias_create", args=[self.pd.pk])


class AliasHapusView(PeriksaDuluMixin, View):
    """Forget a spelling; files that use it are asked about again."""

    http_method_names = ["post", "options"]

    def periksa(self, **kwargs: Any) -> None:
        self.alias = get_object_or_404(AliasPD.objects.for_user(self.pengguna), pk=kwargs["pk"])
        boleh_kelola_pd(self.pengguna).wajib()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        hapus_alias(alias_id=pk, oleh=self.pengguna)
        messages.success(request, f"Ejaan “{self.alias}” dihapus.")
        alamat = reverse("opd:alias_create", args=[self.alias.perangkat_daerah_id])
        return HttpResponseRedirect(alamat)


def _kepala(pd: PerangkatDaerah) -> dict[str, Any]:
    nama = pd.nama_pada()
    alamat = reverse("opd:pd_detail", args=[pd.pk])
    return {
        "konteks": nama,
        "remah": [(reverse("opd:pd_list"), "Perangkat daerah"), (alamat, nama)],
    }
