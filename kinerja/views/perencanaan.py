"""Reading plans: the documents of a PD and the tree of one version."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.views.generic import DetailView, ListView

from dasar.views.mixins import PenggunaMixin, ScopedPermissionMixin
from kinerja.models import (
    DokumenPerencanaan,
    IsiIndikator,
    JenisDokumen,
    StatusDokumen,
)
from kinerja.permissions import boleh_lihat_kinerja, boleh_ubah_isi_rencana, boleh_ubah_rencana
from kinerja.selectors.periode import periode_awal
from kinerja.selectors.pohon import susun_pohon
from kinerja.selectors.versi import (
    dokumen_terurut,
    kelompokkan,
    keluarga,
    nama_versi,
    periode_terdekat,
    teks_penetapan,
)
from kinerja.views.periode import baca_bilangan, daftar_pd, pd_pilihan
from kinerja.views.versi import pd_boleh_ubah


class DokumenListView(PenggunaMixin, ListView[DokumenPerencanaan]):
    """Documents a person may see: the city's first, periods of one kind side by side."""

    template_name = "kinerja/dokumen_list.html"
    paginate_by = 10  # PD: what belongs to one stays on one page

    def get_queryset(self) -> QuerySet[DokumenPerencanaan]:
        boleh_lihat_kinerja(self.pengguna).wajib()
        dokumen = DokumenPerencanaan.objects.for_user(self.pengguna)
        self.pd_id = pd_pilihan(self.request, self.pengguna)
        self.jenis = self.request.GET.get("jenis", "")
        self.status = self.request.GET.get("status", "")
        self.tahun = baca_bilangan(self.request.GET.get("tahun"))
        if self.pd_id is not None:
            dokumen = dokumen.filter(perangkat_daerah_id=self.pd_id)
        if self.jenis in JenisDokumen:
            dokumen = dokumen.filter(jenis=self.jenis)
        if self.status in StatusDokumen:
            dokumen = dokumen.filter(status=self.status)
        if self.tahun is not None:
            dokumen = dokumen.filter(
                tahun_dari__lte=min(self.tahun, 2100), tahun_sampai__gte=min(self.tahun, 2100)
            )
        return dokumen_terurut(dokumen)

    def paginate_queryset(
        self, queryset: Any, page_size: int
    ) -> tuple[Paginator[Any], Page[Any], QuerySet[DokumenPerencanaan], bool]:
        """Pages of PD; each shows all documents of its PD."""
        urutan = ("perangkat_daerah__urutan", "perangkat_daerah")
        pd = queryset.order_by(*urutan).values_list("perangkat_daerah", flat=True).distinct()
        paginator, halaman, milik, terbagi = super().paginate_queryset(pd, page_size)
        return (
            paginator,
            halaman,
            queryset.filter(perangkat_daerah__in=list(milik)),
            terbagi,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        kueri = self.request.GET.copy()
        kueri.pop("page", None)
        masa = DokumenPerencanaan.objects.for_user(self.pengguna).values_list(
            "tahun_dari", "tahun_sampai"
        )
        tahun = {t for dari, sampai in masa.order_by().distinct() for t in range(dari, sampai + 1)}
        return konteks | {
            "kelompok": kelompokkan(konteks["object_list"]),
            "daftar_pd": daftar_pd(self.pengguna),
            "pd_id": self.pd_id,
            "jenis_pilihan": JenisDokumen.choices,
            "jenis": self.jenis,
            "status_pilihan": StatusDokumen.choices,
            "status": self.status,
            "daftar_tahun": sorted(tahun, reverse=True),
            "tahun": self.tahun,
            "disaring": any(self.request.GET.get(k) for k in ("pd", "jenis", "status", "tahun")),
            "kueri_halaman": kueri.urlencode(),
            "boleh_buat": bool(pd_boleh_ubah(self.pengguna)),
        }


class DokumenDetailView(ScopedPermissionMixin, DetailView[DokumenPerencanaan]):
    """The tree of one version with indicators, targets and pagu of one year."""

    template_name = "kinerja/dokumen_detail.html"
    queryset = DokumenPerencanaan.objects.select_related(
        "perangkat_daerah", "disalin_dari__perangkat_daerah"
    )
    context_object_name = "dokumen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dokumen = self.object
        daftar_tahun = list(range(dokumen.tahun_dari, dokumen.tahun_sampai + 1))
        diminta = baca_bilangan(self.request.GET.get("tahun"))
        tahun = periode_awal()[0] if diminta is None else diminta
        if tahun not in daftar_tahun:
            tahun = min(max(tahun, dokumen.tahun_dari), dokumen.tahun_sampai)
        versi = list(keluarga(dokumen))
        draf = next((v for v in versi if v.status == StatusDokumen.DRAF), None)
        asal = dokumen.disalin_dari
        beda_pd = asal is not None and asal.perangkat_daerah_id != dokumen.perangkat_daerah_id
        boleh_tulis = bool(boleh_ubah_rencana(self.pengguna, dokumen.perangkat_daerah_id))
        return super().get_context_data(
            pohon=susun_pohon(dokumen, tahun),
            tahun=tahun,
            daftar_tahun=daftar_tahun,
            nama_pd=dokumen.perangkat_daerah.nama_pada(),
            # After a reorganisation a plan may continue that of another PD.
            nama_pd_asal=asal.perangkat_daerah.nama_pada() if asal and beda_pd else "",
            nama_versi=nama_versi(dokumen),
            # `versi` alone is the version of the application, in the foot of every page.
            semua_versi=[(v, nama_versi(v), teks_penetapan(v)) for v in versi],
            draf=draf,
            periode_lain=periode_terdekat(dokumen),
            boleh_ubah=bool(boleh_ubah_isi_rencana(self.pengguna, dokumen)),
            boleh_salin=boleh_tulis and dokumen.status == StatusDokumen.BERLAKU and draf is None,
            boleh_ke_draf=boleh_tulis and draf is not None and draf.pk != dokumen.pk,
            # A PD reads the city's plan, but opens only the cards of its own indicators.
            kartu_terlihat=set(
                IsiIndikator.objects.for_user(self.pengguna)
                .filter(dokumen=dokumen)
                .values_list("pk", flat=True)
            ),
            **kwargs,
        )
