"""PD, dated names and other spellings: who may write them, and what is kept."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from opd.models import AliasPD, JenisPD, PerangkatDaerah
from opd.services.organisasi import beri_nama, buat_pd, hapus_alias, tambah_alias
from opd.services.pengguna import pengguna_sistem
from tests.factories import AWAL, KotaFactory, PenggunaFactory, PerangkatDaerahFactory

pytestmark = pytest.mark.django_db


def _buat(oleh, **lain):
    isi = {
        "kode": "dinkes",
        "jenis": JenisPD.DINAS,
        "nama": "Dinas Kesehatan",
        "singkatan": "DINKES",
        "dari": AWAL,
    }
    return buat_pd(**{**isi, **lain}, oleh=oleh)


def test_buat_pd_has_its_name_and_leaves_audit_rows():
    oleh = PenggunaFactory(peran="organisasi")

    pd = _buat(oleh)

    assert pd.nama_pada(AWAL) == "Dinas Kesehatan"
    assert set(JejakAudit.objects.values_list("aksi", "oleh")) == {
        ("pd.dibuat", oleh.pk),
        ("nama_pd.dibuat", oleh.pk),
    }


@pytest.mark.parametrize("peran", ["operator", "kepala_pd", "perencana", "pimpinan", "admin", None])
def test_other_roles_may_not_write_masters(peran):
    oleh = PenggunaFactory(peran=peran)
    pd = PerangkatDaerahFactory()

    for tulis in (
        lambda: _buat(oleh),
        lambda: beri_nama(
            perangkat_daerah=pd,
            nama="Baru",
            singkatan="B",
            dari=datetime.date(2024, 1, 1),
            oleh=oleh,
        ),
        lambda: tambah_alias(perangkat_daerah=pd, teks="Ejaan", oleh=oleh),
    ):
        with pytest.raises(TidakBoleh):
            tulis()

    assert PerangkatDaerah.objects.count() == 1 + (peran in ("operator", "kepala_pd"))
    assert not JejakAudit.objects.exists()


def test_second_city_and_taken_kode_are_refused():
    KotaFactory()
    oleh = pengguna_sistem()
    _buat(oleh)

    with pytest.raises(ValidationError):
        _buat(oleh, kode="kota-lain", jenis=JenisPD.KOTA)
    with pytest.raises(ValidationError):
        _buat(oleh)

    assert PerangkatDaerah.objects.count() == 2


def test_rename_ends_the_old_name_the_day_before_and_keeps_it():
    oleh = pengguna_sistem()
    pd = _buat(oleh)
    ganti = datetime.date(2024, 7, 1)

    beri_nama(
        perangkat_daerah=pd, nama="Dinas Kesehatan Kota", singkatan="DKK", dari=ganti, oleh=oleh
    )

    assert pd.nama_pada(ganti - datetime.timedelta(days=1)) == "Dinas Kesehatan"
    assert pd.nama_pada(ganti) == "Dinas Kesehatan Kota"
    assert list(PerangkatDaerah.objects.cari("dinas kesehatan")) == [pd]


def test_rename_before_the_last_name_is_refused():
    oleh = pengguna_sistem()
    pd = _buat(oleh)

    with pytest.raises(ValidationError):
        beri_nama(perangkat_daerah=pd, nama="Lama", singkatan="L", dari=AWAL, oleh=oleh)


def test_alias_finds_the_pd_and_is_kept_once():
    oleh = pengguna_sistem()
    pd = _buat(oleh)

    satu = tambah_alias(perangkat_daerah=pd, teks="Dinkes Tangsel", oleh=oleh)
    dua = tambah_alias(perangkat_daerah=pd, teks=" DINKES-TANGSEL ", oleh=oleh)

    assert satu == dua
    assert list(PerangkatDaerah.objects.cari("dinkes tangsel")) == [pd]
    assert JejakAudit.objects.filter(aksi="alias_pd.dibuat").count() == 1


@pytest.mark.parametrize("teks", ["DINKES", "Dinas Kesehatan", "dinkes", "–", ""])
def test_alias_of_another_pd_or_without_letters_is_refused(teks):
    oleh = pengguna_sistem()
    _buat(oleh)
    lain = PerangkatDaerahFactory()

    with pytest.raises(ValidationError):
        tambah_alias(perangkat_daerah=lain, teks=teks, oleh=oleh)

    assert not AliasPD.objects.exists()


def test_a_name_does_not_begin_after_the_pd_has_ended():
    oleh = pengguna_sistem()
    pd = _buat(oleh)
    PerangkatDaerah.objects.filter(pk=pd.pk).update(berlaku_sampai=datetime.date(2024, 6, 30))

    def beri(dari):
        return beri_nama(
            perangkat_daerah=pd, nama="Baru", singkatan="B", dari=dari, oleh=oleh, riwayat=True
        )

    with pytest.raises(ValidationError, match="berakhir 30 Juni 2024") as galat:
        beri(datetime.date(2024, 7, 1))
    assert list(galat.value.message_dict) == ["dari"]
    assert beri(datetime.date(2024, 6, 30)).nama == "Baru"


def test_an_alias_is_forgotten_by_organisasi_only():
    oleh = PenggunaFactory(peran="organisasi")
    pd = _buat(oleh)
    alias = tambah_alias(perangkat_daerah=pd, teks="Dinkes Tangsel", oleh=oleh)

    with pytest.raises(TidakBoleh):
        hapus_alias(alias_id=alias.pk, oleh=PenggunaFactory(peran="perencana"))
    with pytest.raises(AliasPD.DoesNotExist):
        hapus_alias(alias_id=alias.pk, oleh=PenggunaFactory(peran="operator"))
    hapus_alias(alias_id=alias.pk, oleh=oleh)

    assert not PerangkatDaerah.objects.cari("dinkes tangsel").exists()
    assert JejakAudit.objects.filter(
        aksi="alias_pd.dihapus", sebelum__teks="Dinkes Tangsel"
    ).exists()
    with pytest.raises(AliasPD.DoesNotExist):
        hapus_alias(alias_id=alias.pk, oleh=oleh)
