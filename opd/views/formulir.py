"""A page with one form that one service saves."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.views.generic import FormView

from dasar.galat import GalatPengguna
from dasar.views.mixins import PeriksaDuluMixin
from opd.forms.medan import terima_galat

F = TypeVar("F", bound=forms.BaseForm)


class FormulirView(PeriksaDuluMixin, FormView[F]):
    """What the service refuses stands at its field, and what was typed stays.

    `judul`, `konteks` and `remah` (address, words) head the page.
    """

    template_name = "opd/formulir.html"
    judul = ""
    pesan = ""

    def simpan(self, form: F) -> str:
        """Call the service; returns the address to go to."""
        raise NotImplementedError

    def kepala(self) -> dict[str, Any]:
        """`konteks` and `remah` of this page."""
        return {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"judul": self.judul, **self.kepala(), **kwargs})

    def form_valid(self, form: F) -> HttpResponse:
        try:
            alamat = self.simpan(form)
        except ValidationError as galat:
            terima_galat(form, galat)
        except GalatPengguna as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(self.request, self.pesan)
            return HttpResponseRedirect(alamat)
        return self.form_invalid(form)
