"""Fields that several forms of the organisation share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from opd.models.organisasi import bakukan_nama


class TanggalField(forms.DateField):
    """A day, from the browser's calendar or typed as 01/07/2024."""

    def __init__(self, **kwargs: Any) -> None:
        pesan = {
            "required": "Isi tanggalnya.",
            "invalid": "Tulis tanggal seperti 01/07/2024.",
            **kwargs.pop("error_messages", {}),
        }
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
            error_messages=pesan,
            widget=forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "class": "form-control--pendek"}
            ),
            **kwargs,
        )


class Pilihan:
    """Things that are picked by typing: each has a label of its own and other spellings."""

    def __init__(self, isi: Iterable[tuple[int, str, Iterable[str]]]) -> None:
        self.label: dict[int, str] = {}
        self._utama: dict[str, set[int]] = {}
        self._lain: dict[str, set[int]] = {}
        for pk, label, ejaan in isi:
            self.label[pk] = label
            self._utama.setdefault(bakukan_nama(label), set()).add(pk)
            for satu in ejaan:
                self._lain.setdefault(bakukan_nama(satu), set()).add(pk)

    def cari(self, teks: str) -> set[int]:
        """Ids of what `teks` means; a label counts before another spelling."""
        baku = bakukan_nama(teks)
        return self._utama.get(baku) or self._lain.get(baku) or set()


class PilihanField(forms.CharField):
    """Typed text with suggestions (a datalist of that id); its value is an id."""

    def __init__(self, *, daftar: str, tidak_ada: str, ganda: str, **kwargs: Any) -> None:
        self.pilihan = Pilihan(())
        self.tidak_ada, self.ganda = tidak_ada, ganda
        atribut = {"list": daftar, "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=400, widget=forms.TextInput(attrs=atribut), **kwargs)

    def clean(self, value: Any) -> int | None:
        teks = super().clean(value)
        if not teks:
            return None
        cocok = self.pilihan.cari(teks)
        if len(cocok) != 1:
            raise ValidationError(self.ganda if cocok else self.tidak_ada)
        return next(iter(cocok))


def terima_galat(form: forms.BaseForm, galat: ValidationError) -> None:
    """Put what a service refused at the fields of `form`; what it does not have, above it."""
    if not hasattr(galat, "error_dict"):
        form.add_error(None, galat)
        return
    for medan, kalimat in galat.message_dict.items():
        ada = medan in form.fields and medan != NON_FIELD_ERRORS
        form.add_error(medan if ada else None, [ValidationError(k) for k in kalimat])
