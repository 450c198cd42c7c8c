"""Form fields that read numbers the Indonesian way."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dasar.angka import AngkaTakTerbaca, baca_angka, format_angka_utuh


class AngkaField(forms.CharField):
    """A typed number such as "7,5"; cleans to Decimal, or None when empty and not required.

    `periksa` returns what is wrong with a number that was read, "" when it is usable.
    """

    widget = forms.TextInput(
        attrs={
            "inputmode": "decimal",
            "autocomplete": "off",
            "class": "form-control form-control--pendek",
        }
    )

    def __init__(self, *, periksa: Callable[[Decimal], str], **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)
        self.periksa = periksa

    def clean(self, value: Any) -> Decimal | None:
        teks: str = super().clean(value)
        if not teks:
            return None
        try:
            nilai = baca_angka(teks)
        except AngkaTakTerbaca as exc:
            raise ValidationError(str(exc), code="invalid") from exc
        if kalimat := self.periksa(nilai):
            raise ValidationError(kalimat, code="invalid")
        return nilai

    def prepare_value(self, value: Any) -> Any:
        """Stored numbers are shown in the format that is read; typed text stays as typed."""
        return format_angka_utuh(value, 2) if isinstance(value, Decimal) else value
