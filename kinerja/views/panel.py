"""The side panel of one cell: capaian in words, texts, comments, history."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from dasar.views.mixins import PenggunaMixin
from kinerja.forms.pengisian import KomentarForm, NarasiForm
from kinerja.models import AlasanKosong, IsiIndikator, Realisasi
from kinerja.permissions import (
    boleh_isi_periode,
    boleh_komentar,
    boleh_ubah_baris,
    boleh_usul_target,
)
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.rincian import isi_diukur, susun_rincian
from kinerja.services.alur import tulis_komentar
from kinerja.services.realisasi import MEDAN_NARASI, KonflikNarasi, simpan_narasi
from kinerja.services.usul_target import pd_pengusul
from kinerja.views.periode import Periode, baca_periode
from kinerja.views.seksi_bukti import konteks_seksi_bukti
from opd.models import Pengguna


def konteks_panel(isi: IsiIndikator, periode: Periode, pengguna: Pengguna) -> dict[str, Any]:
    """Context of kinerja/_panel.html."""
    rincian = susun_rincian(isi, periode.tahun, periode.triwulan, pengguna)
    pd_id = isi.indikator.pengampu_id
    jendela = jendela_periode(pd_id, periode.tahun, periode.triwulan)
    izin = boleh_isi_periode(pengguna, pd_id, jendela)
    r = rincian.realisasi
    if izin:
        izin = boleh_ubah_baris(r)
    sel = {"indikator": isi.indikator_id, "tahun": periode.tahun, "triwulan": periode.triwulan}
    return konteks_seksi_bukti(isi, periode, r, pengguna) | {
        "panel": rincian,
        "periode": periode,
        "izin_panel": izin,
        "narasi": NarasiForm(
            initial=sel
            | {m: getattr(r, m) if r else "" for m in MEDAN_NARASI}
            | {f"semula_{m}": getattr(r, m) if r else "" for m in MEDAN_NARASI}
        ),
        "alasan_pilihan": AlasanKosong.choices,
        "boleh_komentar": bool(r and boleh_komentar(pengguna, r, jendela)),
        "komentar_form": KomentarForm(initial=sel),
        "boleh_usul": bool(boleh_usul_target(pengguna, pd_pengusul(pengguna, isi.indikator))),
    }


class PanelMixin(PenggunaMixin):
    """Finds the visible cell a request is about: 404 where there is none."""

    def cari_isi(self, request: HttpRequest, indikator_id: int) -> tuple[IsiIndikator, Periode]:
        periode = baca_periode(request)
        try:
            return isi_diukur(self.pengguna, indikator_id, periode.tahun), periode
        except IsiIndikator.DoesNotExist:
            raise Http404 from None

    def panel(
        self, request: HttpRequest, isi: IsiIndikator, periode: Periode, **tambahan: Any
    ) -> HttpResponse:
        """The panel for the grid (htmx), or as a page of its own where no script asked for it."""
        konteks = konteks_panel(isi, periode, self.pengguna) | tambahan
        if request.headers.get("HX-Request") == "true":
            return render(request, "kinerja/_panel.html", konteks)
        kueri = {"pd": isi.indikator.pengampu_id, "tahun": periode.tahun}
        kueri |= {"triwulan": periode.triwulan, "baris": isi.indikator_id}
        konteks["alamat_lembar"] = f"{reverse('kinerja:pengisian')}?{urlencode(kueri)}"
        return render(request, "kinerja/panel_halaman.html", konteks)


class PanelView(PanelMixin, View):
    """The panel as a fragment."""

    def get(self, request: HttpRequest, indikator_id: int) -> HttpResponse:
        isi, periode = self.cari_isi(request, indikator_id)
        return self.panel(request, isi, periode)


class NarasiUpdateView(PanelMixin, View):
    """Save the texts of one cell."""

    def post(self, request: HttpRequest, indikator_id: int) -> HttpResponse:
        isi, periode = self.cari_isi(request, indikator_id)
        form = NarasiForm(request.POST)
        if not form.is_valid():
            return self.panel(request, isi, periode, narasi=form)
        data = form.cleaned_data
        try:
            simpan_narasi(
                indikator_id=isi.indikator_id,
                tahun=periode.tahun,
                triwulan=periode.triwulan,
                isi={m: data[m] for m in MEDAN_NARASI},
                semula={m: data[f"semula_{m}"] for m in MEDAN_NARASI},
                oleh=self.pengguna,
            )
        except KonflikNarasi as konflik:
            return self.panel(request, isi, periode, narasi=_form_konflik(form, konflik))
        return self.panel(request, isi, periode, kabar="Penjelasan tersimpan.")


def _form_konflik(form: NarasiForm, konflik: KonflikNarasi) -> NarasiForm:
    """The typed texts again with the stored ones beside them: the next save is on what is shown."""
    kini = {f"semula_{m}": teks for m, teks in konflik.tersimpan.items()}
    baru = NarasiForm({**{nama: form.data.get(nama) for nama in form.fields}, **kini})
    for medan, teks in konflik.tersimpan.items():
        baru.add_error(
            medan,
            f"Orang lain baru saja menulis: “{teks or 'dikosongkan'}”. "
            "Gabungkan, lalu simpan lagi.",
        )
    return baru


class KomentarCreateView(PanelMixin, View):
    """Add a remark to one value."""

    def post(self, request: HttpRequest, indikator_id: int) -> HttpResponse:
        isi, periode = self.cari_isi(request, indikator_id)
        form = KomentarForm(request.POST)
        if not form.is_valid():
            return self.panel(request, isi, periode, komentar_form=form)
        realisasi = (
            Realisasi.objects.for_user(self.pengguna)
            .filter(indikator=isi.indikator_id, tahun=periode.tahun, triwulan=periode.triwulan)
            .first()
        )
        if realisasi is None:
            form.add_error("teks", "Isi nilainya dulu, baru beri komentar.")
            return self.panel(request, isi, periode, komentar_form=form)
        try:
            tulis_komentar(
                realisasi_id=realisasi.pk, teks=form.cleaned_data["teks"], oleh=self.pengguna
            )
        except ValidationError as exc:
            form.add_error("teks", exc.messages[0])
            return self.panel(request, isi, periode, komentar_form=form)
        return self.panel(request, isi, periode)
