"""One's own profile: e-mail and number are changed by oneself, with an audit row."""

import pytest
from django.urls import reverse

from dasar.models import JejakAudit
from opd.models import Pengguna
from tests.factories import PenggunaFactory

pytestmark = pytest.mark.django_db
PROFIL = reverse("opd:profil")


@pytest.fixture
def ayu(client):
    orang = PenggunaFactory(nama="Ayu", email="lama@contoh.go.id")
    client.force_login(orang)
    return orang


def test_saved_in_one_form_and_audited_once(client, ayu):
    lain = PenggunaFactory()
    isi = {"email": " ayu@CONTOH.go.id ", "nomor_hp": "0812-3456-7890", "nama": "Bukan Ayu"}
    isi["pengguna"] = str(lain.pk)
    for _ in range(2):  # the second click changes nothing
        assert client.post(PROFIL, isi).headers["Location"] == PROFIL

    ayu.refresh_from_db()
    assert (ayu.nama, ayu.email, ayu.nomor_hp) == ("Ayu", "ayu@contoh.go.id", "+6281234567890")
    jejak = JejakAudit.objects.get(aksi="pengguna.profil_diubah")
    assert (jejak.oleh, jejak.objek_id) == (ayu, str(ayu.pk))
    assert jejak.sebelum == {"email": "lama@contoh.go.id", "nomor_hp": ""}
    assert Pengguna.objects.get(pk=lain.pk).email == lain.email


@pytest.mark.parametrize(
    ("medan", "teks", "kalimat"),
    [
        ("email", "bukan alamat", "nama@contoh.go.id"),
        ("email", "a@b.id\r\nBcc: x@y.id", "nama@contoh.go.id"),
        ("nomor_hp", "021-5555555", "0812-3456-7890"),
    ],
)
def test_refused_at_its_field_and_what_was_typed_stays(client, ayu, medan, teks, kalimat):
    jawaban = client.post(PROFIL, {"email": "baru@contoh.go.id", "nomor_hp": "", medan: teks})

    form = jawaban.context["form"]
    assert kalimat in form.errors[medan][0]
    assert form[medan].value() == teks
    ayu.refresh_from_db()
    assert (ayu.email, ayu.nomor_hp) == ("lama@contoh.go.id", "")


def test_both_may_be_taken_away(client, ayu):
    client.post(PROFIL, {"email": "", "nomor_hp": ""})
    ayu.refresh_from_db()
    assert (ayu.email, ayu.nomor_hp) == ("", "")
