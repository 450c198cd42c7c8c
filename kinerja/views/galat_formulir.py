"""What a service refuses, written at the field of the form it is about."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form

from dasar.galat import GalatPengguna


def tulis_galat(
    form: Form, galat: ValidationError | GalatPengguna, *, bawaan: str | None = None
) -> None:
    """Add the sentences to their fields; those of no field, or of one that the form does not
    show, go to `bawaan` (None: above the form)."""
    if isinstance(galat, GalatPengguna):
        form.add_error(None, str(galat))
        return
    if not hasattr(galat, "error_dict"):
        form.add_error(bawaan, galat)
        return
    for medan, kalimat in galat.message_dict.items():
        tujuan = medan if medan != NON_FIELD_ERRORS and medan in form.fields else bawaan
        form.add_error(tujuan, kalimat)
