"""Accounts and roles: who may give them, what is refused, and the system account."""

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from opd.models import Pengguna, Peran
from opd.services.pengguna import beri_peran, buat_pengguna, pengguna_sistem
from tests.factories import AWAL, SANDI, PenggunaFactory, PerangkatDaerahFactory

pytestmark = pytest.mark.django_db


def test_buat_pengguna_signs_in_with_its_password_and_leaves_no_trace_of_it():
    oleh = PenggunaFactory(peran="admin")

    pengguna = buat_pengguna(username="budi", nama="Budi", sandi=SANDI, oleh=oleh)

    assert pengguna.check_password(SANDI)
    jejak = JejakAudit.objects.get(aksi="pengguna.dibuat")
    assert jejak.oleh == oleh
    assert SANDI not in str(jejak.sesudah)
    assert pengguna.password not in str(jejak.sesudah)


def test_without_password_nobody_signs_in():
    pengguna = buat_pengguna(username="budi", nama="Budi", oleh=pengguna_sistem())

    assert not pengguna.has_usable_password()


def test_weak_password_is_refused_for_people_only():
    with pytest.raises(ValidationError):
        buat_pengguna(username="budi", nama="Budi", sandi="12345", oleh=pengguna_sistem())

    contoh = buat_pengguna(
        username="operator.x", nama="Operator", sandi="12345", contoh=True, oleh=pengguna_sistem()
    )
    assert contoh.contoh


@pytest.mark.parametrize("username", ["sistem", "Sistem", "SISTEM"])
def test_name_of_the_system_account_is_reserved(username):
    with pytest.raises(ValidationError):
        buat_pengguna(username=username, nama="Orang", oleh=PenggunaFactory(peran="admin"))


@pytest.mark.parametrize("peran", ["operator", "kepala_pd", "perencana", "organisasi", None])
def test_only_admin_manages_people(peran):
    oleh = PenggunaFactory(peran=peran)

    with pytest.raises(TidakBoleh):
        buat_pengguna(username="budi", nama="Budi", oleh=oleh)
    with pytest.raises(TidakBoleh):
        beri_peran(pengguna=oleh, peran="admin", dari=AWAL, oleh=oleh)

    assert not Pengguna.objects.filter(username="budi").exists()
    assert not JejakAudit.objects.exists()


def test_beri_peran_counts_at_once_for_the_loaded_user():
    pengguna, pd = PenggunaFactory(), PerangkatDaerahFactory()
    assert pengguna.pd_terlihat == frozenset()

    beri_peran(
        pengguna=pengguna,
        peran="operator",
        perangkat_daerah=pd,
        dari=AWAL,
        oleh=PenggunaFactory(peran="admin"),
    )

    assert pengguna.pd_terlihat == {pd.pk}
    assert JejakAudit.objects.filter(
        aksi="peran.diberikan", sesudah__perangkat_daerah=pd.pk, sesudah__peran="operator"
    ).exists()


def test_operator_needs_a_pd_and_a_role_is_given_once():
    pengguna, oleh = PenggunaFactory(), pengguna_sistem()

    with pytest.raises(ValidationError):
        beri_peran(pengguna=pengguna, peran="operator", dari=AWAL, oleh=oleh)
    beri_peran(pengguna=pengguna, peran="perencana", dari=AWAL, oleh=oleh)
    with pytest.raises(ValidationError):
        beri_peran(pengguna=pengguna, peran="perencana", dari=AWAL, oleh=oleh)

    assert Peran.objects.filter(pengguna=pengguna).count() == 1


def test_pengguna_sistem_is_one_inactive_account_with_role_organisasi():
    sistem = pengguna_sistem()

    assert pengguna_sistem() == sistem
    assert not sistem.is_active
    assert not sistem.has_usable_password()
    assert [p.peran for p in sistem.peran_kini] == ["organisasi"]
    assert JejakAudit.objects.filter(oleh=None).count() == 2
    with pytest.raises(ValidationError):
        beri_peran(pengguna=sistem, peran="admin", dari=AWAL, oleh=PenggunaFactory(peran="admin"))


def test_person_named_sistem_never_becomes_the_system_account():
    orang = PenggunaFactory(username="sistem")

    with pytest.raises(ValidationError):
        pengguna_sistem()
    with pytest.raises(TidakBoleh):
        buat_pengguna(username="budi", nama="Budi", oleh=orang)


def test_admin_gives_no_role_to_themself():
    admin, admin_lain = PenggunaFactory(peran="admin"), PenggunaFactory(peran="admin")

    with pytest.raises(TidakBoleh, match="diberikan oleh admin lain"):
        beri_peran(pengguna=admin, peran="organisasi", dari=AWAL, oleh=admin)
    assert not admin.punya_peran("organisasi")

    beri_peran(pengguna=admin, peran="organisasi", dari=AWAL, oleh=admin_lain)
    assert admin.punya_peran("organisasi")
