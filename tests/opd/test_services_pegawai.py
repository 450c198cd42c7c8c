"""Officials: one NIP is one person, and the second of two people is told."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from opd.models import JenisPeran, Pegawai
from opd.services.pegawai import buat_pegawai, tanda_pegawai, ubah_pegawai
from tests.factories import PenggunaFactory
from tests.factories_jabatan import PegawaiFactory, PenugasanFactory

pytestmark = pytest.mark.django_db
NIP = "19700101 199503 1 002"


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran=JenisPeran.ORGANISASI)


def test_buat_drops_the_spaces_of_a_nip(organisasi):
    pegawai = buat_pegawai(nip=NIP, nama=" Siti, S.E. ", oleh=organisasi)

    assert (pegawai.nip, pegawai.nama) == ("197001011995031002", "Siti, S.E.")
    assert JejakAudit.objects.get().aksi == "pegawai.dibuat"


def test_elected_officials_have_no_nip(organisasi):
    buat_pegawai(nip="", nama="Wali Kota", oleh=organisasi)
    buat_pegawai(nip="", nama="Wakil Wali Kota", oleh=organisasi)
    assert Pegawai.objects.count() == 2


@pytest.mark.parametrize(
    ("nip", "nama", "medan", "kalimat"),
    [
        ("123", "Siti", "nip", "18 angka"),
        ("197001011995031002", "Siti", "nip", "sudah dipakai Nama Lama"),
        ("", " ", "nama", "kosong"),
    ],
)
def test_bad_input_is_a_sentence_at_its_field(organisasi, nip, nama, medan, kalimat):
    PegawaiFactory(nip="197001011995031002", nama="Nama Lama")
    with pytest.raises(ValidationError) as galat:
        buat_pegawai(nip=nip, nama=nama, oleh=organisasi)
    assert list(galat.value.message_dict) == [medan]
    assert kalimat in galat.value.message_dict[medan][0]
    assert Pegawai.objects.count() == 1


def test_three_people(organisasi):
    penugasan = PenugasanFactory()
    pd = penugasan.jabatan.perangkat_daerah

    def ubah(oleh):
        return ubah_pegawai(pegawai_id=penugasan.pegawai_id, nip="", nama="Nama lain", oleh=oleh)

    with pytest.raises(TidakBoleh):
        ubah(PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd))
    with pytest.raises(Pegawai.DoesNotExist):
        ubah(PenggunaFactory(peran=JenisPeran.OPERATOR))
    assert ubah(organisasi).nama == "Nama lain"


def test_ubah_with_an_old_mark_is_refused(organisasi):
    pegawai = PegawaiFactory()
    tanda = tanda_pegawai(pegawai)

    def ubah(nama):
        return ubah_pegawai(
            pegawai_id=pegawai.pk, nip=pegawai.nip, nama=nama, tanda=tanda, oleh=organisasi
        )

    ubah("Pertama")
    with pytest.raises(GalatPengguna, match="diubah orang lain"):
        ubah("Kedua")
    pegawai.refresh_from_db()
    assert pegawai.nama == "Pertama"
