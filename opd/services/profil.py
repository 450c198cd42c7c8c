"""What people write about themselves: where notices reach them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.nomor_hp import baku_seluler
from dasar.services.audit import catat_audit
from opd.models import Pengguna


@transaction.atomic
def ubah_profil(*, email: str, nomor_hp: str, oleh: Pengguna) -> Pengguna:
    """Change the e-mail address and mobile number of the person who asks; "" takes one away.

    Raises ValidationError (no address, no mobile number of Indonesia).
    """
    orang = Pengguna.objects.select_for_update(no_key=True).get(pk=oleh.pk)
    sebelum = _potret(orang)
    orang.email, orang.nomor_hp = email.strip(), baku_seluler(nomor_hp)
    if nomor_hp.strip() and not orang.nomor_hp:
        raise ValidationError({"nomor_hp": "Tulis nomor HP seperti 0812-3456-7890."})
    orang.full_clean()  # also brings the domain of the address to small letters
    sesudah = _potret(orang)
    if sesudah == sebelum:
        return orang
    orang.save(update_fields=["email", "nomor_hp"])
    catat_audit("pengguna.profil_diubah", orang, oleh=oleh, sebelum=sebelum, sesudah=sesudah)
    return orang


def _potret(orang: Pengguna) -> dict[str, str]:
    return {"email": orang.email, "nomor_hp": orang.nomor_hp}
