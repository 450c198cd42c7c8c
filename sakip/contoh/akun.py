"""The demo's accounts. Names of roles, no invented people; they exist only where DEMO is on."""

from __future__ import annotations

import os
from dataclasses import dataclass
from secrets import token_urlsafe

from django.conf import settings
from django.db import transaction

from opd.models import JenisPeran, Pengguna, Peran, PerangkatDaerah
from opd.services.pengguna import beri_peran, buat_pengguna
from sakip.contoh.organisasi import DARI
from sakip.contoh.sumber import HasilBagian, hasil

NAMA_BERKAS_SANDI = "sandi_contoh"


@dataclass(frozen=True)
class Akun:
    """One sample account; `peran` "" is a name in the history that nobody can sign in with."""

    username: str
    nama: str
    peran: str = ""
    kode_pd: str = ""


OPERATOR_LAIN = Akun("operator.contoh", "Operator PD (contoh)")
KEPALA_LAIN = Akun("kepala.contoh", "Kepala PD (contoh)")
AKUN = (
    Akun("operator.dinkes", "Operator Dinkes", JenisPeran.OPERATOR, "dinkes"),
    Akun("operator.dindikbud", "Operator Dindikbud", JenisPeran.OPERATOR, "dindikbud"),
    Akun("kepala.dinkes", "Kepala Dinkes", JenisPeran.KEPALA_PD, "dinkes"),
    Akun("perencana", "Perencana", JenisPeran.PERENCANA),
    Akun("organisasi", "Verifikator", JenisPeran.ORGANISASI),
    Akun("evaluator", "Evaluator", JenisPeran.EVALUATOR),
    Akun("pimpinan", "Pimpinan", JenisPeran.PIMPINAN),
    Akun("admin", "Admin", JenisPeran.ADMIN),
    # Every other PD has an operator and a head too; these two stand for all of them.
    OPERATOR_LAIN,
    KEPALA_LAIN,
)


@transaction.atomic
def muat_akun(oleh: Pengguna) -> HasilBagian:
    """Accounts and roles that are missing. The password of one that exists is never touched."""
    ada = {p.username: p for p in Pengguna.objects.filter(username__in=[a.username for a in AKUN])}
    lama = len(ada)
    berperan = set(Peran.objects.values_list("pengguna__username", "peran"))
    pd = {p.kode: p for p in PerangkatDaerah.objects.all()}
    sandi = ""
    for akun in AKUN:
        if akun.username not in ada:
            sandi = sandi or sandi_contoh()
            ada[akun.username] = buat_pengguna(
                username=akun.username,
                nama=akun.nama,
                # .invalid goes nowhere; the demo prints its letters on the console
                email=f"{akun.username}@contoh.invalid" if akun.peran else "",
                sandi=sandi if akun.peran else None,
                contoh=True,
                aktif=bool(akun.peran),
                oleh=oleh,
            )
        if akun.peran and (akun.username, akun.peran) not in berperan:
            beri_peran(
                pengguna=ada[akun.username],
                peran=akun.peran,
                perangkat_daerah=pd[akun.kode_pd] if akun.kode_pd else None,
                dari=DARI,
                asal_penugasan="Akun contoh",
                oleh=oleh,
            )
    return hasil("akun contoh", len(ada) - lama, lama)


def sandi_contoh() -> str:
    """The one password of the demo: from the environment, else made once and kept in var/.

    The file is readable by its owner only.
    """
    if settings.SANDI_CONTOH:
        return str(settings.SANDI_CONTOH)
    berkas = settings.VAR_DIR / NAMA_BERKAS_SANDI
    try:
        # Created with its mode: between a create and a chmod anybody could open it.
        nomor = os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return str(berkas.read_text(encoding="utf-8")).strip()
    sandi = token_urlsafe(12)
    with os.fdopen(nomor, "w", encoding="utf-8") as tujuan:
        tujuan.write(f"{sandi}\n")
    return sandi
