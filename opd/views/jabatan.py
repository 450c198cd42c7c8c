"""Pages of the posts: the list on a day, one post with its holders, new, change, end."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, ListView

from dasar.views.mixins import PenggunaMixin, ScopedPermissionMixin
from opd.forms.jabatan import JabatanAkhirForm, JabatanForm
from opd.models import Jabatan, PerangkatDaerah
from opd.permissions import boleh_kelola_pd, boleh_lihat_organisasi, boleh_tambah_pada_pd
from opd.selectors.jabatan import calon_induk, daftar_jabatan, masa, pemegang, riwayat_jabatan
from opd.selectors.perangkat_daerah import pd_terbaca
from opd.services.jabatan import akhiri_jabatan, buat_jabatan, tanda_jabatan, ubah_jabatan
from opd.views.formulir import FormulirView
from opd.views.tanggal import baca_hari, baca_nomor


class JabatanListView(PenggunaMixin, ListView[Jabatan]):
    """Posts of a day over all visible PD; the vacant ones on request."""

    template_name = "opd/jabatan_list.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Jabatan]:
        boleh_lihat_organisasi(self.pengguna).wajib()
        self.hari = baca_hari(self.request)
        self.pd_id = baca_nomor(self.request.GET.get("pd"))
        self.cari = self.request.GET.get("cari", "").strip()[:100]
        self.kosong = self.request.GET.get("kosong") == "1"
        return daftar_jabatan(
            self.pengguna,
            self.hari.tanggal,
            pd_id=self.pd_id,
            teks=self.cari,
            hanya_kosong=self.kosong,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        nama = pd_terbaca(self.pengguna).order_by("urutan", "kode").nama_per_id()
        return {
            **konteks,
            "baris": [
                (j, nama.get(j.perangkat_daerah_id, "–"), pemegang(j))
                for j in konteks["object_list"]
            ],
            "daftar_pd": list(nama.items()),
            "hari": self.hari,
            "pd_id": self.pd_id,
            "cari": self.cari,
            "kosong": self.kosong,
            "boleh_kelola": bool(boleh_kelola_pd(self.pengguna)),
        }


class JabatanDetailView(ScopedPermissionMixin, DetailView[Jabatan]):
    """One post: its data, everyone who held it, and the posts below it."""

    template_name = "opd/jabatan_detail.html"
    queryset = Jabatan.objects.select_related("perangkat_daerah", "induk", "pendahulu")
    context_object_name = "jabatan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        jabatan = self.object
        kini = timezone.localdate()
        riwayat = [
            (p, masa(p.dari, p.sampai), p.dari <= kini and (p.sampai is None or p.sampai >= kini))
            for p in riwayat_jabatan(jabatan)
        ]
        return super().get_context_data(
            nama_pd=jabatan.perangkat_daerah.nama_pada(),
            masa=masa(jabatan.dari, jabatan.sampai),
            riwayat=riwayat,
            terisi=any(berjalan for _, _, berjalan in riwayat),
            bawahan=Jabatan.objects.for_user(self.pengguna).filter(induk=jabatan).pada(kini),
            boleh_kelola=bool(boleh_kelola_pd(self.pengguna)),
            **kwargs,
        )


class JabatanCreateView(FormulirView[JabatanForm]):
    """A new post of one PD."""

    form_class = JabatanForm
    judul = "Jabatan baru"
    pesan = "Jabatan dibuat."

    def periksa(self, **kwargs: Any) -> None:
        self.pd = get_object_or_404(pd_terbaca(self.pengguna).dengan_nama(), pk=kwargs["pk"])
        boleh_tambah_pada_pd(self.pengguna, self.pd).wajib()

    def get_initial(self) -> dict[str, Any]:
        return {"induk": baca_nomor(self.request.GET.get("atasan"))}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "calon_induk": _pilihan_induk(self)}

    def kepala(self) -> dict[str, Any]:
        return _kepala(self.pd)

    def simpan(self, form: JabatanForm) -> str:
        jabatan = buat_jabatan(
            perangkat_daerah_id=self.pd.pk, **_dengan_id(form.nilai()), oleh=self.pengguna
        )
        return reverse("opd:jabatan_detail", args=[jabatan.pk])


class JabatanUpdateView(FormulirView[JabatanForm]):
    """Correcting a post; one with other duties is ended and made anew."""

    form_class = JabatanForm
    judul = "Ubah jabatan"
    pesan = "Jabatan disimpan."

    def periksa(self, **kwargs: Any) -> None:
        self.jabatan = _jabatan(self, kwargs["pk"])
        self.pd = self.jabatan.perangkat_daerah

    def get_initial(self) -> dict[str, Any]:
        j = self.jabatan
        return {
            "nama": j.nama,
            "eselon": j.eselon,
            "induk": j.induk_id,
            "kepala": j.kepala,
            "urutan": j.urutan,
            "dari": j.dari,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "calon_induk": [p for p in _pilihan_induk(self) if p[0] != self.jabatan.pk],
            "tanda": tanda_jabatan(self.jabatan),
        }

    def kepala(self) -> dict[str, Any]:
        return _kepala(self.pd, self.jabatan)

    def simpan(self, form: JabatanForm) -> str:
        ubah_jabatan(jabatan_id=self.jabatan.pk, **_dengan_id(form.nilai()), oleh=self.pengguna)
        return reverse("opd:jabatan_detail", args=[self.jabatan.pk])


class JabatanAkhirView(FormulirView[JabatanAkhirForm]):
    """The last day of a post."""

    form_class = JabatanAkhirForm
    judul = "Akhiri jabatan"
    pesan = "Hari terakhir jabatan disimpan."

    def periksa(self, **kwargs: Any) -> None:
        self.jabatan = _jabatan(self, kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        return {"sampai": self.jabatan.sampai, "tanda": tanda_jabatan(self.jabatan)}

    def kepala(self) -> dict[str, Any]:
        return _kepala(self.jabatan.perangkat_daerah, self.jabatan)

    def simpan(self, form: JabatanAkhirForm) -> str:
        akhiri_jabatan(jabatan_id=self.jabatan.pk, **form.cleaned_data, oleh=self.pengguna)
        return reverse("opd:jabatan_detail", args=[self.jabatan.pk])


def remah_jabatan(jabatan: Jabatan) -> list[tuple[str, str]]:
    """Way back from a page below a post."""
    return [
        *_kepala(jabatan.perangkat_daerah)["remah"],
        (reverse("opd:jabatan_detail", args=[jabatan.pk]), jabatan.nama),
    ]


def _kepala(pd: PerangkatDaerah, jabatan: Jabatan | None = None) -> dict[str, Any]:
    nama = pd.nama_pada()
    remah = [
        (reverse("opd:pd_list"), "Perangkat daerah"),
        (reverse("opd:pd_detail", args=[pd.pk]), nama),
    ]
    if jabatan is None:
        return {"konteks": nama, "remah": remah}
    remah.append((reverse("opd:jabatan_detail", args=[jabatan.pk]), jabatan.nama))
    return {"konteks": f"{jabatan.nama}, {nama}", "remah": remah}


def _jabatan(view: PenggunaMixin, pk: int) -> Jabatan:
    """The visible post, for those who may change it."""
    terlihat = Jabatan.objects.for_user(view.pengguna).select_related("perangkat_daerah")
    jabatan = get_object_or_404(terlihat, pk=pk)
    boleh_kelola_pd(view.pengguna).wajib()
    return jabatan


def _pilihan_induk(view: JabatanCreateView | JabatanUpdateView) -> list[tuple[int, str]]:
    return [
        (j.pk, f"{j.nama} ({j.get_eselon_display()})") for j in calon_induk(view.pd, view.pengguna)
    ]


def _dengan_id(data: dict[str, Any]) -> dict[str, Any]:
    """The form speaks of `induk`, the services of its id."""
    return {**{k: v for k, v in data.items() if k != "induk"}, "induk_id": data["induk"]}
