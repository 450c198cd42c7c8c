"""Reading plans: the documents of a PD and the tree of one version."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.views.generic import DetailView, ListView

from dasar.views.mixins import PenggunaMixin, ScopedPermissionMixin
from kinerja.models import DokumenPerencanaan
from kinerja.permissions import boleh_lihat_kinerja
from kinerja.selectors.periode import periode_awal
from kinerja.selectors.pohon import susun_pohon
from kinerja.views.periode import baca_bilangan, daftar_pd, pd_pilihan


class DokumenListView(PenggunaMixin, ListView[DokumenPerencanaan]):
    """Documents a person may see: the city's first, then by PD, newest first."""

    template_name = "kinerja/dokumen_list.html"
    paginate_by = 60

    def get_queryset(self) -> QuerySet[DokumenPerencanaan]:
        boleh_lihat_kinerja(self.pengguna).wajib()
        dokumen = (
            DokumenPerencanaan.objects.for_user(self.pengguna)
            .dengan_hitungan()
            .order_by("perangkat_daerah__urutan", "-tahun_dari", "jenis", "-perubahan_ke")
        )
        self.pd_id = pd_pilihan(self.request, self.pengguna)
        if self.pd_id is not None:
            dokumen = dokumen.filter(perangkat_daerah_id=self.pd_id)
        return dokumen

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            daftar_pd=daftar_pd(self.pengguna), pd_id=self.pd_id, **kwargs
        )


class DokumenDetailView(ScopedPermissionMixin, DetailView[DokumenPerencanaan]):
    """The tree of one version with indicators, targets and pagu of one year."""

    template_name = "kinerja/dokumen_detail.html"
    queryset = DokumenPerencanaan.objects.select_related("perangkat_daerah")
    context_object_name = "dokumen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dokumen = self.object
        daftar_tahun = list(range(dokumen.tahun_dari, dokumen.tahun_sampai + 1))
        diminta = baca_bilangan(self.request.GET.get("tahun"))
        tahun = periode_awal()[0] if diminta is None else diminta
        if tahun not in daftar_tahun:
            tahun = min(max(tahun, dokumen.tahun_dari), dokumen.tahun_sampai)
        return super().get_context_data(
            pohon=susun_pohon(dokumen, tahun),
            tahun=tahun,
            daftar_tahun=daftar_tahun,
            nama_pd=dokumen.perangkat_daerah.nama_pada(),
            **kwargs,
        )
