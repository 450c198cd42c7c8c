"""Reading Perjanjian Kinerja: the posts of a PD, one agreement, who has not signed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import DetailView, TemplateView
from django.views.generic.base import View

from dasar.views.mixins import PenggunaMixin, ScopedPermissionMixin
from dasar.views.unduhan import jawab_xlsx
from kinerja.models import PerjanjianKinerja, StatusPK
from kinerja.permissions import (
    boleh_cetak_pk,
    boleh_lihat_kinerja,
    boleh_susun_pk,
    boleh_tandatangani_pk,
    boleh_ubah_pk,
)
from kinerja.reports.pk_bagian import susun_bagian
from kinerja.reports.pk_belum import tulis_belum
from kinerja.selectors.belum_tanda import BelumTanda, belum_tanda
from kinerja.selectors.cetakan import DaftarCetakan, daftar_cetakan
from kinerja.selectors.isi_perjanjian import isi_perjanjian
from kinerja.selectors.periode import periode_awal
from kinerja.selectors.perjanjian import (
    daftar_jabatan,
    hari_tahun,
    pd_berjabatan,
    pejabat_berganti,
    tahun_pk,
    versi_pk,
)
from kinerja.selectors.selisih_perjanjian import selisih_rencana
from kinerja.services.perjanjian import tanda_pk
from kinerja.views.periode import baca_bilangan
from opd.models import Pengguna, PerangkatDaerah
from opd.selectors.pejabat import penandatangan


def baca_tahun(request: HttpRequest) -> int:
    """The year named by ?tahun=; anything else is the one that the other pages start with."""
    tahun = baca_bilangan(request.GET.get("tahun") or request.POST.get("tahun"))
    return tahun if tahun is not None and 2000 <= tahun <= 2100 else periode_awal()[0]


def pilih_pd(
    request: HttpRequest, pengguna: Pengguna, daftar: list[PerangkatDaerah]
) -> PerangkatDaerah | None:
    """The PD named by ?pd=, else the person's own, else the first; None: there is none.

    Raises Http404 for a PD whose posts the person may not see.
    """
    if teks := request.GET.get("pd"):
        nomor = baca_bilangan(teks)
        for pd in daftar:
            if pd.pk == nomor:
                return pd
        raise Http404
    milik = set(pengguna.pd_terlihat)
    return next((pd for pd in daftar if pd.pk in milik), daftar[0] if daftar else None)


def alamat_daftar(tahun: int, pd_id: int) -> str:
    """The list of one PD in one year."""
    return f"{reverse('kinerja:pk_list')}?{urlencode({'tahun': tahun, 'pd': pd_id})}"


class PKListView(PenggunaMixin, TemplateView):
    """The posts of one PD as a tree, each with its agreement of the year."""

    template_name = "kinerja/pk_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_lihat_kinerja(self.pengguna).wajib()
        tahun = baca_tahun(self.request)
        daftar = pd_berjabatan(self.pengguna)
        pd = pilih_pd(self.request, self.pengguna, daftar)
        hari = hari_tahun(tahun)
        baris = daftar_jabatan(pd.pk, tahun, hari) if pd else []
        return super().get_context_data(
            tahun=tahun,
            daftar_tahun=tahun_pk(self.pengguna, tahun),
            daftar_pd=daftar,
            pd=pd,
            hari=hari,
            baris=baris,
            sudah=sum(b.keadaan.ditandatangani for b in baris),
            dari=sum(b.keadaan.kode != "berakhir" for b in baris),
            tanpa=sum(b.draf is None and b.terakhir is None for b in baris),
            boleh_susun=bool(pd and boleh_susun_pk(self.pengguna, pd.pk)),
            **kwargs,
        )


class PKDetailView(ScopedPermissionMixin, DetailView[PerjanjianKinerja]):
    """One agreement as it is printed, its versions, and what may be done with it."""

    template_name = "kinerja/pk_detail.html"
    queryset = PerjanjianKinerja.objects.select_related(
        "jabatan__perangkat_daerah",
        "jabatan__induk__perangkat_daerah",
        "dokumen",
        "dicatat_oleh",
        "pihak_pertama__pegawai",
    )
    context_object_name = "pk"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pk = self.object
        isi = isi_perjanjian(pk)
        draf = pk.status == StatusPK.DRAF
        susun = bool(boleh_susun_pk(self.pengguna, pk.perangkat_daerah_id))
        versi = versi_pk(pk, self.pengguna)
        berlaku = pk.status == StatusPK.DITANDATANGANI
        hari = hari_tahun(pk.tahun)
        kini = penandatangan(pk.jabatan_id, hari) if berlaku else None
        return super().get_context_data(
            isi=isi,
            bagian=susun_bagian(isi),
            celah=isi.celah if draf else (),
            riwayat=versi,
            draf=draf,
            tanda=tanda_pk(pk),
            izin_ubah=boleh_ubah_pk(self.pengguna, pk),
            izin_tanda=boleh_tandatangani_pk(self.pengguna, pk),
            boleh_perubahan=berlaku
            and susun
            and not any(satu.status == StatusPK.DRAF for satu in versi),
            pejabat_baru=kini if kini is not None and pejabat_berganti(pk, kini) else None,
            selisih=selisih_rencana([pk], hari).get(pk.pk),
            cetakan=self._cetakan(pk, boleh=bool(boleh_cetak_pk(self.pengguna, pk))),
            url_daftar=alamat_daftar(pk.tahun, pk.perangkat_daerah_id),
            **kwargs,
        )

    def _cetakan(self, pk: PerjanjianKinerja, *, boleh: bool) -> DaftarCetakan:
        """A signed agreement is printed once: its file is the paper of record."""
        daftar = daftar_cetakan("pk", pk, self.pengguna, boleh=boleh)
        tercetak = any(satu.kode == pk.kode for satu in daftar.semua)
        return replace(daftar, boleh=boleh and not tercetak)


class _BelumMixin(PenggunaMixin):
    def belum(self) -> BelumTanda:
        boleh_lihat_kinerja(self.pengguna).wajib()
        tahun = baca_tahun(self.request)
        return belum_tanda(self.pengguna, tahun, hari_tahun(tahun))


class PKBelumView(_BelumMixin, TemplateView):
    """Who has not signed yet, by PD and level."""

    template_name = "kinerja/pk_belum.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        belum = self.belum()
        return super().get_context_data(
            belum=belum,
            daftar_tahun=tahun_pk(self.pengguna, belum.tahun),
            **kwargs,
        )


class PKBelumUnduhView(_BelumMixin, View):
    """The same list as XLSX."""

    def get(self, request: HttpRequest) -> HttpResponse:
        belum = self.belum()
        nama = f"pk-belum-ditandatangani-{belum.tahun}.xlsx"
        return jawab_xlsx(tulis_belum(belum), nama)
