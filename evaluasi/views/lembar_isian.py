"""Saving one answer or one criterion: out of band for htmx, redirect for a plain form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View

from dasar.tanggal import format_waktu
from dasar.views.mixins import PenggunaMixin
from evaluasi.forms.lembar import JawabanForm, KembalikanForm, PemenuhanForm, TarikForm
from evaluasi.models import KriteriaLKE, LembarKerja, SubkomponenLKE
from evaluasi.selectors.lembar import muat_lembar
from evaluasi.services.lembar import BarisBerubah, simpan_jawaban, simpan_pemenuhan
from evaluasi.views.lembar import lembar_berhalaman
from evaluasi.views.lembar_tampil import (
    PesanBaris,
    alamat_baris,
    konteks_baris,
    konteks_lembar,
    konteks_sisi,
    tampil_sub,
)


class IsianView(PenggunaMixin, View):
    """One field group of one row; subclasses say which."""

    http_method_names = ["post"]

    def simpan(self, pk: int) -> tuple[str, int | None]:
        """Call the service; return the kode of the row, and the criterion.

        Raises as the service, and ValidationError keyed by field.
        """
        raise NotImplementedError

    def baris(self, pk: int) -> tuple[str, int | None]:
        """The row that was posted, also when it was refused. Raises Http404."""
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            kode, kriteria = self.simpan(pk)
        except (LembarKerja.DoesNotExist, SubkomponenLKE.DoesNotExist, KriteriaLKE.DoesNotExist):
            raise Http404 from None
        except ValidationError as galat:
            medan, kalimat = next(iter(galat.message_dict.items()))
            return self._tolak(pk, medan, kalimat[0], 422)
        except BarisBerubah as galat:
            return self._tolak(pk, self.medan_utama, str(galat), 409)
        if request.htmx:  # type: ignore[attr-defined]
            return self._jawab(pk, kode, kriteria)
        messages.success(request, f"Isian {kode} tersimpan.")
        return HttpResponseRedirect(alamat_baris(pk, kode))

    medan_utama = ""

    def _lembar(self, pk: int) -> LembarKerja:
        lembar = lembar_berhalaman(self.pengguna).filter(pk=pk).first()
        if lembar is None:
            raise Http404
        return lembar

    def _jawab(self, pk: int, kode: str, kriteria: int | None) -> HttpResponse:
        """What changed, each part under its id; no field is drawn again, so nothing typed is
        lost and the focus stays."""
        isi = muat_lembar(self._lembar(pk))
        s = isi.baris(kode)
        if s is None:
            raise Http404
        konteks: dict[str, Any] = {
            "b": tampil_sub(s, kode if self.request.POST.get("terbuka") else ""),
            "k": isi.komponen_dari(kode),
            "kr": next((k for k in s.kriteria if k.pk == kriteria), None),
            "pukul": format_waktu(timezone.now()).removesuffix(" WIB"),
            **konteks_baris(self.pengguna, isi),
            **konteks_sisi(isi),
        }
        return render(self.request, "evaluasi/_lke_balasan.html", konteks)

    def _tolak(self, pk: int, medan: str, kalimat: str, status: int) -> HttpResponse:
        kode, kriteria = self.baris(pk)
        konflik = status == 409
        if konflik:
            kalimat = f"{kalimat} {self.isian_ditulis()}".strip()
        pesan = PesanBaris(
            kode=kode,
            medan=medan,
            kalimat=kalimat,
            isian={} if konflik else self.request.POST.dict(),
            kriteria=kriteria,
            status=status,
        )
        lembar = self._lembar(pk)
        if not self.request.htmx:  # type: ignore[attr-defined]
            konteks = konteks_lembar(self.pengguna, lembar, kode, pesan)
            konteks |= {"form_kembali": KembalikanForm(), "form_tarik": TarikForm()}
            return render(self.request, "evaluasi/lke_detail.html", konteks, status=status)
        isi = muat_lembar(lembar)
        s = isi.baris(kode)
        if s is None:
            raise Http404
        konteks = {
            "b": tampil_sub(s, kode, pesan),
            "k": isi.komponen_dari(kode),
            # Only its own line is drawn again: an unsaved reason beside it stays as typed.
            "kr": next((k for k in s.kriteria if k.pk == kriteria), None),
            **konteks_baris(self.pengguna, isi),
            **konteks_sisi(isi),
        }
        return render(self.request, "evaluasi/_lke_tolak.html", konteks, status=status)

    def isian_ditulis(self) -> str:
        """What this person typed, for the sentence of a conflict."""
        raise NotImplementedError

    def data(self, form: Form) -> None:
        """ValidationError keyed by field unless the form is right."""
        if not form.is_valid():
            raise ValidationError({k: [str(t) for t in v] for k, v in form.errors.items()})


class JawabanUpdateView(IsianView):
    """The letter and the reason of one subkomponen."""

    medan_utama = "huruf"

    def simpan(self, pk: int) -> tuple[str, int | None]:
        form = JawabanForm(self.request.POST)
        if not form.is_valid():
            self._lembar(pk)  # what one may not see has no error message either
            if "subkomponen" in form.errors:
                raise Http404
        self.data(form)
        kode = form.cleaned_data["subkomponen"]
        simpan_jawaban(
            lembar_id=pk, kode=kode, isi=form.isi(), semula=form.semula(), oleh=self.pengguna
        )
        return kode, None

    def baris(self, pk: int) -> tuple[str, int | None]:
        kode = self.request.POST.get("subkomponen", "")
        lembar = self._lembar(pk)
        ada = SubkomponenLKE.objects.for_user(self.pengguna).filter(
            komponen__templat=lembar.templat_id, kode=kode[:8]
        )
        if not ada.exists():
            raise Http404
        return kode, None

    def isian_ditulis(self) -> str:
        huruf = self.request.POST.get("huruf", "")[:20]
        alasan = self.request.POST.get("alasan", "").strip()
        return f"Isian Anda: {huruf or 'tanpa huruf'}{f', alasan: {alasan}' if alasan else ''}"


class PemenuhanUpdateView(IsianView):
    """One criterion of one subkomponen."""

    medan_utama = "pemenuhan"

    def simpan(self, pk: int) -> tuple[str, int | None]:
        form = PemenuhanForm(self.request.POST)
        if not form.is_valid():
            self._lembar(pk)
            if "kriteria" in form.errors:
                raise Http404
        self.data(form)
        kode, kriteria = self.baris(pk)
        simpan_pemenuhan(
            lembar_id=pk,
            kriteria_id=form.cleaned_data["kriteria"],
            isi=form.isi(),
            semula=form.semula(),
            oleh=self.pengguna,
        )
        return kode, kriteria

    def baris(self, pk: int) -> tuple[str, int | None]:
        teks = self.request.POST.get("kriteria", "")
        lembar = self._lembar(pk)
        kriteria = (
            KriteriaLKE.objects.for_user(self.pengguna)
            .filter(
                pk=int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 10 else 0,
                subkomponen__komponen__templat=lembar.templat_id,
            )
            .select_related("subkomponen")
            .first()
        )
        if kriteria is None:
            raise Http404
        return kriteria.subkomponen.kode, kriteria.pk

    def isian_ditulis(self) -> str:
        isian = [self.request.POST.get(n, "").strip() for n in ("pemenuhan", "bukti", "tautan")]
        return f"Isian Anda: {', '.join(i for i in isian if i) or 'kosong'}."
