"""Paste a block copied from a spreadsheet: the text, the preview, the saving, the undoing."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from dasar.views.mixins import PenggunaMixin
from kinerja.forms.tempel import TempelForm, jawaban_dipilih, kolom_dipilih, tempat_dipilih
from kinerja.formulas.blok_tempel import BlokTakTerbaca, baca_blok
from kinerja.permissions import boleh_isi_periode
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.tempel import LembarTujuan, PilihanTempel, muat_tujuan, rencanakan
from kinerja.services.isian import simpan_isian
from kinerja.services.sel_isian import IsianDitolak, PerubahanSel
from kinerja.services.urung_isian import urungkan_isian
from kinerja.views.periode import Periode, baca_pd, baca_periode
from kinerja.views.pratinjau_tempel import (
    PratinjauTempel,
    kata_jumlah,
    label_tempat,
    sel_isian,
    susun_pratinjau,
)
from opd.models import PerangkatDaerah

_GARAM_URUNG = "kinerja.tempel.urung"
_MASA_URUNG = 24 * 60 * 60  # seconds
_BATAS_URUNG = 1_500_000  # letters that a form may send back
_BERUBAH = (
    "Letak atau bacaan tempelan berbeda dari pratinjau yang Anda lihat. Belum ada yang disimpan. "
    "Periksa pratinjau ini, lalu simpan."
)


class _TempelView(PenggunaMixin, View):
    """Operators of the PD while the quarter is open; in a dialog (htmx header) only the part."""

    pd: PerangkatDaerah
    periode: Periode

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not hasattr(self, str(request.method).lower()):  # 405, whoever asks
            return super().dispatch(request, *args, **kwargs)
        self.pd, self.periode = baca_pd(request, self.pengguna), baca_periode(request)
        jendela = jendela_periode(self.pd.pk, self.periode.tahun, self.periode.triwulan)
        boleh_isi_periode(self.pengguna, self.pd.pk, jendela).wajib()
        return super().dispatch(request, *args, **kwargs)

    @property
    def dialog(self) -> bool:
        return self.request.headers.get("HX-Request") == "true"

    @property
    def alamat_lembar(self) -> str:
        periode = {"tahun": self.periode.tahun, "triwulan": self.periode.triwulan}
        return f"{reverse('kinerja:pengisian')}?{urlencode({'pd': self.pd.pk, **periode})}"

    def tujuan(self) -> LembarTujuan:
        return muat_tujuan(self.pengguna, self.pd.pk, self.periode.tahun, self.periode.triwulan)

    def jawab(self, bagian: str, status: int = 200, **konteks: Any) -> HttpResponse:
        """The part alone for the dialog, else a whole page around it."""
        templat = f"kinerja/tempel_{bagian}.html" if self.dialog else "kinerja/tempel_halaman.html"
        return render(
            self.request,
            templat,
            {
                "bagian": f"kinerja/tempel_{bagian}.html",
                "dialog": self.dialog,
                "pd": self.pd,
                "nama_pd": self.pd.nama_pada(),
                "periode": self.periode,
                "alamat_lembar": self.alamat_lembar,
                **konteks,
            },
            status=status,
        )

    def formulir(self, form: TempelForm, kalimat: str = "") -> HttpResponse:
        """The text and where it lands, with what is wrong with it."""
        teks = form.data.get("teks", "") if form.is_bound else ""
        lembar = self.tujuan()
        return self.jawab(
            "formulir",
            status=422 if kalimat else 200,
            form=form,
            teks=str(teks),
            kalimat=kalimat,
            daftar_mulai=[(i, label_tempat(lembar, i)) for i in lembar.isi],
        )

    def pratinjau(
        self, form: TempelForm, lembar: LembarTujuan, kalimat: str = "", status: int = 200
    ) -> HttpResponse:
        """The preview of a valid form, or the form again when the text is no block."""
        try:
            isi = self.susun(form, lembar)
        except BlokTakTerbaca as exc:
            return self.formulir(form, str(exc))
        return self.jawab(
            "pratinjau", status=status, p=isi, form=form, data=form.cleaned_data, kalimat=kalimat
        )

    def susun(self, form: TempelForm, lembar: LembarTujuan) -> PratinjauTempel:
        """The plan of a valid form, each cell judged. Raises BlokTakTerbaca."""
        data = form.cleaned_data
        blok = baca_blok(data["teks"])
        pilihan = PilihanTempel(
            cara=data["cara"],
            medan=data["medan"],
            mulai=data["mulai"],
            baris=data["baris"],
            uang=data["uang"],
            kosongkan=data["kosongkan"],
            kolom=kolom_dipilih(form.data),
            tempat=tempat_dipilih(form.data),
            jawaban=jawaban_dipilih(form.data),
        )
        rencana = rencanakan(blok, lembar, pilihan, self.periode.tahun, self.periode.triwulan)
        hasil = simpan_isian(
            perangkat_daerah_id=self.pd.pk,
            tahun=self.periode.tahun,
            triwulan=self.periode.triwulan,
            sel=[sel_isian(s) for s in rencana.sel if s.bacaan.terbaca],
            oleh=self.pengguna,
            utuh=False,
            terapkan=False,
        )
        return susun_pratinjau(blok, rencana, lembar, pilihan, hasil)


class TempelPratinjauView(_TempelView):
    """GET: a page with a text field, also where the clipboard is closed. POST: the preview."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.formulir(TempelForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TempelForm(request.POST)
        if not form.is_valid():
            return self.formulir(form, _galat_form(form))
        if request.POST.get("ubah"):
            return self.formulir(form)
        return self.pratinjau(form, self.tujuan())


class TempelSimpanView(_TempelView):
    """Save what the preview showed, and nothing else: a block that reads differently now is
    previewed again; a cell that someone changed since is a conflict and is listed."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TempelForm(request.POST)
        if not form.is_valid():
            return self.formulir(form, _galat_form(form))
        lembar = self.tujuan()
        try:
            isi = self.susun(form, lembar)
        except BlokTakTerbaca as exc:
            return self.formulir(form, str(exc))
        dilihat = form.cleaned_data["dilihat"]
        if {k: v[0] for k, v in dilihat.items()} != {s.kunci: s.bacaan.baku for s in isi.terbaca}:
            return self.pratinjau(form, lembar, _BERUBAH, status=422)
        sel = [sel_isian(s, dilihat[s.kunci][1]) for s in isi.terbaca]
        hasil = simpan_isian(
            perangkat_daerah_id=self.pd.pk,
            tahun=self.periode.tahun,
            triwulan=self.periode.triwulan,
            sel=sel,
            oleh=self.pengguna,
            utuh=False,
        )
        isi = isi.sesudah(hasil)
        jumlah = kata_jumlah([p.medan for p in hasil.perubahan])
        kalimat = f"{jumlah} ditempel dan tersimpan."
        if not hasil.perubahan:
            kalimat = "Tidak ada nilai baru yang disimpan."
        tampil = {s.kunci: s for s in isi.terbaca}
        kunci = [f"{p.medan}-{p.kunci}" for p in hasil.perubahan]
        langkah = [
            {
                "kunci": k,
                "dari": lembar.tersimpan(tampil[k].peran, tampil[k].id),
                "ke": "" if tampil[k].bacaan.baku == "" else tampil[k].bacaan.tampil,
            }
            for k in kunci
        ]
        return self.jawab(
            "hasil",
            p=isi,
            kalimat=kalimat,
            urung=self._urung(hasil.perubahan_json()) if hasil.perubahan else "",
            kunci=kunci,
            langkah=json.dumps(langkah, ensure_ascii=False),
            judul_langkah=f"{jumlah} ditempel",
        )

    def _urung(self, perubahan: list[dict[str, Any]]) -> str:
        """What is sent back to undo; signed, so that it is undone as it was done."""
        token = signing.dumps(
            {"pd": self.pd.pk, "oleh": self.pengguna.pk, "tahun": self.periode.tahun}
            | {"perubahan": perubahan},
            salt=_GARAM_URUNG,
            compress=True,
        )
        return token if len(token) <= _BATAS_URUNG else ""


class TempelUrungkanView(_TempelView):
    """Take one paste back: all of it, or nothing when a cell has been changed since."""

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            isi = signing.loads(
                request.POST.get("urung", ""), salt=_GARAM_URUNG, max_age=_MASA_URUNG
            )
        except signing.BadSignature:
            return self._balas("Tempelan ini tidak dapat diurungkan lagi.", 422)
        if (isi["pd"], isi["oleh"], isi["tahun"]) != (
            self.pd.pk,
            self.pengguna.pk,
            self.periode.tahun,
        ):
            return self._balas("Tempelan ini tidak dapat diurungkan lagi.", 422)
        try:
            hasil = urungkan_isian(
                perangkat_daerah_id=self.pd.pk,
                tahun=self.periode.tahun,
                perubahan=[PerubahanSel(**p) for p in isi["perubahan"]],
                oleh=self.pengguna,
            )
        except IsianDitolak as exc:
            sebab = exc.hasil.gagal[0].alasan
            return self._balas(
                f"Tempelan tidak diurungkan: {len(exc.hasil.gagal)} sel tidak dapat dikembalikan. "
                f"{sebab}",
                409,
            )
        jumlah = kata_jumlah([s.sel.medan for s in hasil.sel])
        return self._balas(f"{jumlah} dikembalikan seperti sebelum ditempel.", 200)

    def _balas(self, kalimat: str, status: int) -> HttpResponse:
        if self.dialog:
            return self.jawab("urung", status=status, kalimat=kalimat)
        (messages.success if status == 200 else messages.error)(self.request, kalimat)
        return HttpResponseRedirect(self.alamat_lembar)


def _galat_form(form: TempelForm) -> str:
    """One sentence: about the text, else that the request is broken."""
    if "teks" in form.errors:
        return str(form.errors["teks"][0])
    return "Kiriman ini tidak lengkap. Muat ulang halaman, lalu tempel lagi."
