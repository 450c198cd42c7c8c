"""Pages go compressed to a browser that takes it; files and short answers as they are."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import reverse

from dasar.middleware import PadatkanMiddleware
from opd.models import JenisPeran
from tests.factories import PenggunaFactory, PerangkatDaerahFactory

GZIP = {"Accept-Encoding": "gzip, deflate"}


@pytest.mark.django_db
def test_a_page_is_compressed_only_for_who_takes_it(client):
    pd = PerangkatDaerahFactory.create()
    client.force_login(PenggunaFactory.create(peran=JenisPeran.OPERATOR, pd=pd))
    alamat = reverse("dasar:notifikasi_list")

    polos, padat = client.get(alamat), client.get(alamat, headers=GZIP)

    assert "Content-Encoding" not in polos
    assert padat["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in padat["Vary"]
    assert len(padat.content) < len(polos.content) / 2
    assert "<h1" in gzip.decompress(padat.content).decode()


@pytest.mark.parametrize(
    "jawaban",
    [
        HttpResponse(b"a" * 9000, content_type="application/pdf"),
        HttpResponse(b"<p>pendek</p>"),
        StreamingHttpResponse([b"<p>a</p>"] * 900),
    ],
)
def test_files_short_answers_and_streams_stay_as_they_are(jawaban):
    permintaan = RequestFactory().get("/", headers=GZIP)
    hasil = PadatkanMiddleware(lambda _: jawaban).process_response(permintaan, jawaban)
    assert "Content-Encoding" not in hasil
