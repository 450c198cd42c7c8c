"""Pages of the officials: the list, one person with all posts, new, change."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, ListView

from dasar.views.mixins import PenggunaMixin, ScopedPermissionMixin
from opd.forms.pegawai import PegawaiForm
from opd.models import Pegawai, PenugasanJabatan
from opd.permissions import boleh_kelola_pd, boleh_lihat_organisasi
from opd.selectors.jabatan import masa, penugasan_kini
from opd.selectors.perangkat_daerah import pd_terbaca
from opd.services.pegawai import bakukan_nip, buat_pegawai, tanda_pegawai, ubah_pegawai
from opd.views.formulir import FormulirView
from opd.views.tanggal import baca_nomor


class PegawaiListView(PenggunaMixin, ListView[Pegawai]):
    """Officials by name or NIP, with the posts that they hold today."""

    template_name = "opd/pegawai_list.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Pegawai]:
        boleh_lihat_organisasi(self.pengguna).wajib()
        self.kini = timezone.localdate()
        self.cari = self.request.GET.get("cari", "").strip()[:100]
        self.pd_id = baca_nomor(self.request.GET.get("pd"))
        pegawai = Pegawai.objects.for_user(self.pengguna)
        if self.cari:
            angka = bakukan_nip(self.cari)
            sama = Q(nama__icontains=self.cari)
            pegawai = pegawai.filter(sama | Q(nip__contains=angka) if angka.isdigit() else sama)
        if self.pd_id is not None:
            berjalan = (
                PenugasanJabatan.objects.for_user(self.pengguna)
                .filter(jabatan__perangkat_daerah=self.pd_id)
                .pada(self.kini)
                .order_by()
            )
            pegawai = pegawai.filter(pk__in=berjalan.values("pegawai"))
        return pegawai.order_by("nama", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        nama = pd_terbaca(self.pengguna).order_by("urutan", "kode").nama_per_id()
        return {
            **konteks,
            "baris": [
                (
                    b.pegawai,
                    [(p, nama.get(p.jabatan.perangkat_daerah_id, "–")) for p in b.penugasan],
                )
                for b in penugasan_kini(konteks["object_list"], self.kini, self.pengguna)
            ],
            "daftar_pd": list(nama.items()),
            "pd_id": self.pd_id,
            "cari": self.cari,
            "boleh_kelola": bool(boleh_kelola_pd(self.pengguna)),
        }


class PegawaiDetailView(ScopedPermissionMixin, DetailView[Pegawai]):
    """One official and every post that the reader may see."""

    template_name = "opd/pegawai_detail.html"
    model = Pegawai
    context_object_name = "pegawai"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kini = timezone.localdate()
        nama = pd_terbaca(self.pengguna).nama_per_id()
        riwayat = (
            PenugasanJabatan.objects.for_user(self.pengguna)
            .filter(pegawai=self.object)
            .select_related("jabatan")
            .order_by("-dari", "-pk")
        )
        return super().get_context_data(
            riwayat=[
                (
                    p,
                    nama.get(p.jabatan.perangkat_daerah_id, "–"),
                    masa(p.dari, p.sampai),
                    p.dari <= kini and (p.sampai is None or p.sampai >= kini),
                )
                for p in riwayat
            ],
            boleh_kelola=bool(boleh_kelola_pd(self.pengguna)),
            **kwargs,
        )


class PegawaiCreateView(FormulirView[PegawaiForm]):
    """A new official."""

    form_class = PegawaiForm
    judul = "Pegawai baru"
    pesan = "Pegawai ditambahkan."

    def periksa(self, **kwargs: Any) -> None:
        boleh_kelola_pd(self.pengguna).wajib()

    def kepala(self) -> dict[str, Any]:
        return {
            "konteks": "Pejabat yang akan menduduki jabatan",
            "remah": [(reverse("opd:pegawai_list"), "Pegawai")],
        }

    def simpan(self, form: PegawaiForm) -> str:
        pegawai = buat_pegawai(**form.cleaned_data, oleh=self.pengguna)
        return reverse("opd:pegawai_detail", args=[pegawai.pk])


class PegawaiUpdateView(FormulirView[PegawaiForm]):
    """Correcting an official; papers that were signed keep the name of their day."""

    form_class = PegawaiForm
    judul = "Ubah pegawai"
    pesan = "Data pegawai disimpan."

    def periksa(self, **kwargs: Any) -> None:
        terlihat = Pegawai.objects.for_user(self.pengguna)
        self.pegawai = get_object_or_404(terlihat, pk=kwargs["pk"])
        boleh_kelola_pd(self.pengguna).wajib()

    def get_initial(self) -> dict[str, Any]:
        p = self.pegawai
        return {"nama": p.nama, "nip": p.nip, "pangkat": p.pangkat}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "tanda": tanda_pegawai(self.pegawai)}

    def kepala(self) -> dict[str, Any]:
        return {
            "konteks": self.pegawai.nama,
            "remah": [
                (reverse("opd:pegawai_list"), "Pegawai"),
                (reverse("opd:pegawai_detail", args=[self.pegawai.pk]), self.pegawai.nama),
            ],
        }

    def simpan(self, form: PegawaiForm) -> str:
        ubah_pegawai(pegawai_id=self.pegawai.pk, **form.cleaned_data, oleh=self.pengguna)
        return reverse("opd:pegawai_detail", args=[self.pegawai.pk])
