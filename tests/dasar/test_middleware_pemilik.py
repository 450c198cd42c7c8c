"""A page made for one person is not answered under the name of another."""

from __future__ import annotations

import pytest
from django.urls import reverse

from opd.models import JenisPeran
from tests.factories import PenggunaFactory, PerangkatDaerahFactory

pytestmark = pytest.mark.django_db


def test_owner_colleague_and_stranger(client):
    pd = PerangkatDaerahFactory.create()
    pemilik = PenggunaFactory.create(peran=JenisPeran.OPERATOR, pd=pd)
    rekan = PenggunaFactory.create(peran=JenisPeran.OPERATOR, pd=pd)
    alamat = reverse("dasar:notifikasi_list")
    kepala = {"X-Pengguna": str(pemilik.pk)}

    assert client.get(alamat, headers=kepala).status_code == 302  # nobody: the login page
    client.force_login(pemilik)
    assert client.get(alamat, headers=kepala).status_code == 200
    client.force_login(rekan)
    jawaban = client.post(reverse("dasar:notifikasi_read"), headers=kepala)
    assert jawaban.status_code == 401
    assert "dipakai pengguna lain" in jawaban.content.decode()
    assert client.get(alamat, headers={"X-Pengguna": "bukan angka"}).status_code == 401
