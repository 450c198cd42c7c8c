"""Writing people: accounts and dated roles."""

from __future__ import annotations

import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.services.audit import catat_audit
from opd.models import JenisPeran, Pengguna, Peran, PerangkatDaerah
from opd.permissions import (
    NAMA_SISTEM,
    adalah_sistem,
    boleh_beri_peran,
    boleh_kelola_pengguna,
)

AWAL_SISTEM = datetime.date(2021, 1, 1)


@transaction.atomic
def buat_pengguna(
    *,
    username: str,
    nama: str,
    oleh: Pengguna,
    sandi: str | None = None,
    email: str = "",
    contoh: bool = False,
    aktif: bool = True,
) -> Pengguna:
    """Make an account without roles; `sandi` None: nobody can sign in with it yet.

    The rules for passwords hold for people; sample accounts exist only in a demo.

    Raises TidakBoleh, ValidationError (username taken or reserved, weak password).
    """
    boleh_kelola_pengguna(oleh).wajib()
    if username.casefold() == NAMA_SISTEM:
        raise ValidationError(f"Nama pengguna “{NAMA_SISTEM}” dipakai oleh sistem.")
    pengguna = Pengguna(username=username, nama=nama, email=email, contoh=contoh, is_active=aktif)
    if sandi is None:
        pengguna.set_unusable_password()
    else:
        if not contoh:
            validate_password(sandi, pengguna)
        pengguna.set_password(sandi)
    pengguna.full_clean()
    pengguna.save(force_insert=True)
    catat_audit(
        "pengguna.dibuat",
        pengguna,
        oleh=oleh,
        sesudah={"username": username, "nama": nama, "contoh": contoh, "aktif": aktif},
    )
    return pengguna


@transaction.atomic
def beri_peran(
    *,
    pengguna: Pengguna,
    peran: str,
    dari: datetime.date,
    oleh: Pengguna,
    perangkat_daerah: PerangkatDaerah | None = None,
    sampai: datetime.date | None = None,
    asal_penugasan: str = "",
) -> Peran:
    """Give a person a role for one PD, or for all PD (None).

    Raises TidakBoleh (nobody gives a role to themself), ValidationError (a role that needs a PD,
    or one that exists already).
    """
    if adalah_sistem(pengguna):
        raise ValidationError("Peran akun sistem tidak dapat diubah.")
    boleh_beri_peran(oleh, pengguna).wajib()
    return _tambah_peran(
        Peran(
            pengguna=pengguna,
            peran=peran,
            perangkat_daerah=perangkat_daerah,
            dari=dari,
            sampai=sampai,
            asal_penugasan=asal_penugasan,
        ),
        oleh,
    )


@transaction.atomic
def pengguna_sistem() -> Pengguna:
    """The account that acts when no person does: inactive, without password, role organisasi.

    Made on first use; its own making is audited without an actor.
    """
    sistem = Pengguna.objects.filter(username=NAMA_SISTEM).first()
    if sistem is not None:
        if sistem.is_active:
            raise ValidationError(f"Akun “{NAMA_SISTEM}” dipakai orang. Ganti namanya dulu.")
        return sistem
    sistem = Pengguna(username=NAMA_SISTEM, nama="Sistem", is_active=False)
    sistem.set_unusable_password()
    sistem.full_clean()
    sistem.save(force_insert=True)
    catat_audit("pengguna.dibuat", sistem, oleh=None, sesudah={"username": NAMA_SISTEM})
    _tambah_peran(
        Peran(
            pengguna=sistem,
            peran=JenisPeran.ORGANISASI,
            dari=AWAL_SISTEM,
            asal_penugasan="Akun sistem",
        ),
        None,
    )
    return sistem


def _tambah_peran(peran: Peran, oleh: Pengguna | None) -> Peran:
    peran.full_clean()
    peran.save(force_insert=True)
    peran.pengguna.__dict__.pop("peran_kini", None)  # what was read before is old now
    catat_audit(
        "peran.diberikan",
        peran,
        oleh=oleh,
        sesudah={
            "pengguna": peran.pengguna.username,
            "peran": str(peran.peran),
            "perangkat_daerah": peran.perangkat_daerah,
            "dari": peran.dari,
            "sampai": peran.sampai,
            "asal_penugasan": peran.asal_penugasan,
        },
    )
    return peran
