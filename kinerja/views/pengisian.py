"""The grid of one PD and quarter: the page, the confirmation and the submission."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from dasar.views.mixins import PenggunaMixin
from kinerja.models import IsiIndikator, JenisSimpul
from kinerja.permissions import boleh_isi_periode
from kinerja.selectors.kelengkapan import Kelengkapan
from kinerja.selectors.kisi import HitunganKisi, susun_kisi
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.rincian import isi_diukur
from kinerja.selectors.saring_kisi import Saring, saring_kisi
from kinerja.services.alur import SudahDiajukan, ajukan_triwulan
from kinerja.views.kemajuan import konteks_kemajuan
from kinerja.views.panel import konteks_panel
from kinerja.views.periode import (
    Periode,
    baca_bilangan,
    baca_pd,
    baca_periode,
    daftar_pd,
    pemilih_periode,
)
from opd.models import JenisPeran

SEMUA: Saring = ""
SARING: dict[Saring, tuple[str, str]] = {
    SEMUA: ("Semua", ""),
    "kosong": ("Kosong", "dash-circle"),
    "dikembalikan": ("Dikembalikan", "arrow-return-left"),
    "analisis": ("Perlu analisis", "chat-left-text"),
}
JENIS_BERINDIKATOR = (
    JenisSimpul.SASARAN,
    JenisSimpul.PROGRAM,
    JenisSimpul.KEGIATAN,
    JenisSimpul.SUB_KEGIATAN,
)


class PengisianView(PenggunaMixin, TemplateView):
    """The grid. A constant number of queries, whatever the number of rows."""

    template_name = "kinerja/pengisian.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pd = baca_pd(self.request, self.pengguna)
        periode = baca_periode(self.request)
        izin = boleh_isi_periode(
            self.pengguna, pd.pk, jendela_periode(pd.pk, periode.tahun, periode.triwulan)
        )
        pembaca = not self.pengguna.punya_peran(JenisPeran.OPERATOR, pd_id=pd.pk)
        kisi = susun_kisi(
            pd_id=pd.pk, tahun=periode.tahun, triwulan=periode.triwulan, izin=izin, pembaca=pembaca
        )
        diminta = self.request.GET.get("saring", "")
        saring = next((kode for kode in SARING if kode == diminta), SEMUA)
        cari = self.request.GET.get("cari", "")[:100]
        jenis = self.request.GET.get("jenis", "")
        jenis = jenis if jenis in JENIS_BERINDIKATOR else ""
        tetap = {"pd": pd.pk, "saring": saring, "cari": cari, "jenis": jenis}
        alamat = reverse("kinerja:pengisian")
        kelengkapan = _kelengkapan(kisi.hitungan)
        return super().get_context_data(
            pd=pd,
            pd_id=pd.pk,
            nama_pd=pd.nama_pada(),
            periode=periode,
            izin=izin,
            pembaca=pembaca,
            lewat_kepala=settings.PERSETUJUAN_KEPALA_PD,
            kelengkapan=kelengkapan,
            baris=saring_kisi(kisi.baris, saring=saring, cari=cari, jenis=jenis),
            hitungan=kisi.hitungan,
            kemajuan=konteks_kemajuan(kelengkapan),
            pemilih=pemilih_periode(aksi=alamat, periode=periode, pd_id=pd.pk, bawaan=tetap),
            daftar_pd=(
                daftar_pd(self.pengguna, periode.tahun, kini=pd.pk)
                if self.pengguna.melihat_semua_pd
                else []
            ),
            kepingan=_kepingan(kisi.hitungan, alamat, tetap, periode, saring),
            saring=saring,
            cari=cari,
            jenis=jenis,
            daftar_jenis=[(j.value, j.label) for j in JENIS_BERINDIKATOR],
            **self._panel(periode),
            **kwargs,
        )

    def _panel(self, periode: Periode) -> dict[str, Any]:
        """The side panel of the row named in the address, if it is there."""
        try:
            indikator_id = baca_bilangan(self.request.GET.get("baris")) or 0
            isi = isi_diukur(self.pengguna, indikator_id, periode.tahun)
        except IsiIndikator.DoesNotExist:
            return {"panel": None}
        konteks = konteks_panel(isi, periode, self.pengguna)
        del konteks["periode"]  # the page has it already
        return konteks


def _kelengkapan(h: HitunganKisi) -> Kelengkapan:
    """The same counts as `periksa_kelengkapan`, without asking the database again."""
    return Kelengkapan(
        jatuh_tempo=h.semua,
        terisi=h.terisi + h.diperbaiki,
        dikembalikan=h.dikembalikan,
        kosong=h.kosong,
        belum_diajukan=h.belum_diajukan,
    )


def _kepingan(
    h: HitunganKisi, alamat: str, tetap: dict[str, Any], periode: Periode, saring: str
) -> list[dict[str, Any]]:
    jumlah = {
        "": h.semua,
        "kosong": h.kosong,
        "dikembalikan": h.dikembalikan,
        "analisis": h.tanpa_analisis,
    }
    return [
        {
            "label": label,
            "ikon": ikon,
            "jumlah": jumlah[kode],
            "rupa": {"dikembalikan": "ungu", "analisis": "perhatian"}.get(kode, ""),
            "aktif": kode == saring,
            "url": alamat
            + "?"
            + urlencode(
                {
                    k: v
                    for k, v in {
                        **tetap,
                        "saring": kode,
                        "tahun": periode.tahun,
                        "triwulan": periode.triwulan,
                    }.items()
                    if v not in (None, "")
                }
            ),
        }
        for kode, (label, ikon) in SARING.items()
    ]


class TriwulanAjukanView(PenggunaMixin, View):
    """Submit the quarter of one's PD."""

    def post(self, request: HttpRequest) -> HttpResponse:
        pd, periode = baca_pd(request, self.pengguna), baca_periode(request)
        try:
            hasil = ajukan_triwulan(
                perangkat_daerah_id=pd.pk,
                tahun=periode.tahun,
                triwulan=periode.triwulan,
                oleh=self.pengguna,
            )
        except SudahDiajukan as exc:  # the second press of one button is no offence
            messages.info(request, str(exc))
        else:
            lewat_kepala = settings.PERSETUJUAN_KEPALA_PD
            penerima = "Kepala perangkat daerah" if lewat_kepala else "Bagian Organisasi"
            messages.success(
                request, f"{hasil.jumlah} baris {periode.judul} diajukan. {penerima} diberi tahu."
            )
        tujuan = urlencode({"pd": pd.pk, "tahun": periode.tahun, "triwulan": periode.triwulan})
        return HttpResponseRedirect(f"{reverse('kinerja:pengisian')}?{tujuan}")
