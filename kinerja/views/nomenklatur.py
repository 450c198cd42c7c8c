"""Picking from the national nomenclature: results while a person types, and what was picked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from kinerja.models import IsiSimpul, JenisNomenklatur, Nomenklatur
from kinerja.selectors.cari_nomenklatur import bidang_pd, cari_nomenklatur
from kinerja.selectors.nomenklatur import isi_bidang
from kinerja.views.periode import baca_bilangan
from kinerja.views.susunan import SusunanMixin


def konteks_cari(
    view: SusunanMixin,
    jenis: str,
    induk: IsiSimpul | None,
    alamat: str,
    kueri: Mapping[str, int | None],
) -> dict[str, Any]:
    """The search box and its results for one kind below `induk`; {} for kinds without codes.

    `alamat` is the form that takes the picked entry (?nomenklatur=), `kueri` what it needs else.
    """
    if jenis not in JenisNomenklatur.values:
        return {}
    teks = view.request.GET.get("q", "").strip()
    semua = view.request.GET.get("semua") == "1"
    atas = _entri_atas(induk)
    batasi = atas is not None and not semua
    hasil = cari_nomenklatur(
        teks,
        jenis,
        induk=atas if batasi else None,
        bidang=bidang_pd(view.dokumen.perangkat_daerah_id),
    )
    tetap = {"jenis": jenis, **{k: v for k, v in kueri.items() if v is not None}}
    return {
        "hasil": hasil,
        "q": teks,
        "semua": semua,
        "atas": atas,
        "batasi": batasi,
        "terpakai": set(
            IsiSimpul.objects.for_user(view.pengguna)
            .filter(dokumen=view.dokumen, nomenklatur__isnull=False)
            .exclude(pk=kueri.get("untuk") or 0)
            .values_list("nomenklatur", flat=True)
        ),
        "alamat_form": alamat,
        "kueri_pilih": urlencode(tetap),
        "kueri_tetap": list(tetap.items()),
        "alamat_cari": reverse("kinerja:nomenklatur_cari", args=[view.dokumen.pk]),
    }


def entri_dipilih(request: HttpRequest) -> Nomenklatur | None:
    """The entry named by ?nomenklatur=, or 404."""
    pk = baca_bilangan(request.GET.get("nomenklatur"))
    return None if pk is None else get_object_or_404(Nomenklatur, pk=pk)


def awal_dari(entri: Nomenklatur, pd_id: int) -> dict[str, str]:
    """Name and code of an entry for a form; X.XX is filled when the PD's bidang is known."""
    return {"nama": entri.nama, "kode": isi_bidang(entri.kode, bidang_pd(pd_id))}


def _entri_atas(induk: IsiSimpul | None) -> Nomenklatur | None:
    """The entry of the nearest node above that has one."""
    return induk.nomenklatur if induk is not None else None


class NomenklaturCariView(SusunanMixin):
    """Results for what is typed; without a script the form itself shows them."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        kueri = request.GET
        jenis = kueri.get("jenis", "")
        untuk, induk_id = baca_bilangan(kueri.get("untuk")), baca_bilangan(kueri.get("induk"))
        if untuk is not None:
            isi = self.simpul_dokumen(untuk)
            jenis, induk = isi.jenis, self.simpul_dokumen(isi.induk_id) if isi.induk_id else None
            alamat = reverse("kinerja:simpul_update", args=[pk, isi.pk])
        else:
            induk = None if induk_id is None else self.simpul_dokumen(induk_id)
            alamat = reverse("kinerja:simpul_create", args=[pk])
        if not self.pakai_htmx:
            return HttpResponseRedirect(f"{alamat}?{kueri.urlencode()}")
        sesudah = baca_bilangan(kueri.get("sesudah"))
        konteks = konteks_cari(
            self,
            jenis,
            induk,
            alamat,
            {"induk": induk_id, "untuk": untuk, "sesudah": sesudah},
        )
        return render(
            request, "kinerja/nomenklatur_hasil.html", {"dokumen": self.dokumen, **konteks}
        )
